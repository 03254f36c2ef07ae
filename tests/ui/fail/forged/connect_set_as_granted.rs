//! No client is granted a set of Connect scopes: its calls would not be refused, so the conversion is.

use confluence_sdk::{Client, Dynamic, Granted, Result, scopes};

scopes! { pub struct Addon = "READ"; }

pub fn required(client: &Client<Dynamic>) -> Result<Client<Granted<Addon>>> {
    client.require()
}

fn main() {}
