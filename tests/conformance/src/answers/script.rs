//! The list of calls.

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) line: usize,
    /// The name under which the answer is kept.
    pub(crate) name: Option<String>,
    /// A user of the sandbox, or an app.
    pub(crate) who: String,
    pub(crate) operation: String,
    /// Arguments by the vendor's name: in the path, in the query, or a part of a form.
    pub(crate) arguments: Vec<(String, String)>,
    /// The part of a form that is a file, and the name of the file.
    pub(crate) file: Option<(String, String)>,
    pub(crate) body: Option<String>,
}

/// Reads a list. Its first lines say how it is written.
pub(crate) fn read(text: &str) -> Result<Vec<Call>, String> {
    let lines = text.lines().map(str::trim).enumerate();
    let calls = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    calls.map(|(index, line)| call(index + 1, line)).collect()
}

fn call(number: usize, line: &str) -> Result<Call, String> {
    let (name, line) = match line.split_once(" = ") {
        Some((name, rest)) if name.chars().all(|c| c.is_ascii_alphanumeric()) => (Some(name.to_owned()), rest),
        _ => (None, line),
    };
    // References begin with `${`, so a brace after a space begins the body.
    let start = [" {", " ["].iter().filter_map(|start| line.find(start)).min();
    let (head, body) = match start {
        Some(start) => (&line[..start], Some(line[start + 1..].to_owned())),
        None => (line, None),
    };
    let (who, head) = head.split_once(": ").unwrap_or(("admin", head));
    let mut words = head.split(' ').filter(|word| !word.is_empty());
    let operation = words
        .next()
        .ok_or_else(|| format!("line {number} names no operation"))?;
    let (mut arguments, mut file) = (Vec::new(), None);
    for word in words {
        let (name, value) = word
            .split_once('=')
            .ok_or_else(|| format!("line {number}: `{word}` is no argument"))?;
        match name.strip_prefix('@') {
            Some(part) => file = Some((part.to_owned(), value.to_owned())),
            None => arguments.push((name.to_owned(), value.to_owned())),
        }
    }
    Ok(Call {
        line: number,
        name,
        who: who.to_owned(),
        operation: operation.to_owned(),
        arguments,
        file,
        body,
    })
}

#[cfg(test)]
mod tests {
    use super::{Call, read};

    #[test]
    fn a_line_has_a_name_a_caller_arguments_and_a_body() {
        let text = "# A comment\n\na = app: v1:getTasks id=${b.id} cql=type=page @file=a.txt {\"x\": \"${b.id}\"}\n";
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let whole = Call {
            line: 3,
            name: Some("a".to_owned()),
            who: "app".to_owned(),
            operation: "v1:getTasks".to_owned(),
            arguments: vec![pair("id", "${b.id}"), pair("cql", "type=page")],
            file: Some(pair("file", "a.txt")),
            body: Some("{\"x\": \"${b.id}\"}".to_owned()),
        };
        assert_eq!(read(text).unwrap(), [whole]);
        assert_eq!(read("getPages").unwrap()[0].who, "admin");
        assert!(read("getPages what").is_err());
    }
}
