//! How many results a page of a stream holds, if the caller does not say so.

use crate::query::Query;
use crate::spec::{ApiVersion, Declaration, Paging};

/// The server takes long to render bodies, and answers with bodies are large.
const WITH_BODIES: u32 = 50;
/// The vendor's documents: pages of the older API with one of these bodies have 25 results at most.
const WITH_RENDERED_BODIES: u32 = 25;
/// The older API states no largest limit for most listings. It allows less if more is filled in.
const V1_PLAIN: u32 = 200;
const V1_EXPANDED: u32 = 100;

/// The limit to ask for; `None` for the server's own one. A stream reads everything, so large pages mean few requests.
pub(super) fn for_stream(declaration: &Declaration, query: &Query) -> Option<u32> {
    // Where the documents tell no usual size, or where a short page is the end, the server decides.
    let usual = declaration.page_size?;
    if query.get("limit").is_some() || declaration.paging == Some(Paging::Ancestors) {
        return None;
    }
    let limit = declaration.params.iter().find(|param| param.wire == "limit")?;
    let expand = query.get("expand").unwrap_or_default();
    let largest = match (limit.range, declaration.version) {
        (Some((_, largest)), _) => u32::try_from(largest).ok()?,
        (None, ApiVersion::V2) => usual,
        (None, ApiVersion::V1) if expand.is_empty() => usual.max(V1_PLAIN),
        (None, ApiVersion::V1) => usual.max(V1_EXPANDED),
    };
    let size = if expand.contains("body.export_view") || expand.contains("body.styled_view") {
        largest.min(WITH_RENDERED_BODIES)
    } else if expand.contains("body") || query.get("body-format").is_some() {
        largest.min(WITH_BODIES)
    } else {
        largest
    };
    (size != usual).then_some(size)
}
