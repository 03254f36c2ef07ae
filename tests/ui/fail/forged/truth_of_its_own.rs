//! A bit that is set for the compiler and clear at run time.

use confluence_sdk::{__rt as rt, refusal::Nothing};

pub struct Yes;
impl rt::Bool for Yes {
    const VALUE: bool = false;
    type Or<B: rt::Bool> = rt::True;
    type If<A: rt::Gap, B: rt::Gap> = Nothing;
}

fn main() {}
