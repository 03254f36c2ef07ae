//! Basic auth takes an e-mail address too.

use confluence_sdk::{Basic, Credential, Result};

pub fn run(token: String) -> Result<Credential<Basic>> {
    Credential::<Basic>::declared(token)
}

fn main() {}
