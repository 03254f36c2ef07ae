//! Wire names and Rust names: operationId to method, method to type, field to member.

/// `getPageById` → `get_page_by_id`; runs of capitals stay one word (`searchByCQL` → `search_by_cql`).
pub(crate) fn snake(camel: &str) -> String {
    let letters: Vec<char> = camel.chars().collect();
    let mut out = String::new();
    for (i, c) in letters.iter().enumerate() {
        let starts_word = c.is_uppercase()
            && i > 0
            && (!letters[i - 1].is_uppercase() || letters.get(i + 1).is_some_and(|n| n.is_lowercase()));
        if starts_word {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// `get_page_by_id` → `GetPageById`.
pub(crate) fn pascal(snake: &str) -> String {
    words(snake).collect()
}

/// `space_id` → `spaceId`: the member that a field is on the wire unless the spec says otherwise.
pub(crate) fn camel(snake: &str) -> String {
    let pascal = pascal(snake);
    let mut letters = pascal.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

fn words(snake: &str) -> impl Iterator<Item = String> + '_ {
    snake.split('_').map(|word| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operation_ids() {
        for (id, method) in [
            ("getPageById", "get_page_by_id"),
            ("searchByCQL", "search_by_cql"),
            ("searchContentByCQL", "search_content_by_cql"),
            ("getPrivacyUnsafeUserEmail", "get_privacy_unsafe_user_email"),
            ("getTask", "get_task"),
        ] {
            assert_eq!(snake(id), method);
        }
        assert_eq!(pascal("get_page_by_id"), "GetPageById");
        assert_eq!(camel("space_id"), "spaceId");
        assert_eq!(camel("id"), "id");
    }
}
