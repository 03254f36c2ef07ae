//! Why a value could not be read, and where. The path is built only while an error is being returned, so that reading a
//! correct value costs nothing for it.

use super::Event;
use std::{error, fmt};

/// Why a value could not be read.
pub struct Fail(Box<Inner>);

struct Inner {
    problem: Problem,
    /// The steps, from the innermost to the outermost.
    path: Vec<Step>,
    /// Whether what failed is needed, so that it cannot be passed over.
    last: bool,
}

enum Problem {
    Expected {
        what: &'static str,
        found: String,
    },
    Missing(&'static str),
    Other(String),
    /// The JSON parser failed. Its own error has the text.
    Source,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A member of a model.
    Field(&'static str),
    /// A member of any object.
    Key(String),
    /// An element of a list.
    Index(usize),
}

impl Fail {
    /// The value is not what was expected.
    #[cold]
    pub fn expected(what: &'static str, found: &Event<'_>) -> Self {
        Self::new(Problem::Expected {
            what,
            found: found.to_string(),
        })
    }

    /// A required member is not there.
    #[cold]
    pub fn missing(field: &'static str) -> Self {
        Self::new(Problem::Missing(field))
    }

    /// Something else is wrong.
    #[cold]
    pub fn other(problem: impl Into<String>) -> Self {
        Self::new(Problem::Other(problem.into()))
    }

    #[cold]
    pub(super) fn source() -> Self {
        Self::new(Problem::Source)
    }

    fn new(problem: Problem) -> Self {
        Self(Box::new(Inner {
            problem,
            path: Vec::new(),
            last: false,
        }))
    }

    /// The same failure, which nothing may pass over.
    #[cold]
    pub(super) fn into_final(mut self) -> Self {
        self.0.last = true;
        self
    }

    pub(super) fn is_final(&self) -> bool {
        self.0.last
    }

    /// The same failure, with one more step in front of its path.
    #[cold]
    pub fn within(mut self, step: Step) -> Self {
        self.0.path.push(step);
        self
    }

    pub(super) fn depth(&self) -> usize {
        self.0.path.len()
    }

    /// A JSON path such as `$.results[3].version.number`.
    pub(super) fn path(&self) -> String {
        let mut path = "$".to_owned();
        for step in self.0.path.iter().rev() {
            match step {
                Step::Index(i) => path.push_str(&format!("[{i}]")),
                Step::Field(name) => push_name(&mut path, name),
                Step::Key(name) => push_name(&mut path, name),
            }
        }
        path
    }

    /// What is wrong, without the path. `None` if only the parser's error has the text.
    pub(super) fn problem(&self) -> Option<String> {
        match &self.0.problem {
            Problem::Expected { what, found } => Some(format!("expected {what}, found {found}")),
            Problem::Missing(field) => Some(format!("missing member `{field}`")),
            Problem::Other(text) => Some(text.clone()),
            Problem::Source => None,
        }
    }
}

fn push_name(path: &mut String, name: &str) {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    if !name.is_empty() && name.chars().all(plain) {
        path.push('.');
        path.push_str(name);
    } else {
        path.push_str(&format!("[{}]", Quoted(name)));
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.problem().as_deref().unwrap_or("unreadable value"))?;
        match self.path().as_str() {
            "$" => Ok(()),
            path => write!(f, " at `{path}`"),
        }
    }
}

impl fmt::Debug for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Fail({self})")
    }
}

impl error::Error for Fail {}

/// The value in words, for a message.
impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Event::Null => f.write_str("null"),
            Event::Bool(v) => write!(f, "{v}"),
            Event::Int(v) => write!(f, "{v}"),
            Event::Uint(v) => write!(f, "{v}"),
            Event::Float(v) => write!(f, "{v:?}"),
            Event::Number(v) => f.write_str(cut(v).0),
            Event::Raw(_) => f.write_str("a value"),
            Event::Text(v) => write!(f, "text {}", Quoted(v)),
            Event::List(_) => f.write_str("a list"),
            Event::Map(_) => f.write_str("an object"),
        }
    }
}

/// A text in quotes for a message of one line. A long text is cut.
pub(crate) struct Quoted<'a>(pub(crate) &'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match cut(self.0) {
            (all, false) => write!(f, "{all:?}"),
            (start, true) => write!(f, "{start:?}…"),
        }
    }
}

/// The start of a text, and whether there is more of it.
fn cut(text: &str) -> (&str, bool) {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        None => (text, false),
        Some((end, _)) => (&text[..end], true),
    }
}

/// Why an answer of the server could not be read as the operation's result.
///
/// It prints what was expected, what was found, and where:
/// ``expected a whole number, found text "three" at `$.results[3].version.number` (line 1, column 57)``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    problem: String,
    line: usize,
    column: usize,
}

impl DecodeError {
    #[cold]
    pub(super) fn new(raw: &[u8], fail: Option<Fail>, error: &serde_json::Error) -> Self {
        let (path, problem) = match fail {
            Some(fail) => (fail.path(), fail.problem()),
            None => ("$".to_owned(), None),
        };
        Self {
            path,
            problem: problem.unwrap_or_else(|| parser_problem(raw, error)),
            line: error.line(),
            column: error.column(),
        }
    }

    /// The error at a part of the body.
    #[cold]
    pub(super) fn at(body: &str, part: &str, fail: Fail) -> Self {
        // The part is a slice of the body. If it were not, the position would be the beginning.
        let offset = (part.as_ptr() as usize).checked_sub(body.as_ptr() as usize);
        let before = offset.and_then(|offset| body.get(..offset)).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        Self {
            path: fail.path(),
            problem: fail.problem().unwrap_or_default(),
            line: 1 + before.matches('\n').count(),
            column: 1 + before.len() - line,
        }
    }

    /// The error of the second reading. It has no position, unless it is the error that the first reading ended with.
    #[cold]
    pub(super) fn instead_of(first: Self, fail: &Fail) -> Self {
        let (path, problem) = (fail.path(), fail.problem().unwrap_or_default());
        if path == first.path && problem == first.problem {
            return first;
        }
        Self {
            path,
            problem,
            line: 0,
            column: 0,
        }
    }

    /// The same error with its texts changed by a function. The texts quote the answer, so a credential may have to be
    /// removed.
    #[cold]
    pub(crate) fn reworded(mut self, with: impl Fn(&str) -> String) -> Self {
        self.path = with(&self.path);
        self.problem = with(&self.problem);
        self
    }

    /// The position in the answer, as a JSON path such as `$.results[3].version.number`. `$` is the whole answer.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong: what was expected, and what was found instead. Long values are cut.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// The line of the body, counted from 1. It is 0 if the place is known by its path alone.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in the line, counted in bytes.
    pub fn column(&self) -> usize {
        self.column
    }
}

fn parser_problem(raw: &[u8], error: &serde_json::Error) -> String {
    let body = raw.trim_ascii_start();
    if body.is_empty() {
        return "expected JSON, found an empty body".to_owned();
    }
    if body.starts_with(b"<") {
        return "expected JSON, found markup (HTML or XML)".to_owned();
    }
    if error.is_eof() {
        return "the JSON ends too early".to_owned();
    }
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    format!("not valid JSON: {text}")
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        if self.path != "$" {
            write!(f, " at `{}`", self.path)?;
        }
        match self.line {
            0 => Ok(()),
            line => write!(f, " (line {line}, column {})", self.column),
        }
    }
}

impl error::Error for DecodeError {}
