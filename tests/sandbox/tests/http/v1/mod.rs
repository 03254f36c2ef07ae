//! The older API, by what it is for.

mod audit;
mod conversions;
mod copies;
mod files;
mod groups;
mod looks;
mod macros;
mod permissions;
mod relations;
mod states;
mod templates;
mod trees;
mod versions;
mod watches;
