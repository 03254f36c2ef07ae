//! What a Forge app keeps for itself: values of its own types.

use super::{Property, parsed};
use crate::error::Error;
use crate::v2::op;
use crate::workflows::{Handle, Outcome, Working, Written};
use crate::{Json, MayCall, Result};
use serde::Serialize;
use serde::de::DeserializeOwned;

impl<A> crate::v2::AppProperties<'_, A> {
    /// What a property of the app holds, as a type of your program, or `None` if there is no property with this key.
    ///
    /// Calls [`get_forge_app_property`](Self::get_forge_app_property). A 404 can also mean that there is no such app or
    /// no such site. So after one, [`get_forge_app_properties`](Self::get_forge_app_properties) is called too: only if
    /// the app can list its properties, it is this one that is missing.
    ///
    /// ```no_run
    /// # use confluence_sdk::{*, v2::*};
    /// # async fn example<A>(client: &Client<A>) -> Result<()>
    /// # where A: Allows<op::GetForgeAppProperty> + Allows<op::GetForgeAppProperties> {
    /// #[derive(serde::Deserialize)]
    /// struct Run {
    ///     finished: Timestamp,
    /// }
    /// let last: Option<Run> = client.app_properties().get("last-run").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the calls, and [`is_decode`](Error::is_decode) if the value is not what `T` expects.
    pub fn get<T: DeserializeOwned + 'static>(&self, key: &str) -> Working<'static, Option<T>>
    where
        A: MayCall<op::GetForgeAppProperty> + MayCall<op::GetForgeAppProperties>,
    {
        let site = Handle::of(self.client);
        let call = site.call(op::GetForgeAppProperty::new(key));
        Box::pin(async move {
            let property = match call.await {
                Err(error) if error.is_not_found() => return nothing_there(&site).await.map(|()| None),
                property => property?,
            };
            let lacking = || Error::unexpected(format!("the property `{}` came without its value", property.key));
            let value = property.value.clone().ok_or_else(lacking)?;
            let found = Property {
                value,
                ..Property::missing(&property.key)
            };
            parsed(&found).map(Some)
        })
    }

    /// Gives a property of the app a value, whether it is there or not. There are no versions: the last one who writes
    /// wins. After a lost answer the request is sent again, and then [`Outcome::Updated`] can stand for what it
    /// created.
    ///
    /// Calls [`put_forge_app_property`](Self::put_forge_app_property).
    ///
    /// # Errors
    ///
    /// Those of the call, and [`is_invalid_input`](Error::is_invalid_input) if the value cannot be written as JSON.
    pub fn set<T: Serialize + ?Sized>(&self, key: &str, value: &T) -> Working<'static, Written<()>>
    where
        A: MayCall<op::PutForgeAppProperty>,
    {
        let value = Json::of(value).map_err(|error| Error::input("value", error.to_string()));
        let (site, key) = (Handle::of(self.client), key.to_owned());
        Box::pin(async move {
            let created = site.call(op::PutForgeAppProperty::new(key, value?)).await?;
            Ok(Written::new(
                if created.new {
                    Outcome::Created
                } else {
                    Outcome::Updated
                },
                (),
            ))
        })
    }

    /// Deletes a property of the app. There is no error if there is none with this key: the site does not tell.
    ///
    /// Calls [`delete_forge_app_property`](Self::delete_forge_app_property).
    ///
    /// # Errors
    ///
    /// Those of the call.
    pub fn remove(&self, key: &str) -> Working<'static, ()>
    where
        A: MayCall<op::DeleteForgeAppProperty>,
    {
        let call = Handle::of(self.client).call(op::DeleteForgeAppProperty::new(key));
        Box::pin(async move { call.await.map(drop) })
    }
}

/// Makes sure that a 404 was about the property: the app is there, and can list what it has.
async fn nothing_there(site: &Handle) -> Result<()> {
    let mut request = op::GetForgeAppProperties::new();
    request.limit = Some(1);
    site.call(request).await.map(drop)
}
