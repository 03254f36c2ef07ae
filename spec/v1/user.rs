//! Users: who somebody is.

use super::*;

/// Users: who somebody is. To invite, change or remove people, there is the API of the organisation.
#[endpoints(v1, tag = "Users", base = "/wiki/rest/api")]
pub trait V1Users {
    /// The user that the client acts as.
    #[get("/user/current")]
    #[id("getCurrentUser")]
    #[scopes("read:confluence-user" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(403)]
    #[example(expand = [UserExpand::Operations])]
    fn get_current_user(
        /// What to fill in.
        #[query(csv)]
        expand: Vec<UserExpand>,
    ) -> V1User;

    /// One user, as far as privacy settings allow.
    #[get("/user")]
    #[id("getUser")]
    #[scopes("read:confluence-user" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(401, 403, 404)]
    fn get_user(
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<UserExpand>,
    ) -> V1User;

    /// How people who are not logged in are shown: picture and name.
    #[get("/user/anonymous")]
    #[id("getAnonymousUser")]
    #[scopes("read:confluence-user" | "read:user:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(403)]
    fn get_anonymous_user(
        /// What to fill in.
        #[query(csv)]
        expand: Vec<AnonymousUserExpand>,
    ) -> V1User;

    /// The groups that a user is in.
    #[get("/user/memberof")]
    #[id("getGroupMembershipsForUser")]
    #[scopes("read:confluence-user" | "read:user:confluence" + "read:group:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 200))]
    #[errors(403)]
    fn get_group_memberships_for_user(
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
    ) -> OffsetPage<Group>;

    /// Several users at once.
    ///
    /// The server looks at the first 100 accounts and ignores the rest without an error. There is no second page.
    #[get("/user/bulk")]
    #[id("getBulkUserLookup")]
    #[scopes("read:confluence-user" | "read:content-details:confluence")]
    #[connect(READ)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(403)]
    fn get_bulk_user_lookup(
        /// The users.
        #[required]
        #[query("accountId", repeat, max_items = 100)]
        account_ids: Vec<AccountId>,
        /// What to fill in.
        #[query(csv)]
        expand: Vec<UserExpand>,
    ) -> OffsetPage<V1User>;

    /// The e-mail address of a user, whatever the user's privacy settings are.
    ///
    /// Atlassian approves each app that may ask; to others the server answers 400. Where it is switched off, the answer
    /// is 501.
    #[get("/user/email")]
    #[id("getPrivacyUnsafeUserEmail")]
    #[scopes("read:email-address:confluence")]
    #[connect(ACCESS_EMAIL_ADDRESSES)]
    #[callers(
        except(Basic, ForgeUser),
        because = "e-mail addresses are for approved apps, in Forge for the app itself and not for its user"
    )]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400, 401, 404, 501)]
    fn get_privacy_unsafe_user_email(
        /// The user.
        #[query("accountId")]
        account_id: AccountId,
    ) -> AccountIdEmailRecord;

    /// The e-mail addresses of several users, whatever their privacy settings are. Accounts that are hidden are left
    /// out of the answer.
    ///
    /// Atlassian approves each app that may ask; to others the server answers 400. Where it is switched off, the answer
    /// is 501.
    #[get("/user/email/bulk")]
    #[id("getPrivacyUnsafeUserEmailBulk")]
    #[scopes("read:email-address:confluence")]
    #[connect(ACCESS_EMAIL_ADDRESSES)]
    #[callers(
        except(Basic, ForgeUser),
        because = "e-mail addresses are for approved apps, in Forge for the app itself and not for its user"
    )]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[errors(400, 401, 501)]
    fn get_privacy_unsafe_user_email_bulk(
        /// The users.
        #[required]
        #[query("accountId", csv)]
        account_ids: Vec<AccountId>,
    ) -> Vec<AccountIdEmailRecord>;
}

/// What to fill in of people who are not logged in.
#[model]
pub enum AnonymousUserExpand {
    /// What they may do.
    Operations,
}

/// The e-mail address of an account.
#[model]
pub struct AccountIdEmailRecord {
    /// The account.
    pub account_id: AccountId,
    /// Its e-mail address.
    pub email: Option<String>,
}
