//! The arguments of the program.

use confluence_sandbox::{Builder, OAuthApp, Role, Sandbox, World};
use lexopt::{Arg, Error, Parser, ValueExt as _};
use std::net::IpAddr;

/// What the arguments ask for.
pub(crate) enum Asked {
    Help,
    Version,
    Run(Box<Builder>),
}

const PORT: u16 = 8080;

pub(crate) fn help() -> String {
    let worlds: Vec<&str> = World::ALL.iter().map(|world| world.name()).collect();
    format!(
        "\
A Confluence Cloud site for tests, in memory and on this machine.

Usage: confluence-sandbox [OPTIONS]

Addresses:
      --port PORT            Port of the site and the gateway [default: {PORT}; 0: any free port]
      --media-port PORT      Port for downloads [default: the next one]
      --identity-port PORT   Port of the authorisation server [default: the one after that]
      --host NAME            Host name in all addresses; it must lead to this machine
      --media-host NAME      Host name for downloads
      --identity-host NAME   Host name of the authorisation server
      --listen ADDRESS       Address to listen on [default: 127.0.0.1]
{TLS_HELP}
What the site has:
      --world NAME           A ready world: {}; can be repeated
      --seed NUMBER          Number that all ids, tokens and texts follow from [default: 1]
      --space KEY=NAME       A space; can be repeated
      --pages KEY=NUMBER     So many pages in a space; can be repeated
      --public KEY           Lets everybody read a space, also without credentials; can be repeated
      --user NAME=ROLE       A user who is admin, writer, reader or outsider; can be repeated
      --api-token USER=TEXT  The text of a user's API token; can be repeated
      --oauth-app ID,SECRET,REDIRECT
                             An OAuth 2.0 app with all scopes; can be repeated
      --cloud-id ID          The site's cloudId
      --time TIME            Time at the start, such as 2030-01-31T12:00:00Z [default: now]
      --log NUMBER           Requests that the log keeps [default: 100000]

  -h, --help                 Shows this
  -V, --version              Shows the version

While it runs, /_sandbox/ on the site's address shows what was called. README.md has the rest.
",
        worlds.join(", ")
    )
}

#[cfg(feature = "tls")]
const TLS_HELP: &str = "\
      --tls                  HTTPS, with a certificate that is made at the start and printed
      --tls-cert FILE        HTTPS with this certificate (PEM); needs --tls-key
      --tls-key FILE         Its private key (PEM)
";
#[cfg(not(feature = "tls"))]
const TLS_HELP: &str = "";

pub(crate) fn read(mut parser: Parser) -> Result<Asked, Error> {
    let mut builder = Sandbox::builder().seed(1);
    let mut places = Places::default();
    let mut files = TlsFiles::default();
    while let Some(argument) = parser.next()? {
        let name = match argument {
            Arg::Short('h') | Arg::Long("help") => return Ok(Asked::Help),
            Arg::Short('V') | Arg::Long("version") => return Ok(Asked::Version),
            Arg::Long(name) => name.to_owned(),
            other => return Err(other.unexpected()),
        };
        if !places.take(&name, &mut parser)? && !files.take(&name, &mut parser)? {
            builder = site(builder, &name, &mut parser)?;
        }
    }
    let builder = files.apply(places.apply(builder)?)?;
    Ok(Asked::Run(Box::new(builder)))
}

/// The options about names and ports, until all of them are known.
#[derive(Default)]
struct Places {
    port: Option<u16>,
    media_port: Option<u16>,
    identity_port: Option<u16>,
    host: Option<String>,
    media_host: Option<String>,
    identity_host: Option<String>,
}

impl Places {
    /// Whether it is one of these options.
    fn take(&mut self, name: &str, parser: &mut Parser) -> Result<bool, Error> {
        match name {
            "port" => self.port = Some(parser.value()?.parse()?),
            "media-port" => self.media_port = Some(parser.value()?.parse()?),
            "identity-port" => self.identity_port = Some(parser.value()?.parse()?),
            "host" => self.host = Some(parser.value()?.string()?),
            "media-host" => self.media_host = Some(parser.value()?.string()?),
            "identity-host" => self.identity_host = Some(parser.value()?.string()?),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn apply(self, builder: Builder) -> Result<Builder, Error> {
        let port = self.port.unwrap_or(PORT);
        // Any free port is followed by other free ports.
        let next = |by: u16| if port == 0 { Some(0) } else { port.checked_add(by) };
        let missing = || Error::from("there is no next port: give --media-port and --identity-port");
        let mut builder = builder
            .port(port)
            .media_port(self.media_port.or(next(1)).ok_or_else(missing)?)
            .identity_port(self.identity_port.or(next(2)).ok_or_else(missing)?);
        // The host of the site is also that of the others, if they are not named.
        if let Some(host) = self.host {
            builder = builder.host(&host);
        }
        if let Some(host) = self.media_host {
            builder = builder.media_host(&host);
        }
        if let Some(host) = self.identity_host {
            builder = builder.identity_host(&host);
        }
        Ok(builder)
    }
}

/// The options that say what the site has.
fn site(builder: Builder, name: &str, parser: &mut Parser) -> Result<Builder, Error> {
    Ok(match name {
        "listen" => builder.listen(parser.value()?.parse::<IpAddr>()?),
        "world" => {
            let name = parser.value()?.string()?;
            let world = World::named(&name).ok_or_else(|| format!("there is no world `{name}`"))?;
            builder.world(world)
        }
        "seed" => builder.seed(parser.value()?.parse()?),
        "space" => {
            let (key, name) = pair("--space", parser)?;
            builder.space(&key, &name)
        }
        "public" => builder.public(&parser.value()?.string()?),
        "pages" => {
            let (key, number) = pair("--pages", parser)?;
            let number = number
                .parse()
                .map_err(|_| format!("--pages: `{number}` is not a number"))?;
            builder.pages(&key, number)
        }
        "user" => {
            let (name, role) = pair("--user", parser)?;
            builder.user(&name, role_named(&role)?)
        }
        "api-token" => {
            let (user, token) = pair("--api-token", parser)?;
            builder.api_token(&user, &token)
        }
        "oauth-app" => builder.oauth_app(oauth_app(&parser.value()?.string()?)?),
        "cloud-id" => builder.cloud_id(&parser.value()?.string()?),
        "time" => builder.time(parser.value()?.parse()?),
        "log" => builder.log_limit(parser.value()?.parse()?),
        name => return Err(Arg::Long(name).unexpected()),
    })
}

/// A value of the form `a=b`.
fn pair(name: &str, parser: &mut Parser) -> Result<(String, String), Error> {
    let value = parser.value()?.string()?;
    match value.split_once('=') {
        Some((one, other)) if !one.is_empty() && !other.is_empty() => Ok((one.to_owned(), other.to_owned())),
        _ => Err(format!("{name} needs two values with `=` between them: {value}").into()),
    }
}

fn role_named(name: &str) -> Result<Role, Error> {
    Ok(match name {
        "admin" => Role::SiteAdmin,
        "writer" => Role::Writer,
        "reader" => Role::Reader,
        "outsider" => Role::Outsider,
        _ => return Err(format!("--user: there is no role `{name}`").into()),
    })
}

fn oauth_app(value: &str) -> Result<OAuthApp, Error> {
    let [id, secret, redirect] = value.splitn(3, ',').collect::<Vec<_>>()[..] else {
        return Err(format!("--oauth-app needs an id, a secret and a callback address: {value}").into());
    };
    let scopes = confluence_sdk::scope::Scope::all().map(|scope| scope.name());
    Ok(OAuthApp::new(id).secret(secret).redirect(redirect).scopes(scopes))
}

/// The options about TLS, until all of them are known.
#[derive(Default)]
struct TlsFiles {
    #[cfg(feature = "tls")]
    made: bool,
    #[cfg(feature = "tls")]
    certificate: Option<std::path::PathBuf>,
    #[cfg(feature = "tls")]
    key: Option<std::path::PathBuf>,
}

#[cfg(feature = "tls")]
impl TlsFiles {
    /// Whether it is one of these options.
    fn take(&mut self, name: &str, parser: &mut Parser) -> Result<bool, Error> {
        match name {
            "tls" => self.made = true,
            "tls-cert" => self.certificate = Some(parser.value()?.into()),
            "tls-key" => self.key = Some(parser.value()?.into()),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn apply(self, builder: Builder) -> Result<Builder, Error> {
        let text = |path: std::path::PathBuf| {
            std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))
        };
        match (self.certificate, self.key) {
            (Some(certificate), Some(key)) => Ok(builder.tls_with(&text(certificate)?, &text(key)?)),
            (None, None) if self.made => Ok(builder.tls()),
            (None, None) => Ok(builder),
            _ => Err("--tls-cert and --tls-key belong together".into()),
        }
    }
}

#[cfg(not(feature = "tls"))]
impl TlsFiles {
    fn take(&mut self, name: &str, _: &mut Parser) -> Result<bool, Error> {
        match name {
            "tls" | "tls-cert" | "tls-key" => Err(format!(
                "--{name} needs a program that was built with it: cargo run -p confluence-sandbox --features tls"
            )
            .into()),
            _ => Ok(false),
        }
    }

    fn apply(self, builder: Builder) -> Result<Builder, Error> {
        Ok(builder)
    }
}
