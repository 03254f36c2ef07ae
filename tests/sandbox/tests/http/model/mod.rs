//! Random sequences of actions, and after each one a comparison with a model of what a wiki is.
//!
//! The model is a list of pages and nothing else: it has no indices, no positions and no shared code with the sandbox.

mod site;
mod wiki;

use proptest::collection::vec;
use proptest::prelude::*;
use site::Site;
use wiki::{Action, Expected, Wiki};

/// Pages are named by a number. It is taken modulo the number of pages that there are.
fn action() -> impl Strategy<Value = Action> {
    let page = || 0..24_usize;
    let title = || 0..8_usize;
    prop_oneof![
        6 => (title(), proptest::option::weighted(0.8, page())).prop_map(|(title, parent)| Action::Create { title, parent }),
        3 => (page(), title(), -1..3_i64).prop_map(|(page, title, ahead)| Action::Update { page, title, ahead }),
        2 => (page(), title()).prop_map(|(page, title)| Action::Rename { page, title }),
        3 => page().prop_map(Action::Trash),
        2 => page().prop_map(Action::Restore),
        1 => page().prop_map(Action::Purge),
        4 => (page(), page(), 0..3_usize).prop_map(|(page, target, place)| Action::Move { page, target, place }),
        2 => (page(), 0..4_usize).prop_map(|(page, label)| Action::Label { page, label }),
        1 => (page(), 0..4_usize).prop_map(|(page, label)| Action::Unlabel { page, label }),
        3 => page().prop_map(Action::Comment),
        1 => (0..24_usize).prop_map(Action::RemoveComment),
        2 => (page(), any::<bool>()).prop_map(|(page, hidden)| Action::Hide { page, hidden }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_sandbox_and_the_model_never_disagree(actions in vec(action(), 1..50)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let site = Site::start().await;
            let mut wiki = Wiki::default();
            for action in actions {
                let expected = wiki.expect(&action);
                if expected == Expected::Skipped {
                    continue;
                }
                let answer = site.perform(&wiki, &action).await;
                let outcome: Result<(), String> = wiki.perform(&action, expected, &answer);
                prop_assert!(outcome.is_ok(), "{action:?}: {}\n{wiki:#?}", outcome.unwrap_err());
                let compared: Result<(), String> = site.compare(&wiki).await;
                prop_assert!(compared.is_ok(), "after {action:?}: {}\n{wiki:#?}", compared.unwrap_err());
            }
            Ok::<(), TestCaseError>(())
        })?;
    }
}
