//! What can be missing of a requirement: the same sums that the SDK's type-level check makes, made beforehand, so that
//! each has a sentence.

use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// A requirement, or what is missing of one. The numbers are rows of a vocabulary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Gap {
    One(usize),
    Both(Box<Gap>, Box<Gap>),
    OneOf(Box<Gap>, Box<Gap>),
}

/// All of them, as nested pairs.
pub(crate) fn both(all: impl Iterator<Item = Gap>) -> Option<Gap> {
    all.reduce(|a, b| Gap::Both(Box::new(a), Box::new(b)))
}

/// One of them. Nothing, if one of them is nothing.
pub(crate) fn either(mut any: impl Iterator<Item = Option<Gap>>) -> Option<Gap> {
    let first = any.next()??;
    any.try_fold(first, |a, b| Some(Gap::OneOf(Box::new(a), Box::new(b?))))
}

impl Gap {
    /// Each gap that a set can leave of this requirement, the smallest first.
    pub(crate) fn gaps(&self) -> Vec<Gap> {
        let mut rows = BTreeSet::new();
        self.rows(&mut rows);
        let rows: Vec<usize> = rows.into_iter().collect();
        let mut gaps: Vec<Gap> = Vec::new();
        for granted in 0..1u32 << rows.len() {
            let has = |row: usize| {
                rows.iter()
                    .position(|known| *known == row)
                    .is_some_and(|at| granted >> at & 1 == 1)
            };
            gaps.extend(self.missing(&has).filter(|gap| !gaps.contains(gap)));
        }
        gaps.sort_by_key(Gap::size);
        gaps
    }

    fn rows(&self, into: &mut BTreeSet<usize>) {
        match self {
            Gap::One(row) => {
                into.insert(*row);
            }
            Gap::Both(a, b) | Gap::OneOf(a, b) => {
                a.rows(into);
                b.rows(into);
            }
        }
    }

    fn size(&self) -> usize {
        match self {
            Gap::One(_) => 1,
            Gap::Both(a, b) | Gap::OneOf(a, b) => a.size() + b.size(),
        }
    }

    /// `Requirement::MissingFrom` of the SDK.
    fn missing(&self, has: &impl Fn(usize) -> bool) -> Option<Gap> {
        match self {
            Gap::One(row) => (!has(*row)).then_some(Gap::One(*row)),
            Gap::Both(a, b) => match (a.missing(has), b.missing(has)) {
                (Some(a), Some(b)) => Some(Gap::Both(Box::new(a), Box::new(b))),
                (gap, None) | (None, gap) => gap,
            },
            Gap::OneOf(a, b) => Some(Gap::OneOf(Box::new(a.missing(has)?), Box::new(b.missing(has)?))),
        }
    }

    /// As a type of the SDK.
    pub(crate) fn tokens(&self, one: &impl Fn(usize) -> TokenStream) -> TokenStream {
        match self {
            Gap::One(row) => one(*row),
            Gap::Both(a, b) => {
                let (a, b) = (a.tokens(one), b.tokens(one));
                quote!((#a, #b))
            }
            Gap::OneOf(a, b) => {
                let (a, b) = (a.tokens(one), b.tokens(one));
                quote!(rt::OneOf<#a, #b>)
            }
        }
    }

    /// `a + b`, `a or b + c`. What stands twice is said once.
    pub(crate) fn words(&self, one: &impl Fn(usize) -> String) -> String {
        match self {
            Gap::One(row) => one(*row),
            Gap::Both(a, b) => format!("{} + {}", a.words(one), b.words(one)),
            Gap::OneOf(a, b) if a == b => a.words(one),
            Gap::OneOf(a, b) => format!("{} or {}", a.words(one), b.words(one)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(row: usize) -> Option<Gap> {
        Some(Gap::One(row))
    }

    fn words(requirement: Option<Gap>) -> Vec<String> {
        let name = |row: usize| char::from(b'a' + u8::try_from(row).unwrap()).to_string();
        requirement.unwrap().gaps().iter().map(|gap| gap.words(&name)).collect()
    }

    #[test]
    fn each_gap_has_its_words() {
        assert_eq!(words(one(0)), ["a"]);
        assert_eq!(words(both([0, 1].map(Gap::One).into_iter())), ["b", "a", "a + b"]);
        let pair = both([1, 2].map(Gap::One).into_iter());
        assert_eq!(
            words(either([one(0), pair].into_iter())),
            ["a or c", "a or b", "a or b + c"]
        );
    }

    #[test]
    fn what_is_in_both_alternatives_is_said_once() {
        let (ab, ac) = (
            both([0, 1].map(Gap::One).into_iter()),
            both([0, 2].map(Gap::One).into_iter()),
        );
        let gaps = words(either([ab, ac].into_iter()));
        assert!(gaps.contains(&"a".to_owned()), "{gaps:?}");
    }

    #[test]
    fn an_alternative_that_needs_nothing_leaves_no_gap() {
        assert_eq!(either([one(0), None].into_iter()), None);
    }
}
