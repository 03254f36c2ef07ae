use confluence_sdk::{Client, Granted, OAuth, OAuthScopes, Opens, PageId, scopes, v2::op};

scopes! { pub struct Need = "read:page:confluence"; }

pub fn read<S: OAuthScopes + Opens<op::GetPageById>>(
    client: &Client<OAuth<S>>,
    narrowed: &Client<Granted<S>>,
    id: PageId,
) {
    let _ = client.pages().get_page_by_id(id);
    let _ = narrowed.pages().get_page_by_id(id);
}

pub fn call(client: &Client<OAuth<Need>>, id: PageId) {
    read(client, &client.narrow::<Need>(), id);
}
