//! Parses tokens into a tree.

use super::lex::{Token, lex};
use super::{Comparison, Expression, Field, Operand, Operator, Order, Query};

/// Parentheses and negations may be nested this deep.
const MAX_DEPTH: usize = 50;

/// Reads a query, or says what is wrong with it.
pub(crate) fn parse(query: &str) -> Result<Query, String> {
    let mut parser = Parser {
        tokens: lex(query)?,
        at: 0,
        depth: 0,
    };
    if parser.is_keyword("NOT") {
        return Err("A query cannot start with a negation".to_owned());
    }
    let expression = parser.alternatives()?;
    let order = parser.order()?;
    match parser.next() {
        None => Ok(Query { expression, order }),
        Some(token) => Err(format!("Unexpected {}", describe(&token))),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser {
    fn next(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn is_keyword(&self, keyword: &str) -> bool {
        matches!(self.tokens.get(self.at), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword))
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let found = self.is_keyword(keyword);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some(Token::Sign(found)) if *found == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), String> {
        if self.sign(sign) {
            Ok(())
        } else {
            Err(format!("Expected `{sign}`"))
        }
    }

    fn alternatives(&mut self) -> Result<Expression, String> {
        let mut left = self.conjunction()?;
        while self.keyword("OR") {
            left = Expression::Or(Box::new(left), Box::new(self.conjunction()?));
        }
        Ok(left)
    }

    fn conjunction(&mut self) -> Result<Expression, String> {
        let mut left = self.term()?;
        while self.keyword("AND") {
            left = Expression::And(Box::new(left), Box::new(self.term()?));
        }
        Ok(left)
    }

    fn term(&mut self) -> Result<Expression, String> {
        if self.depth == MAX_DEPTH {
            return Err("The query is nested too deeply".to_owned());
        }
        self.depth += 1;
        let term = if self.keyword("NOT") {
            self.term().map(|term| Expression::Not(Box::new(term)))
        } else if self.sign("(") {
            self.alternatives().and_then(|inner| self.expect(")").map(|()| inner))
        } else {
            self.comparison().map(Expression::Compare)
        };
        self.depth -= 1;
        term
    }

    fn comparison(&mut self) -> Result<Comparison, String> {
        let field = self.field()?;
        let operator = self.operator()?;
        if !field.takes(operator) {
            return Err(format!("{field:?} cannot be compared like that"));
        }
        let values = match operator {
            Operator::In | Operator::NotIn => {
                self.expect("(")?;
                let mut values = vec![self.operand()?];
                while self.sign(",") {
                    values.push(self.operand()?);
                }
                self.expect(")")?;
                values
            }
            _ => vec![self.operand()?],
        };
        Ok(Comparison {
            field,
            operator,
            values,
        })
    }

    fn field(&mut self) -> Result<Field, String> {
        match self.next() {
            Some(Token::Word(word)) => Field::named(&word).ok_or_else(|| format!("There is no field {word}")),
            Some(token) => Err(format!("Expected a field, not {}", describe(&token))),
            None => Err("Expected a field".to_owned()),
        }
    }

    fn operator(&mut self) -> Result<Operator, String> {
        let negated = self.keyword("NOT");
        if self.keyword("IN") {
            return Ok(if negated { Operator::NotIn } else { Operator::In });
        }
        let sign = match self.next() {
            Some(Token::Sign(sign)) if !negated => sign,
            _ => return Err("Expected an operator".to_owned()),
        };
        Ok(match sign {
            "=" => Operator::Equal,
            "!=" => Operator::NotEqual,
            "~" => Operator::Contains,
            "!~" => Operator::ContainsNot,
            ">" => Operator::Greater,
            ">=" => Operator::GreaterOrEqual,
            "<" => Operator::Less,
            "<=" => Operator::LessOrEqual,
            other => return Err(format!("Expected an operator, not `{other}`")),
        })
    }

    fn operand(&mut self) -> Result<Operand, String> {
        match self.next() {
            Some(Token::Quoted(text)) => Ok(Operand::Text(text)),
            Some(Token::Word(word)) if self.sign("(") => self.function(&word),
            Some(Token::Word(word)) => Ok(Operand::Text(word)),
            Some(token) => Err(format!("Expected a value, not {}", describe(&token))),
            None => Err("Expected a value".to_owned()),
        }
    }

    /// A function whose opening parenthesis was read.
    fn function(&mut self, name: &str) -> Result<Operand, String> {
        let argument = match self.tokens.get(self.at) {
            Some(Token::Quoted(text) | Token::Word(text)) => Some(text.clone()),
            _ => None,
        };
        self.at += usize::from(argument.is_some());
        self.expect(")")?;
        match (name.to_ascii_lowercase().as_str(), argument) {
            ("currentuser", None) => Ok(Operand::CurrentUser),
            ("now", None) => Ok(Operand::Now(0)),
            ("now", Some(text)) => increment(&text)
                .map(Operand::Now)
                .ok_or_else(|| format!("Not a span of time: {text}")),
            _ => Err(format!("There is no function {name} that takes this")),
        }
    }

    fn order(&mut self) -> Result<Vec<Order>, String> {
        let mut order = Vec::new();
        if !self.keyword("ORDER") {
            return Ok(order);
        }
        if !self.keyword("BY") {
            return Err("Expected BY after ORDER".to_owned());
        }
        loop {
            let field = self.field()?;
            if !field.orders() {
                return Err(format!("Results cannot be ordered by {field:?}"));
            }
            let descending = self.keyword("DESC");
            if !descending {
                self.keyword("ASC");
            }
            order.push(Order { field, descending });
            if !self.sign(",") {
                return Ok(order);
            }
        }
    }
}

/// `-4w` as seconds.
fn increment(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let number: i64 = text[..text.len() - unit.len_utf8()].parse().ok()?;
    let seconds = match unit {
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        'M' => 2_592_000,
        'y' => 31_536_000,
        _ => return None,
    };
    number.checked_mul(seconds)
}

fn describe(token: &Token) -> String {
    match token {
        Token::Word(text) => format!("`{text}`"),
        Token::Quoted(text) => format!("\"{text}\""),
        Token::Sign(sign) => format!("`{sign}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;
    use proptest::prelude::*;

    #[test]
    fn takes_what_the_language_has() {
        for query in [
            "type = page",
            "space = DEMO and title ~ \"a \\\"b\\\"\"",
            "type in (page, blogpost) AND (label = x OR NOT text ~ 'y') order by created desc, title",
            "creator = currentUser() and created >= now(\"-4w\")",
            "label not in (a, b)",
        ] {
            parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
        }
    }

    #[test]
    fn refuses_mistakes() {
        for query in [
            "",
            "type",
            "type =",
            "type = page and",
            "(type = page",
            "title ~ \"x",
            "not type = page",
            "colour = red",
            "text = x",
            "created ~ x",
            "type = page order title",
            "type = page page",
            "type in page",
            "creator = nobody()",
            &"(".repeat(100_000),
            &format!("type = page and {}", "not ".repeat(100_000)),
        ] {
            assert!(parse(query).is_err(), "{query:.80}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(query: String) {
            drop(parse(&query));
        }

        #[test]
        fn never_panics_on_words_of_the_language(words in prop::collection::vec(
            prop::sample::select(vec!["type", "title", "created", "=", "~", "!~", ">", "(", ")", ",", "AND", "OR", "NOT", "IN", "ORDER", "BY",
                "DESC", "page", "\"x\"", "\"", "now", "é", "\\"]), 0..30)) {
            drop(parse(&words.join(" ")));
            drop(parse(&words.concat()));
        }
    }
}
