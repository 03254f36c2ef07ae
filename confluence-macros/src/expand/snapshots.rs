//! What is expanded to what, beside this file: one operation or model each, laid out to be read.
//!
//! After a change: `SNAPSHOTS=overwrite cargo test -p confluence-macros`, then read what changed.

use crate::check;
use crate::checked::Endpoints;
use crate::errors::Errors;
use crate::input;
use crate::input::endpoints::Header;
use crate::input::model::{Model, Options};
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use quote::quote;
use std::path::Path;

#[track_caller]
fn same(name: &str, expansion: TokenStream) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("src/expand/snapshots/{name}.txt"));
    let text = Layout::of(expansion);
    if std::env::var("SNAPSHOTS").is_ok_and(|what| what == "overwrite") {
        std::fs::write(&path, &text).unwrap();
    }
    let known = std::fs::read_to_string(&path).unwrap_or_default();
    for (number, (known, now)) in known.lines().zip(text.lines()).enumerate() {
        assert_eq!(known, now, "{name}.txt, line {}", number + 1);
    }
    assert_eq!(known.lines().count(), text.lines().count(), "{name}.txt");
}

/// A trait with this operation.
fn group(operation: TokenStream) -> Endpoints {
    let header: Header = syn::parse_quote!(v2, tag = "Page", base = "/wiki/api/v2");
    let item = syn::parse_quote! {
        /// Pages.
        pub trait Pages { #operation }
    };
    let mut errors = Errors::default();
    let input = input::endpoints::Endpoints::read(header, item, &mut errors);
    let checked = check::endpoints(input, &mut errors);
    checked.unwrap_or_else(|| panic!("{:?}", errors.texts()))
}

/// Its request alone.
fn request(operation: TokenStream) -> TokenStream {
    let group = group(operation);
    let [operation] = group.operations.as_slice() else {
        panic!("one operation")
    };
    let (request, setters) = (
        super::request::expand(operation, &group),
        super::request::setters(operation),
    );
    quote!(#request #setters)
}

fn model(options: TokenStream, item: TokenStream) -> TokenStream {
    let options: Options = syn::parse2(options).unwrap();
    let mut errors = Errors::default();
    let checked = Model::read(options, syn::parse2(item).unwrap(), &mut errors)
        .and_then(|model| check::model::model(model, &mut errors));
    super::model::expand(&checked.unwrap_or_else(|| panic!("{:?}", errors.texts())))
}

#[test]
fn a_plain_operation() {
    same(
        "plain_operation",
        super::endpoints::expand(&group(quote! {
            /// One page.
            #[get("/pages/{id}")]
            #[id("getPageById")]
            #[scopes("read:page:confluence")]
            #[connect(READ)]
            #[permissions(View(Page = id), View(Space, of = id))]
            #[app_access(ruled)]
            fn get_page_by_id(
                /// The page.
                id: PageId,
                /// The draft instead of the published page.
                #[query("get-draft", default = false)]
                get_draft: Option<bool>,
            ) -> PageSingle;
        })),
    );
}

#[test]
fn a_paged_operation_that_few_may_call() {
    same(
        "paged_operation",
        request(quote! {
            /// The pages.
            #[get("/pages")]
            #[id("getPages")]
            #[scopes("read:confluence-content.summary" | "read:page:confluence" + "read:space:confluence")]
            #[connect(inaccessible)]
            #[callers(only(ForgeApp), because = "no user may")]
            #[permissions(filters(View(Page)))]
            #[paged(cursor)]
            #[app_access(unstated)]
            fn get_pages(
                /// Only these.
                #[query(csv, max_items = 250)]
                id: Vec<PageId>,
            ) -> CursorPage<PageBulk>;
        }),
    );
}

#[test]
fn an_operation_with_files() {
    same(
        "multipart_operation",
        request(quote! {
            /// Attaches files.
            #[post("/pages/{id}/files")]
            #[id("attachFiles")]
            #[scopes("write:attachment:confluence")]
            #[connect(WRITE)]
            #[permissions(if_set(minor, Update(Page, of = id), else = Create(Attachment, of = id)))]
            #[header("X-Atlassian-Token" = "no-check")]
            #[max_body(100)]
            #[app_access(exempt)]
            fn attach_files(
                /// The page.
                id: PageId,
                /// The files.
                #[required]
                #[part("file")]
                files: Vec<FilePart>,
                /// Tells nobody.
                #[part]
                minor: Option<bool>,
            );
        }),
    );
}

#[test]
fn an_operation_with_one_of_several_members() {
    same(
        "one_of_operation",
        request(quote! {
            /// Comments.
            #[post("/comments")]
            #[id("createComment")]
            #[scopes("write:comment:confluence")]
            #[connect(WRITE)]
            #[permissions(if_given(page_id, View(Page = page_id)))]
            #[app_access(ruled)]
            fn create_comment(
                /// On what.
                #[one_of(page_id, alias(max_len = 9))]
                target: Target,
                /// The text.
                #[member]
                text: String,
            );
        }),
    );
}

#[test]
fn an_answer() {
    same(
        "answer_model",
        model(
            quote!(),
            quote! {
                /// A page.
                pub struct PageSingle {
                    /// Identifies it.
                    pub id: PageId,
                    /// Its links.
                    #[wire("_links")]
                    pub links: Option<PageLinks>,
                }
            },
        ),
    );
}

#[test]
fn a_request() {
    same(
        "request_model",
        model(
            quote!(request),
            quote! {
                /// A label.
                pub struct LabelCreate {
                    /// Its name.
                    #[not_empty]
                    #[max_len(255)]
                    pub name: String,
                    /// Its colour.
                    pub colour: Option<Colour>,
                }
            },
        ),
    );
}

#[test]
fn words_and_one_of_several() {
    let words = model(
        quote!(),
        quote! {
            /// A status.
            pub enum Status {
                /// There.
                Current,
                /// Gone.
                #[wire("in-trash")]
                InTrash,
            }
        },
    );
    let one_of = model(
        quote!(one_of),
        quote! {
            /// A target.
            pub enum Target {
                /// A page.
                #[wire("pageId")]
                Page(PageId),
                /// A named one.
                #[wire("name", "color")]
                Own(String, Color),
            }
        },
    );
    same("enum_models", quote!(#words #one_of));
}

/// Tokens as text: a line for each statement, field and attribute, groups that are long broken at their commas.
struct Layout {
    text: String,
    depth: usize,
    /// The last token of this line.
    last: String,
    /// How many `<` are open.
    angles: usize,
}

const WIDTH: usize = 120;

impl Layout {
    fn of(tokens: TokenStream) -> String {
        let mut layout = Layout {
            text: String::new(),
            depth: 0,
            last: String::new(),
            angles: 0,
        };
        layout.tokens(tokens, true);
        layout.text.trim_end().to_owned() + "\n"
    }

    /// `lines`: commas and semicolons end lines.
    fn tokens(&mut self, tokens: TokenStream, lines: bool) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) if self.last == "#" => self.attribute(&group),
                TokenTree::Group(group) => {
                    self.group(&group);
                    let ends = |next: &TokenTree| match next {
                        TokenTree::Punct(punct) => !".,;?".contains(punct.as_char()),
                        _ => true,
                    };
                    if lines && group.delimiter() == Delimiter::Brace && tokens.peek().is_none_or(ends) {
                        self.line();
                    }
                }
                TokenTree::Punct(punct) => {
                    let mut text = punct.as_char().to_string();
                    let mut spacing = punct.spacing();
                    while let (Spacing::Joint, Some(TokenTree::Punct(next))) = (spacing, tokens.peek()) {
                        text.push(next.as_char());
                        spacing = next.spacing();
                        tokens.next();
                    }
                    self.word(&text);
                    match text.as_str() {
                        "<" => self.angles += 1,
                        ">" => self.angles = self.angles.saturating_sub(1),
                        ">>" => self.angles = self.angles.saturating_sub(2),
                        "," | ";" if lines && self.angles == 0 => self.line(),
                        _ => {}
                    }
                }
                other => self.word(&other.to_string()),
            }
        }
    }

    /// Docs as comments, a line each.
    fn attribute(&mut self, group: &Group) {
        let meta: Option<syn::MetaNameValue> = syn::parse2(group.stream()).ok();
        let doc = meta.filter(|meta| meta.path.is_ident("doc"));
        let text = doc.and_then(|meta| match meta.value {
            syn::Expr::Lit(syn::ExprLit {
                lit: syn::Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        });
        match text {
            Some(text) => {
                let line = self.text.rfind('\n').map_or(0, |end| end + 1);
                self.text.truncate(line);
                self.last.clear();
                for line in text.split('\n') {
                    self.word(format!("///{line}").trim_end());
                    self.line();
                }
            }
            None => {
                self.group(group);
                self.line();
            }
        }
    }

    fn group(&mut self, group: &Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::None => return self.tokens(group.stream(), false),
        };
        self.word(open);
        if group.stream().is_empty() {
            self.text.push_str(close);
        } else if group.delimiter() == Delimiter::Brace || group.to_string().len() > WIDTH {
            self.depth += 1;
            self.line();
            self.tokens(group.stream(), true);
            self.depth -= 1;
            self.line();
            self.word(close);
        } else {
            self.tokens(group.stream(), false);
            self.text.push_str(close);
        }
        close.clone_into(&mut self.last);
    }

    fn word(&mut self, word: &str) {
        if self.last.is_empty() {
            self.text.push_str(&"    ".repeat(self.depth));
        } else if self.is_spaced(word) {
            self.text.push(' ');
        }
        self.text.push_str(word);
        word.clone_into(&mut self.last);
    }

    fn is_spaced(&self, word: &str) -> bool {
        let last = self.last.as_str();
        let after_name = last.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        match (last, word) {
            ("(" | "[" | "." | "::" | "<" | "&" | "#" | "'", _) => false,
            (_, "," | ";" | ":" | "." | "?" | ">" | ")" | "]" | ">>") => false,
            ("mut" | "for" | "impl" | "->" | ":" | "=", "::") => true,
            (_, "::") => false,
            (_, "<" | "!") => !after_name,
            ("!", "[" | "(") => false,
            (_, "(") => !after_name && !matches!(last, ">" | "!" | ")"),
            _ => true,
        }
    }

    fn line(&mut self) {
        if !self.last.is_empty() {
            self.text.push('\n');
            self.last.clear();
        }
    }
}
