//! HTTPS, if a test asks for it. The feature `tls` brings what is needed.

use crate::builder::Builder;
use crate::listen::Security;
use std::io;

/// The certificate of the sandbox, and what makes connections secure with it.
#[derive(Default)]
pub(crate) struct Secured {
    pub(crate) security: Security,
    /// The certificate that clients must trust, as PEM. `None` without TLS.
    pub(crate) certificate: Option<String>,
}

#[cfg(not(feature = "tls"))]
impl Builder {
    pub(crate) fn secured(&self) -> io::Result<Secured> {
        Ok(Secured::default())
    }
}

#[cfg(feature = "tls")]
pub(crate) use with_tls::Tls;

#[cfg(feature = "tls")]
mod with_tls {
    use super::{Builder, Secured, Security, io};
    use crate::server::Sandbox;
    use rcgen::{CertifiedKey, generate_simple_self_signed};
    use secrecy::{ExposeSecret as _, SecretString};
    use std::sync::Arc;
    use tokio_rustls::TlsAcceptor;
    use tokio_rustls::rustls::ServerConfig;
    use tokio_rustls::rustls::crypto::ring::default_provider;
    use tokio_rustls::rustls::pki_types::pem::PemObject as _;
    use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

    /// Where the certificate comes from.
    #[derive(Clone, Debug)]
    pub(crate) enum Tls {
        /// It is made at the start.
        Made,
        Given {
            certificates: String,
            key: SecretString,
        },
    }

    impl Builder {
        /// Uses HTTPS in place of HTTP, with a certificate that is made at the start for the hosts of the sandbox.
        /// [`Sandbox::certificate`] is what clients must trust.
        pub fn tls(mut self) -> Self {
            self.tls = Some(Tls::Made);
            self
        }

        /// Uses HTTPS with this certificate, and those that lead to its issuer, and its private key. Both are PEM.
        pub fn tls_with(mut self, certificates: &str, key: &str) -> Self {
            self.tls = Some(Tls::Given {
                certificates: certificates.to_owned(),
                key: key.into(),
            });
            self
        }

        pub(crate) fn secured(&self) -> io::Result<Secured> {
            let (certificates, key) = match &self.tls {
                None => return Ok(Secured::default()),
                Some(Tls::Given { certificates, key }) => (certificates.clone(), key.clone()),
                Some(Tls::Made) => {
                    let CertifiedKey { cert, signing_key } =
                        generate_simple_self_signed(self.addresses.hosts()).map_err(io::Error::other)?;
                    (cert.pem(), signing_key.serialize_pem().into())
                }
            };
            let config = config(&certificates, key.expose_secret()).map_err(|problem| {
                let text = format!("the certificate or its key cannot be used: {problem}");
                io::Error::new(io::ErrorKind::InvalidInput, text)
            })?;
            Ok(Secured {
                security: Security::Tls(TlsAcceptor::from(Arc::new(config))),
                certificate: Some(certificates),
            })
        }
    }

    /// The provider is named here, because the process may have none or another one.
    fn config(certificates: &str, key: &str) -> Result<ServerConfig, Box<dyn std::error::Error>> {
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificates.as_bytes()).collect();
        let key = PrivateKeyDer::from_pem_slice(key.as_bytes())?;
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain?, key)?;
        Ok(config)
    }

    impl Sandbox {
        /// The certificate that clients must trust, as PEM. `None` without [`tls`](Builder::tls).
        pub fn certificate(&self) -> Option<&str> {
            self.shared.certificate.as_deref()
        }
    }
}
