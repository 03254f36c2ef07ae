//! Chooses the values of the next request, so that each value is used once in a series of requests.

use std::collections::{BTreeMap, BTreeSet};

/// The places with a choice, and the next value of each.
#[derive(Default)]
pub(crate) struct Choices {
    places: BTreeMap<String, Turn>,
}

#[derive(Default)]
struct Turn {
    taken: usize,
    of: usize,
    barred: BTreeSet<usize>,
}

impl Choices {
    /// The index of the next value, out of `of` values. After the last value it starts again.
    pub(crate) fn turn(&mut self, place: String, of: usize) -> usize {
        let turn = self.places.entry(place).or_default();
        turn.of = of;
        let barred = (0..of).take_while(|skip| turn.barred.contains(&((turn.taken + skip) % of)));
        turn.taken += barred.count() + 1;
        (turn.taken - 1) % of.max(1)
    }

    /// Leaves a value out from now on.
    pub(crate) fn bar(&mut self, place: &str, index: usize) {
        self.places.entry(place.to_owned()).or_default().barred.insert(index);
    }

    /// Whether every value of every place was used.
    pub(crate) fn exhausted(&self) -> bool {
        self.places.values().all(|turn| turn.taken >= turn.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_has_its_turn() {
        let mut choices = Choices::default();
        assert!(choices.exhausted());
        let turns: Vec<_> = (0..4).map(|_| choices.turn("a".to_owned(), 3)).collect();
        assert_eq!(turns, [0, 1, 2, 0]);
        assert!(choices.exhausted());
        choices.turn("b".to_owned(), 2);
        assert!(!choices.exhausted());
    }

    #[test]
    fn what_is_barred_has_no_turn() {
        let mut choices = Choices::default();
        choices.bar("a", 0);
        choices.bar("a", 1);
        let turns: Vec<_> = (0..3).map(|_| choices.turn("a".to_owned(), 4)).collect();
        assert_eq!(turns, [2, 3, 2]);
        assert!(choices.exhausted());
        choices.bar("b", 0);
        choices.turn("b".to_owned(), 1);
        assert!(choices.exhausted());
    }
}
