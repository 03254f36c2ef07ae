//! A bit that is set for the compiler and clear at run time.

pub struct Yes;
impl confluence_sdk::__rt::Bool for Yes {
    const VALUE: bool = false;
    type Or<B: confluence_sdk::__rt::Bool> = Yes;
    type If<A: confluence_sdk::__rt::Gap, B: confluence_sdk::__rt::Gap> = confluence_sdk::__rt::Nothing;
}

fn main() {}
