//! The text of an error, and its cause.

use super::{Cause, Error, ErrorKind, Refused, one_line};
use std::fmt;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "`{}` ({} {}): ", operation.name, operation.method, operation.path)?;
        }
        match &self.0.kind {
            ErrorKind::Input { field, problem } => write!(f, "`{field}` {problem}; nothing was sent")?,
            ErrorKind::Denied { problem, .. } => write!(f, "{problem}; nothing was sent")?,
            ErrorKind::Paused { wait, reason } => {
                let seconds = wait.as_secs().max(1);
                write!(
                    f,
                    "the server takes no requests for {seconds} s: a rate limit was reached"
                )?;
                if !reason.is_empty() {
                    write!(f, " ({})", one_line(reason, 100))?;
                }
                f.write_str("; nothing was sent")?;
            }
            ErrorKind::File { name, problem } => write!(f, "`{name}` {problem}")?,
            ErrorKind::Transport(error) => write!(f, "{error}")?,
            ErrorKind::Paging(problem)
            | ErrorKind::Unexpected(problem)
            | ErrorKind::Task { problem, .. }
            | ErrorKind::Redirect(problem)
            | ErrorKind::Setup(problem)
            | ErrorKind::Credential(problem) => f.write_str(problem)?,
            ErrorKind::Authorize(reason) => write!(f, "there is no credential for the request: {reason}")?,
            #[cfg(feature = "bodies")]
            ErrorKind::Body(problem) => f.write_str(problem)?,
            #[cfg(feature = "forge")]
            ErrorKind::Expired(problem) => f.write_str(problem)?,
            #[cfg(feature = "oauth")]
            ErrorKind::OAuth(failure) => write!(f, "{failure}")?,
            ErrorKind::Status(Refused { answer, message, .. }) => {
                match &answer.elsewhere {
                    Some(host) => write!(
                        f,
                        "the host `{host}` that the server redirects to answered {}",
                        answer.status
                    )?,
                    None => write!(f, "the server answered {}", answer.status)?,
                }
                match message {
                    Some(message) => write!(f, ": {}", one_line(message, 1000))?,
                    None if answer.start.is_empty() => {}
                    None => write!(f, ", body: {}", answer.start)?,
                }
            }
            ErrorKind::Decode { answer, cause } => {
                match &answer.elsewhere {
                    Some(host) => write!(f, "the answer of the host `{host}` ({}) ", answer.status)?,
                    None => write!(f, "the answer ({}) ", answer.status)?,
                }
                match cause {
                    Cause::Json(error) => write!(f, "cannot be read: {error}")?,
                    Cause::Other(problem) => f.write_str(problem)?,
                }
                match answer.start.as_str() {
                    _ if answer.is_html() => {
                        write!(f, "; it is HTML, a login page or a proxy's: {}", answer.start)?;
                    }
                    "" => f.write_str("; the body is empty")?,
                    start => write!(f, "; the body starts with: {start}")?,
                }
                if self.0.rest.is_some() {
                    f.write_str("; the rest of the answer can be read: see `Error::into_rest`")?;
                }
            }
        }
        self.hint(f)?;
        self.tried(f)?;
        match self.trace_id() {
            Some(trace) => write!(f, " (trace {trace})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Error").field(&format_args!("{self}")).finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0.kind {
            // Only causes that `Display` does not show.
            ErrorKind::Transport(error) => std::error::Error::source(error),
            ErrorKind::Authorize(reason) => reason.source(),
            #[cfg(feature = "oauth")]
            ErrorKind::OAuth(failure) => std::error::Error::source(failure),
            _ => None,
        }
    }
}

impl Error {
    /// How often and how long was tried, and what may have happened.
    fn tried(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let answered = self.status().is_some_and(|status| !status.is_server_error());
        match self.may_have_been_applied() {
            true if answered && !self.is_decode() => f.write_str("; an attempt before may have been applied")?,
            true => f.write_str("; it may have been applied")?,
            false => {}
        }
        match self.attempts() {
            0 | 1 => Ok(()),
            attempts => write!(
                f,
                "; after {attempts} attempts in {:.1} s",
                self.elapsed().as_secs_f64()
            ),
        }
    }

    fn hint(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(stranger) = self.stranger() {
            return write!(f, "; {}", stranger.words());
        }
        let Some(operation) = self.0.operation else {
            return Ok(());
        };
        if self.is_scope() && matches!(self.0.kind, ErrorKind::Status(_)) {
            write!(
                f,
                "; the token lacks a scope: the operation needs {}",
                operation.scope_words()
            )?;
        } else if self.is_not_found() {
            write!(
                f,
                "; it is not there, or the caller lacks the permission: {}",
                operation.permission_words
            )?;
        } else if self.is_forbidden() {
            write!(f, "; the permission needed: {}", operation.permission_words)?;
        } else if self.is_unauthorized() {
            f.write_str("; the credential was not accepted")?;
        } else if self.is_gone() {
            match (operation.replacement(), operation.deprecated) {
                (Some(new), _) => write!(f, "; use `{}` ({} {})", new.name, new.method, new.path)?,
                (None, Some(instead)) => write!(f, "; {instead}")?,
                (None, None) => {}
            }
        }
        Ok(())
    }
}
