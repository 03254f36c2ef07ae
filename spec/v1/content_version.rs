//! Old versions of content: restoring and deleting.

use super::*;

/// Old versions of content: restoring and deleting. They are listed in v2.
#[endpoints(v1, tag = "Content versions", base = "/wiki/rest/api")]
pub trait ContentVersions {
    /// Makes a new version with what an old one held.
    ///
    /// The newest version cannot be restored. It is refused with 400, and so is content or a version that is not there.
    #[post("/content/{id}/version")]
    #[id("restoreContentVersion")]
    #[scopes("write:confluence-content" | "read:content-details:confluence" + "write:content:confluence")]
    #[connect(WRITE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403)]
    #[example(
        operation_key = VersionRestoreOperationKey::Restore,
        params = VersionRestoreParams::new(1, "Back to the first draft"),
    )]
    fn restore_content_version(
        /// The content.
        id: ContentId,
        /// [`VersionRestoreOperationKey::Restore`].
        #[member]
        operation_key: VersionRestoreOperationKey,
        /// What to restore.
        #[member]
        params: VersionRestoreParams,
        /// What of the new version to fill in. Without it: the content.
        #[query(csv)]
        expand: Vec<VersionExpand>,
    ) -> V1Version;

    /// Deletes an old version for good.
    ///
    /// What it changed stays: it counts as a change of the version after it. The newest version cannot be deleted. It
    /// is refused with 400, and so is content or a version that is not there.
    #[delete("/content/{id}/version/{versionNumber}")]
    #[id("deleteContentVersion")]
    #[repeat(never)]
    #[scopes("write:confluence-content" | "delete:content:confluence")]
    #[connect(DELETE)]
    #[permissions(Edit(Content = id))]
    #[app_access(ruled)]
    #[errors(400, 403)]
    #[example(version_number = 1)]
    fn delete_content_version(
        /// The content.
        id: ContentId,
        /// The version. The first is 1.
        version_number: u32,
    );
}

/// What is done with an old version.
#[model]
pub enum VersionRestoreOperationKey {
    /// It becomes the newest one.
    Restore,
}

/// The version to restore.
#[model(request)]
pub struct VersionRestoreParams {
    /// Its number.
    pub version_number: u32,
    /// What to say of the new version.
    pub message: String,
    /// Whether the earlier title is restored too. Without it: no.
    pub restore_title: Option<bool>,
}

/// The members of a version to fill in.
#[model]
pub enum VersionExpand {
    /// The users who worked on it together.
    Collaborators,
    /// The content as it is in this version.
    Content,
}
