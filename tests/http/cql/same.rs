//! The macro and the builder write the same.

use confluence_sdk::cql::{Direction, Increment, Type};
use confluence_sdk::{AccountId, Cql, PageId, SpaceKey, UserCql, cql, user_cql};
use jiff::civil::date;

#[test]
fn a_clause_is_the_same_either_way() {
    let (page, key) = (PageId::new(98305), SpaceKey::new("~jo").unwrap());
    let (jo, at) = (AccountId::new("12:3\"4").unwrap(), date(2026, 11, 7).at(9, 5, 59, 0));
    let zoned = at.to_zoned_datetime(jiff::tz::TimeZone::UTC).unwrap();
    for (written, built, text) in [
        (cql!(space = { key }), Cql::space().equal(&key), r#"space = "~jo""#),
        (cql!(space != "~jo"), Cql::space().not_equal("~jo"), r#"space != "~jo""#),
        (
            cql!(ancestor = { page }),
            Cql::ancestor().equal(page),
            r#"ancestor = "98305""#,
        ),
        (
            cql!(id in {[1_u64, 2]}),
            Cql::id().is_in([1_u64, 2]),
            r#"id IN ("1", "2")"#,
        ),
        (
            cql!(creator = { jo }),
            Cql::creator().equal(&jo),
            r#"creator = "12:3\"4""#,
        ),
        (
            cql!(watcher = currentUser()),
            Cql::watcher().equal(cql::current_user()),
            "watcher = currentUser()",
        ),
        (
            cql!(parent = currentContent()),
            Cql::parent().equal(cql::current_content()),
            "parent = currentContent()",
        ),
        (
            cql!(space in (favouriteSpaces())),
            Cql::space().is_in(cql::favourite_spaces()),
            "space IN (favouriteSpaces())",
        ),
        (
            cql!(id not in (recentlyViewedContent(20, 5))),
            Cql::id().not_in(cql::recently_viewed_content(20, 5)),
            "id NOT IN (recentlyViewedContent(20, 5))",
        ),
        (
            cql!(created = 2026 - 11 - 07),
            Cql::created().equal(date(2026, 11, 7)),
            r#"created = "2026-11-07""#,
        ),
        (
            cql!(created < { at }),
            Cql::created().less(at),
            r#"created < "2026-11-07 09:05""#,
        ),
        (
            cql!(created <= { zoned }),
            Cql::created().less_or_equal(&zoned),
            r#"created <= "2026-11-07 09:05""#,
        ),
        (
            cql!(lastmodified > endOfMonth("-1M")),
            Cql::last_modified().greater(cql::end_of_month().plus(Increment::months(-1))),
            r#"lastmodified > endOfMonth("-1M")"#,
        ),
        (
            cql!(type = blogpost),
            Cql::kind().equal(Type::BlogPost),
            "type = blogpost",
        ),
        (
            cql!(type = "ac:app:note"),
            Cql::kind().equal("ac:app:note"),
            r#"type = "ac:app:note""#,
        ),
        (cql!(macro = "toc"), Cql::macro_name().equal("toc"), r#"macro = "toc""#),
        (
            cql!(text ~ "a-b: c"),
            Cql::text().contains("a-b: c"),
            r#"text ~ "a\\-b\\: c""#,
        ),
        (
            cql!(siteSearch !~ {"x OR NOT y"}),
            Cql::site_search().contains_not("x OR NOT y"),
            r#"siteSearch !~ "x or not y""#,
        ),
        (
            cql!(title ~ {cql::phrase("say \"hi\"")}),
            Cql::title().contains(cql::phrase("say \"hi\"")),
            r#"title ~ "\"say \\\"hi\\\"\"""#,
        ),
        (
            cql!(label = "a" and label = "b" order by created desc, title),
            Cql::label()
                .equal("a")
                .and(Cql::label().equal("b"))
                .order_by(Cql::created(), Direction::Desc)
                .order_by(Cql::title(), Direction::Asc),
            r#"label = "a" AND label = "b" ORDER BY created DESC, title"#,
        ),
    ] {
        assert_eq!((written.as_str(), built.as_str()), (text, text));
        assert_eq!((written.check(), built.check()), (Ok(()), Ok(())), "{text}");
        assert_eq!(written, built);
    }
    assert_eq!(
        user_cql!(user.fullname ~ "jo"),
        UserCql::user_full_name().contains("jo")
    );
    assert_eq!(user_cql!(type = user), UserCql::all());
}

/// Values are borrowed by the macro, so they can be used again; lists are taken as `for` takes them.
#[test]
fn values_are_borrowed() {
    let (key, words) = (SpaceKey::new("DOCS").unwrap(), "a".to_owned());
    let labels = vec!["x".to_owned(), "y".to_owned()];
    let query = cql!(space = {key} and title ~ {words} and label in {&labels});
    assert_eq!(
        query,
        cql!(space = {&key} and title ~ {words.as_str()} and label in {labels.iter()})
    );
    assert_eq!(cql!(label in {labels}).as_str(), r#"label IN ("x", "y")"#);
    let part = &query;
    assert_eq!(
        cql!({part} or type = page).as_str(),
        format!("({query}) OR type = page")
    );
    drop((key, words));
}
