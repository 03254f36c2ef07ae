//! Reads the members of a model, including the optional ones.

use super::{
    Blank, Done, Event, Fail, Json, Key, MapSource, Node, Object, Shape, Slice, Slot, Step, ToNode, accept_value,
};

impl<T: Slot + Blank> Slot for Option<T> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        if let Event::Null = e {
            *self = None;
            return Ok(());
        }
        self.insert(T::blank()).accept(e)
    }
}

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T: ToNode> ToNode for Option<T> {
    fn node(&self) -> Node<'_> {
        match self {
            Some(v) => v.node(),
            None => Node::Absent,
        }
    }
}

pub(super) fn read_object(o: &mut dyn Object, e: Event<'_>) -> Done {
    let shape = o.shape();
    let m = match e {
        Event::Map(m) => m,
        e => {
            if let Event::Null = e {
                empty(o, shape);
            }
            return Err(Fail::expected("an object", &e));
        }
    };
    let (mut next, mut seen) = (0, 0_u64);
    if let Some(rest) = shape.rest {
        read_with_rest(o, shape, rest, m, &mut seen)?;
    } else {
        loop {
            match m.key(shape.fields, next)? {
                Key::End => break,
                Key::Unknown => m.skip()?,
                Key::Field(i) => {
                    read_member(o, shape, i, m, &mut seen)?;
                    next = i + 1;
                }
            }
        }
    }
    match shape.required & !seen {
        0 => Ok(()),
        lacking => Err(Fail::missing(shape.fields[lacking.trailing_zeros() as usize])),
    }
}

#[inline]
fn read_member(o: &mut dyn Object, shape: &Shape, i: usize, m: &mut dyn MapSource, seen: &mut u64) -> Done {
    let bit = 1 << (i & 63);
    if *seen & bit != 0 {
        repeat(o, i);
    }
    *seen |= bit;
    let done = match (shape.lenient | shape.needed | shape.raw) & bit {
        0 => m.value(o.slot(i)),
        _ => read_special(o, shape, i, m),
    };
    match done {
        Ok(()) => Ok(()),
        Err(fail) => pass(o, shape, i, m, fail),
    }
}

/// Reads an object with a member that all unknown members are put into.
fn read_with_rest(o: &mut dyn Object, shape: &Shape, rest: usize, m: &mut dyn MapSource, seen: &mut u64) -> Done {
    let mut others = Vec::new();
    while let Some(name) = m.name()? {
        match find(shape.fields, 0, &name) {
            Key::Field(i) if i != rest => read_member(o, shape, i, m, seen)?,
            _ => {
                let mut value = Json::blank();
                m.raw(&mut value)?;
                others.push((name, value));
            }
        }
    }
    o.slot(rest).accept(Event::Map(&mut Others {
        object: m,
        all: others.into_iter(),
        value: Json::blank(),
    }))
}

/// The unknown members of an object.
struct Others<'a> {
    object: &'a mut dyn MapSource,
    all: std::vec::IntoIter<(String, Json)>,
    value: Json,
}

impl MapSource for Others<'_> {
    fn key(&mut self, fields: &[&'static str], next: usize) -> Result<Key, Fail> {
        Ok(self.name()?.map_or(Key::End, |name| find(fields, next, &name)))
    }
    fn name(&mut self) -> Result<Option<String>, Fail> {
        Ok(self.all.next().map(|(name, value)| {
            self.value = value;
            name
        }))
    }
    fn value(&mut self, s: &mut dyn Slot) -> Done {
        Slice::strict(self.value.as_str(), &mut |e| s.accept(e))
    }
    fn skip(&mut self) -> Done {
        Ok(())
    }
    fn pass(&mut self, fail: Fail) -> Done {
        self.object.pass(fail)
    }
    fn lose(&mut self, fail: Fail) -> Done {
        self.object.lose(fail)
    }
}

fn read_special(o: &mut dyn Object, shape: &Shape, i: usize, m: &mut dyn MapSource) -> Done {
    let bit = 1 << (i & 63);
    if shape.lenient & bit != 0 {
        let mut value = serde_json::Value::Null;
        m.value(&mut value)?;
        return match accept_value(&value, o.slot(i)) {
            Err(_) if value.is_object() => {
                let _ = o.slot(i).accept(Event::Null);
                Ok(())
            }
            done => done,
        };
    }
    if shape.raw & bit != 0 {
        return m.raw(o.slot(i));
    }
    match shape.required & bit {
        0 => m.needed(o.slot(i)),
        _ => m.needed(&mut NotNull(o.slot(i))),
    }
}

/// A place that cannot be empty. A list takes `null` for an empty list, but no results are not the same as no list of
/// results.
struct NotNull<'a>(&'a mut dyn Slot);

impl Slot for NotNull<'_> {
    fn accept(&mut self, e: Event<'_>) -> Done {
        match e {
            Event::Null => Err(Fail::expected("a value", &e)),
            e => self.0.accept(e),
        }
    }
}

/// A member could not be read. If it may be absent and the source allows it, it is.
#[cold]
fn pass(o: &mut dyn Object, shape: &Shape, i: usize, m: &mut dyn MapSource, fail: Fail) -> Done {
    let fail = fail.within(Step::Field(shape.fields[i]));
    if shape.required & (1 << (i & 63)) != 0 {
        return Err(fail);
    }
    m.pass(fail)?;
    let _ = o.slot(i).accept(Event::Null);
    Ok(())
}

/// A key came twice. The last value counts, so everything that the first value left in a nested model must be removed.
#[cold]
fn repeat(o: &mut dyn Object, i: usize) {
    // A model that does not accept `null` first empties its own members and then fails. The failure is ignored: the
    // value that follows replaces the rest.
    let _ = o.slot(i).accept(Event::Null);
}

#[cold]
fn empty(o: &mut dyn Object, shape: &'static Shape) {
    for i in 0..shape.fields.len() {
        let _ = o.slot(i).accept(Event::Null);
    }
}

/// Servers mostly send members in the order of their own documents. So the most likely field is tried first, then the
/// fields behind it, then those before it.
pub(super) fn find(fields: &[&'static str], next: usize, key: &str) -> Key {
    let (before, behind) = fields.split_at(next.min(fields.len()));
    if let Some(i) = behind.iter().position(|f| *f == key) {
        return Key::Field(before.len() + i);
    }
    match before.iter().position(|f| *f == key) {
        Some(i) => Key::Field(i),
        None => Key::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::decode;
    use crate::model::sample::*;

    #[test]
    fn members_in_any_order_and_unknown_ones() {
        let page: Page = decode(
            br#"{"title":null,"extra":{"ignored":[1,{"a":null}]},"labels":["a","b"],"id":"7","version":{"number":3}}"#,
        )
        .unwrap();
        assert_eq!(page.id.get(), 7);
        assert_eq!(page.title, None);
        assert_eq!(page.labels, ["a", "b"]);
        assert_eq!(page.version.unwrap().number, 3);
    }

    #[test]
    fn a_missing_member_is_named_with_its_path() {
        let error = decode::<Page>(br#"{"title":"no id"}"#).unwrap_err();
        assert_eq!(error.path(), "$");
        assert_eq!(error.to_string(), "missing member `id` (line 1, column 17)");
        let error = decode::<Page>(br#"{"id":1,"children":[{"id":2},{"title":"x"}]}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "missing member `id` at `$.children[1]` (line 1, column 42)"
        );
    }

    #[test]
    fn the_path_leads_to_the_wrong_value() {
        let raw = br#"{"id":1,"children":[{"id":2},{"id":3,"version":{"number":"three"}}]}"#;
        let error = decode::<Page>(raw).unwrap_err();
        assert_eq!(error.path(), "$.children[1].version.number");
        assert_eq!((error.line(), error.column()), (1, 64));
        assert_eq!(
            error.to_string(),
            "expected a whole number of 32 bits, found text \"three\" at `$.children[1].version.number` (line 1, column 64)"
        );
    }

    #[test]
    fn a_path_quotes_what_is_no_identifier() {
        let error = decode::<Page>(br#"{"id":1,"counts":{"a.b":{}}}"#).unwrap_err();
        assert_eq!(error.path(), r#"$.counts["a.b"]"#);
    }

    #[test]
    fn the_last_of_repeated_keys_counts() {
        let page: Page = decode(
            br#"{"id":1,"labels":["a"],"counts":{"x":1},"owner":{"id":"u1","name":"A"},"id":2,"labels":["b"],
                "counts":{"y":2},"owner":{"id":"u2"}}"#,
        )
        .unwrap();
        assert_eq!(page.id.get(), 2);
        assert_eq!(page.labels, ["b"]);
        assert_eq!(page.counts.keys().collect::<Vec<_>>(), ["y"]);
        let owner = page.owner.unwrap();
        assert_eq!((owner.id.as_str(), owner.name), ("u2", None));
        let pair: Pair = decode(br#"{"left":{"id":"u1","name":"A"},"left":{"id":"u2"},"right":{"id":"u3"}}"#).unwrap();
        assert_eq!((pair.left.id.as_str(), pair.left.name), ("u2", None));
    }

    #[test]
    fn a_lenient_model_passes_over_what_is_not_as_declared() {
        let links = br#"{"base":{"href":"/x"},"prev":"/y","self":{"href":"/z"},"context":null}"#;
        let links: crate::PageLinks = decode(links).unwrap();
        assert_eq!(
            (links.base, links.prev.as_deref(), links.self_link),
            (None, Some("/y"), None)
        );
        // If the wrong value were ignored, this page would look like the last one.
        let error = decode::<crate::PageLinks>(br#"{"next":{"href":"/x"}}"#).unwrap_err();
        assert_eq!(error.path(), "$.next");
        // The documents allow an object, and nothing else.
        let error = decode::<crate::PageLinks>(br#"{"base":["/x"]}"#).unwrap_err();
        assert_eq!(error.path(), "$.base");
    }

    #[test]
    fn null_is_no_object() {
        let error = decode::<Page>(b"null").unwrap_err();
        assert_eq!(error.to_string(), "expected an object, found null (line 1, column 4)");
    }

    #[test]
    fn find_tries_behind_first() {
        let fields = ["a", "b", "c"];
        assert_eq!(find(&fields, 1, "c"), Key::Field(2));
        assert_eq!(find(&fields, 2, "a"), Key::Field(0));
        assert_eq!(find(&fields, 9, "b"), Key::Field(1));
        assert_eq!(find(&fields, 0, "d"), Key::Unknown);
    }
}
