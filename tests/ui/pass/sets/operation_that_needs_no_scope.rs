use confluence_sdk::{Client, Connect, scopes, v1, v2::op};

scopes! { pub struct Acting = "ACT_AS_USER"; }
scopes! { pub struct Mine = Acting, connect for op::GetPageById + v1::op::GetModules; }

fn run(client: &Client<Connect<Mine>>, any: &Client<Connect<Acting>>) {
    let _ = client.v1().dynamic_modules().get_modules();
    let _ = any.v1().dynamic_modules().get_modules();
}
