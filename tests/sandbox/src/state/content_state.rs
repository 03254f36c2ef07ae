//! Content states: coloured marks that say how far a page is.

use super::State;
use jiff::Timestamp;

/// A state that content can have.
#[derive(Clone, Debug)]
pub(crate) struct ContentState {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) color: String,
}

/// A state that a user has made.
#[derive(Clone, Debug)]
pub(crate) struct CustomState {
    pub(crate) state: ContentState,
    pub(crate) owner: String,
    /// When it was last given to content.
    used: Timestamp,
}

/// The states of one piece of content.
#[derive(Clone, Debug, Default)]
pub(crate) struct Marks {
    pub(crate) published: Option<Mark>,
    pub(crate) draft: Option<Mark>,
}

/// A state that content has, and since when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) state: u64,
    pub(crate) since: Timestamp,
}

/// Names and colours of the states that every space suggests. Their ids are 0, 1 and 2.
const SUGGESTED: [(&str, &str); 3] = [
    ("Rough draft", "#FFC400"),
    ("In progress", "#2684FF"),
    ("Ready for review", "#57D9A3"),
];

/// The states that every space suggests.
pub(crate) fn suggested() -> impl Iterator<Item = ContentState> {
    (0..).zip(SUGGESTED).map(|(id, (name, color))| ContentState {
        id,
        name: name.to_owned(),
        color: color.to_owned(),
    })
}

impl State {
    /// A state that users with this account can give to content.
    pub(crate) fn state_for(&self, account: &str, id: u64) -> Option<ContentState> {
        let own = self.custom_states.get(&id).filter(|custom| custom.owner == account);
        suggested()
            .find(|state| state.id == id)
            .or_else(|| own.map(|custom| custom.state.clone()))
    }

    /// The states that a user has made. The one that was used last is the first.
    pub(crate) fn custom_states_of(&self, account: &str) -> Vec<&CustomState> {
        let own = self.custom_states.values().filter(|custom| custom.owner == account);
        let mut own: Vec<&CustomState> = own.collect();
        own.sort_by_key(|custom| std::cmp::Reverse((custom.used, custom.state.id)));
        own
    }

    /// The user's own state with this name and colour. It is made if it does not exist.
    pub(crate) fn custom_state(&mut self, account: &str, name: &str, color: &str) -> ContentState {
        let known = self.custom_states.values().find(|custom| {
            let ContentState {
                name: held, color: own, ..
            } = &custom.state;
            custom.owner == account && held == name && own.eq_ignore_ascii_case(color)
        });
        if let Some(known) = known {
            return known.state.clone();
        }
        let state = ContentState {
            id: self.new_id(),
            name: name.to_owned(),
            color: color.to_owned(),
        };
        let custom = CustomState {
            state: state.clone(),
            owner: account.to_owned(),
            used: self.now(),
        };
        self.custom_states.insert(state.id, custom);
        state
    }

    /// Gives content or its draft a state, or takes it away.
    pub(crate) fn mark(&mut self, content: u64, draft: bool, state: Option<u64>) {
        let now = self.now();
        if let Some(custom) = state.and_then(|state| self.custom_states.get_mut(&state)) {
            custom.used = now;
        }
        let marks = self.marks.entry(content).or_default();
        let mark = if draft { &mut marks.draft } else { &mut marks.published };
        *mark = state.map(|state| Mark { state, since: now });
    }

    /// The state of a draft becomes that of the content when the draft is published.
    pub(crate) fn publish_mark(&mut self, content: u64) {
        if let Some(marks) = self.marks.get_mut(&content) {
            marks.published = marks.draft.take().or(marks.published);
        }
    }

    /// The published content whose state has this name. Capital letters do not matter.
    pub(crate) fn with_state_named(&self, name: &str) -> impl Iterator<Item = u64> {
        let name = name.to_lowercase();
        let is_named = move |mark: Mark| self.marked(mark).is_some_and(|state| state.name.to_lowercase() == name);
        let published = self
            .marks
            .iter()
            .filter_map(|(id, marks)| Some((*id, marks.published?)));
        published.filter(move |(_, mark)| is_named(*mark)).map(|(id, _)| id)
    }

    /// The state that a mark stands for, no matter who made it.
    pub(crate) fn marked(&self, mark: Mark) -> Option<ContentState> {
        let custom = self.custom_states.get(&mark.state).map(|custom| custom.state.clone());
        custom.or_else(|| suggested().find(|state| state.id == mark.state))
    }
}
