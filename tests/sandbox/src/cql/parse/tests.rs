//! What the language has, and what is said of mistakes.

use super::{Searched, parse};
use confluence_sdk::cql::{Field, FieldType, Operator};
use proptest::prelude::*;

fn refusal(query: &str) -> String {
    match parse(query, Searched::Content) {
        Ok(parsed) => panic!("{query} is taken as {parsed:?}"),
        Err(mistake) => mistake.to_string(),
    }
}

#[test]
fn takes_what_the_language_has() {
    for query in [
        "type = page",
        "space = DEMO and title ~ \"a \\\"b\\\"\"",
        "type in (page, blogpost) AND (label = x OR NOT text ~ 'y') order by created desc, title",
        "creator = currentUser() and created >= now(\"-4w\")",
        "label not in (a, b)",
        "(type = page and Space = DEV) OR (creator = \"99:27935d01-XXXX\" and TYPE = blogpost)",
        "created > 2014/09/01",
        "lastModified < startOfYear() or label = needs_review",
        "space in (favouriteSpaces(), 'FS', 'TS')",
        "space IN favouriteSpaces() and type = space",
        "id in recentlyViewedContent(20, 0)",
        "space in recentlyViewedSpaces(10)",
        "content in (123, att456)",
        "ancestor = currentContent() and space = currentSpace()",
        "type = \"ac:my-app:note\" or macro = toc",
        "created = \"2026-11-27 09:30\"",
        "type = page\nand\tlabel != x",
    ] {
        parse(query, Searched::Content).unwrap_or_else(|error| panic!("{query}: {error}"));
    }
    for query in [
        "type = user",
        "user.fullname ~ jo",
        "user in (a, b)",
        "user.accountid != \"12:3\"",
    ] {
        parse(query, Searched::Users).unwrap_or_else(|error| panic!("{query}: {error}"));
    }
}

#[test]
fn every_field_takes_its_operators_and_no_others() {
    for field in Field::ALL.iter().filter(|field| !field.is_of_users()) {
        for operator in Operator::ALL {
            let value = match field.of() {
                FieldType::Content => "1",
                FieldType::Date => "2026-11-27",
                FieldType::Type => "page",
                _ => "x",
            };
            let value = if operator.takes_list() {
                format!("({value})")
            } else {
                value.to_owned()
            };
            for spelling in field.spellings() {
                let query = format!("{spelling} {operator} {value}");
                let taken = parse(&query, Searched::Content);
                assert_eq!(taken.is_ok(), field.takes(operator), "{query}: {taken:?}");
            }
        }
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    for (query, message) in [
        ("", "line 1, column 1: expected a field, found the end of the query"),
        (
            "type",
            "line 1, column 5: expected an operator, found the end of the query",
        ),
        (
            "type =",
            "line 1, column 7: expected a value, found the end of the query",
        ),
        ("type page", "line 1, column 6: expected an operator, found `page`"),
        (
            "type = page and",
            "line 1, column 16: expected a field, found the end of the query",
        ),
        (
            "(type = page",
            "line 1, column 13: expected `)`, found the end of the query",
        ),
        ("title ~ \"x", "line 1, column 9: the quotation mark is not closed"),
        (
            "not type = page",
            "line 1, column 1: the first clause of a query cannot be a negation",
        ),
        (
            "((not type = page))",
            "line 1, column 3: the first clause of a query cannot be a negation",
        ),
        (
            "type = page and\ncolour = red",
            "line 2, column 1: there is no field `colour`",
        ),
        ("text = x", "line 1, column 6: `text` does not take `=`, only ~, !~"),
        (
            "created in (\"2026-11-27\")",
            "line 1, column 9: `created` does not take `IN`, only =, !=, >, >=, <, <=",
        ),
        (
            "label > x",
            "line 1, column 7: `label` does not take `>`, only =, !=, IN, NOT IN",
        ),
        (
            "type = page order title",
            "line 1, column 19: expected `BY`, found `title`",
        ),
        (
            "type = page order by text",
            "line 1, column 22: results cannot be ordered by `text`",
        ),
        (
            "type = page page",
            "line 1, column 13: expected `AND`, `OR` or `ORDER BY`, found `page`",
        ),
        (
            "type in page",
            "line 1, column 9: expected `(` or a function, found `page`",
        ),
        (
            "space in currentSpace()",
            "line 1, column 10: `currentSpace()` has one value, so it stands in parentheses behind `IN`",
        ),
        (
            "space = favouriteSpaces()",
            "line 1, column 9: `favouriteSpaces()` has several values, so it stands behind `IN` or `NOT IN`",
        ),
        ("creator = nobody()", "line 1, column 11: there is no function `nobody`"),
        (
            "title = currentUser()",
            "line 1, column 9: `currentUser()` is not a value of `title`",
        ),
        (
            "creator = currentUser(1)",
            "line 1, column 23: `currentUser()` takes 0 arguments at most",
        ),
        (
            "created > now(\"4x\")",
            "line 1, column 15: `4x` is not a span of time such as `-4w`; units are y, M, w, d, h and m",
        ),
        (
            "id in recentlyViewedContent()",
            "line 1, column 30: `recentlyViewedContent()` needs the number of results",
        ),
        (
            "id in recentlyViewedContent(-1)",
            "line 1, column 29: `-1` is not a number of results",
        ),
        (
            "created > yesterday",
            "line 1, column 11: `yesterday` is not a date; write yyyy-MM-dd, yyyy/MM/dd, or one of them with HH:mm",
        ),
        (
            "created > \"2026-11-27T09:00:00.000Z\"",
            "line 1, column 11: `2026-11-27T09:00:00.000Z` is not a date; write yyyy-MM-dd, yyyy/MM/dd, or one of them with HH:mm",
        ),
        ("id = abc", "line 1, column 6: `abc` is not the id of content"),
        ("type = article", "line 1, column 8: there is no type `article`"),
        ("space = ~123", "line 1, column 9: expected a value, found `~`"),
        ("title ~ a*", "line 1, column 10: `*` can only stand in quotation marks"),
        (
            "title ~ \"*a\"",
            "line 1, column 9: a search for text cannot begin with a wildcard: *a",
        ),
        ("text ~ \"-\"", "line 1, column 8: a search for text needs a word"),
        ("space = IN", "line 1, column 9: expected a value, found `IN`"),
        (
            "user.fullname ~ jo",
            "line 1, column 1: `user.fullname` is only for searches of users, at /rest/api/search/user",
        ),
    ] {
        assert_eq!(refusal(query), message, "{query}");
    }
    assert!(refusal(&"(".repeat(100_000)).ends_with("the query is nested too deeply"));
    assert!(refusal(&format!("type = page and {}", "not ".repeat(100_000))).ends_with("nested too deeply"));
    assert!(parse("user.fullname ~ \"-\"", Searched::Users).is_err());
    let users = parse("title ~ x", Searched::Users).unwrap_err().to_string();
    assert_eq!(users, "line 1, column 1: `title` is not for searches of users");
}

#[test]
fn and_binds_closer_than_or_and_not_closest() {
    let tree = |query| format!("{:?}", parse(query, Searched::Content).unwrap().expression);
    for (query, meant) in [
        (
            "type = page or label = a and label = b",
            "type = page or (label = a and label = b)",
        ),
        (
            "type = page and label = a or label = b",
            "(type = page and label = a) or label = b",
        ),
        (
            "type = page and not label = a or label = b",
            "(type = page and (not label = a)) or label = b",
        ),
        (
            "type = page and not label = a and label = b",
            "type = page and (not label = a) and label = b",
        ),
    ] {
        assert_eq!(tree(query), tree(meant), "{query}");
    }
    assert_ne!(
        tree("(type = page or label = a) and label = b"),
        tree("type = page or label = a and label = b")
    );
}

proptest! {
    #[test]
    fn never_panics(query: String) {
        drop(parse(&query, Searched::Content));
        drop(parse(&query, Searched::Users));
    }

    #[test]
    fn never_panics_on_words_of_the_language(words in prop::collection::vec(
        prop::sample::select(vec!["type", "title", "created", "id", "space", "=", "~", "!~", ">", "(", ")", ",", "AND", "OR", "NOT",
            "IN", "ORDER", "BY", "DESC", "page", "\"x\"", "\"", "now", "startOfDay(", "é", "\\", "\n", "2026-11-27", "user"]), 0..30)) {
        for searched in [Searched::Content, Searched::Users] {
            drop(parse(&words.join(" "), searched));
            drop(parse(&words.concat(), searched));
        }
    }
}
