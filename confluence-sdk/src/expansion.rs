//! What every expansion of `#[model]` and `#[endpoints]` has in common, written once: rustc expands these faster than a
//! procedural macro can hand over the same tokens.

use crate::model::Limits;
use crate::spec::{
    Answer, ApiVersion, Callers, Choice, ConnectAccess, Declaration, Method, Mode, Param, Permission, Place,
};

/// A struct model: its members by place, Rust name (also as a text, because each `stringify!` costs) and wire name.
macro_rules! object {
    ($model:ident $name:literal [$required:literal $lenient:literal $needed:literal $raw:literal $rest:expr, $may_be_empty:literal] [$($at:literal $member:ident $rust:literal $wire:literal)*] [$($rules:tt)*]) => {
        impl M::Object for $model {
            #[inline]
            fn empty() -> Self {
                Self { $($member: M::Blank::blank()),* }
            }
            #[inline]
            fn shape(&self) -> &'static M::Shape {
                &M::Shape { name: $name, fields: &[$($wire),*], rust: &[$($rust),*], required: $required, lenient: $lenient, needed: $needed, raw: $raw, rest: $rest, may_be_empty: $may_be_empty, rules: &[$($rules)*] }
            }
            #[inline]
            fn slot(&mut self, index: usize) -> &mut dyn M::Slot {
                match index {
                    $($at => &mut self.$member,)*
                    _ => M::out_of_range(),
                }
            }
            #[inline]
            fn get(&self, index: usize) -> &dyn M::ToNode {
                match index {
                    $($at => &self.$member,)*
                    _ => M::out_of_range(),
                }
            }
        }
        #[cfg(feature = "__conformance")]
        impl M::Described for $model {
            fn described() -> M::Type {
                M::Type::Object(M::Form {
                    name: $name,
                    members: const {
                        &[$(M::Member {
                            wire: $wire,
                            rust: $rust,
                            required: $required >> $at & 1u64 == 1,
                            part: M::part(|model: &$model| &model.$member),
                        }),*]
                    },
                })
            }
        }
        impl ::core::fmt::Debug for $model {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                M::debug(self, f)
            }
        }
        impl PartialEq for $model {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                M::equal(self, other)
            }
        }
        $crate::expansion::serde! { $model }
    };
}

/// An enum of words: its variants and what each is on the wire.
macro_rules! word {
    ($model:ident [$($variant:ident $word:literal)*]) => {
        impl $model {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown(text) => text,
                }
            }
        }
        impl M::Text for $model {
            const TABLE: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),*];
            const UNKNOWN: fn(Box<str>) -> Self = Self::Unknown;
        }
        impl M::Blank for $model {
            #[inline]
            fn blank() -> Self {
                Self::Unknown(Box::default())
            }
        }
        impl M::Slot for $model {
            #[inline]
            fn accept(&mut self, event: M::Event<'_>) -> M::Done {
                M::accept_text(self, event)
            }
        }
        impl M::ToNode for $model {
            #[inline]
            fn node(&self) -> M::Node<'_> {
                M::Node::Text(self.as_str().into())
            }
        }
        #[cfg(feature = "__conformance")]
        impl M::Described for $model {
            fn described() -> M::Type {
                M::Type::Words(M::Words { name: stringify!($model), values: &[$($word),*] })
            }
        }
        impl Eq for $model {}
        // Not `From<&str>`: rustc would advise `.into()` wherever a text is passed for a word.
        impl ::core::str::FromStr for $model {
            type Err = ::core::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(M::from_text(text))
            }
        }
        impl ::core::fmt::Display for $model {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        $crate::expansion::serde! { $model }
    };
}

/// An enum whose variants are shapes.
macro_rules! untagged {
    ($model:ident $first:ident [$($variant:ident $type:ty, $telling:literal)*]) => {
        $(
            impl From<$type> for $model {
                #[inline]
                fn from(value: $type) -> Self {
                    Self::$variant(value)
                }
            }
        )*
        impl M::Blank for $model {
            #[inline]
            fn blank() -> Self {
                Self::$first(M::Blank::blank())
            }
        }
        impl M::Slot for $model {
            #[inline]
            fn accept(&mut self, event: M::Event<'_>) -> M::Done {
                M::untagged(self, event, &[$(|feed| M::fed(feed).map(Self::$variant)),*], &[$($telling),*])
            }
        }
        #[cfg(feature = "__conformance")]
        impl M::Described for $model {
            fn described() -> M::Type {
                M::Type::Shapes(stringify!($model), &[$(<$type as M::Described>::described),*])
            }
        }
        impl M::ToNode for $model {
            #[inline]
            fn node(&self) -> M::Node<'_> {
                match self {
                    $(Self::$variant(value) => M::ToNode::node(value),)*
                }
            }
        }
        $crate::expansion::serde! { $model }
    };
}

/// An enum whose variants are sets of members.
macro_rules! one_of {
    ($model:ident $blank:expr, [$($variant:ident { $($wire:literal $member:ident: $type:ty,)* })*] [$($from:ident $source:ty,)*]) => {
        $(
            impl From<$source> for $model {
                #[inline]
                fn from(value: $source) -> Self {
                    Self::$from(value)
                }
            }
        )*
        impl M::OneOf for $model {
            const SETS: &'static [&'static [&'static str]] = &[$(&[$($wire),*]),*];
            #[inline]
            fn member(&self, name: &str) -> &dyn M::ToNode {
                match self {
                    $(Self::$variant($($member),*) => match name {
                        $($wire => $member,)*
                        _ => M::nothing(),
                    })*
                }
            }
            #[cfg(feature = "__conformance")]
            fn described_member(name: &str) -> M::Type {
                $($(if name == $wire {
                    return <$type as M::Described>::described();
                })*)*
                M::out_of_range()
            }
        }
        impl M::Blank for $model {
            #[inline]
            fn blank() -> Self {
                $blank
            }
        }
        impl M::Slot for $model {
            #[inline]
            fn accept(&mut self, event: M::Event<'_>) -> M::Done {
                M::accept_one_of(self, event, |variant, object| {
                    let mut at = 0..;
                    $(if at.next() == Some(variant) {
                        return Ok(Self::$variant($(M::read_member(object, $wire)?),*));
                    })*
                    M::out_of_range()
                })
            }
        }
        impl M::ToNode for $model {
            #[inline]
            fn node(&self) -> M::Node<'_> {
                M::Node::Dict(self)
            }
        }
        impl M::Dict for $model {
            #[inline]
            fn each(&self, take: &mut dyn FnMut(&str, M::Node<'_>)) {
                match self {
                    $(Self::$variant($($member),*) => { $(take($wire, M::ToNode::node($member));)* })*
                }
            }
        }
        #[cfg(feature = "__conformance")]
        impl M::Described for $model {
            fn described() -> M::Type {
                M::Type::Object(M::Form {
                    name: stringify!($model),
                    members: &[$($(M::Member {
                        wire: $wire,
                        rust: $wire,
                        required: false,
                        part: <$type as M::Described>::described,
                    },)*)*],
                })
            }
        }
        $crate::expansion::serde! { $model }
    };
}

/// serde's traits, for users: both forward to the one shared visitor.
macro_rules! serde {
    ($model:ident) => {
        impl $crate::__rt::serde::Serialize for $model {
            fn serialize<S: $crate::__rt::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                M::serialize(self, serializer)
            }
        }
        impl<'de> $crate::__rt::serde::Deserialize<'de> for $model {
            fn deserialize<D: $crate::__rt::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                M::de_slot(deserializer)
            }
        }
    };
}

/// The request of an operation: its arguments by place, its files, its answer, its declaration, what it needs.
macro_rules! request {
    (
        $op:ident { $($field:ident)* }
        [$($at:literal $argument:ident $rust:literal $(of $field_of:ident)? $wire:literal $place:ident $($set:ident($($value:tt)*))*,)*]
        [$($file_at:literal $file:ident)*] $output:ty,
        $version:ident $rust_path:literal $id:literal $name:literal $group:literal $tag:literal $method:ident $path:literal $answer:ident $summary:literal
        { $($rest:tt)* },
        $number:ty, $scopes:ty, $connect:ty, $callers:ty, $permission:ty
    ) => {
        impl ::core::fmt::Debug for $op {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                rt::debug_arguments(<Self as rt::Operation>::DECLARATION, self, f)
            }
        }
        impl PartialEq for $op {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                rt::equal_arguments(<Self as rt::Operation>::DECLARATION, self, other)
            }
        }
        impl rt::Arguments for $op {
            #[inline]
            fn get(&self, index: usize) -> &dyn rt::ToNode {
                match index {
                    $($at => $crate::expansion::argument!(get self $argument $wire $($field_of)?),)*
                    _ => rt::out_of_range(),
                }
            }
            $crate::expansion::files! { $($file_at $file)* }
        }
        $crate::expansion::inspected! { $op { $($field)* } [$($at $argument $(of $field_of)? $wire,)*] $output }
        // The page of the trait would list all of them with their items; the answer is told in the docs of the request.
        #[cfg_attr(doc, doc(hidden))]
        impl rt::Operation for $op {
            type Output = $output;
            const DECLARATION: &'static rt::Declaration = &rt::Declaration {
                id: $id,
                name: $name,
                group: $group,
                rust_path: $rust_path,
                version: rt::ApiVersion::$version,
                tag: $tag,
                method: rt::Method::$method,
                path: $path,
                summary: $summary,
                params: &[$(rt::Param::new($wire, $rust, rt::Place::$place)$(.$set($($value)*))*$(.choice(stringify!($field_of)))?),*],
                answer: rt::AnswerKind::$answer,
                met_by: rt::met_by::<$permission>(),
                $($rest)*
                ..rt::Declaration::BASE
            };
        }
        impl rt::Needs for $op {
            type Id = $number;
            type Scopes = $scopes;
            type Connect = $connect;
            type Callers = $callers;
            type Permission = $permission;
        }
        #[cfg(test)]
        const _: () = assert!(<$number as $crate::grants::Path>::NUMBER.0 == <$op as rt::Operation>::DECLARATION.number);
    };
}

/// The setters of an operation, on its request and on its call.
macro_rules! setters {
    ($op:ident $of:literal $($docs:literal $short:literal [$($deprecated:tt)*] $name:ident($($parameter:tt)*) $value:expr;)*) => {
        #[doc = $of]
        impl op::$op {
            $(#[doc = $short] $($deprecated)* #[inline] pub fn $name(mut self, $($parameter)*) -> Self {
                self.$name = $value;
                self
            })*
        }
        #[doc = $of]
        #[cfg_attr(doc, doc(hidden))]
        impl crate::Call<op::$op> {
            $(#[doc = $docs] $($deprecated)* #[inline] pub fn $name(mut self, $($parameter)*) -> Self {
                self.request.$name = $value;
                self
            })*
        }
    };
}

/// The same request, as the tests see it that compare the spec with the vendor's documents.
#[cfg(feature = "__conformance")]
macro_rules! inspected {
    ($op:ident { $($field:ident)* } [$($at:literal $argument:ident $(of $field_of:ident)? $wire:literal,)*] $output:ty) => {
        impl rt::Inspect for $op {
            fn declaration(&self) -> &'static rt::Declaration {
                <Self as rt::Operation>::DECLARATION
            }
            fn argument(&self, index: usize) -> rt::model::Type {
                match index {
                    $($at => $crate::expansion::argument!(type $op $argument $wire $($field_of)?),)*
                    _ => rt::out_of_range(),
                }
            }
            fn output(&self) -> Option<rt::model::Type> {
                <$output as rt::model::Output>::output()
            }
            fn echo(&self, status: u16, body: &[u8]) -> rt::Result<Option<rt::model::Echo>> {
                #[allow(unused_imports, reason = "what is a page has its own method")]
                use rt::model::NoPage;
                let page = rt::model::Probe::<$output>::default().page();
                rt::model::echo::<$output>(<Self as rt::Operation>::DECLARATION, status, body, page)
            }
            fn example(&self, client: &crate::Client<crate::Dynamic>) -> rt::Running {
                rt::Example::run(self, client)
            }
            fn pages(&self) -> Option<rt::PageReader> {
                #[allow(unused_imports, reason = "what is a page has its own method")]
                use rt::model::NoPage;
                rt::model::Probe::<$output>::default().read()
            }
            fn slot(&mut self, index: usize) -> &mut dyn rt::model::Slot {
                match index {
                    $($at => $crate::expansion::argument!(slot self $argument $wire $($field_of)?),)*
                    _ => rt::out_of_range(),
                }
            }
        }
        impl rt::model::Blank for $op {
            fn blank() -> Self {
                Self { $($field: rt::model::Blank::blank()),* }
            }
        }
    };
}
#[cfg(not(feature = "__conformance"))]
macro_rules! inspected {
    ($($all:tt)*) => {};
}

/// What a parameter is taken from: a field, or a member of a field that is one of several.
macro_rules! argument {
    (get $self:ident $argument:ident $wire:literal) => {
        &$self.$argument
    };
    (get $self:ident $argument:ident $wire:literal $field:ident) => {
        rt::model::OneOf::member(&$self.$field, $wire)
    };
    (slot $self:ident $argument:ident $wire:literal) => {
        &mut $self.$argument
    };
    (slot $self:ident $argument:ident $wire:literal $field:ident) => {
        &mut $self.$field
    };
    (type $op:ident $argument:ident $wire:literal) => {
        rt::model::part(|request: &$op| &request.$argument)()
    };
    (type $op:ident $argument:ident $wire:literal $field:ident) => {
        rt::model::part_of(|request: &$op| &request.$field, $wire)
    };
}

/// Which arguments of a request are files.
macro_rules! files {
    () => {};
    ($($at:literal $file:ident)+) => {
        #[inline]
        fn files(&self) -> Vec<(usize, Vec<&rt::FilePart>)> {
            vec![$(($at, rt::FileParts::parts(&self.$file))),+]
        }
    };
}

/// The sentence for one gap that a client can leave of an operation. `Self` is the set: were it the auth mode, rustc
/// would drop the message.
// Nothing of it is shown in the docs: a page that listed all of them would be too long to read.
#[cfg(doc)]
macro_rules! refusal {
    ($($all:tt)*) => {};
}
#[cfg(not(doc))]
macro_rules! refusal {
    ($op:ident $leaf:ident $gap:ty; $message:literal, $label:literal $(, $note:literal)*) => {
        #[diagnostic::on_unimplemented(message = $message, label = $label $(, note = $note)*)]
        #[doc(hidden)]
        pub trait $leaf: rt::seal::Met<$gap> {}
        impl<S: $leaf> rt::OpenTo<S, $gap> for $op {
            type Proof = S;
        }
    };
}

/// What tells beforehand whether the caller may: an operation of v2 and the parameter that names the thing.
macro_rules! askable {
    ($op:ident $list:ident $at:literal) => {
        // The page of the trait would list all of them; each request says it in its own docs.
        #[cfg(feature = "permitted-operations")]
        #[cfg_attr(doc, doc(hidden))]
        #[diagnostic::do_not_recommend]
        impl rt::Tell<$op> for rt::Lists {
            type Asks = crate::v2::op::$list;
            const THING: usize = $at;
        }
    };
}

/// The sentence for a scope that one set lacks of another. `Self` is the scope: were it the set, rustc would drop the
/// message.
macro_rules! uncovered {
    ($scope:ident $leaf:ident $message:literal $label:literal $note:literal) => {
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        #[doc(hidden)]
        pub trait $leaf<S, T> {
            type Proof: rt::seal::Met<$scope>;
        }
        impl<S, T> rt::NothingMissing<S, T> for $scope
        where
            $scope: $leaf<S, T>,
        {
            type Proof = <$scope as $leaf<S, T>>::Proof;
        }
    };
}

pub(crate) use {
    argument, askable, files, inspected, object, one_of, refusal, request, serde, setters, uncovered, untagged, word,
};

/// What most operations do not say.
impl Declaration {
    pub(crate) const BASE: Self = Self {
        id: "",
        name: "",
        group: "",
        rust_path: "",
        version: ApiVersion::V2,
        tag: "",
        method: Method::Get,
        path: "",
        summary: "",
        params: &[],
        choices: &[],
        headers: &[],
        max_body: None,
        answer: Answer::Json,
        paging: None,
        page_size: None,
        scopes: &[],
        connect: ConnectAccess::Inaccessible,
        callers: Callers::EVERYONE,
        permission: &Permission::All(&[]),
        permission_words: "",
        repeat: None,
        deprecated: None,
        replaced_by: None,
        experimental: false,
        app_access_rule_exempt: None,
        errors: &[400, 401, 404],
        met_by: crate::grants::met_by::<()>(),
        number: 0,
    };
}

/// What a parameter is, and then what few say of theirs.
impl Param {
    pub(crate) const fn new(wire: &'static str, name: &'static str, place: Place) -> Self {
        Self {
            wire,
            name,
            place,
            required: false,
            may_be_empty: false,
            always: None,
            numbers: false,
            range: None,
            max_len: None,
            max_items: None,
            deprecated: None,
            choice: None,
        }
    }

    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(crate) const fn may_be_empty(mut self) -> Self {
        self.may_be_empty = true;
        self
    }

    pub(crate) const fn always(mut self, value: &'static str) -> Self {
        self.always = Some(value);
        self
    }

    pub(crate) const fn numbers(mut self) -> Self {
        self.numbers = true;
        self
    }

    pub(crate) const fn limits(mut self, limits: Limits) -> Self {
        self.range = limits.range;
        self.max_len = limits.max_len;
        self.max_items = limits.max_items;
        self
    }

    pub(crate) const fn choice(mut self, argument: &'static str) -> Self {
        self.choice = Some(argument);
        self
    }

    pub(crate) const fn deprecated(mut self, note: &'static str) -> Self {
        self.deprecated = Some(note);
        self
    }
}

impl Choice {
    pub(crate) const fn of<T: crate::model::OneOf>(argument: &'static str) -> Self {
        Self {
            argument,
            required: T::REQUIRED,
            sets: T::SETS,
        }
    }
}

impl Callers {
    pub(crate) const EVERYONE: Self = Self {
        modes: Mode::ALL,
        because: None,
    };
}
