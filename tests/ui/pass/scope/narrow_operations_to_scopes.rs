use confluence_sdk::{Client, Granted, OAuth, scopes, v2::op};

scopes! { pub struct Mine = granular for op::GetPageById + op::GetPages; pub struct Reader = granular for op::GetPages; }

pub fn hand_over(client: &Client<OAuth<Mine>>) -> Client<Granted<Reader>> {
    client.narrow::<Reader>()
}
