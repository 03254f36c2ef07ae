//! Users: who they are, whether they have access to the site, and inviting them.

use super::*;

/// Users: people and apps with an account.
#[endpoints(v2, tag = "User", base = "/wiki/api/v2")]
pub trait Users {
    /// The users with these account ids.
    ///
    /// What is told of each depends on what they let others see: the time zone may be missing, the e-mail address empty.
    #[post("/users-bulk")]
    #[id("createBulkUserLookup")]
    #[scopes("read:user:confluence")]
    #[connect(READ)]
    #[permissions(UseSite, ViewProfiles)]
    #[app_access(exempt)]
    fn create_bulk_user_lookup(
        /// The accounts, 250 at most.
        #[member]
        #[required]
        account_ids: Vec<AccountId>,
    ) -> CursorPage<User>;

    /// Which of these e-mail addresses have no access to the site.
    ///
    /// A site may have switched this off: the answer is 503 then.
    #[post("/user/access/check-access-by-email")]
    #[id("checkAccessByEmail")]
    #[scopes("read:configuration:confluence")]
    #[connect(NONE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[experimental]
    fn check_access_by_email(
        /// The addresses, 100 at most.
        #[member]
        #[required]
        emails: Vec<String>,
    ) -> CheckAccessByEmailResponse;

    /// Invites people to the site by their e-mail addresses.
    ///
    /// It goes on after the answer. Who has access already is left alone, and what is no address is passed over. A site may
    /// have switched this off: the answer is 503 then.
    #[post("/user/access/invite-by-email")]
    #[id("inviteByEmail")]
    #[scopes("read:configuration:confluence")]
    #[connect(NONE)]
    #[permissions(UseSite)]
    #[app_access(exempt)]
    #[experimental]
    fn invite_by_email(
        /// The addresses, 100 at most.
        #[member]
        #[required]
        emails: Vec<String>,
    );
}

/// A person or an app with an account.
#[model]
pub struct User {
    /// The name, as far as the caller may see it.
    pub display_name: Option<String>,
    /// The time zone. None if the user hides it.
    pub time_zone: Option<String>,
    /// The user's personal space, if there is one.
    pub personal_space_id: Option<SpaceId>,
    /// Whether it is a guest from outside.
    pub is_external_collaborator: Option<bool>,
    /// Whether the account is in use.
    pub account_status: Option<AccountStatus>,
    /// Identifies the account on all sites.
    pub account_id: AccountId,
    /// The e-mail address. Empty if the user hides it.
    pub email: Option<String>,
    /// What kind of account it is.
    pub account_type: Option<AccountType>,
    /// The name that everybody may see.
    pub public_name: Option<String>,
    /// The picture. None if the user hides it.
    pub profile_picture: Option<Icon>,
}

/// Whether an account is in use.
#[model]
pub enum AccountStatus {
    /// In use.
    Active,
    /// Deactivated.
    Inactive,
    /// Deleted.
    Closed,
    /// The server does not know.
    #[wire("unknown")]
    NotKnown,
}

/// What kind of account it is.
#[model]
pub enum AccountType {
    /// A person.
    Atlassian,
    /// An app.
    App,
    /// A customer of a service desk.
    Customer,
    /// The server does not know.
    #[wire("unknown")]
    NotKnown,
}

/// A picture.
#[model]
pub struct Icon {
    /// Where it is.
    pub path: Option<String>,
    /// Whether it is the one that users have who chose none.
    pub is_default: Option<bool>,
}

/// Who has no access.
#[model]
pub struct CheckAccessByEmailResponse {
    /// The addresses without access to the site.
    pub emails_without_access: Vec<String>,
    /// What was no e-mail address.
    pub invalid_emails: Vec<String>,
}
