use super::{Joined, Piece, Put, Searched, check};
use crate::errors::Errors;
use crate::input::cql::query;
use proc_macro2::TokenStream;

/// What is written of a query, with what writes the values in braces; or what is wrong with it.
fn written(text: &str, searched: Searched) -> Result<(String, Joined), Vec<String>> {
    let tokens: TokenStream = text.parse().unwrap();
    let mut errors = Errors::default();
    let read = errors.take(query(tokens));
    let Some(written) = read
        .map(|query| check(query, searched, &mut errors))
        .filter(|_| errors.is_empty())
    else {
        return Err(errors.texts());
    };
    let pieces = written.pieces.iter().map(|piece| match piece {
        Piece::Plain(text) => text.clone(),
        Piece::Value { put, value, .. } => match put {
            Put::One(of) | Put::Part(of) | Put::Argument(of) => format!("{{{of} {value}}}"),
            Put::Several(of) => format!("{{{of}… {value}}}"),
        },
    });
    let order = written.order.map(|fields| format!(" ORDER BY {fields}"));
    Ok((pieces.chain(order).collect(), written.joined))
}

fn content(text: &str) -> String {
    match written(text, Searched::Content) {
        Ok((text, _)) => text,
        Err(mistakes) => panic!("{text}: {mistakes:?}"),
    }
}

fn mistake(text: &str) -> String {
    let mistakes = written(text, Searched::Content)
        .map(|(taken, _)| taken)
        .expect_err(text);
    assert_eq!(mistakes.len(), 1, "{text}: {mistakes:?}");
    mistakes.into_iter().next().unwrap_or_default()
}

#[test]
fn what_the_language_has_is_written_in_its_usual_form() {
    for (query, text) in [
        ("type = page", "type = page"),
        ("TYPE in (Page, blogpost)", "type IN (page, blogpost)"),
        ("type = \"ac:my-app:note\"", "type = {TypeValue \"ac:my-app:note\"}"),
        ("space.key not in favouriteSpaces()", "space NOT IN favouriteSpaces()"),
        (
            "space in (currentSpace(), {key})",
            "space IN (currentSpace(), {SpaceValue key})",
        ),
        ("space in {keys.iter()}", "space IN {SpaceValue… keys . iter ()}"),
        (
            "id in (1, \"att2\", {id})",
            "id IN (1, {TextValue \"att2\"}, {ContentValue id})",
        ),
        (
            "content in recentlyViewedContent(20, {skip})",
            "id IN recentlyViewedContent(20, {number skip})",
        ),
        (
            "created > 2014/09/01 and created<2026-08-09",
            "created > \"2014/09/01\" AND created < \"2026-08-09\"",
        ),
        (
            "created != \"2024-02-29 09:30\"",
            "created != {DateValue \"2024-02-29 09:30\"}",
        ),
        (
            "lastModified < startofyear(\"-1\")",
            "lastmodified < startOfYear(\"-1\")",
        ),
        ("created >= now({back})", "created >= now({increment back})"),
        (
            "text !~ \"a b\" or title ~ {words}",
            "text !~ {WordsValue \"a b\"} OR title ~ {WordsValue words}",
        ),
        (
            "watcher = currentUser() And ({mine} or not label != {x})",
            "watcher = currentUser() AND ({Cql mine} OR NOT label != {TextValue x})",
        ),
        (
            "macro = \"toc\" order by created desc, title asc, id",
            "macro = {TextValue \"toc\"} ORDER BY created DESC, title, id",
        ),
        ("title = \"a \\\"b\\\"\"", "title = {TextValue \"a \\\"b\\\"\"}"),
    ] {
        assert_eq!(content(query), text, "{query}");
    }
    let users = written("user.fullname ~ {name} and type = user and {others}", Searched::Users).unwrap();
    assert_eq!(
        users,
        (
            "user.fullname ~ {WordsValue name} AND type = user AND {UserCql others}".to_owned(),
            Joined::And
        )
    );
    assert_eq!(
        written("(type = page or id = 1)", Searched::Content).unwrap().1,
        Joined::One
    );
    assert_eq!(
        written("type = page and id = 1 or id = 2", Searched::Content)
            .unwrap()
            .1,
        Joined::Or
    );
}

#[test]
fn every_field_takes_its_operators_and_no_others() {
    for field in super::CQL_FIELDS {
        let searched = if field.facts.contains(&"users") {
            Searched::Users
        } else {
            Searched::Content
        };
        for operator in super::OPERATORS {
            let value = if operator.ends_with("IN") { "({x})" } else { "{x}" };
            for spelling in field.spellings {
                let query = format!("{spelling} {operator} {value}");
                assert_eq!(
                    written(&query, searched).is_ok(),
                    super::takes(field, operator),
                    "{query}"
                );
            }
        }
    }
}

#[test]
fn every_mistake_is_one_and_says_what_to_write() {
    for query in [
        "",
        "type",
        "type =",
        "type page",
        "type = page and",
        "(type = page",
        "type = page order",
        "type = page order title",
        "type = page page",
        "type = page, id = 1",
        "type in page",
        "type in ()",
        "type = (page)",
        "(type = page order by id)",
        "space = DEV",
        "space = ~admin",
        "space = 5",
        "space = \" \"",
        "label = todo",
        "label = 'x'",
        "label = 1.5",
        "label = -1",
        "created > 2026-02-30",
        "created > \"2025-02-29\"",
        "created > \"2026-11-27T09:00\"",
        "created > \"2026-11-27 24:00\"",
        "created > \"1900-02-29\"",
        "created > tomorrow",
        "created in ({x})",
        "text = {x}",
        "text ~ \"a*\"",
        "text ~ now()",
        "text ~ 5",
        "text ~ \"\"",
        "id = \"abc\"",
        "id = 1-2",
        "type = user",
        "type = pages",
        "type = \"pages\"",
        "type = ac:my:note",
        "creator = me()",
        "creator = now()",
        "creator = currentUser(1)",
        "creator = 5",
        "space = favouriteSpaces()",
        "space in currentSpace()",
        "space in recentlyViewedSpaces()",
        "space in recentlyViewedSpaces(1, 2)",
        "id in recentlyViewedContent(-1)",
        "id in recentlyViewedContent(\"1\")",
        "id in recentlyViewedContent(99999999999)",
        "created > now(\"4\")",
        "created > now(\"4x\")",
        "created > now(4)",
        "created > now(\"1d\", \"2d\")",
        "not type = page",
        "(not type = page) and id = 1",
        "type = page order by text",
        "type = page order by colour",
        "user.fullname ~ \"x\"",
        "colour = 1",
        "type == page",
        "type = page && id = 1",
        "content.property[x].y = 1",
        "{x} = 5",
        "! type = page",
        "= 5",
        "type is page",
        "type <> page",
    ] {
        let Ok(tokens) = query.parse::<TokenStream>() else {
            continue;
        };
        drop(tokens);
        let message = mistake(query);
        assert!(!message.is_empty() && !message.ends_with('.'), "{query}: {message}");
    }
    for (query, message) in [
        ("titel ~ {x}", "there is no field `titel`; help: did you mean `title`?"),
        (
            "created in ({x})",
            "`created` does not take `in`; help: it takes `=`, `!=`, `>`, `>=`, `<`, `<=`",
        ),
        (
            "title = now()",
            "`now()` is a date, and `title` is compared with a text; help: no function fits `title`",
        ),
        (
            "creator = curentUser()",
            "there is no function `curentUser`; help: did you mean `currentUser`?",
        ),
    ] {
        assert_eq!(mistake(query), message);
    }
    assert!(written("title ~ {x}", Searched::Users).is_err());
    assert!(written("type = page", Searched::Users).is_err());
}

#[test]
fn two_mistakes_are_two() {
    let mistakes = written("titel ~ {x} and label > {y} order by text", Searched::Content).unwrap_err();
    assert_eq!(mistakes.len(), 3, "{mistakes:?}");
}
