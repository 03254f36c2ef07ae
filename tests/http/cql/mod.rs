//! Queries of `cql!` and of the builder, given to the sandbox, which reads CQL with a parser of its own.

mod hostile;
mod same;

use crate::clients::{basic, user};
use crate::fault_server::FaultServer;
use confluence_sandbox::Sandbox;
use confluence_sdk::cql::{Direction, Field, Increment, IntoQuery, Operator, Type};
use confluence_sdk::v2::PageBody;
use confluence_sdk::{Basic, Client, ContentId, Cql, PageId, SpaceId, SpaceKey, UserCql, cql, user_cql};
use jiff::civil::{Date, date};

struct Site {
    sandbox: Sandbox,
    writer: Client<Basic>,
    space: SpaceId,
}

impl Site {
    async fn start() -> Self {
        let sandbox = Sandbox::builder().space("DEMO", "Demonstration").start().await.unwrap();
        let writer = user(&sandbox, "writer");
        let demo = [SpaceKey::new("DEMO").unwrap()];
        let space = writer.spaces().get_spaces().keys(demo).await.unwrap().results[0].id;
        Self { sandbox, writer, space }
    }

    async fn page(&self, title: &str) -> PageId {
        let body = PageBody::storage("<p>some text</p>");
        let page = self
            .writer
            .pages()
            .create_page(self.space)
            .title(title)
            .body(body)
            .await;
        page.unwrap().id
    }

    /// The titles that a query finds.
    async fn titles(&self, query: impl IntoQuery<Cql>) -> Vec<String> {
        let query = query.into_query();
        let found = self.writer.v1().search().search_by_cql(&query).items().collect().await;
        let found = found.unwrap_or_else(|error| panic!("{query}: {error}"));
        found.into_iter().filter_map(|hit| hit.content?.title).collect()
    }
}

#[tokio::test]
async fn a_query_of_the_macro_finds_what_it_says() {
    let site = Site::start().await;
    let (plan, other) = (site.page("The plan").await, site.page("Another thing").await);
    let (key, words, me) = (
        SpaceKey::new("DEMO").unwrap(),
        "plan",
        site.sandbox.user("writer").account_id().to_owned(),
    );
    let me = confluence_sdk::AccountId::new(me).unwrap();
    let today: Date = jiff::Timestamp::now().to_zoned_datetime(jiff::tz::TimeZone::UTC).date();
    for query in [
        cql!(space = {key} and title ~ {words} and type in (page, blogpost) and created >= startOfMonth("-1M")),
        cql!(id in {[plan]}),
        cql!(id = {plan} or id = {ContentId::from(plan)} or content = {plan.get()}),
        cql!(creator = {me} and title = "the plan" and not id = {other}),
        cql!(creator = currentUser() and title !~ {"another"} and type = {Type::Page} and title != "demo"),
        cql!(lastmodified > {today.yesterday().unwrap()} and title ~ {cql::phrase("the plan")}),
        cql!(created > now({Increment::days(-2)}) and title ~ {cql::pattern("pl?n")} and space in {["DEMO", "XX"]}),
        cql!({Cql::raw("title = another or title ~ plan")} and type = page and title ~ {cql::similar("plum")}),
    ] {
        assert_eq!(site.titles(&query).await, ["The plan"], "{query}");
    }
    let query = cql!(type = page and space = "DEMO" and title in ("The plan", "Another thing") order by title);
    assert_eq!(site.titles(query).await, ["Another thing", "The plan"]);
    let users = site.writer.v1().search();
    let found = users
        .search_user(user_cql!(user.fullname ~ {"writ"}))
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found[0].user.as_ref().unwrap().account_id, Some(me.clone()));
    let found = users
        .search_user(user_cql!(type = user and user = {me}))
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
    let content = site.writer.v1().contents();
    let found = content
        .search_content_by_cql(cql!(id = { plan }))
        .items()
        .collect()
        .await
        .unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn joined_queries_mean_what_their_parts_mean() {
    let site = Site::start().await;
    for title in ["One", "Two", "Three"] {
        site.page(title).await;
    }
    let titled = |title: &str| Cql::title().equal(title);
    let either = titled("One").or(titled("Two"));
    let pages = || {
        Cql::space()
            .equal("DEMO")
            .and(Cql::title().is_in(["One", "Two", "Three"]))
    };
    let down = |query: Cql| query.order_by(Cql::title(), Direction::Desc);
    assert_eq!(site.titles(down(pages().and(&either))).await, ["Two", "One"]);
    assert_eq!(site.titles(down(pages().and_not(&either))).await, ["Three"]);
    assert_eq!(
        site.titles(down(titled("Three").or(pages().and(titled("One"))))).await,
        ["Three", "One"]
    );
    assert_eq!(
        site.titles(down(pages().and(titled("Three").or_not(titled("One")))))
            .await,
        ["Two", "Three"]
    );
    let parts = cql!({either} and not {titled("One")} and type = page);
    assert_eq!(site.titles(parts).await, ["Two"]);
    let all: Vec<Cql> = ["One", "Two"].into_iter().map(titled).collect();
    let any = all.into_iter().reduce(Cql::or).unwrap();
    assert_eq!(site.titles(down(any)).await, ["Two", "One"]);
}

#[tokio::test]
async fn every_field_and_operator_of_the_table_is_understood() {
    let site = Site::start().await;
    let me = site.sandbox.user("writer").account_id().to_owned();
    for field in Field::ALL.iter().copied().filter(|field| !field.is_of_users()) {
        for operator in Operator::ALL {
            let value = match field.of() {
                cql::FieldType::Content => "1",
                cql::FieldType::Date => "2026/11/27 09:30",
                cql::FieldType::Type => "page",
                // Only one's own favourites can be searched for.
                cql::FieldType::User => me.as_str(),
                _ => "x",
            };
            let query = Cql::compare(field, operator, [value]);
            assert_eq!(query.check().is_ok(), field.takes(operator), "{query}");
            if query.check().is_ok() {
                site.titles(query).await;
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_written_is_not_sent() {
    let server = FaultServer::start().await;
    let client = basic(&server);
    let none: [&str; 0] = [];
    for (query, problem) in [
        (
            cql!(label in {none}),
            "has an empty list behind `label IN`, which CQL cannot write",
        ),
        (
            cql!(type = page and id not in {[0_u64; 0]}),
            "has an empty list behind `id NOT IN`, which CQL cannot write",
        ),
        (Cql::space().is_in(none), "has an empty list behind `space IN`"),
        (cql!(created > { "soon" }), "has a date that is none: \"soon\""),
        (
            cql!(created > { "2026-02-30".to_owned() }),
            "has a date that is none: \"2026-02-30\"",
        ),
        (cql!(created > { date(-5, 1, 1) }), "has a date before the year 0"),
        (cql!(type = {"pages"}), "has a type that does not exist: \"pages\""),
        (cql!(title ~ {" \n"}), "searches for a text without a word"),
        (
            cql!(title ~ {cql::pattern("*ing")}),
            "has a word that begins with a wildcard",
        ),
        (cql!(type = page and {Cql::raw("")}), "has an empty part"),
        (
            cql!({Cql::label().is_in(none)} and type = page),
            "has an empty list behind `label IN`",
        ),
        (
            Cql::compare(Field::Id, Operator::Equal, ["x"]),
            "has an id of content that is none: \"x\"",
        ),
        (
            Cql::compare(Field::User, Operator::Equal, ["x"]),
            "has the field `user`, which belongs to the search for users",
        ),
        (
            Cql::compare(Field::Label, Operator::Equal, ["a", "b"]),
            "compares `label` by `=` with 2 values instead of one",
        ),
        (Cql::raw(""), "must not be empty"),
    ] {
        let error = client.v1().search().search_by_cql(&query).await.unwrap_err();
        assert!(error.is_invalid_input(), "{query}: {error}");
        assert!(
            error.to_string().contains(&format!("`cql` {problem}")),
            "{query}: {error}"
        );
        let error = client.v1().contents().search_content_by_cql(query).await.unwrap_err();
        assert!(
            error.is_invalid_input() && error.to_string().contains(problem),
            "{error}"
        );
    }
    let nobody = UserCql::user_account_id().is_in(none);
    let error = client.v1().search().search_user(nobody).await.unwrap_err();
    assert!(
        error
            .to_string()
            .contains("has an empty list behind `user.accountid IN`"),
        "{error}"
    );
    assert!(server.received().is_empty());
}
