//! What can have attachments, and the operations for each.

use crate::v2::{AttachmentBulk, ContentStatus, op};
use crate::workflows::Handle;
use crate::{ContentId, Items, Operation};

/// Something that can have attachments: the ids of pages, blog posts and custom content. It is not implemented by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the id of something that has attachments",
    label = "has no attachments",
    note = "pages, blog posts and custom content have some, each by an id of its own type"
)]
pub trait HasFiles: Copy + Into<ContentId> + Send + Sync + 'static + sealed::Kind {
    /// The operation that lists them.
    type List: Operation;
}

pub(crate) mod sealed {
    use super::{AttachmentBulk, Handle, Items};

    pub trait Kind {
        fn list(&self, site: &Handle, name: Option<&str>) -> Items<AttachmentBulk>;
    }
}

macro_rules! kinds {
    ($($id:ident $list:ident;)*) => {$(
        impl HasFiles for crate::$id {
            type List = op::$list;
        }
        impl sealed::Kind for crate::$id {
            fn list(&self, site: &Handle, name: Option<&str>) -> Items<AttachmentBulk> {
                let mut request = op::$list::new(*self);
                request.status = vec![ContentStatus::Current];
                request.filename = name.map(str::to_owned);
                site.open(request).items()
            }
        }
    )*};
}
kinds! {
    PageId GetPageAttachments;
    BlogPostId GetBlogpostAttachments;
    CustomContentId GetCustomContentAttachments;
}
