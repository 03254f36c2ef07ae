//! The TLS library of the default transport. The cargo features select it.

use super::BoxError;

// A program can have switched on other TLS libraries of reqwest, so each is chosen by its name. The crypto provider is
// that of the process if there is one; none is installed here, so nobody's choice is overridden.
#[cfg(feature = "rustls")]
pub(super) fn choose(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder.tls_backend_rustls())
}

#[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
pub(super) fn choose(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    use rustls_platform_verifier::BuilderVerifierExt as _;
    let provider = rustls::crypto::CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| rustls::crypto::ring::default_provider().into());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-ring"))))]
pub(super) fn choose(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder.tls_backend_native())
}

#[cfg(not(any(feature = "native-tls", feature = "rustls", feature = "rustls-ring")))]
pub(super) fn choose(builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, BoxError> {
    Ok(builder)
}
