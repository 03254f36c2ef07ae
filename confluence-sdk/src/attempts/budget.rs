//! How many requests may be sent again while a site fails.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// A bucket of tokens for one site. A request that is sent again takes one token. If it succeeds then, the token comes
/// back; a request that succeeds at once brings a tenth. So a site that fails permanently costs its budget, and a site
/// that fails now and then costs nothing.
#[derive(Debug)]
pub(crate) struct Budget {
    full: u32,
    /// What is left, in tenths.
    left: AtomicU32,
}

const TENTHS: u32 = 10;

impl Budget {
    pub(crate) fn new(retries: u32) -> Self {
        let full = retries.saturating_mul(TENTHS);
        Self {
            full,
            left: AtomicU32::new(full),
        }
    }

    /// Takes a token, if there is one.
    pub(super) fn take(&self) -> bool {
        self.left
            .fetch_update(Relaxed, Relaxed, |left| left.checked_sub(TENTHS))
            .is_ok()
    }

    /// A call succeeded, after it had taken so many tokens.
    pub(super) fn succeeded(&self, taken: u32) {
        let back = taken.saturating_mul(TENTHS).max(1);
        if self.left.load(Relaxed) < self.full {
            let more = |left: u32| Some(left.saturating_add(back).min(self.full));
            let _ = self.left.fetch_update(Relaxed, Relaxed, more);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_fails_for_good_costs_its_budget() {
        let budget = Budget::new(3);
        assert_eq!([(); 5].map(|()| budget.take()), [true, true, true, false, false]);
        // Ten successes bring one token.
        for _ in 0..9 {
            budget.succeeded(0);
        }
        assert!(!budget.take());
        budget.succeeded(0);
        assert!(budget.take());
        assert!(!budget.take());
    }

    #[test]
    fn a_success_brings_back_what_it_cost() {
        let budget = Budget::new(3);
        for _ in 0..100 {
            assert!(budget.take() && budget.take());
            budget.succeeded(2);
        }
        assert_eq!([(); 4].map(|()| budget.take()), [true, true, true, false]);
        budget.succeeded(u32::MAX);
        assert_eq!(budget.left.load(Relaxed), 30);
    }
}
