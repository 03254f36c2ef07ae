//! Differences that are right, each with its reason: `departures.txt`, for models `models_departures.txt`, and for the
//! answers of the sandbox `answers_departures.txt`.
//!
//! A line is `operations | place | reason`, as the commands print it. Several operations are separated by commas. `*`
//! in an operation or in a place stands for any text. Empty lines and lines that begin with `#` are ignored.

use crate::findings::Difference;
use std::collections::BTreeMap;

/// The lists of this release.
const LIST: &str = include_str!("../departures.txt");
const MODELS: &str = include_str!("../models_departures.txt");
const ANSWERS: &str = include_str!("../answers_departures.txt");

/// The subject of a command. Only the command that can find a departure judges it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// What a declaration says about its operation. These places begin with `declared`.
    Declaration,
    /// What is sent.
    Request,
    /// The members of models. These places are in the second list.
    Model,
    /// How an answer is read. These places are in the second list and begin with `read`.
    Answer,
    /// What the sandbox answers. These places are in the third list and begin with `answer` or `status`.
    Played,
    /// What the sandbox refuses. These places are in the third list and begin with anything else.
    Refused,
}

impl Subject {
    fn of(place: &str, models: bool) -> Self {
        match (models, place.split(['.', '[', ' ', ':']).next()) {
            (true, Some("read")) => Self::Answer,
            (true, _) => Self::Model,
            (false, Some("declared")) => Self::Declaration,
            (false, _) => Self::Request,
        }
    }

    fn departures(self) -> Result<Vec<Difference>, String> {
        if matches!(self, Self::Played | Self::Refused) {
            let mut departures = read("answers_departures.txt", ANSWERS)?;
            let is_answer = |place: &str| place.starts_with("answer") || place.starts_with("status");
            departures.retain(|departure| is_answer(&departure.place) == (self == Self::Played));
            return Ok(departures);
        }
        let models = matches!(self, Self::Model | Self::Answer);
        let mut departures = if models {
            read("models_departures.txt", MODELS)?
        } else {
            read("departures.txt", LIST)?
        };
        departures.retain(|departure| Self::of(&departure.place, models) == self);
        Ok(departures)
    }
}

/// The differences without the departures.
pub(crate) struct Judged {
    /// One line for each difference. It can be copied into the list of departures.
    pub(crate) unexplained: Vec<String>,
    /// Departures that match no difference.
    pub(crate) stale: Vec<String>,
    /// The number of differences that are departures.
    pub(crate) departures: usize,
}

impl Judged {
    /// Both together.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.unexplained.extend(other.unexplained);
        self.stale.extend(other.stale);
        self.departures += other.departures;
        self
    }
}

/// Compares the findings of a command with the departures of this release.
pub(crate) fn judge(found: BTreeMap<Difference, String>, subject: Subject) -> Result<Judged, String> {
    Ok(judge_by(&subject.departures()?, found))
}

fn judge_by(departures: &[Difference], mut found: BTreeMap<Difference, String>) -> Judged {
    let (mut stale, mut matched) = (Vec::new(), 0);
    for departure in departures {
        let before = found.len();
        found.retain(|difference, _| {
            !fits(&departure.operation, &difference.operation) || !fits(&departure.place, &difference.place)
        });
        if found.len() == before {
            stale.push(departure.to_string());
        }
        matched += before - found.len();
    }
    Judged {
        unexplained: found
            .into_iter()
            .map(|(difference, problem)| format!("{difference} | {problem}"))
            .collect(),
        stale,
        departures: matched,
    }
}

/// Whether a place matches the place of a departure, in which `*` stands for any text.
fn fits(pattern: &str, place: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('*') else {
        return pattern == place;
    };
    let Some(place) = place.strip_prefix(start) else {
        return false;
    };
    let ends = place.char_indices().map(|(end, _)| end).chain([place.len()]);
    ends.into_iter().any(|end| fits(rest, &place[end..]))
}

fn read(file: &str, text: &str) -> Result<Vec<Difference>, String> {
    let mut departures = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = || format!("{file}, line {}: expected `operations | place | reason`", number + 1);
        let mut parts = line.splitn(3, '|').map(str::trim);
        let (Some(operations), Some(place), Some(reason)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(wrong());
        };
        if [operations, place, reason].contains(&"") {
            return Err(wrong());
        }
        departures.extend(operations.split(',').map(|operation| Difference {
            operation: operation.trim().to_owned(),
            place: place.to_owned(),
        }));
    }
    Ok(departures)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(operation: &str, place: &str) -> Difference {
        Difference {
            operation: operation.to_owned(),
            place: place.to_owned(),
        }
    }

    #[test]
    fn a_departure_explains_one_difference_of_each_operation() {
        let departures = read("x", "# why\nv1:a, v2:b | query x: style | because | of this\n").unwrap();
        let found = BTreeMap::from([
            (difference("v1:a", "query x: style"), "one".to_owned()),
            (difference("v1:a", "query y: style"), "two".to_owned()),
        ]);
        let judged = judge_by(&departures, found);
        assert_eq!(judged.departures, 1);
        assert_eq!(judged.unexplained, ["v1:a | query y: style | two"]);
        assert_eq!(judged.stale, ["v2:b | query x: style"]);
    }

    #[test]
    fn a_star_stands_for_any_text() {
        assert!(fits("body.*.value: required", "body.body.storage.value: required"));
        assert!(fits("body.*: missing", "body.a: missing"));
        assert!(!fits("body.*.value: required", "body.value: required"));
        assert!(!fits("body.*: missing", "body.a: required"));
    }

    #[test]
    fn a_departure_needs_its_reason() {
        assert!(read("x", "v1:a | query x: style").unwrap_err().contains("line 1"));
        assert!(read("x", "\nv1:a | query x: style | ").unwrap_err().contains("line 2"));
    }

    #[test]
    fn the_list_can_be_read() {
        read("x", LIST).unwrap();
        read("x", MODELS).unwrap();
    }
}
