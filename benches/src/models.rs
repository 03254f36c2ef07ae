//! The models that one writes by hand for these two calls.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct List {
    pub results: Vec<Page>,
    #[serde(rename = "_links")]
    pub links: Option<ListLinks>,
}

#[derive(Deserialize)]
pub struct ListLinks {
    pub next: Option<String>,
    pub base: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    pub id: String,
    pub status: Option<String>,
    pub title: Option<String>,
    pub space_id: Option<String>,
    pub parent_id: Option<String>,
    pub parent_type: Option<String>,
    pub position: Option<i32>,
    pub author_id: Option<String>,
    pub owner_id: Option<String>,
    pub last_owner_id: Option<String>,
    pub subtype: Option<String>,
    pub created_at: Option<jiff::Timestamp>,
    pub version: Option<Version>,
    pub body: Option<Bodies>,
    pub is_favorited_by_current_user: Option<bool>,
    #[serde(rename = "_links")]
    pub links: Option<Links>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    pub created_at: Option<jiff::Timestamp>,
    pub message: Option<String>,
    pub number: Option<u32>,
    pub minor_edit: Option<bool>,
    pub author_id: Option<String>,
}

#[derive(Deserialize)]
pub struct Bodies {
    pub storage: Option<Body>,
    pub atlas_doc_format: Option<Body>,
}

#[derive(Deserialize)]
pub struct Body {
    pub representation: Option<String>,
    pub value: Option<String>,
}

#[derive(Deserialize)]
pub struct Links {
    pub webui: Option<String>,
    pub editui: Option<String>,
    pub tinyui: Option<String>,
}
