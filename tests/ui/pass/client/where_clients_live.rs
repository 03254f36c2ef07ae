//! Where programs keep clients: in structs with derives, in shared state, in tasks, in maps of tenants, in statics.

use confluence_sdk::*;
use std::collections::HashMap;
use std::sync::OnceLock;

scopes! { pub struct Reader = "read:page:confluence"; }
permissions! { pub struct Visitor = View(Space); }

#[derive(Clone, Debug)]
pub struct App<A> {
    pub client: Client<A>,
    pub name: String,
}

#[derive(Clone, Debug)]
pub struct State {
    pub app: App<OAuth<Reader>>,
    pub tenants: HashMap<String, Client<Dynamic>>,
}

#[derive(Clone, Copy, Debug)]
pub struct Marker<A: Auth>(pub std::marker::PhantomData<A>);

pub static SHARED: OnceLock<Client<Basic>> = OnceLock::new();

pub fn needs_everything<T: Clone + std::fmt::Debug + Send + Sync + Unpin + 'static>(_: T) {}

pub fn modes_are_plain<T: Copy + std::fmt::Debug + Send + Sync + 'static>() {}

pub fn run(state: State, basic: Client<Basic>, forge: Client<ForgeUser<Reader>>) {
    needs_everything(state.clone());
    needs_everything(state.app.client.at_most::<Visitor>());
    modes_are_plain::<Basic>();
    modes_are_plain::<OAuth<Reader>>();
    modes_are_plain::<Granted<Reader>>();
    modes_are_plain::<Within<OAuth<Reader>, Visitor>>();
    modes_are_plain::<Marker<ServiceAccount<Reader>>>();
    let mut tenants = state.tenants;
    tenants.insert("basic".to_owned(), basic.dynamic());
    tenants.insert("forge".to_owned(), forge.dynamic());
    let _service: axum::Router = axum::Router::new()
        .route("/", axum::routing::get(handler))
        .with_state(state.app);
}

async fn handler(axum::extract::State(app): axum::extract::State<App<OAuth<Reader>>>) -> String {
    match app.client.pages().get_pages().limit(1).await {
        Ok(page) => page.results.len().to_string(),
        Err(error) => error.to_string(),
    }
}

pub async fn in_a_task(client: Client<OAuth<Reader>>, id: PageId) {
    let spawned = tokio::spawn(async move {
        let call = client.pages().get_page_by_id(id);
        call.await.map(|page| page.title)
    });
    let _ = spawned.await;
}

pub async fn calls_do_not_carry_the_mode(basic: &Client<Basic>, forge: &Client<ForgeUser<Reader>>, id: PageId) {
    let calls = vec![basic.pages().get_page_by_id(id), forge.pages().get_page_by_id(id)];
    let tasks: Vec<_> = calls.into_iter().map(|call| tokio::spawn(call)).collect();
    for task in tasks {
        let _ = task.await;
    }
}
