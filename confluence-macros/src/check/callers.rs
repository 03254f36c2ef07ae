//! Who may call: the modes that scopes, Connect scope and `#[callers]` leave, and what they have in common.

use crate::checked::{Callers, Connect, WhoMayCall};
use crate::errors::Errors;
use crate::input::endpoints;
use crate::vocabulary::{Caller, Carries, Mode, Modes, mode, nearest};
use proc_macro2::Ident;

/// The modes that may call: by scopes and Connect scope, less what `#[callers]` takes away.
pub(super) fn judge(
    ident: &Ident,
    callers: Option<endpoints::Callers>,
    scopes: &[Vec<usize>],
    connect: Connect,
    errors: &mut Errors,
) -> Callers {
    let open = open(!scopes.is_empty(), connect);
    let Some(callers) = callers else {
        return Callers {
            modes: open,
            who: who_may_call(open),
            because: None,
        };
    };
    let named: Modes = callers.modes.iter().filter_map(|mode| known(mode, errors)).collect();
    let modes: Modes = open
        .iter()
        .filter(|mode| named.contains(*mode) == callers.only)
        .collect();
    if modes.is_empty() && errors.is_empty() {
        errors.push(
            ident.span(),
            format_args!("nobody may call `{ident}`: scopes, Connect scope and `#[callers]` leave no mode"),
        );
    }
    Callers {
        modes,
        who: who_may_call(modes),
        because: Some(callers.because.value()),
    }
}

/// The modes that scopes and Connect scope let in. A mode without scopes is let in by both.
fn open(scopes: bool, connect: Connect) -> Modes {
    let lets_in = |mode: &Mode| match mode.carries() {
        Carries::Nothing => true,
        Carries::OAuth => scopes,
        Carries::Connect => connect != Connect::Inaccessible,
    };
    Mode::ALL.iter().copied().filter(lets_in).collect()
}

fn known(word: &Ident, errors: &mut Errors) -> Option<Mode> {
    let name = word.to_string();
    let found = mode(&name);
    if found.is_none() {
        let names = || Mode::ALL.iter().map(|mode| mode.name());
        let help = nearest(&name, names()).map_or_else(
            || names().collect::<Vec<_>>().join(", "),
            |near| format!("did you mean `{near}`?"),
        );
        errors.push(word.span(), format_args!("unknown auth mode `{name}`; help: {help}"));
    }
    found
}

/// What the modes have in common, or those that are barred.
fn who_may_call(modes: Modes) -> WhoMayCall {
    use Mode::{Basic, Connect, ConnectUser, ForgeApp, ForgeUser};
    let barred = modes.others();
    let are = |some: &[Mode]| modes == Modes::of(some);
    let barred_are = |some: &[Mode]| barred == Modes::of(some);
    let any_of = |caller: Caller| modes.iter().any(|mode| mode.caller() == caller);
    if barred.is_empty() {
        WhoMayCall::Everyone
    } else if are(&[Basic]) {
        WhoMayCall::OnlyBasicAuthMayCall
    } else if are(&[ForgeApp]) {
        WhoMayCall::OnlyForgeAsAppMayCall
    } else if are(&[ForgeApp, ForgeUser]) || are(&[ForgeUser]) {
        WhoMayCall::OnlyForgeAppsMayCall
    } else if are(&[Connect, ConnectUser]) || are(&[Connect]) {
        WhoMayCall::OnlyConnectAppsMayCall
    } else if barred_are(&[Basic]) {
        WhoMayCall::BasicAuthMayNotCall
    } else if barred_are(&[Connect, ConnectUser]) {
        WhoMayCall::ConnectAppsMayNotCall
    } else if barred_are(&[Connect, ForgeApp]) || barred_are(&[Connect, ConnectUser, ForgeApp]) {
        WhoMayCall::AppsMayNotCallAsThemselves
    } else if !any_of(Caller::Account) {
        WhoMayCall::OnlyAppsMayCall
    } else if !any_of(Caller::App) {
        WhoMayCall::AppsMayNotCall
    } else {
        WhoMayCall::ThisAuthModeMayNotCall
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Mode::{ApiToken, Basic, Connect as AsConnect, ConnectUser, ForgeApp, ForgeUser, OAuth, ServiceAccount};

    #[test]
    fn scopes_let_tokens_in_a_connect_scope_connect_apps_and_nothing_is_needed_for_basic_auth() {
        let tokens = Modes::of(&[Basic, ApiToken, OAuth, ServiceAccount, ForgeApp, ForgeUser]);
        assert_eq!(open(true, Connect::Any), Modes::ALL);
        assert_eq!(open(true, Connect::Inaccessible), tokens);
        assert_eq!(
            open(false, Connect::Needs(0)),
            Modes::of(&[Basic, AsConnect, ConnectUser])
        );
        assert_eq!(open(false, Connect::Inaccessible), Modes::of(&[Basic]));
    }

    #[test]
    fn one_thought_says_who_may_call() {
        let who = |modes: &[Mode]| who_may_call(Modes::of(modes));
        let but = |modes: &[Mode]| who_may_call(Modes::of(modes).others());
        assert_eq!(but(&[]), WhoMayCall::Everyone);
        assert_eq!(who(&[Basic]), WhoMayCall::OnlyBasicAuthMayCall);
        assert_eq!(who(&[ForgeApp]), WhoMayCall::OnlyForgeAsAppMayCall);
        assert_eq!(who(&[ForgeUser]), WhoMayCall::OnlyForgeAppsMayCall);
        assert_eq!(who(&[ForgeUser, ForgeApp]), WhoMayCall::OnlyForgeAppsMayCall);
        assert_eq!(who(&[AsConnect]), WhoMayCall::OnlyConnectAppsMayCall);
        assert_eq!(who(&[AsConnect, ConnectUser]), WhoMayCall::OnlyConnectAppsMayCall);
        assert_eq!(but(&[Basic]), WhoMayCall::BasicAuthMayNotCall);
        assert_eq!(but(&[AsConnect, ConnectUser]), WhoMayCall::ConnectAppsMayNotCall);
        assert_eq!(but(&[AsConnect, ForgeApp]), WhoMayCall::AppsMayNotCallAsThemselves);
        assert_eq!(
            but(&[AsConnect, ConnectUser, ForgeApp]),
            WhoMayCall::AppsMayNotCallAsThemselves
        );
        assert_eq!(who(&[OAuth, AsConnect]), WhoMayCall::OnlyAppsMayCall);
        assert_eq!(who(&[Basic, ApiToken]), WhoMayCall::AppsMayNotCall);
        assert_eq!(but(&[OAuth]), WhoMayCall::ThisAuthModeMayNotCall);
    }

    #[test]
    fn only_those_are_named_by_what_they_are_who_are_few() {
        assert_eq!(
            who_may_call(Modes::of(&[ForgeApp])).only(),
            Some("a Forge app acting as itself")
        );
        assert_eq!(who_may_call(Modes::of(&[Basic]).others()).only(), None);
        assert_eq!(who_may_call(Modes::ALL).only(), None);
    }
}
