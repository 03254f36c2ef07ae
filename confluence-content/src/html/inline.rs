//! Links, images, emojis, dates, markers of comments.

use super::block::runs;
use super::{View, Writer};
use crate::convert::emoticon::emoji;
use crate::escape::{push_attribute, push_lines};
use crate::site::{File, PageName, file, page_url, space_url, user_url};
use crate::storage::Element;
use std::borrow::Cow;

impl Writer<'_, '_> {
    pub(super) fn link(&mut self, element: &Element<'_>) {
        let target = element.elements().find(|child| child.name().starts_with("ri:"));
        let user = target.filter(|target| target.name() == "ri:user");
        let id = user.and_then(|user| user.attribute("ri:account-id"));
        let mut href = target.map_or(String::new(), |target| self.target(target));
        let name = match (&id, user) {
            (_, None) => element.link_name(),
            (id, Some(_)) => {
                let id = id.as_deref().unwrap_or_default();
                format!("@{}", self.site.user_name(id).unwrap_or_else(|| id.to_owned()))
            }
        };
        if let Some(anchor) = element.attribute("ac:anchor") {
            href.push('#');
            href.push_str(&anchor);
        }
        self.out.push_str("<a");
        if let Some(id) = id {
            push_attribute(&mut self.out, "class", "confluence-userlink user-mention");
            push_attribute(&mut self.out, "data-account-id", &id);
        }
        push_attribute(&mut self.out, "href", &href);
        self.out.push('>');
        let bodies = ["ac:link-body", "ac:plain-text-link-body", "ac:image"];
        match element.elements().find(|child| bodies.contains(&child.name())) {
            Some(image) if image.name() == "ac:image" => self.image(image),
            Some(body) => self.nodes(body.children()),
            None => push_lines(&mut self.out, &name),
        }
        self.out.push_str("</a>");
    }

    /// Where a resource identifier leads.
    fn target(&self, target: &Element<'_>) -> String {
        let of = |name: &str| target.attribute(name).map(Cow::into_owned);
        let text = |name: &str| of(name).unwrap_or_default();
        match target.name() {
            "ri:page" | "ri:blog-post" => page_url(self.site, of("ri:space-key").as_deref(), &text("ri:content-title")),
            "ri:attachment" => self.file_of(target).url,
            "ri:space" => space_url(self.site, &text("ri:space-key")),
            "ri:url" => of("ri:value").filter(|url| !runs(url)).unwrap_or_default(),
            "ri:content-entity" => format!("/wiki/pages/viewpage.action?pageId={}", text("ri:content-id")),
            "ri:user" => user_url(&text("ri:account-id")),
            _ => String::new(),
        }
    }

    /// The file that a resource identifier names.
    pub(super) fn file_of(&self, resource: &Element<'_>) -> File {
        let name = resource.attribute("ri:filename").unwrap_or_default();
        let page = resource.element("ri:page");
        let title = page.and_then(|page| page.attribute("ri:content-title"));
        let space = page.and_then(|page| page.attribute("ri:space-key"));
        let page = title.as_deref().map(|title| PageName {
            space: space.as_deref(),
            title,
        });
        file(self.site, page.as_ref(), &name)
    }

    pub(super) fn image(&mut self, element: &Element<'_>) {
        let of = |name: &str| element.attribute(name);
        let address = match (element.element("ri:attachment"), element.element("ri:url")) {
            (Some(attachment), _) => self.file_of(attachment).url,
            (None, Some(url)) => url.attribute("ri:value").unwrap_or_default().into_owned(),
            (None, None) => String::new(),
        };
        let align = of("ac:align").or_else(|| of("ac:layout").filter(|layout| layout == "center"));
        let wrapper = align
            .as_ref()
            .map_or(String::new(), |align| format!(" image-{align}-wrapper"));
        self.out.push_str("<span");
        push_attribute(
            &mut self.out,
            "class",
            &format!("confluence-embedded-file-wrapper{wrapper}"),
        );
        self.out.push_str("><img class=\"confluence-embedded-image\"");
        for (attribute, own) in [
            ("alt", "ac:alt"),
            ("title", "ac:title"),
            ("width", "ac:width"),
            ("height", "ac:height"),
        ] {
            if let Some(value) = of(own) {
                push_attribute(&mut self.out, attribute, &value);
            }
        }
        if !runs(&address) {
            push_attribute(&mut self.out, "src", &address);
        }
        self.out.push_str("/>");
        if let Some(caption) = element.element("ac:caption") {
            self.within("<div class=\"confluence-embedded-caption\">", caption, "</div>");
        }
        self.out.push_str("</span>");
    }

    pub(super) fn emoticon(&mut self, element: &Element<'_>) {
        let name = element.attribute("ac:name").unwrap_or_default();
        let known = || emoji(&name).map(|(_, text)| text.into());
        let of = |name: &str| element.attribute(name);
        let text = of("ac:emoji-fallback")
            .or_else(known)
            .unwrap_or_else(|| format!("({name})").into());
        self.out.push_str("<span");
        push_attribute(&mut self.out, "class", &format!("emoticon emoticon-{name}"));
        for (attribute, own) in [
            ("data-emoji-id", "ac:emoji-id"),
            ("data-emoji-shortname", "ac:emoji-shortname"),
            ("data-emoji-fallback", "ac:emoji-fallback"),
        ] {
            if let Some(value) = of(own) {
                push_attribute(&mut self.out, attribute, &value);
            }
        }
        push_attribute(&mut self.out, "data-emoticon-name", &name);
        self.out.push('>');
        push_lines(&mut self.out, &text);
        self.out.push_str("</span>");
    }

    pub(super) fn marker(&mut self, element: &Element<'_>) {
        if self.view != View::View {
            return self.nodes(element.children());
        }
        self.out.push_str("<span class=\"inline-comment-marker\"");
        push_attribute(
            &mut self.out,
            "data-ref",
            &element.attribute("ac:ref").unwrap_or_default(),
        );
        self.within(">", element, "</span>");
    }

    pub(super) fn time(&mut self, element: &Element<'_>) {
        let day = element.attribute("datetime").unwrap_or_default();
        self.out.push_str("<time");
        push_attribute(&mut self.out, "datetime", &day);
        self.out.push('>');
        if element.children().is_empty() {
            push_lines(&mut self.out, &long_day(&day));
        }
        self.nodes(element.children());
        self.out.push_str("</time>");
    }
}

/// `2026-10-01` as `01 Oct 2026`.
fn long_day(day: &str) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let parts: Vec<&str> = day.split('-').collect();
    let month = parts
        .get(1)
        .and_then(|month| MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?));
    match (&parts[..], month) {
        ([year, _, date], Some(month)) => format!("{date} {month} {year}"),
        _ => day.to_owned(),
    }
}
