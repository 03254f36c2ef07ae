// Every auth mode, with the facts that the SDK and its macros share.
//
// A mode is `Name = "in words"`. `carries` says which scopes its credential has, `base` where its calls go, `scheme`
// what stands before the credential in the `Authorization` header, `caller` whether the credential is that of an
// account or of an app.

mode_table! {
    /// E-mail and unscoped API token.
    Basic = "basic auth (unscoped API token)" { carries: Nothing, base: Site, scheme: "Basic", caller: Account };
    /// Scoped API token.
    ApiToken = "API token with scopes" { carries: OAuth, base: Gateway, scheme: "Basic", caller: Account };
    /// OAuth 2.0 authorization code grant.
    OAuth = "OAuth 2.0 (3LO)" { carries: OAuth, base: Gateway, scheme: "Bearer", caller: App };
    /// OAuth 2.0 client credentials.
    ServiceAccount = "service account (OAuth 2.0 client credentials)" { carries: OAuth, base: Gateway, scheme: "Bearer", caller: Account };
    /// Connect app as itself.
    Connect = "Connect app" { carries: Connect, base: Site, scheme: "JWT", caller: App };
    /// Connect app on behalf of a user.
    ConnectUser = "Connect app as a user" { carries: Connect, base: Site, scheme: "Bearer", caller: App };
    /// Forge app as itself.
    ForgeApp = "Forge app" { carries: OAuth, base: Gateway, scheme: "Bearer", caller: App };
    /// Forge app on behalf of a user.
    ForgeUser = "Forge app as a user" { carries: OAuth, base: Gateway, scheme: "Bearer", caller: App };
}
