//! The addresses that a site gives to pages and files, and what was written with them.

use crate::converted::{Loss, Notes};
use crate::site::{LinkedPage, Site};
use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

/// A site that knows where the addresses lead which were written. So what was written can be read again, even if the
/// caller's site does not know the way back.
pub(super) struct Addresses<'s> {
    site: &'s dyn Site,
    pages: RefCell<HashMap<String, LinkedPage>>,
    files: RefCell<HashMap<String, String>>,
    notes: RefCell<Notes>,
}

impl<'s> Addresses<'s> {
    pub(super) fn new(site: &'s dyn Site) -> Self {
        Self {
            site,
            pages: RefCell::default(),
            files: RefCell::default(),
            notes: RefCell::default(),
        }
    }

    /// The address that the site gives to a page. None if it gives none, or gave it to another page.
    pub(super) fn page(&self, page: LinkedPage) -> Option<String> {
        let address = self.site.page_url(page.space.as_deref(), &page.title)?;
        let path = self.path(&address)?;
        if self.site.page_at(&path).as_ref() != Some(&page) {
            self.note(format!("the link to the page `{}`", page.title));
        }
        is_own(&self.pages, path, page).then_some(address)
    }

    /// The address that the site gives to an attached file.
    pub(super) fn file(&self, name: &str) -> Option<String> {
        let address = self.site.file(None, name)?.url;
        let path = self.path(&address)?;
        if self.site.file_at(&path).as_deref() != Some(name) {
            self.note(format!("the address of the file `{name}`"));
        }
        is_own(&self.files, path, name.to_owned()).then_some(address)
    }

    /// What was found out since the last time.
    pub(super) fn take_notes(&self) -> Notes {
        self.notes.take()
    }

    fn note(&self, what: String) {
        self.notes.borrow_mut().push(Loss::Rewritten, what);
    }

    /// An address as a site is asked for it. None if it cannot be found again in Markdown.
    fn path(&self, address: &str) -> Option<String> {
        let odd = |letter: char| letter.is_control() || "<>\\|&#".contains(letter);
        let own = address.starts_with("confluence:") || address.starts_with("attachment:");
        let plain = !address.is_empty() && address.trim() == address && !address.contains(odd) && !own;
        plain.then(|| super::address::text(address))
    }
}

/// Whether the address is that of this thing, and of no other.
fn is_own<T: Eq + Hash>(known: &RefCell<HashMap<String, T>>, path: String, thing: T) -> bool {
    match known.borrow_mut().entry(path) {
        Entry::Occupied(known) => *known.get() == thing,
        Entry::Vacant(free) => {
            free.insert(thing);
            true
        }
    }
}

impl Site for Addresses<'_> {
    fn page_at(&self, address: &str) -> Option<LinkedPage> {
        let known = self.pages.borrow().get(address).cloned();
        known.or_else(|| self.site.page_at(address))
    }

    fn file_at(&self, address: &str) -> Option<String> {
        let known = self.files.borrow().get(address).cloned();
        known.or_else(|| self.site.file_at(address))
    }

    fn user_name(&self, account_id: &str) -> Option<String> {
        self.site.user_name(account_id)
    }
}
