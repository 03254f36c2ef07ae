//! The rules of the Atlassian document format, as a table: which attributes each node and mark has, what can lie in a
//! node, and which marks it can have. They are those of the vendor's published schema. What the schema says about how
//! few or how many nodes lie in another is not here.

use super::attr::Form::{Any, Bool, Color, ColorOr, Filled, Number, Numbers, Text, Whole, Word};
use super::attr::{Attr, Form, may, needs, of_type, without};

/// What is known of a node.
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) attrs: &'static [Attr],
    /// What can lie in it.
    pub(super) holds: &'static [&'static [&'static str]],
    pub(super) marks: &'static [&'static str],
}

/// What is known of a mark.
pub(super) struct MarkRule {
    pub(super) name: &'static str,
    pub(super) attrs: &'static [Attr],
}

const fn node(
    name: &'static str,
    attrs: &'static [Attr],
    holds: &'static [&'static [&'static str]],
    marks: &'static [&'static str],
) -> Rule {
    Rule {
        name,
        attrs,
        holds,
        marks,
    }
}

const fn mark(name: &'static str, attrs: &'static [Attr]) -> MarkRule {
    MarkRule { name, attrs }
}

const ANY: Form = Number(f64::NEG_INFINITY, f64::INFINITY);
const POSITIVE: Form = Number(0.0, f64::INFINITY);
const PERCENT: Form = Number(0.0, 100.0);

/// What lies in a line of text.
const CAPTION: &[&str] = &[
    "date",
    "emoji",
    "hardBreak",
    "inlineCard",
    "mention",
    "placeholder",
    "status",
    "text",
];
const LINE: &[&[&str]] = &[CAPTION, &["inlineExtension", "mediaInline"]];

/// What lies in everything that has paragraphs and lists.
const SMALL: &[&str] = &[
    "bulletList",
    "codeBlock",
    "extension",
    "mediaSingle",
    "orderedList",
    "paragraph",
];
/// What a panel has besides, and everything larger.
const BODY: &[&str] = &["decisionList", "heading", "mediaGroup", "rule", "taskList"];
const CARDS: &[&str] = &["blockCard", "embedCard"];
const BOXES: &[&str] = &["blockquote", "panel"];

const CELL: &[&[&str]] = &[SMALL, BODY, CARDS, BOXES, &["nestedExpand"]];
const CELL_ATTRS: &[Attr] = &[
    may("background", Text),
    may("colspan", ANY),
    may("colwidth", Numbers),
    may("rowspan", ANY),
    may("valign", Word(&["bottom", "middle", "top"])),
];
const EXTENSION_ATTRS: &[Attr] = &[
    needs("extensionKey", Filled),
    needs("extensionType", Filled),
    may("layout", Word(&["default", "full-width", "wide"])),
    may("text", Text),
];
const LAYOUT: Form = Word(&[
    "align-end",
    "align-start",
    "center",
    "full-width",
    "wide",
    "wrap-left",
    "wrap-right",
]);
const TASK_ATTRS: &[Attr] = &[needs("localId", Text), needs("state", Word(&["DONE", "TODO"]))];

/// The marks of text. The schema has no others beside `code` but `annotation` and `link`. Confluence takes such text
/// all the same, and keeps all its marks (open-cli-collective/atlassian-cli#478).
pub(super) const TEXT_MARKS: &[&str] = &[
    "annotation",
    "backgroundColor",
    "code",
    "em",
    "link",
    "strike",
    "strong",
    "subsup",
    "textColor",
    "underline",
];
const MEDIA_MARKS: &[&str] = &["annotation", "border", "link"];

/// The nodes. Names that are not here are unknown.
pub(super) static NODES: [Rule; 40] = [
    node(
        "blockCard",
        &[
            without(&["data", "datasource"], "url", Text),
            may("data", Any),
            may("datasource", Any),
            may("layout", LAYOUT),
            may("width", ANY),
        ],
        &[],
        &[],
    ),
    node("blockTaskItem", TASK_ATTRS, &[&["extension", "paragraph"]], &[]),
    node("blockquote", &[], &[SMALL, &["mediaGroup"]], &[]),
    node(
        "bodiedExtension",
        EXTENSION_ATTRS,
        &[SMALL, BODY, CARDS, BOXES, &["table"]],
        &["fragment"],
    ),
    node("bulletList", &[], &[&["listItem"]], &[]),
    node("caption", &[], &[CAPTION], &[]),
    node(
        "codeBlock",
        &[
            may("hideLineNumbers", Bool),
            may("language", Text),
            may("uniqueId", Text),
            may("wrap", Bool),
        ],
        &[&["text"]],
        &["breakout"],
    ),
    node("date", &[needs("timestamp", Filled)], &[], TEXT_MARKS),
    node(
        "decisionItem",
        &[needs("localId", Text), needs("state", Text)],
        LINE,
        &[],
    ),
    node("decisionList", &[needs("localId", Text)], &[&["decisionItem"]], &[]),
    node(
        "doc",
        &[],
        &[
            SMALL,
            BODY,
            CARDS,
            BOXES,
            &["bodiedExtension", "expand", "layoutSection", "table"],
        ],
        &[],
    ),
    node(
        "embedCard",
        &[
            needs("layout", LAYOUT),
            needs("url", Text),
            may("originalHeight", ANY),
            may("originalWidth", ANY),
            may("width", PERCENT),
        ],
        &[],
        &[],
    ),
    node(
        "emoji",
        &[needs("shortName", Text), may("id", Text), may("text", Text)],
        &[],
        TEXT_MARKS,
    ),
    node(
        "expand",
        &[may("title", Text)],
        &[SMALL, BODY, CARDS, BOXES, &["nestedExpand", "table"]],
        &["breakout"],
    ),
    node("extension", EXTENSION_ATTRS, &[], &["fragment"]),
    node("hardBreak", &[may("text", Text)], &[], TEXT_MARKS),
    node(
        "heading",
        &[needs("level", Whole(1, 6))],
        LINE,
        &["alignment", "indentation"],
    ),
    node(
        "inlineCard",
        &[without(&["data"], "url", Text), may("data", Any)],
        &[],
        TEXT_MARKS,
    ),
    node(
        "inlineExtension",
        EXTENSION_ATTRS,
        &[],
        &[
            "annotation",
            "backgroundColor",
            "code",
            "em",
            "fragment",
            "link",
            "strike",
            "strong",
            "subsup",
            "textColor",
            "underline",
        ],
    ),
    node(
        "layoutColumn",
        &[
            needs("width", PERCENT),
            may("valign", Word(&["bottom", "middle", "top"])),
        ],
        &[SMALL, BODY, CARDS, BOXES, &["bodiedExtension", "expand", "table"]],
        &[],
    ),
    node("layoutSection", &[], &[&["layoutColumn"]], &["breakout"]),
    node("listItem", &[], &[SMALL, &["taskList"]], &[]),
    node(
        "media",
        &[
            needs("type", Word(&["external", "file", "link"])),
            of_type(&["file", "link"], "collection", Text),
            of_type(&["file", "link"], "id", Filled),
            of_type(&["external"], "url", Text),
            may("alt", Text),
            may("height", ANY),
            may("width", ANY),
        ],
        &[],
        MEDIA_MARKS,
    ),
    node("mediaGroup", &[], &[&["media"]], &[]),
    node(
        "mediaInline",
        &[
            needs("collection", Text),
            needs("id", Filled),
            may("alt", Text),
            may("height", ANY),
            may("type", Word(&["file", "image", "link"])),
            may("width", ANY),
        ],
        &[],
        &[
            "annotation",
            "backgroundColor",
            "border",
            "code",
            "em",
            "link",
            "strike",
            "strong",
            "subsup",
            "textColor",
            "underline",
        ],
    ),
    node(
        "mediaSingle",
        &[
            may("layout", LAYOUT),
            may("width", POSITIVE),
            may("widthType", Word(&["percentage", "pixel"])),
        ],
        &[&["caption", "media"]],
        &["link"],
    ),
    node(
        "mention",
        &[
            needs("id", Text),
            may("accessLevel", Text),
            may("text", Text),
            may("userType", Word(&["APP", "DEFAULT", "SPECIAL"])),
        ],
        &[],
        TEXT_MARKS,
    ),
    node("nestedExpand", &[may("title", Text)], &[SMALL, BODY, BOXES], &[]),
    node("orderedList", &[may("order", POSITIVE)], &[&["listItem"]], &[]),
    node(
        "panel",
        &[
            needs(
                "panelType",
                Word(&["custom", "error", "info", "note", "success", "tip", "warning"]),
            ),
            may("panelColor", Text),
            may("panelIcon", Text),
            may("panelIconId", Text),
            may("panelIconText", Text),
        ],
        &[SMALL, BODY, &["blockCard"]],
        &[],
    ),
    node("paragraph", &[], LINE, &["alignment", "indentation"]),
    node("placeholder", &[needs("text", Text)], &[], TEXT_MARKS),
    node("rule", &[], &[], &[]),
    node(
        "status",
        &[
            needs(
                "color",
                ColorOr(&["blue", "green", "neutral", "purple", "red", "yellow"]),
            ),
            needs("text", Filled),
            may("style", Text),
        ],
        &[],
        TEXT_MARKS,
    ),
    node(
        "table",
        &[
            may("displayMode", Word(&["default", "fixed"])),
            may("isNumberColumnEnabled", Bool),
            may(
                "layout",
                Word(&["align-end", "align-start", "center", "default", "full-width", "wide"]),
            ),
            may("width", ANY),
        ],
        &[&["tableRow"]],
        &["fragment"],
    ),
    node("tableCell", CELL_ATTRS, CELL, &[]),
    node("tableHeader", CELL_ATTRS, CELL, &[]),
    node("tableRow", &[], &[&["tableCell", "tableHeader"]], &[]),
    node("taskItem", TASK_ATTRS, LINE, &[]),
    node(
        "taskList",
        &[needs("localId", Text)],
        &[&["blockTaskItem", "taskItem", "taskList"]],
        &[],
    ),
];

/// The marks. Names that are not here are unknown.
pub(super) static MARKS: [MarkRule; 15] = [
    mark("alignment", &[needs("align", Word(&["center", "end"]))]),
    mark(
        "annotation",
        &[needs("annotationType", Word(&["inlineComment"])), needs("id", Text)],
    ),
    mark("backgroundColor", &[needs("color", Color(&[6]))]),
    mark(
        "border",
        &[needs("color", Color(&[6, 8])), needs("size", Number(1.0, 3.0))],
    ),
    mark(
        "breakout",
        &[needs("mode", Word(&["full-width", "wide"])), may("width", ANY)],
    ),
    mark("code", &[]),
    mark("em", &[]),
    mark("fragment", &[needs("localId", Filled), may("name", Text)]),
    mark("indentation", &[needs("level", Whole(1, 6))]),
    mark("link", &[needs("href", Text), may("title", Text)]),
    mark("strike", &[]),
    mark("strong", &[]),
    mark("subsup", &[needs("type", Word(&["sub", "sup"]))]),
    mark("textColor", &[needs("color", Color(&[6]))]),
    mark("underline", &[]),
];
