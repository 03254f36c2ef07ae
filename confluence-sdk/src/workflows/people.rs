//! Many users at once.

use super::{Handle, Working, concurrently};
use crate::v2::{User, op};
use crate::{AccountId, MayCall};
use std::collections::{BTreeMap, BTreeSet};

/// What the operation takes at once.
const PORTION: usize = 250;
const AT_ONCE: usize = 4;

/// Users by their accounts, and the accounts that the site does not show.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct FoundUsers {
    /// Those that were found.
    pub by_id: BTreeMap<AccountId, User>,
    /// Those that were asked for and are not in the answers: there is no such account, or the caller may not see it.
    pub missing: BTreeSet<AccountId>,
}

impl<A> crate::v2::Users<'_, A> {
    /// Looks up any number of users by their accounts. They are asked for in portions of 250, a few at a time; an
    /// account that is given twice is asked for once.
    ///
    /// Calls [`create_bulk_user_lookup`](Self::create_bulk_user_lookup).
    ///
    /// ```no_run
    /// # use confluence_sdk::*;
    /// # async fn example(client: &Client<Basic>, pages: Vec<v2::PageBulk>) -> Result<()> {
    /// let users = client.users().look_up(pages.iter().filter_map(|page| page.author_id.clone())).await?;
    /// for (id, user) in &users.by_id {
    ///     println!("{id}: {:?}", user.display_name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of the calls. One that fails ends it.
    pub fn look_up(&self, accounts: impl IntoIterator<Item = AccountId>) -> Working<'static, FoundUsers>
    where
        A: MayCall<op::CreateBulkUserLookup>,
    {
        let site = Handle::of(self.client);
        let mut missing: BTreeSet<AccountId> = accounts.into_iter().collect();
        let asked: Vec<AccountId> = missing.iter().cloned().collect();
        let portions: Vec<Vec<AccountId>> = asked.chunks(PORTION).map(<[_]>::to_vec).collect();
        Box::pin(async move {
            let look_up = |portion| site.open(op::CreateBulkUserLookup::new(portion));
            let mut by_id = BTreeMap::new();
            for page in concurrently(AT_ONCE, portions, look_up).try_collect().await? {
                by_id.extend(page.results.into_iter().map(|user| (user.account_id.clone(), user)));
            }
            missing.retain(|id| !by_id.contains_key(id));
            Ok(FoundUsers { by_id, missing })
        })
    }
}
