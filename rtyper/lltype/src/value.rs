//! Low-level values known at translation time, and the static objects they point to.

use rpython_base::{Arena, Symbol, define_id};

use crate::{Container, ContainerId, LLType, TypeTable};

define_id!(
    /// A static object in [`StaticData`].
    DataId,
    "d"
);

define_id!(
    /// A function of the low-level program. Defined here because static data refers to functions.
    FuncId,
    "fn"
);

/// A pointer known at translation time.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Pointer {
    /// NULL.
    Null,
    /// A static object.
    Data(DataId),
    /// A part of a static object: field and item indices from outside in.
    Interior(DataId, Box<[u32]>),
    /// A function.
    Func(FuncId),
    /// A tagged integer in place of a managed object (`UnboxedValue`): the value `2 * n + 1`.
    Tagged(i64),
}

/// A value known at translation time. Which type it has is said beside it.
#[derive(Clone, Debug)]
pub enum Value {
    /// The one value of `Void`.
    Void,
    /// `Bool`
    Bool(bool),
    /// Any integer type up to 64 bits: the two's complement bits, sign-extended for signed types
    /// and zero-extended for unsigned types narrower than 64 bits.
    Int(i64),
    /// `Char`
    Char(u8),
    /// `UniChar`
    UniChar(u32),
    /// `Float`, `SingleFloat`, `LongFloat`
    Float(f64),
    /// `Ptr`
    Ptr(Pointer),
    /// `Address`: of a static object, a function, or null.
    Address(Pointer),
    /// The content of an inlined container.
    Inline(Box<Payload>),
}

impl PartialEq for Value {
    /// Floats compare by their bits, so that `0.0` and `-0.0` differ and NaN equals itself.
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Void, Value::Void) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Int(a), Value::Int(b)) => a == b,
            (Value::Char(a), Value::Char(b)) => a == b,
            (Value::UniChar(a), Value::UniChar(b)) => a == b,
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
            (Value::Ptr(a), Value::Ptr(b)) | (Value::Address(a), Value::Address(b)) => a == b,
            (Value::Inline(a), Value::Inline(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl std::hash::Hash for Value {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Value::Void => {}
            Value::Bool(v) => v.hash(state),
            Value::Int(v) => v.hash(state),
            Value::Char(v) => v.hash(state),
            Value::UniChar(v) => v.hash(state),
            Value::Float(v) => v.to_bits().hash(state),
            Value::Ptr(p) | Value::Address(p) => p.hash(state),
            Value::Inline(payload) => payload.hash(state),
        }
    }
}

/// The content of a container.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Payload {
    /// One value for each field.
    Struct(Vec<Value>),
    /// One value for each item.
    Array(Vec<Value>),
    /// The items of an array of `Char` (or `UInt8`, `Int8`), compactly.
    Bytes(Vec<u8>),
    /// The items of an array of `UniChar`, compactly.
    Chars(Vec<u32>),
    /// Nothing (opaque).
    Opaque,
}

/// An object that exists before the program starts.
#[derive(Clone, Debug)]
pub struct StaticObject {
    /// What it is.
    pub ty: ContainerId,
    /// What it contains.
    pub payload: Payload,
    /// A name for people and for generated symbols.
    pub name: Option<Symbol>,
    /// The identity hash promised while translating (prebuilt dicts keyed by identity rely on it).
    pub identity_hash: Option<i64>,
    /// A thread-local or exported C name, for static data that C code shares.
    pub c_name: Option<Symbol>,
}

/// All static objects of a program. Objects may refer to each other in cycles: reserve with
/// [`StaticData::reserve`], then fill in.
#[derive(Clone, Debug, Default)]
pub struct StaticData {
    /// The objects.
    pub objects: Arena<DataId, StaticObject>,
}

impl StaticData {
    /// Adds an object.
    pub fn push(&mut self, ty: ContainerId, payload: Payload) -> DataId {
        self.objects.push(StaticObject { ty, payload, name: None, identity_hash: None, c_name: None })
    }

    /// Adds an object with all fields at their defaults (an array: empty).
    pub fn reserve(&mut self, types: &TypeTable, ty: ContainerId) -> DataId {
        let payload = default_payload(types, ty, 0);
        self.push(ty, payload)
    }
}

/// The zero value of a type.
pub fn default_value(types: &TypeTable, ty: LLType) -> Value {
    match ty {
        LLType::Void => Value::Void,
        LLType::Bool => Value::Bool(false),
        LLType::Char => Value::Char(0),
        LLType::UniChar => Value::UniChar(0),
        LLType::Signed
        | LLType::Unsigned
        | LLType::SignedLongLong
        | LLType::UnsignedLongLong
        | LLType::SignedLongLongLong
        | LLType::UnsignedLongLongLong
        | LLType::Int8
        | LLType::UInt8
        | LLType::Int16
        | LLType::UInt16
        | LLType::Int32
        | LLType::UInt32 => Value::Int(0),
        LLType::Float | LLType::SingleFloat | LLType::LongFloat => Value::Float(0.0),
        LLType::Address => Value::Address(Pointer::Null),
        LLType::Ptr(_) => Value::Ptr(Pointer::Null),
        LLType::Inline(id) => Value::Inline(Box::new(default_payload(types, id, 0))),
    }
}

/// The zero content of a container; `length` items where it is of variable size.
pub fn default_payload(types: &TypeTable, id: ContainerId, length: usize) -> Payload {
    payload_around(types, id, length, None)
}

/// [`default_payload`] of a struct, apart from its first field, which lies inside it and has this payload.
pub fn payload_around(
    types: &TypeTable,
    id: ContainerId,
    length: usize,
    mut first: Option<Payload>,
) -> Payload {
    let array = |item: LLType, length: usize| match item {
        LLType::Char | LLType::UInt8 | LLType::Int8 => Payload::Bytes(vec![0; length]),
        LLType::UniChar => Payload::Chars(vec![0; length]),
        other => Payload::Array(vec![default_value(types, other); length]),
    };
    match types.get(id) {
        Container::Struct(s) => Payload::Struct(
            s.fields
                .iter()
                .map(|f| match f.ty {
                    LLType::Inline(inner) => {
                        let payload = first.take().unwrap_or_else(|| default_payload(types, inner, length));
                        Value::Inline(Box::new(payload))
                    }
                    ty => default_value(types, ty),
                })
                .collect(),
        ),
        Container::Array(a) => array(a.item, length),
        Container::FixedArray { item, length, .. } => array(*item, *length as usize),
        Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => Payload::Opaque,
    }
}
