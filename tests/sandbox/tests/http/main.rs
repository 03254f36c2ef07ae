//! The sandbox over real HTTP.

mod addresses;
mod anonymous;

mod bodies;
mod caller;
mod clock;
mod control;
mod coverage;
mod credentials;
mod deprecated;
mod expand;
mod exports;
mod files;
mod hosts;
mod identity;
mod inline_tasks;
mod kinds;
mod legacy;
mod log;
mod model;
mod pages;
mod permissions;
mod robust;
mod search;
mod space_access;
mod strict;
mod tasks;
mod tour;
mod unkind;
mod v1;
mod worlds;
