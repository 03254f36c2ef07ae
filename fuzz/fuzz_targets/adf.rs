//! Documents in the Atlassian document format, converted into everything else and back.
#![no_main]

use confluence_fuzz::bodies::convert_adf;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| convert_adf(body));
