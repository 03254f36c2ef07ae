//! The time of the sandbox. It runs like the real time, and tests can move it, set it and stop it.

use crate::server::Sandbox;
use crate::state::State;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// The difference to the real time, or the time at which the clock stands.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Clock {
    Running(SignedDuration),
    Standing(Timestamp),
}

impl Default for Clock {
    fn default() -> Self {
        Self::Running(SignedDuration::ZERO)
    }
}

impl Clock {
    pub(crate) fn now(self) -> Timestamp {
        match self {
            Self::Running(ahead) => moved(Timestamp::now(), ahead),
            Self::Standing(at) => at,
        }
    }

    pub(crate) fn is_frozen(self) -> bool {
        matches!(self, Self::Standing(_))
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.set(after(self.now(), by));
    }

    /// Goes on from this time, or stands at it if it was standing before.
    pub(crate) fn set(&mut self, to: Timestamp) {
        *self = match self {
            Self::Running(_) => Self::Running(to.duration_since(Timestamp::now())),
            Self::Standing(_) => Self::Standing(to),
        };
    }

    pub(crate) fn freeze(&mut self) {
        *self = Self::Standing(self.now());
    }

    pub(crate) fn unfreeze(&mut self) {
        *self = Self::Running(self.now().duration_since(Timestamp::now()));
    }
}

/// The time `by` after another time, or the last possible time.
pub(crate) fn after(time: Timestamp, by: Duration) -> Timestamp {
    moved(time, SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX))
}

fn moved(time: Timestamp, by: SignedDuration) -> Timestamp {
    time.checked_add(by).unwrap_or(if by.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

impl State {
    /// The sandbox's time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    pub(crate) fn in_future(&self, life: Duration) -> Timestamp {
        after(self.now(), life)
    }
}

impl Sandbox {
    /// The sandbox's time. Everything that is created gets it as its date.
    pub fn now(&self) -> Timestamp {
        self.shared.now()
    }

    /// Moves the sandbox's time forward. Everything that it has given out gets older: tokens of every kind, refresh
    /// tokens, codes, open consent pages, administrators' keys, and the signed addresses of downloads. Long tasks whose
    /// time has passed get finished. The times in signed tokens stay real, because their receivers compare them with
    /// their own clocks.
    pub fn advance(&self, by: Duration) {
        let mut state = self.shared.state_mut();
        state.clock.advance(by);
        state.finish_due_tasks();
    }

    /// Sets the sandbox's time. It can be earlier than before: what had expired is then valid again.
    pub fn set_time(&self, to: Timestamp) {
        let mut state = self.shared.state_mut();
        state.clock.set(to);
        state.finish_due_tasks();
    }

    /// Stops the sandbox's time. [`advance`](Self::advance) and [`set_time`](Self::set_time) still move it.
    pub fn freeze(&self) {
        self.shared.state_mut().clock.freeze();
    }

    /// Lets the sandbox's time run again, from where it stands.
    pub fn unfreeze(&self) {
        self.shared.state_mut().clock.unfreeze();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: Duration = Duration::from_secs(3600);

    #[test]
    fn a_standing_clock_moves_only_when_it_is_moved() {
        let mut clock = Clock::default();
        clock.freeze();
        let start = clock.now();
        std::thread::sleep(Duration::from_millis(2));
        assert_eq!(clock.now(), start);
        clock.advance(HOUR);
        assert_eq!(clock.now(), after(start, HOUR));
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
        clock.unfreeze();
        std::thread::sleep(Duration::from_millis(2));
        assert!(clock.now() > Timestamp::UNIX_EPOCH && clock.now() < after(Timestamp::UNIX_EPOCH, HOUR));
    }

    #[test]
    fn no_time_is_too_far_away() {
        for mut clock in [Clock::default(), Clock::Standing(Timestamp::MAX)] {
            clock.advance(Duration::MAX);
            clock.advance(Duration::MAX);
            assert_eq!(clock.now(), Timestamp::MAX);
            clock.set(Timestamp::MIN);
            assert!(clock.now() < after(Timestamp::MIN, HOUR));
        }
    }
}
