//! Attributes: what a set derives already, under whichever condition, is not derived twice.

confluence_sdk::scopes! {
    #[derive(Debug)]
    pub struct Shown = "read:page:confluence";
    #[derive(Hash, PartialEq, Eq, PartialOrd, Ord, Default)]
    pub struct Compared = "read:page:confluence";
    #[derive(Clone, Copy)]
    #[derive(std::fmt::Debug, Hash)]
    pub struct Twice = "read:page:confluence";
    #[derive(::core::clone::Clone)]
    pub struct Absolute = Twice;
    #[cfg_attr(all(), derive(Debug))]
    #[cfg_attr(any(), derive(NotThere))]
    pub struct Conditional = "read:page:confluence";
    #[cfg_attr(any(), derive(Copy))]
    #[cfg_attr(any(), derive(Copy, Debug), derive(Hash))]
    #[cfg_attr(all(), derive(Clone), derive(Hash))]
    pub struct Mixed = "read:page:confluence";
    #[must_use]
    #[non_exhaustive]
    #[doc(hidden)]
    #[doc(alias = "reader")]
    #[allow(dead_code)]
    #[repr(C)]
    pub struct Adorned = "read:page:confluence";
}
confluence_sdk::permissions! {
    #[derive(Debug, Hash, PartialEq)]
    pub struct Ceiling = View(Space);
}
confluence_sdk::operations! {
    #[doc(hidden)]
    #[allow(dead_code)]
    #[must_use]
    #[diagnostic::on_unimplemented(message = "`{Self}` cannot list pages")]
    pub trait Bound = confluence_sdk::v2::op::GetPages;
}

fn all_have_them() {
    fn has<T: Clone + Copy + std::fmt::Debug>() {}
    has::<Shown>();
    has::<Compared>();
    has::<Twice>();
    has::<Absolute>();
    has::<Conditional>();
    has::<Mixed>();
    has::<Adorned>();
    has::<Ceiling>();
}
