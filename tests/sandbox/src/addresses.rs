//! Where the sandbox listens, and the addresses that it gives out.

use crate::builder::Builder;
use crate::listen;
use std::io;
use std::net::{IpAddr, Ipv4Addr};
use tokio::net::TcpListener;

/// Where the three servers listen, and by which names clients know them.
#[derive(Clone, Debug)]
pub(crate) struct Addresses {
    listen: IpAddr,
    site: Place,
    media: Place,
    identity: Place,
}

/// A name and a port. Port 0 is any free port.
#[derive(Clone, Debug)]
struct Place {
    host: String,
    port: u16,
}

impl Default for Addresses {
    fn default() -> Self {
        let place = |host: &str| Place {
            host: host.to_owned(),
            port: 0,
        };
        Self {
            listen: Ipv4Addr::LOCALHOST.into(),
            site: place("127.0.0.1"),
            // The name is different, not only the port, so that clients that compare host names see another host.
            media: place("localhost"),
            identity: place("localhost"),
        }
    }
}

/// A server that listens, and its address.
pub(crate) struct Opened {
    pub(crate) listener: TcpListener,
    pub(crate) url: String,
}

impl Addresses {
    /// Opens the ports of the site, the media host and the identity host.
    pub(crate) async fn open(&self, scheme: &str) -> io::Result<[Opened; 3]> {
        let Self {
            listen,
            site,
            media,
            identity,
        } = self;
        Ok([
            site.open(*listen, scheme).await?,
            media.open(*listen, scheme).await?,
            identity.open(*listen, scheme).await?,
        ])
    }

    /// The names in the addresses.
    #[cfg(feature = "tls")]
    pub(crate) fn hosts(&self) -> Vec<String> {
        let mut hosts = vec![
            self.site.host.clone(),
            self.media.host.clone(),
            self.identity.host.clone(),
        ];
        hosts.dedup();
        hosts
    }
}

impl Place {
    async fn open(&self, address: IpAddr, scheme: &str) -> io::Result<Opened> {
        let listener = listen::bind(address, self.port).await?;
        let port = listener.local_addr()?.port();
        let host = &self.host;
        let url = match (scheme, port) {
            ("http", 80) | ("https", 443) => format!("{scheme}://{host}"),
            _ => format!("{scheme}://{host}:{port}"),
        };
        Ok(Opened { listener, url })
    }
}

impl Builder {
    /// Sets the address of this machine that the sandbox listens on. Default: 127.0.0.1, which other machines cannot
    /// reach. With `0.0.0.0` they can, and everybody there can use the credentials of the sandbox.
    pub fn listen(mut self, address: IpAddr) -> Self {
        self.addresses.listen = address;
        self
    }

    /// Sets the host name in all addresses. It must lead to this machine, by the file of hosts or a name server.
    /// Without it, the site is at `127.0.0.1`, and the other two servers are at `localhost`.
    pub fn host(mut self, name: &str) -> Self {
        let Addresses {
            site, media, identity, ..
        } = &mut self.addresses;
        for place in [site, media, identity] {
            name.clone_into(&mut place.host);
        }
        self
    }

    /// Sets the host name of the server for downloads, where it is not the site's.
    pub fn media_host(mut self, name: &str) -> Self {
        name.clone_into(&mut self.addresses.media.host);
        self
    }

    /// Sets the host name of the authorisation server, where it is not the site's.
    pub fn identity_host(mut self, name: &str) -> Self {
        name.clone_into(&mut self.addresses.identity.host);
        self
    }

    /// Sets the port of the site and the gateway. Default: any free port.
    pub fn port(mut self, port: u16) -> Self {
        self.addresses.site.port = port;
        self
    }

    /// Sets the port of the server for downloads. Default: any free port.
    pub fn media_port(mut self, port: u16) -> Self {
        self.addresses.media.port = port;
        self
    }

    /// Sets the port of the authorisation server. Default: any free port.
    pub fn identity_port(mut self, port: u16) -> Self {
        self.addresses.identity.port = port;
        self
    }
}
