//! Operations that a set declares, as a type-level tree.
//!
//! Each operation has a number of sixteen bits, which is a path from the root: [`Turn0`] goes left, [`Turn1`] right. A
//! set of operations is the tree of their paths. What two of them have together, and whether one is in it, follows from
//! the paths alone, so a set can be asked for an operation that it has never heard of.

use super::{Bool, False, Gap, Nothing, Requirement, True, UndeclaredOperation, Words, seal};
use std::marker::PhantomData;

/// The number of an operation.
pub trait Path: seal::Path {
    /// Whether it is in this tree.
    type In<T: Declared>: Bool;
    /// The tree of this operation alone.
    type Only: Declared;
    /// The number, and how many bits of it are left.
    #[cfg(test)]
    const NUMBER: (u16, u32);
}
#[derive(Debug)]
pub struct Turn0<Rest>(PhantomData<Rest>);
#[derive(Debug)]
pub struct Turn1<Rest>(PhantomData<Rest>);
#[derive(Debug)]
pub enum Arrived {}

/// Four turns under one name, so that an operation writes four names and not sixteen.
macro_rules! four_turns {
    ($($four:ident = $a:ident $b:ident $c:ident $d:ident;)*) => {
        $(pub type $four<Rest> = $a<$b<$c<$d<Rest>>>>;)*
    };
}
four_turns! {
    Turns0 = Turn0 Turn0 Turn0 Turn0;
    Turns1 = Turn0 Turn0 Turn0 Turn1;
    Turns2 = Turn0 Turn0 Turn1 Turn0;
    Turns3 = Turn0 Turn0 Turn1 Turn1;
    Turns4 = Turn0 Turn1 Turn0 Turn0;
    Turns5 = Turn0 Turn1 Turn0 Turn1;
    Turns6 = Turn0 Turn1 Turn1 Turn0;
    Turns7 = Turn0 Turn1 Turn1 Turn1;
    Turns8 = Turn1 Turn0 Turn0 Turn0;
    Turns9 = Turn1 Turn0 Turn0 Turn1;
    TurnsA = Turn1 Turn0 Turn1 Turn0;
    TurnsB = Turn1 Turn0 Turn1 Turn1;
    TurnsC = Turn1 Turn1 Turn0 Turn0;
    TurnsD = Turn1 Turn1 Turn0 Turn1;
    TurnsE = Turn1 Turn1 Turn1 Turn0;
    TurnsF = Turn1 Turn1 Turn1 Turn1;
}
impl<Rest: Path> seal::Path for Turn0<Rest> {}
impl<Rest: Path> Path for Turn0<Rest> {
    type In<T: Declared> = Rest::In<T::Left>;
    type Only = Branch<Rest::Only, NoOperation>;
    #[cfg(test)]
    const NUMBER: (u16, u32) = (Rest::NUMBER.0, Rest::NUMBER.1 + 1);
}
impl<Rest: Path> seal::Path for Turn1<Rest> {}
impl<Rest: Path> Path for Turn1<Rest> {
    type In<T: Declared> = Rest::In<T::Right>;
    type Only = Branch<NoOperation, Rest::Only>;
    #[cfg(test)]
    const NUMBER: (u16, u32) = (Rest::NUMBER.0 | 1 << Rest::NUMBER.1, Rest::NUMBER.1 + 1);
}
impl seal::Path for Arrived {}
impl Path for Arrived {
    type In<T: Declared> = T::Here;
    type Only = ThisOperation;
    #[cfg(test)]
    const NUMBER: (u16, u32) = (0, 0);
}

/// A tree of operations.
pub trait Declared: seal::Declared {
    /// Whether it is [`NoOperation`].
    const EMPTY: bool = false;
    type Left: Declared;
    type Right: Declared;
    type Here: Bool;
    type Or<T: Declared>: Declared;
    /// What keeps a set with this tree from the operation `P`, whose scopes leave the gap `G` in what the set has
    /// besides, and the gap `All` in all that it has. A declared operation leaves none in that, or the set was not made
    /// by `scopes!`. Where what the set has besides opens nothing by itself, `Unscoped` is false.
    type Judge<P: Path, G: Gap, All: Gap, Unscoped: Bool>: Gap;
    /// Nothing, if every operation in here is in `T` too.
    type Without<T: Declared>: Gap;
    /// What keeps a set with these parts from covering another: `U` is what it lacks besides its declared operations.
    type Uncovering<U: Gap, S: super::Parts, T: super::Parts>: Gap;
    /// Adds the numbers in here to a list.
    fn collect(prefix: u16, into: &mut Vec<u16>);
}

/// A tree without an operation. A set that has it declares scopes, and opens what they open.
#[derive(Debug)]
pub enum NoOperation {}
impl seal::Declared for NoOperation {}
impl Declared for NoOperation {
    const EMPTY: bool = true;
    type Left = NoOperation;
    type Right = NoOperation;
    type Here = False;
    type Or<T: Declared> = T;
    type Judge<P: Path, G: Gap, All: Gap, Unscoped: Bool> = G;
    type Without<T: Declared> = Nothing;
    type Uncovering<U: Gap, S: super::Parts, T: super::Parts> = U;
    fn collect(_: u16, _: &mut Vec<u16>) {}
}

/// The end of a path.
#[derive(Debug)]
pub enum ThisOperation {}
impl seal::Declared for ThisOperation {}
impl Declared for ThisOperation {
    type Left = NoOperation;
    type Right = NoOperation;
    type Here = True;
    type Or<T: Declared> = ThisOperation;
    type Judge<P: Path, G: Gap, All: Gap, Unscoped: Bool> = G;
    type Without<T: Declared> = <T::Here as Bool>::If<Nothing, UndeclaredOperation>;
    type Uncovering<U: Gap, S: super::Parts, T: super::Parts> = U;
    fn collect(prefix: u16, into: &mut Vec<u16>) {
        into.push(prefix);
    }
}

#[derive(Debug)]
pub struct Branch<L, R>(PhantomData<(L, R)>);
impl<L: Declared, R: Declared> seal::Declared for Branch<L, R> {}
impl<L: Declared, R: Declared> Declared for Branch<L, R> {
    type Left = L;
    type Right = R;
    type Here = False;
    type Or<T: Declared> = Branch<L::Or<T::Left>, R::Or<T::Right>>;
    type Judge<P: Path, G: Gap, All: Gap, Unscoped: Bool> = <P::In<Self> as Bool>::If<
        All,
        <Unscoped as Bool>::If<<G as Gap>::Instead<UndeclaredOperation>, UndeclaredOperation>,
    >;
    type Without<T: Declared> = <L::Without<T::Left> as Gap>::Else<R::Without<T::Right>>;
    type Uncovering<U: Gap, S: super::Parts, T: super::Parts> = <U as Gap>::Instead<
        <<super::LacksOf<T::Words, S::Words> as Gap>::Else<
            <super::LacksOf<T::Free, S::Free> as Gap>::Instead<super::OpensMore>,
        > as Gap>::Else<<T::Operations as Declared>::Without<Self>>,
    >;
    fn collect(prefix: u16, into: &mut Vec<u16>) {
        L::collect(prefix << 1, into);
        R::collect(prefix << 1 | 1, into);
    }
}

/// The operations that a set lists, as nested pairs.
pub trait OperationList: seal::OperationList {
    type Operations: Declared;
    /// What they need in one family, together.
    type In<F: super::Family>: Words;
}
impl<O: crate::Operation> seal::OperationList for O {}
impl<O: crate::Operation> OperationList for O {
    type Operations = <O::Id as Path>::Only;
    type In<F: super::Family> = <F::Of<O> as super::Choice>::Words;
}
/// Two lists as one.
#[derive(Debug)]
pub struct And<A, B>(PhantomData<(A, B)>);
impl<A: OperationList, B: OperationList> seal::OperationList for And<A, B> {}
impl<A: OperationList, B: OperationList> OperationList for And<A, B> {
    type Operations = <A::Operations as Declared>::Or<B::Operations>;
    type In<F: super::Family> = <A::In<F> as Words>::Or<B::In<F>>;
}

/// Whether bits meet a requirement: kept with an operation's declaration, so that what the types ask can be asked at
/// run time.
pub(crate) type MetBy = fn(&super::BitList) -> bool;

/// The question as a value.
pub const fn met_by<R: Requirement>() -> MetBy {
    R::met_by
}

#[cfg(all(test, feature = "v1", feature = "v2"))]
mod tests {
    use super::*;
    use crate::Operation;
    use crate::grants::Needs;
    use crate::spec::{Declaration, operations};
    use crate::{v1, v2};
    use std::collections::HashMap;

    // That the type and the declaration of an operation say the same number, each `request!` asserts where tests are
    // compiled.
    #[test]
    fn no_two_operations_have_the_same_number() {
        let mut seen: HashMap<u16, &Declaration> = HashMap::new();
        for operation in operations() {
            if let Some(other) = seen.insert(operation.number, operation) {
                panic!("{} and {}: {}", other.rust_path, operation.rust_path, operation.number);
            }
        }
        assert!(seen.len() > 300, "{}", seen.len());
    }

    /// The numbers in a tree, in order.
    fn numbers<T: Declared>() -> Vec<u16> {
        let mut numbers = Vec::new();
        T::collect(0, &mut numbers);
        assert!(numbers.is_sorted(), "{numbers:?}");
        numbers
    }

    /// All of these are in a list of them, each alone is not in the list of the others, and the trees have their
    /// numbers.
    macro_rules! lists {
        ($($op:ty),* $(,)?) => {{
            let mut all: Vec<u16> = Vec::new();
            $({
                let number = <$op as Operation>::DECLARATION.number;
                assert_eq!(numbers::<<$op as OperationList>::Operations>(), [number]);
                assert_eq!(<<$op as Needs>::Id as Path>::NUMBER, (number, 16));
                all.push(number);
            })*
            all.sort_unstable();
            type All = lists!(@all $($op),*);
            assert_eq!(numbers::<<All as OperationList>::Operations>(), all);
            $(assert!(<<<$op as Needs>::Id as Path>::In<<All as OperationList>::Operations> as Bool>::VALUE);)*
            assert!(!<<<v2::op::GetPages as Needs>::Id as Path>::In<<All as OperationList>::Operations> as Bool>::VALUE);
            $(assert!(!<<<$op as Needs>::Id as Path>::In<<v2::op::GetPages as OperationList>::Operations> as Bool>::VALUE);)*
        }};
        (@all $first:ty) => { $first };
        (@all $first:ty, $($rest:ty),*) => { And<$first, lists!(@all $($rest),*)> };
    }

    #[test]
    fn a_tree_has_the_numbers_of_its_operations_and_no_other() {
        lists!(
            v1::op::AddLabelsToContent,
            v1::op::AddRestrictions,
            v1::op::CopyPage,
            v1::op::GetAuditRecords,
            v1::op::GetCurrentUser,
            v1::op::GetTask,
            v2::op::CreateFooterComment,
            v2::op::CreatePage,
            v2::op::CreateSpace,
            v2::op::DeletePage,
            v2::op::GetAttachments,
            v2::op::GetBlogPosts,
            v2::op::GetPageById,
            v2::op::GetSpaces,
            v2::op::GetTaskById,
            v2::op::UpdatePage,
        );
    }

    #[test]
    fn an_operation_twice_is_in_the_tree_once() {
        type Twice = And<And<v2::op::GetPages, v2::op::CreatePage>, And<v2::op::CreatePage, v2::op::GetPages>>;
        assert_eq!(numbers::<<Twice as OperationList>::Operations>().len(), 2);
    }
}
