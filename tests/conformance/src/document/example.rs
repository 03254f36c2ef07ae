//! Documents with one operation of each API. The tests change them, to check that differences are found.

use super::{ApiVersion, Document, Documents};
use serde_json::{Value, json};

/// The documents after a change. The v2 document has `getPageLabels`, the v1 document has `getRelationship`.
pub(crate) fn altered(alter: impl FnOnce(&mut Value)) -> Documents {
    let mut v2 = labels();
    alter(&mut v2);
    Documents {
        v1: Document::read(&relation().to_string(), ApiVersion::V1).unwrap(),
        v2: Document::read(&v2.to_string(), ApiVersion::V2).unwrap(),
    }
}

fn labels() -> Value {
    json!({
        "paths": {"/pages/{id}/labels": {"get": {
            "operationId": "getPageLabels",
            "parameters": [
                {"name": "prefix", "in": "query", "schema": {"type": "string", "enum": ["my", "team", "global", "system"]}}
            ],
            "responses": {"200": {"content": {"application/json": {"schema": {
                "type": "object",
                "properties": {
                    "results": {"type": "array", "items": {"$ref": "#/components/schemas/Label"}},
                    "_links": {"type": "object", "properties": {
                        "next": {"type": "string"}, "prev": {"type": "string"}, "base": {"type": "string"},
                        "context": {"type": "string"}, "self": {"type": "string"}
                    }}
                }
            }}}}}
        }}},
        "components": {"schemas": {"Label": {
            "type": "object",
            "required": ["id", "name"],
            "properties": {
                "id": {"type": "string"},
                "name": {"type": "string"},
                "prefix": {"type": "string", "enum": ["my", "team", "global", "system"]}
            }
        }}}
    })
}

/// Both ends of a relation have one of several shapes. One shape contains itself.
fn relation() -> Value {
    let end = json!({"oneOf": [{"$ref": "#/components/schemas/Content"}, {"$ref": "#/components/schemas/User"}]});
    json!({
        "paths": {"/wiki/rest/api/relation/{relationName}": {"get": {
            "operationId": "getRelationship",
            "responses": {"200": {"content": {"application/json": {"schema": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "source": end}
            }}}}}
        }}},
        "components": {"schemas": {
            "Content": {"type": "object", "nullable": true, "properties": {
                "id": {"type": "string"},
                "title": {"type": "string"},
                "ancestors": {"type": "array", "items": {"$ref": "#/components/schemas/Content"}}
            }},
            "User": {"type": "object", "required": ["accountId"], "properties": {
                "accountId": {"type": "string"},
                "displayName": {"type": "string"}
            }}
        }}
    })
}
