//! The parts of a `multipart/form-data` body.

/// One part.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) content: Vec<u8>,
}

/// Reads a body by the boundary in its content type.
pub(crate) fn read(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = parameter(content_type, "boundary").ok_or("the content type has no boundary")?;
    let line = format!("--{boundary}");
    let rest = body
        .strip_prefix(line.as_bytes())
        .ok_or("the body does not begin with its boundary")?;
    let mut rest = rest;
    let mut parts = Vec::new();
    while rest != b"--\r\n" && rest != b"--" {
        let part = rest
            .strip_prefix(b"\r\n")
            .ok_or("a boundary is followed by something")?;
        let end = format!("\r\n{line}");
        let length = find(part, end.as_bytes()).ok_or("a part has no end")?;
        parts.push(read_part(&part[..length])?);
        rest = &part[length + end.len()..];
    }
    Ok(parts)
}

fn read_part(part: &[u8]) -> Result<Part, String> {
    let head = find(part, b"\r\n\r\n").ok_or("a part has no end of its headers")?;
    let headers = std::str::from_utf8(&part[..head]).map_err(|error| error.to_string())?;
    let disposition = headers
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))
        .map(|(_, value)| value.trim())
        .ok_or("a part has no Content-Disposition")?;
    if !disposition.starts_with("form-data;") {
        return Err(format!("a part is no form data: {disposition}"));
    }
    Ok(Part {
        name: parameter(disposition, "name").ok_or("a part has no name")?,
        file_name: parameter(disposition, "filename"),
        content: part[head + 4..].to_vec(),
    })
}

/// A parameter of a header. The escapes of browsers are decoded.
fn parameter(header: &str, name: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, parameters)) = rest.split_once(';') {
        let (known, value) = parameters.trim_start().split_once('=')?;
        let (value, after) = match value.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => value.split_at(value.find(';').unwrap_or(value.len())),
        };
        if known.eq_ignore_ascii_case(name) {
            return Some(value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n"));
        }
        rest = after;
    }
    None
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_with_and_without_files() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;%22b%22.txt\"\r\nContent-Type: x/y\r\n\r\n1\r\n\
                    2\r\n--b\r\ncontent-disposition: form-data; name=comment\r\n\r\n\r\n--b--\r\n";
        let parts = read("multipart/form-data; boundary=b", body.as_bytes()).unwrap();
        let part = |name: &str, file_name: Option<&str>, content: &str| Part {
            name: name.to_owned(),
            file_name: file_name.map(str::to_owned),
            content: content.as_bytes().to_vec(),
        };
        assert_eq!(
            parts,
            [part("file", Some("a;\"b\".txt"), "1\r\n2"), part("comment", None, "")]
        );
    }

    #[test]
    fn a_body_that_breaks_off() {
        let body = b"--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1";
        assert_eq!(
            read("multipart/form-data; boundary=b", body).unwrap_err(),
            "a part has no end"
        );
    }
}
