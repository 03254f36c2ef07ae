//! The number that stands for an operation in sets that declare operations.

use crate::checked::Version;

/// Sixteen bits of the operation's id. The numbers are private and stored nowhere; a test of the SDK sees that no two
/// are alike.
pub(crate) fn of(version: Version, id: &str) -> u16 {
    const START: u16 = 0x811c;
    let bytes = version.module().bytes().chain([b':']).chain(id.bytes());
    bytes.fold(START, |number, byte| {
        let number = (number ^ u16::from(byte)).wrapping_mul(0x0193);
        number ^ number >> 7
    })
}
