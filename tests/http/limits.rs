//! What a client may not do although its scopes would open it: a ceiling of permissions, and operations that its set
//! does not declare. A client keeps its limits in every conversion. A call that they forbid is refused before anything
//! is sent.

use crate::clients::{TOKEN, basic, oauth};
use crate::fault_server::{FaultServer, Reply};
use confluence_sdk::__rt as rt;
use confluence_sdk::scope::ScopeList;
use confluence_sdk::v2::{PageStatus, op};
use confluence_sdk::{
    Allows, Client, Connect, Credential, Dynamic, Error, ForgeApp, Gateway, Granted, Http, OAuth, OAuthKind, PageId,
    ScopeSet, Site, SpaceId, Within, permissions, scopes,
};

permissions! {
    pub(crate) struct Viewer = View(Space);
    pub(crate) struct Publisher = View(Space), Create(Page);
    pub(crate) struct Cleaner = View(Space), Delete(Page);
}
scopes! {
    pub(crate) struct All = "read:page:confluence", "write:page:confluence", "delete:page:confluence";
    pub(crate) struct Reader = "read:page:confluence";
    pub(crate) struct Mine = granular for op::GetPageById + op::CreatePage, "offline_access";
    pub(crate) struct Less = granular for op::GetPageById;
    pub(crate) struct Lists = granular for op::GetPages;
    pub(crate) struct Both = "read:page:confluence", granular for op::CreatePage;
    pub(crate) struct Addon = connect for op::GetPageById;
}

/// A page, and a page of results: an answer to every call here.
const PAGE: &str = r#"{"id":"7","results":[]}"#;

async fn read<A: Allows<op::GetPageById>>(client: &Client<A>) -> Result<(), Error> {
    client.pages().get_page_by_id(PageId::new(7)).await.map(drop)
}

async fn create<A: Allows<op::CreatePage>>(client: &Client<A>) -> Result<(), Error> {
    client.pages().create_page(SpaceId::new(1)).title("A").await.map(drop)
}

async fn delete<A: Allows<op::DeletePage>>(client: &Client<A>) -> Result<(), Error> {
    client.pages().delete_page(PageId::new(7)).await
}

async fn list<A: Allows<op::GetPages>>(client: &Client<A>) -> Result<(), Error> {
    client.pages().get_pages().await.map(drop)
}

/// A call that is sent, and whose answer comes.
macro_rules! sent {
    ($server:ident, $call:expr) => {{
        let before = $server.received().len();
        $server.answer(Reply::ok(PAGE));
        $call.await.unwrap();
        assert_eq!($server.received().len(), before + 1);
    }};
}

/// A call that is refused before it is sent, with these words.
macro_rules! refused {
    ($server:ident, $call:expr, $words:literal) => {{
        let before = $server.received().len();
        let error: Error = $call.await.map(drop).unwrap_err();
        assert!(error.is_scope() && error.status().is_none(), "{error}");
        assert!(error.to_string().contains($words), "{error}");
        assert!(
            error.to_string().contains("nothing was sent") || error.operation().is_none(),
            "{error}"
        );
        assert_eq!($server.received().len(), before);
    }};
}

#[tokio::test]
async fn a_ceiling_is_not_left_by_checking_at_run_time() {
    let server = FaultServer::start().await;
    let under: Client<Within<_, Publisher>> = oauth::<All>(&server).at_most::<Publisher>();
    sent!(server, create(&under));
    // Twice, and through a clone.
    for client in [
        under.dynamic(),
        under.dynamic().dynamic(),
        under.clone().dynamic().clone(),
    ] {
        sent!(server, create(&client));
        refused!(
            server,
            delete(&client),
            "the client's ceiling of permissions does not include"
        );
        let mut pages = client.pages().get_pages().items();
        server.answer(Reply::ok(r#"{"results":[{"id":"7"}]}"#));
        pages.next().await.unwrap().unwrap();
        refused!(server, client.pages().delete_page(PageId::new(7)).raw(), "ceiling");
        refused!(server, client.execute(op::DeletePage::new(PageId::new(7))), "ceiling");
        refused!(
            server,
            client.request("DELETE", "/wiki/api/v2/pages/7").send(),
            "limited"
        );
    }
    refused!(
        server,
        under.request("DELETE", "/wiki/api/v2/pages/7").send(),
        "limited"
    );
    // The client that it was made of has none.
    sent!(server, delete(&oauth::<All>(&server).dynamic()));
}

#[tokio::test]
async fn a_second_ceiling_is_what_both_include() {
    let server = FaultServer::start().await;
    let all = oauth::<All>(&server);
    // In both orders, with the narrow one first, last and in between.
    let clients: [Client<Dynamic>; 5] = [
        all.at_most::<Publisher>().at_most::<Cleaner>().dynamic(),
        all.at_most::<Cleaner>().at_most::<Publisher>().dynamic(),
        all.at_most::<Viewer>().at_most::<Publisher>().dynamic(),
        all.at_most::<Publisher>()
            .at_most::<Viewer>()
            .at_most::<Publisher>()
            .dynamic(),
        all.dynamic()
            .at_most::<Cleaner>()
            .dynamic()
            .at_most::<Publisher>()
            .dynamic(),
    ];
    for client in clients {
        sent!(server, read(&client));
        refused!(server, create(&client), "ceiling");
        refused!(server, delete(&client), "ceiling");
        refused!(server, client.request("GET", "/wiki/api/v2/pages").send(), "limited");
    }
    // The same ceiling again takes nothing away.
    let again = all.at_most::<Publisher>().at_most::<Publisher>();
    sent!(server, create(&again));
    sent!(server, create(&again.dynamic()));
}

#[tokio::test]
async fn a_ceiling_over_a_client_that_is_checked_at_run_time() {
    let server = FaultServer::start().await;
    let under: Client<Within<Dynamic, Publisher>> = oauth::<Reader>(&server).dynamic().at_most::<Publisher>();
    sent!(server, read(&under));
    // The ceiling would let it pass, the scopes do not.
    refused!(server, create(&under), "the client lacks write:page:confluence");
    refused!(
        server,
        delete(&under.dynamic()),
        "the client lacks delete:page:confluence"
    );
    let under = basic(&server).dynamic().at_most::<Publisher>();
    sent!(server, create(&under));
    refused!(server, delete(&under.dynamic()), "ceiling");
}

#[tokio::test]
async fn a_ceiling_outlives_what_the_type_says() {
    let server = FaultServer::start().await;
    let under = oauth::<All>(&server).at_most::<Publisher>();
    // The type of what `require` gives knows no ceiling.
    let required: Client<Granted<All>> = under.dynamic().require().unwrap();
    sent!(server, create(&required));
    refused!(server, delete(&required), "ceiling");
    let narrowed = required.narrow::<All>();
    refused!(server, delete(&narrowed), "ceiling");
    refused!(server, delete(&narrowed.dynamic()), "ceiling");
    refused!(server, delete(&narrowed.dynamic().require::<All>().unwrap()), "ceiling");
    refused!(server, narrowed.request("GET", "/wiki/api/v2/pages").send(), "limited");
    // A higher one over it does not lift it.
    refused!(server, create(&required.at_most::<Cleaner>().dynamic()), "ceiling");
    refused!(server, delete(&required.at_most::<Cleaner>()), "ceiling");
}

#[tokio::test]
async fn operations_that_are_not_declared_are_refused_at_run_time_too() {
    let server = FaultServer::start().await;
    let mine = oauth::<Mine>(&server);
    assert_eq!(
        mine.scopes().to_string(),
        "read:page:confluence write:page:confluence offline_access"
    );
    sent!(server, read(&mine));
    for client in [mine.dynamic(), mine.dynamic().require::<Mine>().unwrap().dynamic()] {
        sent!(server, read(&client));
        sent!(server, create(&client));
        // The scopes of the set would open it.
        refused!(server, list(&client), "declares operations, and this is not among them");
        refused!(server, client.pages().get_pages().raw(), "declares operations");
        refused!(server, delete(&client), "the client lacks delete:page:confluence");
        refused!(server, client.request("GET", "/wiki/api/v2/pages").send(), "limited");
    }
    refused!(server, mine.request("GET", "/wiki/api/v2/pages/7").send(), "limited");

    // Under a ceiling, both count.
    let under = mine.at_most::<Viewer>().dynamic();
    sent!(server, read(&under));
    refused!(server, create(&under), "ceiling");
    refused!(server, list(&under), "declares operations");
}

#[tokio::test]
async fn more_than_is_declared_cannot_be_required() {
    let server = FaultServer::start().await;
    let client = oauth::<Mine>(&server).dynamic();
    let error = client.require::<Reader>().unwrap_err();
    assert!(error.is_scope() && error.missing_scopes().is_empty(), "{error}");
    assert!(
        error
            .to_string()
            .contains("declares operations, and more would be opened"),
        "{error}"
    );
    assert!(client.require::<Lists>().unwrap_err().is_scope());
    assert_eq!(
        client.require::<All>().unwrap_err().missing_scopes(),
        ["delete:page:confluence"]
    );

    let less: Client<Granted<Less>> = client.require().unwrap();
    assert_eq!(less.scopes().to_string(), "read:page:confluence");
    sent!(server, read(&less));
    refused!(
        server,
        create(&less.dynamic()),
        "the client lacks write:page:confluence"
    );
    refused!(server, list(&less.dynamic()), "declares operations");
    assert!(less.dynamic().require::<Mine>().is_err());
    refused!(server, less.request("GET", "/wiki/api/v2/pages").send(), "limited");

    // A client of scopes may be taken for one of operations, and has forgotten the rest then.
    let lists = oauth::<All>(&server).narrow::<Lists>();
    sent!(server, list(&lists));
    refused!(server, read(&lists.dynamic()), "declares operations");
    assert!(lists.dynamic().require::<Reader>().is_err());
    refused!(server, lists.request("GET", "/wiki/api/v2/pages").send(), "limited");
}

#[tokio::test]
async fn scopes_beside_declared_operations_open_what_they_open() {
    let server = FaultServer::start().await;
    let both = oauth::<Both>(&server);
    let reader = both.narrow::<Reader>();
    sent!(server, list(&both));
    sent!(server, create(&both));
    sent!(server, list(&both.dynamic()));
    sent!(server, list(&reader));
    sent!(server, list(&both.dynamic().require::<Reader>().unwrap()));
    sent!(server, list(&both.dynamic().require::<Lists>().unwrap()));
    // `write:page:confluence` is there for one operation.
    refused!(
        server,
        both.dynamic()
            .pages()
            .update_page_title(PageId::new(7), PageStatus::Current, "B"),
        "declares operations"
    );
    // Scopes alone limit nothing.
    server.answer(Reply::ok("{}"));
    reader.request("GET", "/wiki/api/v2/pages").send().await.unwrap();
}

#[tokio::test]
async fn operations_of_other_modes() {
    let server = FaultServer::start().await;
    let site = Site::new(server.url()).unwrap();
    let addon = Client::new(site, Credential::<Connect<Addon>>::declared(TOKEN).unwrap()).unwrap();
    assert_eq!(addon.scopes().to_string(), "READ");
    sent!(server, read(&addon));
    refused!(server, list(&addon.dynamic()), "declares operations");
    refused!(server, create(&addon.dynamic()), "the client lacks WRITE");
    refused!(server, addon.request("GET", "/wiki/api/v2/pages").send(), "limited");
    let gateway = Gateway::at(server.url(), "cloud").unwrap();
    let app = Client::new(gateway, Credential::<ForgeApp<Less>>::declared(TOKEN).unwrap()).unwrap();
    sent!(server, read(&app));
    refused!(server, list(&app.dynamic()), "declares operations");
}

scopes! { pub(crate) struct Acting = "ACT_AS_USER"; }
scopes! { pub(crate) struct ActingToo = Acting, connect for op::GetPageById; }

#[tokio::test]
async fn what_needs_no_scope_is_declared_too() {
    let server = FaultServer::start().await;
    let site = || Site::new(server.url()).unwrap();
    let addon = Client::new(site(), Credential::<Connect<ActingToo>>::declared(TOKEN).unwrap()).unwrap();
    sent!(server, read(&addon));
    refused!(
        server,
        addon.dynamic().v1().dynamic_modules().get_modules(),
        "declares operations"
    );
    let any = Client::new(site(), Credential::<Connect<Acting>>::declared(TOKEN).unwrap()).unwrap();
    sent!(server, any.dynamic().v1().dynamic_modules().get_modules());
}

mod far {
    confluence_sdk::scopes! { pub(crate) struct One = "read:page:confluence", other("read:jira-work"); }
}
mod farther {
    confluence_sdk::scopes! { pub(crate) struct Two = super::far::One; }
    confluence_sdk::scopes! { pub(crate) struct Three = Two, other("write:jira-work"); }
}
scopes! {
    pub(crate) struct Four = farther::Three;
    pub(crate) struct Five = Four, far::One, other("read:jira-user");
}
scopes! { pub(crate) struct Known = "read:page:confluence", other("read:jira-user"); }

#[tokio::test]
async fn what_belongs_to_other_products_is_handed_on_and_not_invented() {
    let names = |list: ScopeList| list.to_string();
    let three = "read:page:confluence write:jira-work read:jira-work";
    assert_eq!(names(ScopeList::of::<farther::Three>()), three);
    assert_eq!(names(ScopeList::of::<Four>()), three);
    assert_eq!(
        names(ScopeList::of::<Five>()),
        "read:page:confluence read:jira-user write:jira-work read:jira-work"
    );
    assert_eq!(
        names(confluence_sdk::forge::manifest_permissions::<Five>().scopes().collect()),
        names(ScopeList::of::<Five>())
    );
    // What the server left out is missed, at whatever depth it was declared.
    let error = Credential::<OAuth<Five>>::granted(TOKEN, "read:page:confluence read:jira-user").unwrap_err();
    assert_eq!(error.missing_scopes(), ["write:jira-work", "read:jira-work"]);

    let server = FaultServer::start().await;
    // `Reader` has none of other products: none are made up, whatever the set that it is narrowed to says.
    let narrowed = oauth::<Reader>(&server).narrow::<Five>();
    assert_eq!(names(narrowed.scopes().clone()), "read:page:confluence");
    let error = narrowed.dynamic().require::<Five>().unwrap_err();
    assert_eq!(
        error.missing_scopes(),
        ["read:jira-user", "write:jira-work", "read:jira-work"]
    );
    // And what is there stays.
    let narrowed = oauth::<Five>(&server).narrow::<Four>();
    assert_eq!(names(narrowed.scopes().clone()), three);
    assert_eq!(
        names(narrowed.narrow::<Known>().scopes().clone()),
        "read:page:confluence"
    );
}

/// A set by hand that has the scope of `Reader`, and says of another that it belongs to another product.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lying;
impl rt::Set for Lying {
    type Parts = <Reader as rt::Set>::Parts;
}
impl ScopeSet for Lying {
    type Kind = OAuthKind;
    const OTHER: rt::Others = rt::Others {
        own: &["delete:page:confluence"],
        parts: &[],
    };
}
impl rt::OfKind<OAuthKind> for Lying {}

#[tokio::test]
async fn what_a_set_by_hand_says_of_other_products_opens_nothing() {
    let server = FaultServer::start().await;
    for client in [
        oauth::<Lying>(&server).dynamic(),
        oauth::<Reader>(&server).narrow::<Lying>().dynamic(),
        oauth::<All>(&server).narrow::<Lying>().dynamic(),
    ] {
        sent!(server, read(&client));
        refused!(server, delete(&client), "the client lacks delete:page:confluence");
        let error = client.require::<All>().unwrap_err();
        assert_eq!(
            error.missing_scopes(),
            ["write:page:confluence", "delete:page:confluence"]
        );
    }
    let error = oauth::<All>(&server).dynamic().require::<Lying>().unwrap_err();
    assert_eq!(error.missing_scopes(), ["delete:page:confluence"]);
}

#[test]
fn a_client_has_what_its_own_set_asks_for() {
    let gateway = Gateway::new("cloud").unwrap();
    // Servers that do not list `offline_access`.
    let credential = Credential::<OAuth<Mine>>::granted(TOKEN, "read:page:confluence write:page:confluence").unwrap();
    let client = Http::builder().build().unwrap().client(gateway, credential);
    client.dynamic().require::<Mine>().unwrap();
}
