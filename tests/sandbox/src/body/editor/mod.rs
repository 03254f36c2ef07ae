//! The representation `editor`: storage format as the older editor shows it. Macros are placeholders, links and images
//! are elements of HTML, and `data-` attributes say what they stand for. What has no such form stays as it is.

mod read;
mod write;

pub(super) use read::from_editor;
pub(super) use write::to_editor;

use confluence_content::storage::{Element, Node};

/// The classes of the elements that stand for something of storage format.
const INLINE_MACRO: &str = "editor-inline-macro";
const MACRO: &str = "wysiwyg-macro";
const MACRO_BODY: &str = "wysiwyg-macro-body";
const LINK: &str = "confluence-link";
const IMAGE: &str = "confluence-embedded-image";
const EMOTICON: &str = "emoticon";
const TASKS: &str = "inline-task-list";
const MARKER: &str = "inline-comment-marker";

/// The attributes of macros and of images: in storage format, and in the editor.
const MACRO_ATTRIBUTES: [(&str, &str); 4] = [
    ("ac:name", "data-macro-name"),
    ("ac:schema-version", "data-macro-schema-version"),
    ("ac:local-id", "data-macro-local-id"),
    ("ac:macro-id", "data-macro-id"),
];
const IMAGE_ATTRIBUTES: [(&str, &str); 4] = [
    ("ac:alt", "alt"),
    ("ac:title", "title"),
    ("ac:width", "width"),
    ("ac:height", "height"),
];

/// What a conversion makes of the elements for which it has a form.
trait Form {
    /// Writes the element, or answers `false` and writes nothing.
    fn write(&mut self, element: &Element<'_>) -> bool;

    fn out(&mut self) -> &mut String;

    /// Writes what is in a body or an element. What has no form keeps its tags.
    fn write_all(&mut self, nodes: &[Node<'_>]) {
        for node in nodes {
            match node {
                Node::Element(element) if self.write(element) => {}
                Node::Element(element) => {
                    let (outer, inner) = (element.outer(), element.inner());
                    let start = inner.as_ptr() as usize - outer.as_ptr() as usize;
                    self.out().push_str(&outer[..start]);
                    self.write_all(element.children());
                    self.out().push_str(&outer[start + inner.len()..]);
                }
                Node::Text(text) => self.out().push_str(text.raw()),
                Node::CData(text) => {
                    self.out().push_str("<![CDATA[");
                    self.out().push_str(text);
                    self.out().push_str("]]>");
                }
                _ => {}
            }
        }
    }
}

/// The text of an element that has nothing else in it.
fn only_text(element: &Element<'_>) -> Option<String> {
    let mut text = String::new();
    for child in element.children() {
        match child {
            Node::Text(own) => text.push_str(&own.value()),
            Node::CData(own) => text.push_str(own),
            _ => return None,
        }
    }
    Some(text)
}

/// Appends an attribute.
fn push_attribute(out: &mut String, name: &str, value: &str) {
    let value = super::escape(value)
        .replace('"', "&quot;")
        .replace('\n', "&#10;")
        .replace('\t', "&#9;");
    out.push_str(&format!(" {name}=\"{value}\""));
}

#[cfg(test)]
mod tests {
    use super::{from_editor, to_editor};
    use confluence_content::{NoSite, Storage};
    use proptest::prelude::*;

    fn there(storage: &str) -> String {
        to_editor(&Storage::parse(storage).unwrap(), &NoSite)
    }

    fn back(editor: &str) -> String {
        from_editor(&Storage::parse(editor).unwrap_or_else(|error| panic!("{editor}\n{error}")))
    }

    /// A body, and what the editor has of it.
    const FORMS: [(&str, &str); 9] = [
        (
            "<p><ac:structured-macro ac:name=\"toc\" ac:macro-id=\"m\"><ac:parameter ac:name=\"maxLevel\">2</ac:parameter>\
             <ac:parameter ac:name=\"\">a=b|c\\</ac:parameter></ac:structured-macro></p>",
            "<img class=\"editor-inline-macro\"",
        ),
        (
            "<ac:structured-macro ac:name=\"info\" ac:schema-version=\"1\"><ac:rich-text-body><p>x</p>\
             </ac:rich-text-body></ac:structured-macro>",
            "<table class=\"wysiwyg-macro\"",
        ),
        (
            "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"title\">a &lt; \"b\"</ac:parameter>\
             <ac:plain-text-body><![CDATA[if a < b\n  c]]></ac:plain-text-body></ac:structured-macro>",
            "data-macro-body-type=\"PLAIN_TEXT\"",
        ),
        (
            "<p><ac:link><ri:page ri:content-title=\"A &amp; B\" ri:space-key=\"K\" />\
             <ac:plain-text-link-body><![CDATA[go]]></ac:plain-text-link-body></ac:link></p>",
            "data-linked-resource-type=\"page\"",
        ),
        (
            "<p><ac:link><ri:user ri:account-id=\"557058:1\" /></ac:link></p>",
            "data-linked-resource-type=\"userinfo\"",
        ),
        (
            "<ac:image ac:alt=\"a\" ac:width=\"100\"><ri:attachment ri:filename=\"a b.png\" /></ac:image>",
            "<img class=\"confluence-embedded-image\"",
        ),
        (
            "<p><ac:emoticon ac:name=\"smile\" /></p>",
            "data-emoticon-name=\"smile\"",
        ),
        (
            "<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status>\
             <ac:task-body>do <strong>it</strong></ac:task-body></ac:task></ac:task-list>",
            "<ul class=\"inline-task-list\"><li class=\"checked\" data-inline-task-id=\"1\">",
        ),
        (
            "<p><ac:inline-comment-marker ac:ref=\"r\">here</ac:inline-comment-marker></p>",
            "<span class=\"inline-comment-marker\" data-ref=\"r\">here</span>",
        ),
    ];

    #[test]
    fn each_form_is_markup_of_the_editor_and_comes_back() {
        for (storage, has) in FORMS {
            let editor = there(storage);
            assert!(editor.contains(has), "{editor}");
            assert!(!editor.contains("<ac:") && !editor.contains("<ri:"), "{editor}");
            assert_eq!(back(&editor), storage, "{editor}");
        }
    }

    #[test]
    fn what_has_no_form_stays_as_it_is() {
        for storage in [
            "<p class=\"x\">a &nbsp; b<br/></p>",
            "<ac:link ac:anchor=\"x\"><ri:page ri:content-title=\"P\"/></ac:link>",
            "<ac:structured-macro ac:name=\"include\"><ac:parameter ac:name=\"\"><ri:space ri:space-key=\"K\"/></ac:parameter></ac:structured-macro>",
            "<ac:image ac:thumbnail=\"true\"><ri:attachment ri:filename=\"a.png\"/></ac:image>",
            "<ac:layout><ac:layout-section ac:type=\"single\"><ac:layout-cell><p>x</p></ac:layout-cell></ac:layout-section></ac:layout>",
        ] {
            assert_eq!(there(storage), storage);
        }
    }

    #[test]
    fn markup_that_only_looks_like_it_stays_as_it_is() {
        for editor in [
            "<table class=\"wysiwyg-macro\"><tbody><tr><td>x</td></tr></tbody></table>",
            "<a class=\"confluence-link\" href=\"/x\">x</a>",
            "<img class=\"emoticon\" src=\"x\"/>",
            "<ul class=\"inline-task-list\"><li>x</li></ul>",
            "<span class=\"inline-comment-marker\">x</span>",
        ] {
            assert_eq!(back(editor), editor);
        }
    }

    proptest! {
        #[test]
        fn all_that_is_nested_comes_back(order in proptest::collection::vec(0..FORMS.len(), 1..6)) {
            let inner: String = order.iter().map(|at| FORMS[*at].0).collect();
            let storage = format!(
                "<ac:structured-macro ac:name=\"x\"><ac:rich-text-body><div>{inner}</div></ac:rich-text-body></ac:structured-macro>"
            );
            prop_assert_eq!(back(&there(&storage)), storage);
        }
    }
}
