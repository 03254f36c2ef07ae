//! Where each page of a space is in the folder.

use super::PUBLISHED;
use crate::error::Error;
use crate::v2::{HierarchicalContentType, op};
use crate::workflows::Handle;
use crate::workflows::folder::Names;
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
}

/// A page or a folder of the site.
struct Found {
    title: String,
    parent: Option<ContentId>,
    parent_kind: Option<HierarchicalContentType>,
    /// That of a page.
    version: Option<u32>,
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
            };
            all.insert(ContentId::from(page.id), found);
        }
        add_containers(site, &mut all).await?;
        let by_title = all.iter().filter(|(_, found)| found.version.is_some());
        let by_title = by_title.map(|(id, found)| (found.title.clone(), id.clone())).collect();
        let pages = place(&all, below.map(ContentId::from).as_ref())?;
        Ok(Self { pages, by_title })
    }

    pub(super) fn pages(&self) -> impl Iterator<Item = (&ContentId, &Page)> + Send {
        self.pages.iter()
    }

    pub(super) fn titled(&self, title: &str) -> Option<&Page> {
        self.pages.get(self.by_title.get(title)?)
    }
}

/// Adds what pages lie under and is no page of the space.
async fn add_containers(site: &Handle, all: &mut BTreeMap<ContentId, Found>) -> Result<()> {
    loop {
        let missing = all.values().find_map(|found| {
            let parent = found.parent.as_ref().filter(|parent| !all.contains_key(*parent))?;
            Some((parent.clone(), found.parent_kind.clone()))
        });
        let Some((id, kind)) = missing else { return Ok(()) };
        let found = match kind {
            Some(HierarchicalContentType::Folder) => {
                let folder = site.open(op::GetFolderById::new(FolderId::try_from(&id)?)).await?;
                Found {
                    title: folder.title.unwrap_or_default(),
                    parent: folder.parent_id,
                    parent_kind: folder.parent_type,
                    version: None,
                }
            }
            // Nothing that is exported tells more of it. A parent that is a page is one that the caller may not see.
            kind => Found {
                title: format!(
                    "{}-{id}",
                    kind.as_ref().map_or("content", HierarchicalContentType::as_str)
                ),
                parent: None,
                parent_kind: None,
                version: None,
            },
        };
        all.insert(id, found);
    }
}

fn place(all: &BTreeMap<ContentId, Found>, below: Option<&ContentId>) -> Result<BTreeMap<ContentId, Page>> {
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
    if let Some(below) = below {
        let top = pages
            .get(below)
            .map(|page| (page.path.clone(), format!("{}/", page.path)));
        let missing = || Error::input("below", format!("is `{below}`, which is no page of the space"));
        let (top, inside) = top.ok_or_else(missing)?;
        pages.retain(|_, page| page.path == top || page.path.starts_with(&inside));
    }
    Ok(pages)
}
