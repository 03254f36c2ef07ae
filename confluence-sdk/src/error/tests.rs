//! Each kind of error has a question.

use super::*;
use http::StatusCode;

fn answered() -> Answered {
    Answered {
        status: StatusCode::IM_A_TEAPOT,
        headers: HeaderMap::new(),
        body: Bytes::new(),
        start: String::new(),
        elsewhere: None,
    }
}

/// The question for each kind of error. A new kind does not compile without one.
fn asked(error: &Error) -> bool {
    match &error.0.kind {
        ErrorKind::Input { .. } => error.is_invalid_input(),
        ErrorKind::Denied { .. } => error.is_scope(),
        ErrorKind::Paused { .. } => error.is_rate_limited(),
        ErrorKind::Transport(_) => error.is_unanswered(),
        ErrorKind::Status(_) => error.status().is_some(),
        ErrorKind::Decode { .. } => error.is_decode(),
        ErrorKind::Unexpected(_) => error.is_decode(),
        ErrorKind::Task { late: true, .. } => error.is_timeout(),
        ErrorKind::Task { late: false, .. } => error.is_failed_task(),
        ErrorKind::Paging(_) => error.is_paging(),
        ErrorKind::Redirect(_) => error.is_redirect(),
        ErrorKind::Setup(_) => error.is_setup(),
        ErrorKind::File { .. } => error.is_file(),
        ErrorKind::Credential(_) | ErrorKind::Authorize(_) => error.is_credential(),
        #[cfg(feature = "bodies")]
        ErrorKind::Body(_) => error.is_body(),
        #[cfg(feature = "forge")]
        ErrorKind::Expired(_) => error.is_expired(),
        #[cfg(feature = "oauth")]
        ErrorKind::OAuth(_) => error.oauth().is_some(),
    }
}

#[test]
fn every_kind_has_a_question_and_answers_no_other() {
    let kinds = [
        ErrorKind::Input {
            field: "f".to_owned(),
            problem: "p".to_owned(),
        },
        ErrorKind::Denied {
            problem: "p".to_owned(),
            missing: Vec::new(),
        },
        ErrorKind::Paused {
            wait: Duration::from_secs(1),
            reason: String::new(),
        },
        ErrorKind::Transport(TransportError::broken("x")),
        ErrorKind::Status(Refused {
            answer: answered(),
            message: None,
            code: None,
            stranger: None,
        }),
        ErrorKind::Decode {
            answer: answered(),
            cause: Cause::Other("p".to_owned()),
        },
        ErrorKind::Unexpected("p".to_owned()),
        ErrorKind::Task {
            problem: "p".to_owned(),
            late: true,
        },
        ErrorKind::Task {
            problem: "p".to_owned(),
            late: false,
        },
        ErrorKind::Paging("p".to_owned()),
        ErrorKind::Redirect("p".to_owned()),
        ErrorKind::Setup("p".to_owned()),
        ErrorKind::File {
            name: "f".to_owned(),
            problem: "p".to_owned(),
        },
        ErrorKind::Credential("p".to_owned()),
        ErrorKind::Authorize("p".into()),
        #[cfg(feature = "bodies")]
        ErrorKind::Body("p".to_owned()),
        #[cfg(feature = "forge")]
        ErrorKind::Expired("p".to_owned()),
        #[cfg(feature = "oauth")]
        ErrorKind::OAuth(crate::oauth::Failure::NoRefreshToken),
    ];
    for error in kinds.map(Error::new) {
        assert!(asked(&error), "{error}");
        let questions = [
            error.is_invalid_input(),
            error.is_scope(),
            error.is_rate_limited(),
            error.is_unanswered(),
            error.is_decode(),
            error.is_timeout() && !error.is_unanswered(),
            error.is_failed_task(),
            error.is_paging(),
            error.is_redirect(),
            error.is_setup(),
            error.is_file(),
            error.is_credential(),
        ];
        assert!(questions.into_iter().filter(|yes| *yes).count() <= 1, "{error}");
    }
}
