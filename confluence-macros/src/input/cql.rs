//! `cql!( … )` as it is written: conditions, clauses, values.
//!
//! It is read token by token and not by syn, because a query is not Rust: words of the language are keywords here and
//! there, and an end has the place of the token before it.

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use syn::{Path, Result};

/// A query.
pub(crate) struct Query {
    pub(crate) condition: Condition,
    pub(crate) order: Vec<Order>,
}

/// What is asked for.
pub(crate) enum Condition {
    /// Several, joined by `and`.
    All(Vec<Condition>),
    /// Several, joined by `or`.
    Any(Vec<Condition>),
    /// With the place of the word.
    Not(Span, Box<Condition>),
    Enclosed(Box<Condition>),
    /// `{query}`
    Part(Braces),
    Clause(Clause),
}

/// `title ~ {words}`
pub(crate) struct Clause {
    pub(crate) field: Word,
    /// In its usual spelling, such as `NOT IN`, and where it stands.
    pub(crate) operator: (&'static str, TokenStream),
    pub(crate) values: Values,
}

/// The right side of a clause.
pub(crate) enum Values {
    One(Value),
    /// Behind `in`, in parentheses.
    List(Vec<Value>),
    /// Behind `in`: a function or `{values}`.
    Whole(Value),
}

/// One value.
pub(crate) enum Value {
    Word(Word),
    /// A text in quotes, and its token.
    Text(String, Literal),
    /// A number, or what looks like a date: `2026-11-27`.
    Number(Word),
    Call(Word, Vec<Value>),
    Braces(Braces),
}

/// A name, and where it stands.
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
}

/// `{expression}`
#[derive(Clone)]
pub(crate) struct Braces {
    pub(crate) tokens: TokenStream,
    pub(crate) span: Span,
}

/// One field behind `order by`.
pub(crate) struct Order {
    pub(crate) field: Word,
    pub(crate) descending: bool,
}

/// The path of the SDK, which the macro that users call has put before the query, and the query itself.
pub(crate) fn parts(tokens: TokenStream) -> Result<(Path, TokenStream)> {
    let mut tokens = tokens.into_iter();
    let sdk = match tokens.next() {
        Some(TokenTree::Group(sdk)) => sdk.stream(),
        _ => TokenStream::new(),
    };
    Ok((syn::parse2(sdk)?, tokens.collect()))
}

/// Every expression of a query, also of one that cannot be read.
pub(crate) fn expressions(tokens: TokenStream) -> Vec<Braces> {
    let groups = tokens.into_iter().filter_map(|token| match token {
        TokenTree::Group(group) => Some(group),
        _ => None,
    });
    let inner = groups.map(|group| match group.delimiter() {
        Delimiter::Brace => vec![braces(&group)],
        _ => expressions(group.stream()),
    });
    inner.flatten().collect()
}

/// Reads a query, or says where it is none.
pub(crate) fn query(tokens: TokenStream) -> Result<Query> {
    let mut reader = Reader::new(tokens, Span::call_site());
    if reader.peek().is_none() {
        return Err(reader.error("an empty query; help: write clauses, such as `type = page and space = {key}`"));
    }
    let condition = reader.any()?;
    let order = reader.order()?;
    match reader.peek() {
        None => Ok(Query { condition, order }),
        Some(TokenTree::Punct(sign)) if sign.as_char() == '&' => {
            Err(reader.error("`&` does not join clauses of CQL; help: write `and`"))
        }
        Some(TokenTree::Punct(sign)) if sign.as_char() == '|' => {
            Err(reader.error("`|` does not join clauses of CQL; help: write `or`"))
        }
        Some(_) => Err(reader.error("expected `and`, `or` or `order by`")),
    }
}

fn braces(group: &Group) -> Braces {
    Braces {
        tokens: group.stream(),
        span: group.span(),
    }
}

struct Reader {
    tokens: Vec<TokenTree>,
    at: usize,
    /// Where something is missing at the end.
    end: Span,
}

impl Reader {
    fn new(tokens: TokenStream, end: Span) -> Self {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let end = tokens.last().map_or(end, TokenTree::span);
        Self { tokens, at: 0, end }
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<TokenTree> {
        let token = self.peek().cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn error(&self, message: &str) -> syn::Error {
        syn::Error::new(self.peek().map_or(self.end, TokenTree::span), message)
    }

    fn is_word(&self, ahead: usize, word: &str) -> bool {
        let token = self.tokens.get(self.at + ahead);
        matches!(token, Some(TokenTree::Ident(ident)) if ident.to_string().eq_ignore_ascii_case(word))
    }

    fn is_sign(&self, ahead: usize, sign: char) -> bool {
        let token = self.tokens.get(self.at + ahead);
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
    }

    fn take_word(&mut self, word: &str) -> Option<Span> {
        let found = self.is_word(0, word);
        found.then(|| self.next().map(|token| token.span())).flatten()
    }

    fn any(&mut self) -> Result<Condition> {
        let mut any = vec![self.all()?];
        while self.take_word("or").is_some() {
            any.push(self.all()?);
        }
        Ok(joined(any, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition> {
        let mut all = vec![self.term()?];
        while self.take_word("and").is_some() {
            all.push(self.term()?);
        }
        Ok(joined(all, Condition::All))
    }

    fn term(&mut self) -> Result<Condition> {
        if let Some(not) = self.take_word("not") {
            return Ok(Condition::Not(not, Box::new(self.term()?)));
        }
        match self.peek().cloned() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                self.at += 1;
                let mut inner = Self::new(group.stream(), group.span_close());
                let condition = inner.any()?;
                match inner.peek() {
                    None => Ok(Condition::Enclosed(Box::new(condition))),
                    Some(_) if inner.is_word(0, "order") => {
                        Err(inner.error("the order stands at the end of the query, outside of parentheses"))
                    }
                    Some(_) => Err(inner.error("expected `and`, `or` or `)`")),
                }
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                self.at += 1;
                Ok(Condition::Part(braces(&group)))
            }
            _ => self.clause().map(Condition::Clause),
        }
    }

    fn clause(&mut self) -> Result<Clause> {
        let field = self.field("a clause is written as `space = {key}`")?;
        let operator = self.operator()?;
        if self.peek().is_none() {
            let message = format!(
                "the value of `{}` is missing; help: `{{key}}` is the value of an expression, `\"DEV\"` a text",
                field.text
            );
            return Err(self.error(&message));
        }
        let values = match operator.0 {
            "IN" | "NOT IN" => self.list(&field)?,
            _ => Values::One(self.value()?),
        };
        Ok(Clause {
            field,
            operator,
            values,
        })
    }

    /// Words with points between them.
    fn field(&mut self, help: &str) -> Result<Word> {
        let mut field = Word {
            text: String::new(),
            tokens: TokenStream::new(),
        };
        loop {
            match self.peek().cloned() {
                Some(TokenTree::Ident(ident)) => {
                    field.text.push_str(&ident.to_string());
                    field.tokens.extend([TokenTree::from(ident)]);
                    self.at += 1;
                }
                _ => return Err(self.error(&format!("expected a field; help: {help}"))),
            }
            if !self.is_sign(0, '.') {
                break;
            }
            field.text.push('.');
            field.tokens.extend(self.next());
        }
        match self.peek() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
                let name = &field.text;
                let message = format!(
                    "`{name}` is a field that apps choose, which is not known here; help: give the clause as `{{Cql::raw(\"…\")}}`"
                );
                Err(syn::Error::new_spanned(field.tokens, message))
            }
            _ => Ok(field),
        }
    }

    fn operator(&mut self) -> Result<(&'static str, TokenStream)> {
        const SIGNS: [&str; 8] = ["!=", "!~", ">=", "<=", "=", "~", ">", "<"];
        const HELP: &str =
            "expected an operator; help: there are `=`, `!=`, `~`, `!~`, `>`, `>=`, `<`, `<=`, `in` and `not in`";
        let length = |sign: &str| sign.len();
        let words: &[&str] = if self.is_word(0, "not") {
            &["not", "in"]
        } else {
            &["in"]
        };
        let is_list = (0..).zip(words).all(|(at, word)| self.is_word(at, word));
        let found = SIGNS
            .into_iter()
            .find(|sign| (0..).zip(sign.chars()).all(|(at, sign)| self.is_sign(at, sign)));
        let (operator, count) = match found {
            _ if is_list && words.len() == 2 => ("NOT IN", 2),
            _ if is_list => ("IN", 1),
            Some("=") if self.is_sign(1, '=') => {
                return Err(self.error("`==` is not an operator of CQL; help: write `=`"));
            }
            Some(sign) => (sign, length(sign)),
            None => return Err(self.error(HELP)),
        };
        let tokens = self.tokens[self.at..self.at + count].iter().cloned().collect();
        self.at += count;
        Ok((operator, tokens))
    }

    fn list(&mut self, field: &Word) -> Result<Values> {
        match self.peek().cloned() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                self.at += 1;
                let values = Self::new(group.stream(), group.span_close()).separated()?;
                if values.is_empty() {
                    let message = format!(
                        "the list of `{}` is empty, which CQL cannot write; help: leave out the clause",
                        field.text
                    );
                    return Err(syn::Error::new(group.span(), message));
                }
                Ok(Values::List(values))
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => self.value().map(Values::Whole),
            Some(TokenTree::Ident(_)) if matches!(self.tokens.get(self.at + 1), Some(TokenTree::Group(_))) => {
                self.value().map(Values::Whole)
            }
            _ => {
                Err(self
                    .error("expected a list; help: write `in (a, b)`, or `in {values}` for what an expression gives"))
            }
        }
    }

    /// Values with commas between them, up to the end.
    fn separated(&mut self) -> Result<Vec<Value>> {
        let mut values = Vec::new();
        while self.peek().is_some() {
            values.push(self.value()?);
            if self.is_sign(0, ',') {
                self.at += 1;
            } else if self.peek().is_some() {
                return Err(self.error("expected `,` or `)`"));
            }
        }
        Ok(values)
    }

    fn value(&mut self) -> Result<Value> {
        match self.peek().cloned() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                self.at += 1;
                Ok(Value::Braces(braces(&group)))
            }
            Some(TokenTree::Group(_)) => Err(self.error("expected one value; help: several stand behind `in`")),
            Some(TokenTree::Literal(literal)) => self.literal(literal),
            Some(TokenTree::Ident(ident)) => {
                self.at += 1;
                let word = Word {
                    text: ident.to_string(),
                    tokens: TokenTree::from(ident).into(),
                };
                match self.peek().cloned() {
                    Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                        self.at += 1;
                        let arguments = Self::new(group.stream(), group.span_close()).separated()?;
                        Ok(Value::Call(word, arguments))
                    }
                    Some(TokenTree::Punct(sign)) if matches!(sign.as_char(), ':' | '-' | '.' | '/') => Err(self.error(
                        &format!("`{sign}` can only stand in quotes; help: write the value as `\"…\"`"),
                    )),
                    _ => Ok(Value::Word(word)),
                }
            }
            Some(TokenTree::Punct(sign)) if sign.as_char() == '~' => {
                Err(self.error("expected a value; help: the key of a personal space stands in quotes: `\"~…\"`"))
            }
            _ => Err(self.error("expected a value; help: `{key}` is the value of an expression, `\"DEV\"` a text")),
        }
    }

    fn literal(&mut self, literal: Literal) -> Result<Value> {
        match syn::Lit::new(literal.clone()) {
            syn::Lit::Str(text) => {
                self.at += 1;
                Ok(Value::Text(text.value(), literal))
            }
            syn::Lit::Int(_) => Ok(Value::Number(self.number())),
            _ => Err(self.error("expected a value; help: a text stands in double quotes: `\"…\"`")),
        }
    }

    /// A number, with those that follow it after `-` or `/`.
    fn number(&mut self) -> Word {
        let start = self.at;
        self.at += 1;
        while (self.is_sign(0, '-') || self.is_sign(0, '/'))
            && matches!(self.tokens.get(self.at + 1), Some(TokenTree::Literal(_)))
        {
            self.at += 2;
        }
        let tokens = &self.tokens[start..self.at];
        Word {
            text: tokens.iter().map(ToString::to_string).collect(),
            tokens: tokens.iter().cloned().collect(),
        }
    }

    fn order(&mut self) -> Result<Vec<Order>> {
        let mut order = Vec::new();
        if self.take_word("order").is_none() {
            return Ok(order);
        }
        if self.take_word("by").is_none() {
            return Err(self.error("expected `by`"));
        }
        loop {
            let field = self.field("the order is written as `order by created desc, title`")?;
            let descending = self.take_word("desc").is_some();
            if !descending {
                self.take_word("asc");
            }
            order.push(Order { field, descending });
            if !self.is_sign(0, ',') {
                return Ok(order);
            }
            self.at += 1;
        }
    }
}

/// One condition as it is, several joined.
fn joined(mut list: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match list.pop() {
        Some(only) if list.is_empty() => only,
        last => {
            list.extend(last);
            join(list)
        }
    }
}
