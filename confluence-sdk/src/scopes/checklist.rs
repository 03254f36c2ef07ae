//! The scopes that must be ticked in the vendor's developer console when an app is set up, as text.

use super::{Scope, ScopeKind, ScopeList};
use std::fmt;

/// A [`ScopeList`] as a checklist for people. Print it.
#[derive(Clone, Copy, Debug)]
pub struct Checklist<'a>(&'a ScopeList);

/// The vendor recommends fewer scopes than this.
const MANY: usize = 50;

impl ScopeList {
    /// The scopes that must be ticked in the vendor's developer console. For scopes that are not ticked there, it says
    /// where they are requested.
    ///
    /// ```
    /// use confluence_sdk::scope::ScopeList;
    ///
    /// let list: ScopeList = "read:page:confluence offline_access".parse().unwrap();
    /// assert_eq!(list.checklist().to_string(), "\
    /// Confluence API, granular scopes:
    ///   [ ] read:page:confluence: View pages, and in v2 blog posts too.
    /// Not ticked, but requested with each authorisation:
    ///    -  offline_access: Be given refresh tokens, to go on without the user (OAuth 2.0).
    /// ");
    /// ```
    pub fn checklist(&self) -> Checklist<'_> {
        Checklist(self)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Classic,
    Granular,
    Identity,
    Request,
    Manifest,
    Descriptor,
    Other,
}

impl Section {
    const ALL: [Self; 7] = [
        Self::Classic,
        Self::Granular,
        Self::Identity,
        Self::Other,
        Self::Request,
        Self::Manifest,
        Self::Descriptor,
    ];

    fn of(scope: Scope) -> Self {
        match (scope.kind(), scope.name()) {
            (ScopeKind::Classic, _) => Self::Classic,
            (ScopeKind::Granular, _) => Self::Granular,
            (ScopeKind::Connect, _) => Self::Descriptor,
            (ScopeKind::Platform, "offline_access") => Self::Request,
            (ScopeKind::Platform, "read:app-system-token" | "read:app-user-token") => Self::Manifest,
            (ScopeKind::Platform, _) => Self::Identity,
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Classic => "Confluence API, classic scopes",
            Self::Granular => "Confluence API, granular scopes",
            Self::Identity => "User identity API",
            Self::Request => "Not ticked, but requested with each authorisation",
            Self::Manifest => "Not ticked, but listed in the manifest of a Forge app",
            Self::Descriptor => "Not ticked, but listed in the descriptor of a Connect app",
            Self::Other => "APIs of other products",
        }
    }

    fn is_ticked(self) -> bool {
        matches!(self, Self::Classic | Self::Granular | Self::Identity | Self::Other)
    }
}

impl fmt::Display for Checklist<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let known = self
            .0
            .known()
            .map(|scope| (Section::of(scope), scope.name(), scope.meaning()));
        let other = self.0.other.iter().map(|name| (Section::Other, name.as_str(), ""));
        let lines: Vec<_> = known.chain(other).collect();
        for place in Section::ALL {
            let mut here = lines
                .iter()
                .filter(|(where_it_is, ..)| *where_it_is == place)
                .peekable();
            if here.peek().is_some() {
                writeln!(f, "{}:", place.title())?;
            }
            let mark = if place.is_ticked() { "[ ]" } else { " - " };
            for (_, name, meaning) in here {
                match meaning.trim() {
                    "" => writeln!(f, "  {mark} {name}")?,
                    meaning => writeln!(f, "  {mark} {name}: {meaning}")?,
                }
            }
        }
        let ticked = lines.iter().filter(|(place, ..)| place.is_ticked()).count();
        if ticked >= MANY {
            writeln!(
                f,
                "These are {ticked} scopes; the vendor recommends fewer than {MANY} for an app."
            )?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_scope_stands_once_where_it_is_asked_for() {
        let all: ScopeList = Scope::all().map(Scope::name).chain(["read:jira-work"]).collect();
        let text = all.checklist().to_string();
        for name in all.names() {
            let lines = text.lines().filter(|line| {
                let line = line.trim_start_matches([' ', '[', ']', '-']);
                line == name || line.starts_with(&format!("{name}: "))
            });
            assert_eq!(lines.count(), 1, "{name}");
        }
        assert!(text.contains("  [ ] read:jira-work\n"), "{text}");
        assert!(text.contains("   -  read:app-user-token: "), "{text}");
        assert!(text.contains("  [ ] read:me: "), "{text}");
        assert!(text.contains("fewer than 50"), "{text}");
        assert_eq!(
            text.lines()
                .filter(|line| line.ends_with(':') && !line.starts_with(' '))
                .count(),
            7
        );
    }

    #[test]
    fn few_scopes_are_not_remarked() {
        let few: ScopeList = Scope::all().take(49).map(Scope::name).collect();
        assert!(!few.checklist().to_string().contains("recommends"));
    }
}
