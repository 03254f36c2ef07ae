//! The list in `RateLimit` and `RateLimit-Policy`: `"global-app-quota";r=11000;t=600, "burst";r=3;t=1`.

use http::HeaderValue;
use http::header::GetAll;

/// One member of the list: a name and its numbers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) numbers: Vec<(String, u64)>,
}

impl Member {
    pub(super) fn number(&self, key: &str) -> Option<u64> {
        let (_, number) = self.numbers.iter().find(|(known, _)| known == key)?;
        Some(*number)
    }
}

/// All members of all headers of one name. What cannot be read is left out.
pub(super) fn members(values: GetAll<'_, HeaderValue>) -> Vec<Member> {
    let texts = values.iter().filter_map(|value| value.to_str().ok());
    texts.flat_map(|text| split(text, ',')).filter_map(member).collect()
}

fn member(text: &str) -> Option<Member> {
    let mut parts = split(text, ';').map(str::trim);
    let name = parts.next().filter(|name| !name.is_empty())?;
    let numbers = parts.filter_map(|part| {
        let (key, value) = part.split_once('=')?;
        Some((key.trim().to_ascii_lowercase(), whole(value.trim())?))
    });
    Some(Member {
        name: name.trim_matches('"').to_owned(),
        numbers: numbers.collect(),
    })
}

/// A number without sign; what follows its point is dropped.
fn whole(text: &str) -> Option<u64> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(rest) && digits(whole) {
        whole.parse().ok()
    } else {
        None
    }
}

/// The parts of a text between separators that are not in quotes.
fn split(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |c| {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => return c == separator && !quoted,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderMap;
    use proptest::prelude::*;

    fn read(text: &str) -> Vec<Member> {
        let headers = HeaderMap::from_iter([(http::header::VIA, HeaderValue::from_str(text).unwrap())]);
        members(headers.get_all(http::header::VIA))
    }

    #[test]
    fn a_list_is_read_with_its_numbers() {
        let all = read(r#""global-app-quota";r=11000;t=600, burst ; T=1 ;r=0 , "a,b;c\",";r=2.9;q=-1;pk=:abc:"#);
        let numbers = |at: usize, key| all[at].number(key);
        assert_eq!(all.len(), 3, "{all:?}");
        assert_eq!(all[0].name, "global-app-quota");
        assert_eq!((numbers(0, "r"), numbers(0, "t")), (Some(11000), Some(600)));
        assert_eq!((numbers(1, "r"), numbers(1, "t")), (Some(0), Some(1)));
        assert_eq!((numbers(2, "r"), numbers(2, "q")), (Some(2), None));
        assert_eq!(read(" , ;r=1"), []);
    }

    proptest! {
        #[test]
        fn any_list_is_read_without_panic(text in "[ -~]{0,80}") {
            let _ = read(&text);
        }

        #[test]
        fn a_list_comes_out_as_it_went_in(all in proptest::collection::vec(("[a-z,;-]{1,9}", any::<u64>(), any::<u64>()), 0..4)) {
            let text: Vec<_> = all.iter().map(|(name, r, t)| format!("\"{name}\";r={r};t={t}")).collect();
            let read = read(&text.join(", "));
            prop_assert_eq!(read.len(), all.len());
            for (read, (name, r, t)) in read.iter().zip(&all) {
                prop_assert_eq!(&read.name, name);
                prop_assert_eq!((read.number("r"), read.number("t")), (Some(*r), Some(*t)));
            }
        }
    }
}
