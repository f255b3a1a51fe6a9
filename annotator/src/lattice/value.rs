//! Annotations: what a variable may hold.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_flow::VarId;
use rpython_host::Obj;
use rpython_lltype::{ContainerId, LLType};

use super::{DictDefId, ListDefId};
use crate::{ClassDefId, DescId};

/// What a variable may hold: a set of values, and the one value if it is known. Cheap to clone.
///
/// Equality here is equality of representation; ids of merged lists and dicts compare unequal before
/// they are resolved ([`Annotated::same`](crate::Annotated::same) resolves them).
#[derive(Clone, PartialEq, Debug)]
pub struct SomeValue {
    /// The set.
    pub kind: Kind,
    /// The value, where there is only one. `None` itself ([`Kind::None`]) does without. Objects of value types
    /// (numbers, strings, tuples of them) are canonical: equal ones have equal handles.
    pub constant: Option<Obj>,
}

/// A set of values.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// No value: code that is not reached (yet).
    Impossible,
    /// `None`
    None,
    /// `True` or `False`, and what either says about other variables of the same block.
    Bool(Option<Rc<KnownTypes>>),
    /// An integer of this low-level type (`Signed` is `int`); `nonneg` if it is proven `>= 0`.
    Integer {
        /// The type.
        ty: LLType,
        /// Proven not to be negative (always so for unsigned types).
        nonneg: bool,
    },
    /// `float`
    Float,
    /// `r_singlefloat`
    SingleFloat,
    /// `r_longfloat`
    LongFloat,
    /// A string of one byte.
    Char {
        /// Proven not to be `'\0'`.
        no_nul: bool,
    },
    /// A byte string.
    Str {
        /// Proven not to contain `'\0'`.
        no_nul: bool,
        /// May be `None`.
        can_be_none: bool,
    },
    /// A unicode string of one code point.
    UniChar {
        /// Proven not to be `u'\0'`.
        no_nul: bool,
    },
    /// A unicode string.
    Unicode {
        /// Proven not to contain `u'\0'`.
        no_nul: bool,
        /// May be `None`.
        can_be_none: bool,
    },
    /// `bytearray`
    ByteArray {
        /// May be `None`.
        can_be_none: bool,
    },
    /// A list or `None`.
    List(ListDefId),
    /// A dict (of any kind) or `None`.
    Dict(DictDefId),
    /// A tuple of known length.
    Tuple(Rc<[SomeValue]>),
    /// What `iter` gives.
    Iterator(Rc<Iteration>),
    /// An instance of this class or of a class derived from it. `None`: of any class.
    Instance {
        /// The class.
        classdef: Option<ClassDefId>,
        /// May be `None`.
        can_be_none: bool,
        /// See [`InstanceFlags`].
        flags: InstanceFlags,
    },
    /// One of a set of things that exist before the program starts: functions, classes, bound methods, or
    /// frozen instances (`_freeze_`).
    Pbc(Rc<PbcSet>),
    /// A function that the compiler knows, by its id (`__builtin__.len`, `lltype.malloc`).
    Builtin(Symbol),
    /// A method of a built-in type, bound.
    BuiltinMethod(Rc<MethodValue>),
    /// A weak reference to an instance of this class.
    WeakRef(Option<ClassDefId>),
    /// `type(x)` for each of these variables of the same block, and the class they share.
    TypeOf(Rc<[VarId]>),
    /// A `property` read from a class.
    Property(Obj),
    /// A low-level pointer to this container.
    Ptr(ContainerId),
    /// A pointer into the inside of a container.
    InteriorPtr(Rc<InteriorPtr>),
    /// An ADT method of a low-level container, bound to a pointer.
    AdtMethod {
        /// Type of the pointer.
        ptr: ContainerId,
        /// The function.
        func: Obj,
    },
    /// `llmemory.Address`
    Address,
    /// `addr.signed`, `addr.char`...: indexing it reads memory as this type.
    AddressAccess(LLType),
    /// What the program handles through a `Controller` in place of the object itself.
    Controlled(Rc<Controlled>),
}

/// What the outcomes of a bool say about variables of the same block.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct KnownTypes {
    /// What holds if it is true.
    pub if_true: Vec<(VarId, SomeValue)>,
    /// What holds if it is false.
    pub if_false: Vec<(VarId, SomeValue)>,
}

impl KnownTypes {
    /// What holds in this outcome.
    pub fn of(&self, outcome: bool) -> &[(VarId, SomeValue)] {
        if outcome { &self.if_true } else { &self.if_false }
    }
}

/// Facts about the accesses that are allowed on an instance (virtualizables of the JIT).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Hash)]
pub struct InstanceFlags {
    /// `hint(x, access_directly=True)`
    pub access_directly: bool,
    /// `hint(x, fresh_virtualizable=True)`
    pub fresh_virtualizable: bool,
    /// A reference of the JIT to an instance (`virtual_ref(x)`): calling it gives the instance. Without a JIT it is the instance.
    pub virtual_ref: bool,
}

/// How an iterator walks its container.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum IterVariant {
    /// `iter(x)`: items, or the keys of a dict.
    Plain,
    /// `d.iterkeys()`
    Keys,
    /// `d.itervalues()`
    Values,
    /// `d.iteritems()`
    Items,
    /// `iterkeys_with_hash(d)`
    KeysWithHash,
    /// `iteritems_with_hash(d)`
    ItemsWithHash,
    /// `enumerate(x)`; the start, where it is not 0, is [`Iteration::start`].
    Enumerate,
    /// `reversed(x)`
    Reversed,
    /// `reversed` of a dict's keys and so on, by `reversed_dict`
    ReversedKeys,
    /// `zip` and `izip`: the container is the tuple of containers.
    Zip,
}

/// The content of [`Kind::Iterator`].
#[derive(Clone, PartialEq, Debug)]
pub struct Iteration {
    /// What is walked.
    pub container: SomeValue,
    /// How.
    pub variant: IterVariant,
    /// Start of an `enumerate`, if given.
    pub start: Option<SomeValue>,
}

/// The content of [`Kind::Controlled`].
#[derive(Clone, PartialEq, Debug)]
pub struct Controlled {
    /// The instance of `Controller` that says what operations do.
    pub controller: Obj,
    /// What is really there.
    pub real: SomeValue,
}

/// The content of [`Kind::Pbc`].
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct PbcSet {
    /// Its elements: sorted, without repetition, all of one kind, at least one.
    pub descs: Vec<DescId>,
    /// `None` too.
    pub can_be_none: bool,
}

/// The content of [`Kind::BuiltinMethod`].
#[derive(Clone, PartialEq, Debug)]
pub struct MethodValue {
    /// The method's name.
    pub name: Symbol,
    /// What it is bound to.
    pub this: SomeValue,
}

/// A step into a container.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum InteriorOffset {
    /// A field.
    Field(Symbol),
    /// An item, by an index known at run time.
    Item,
}

/// The content of [`Kind::InteriorPtr`].
#[derive(Clone, PartialEq, Eq, Debug, Hash)]
pub struct InteriorPtr {
    /// The container pointed into.
    pub parent: ContainerId,
    /// The steps.
    pub offsets: Vec<InteriorOffset>,
    /// What is reached.
    pub target: ContainerId,
}

impl From<Kind> for SomeValue {
    fn from(kind: Kind) -> SomeValue {
        SomeValue { kind, constant: None }
    }
}

impl SomeValue {
    /// No value.
    pub const IMPOSSIBLE: SomeValue = SomeValue { kind: Kind::Impossible, constant: None };
    /// `None`
    pub const NONE: SomeValue = SomeValue { kind: Kind::None, constant: None };
    /// Any bool.
    pub const BOOL: SomeValue = SomeValue { kind: Kind::Bool(None), constant: None };
    /// Any `int`.
    pub const INT: SomeValue = SomeValue::integer(LLType::Signed, false);
    /// An `int` that is not negative.
    pub const NONNEG: SomeValue = SomeValue::integer(LLType::Signed, true);
    /// `r_uint`
    pub const UINT: SomeValue = SomeValue::integer(LLType::Unsigned, true);
    /// Any `float`.
    pub const FLOAT: SomeValue = SomeValue { kind: Kind::Float, constant: None };
    /// Any byte string.
    pub const STR: SomeValue = SomeValue::str(false, false);
    /// Any byte.
    pub const CHAR: SomeValue = SomeValue { kind: Kind::Char { no_nul: false }, constant: None };
    /// Any unicode string.
    pub const UNICODE: SomeValue =
        SomeValue { kind: Kind::Unicode { no_nul: false, can_be_none: false }, constant: None };
    /// Any code point.
    pub const UNICHAR: SomeValue = SomeValue { kind: Kind::UniChar { no_nul: false }, constant: None };
    /// Any address.
    pub const ADDRESS: SomeValue = SomeValue { kind: Kind::Address, constant: None };

    /// An integer of a type.
    pub const fn integer(ty: LLType, nonneg: bool) -> SomeValue {
        SomeValue { kind: Kind::Integer { ty, nonneg }, constant: None }
    }

    /// A byte string.
    pub const fn str(no_nul: bool, can_be_none: bool) -> SomeValue {
        SomeValue { kind: Kind::Str { no_nul, can_be_none }, constant: None }
    }

    /// A tuple.
    pub fn tuple(items: impl Into<Rc<[SomeValue]>>) -> SomeValue {
        Kind::Tuple(items.into()).into()
    }

    /// An instance of a class.
    pub fn instance(classdef: ClassDefId, can_be_none: bool) -> SomeValue {
        Kind::Instance { classdef: Some(classdef), can_be_none, flags: InstanceFlags::default() }.into()
    }

    /// A low-level pointer.
    pub fn ptr(container: ContainerId) -> SomeValue {
        Kind::Ptr(container).into()
    }

    /// An iterator.
    pub fn iterator(container: SomeValue, variant: IterVariant) -> SomeValue {
        let container = match variant {
            IterVariant::Zip => container,
            _ => container.as_container(),
        };
        Kind::Iterator(Rc::new(Iteration { container, variant, start: None })).into()
    }

    /// What is walked by an iterator over this: a single character is walked as a string.
    pub(crate) fn as_container(&self) -> SomeValue {
        match self.kind {
            Kind::Char { no_nul } => Kind::Str { no_nul, can_be_none: false }.into(),
            Kind::UniChar { no_nul } => Kind::Unicode { no_nul, can_be_none: false }.into(),
            _ => self.without_const(),
        }
    }

    /// A bound method of a built-in type.
    pub fn builtin_method(name: Symbol, this: SomeValue) -> SomeValue {
        Kind::BuiltinMethod(Rc::new(MethodValue { name, this })).into()
    }

    /// With the one value it has.
    pub fn with_const(mut self, obj: Obj) -> SomeValue {
        self.constant = Some(obj);
        self
    }

    /// Another set with the same knowledge of the value.
    pub fn map_kind(self, kind: Kind) -> SomeValue {
        SomeValue { kind, constant: self.constant }
    }

    /// The same set without knowledge of the value (`None` stays `None`).
    pub fn without_const(&self) -> SomeValue {
        SomeValue { kind: self.kind.clone(), constant: None }
    }

    /// Without what a bool says about variables: for values that leave their graph.
    pub fn without_known_types(&self) -> SomeValue {
        match &self.kind {
            Kind::Bool(Some(_)) => SomeValue { kind: Kind::Bool(None), constant: self.constant },
            _ => self.clone(),
        }
    }

    /// Whether it is the empty set.
    pub fn is_impossible(&self) -> bool {
        matches!(self.kind, Kind::Impossible)
    }

    /// Whether it is `None` and nothing else.
    pub fn is_none(&self) -> bool {
        matches!(self.kind, Kind::None)
    }

    /// Whether the value is known (`None` counts).
    pub fn is_constant(&self) -> bool {
        self.constant.is_some() || self.is_none()
    }

    /// Whether the value is known and cannot change its content, so that operations on it can be folded.
    pub fn is_immutable_constant(&self) -> bool {
        self.is_constant() && self.is_immutable()
    }

    /// Whether values of this kind have no content that changes.
    pub fn is_immutable(&self) -> bool {
        match &self.kind {
            Kind::None
            | Kind::Bool(_)
            | Kind::Integer { .. }
            | Kind::Float
            | Kind::SingleFloat
            | Kind::LongFloat
            | Kind::Char { .. }
            | Kind::Str { .. }
            | Kind::UniChar { .. }
            | Kind::Unicode { .. }
            | Kind::Pbc(_)
            | Kind::Builtin(_)
            | Kind::TypeOf(_)
            | Kind::Property(_)
            | Kind::Address => true,
            Kind::Tuple(items) => items.iter().all(SomeValue::is_immutable),
            Kind::Impossible
            | Kind::ByteArray { .. }
            | Kind::List(_)
            | Kind::Dict(_)
            | Kind::Iterator(_)
            | Kind::Instance { .. }
            | Kind::BuiltinMethod(_)
            | Kind::WeakRef(_)
            | Kind::Ptr(_)
            | Kind::InteriorPtr(_)
            | Kind::AdtMethod { .. }
            | Kind::AddressAccess(_)
            | Kind::Controlled(_) => false,
        }
    }

    /// Whether `None` is among the values.
    pub fn can_be_none(&self) -> bool {
        match &self.kind {
            Kind::None | Kind::List(_) | Kind::Dict(_) | Kind::Iterator(_) | Kind::WeakRef(_) => true,
            Kind::Str { can_be_none, .. }
            | Kind::Unicode { can_be_none, .. }
            | Kind::ByteArray { can_be_none }
            | Kind::Instance { can_be_none, .. } => *can_be_none,
            Kind::Pbc(set) => set.can_be_none,
            Kind::Controlled(c) => c.real.can_be_none(),
            Kind::Impossible
            | Kind::Bool(_)
            | Kind::Integer { .. }
            | Kind::Float
            | Kind::SingleFloat
            | Kind::LongFloat
            | Kind::Char { .. }
            | Kind::UniChar { .. }
            | Kind::Tuple(_)
            | Kind::Builtin(_)
            | Kind::BuiltinMethod(_)
            | Kind::TypeOf(_)
            | Kind::Property(_)
            | Kind::Ptr(_)
            | Kind::InteriorPtr(_)
            | Kind::AdtMethod { .. }
            | Kind::Address
            | Kind::AddressAccess(_) => false,
        }
    }

    /// The set with `None` added, or `None` where values of this kind never stand beside it.
    pub fn noneify(&self) -> Option<SomeValue> {
        let kind = match &self.kind {
            Kind::Impossible | Kind::None => Kind::None,
            Kind::Char { no_nul } => Kind::Str { no_nul: *no_nul, can_be_none: true },
            Kind::Str { no_nul, .. } => Kind::Str { no_nul: *no_nul, can_be_none: true },
            Kind::UniChar { no_nul } => Kind::Unicode { no_nul: *no_nul, can_be_none: true },
            Kind::Unicode { no_nul, .. } => Kind::Unicode { no_nul: *no_nul, can_be_none: true },
            Kind::ByteArray { .. } => Kind::ByteArray { can_be_none: true },
            Kind::List(_) | Kind::Dict(_) | Kind::Iterator(_) => self.kind.clone(),
            Kind::Instance { classdef, flags, .. } => {
                Kind::Instance { classdef: *classdef, can_be_none: true, flags: *flags }
            }
            Kind::Pbc(set) => Kind::Pbc(Rc::new(PbcSet { descs: set.descs.clone(), can_be_none: true })),
            Kind::WeakRef(_) => self.kind.clone(),
            Kind::Controlled(c) => {
                let real = c.real.noneify()?;
                Kind::Controlled(Rc::new(Controlled { controller: c.controller, real }))
            }
            Kind::Bool(_)
            | Kind::Integer { .. }
            | Kind::Float
            | Kind::SingleFloat
            | Kind::LongFloat
            | Kind::Tuple(_)
            | Kind::Builtin(_)
            | Kind::BuiltinMethod(_)
            | Kind::TypeOf(_)
            | Kind::Property(_)
            | Kind::Ptr(_)
            | Kind::InteriorPtr(_)
            | Kind::AdtMethod { .. }
            | Kind::Address
            | Kind::AddressAccess(_) => return None,
        };
        Some(kind.into())
    }

    /// The set without `None`; the empty set for `None` itself.
    pub fn nonnoneify(&self) -> SomeValue {
        let kind = match &self.kind {
            Kind::None => return SomeValue::IMPOSSIBLE,
            Kind::Str { no_nul, can_be_none: true } => Kind::Str { no_nul: *no_nul, can_be_none: false },
            Kind::Unicode { no_nul, can_be_none: true } => {
                Kind::Unicode { no_nul: *no_nul, can_be_none: false }
            }
            Kind::ByteArray { can_be_none: true } => Kind::ByteArray { can_be_none: false },
            Kind::Instance { classdef, can_be_none: true, flags } => {
                Kind::Instance { classdef: *classdef, can_be_none: false, flags: *flags }
            }
            Kind::Pbc(set) if set.can_be_none => {
                Kind::Pbc(Rc::new(PbcSet { descs: set.descs.clone(), can_be_none: false }))
            }
            _ => return self.clone(),
        };
        SomeValue { kind, constant: self.constant }
    }

    /// The list's id, if it is a list.
    pub fn as_list(&self) -> Option<ListDefId> {
        match self.kind {
            Kind::List(id) => Some(id),
            _ => None,
        }
    }

    /// The class, if it is an instance.
    pub fn as_instance(&self) -> Option<ClassDefId> {
        match self.kind {
            Kind::Instance { classdef, .. } => classdef,
            _ => None,
        }
    }

    /// The set, if it is one of prebuilt things.
    pub fn as_pbc(&self) -> Option<&PbcSet> {
        match &self.kind {
            Kind::Pbc(set) => Some(set),
            _ => None,
        }
    }
}

impl SomeValue {
    /// With the one value it has, if that is known.
    pub fn with_optional_const(mut self, obj: Option<Obj>) -> SomeValue {
        self.constant = obj;
        self
    }
}
