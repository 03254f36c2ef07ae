//! Checks the values of a clause: their type, and what can be known of a text while compiling.

use super::{Piece, Put, Searched, Writer, refuse};
use crate::input::cql::{Value, Values, Word};
use crate::vocabulary::{CQL_FUNCTIONS, CQL_TYPES, CqlField, CqlFunction, nearest};
use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;

impl Writer<'_> {
    pub(super) fn values(&mut self, field: &'static CqlField, operator: &str, values: Values) {
        let words = operator.ends_with('~');
        match values {
            Values::One(value) => self.one(field, words, false, value),
            Values::List(values) => {
                for (i, value) in values.into_iter().enumerate() {
                    self.plain(if i > 0 { ", " } else { "(" });
                    self.one(field, words, true, value);
                }
                self.plain(")");
            }
            Values::Whole(Value::Braces(braces)) => self.value(Put::Several(trait_of(field)), braces),
            Values::Whole(Value::Call(name, arguments)) => {
                if let Some(function) = self.function(field, &name) {
                    if function.facts.contains(&"one") {
                        let call = name.text;
                        return refuse(
                            self.errors,
                            &name.tokens,
                            format!("`{call}()` has one value; help: write `in ({call}())`"),
                        );
                    }
                    self.call(function, &name, arguments);
                }
            }
            // The reader gives no other list.
            Values::Whole(value) => self.one(field, words, true, value),
        }
    }

    fn one(&mut self, field: &'static CqlField, words: bool, in_list: bool, value: Value) {
        match value {
            Value::Braces(braces) => self.value(Put::One(if words { "WordsValue" } else { trait_of(field) }), braces),
            Value::Text(text, token) => self.text(field, words, &text, token),
            Value::Number(number) => self.number(field, words, &number),
            Value::Word(word) => self.word(field, &word),
            Value::Call(name, _) if words => {
                let message = format!(
                    "`~` takes a text; help: `{}` is compared by `=`, or write the text as `\"…\"`",
                    name.text
                );
                refuse(self.errors, &name.tokens, message);
            }
            Value::Call(name, arguments) => {
                let Some(function) = self.function(field, &name) else {
                    return;
                };
                if function.facts.contains(&"several") && !in_list {
                    let (field, call) = (field.spellings[0], &name.text);
                    let dots = if function.facts.contains(&"numbers") { "…" } else { "" };
                    let message = format!("`{call}()` has several values; help: write `{field} in {call}({dots})`");
                    return refuse(self.errors, &name.tokens, message);
                }
                self.call(function, &name, arguments);
            }
        }
    }

    /// A word without quotes is a type, or else something that was forgotten.
    fn word(&mut self, field: &CqlField, word: &Word) {
        let name = &word.text;
        if field.of != "Type" {
            let message = format!(
                "`{name}` stands neither in quotes nor in braces; help: `\"{name}\"` is this text, `{{{name}}}` the value of the expression"
            );
            return refuse(self.errors, &word.tokens, message);
        }
        self.type_name(name, &word.tokens);
    }

    /// The name of a type, as it is written in the table.
    fn type_name(&mut self, name: &str, at: impl ToTokens) {
        let is_user = name.eq_ignore_ascii_case("user");
        let known = CQL_TYPES.iter().find(|known| known.spelling.eq_ignore_ascii_case(name));
        let message = match (self.searched, known) {
            (Searched::Users, _) if is_user => return self.plain("user"),
            (Searched::Content, Some(known)) => return self.plain(known.spelling),
            (Searched::Users, _) => format!("`{name}` is not found by the search for users; help: the only type there is `user`"),
            (Searched::Content, None) if is_user => {
                "`user` is not found by the search for content; help: write `user_cql!(type = user)`, and give the query to `search_user`".to_owned()
            }
            (Searched::Content, None) => {
                let near = nearest(name, CQL_TYPES.iter().map(|known| known.spelling));
                let help = near.map_or_else(types, |near| format!("did you mean `{near}`?"));
                format!("there is no type `{name}`; help: {help}")
            }
        };
        refuse(self.errors, at, message);
    }

    /// A text in quotes. What it may be follows from the field; the SDK quotes it.
    fn text(&mut self, field: &CqlField, words: bool, text: &str, token: Literal) {
        let problem = match field.of {
            _ if text.trim().is_empty() => Some("an empty text finds nothing; help: leave out the clause".to_owned()),
            _ if words => special(text),
            "Type" if !text.contains(':') => return self.type_name(text, token),
            "Content" if !is_content(text) => Some(format!(
                "`{text}` is not the id of content; help: an id is written as `98305` or `\"att98305\"`, or given as `{{id}}`"
            )),
            "Date" if !is_date(text) => Some(no_date(text)),
            _ => None,
        };
        if let Some(message) = problem {
            return refuse(self.errors, token, message);
        }
        let of = match field.of {
            _ if words => "WordsValue",
            "Content" | "User" => "TextValue",
            _ => trait_of(field),
        };
        self.written.pieces.push(Piece::Value {
            put: Put::One(of),
            at: token.span(),
            value: token.into_token_stream(),
        });
    }

    /// An id of content, or a date without quotes.
    fn number(&mut self, field: &CqlField, words: bool, number: &Word) {
        let Word { text, tokens } = number;
        let message = match field.of {
            "Content" if is_content(text) => return self.plain(text),
            "Date" if is_date(text) => return self.plain(&format!("\"{text}\"")),
            "Content" => format!("`{text}` is not the id of content; help: an id is written as `98305`"),
            "Date" => no_date(text),
            "Space" => {
                format!(
                    "`{text}` is a number, and a space is named by its key; help: write `\"{text}\"` if that is the key"
                )
            }
            "Type" => format!("`{text}` is not a type; help: {}", types()),
            "User" => format!(
                "`{text}` is a number, and an account is named by its id; help: write `\"{text}\"` if that is the id"
            ),
            _ if words => format!("`~` takes a text, not a number; help: write `\"{text}\"`"),
            _ => format!(
                "`{}` is compared with a text, not with a number; help: write `\"{text}\"`",
                field.spellings[0]
            ),
        };
        refuse(self.errors, tokens, message);
    }

    /// The function with this name, if its value fits the field.
    fn function(&mut self, field: &CqlField, name: &Word) -> Option<&'static CqlFunction> {
        let called = |function: &&CqlFunction| function.spelling.eq_ignore_ascii_case(&name.text);
        let fitting = CQL_FUNCTIONS.iter().filter(|function| function.of == field.of);
        let Some(function) = CQL_FUNCTIONS.iter().find(called) else {
            let names: Vec<_> = CQL_FUNCTIONS.iter().map(|function| function.spelling).collect();
            let help = match nearest(&name.text, names.into_iter()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => functions(field, fitting),
            };
            refuse(
                self.errors,
                &name.tokens,
                format!("there is no function `{}`; help: {help}", name.text),
            );
            return None;
        };
        if function.of != field.of {
            let (call, field_name) = (function.spelling, field.spellings[0]);
            let (gives, wants) = (kind(function.of), kind(field.of));
            let help = functions(field, fitting);
            let message = format!("`{call}()` is {gives}, and `{field_name}` is compared with {wants}; help: {help}");
            refuse(self.errors, &name.tokens, message);
            return None;
        }
        Some(function)
    }

    fn call(&mut self, function: &CqlFunction, name: &Word, arguments: Vec<Value>) {
        let call = function.spelling;
        let (least, most) = match function.facts {
            [_, "increment"] => (0, 1),
            ["several", "numbers"] if call.ends_with("Content") => (1, 2),
            [_, "numbers"] => (1, 1),
            _ => (0, 0),
        };
        if arguments.len() < least || arguments.len() > most {
            let message = match (least, most) {
                (0, 0) => format!("`{call}` takes no arguments; help: write `{call}()`"),
                (0, _) => format!("`{call}` takes one length of time at most; help: write `{call}(\"-4w\")`"),
                (_, 1) => format!("`{call}` takes the number of results; help: write `{call}(20)`"),
                _ => format!(
                    "`{call}` takes the number of results, and how many to pass over; help: write `{call}(20, 0)`"
                ),
            };
            return refuse(self.errors, &name.tokens, message);
        }
        self.plain(&format!("{call}("));
        for (i, argument) in arguments.into_iter().enumerate() {
            self.plain(if i > 0 { ", " } else { "" });
            self.argument(function, argument);
        }
        self.plain(")");
    }

    fn argument(&mut self, function: &CqlFunction, argument: Value) {
        let numbers = function.facts.contains(&"numbers");
        let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u32>().is_ok();
        let (text, at): (String, TokenStream) = match argument {
            Value::Braces(braces) => {
                return self.value(Put::Argument(if numbers { "number" } else { "increment" }), braces);
            }
            Value::Number(number) if numbers && is_number(&number.text) => return self.plain(&number.text),
            Value::Text(text, _) if !numbers && is_increment(&text, function.spelling != "now") => {
                return self.plain(&format!("\"{text}\""));
            }
            Value::Text(text, token) => (text, token.into_token_stream()),
            Value::Number(word) | Value::Word(word) | Value::Call(word, _) => (word.text, word.tokens),
        };
        let message = if numbers {
            format!(
                "`{text}` is not a number of results; help: write a number such as `20`, or `{{count}}` for a `u32`"
            )
        } else {
            format!(
                "`{text}` is not a length of time; help: write `\"-4w\"`, with y, M, w, d, h or m for the unit, or `{{increment}}` for a `cql::Increment`"
            )
        };
        refuse(self.errors, at, message);
    }
}

/// The trait in the SDK of what a field is compared with.
fn trait_of(field: &CqlField) -> &'static str {
    match field.of {
        "Content" => "ContentValue",
        "Date" => "DateValue",
        "Space" => "SpaceValue",
        "Type" => "TypeValue",
        "User" => "UserValue",
        _ => "TextValue",
    }
}

/// What a value of this type is called.
fn kind(of: &str) -> &'static str {
    match of {
        "Content" => "the id of content",
        "Date" => "a date",
        "Space" => "a space",
        "Type" => "a type",
        "User" => "an account",
        _ => "a text",
    }
}

fn functions<'f>(field: &CqlField, fitting: impl Iterator<Item = &'f CqlFunction>) -> String {
    let names: Vec<String> = fitting.map(|function| format!("`{}()`", function.spelling)).collect();
    match names.as_slice() {
        [] => format!("no function fits `{}`", field.spellings[0]),
        names => format!("functions for `{}` are {}", field.spellings[0], names.join(", ")),
    }
}

fn types() -> String {
    let names: Vec<String> = CQL_TYPES.iter().map(|known| format!("`{}`", known.spelling)).collect();
    format!(
        "types are {}, and those of custom content, such as `\"ac:my-app:note\"`",
        names.join(", ")
    )
}

/// What is said of a text for `~` that is likely to be meant otherwise: all its letters would be searched for.
fn special(text: &str) -> Option<String> {
    let (letter, function) = [('*', "pattern"), ('?', "pattern"), ('"', "phrase"), ('~', "similar")]
        .into_iter()
        .find(|(letter, _)| text.contains(*letter))?;
    Some(format!(
        "`{letter}` has no meaning of its own in words; help: write `{{cql::{function}(\"…\")}}`, or `{{\"…\"}}` for these very letters"
    ))
}

fn is_content(text: &str) -> bool {
    let digits = text.strip_prefix("att").unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn no_date(text: &str) -> String {
    format!(
        "`{text}` is not a date; help: write `\"2026-11-27\"`, `\"2026/11/27\"`, or one of them with a time, `\"2026-11-27 09:30\"`"
    )
}

/// Whether a text is `2026-11-27`, `2026/11/27`, or one of them with ` 09:30`, and there is such a day and minute.
fn is_date(text: &str) -> bool {
    let number = |text: &str, digits: usize| -> Option<u32> {
        let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| text.parse().ok()).flatten()
    };
    let (date, time) = text.split_once(' ').unwrap_or((text, "00:00"));
    let separator = if date.contains('/') { '/' } else { '-' };
    let parts: Vec<_> = date
        .split(separator)
        .zip([4, 2, 2, 0])
        .map(|(part, digits)| number(part, digits))
        .collect();
    let &[Some(year), Some(month), Some(day)] = parts.as_slice() else {
        return false;
    };
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    let time = time
        .split_once(':')
        .and_then(|(hour, minute)| Some((number(hour, 2)?, number(minute, 2)?)));
    (1..=days).contains(&day) && time.is_some_and(|(hour, minute)| hour < 24 && minute < 60)
}

/// Whether a text is a length of time such as `-4w`. `has_unit`: the function has a unit of its own, so none is needed.
fn is_increment(text: &str, has_unit: bool) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (number, unit) = match digits.char_indices().next_back() {
        Some((end, unit)) if "yMwdhm".contains(unit) => (&digits[..end], true),
        _ => (digits, false),
    };
    (unit || has_unit) && !number.is_empty() && number.len() < 9 && number.bytes().all(|byte| byte.is_ascii_digit())
}
