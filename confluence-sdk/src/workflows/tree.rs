//! The content tree: what lies below and above a page, a folder and so on.

use super::{Handle, Working};
use crate::error::Error;
use crate::v2::{ChildrenResponse, ContentSortOrder, ContentStatus, HierarchicalContentType, op};
use crate::{Allows, Client, ContentId, Items, MayCall, Operation, Result};
use futures_core::Stream;
use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

/// What a walk of the tree calls: it meets content of every kind. Every client that may make these calls has it.
#[diagnostic::on_unimplemented(
    message = "not allowed to walk the content tree: `{Self}` may not list what lies below content of every kind",
    label = "missing what the calls of a walk need",
    note = "each of them accepts the scope `read:hierarchical-content:confluence`, the Connect scope `READ`, or an unscoped API token (Basic)",
    note = "a walk calls `get_page_direct_children`, `get_folder_direct_children`, `get_whiteboard_direct_children`, `get_database_direct_children` and `get_smart_link_direct_children`: `.children()` calls one of them",
    note = "to fix: add `\"read:hierarchical-content:confluence\"` to the `scopes!` set; a set that declares operations needs all five"
)]
pub trait WalksTrees:
    Allows<op::GetPageDirectChildren>
    + Allows<op::GetFolderDirectChildren>
    + Allows<op::GetWhiteboardDirectChildren>
    + Allows<op::GetDatabaseDirectChildren>
    + Allows<op::GetSmartLinkDirectChildren>
{
}

// The five refusals would differ in the name of the operation alone, so there is one for all of them.
#[diagnostic::do_not_recommend]
impl<A> WalksTrees for A where
    A: Allows<op::GetPageDirectChildren>
        + Allows<op::GetFolderDirectChildren>
        + Allows<op::GetWhiteboardDirectChildren>
        + Allows<op::GetDatabaseDirectChildren>
        + Allows<op::GetSmartLinkDirectChildren>
{
}

/// Something that lies in the content tree: the ids of pages, folders, whiteboards, databases and Smart Links. It is
/// not implemented by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the id of something in the content tree",
    label = "not in the tree",
    note = "pages, folders, whiteboards, databases and Smart Links are, each by an id of its own type"
)]
pub trait InTree: Copy + Into<ContentId> + Send + 'static + sealed::Kind {
    /// The operation that lists what lies directly below it.
    type Children: Operation;
    /// The operation that lists what it lies under.
    #[cfg(feature = "ancestors")]
    type Ancestors: Operation;
}

pub(crate) mod sealed {
    use super::{ChildrenResponse, Handle, HierarchicalContentType, Items};

    pub trait Kind {
        const KIND: HierarchicalContentType;
        fn children(self, site: &Handle) -> Items<ChildrenResponse>;
        #[cfg(feature = "ancestors")]
        fn ancestors(self, site: &Handle) -> Items<crate::v2::Ancestor>;
    }
}

macro_rules! kinds {
    ($($id:ident $kind:ident $children:ident $ancestors:ident;)*) => {
        $(
            impl InTree for crate::$id {
                type Children = op::$children;
                #[cfg(feature = "ancestors")]
                type Ancestors = op::$ancestors;
            }
            impl sealed::Kind for crate::$id {
                const KIND: HierarchicalContentType = HierarchicalContentType::$kind;
                fn children(self, site: &Handle) -> Items<ChildrenResponse> {
                    let mut request = op::$children::new(self);
                    request.sort = Some(ContentSortOrder::ChildPosition);
                    site.open(request).items()
                }
                #[cfg(feature = "ancestors")]
                fn ancestors(self, site: &Handle) -> Items<crate::v2::Ancestor> {
                    site.open(op::$ancestors::new(self)).items()
                }
            }
        )*

        /// What lies directly below content of a kind that is known by its value.
        fn children(site: &Handle, id: &ContentId, kind: &HierarchicalContentType) -> Result<Items<ChildrenResponse>> {
            match kind {
                $(HierarchicalContentType::$kind => Ok(sealed::Kind::children(crate::$id::try_from(id)?, site)),)*
                other => Err(Error::unexpected(format!(
                    "`{id}` is of the kind `{other}`, and nothing tells what lies below such content"
                ))),
            }
        }
    };
}
kinds! {
    PageId Page GetPageDirectChildren GetPageAncestors;
    FolderId Folder GetFolderDirectChildren GetFolderAncestors;
    WhiteboardId Whiteboard GetWhiteboardDirectChildren GetWhiteboardAncestors;
    DatabaseId Database GetDatabaseDirectChildren GetDatabaseAncestors;
    SmartLinkId Embed GetSmartLinkDirectChildren GetSmartLinkAncestors;
}

/// The tree below and above one piece of content: what [`Client::tree`] gives.
pub struct Tree<'c, A, I> {
    client: &'c Client<A>,
    of: I,
}

impl<A> Client<A> {
    /// The tree below and above a page, a folder, a whiteboard, a database or a Smart Link.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, page: PageId) -> Result<()> {
    /// let mut below = client.tree(page).walk().depth(3);
    /// while let Some(content) = below.next().await {
    ///     let content = content?;
    ///     println!("{}{} ({})", "  ".repeat(content.depth as usize), content.title.unwrap_or_default(), content.kind);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("descendants", "children", "ancestors", "breadcrumbs", "hierarchy"))]
    pub fn tree<I: InTree>(&self, of: I) -> Tree<'_, A, I> {
        Tree { client: self, of }
    }
}

impl<A, I: InTree> Tree<'_, A, I> {
    /// What lies directly below it, of every kind, in the order in which people see it.
    pub fn children(&self) -> Items<ChildrenResponse>
    where
        A: MayCall<I::Children>,
    {
        self.of.children(&Handle::of(self.client))
    }

    /// What it lies under, from the top of the space down. Empty at the top.
    #[cfg(feature = "ancestors")]
    pub fn ancestors(&self) -> Working<'static, Vec<crate::v2::Ancestor>>
    where
        A: MayCall<I::Ancestors>,
    {
        Box::pin(self.of.ancestors(&Handle::of(self.client)).collect())
    }

    /// All that lies below it, of every kind: each piece of content before what lies below it, children in the order in
    /// which people see them.
    ///
    /// One call is made for each piece of content, several at a time. The children of each kind are listed by another
    /// operation, so the client must be allowed to call all five: see [`WalksTrees`].
    pub fn walk(&self) -> Walk
    where
        A: WalksTrees,
    {
        let (id, kind): (ContentId, _) = (self.of.into(), I::KIND);
        Walk {
            site: Handle::of(self.client),
            seen: HashSet::from([id.clone()]),
            stack: vec![Step::Below(id, kind, 0, None)],
            depth: u32::MAX,
            at_once: 8,
        }
    }
}

impl<A, I: fmt::Debug> fmt::Debug for Tree<'_, A, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tree").field("of", &self.of).finish_non_exhaustive()
    }
}

/// A piece of content that a [`Walk`] met.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct InTreeAt {
    /// Identifies it. `PageId::try_from(&node.id)` is the id of a page.
    pub id: ContentId,
    /// What kind of content it is.
    pub kind: HierarchicalContentType,
    /// Its title.
    pub title: Option<String>,
    /// Whether it is published, archived.
    pub status: Option<ContentStatus>,
    /// What it lies under.
    pub parent_id: ContentId,
    /// 1 for what lies directly below the start.
    pub depth: u32,
}

/// A stream of all that lies below a piece of content.
///
/// Use [`next`](Walk::next) or [`collect`](Walk::collect), or use it as a [`Stream`] with any stream library. When it
/// is dropped, what is under way is cancelled.
///
/// # Errors
///
/// If the children of a piece of content cannot be listed, that is an error in their place. It does not end the stream:
/// polled again, it continues with what comes after them. Content that is listed in two places is such an error too
/// ([`Error::is_decode`]), so a walk ends whatever the site answers; and so are the children of a kind that is not
/// known.
#[must_use = "nothing is sent until a walk is polled"]
pub struct Walk {
    site: Handle,
    seen: HashSet<ContentId>,
    /// What comes next is last.
    stack: Vec<Step>,
    depth: u32,
    at_once: usize,
}

/// The children of a piece of content.
enum Listing {
    UnderWay(Working<'static, Vec<ChildrenResponse>>),
    Done(Result<Vec<ChildrenResponse>>),
}

enum Step {
    /// A piece of content that comes next, with the listing of what lies below it, if that was begun.
    Content(InTreeAt, Option<Listing>),
    /// What lies below a piece of content that was handed out already.
    Below(ContentId, HierarchicalContentType, u32, Option<Listing>),
    /// The listing is there.
    Listed(ContentId, u32, Result<Vec<ChildrenResponse>>),
    /// A child that cannot be handed out.
    Failed(Error),
}

impl Walk {
    /// How far down. 1 is what lies directly below the start. Without it, to the bottom.
    pub fn depth(mut self, most: u32) -> Self {
        self.depth = most;
        self
    }

    /// How many calls are made at the same time. If nothing else is said, 8.
    pub fn at_once(mut self, calls: usize) -> Self {
        self.at_once = calls.max(1);
        self
    }

    /// The next piece of content, or `None` after the last one.
    pub async fn next(&mut self) -> Option<Result<InTreeAt>> {
        std::future::poll_fn(|cx| self.poll(cx)).await
    }

    /// All of it, in a list. The first error ends it.
    ///
    /// # Errors
    ///
    /// The first error of the walk.
    pub async fn collect(mut self) -> Result<Vec<InTreeAt>> {
        let mut all = Vec::new();
        while let Some(content) = self.next().await {
            all.push(content?);
        }
        Ok(all)
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<InTreeAt>>> {
        loop {
            match self.stack.pop() {
                None => return Poll::Ready(None),
                Some(Step::Content(content, listing)) => {
                    if content.depth < self.depth {
                        let (id, kind) = (content.id.clone(), content.kind.clone());
                        self.stack.push(Step::Below(id, kind, content.depth, listing));
                    }
                    return Poll::Ready(Some(Ok(content)));
                }
                Some(Step::Listed(parent, depth, listed)) => match listed {
                    Ok(children) => self.put(&parent, depth, children),
                    Err(error) => return Poll::Ready(Some(Err(error))),
                },
                Some(Step::Failed(error)) => return Poll::Ready(Some(Err(error))),
                Some(step @ Step::Below(_, _, depth, _)) => {
                    if depth >= self.depth {
                        continue;
                    }
                    self.stack.push(step);
                    if self.advance(cx).is_pending() {
                        return Poll::Pending;
                    }
                }
            }
        }
    }

    /// Lists what comes next, several at a time. Ready when the first of them is there.
    ///
    /// Every listing that was begun is polled each time, also when what comes before it has grown: one that is not
    /// polled keeps its place among the calls of the client, and its time runs out.
    fn advance(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        let has_begun = |step: &Step| matches!(step, Step::Content(_, Some(_)) | Step::Below(.., Some(_)));
        // What is listed and not handed out yet counts too, so that a walk does not run far ahead of its caller.
        let mut begun = self.stack.iter().filter(|step| has_begun(step)).count();
        let (site, depth_limit) = (&self.site, self.depth);
        for (n, step) in self.stack.iter_mut().rev().enumerate() {
            let (id, kind, depth, listing) = match step {
                Step::Content(content, listing) => (&content.id, &content.kind, content.depth, listing),
                Step::Below(id, kind, depth, listing) => (&*id, &*kind, *depth, listing),
                Step::Listed(..) | Step::Failed(_) => continue,
            };
            // The first is begun always: it is the one that is waited for.
            if listing.is_none() && depth < depth_limit && (n == 0 || begun < self.at_once) {
                begun += 1;
                *listing = Some(match children(site, id, kind) {
                    Ok(items) => Listing::UnderWay(Box::pin(items.collect())),
                    Err(error) => Listing::Done(Err(error)),
                });
            }
            if let Some(Listing::UnderWay(listed)) = listing
                && let Poll::Ready(listed) = listed.as_mut().poll(cx)
            {
                *listing = Some(Listing::Done(listed));
            }
        }
        self.take_first()
    }

    /// Puts the children of what comes next in its place, if they are there.
    fn take_first(&mut self) -> Poll<()> {
        match self.stack.pop() {
            Some(Step::Below(id, _, depth, Some(Listing::Done(listed)))) => {
                self.stack.push(Step::Listed(id, depth, listed));
                Poll::Ready(())
            }
            Some(step) => {
                self.stack.push(step);
                Poll::Pending
            }
            None => Poll::Ready(()),
        }
    }

    /// Puts children where they come next. One that cannot be handed out is an error in its place; the others come.
    fn put(&mut self, parent: &ContentId, depth: u32, children: Vec<ChildrenResponse>) {
        let mut steps = Vec::with_capacity(children.len());
        for child in children {
            let Some(kind) = child.kind else {
                steps.push(Step::Failed(Error::unexpected(format!("`{}` is of no kind", child.id))));
                continue;
            };
            if !self.seen.insert(child.id.clone()) {
                let problem = format!("`{}` is listed a second time, below `{parent}`", child.id);
                steps.push(Step::Failed(Error::unexpected(problem)));
                continue;
            }
            let content = InTreeAt {
                id: child.id,
                kind,
                title: child.title,
                status: child.status,
                parent_id: parent.clone(),
                depth: depth + 1,
            };
            steps.push(Step::Content(content, None));
        }
        self.stack.extend(steps.into_iter().rev());
    }
}

impl Stream for Walk {
    type Item = Result<InTreeAt>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl fmt::Debug for Walk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Walk")
            .field("seen", &self.seen.len())
            .finish_non_exhaustive()
    }
}
