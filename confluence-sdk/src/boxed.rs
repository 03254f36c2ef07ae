//! Futures on the heap.

use std::pin::Pin;

/// The future that `make` makes, in a box. It is made where it stays. `Box::pin` would make it elsewhere and move it,
/// and the future of a call has several kilobytes.
#[inline]
pub(crate) fn boxed<F: Future>(make: impl FnOnce() -> F) -> Pin<Box<F>> {
    let place = Box::new_uninit();
    Box::into_pin(Box::write(place, make()))
}
