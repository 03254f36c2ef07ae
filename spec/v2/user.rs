//! Users: who they are, whether they have access to the site, and inviting them.

use super::*;

/// Users: people and apps with an account.
#[endpoints(v2, tag = "User", base = "/wiki/api/v2")]
pub trait Users {
    /// The users with these account ids.
    ///
    /// What the answer has of each user depends on their privacy settings: the time zone may be missing, the e-mail
    /// address empty.
    #[post("/users-bulk")]
    #[id("createBulkUserLookup")]
    #[repeat(safe)]
    #[scopes("read:user:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, ViewProfiles)]
    #[app_access(exempt)]
    #[errors(400, 404)]
    fn create_bulk_user_lookup(
        /// The accounts.
        #[member(max_items = 250)]
        #[required]
        account_ids: Vec<AccountId>,
    ) -> CursorPage<User>;

    /// Which of these e-mail addresses have no access to the site.
    ///
    /// A site may have switched this off: the answer is 503 then.
    #[post("/user/access/check-access-by-email")]
    #[id("checkAccessByEmail")]
    #[repeat(safe)]
    #[scopes("read:configuration:confluence")]
    #[connect(NONE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 401, 404, 503)]
    #[example(emails = ["new@example.com"])]
    fn check_access_by_email(
        /// The addresses.
        #[member(max_items = 100)]
        #[required]
        emails: Vec<String>,
    ) -> CheckAccessByEmailResponse;

    /// Invites people to the site by their e-mail addresses.
    ///
    /// It continues after the answer. Who has access already is left alone, and what is no address is ignored. A site
    /// may have switched this off: the answer is 503 then.
    #[post("/user/access/invite-by-email")]
    #[id("inviteByEmail")]
    #[scopes("read:configuration:confluence")]
    #[connect(NONE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[experimental]
    #[errors(400, 401, 404, 503)]
    #[example(emails = ["new@example.com"])]
    fn invite_by_email(
        /// The addresses.
        #[member(max_items = 100)]
        #[required]
        emails: Vec<String>,
    );
}

/// Who has no access.
#[model]
pub struct CheckAccessByEmailResponse {
    /// The addresses without access to the site.
    pub emails_without_access: Vec<String>,
    /// What was no e-mail address.
    pub invalid_emails: Vec<String>,
}
