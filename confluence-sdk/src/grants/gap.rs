//! What is missing, as a type.

use super::seal;
use std::marker::PhantomData;

/// A type-level truth value.
pub trait Bool: seal::Bool {
    const VALUE: bool;
    type Or<B: Bool>: Bool;
    type If<Yes: Gap, No: Gap>: Gap;
}
#[derive(Debug)]
pub enum True {}
#[derive(Debug)]
pub enum False {}
impl Bool for True {
    const VALUE: bool = true;
    type Or<B: Bool> = True;
    type If<Yes: Gap, No: Gap> = Yes;
}
impl Bool for False {
    const VALUE: bool = false;
    type Or<B: Bool> = B;
    type If<Yes: Gap, No: Gap> = No;
}

/// What is missing, as a type: [`Nothing`], a scope or permission, `(A, B)` for both, [`OneOf`] for either, or the
/// reason that bars a client whatever it has.
///
/// `After` and `OrAfter` are the second halves of `Plus` and `Or`, once the left side is known not to be `Nothing`.
pub trait Gap: seal::Gap {
    type Plus<G: Gap>: Gap;
    type After<G: Gap>: Gap;
    type Or<G: Gap>: Gap;
    type OrAfter<G: Gap>: Gap;
    /// The other gap if this one is `Nothing`.
    type Else<G: Gap>: Gap;
    /// The other gap if this one is not `Nothing`.
    type Instead<G: Gap>: Gap;
    /// What an operation needs in a family, if this gap does not bar it.
    type Unless<C: super::Choice>: super::Choice;
}

/// Nothing is missing.
#[derive(Debug)]
pub enum Nothing {}
impl Gap for Nothing {
    type Plus<G: Gap> = G;
    type After<G: Gap> = G;
    type Or<G: Gap> = Nothing;
    type OrAfter<G: Gap> = Nothing;
    type Else<G: Gap> = G;
    type Instead<G: Gap> = Nothing;
    type Unless<C: super::Choice> = C;
}

/// One of two requirements, or what is missing from both.
#[derive(Debug)]
pub struct OneOf<A, B>(PhantomData<(A, B)>);

// One impl for all of them: rustc compares each item of an impl with its trait, and there are hundreds of gaps.
#[diagnostic::do_not_recommend]
impl<T: seal::Something> seal::Gap for T {}
impl<T: seal::Something> Gap for T {
    type Plus<G: Gap> = G::After<Self>;
    type After<G: Gap> = (G, Self);
    type Or<G: Gap> = G::OrAfter<Self>;
    type OrAfter<G: Gap> = OneOf<G, Self>;
    type Else<G: Gap> = Self;
    type Instead<G: Gap> = G;
    type Unless<C: super::Choice> = super::NotInFamily;
}
impl<A: Gap, B: Gap> seal::Something for (A, B) {}
impl<A: Gap, B: Gap> seal::Something for OneOf<A, B> {}

/// Something an operation or a library can ask for.
pub trait Requirement {
    type MissingFrom<W: super::Words>: Gap;
    /// What these scopes are in one family.
    type In<F: super::Family>: super::Choice;
    /// The same question as `MissingFrom`, at run time.
    fn met_by(bits: &super::BitList) -> bool;
}
impl<M: seal::Marker> Requirement for M {
    type MissingFrom<W: super::Words> = <M::In<W> as Bool>::If<Nothing, M>;
    type In<F: super::Family> = M::Of<F>;
    fn met_by(bits: &super::BitList) -> bool {
        bits[M::BIT / 16] >> (M::BIT % 16) & 1 == 1
    }
}
impl Requirement for () {
    type MissingFrom<W: super::Words> = Nothing;
    type In<F: super::Family> = super::Chosen<super::NoWords>;
    fn met_by(_: &super::BitList) -> bool {
        true
    }
}
impl<A: Requirement, B: Requirement> Requirement for (A, B) {
    type MissingFrom<W: super::Words> = <A::MissingFrom<W> as Gap>::Plus<B::MissingFrom<W>>;
    type In<F: super::Family> = <A::In<F> as super::Choice>::And<B::In<F>>;
    fn met_by(bits: &super::BitList) -> bool {
        A::met_by(bits) && B::met_by(bits)
    }
}
impl<A: Requirement, B: Requirement> Requirement for OneOf<A, B> {
    type MissingFrom<W: super::Words> = <A::MissingFrom<W> as Gap>::Or<B::MissingFrom<W>>;
    type In<F: super::Family> = <A::In<F> as super::Choice>::Or<B::In<F>>;
    fn met_by(bits: &super::BitList) -> bool {
        A::met_by(bits) || B::met_by(bits)
    }
}
