//! What the server on loopback answers: pages as sites send them.

/// One page with 3 KB of storage format. With its other members it has 4 KB.
pub fn page() -> String {
    item(1, true, 3340)
}

/// A list of so many pages, each about 2 KB. `next` is the link to what follows.
pub fn list(from: u64, count: u64, next: Option<&str>) -> String {
    let items: Vec<String> = (from..from + count).map(|i| item(i, false, 1200)).collect();
    let next = next.map_or_else(String::new, |next| format!(r#""next":"{next}","#));
    format!(
        r#"{{"results":[{}],"_links":{{{next}"base":"https://example.atlassian.net/wiki"}}}}"#,
        items.join(",")
    )
}

fn item(i: u64, single: bool, body: usize) -> String {
    let id = 98_304 + i;
    let (only_single, only_bulk) = if single {
        (r#","isFavoritedByCurrentUser":false"#, "")
    } else {
        ("", r#""subtype":null,"#)
    };
    format!(
        concat!(
            r#"{{"parentType":"page","parentId":"{parent}","spaceId":"65538","ownerId":"557058:5f3c1a52-0b1e-4a7e-9f3a-2f6f6c1f0a11","#,
            r#""lastOwnerId":null,"createdAt":"2024-03-09T14:05:30.250Z","authorId":"557058:5f3c1a52-0b1e-4a7e-9f3a-2f6f6c1f0a11","#,
            r#""position":{position},{only_bulk}"id":"{id}","version":{{"number":{number},"message":"Reviewed with the team in Zürich","#,
            r#""minorEdit":false,"authorId":"557058:5f3c1a52-0b1e-4a7e-9f3a-2f6f6c1f0a11","createdAt":"2024-04-01T08:00:00.000Z"}},"#,
            r#""title":"Release notes of build {i}","status":"current","body":{{"storage":{{"representation":"storage","value":"{body}"}}}},"#,
            r#""_links":{{"editui":"/pages/resumedraft.action?draftId={id}","webui":"/spaces/ENG/pages/{id}/Release+notes+{i}","#,
            r#""edituiv2":"/spaces/ENG/pages/edit-v2/{id}","tinyui":"/x/AoB{i}"}}{only_single}}}"#
        ),
        parent = 65_540,
        id = id,
        i = i,
        only_bulk = only_bulk,
        only_single = only_single,
        position = i * 37,
        number = i % 9 + 1,
        body = storage_format(body),
    )
}

/// Markup of about this length, as text inside JSON.
fn storage_format(length: usize) -> String {
    let mut text = String::new();
    for part in (1..).map(|i| {
        format!(
            "<h2>Part {i}</h2><p>What changed since the last build is told here, in plain words, for those who read it on the way to work. \
             See <a href=\\\"https://example.atlassian.net/wiki/spaces/ENG/pages/{i}\\\">the notes of the team</a> – and <strong>test it</strong> \
             before you roll it out.</p>\\n<ac:structured-macro ac:name=\\\"info\\\" ac:schema-version=\\\"1\\\"><ac:rich-text-body><p>Nothing \
             to do for users in Köln.</p></ac:rich-text-body></ac:structured-macro>"
        )
    }) {
        if text.len() + part.len() > length {
            break;
        }
        text.push_str(&part);
    }
    while text.len() < length {
        text.push('.');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_as_large_as_the_table_says() {
        assert!((4_050..4_150).contains(&page().len()), "{}", page().len());
        assert!(
            (48_000..51_000).contains(&list(1, 25, None).len()),
            "{}",
            list(1, 25, None).len()
        );
        assert!(
            (475_000..495_000).contains(&list(1, 250, None).len()),
            "{}",
            list(1, 250, None).len()
        );
    }
}
