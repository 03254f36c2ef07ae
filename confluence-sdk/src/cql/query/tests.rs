use super::Cql;
use crate::UserCql;

fn joined(query: Cql) -> String {
    query.to_string()
}

#[test]
fn conditions_keep_their_meaning_when_they_are_joined() {
    let raw = |text: &str| Cql::raw(text);
    let either = || raw("label = a OR label = b");
    assert_eq!(
        joined(either().and(raw("type = page"))),
        "(label = a OR label = b) AND (type = page)"
    );
    let both = either().and(raw("type = page")).and(raw("space = X"));
    assert_eq!(
        joined(both.clone()),
        "(label = a OR label = b) AND (type = page) AND (space = X)"
    );
    let any = both.or(either()).or(raw("id = 1"));
    let first = "((label = a OR label = b) AND (type = page) AND (space = X))";
    assert_eq!(joined(any), format!("{first} OR (label = a OR label = b) OR (id = 1)"));
    let neither = raw("type = page").and_not(either()).or_not(raw("id = 1"));
    assert_eq!(
        joined(neither),
        "((type = page) AND NOT (label = a OR label = b)) OR NOT (id = 1)"
    );
}

#[test]
fn orders_stay_behind_the_condition() {
    let dated = Cql::raw("type = page order  by created desc");
    let named = Cql::raw("label = \"order by x\"\nORDER BY title, id");
    let both = dated.clone().and(&named);
    assert_eq!(
        joined(both),
        "(type = page) AND (label = \"order by x\") ORDER BY created desc, title, id"
    );
    assert_eq!(joined(dated), "type = page order  by created desc", "as it was written");
    for (text, condition, order) in [
        ("label = \"x\"order by id", "label = \"x\"", "id"),
        ("(type = page)ORDER\tBY id", "(type = page)", "id"),
        ("order by id", "", "id"),
        ("order by", "", ""),
        (
            "label = 'a\\' order by b' order by id",
            "label = 'a\\' order by b'",
            "id",
        ),
        ("border by id", "border by id", ""),
        ("order bye", "order bye", ""),
        ("title = order", "title = order", ""),
        ("title = \"ä\" order by é", "title = \"ä\"", "é"),
        ("title = \"ä", "title = \"ä", ""),
    ] {
        let query = Cql::raw(text);
        assert_eq!((query.0.condition(), query.0.order()), (condition, order), "{text}");
    }
}

#[test]
fn an_empty_condition_joins_nothing() {
    let page = || Cql::raw("type = page");
    assert_eq!(joined(Cql::raw("").and(page())), "type = page");
    assert_eq!(joined(page().or(Cql::raw(" order by id"))), "type = page ORDER BY id");
    assert_eq!(joined(page().and_not(Cql::raw(""))), "type = page");
    let negated = Cql::raw("").and_not(page());
    let error = negated.check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the query begins with a negation, which CQL does not allow"
    );
    assert_eq!(negated.or(page()).check(), Err(error), "a problem stays");
}

#[test]
fn shown_as_it_is() {
    assert_eq!(format!("{:?}", UserCql::raw("user = x")), "UserCql(\"user = x\")");
    assert_eq!(UserCql::raw("user = x").as_str(), "user = x");
    assert_eq!(Cql::raw("a"), Cql::raw("a"));
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "[ a-cä\"'\\\\()oOrRdDeEbByY]{0,40}") {
        let query = Cql::raw(text.as_str());
        proptest::prop_assert_eq!(query.as_str(), text.as_str());
        drop(query.clone().and(&query).or_not(query));
    }
}
