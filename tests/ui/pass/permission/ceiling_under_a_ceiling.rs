use confluence_sdk::{Basic, Client, PageId, permissions};

permissions! { pub struct Writer = View(Space), Create(Page), Delete(Page); pub struct Cleaner = View(Space), Delete(Page); }

pub fn tidy(client: &Client<Basic>, id: PageId) {
    let _ = client.at_most::<Writer>().at_most::<Cleaner>().pages().delete_page(id);
}
