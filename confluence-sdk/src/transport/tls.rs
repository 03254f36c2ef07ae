//! The TLS library of the default transport. The cargo features select it.

use super::settings::{Certificates, Versions};
use crate::Result;
use crate::error::Error;
#[cfg(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring"))]
use secrecy::ExposeSecret;

// A program can have switched on other TLS libraries of reqwest, so each is chosen by its name. The crypto provider is
// that of the process if there is one; none is installed here, so nobody's choice is overridden.
#[cfg(feature = "rustls")]
pub(super) fn choose(
    builder: reqwest::ClientBuilder,
    given: &Certificates,
    _: Versions,
) -> Result<reqwest::ClientBuilder> {
    let mut builder = builder.tls_backend_rustls().tls_certs_merge(roots(given)?);
    if let Some((chain, key)) = &given.identity {
        let pem = [chain.as_slice(), b"\n", key.expose_secret().as_bytes()].concat();
        let identity = reqwest::Identity::from_pem(&pem).map_err(|_| unreadable_identity())?;
        builder = builder.identity(identity);
    }
    Ok(builder)
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
pub(super) fn choose(
    builder: reqwest::ClientBuilder,
    given: &Certificates,
    versions: Versions,
) -> Result<reqwest::ClientBuilder> {
    use rustls::pki_types::pem::PemObject as _;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    use rustls_platform_verifier::Verifier;
    use std::sync::Arc;

    let failed = |error: rustls::Error| super::settings::setup(&error);
    let provider = rustls::crypto::CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| rustls::crypto::ring::default_provider().into());
    let mut trusted = Vec::new();
    for pem in &given.roots {
        let before = trusted.len();
        for certificate in CertificateDer::pem_slice_iter(pem) {
            trusted.push(certificate.map_err(|_| unreadable_root())?);
        }
        if trusted.len() == before {
            return Err(no_root());
        }
    }
    #[cfg(not(target_os = "android"))]
    let verifier = Verifier::new_with_extra_roots(trusted, provider.clone()).map_err(failed)?;
    #[cfg(target_os = "android")]
    let verifier = match trusted.is_empty() {
        true => Verifier::new(provider.clone()).map_err(failed)?,
        false => return Err(Error::input("root_certificates", "cannot be added on this platform")),
    };
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(failed)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    let mut config = match &given.identity {
        None => config.with_no_client_auth(),
        Some((chain, key)) => {
            let chain: Vec<_> = CertificateDer::pem_slice_iter(chain)
                .collect::<Result<_, _>>()
                .map_err(|_| unreadable_identity())?;
            let key =
                PrivateKeyDer::from_pem_slice(key.expose_secret().as_bytes()).map_err(|_| unreadable_identity())?;
            config.with_client_auth_cert(chain, key).map_err(failed)?
        }
    };
    config.alpn_protocols = match versions {
        #[cfg(feature = "http2")]
        Versions::Http2 => vec![b"h2".to_vec()],
        #[cfg(feature = "http2")]
        Versions::Any => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        _ => vec![b"http/1.1".to_vec()],
    };
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-ring"))))]
pub(super) fn choose(
    builder: reqwest::ClientBuilder,
    given: &Certificates,
    _: Versions,
) -> Result<reqwest::ClientBuilder> {
    let mut builder = builder.tls_backend_native().tls_certs_merge(roots(given)?);
    if let Some((chain, key)) = &given.identity {
        let identity = reqwest::Identity::from_pkcs8_pem(chain, key.expose_secret().as_bytes())
            .map_err(|_| unreadable_identity())?;
        builder = builder.identity(identity);
    }
    Ok(builder)
}

#[cfg(not(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring")))]
pub(super) fn choose(
    builder: reqwest::ClientBuilder,
    given: &Certificates,
    _: Versions,
) -> Result<reqwest::ClientBuilder> {
    let setting = match (given.roots.is_empty(), &given.identity) {
        (false, _) => "root_certificates",
        (true, Some(_)) => "client_certificate",
        (true, None) => return Ok(builder),
    };
    Err(Error::input(
        setting,
        "has no use without TLS: switch on a TLS feature of this crate",
    ))
}

/// What to say of an `https` address where no TLS feature is on.
pub(crate) fn lacks_tls(is_https: bool) -> Option<&'static str> {
    let has_tls = cfg!(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring"));
    (is_https && !has_tls).then_some(
        "`https` needs TLS: switch on the feature `rustls`, `rustls-ring` or `native-tls` of confluence-sdk, or give a client or transport of your own",
    )
}

#[cfg(any(feature = "rustls", all(feature = "native-tls", not(feature = "rustls-ring"))))]
fn roots(given: &Certificates) -> Result<Vec<reqwest::Certificate>> {
    let mut roots = Vec::new();
    for pem in &given.roots {
        let certificates = reqwest::Certificate::from_pem_bundle(pem).map_err(|_| unreadable_root())?;
        if certificates.is_empty() {
            return Err(no_root());
        }
        roots.extend(certificates);
    }
    Ok(roots)
}

#[cfg(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring"))]
fn no_root() -> Error {
    Error::input(
        "root_certificates",
        "has no certificate; it must be PEM: `-----BEGIN CERTIFICATE-----`",
    )
}

#[cfg(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring"))]
fn unreadable_root() -> Error {
    Error::input("root_certificates", "has a certificate that cannot be read as PEM")
}

#[cfg(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring"))]
fn unreadable_identity() -> Error {
    Error::input(
        "client_certificate",
        "is not a chain of certificates and its private key, both as PEM",
    )
}
