use confluence_sdk::{Basic, Client, PageId, Permits, Within, permissions, v2::op};

permissions! { pub struct Cleaner = View(Space), Delete(Page); }

pub fn tidy<P: Permits<op::DeletePage>>(client: &Client<Within<Basic, P>>, id: PageId) {
    let _ = client.pages().delete_page(id);
}

pub fn run(client: &Client<Basic>, id: PageId) {
    tidy(&client.at_most::<Cleaner>(), id);
}
