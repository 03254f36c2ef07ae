//! Declarations that a macro of the program writes, out of what it is handed.

use confluence_sdk::v2::op;
use confluence_sdk::{Client, OAuth};

macro_rules! library {
    ($set:ident, $scope:literal, $operation:path, $part:path, $bound:ident) => {
        confluence_sdk::scopes! { pub struct $set = $scope; }
        pub mod inner {
            use super::*;

            confluence_sdk::scopes! { pub struct Inner = $part, granular for $operation; }
            confluence_sdk::operations! { pub trait $bound = $operation; }
            confluence_sdk::permissions! { pub struct Ceiling = View(Space); }
        }
    };
}
library!(Mine, "read:page:confluence", op::GetPages, Mine, Bound);

macro_rules! of_its_own {
    () => {
        confluence_sdk::scopes! { pub struct Fixed = "read:page:confluence"; pub struct Again = Fixed; }
        confluence_sdk::operations! { pub trait First = op::GetPages; pub trait Second: First = op::GetPages; }
    };
}
of_its_own!();

macro_rules! two_paths {
    ($first:path, $second:path) => {
        confluence_sdk::scopes! { pub struct OfTwo = granular for $first + $second; }
        confluence_sdk::operations! { pub trait Two = $first + $second; }
    };
}
two_paths!(op::GetPages, op::GetPageById);

macro_rules! handed_on {
    ($($tokens:tt)*) => { confluence_sdk::scopes! { $($tokens)* } };
}
handed_on! { pub struct HandedOn = "read:page:confluence", Mine; }

macro_rules! with_visibility {
    ($vis:vis $set:ident $ceiling:ident) => {
        confluence_sdk::scopes! { $vis struct $set = "read:page:confluence"; }
        confluence_sdk::permissions! { $vis struct $ceiling = UseSite; }
    };
}
with_visibility!(pub(crate) Visible CeilingInSight);

macro_rules! with_attributes {
    ($(#[$attribute:meta])* $set:ident) => {
        confluence_sdk::scopes! { $(#[$attribute])* pub struct $set = "read:page:confluence"; }
    };
}
with_attributes!(
    /// Documented.
    #[derive(Hash)]
    Attributed
);

macro_rules! lists {
    ($($scope:literal),*; $($verb:ident),*; $($set:ident),*) => {
        confluence_sdk::scopes! { pub struct Scopes = $($scope),*; }
        confluence_sdk::permissions! { pub struct Permissions = $($verb(Page)),*; }
        confluence_sdk::scopes! { pub struct Sets = $($set),*; }
    };
}
lists!("read:page:confluence", "write:page:confluence"; Create, Delete; Mine, Fixed);

fn run<A: Second + Two + inner::Bound>(client: &Client<A>, sets: &Client<OAuth<Sets>>) {
    let _ = client.pages().get_pages();
    let _ = sets.pages().get_pages();
}
