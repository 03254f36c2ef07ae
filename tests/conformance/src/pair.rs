//! A declaration and its operation in the documents.

use crate::document::{Document, Documents, Operation};
use crate::findings::{Aspect, Findings};
use confluence_sdk::spec::{self, Declaration};

/// A declaration and the operation of the document.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'d> {
    pub(crate) doc: &'d Document,
    pub(crate) operation: &'d Operation,
    pub(crate) declaration: &'static Declaration,
}

impl<'d> Pair<'d> {
    /// Finds the operation, and sets it for the findings that follow.
    pub(crate) fn of(
        documents: &'d Documents,
        declaration: &'static Declaration,
        findings: &mut Findings,
    ) -> Option<Self> {
        let doc = match declaration.version {
            spec::ApiVersion::V1 => &documents.v1,
            spec::ApiVersion::V2 => &documents.v2,
        };
        findings.turn_to(format!("{}:{}", doc.version, declaration.id));
        let operation = doc.operations.iter().find(|operation| operation.id == declaration.id);
        if operation.is_none() {
            findings.add("declared operation", Aspect::Undeclared, "is not in the document");
        }
        Some(Self {
            doc,
            operation: operation?,
            declaration,
        })
    }

    /// The name in findings: `v2:getPageById`.
    pub(crate) fn name(&self) -> String {
        format!("{}:{}", self.doc.version, self.declaration.id)
    }
}
