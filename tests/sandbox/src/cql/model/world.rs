//! Random worlds: a few spaces and accounts, and content that is made and changed step by step.

use super::WORDS;
use crate::body::Body;
use crate::clock::Clock;
use crate::identity::settings::Settings;
use crate::state::State;
use crate::state::content::ContentKind;
use crate::state::random::Random;
use crate::state::relation::{Arrow, Entity, FAVOURITE};
use jiff::Timestamp;
use proptest::prelude::*;
use proptest::strategy::BoxedStrategy;

/// One change of a world. Numbers are taken modulo what there is.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Add {
        kind: ContentKind,
        space: usize,
        on: usize,
        title: Vec<&'static str>,
        text: Vec<&'static str>,
        author: usize,
    },
    Label(usize, &'static str),
    Categorise(usize, &'static str),
    Rename(usize, &'static str),
    Move(usize, usize),
    Edit(usize, usize, &'static str),
    Date(usize, i64),
    Restrict(usize, usize),
    Watch(usize, usize),
    Favour(usize, usize),
    View(usize, usize),
    Trash(usize),
    Purge(usize),
}

impl Arbitrary for Step {
    type Parameters = ();
    type Strategy = BoxedStrategy<Self>;

    fn arbitrary_with((): ()) -> Self::Strategy {
        let word = || prop::sample::select(&WORDS[..]);
        let words = || prop::collection::vec(word(), 1..4);
        let kind = prop::sample::select(vec![
            ContentKind::Page,
            ContentKind::Page,
            ContentKind::BlogPost,
            ContentKind::FooterComment,
            ContentKind::Attachment,
        ]);
        let of = || 0..30_usize;
        let by = || 0..3_usize;
        let add = (kind, by(), of(), words(), words(), by());
        prop_oneof![
            6 => add.prop_map(|(kind, space, on, title, text, author)| Self::Add { kind, space, on, title, text, author }),
            2 => (of(), word()).prop_map(|(of, label)| Self::Label(of, label)),
            1 => (by(), word()).prop_map(|(space, label)| Self::Categorise(space, label)),
            1 => (of(), word()).prop_map(|(of, title)| Self::Rename(of, title)),
            2 => (of(), of()).prop_map(|(of, below)| Self::Move(of, below)),
            2 => (of(), by(), word()).prop_map(|(of, author, text)| Self::Edit(of, author, text)),
            2 => (of(), 0..72_i64).prop_map(|(of, hours)| Self::Date(of, hours)),
            1 => (of(), by()).prop_map(|(of, to)| Self::Restrict(of, to)),
            1 => (of(), by()).prop_map(|(of, who)| Self::Watch(of, who)),
            1 => (of(), by()).prop_map(|(of, who)| Self::Favour(of, who)),
            1 => (of(), by()).prop_map(|(of, who)| Self::View(of, who)),
            1 => of().prop_map(Self::Trash),
            1 => of().prop_map(Self::Purge),
        ]
        .boxed()
    }
}

pub(super) struct World {
    pub(super) state: State,
    pub(super) accounts: Vec<String>,
    spaces: Vec<u64>,
    contents: Vec<u64>,
}

impl World {
    pub(super) fn new() -> Self {
        let mut state = State::new(Random::new(1), Settings::default(), Clock::default());
        let accounts: Vec<String> = ["admin", "writer", "reader"]
            .into_iter()
            .map(|name| state.user_named(name).unwrap().id.clone())
            .collect();
        let spaces = [
            ("ONE", "alpha beta", false),
            ("TWO", "gamma", false),
            ("THREE", "alphabet", true),
        ];
        let spaces: Vec<u64> = spaces
            .into_iter()
            .map(|(key, name, private)| state.add_space(key, name, &accounts[1], private))
            .collect();
        let contents = spaces.iter().filter_map(|space| state.spaces[space].homepage).collect();
        Self {
            state,
            accounts,
            spaces,
            contents,
        }
    }

    /// A query with the ids of this world in place of `#1` and `@1`.
    pub(super) fn spell(&self, query: &str) -> String {
        let mut spelt = query.to_owned();
        for at in (0..12).rev() {
            spelt = spelt.replace(&format!("#{at}"), &self.content(at).to_string());
        }
        for (at, account) in self.accounts.iter().enumerate() {
            spelt = spelt.replace(&format!("@{at}"), &format!("\"{account}\""));
        }
        spelt
    }

    fn content(&self, at: usize) -> u64 {
        self.contents[at % self.contents.len()]
    }

    pub(super) fn take(&mut self, step: Step) {
        match step {
            Step::Add {
                kind,
                space,
                on,
                title,
                text,
                author,
            } => self.add(kind, space, on, &title.join(" "), &text, author),
            Step::Label(of, name) => {
                let (id, label) = (self.content(of), self.state.label("global", name));
                self.state
                    .contents
                    .get_mut(&id)
                    .map(|content| content.labels.insert(label));
            }
            Step::Categorise(space, name) => {
                let label = self.state.label("team", name);
                let space = self.state.spaces.get_mut(&self.spaces[space]);
                space.map(|space| space.labels.insert(label));
            }
            Step::Rename(of, title) => {
                let id = self.content(of);
                self.state.contents.rename(id, title);
            }
            Step::Move(of, below) => self.put_below(self.content(of), self.content(below)),
            Step::Edit(of, author, text) => {
                let (id, author) = (self.content(of), self.accounts[author].clone());
                if let Some(content) = self.state.contents.get_mut(&id) {
                    let mut next = content.latest().clone();
                    next.number += 1;
                    next.author = author;
                    next.body = body(&[text]);
                    content.versions.push(next);
                }
            }
            Step::Date(of, hours) => {
                let id = self.content(of);
                let start: Timestamp = "2026-01-01T00:00:00Z".parse().unwrap();
                if let Some(content) = self.state.contents.get_mut(&id) {
                    content.created = start + jiff::SignedDuration::from_hours(hours);
                }
            }
            Step::Restrict(of, to) => {
                let (id, account) = (self.content(of), self.accounts[to].clone());
                let content = self.state.contents.get_mut(&id);
                content.map(|content| content.restrictions.read.users.insert(account));
            }
            Step::Watch(of, who) => {
                let (id, account) = (self.content(of), self.accounts[who].clone());
                self.state
                    .contents
                    .get_mut(&id)
                    .map(|content| content.watchers.insert(account));
            }
            Step::Favour(of, who) => {
                let id = if of % 2 == 0 {
                    self.content(of)
                } else {
                    self.spaces[of % 3]
                };
                let (account, space) = (self.accounts[who].clone(), self.spaces.contains(&id));
                let arrow = Arrow {
                    name: FAVOURITE.to_owned(),
                    source: Entity::User(account.clone()),
                    target: if space {
                        Entity::Space(id)
                    } else {
                        Entity::Content { id, version: None }
                    },
                };
                self.state.relate(arrow, &account);
            }
            Step::View(of, who) => self.state.count_view(self.content(of), &self.accounts[who]),
            Step::Trash(of) => self.state.trash(self.content(of)),
            Step::Purge(of) => self.state.purge(self.content(of)),
        }
        let now = self.state.now();
        self.state.note_changes(now);
    }

    fn add(&mut self, kind: ContentKind, space: usize, on: usize, title: &str, text: &[&str], author: usize) {
        let on = self.content(on);
        let Some(above) = self.state.contents.get(&on) else {
            return;
        };
        let page = above.kind == ContentKind::Page;
        let (space, container) = match kind {
            ContentKind::Page if page => (above.space, Some(on)),
            ContentKind::FooterComment | ContentKind::Attachment => (above.space, Some(on)),
            _ => (self.spaces[space], None),
        };
        let author = self.accounts[author].clone();
        let id = self
            .state
            .add_content(kind, space, container, title, &author, body(text));
        self.contents.push(id);
    }

    fn put_below(&mut self, id: u64, below: u64) {
        let of_the_same_space = |id: u64| {
            let content = self.state.contents.get(&id)?;
            (content.kind == ContentKind::Page).then_some(content.space)
        };
        let inside = self.state.subtree(id).contains(&below);
        if !inside && of_the_same_space(id).is_some() && of_the_same_space(id) == of_the_same_space(below) {
            self.state.move_below(id, Some(below));
        }
    }
}

/// A body with these words, a macro that is called like the first one, and no mention of anybody.
fn body(words: &[&str]) -> Body {
    let first = words.first().copied().unwrap_or_default();
    Body {
        representation: "storage".to_owned(),
        value: format!("<p>{}</p><ac:structured-macro ac:name=\"{first}\" />", words.join(" ")),
    }
}
