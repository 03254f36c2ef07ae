//! An operation of its own, which declares what another does.

use confluence_sdk::{Operation, spec::Declaration, v2::op};

#[derive(Clone, Debug)]
pub struct Mine;
impl Operation for Mine {
    type Output = ();
    const DECLARATION: &'static Declaration = <op::GetPages as Operation>::DECLARATION;
}

fn main() {}
