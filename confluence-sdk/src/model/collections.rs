//! Lists and maps. `null` is read as an empty one.

use super::{Blank, Dict, Done, Event, Fail, List, MapSource, Node, Slice, Slot, Step, ToNode};
use serde_json::Value;
use std::collections::BTreeMap;

/// A list that is being read, without the type of its elements.
trait Grow {
    fn start(&mut self, expected: usize);
    fn push(&mut self) -> &mut dyn Slot;
    fn pop(&mut self);
}

impl<T: Slot + Blank> Grow for Vec<T> {
    fn start(&mut self, expected: usize) {
        self.clear();
        self.reserve(expected);
    }
    fn push(&mut self) -> &mut dyn Slot {
        Vec::push(self, T::blank());
        let last = self.len() - 1;
        &mut self[last]
    }
    fn pop(&mut self) {
        Vec::pop(self);
    }
}

fn read_list(e: Event<'_>, list: &mut dyn Grow) -> Done {
    /// A source's hint is used up to this many elements.
    const MOST: usize = 4096;
    match e {
        Event::Null => {
            list.start(0);
            Ok(())
        }
        Event::List(source) => {
            list.start(source.hint().min(MOST));
            for i in 0.. {
                match source.next(list.push()) {
                    Ok(true) => {}
                    Ok(false) => break,
                    Err(fail) => {
                        source.pass(fail.within(Step::Index(i)))?;
                        list.pop();
                    }
                }
            }
            list.pop();
            Ok(())
        }
        Event::Raw(text) => Slice::strict(text, &mut |e| read_list(e, list)),
        e => Err(Fail::expected("a list", &e)),
    }
}

impl<T: Slot + Blank> Slot for Vec<T> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        read_list(e, self)
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: ToNode> ToNode for Vec<T> {
    fn node(&self) -> Node<'_> {
        Node::List(self)
    }
}

impl<T: ToNode> List for Vec<T> {
    fn size(&self) -> usize {
        self.len()
    }
    fn at(&self, i: usize) -> Node<'_> {
        self[i].node()
    }
}

/// A map that is being read, without the type of its values.
trait Gather {
    fn start(&mut self);
    fn member(&mut self, key: String, m: &mut dyn MapSource) -> Done;
}

impl<T: Slot + Blank> Gather for BTreeMap<String, T> {
    fn start(&mut self) {
        self.clear();
    }
    fn member(&mut self, key: String, m: &mut dyn MapSource) -> Done {
        let mut value = T::blank();
        if let Err(fail) = m.value(&mut value) {
            return Err(fail.within(Step::Key(key)));
        }
        self.insert(key, value);
        Ok(())
    }
}

impl Gather for serde_json::Map<String, Value> {
    fn start(&mut self) {
        self.clear();
    }
    fn member(&mut self, key: String, m: &mut dyn MapSource) -> Done {
        let mut value = Value::Null;
        if let Err(fail) = m.value(&mut value) {
            return Err(fail.within(Step::Key(key)));
        }
        self.insert(key, value);
        Ok(())
    }
}

fn gather(e: Event<'_>, map: &mut dyn Gather) -> Done {
    map.start();
    match e {
        Event::Null => Ok(()),
        Event::Map(m) => {
            while let Some(key) = m.name()? {
                if let Err(fail) = map.member(key, m) {
                    m.lose(fail)?;
                }
            }
            Ok(())
        }
        Event::Raw(text) => Slice::strict(text, &mut |e| gather(e, map)),
        e => Err(Fail::expected("an object", &e)),
    }
}

pub(super) fn read_members(m: &mut dyn MapSource, object: &mut serde_json::Map<String, Value>) -> Done {
    gather(Event::Map(m), object)
}

impl<T: Slot + Blank> Slot for BTreeMap<String, T> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        gather(e, self)
    }
}

impl<T> Blank for BTreeMap<String, T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: ToNode> ToNode for BTreeMap<String, T> {
    fn node(&self) -> Node<'_> {
        Node::Dict(self)
    }
}

impl<T: ToNode> Dict for BTreeMap<String, T> {
    fn each(&self, f: &mut dyn FnMut(&str, Node<'_>)) {
        for (key, value) in self {
            f(key, value.node());
        }
    }
}

impl Slot for serde_json::Map<String, Value> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        gather(e, self)
    }
}

impl Blank for serde_json::Map<String, Value> {
    fn blank() -> Self {
        Self::new()
    }
}

impl ToNode for serde_json::Map<String, Value> {
    fn node(&self) -> Node<'_> {
        Node::Dict(self)
    }
}

impl Dict for serde_json::Map<String, Value> {
    fn each(&self, f: &mut dyn FnMut(&str, Node<'_>)) {
        for (key, value) in self {
            f(key, Node::Json(value));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{decode, to_json};

    #[test]
    fn null_is_empty() {
        assert!(decode::<Vec<i64>>(b"null").unwrap().is_empty());
        assert!(decode::<BTreeMap<String, i64>>(b"null").unwrap().is_empty());
        assert!(decode::<serde_json::Map<String, Value>>(b"null").unwrap().is_empty());
    }

    #[test]
    fn null_in_a_list() {
        let list: Vec<Option<i64>> = decode(b"[1,null]").unwrap();
        assert_eq!(list, [Some(1), None]);
        assert_eq!(to_json(&list).unwrap(), b"[1,null]");
        let error = decode::<Vec<i64>>(b"[1,null]").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected a whole number, found null at `$[1]` (line 1, column 7)"
        );
    }

    #[test]
    fn a_list_is_not_guessed() {
        assert_eq!(
            decode::<Vec<i64>>(b"1").unwrap_err().to_string(),
            "expected a list, found 1 (line 1, column 1)"
        );
    }

    #[test]
    fn maps_keep_their_keys() {
        let raw = br#"{"a":[1],"b c":[]}"#;
        let map: BTreeMap<String, Vec<i64>> = decode(raw).unwrap();
        assert_eq!(map["a"], [1]);
        assert_eq!(to_json(&map).unwrap(), raw);
        let map: serde_json::Map<String, Value> = decode(raw).unwrap();
        assert_eq!(to_json(&map).unwrap(), raw);
    }
}
