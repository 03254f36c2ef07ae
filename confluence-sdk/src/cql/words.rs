//! The words of CQL as data: fields, operators and functions. They come from `confluence-macros/src/vocabulary/cql.rs`.

use std::fmt;

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FieldType {
    /// Content, by id.
    Content,
    /// A date, with or without a time: `2026-11-27`, `2026/11/27`, `2026-11-27 09:30`.
    Date,
    /// A space, by key.
    Space,
    /// Any text.
    Text,
    /// A type of content, `space` or `user`.
    Type,
    /// An account, by its id.
    User,
}

/// How a field is compared with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `~`
    Contains,
    /// `!~`
    ContainsNot,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `IN`
    In,
    /// `NOT IN`
    NotIn,
}

impl Operator {
    /// Every operator.
    pub const ALL: [Self; 10] = [
        Self::Equal,
        Self::NotEqual,
        Self::Contains,
        Self::ContainsNot,
        Self::Greater,
        Self::GreaterOrEqual,
        Self::Less,
        Self::LessOrEqual,
        Self::In,
        Self::NotIn,
    ];

    /// How it is written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Contains => "~",
            Self::ContainsNot => "!~",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::In => "IN",
            Self::NotIn => "NOT IN",
        }
    }

    /// Whether what follows is searched for as words.
    pub const fn is_for_words(self) -> bool {
        matches!(self, Self::Contains | Self::ContainsNot)
    }

    /// Whether it is followed by several values in parentheses.
    pub const fn takes_list(self) -> bool {
        matches!(self, Self::In | Self::NotIn)
    }
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.symbol())
    }
}

/// The arguments of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Arguments {
    /// None.
    None,
    /// A span of time that is added, or nothing: `now("-4w")`. Units are `y`, `M`, `w`, `d`, `h` and `m`.
    Increment,
    /// How many results, and how many to pass over. The second can be left out.
    Numbers,
}

/// Which operators a word of the table stands for.
macro_rules! operators {
    (equality, $operator:ident) => {
        matches!(
            $operator,
            Operator::Equal | Operator::NotEqual | Operator::In | Operator::NotIn
        )
    };
    (text, $operator:ident) => {
        matches!($operator, Operator::Contains | Operator::ContainsNot)
    };
    (range, $operator:ident) => {
        matches!(
            $operator,
            Operator::Equal
                | Operator::NotEqual
                | Operator::Greater
                | Operator::GreaterOrEqual
                | Operator::Less
                | Operator::LessOrEqual
        )
    };
    ($other:ident, $operator:ident) => {
        false
    };
}

macro_rules! arguments {
    ($how:ident) => {
        Arguments::None
    };
    ($how:ident increment) => {
        Arguments::Increment
    };
    ($how:ident numbers) => {
        Arguments::Numbers
    };
}

macro_rules! words {
    (
        fields { $(#[doc = $doc:literal] $field:ident $method:ident = $($spelling:literal),+: $of:ident { $($fact:ident),+ };)* }
        functions { $(#[doc = $does:literal] $function:ident = $called:literal: $gives:ident { $number:ident $(, $how:ident)? };)* }
        types { $(#[doc = $is:literal] $type:ident = $typed:literal;)* }
    ) => {
        /// What a query asks about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Field {
            $(#[doc = $doc] $field,)*
        }

        impl Field {
            /// Every field.
            pub const ALL: &[Self] = &[$(Self::$field),*];

            /// How it is written. The first spelling is the usual one. Capital letters do not matter.
            pub const fn spellings(self) -> &'static [&'static str] {
                match self { $(Self::$field => &[$($spelling),+],)* }
            }

            /// What its values are.
            pub const fn of(self) -> FieldType {
                match self { $(Self::$field => FieldType::$of,)* }
            }

            /// Whether it can be compared so.
            pub const fn takes(self, operator: Operator) -> bool {
                match self { $(Self::$field => false $(|| operators!($fact, operator))+,)* }
            }

            /// Whether results can be ordered by it.
            pub fn sorts(self) -> bool {
                self.facts().contains(&"sorts")
            }

            /// Whether it belongs to the search for users. All other fields belong to the search for content.
            pub fn is_of_users(self) -> bool {
                self.facts().contains(&"users")
            }

            fn facts(self) -> &'static [&'static str] {
                match self { $(Self::$field => &[$(stringify!($fact)),+],)* }
            }
        }

        /// A value that the site works out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Function {
            $(#[doc = $does] $function,)*
        }

        impl Function {
            /// Every function.
            pub const ALL: &[Self] = &[$(Self::$function),*];

            /// How it is written, without parentheses. Capital letters do not matter.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$function => $called,)* }
            }

            /// What its value is. It fits fields of this type.
            pub const fn of(self) -> FieldType {
                match self { $(Self::$function => FieldType::$gives,)* }
            }

            /// Whether it has several values. Such a function stands behind `IN` or `NOT IN`.
            pub fn is_list(self) -> bool {
                match self { $(Self::$function => stringify!($number) == "several",)* }
            }

            /// What stands in its parentheses.
            pub const fn arguments(self) -> Arguments {
                match self { $(Self::$function => arguments!($number $($how)?),)* }
            }
        }

        /// What can be found. The types of custom content are not among them: their names are chosen by apps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Type {
            $(#[doc = $is] $type,)*
        }

        impl Type {
            /// Every type.
            pub const ALL: &[Self] = &[$(Self::$type),*];

            /// How it is written.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$type => $typed,)* }
            }
        }
    };
}
::confluence_macros::cql_words! { words }

impl Field {
    /// The field with this spelling.
    pub fn named(spelling: &str) -> Option<Self> {
        let spelt = |field: &&Self| {
            let mut spellings = field.spellings().iter();
            spellings.any(|known| known.eq_ignore_ascii_case(spelling))
        };
        Self::ALL.iter().find(spelt).copied()
    }

    /// The usual spelling.
    pub const fn name(self) -> &'static str {
        self.spellings()[0]
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Function {
    /// The function with this name.
    pub fn named(name: &str) -> Option<Self> {
        let called = |function: &&Self| function.name().eq_ignore_ascii_case(name);
        Self::ALL.iter().find(called).copied()
    }

    /// Whether it can be a value of this field.
    pub fn fits(self, field: Field) -> bool {
        self.of() == field.of()
    }
}

impl Type {
    /// The type with this name. Capital letters do not matter.
    pub fn named(name: &str) -> Option<Self> {
        let called = |known: &&Self| known.name().eq_ignore_ascii_case(name);
        Self::ALL.iter().find(called).copied()
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}()", self.name())
    }
}
