//! What the program prints when it is ready: addresses, users, tokens, and settings to paste.

use confluence_sandbox::Sandbox;
use std::fmt::Write as _;
use std::io::{self, Write as _};

pub(crate) fn print(sandbox: &Sandbox) -> io::Result<()> {
    // In one piece, so that a program that reads the first lines has all of them.
    let mut output = io::stdout().lock();
    output.write_all(text(sandbox).as_bytes())?;
    output.flush()
}

fn text(sandbox: &Sandbox) -> String {
    let site = sandbox.url();
    let mut text = format!(
        "The sandbox is ready. Ctrl-C ends it.\n\n\
         Site           {site}/wiki\n\
         Gateway        {gateway}/wiki\n\
         Authorisation  {identity}\n\
         Downloads      {media}\n\
         cloudId        {cloud_id}\n\
         Status page    {site}/_sandbox/\n\n",
        gateway = sandbox.gateway_url(),
        identity = sandbox.identity_url(),
        media = sandbox.media_url(),
        cloud_id = sandbox.cloud_id(),
    );
    let users = sandbox.users();
    let longest = |length: fn(&confluence_sandbox::User) -> usize| users.iter().map(length).max().unwrap_or_default();
    let name = longest(|user| user.name().len()).max("User".len());
    let email = longest(|user| user.email().len()).max("E-mail".len());
    let _ = writeln!(text, "{:name$}  {:email$}  API token", "User", "E-mail");
    for user in &users {
        let _ = writeln!(
            text,
            "{:name$}  {:email$}  {}",
            user.name(),
            user.email(),
            user.api_token()
        );
    }
    let admin = sandbox.admin();
    let _ = write!(
        text,
        "\nSettings of many tools:\n\n\
         export CONFLUENCE_URL={site}/wiki\n\
         export CONFLUENCE_USERNAME={email}\n\
         export CONFLUENCE_API_TOKEN={token}\n\n\
         A first call:\n\n\
         curl -u {email}:{token} {site}/wiki/api/v2/spaces\n",
        email = admin.email(),
        token = admin.api_token(),
    );
    #[cfg(feature = "tls")]
    if let Some(certificate) = sandbox.certificate() {
        let _ = write!(text, "\nThe certificate to trust:\n\n{certificate}");
    }
    text
}
