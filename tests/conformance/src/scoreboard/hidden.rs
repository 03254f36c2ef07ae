//! The hidden names: names that a reader of the docs never sees. They are the names that the sources of the SDK
//! declare, without the public ones.
//!
//! A name is public if an item with this name is `pub` in a public module, or if the root or a public module exports
//! it. This is read from the tokens, and paths are not resolved. So a hidden item that shares its name with a public
//! one counts as public.

use confluence_sdk::scope::Scope;
use confluence_sdk::spec::PermissionGrant;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

const SDK: &str = "confluence-sdk/src";
const SPEC: &str = "spec";
/// The macros that emit items of the SDK, with `quote!`.
const EXPANSIONS: &str = "confluence-macros/src/expand";

/// The names of the SDK.
pub(crate) struct Names {
    hidden: HashSet<String>,
    public: HashSet<String>,
    /// Request types, such as `GetPageById`.
    operations: HashSet<&'static str>,
    /// The types of scopes and permissions, such as `ReadPage`.
    markers: HashSet<&'static str>,
}

impl Names {
    /// Reads the sources.
    pub(crate) fn load(root: &Path) -> Result<Self, String> {
        let mut found = Found::default();
        let library = parse(&root.join(SDK).join("lib.rs"))?;
        found.modules(library.clone());
        found.walk(library, Surroundings::PUBLIC);
        for path in rust_files(&root.join(SDK))? {
            let within = path.strip_prefix(root.join(SDK)).unwrap_or(&path);
            if within == Path::new("lib.rs") {
                continue;
            }
            let top = within.components().next().map(|top| top.as_os_str().to_string_lossy());
            let public = top.is_some_and(|top| found.public_modules.contains(top.trim_end_matches(".rs")));
            let place = if public {
                Surroundings::PUBLIC
            } else {
                Surroundings::PRIVATE
            };
            found.walk(parse(&path)?, place);
        }
        for path in rust_files(&root.join(SPEC))? {
            found.walk(parse(&path)?, Surroundings::PUBLIC);
        }
        for path in rust_files(&root.join(EXPANSIONS))? {
            found.walk_quoted(parse(&path)?);
        }
        Ok(found.names())
    }

    /// Whether this identifier is hidden. `path` says whether `::` follows it, because modules have everyday words as
    /// names.
    pub(crate) fn is_hidden(&self, name: &str, path: bool) -> bool {
        if name.starts_with("__") {
            return true;
        }
        if self.hidden.contains(name) {
            return path || name.starts_with(char::is_uppercase) || name.contains('_');
        }
        self.is_made_of_an_operation(name)
    }

    /// Names that the macros make from the name of an operation, such as `GetPageByIdNeeds`. Some models also have such
    /// names.
    fn is_made_of_an_operation(&self, name: &str) -> bool {
        if self.operations.contains(name) || self.markers.contains(name) || self.public.contains(name) {
            return false;
        }
        let starts = name.char_indices().filter(|(_, letter)| letter.is_uppercase());
        starts.skip(1).any(|(end, _)| self.operations.contains(&name[..end]))
    }

    /// Whether this is the type of a scope or a permission. Some operations have the same names.
    pub(crate) fn is_marker(&self, name: &str, module: &str) -> bool {
        self.markers.contains(name)
            && (module == "scope" || module == "permission" || (module.is_empty() && !self.operations.contains(name)))
    }

    /// Whether this is a request type.
    pub(crate) fn is_operation(&self, name: &str) -> bool {
        self.operations.contains(name)
    }
}

/// The names in the sources.
#[derive(Default)]
struct Found {
    declared: HashSet<String>,
    public: HashSet<String>,
    public_modules: HashSet<String>,
    /// Associated types with their trait. They are public if the trait is.
    of_traits: Vec<(String, String)>,
    /// Imported names, with the first name of their path.
    imported: Vec<(String, String)>,
    /// The trait that is being read.
    within_trait: String,
}

/// The surroundings of a token.
#[derive(Clone, Copy)]
struct Surroundings {
    /// It is in a public module, and in nothing that is hidden.
    public: bool,
    /// It is in an `impl`. Types there are declared by the trait.
    in_impl: bool,
    /// It is in a trait. Items there have no `pub`.
    in_trait: bool,
}

impl Surroundings {
    const PUBLIC: Self = Self {
        public: true,
        in_impl: false,
        in_trait: false,
    };
    const PRIVATE: Self = Self {
        public: false,
        ..Self::PUBLIC
    };
}

/// The part of an item that was read so far.
#[derive(Default)]
struct Head {
    public: bool,
    hidden: bool,
    keyword: Option<String>,
    name: String,
    called: bool,
}

impl Found {
    /// Finds the public modules in the crate's root, and the modules whose contents the root exports.
    fn modules(&mut self, library: TokenStream) {
        let tokens: Vec<TokenTree> = library.into_iter().collect();
        let mut head = Head::default();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) if head.reads_attribute(&tokens[..at], group.stream()) => {}
                TokenTree::Ident(word) if word == "pub" => head.public = true,
                TokenTree::Ident(word) if word == "mod" && head.public && !head.hidden => {
                    self.public_modules.extend(ident(&tokens, at + 1).map(Ident::to_string));
                }
                TokenTree::Ident(word) if word == "use" && head.public => {
                    let path: Vec<String> = tokens[at + 1..].iter().map(ToString::to_string).take(4).collect();
                    if let [module, _, _, star] = path.as_slice()
                        && star == "*"
                    {
                        self.public_modules.insert(module.clone());
                    }
                }
                TokenTree::Punct(mark) if mark.as_char() == ';' => head = Head::default(),
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => head = Head::default(),
                _ => {}
            }
        }
    }

    fn walk(&mut self, tokens: TokenStream, place: Surroundings) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut head = Head::default();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) if head.reads_attribute(&tokens[..at], group.stream()) => {}
                TokenTree::Group(group) => {
                    let is_body = head.keyword.as_deref() == Some("fn") && group.delimiter() == Delimiter::Brace;
                    if !is_body {
                        self.within_trait.clone_from(&head.name);
                        self.walk(group.stream(), head.within(place));
                    }
                    if head.called {
                        self.made_by_macro(group.stream(), place.public);
                    }
                    match group.delimiter() {
                        Delimiter::Brace => head = Head::default(),
                        // `pub(crate)`
                        Delimiter::Parenthesis
                            if ident(&tokens, at.wrapping_sub(1)).is_some_and(|word| word == "pub") =>
                        {
                            head.public = false;
                        }
                        _ => {}
                    }
                }
                TokenTree::Punct(mark) if mark.as_char() == ';' => head = Head::default(),
                TokenTree::Punct(mark) if mark.as_char() == '!' => {
                    head.called = ident(&tokens, at.wrapping_sub(1)).is_some_and(|word| word != "macro_rules");
                }
                TokenTree::Ident(word) => self.word(&word.to_string(), &tokens, at, &mut head, place),
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn word(&mut self, word: &str, tokens: &[TokenTree], at: usize, head: &mut Head, place: Surroundings) {
        match word {
            "pub" => head.public = true,
            "use" => {
                let mut leaves = Vec::new();
                leaves_of(&tokens[at + 1..], &mut leaves);
                let first = tokens[at + 1..].iter().find_map(|token| match token {
                    TokenTree::Ident(first) => Some(first.to_string()),
                    _ => None,
                });
                if head.public && !head.hidden && place.public {
                    self.public.extend(leaves);
                } else if let Some(first) = first {
                    self.imported
                        .extend(leaves.into_iter().map(|leaf| (first.clone(), leaf)));
                }
            }
            "impl" if head.keyword.is_none() => head.keyword = Some(word.to_owned()),
            "struct" | "enum" | "union" | "trait" | "type" | "mod" | "fn" => {
                if let Some(name) = ident(tokens, at + 1) {
                    if head.keyword.is_none() {
                        head.keyword = Some(word.to_owned());
                        head.name = name.to_string();
                    }
                    let open = (head.public || place.in_trait) && !head.hidden && place.public;
                    self.declare(word, &name.to_string(), open, head.hidden, place);
                }
            }
            _ => {}
        }
    }

    fn declare(&mut self, keyword: &str, name: &str, open: bool, hidden: bool, place: Surroundings) {
        let is_type = keyword != "fn" && !(keyword == "type" && place.in_impl);
        if open {
            self.public.insert(name.to_owned());
        } else if place.in_trait && !hidden {
            self.of_traits.push((self.within_trait.clone(), name.to_owned()));
        } else if is_type || (keyword == "fn" && hidden) {
            self.declared.insert(name.to_owned());
        }
    }

    /// If a macro of the crate is called with names, it makes items with these names. Single words can mean anything
    /// and are left out.
    fn made_by_macro(&mut self, tokens: TokenStream, public: bool) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.made_by_macro(group.stream(), public),
                TokenTree::Ident(name) => {
                    let name = name.to_string();
                    let starts = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
                    let has_lower =
                        name.contains(char::is_lowercase) || name.contains(|letter: char| letter.is_ascii_digit());
                    if name.starts_with(char::is_uppercase) && has_lower && name.chars().skip(1).any(starts) {
                        if public { &mut self.public } else { &mut self.declared }.insert(name);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }

    fn walk_quoted(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let called = at.checked_sub(2).and_then(|at| ident(&tokens, at));
            if called.is_some_and(|name| name.to_string().starts_with("quote")) {
                self.walk(group.stream(), Surroundings::PUBLIC);
            } else {
                self.walk_quoted(group.stream());
            }
        }
    }

    fn names(mut self) -> Names {
        for (of, name) in std::mem::take(&mut self.of_traits) {
            if self.public.contains(&of) {
                &mut self.public
            } else {
                &mut self.declared
            }
            .insert(name);
        }
        let own = |first: &str| {
            ["crate", "self", "super"].contains(&first) || self.declared.contains(first) || self.public.contains(first)
        };
        let foreign: HashSet<String> = self
            .imported
            .iter()
            .filter(|(first, _)| !own(first))
            .map(|(_, name)| name.clone())
            .collect();
        let operations: HashSet<&str> = confluence_sdk::spec::operations()
            .filter_map(|operation| operation.rust_path.rsplit("::").next())
            .collect();
        let scopes = Scope::all().map(Scope::marker);
        let markers: HashSet<&str> = scopes
            .chain(PermissionGrant::all().filter_map(PermissionGrant::marker))
            .collect();
        // The forms that `permissions!` accepts.
        let spelt: HashSet<String> = PermissionGrant::all()
            .flat_map(|grant| [format!("{:?}", grant.verb), format!("{:?}", grant.kind)])
            .collect();
        let known = |name: &str| operations.contains(name) || markers.contains(name) || spelt.contains(name);
        let hidden = self.declared.difference(&self.public);
        let hidden = hidden
            .filter(|name| !known(name) && !foreign.contains(*name))
            .cloned()
            .collect();
        Names {
            hidden,
            public: self.public,
            operations,
            markers,
        }
    }
}

impl Head {
    /// Reads an attribute if the group is one.
    fn reads_attribute(&mut self, before: &[TokenTree], stream: TokenStream) -> bool {
        let mark = |token: Option<&TokenTree>, mark: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
        let inner = mark(before.last(), '!') && before.len() > 1 && mark(before.get(before.len() - 2), '#');
        if !mark(before.last(), '#') && !inner {
            return false;
        }
        self.hidden |= stream.to_string().replace(' ', "") == "doc(hidden)";
        true
    }

    /// The surroundings of the contents of an item.
    fn within(&self, place: Surroundings) -> Surroundings {
        let keyword = self.keyword.as_deref();
        Surroundings {
            public: place.public && !self.hidden,
            in_impl: keyword == Some("impl"),
            in_trait: keyword == Some("trait"),
        }
    }
}

/// Collects the last names of a `use`, up to its end.
fn leaves_of(tokens: &[TokenTree], leaves: &mut Vec<String>) {
    let mut last = None;
    for token in tokens {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => break,
            TokenTree::Punct(mark) if mark.as_char() == ',' => leaves.extend(last.take()),
            TokenTree::Ident(name) => last = Some(name.to_string()),
            TokenTree::Group(group) => {
                last = None;
                leaves_of(&Vec::from_iter(group.stream()), leaves);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
    leaves.extend(last);
}

fn ident(tokens: &[TokenTree], at: usize) -> Option<&Ident> {
    match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => Some(ident),
        _ => None,
    }
}

fn parse(path: &Path) -> Result<TokenStream, String> {
    let text = fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))?;
    text.parse().map_err(|problem| format!("{}: {problem}", path.display()))
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(|problem| format!("{}: {problem}", folder.display()))? {
        let path = entry.map_err(|problem| problem.to_string())?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_docs_show_is_told_from_what_they_hide() {
        let names = Names::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        for hidden in ["__rt", "Set", "seal", "GetPageByIdNeeds"] {
            assert!(names.is_hidden(hidden, true), "{hidden}");
        }
        let public = [
            "Allows",
            "Auth",
            "Basic",
            "Client",
            "Covers",
            "CreatePage",
            "Error",
            "Gateway",
            "Output",
            "PageId",
            "ReadPage",
            "ScopeList",
            "Verb",
        ];
        for public in public {
            assert!(!names.is_hidden(public, true), "{public}");
        }
        assert!(!names.is_hidden("call", false), "an everyday word");
    }

    #[test]
    fn items_are_hidden_by_their_module_their_attribute_or_for_want_of_pub() {
        let mut found = Found::default();
        let text = "pub struct Shown; #[doc(hidden)] pub struct Marked; struct Unexported;
            pub trait Open { type Named; #[doc(hidden)] type Kept; }
            #[doc(hidden)] pub mod inner { pub struct Buried; }
            pub use other::{Exported, Old as New};
            impl Iterator for Shown { type Item = u8; }";
        found.walk(text.parse().unwrap(), Surroundings::PUBLIC);
        found.walk(
            "pub struct Exported; sentences! { MayNot }".parse().unwrap(),
            Surroundings::PRIVATE,
        );
        let names = found.names();
        for hidden in ["Marked", "Unexported", "Kept", "Buried", "MayNot"] {
            assert!(names.is_hidden(hidden, true), "{hidden}");
        }
        for public in ["Shown", "Named", "Exported", "New", "Item"] {
            assert!(!names.is_hidden(public, true), "{public}");
        }
    }
}
