//! One expectation: what it wants, what it answers, and how often it did.

use super::pages::{Asked, Paged};
use super::wanted::Wanted;
use crate::testing::reply::Reply;
use crate::testing::sent::Sent;
use crate::testing::typed::MadeFor;
use std::sync::Arc;

/// What comes back for a request that is expected.
#[derive(Clone)]
pub(super) enum Given {
    Reply(Reply),
    Pages(Arc<Paged>),
}

/// How often the last answer is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Often {
    Times(usize),
    /// Any number of times, also never.
    Always,
}

pub(super) struct Expectation {
    pub(super) wanted: Wanted,
    pub(super) answers: Vec<Given>,
    pub(super) often: Often,
    /// How many calls got an answer.
    answered: usize,
    /// The call that got the last answer.
    last: Option<MadeFor>,
    /// The listings that were begun, each with the call that began it.
    begun: Vec<(Option<MadeFor>, Arc<Paged>)>,
}

/// What an expectation says to a request.
pub(super) enum Verdict {
    /// It is answered.
    Yes(Reply),
    /// It is what is wanted, and every answer was given before.
    NoMore(usize),
    /// It differs.
    Differs(Vec<String>),
    /// It is something else.
    Other,
}

impl Expectation {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self {
            wanted,
            answers: Vec::new(),
            often: Often::Times(1),
            answered: 0,
            last: None,
            begun: Vec::new(),
        }
    }

    /// How many calls it takes; `None` if there is no limit.
    fn most(&self) -> Option<usize> {
        match self.often {
            Often::Times(times) => Some(self.answers.len().saturating_sub(1) + times),
            Often::Always => None,
        }
    }

    /// How many calls are missing.
    pub(super) fn missing(&self) -> usize {
        match self.often {
            Often::Times(_) => self.most().unwrap_or_default().saturating_sub(self.answered),
            Often::Always => self.answers.len().saturating_sub(1).saturating_sub(self.answered),
        }
    }

    /// How many calls got an answer, and how many were to get one.
    pub(super) fn count(&self) -> (usize, usize) {
        (self.answered, self.answered + self.missing())
    }

    /// Answers a request, if it is what is wanted.
    pub(super) fn judge(&mut self, sent: &Sent) -> Verdict {
        match self.wanted.differences(sent) {
            None => return Verdict::Other,
            Some(differences) if !differences.is_empty() => return Verdict::Differs(differences),
            Some(_) => {}
        }
        if let Some(reply) = self.later_page(sent) {
            return Verdict::Yes(reply);
        }
        let again = match (&self.last, &sent.made_for) {
            (Some(last), Some(made_for)) => last.is_same_call(made_for),
            _ => false,
        };
        let is_full = self.most().is_some_and(|most| self.answered >= most);
        // A call that is tried again gets the answers that are left, and then the last one as often as it asks.
        if is_full && !again {
            return Verdict::NoMore(self.answered);
        }
        let Some(last) = self.answers.len().checked_sub(1) else {
            return Verdict::Differs(vec!["the test gives this expectation no answer".to_owned()]);
        };
        let given = self.answers[self.answered.min(last)].clone();
        let reply = match given {
            Given::Reply(reply) => reply,
            Given::Pages(pages) => match pages.asked_by(sent) {
                Some(page) => {
                    let answer = pages.answer(page);
                    self.begun.push((sent.made_for.clone(), pages));
                    answer
                }
                None => return Verdict::Differs(vec!["it asks for a page that the test does not give".to_owned()]),
            },
        };
        self.last.clone_from(&sent.made_for);
        if !is_full {
            self.answered += 1;
        }
        Verdict::Yes(reply)
    }

    /// A page behind the first one, of a listing that the same stream has begun here.
    pub(super) fn page_of_its_own(&self, sent: &Sent) -> Option<Reply> {
        let is_its_own = |began: &Option<MadeFor>| match (began, &sent.made_for) {
            (Some(began), Some(made_for)) => began.is_same_listing(made_for),
            _ => false,
        };
        let (_, pages) = self.begun.iter().rev().find(|(began, _)| is_its_own(began))?;
        behind_the_first(pages, sent)
    }

    /// A page behind the first one, of the listing that was begun last.
    fn later_page(&self, sent: &Sent) -> Option<Reply> {
        let (_, pages) = self.begun.last()?;
        behind_the_first(pages, sent)
    }
}

fn behind_the_first(pages: &Paged, sent: &Sent) -> Option<Reply> {
    let page = pages.asked_by(sent).filter(|page| *page != Asked::START)?;
    Some(pages.answer(page))
}
