//! Parses tokens into a tree.

use super::date::{Increment, Moment};
use super::lex::{Token, TokenKind, lex};
use super::mistake::Mistake;
use super::text::TextQuery;
use super::{Comparison, Expression, Operand, Order, Query, Recent};
use confluence_sdk::cql::{Arguments, Field, FieldType, Function, Operator, Type};

/// Parentheses and negations may be nested this deep.
const MAX_DEPTH: usize = 50;

/// What a search is for. It decides which fields there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Searched {
    Content,
    Users,
}

/// Reads a query, or says what is wrong with it.
pub(crate) fn parse(query: &str, searched: Searched) -> Result<Query, Mistake> {
    let mut parser = Parser {
        query,
        searched,
        tokens: lex(query)?,
        at: 0,
        depth: 0,
    };
    parser.refuse_negation()?;
    let expression = parser.alternatives()?;
    let order = parser.order()?;
    match parser.next() {
        token if token.kind == TokenKind::End => Ok(Query { expression, order }),
        token => Err(parser.expected("`AND`, `OR` or `ORDER BY`", &token)),
    }
}

struct Parser<'q> {
    query: &'q str,
    searched: Searched,
    /// The last one is the end.
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        &self.tokens[self.at.min(self.tokens.len() - 1)]
    }

    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        self.at += 1;
        token
    }

    fn mistake(&self, token: &Token, message: impl Into<String>) -> Mistake {
        Mistake::new(self.query, token.at, message)
    }

    fn expected(&self, what: &str, found: &Token) -> Mistake {
        self.mistake(found, format!("expected {what}, found {found}"))
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let found = is_keyword(self.peek(), keyword);
        self.at += usize::from(found);
        found
    }

    fn sign(&mut self, sign: &str) -> bool {
        let found = matches!(self.peek().kind, TokenKind::Sign(found) if found == sign);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Mistake> {
        if self.sign(sign) {
            Ok(())
        } else {
            Err(self.expected(&format!("`{sign}`"), self.peek()))
        }
    }

    /// The vendor's language has no negation in its first clause.
    fn refuse_negation(&self) -> Result<(), Mistake> {
        let mut tokens = self.tokens.iter();
        match tokens.find(|token| token.kind != TokenKind::Sign("(")) {
            Some(first) if is_keyword(first, "NOT") => {
                Err(self.mistake(first, "the first clause of a query cannot be a negation"))
            }
            _ => Ok(()),
        }
    }

    fn alternatives(&mut self) -> Result<Expression, Mistake> {
        let mut any = vec![self.conjunction()?];
        while self.keyword("OR") {
            any.push(self.conjunction()?);
        }
        Ok(joined(any, Expression::Any))
    }

    fn conjunction(&mut self) -> Result<Expression, Mistake> {
        let mut all = vec![self.term()?];
        while self.keyword("AND") {
            all.push(self.term()?);
        }
        Ok(joined(all, Expression::All))
    }

    fn term(&mut self) -> Result<Expression, Mistake> {
        if self.depth == MAX_DEPTH {
            return Err(self.mistake(self.peek(), "the query is nested too deeply"));
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

    fn comparison(&mut self) -> Result<Comparison, Mistake> {
        let field = self.field()?;
        let operator = self.operator(field)?;
        let mut values = Vec::new();
        if operator.takes_list() && self.sign("(") {
            values.push(self.operand(field, operator)?);
            while self.sign(",") {
                values.push(self.operand(field, operator)?);
            }
            self.expect(")")?;
        } else if operator.takes_list() {
            values.push(self.list_function(field)?);
        } else {
            values.push(self.operand(field, operator)?);
        }
        Ok(Comparison {
            field,
            operator,
            values,
        })
    }

    fn field(&mut self) -> Result<Field, Mistake> {
        let token = self.next();
        let TokenKind::Word(word) = &token.kind else {
            return Err(self.expected("a field", &token));
        };
        let field = Field::named(word).ok_or_else(|| self.mistake(&token, format!("there is no field `{word}`")))?;
        match self.searched {
            Searched::Content if field.is_of_users() => {
                let message = format!("`{field}` is only for searches of users, at /rest/api/search/user");
                Err(self.mistake(&token, message))
            }
            Searched::Users if !field.is_of_users() && field != Field::Type => {
                Err(self.mistake(&token, format!("`{field}` is not for searches of users")))
            }
            _ => Ok(field),
        }
    }

    fn operator(&mut self, field: Field) -> Result<Operator, Mistake> {
        let token = self.peek().clone();
        let negated = self.keyword("NOT");
        let operator = if self.keyword("IN") {
            Some(if negated { Operator::NotIn } else { Operator::In })
        } else {
            match self.next().kind {
                TokenKind::Sign(sign) if !negated => {
                    Operator::ALL.into_iter().find(|operator| operator.symbol() == sign)
                }
                _ => None,
            }
        };
        let operator = operator.ok_or_else(|| self.expected("an operator", &token))?;
        if field.takes(operator) {
            return Ok(operator);
        }
        let all = Operator::ALL.into_iter().filter(|operator| field.takes(*operator));
        let all: Vec<_> = all.map(Operator::symbol).collect();
        let message = format!("`{field}` does not take `{operator}`, only {}", all.join(", "));
        Err(self.mistake(&token, message))
    }

    fn operand(&mut self, field: Field, operator: Operator) -> Result<Operand, Mistake> {
        let token = self.next();
        match &token.kind {
            TokenKind::Word(word) if self.sign("(") => {
                let function = self.function(field, &token, word)?;
                if function.is_list() && !operator.takes_list() {
                    let message = format!("`{function}` has several values, so it stands behind `IN` or `NOT IN`");
                    return Err(self.mistake(&token, message));
                }
                self.arguments(function)
            }
            TokenKind::Word(word) if is_reserved(word) => Err(self.expected("a value", &token)),
            TokenKind::Word(text) | TokenKind::Quoted(text) => self.value(field, operator, &token, text),
            _ => Err(self.expected("a value", &token)),
        }
    }

    /// The function that stands behind `IN` in place of a list.
    fn list_function(&mut self, field: Field) -> Result<Operand, Mistake> {
        let token = self.next();
        match &token.kind {
            TokenKind::Word(word) if self.sign("(") => {
                let function = self.function(field, &token, word)?;
                if !function.is_list() {
                    let message = format!("`{function}` has one value, so it stands in parentheses behind `IN`");
                    return Err(self.mistake(&token, message));
                }
                self.arguments(function)
            }
            _ => Err(self.expected("`(` or a function", &token)),
        }
    }

    fn function(&self, field: Field, token: &Token, name: &str) -> Result<Function, Mistake> {
        let function =
            Function::named(name).ok_or_else(|| self.mistake(token, format!("there is no function `{name}`")))?;
        if function.fits(field) {
            return Ok(function);
        }
        Err(self.mistake(token, format!("`{function}` is not a value of `{field}`")))
    }

    /// The arguments of a function, up to its closing parenthesis.
    fn arguments(&mut self, function: Function) -> Result<Operand, Mistake> {
        let mut given = Vec::new();
        while !self.sign(")") {
            if !given.is_empty() {
                self.expect(",")?;
            }
            let token = self.next();
            match &token.kind {
                TokenKind::Word(text) | TokenKind::Quoted(text) => given.push((text.clone(), token)),
                _ => return Err(self.expected("an argument or `)`", &token)),
            }
        }
        let most = match function.arguments() {
            Arguments::Increment => 1,
            Arguments::Numbers => 2,
            _ => 0,
        };
        if let Some((_, token)) = given.get(most) {
            return Err(self.mistake(token, format!("`{function}` takes {most} arguments at most")));
        }
        match function.arguments() {
            Arguments::Numbers => self.recent(function, &given),
            _ => self.simple(function, given.first()),
        }
    }

    /// A function without arguments, or one of time.
    fn simple(&self, function: Function, argument: Option<&(String, Token)>) -> Result<Operand, Mistake> {
        let increment = |(text, token): &(String, Token)| {
            let message = format!("`{text}` is not a span of time such as `-4w`; units are y, M, w, d, h and m");
            let has_unit = text.ends_with(char::is_alphabetic) || function != Function::Now;
            Increment::parse(text)
                .filter(|_| has_unit)
                .ok_or_else(|| self.mistake(token, message))
        };
        let increment = argument.map(increment).transpose()?;
        let here = self.peek();
        match (function, Moment::of(function, increment)) {
            (_, Some(moment)) => Ok(Operand::Moment(moment)),
            (Function::CurrentContent, _) => Ok(Operand::CurrentContent),
            (Function::CurrentSpace, _) => Ok(Operand::CurrentSpace),
            (Function::CurrentUser, _) => Ok(Operand::CurrentUser),
            (Function::FavouriteSpaces, _) => Ok(Operand::FavouriteSpaces),
            _ => Err(self.mistake(here, format!("`{function}` is not known here"))),
        }
    }

    fn recent(&self, function: Function, given: &[(String, Token)]) -> Result<Operand, Mistake> {
        let number = |(text, token): &(String, Token)| {
            let message = format!("`{text}` is not a number of results");
            text.parse::<usize>().map_err(|_| self.mistake(token, message))
        };
        let Some(first) = given.first() else {
            return Err(self.mistake(self.peek(), format!("`{function}` needs the number of results")));
        };
        let limit = number(first)?;
        let skip = given.get(1).map(number).transpose()?.unwrap_or(0);
        let recent = Recent { limit, skip };
        Ok(match function {
            Function::RecentlyViewedSpaces => Operand::RecentSpaces(recent),
            _ => Operand::RecentContent(recent),
        })
    }

    /// A value that is written out, if the field can have it.
    fn value(&self, field: Field, operator: Operator, token: &Token, text: &str) -> Result<Operand, Mistake> {
        let refuse = |message: String| self.mistake(token, message);
        if matches!(operator, Operator::Contains | Operator::ContainsNot) {
            let query = match field {
                Field::UserFullName => TextQuery::beginnings(text),
                _ => TextQuery::parse(text),
            };
            return query.map(Operand::Words).map_err(refuse);
        }
        match field.of() {
            FieldType::Content => match crate::call::parse_id(text) {
                Some(id) => Ok(Operand::Id(id)),
                None => Err(refuse(format!("`{text}` is not the id of content"))),
            },
            FieldType::Date => match Moment::parse(text) {
                Some(moment) => Ok(Operand::Moment(moment)),
                None => Err(refuse(format!(
                    "`{text}` is not a date; write yyyy-MM-dd, yyyy/MM/dd, or one of them with HH:mm"
                ))),
            },
            FieldType::Type if !is_type(text) => Err(refuse(format!("there is no type `{text}`"))),
            _ => Ok(Operand::Text(text.to_owned())),
        }
    }

    fn order(&mut self) -> Result<Vec<Order>, Mistake> {
        let mut order = Vec::new();
        if !self.keyword("ORDER") {
            return Ok(order);
        }
        if !self.keyword("BY") {
            return Err(self.expected("`BY`", self.peek()));
        }
        loop {
            let token = self.peek().clone();
            let field = self.field()?;
            if !field.sorts() {
                return Err(self.mistake(&token, format!("results cannot be ordered by `{field}`")));
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

/// One condition as it is, several joined.
fn joined(mut list: Vec<Expression>, join: fn(Vec<Expression>) -> Expression) -> Expression {
    match list.pop() {
        Some(only) if list.is_empty() => only,
        last => {
            list.extend(last);
            join(list)
        }
    }
}

fn is_keyword(token: &Token, keyword: &str) -> bool {
    matches!(&token.kind, TokenKind::Word(word) if word.eq_ignore_ascii_case(keyword))
}

/// Whether a word is part of the language, so that it can be a value only in quotation marks.
fn is_reserved(word: &str) -> bool {
    let keywords = ["AND", "OR", "NOT", "IN", "ORDER", "BY"];
    keywords.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Whether there can be something of this type. The types of custom content have a colon.
fn is_type(text: &str) -> bool {
    text.contains(':') || text.eq_ignore_ascii_case("user") || Type::named(text).is_some()
}

#[cfg(test)]
mod tests;
