//! Objects that have the members of exactly one of several sets. In Rust such an object is an enum, and each variant is
//! one set.

use super::{Blank, Done, Event, Fail, Slot, Step, ToNode, from_value};
use serde_json::Value;

/// An enum whose variants are sets of members.
pub trait OneOf: Sized {
    /// The names of the members of each variant, in JSON.
    const SETS: &'static [&'static [&'static str]];
    /// Whether there must be a value. For an `Option` there need not be one.
    const REQUIRED: bool = true;
    /// The member with this name. It is absent if the variant does not have it.
    fn member(&self, name: &str) -> &dyn ToNode;
    /// The type of the member with this name.
    #[cfg(feature = "__conformance")]
    fn described_member(name: &str) -> super::Type;
}

impl<T: OneOf> OneOf for Option<T> {
    const SETS: &'static [&'static [&'static str]] = T::SETS;
    const REQUIRED: bool = false;
    fn member(&self, name: &str) -> &dyn ToNode {
        self.as_ref().map_or(nothing(), |value| value.member(name))
    }
    #[cfg(feature = "__conformance")]
    fn described_member(name: &str) -> super::Type {
        T::described_member(name)
    }
}

/// A member that is absent.
pub fn nothing() -> &'static dyn ToNode {
    &None::<bool>
}

/// The type of one of several members. It is found from the argument that the member belongs to.
#[cfg(feature = "__conformance")]
pub fn part_of<O, T: OneOf>(_: fn(&O) -> &T, name: &str) -> super::Type {
    T::described_member(name)
}

/// Reads the variant with this index from an object that has its members.
pub type ReadVariant<T> = fn(usize, &Value) -> Result<T, Fail>;

/// Reads an object that has the members of one variant and no members of the others.
pub fn accept_one_of<T: OneOf>(slot: &mut T, e: Event<'_>, read: ReadVariant<T>) -> Done {
    let value = e.buffered()?;
    *slot = read(variant(&value, T::SETS)?, &value)?;
    Ok(())
}

/// The index of the variant whose members the object has.
fn variant(object: &Value, sets: &[&[&str]]) -> Result<usize, Fail> {
    let is_there = |name: &&&str| !object[**name].is_null();
    let there: Vec<&str> = sets.iter().copied().flatten().filter(is_there).copied().collect();
    let fits =
        |set: &&[&str]| there.iter().all(|name| set.contains(name)) && set.iter().all(|name| there.contains(name));
    sets.iter().position(fits).ok_or_else(|| {
        let sets: Vec<String> = sets.iter().map(|set| format!("`{}`", set.join("` + `"))).collect();
        Fail::other(format!("needs exactly one of {}", sets.join(", ")))
    })
}

/// Reads one member of a variant.
pub fn read_member<T: Slot + Blank>(object: &Value, name: &'static str) -> Result<T, Fail> {
    from_value(&object[name]).map_err(|fail| fail.within(Step::Field(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn one_set_is_there_and_nothing_beside_it() {
        let sets: &[&[&str]] = &[&["page", "passage"], &["post", "passage"], &["reply"]];
        assert_eq!(variant(&json!({"page": 1, "passage": {}}), sets).unwrap(), 0);
        assert_eq!(
            variant(&json!({"passage": {}, "post": 1, "other": 2}), sets).unwrap(),
            1
        );
        assert_eq!(variant(&json!({"reply": 1, "page": null}), sets).unwrap(), 2);
        for wrong in [
            json!({}),
            json!({"page": 1}),
            json!({"page": 1, "passage": 2, "reply": 3}),
            json!("page"),
            json!(null),
        ] {
            let fail = variant(&wrong, sets).unwrap_err();
            assert_eq!(
                fail.to_string(),
                "needs exactly one of `page` + `passage`, `post` + `passage`, `reply`",
                "{wrong}"
            );
        }
    }
}
