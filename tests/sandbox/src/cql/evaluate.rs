//! Evaluates a query for the facts about a thing.

use super::{Comparison, Expression, Field, Operand, Operator, Query};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

/// The facts about one thing that a search can find.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) space: String,
    pub(crate) space_title: String,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) labels: Vec<String>,
    pub(crate) ancestors: Vec<String>,
    pub(crate) parent: Option<String>,
    pub(crate) creator: String,
    pub(crate) contributors: Vec<String>,
    pub(crate) created: Timestamp,
    pub(crate) modified: Timestamp,
    /// For accounts: id and name.
    pub(crate) user: Option<(String, String)>,
}

/// A query, and who asks it.
pub(crate) struct Question<'q> {
    pub(crate) query: &'q Query,
    pub(crate) asker: &'q str,
}

impl Question<'_> {
    pub(crate) fn matches(&self, facts: &Facts) -> bool {
        self.holds(&self.query.expression, facts)
    }

    /// The text that the thing is sorted by.
    pub(crate) fn sort_key(&self, facts: &Facts) -> String {
        let keys: Vec<String> = self.query.order.iter().map(|order| key(facts, order.field)).collect();
        keys.join("\u{1}")
    }

    fn holds(&self, expression: &Expression, facts: &Facts) -> bool {
        match expression {
            Expression::And(left, right) => self.holds(left, facts) && self.holds(right, facts),
            Expression::Or(left, right) => self.holds(left, facts) || self.holds(right, facts),
            Expression::Not(inner) => !self.holds(inner, facts),
            Expression::Compare(comparison) => self.compare(comparison, facts),
        }
    }

    fn compare(&self, comparison: &Comparison, facts: &Facts) -> bool {
        let is = |values: &[String]| {
            let same = |operand: &Operand| {
                values
                    .iter()
                    .any(|value| value.eq_ignore_ascii_case(&self.text(operand)))
            };
            comparison.values.iter().any(same)
        };
        let values = values(facts, comparison.field);
        let contains = || {
            comparison
                .values
                .iter()
                .all(|operand| contains(&values.join("\n"), &self.text(operand)))
        };
        match (comparison.operator, comparison.field) {
            (operator, Field::Created) => self.compare_time(operator, facts.created, &comparison.values),
            (operator, Field::LastModified) => self.compare_time(operator, facts.modified, &comparison.values),
            (Operator::Equal | Operator::In, _) => is(&values),
            (Operator::NotEqual | Operator::NotIn, _) => !is(&values),
            (Operator::Contains, _) => contains(),
            (Operator::ContainsNot, _) => !contains(),
            _ => false,
        }
    }

    /// A day means the whole day. A text that is not a date matches nothing.
    fn compare_time(&self, operator: Operator, time: Timestamp, operands: &[Operand]) -> bool {
        let Some((start, end)) = operands.first().and_then(|operand| self.span(operand)) else {
            return false;
        };
        match operator {
            Operator::Equal => start <= time && time <= end,
            Operator::NotEqual => time < start || end < time,
            Operator::Greater => end < time,
            Operator::GreaterOrEqual => start <= time,
            Operator::Less => time < start,
            Operator::LessOrEqual => time <= end,
            _ => false,
        }
    }

    fn text(&self, operand: &Operand) -> String {
        match operand {
            Operand::Text(text) => text.clone(),
            Operand::CurrentUser => self.asker.to_owned(),
            Operand::Now(_) => String::new(),
        }
    }

    fn span(&self, operand: &Operand) -> Option<(Timestamp, Timestamp)> {
        let start = |at: DateTime| Offset::UTC.to_timestamp(at).ok();
        match operand {
            Operand::Now(seconds) => {
                let at = Timestamp::from_second(Timestamp::now().as_second().checked_add(*seconds)?).ok()?;
                Some((at, at))
            }
            Operand::CurrentUser => None,
            Operand::Text(text) => {
                let text = text.replace('/', "-");
                if let Ok(date) = text.parse::<Date>() {
                    let next = date.tomorrow().ok()?;
                    let last = Timestamp::from_nanosecond(start(next.at(0, 0, 0, 0))?.as_nanosecond() - 1).ok()?;
                    return Some((start(date.at(0, 0, 0, 0))?, last));
                }
                let at = start(format!("{}:00", text.replace(' ', "T")).parse().ok()?)?;
                Some((at, at))
            }
        }
    }
}

fn values(facts: &Facts, field: Field) -> Vec<String> {
    let one = |text: &String| vec![text.clone()];
    match field {
        Field::Ancestor => facts.ancestors.clone(),
        Field::Contributor => facts.contributors.clone(),
        Field::Created | Field::LastModified => Vec::new(),
        Field::Creator => one(&facts.creator),
        Field::Id => one(&facts.id),
        Field::Label => facts.labels.clone(),
        Field::Parent => facts.parent.iter().cloned().collect(),
        Field::Space => one(&facts.space),
        Field::SpaceTitle => one(&facts.space_title),
        Field::Text => vec![facts.title.clone(), facts.text.clone()],
        Field::Title => one(&facts.title),
        Field::Type => vec![facts.kind.to_owned()],
        Field::User => facts.user.iter().map(|(id, _)| id.clone()).collect(),
        Field::UserName => facts.user.iter().map(|(_, name)| name.clone()).collect(),
    }
}

fn key(facts: &Facts, field: Field) -> String {
    match field {
        Field::Created => format!("{:020}", facts.created.as_millisecond()),
        Field::LastModified => format!("{:020}", facts.modified.as_millisecond()),
        Field::Id => format!("{:>20}", facts.id),
        other => values(facts, other).join(" ").to_lowercase(),
    }
}

/// Whether every word of `wanted` is a word of `text`; `*` at a word's end stands for any end.
fn contains(text: &str, wanted: &str) -> bool {
    let text = text.to_lowercase();
    let split = |text: &str, keep: &str| -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric() && !keep.contains(letter));
        words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let words = split(&text, "");
    let wanted = split(&wanted.to_lowercase(), "*");
    !wanted.is_empty()
        && wanted.iter().all(|wanted| match wanted.strip_suffix('*') {
            Some(start) => words.iter().any(|word| word.starts_with(start)),
            None => words.contains(wanted),
        })
}
