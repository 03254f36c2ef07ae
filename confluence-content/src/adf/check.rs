//! Whether a document keeps to the rules of its format.

use super::attr::Attr;
use super::rules::{MARKS, NODES, Rule, TEXT_MARKS};
use super::{Document, Mark, Node, NodeKind};
use crate::MAX_DEPTH;
use crate::error::BodyError;
use serde_json::{Map, Value};

/// The private attribute of a node that keeps to no rule, because storage format has it so.
const ODD: &str = "__odd";

impl Document {
    /// Checks the document by the vendor's published schema: which attributes a node needs and what they can be, which
    /// node can lie in which, and which marks it can have.
    ///
    /// Nodes, marks and attributes that are not known here are no mistakes, because the format grows. How many nodes
    /// lie in another is not checked.
    ///
    /// ```
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let document = Document::new([Node::heading(7, [Node::text("Fish")])]);
    /// assert_eq!(
    ///     document.check().unwrap_err().to_string(),
    ///     "Error parsing ADF: `heading` in `doc`: `level` must be a whole number from 1 to 6",
    /// );
    /// ```
    ///
    /// # Errors
    ///
    /// At the first mistake. The message names the node, and what it is in.
    pub fn check(&self) -> Result<(), BodyError> {
        if self.version != 1 {
            return Err(BodyError::adf("the version of the document is not 1"));
        }
        check_all(&self.content, "doc", 0)
    }

    /// The document with a private attribute at each node that does not keep to the rules. [`Document::check`] passes
    /// over such nodes, but not over what is in them. [`Document::to_storage`] leaves the attribute out.
    ///
    /// Storage format can say more than documents can: it has tables within panels, for example. A body that is read as
    /// a document and written back is then not refused.
    ///
    /// ```
    /// use confluence_content::{NoSite, Storage};
    ///
    /// let body = Storage::parse("<ul><li><blockquote><p>Fish</p></blockquote></li></ul>")?;
    /// let document = body.to_adf(&NoSite).value;
    /// assert!(document.check().is_err());
    /// let document = document.with_oddities_marked();
    /// assert!(document.check().is_ok());
    /// assert_eq!(document.to_storage(&NoSite)?.value, body.as_str());
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    #[must_use]
    pub fn with_oddities_marked(mut self) -> Self {
        mark_all(&mut self.content, "doc");
        self
    }
}

/// The nodes without the marks of oddities, if there are any.
pub(crate) fn without_oddities(nodes: &[Node]) -> Option<Vec<Node>> {
    fn is_marked(node: &Node) -> bool {
        node.attrs.contains_key(ODD) || node.content.iter().any(is_marked)
    }
    fn clear(node: &mut Node) {
        node.attrs.remove(ODD);
        node.content.iter_mut().for_each(clear);
    }
    nodes.iter().any(is_marked).then(|| {
        let mut nodes = nodes.to_vec();
        nodes.iter_mut().for_each(clear);
        nodes
    })
}

fn check_all(nodes: &[Node], parent: &str, depth: usize) -> Result<(), BodyError> {
    if depth > MAX_DEPTH {
        return Err(BodyError::adf("the document is nested too deep"));
    }
    for node in nodes {
        let name = node.kind.as_str();
        if let Some(mistake) = mistake(node, parent).filter(|_| !node.attrs.contains_key(ODD)) {
            return Err(BodyError::adf(format!("`{name}` in `{parent}`: {mistake}")));
        }
        check_all(&node.content, name, depth + 1)?;
    }
    Ok(())
}

fn mark_all(nodes: &mut [Node], parent: &str) {
    for node in nodes {
        if mistake(node, parent).is_some() {
            node.attrs.insert(ODD.to_owned(), true.into());
        }
        mark_all(&mut node.content, node.kind.as_str());
    }
}

/// What is wrong with a node in this parent. What is in the node is not looked at.
fn mistake(node: &Node, parent: &str) -> Option<String> {
    if !can_lie_in(node, parent) {
        return Some(format!("`{parent}` cannot hold it"));
    }
    if node.kind == NodeKind::Text {
        return (node.text.is_empty())
            .then(|| "its text is empty".to_owned())
            .or_else(|| marks(node, if parent == "codeBlock" { &[] } else { TEXT_MARKS }));
    }
    let rule = rule(&node.kind)?;
    attributes(rule.attrs, &node.attrs).or_else(|| marks(node, rule.marks))
}

/// Unknown nodes, and those that hold what documents have no word for, can be anywhere and hold anything.
fn can_lie_in(node: &Node, parent: &str) -> bool {
    let unknown = node.kind != NodeKind::Text && rule(&node.kind).is_none();
    let parent = NODES.iter().find(|rule| rule.name == parent);
    unknown || parent.is_none_or(|rule| rule.holds.iter().any(|names| names.contains(&node.kind.as_str())))
}

fn rule(kind: &NodeKind) -> Option<&'static Rule> {
    NODES.iter().find(|rule| rule.name == kind.as_str())
}

fn attributes(rules: &[Attr], attrs: &Map<String, Value>) -> Option<String> {
    let local_id = attrs.get("localId").is_none_or(|id| id.is_string() || id.is_null());
    match local_id {
        true => rules.iter().find_map(|rule| rule.mistake(attrs)),
        false => Some("`localId` must be a text".to_owned()),
    }
}

fn marks(node: &Node, allowed: &[&str]) -> Option<String> {
    node.marks.iter().find_map(|mark| mark_mistake(mark, allowed))
}

fn mark_mistake(mark: &Mark, allowed: &[&str]) -> Option<String> {
    let name = mark.kind.as_str();
    let known = MARKS.iter().find(|rule| rule.name == name)?;
    if !allowed.contains(&name) {
        return Some(format!("it cannot have the mark `{name}`"));
    }
    let mistake = attributes(known.attrs, &mark.attrs)?;
    Some(format!("in the mark `{name}`, {mistake}"))
}
