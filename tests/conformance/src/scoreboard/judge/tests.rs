use super::*;
use std::path::Path;

const SOURCE: &str = "use confluence_sdk::{Client, OAuth, scopes};
scopes! {
    pub struct Reader = \"read:page:confluence\";
    pub struct More = Reader, \"write:page:confluence\";
}
fn f(c: Client<OAuth<Reader>>) { c.pages().delete_page(1); }";

fn judged(output: &str) -> Verdict {
    let names = Names::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
    let program = Judged {
        path: "src/main.rs",
        source: SOURCE,
        library: "",
    };
    judge(output, program, &names)
}

#[test]
fn a_good_refusal_has_nothing_against_it() {
    let verdict = judged(
        "error[E0277]: not allowed to call `delete_page` (DELETE /wiki/api/v2/pages/{id}): `Reader` does not have `delete:page:confluence`
 --> src/main.rs:6:41
  |
6 | fn f(c: Client<OAuth<Reader>>) { c.pages().delete_page(1); }
  |                                            ^^^^^^^^^^^ lacks `delete:page:confluence`
  |
  = note: in generic code, bound the auth mode: `A: Allows<confluence_sdk::v2::op::DeletePage>`

error: aborting due to 1 previous error

For more information about this error, try `rustc --explain E0277`.
",
    );
    assert_eq!(verdict.headlines.len(), 1);
    assert_eq!(verdict.first, First::OperationAndNeed);
    assert_eq!(verdict.lines, 7);
    let bad = [
        verdict.again,
        verdict.untrue,
        verdict.hidden,
        verdict.types,
        verdict.help,
    ];
    assert_eq!(bad, [0; 5]);
}

#[test]
fn hidden_names_are_counted_by_line_and_those_proposed_by_help_too() {
    let verdict = judged(
        "error[E0277]: the trait bound `Reader: confluence_sdk::__rt::Gate<X>` is not satisfied
 --> src/main.rs:6:9
  |
6 | fn f(c: Client<OAuth<Reader>>) { c.pages().delete_page(1); }
  |         ^^^^^^ unmet: `confluence_sdk::scope::DeletePage`
  |
help: the trait `DeletePageNeeds<ConnectDelete>` is not implemented for `Reader`
  = help: the following other types implement trait `Set`:
            Bits<B0>
            Everything2
note: required by a bound
 --> /home/confluence-sdk/src/grants.rs:1:2
  |
1 | impl<O: Needs> Allows<O> for A where O: Gate<A::GapFor<O>> {}
  |                                         ^^^^ required by this bound
help: consider restricting the type
  |
6 | fn f<A: seal::Auth>() {}
  |       ++++++++++++
",
    );
    assert_eq!(
        verdict.hidden, 6,
        "the headline, three lines of help, a quote of the SDK, a proposal"
    );
    assert_eq!(verdict.help, 4, "the proposal is help too");
    assert_eq!(verdict.types, 2, "the label and the first help");
}

#[test]
fn what_the_program_names_itself_is_its_own_affair() {
    let output = "error[E0603]: trait `seal::Met` is private\n --> src/main.rs:1:1\n";
    assert_eq!(judged(output).hidden, 1);
    let names = Names::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
    let program = Judged {
        path: "src/main.rs",
        source: "use confluence_sdk::__rt::seal::Met;",
        library: "",
    };
    assert_eq!(judge(output, program, &names).hidden, 0);
}

#[test]
fn errors_about_one_line_are_one_mistake() {
    let error = |line: u8| format!("error: no\n --> src/main.rs:{line}:3\n\n");
    let verdict = judged(&format!(
        "{}warning: odd\n --> src/main.rs:4:3\n\n{}{}",
        error(4),
        error(4),
        error(5)
    ));
    assert_eq!((verdict.headlines.len(), verdict.again, verdict.lines), (3, 1, 6));
}

#[test]
fn first_lines_are_sorted_by_what_they_name() {
    let first = |line: &str| judged(&format!("error: {line}\n")).first;
    assert_eq!(
        first("`A` is not known to be allowed to call `op::DeletePage`"),
        First::Operation
    );
    assert_eq!(
        first("cannot call `delete_page`: `A: Allows<op::DeletePage>` is missing"),
        First::OperationAndNeed
    );
    assert_eq!(
        first("not allowed to call `delete_page`: `B` is not a Forge app"),
        First::OperationAndNeed
    );
    assert_eq!(
        first("not allowed to call `delete_page`: it needs the permission to delete pages in the space"),
        First::OperationAndNeed
    );
    assert_eq!(first("no scope `read:pge`"), First::Nothing);
    assert_eq!(first("`Reader` is a set of another kind"), First::Thing);
    assert_eq!(first("mismatched types"), First::Nothing);
}

#[test]
fn a_first_line_that_calls_missing_what_is_there_is_untrue() {
    let untrue = |line: &str| judged(&format!("error: {line}\n")).untrue == 1;
    assert!(untrue(
        "`Reader` does not have `read:page:confluence` + `write:page:confluence`"
    ));
    assert!(untrue("`OAuth<More>` does not have `read:page:confluence`"));
    assert!(!untrue("`Reader` does not have `write:page:confluence`"));
    assert!(!untrue(
        "`Reader` does not have every scope of `More`: it lacks `write:page:confluence`"
    ));
    assert!(!untrue("somebody does not have `read:page:confluence`"));
}

#[test]
fn ceilings_and_connect_scopes_are_understood() {
    let sets = sets([
        "permissions! { struct P = View(Space), UseSite; }",
        "scopes! { pub struct C = \"WRITE\"; }",
    ]);
    assert!(is_untrue("`P` does not include: view the space", &sets));
    assert!(is_untrue("`P` does not include: use the site", &sets));
    assert!(!is_untrue("`P` does not include: delete pages in the space", &sets));
    assert!(is_untrue("`C` does not have `READ`", &sets), "it is implied");
}
