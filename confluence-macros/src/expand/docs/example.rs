//! The example of an operation. What its declaration does not say with `#[example(…)]` it is given as an argument.

use super::{code, type_text};
use crate::checked::{Answer, Endpoints, Field, Operation, Version};
use crate::input::written;
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::{Expr, Type};

/// The longest call that stands on one line.
const LINE: usize = 100;

/// What an example is made of.
pub(crate) struct Example<'o> {
    /// What it is given: names and types.
    pub(crate) given: Vec<(&'o Ident, &'o Type)>,
    /// What readers see.
    pub(crate) code: Vec<String>,
}

impl<'o> Example<'o> {
    /// Of an operation of this group.
    pub(crate) fn of(operation: &'o Operation, group: &Endpoints) -> Self {
        let set = |field: &Field| {
            let sets = &operation.example.sets;
            sets.iter()
                .find(|(name, _)| *name == field.ident)
                .map(|(_, value)| value)
        };
        let mut given: Vec<_> = operation.example.given.iter().map(|(name, ty)| (name, ty)).collect();
        let (mut arguments, mut setters) = (Vec::new(), Vec::new());
        for field in &operation.fields {
            let value = set(field);
            let itself = value.is_some_and(|value| names(value, &field.ident));
            if itself || value.is_none() && field.required {
                let ty = if field.required {
                    &field.ty
                } else {
                    written(&field.ty).inner
                };
                given.push((&field.ident, ty));
            }
            let text = value.map_or_else(|| field.ident.to_string(), |value| code::text(value.to_token_stream()));
            match (field.required, value) {
                (true, _) => arguments.push(text),
                (false, Some(_)) => setters.push(format!("{}({text})", field.ident)),
                (false, None) => {}
            }
        }
        let mut chain = match group.version {
            Version::V1 => vec!["v1()".to_owned()],
            Version::V2 => Vec::new(),
        };
        chain.push(format!("{}()", group.accessor()));
        chain.push(format!("{}({})", operation.ident, arguments.join(", ")));
        chain.extend(setters);
        Example {
            given,
            code: statement(operation, chain),
        }
    }

    /// The code as tokens, made of the very text that readers see.
    pub(crate) fn tokens(&self) -> TokenStream {
        self.code.join("\n").parse().expect("made of tokens")
    }

    /// The lines of the doc comment.
    pub(super) fn lines(&self, operation: &Operation, version: Version) -> Vec<String> {
        let given = self.given.iter();
        let parameters: String = given.map(|(name, ty)| format!(", {name}: {}", type_text(ty))).collect();
        let mut lines = vec!["```no_run".to_owned()];
        lines.push(format!("# use confluence_sdk::{{*, {}::*}};", version.module()));
        if operation.deprecated.is_some() {
            lines.push("# #[allow(deprecated)]".to_owned());
        }
        lines.push(format!(
            "# async fn example<A: Allows<op::{}>>(client: &Client<A>{parameters}) -> Result<()> {{",
            operation.type_ident
        ));
        lines.extend(self.code.iter().cloned());
        lines.extend(["# Ok(())".to_owned(), "# }".to_owned(), "```".to_owned()]);
        lines
    }
}

/// Whether the value is the argument itself: a value that the example is given.
fn names(value: &Expr, argument: &Ident) -> bool {
    matches!(value, Expr::Path(path) if path.path.is_ident(argument))
}

/// The call with what is done with its answer.
fn statement(operation: &Operation, mut chain: Vec<String>) -> Vec<String> {
    let start = match (&operation.paged, operation.answer, &operation.output) {
        (Some(_), ..) => {
            chain.extend(["items()".to_owned(), "collect()".to_owned()]);
            "let all = client"
        }
        (None, Answer::Redirect, _) => {
            chain.extend(["await?".to_owned(), "download()".to_owned()]);
            "let bytes = client"
        }
        (None, _, Some(_)) => "let answer = client",
        (None, _, None) => "client",
    };
    chain.push("await?;".to_owned());
    let line = format!("{start}.{}", chain.join("."));
    if line.chars().count() <= LINE {
        return vec![line];
    }
    let mut lines = vec![start.to_owned()];
    lines.extend(chain.iter().map(|link| format!("    .{link}")));
    lines
}
