use confluence_sdk::{Client, Granted, OAuth, scopes, v2::op};

scopes! { pub struct Mine = "read:page:confluence"; pub struct Lists = granular for op::GetPages; }

pub fn hand_over(client: &Client<OAuth<Mine>>) -> Client<Granted<Lists>> {
    client.narrow::<Lists>()
}
