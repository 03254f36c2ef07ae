//! What can have properties, and the operations for each.

use super::Property;
use crate::error::Error;
use crate::v2::{NewVersion, op};
use crate::workflows::{Handle, Working};
use crate::{Items, Json, Operation, PropertyId, Result};

/// Something that can have properties: the ids of pages, blog posts, comments, spaces and so on. It is not implemented
/// by hand.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the id of something that has properties",
    label = "has no properties",
    note = "pages, blog posts, attachments, comments, folders, whiteboards, databases, Smart Links, custom content and spaces have some, each by an id of its own type"
)]
pub trait HasProperties: sealed::Kind {
    /// The operation that lists them.
    type List: Operation;
    /// The operation that creates one.
    type Create: Operation;
    /// The operation that changes one.
    type Update: Operation;
    /// The operation that deletes one.
    type Delete: Operation;
}

pub(crate) mod sealed {
    use super::{Handle, Json, Property, PropertyId, Working};

    pub trait Kind: Clone + Send + Sync + 'static {
        fn find(&self, site: &Handle, key: &str) -> Working<'static, Property>;
        fn list(&self, site: &Handle) -> Working<'static, Vec<Property>>;
        fn create(&self, site: &Handle, key: &str, value: Json) -> Working<'static, Property>;
        fn update(
            &self,
            site: &Handle,
            id: PropertyId,
            key: &str,
            value: Json,
            version: (u32, &str),
        ) -> Working<'static, Property>;
        fn delete(&self, site: &Handle, id: PropertyId) -> Working<'static, ()>;
        fn keyed(&self, key: &str) -> (Self, String) {
            (self.clone(), key.to_owned())
        }
    }
}

/// The one with this key, among those that the server lists for it.
async fn find<T>(listed: Items<T>, key: String) -> Result<Property>
where
    T: Whole + Into<Property> + Send + Sync + 'static,
{
    let listed = all(listed, &format!("for `{key}`")).await?;
    let found = listed.into_iter().find(|property| property.key == key);
    found.map_or_else(|| Ok(Property::missing(&key)), numbered)
}

/// All that the server lists.
async fn all<T>(listed: Items<T>, asked: &str) -> Result<Vec<Property>>
where
    T: Whole + Into<Property> + Send + Sync + 'static,
{
    let listed = listed.collect().await?;
    // Without these nothing tells whether it is the one, or what it holds: it is not "nothing there".
    if let Some(lacking) = listed.iter().find_map(Whole::lacks) {
        return Err(Error::unexpected(format!(
            "a property that is listed {asked} has no `{lacking}`"
        )));
    }
    Ok(listed.into_iter().map(Into::into).collect())
}

fn numbered(property: Property) -> Result<Property> {
    match property.version {
        0 => Err(Error::unexpected(format!(
            "the property `{}` has no version number",
            property.key
        ))),
        _ => Ok(property),
    }
}

macro_rules! kinds {
    ($($feature:literal $id:ty: $list:ident $create:ident $update:ident $delete:ident;)*) => {$(
        #[cfg(feature = $feature)]
        impl HasProperties for $id {
            type List = op::$list;
            type Create = op::$create;
            type Update = op::$update;
            type Delete = op::$delete;
        }
        #[cfg(feature = $feature)]
        impl sealed::Kind for $id {
            fn find(&self, site: &Handle, key: &str) -> Working<'static, Property> {
                let mut request = op::$list::new(self.clone());
                request.key = Some(key.to_owned());
                Box::pin(find(site.open(request).items(), key.to_owned()))
            }
            fn list(&self, site: &Handle) -> Working<'static, Vec<Property>> {
                let listed = site.open(op::$list::new(self.clone())).items();
                Box::pin(async { all(listed, "here").await?.into_iter().map(numbered).collect() })
            }
            fn create(&self, site: &Handle, key: &str, value: Json) -> Working<'static, Property> {
                let call = site.open(op::$create::new(self.clone(), key, value));
                Box::pin(async { Ok(call.await?.into()) })
            }
            fn update(&self, site: &Handle, id: PropertyId, key: &str, value: Json, (number, mark): (u32, &str))
            -> Working<'static, Property> {
                let mut version = NewVersion::new(number);
                version.message = Some(mark.to_owned());
                let call = site.open(op::$update::new(self.clone(), id, key, value, version));
                Box::pin(async { Ok(call.await?.into()) })
            }
            fn delete(&self, site: &Handle, id: PropertyId) -> Working<'static, ()> {
                site.call(op::$delete::new(self.clone(), id))
            }
        }
    )*};
}
kinds! {
    "content-properties" crate::PageId: GetPageContentProperties CreatePageProperty UpdatePagePropertyById DeletePagePropertyById;
    "content-properties" crate::BlogPostId: GetBlogpostContentProperties CreateBlogpostProperty UpdateBlogpostPropertyById DeleteBlogpostPropertyById;
    "content-properties" crate::AttachmentId: GetAttachmentContentProperties CreateAttachmentProperty UpdateAttachmentPropertyById DeleteAttachmentPropertyById;
    "content-properties" crate::CustomContentId: GetCustomContentContentProperties CreateCustomContentProperty UpdateCustomContentPropertyById DeleteCustomContentPropertyById;
    "content-properties" crate::WhiteboardId: GetWhiteboardContentProperties CreateWhiteboardProperty UpdateWhiteboardPropertyById DeleteWhiteboardPropertyById;
    "content-properties" crate::DatabaseId: GetDatabaseContentProperties CreateDatabaseProperty UpdateDatabasePropertyById DeleteDatabasePropertyById;
    "content-properties" crate::SmartLinkId: GetSmartLinkContentProperties CreateSmartLinkProperty UpdateSmartLinkPropertyById DeleteSmartLinkPropertyById;
    "content-properties" crate::FolderId: GetFolderContentProperties CreateFolderProperty UpdateFolderPropertyById DeleteFolderPropertyById;
    "content-properties" crate::CommentId: GetCommentContentProperties CreateCommentProperty UpdateCommentPropertyById DeleteCommentPropertyById;
    "space-properties" crate::SpaceId: GetSpaceProperties CreateSpaceProperty UpdateSpacePropertyById DeleteSpacePropertyById;
}

/// A property as it is listed.
trait Whole {
    /// What it has not.
    fn lacks(&self) -> Option<&'static str>;
}

/// The models of both groups.
macro_rules! models {
    ($($feature:literal $model:ident;)*) => {$(
        #[cfg(feature = $feature)]
        impl Whole for crate::v2::$model {
            fn lacks(&self) -> Option<&'static str> {
                match (&self.key, &self.value) {
                    (None, _) => Some("key"),
                    (_, None) => Some("value"),
                    _ => None,
                }
            }
        }
        #[cfg(feature = $feature)]
        impl From<crate::v2::$model> for Property {
            fn from(property: crate::v2::$model) -> Self {
                let version = property.version.as_ref();
                Self {
                    version: version.and_then(|version| version.number).unwrap_or_default(),
                    message: version.and_then(|version| version.message.clone()),
                    key: property.key.unwrap_or_default(),
                    value: property.value.unwrap_or_else(|| serde_json::Value::Null.into()),
                    id: Some(property.id),
                }
            }
        }
    )*};
}
models! {
    "content-properties" ContentProperty;
    "space-properties" SpaceProperty;
}
