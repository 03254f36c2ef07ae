//! A page that the builder adds.

use axum::body::Bytes;
use std::time::Duration;

/// A page or a blog post with what belongs to it, for [`Builder::page`](crate::Builder::page).
///
/// ```
/// use confluence_sandbox::{NewPage, Sandbox};
///
/// let sandbox = Sandbox::builder()
///     .space("OPS", "Operations")
///     .page(NewPage::new("OPS", "Runbooks").id(4711).body("<p>One for each service.</p>"))
///     .page(NewPage::new("OPS", "Database").below("Runbooks").label("runbook").by("writer"))
///     .page(NewPage::blog_post("OPS", "We moved"));
/// # drop(sandbox);
/// ```
#[derive(Clone, Debug)]
pub struct NewPage {
    pub(super) is_blog_post: bool,
    pub(super) space: String,
    pub(super) title: String,
    pub(super) id: Option<u64>,
    pub(super) parent: Option<String>,
    pub(super) body: String,
    pub(super) author: String,
    pub(super) age: Duration,
    pub(super) labels: Vec<String>,
    pub(super) readers: Vec<String>,
    pub(super) editors: Vec<String>,
    pub(super) attachments: Vec<NewAttachment>,
    /// The name of the author and the body.
    pub(super) comments: Vec<(String, String)>,
}

/// A file on a page.
#[derive(Clone, Debug)]
pub(super) struct NewAttachment {
    pub(super) name: String,
    pub(super) media_type: String,
    pub(super) bytes: Bytes,
}

impl NewPage {
    /// An empty page below the home page of the space. The admin creates it, at the start.
    pub fn new(space_key: &str, title: &str) -> Self {
        Self {
            is_blog_post: false,
            space: space_key.to_owned(),
            title: title.to_owned(),
            id: None,
            parent: None,
            body: String::new(),
            author: "admin".to_owned(),
            age: Duration::ZERO,
            labels: Vec::new(),
            readers: Vec::new(),
            editors: Vec::new(),
            attachments: Vec::new(),
            comments: Vec::new(),
        }
    }

    /// An empty blog post.
    pub fn blog_post(space_key: &str, title: &str) -> Self {
        Self {
            is_blog_post: true,
            ..Self::new(space_key, title)
        }
    }

    /// Sets the id. It must not be in use, and must be above zero.
    pub fn id(mut self, id: u64) -> Self {
        self.id = Some(id);
        self
    }

    /// Puts it below the page with this title in the same space, which was added before.
    pub fn below(mut self, title: &str) -> Self {
        self.parent = Some(title.to_owned());
        self
    }

    /// Sets the body, in storage format.
    pub fn body(mut self, storage: &str) -> Self {
        storage.clone_into(&mut self.body);
        self
    }

    /// Sets the user who creates it.
    pub fn by(mut self, user: &str) -> Self {
        user.clone_into(&mut self.author);
        self
    }

    /// Makes it so much older than the sandbox.
    pub fn age(mut self, age: Duration) -> Self {
        self.age = age;
        self
    }

    /// Adds a label.
    pub fn label(mut self, name: &str) -> Self {
        self.labels.push(name.to_owned());
        self
    }

    /// Restricts who can see it to these users and groups.
    pub fn readers<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.readers.extend(names.into_iter().map(Into::into));
        self
    }

    /// Restricts who can change it to these users and groups.
    pub fn editors<S: Into<String>>(mut self, names: impl IntoIterator<Item = S>) -> Self {
        self.editors.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds a file.
    pub fn attachment(mut self, name: &str, media_type: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.attachments.push(NewAttachment {
            name: name.to_owned(),
            media_type: media_type.to_owned(),
            bytes: bytes.into().into(),
        });
        self
    }

    /// Adds a comment at the foot of the page, in storage format.
    pub fn comment(mut self, user: &str, storage: &str) -> Self {
        self.comments.push((user.to_owned(), storage.to_owned()));
        self
    }
}
