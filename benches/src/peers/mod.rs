//! The clients that are compared.

mod by_hyper;
mod by_reqwest;
mod by_sdk;

use crate::worker::{self, Cost, Task};
pub use by_hyper::ByHyper;
pub use by_reqwest::ByReqwest;
pub use by_sdk::BySdk;

/// Who calls, for all of them.
const EMAIL: &str = "me@example.com";
const TOKEN: &str = "ATATT3xFfGF0-a-token-of-an-ordinary-length-0123456789abcdefghijklmnopqrstuvwxyz=ABCDEF01";

fn authorization() -> String {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(format!("{EMAIL}:{TOKEN}"));
    format!("Basic {encoded}")
}

/// `work PEER TASK COUNT AT_ONCE ADDRESS`, as a process is called that does one task.
pub fn work(arguments: &[String]) -> Result<Cost, String> {
    let [peer, task, count, at_once, address] = arguments else {
        return Err("work PEER TASK COUNT AT_ONCE ADDRESS".to_owned());
    };
    let task: Task = task.parse()?;
    let number = |text: &str| text.parse::<usize>().map_err(|_| format!("{text} is no number"));
    let (count, at_once) = (number(count)?, number(at_once)?);
    Ok(match peer.as_str() {
        "hyper" => worker::run(ByHyper::new(address), task, count, at_once),
        "reqwest" => worker::run(ByReqwest::new(address), task, count, at_once),
        "sdk" => worker::run(BySdk::new(address), task, count, at_once),
        _ => return Err(format!("{peer} is no peer")),
    })
}

/// How long the body of a page is, which shows that it was read.
fn body_length(page: crate::models::Page) -> usize {
    page.body
        .and_then(|body| body.storage?.value)
        .map_or(0, |value| value.len())
}
