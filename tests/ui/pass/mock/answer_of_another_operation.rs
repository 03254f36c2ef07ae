//! A page is answered with a page.

use confluence_sdk::PageId;
use confluence_sdk::testing::Mock;
use confluence_sdk::v2::{PageSingle, op};

pub fn expect(mock: &Mock, page: PageSingle) {
    mock.expect(op::GetPageById::new(PageId::new(7))).answers(page);
}

fn main() {}
