//! A guide: one page for each question that people have.
//!
//! | question | page |
//! |---|---|
//! | How do I make the first call? | [`first_call`] |
//! | Which scopes do I need? | [`which_scopes`] |
//! | Which way in is right for me? | [`ways_in`] |
//! | How do I run OAuth in production: storage, rotation, several sites? | [`oauth_in_production`] |
//! | How do I write the back end of a Forge app? | [`forge`] |
//! | How do I leave Connect? | [`leaving_connect`] |
//! | Why is this an `Option`, and what about what is new? | [`answers`] |
//! | What do I do with an error? | [`errors`] |
//! | What is tried again, and what about rate limits? | [`retries_and_limits`] |
//! | How do I get all results, and continue after a restart? | [`paging`] |
//! | How do I upload and download files? | [`attachments`] |
//! | How do I edit safely, publish again and again, walk a tree? | [`daily_work`] |
//! | How do I search, with what users type? | [`searching`] |
//! | How do I read and write bodies: storage, ADF, Markdown? | [`content`] |
//! | How do I write a script without async? | [`scripts`] |
//! | How do I test my program without a site? | [`testing`] |
//! | How do I serve many sites? | [`multi_tenant`] |
//! | Where do secrets show, and what about a proxy? | [`secrets`] |
//! | How do I keep builds lean? | [`lean_builds`] |
//! | How do I leave v1, and follow this crate? | [`upgrading`] |

/// Each page is a file beside this one.
macro_rules! pages {
    ($($(#[$attribute:meta])* $page:ident)*) => {
        $($(#[$attribute])* #[doc = include_str!(concat!(stringify!($page), ".md"))] pub mod $page {})*
    };
}

pages! {
    /// The first call.
    #[doc(alias = "getting started", alias = "quickstart", alias = "hello world")]
    first_call
    /// Which scopes do I need?
    ///
    #[doc(alias = "scope does not match", alias = "least privilege", alias = "consent")]
    which_scopes
    /// Choosing a way in: API token, scoped token, OAuth 2.0, service account, Forge, Connect.
    ///
    #[doc(alias = "authentication", alias = "login", alias = "api token", alias = "scoped token", alias = "service account", alias = "client_credentials")]
    ways_in
    /// OAuth 2.0 in production: storage, rotation, several sites.
    ///
    #[doc(alias = "rotation", alias = "rotat", alias = "refresh token", alias = "expired token", alias = "3lo")]
    oauth_in_production
    /// Forge: the back end of an app.
    ///
    #[doc(alias = "forge remote", alias = "jwt")]
    forge
    /// Leaving Connect.
    ///
    #[doc(alias = "atlassian connect", alias = "migration")]
    leaving_connect
    /// Answers: what is optional, what is unknown, what is odd.
    ///
    #[doc(alias = "option", alias = "unknown", alias = "enum", alias = "serde", alias = "raw response", alias = "dict")]
    answers
    /// Errors: what to ask, and what to do.
    ///
    #[doc(alias = "status code", alias = "exception")]
    errors
    /// Retries and limits.
    ///
    #[doc(alias = "retry", alias = "retry policy", alias = "rate limit", alias = "backoff", alias = "timeout")]
    retries_and_limits
    /// Paging: all results, and going on after a restart.
    ///
    #[doc(alias = "pagination", alias = "cursor", alias = "next page")]
    paging
    /// Attachments: files up and down.
    ///
    #[doc(alias = "upload", alias = "download", alias = "multipart", alias = "file")]
    attachments
    /// Daily work: safe edits, publishing, trees, properties, files.
    ///
    #[doc(alias = "optimistic locking", alias = "version conflict", alias = "409", alias = "upsert", alias = "export", alias = "etag", alias = "batch", alias = "bulk")]
    daily_work
    /// Searching: CQL, and what users type.
    ///
    #[doc(alias = "search", alias = "cql", alias = "injection", alias = "quoting", alias = "query")]
    searching
    /// Content: storage format, ADF, Markdown.
    ///
    #[doc(alias = "adf", alias = "markdown", alias = "storage format", alias = "body", alias = "macro", alias = "html")]
    content
    /// Scripts: the same calls without async.
    ///
    #[doc(alias = "blocking", alias = "sync", alias = "script")]
    scripts
    /// Testing: the mock, recordings, the sandbox.
    ///
    #[doc(alias = "mock", alias = "sandbox", alias = "record", alias = "replay", alias = "unit test", alias = "fixture")]
    testing
    /// Services for many sites.
    ///
    #[doc(alias = "tenant", alias = "multi-tenant", alias = "site")]
    multi_tenant
    /// Secrets, logs and proxies.
    ///
    #[doc(alias = "secret", alias = "tracing", alias = "logging", alias = "proxy")]
    secrets
    /// Lean builds: features, compile time, TLS.
    ///
    #[doc(alias = "compile time", alias = "rust-analyzer", alias = "tls", alias = "rustls", alias = "native-tls", alias = "CryptoProvider", alias = "features")]
    lean_builds
    /// Upgrading: from v1 to v2, and from one version of this crate to the next.
    ///
    #[doc(alias = "410", alias = "gone", alias = "deprecated", alias = "semver")]
    upgrading
}
