//! The older API, by what it is for.

mod audit;
mod files;
mod groups;
mod relations;
mod states;
mod templates;
mod trees;
mod versions;
mod watches;
