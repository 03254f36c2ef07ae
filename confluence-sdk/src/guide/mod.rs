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
//! | How do I get status, headers and bytes, and call what the SDK does not know? | [`raw_answers`] |
//! | What do I do with an error? | [`errors`] |
//! | What is tried again, and what about rate limits? | [`retries_and_limits`] |
//! | How do I get all results, and continue after a restart? | [`paging`] |
//! | How do I upload and download files? | [`attachments`] |
//! | How do I edit safely, publish again and again, walk a tree? | [`daily_work`] |
//! | How do I search, with what users type? | [`searching`] |
//! | How do I read and write bodies: storage, ADF, Markdown? | [`content`] |
//! | How do I write a script without async, and what about the runtime? | [`scripts`] |
//! | How do I test my program without a site? | [`testing`] |
//! | How do I serve many sites? | [`multi_tenant`] |
//! | Where do secrets show, and what about a proxy? | [`secrets`] |
//! | How do I keep builds lean? | [`lean_builds`] |
//! | How do I leave v1, and follow this crate? | [`upgrading`] |
//!
//! Commands such as `cargo run --example script` run in a clone of the repository, without an account:
//!
//! ```sh
//! git clone https://github.com/confluence-sdk/confluence-sdk && cd confluence-sdk
//! cargo run --example script
//! ```

/// Each page is a file beside this one. What people search for is an alias of the page: rustdoc compares the words as
/// they are typed, and `doc-search` of `tests/conformance` tries them.
macro_rules! pages {
    ($($(#[$attribute:meta])* $page:ident)*) => {
        $($(#[$attribute])* #[doc = include_str!(concat!(stringify!($page), ".md"))] pub mod $page {})*
    };
}

pages! {
    /// The first call.
    ///
    #[doc(alias("getting started", "quickstart", "quick start", "hello world", "tutorial", "example"))]
    first_call
    /// Which scopes do I need?
    ///
    #[doc(alias(
        "scopes",
        "which scopes",
        "required scopes",
        "Unauthorized; scope does not match",
        "scope does not match",
        "missing scope",
        "least privilege",
        "least-privilege",
        "consent",
        "granular",
        "granular scopes",
        "classic scopes",
    ))]
    which_scopes
    /// Choosing a way in: API token, scoped token, OAuth 2.0, service account, Forge, Connect.
    ///
    #[doc(alias(
        "auth",
        "authentication",
        "login",
        "api token",
        "scoped token",
        "scoped api token",
        "service account",
        "client credentials",
        "client_credentials",
        "2LO",
        "cloud id",
        "cloudId",
        "gateway",
        "api.atlassian.com",
        "401",
    ))]
    ways_in
    /// OAuth 2.0 in production: storage, rotation, several sites.
    ///
    #[doc(alias(
        "oauth2",
        "3LO",
        "rotation",
        "rotat",
        "rotating refresh tokens",
        "refresh token",
        "refresh_token",
        "offline_access",
        "token store",
        "token storage",
        "database",
        "expired token",
        "token expired",
        "404",
        "accessible-resources",
        "several sites",
    ))]
    oauth_in_production
    /// Forge: the back end of an app.
    ///
    #[doc(alias("forge remote", "jwt", "webhook", "webhooks", "events", "trigger", "manifest"))]
    forge
    /// Leaving Connect.
    ///
    #[doc(alias("atlassian connect", "connect jwt", "connect", "migration", "qsh", "query string hash", "descriptor"))]
    leaving_connect
    /// Answers: what is optional, what is unknown, what is odd.
    ///
    #[doc(alias(
        "option",
        "optional",
        "null",
        "unknown",
        "unknown enum",
        "unknown variant",
        "enum",
        "enums",
        "serde",
        "deserialize",
        "typed",
        "types",
        "model",
        "models",
        "dict",
        "openapi",
        "code generator",
        "codegen",
        "progenitor",
    ))]
    answers
    /// Raw answers: status, headers, bytes, and calls that the SDK does not know.
    ///
    #[doc(alias(
        "raw",
        "raw response",
        "raw request",
        "headers",
        "header",
        "custom header",
        "response headers",
        "status and headers",
        "request",
        "custom request",
        "unsupported endpoint",
        "escape hatch",
    ))]
    raw_answers
    /// Errors: what to ask, and what to do.
    ///
    #[doc(alias(
        "error",
        "error handling",
        "status code",
        "http status",
        "exception",
        "error message",
        "error body",
        "trace id",
        "403",
    ))]
    errors
    /// Retries and limits.
    ///
    #[doc(alias(
        "retry",
        "retries",
        "retry policy",
        "rate limit",
        "rate-limit",
        "rate limits",
        "429",
        "Retry-After",
        "X-RateLimit-Remaining",
        "quota",
        "points",
        "throttling",
        "backoff",
        "timeout",
    ))]
    retries_and_limits
    /// Paging: all results, and continuing after a restart.
    ///
    #[doc(alias(
        "pagination",
        "paginate",
        "cursor",
        "next page",
        "all results",
        "limit",
        "25",
        "stream",
        "resume",
        "parallel",
        "concurrency",
        "concurrent",
    ))]
    paging
    /// Attachments: files up and down.
    ///
    #[doc(alias(
        "upload",
        "upload attachment",
        "attachment upload",
        "download",
        "download attachment",
        "attachment download",
        "attachment-download",
        "attachment",
        "multipart",
        "file",
        "X-Atlassian-Token",
        "nocheck",
        "no-check",
    ))]
    attachments
    /// Daily work: safe edits, publishing, trees, properties, files.
    ///
    #[doc(alias(
        "optimistic locking",
        "locking",
        "version conflict",
        "conflict",
        "409",
        "update page",
        "upsert",
        "export",
        "etag",
        "batch",
        "bulk",
        "tree",
    ))]
    daily_work
    /// Searching: CQL, and what users type.
    ///
    #[doc(alias("search", "cql", "cql injection", "injection", "quoting", "escape", "query"))]
    searching
    /// Content: storage format, ADF, Markdown.
    ///
    #[doc(alias(
        "adf",
        "atlas_doc_format",
        "atlassian document format",
        "markdown",
        "storage",
        "storage format",
        "body",
        "macro",
        "html",
        "convert",
    ))]
    content
    /// Scripts and runtimes: the same calls without async, and what async needs.
    ///
    #[doc(alias("blocking", "sync", "synchronous", "script", "runtime", "async runtime", "tokio", "async-std", "smol"))]
    scripts
    /// Testing: the mock, recordings, the sandbox.
    ///
    #[doc(alias(
        "test",
        "tests",
        "mock",
        "mocking",
        "mock server",
        "sandbox",
        "record",
        "replay",
        "unit test",
        "unit-test",
        "fixture",
        "wiremock",
    ))]
    testing
    /// Services for many sites.
    ///
    #[doc(alias("tenant", "tenants", "multi-tenant", "multitenant", "multi-site", "site", "sites"))]
    multi_tenant
    /// Secrets, logs and proxies.
    ///
    #[doc(alias("secret", "token in logs", "redact", "log", "logs", "tracing", "logging", "opentelemetry", "proxy"))]
    secrets
    /// Lean builds: features, compile time, TLS, the editor.
    ///
    #[doc(alias(
        "compile time",
        "compile times",
        "build time",
        "binary size",
        "memory",
        "feature",
        "features",
        "rust-analyzer",
        "ide",
        "editor",
        "completion",
        "tls",
        "rustls",
        "native-tls",
        "CryptoProvider",
        "reqwest",
    ))]
    lean_builds
    /// Upgrading: from v1 to v2, and from one version of this crate to the next.
    ///
    #[doc(alias("410", "410 Gone", "gone", "v1", "deprecated", "deprecation", "semver", "msrv", "rust version"))]
    upgrading
}
