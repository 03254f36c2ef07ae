//! The sandbox over real HTTP.

mod caller;
mod coverage;
mod credentials;
mod files;
mod identity;
mod pages;
mod permissions;
mod search;
mod tasks;
mod tour;
mod unkind;
mod v1;
mod worlds;
