//! The two kinds of sets of scopes, and what a set of either is worth to a mode.

use super::{ConnectSetInOAuthMode, Declared, Gap, Needs, Nothing, OAuthSetInConnectMode, Parts, Requirement, seal};

type Missing<R, W> = <R as Requirement>::MissingFrom<W>;

/// The kind of a set.
pub trait Kind: seal::Kind {
    /// What keeps a set of this kind from the operation `O`, where a set of the kind `Asked` is asked for.
    type Gap<Asked: Kind, O: Needs, P: Parts>: Gap;
    /// The same for a set of OAuth scopes, where this kind is asked for.
    type OfOAuth<O: Needs, P: Parts>: Gap;
    /// The same for a set of Connect scopes.
    type OfConnect<O: Needs, P: Parts>: Gap;
    /// The kind that `Granted` asks of a set of this kind.
    type AskedByGranted: Kind;
}

/// OAuth scopes.
#[derive(Debug)]
pub enum OAuthKind {}
impl seal::Kind for OAuthKind {}
impl Kind for OAuthKind {
    type Gap<Asked: Kind, O: Needs, P: Parts> = Asked::OfOAuth<O, P>;
    type OfOAuth<O: Needs, P: Parts> = <P::Operations as Declared>::Judge<
        O::Id,
        Missing<O::Scopes, P::Free>,
        Missing<O::Scopes, P::Words>,
        P::Unscoped,
    >;
    type OfConnect<O: Needs, P: Parts> = ConnectSetInOAuthMode;
    type AskedByGranted = OAuthKind;
}

/// Connect scopes.
#[derive(Debug)]
pub enum ConnectKind {}
impl seal::Kind for ConnectKind {}
impl Kind for ConnectKind {
    type Gap<Asked: Kind, O: Needs, P: Parts> = Asked::OfConnect<O, P>;
    type OfOAuth<O: Needs, P: Parts> = OAuthSetInConnectMode;
    type OfConnect<O: Needs, P: Parts> = <P::Operations as Declared>::Judge<
        O::Id,
        Missing<O::Connect, P::Free>,
        Missing<O::Connect, P::Words>,
        P::Unscoped,
    >;
    type AskedByGranted = Refused;
}

/// No client is made of such a set, and what would make one has said so: its calls are not refused a second time.
#[derive(Debug)]
pub enum Refused {}
impl seal::Kind for Refused {}
impl Kind for Refused {
    type Gap<Asked: Kind, O: Needs, P: Parts> = OAuthSetInConnectMode;
    type OfOAuth<O: Needs, P: Parts> = OAuthSetInConnectMode;
    type OfConnect<O: Needs, P: Parts> = Nothing;
    type AskedByGranted = OAuthKind;
}

/// Permissions.
#[derive(Debug)]
pub enum PermissionKind {}
impl seal::Kind for PermissionKind {}
impl Kind for PermissionKind {
    type Gap<Asked: Kind, O: Needs, P: Parts> = OAuthSetInConnectMode;
    type OfOAuth<O: Needs, P: Parts> = OAuthSetInConnectMode;
    type OfConnect<O: Needs, P: Parts> = ConnectSetInOAuthMode;
    type AskedByGranted = OAuthKind;
}
