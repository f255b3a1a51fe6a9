//! Representations: how values of an annotation look at the low level.

use std::rc::Rc;

use rpython_annotator::lattice::InteriorPtr;
use rpython_annotator::{
    AccessFamilyId, CallFamilyId, ClassDefId, DescId, DictDefId, IterVariant, ListDefId,
};
use rpython_base::{Symbol, define_id};
use rpython_host::Obj;
use rpython_lltype::{ContainerId, LLType};

define_id!(
    /// A representation. Equal annotations (as far as their low-level form is concerned) have equal ids.
    ReprId,
    "r"
);

/// A representation. Ids of lists and dicts are those of representatives.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Repr {
    /// No value ever.
    Impossible,
    /// `None` and nothing else: `Void`.
    None,
    /// `Bool`
    Bool,
    /// An integer of this type.
    Int(LLType),
    /// `Float`
    Float,
    /// `SingleFloat`
    SingleFloat,
    /// `LongFloat`
    LongFloat,
    /// `Char`
    Char,
    /// `UniChar`
    UniChar,
    /// Pointer to `rpy_string`; null is `None`.
    Str,
    /// Pointer to `rpy_unicode`; null is `None`.
    Unicode,
    /// Mutable bytes.
    ByteArray,
    /// Pointer to an immutable GcStruct with fields `item0`...; `Void` if there are none.
    Tuple(Rc<[ReprId]>),
    /// See `reprs/list.rs`.
    List(ListDefId),
    /// See `reprs/dict.rs`.
    Dict(DictDefId),
    /// See `reprs/iter.rs`.
    Iter(Rc<IterRepr>),
    /// Pointer to an instance of the class (`None`: of any class); null is `None`.
    Instance(Option<ClassDefId>),
    /// `type(x)` or one of several classes: pointer to a vtable; null is `None`.
    Type,
    /// One function that is known: `Void`.
    Function(DescId),
    /// One of several functions of a call family (or `None`): a function pointer, or a pointer to a struct
    /// with one for each form of call.
    Functions(CallFamilyId),
    /// One class that is known: `Void`. Where the class is one of several it is a [`Repr::Type`].
    Class(DescId),
    /// A frozen instance that is known: `Void`.
    Frozen(DescId),
    /// One of several frozen instances (or `None`): a pointer to a struct of what is read from them.
    FrozenSet(AccessFamilyId),
    /// One of several frozen instances of which nothing is read (or functions that are never called, or
    /// `None`): an address that only identifies it.
    Identity,
    /// Bound methods of this name: the instance. Which methods they can be is in the annotation.
    Methods(Symbol, ReprId),
    /// A function bound to one of several frozen instances: that instance.
    MethodsOfFrozen(DescId, ReprId),
    /// A function that the compiler knows: `Void`.
    Builtin(Symbol),
    /// A method of a built-in type: what it is bound to.
    BuiltinMethod(Symbol, ReprId),
    /// Weak reference.
    WeakRef(Option<ClassDefId>),
    /// A property object read from a class: `Void`.
    Property(Obj),
    /// A low-level pointer.
    Ptr(ContainerId),
    /// A pointer to a part of a container that is kept as pointer and indices.
    InteriorPtr(Rc<InteriorPtr>),
    /// An ADT method bound to a pointer.
    AdtMethod(ContainerId, Obj),
    /// `Address`
    Address,
    /// `addr.signed`: the address.
    AddressAccess(LLType),
}

/// An iterator.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct IterRepr {
    /// What it walks.
    pub container: ReprId,
    /// How.
    pub variant: IterVariant,
    /// Start of an `enumerate`, if given.
    pub start: Option<ReprId>,
}
