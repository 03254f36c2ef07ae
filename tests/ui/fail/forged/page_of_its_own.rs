//! A page that is no answer of the API.

use confluence_sdk::Envelope;

pub struct Own(Vec<u64>);
impl Envelope for Own {
    type Item = u64;
    fn split(self) -> (Vec<u64>, Option<String>) {
        (self.0, None)
    }
}

fn main() {}
