//! What all pages have: head, navigation, search, foot.

use super::html::{Html, html};

/// Which of the three lists the page belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Operations,
    Scopes,
    Permissions,
}

pub(super) struct Page {
    pub(super) list: List,
    /// How far down from the root it is: 0 or 1.
    pub(super) depth: usize,
    pub(super) title: String,
    /// A sentence for search engines and previews of links.
    pub(super) description: String,
    pub(super) main: Html,
}

/// `file:` is what browsers need that do not count a file's neighbours as its own.
const POLICY: &str = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; \
                      base-uri 'none'; form-action 'none'";

const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E\
                    %3Crect width='16' height='16' rx='4' fill='%231f5fbf'/%3E\
                    %3Cpath d='M4 8.5l2.6 2.6L12 5.5' fill='none' stroke='white' stroke-width='2'/%3E%3C/svg%3E";

impl Page {
    pub(super) fn text(self) -> String {
        let up = if self.depth == 0 { "" } else { "../" };
        html!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"description\" content=\"{}\">\n<title>{}</title>\n<link rel=\"icon\" href=\"{}\">\n\
             <link rel=\"stylesheet\" href=\"{}explorer.css\">\n<script src=\"{}explorer.js\"></script>\n\
             <script src=\"{}data.js\" defer></script>\n</head>\n<body data-up=\"{}\">\n{}\n\
             <main id=\"main\" tabindex=\"-1\">\n{}\n</main>\n{}\n</body>\n</html>\n",
            POLICY,
            self.description,
            self.title,
            ICON,
            up,
            up,
            up,
            up,
            header(up, self.list),
            self.main,
            footer()
        )
        .into_text()
    }
}

fn header(up: &str, list: List) -> Html {
    let entry = |of: List, file: &str, words: &str, count: &str| {
        let current = (of == list).then(|| html!(" aria-current=\"true\""));
        let count =
            (!count.is_empty()).then(|| html!(" <span class=\"count\" data-count=\"{}\" hidden></span>", count));
        html!("<a href=\"{}{}\"{}>{}{}</a>", up, file, current, words, count)
    };
    html!(
        "<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header class=\"top\"><div class=\"bar\">\n\
         <a class=\"brand\" href=\"{}index.html\">Confluence&nbsp;scopes</a>\n<nav aria-label=\"Lists\">{}{}{}</nav>\n\
         <div class=\"search js\" role=\"search\"><input id=\"q\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" \
         aria-label=\"Search operations, scopes and permissions\" placeholder=\"Search: words, path, scope\">\
         <kbd aria-hidden=\"true\">/</kbd></div>\n\
         <button class=\"theme js\" type=\"button\">Theme</button>\n</div></header>",
        up,
        entry(List::Operations, "index.html", "Operations", "operations"),
        entry(List::Scopes, "scopes.html", "Scopes", "scopes"),
        entry(List::Permissions, "permissions.html", "Permissions", "")
    )
}

fn footer() -> Html {
    html!(
        "<footer><p>Made from the declarations of <a href=\"{}\">confluence-sdk</a> {}. Not a page of the vendor: \
         what it says was compared with the vendor&#39;s documents.</p>\n\
         <p class=\"js keys\"><kbd>/</kbd> search <kbd>↑</kbd> <kbd>↓</kbd> move <kbd>Enter</kbd> open \
         <kbd>Space</kbd> choose <kbd>Esc</kbd> back</p></footer>\n\
         <div id=\"say\" class=\"unseen\" role=\"status\"></div>",
        env!("CARGO_PKG_REPOSITORY"),
        env!("CARGO_PKG_VERSION")
    )
}
