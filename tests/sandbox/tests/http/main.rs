//! The sandbox over real HTTP.

mod addresses;
mod bodies;
mod caller;
mod coverage;
mod credentials;
mod expand;
mod files;
mod identity;
mod legacy;
mod pages;
mod permissions;
mod search;
mod tasks;
mod tour;
mod unkind;
mod v1;
mod worlds;
