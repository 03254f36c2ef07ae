//! Asks the server beforehand whether the caller has the permission that an operation declares.
//!
//! v2 lists what the caller may do with one thing. The macro finds out which operations have a permission that such a
//! list tells of (`confluence-macros/src/check/asks.rs`). Here the list is read, and compared with the permission. What
//! the list does not tell is never taken for yes, and never for no.

use crate::boxed::boxed;
use crate::exchange::Core;
use crate::model::{Node, ToNode};
use crate::operation::{Arguments, Operation};
use crate::request::{Options, Prepared, prepare};
use crate::response::Raw;
use crate::spec::{Answer, Condition, Declaration, Kind, Object, Permission, PermissionGrant, Verb};
use crate::{Client, MayCall, Result};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// A request of which a client with the auth mode `A` may ask beforehand whether the caller has the permission. The
/// bound for generic code around [`Client::can`].
///
/// These are the requests of operations that need a permission on one page, blog post, comment, attachment, piece of
/// custom content, whiteboard, database, Smart Link, folder or space, and name it by its id. The page of each request
/// in [`v2::op`](crate::v2::op) says whether it is one of them. The client has to be one that may make the call itself,
/// and the call that asks.
///
/// It is not implemented by hand. It needs the cargo feature `permitted-operations`, which is among the default ones.
///
/// # Troubleshooting
///
/// *nothing tells beforehand whether …*: the vendor lists what the caller may do with one thing of v2. There is no such
/// list for the whole site, for a space that is named by its key, for content of v1, for several things at once, and
/// for what a listing leaves out. Make the call, and ask its error:
/// [`Error::is_forbidden`](crate::Error::is_forbidden), [`Error::is_not_found`](crate::Error::is_not_found).
///
/// *not allowed to call …*: see [`Allows`](crate::Allows).
// Not a bound of `A`: in generic code rustc would take the one operation that is named there for the one that is meant.
pub trait Askable<A>: Operation {
    /// The operation that lists what the caller may do with the thing.
    type Asks: Operation;
    /// The index of the parameter that names the thing.
    #[doc(hidden)]
    const THING: usize;
}
impl<A, O: Operation> Askable<A> for O
where
    Lists: Tell<O>,
    A: MayCall<O> + MayCall<<Lists as Tell<O>>::Asks>,
{
    type Asks = <Lists as Tell<O>>::Asks;
    const THING: usize = <Lists as Tell<O>>::THING;
}

/// The vendor's lists of what a caller may do.
#[doc(hidden)]
#[derive(Debug)]
pub enum Lists {}

/// One of the lists tells whether the caller has the permission of `O`. `Self` is not the operation: rustc would drop
/// the message.
#[cfg_attr(
    feature = "permitted-operations",
    diagnostic::on_unimplemented(
        message = "nothing tells beforehand whether the caller may call `{O}`",
        label = "its permission cannot be asked",
        note = "the vendor lists what a caller may do with one thing that v2 names by its id; make the call, and ask its error"
    )
)]
#[cfg_attr(
    not(feature = "permitted-operations"),
    diagnostic::on_unimplemented(
        message = "`Client::can` is behind the cargo feature `permitted-operations` of `confluence-sdk`, which is off",
        label = "enable the cargo feature `permitted-operations`"
    )
)]
#[doc(hidden)]
pub trait Tell<O: Operation> {
    type Asks: Operation;
    const THING: usize;
}

/// What the server tells beforehand of a permission: the answer of [`Client::can`].
///
/// There is a plain yes and a plain no only where the server has said so. A permission can change before the call is
/// made, and the server may refuse the call for other reasons.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub enum Permitted {
    /// The caller has each permission that the operation declares.
    Yes,
    /// The caller does not have all of them.
    No {
        /// What is missing, in the vendor's words, such as `delete page`.
        missing: Vec<String>,
    },
    /// The server's list does not tell: the operation needs something else too, or the list is not as it is described.
    Unknown {
        /// Why it does not tell.
        because: String,
    },
    /// The page, the space or what else it is about is not there, or the caller may not see it. The server does not say
    /// which.
    NotFound {
        /// What the server says about it.
        message: Option<String>,
    },
}

impl Permitted {
    /// Whether it is certain that the caller has the permission.
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Yes)
    }
}

impl fmt::Display for Permitted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::No { missing } => write!(f, "no: the caller may not {}", missing.join(" and ")),
            Self::Unknown { because } => write!(f, "not known: {because}"),
            Self::NotFound { .. } => f.write_str("not found: it is not there, or the caller may not see it"),
        }
    }
}

impl<A> Client<A> {
    /// Asks the server whether the caller has the permission that a request needs, before the request is sent.
    ///
    /// One call is made: the vendor lists what the caller may do with a page, a space and so on, and the list is
    /// compared with the permission that the operation declares. Conditions count: `delete_page` with `purge` needs
    /// more than without. To create something in a space, the list of the space is asked.
    ///
    /// ```
    /// use confluence_sdk::{Allows, Client, PageId, Permitted, Result, v2::op};
    ///
    /// async fn tidy<A>(client: &Client<A>, page: PageId) -> Result<()>
    /// where
    ///     A: Allows<op::DeletePage> + Allows<op::GetPageOperations>,
    /// {
    ///     let request = op::DeletePage::new(page);
    ///     match client.can(&request).await? {
    ///         Permitted::Yes => client.execute(request).await?,
    ///         Permitted::No { missing } => println!("you may not {}", missing.join(" and ")),
    ///         Permitted::NotFound { .. } => println!("there is no such page, or you may not see it"),
    ///         Permitted::Unknown { because } => println!("not known: {because}"),
    ///     }
    ///     Ok(())
    /// }
    /// ```
    ///
    /// It compiles if the client may make the call itself, and the call that asks ([`Askable::Asks`]). So a client with
    /// scopes needs those of both. A [dynamic](Client::dynamic) client checks both at run time, before it asks.
    ///
    /// # Errors
    ///
    /// Those of the call that asks. A refusal of that call (401, 403) is an error and no [`Permitted::No`].
    pub fn can<O: Askable<A>>(
        &self,
        request: &O,
    ) -> impl Future<Output = Result<Permitted>> + Send + 'static + use<A, O> {
        let thing = Thing(request.get(O::THING));
        let asking = prepare(O::Asks::DECLARATION, &thing, &Options::default());
        let needs = needs(O::DECLARATION, request, O::THING);
        ask(self.core().clone(), O::DECLARATION, O::Asks::DECLARATION, asking, needs)
    }
}

/// The arguments of the call that asks: the id of the thing.
struct Thing<'a>(&'a dyn ToNode);

impl Arguments for Thing<'_> {
    fn get(&self, _: usize) -> &dyn ToNode {
        self.0
    }
}

/// In a box, so that rustc finds out here that it is `Send`. In [`Client::can`], which is generic, it would find that
/// out four times, and each time from the beginning.
fn ask(
    core: Arc<Core>,
    operation: &'static Declaration,
    list: &'static Declaration,
    asking: Result<Prepared>,
    needs: Vec<Need>,
) -> Pin<Box<dyn Future<Output = Result<Permitted>> + Send>> {
    boxed(|| async move {
        core.admit(operation).map_err(|error| error.of(operation))?;
        let raw = core.send(Some(list), asking?).await?;
        if raw.is_own_not_found() {
            let message = raw.said().message;
            return Ok(Permitted::NotFound { message });
        }
        let raw = raw.expect(Answer::Json)?;
        let permitted = read(raw)?;
        Ok(judge(list, &permitted, &needs))
    })
}

/// One thing that a request needs.
enum Need {
    May(PermissionGrant, Object),
    /// Something that no list tells of, in words.
    Untold(String),
}

/// What a request needs, with its conditions decided. A site that answers is used.
fn needs(operation: &Declaration, request: &dyn Arguments, thing: usize) -> Vec<Need> {
    let mut needs = Vec::new();
    let thing = operation.params.get(thing).map_or("", |param| param.name);
    let request = Request {
        operation,
        request,
        thing,
    };
    request.collect(operation.permission, &mut needs);
    needs
}

struct Request<'a> {
    operation: &'a Declaration,
    request: &'a dyn Arguments,
    thing: &'a str,
}

impl Request<'_> {
    fn collect(&self, permission: &Permission, needs: &mut Vec<Need>) {
        let untold = |what: &str| Need::Untold(format!("{what}: {}", self.operation.permission_words));
        match *permission {
            Permission::All(all) => all.iter().for_each(|one| self.collect(one, needs)),
            Permission::If(condition, then, otherwise) => match self.holds(condition) {
                Some(holds) => self.collect(if holds { then } else { otherwise }, needs),
                None => needs.push(untold("it depends on an argument what is needed")),
            },
            Permission::May(grant, Object::Site) if grant.verb == Verb::UseSite => {}
            Permission::May(grant, object) => match object {
                Object::Argument(name) | Object::InSpace(name) | Object::SpaceOf(name) if name == self.thing => {
                    needs.push(Need::May(grant, object));
                }
                _ => needs.push(untold("something else is needed too")),
            },
            Permission::Filters(_) | Permission::NotNeeded => {}
            Permission::Any(_) => needs.push(untold("one of several is needed")),
            Permission::AppsOnly | Permission::NotStated => needs.push(untold("no permission decides")),
        }
    }

    /// `None` if the argument is not of a form that can be decided.
    fn holds(&self, condition: Condition) -> Option<bool> {
        let (Condition::Given(name) | Condition::Set(name) | Condition::Is(name, _)) = condition;
        let at = self.operation.params.iter().position(|param| param.name == name)?;
        match (condition, self.request.get(at).node()) {
            (_, Node::Absent) => Some(false),
            (Condition::Given(_), Node::List(list)) => Some(list.size() > 0),
            (Condition::Given(_), Node::Null) => None,
            (Condition::Given(_), _) => Some(true),
            (Condition::Set(_), Node::Bool(set)) => Some(set),
            (Condition::Is(_, wanted), Node::Text(text)) => Some(text == wanted),
            _ => None,
        }
    }
}

/// What the server lists: pairs of an operation and what it is done to.
struct List {
    entries: Vec<(String, String)>,
    /// Whether each entry could be read, and there is one. Nobody is given the list who may do nothing at all.
    whole: bool,
}

fn read(raw: Raw) -> Result<List> {
    let answer: serde_json::Value = match serde_json::from_slice(&raw.body) {
        Ok(answer) => answer,
        Err(_) => return Err(raw.unexpected("is not JSON")),
    };
    let Some(list) = answer.get("operations").and_then(serde_json::Value::as_array) else {
        return Err(raw.unexpected("has no list `operations`"));
    };
    let text = |entry: &serde_json::Value, member| Some(entry.get(member)?.as_str()?.to_owned());
    let entries: Vec<_> = list
        .iter()
        .filter_map(|entry| Some((text(entry, "operation")?, text(entry, "targetType")?)))
        .collect();
    let whole = !list.is_empty() && entries.len() == list.len();
    Ok(List { entries, whole })
}

fn judge(asked: &Declaration, list: &List, needs: &[Need]) -> Permitted {
    let own = own_kind(asked);
    let (mut missing, mut because) = (Vec::new(), Vec::new());
    for need in needs {
        match need {
            Need::Untold(why) => because.push(why.clone()),
            Need::May(grant, object) => match list.tells(asked, own, *grant, *object) {
                Some(true) => {}
                Some(false) if list.whole => missing.push(words(*grant)),
                Some(false) => because.push("the server's list is empty, or cannot be read wholly".to_owned()),
                None => because.push(format!("the server's list does not tell of `{}`", words(*grant))),
            },
        }
    }
    if !missing.is_empty() {
        return Permitted::No { missing };
    }
    match because.is_empty() {
        true => Permitted::Yes,
        false => Permitted::Unknown {
            because: because.join("; "),
        },
    }
}

impl List {
    /// `None` if the list does not tell.
    fn tells(&self, asked: &Declaration, own: Kind, grant: PermissionGrant, object: Object) -> Option<bool> {
        let PermissionGrant { verb, kind } = grant;
        let in_space = own == Kind::Space && matches!(object, Object::InSpace(_)) && kind != Kind::CustomContent;
        let had_by_who_asks = needed_to_ask(asked.permission, grant, object);
        if kind != own && !in_space {
            return had_by_who_asks.then_some(true);
        }
        let operation = operation_word(verb)?;
        let mut targets = self
            .entries
            .iter()
            .filter(|(listed, _)| listed == operation)
            .map(|(_, target)| target.as_str());
        if targets.clone().any(|target| is_target(kind, target)) {
            return Some(true);
        }
        // Each thing is said to list read, update and delete; spaces list more. A list without what it takes to be
        // given it contradicts itself.
        let documented = match verb {
            Verb::Create => in_space && IN_SPACES.contains(&kind),
            _ => !had_by_who_asks,
        };
        // A word for the target that no document has may be another spelling of this one.
        let strange = targets.any(|target| !is_known(target));
        (documented && !strange).then_some(false)
    }
}

/// What the call that asks needs itself. Whoever gets its answer has that.
fn needed_to_ask(permission: &Permission, grant: PermissionGrant, object: Object) -> bool {
    match permission {
        Permission::All(all) => all.iter().any(|one| needed_to_ask(one, grant, object)),
        Permission::May(known, place) => {
            *known == grant && std::mem::discriminant(place) == std::mem::discriminant(&object)
        }
        _ => false,
    }
}

/// The vendor's words for what a permission is about (`targetType`), as the documents name them.
const TARGETS: &[(Option<Kind>, &str)] = &[
    (Some(Kind::Space), "space"),
    (Some(Kind::Page), "page"),
    (Some(Kind::BlogPost), "blogpost"),
    (Some(Kind::Comment), "comment"),
    (Some(Kind::Attachment), "attachment"),
    (Some(Kind::Whiteboard), "whiteboard"),
    (Some(Kind::Database), "database"),
    (Some(Kind::SmartLink), "embed"),
    (Some(Kind::Folder), "folder"),
    (None, "application"),
    (None, "userProfile"),
];

/// The kinds of content of which the documents say that creating them is a permission in a space.
const IN_SPACES: &[Kind] = &[Kind::Page, Kind::BlogPost, Kind::Comment, Kind::Attachment];

/// Custom content is named by its type, such as `ac:my-app:note`.
fn is_target(kind: Kind, target: &str) -> bool {
    match kind {
        Kind::CustomContent => target.contains(':'),
        _ => TARGETS.contains(&(Some(kind), target)),
    }
}

fn is_known(target: &str) -> bool {
    target.contains(':') || TARGETS.iter().any(|(_, known)| *known == target)
}

/// The vendor's word for what is done (`operation`).
fn operation_word(verb: Verb) -> Option<&'static str> {
    Some(match verb {
        Verb::View => "read",
        Verb::Edit | Verb::Update => "update",
        Verb::Delete => "delete",
        Verb::Create => "create",
        Verb::Administer => "administer",
        _ => return None,
    })
}

/// In the vendor's words, as in `create page`.
fn words(grant: PermissionGrant) -> String {
    let operation = operation_word(grant.verb).map_or_else(|| format!("{:?}", grant.verb), str::to_owned);
    let target = TARGETS.iter().find(|(kind, _)| *kind == Some(grant.kind));
    match target {
        Some((_, target)) => format!("{operation} {target}"),
        None if grant.kind == Kind::CustomContent => format!("{operation} custom content"),
        None => format!("{operation} {:?}", grant.kind),
    }
}

/// The kind of thing that a list is about.
fn own_kind(asked: &Declaration) -> Kind {
    let collection = asked.path.trim_start_matches("/wiki/api/v2/").split('/').next();
    match collection.unwrap_or_default() {
        "spaces" => Kind::Space,
        "pages" => Kind::Page,
        "blogposts" => Kind::BlogPost,
        "footer-comments" | "inline-comments" => Kind::Comment,
        "attachments" => Kind::Attachment,
        "custom-content" => Kind::CustomContent,
        "whiteboards" => Kind::Whiteboard,
        "databases" => Kind::Database,
        "embeds" => Kind::SmartLink,
        "folders" => Kind::Folder,
        _ => Kind::Content,
    }
}
