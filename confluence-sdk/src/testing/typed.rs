//! What a mock is told of a call beside its HTTP request.

use crate::operation::Arguments;
use crate::spec::Declaration;
use std::any::Any;
use std::fmt;
use std::sync::Arc;

/// The request of an operation, without its type.
pub(crate) trait Typed: Arguments + Any + Send + Sync {}
impl<T: Arguments + Any + Send + Sync> Typed for T {}

/// The request that a call was made with, if it is known.
#[derive(Clone, Default)]
pub(crate) struct TypedRequest(pub(crate) Option<Arc<dyn Typed>>);

impl fmt::Debug for TypedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "known" } else { "not known" })
    }
}

/// An extension of each request: which call it is made for. All attempts of one call have the same.
#[derive(Clone)]
pub(crate) struct MadeFor {
    pub(crate) operation: Option<&'static Declaration>,
    pub(crate) request: Option<Arc<dyn Typed>>,
    call: Arc<()>,
}

impl MadeFor {
    pub(crate) fn new(operation: Option<&'static Declaration>, request: TypedRequest) -> Self {
        Self {
            operation,
            request: request.0,
            call: Arc::default(),
        }
    }

    /// Whether both are attempts of one call.
    pub(super) fn is_same_call(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.call, &other.call)
    }

    /// Whether both are calls for pages of one listing, or attempts of one call.
    pub(super) fn is_same_listing(&self, other: &Self) -> bool {
        let of_one_request = match (&self.request, &other.request) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        of_one_request || self.is_same_call(other)
    }

    /// The request, if it is one of the operation `O`.
    pub(super) fn request<O: 'static>(&self) -> Option<&O> {
        let request: &dyn Any = &**self.request.as_ref()?;
        request.downcast_ref()
    }
}
