//! Examines one operation: sends its requests, and compares each of them.

use super::binding::{Binding, Body, is_piece, place_of_argument};
use super::captured::Captured;
use super::fill::{Refusal, fill};
use super::generate::{Extent, Filling, Generator, Member};
use super::judge::Judge;
use super::schema::Schemas;
use super::session::Session;
use super::{facts, members};
use crate::findings::{Aspect, Findings, holders};
use crate::pair::Pair;
use confluence_sdk::__rt::{Inspect, blank_requests};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

type Request = Box<dyn Inspect + Send + Sync>;

/// No enum of the documents needs this many requests. The limit is for a schema whose choices never end.
const MOST: usize = 100;

/// The examination of one operation.
pub(crate) struct Examination<'a> {
    session: &'a mut Session,
    pair: Pair<'a>,
    schemas: &'a Schemas,
    /// The index of the operation in the SDK's list of blank requests.
    index: usize,
    /// Places where the SDK accepts any JSON.
    json: BTreeSet<String>,
}

impl<'a> Examination<'a> {
    pub(crate) fn of(pair: Pair<'a>, index: usize, schemas: &'a Schemas, session: &'a mut Session) -> Self {
        Self {
            session,
            pair,
            schemas,
            index,
            json: BTreeSet::new(),
        }
    }

    /// Sends a request with everything, then requests without one member each, then a request with only the required
    /// values.
    pub(crate) async fn run(mut self, findings: &mut Findings) -> Result<(), String> {
        let binding = Binding::of(&self.pair);
        facts::compare(&self.pair, &binding, findings);
        let mut generator = Generator::new(
            self.pair.doc,
            self.schemas,
            self.pair.operation,
            self.pair.declaration.choices,
        );
        let mut sent = Vec::new();
        for _ in 0..MOST {
            sent.extend(
                self.exchange(&binding, &mut generator, Extent::Everything, findings)
                    .await?,
            );
            if generator.exhausted() {
                break;
            }
        }
        let mut needed = declared_needed(&self.pair);
        self.leave_out(&binding, &sent, &mut needed, findings).await;
        let least = self
            .exchange(&binding, &mut generator, Extent::Needed(&needed), findings)
            .await?;
        if sent.is_empty() || least.is_none() {
            findings.add(
                "request",
                Aspect::Missing,
                "none with everything, or none with what is needed",
            );
        }
        Ok(())
    }

    /// Sends one request and judges it. Returns its values, if it was sent.
    async fn exchange(
        &mut self,
        binding: &Binding,
        generator: &mut Generator<'_>,
        extent: Extent<'_>,
        findings: &mut Findings,
    ) -> Result<Option<Filling>, String> {
        for _ in 0..MOST {
            let filling = generator.filling(extent)?;
            match self.filled(binding, &filling, findings) {
                Ok(request) => {
                    self.json
                        .extend(members::compare(&*request, &self.pair, binding, findings));
                    return Ok(self.judged(&*request, &filling, findings).await?.then_some(filling));
                }
                Err(refusal) => {
                    let shape = refusal.shape(&filling);
                    shape.into_iter().for_each(|shape| generator.bar(shape));
                    let barred = shape.is_some();
                    refusal.found(&filling, findings);
                    if !barred {
                        break;
                    }
                }
            }
        }
        Ok(None)
    }

    /// A request with these values, if its arguments accept them.
    fn filled(&self, binding: &Binding, filling: &Filling, findings: &mut Findings) -> Result<Request, Refusal> {
        let mut request = blank_requests()
            .nth(self.index)
            .expect("the index was counted over the same requests");
        fill(&mut *request, &self.pair, binding, filling, findings)?;
        Ok(request)
    }

    /// Whether the request was sent.
    async fn judged(
        &mut self,
        request: &(dyn Inspect + Send + Sync),
        filling: &Filling,
        findings: &mut Findings,
    ) -> Result<bool, String> {
        match self.session.send(request).await {
            Ok(captured) => {
                let judge = Judge {
                    pair: &self.pair,
                    schemas: self.schemas,
                    filling,
                    captured: &captured,
                };
                judge.all(findings)?;
                Ok(true)
            }
            Err(problem) => {
                findings.add("request", Aspect::Refused, problem);
                Ok(false)
            }
        }
    }

    /// Leaves out each member of the body once. The SDK must refuse this exactly if the document requires the member.
    async fn leave_out(
        &mut self,
        binding: &Binding,
        fillings: &[Filling],
        needed: &mut BTreeSet<String>,
        findings: &mut Findings,
    ) {
        let mut seen = BTreeSet::new();
        for filling in fillings {
            for member in &filling.members {
                let is_argument = matches!(binding.body, Body::Pieces(_)) && member.pointer.matches('/').count() == 1;
                let unknown = findings.has_within(&member.place, Aspect::Missing)
                    || holders(&member.place).any(|holder| self.json.contains(holder));
                if is_argument || unknown || !seen.insert(&member.place) {
                    continue;
                }
                let kept = self.kept_without(binding, filling, member).await;
                match (member.required, kept) {
                    (true, Some(false)) => {
                        findings.add(&member.place, Aspect::Required, "by the document only");
                    }
                    (false, None) => {
                        findings.add(&member.place, Aspect::Required, "by the declaration only");
                        needed.insert(member.place.clone());
                    }
                    (false, Some(true)) => {
                        findings.add(&member.place, Aspect::Unasked, "sent, but not filled in");
                        needed.insert(member.place.clone());
                    }
                    (true, _) | (false, Some(false)) => {}
                }
            }
        }
    }

    /// Whether the member is sent although it was left out. `None` if nothing is sent then.
    async fn kept_without(&mut self, binding: &Binding, filling: &Filling, member: &Member) -> Option<bool> {
        let mut body = filling.body.clone()?;
        remove(&mut body, &member.pointer);
        let less = Filling {
            params: filling.params.clone(),
            body: Some(body),
            members: Vec::new(),
            shapes: BTreeMap::new(),
        };
        let request = self.filled(binding, &less, &mut Findings::default()).ok()?;
        let Captured { body, .. } = self.session.send(&*request).await.ok()?;
        let sent: Value = serde_json::from_slice(&body).ok()?;
        Some(sent.pointer(&member.pointer).is_some())
    }
}

fn remove(body: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap_or_default();
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(parent) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
        parent.remove(&name);
    }
}

/// The places of the arguments that the declaration requires.
fn declared_needed(pair: &Pair<'_>) -> BTreeSet<String> {
    let mut needed = BTreeSet::new();
    for argument in pair.declaration.params.iter().filter(|argument| argument.required) {
        match place_of_argument(argument) {
            Some(place) => {
                needed.insert(format!("{place} {}", argument.wire));
            }
            None => {
                needed.insert("body".to_owned());
                if is_piece(argument) {
                    needed.insert(format!("body.{}", argument.wire));
                }
            }
        }
    }
    for choice in pair.declaration.choices.iter().filter(|choice| choice.required) {
        let first = choice.sets.first().into_iter().copied().flatten();
        needed.extend(first.map(|wire| format!("body.{wire}")));
    }
    needed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_member_is_removed() {
        let mut body = serde_json::json!({"a": [{"b/c": 1, "d": 2}]});
        remove(&mut body, "/a/0/b~1c");
        assert_eq!(body, serde_json::json!({"a": [{"d": 2}]}));
    }
}
