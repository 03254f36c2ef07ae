//! The page on which users decide what an app may do for them.

pub(crate) mod authorize;
pub(crate) mod decide;
pub(crate) mod html;
pub(crate) mod page;
