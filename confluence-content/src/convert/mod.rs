//! What both directions between storage format and the Atlassian document format have in common.

pub(crate) mod emoticon;
pub(crate) mod grid;
pub(crate) mod private;
pub(crate) mod style;
pub(crate) mod words;
