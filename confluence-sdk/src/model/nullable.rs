//! A member of a request that may be sent as an explicit `null`.

use super::{Blank, Done, Event, Node, Slot, ToNode};

/// A value, or an explicit `null`. The server understands `null` as "remove it".
///
/// A member with the type `Option<Nullable<T>>` is left out if it is `None`, and sent as `null` if it is
/// `Some(Nullable::Null)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// `null`
    Null,
    /// The value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, or `None` for `null`.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl<T> Blank for Nullable<T> {
    fn blank() -> Self {
        Self::Null
    }
}

impl<T: Slot + Blank> Slot for Nullable<T> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        if let Event::Null = e {
            *self = Self::Null;
            return Ok(());
        }
        let mut value = T::blank();
        value.accept(e)?;
        *self = Self::Value(value);
        Ok(())
    }
}

impl<T: ToNode> ToNode for Nullable<T> {
    fn node(&self) -> Node<'_> {
        match self {
            Self::Null => Node::Null,
            Self::Value(value) => value.node(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{decode, to_json};

    #[test]
    fn null_is_sent() {
        assert_eq!(to_json(&Some(Nullable::<i64>::Null)).unwrap(), b"null");
        assert_eq!(to_json(&Nullable::Value(1_i64)).unwrap(), b"1");
        assert_eq!(decode::<Nullable<i64>>(b"null").unwrap(), Nullable::Null);
        assert_eq!(decode::<Nullable<i64>>(b"2").unwrap().into_option(), Some(2));
    }
}
