//! Annotations in the user's terms.

use rpython_lltype::LLType;

use super::{IterVariant, Kind, SomeValue};
use crate::Annotated;

/// An annotation with what is needed to say it in words: `an int`, `a list of str or None`.
pub struct Describe<'a> {
    /// Where classes and lists are.
    pub annotated: &'a Annotated,
    /// What to describe.
    pub value: &'a SomeValue,
}

impl std::fmt::Display for Describe<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.annotated.describe(self.value))
    }
}

impl Annotated {
    /// The annotation in the user's terms, without an article: `int`, `list of str`, `Foo or None`.
    pub fn describe(&self, s: &SomeValue) -> String {
        self.describe_to(s, 3)
    }

    /// The same with an article: `an int`.
    pub fn describe_a(&self, s: &SomeValue) -> String {
        let text = self.describe(s);
        if s.is_none() || matches!(s.kind, Kind::Impossible) {
            return text;
        }
        let article = if text.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U'])
            && !text.starts_with("uni")
        {
            "an"
        } else {
            "a"
        };
        format!("{article} {text}")
    }

    fn describe_to(&self, s: &SomeValue, depth: u32) -> String {
        let or_none = |text: &str, none: bool| if none { format!("{text} or None") } else { text.to_owned() };
        if depth == 0 {
            return "...".to_owned();
        }
        match &s.kind {
            Kind::Impossible => "nothing".to_owned(),
            Kind::None => "None".to_owned(),
            Kind::Bool(_) => "bool".to_owned(),
            Kind::Integer { ty, .. } => integer_name(*ty).to_owned(),
            Kind::Float => "float".to_owned(),
            Kind::SingleFloat => "r_singlefloat".to_owned(),
            Kind::LongFloat => "r_longfloat".to_owned(),
            Kind::Char { .. } => "str of one character".to_owned(),
            Kind::Str { can_be_none, .. } => or_none("str", *can_be_none),
            Kind::UniChar { .. } => "unicode of one character".to_owned(),
            Kind::Unicode { can_be_none, .. } => or_none("unicode", *can_be_none),
            Kind::ByteArray { can_be_none } => or_none("bytearray", *can_be_none),
            Kind::List(id) => {
                let item = &self.lists.get(*id).item.value;
                if item.is_impossible() {
                    "empty list".to_owned()
                } else {
                    format!("list of {}", self.describe_to(item, depth - 1))
                }
            }
            Kind::Dict(id) => {
                let d = self.dicts.get(*id);
                let name = if d.custom.is_some() { "r_dict" } else { "dict" };
                if d.key.value.is_impossible() {
                    format!("empty {name}")
                } else {
                    let key = self.describe_to(&d.key.value, depth - 1);
                    format!("{name} from {key} to {}", self.describe_to(&d.value.value, depth - 1))
                }
            }
            Kind::Tuple(items) => {
                let items: Vec<String> = items.iter().map(|i| self.describe_to(i, depth - 1)).collect();
                format!("tuple ({})", items.join(", "))
            }
            Kind::Iterator(i) => match i.variant {
                IterVariant::Enumerate => "enumerate iterator".to_owned(),
                IterVariant::Reversed | IterVariant::ReversedKeys => "reversed iterator".to_owned(),
                _ => format!("iterator over {}", self.describe_to(&i.container, depth - 1)),
            },
            Kind::Instance { classdef: None, .. } => "instance of any class".to_owned(),
            Kind::Instance { classdef: Some(c), can_be_none, .. } => {
                or_none(&format!("{} instance", self.classdefs[*c].name), *can_be_none)
            }
            Kind::Pbc(set) => {
                let mut names: Vec<String> =
                    set.descs.iter().take(4).map(|&d| self.descs[d].describe(self)).collect();
                if set.descs.len() > 4 {
                    names.push("...".to_owned());
                }
                or_none(&names.join(" or "), set.can_be_none)
            }
            Kind::Builtin(name) => {
                format!("built-in function {}", name.as_str().trim_start_matches("__builtin__."))
            }
            Kind::BuiltinMethod(m) => {
                format!("method {} of {}", m.name.as_str(), self.describe_to(&m.this, depth - 1))
            }
            Kind::WeakRef(_) => "weak reference".to_owned(),
            Kind::TypeOf(_) => "type".to_owned(),
            Kind::Property(_) => "property".to_owned(),
            Kind::Ptr(id) => format!("low-level pointer t{}", rpython_base::EntityId::index(*id)),
            Kind::InteriorPtr(_) => "low-level interior pointer".to_owned(),
            Kind::AdtMethod { .. } => "ADT method".to_owned(),
            Kind::Address => "address".to_owned(),
            Kind::AddressAccess(_) => "typed access to an address".to_owned(),
            Kind::Controlled(c) => format!("{} behind a controller", self.describe_to(&c.real, depth - 1)),
        }
    }
}

/// The name of an integer type in programs.
pub(crate) fn integer_name(ty: LLType) -> &'static str {
    match ty {
        LLType::Signed => "int",
        LLType::Unsigned => "r_uint",
        LLType::SignedLongLong => "r_longlong",
        LLType::UnsignedLongLong => "r_ulonglong",
        LLType::SignedLongLongLong => "r_longlonglong",
        LLType::UnsignedLongLongLong => "r_ulonglonglong",
        LLType::Int8 => "r_int8",
        LLType::UInt8 => "r_uint8",
        LLType::Int16 => "r_int16",
        LLType::UInt16 => "r_uint16",
        LLType::Int32 => "r_int32",
        LLType::UInt32 => "r_uint32",
        LLType::Void
        | LLType::Bool
        | LLType::Char
        | LLType::UniChar
        | LLType::Float
        | LLType::SingleFloat
        | LLType::LongFloat
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Inline(_) => "integer",
    }
}
