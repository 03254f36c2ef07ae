//! The site of the example `explorer`, opened from files in Chromium, as somebody would who has only the folder.

mod access;
mod agreement;
mod choosing;
mod finding;
mod links;
#[path = "../../../examples/explorer/site/mod.rs"]
mod site;

use super::webdriver::Browser;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The site in a folder of its own, and a browser. Both are gone after the test.
struct Explorer {
    browser: Browser,
    folder: PathBuf,
}

/// The protocol's codes for keys that are no letters.
mod key {
    pub(super) const ENTER: &str = "\u{e007}";
    pub(super) const ESCAPE: &str = "\u{e00c}";
    pub(super) const UP: &str = "\u{e013}";
    pub(super) const RIGHT: &str = "\u{e014}";
    pub(super) const DOWN: &str = "\u{e015}";
    pub(super) const TAB: &str = "\u{e004}";
    /// Pressed with the key after it.
    pub(super) const CONTROL: &str = "\u{e009}";
}

impl Explorer {
    fn start() -> Self {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("confluence-explorer-{}-{number}", std::process::id()));
        for (path, text) in site::files() {
            let file = folder.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let browser = Browser::start();
        browser.screen(1280, 900);
        Self { browser, folder }
    }

    /// Opens a page by its address inside the site.
    fn open(&self, address: &str) {
        // What differs in the fragment only is no other page.
        self.browser.open("about:blank");
        self.browser
            .open(&format!("file://{}/{address}", self.folder.display()));
    }

    /// The address inside the site.
    fn address(&self) -> String {
        let url = self.browser.url();
        let root = format!("file://{}/", self.folder.display());
        url.strip_prefix(&root)
            .unwrap_or_else(|| panic!("{url} is not of the site"))
            .to_owned()
    }

    /// What can be seen of what a selector finds.
    fn texts(&self, selector: &str) -> Vec<String> {
        self.browser.texts(selector)
    }

    fn is_clean(&self) {
        assert_eq!(self.browser.complaints(), [""; 0]);
    }
}

impl Drop for Explorer {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
