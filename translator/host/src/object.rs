//! What objects are.
//!
//! One enum, [`Object`], one arena. Large variants are boxed so that an entry stays small.

use std::rc::Rc;

use indexmap::IndexMap;
use num_bigint::BigInt;
use rpython_base::{Span, Symbol, define_id};
use rpython_bytecode::Code;
use rpython_lltype::{ContainerId, LLType};

pub use crate::dictdata::DictData;

define_id!(
    /// A live object. Equality of handles is Python's `is`.
    Obj,
    "o"
);

impl Obj {
    /// No object: an unbound local variable or an empty slot. Never visible to programs.
    pub const UNBOUND: Obj = Obj(0);
    /// `None`
    pub const NONE: Obj = Obj(1);
    /// `True`
    pub const TRUE: Obj = Obj(2);
    /// `False`
    pub const FALSE: Obj = Obj(3);
    /// `NotImplemented`
    pub const NOT_IMPLEMENTED: Obj = Obj(4);
    /// `Ellipsis`
    pub const ELLIPSIS: Obj = Obj(5);
}

/// Insertion-ordered attributes of an instance, class, module or function.
pub type AttrMap = IndexMap<Symbol, Obj, rustc_hash::FxBuildHasher>;

/// An object's type and content.
#[derive(Debug)]
pub enum Object {
    /// `None`
    None,
    /// `Ellipsis`
    Ellipsis,
    /// `NotImplemented`
    NotImplemented,
    /// `True`, `False`: two objects only.
    Bool(bool),
    /// `int`: fits the target's word.
    Int(i64),
    /// `long`, of any size.
    Long(BigInt),
    /// `r_uint`, `r_longlong`, `r_int32`...: an integer of a fixed low-level type, kept in its range.
    RInt(LLType, i128),
    /// `r_singlefloat`: its bits are those of the `f32`.
    SingleFloat(f32),
    /// `r_longfloat`
    LongFloat(f64),
    /// `float`
    Float(f64),
    /// `complex`
    Complex(f64, f64),
    /// `str`: bytes.
    Str(Rc<[u8]>),
    /// `unicode`: code points.
    Unicode(Rc<[u32]>),
    /// `bytearray`
    ByteArray(Vec<u8>),
    /// `tuple`
    Tuple(Rc<[Obj]>),
    /// `list`
    List(Vec<Obj>),
    /// `dict`
    Dict(Box<DictData>),
    /// `set`; the values of the dict are `None`.
    Set(Box<DictData>),
    /// `frozenset`
    FrozenSet(Box<DictData>),
    /// `slice(start, stop, step)`
    Slice(Box<[Obj; 3]>),
    /// `xrange(start, stop, step)`
    XRange(i64, i64, i64),
    /// A closure cell.
    Cell(Option<Obj>),
    /// A code object.
    Code(Rc<Code>),
    /// A function defined by `def` or `lambda`.
    Function(Box<FunctionData>),
    /// `instance.method`, or `Class.method` with `this` = None.
    BoundMethod(MethodData),
    /// A function or method implemented in Rust.
    Builtin(Box<BuiltinData>),
    /// A module.
    Module(Box<ModuleData>),
    /// A class: new-style, old-style, or built in.
    Class(Box<ClassData>),
    /// An instance of a class defined in Python (also of exceptions).
    Instance(Box<InstanceData>),
    /// `property(fget, fset, fdel, doc)`
    Property(Box<[Obj; 4]>),
    /// `staticmethod(f)`
    StaticMethod(Obj),
    /// `classmethod(f)`
    ClassMethod(Obj),
    /// `super(class, instance-or-class)`
    Super(Obj, Obj),
    /// A weak reference (its referent; the arena decides about its life).
    WeakRef(Obj),
    /// The live `__dict__` of a module, class, instance or function: reads and writes its [`AttrMap`].
    AttrDict(Obj),
    /// The local namespace of a class body under execution.
    Namespace(Box<AttrMap>),
    /// An iterator, generator, file, frame, traceback or another object of the evaluator alone:
    /// later stages reject constants of this kind.
    Internal(Box<dyn Internal>),
    /// A low-level type: `lltype.Signed`, `lltype.GcStruct(...)`, `lltype.Ptr(...)`. A bare container
    /// type is `LLType::Inline`.
    LLType(LLType),
    /// A low-level pointer, possibly NULL.
    LLPtr(Box<LLPtrData>),
    /// A low-level container made at import time by `lltype.malloc`.
    LLContainer(Box<LLContainerData>),
    /// A `llmemory` address known at import time: of a container, or NULL (`None` object).
    Address(Obj),
}

/// Objects that only the evaluator uses.
///
/// Their methods lie in the dict of [`Internal::class`] as [`Object::Builtin`]s, which find the data by
/// [`Host::internal`](crate::Host::internal); computed attributes as [`Object::Property`] with built-in getters.
pub trait Internal: std::fmt::Debug + std::any::Any {
    /// The class it reports as its type.
    fn class(&self) -> Obj;
    /// Whether it has [`Internal::next`], so that `iter(x)` is `x`.
    fn is_iterator(&self) -> bool {
        false
    }
    /// The next item, or `None` at the end. The object is taken out of the arena meanwhile.
    fn next(&mut self, host: &mut crate::Host) -> Result<Option<Obj>, Raised> {
        let _ = host;
        Ok(None)
    }
    /// Handles it holds, for the collector.
    fn trace(&self, visit: &mut dyn FnMut(Obj));
    /// For downcasts.
    fn as_any(&self) -> &dyn std::any::Any;
    /// For downcasts.
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any;
}

/// A Python function.
#[derive(Debug, Clone)]
pub struct FunctionData {
    /// `func_name`; may be changed after creation.
    pub name: Symbol,
    /// `func_code`
    pub code: Rc<Code>,
    /// `func_globals`: a module's dict, as the module object or a dict object.
    pub globals: Obj,
    /// `func_defaults`
    pub defaults: Vec<Obj>,
    /// `func_closure`: cells
    pub closure: Vec<Obj>,
    /// `__module__`
    pub module: Obj,
    /// `func_doc`
    pub doc: Obj,
    /// `func_dict`: attributes such as `_annspecialcase_`, `_always_inline_`, `_elidable_function_`.
    /// A library function that the compiler must understand itself carries its id as the attribute
    /// `_intrinsic_` (a str such as `rarithmetic.intmask`).
    pub attrs: AttrMap,
}

/// A bound or unbound method.
#[derive(Debug, Clone, Copy)]
pub struct MethodData {
    /// The function (or other callable).
    pub func: Obj,
    /// `im_self`; `None` object if unbound.
    pub this: Obj,
    /// `im_class`
    pub class: Obj,
}

/// A function implemented in Rust.
#[derive(Debug, Clone, Copy)]
pub struct BuiltinData {
    /// Where it is found: `__builtin__.len`, `os.write`, `math.sin`, `str.join`. The key of the
    /// annotator's tables.
    pub qualname: Symbol,
    /// What it does.
    pub func: BuiltinFn,
    /// The object it is bound to, for methods.
    pub this: Option<Obj>,
}

/// Implementation of a built-in: positional arguments (the bound object first), keywords.
pub type BuiltinFn = fn(&mut crate::Host, &[Obj], &[(Symbol, Obj)]) -> Result<Obj, Raised>;

/// A module.
#[derive(Debug, Clone)]
pub struct ModuleData {
    /// Dotted name.
    pub name: Symbol,
    /// Its namespace.
    pub dict: AttrMap,
}

/// How a class came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClassKind {
    /// Implemented in Rust: `int`, `list`, `object`, `Exception`.
    Builtin,
    /// Derived from `object`.
    NewStyle,
    /// An old-style class.
    OldStyle,
}

/// A class.
#[derive(Debug, Clone)]
pub struct ClassData {
    /// `__name__`
    pub name: Symbol,
    /// `__module__`, as a name.
    pub module: Symbol,
    /// See [`ClassKind`].
    pub kind: ClassKind,
    /// `__bases__`
    pub bases: Vec<Obj>,
    /// `__mro__`, the class itself first.
    pub mro: Vec<Obj>,
    /// `__dict__`
    pub dict: AttrMap,
    /// The metaclass.
    pub metaclass: Obj,
    /// The built-in class whose native content instances have (`list` for `class L(list)`).
    pub native_base: Option<Obj>,
    /// Whether instances take any attribute; not if all classes but `object` have `__slots__`.
    pub has_dict: bool,
    /// Where the class statement is, for diagnostics.
    pub span: Span,
}

/// An instance of a Python class.
#[derive(Debug, Clone)]
pub struct InstanceData {
    /// Its class.
    pub class: Obj,
    /// `__dict__` and slots.
    pub attrs: AttrMap,
    /// Native content, for instances of subclasses of built-in classes: the plain object.
    pub native: Option<Obj>,
}

/// A low-level pointer.
#[derive(Debug, Clone)]
pub struct LLPtrData {
    /// What it points to by type: its own type is `LLType::Ptr(pointee)`.
    pub pointee: ContainerId,
    /// What it points to.
    pub target: LLTarget,
}

/// The target of a low-level pointer known at import time.
#[derive(Debug, Clone)]
pub enum LLTarget {
    /// NULL
    Null,
    /// An [`Object::LLContainer`].
    Container(Obj),
    /// A part of one: field and item indices from outside in.
    Part(Obj, Rc<[u32]>),
    /// A function: RPython function object (`llhelper`, `functionptr` with a graph).
    Function(Obj),
    /// An external function as `rffi.llexternal` describes it.
    External(Rc<ExternalData>),
    /// A high-level instance cast to a low-level pointer or `GCREF`.
    Instance(Obj),
    /// An integer cast to a pointer, or what C gave: an address in memory.
    Int(i64),
}

/// A container made at import time.
#[derive(Debug, Clone)]
pub struct LLContainerData {
    /// Its type.
    pub ty: ContainerId,
    /// One object for each field or item: ints, floats, one-character strs, `LLPtr`s, nested
    /// `LLContainer`s for inlined parts.
    pub parts: Vec<Obj>,
    /// Where its content lies while the program runs untranslated and C knows it; else 0, and `parts` are the content.
    pub address: u64,
    /// Freed by `lltype.free`.
    pub freed: bool,
    /// Flavor `raw`, and whether its leak is to be tracked.
    pub raw: bool,
    /// `immortal=True`
    pub immortal: bool,
}

/// An external C function as declared at import time.
#[derive(Debug, Clone)]
pub struct ExternalData {
    /// C name.
    pub name: Symbol,
    /// Function type.
    pub ty: ContainerId,
    /// Everything else that `llexternal` was told, by keyword (`compilation_info`, `macro`,
    /// `save_err`, `releasegil`, ...), as objects.
    pub options: Vec<(Symbol, Obj)>,
}

/// A Python exception on its way: the normal error type of everything the evaluator does.
#[derive(Debug, Clone)]
pub struct Raised {
    /// The exception's class.
    pub class: Obj,
    /// The instance (or `None` object while not normalized).
    pub value: Obj,
    /// Places it passed, innermost first: function name and position.
    pub traceback: Vec<(Symbol, Span)>,
}
