//! Labels of a page.

use super::*;

/// Labels: words that people tag content with.
#[endpoints(v2, tag = "Label", base = "/wiki/api/v2")]
pub trait Labels {
    /// The labels of a page that the caller may see.
    #[get("/pages/{id}/labels")]
    #[id("getPageLabels")]
    #[scopes("read:page:confluence")]
    #[connect(READ)]
    #[permissions(View(Page = id), View(Space, of = id), filters(View(Label)))]
    #[app_access(ruled)]
    #[paged(cursor)]
    fn get_page_labels(
        /// The page.
        id: PageId,
        /// Only labels with this prefix.
        #[query]
        prefix: Option<LabelPrefix>,
        /// The order of the results.
        #[query]
        sort: Option<LabelSortOrder>,
        /// Where to go on, from the page of results before.
        #[query]
        cursor: Option<String>,
        /// How many results one answer holds at most.
        #[query(default = 25, range = 1..=250)]
        limit: Option<u32>,
    ) -> CursorPage<Label>;
}

/// A word that content is tagged with.
#[model]
pub struct Label {
    /// Identifies the label on its site.
    pub id: LabelId,
    /// The word, without its prefix.
    pub name: Option<String>,
    /// Whom the label is for.
    pub prefix: Option<LabelPrefix>,
}

/// Whom a label is for.
#[model]
pub enum LabelPrefix {
    /// Its author alone.
    My,
    /// A team.
    Team,
    /// Everybody: the usual kind.
    Global,
    /// The product.
    System,
}

/// The order of labels.
#[model]
pub enum LabelSortOrder {
    /// Oldest first.
    #[wire("created-date")]
    CreatedDate,
    /// Newest first.
    #[wire("-created-date")]
    CreatedDateDescending,
    /// By id.
    Id,
    /// By id, largest first.
    #[wire("-id")]
    IdDescending,
    /// By name.
    Name,
    /// By name, from the end of the alphabet.
    #[wire("-name")]
    NameDescending,
}
