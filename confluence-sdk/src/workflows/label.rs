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
}
