//! A body of every kind, in storage format and as a document.

/// Bodies in storage format. A line that does not begin with a tag goes on the one before it.
pub(crate) fn storage() -> Vec<String> {
    let mut bodies: Vec<String> = Vec::new();
    for line in include_str!("../corpus/storage.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let closed = bodies
            .last()
            .is_none_or(|last| confluence_content::Storage::parse(last).is_ok());
        match bodies.last_mut() {
            Some(last) if !closed => {
                last.push('\n');
                last.push_str(line);
            }
            _ => bodies.push(line.to_owned()),
        }
    }
    bodies
}
