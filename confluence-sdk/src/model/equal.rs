//! Compares two models member by member. One function replaces a derive for each of hundreds of models.

use super::{Dict, Json, Node, Object};

/// Whether two models of the same type are equal.
pub fn equal(a: &dyn Object, b: &dyn Object) -> bool {
    (0..a.shape().fields.len()).all(|i| same(&a.get(i).node(), &b.get(i).node()))
}

/// Whether two values are equal.
pub(crate) fn same(a: &Node<'_>, b: &Node<'_>) -> bool {
    match (a, b) {
        (Node::Absent, Node::Absent) | (Node::Null, Node::Null) => true,
        (Node::Bool(a), Node::Bool(b)) => a == b,
        (Node::Int(a), Node::Int(b)) => a == b,
        (Node::Uint(a), Node::Uint(b)) => a == b,
        (Node::Float(a), Node::Float(b)) => a == b,
        (Node::Text(a), Node::Text(b)) => a == b,
        (Node::List(a), Node::List(b)) => a.size() == b.size() && (0..a.size()).all(|i| same(&a.at(i), &b.at(i))),
        (Node::Object(a), Node::Object(b)) => a.shape().name == b.shape().name && equal(*a, *b),
        // Like numbers that are not finite, maps with such numbers equal nothing.
        (Node::Dict(a), Node::Dict(b)) => members(*a).is_some_and(|a| members(*b).is_some_and(|b| a == b)),
        (Node::Json(a), Node::Json(b)) => a == b,
        (Node::Raw(a), Node::Raw(b)) => a == b,
        _ => false,
    }
}

/// The members as JSON. `None` if a number is not finite and so cannot be written.
fn members(dict: &dyn Dict) -> Option<Vec<(String, Json)>> {
    let mut all = Some(Vec::new());
    dict.each(&mut |key, value| {
        all = all.take().zip(Json::of(&value).ok()).map(|(mut all, written)| {
            all.push((key.to_owned(), written));
            all
        });
    });
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::sample::Page;
    use crate::model::{ToNode as _, decode};

    #[test]
    fn a_map_with_a_number_that_is_not_finite_equals_nothing() {
        let map = |value: f64| std::collections::BTreeMap::from([("x".to_owned(), value)]);
        let same = |a: f64, b: f64| same(&map(a).node(), &map(b).node());
        assert!(same(1.5, 1.5));
        assert!(!same(1.5, 2.5));
        assert!(!same(f64::NAN, f64::NAN));
        assert!(!same(f64::NAN, f64::INFINITY));
    }

    #[test]
    fn every_member_counts() {
        let page = |json: &str| decode::<Page>(json.as_bytes()).unwrap();
        let a = page(r#"{"id":7,"labels":["a"],"counts":{"x":1},"version":{"number":1}}"#);
        assert!(equal(
            &a,
            &page(r#"{"version":{"number":1},"counts":{"x":1},"labels":["a"],"id":"7"}"#)
        ));
        for other in [
            r#"{"id":8,"labels":["a"],"counts":{"x":1},"version":{"number":1}}"#,
            r#"{"id":7,"labels":["b"],"counts":{"x":1},"version":{"number":1}}"#,
            r#"{"id":7,"labels":["a"],"counts":{"x":2},"version":{"number":1}}"#,
            r#"{"id":7,"labels":["a"],"counts":{"x":1},"version":{"number":2}}"#,
            r#"{"id":7}"#,
        ] {
            assert!(!equal(&a, &page(other)), "{other}");
        }
    }
}
