//! Markdown, converted into everything else and back.
#![no_main]

use confluence_fuzz::bodies::convert_markdown;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| convert_markdown(body));
