//! The model: a list of pages and folders, and the rules that the vendor's documents give for them.

use std::collections::BTreeSet;

/// What a change is chosen by.
pub(super) type Draw = [u8; 5];

/// A page or a folder.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) segment: &'static str,
    pub(super) title: String,
    pub(super) version: u64,
    pub(super) parent: Option<usize>,
    pub(super) standing: Standing,
    pub(super) comments: usize,
    pub(super) labels: BTreeSet<&'static str>,
    restricted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Current,
    Trashed,
    Gone,
}

impl Standing {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Trashed | Self::Gone => "trashed",
        }
    }
}

/// A change that can succeed or be refused.
#[derive(Debug)]
pub(super) enum Change {
    Create {
        segment: &'static str,
        title: &'static str,
        parent: Option<usize>,
    },
    /// Of a page, or brings one back from the trash.
    Update {
        node: usize,
        title: &'static str,
        number: u64,
        parent: Option<usize>,
    },
    Delete {
        node: usize,
    },
    /// Of a page.
    Purge {
        node: usize,
    },
    Comment {
        node: usize,
    },
    Label {
        node: usize,
        name: &'static str,
    },
    Unlabel {
        node: usize,
        name: &'static str,
    },
    /// Of a page, below another page or beside it.
    Move {
        node: usize,
        target: usize,
        below: bool,
    },
    Restrict {
        node: usize,
    },
    Open {
        node: usize,
    },
}

const TITLES: [&str; 6] = ["One", "Two", "Three", "Four", "Five", "Six"];
const LABELS: [&str; 3] = ["red", "green", "blue"];

#[derive(Debug)]
pub(super) struct Model {
    pub(super) nodes: Vec<Node>,
}

impl Model {
    pub(super) fn with_homepage(title: &str) -> Self {
        let mut model = Self { nodes: Vec::new() };
        model.add("pages", title, None);
        model
    }

    fn add(&mut self, segment: &'static str, title: &str, parent: Option<usize>) {
        self.nodes.push(Node {
            segment,
            title: title.to_owned(),
            version: 1,
            parent,
            standing: Standing::Current,
            comments: 0,
            labels: BTreeSet::new(),
            restricted: false,
        });
    }

    /// A change that makes sense for the sandbox to be asked for. The home page is never deleted.
    pub(super) fn change(&self, draw: Draw) -> Change {
        let [what, first, second, third, fourth] = draw.map(usize::from);
        let any = |choice: usize| choice % self.nodes.len();
        let title = TITLES[second % TITLES.len()];
        let parent = (fourth % 3 > 0).then(|| any(fourth / 3));
        let pages: Vec<usize> = self.places(|node| node.segment == "pages");
        let current: Vec<usize> = self.places(|node| node.segment == "pages" && node.standing == Standing::Current);
        let (page, node) = (pages[first % pages.len()], any(first).max(1));
        let target = current[second % current.len()];
        let current = current[first % current.len()];
        let is_alone = self.nodes.len() == 1;
        match what % 15 {
            0..=2 => Change::Create {
                segment: "pages",
                title,
                parent,
            },
            3 => Change::Create {
                segment: "folders",
                title,
                parent,
            },
            4 | 5 => Change::Update {
                node: page,
                title,
                number: self.nodes[page].version + u64::from(third % 5 > 0),
                parent,
            },
            6 | 7 if !is_alone => Change::Delete { node },
            8 if page > 0 => Change::Purge { node: page },
            9 => Change::Label {
                node: current,
                name: LABELS[second % LABELS.len()],
            },
            10 => Change::Comment { node: page },
            11 => Change::Unlabel {
                node: current,
                name: LABELS[second % LABELS.len()],
            },
            // Nothing lies beside the home page.
            12 | 13 if current > 0 => Change::Move {
                node: current,
                target,
                below: target == 0 || third % 2 == 0,
            },
            14 if third % 2 == 0 => Change::Restrict { node: current },
            _ => Change::Open { node: current },
        }
    }

    fn places(&self, wanted: impl Fn(&Node) -> bool) -> Vec<usize> {
        let found = self.nodes.iter().enumerate().filter(|(_, node)| wanted(node));
        found.map(|(place, _)| place).collect()
    }

    pub(super) fn current(&self) -> impl Iterator<Item = (usize, &Node)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.standing == Standing::Current)
    }

    /// The node and everything above it, the nearest first.
    pub(super) fn line(&self, node: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(node), |place| self.nodes[*place].parent)
    }

    /// Whether people who are in no restriction can see it.
    pub(super) fn is_open(&self, node: usize) -> bool {
        self.line(node).all(|place| !self.nodes[place].restricted)
    }

    fn is_taken(&self, segment: &str, title: &str, except: Option<usize>) -> bool {
        self.current()
            .any(|(place, node)| node.segment == segment && node.title == title && Some(place) != except)
    }

    /// Makes the change, and answers with the status that the site answers with.
    pub(super) fn apply(&mut self, change: &Change) -> u16 {
        let is_current = |place: usize| self.nodes[place].standing == Standing::Current;
        match *change {
            Change::Create { segment, title, parent } => self.create(segment, title, parent),
            Change::Update {
                node,
                title,
                number,
                parent,
            } => self.update(node, title, number, parent),
            Change::Delete { node } => {
                if !is_current(node) {
                    return 404;
                }
                self.leave(node, Standing::Trashed)
            }
            Change::Purge { node } => match self.nodes[node].standing {
                Standing::Current => 400,
                Standing::Trashed => self.leave(node, Standing::Gone),
                Standing::Gone => 404,
            },
            Change::Comment { node } => {
                if !is_current(node) {
                    return 404;
                }
                self.nodes[node].comments += 1;
                201
            }
            Change::Label { node, name } => {
                self.nodes[node].labels.insert(name);
                200
            }
            Change::Unlabel { node, name } => {
                self.nodes[node].labels.remove(name);
                204
            }
            Change::Move { node, target, below } => {
                if self.line(target).any(|above| above == node) {
                    return 400;
                }
                self.nodes[node].parent = if below { Some(target) } else { self.nodes[target].parent };
                200
            }
            Change::Restrict { node } => {
                self.nodes[node].restricted = true;
                200
            }
            Change::Open { node } => {
                self.nodes[node].restricted = false;
                200
            }
        }
    }

    fn create(&mut self, segment: &'static str, title: &str, parent: Option<usize>) -> u16 {
        if parent.is_some_and(|parent| self.nodes[parent].standing != Standing::Current) {
            return 404;
        }
        if self.is_taken(segment, title, None) {
            return 400;
        }
        self.add(segment, title, parent.or(Some(0)));
        200
    }

    fn update(&mut self, node: usize, title: &str, number: u64, parent: Option<usize>) -> u16 {
        let held = &self.nodes[node];
        let is_stale = number != held.version + 1;
        match held.standing {
            Standing::Gone => return 404,
            Standing::Trashed if is_stale => return 409,
            Standing::Trashed if self.is_taken("pages", &held.title, Some(node)) => return 400,
            Standing::Trashed => {
                let is_lost = held
                    .parent
                    .is_some_and(|parent| self.nodes[parent].standing != Standing::Current);
                let held = &mut self.nodes[node];
                held.standing = Standing::Current;
                held.parent = held.parent.filter(|_| !is_lost);
                return 200;
            }
            Standing::Current => {}
        }
        if self.is_taken("pages", title, Some(node)) {
            return 400;
        }
        if is_stale {
            return 409;
        }
        if let Some(parent) = parent.filter(|parent| Some(*parent) != held.parent) {
            if self.nodes[parent].standing != Standing::Current {
                return 404;
            }
            if self.line(parent).any(|above| above == node) {
                return 400;
            }
            self.nodes[node].parent = Some(parent);
        }
        let held = &mut self.nodes[node];
        title.clone_into(&mut held.title);
        held.version = number;
        200
    }

    /// What lies below it moves up.
    fn leave(&mut self, node: usize, standing: Standing) -> u16 {
        let above = self.nodes[node].parent;
        for child in self.nodes.iter_mut().filter(|child| child.parent == Some(node)) {
            child.parent = above;
        }
        self.nodes[node].standing = standing;
        204
    }
}
