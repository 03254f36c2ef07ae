//! Operations that the SDK refuses although the metadata of the document allows them, because the prose of the document
//! forbids them.
//!
//! Every line is needed: the program reports a line that changes no answer.

use confluence_sdk::spec::Mode;

/// An operation that only the prose closes to some modes.
pub(super) struct Exception {
    /// `v2:getPageById`
    pub(super) operation: &'static str,
    pub(super) barred: &'static [Mode],
    pub(super) reason: &'static str,
}

pub(super) const EXCEPTIONS: &[Exception] = &[
    email("v1:getPrivacyUnsafeUserEmail"),
    email("v1:getPrivacyUnsafeUserEmailBulk"),
    people("v1:addPermissionToSpace"),
    people("v1:removePermission"),
    policies("v1:addCustomContentPermissions"),
    modules("v1:getModules"),
    modules("v1:registerModules"),
    modules("v1:removeModules"),
    roles("v2:createSpaceRole"),
    roles("v2:updateSpaceRole"),
    roles("v2:deleteSpaceRole"),
    policies("v2:getDataPolicyMetadata"),
    policies("v2:getDataPolicySpaces"),
    app_properties("v2:getForgeAppProperties"),
    app_properties("v2:getForgeAppProperty"),
    app_properties("v2:putForgeAppProperty"),
    app_properties("v2:deleteForgeAppProperty"),
];

/// Whether the prose closes the operation to this mode.
pub(super) fn bars(operation: &str, mode: Mode) -> bool {
    EXCEPTIONS
        .iter()
        .any(|exception| exception.operation == operation && exception.barred.contains(&mode))
}

const fn email(operation: &'static str) -> Exception {
    Exception {
        operation,
        barred: &[Mode::Basic, Mode::ForgeUser],
        reason: "no security is stated; the prose speaks of approved Connect apps and of Forge apps as themselves",
    }
}

const fn modules(operation: &'static str) -> Exception {
    Exception {
        operation,
        barred: &[Mode::Basic, Mode::ConnectUser],
        reason: "no security is stated; the prose admits Connect apps only, and the modules are the app's own",
    }
}

const fn roles(operation: &'static str) -> Exception {
    Exception {
        operation,
        barred: &[Mode::Connect, Mode::ForgeApp],
        reason: "the prose refuses the users that Connect and Forge apps act as, though scopes are stated for both",
    }
}

const fn people(operation: &'static str) -> Exception {
    Exception {
        operation,
        barred: &[Mode::OAuth, Mode::ForgeApp, Mode::ForgeUser],
        reason: "the prose refuses apps, on behalf of a user too, though scopes are stated",
    }
}

const fn policies(operation: &'static str) -> Exception {
    Exception {
        operation,
        barred: &[Mode::Basic, Mode::ApiToken, Mode::ServiceAccount],
        reason: "the prose admits apps only, though basic auth is stated",
    }
}

const fn app_properties(operation: &'static str) -> Exception {
    Exception {
        operation,
        barred: &[Mode::ApiToken, Mode::OAuth, Mode::ServiceAccount, Mode::ForgeUser],
        reason: "the prose admits a Forge app as itself only",
    }
}
