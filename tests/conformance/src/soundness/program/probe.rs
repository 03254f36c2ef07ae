//! Questions to the compiler whose answers are constants.
//!
//! An associated constant of the type itself wins over that of a trait, but only if the bounds of its `impl` hold.

use confluence_sdk::{Allows, Auth, Operation};
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

/// Whether two types are the same.
pub struct Alike<A, B>(PhantomData<(A, B)>);

impl<T> Alike<T, T> {
    pub const SAME: bool = true;
}

/// The answer if they are not.
#[allow(dead_code, reason = "used if some mode is not alike")]
pub trait Unlike {
    const SAME: bool = false;
}

impl<A, B> Unlike for Alike<A, B> {}

/// Everything that `A: Allows<O>` depends on. If this type is the same for two modes, both may call the same
/// operations.
pub type Terms<A, O> = (
    <A as Auth>::GapFor<O>,
    <A as Auth>::Grants,
    <A as Auth>::Excess<O>,
    <A as Auth>::Ceiling,
);

/// Makes the answer for one mode without scopes.
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

/// Makes the answers to the question whether a mode is checked like OAuth. The set is a type parameter, so the answer
/// is valid for all sets.
macro_rules! alike {
    ($operation:ty; $($mode:ident)*) => {{
        #[allow(unused_imports, reason = "needed if some mode is not alike")]
        use $crate::probe::{Alike, Terms, Unlike as _};
        struct Ask<S>(std::marker::PhantomData<S>);
        impl<S: confluence_sdk::OAuthScopes> Ask<S> {
            const ANSWERS: &'static [(confluence_sdk::spec::Mode, bool)] = &[$((
                confluence_sdk::spec::Mode::$mode,
                <Alike<Terms<confluence_sdk::$mode<S>, $operation>, Terms<confluence_sdk::OAuth<S>, $operation>>>::SAME,
            )),*];
        }
        Ask::<$crate::sets::S0>::ANSWERS
    }};
}
