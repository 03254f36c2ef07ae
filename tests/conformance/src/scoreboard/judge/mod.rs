//! Judges what rustc prints for a program, by its text alone.

use super::hidden::Names;
use confluence_sdk::scope::Scope;
use confluence_sdk::spec::{PermissionGrant, operations};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{HashMap, HashSet};

/// The words that refusals use for callers.
const CALLERS: [&str; 5] = ["basic auth", "Forge app", "Connect app", "an app", "auth mode"];

/// A program whose refusal is judged.
#[derive(Clone, Copy)]
pub(crate) struct Judged<'a> {
    /// The path that rustc was called with.
    pub(crate) path: &'a str,
    pub(crate) source: &'a str,
    /// The library that the program uses, or nothing.
    pub(crate) library: &'a str,
}

/// The things that a first line names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// The operation, and what is missing to call it.
    OperationAndNeed,
    /// Only the operation.
    Operation,
    /// A name from the program, a scope or a permission.
    Thing,
    /// Nothing that a reader could search for.
    Nothing,
}

impl First {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::OperationAndNeed => "call, need",
            Self::Operation => "call",
            Self::Thing => "thing",
            Self::Nothing => "NOTHING",
        }
    }
}

/// How good a refusal is.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// The first line of each error.
    pub(crate) headlines: Vec<String>,
    pub(crate) first: First,
    /// Errors at a line of the program that has an earlier error.
    pub(crate) again: usize,
    /// The number of printed lines, without empty lines and rustc's last lines.
    pub(crate) lines: usize,
    /// Headlines that say that a scope or a permission is missing although each set that they name has it.
    pub(crate) untrue: usize,
    /// Lines that show hidden names, without quotes of the program.
    pub(crate) hidden: usize,
    /// Lines that name a scope or a permission by its Rust type.
    pub(crate) types: usize,
    /// Help lines that propose hidden names.
    pub(crate) help: usize,
}

/// Judges an output of rustc.
pub(crate) fn judge(output: &str, program: Judged<'_>, names: &Names) -> Verdict {
    let errors = errors(output);
    let own: HashSet<String> = words(program.source).map(|word| word.text.to_owned()).collect();
    let sets = sets([program.library, program.source]);
    let reader = Reader {
        own,
        names,
        path: program.path,
    };
    let headlines: Vec<String> = errors
        .iter()
        .filter_map(|lines| lines.first())
        .map(|line| (*line).to_owned())
        .collect();
    let mut places = HashSet::new();
    let mut verdict = Verdict {
        first: headlines
            .first()
            .map_or(First::Nothing, |line| first(line, program, names)),
        untrue: headlines.iter().filter(|line| is_untrue(line, &sets)).count(),
        headlines,
        again: errors
            .iter()
            .filter_map(|lines| place(lines))
            .filter(|place| !places.insert(*place))
            .count(),
        lines: errors.iter().map(Vec::len).sum(),
        hidden: 0,
        types: 0,
        help: 0,
    };
    for lines in &errors {
        reader.read(lines, &mut verdict);
    }
    verdict
}

/// The lines of each error, without empty lines and rustc's last lines.
fn errors(output: &str) -> Vec<Vec<&str>> {
    let mut errors: Vec<Vec<&str>> = Vec::new();
    let mut within = false;
    for line in output.lines() {
        let starts = [
            "error: ",
            "error[",
            "warning: ",
            "warning[",
            "Some errors have",
            "For more information about",
        ];
        if starts.iter().any(|start| line.starts_with(start)) {
            within = line.starts_with("error") && !line.starts_with("error: aborting due to");
            if within {
                errors.push(Vec::new());
            }
        }
        if within
            && !line.trim().is_empty()
            && let Some(error) = errors.last_mut()
        {
            error.push(line);
        }
    }
    errors
}

/// The file and line that an error is about.
fn place<'a>(lines: &[&'a str]) -> Option<&'a str> {
    let place = lines.iter().find_map(|line| line.trim_start().strip_prefix("--> "))?;
    Some(place.rsplit_once(':')?.0)
}

fn first(headline: &str, program: Judged<'_>, names: &Names) -> First {
    let quoted = quoted(headline);
    let words: Vec<Word<'_>> = quoted.iter().flat_map(|quoted| words(quoted)).collect();
    let is_operation =
        |word: &Word<'_>| names.is_operation(word.text) || operations().any(|operation| operation.name == word.text);
    let called = headline.contains("call") || words.iter().any(|word| word.module == "op");
    let need = quoted
        .iter()
        .any(|quoted| Scope::find(quoted).is_some() || quoted.contains("Allows<"))
        || PermissionGrant::all().any(|grant| headline.contains(&grant.to_string()))
        || CALLERS.iter().any(|caller| headline.contains(caller));
    if called && words.iter().any(is_operation) {
        return if need {
            First::OperationAndNeed
        } else {
            First::Operation
        };
    }
    // rustc prints the whole path if the name alone would be ambiguous.
    let known = |quoted: &&str| {
        let name = quoted.rsplit("::").next().unwrap_or(quoted);
        !name.is_empty() && (program.source.contains(name) || Scope::find(quoted).is_some())
    };
    if need || quoted.iter().any(known) {
        First::Thing
    } else {
        First::Nothing
    }
}

/// The contents of sets in programs: scopes in the vendor's spelling, permissions in words.
type Sets = HashMap<String, HashSet<String>>;

fn is_untrue(headline: &str, sets: &Sets) -> bool {
    let quoted = quoted(headline);
    let named: Vec<&HashSet<String>> = quoted
        .iter()
        .flat_map(|quoted| words(quoted))
        .filter_map(|word| sets.get(word.text))
        .collect();
    let scopes = quoted
        .iter()
        .filter(|quoted| Scope::find(quoted).is_some())
        .map(|scope| (*scope).to_owned());
    let permissions = PermissionGrant::all()
        .map(|grant| grant.to_string())
        .filter(|words| headline.contains(words));
    !named.is_empty()
        && scopes
            .chain(permissions)
            .any(|missing| named.iter().all(|set| set.contains(&missing)))
}

/// The sets that `scopes!` and `permissions!` declare.
fn sets(sources: [&str; 2]) -> Sets {
    let mut sets = Sets::new();
    for source in sources {
        if let Ok(tokens) = source.parse::<TokenStream>() {
            declared(tokens, &mut sets);
        }
    }
    sets
}

fn declared(tokens: TokenStream, sets: &mut Sets) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |at: usize, text: &str| tokens.get(at).is_some_and(|token| token.to_string() == text);
    for (at, token) in tokens.iter().enumerate() {
        if let TokenTree::Group(group) = token {
            declared(group.stream(), sets);
        }
        if is(at, "struct")
            && is(at + 2, "=")
            && let Some(name) = tokens.get(at + 1)
        {
            let items = tokens[at + 3..].iter().take_while(|token| token.to_string() != ";");
            let held = held(&items.collect::<Vec<_>>(), sets);
            sets.insert(name.to_string(), held);
        }
    }
}

fn held(items: &[&TokenTree], sets: &Sets) -> HashSet<String> {
    let mut held = HashSet::new();
    for (at, item) in items.iter().enumerate() {
        match item {
            TokenTree::Literal(scope) => {
                let scope = scope.to_string().trim_matches('"').to_owned();
                let implied = Scope::find(&scope).map_or(&[][..], Scope::implies);
                held.extend(implied.iter().map(ToString::to_string));
                held.insert(scope);
            }
            TokenTree::Ident(name) => {
                let object = match items.get(at + 1) {
                    Some(TokenTree::Group(object)) => object.stream().to_string(),
                    _ => "Site".to_owned(),
                };
                let name = name.to_string();
                let mut grants = PermissionGrant::all()
                    .filter(|grant| format!("{:?}", grant.verb) == name && format!("{:?}", grant.kind) == object);
                held.extend(grants.next().map(|grant| grant.to_string()));
                held.extend(sets.get(&name).into_iter().flatten().cloned());
            }
            TokenTree::Group(_) | TokenTree::Punct(_) => {}
        }
    }
    held
}

/// Reads the lines of an error.
struct Reader<'a> {
    /// The words of the program. A refusal may use names that the program uses.
    own: HashSet<String>,
    names: &'a Names,
    path: &'a str,
}

impl Reader<'_> {
    fn read(&self, lines: &[&str], verdict: &mut Verdict) {
        let (mut file, mut in_help) = ("", false);
        for line in lines {
            let kind = Line::of(line);
            let text = match kind {
                Line::Place(place) => {
                    file = place;
                    continue;
                }
                Line::Source(_) if file == self.path => continue,
                Line::Source(code) | Line::Proposal(code) => Text::Code(code),
                Line::Label(text) => Text::Prose(text),
                Line::Message(text) => {
                    let text = text.trim_start().trim_start_matches("= ");
                    if text.starts_with("help: ") {
                        in_help = true;
                    } else if text.starts_with("note: ") {
                        in_help = false;
                    }
                    Text::Prose(text)
                }
            };
            let found: Vec<Word<'_>> = text
                .words()
                .into_iter()
                .filter(|word| !self.own.contains(word.text))
                .collect();
            let hidden = found.iter().any(|word| self.names.is_hidden(word.text, word.leads_on));
            verdict.hidden += usize::from(hidden);
            verdict.help += usize::from(hidden && in_help);
            verdict.types += usize::from(found.iter().any(|word| self.names.is_marker(word.text, word.module)));
        }
    }
}

/// A line of an error, by what rustc prints before it.
enum Line<'a> {
    /// ` --> src/main.rs:1:2`
    Place(&'a str),
    /// `7 |     client.pages()`
    Source(&'a str),
    /// `7 +     client.pages()`
    Proposal(&'a str),
    /// `  |     ^^^^^ words`
    Label(&'a str),
    Message(&'a str),
}

impl<'a> Line<'a> {
    fn of(line: &'a str) -> Self {
        let text = line.trim_start();
        if let Some(place) = text.strip_prefix("--> ").or_else(|| text.strip_prefix("::: ")) {
            return Self::Place(place.split(':').next().unwrap_or(place));
        }
        let after_number = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let code = after_number.trim_start();
        if after_number.len() < text.len() {
            if let Some(code) = code.strip_prefix("| ") {
                // `| |_____^` continues the line before.
                return Self::Source(code);
            }
            for mark in ["+ ", "~ ", "- "] {
                if let Some(code) = code.strip_prefix(mark) {
                    return Self::Proposal(code);
                }
            }
        }
        if text.starts_with('|') || text == "..." {
            let label = text.trim_start_matches(['|', ' ', '_', '^', '-', '~', '+', '.']);
            return Self::Label(label);
        }
        Self::Message(line)
    }
}

/// The text of a line.
enum Text<'a> {
    Code(&'a str),
    Prose(&'a str),
}

impl<'a> Text<'a> {
    /// The identifiers in it. In prose with quotes, these are the identifiers in the quotes. In other prose, these are
    /// all words that are not everyday words.
    fn words(&self) -> Vec<Word<'a>> {
        match self {
            Self::Code(code) => words(code).collect(),
            Self::Prose(text) if text.contains('`') => quoted(text).into_iter().flat_map(words).collect(),
            Self::Prose(text) => words(text).filter(Word::is_code).collect(),
        }
    }
}

/// The texts between backticks. The text after an unpaired backtick counts too, because a quote can continue in the
/// next line.
fn quoted(line: &str) -> Vec<&str> {
    line.split('`').skip(1).step_by(2).collect()
}

/// An identifier in a text.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    text: &'a str,
    /// `scope` in `confluence_sdk::scope::ReadPage`.
    module: &'a str,
    /// Whether `::` follows.
    leads_on: bool,
    /// Whether there are angle brackets around it or after it.
    in_type: bool,
}

impl Word<'_> {
    fn is_code(&self) -> bool {
        let humps = self.text.chars().skip(1).any(char::is_uppercase) && self.text.chars().any(char::is_lowercase);
        humps || self.text.contains('_') || self.leads_on || !self.module.is_empty() || self.in_type
    }
}

fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    let mut at = 0;
    let mut module = "";
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_part)?;
        if &text[at..start] != "::" {
            module = "";
        }
        let end = text[start..]
            .find(|letter| !is_part(letter))
            .map_or(text.len(), |length| start + length);
        let word = Word {
            text: &text[start..end],
            module,
            leads_on: text[end..].starts_with("::"),
            in_type: text[end..].starts_with(['<', '>']) || text[..start].ends_with('<'),
        };
        (at, module) = (end, word.text);
        Some(word)
    })
}

#[cfg(test)]
mod tests;
