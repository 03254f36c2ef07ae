//! Links as elements around text.

use super::Writer;
use super::mark::text_of;
use super::tag::Tag;
use crate::adf::Mark;
use crate::convert::private::kept_text;
use crate::escape::push_cdata;
use crate::to_adf::{MEMBERS, METADATA, TARGETS, address};
use serde_json::{Map, Value};

impl Writer<'_> {
    /// Opens a link. `None`: storage format has no word for it. `Some(None)`: it is written with its text.
    pub(super) fn open_link(&mut self, mark: &Mark, only_text: Option<&str>) -> Option<Option<String>> {
        if let Some(Value::Object(metadata)) = mark.attrs.get(METADATA)
            && let Some((target, name)) = target(metadata)
        {
            return Some(self.within_confluence(mark, metadata, &target, &name, only_text));
        }
        let mut tag = Tag::new("a", &mark.attrs);
        let href = tag.take("href")?;
        tag.attribute("href", href);
        tag.take_to("title", "title");
        Some(Some(self.open("a", tag)))
    }

    fn within_confluence(
        &mut self,
        mark: &Mark,
        metadata: &Map<String, Value>,
        target: &str,
        name: &str,
        only_text: Option<&str>,
    ) -> Option<String> {
        let mut tag = Tag::new("ac:link", &mark.attrs);
        if let Some(anchor) = text_of(metadata, "anchorName") {
            tag.attribute("ac:anchor", anchor);
        }
        match self.keeps_addresses {
            true => tag.expect("href", &address(self.site, metadata).into()),
            false => drop(tag.take("href")),
        }
        tag.expect(METADATA, &metadata.clone().into());
        let body = kept_text(&mark.attrs, "ac:link-body").map(str::to_owned);
        if matches!(body.as_deref(), Some("rich" | "none")) {
            tag.take_kept("ac:link-body");
        }
        tag.open(&mut self.out);
        self.out.push_str(target);
        match (body.as_deref(), only_text) {
            (Some("none"), None) => Some("</ac:link>".to_owned()),
            (None, Some(text)) if text == name => {
                self.out.push_str("</ac:link>");
                None
            }
            (None, Some(text)) => {
                self.out.push_str("<ac:plain-text-link-body>");
                push_cdata(&mut self.out, text);
                self.out.push_str("</ac:plain-text-link-body></ac:link>");
                None
            }
            _ => {
                self.out.push_str("<ac:link-body>");
                Some("</ac:link-body></ac:link>".to_owned())
            }
        }
    }
}

/// The resource identifier for the metadata of a link, and the words of a link to it that has no others.
fn target(metadata: &Map<String, Value>) -> Option<(String, String)> {
    let kind = text_of(metadata, "linkType")?;
    let of = |member: &str| text_of(metadata, member).unwrap_or_default();
    let known = |name: &String| {
        let fixed = ["linkType", "anchorName"].contains(&name.as_str());
        fixed || MEMBERS.iter().any(|(_, member)| member == name)
    };
    if !metadata.keys().all(known) || !metadata.values().all(Value::is_string) {
        return None;
    }
    if kind == "self" {
        let alone = metadata.len() == 2 && !of("anchorName").is_empty();
        return alone.then(|| (String::new(), of("anchorName").to_owned()));
    }
    let (element, _) = TARGETS.iter().find(|(_, known)| *known == kind)?;
    let page_of_file = kind == "attachment" && metadata.contains_key("contentTitle");
    let of_page = |member: &str| page_of_file && matches!(member, "contentTitle" | "spaceKey");
    let none = Map::new();
    let (mut tag, mut page) = (Tag::new(element, &none), Tag::new("ri:page", &none));
    for (attribute, member) in MEMBERS {
        if let Some(value) = text_of(metadata, member) {
            let tag = if of_page(member) { &mut page } else { &mut tag };
            tag.attribute(attribute, value);
        }
    }
    let mut inner = String::new();
    if page_of_file {
        page.empty(&mut inner);
    }
    let mut written = String::new();
    tag.around(&mut written, &inner);
    let name = match kind {
        "page" | "blogpost" => of("contentTitle").to_owned(),
        "attachment" => of("fileName").to_owned(),
        "space" => of("spaceKey").to_owned(),
        "content" => of("contentId").to_owned(),
        _ => format!("{}@{}", of("shortcutParameter"), of("shortcutKey")),
    };
    Some((written, name))
}
