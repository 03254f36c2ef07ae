//! Attacks, and what each is refused with. The table is checked: every test that it names is there.
//!
//! | attack | test | refused with |
//! |---|---|---|
//! | `alg` none | `attacks::alg_none`, `forge::attacks::no_signature_is_no_signature` | `TokenError::Algorithm` |
//! | `alg` confused | `attacks::alg_confused`, `forge::attacks::the_public_key_is_no_secret_to_sign_with` | `TokenError::Algorithm` |
//! | wrong key | `attacks::wrong_key`, `forge::attacks::another_key_under_a_known_id` | `TokenError::Signature` |
//! | unknown `kid` | `attacks::unknown_kid`, `forge::attacks::a_key_that_is_not_named_or_not_known` | `TokenError::UnknownKey` |
//! | a `kid` that leads elsewhere | `attacks::a_kid_that_leads_elsewhere` | `TokenError::KeyId` |
//! | expired beyond the leeway | `attacks::expired_beyond_the_leeway` | `TokenError::Expired` |
//! | not yet valid beyond the leeway | `attacks::not_yet_valid_beyond_the_leeway` | `TokenError::NotYetValid` |
//! | wrong `aud` | `attacks::wrong_aud` | `TokenError::Audience` |
//! | wrong `qsh` | `attacks::wrong_qsh` | `TokenError::WrongQsh` |
//! | missing `qsh` | `attacks::missing_qsh` | `TokenError::MissingQsh` |
//! | replay on another path | `attacks::replay_on_another_path` | `TokenError::WrongQsh` |
//! | replay without a binding | `attacks::a_context_token_on_a_bound_route` | `TokenError::ContextToken` |
//! | another tenant's secret | `attacks::another_tenants_secret` | `TokenError::Signature` |
//! | tampered body of a lifecycle call | `attacks::tampered_body_of_a_lifecycle_call`, `connect::lifecycle::attacks_on_the_body` | `TokenError::ForeignBody`, `TokenError::Host` |
//! | state mismatch | `oauth::flow::states_differ_and_one_does_not_open_another` | `Failure::StateMismatch` |
//! | code replay | `attacks::code_replay`, `oauth::flow::a_code_serves_once` | `Failure::Rejected` |
//! | a scope set larger than granted | `flows::sign_in::a_set_that_is_larger_than_what_was_granted`, `oauth::flow::less_granted_than_declared_is_an_error_that_lists_it` | `Failure::ScopesMissing` |
//! | a sign-in for few scopes completed for many | `oauth::sets::a_sign_in_for_few_scopes_is_not_completed_for_many`, `oauth::sets::a_sign_in_that_was_stored_without_its_set_is_refused` | an error of serde |
//! | a grant stored for few scopes restored for many | `oauth::sets::a_grant_that_was_stored_for_few_scopes_is_not_restored_for_many`, `oauth::sets::more_than_was_asked_for_gives_no_larger_grant`, `oauth::sets::what_a_grant_has_given_up_does_not_come_back` | `Failure::ScopesMissing`, `Failure::StoredForFewer` |
//! | tokens for few scopes put in the place of others | `oauth::sets::tokens_for_fewer_scopes_under_the_same_key_do_not_serve_for_many` | `Failure::ScopesMissing` |
//! | a token answered by a redirect to another host | `oauth::flow::a_redirect_to_another_host_is_not_followed` | `Failure::BadAnswer` |
//! | a refresh token that was used up | `flows::rotation::a_refresh_token_that_is_used_too_late_revokes_all_that_came_of_it` | `Failure::ConsentNeeded` |
//! | tokens drawn to another gateway | `forge::clients::tokens_go_to_no_gateway_but_those_accepted` | `NoClient::Elsewhere` |
//! | keys answered by a redirect to another host | `forge::keys::a_redirect_is_not_followed` | `TokenError::KeysUnavailable` |
//! | a JWKS that never answers | `forge::keys::keys_that_never_come` | `TokenError::KeysUnavailable` |
//! | a 10 MB JWKS | `forge::keys::keys_of_ten_megabytes_and_keys_without_end` | `TokenError::KeysUnavailable` |

use crate::connect::{self as tenant, KEY, PUBLIC, SECRET, TENANT, changed, hs256, now, rs256, unsigned, vendor_token};
use crate::flows;
use crate::forge::vendor::{Keys, Vendor, key_set};
use crate::forge::{self as remote, FIRST, SECOND};
use crate::oauth::flow::failure;
use confluence_sdk::connect::{App, TokenError, qsh};
use confluence_sdk::oauth::{Failure, Pending};
use http::StatusCode;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use std::path::Path;

const FRAME: &str = "/start?page=7";

/// All three that verify tokens: an app for installations and for frames, and a Forge remote.
struct Targets {
    app: App,
    vendor: Vendor,
}

impl Targets {
    async fn new() -> Self {
        let vendor = Vendor::start(Keys::These(key_set(&[FIRST]))).await;
        let app = tenant::installed().await;
        Self { app, vendor }
    }

    async fn installation(&self, token: &str) -> TokenError {
        let body = tenant::body(json!({"sharedSecret": "stolen"}));
        let request = tenant::request("POST", "/installed", Some(token));
        let refused = self.app.installed(&request, &body).await.expect_err("installed");
        // Whatever was tried, the tenant is known by the secret that it had.
        let good = hs256(SECRET, &tenant::tenant_claims("GET", FRAME, json!({})));
        let request = tenant::request("GET", FRAME, Some(&good));
        self.app.verify(&request, b"").await.expect("the secret was replaced");
        refused
    }

    async fn frame(&self, token: &str) -> TokenError {
        let request = tenant::request("GET", FRAME, Some(token));
        self.app.verify(&request, b"").await.expect_err("let in")
    }

    async fn invocation(&self, token: &str) -> TokenError {
        remote::verify(&remote::app(&self.vendor), token)
            .await
            .expect_err("invoked")
    }

    /// What each answers to a token that is right but for these claims.
    async fn all(&self, changes: Value) -> [TokenError; 3] {
        [
            self.installation(&vendor_token(&installing(changes.clone()))).await,
            self.frame(&hs256(SECRET, &framed(changes.clone()))).await,
            self.invocation(&remote::signed(FIRST, &self.invoking(changes))).await,
        ]
    }

    fn invoking(&self, changes: Value) -> Value {
        remote::claims(&self.vendor, changes)
    }
}

fn installing(changes: Value) -> Value {
    tenant::lifecycle_claims("installed", changes)
}

fn framed(changes: Value) -> Value {
    tenant::tenant_claims("GET", FRAME, changes)
}

macro_rules! refused {
    ($errors:expr, $error:pat $(if $guard:expr)?) => {
        for (i, error) in $errors.into_iter().enumerate() {
            assert!(matches!(&error, $error $(if $guard)?), "{i}: {error:?}");
        }
    };
}

#[tokio::test]
async fn alg_none() {
    let targets = Targets::new().await;
    let header = |kid: &str| json!({"typ": "JWT", "alg": "none", "kid": kid});
    let errors = [
        targets
            .installation(&unsigned(header(KEY), &installing(json!({}))))
            .await,
        targets.frame(&unsigned(header(KEY), &framed(json!({})))).await,
        targets
            .invocation(&unsigned(header(FIRST), &targets.invoking(json!({}))))
            .await,
    ];
    refused!(errors, TokenError::Algorithm { found, .. } if found == "none");
}

#[tokio::test]
async fn alg_confused() {
    let targets = Targets::new().await;
    let with_public_key = |kid: &str, claims: &Value| {
        let mut header = Header::new(Algorithm::HS256);
        header.kid = Some(kid.to_owned());
        jsonwebtoken::encode(&header, claims, &EncodingKey::from_secret(PUBLIC.as_bytes())).unwrap()
    };
    let errors = [
        targets
            .installation(&with_public_key(KEY, &installing(json!({}))))
            .await,
        // A tenant's secret is none for RS256, whoever signs.
        targets.frame(&vendor_token(&framed(json!({})))).await,
        targets
            .invocation(&with_public_key(FIRST, &targets.invoking(json!({}))))
            .await,
    ];
    refused!(errors, TokenError::Algorithm { .. });
}

#[tokio::test]
async fn wrong_key() {
    let targets = Targets::new().await;
    let other = tenant::private_key(true);
    let errors = [
        targets
            .installation(&rs256(Some(KEY), &other, &installing(json!({}))))
            .await,
        targets.frame(&hs256("a-guess", &framed(json!({})))).await,
        targets
            .invocation(&rs256(Some(FIRST), &other, &targets.invoking(json!({}))))
            .await,
    ];
    refused!(errors, TokenError::Signature);
}

#[tokio::test]
async fn unknown_kid() {
    let targets = Targets::new().await;
    let unknown = rs256(Some("another"), &tenant::private_key(false), &installing(json!({})));
    let errors = [
        targets.installation(&unknown).await,
        targets
            .invocation(&remote::signed(SECOND, &targets.invoking(json!({}))))
            .await,
    ];
    refused!(errors, TokenError::UnknownKey(_));
}

#[tokio::test]
async fn a_kid_that_leads_elsewhere() {
    let targets = Targets::new().await;
    for kid in ["../other", "https://evil.example.test/key", "a/b", "a?b", "%2e%2e"] {
        let token = rs256(Some(kid), &tenant::private_key(true), &installing(json!({})));
        refused!([targets.installation(&token).await], TokenError::KeyId);
    }
}

#[tokio::test]
async fn expired_beyond_the_leeway() {
    let targets = Targets::new().await;
    let errors = targets
        .all(json!({"iat": now() - 200, "nbf": null, "exp": now() - 31}))
        .await;
    refused!(errors, TokenError::Expired(seconds) if *seconds >= 31);
}

#[tokio::test]
async fn not_yet_valid_beyond_the_leeway() {
    let targets = Targets::new().await;
    for claim in ["nbf", "iat"] {
        let early = changed(json!({"exp": now() + 200}), json!({ claim: now() + 40 }));
        refused!(targets.all(early).await, TokenError::NotYetValid(_));
    }
}

#[tokio::test]
async fn wrong_aud() {
    let targets = Targets::new().await;
    let changes = || json!({"aud": "https://another-app.example.test"});
    let errors = [
        targets.installation(&vendor_token(&installing(changes()))).await,
        targets
            .invocation(&remote::signed(FIRST, &targets.invoking(changes())))
            .await,
    ];
    refused!(errors, TokenError::Audience);
}

#[tokio::test]
async fn wrong_qsh() {
    let targets = Targets::new().await;
    let errors = [
        targets
            .installation(&vendor_token(&installing(json!({"qsh": "0".repeat(64)}))))
            .await,
        targets
            .frame(&hs256(SECRET, &framed(json!({"qsh": qsh("GET", "/start?page=8", "")}))))
            .await,
        targets
            .frame(&hs256(SECRET, &framed(json!({"qsh": qsh("POST", FRAME, "")}))))
            .await,
    ];
    refused!(errors, TokenError::WrongQsh);
}

#[tokio::test]
async fn missing_qsh() {
    let targets = Targets::new().await;
    for qsh in [Value::Null, json!("")] {
        let errors = [
            targets
                .installation(&vendor_token(&installing(json!({ "qsh": qsh }))))
                .await,
            targets.frame(&hs256(SECRET, &framed(json!({ "qsh": qsh })))).await,
        ];
        refused!(errors, TokenError::MissingQsh);
    }
}

#[tokio::test]
async fn replay_on_another_path() {
    let targets = Targets::new().await;
    let token = hs256(SECRET, &framed(json!({})));
    let good = tenant::request("GET", FRAME, Some(&token));
    targets.app.verify(&good, b"").await.unwrap();
    for target in [
        "/admin?page=7",
        "/start",
        "/start/../admin?page=7",
        "/start?page=7&page=8",
    ] {
        let request = tenant::request("GET", target, Some(&token));
        let error = targets.app.verify(&request, b"").await.expect_err(target);
        assert!(matches!(error, TokenError::WrongQsh), "{target}: {error:?}");
    }
    // The token of an uninstallation does not install.
    let other = vendor_token(&tenant::lifecycle_claims("uninstalled", json!({})));
    refused!([targets.installation(&other).await], TokenError::WrongQsh);
}

#[tokio::test]
async fn a_context_token_on_a_bound_route() {
    let targets = Targets::new().await;
    let token = hs256(SECRET, &framed(json!({"qsh": "context-qsh"})));
    refused!([targets.frame(&token).await], TokenError::ContextToken);
}

#[tokio::test]
async fn another_tenants_secret() {
    let targets = Targets::new().await;
    let other = json!({"clientKey": "other", "sharedSecret": "s3cr3t-of-the-other", "baseUrl": "https://other.atlassian.net/wiki"});
    tenant::install(&targets.app, &tenant::body(other)).await;
    // Signed by one, and in the name of the other.
    let errors = [targets.frame(&hs256("s3cr3t-of-the-other", &framed(json!({})))).await];
    refused!(errors, TokenError::Signature);
    assert_eq!(framed(json!({}))["iss"], TENANT);
}

#[tokio::test]
async fn tampered_body_of_a_lifecycle_call() {
    let app = tenant::app();
    let call = |token: String, changes: Value| {
        let (request, body) = (
            tenant::request("POST", "/installed", Some(&token)),
            tenant::body(changes),
        );
        let app = app.clone();
        async move { app.installed(&request, &body).await }
    };
    let token = || vendor_token(&installing(json!({"jti": "one"})));
    let first = token();
    call(first.clone(), json!({})).await.unwrap();
    call(first.clone(), json!({}))
        .await
        .expect("the same call once more is a retry");
    for changes in [
        json!({"sharedSecret": "stolen"}),
        json!({"baseUrl": "https://evil.atlassian.net/wiki"}),
        json!({"clientKey": "another"}),
        json!({"key": "com.example.other"}),
        json!({"eventType": "uninstalled"}),
    ] {
        let refused = call(first.clone(), changes.clone()).await.expect_err("installed");
        assert!(matches!(refused, TokenError::ForeignBody(_)), "{changes}: {refused:?}");
    }
    let elsewhere = vendor_token(&installing(json!({"jti": "two"})));
    let refused = call(elsewhere, json!({"baseUrl": "https://evil.example.test/wiki"})).await;
    assert!(matches!(refused, Err(TokenError::Host(_))));

    // Installed again within the same second, by a vendor whose tokens have no id: the same token, another secret, and
    // nothing wrong.
    let same = vendor_token(&installing(json!({})));
    for secret in ["s3cr3t-one", "s3cr3t-two"] {
        call(same.clone(), json!({ "sharedSecret": secret })).await.unwrap();
    }
    let known = hs256("s3cr3t-two", &framed(json!({})));
    let request = tenant::request("GET", FRAME, Some(&known));
    app.verify(&request, b"").await.expect("the later secret counts");
}

#[tokio::test]
async fn code_replay() {
    let sandbox = flows::sandbox().start().await.unwrap();
    let app = flows::app(&sandbox);
    let sign_in = app.sign_in::<flows::Reader>();
    let callback = sandbox.consent(sign_in.url().as_str(), &sandbox.admin(), true).unwrap();
    let session = serde_json::to_string(&sign_in.into_pending()).unwrap();
    let code = || {
        let pending: Pending<flows::Reader> = serde_json::from_str(&session).unwrap();
        pending.callback(callback.split_once('?').unwrap().1).unwrap()
    };
    let grant = app.exchange(code()).await.unwrap();
    let Failure::Rejected(rejection) = failure(app.exchange(code()).await) else {
        panic!("exchanged twice");
    };
    assert_eq!(
        (rejection.status, &*rejection.code),
        (Some(StatusCode::FORBIDDEN), "invalid_grant")
    );
    // Who was first may have been the thief, so what came of the code is void.
    assert!(grant.sites().await.is_err());
}

#[test]
fn the_table_is_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/auth");
    let table = include_str!("attacks.rs")
        .lines()
        .take_while(|line| line.starts_with("//!"));
    let rows: Vec<_> = table.filter(|line| line.contains("::")).collect();
    assert!(rows.len() >= 18, "only {} attacks", rows.len());
    for row in rows {
        let tests = row.split('|').nth(2).unwrap().split('`').skip(1).step_by(2);
        for path in tests {
            let (module, name) = path.rsplit_once("::").unwrap();
            let file = folder.join(format!("{}.rs", module.replace("::", "/")));
            let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            assert!(text.contains(&format!("fn {name}()")), "there is no test `{path}`");
        }
    }
}
