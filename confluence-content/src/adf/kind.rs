//! The kinds of nodes and marks.

/// An enum of names, with one variant for the names that are not known.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $(
                #[doc = concat!("`", $text, "`")]
                $variant,
            )+
            /// A name that is not known here.
            Unknown(String),
        }

        impl $name {
            /// The name in JSON.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(name) => name,
                }
            }
        }

        impl From<&str> for $name {
            fn from(name: &str) -> Self {
                match name {
                    $($text => Self::$variant,)+
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }
    };
}

names! {
    /// The kind of a node.
    NodeKind {
        BlockCard = "blockCard",
        BlockTaskItem = "blockTaskItem",
        Blockquote = "blockquote",
        BodiedExtension = "bodiedExtension",
        BulletList = "bulletList",
        Caption = "caption",
        CodeBlock = "codeBlock",
        ConfluenceUnsupportedBlock = "confluenceUnsupportedBlock",
        ConfluenceUnsupportedInline = "confluenceUnsupportedInline",
        Date = "date",
        DecisionItem = "decisionItem",
        DecisionList = "decisionList",
        EmbedCard = "embedCard",
        Emoji = "emoji",
        Expand = "expand",
        Extension = "extension",
        HardBreak = "hardBreak",
        Heading = "heading",
        InlineCard = "inlineCard",
        InlineExtension = "inlineExtension",
        LayoutColumn = "layoutColumn",
        LayoutSection = "layoutSection",
        ListItem = "listItem",
        Media = "media",
        MediaGroup = "mediaGroup",
        MediaInline = "mediaInline",
        MediaSingle = "mediaSingle",
        Mention = "mention",
        NestedExpand = "nestedExpand",
        OrderedList = "orderedList",
        Panel = "panel",
        Paragraph = "paragraph",
        Placeholder = "placeholder",
        Rule = "rule",
        Status = "status",
        Table = "table",
        TableCell = "tableCell",
        TableHeader = "tableHeader",
        TableRow = "tableRow",
        TaskItem = "taskItem",
        TaskList = "taskList",
        Text = "text",
    }
}

names! {
    /// The kind of a mark.
    MarkKind {
        Alignment = "alignment",
        Annotation = "annotation",
        BackgroundColor = "backgroundColor",
        Border = "border",
        Breakout = "breakout",
        Code = "code",
        Em = "em",
        Fragment = "fragment",
        Indentation = "indentation",
        Link = "link",
        Strike = "strike",
        Strong = "strong",
        Subsup = "subsup",
        TextColor = "textColor",
        Underline = "underline",
        UnsupportedMark = "unsupportedMark",
    }
}

impl NodeKind {
    /// Whether it stands within a line of text. Unknown nodes can stand anywhere.
    pub fn is_inline(&self) -> bool {
        matches!(
            self,
            Self::ConfluenceUnsupportedInline
                | Self::Date
                | Self::Emoji
                | Self::HardBreak
                | Self::InlineCard
                | Self::InlineExtension
                | Self::MediaInline
                | Self::Mention
                | Self::Placeholder
                | Self::Status
                | Self::Text
        )
    }
}
