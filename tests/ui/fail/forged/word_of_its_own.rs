//! Words of bits with more in them than they say.

use confluence_sdk::__rt as rt;

pub struct Full;
impl rt::Words for Full {
    type W0 = rt::NoBits;
    type W1 = rt::NoBits;
    type W2 = rt::NoBits;
    type W3 = rt::NoBits;
    type W4 = rt::NoBits;
    type W5 = rt::NoBits;
    type W6 = rt::NoBits;
    type W7 = rt::NoBits;
    type W8 = rt::NoBits;
    type W9 = rt::NoBits;
    type W10 = rt::NoBits;
    type W11 = rt::NoBits;
    const LIST: rt::BitList = [0; 12];
    type Or<W: rt::Words> = W;
}

fn main() {}
