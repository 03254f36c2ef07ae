//! Files for people that somebody asked for.

/// The PDF file of a version of a page.
#[derive(Clone, Debug)]
pub(crate) struct Export {
    pub(crate) owner: String,
    pub(crate) content: u64,
    pub(crate) version: u64,
}
