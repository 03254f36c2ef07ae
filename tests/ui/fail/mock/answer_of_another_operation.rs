//! A page is not answered with a label.

use confluence_sdk::PageId;
use confluence_sdk::testing::Mock;
use confluence_sdk::v2::{Label, op};

pub fn expect(mock: &Mock, label: Label) {
    mock.expect(op::GetPageById::new(PageId::new(7))).answers(label); // its answer is a `PageSingle`
}

fn main() {}
