//! An operation of its own, which declares what another does.

use confluence_sdk::__rt::{Arguments, Declaration, ToNode};
use confluence_sdk::{Operation, v2::op};

#[derive(Clone, Debug)]
pub struct Mine;
impl Arguments for Mine {
    fn get(&self, _: usize) -> &dyn ToNode {
        unreachable!()
    }
}
impl Operation for Mine {
    type Output = ();
    const DECLARATION: &'static Declaration = <op::GetPages as Operation>::DECLARATION;
}

fn main() {}
