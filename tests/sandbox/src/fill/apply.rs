//! Puts into the state what the builder says.

use super::page::NewAttachment;
use super::{Filling, FixedToken, NewPage};
use crate::body::Body;
use crate::builder::invalid;
use crate::clock::Clock;
use crate::state::State;
use crate::state::content::{ContentKind, File, Subjects};
use crate::token::TokenRequest;
use confluence_sdk::spec::Mode;
use jiff::{SignedDuration, Timestamp};
use secrecy::ExposeSecret as _;
use std::collections::HashMap;
use std::io;

impl Filling {
    /// Gives accounts the ids that they must have.
    pub(crate) fn name_accounts(&self, state: &mut State) -> io::Result<()> {
        for (name, id) in &self.account_ids {
            let former = account(state, name)?;
            state.rename_account(&former, id);
        }
        for page in &self.pages {
            state.reserved_ids.extend(page.id);
        }
        state.reserved_ids.extend(self.space_ids.values());
        Ok(())
    }

    pub(crate) fn add_groups(&self, state: &mut State) -> io::Result<()> {
        for (name, members) in &self.groups {
            let members: io::Result<Vec<String>> = members.iter().map(|member| account(state, member)).collect();
            let known = state.groups.values().find(|group| group.name == *name);
            let id = known.map(|group| group.id.clone());
            let id = id.unwrap_or_else(|| state.add_group(name).id.clone());
            if let Some(group) = state.groups.get_mut(&id) {
                group.members.extend(members?);
            }
        }
        Ok(())
    }

    pub(crate) fn add_contents(&self, state: &mut State) -> io::Result<()> {
        let (clock, start) = (state.clock, state.now());
        // Titles are looked up here: a site has thousands of them.
        let mut known = HashMap::new();
        for page in &self.pages {
            let age = SignedDuration::try_from(page.age).unwrap_or(SignedDuration::MAX);
            state.clock = Clock::Standing(start.checked_sub(age).unwrap_or(Timestamp::MIN));
            let id = add_page(state, page, &known)?;
            known.insert((page.space.as_str(), page.title.as_str()), id);
        }
        state.clock = clock;
        Ok(())
    }

    pub(crate) fn add_tokens(&self, state: &mut State) -> io::Result<()> {
        for (user, token) in &self.api_tokens {
            let account = account(state, user)?;
            state.add_api_token(&account, token.expose_secret().to_owned());
        }
        for fixed in &self.tokens {
            add_token(state, fixed)?;
        }
        Ok(())
    }
}

fn account(state: &State, name: &str) -> io::Result<String> {
    let account = state.user_named(name).map(|account| account.id.clone());
    account.ok_or_else(|| invalid(format!("no user `{name}`")))
}

fn storage(text: &str) -> Body {
    Body {
        representation: "storage".to_owned(),
        value: text.to_owned(),
    }
}

fn add_page(state: &mut State, page: &NewPage, known: &HashMap<(&str, &str), u64>) -> io::Result<u64> {
    let key = page.space.as_str();
    let space = state
        .space_by_key(key)
        .ok_or_else(|| invalid(format!("no space `{key}`")))?;
    let (space, homepage) = (space.id, space.homepage);
    let (kind, parent) = match &page.parent {
        _ if page.is_blog_post => (ContentKind::BlogPost, None),
        None => (ContentKind::Page, homepage),
        Some(title) => {
            let found = known.get(&(key, title.as_str())).copied();
            let found = found.or_else(|| state.page_titled(space, title, None).map(|page| page.id));
            let found = found.ok_or_else(|| invalid(format!("no page `{title}` in the space `{key}`")))?;
            (ContentKind::Page, Some(found))
        }
    };
    if let Some(id) = page.id
        && (id == 0 || state.contents.get(&id).is_some() || state.spaces.contains_key(&id))
    {
        return Err(invalid(format!(
            "the id {id} of the page `{}` cannot be used",
            page.title
        )));
    }
    let author = account(state, &page.author)?;
    state.next_id = page.id;
    let id = state.add_content(kind, space, parent, &page.title, &author, storage(&page.body));
    for label in &page.labels {
        let label = state.label("global", label);
        if let Some(content) = state.contents.get_mut(&id) {
            content.labels.insert(label);
        }
    }
    let (read, update) = (subjects(state, &page.readers)?, subjects(state, &page.editors)?);
    if let Some(content) = state.contents.get_mut(&id) {
        content.restrictions.read = read;
        content.restrictions.update = update;
    }
    for file in &page.attachments {
        add_attachment(state, space, id, &author, file);
    }
    for (user, text) in &page.comments {
        let author = account(state, user)?;
        let title = format!("Re: {}", page.title);
        state.add_content(
            ContentKind::FooterComment,
            space,
            Some(id),
            &title,
            &author,
            storage(text),
        );
    }
    Ok(id)
}

/// The users and groups with these names.
fn subjects(state: &State, names: &[String]) -> io::Result<Subjects> {
    let mut subjects = Subjects::default();
    for name in names {
        let group = state.groups.values().find(|group| group.name == *name);
        match (state.user_named(name), group) {
            (Some(user), _) => subjects.users.insert(user.id.clone()),
            (None, Some(group)) => subjects.groups.insert(group.id.clone()),
            (None, None) => return Err(invalid(format!("no user and no group `{name}`"))),
        };
    }
    Ok(subjects)
}

fn add_attachment(state: &mut State, space: u64, page: u64, author: &str, file: &NewAttachment) {
    let id = state.add_content(
        ContentKind::Attachment,
        space,
        Some(page),
        &file.name,
        author,
        storage(""),
    );
    let file = File {
        id: state.random.uuid(),
        media_type: file.media_type.clone(),
        bytes: file.bytes.clone(),
    };
    let attachment = state.contents.get_mut(&id);
    if let Some(first) = attachment.and_then(|attachment| attachment.versions.last_mut()) {
        first.file = Some(file);
    }
}

fn add_token(state: &mut State, fixed: &FixedToken) -> io::Result<()> {
    let (app, user) = match fixed.mode {
        Mode::Basic => return Err(invalid("`Builder::api_token` adds a token for basic auth".to_owned())),
        Mode::ForgeApp | Mode::Connect => (Some(fixed.name.clone()), None),
        _ => (None, Some(account(state, &fixed.name)?)),
    };
    let request = TokenRequest {
        mode: fixed.mode,
        account: user,
        app,
        scopes: fixed.scopes.clone(),
        life: None,
    };
    state.issue_as(fixed.token.expose_secret().to_owned(), request);
    Ok(())
}
