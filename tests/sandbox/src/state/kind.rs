//! The kinds of content, and what is different between them: one line of the table for each kind.

use confluence_sdk::spec::Kind;

/// The kind of content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum ContentKind {
    Page,
    BlogPost,
    CustomContent,
    Whiteboard,
    Database,
    SmartLink,
    Folder,
    FooterComment,
    InlineComment,
    Attachment,
}

/// What is known about a kind.
#[derive(Debug)]
pub(crate) struct KindFacts {
    pub(crate) kind: ContentKind,
    /// The kind as permissions know it.
    pub(crate) permission: Kind,
    /// The type as v1 and searches know it. Custom content has a type of its own.
    pub(crate) v1_type: &'static str,
    /// The type as v2 knows it.
    pub(crate) v2_type: &'static str,
    /// The segment of its paths in v2.
    pub(crate) segment: &'static str,
    /// The member that names it as the thing that other content is on.
    pub(crate) member: &'static str,
    /// Where it lies.
    pub(crate) place: Place,
}

/// Where content of a kind lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// In the tree of a space, below other content of the tree.
    Tree,
    /// In a space.
    Space,
    /// On other content.
    Content,
}

/// In the order of [`ContentKind`].
const KINDS: [KindFacts; 10] = [
    facts(
        ContentKind::Page,
        Kind::Page,
        ["page", "page", "pages", "pageId"],
        Place::Tree,
    ),
    facts(
        ContentKind::BlogPost,
        Kind::BlogPost,
        ["blogpost", "blogpost", "blogposts", "blogPostId"],
        Place::Space,
    ),
    facts(
        ContentKind::CustomContent,
        Kind::CustomContent,
        ["custom", "custom", "custom-content", "customContentId"],
        Place::Space,
    ),
    facts(
        ContentKind::Whiteboard,
        Kind::Whiteboard,
        ["whiteboard", "whiteboard", "whiteboards", "whiteboardId"],
        Place::Tree,
    ),
    facts(
        ContentKind::Database,
        Kind::Database,
        ["database", "database", "databases", "databaseId"],
        Place::Tree,
    ),
    facts(
        ContentKind::SmartLink,
        Kind::SmartLink,
        ["embed", "embed", "embeds", "embedId"],
        Place::Tree,
    ),
    facts(
        ContentKind::Folder,
        Kind::Folder,
        ["folder", "folder", "folders", "folderId"],
        Place::Tree,
    ),
    facts(
        ContentKind::FooterComment,
        Kind::Comment,
        ["comment", "footer-comment", "footer-comments", "parentCommentId"],
        Place::Content,
    ),
    facts(
        ContentKind::InlineComment,
        Kind::Comment,
        ["comment", "inline-comment", "inline-comments", "parentCommentId"],
        Place::Content,
    ),
    facts(
        ContentKind::Attachment,
        Kind::Attachment,
        ["attachment", "attachment", "attachments", "attachmentId"],
        Place::Content,
    ),
];

const fn facts(kind: ContentKind, permission: Kind, words: [&'static str; 4], place: Place) -> KindFacts {
    let [v1_type, v2_type, segment, member] = words;
    KindFacts {
        kind,
        permission,
        v1_type,
        v2_type,
        segment,
        member,
        place,
    }
}

impl ContentKind {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        KINDS.iter().map(|facts| facts.kind)
    }

    pub(crate) fn facts(self) -> &'static KindFacts {
        &KINDS[self as usize]
    }

    /// The kind as permissions know it.
    pub(crate) fn permission_kind(self) -> Kind {
        self.facts().permission
    }

    /// The type as v1 and searches know it.
    pub(crate) fn v1_type(self) -> &'static str {
        self.facts().v1_type
    }

    /// The type as v2 knows it.
    pub(crate) fn v2_type(self) -> &'static str {
        self.facts().v2_type
    }

    pub(crate) fn is_comment(self) -> bool {
        matches!(self, Self::FooterComment | Self::InlineComment)
    }

    /// Whether it lies in the tree of a space. Such content can have children of every kind of the tree.
    pub(crate) fn is_in_tree(self) -> bool {
        self.facts().place == Place::Tree
    }
}

#[cfg(test)]
mod tests {
    use super::{ContentKind, KINDS};

    #[test]
    fn each_kind_has_its_own_line() {
        for (position, facts) in KINDS.iter().enumerate() {
            assert_eq!(facts.kind as usize, position);
            assert_eq!(ContentKind::facts(facts.kind).segment, facts.segment);
        }
    }
}
