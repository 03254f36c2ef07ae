//! Properties as types of the program: read, set and edited by their keys.

mod draft;
mod kinds;

pub use draft::PropertyDraft;
pub use kinds::HasProperties;

use super::{Edit, Handle, Working};
use crate::error::Error;
use crate::{Client, Json, MayCall, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// The properties of one piece of content or one space: what [`Client::properties`] gives.
pub struct Properties<'c, A, I> {
    client: &'c Client<A>,
    of: I,
}

/// A property, as the site has it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Property {
    /// Its name.
    pub key: String,
    /// What it holds. [`Json::parse`] reads it as a type of your own.
    pub value: Json,
    /// The number of its version. 0 if it is not there.
    pub version: u32,
    pub(crate) id: Option<crate::PropertyId>,
    /// The message of its version.
    pub(crate) message: Option<String>,
}

impl Property {
    /// One that is not there.
    pub(crate) fn missing(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            value: serde_json::Value::Null.into(),
            version: 0,
            id: None,
            message: None,
        }
    }
}

impl<A> Client<A> {
    /// The properties of a page, a blog post, an attachment, a comment, a folder, a whiteboard, a database, a Smart
    /// Link, a piece of custom content or a space, as types of your program.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example(client: &Client<Basic>, page: PageId) -> Result<()> {
    /// #[derive(Default, serde::Serialize, serde::Deserialize)]
    /// struct Review { by: Vec<String>, done: bool }
    ///
    /// let reviews = client.properties(page);
    /// let review: Option<Review> = reviews.get("review").await?;
    /// reviews.set("review", &Review { done: true, ..Review::default() }).await?;
    /// reviews.edit("review", |review: &mut Review| review.by.push("Grete".to_owned())).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The operations behind it are in the groups [`content_properties`](Client::content_properties) and
    /// [`space_properties`](Client::space_properties).
    pub fn properties<I: HasProperties>(&self, of: I) -> Properties<'_, A, I> {
        Properties { client: self, of }
    }
}

impl<A, I: HasProperties> Properties<'_, A, I> {
    fn handle(&self) -> Handle {
        Handle::of(self.client)
    }

    /// What a property holds, or `None` if there is no property with this key. Case matters in keys.
    ///
    /// Calls the operation that lists the properties.
    ///
    /// # Errors
    ///
    /// Those of the call, and [`is_decode`](Error::is_decode) if the value is not what `T` expects.
    pub fn get<T: DeserializeOwned + 'static>(&self, key: &str) -> Working<'static, Option<T>>
    where
        A: MayCall<I::List>,
    {
        let property = self.of.find(&self.handle(), key);
        Box::pin(async move {
            match property.await? {
                found if found.version == 0 => Ok(None),
                found => parsed(&found).map(Some),
            }
        })
    }

    /// All properties, in the order in which the site lists them.
    ///
    /// Calls the operation that lists properties.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, page: PageId) -> Result<()> {
    /// for property in client.properties(page).list().await? {
    ///     println!("{} = {}", property.key, property.value);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the call, and [`is_decode`](Error::is_decode) if a property is listed without its key, its value or its
    /// version.
    pub fn list(&self) -> Working<'static, Vec<Property>>
    where
        A: MayCall<I::List>,
    {
        self.of.list(&self.handle())
    }

    /// Creates a property, or gives it a new value. If it holds this value already, nothing is written. If the answer
    /// to a write is lost, the property is read again, and written again unless it holds the value.
    ///
    /// Calls the operations that list, create and update properties.
    ///
    /// # Errors
    ///
    /// Those of the calls, and [`is_invalid_input`](Error::is_invalid_input) if the value cannot be written as JSON.
    pub fn set<T: Serialize + ?Sized>(&self, key: &str, value: &T) -> Edit<'static, PropertyDraft<I>>
    where
        A: MayCall<I::List> + MayCall<I::Create> + MayCall<I::Update>,
    {
        let value = Json::of(value).map_err(|error| error.to_string());
        Edit::fallible(
            self.handle(),
            self.of.keyed(key),
            move |draft: &mut PropertyDraft<I>| {
                draft.replace(value.clone().map_err(|problem| Error::input("value", problem))?);
                Ok(())
            },
        )
    }

    /// Edits what a property holds, safely: if somebody else writes at the same time, the closure runs again with what
    /// they wrote, and nobody's change is lost. If the property is not there, the closure gets the default of `T`, and
    /// the property is created.
    ///
    /// Members of the value that `T` does not have are lost: use a [`serde_json::Value`] or
    /// [`#[serde(flatten)]`](https://serde.rs/attr-flatten.html) where others keep more in the same property.
    ///
    /// So that a lost answer can be told from the write of somebody else, each write has a message of its own in the
    /// version of the property, `confluence-sdk` and a number. No page shows it.
    ///
    /// Calls the operations that list, create and update properties.
    ///
    /// # Errors
    ///
    /// Those of the calls, as described at [`Edit`], and [`is_decode`](Error::is_decode) if the value is not what `T`
    /// expects. If an answer is lost and somebody else has written since, nobody can tell: there is no history of
    /// properties. Then the error says that [it may have been applied](Error::may_have_been_applied).
    pub fn edit<'f, T>(&self, key: &str, mut edit: impl FnMut(&mut T) + Send + 'f) -> Edit<'f, PropertyDraft<I>>
    where
        A: MayCall<I::List> + MayCall<I::Create> + MayCall<I::Update>,
        T: Default + Serialize + DeserializeOwned,
    {
        Edit::fallible(
            self.handle(),
            self.of.keyed(key),
            move |draft: &mut PropertyDraft<I>| {
                let mut value = match draft.is_there() {
                    true => parsed(draft.property())?,
                    false => T::default(),
                };
                edit(&mut value);
                draft.put(Json::of(&value).map_err(|error| Error::input("value", error.to_string()))?);
                Ok(())
            },
        )
    }

    /// Deletes a property. `false` if there is none with this key.
    ///
    /// Calls the operations that list and delete properties.
    pub fn remove(&self, key: &str) -> Working<'static, bool>
    where
        A: MayCall<I::List> + MayCall<I::Delete>,
    {
        let (site, of) = (self.handle(), self.of.clone());
        let property = of.find(&site, key);
        Box::pin(async move {
            let Some(id) = property.await?.id else {
                return Ok(false);
            };
            match of.delete(&site, id).await {
                // It was deleted by the attempt before, or somebody else was faster.
                Err(error) if error.is_not_found() => Ok(error.may_have_been_applied()),
                done => done.map(|()| true),
            }
        })
    }
}

fn parsed<T: DeserializeOwned>(property: &Property) -> Result<T> {
    property.value.parse().map_err(|error| {
        let key = &property.key;
        Error::unexpected(format!(
            "the value of the property `{key}` is not what the program expects: {error}"
        ))
    })
}

impl<A, I: fmt::Debug> fmt::Debug for Properties<'_, A, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Properties")
            .field("of", &self.of)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "app-properties")]
mod app;
