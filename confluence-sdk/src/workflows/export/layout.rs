//! Where each page of a space is in the folder.

use super::PUBLISHED;
use crate::error::Error;
use crate::v2::{HierarchicalContentType, op};
use crate::workflows::Handle;
use crate::workflows::folder::{Names, composed};
use crate::{ContentId, FolderId, PageId, Result, SpaceId};
use std::collections::{BTreeMap, HashMap};

/// A path that is longer begins anew: systems take about 4,000 bytes.
const LONGEST: usize = 1500;

pub(super) struct Page {
    /// The path of what lies below it; with `.md`, its file.
    pub(super) path: String,
    pub(super) version: u32,
}

impl Page {
    pub(super) fn file(&self) -> String {
        format!("{}.md", self.path)
    }
}

pub(super) struct Layout {
    pages: BTreeMap<ContentId, Page>,
    by_title: HashMap<String, ContentId>,
    skipped: Vec<ContentId>,
    /// Why a folder could not be read, so that the pages in it have another place.
    failed: Option<Error>,
}

/// A page or a folder of the site.
struct Found {
    title: String,
    parent: Option<ContentId>,
    parent_kind: Option<HierarchicalContentType>,
    /// That of a page.
    version: Option<u32>,
    /// Whether it was read, so that its parent is known.
    is_known: bool,
}

impl Layout {
    /// Asks for all pages of a space, and for the folders that they are in.
    pub(super) async fn read(site: &Handle, space: SpaceId, below: Option<PageId>) -> Result<Self> {
        let mut request = op::GetPagesInSpace::new(space);
        request.status = vec![PUBLISHED];
        let mut all = BTreeMap::new();
        for page in site.open(request).items().collect().await? {
            let version = page.version.as_ref().and_then(|version| version.number);
            let missing = || Error::unexpected(format!("the page `{}` came without its version", page.id));
            let found = Found {
                version: Some(version.ok_or_else(missing)?),
                title: page.title.unwrap_or_default(),
                parent: page.parent_id,
                parent_kind: page.parent_type,
                is_known: true,
            };
            all.insert(ContentId::from(page.id), found);
        }
        let failed = add_containers(site, &mut all).await?;
        let by_title = all.iter().filter(|(_, found)| found.version.is_some());
        let by_title = by_title
            .map(|(id, found)| (composed(&found.title).into_owned(), id.clone()))
            .collect();
        let (pages, skipped) = place(&all, below.map(ContentId::from).as_ref())?;
        Ok(Self {
            pages,
            by_title,
            skipped,
            failed,
        })
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = (&ContentId, &Page)> + Send {
        self.pages.iter()
    }

    /// Pages that may lie below the page that was asked for, and nothing tells it.
    pub(super) fn skipped(&self) -> &[ContentId] {
        &self.skipped
    }

    pub(super) fn titled(&self, title: &str) -> Option<&Page> {
        self.pages.get(self.by_title.get(&*composed(title))?)
    }

    pub(super) fn take_failed(&mut self) -> Option<Error> {
        self.failed.take()
    }
}

/// Adds what pages lie under and is no page of the space. A folder that the site does not show ends nothing: its pages
/// are shown. The first such error is returned.
async fn add_containers(site: &Handle, all: &mut BTreeMap<ContentId, Found>) -> Result<Option<Error>> {
    let mut failed = None;
    loop {
        let missing = all.values().find_map(|found| {
            let parent = found.parent.as_ref().filter(|parent| !all.contains_key(*parent))?;
            Some((parent.clone(), found.parent_kind.clone()))
        });
        let Some((id, kind)) = missing else { return Ok(failed) };
        let folder = match kind {
            Some(HierarchicalContentType::Folder) => {
                match site.open(op::GetFolderById::new(FolderId::try_from(&id)?)).await {
                    Ok(folder) => Some(folder),
                    Err(error) if error.status().is_some() => {
                        failed = failed.or(Some(error));
                        None
                    }
                    Err(error) => return Err(error),
                }
            }
            _ => None,
        };
        let found = match folder {
            Some(folder) => Found {
                title: folder.title.unwrap_or_default(),
                parent: folder.parent_id,
                parent_kind: folder.parent_type,
                version: None,
                is_known: true,
            },
            // Nothing that is exported tells more of it. A parent that is a page is one that the caller may not see.
            None => Found {
                title: format!(
                    "{}-{id}",
                    kind.as_ref().map_or("content", HierarchicalContentType::as_str)
                ),
                parent: None,
                parent_kind: None,
                version: None,
                is_known: false,
            },
        };
        all.insert(id, found);
    }
}

type Placed = (BTreeMap<ContentId, Page>, Vec<ContentId>);

fn place(all: &BTreeMap<ContentId, Found>, below: Option<&ContentId>) -> Result<Placed> {
    let mut children: BTreeMap<Option<&ContentId>, Vec<&ContentId>> = BTreeMap::new();
    for (id, found) in all {
        children.entry(found.parent.as_ref()).or_default().push(id);
    }
    let mut open = vec![(None, String::new())];
    let (mut pages, mut met) = (BTreeMap::new(), 0);
    while let Some((parent, prefix)) = open.pop() {
        let siblings = children.remove(&parent).unwrap_or_default();
        let titles = siblings.iter().map(|id| (all[*id].title.as_str(), id.as_str()));
        let names = Names::of_titles(titles);
        for (id, name) in siblings.into_iter().zip(names) {
            met += 1;
            let prefix = if prefix.len() > LONGEST {
                format!("_deep/{}/", Names::of_id(id.as_str()))
            } else {
                prefix.clone()
            };
            let path = format!("{prefix}{name}");
            if let Some(version) = all[id].version {
                pages.insert(
                    id.clone(),
                    Page {
                        path: path.clone(),
                        version,
                    },
                );
            }
            open.push((Some(id), path + "/"));
        }
    }
    if met < all.len() {
        return Err(Error::unexpected(
            "some pages lie below one another, so they lie in no place",
        ));
    }
    let mut skipped = Vec::new();
    if let Some(below) = below {
        if !pages.contains_key(below) {
            return Err(Error::input(
                "below",
                format!("is `{below}`, which is no page of the space"),
            ));
        }
        pages.retain(|id, _| match is_below(all, below, id) {
            Some(is_below) => is_below,
            None => {
                skipped.push(id.clone());
                false
            }
        });
    }
    Ok((pages, skipped))
}

/// Whether content is this page or lies below it. `None` if what it lies under is of a kind that nothing tells more of.
fn is_below<'a>(all: &'a BTreeMap<ContentId, Found>, page: &ContentId, mut id: &'a ContentId) -> Option<bool> {
    // There are no circles: each piece of content has a place.
    while id != page {
        let found = &all[id];
        id = match &found.parent {
            Some(parent) => parent,
            None => return found.is_known.then_some(false),
        };
    }
    Some(true)
}
