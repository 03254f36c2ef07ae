//! The table: a row for each figure, a column for each peer, the budget beside it.

use super::child::Worker;

pub(super) struct Table {
    peers: Vec<&'static str>,
    rows: Vec<Row>,
    notes: Vec<String>,
}

pub(super) struct Row {
    name: String,
    unit: &'static str,
    figures: Vec<Option<f64>>,
    budget: Option<Budget>,
}

enum Budget {
    Most(f64),
    /// A peer, and how many times its figure.
    Times(&'static str, f64),
}

impl Row {
    pub(super) fn numbers(name: String, unit: &'static str, figures: Vec<f64>) -> Self {
        Self::maybe(name, unit, figures.into_iter().map(Some).collect())
    }

    pub(super) fn maybe(name: String, unit: &'static str, figures: Vec<Option<f64>>) -> Self {
        Self {
            name,
            unit,
            figures,
            budget: None,
        }
    }

    pub(super) fn at_most(mut self, most: f64) -> Self {
        self.budget = Some(Budget::Most(most));
        self
    }

    pub(super) fn within_times(mut self, times: Option<(&'static str, f64)>) -> Self {
        self.budget = times.map(|(peer, times)| Budget::Times(peer, times));
        self
    }
}

impl Table {
    pub(super) fn new(workers: &[Worker]) -> Self {
        Self {
            peers: workers.iter().map(|worker| worker.peer).collect(),
            rows: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Adds a row, and prints it, since the whole takes a while.
    pub(super) fn add(&mut self, row: Row) {
        eprintln!("{}", self.line(&row));
        self.rows.push(row);
    }

    pub(super) fn note(&mut self, text: &str) {
        eprintln!("{text}");
        self.notes.push(text.to_owned());
    }

    pub(super) fn print(&self) {
        println!("| | {} | sdk × reqwest | budget |", self.peers.join(" | "));
        println!("|---{}|---|---|", "|---".repeat(self.peers.len()));
        self.rows.iter().for_each(|row| println!("{}", self.line(row)));
        self.notes.iter().for_each(|note| println!("\n{note}"));
    }

    fn line(&self, row: &Row) -> String {
        let figures = row.figures.iter().map(|figure| match figure {
            Some(figure) => format!("{} {}", rounded(*figure), row.unit).trim().to_owned(),
            None => "–".to_owned(),
        });
        let figures: Vec<String> = figures.collect();
        let of = |peer: &str| row.figures[self.peers.iter().position(|known| *known == peer)?];
        let ratio = match (of("sdk"), of("reqwest")) {
            (Some(sdk), Some(reqwest)) if reqwest > 0.0 => format!("{:.2}", sdk / reqwest),
            _ => "–".to_owned(),
        };
        let budget = row.budget.as_ref().and_then(|budget| {
            let (words, most) = match budget {
                Budget::Most(most) => (format!("≤ {most} {}", row.unit), *most),
                Budget::Times(peer, times) => (format!("≤ {times:.2} × {peer}"), times * of(peer)?),
            };
            Some(format!(
                "{words}: {}",
                if of("sdk")? <= most { "met" } else { "**missed**" }
            ))
        });
        format!(
            "| {} | {} | {ratio} | {} |",
            row.name,
            figures.join(" | "),
            budget.unwrap_or_default()
        )
    }
}

fn rounded(figure: f64) -> String {
    match figure {
        figure if figure >= 1000.0 => format!("{figure:.0}"),
        figure if figure >= 10.0 => format!("{figure:.1}"),
        figure => format!("{figure:.2}"),
    }
}
