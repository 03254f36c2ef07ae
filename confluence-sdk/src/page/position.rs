//! A position in a walk, which can be stored and read again.

use super::next::{ancestor_in, ancestors_of, at_cursor, at_start, start_of};
use crate::request::{Prepared, encode};
use crate::spec::Declaration;
use crate::{Error, Result};
use percent_encoding::percent_decode_str;
use std::fmt;
use std::str::FromStr;

/// A position in a walk through pages, between two items.
///
/// [`Items::position`](crate::Items::position) and [`PageStream::position`](crate::PageStream::position) give it at any
/// time, also after an error. [`Items::resume_from`](crate::Items::resume_from) continues there, in this program or in
/// another one. No item is lost and none comes twice, as long as nobody changes what is listed.
///
/// As a text it is one word, which can be stored. It has no credential in it. It belongs to one operation with its
/// arguments, and is refused by any other. How many results a page holds is a part of it, because items are counted
/// within their page.
///
/// ```no_run
/// # use confluence_sdk::{*, v2::*};
/// # async fn example(client: &Client<Basic>, mut stored: Option<String>) -> Result<()> {
/// let mut pages = client.pages().get_pages().items();
/// if let Some(stored) = &stored {
///     pages = pages.resume_from(&stored.parse()?)?;
/// }
/// while let Some(page) = pages.next().await {
///     println!("{:?}", page?.title);
///     stored = Some(pages.position().to_string());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Position {
    /// Version and operationId: `v2/getPages`.
    operation: String,
    /// Stands for the arguments of the call.
    arguments: u64,
    /// The limit of the page's request, if it had one.
    limit: Option<u32>,
    /// How many items of the page were taken.
    taken: usize,
    place: Place,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Place {
    First,
    Cursor(String),
    Start(u64),
    Above { kind: &'static str, id: String },
    End,
}

/// The call that a walk began with.
#[derive(Clone)]
pub(super) struct Origin {
    declaration: &'static Declaration,
    path: String,
    arguments: u64,
}

impl Origin {
    /// If the arguments were refused, there is no request, and no position of this call fits another one.
    pub(super) fn of(declaration: &'static Declaration, first: Option<&Prepared>) -> Self {
        let (path, mut query) = first.map_or_else(Default::default, |first| (first.path.clone(), first.query.clone()));
        for moving in ["cursor", "start", "limit", "next", "prev", "_"] {
            query.remove(moving);
        }
        Self {
            declaration,
            arguments: checksum(&[path.as_bytes(), query.text().as_bytes()]),
            path,
        }
    }

    fn operation(&self) -> String {
        format!("{}/{}", self.declaration.version, self.declaration.id)
    }

    /// The position in the page of this request, after so many items; without one, the first page.
    pub(super) fn position(&self, page: Option<(&Prepared, usize)>) -> Position {
        let limit = page.and_then(|(request, _)| request.query.get("limit")?.parse().ok());
        self.at(
            page.map_or(Place::First, |(request, _)| self.place(request)),
            limit,
            page.map_or(0, |(_, taken)| taken),
        )
    }

    /// The position behind the last page.
    pub(super) fn end(&self) -> Position {
        self.at(Place::End, None, 0)
    }

    fn at(&self, place: Place, limit: Option<u32>, taken: usize) -> Position {
        Position {
            operation: self.operation(),
            arguments: self.arguments,
            limit,
            taken,
            place,
        }
    }

    fn place(&self, request: &Prepared) -> Place {
        if let Some(cursor) = request.query.get("cursor") {
            Place::Cursor(cursor)
        } else if let Some((kind, id)) = ancestor_in(&request.path).filter(|_| request.path != self.path) {
            let id = percent_decode_str(id).decode_utf8_lossy().into_owned();
            Place::Above { kind, id }
        } else if request.query.get("start").is_some() {
            Place::Start(start_of(request))
        } else {
            Place::First
        }
    }

    /// The request of the page that the position is in, and how many of its items were taken. `None` at the end.
    pub(super) fn request_at(&self, first: &Prepared, position: &Position) -> Result<Option<(Prepared, usize)>> {
        let refuse = |problem: String| Err(Error::input("position", problem).of(self.declaration));
        if position.operation != self.operation() {
            return refuse(format!(
                "belongs to `{}`, not to `{}`",
                position.operation,
                self.operation()
            ));
        }
        if position.arguments != self.arguments {
            return refuse("belongs to a call with other arguments".to_owned());
        }
        let mut first = first.clone();
        match position.limit {
            Some(limit) => first.query.set("limit", &limit.to_string()),
            None => first.query.remove("limit"),
        }
        let request = match &position.place {
            Place::End => return Ok(None),
            Place::First => first,
            Place::Cursor(cursor) => at_cursor(&first, cursor),
            Place::Start(start) => at_start(&first, *start),
            Place::Above { kind, id } => match ancestors_of(kind, id) {
                Some(path) => Prepared { path, ..first },
                None => return refuse("names no content".to_owned()),
            },
        };
        Ok(Some((request, position.taken)))
    }
}

/// FNV-1a. It does not protect against anybody: it finds mistakes.
fn checksum(parts: &[&[u8]]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.iter().copied().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The text form: version, operation, checksum, limit, items taken and place, divided by slashes.
impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            arguments,
            limit,
            taken,
            place,
        } = self;
        let limit = limit.map_or("-".to_owned(), |limit| limit.to_string());
        write!(f, "{operation}/{arguments:016x}/{limit}/{taken}/")?;
        match place {
            Place::First => f.write_str("first"),
            Place::Cursor(cursor) => write!(f, "cursor={}", encode(cursor)),
            Place::Start(start) => write!(f, "start={start}"),
            Place::Above { kind, id } => write!(f, "above={kind}={}", encode(id)),
            Place::End => f.write_str("end"),
        }
    }
}

impl fmt::Debug for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Position({self})")
    }
}

impl FromStr for Position {
    type Err = Error;

    /// Reads the text form. Any other text is an error ([`is_invalid_input`](Error::is_invalid_input)).
    fn from_str(text: &str) -> Result<Self> {
        read(text).ok_or_else(|| Error::input("position", "is not the text of a position"))
    }
}

fn read(text: &str) -> Option<Position> {
    let parts: Vec<&str> = text.split('/').collect();
    let [version, id, arguments, limit, taken, place] = parts[..] else {
        return None;
    };
    let is_name = matches!(version, "v1" | "v2") && !id.is_empty() && id.bytes().all(|c| c.is_ascii_alphanumeric());
    let decoded = |text: &str| Some(percent_decode_str(text).decode_utf8().ok()?.into_owned());
    let place = match place.split_once('=') {
        None if place == "first" => Place::First,
        None if place == "end" => Place::End,
        Some(("cursor", cursor)) => Place::Cursor(decoded(cursor)?),
        Some(("start", start)) => Place::Start(digits(start)?),
        Some(("above", content)) => {
            let (kind, id) = content.split_once('=')?;
            let id = decoded(id)?;
            let (kind, _) = ancestor_in(&ancestors_of(kind, &id)?)?;
            Place::Above { kind, id }
        }
        _ => return None,
    };
    let position = Position {
        operation: format!("{version}/{id}"),
        arguments: u64::from_str_radix(arguments, 16).ok()?,
        limit: if limit == "-" { None } else { Some(digits(limit)?) },
        taken: digits(taken)?,
        place,
    };
    // One position has one text.
    (is_name && position.to_string() == text).then_some(position)
}

fn digits<N: FromStr>(text: &str) -> Option<N> {
    text.parse().ok().filter(|_| text.bytes().all(|c| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn place() -> impl Strategy<Value = Place> {
        prop_oneof![
            Just(Place::First),
            Just(Place::End),
            any::<String>().prop_map(Place::Cursor),
            any::<u64>().prop_map(Place::Start),
            ("[0-9]{1,9}|att[0-9]{1,9}|/\\?.{0,3}").prop_map(|id| Place::Above { kind: "folder", id }),
        ]
    }

    proptest! {
        #[test]
        fn comes_out_as_it_went_in(
            operation in "v[12]/[a-zA-Z0-9]{1,30}", arguments: u64, limit: Option<u32>, taken: usize, place in place(),
        ) {
            let position = Position { operation, arguments, limit, taken, place };
            let text = position.to_string();
            prop_assert!(text.bytes().all(|c| c.is_ascii_graphic()), "{}", text);
            prop_assert_eq!(text.parse::<Position>().unwrap(), position);
        }

        #[test]
        fn any_other_text_is_refused(text in "\\PC*", piece in "[0-9a-z=/.%+-]{0,40}", at in 0_usize..60) {
            prop_assert!(text.parse::<Position>().is_err());
            let mut good = "v2/getPages/0123456789abcdef/250/17/cursor=abc".to_owned();
            let at = at.min(good.len());
            good.insert_str(at, &piece);
            if let Ok(position) = good.parse::<Position>() {
                prop_assert_eq!(position.to_string(), good);
            }
        }
    }

    #[test]
    fn texts_that_are_none() {
        for text in [
            "",
            "v3/getPages/0123456789abcdef/250/17/first",
            "v2/getPages/123/250/17/first",
            "v2/getPages/0123456789abcdef/+250/17/first",
            "v2/getPages/0123456789abcdef/250/-1/first",
            "v2/getPages/0123456789abcdef/250/17/",
            "v2/getPages/0123456789abcdef/250/17/first/",
            "v2/getPages/0123456789abcdef/250/17/cursor=%ff",
            "v2/getPages/0123456789abcdef/250/17/start=99999999999999999999",
            "v2/getPages/0123456789abcdef/250/17/above=page=..",
            "v2/getPages/0123456789abcdef/250/17/above=space=1",
        ] {
            let error = text.parse::<Position>().unwrap_err();
            assert_eq!(error.field(), Some("position"), "{text}");
        }
    }
}
