//! Whether one set has everything of another, for handing over less.

use super::{AllOf, Bool, Declared, Gap, Nothing, Parts, Requirement, Set, Words, seal};

/// `S: Covers<T>`: the set `S` has every scope of `T`, and what `T` opens, `S` opens.
///
/// `T` can also be a single scope of [`scope`](crate::scope). The bound is for functions that hand over less, such as
/// [`Client::narrow`](crate::Client::narrow). It does not open operations: to call one for any set, write
/// `S: Opens<op::GetPageById>`.
///
/// ```
/// use confluence_sdk::{Covers, OAuth, Client, ApiToken, Granted, scopes};
///
/// scopes! { pub struct Reader = "read:page:confluence"; }
/// scopes! { pub struct Writer = "read:page:confluence", "write:page:confluence"; }
///
/// fn read_only(client: &Client<OAuth<Writer>>) -> Client<Granted<Reader>> {
///     client.narrow::<Reader>()
/// }
/// ```
pub trait Covers<T: Set>: Set {
    #[doc(hidden)]
    type Proof: seal::Met<Uncovered<T, Self>>;
}
impl<S: Set, T: Set> Covers<T> for S
where
    Uncovered<T, S>: NothingMissing<S, T>,
{
    type Proof = <Uncovered<T, S> as NothingMissing<S, T>>::Proof;
}

/// What `S` lacks of `T`, as a gap. Taken from the parts of both, so that no claim of a set about itself is believed.
pub(crate) type Uncovered<T, S> = <<<S as Set>::Parts as Parts>::Operations as Declared>::Uncovering<
    LacksOf<AllOf<T>, <<S as Set>::Parts as Parts>::Free>,
    <S as Set>::Parts,
    <T as Set>::Parts,
>;

/// The first scope among the bits `T` that the bits `S` lack.
pub(super) type LacksOf<T, S> = <crate::scope::Everything as FirstOf<T>>::MissingFrom<S>;

/// The first scope that is in `T` and missing elsewhere.
pub trait FirstOf<T: Words> {
    type MissingFrom<S: Words>: Gap;
}
impl<T: Words, M: seal::Marker> FirstOf<T> for M {
    type MissingFrom<S: Words> = <M::In<T> as Bool>::If<<M as Requirement>::MissingFrom<S>, Nothing>;
}
impl<T: Words, A: FirstOf<T>, B: FirstOf<T>> FirstOf<T> for (A, B) {
    type MissingFrom<S: Words> = <A::MissingFrom<S> as Gap>::Else<B::MissingFrom<S>>;
}

/// Met by `Nothing`. `Self` is the gap: were it the set, rustc would drop the message for that of the bound above.
#[diagnostic::on_unimplemented(
    message = "whether `{S}` has every scope of `{T}` is not known here",
    label = "needs the bound `{S}: Covers<{T}>`",
    note = "in generic code, name what is handed over: `{S}: Covers<{T}>`"
)]
pub trait NothingMissing<S, T>: Sized {
    #[doc(hidden)]
    type Proof: seal::Met<Self>;
}
impl<S, T> NothingMissing<S, T> for Nothing {
    type Proof = Nothing;
}

/// The sentence for a gap that no single scope explains.
macro_rules! uncovered {
    ($($gap:ident $leaf:ident $message:literal $label:literal $note:literal;)*) => {$(
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        #[doc(hidden)]
        pub trait $leaf<S, T> {
            type Proof: seal::Met<super::$gap>;
        }
        impl<S, T> NothingMissing<S, T> for super::$gap
        where
            super::$gap: $leaf<S, T>,
        {
            type Proof = <super::$gap as $leaf<S, T>>::Proof;
        }
    )*};
}
uncovered! {
    UndeclaredOperation DeclaresNoMore
        "`{T}` declares an operation that `{S}` does not"
        "`{T}` may call more than `{S}`"
        "handing over can only take away: declare the operation in `{S}` too, or take it out of `{T}`";
    OpensMore OpensNoMore
        "`{T}` opens more than the operations that `{S}` declares"
        "`{T}` is declared by scopes, `{S}` by operations"
        "declare `{T}` by operations, too: `granular for op::GetPageById + …`";
}
