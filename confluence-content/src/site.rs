//! What a body does not say itself.

/// What is known about the site of a body: where its pages are, what people are called.
///
/// A body names a page by its title and a person by an id. Conversions to documents, to HTML and to Markdown ask here
/// for the rest. What is not answered is made up from the name. [`NoSite`] answers nothing.
///
/// Markdown has addresses alone. A site of your own says which address a page and a file have there
/// ([`page_url`](Site::page_url), [`file`](Site::file)), and what an address in Markdown leads to
/// ([`page_at`](Site::page_at), [`file_at`](Site::file_at)):
///
#[cfg_attr(feature = "markdown", doc = "```")]
#[cfg_attr(not(feature = "markdown"), doc = "```ignore")]
/// use confluence_content::{LinkedPage, Site, markdown};
///
/// /// A folder of Markdown, where the page `Set up` is in the file `set-up.md`.
/// struct Folder;
///
/// impl Site for Folder {
///     fn page_at(&self, address: &str) -> Option<LinkedPage> {
///         (address == "set-up.md").then(|| LinkedPage::from("Set up"))
///     }
/// }
///
/// assert_eq!(
///     markdown::to_storage("[First](set-up.md)", &Folder).value,
///     "<p><ac:link><ri:page ri:content-title=\"Set up\" /><ac:link-body>First</ac:link-body></ac:link></p>",
/// );
/// ```
pub trait Site {
    /// The id of the content whose body it is.
    fn content_id(&self) -> Option<String> {
        None
    }

    /// The title of the content whose body it is.
    fn title(&self) -> Option<String> {
        None
    }

    /// The address of a page. Without a space it is one in the space of the body.
    fn page_url(&self, space: Option<&str>, title: &str) -> Option<String> {
        let _ = (space, title);
        None
    }

    /// The address of a space.
    fn space_url(&self, space: &str) -> Option<String> {
        let _ = space;
        None
    }

    /// A file that is attached to the content of the body, or to the page that is named.
    fn file(&self, page: Option<&PageName<'_>>, name: &str) -> Option<File> {
        let _ = (page, name);
        None
    }

    /// The page that an address in Markdown leads to.
    ///
    /// The address is as a file system has it: `%20` is a space, and what follows `#` is left out. Every address of a
    /// link is asked for, but those that begin with `confluence:` and `attachment:`.
    fn page_at(&self, address: &str) -> Option<LinkedPage> {
        let _ = address;
        None
    }

    /// The name of the attached file that an address in Markdown leads to. It is asked for as with
    /// [`page_at`](Site::page_at). An image whose address has no scheme is an attached file of that name anyway.
    fn file_at(&self, address: &str) -> Option<String> {
        let _ = address;
        None
    }

    /// The name of a person.
    fn user_name(&self, account_id: &str) -> Option<String> {
        let _ = account_id;
        None
    }

    /// What a macro shows, as HTML, for the macros that only the site can run: `children`, `include`.
    fn macro_html(&self, found: &crate::storage::Macro<'_, '_>) -> Option<String> {
        let _ = found;
        None
    }
}

/// The title of a page, and the space that it is in if that is another than the body's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageName<'a> {
    /// The key of the space.
    pub space: Option<&'a str>,
    /// The title.
    pub title: &'a str,
}

/// The page that an address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LinkedPage {
    /// The key of the space, if that is another than the body's.
    pub space: Option<String>,
    /// The title.
    pub title: String,
}

impl From<&str> for LinkedPage {
    /// A page in the space of the body.
    fn from(title: &str) -> Self {
        title.to_owned().into()
    }
}

impl From<String> for LinkedPage {
    /// A page in the space of the body.
    fn from(title: String) -> Self {
        Self { space: None, title }
    }
}

/// An attached file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The id by which documents in the Atlassian document format name it: `fileId`, not that of the attachment.
    pub id: String,
    /// The collection that it is in: `contentId-` and the id of the content.
    pub collection: String,
    /// Where it can be loaded.
    pub url: String,
}

/// Knows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoSite;

impl Site for NoSite {}

/// The address of a page, made from its name if the site does not know it.
pub(crate) fn page_url(site: &dyn Site, space: Option<&str>, title: &str) -> String {
    site.page_url(space, title).unwrap_or_else(|| {
        let mut url = "/wiki/display/".to_owned();
        if let Some(space) = space {
            push_encoded(&mut url, space);
            url.push('/');
        }
        push_encoded(&mut url, title);
        url
    })
}

/// The address of a space, made from its key if the site does not know it.
pub(crate) fn space_url(site: &dyn Site, space: &str) -> String {
    site.space_url(space).unwrap_or_else(|| {
        let mut url = "/wiki/spaces/".to_owned();
        push_encoded(&mut url, space);
        url
    })
}

/// The address of a person's profile.
pub(crate) fn user_url(account_id: &str) -> String {
    let mut url = "/wiki/people/".to_owned();
    push_encoded(&mut url, account_id);
    url
}

/// A file, made from its name if the site does not know it.
pub(crate) fn file(site: &dyn Site, page: Option<&PageName<'_>>, name: &str) -> File {
    site.file(page, name).unwrap_or_else(|| {
        let mut url = "/wiki/download/attachments/".to_owned();
        push_encoded(&mut url, name);
        File {
            id: name.to_owned(),
            collection: String::new(),
            url,
        }
    })
}

/// Appends text as a part of an address.
pub(crate) fn push_encoded(url: &mut String, text: &str) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' => url.push(char::from(byte)),
            b' ' => url.push('+'),
            other => {
                url.push('%');
                for digit in [other >> 4, other & 15] {
                    url.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                }
            }
        }
    }
}
