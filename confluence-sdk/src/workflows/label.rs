//! Labels, which can be added any number of times.

use super::{Handle, Working};
use crate::v1::{LabelCreate, V1Label, V1LabelPrefix, op};
use crate::{ContentId, MayCall};

impl<A> crate::v1::V1Labels<'_, A> {
    /// Puts labels on a piece of content of any kind, and returns all that it has then. Those that are there already
    /// stay as they are, so the call is sent again if its answer is lost.
    ///
    /// Calls [`add_labels_to_content`](Self::add_labels_to_content) with labels that everyone sees.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, page: PageId) -> Result<()> {
    /// client.v1().labels().add(page, ["reviewed", "2026"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the call: a label that the site does not take is refused before it is sent.
    #[doc(alias("addLabelsToContent", "tag"))]
    pub fn add<N: Into<String>>(
        &self,
        content: impl Into<ContentId>,
        names: impl IntoIterator<Item = N>,
    ) -> Working<'static, Vec<V1Label>>
    where
        A: MayCall<op::AddLabelsToContent>,
    {
        let names = names
            .into_iter()
            .map(|name| LabelCreate::new(V1LabelPrefix::Global, name));
        let request = op::AddLabelsToContent::new(content.into(), names.collect::<Vec<_>>());
        let call = Handle::of(self.client).open(request).retry_writes();
        Box::pin(async { Ok(call.await?.results) })
    }

    /// Takes labels away from a piece of content of any kind. There is one call for each label, one after the other.
    /// What a site answers for a label that is not there, the vendor's documents do not say: done, or 404.
    ///
    /// Calls
    /// [`remove_label_from_content_using_query_parameter`](Self::remove_label_from_content_using_query_parameter),
    /// which takes names with a slash too.
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, page: PageId) -> Result<()> {
    /// client.v1().labels().remove(page, ["draft", "to-do"]).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the call. The first error ends it, and the labels after that one stay.
    #[doc(alias("removeLabelFromContent", "untag"))]
    pub fn remove<N: Into<String>>(
        &self,
        content: impl Into<ContentId>,
        names: impl IntoIterator<Item = N>,
    ) -> Working<'static, ()>
    where
        A: MayCall<op::RemoveLabelFromContentUsingQueryParameter>,
    {
        let (site, content) = (Handle::of(self.client), content.into());
        let names: Vec<String> = names.into_iter().map(Into::into).collect();
        Box::pin(async move {
            for name in names {
                let request = op::RemoveLabelFromContentUsingQueryParameter::new(content.clone(), name);
                site.open(request).await?;
            }
            Ok(())
        })
    }
}
