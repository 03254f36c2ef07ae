//! One operation: the requests that are sent of it, and what is compared of each.

use std::collections::BTreeSet;

use confluence_sdk::__rt::{Arguments, blank_requests};
use serde_json::Value;

use super::{
    binding::{Binding, Body, is_piece, place_of_argument},
    captured::Captured,
    facts,
    fill::fill,
    generate::{Extent, Filling, Generator, Member},
    judge::Judge,
    members,
    schema::Schemas,
    session::Session,
};
use crate::{
    findings::{Aspect, Findings},
    pair::Pair,
};

type Request = Box<dyn Arguments + Send + Sync>;

/// No enum of the documents needs so many requests; the limit is for a schema whose choices never end.
const MOST: usize = 100;

/// The examination of one operation.
pub(crate) struct Examination<'a> {
    pub(crate) session: &'a mut Session,
    pub(crate) pair: Pair<'a>,
    pub(crate) schemas: &'a Schemas,
    /// The place of the operation among the SDK's blank requests.
    pub(crate) index: usize,
}

impl Examination<'_> {
    /// Sends everything, then all but one member at a time, then what is needed.
    pub(crate) async fn run(mut self, findings: &mut Findings) -> Result<(), String> {
        let binding = Binding::of(&self.pair);
        facts::compare(&self.pair, &binding, findings);
        let mut generator = Generator::new(self.pair.doc, self.schemas, self.pair.operation);
        let mut fillings = Vec::new();
        for _ in 0..MOST {
            let filling = generator.filling(Extent::Everything)?;
            if let Some(request) = self.filled(&binding, &filling, findings) {
                members::compare(&*request, &self.pair, &binding, findings);
                self.judged(&*request, &filling, findings).await?;
                fillings.push(filling);
            }
            if generator.exhausted() {
                break;
            }
        }
        let mut needed = declared_needed(&self.pair);
        self.leave_out(&binding, &fillings, &mut needed, findings).await;
        let filling = generator.filling(Extent::Needed(&needed))?;
        if let Some(request) = self.filled(&binding, &filling, findings) {
            self.judged(&*request, &filling, findings).await?;
        }
        Ok(())
    }

    /// A request with these values, if its arguments take them.
    fn filled(&self, binding: &Binding, filling: &Filling, findings: &mut Findings) -> Option<Request> {
        let mut request = blank_requests().nth(self.index)?;
        fill(&mut *request, &self.pair, binding, filling, findings).then_some(request)
    }

    async fn judged(
        &mut self,
        request: &(dyn Arguments + Send + Sync),
        filling: &Filling,
        findings: &mut Findings,
    ) -> Result<(), String> {
        match self.session.send(request).await {
            Ok(captured) => Judge {
                pair: &self.pair,
                schemas: self.schemas,
                filling,
                captured: &captured,
            }
            .all(findings),
            Err(problem) => {
                findings.add("request", Aspect::Refused, problem);
                Ok(())
            }
        }
    }

    /// Leaves out every member of the body once: what the SDK refuses without is what the document requires.
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
                let unknown = findings.has_within(&member.place, Aspect::Missing);
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

    /// Whether the member is sent though it was left out; `None` if nothing is sent then.
    async fn kept_without(&mut self, binding: &Binding, filling: &Filling, member: &Member) -> Option<bool> {
        let mut body = filling.body.clone()?;
        remove(&mut body, &member.pointer);
        let less = Filling {
            params: filling.params.clone(),
            body: Some(body),
            members: Vec::new(),
            shape: None,
        };
        let request = self.filled(binding, &less, &mut Findings::default())?;
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
