//! Macros.

use crate::adf::{Node, NodeKind};
use crate::to_adf::MACRO_TYPE;
use serde_json::{Map, json};

impl Node {
    /// A macro without a body, as a block of its own: its name and its parameters.
    ///
    /// ```
    /// use confluence_content::NoSite;
    /// use confluence_content::adf::{Document, Node};
    ///
    /// let document = Document::new([Node::block_macro("toc", [("maxLevel", "2")])]);
    /// assert_eq!(
    ///     document.to_storage(&NoSite)?.value,
    ///     "<ac:structured-macro ac:name=\"toc\" ac:schema-version=\"1\">\
    ///      <ac:parameter ac:name=\"maxLevel\">2</ac:parameter></ac:structured-macro>",
    /// );
    /// # Ok::<(), confluence_content::BodyError>(())
    /// ```
    pub fn block_macro<'p>(name: &str, parameters: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        Self::extension(NodeKind::Extension, name, parameters).attr("layout", "default")
    }

    /// A macro without a body, in a line.
    pub fn inline_macro<'p>(name: &str, parameters: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        Self::extension(NodeKind::InlineExtension, name, parameters)
    }

    /// A macro around blocks.
    pub fn macro_around<'p>(
        name: &str,
        parameters: impl IntoIterator<Item = (&'p str, &'p str)>,
        content: impl IntoIterator<Item = Self>,
    ) -> Self {
        let node = Self::extension(NodeKind::BodiedExtension, name, parameters);
        node.attr("layout", "default").content(content)
    }

    fn extension<'p>(kind: NodeKind, name: &str, parameters: impl IntoIterator<Item = (&'p str, &'p str)>) -> Self {
        let mut values = Map::new();
        for (parameter, value) in parameters {
            values.insert(parameter.to_owned(), json!({ "value": value }));
        }
        let metadata = json!({ "schemaVersion": { "value": "1" }, "title": name });
        let node = Self::new(kind).attr("extensionType", MACRO_TYPE);
        node.attr("extensionKey", name).attr(
            "parameters",
            json!({ "macroParams": values, "macroMetadata": metadata }),
        )
    }
}
