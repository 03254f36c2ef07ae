//! One question for "sign in again".

use super::{basic, read};
use crate::fault_server::{FaultServer, Reply};

#[tokio::test]
async fn a_credential_that_is_not_accepted_must_be_replaced() {
    let answers: [(Reply, bool); 6] = [
        (Reply::json(401, r#"{"code":401,"message":"Unauthorized"}"#), true),
        (
            Reply::new(401).header("X-Failure-Category", "FAILURE_CLIENT_AUTH_MISMATCH"),
            true,
        ),
        (
            Reply::json(401, r#"{"code":401,"message":"Unauthorized; scope does not match"}"#),
            false,
        ),
        (Reply::new(403), false),
        (Reply::new(404), false),
        (Reply::new(400), false),
    ];
    for (answer, signed_out) in answers {
        let server = FaultServer::start().await;
        server.answer(answer);
        let error = read(&basic(&server)).await.unwrap_err();
        assert_eq!(error.needs_sign_in(), signed_out, "{error}");
    }
}
