//! Questions to the compiler whose answers are constants.
//!
//! An associated constant of the type itself wins over that of a trait, but only if the bounds of its `impl` hold.

use confluence_sdk::{Allows, Operation};
use std::marker::PhantomData;

/// Whether a client that authenticates as `A` may call `O`.
pub struct Probe<A, O>(PhantomData<(A, O)>);

impl<A: Allows<O>, O: Operation> Probe<A, O> {
    pub const ALLOWED: bool = true;
}

/// The answer if the bound does not hold.
pub trait Refused {
    const ALLOWED: bool = false;
}

impl<A, O> Refused for Probe<A, O> {}

/// The answer for one mode without scopes.
macro_rules! probe {
    ($operation:ty; $mode:ident) => {{
        #[allow(unused_imports, reason = "needed if the answer is no")]
        use $crate::probe::{Probe, Refused as _};
        &[<Probe<confluence_sdk::$mode, $operation>>::ALLOWED]
    }};
}

/// Makes the answers for one mode with each of the sets.
macro_rules! probes {
    ($mode:ident, $operation:ty; $($set:ident)*) => {{
        #[allow(unused_imports, reason = "needed if some answer is no")]
        use $crate::probe::{Probe, Refused as _};
        &[$(<Probe<confluence_sdk::$mode<$crate::sets::$set>, $operation>>::ALLOWED),*]
    }};
}

/// For each mode, whether it is checked as OAuth is. The set stays open, so the answer holds for all: of a set nothing
/// is known but that it opens the operation, and both modes have to be satisfied with that, or neither.
macro_rules! alike {
    ($operation:ty; $($mode:ident)*) => {{
        #[allow(unused_imports, reason = "needed if some mode is not allowed")]
        use $crate::probe::{Probe, Refused as _};
        struct Ask<S>(std::marker::PhantomData<S>);
        impl<S: confluence_sdk::OAuthScopes + confluence_sdk::Opens<$operation>> Ask<S> {
            const ANSWERS: &'static [(confluence_sdk::spec::Mode, bool)] = &[$((
                confluence_sdk::spec::Mode::$mode,
                <Probe<confluence_sdk::$mode<S>, $operation>>::ALLOWED
                    == <Probe<confluence_sdk::OAuth<S>, $operation>>::ALLOWED,
            )),*];
        }
        Ask::<$crate::sets::Every>::ANSWERS
    }};
}

/// What a set that is made of one operation opens: that operation, and each of some others.
macro_rules! made {
    ($family:ident for $operation:ident as $mode:ident; $($other:path)*) => {{
        #[allow(unused_imports, reason = "needed if some answer is no")]
        use $crate::probe::{Probe, Refused as _};
        confluence_sdk::scopes! { struct Made = $family for $operation; }
        $crate::check::Made {
            family: stringify!($family),
            list: confluence_sdk::scope::ScopeList::of::<Made>,
            own: <Probe<confluence_sdk::$mode<Made>, $operation>>::ALLOWED,
            others: &[$((stringify!($other), <Probe<confluence_sdk::$mode<Made>, $other>>::ALLOWED)),*],
        }
    }};
}
