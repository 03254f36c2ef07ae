//! The sites that a user granted.

use crate::id::CloudId;
use crate::scopes::{ScopeKind, ScopeList};
use serde_json::Value;

/// A site with Confluence that the user granted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GrantedSite {
    /// The gateway addresses the site by it. Store it to make clients without asking for the sites again.
    pub cloud_id: CloudId,
    /// Its name.
    pub name: String,
    /// Its address, such as `https://example.atlassian.net`.
    pub url: String,
    /// The scopes granted for it, those of other products included.
    pub scopes: ScopeList,
    /// Its picture.
    pub avatar_url: Option<String>,
}

impl From<&GrantedSite> for CloudId {
    fn from(site: &GrantedSite) -> Self {
        site.cloud_id.clone()
    }
}

impl From<GrantedSite> for CloudId {
    fn from(site: GrantedSite) -> Self {
        site.cloud_id
    }
}

/// Reads the vendor's list, which names a site once for each of its products. Sites without Confluence are left out.
pub(crate) fn read(list: &Value) -> Result<Vec<GrantedSite>, &'static str> {
    let mut sites: Vec<GrantedSite> = Vec::new();
    for entry in list.as_array().ok_or("is not a list of sites")? {
        let text = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let cloud_id = CloudId::new(text("id")).map_err(|_| "has a site without a valid `id`")?;
        let scopes = entry["scopes"].as_array().map_or(&[][..], Vec::as_slice);
        let scopes = scopes.iter().filter_map(Value::as_str);
        match sites.iter_mut().find(|site| site.cloud_id == cloud_id) {
            Some(site) => scopes.for_each(|scope| site.scopes.insert(scope)),
            None => sites.push(GrantedSite {
                cloud_id,
                name: text("name"),
                url: text("url"),
                scopes: scopes.collect(),
                avatar_url: entry["avatarUrl"].as_str().map(str::to_owned),
            }),
        }
    }
    let confluence = |kind| matches!(kind, ScopeKind::Classic | ScopeKind::Granular);
    sites.retain(|site| site.scopes.known().any(|scope| confluence(scope.kind())));
    Ok(sites)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn a_site_with_two_products_is_one_site_and_one_without_confluence_is_none() {
        let list = json!([
            {"id": "a1", "name": "A", "url": "https://a.example.net", "scopes": ["read:jira-work"], "avatarUrl": "https://a.example.net/a"},
            {"id": "b2", "name": "B", "url": "https://b.example.net", "scopes": ["read:jira-work"]},
            {"id": "a1", "name": "A", "url": "https://a.example.net", "scopes": ["read:page:confluence"]},
        ]);
        let sites = read(&list).unwrap();
        assert_eq!(sites.len(), 1);
        assert_eq!(sites[0].cloud_id.as_str(), "a1");
        assert_eq!(sites[0].scopes.to_string(), "read:page:confluence read:jira-work");
        assert!(read(&json!({})).is_err() && read(&json!([{"id": "../x"}])).is_err());
        assert_eq!(read(&json!([])).unwrap(), []);
    }

    proptest! {
        #[test]
        fn any_list_is_judged_without_panic(id in ".{0,12}", scope in ".{0,20}") {
            let _ = read(&json!([{"id": id, "scopes": [scope, 1]}, 7]));
        }
    }
}
