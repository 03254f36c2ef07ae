//! Sets of scopes and permissions as type-level bits.

use super::{Bool, False, seal};
use std::marker::PhantomData;

macro_rules! word {
    ($($b:ident)*; $($zero:tt)*) => {
        /// Sixteen bits of a set.
        pub trait Word: seal::Word {
            $(type $b: Bool;)*
            const BITS: u16;
            type Or<W: Word>: Word;
        }
        #[derive(Debug)]
        pub struct Bits<$($b),*>(PhantomData<($($b,)*)>);
        impl<$($b: Bool),*> seal::Word for Bits<$($b),*> {}
        impl<$($b: Bool),*> Word for Bits<$($b),*> {
            $(type $b = $b;)*
            const BITS: u16 = {
                let (mut bits, mut at) = (0, 1u16);
                $(if $b::VALUE { bits |= at; } at = at.wrapping_shl(1);)*
                let _ = at;
                bits
            };
            type Or<W: Word> = Bits<$($b::Or<W::$b>),*>;
        }
        /// Sixteen bits, none set.
        #[derive(Debug)]
        pub enum NoBits {}
        impl seal::Word for NoBits {}
        impl Word for NoBits {
            $(type $b = $zero;)*
            const BITS: u16 = 0;
            type Or<W: Word> = W;
        }
    };
}
word! { B0 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B12 B13 B14 B15;
False False False False False False False False False False False False False False False False }

/// The bits of a set at run time.
pub type BitList = [u16; 12];

macro_rules! words {
    ($($w:ident)*; $($none:tt)*) => {
        /// The bits of a set: eight words of scopes, four of permissions.
        pub trait Words: seal::Words {
            $(type $w: Word;)*
            const LIST: BitList;
            type Or<W: Words>: Words;
        }
        #[derive(Debug)]
        pub struct WordsOf<$($w),*>(PhantomData<($($w,)*)>);
        impl<$($w: Word),*> seal::Words for WordsOf<$($w),*> {}
        impl<$($w: Word),*> Words for WordsOf<$($w),*> {
            $(type $w = $w;)*
            const LIST: BitList = [$($w::BITS),*];
            type Or<W: Words> = WordsOf<$($w::Or<W::$w>),*>;
        }
        /// No bits at all.
        #[derive(Debug)]
        pub enum NoWords {}
        impl seal::Words for NoWords {}
        impl Words for NoWords {
            $(type $w = $none;)*
            const LIST: BitList = [0; 12];
            type Or<W: Words> = W;
        }
    };
}
words! { W0 W1 W2 W3 W4 W5 W6 W7 W8 W9 W10 W11;
NoBits NoBits NoBits NoBits NoBits NoBits NoBits NoBits NoBits NoBits NoBits NoBits }

/// How many words of a set are scopes; the rest are permissions.
pub(crate) const SCOPE_WORDS: usize = 8;

/// The scopes among the bits, as one number.
pub(crate) fn scope_bits(list: &BitList) -> u128 {
    list[..SCOPE_WORDS]
        .iter()
        .rev()
        .fold(0, |bits, word| bits << 16 | u128::from(*word))
}
