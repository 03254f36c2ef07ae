//! The audit log: what happened on the site, and who did it.

use super::*;
use crate::model::{Blank, Done, Event, Node, Slot, ToNode};

/// The audit log: what happened on the site, and who did it.
#[endpoints(v1, tag = "Audit", base = "/wiki/rest/api")]
pub trait AuditRecords {
    /// Records of the audit log, from all times unless dates are given.
    #[get("/audit")]
    #[id("getAuditRecords")]
    #[scopes("read:audit-log:confluence")]
    #[connect(inaccessible)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 1000))]
    #[errors(401, 403)]
    fn get_audit_records(
        /// Only records from this moment on.
        #[query("startDate")]
        start_date: Option<EpochMillis>,
        /// Only records up to this moment.
        #[query("endDate")]
        end_date: Option<EpochMillis>,
        /// Only records with this in one of their texts.
        #[query("searchString")]
        search_string: Option<String>,
    ) -> OffsetPage<AuditRecord>;

    /// Adds a record to the audit log.
    #[post("/audit")]
    #[id("createAuditRecord")]
    #[scopes("read:audit-log:confluence" + "write:audit-log:confluence")]
    #[connect(inaccessible)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[errors(400, 401)]
    #[example(
        record = AuditRecordCreate::new("127.0.0.1").summary("Pages were exported").category("Apps").affected_object(AffectedObjectRequest::new("Handbook", "Space")),
    )]
    fn create_audit_record(
        /// The record.
        #[body]
        record: AuditRecordCreate,
    ) -> AuditRecord;

    /// Records of the audit log as a file, from all times unless dates are given.
    #[get("/audit/export")]
    #[id("exportAuditRecords")]
    #[scopes("read:audit-log:confluence")]
    #[connect(inaccessible)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[errors(403)]
    #[example(format = AuditFormat::Csv)]
    fn export_audit_records(
        /// Only records from this moment on.
        #[query("startDate")]
        start_date: Option<EpochMillis>,
        /// Only records up to this moment.
        #[query("endDate")]
        end_date: Option<EpochMillis>,
        /// Only records with this in one of their texts.
        #[query("searchString")]
        search_string: Option<String>,
        /// The format of the file.
        #[query(default = "csv")]
        format: Option<AuditFormat>,
    ) -> Download;

    /// How long records are kept.
    #[get("/audit/retention")]
    #[id("getRetentionPeriod")]
    #[scopes("read:audit-log:confluence")]
    #[connect(inaccessible)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[errors(403)]
    fn get_retention_period() -> RetentionPeriod;

    /// Sets how long records are kept: a year at most.
    #[put("/audit/retention")]
    #[id("setRetentionPeriod")]
    #[scopes("write:audit-log:confluence")]
    #[connect(inaccessible)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[errors(403)]
    #[example(number = 6, units = RetentionPeriodUnit::Months)]
    fn set_retention_period(
        /// How many units.
        #[member]
        number: u32,
        /// The unit of time.
        #[member]
        units: RetentionPeriodUnit,
    ) -> RetentionPeriod;

    /// Records of the audit log, from a period that ends now.
    #[get("/audit/since")]
    #[id("getAuditRecordsForTimePeriod")]
    #[scopes("read:audit-log:confluence")]
    #[connect(inaccessible)]
    #[permissions(ConfluenceAdmin)]
    #[app_access(exempt)]
    #[paged(offset, limit(default = 1000))]
    #[errors(403)]
    #[example(number = 3, units = AuditPeriodUnit::Days)]
    fn get_audit_records_for_time_period(
        /// How many units.
        #[query(default = 3)]
        number: Option<u64>,
        /// The unit of time.
        #[query(default = "MONTHS")]
        units: Option<AuditPeriodUnit>,
        /// Only records with this in one of their texts.
        #[query("searchString")]
        search_string: Option<String>,
    ) -> OffsetPage<AuditRecord>;
}

/// A point in time as the audit log takes it: in milliseconds since the start of 1970.
///
/// It is made of a [`Timestamp`], so that seconds cannot be taken for milliseconds.
///
/// ```
/// use confluence_sdk::Timestamp;
/// use confluence_sdk::v1::EpochMillis;
///
/// let since: Timestamp = "2026-01-01T00:00:00Z".parse()?;
/// let since = EpochMillis::from(since);
/// # Ok::<(), confluence_sdk::InvalidTimestamp>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EpochMillis(Timestamp);

impl From<Timestamp> for EpochMillis {
    #[inline]
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

impl From<EpochMillis> for Timestamp {
    #[inline]
    fn from(time: EpochMillis) -> Self {
        time.0
    }
}

impl Blank for EpochMillis {
    #[inline]
    fn blank() -> Self {
        Self(Timestamp::blank())
    }
}

impl Slot for EpochMillis {
    #[inline]
    fn accept(&mut self, e: Event<'_>) -> Done {
        self.0.accept(e)
    }
}

impl ToNode for EpochMillis {
    #[inline]
    fn node(&self) -> Node<'_> {
        Node::Int(self.0.as_millis())
    }
}

#[cfg(feature = "__conformance")]
impl crate::model::Described for EpochMillis {
    fn described() -> crate::model::Type {
        crate::model::Type::Time
    }
}

/// The format of an exported audit log.
#[model]
pub enum AuditFormat {
    /// Comma-separated values.
    Csv,
    /// An archive that holds the values.
    Zip,
}

/// Something that happened.
#[model]
pub struct AuditRecord {
    /// Who did it.
    pub author: Option<AuditRecordAuthor>,
    /// The IP address it was done from.
    pub remote_address: Option<String>,
    /// When.
    pub creation_date: Option<Timestamp>,
    /// What, in short.
    pub summary: Option<String>,
    /// What, at length.
    pub description: Option<String>,
    /// What kind of event it is, in words.
    pub category: Option<String>,
    /// Whether a system administrator did it.
    pub sys_admin: Option<bool>,
    /// Whether somebody did it with the rights of an administrator over everything.
    pub super_admin: Option<bool>,
    /// What it was done to.
    pub affected_object: Option<AffectedObject>,
    /// What changed.
    pub changed_values: Vec<ChangedValue>,
    /// What else was concerned, such as the space whose permissions changed.
    pub associated_objects: Vec<AffectedObject>,
}

/// Who did something.
#[model]
pub struct AuditRecordAuthor {
    /// Always a user.
    #[wire("type")]
    pub kind: Option<AuditRecordAuthorType>,
    /// The full name.
    pub display_name: Option<String>,
    /// Not filled.
    pub operations: Vec<OperationCheckResult>,
    /// No longer filled by the server. Use the account id.
    pub username: Option<String>,
    /// No longer filled by the server. Use the account id.
    pub user_key: Option<String>,
    /// The account.
    pub account_id: Option<AccountId>,
    /// Whether a person or an app is behind the account.
    pub account_type: Option<UserAccountType>,
    /// Old name of [`is_guest`](Self::is_guest).
    pub external_collaborator: Option<bool>,
    /// Old name of [`is_guest`](Self::is_guest).
    pub is_external_collaborator: Option<bool>,
    /// Whether the user is a guest on the site.
    pub is_guest: Option<bool>,
    /// The name that everybody may see.
    pub public_name: Option<String>,
}

/// What did something.
#[model]
pub enum AuditRecordAuthorType {
    /// A user.
    User,
}

/// What something was done to.
#[model]
pub struct AffectedObject {
    /// Its name.
    pub name: Option<String>,
    /// What kind of thing it is.
    pub object_type: Option<String>,
}

/// A value that changed.
#[model]
pub struct ChangedValue {
    /// What it is called.
    pub name: Option<String>,
    /// The value before.
    pub old_value: Option<String>,
    /// The value before, where people are shown something else.
    pub hidden_old_value: Option<String>,
    /// The value after.
    pub new_value: Option<String>,
    /// The value after, where people are shown something else.
    pub hidden_new_value: Option<String>,
}

/// A record to add to the audit log.
#[model(request)]
pub struct AuditRecordCreate {
    /// Who did it. Without it, the record names nobody.
    pub author: Option<AuditRecordCreateAuthor>,
    /// The IP address it was done from.
    #[not_empty]
    pub remote_address: String,
    /// When. Without it: now.
    pub creation_date: Option<EpochMillis>,
    /// What, in short: the log shows it as the change.
    pub summary: Option<String>,
    /// What, at length: the log shows it as the description.
    pub description: Option<String>,
    /// What kind of event it is: the log shows it as the type of the event.
    pub category: Option<String>,
    /// Whether a system administrator did it. Without it: no.
    pub sys_admin: Option<bool>,
    /// What it was done to.
    pub affected_object: Option<AffectedObjectRequest>,
    /// What changed.
    pub changed_values: Option<Vec<ChangedValueRequest>>,
    /// What else was concerned, such as the space whose permissions changed.
    pub associated_objects: Option<Vec<AffectedObjectRequest>>,
}

/// Who did what a new record tells.
#[model(request)]
pub struct AuditRecordCreateAuthor {
    /// [`AuditRecordAuthorType::User`].
    #[wire("type")]
    pub kind: AuditRecordAuthorType,
    /// The name that the log shows.
    pub display_name: Option<String>,
    /// Without effect: the server keeps none.
    pub operations: Option<Vec<OperationCheckResultRequest>>,
    /// No longer taken by the server.
    pub username: Option<String>,
    /// No longer taken by the server.
    pub user_key: Option<String>,
}

/// What something was done to.
#[model(request)]
pub struct AffectedObjectRequest {
    /// Its name.
    pub name: String,
    /// What kind of thing it is.
    pub object_type: String,
}

/// A value that changed.
#[model(request)]
pub struct ChangedValueRequest {
    /// What it is called.
    pub name: String,
    /// The value before.
    pub old_value: String,
    /// The value before, where people are shown something else.
    pub hidden_old_value: Option<String>,
    /// The value after.
    pub new_value: String,
    /// The value after, where people are shown something else.
    pub hidden_new_value: Option<String>,
}

/// The unit of a period to return records of.
#[model]
pub enum AuditPeriodUnit {
    /// A millionth of a millisecond.
    #[wire("NANOS")]
    Nanos,
    /// A thousandth of a millisecond.
    #[wire("MICROS")]
    Micros,
    /// A millisecond.
    #[wire("MILLIS")]
    Millis,
    /// A second.
    #[wire("SECONDS")]
    Seconds,
    /// A minute.
    #[wire("MINUTES")]
    Minutes,
    /// An hour.
    #[wire("HOURS")]
    Hours,
    /// Twelve hours.
    #[wire("HALF_DAYS")]
    HalfDays,
    /// A day.
    #[wire("DAYS")]
    Days,
    /// A week.
    #[wire("WEEKS")]
    Weeks,
    /// A month.
    #[wire("MONTHS")]
    Months,
    /// A year.
    #[wire("YEARS")]
    Years,
    /// Ten years.
    #[wire("DECADES")]
    Decades,
    /// A hundred years.
    #[wire("CENTURIES")]
    Centuries,
}

/// How long records are kept, from the time they tell of.
#[model]
pub struct RetentionPeriod {
    /// How many units.
    pub number: Option<u32>,
    /// The unit of time.
    pub units: Option<RetentionPeriodUnit>,
}

/// The unit of the time that records are kept.
#[model]
pub enum RetentionPeriodUnit {
    /// A millionth of a millisecond.
    #[wire("NANOS")]
    Nanos,
    /// A thousandth of a millisecond.
    #[wire("MICROS")]
    Micros,
    /// A millisecond.
    #[wire("MILLIS")]
    Millis,
    /// A second.
    #[wire("SECONDS")]
    Seconds,
    /// A minute.
    #[wire("MINUTES")]
    Minutes,
    /// An hour.
    #[wire("HOURS")]
    Hours,
    /// Twelve hours.
    #[wire("HALF_DAYS")]
    HalfDays,
    /// A day.
    #[wire("DAYS")]
    Days,
    /// A week.
    #[wire("WEEKS")]
    Weeks,
    /// A month.
    #[wire("MONTHS")]
    Months,
    /// A year.
    #[wire("YEARS")]
    Years,
    /// Ten years.
    #[wire("DECADES")]
    Decades,
    /// A hundred years.
    #[wire("CENTURIES")]
    Centuries,
    /// A thousand years.
    #[wire("MILLENNIA")]
    Millennia,
    /// A thousand million years.
    #[wire("ERAS")]
    Eras,
    /// Time without end.
    #[wire("FOREVER")]
    Forever,
}
