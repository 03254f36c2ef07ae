//! TLS on request.

use crate::builder::Builder;
use crate::listen::Security;
use std::io;

impl Builder {
    pub(crate) fn security(&self) -> io::Result<Security> {
        Ok(Security::Plain)
    }
}
