//! What the annotator knows about functions, methods, classes and frozen instances: the things that variables of
//! kind [`Pbc`](crate::Kind::Pbc) stand for.

use indexmap::IndexMap;
use rpython_base::{Span, Symbol, define_id};
use rpython_host::Obj;

use crate::lattice::InstanceFlags;
use crate::{AccessFamilyId, Annotated, CallFamilyId, ClassDefId, GraphId, SomeValue};

define_id!(
    /// A function, method, class or frozen instance.
    DescId,
    "desc"
);

/// A prebuilt thing.
#[derive(Clone, Debug)]
pub enum Desc {
    /// A function.
    Function(Box<FunctionDesc>),
    /// A function found through a class, with or without an instance.
    Method(MethodDesc),
    /// A class.
    Class(Box<ClassDesc>),
    /// An instance that is a constant with constant attributes: `_freeze_`, a module, a low-level type.
    Frozen(FrozenDesc),
    /// A method of a frozen instance.
    MethodOfFrozen(MethodOfFrozenDesc),
}

/// How parameters of a function are named.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Signature {
    /// Positional parameters.
    pub params: Vec<Symbol>,
    /// Name of `*args`.
    pub star: Option<Symbol>,
    /// Name of `**kwargs`; RPython calls never fill it.
    pub starstar: Option<Symbol>,
    /// Values of the last parameters.
    pub defaults: Vec<Obj>,
}

/// How calls of a function are distributed over copies of its graph.
#[derive(Clone, PartialEq, Debug)]
pub enum Specialization {
    /// One graph for all calls (one for each length of `*args`).
    Default,
    /// One for each combination of constants at these positions.
    Arg(Vec<usize>),
    /// The same, and one for all that are not constant.
    ArgOrVar(Vec<usize>),
    /// One for each combination of kinds at these positions.
    ArgType(Vec<usize>),
    /// One copy for single characters, and one for all else.
    ArgChar(Vec<usize>),
    /// One for each item kind of the list at these positions.
    ArgListItemType(Vec<usize>),
    /// `specialize:arglltype`: the constant low-level type at a position.
    CallLocation,
    /// Computed while translating, for all values of the arguments.
    Memo,
    /// One for each combination of low-level types.
    Ll,
    /// The same, and of constants at these positions.
    LlAndArg(Vec<usize>),
    /// One for each combination of classes of `self` (`specialize:ctr_location`).
    CtrLocation,
    /// The program's policy chooses, by its method of this name.
    Policy(Symbol),
}

/// A function.
#[derive(Clone, Debug)]
pub struct FunctionDesc {
    /// The function object; none for what the translator makes up.
    pub func: Option<Obj>,
    /// Its name.
    pub name: Symbol,
    /// Its `def`.
    pub span: Span,
    /// Its parameters.
    pub signature: Signature,
    /// How it is specialized.
    pub special: Specialization,
    /// Its graphs by key: `()` of an unspecialized one.
    pub graphs: IndexMap<SpecKey, GraphId, rustc_hash::FxBuildHasher>,
    /// Functions that are called from the same places.
    pub family: CallFamilyId,
    /// An id of the table of functions that the compiler knows; the graph is not looked at.
    pub intrinsic: Option<Symbol>,
}

/// Which copy of a function.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct SpecKey(pub Vec<SpecItem>);

/// A part of a [`SpecKey`].
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum SpecItem {
    /// The constant at the position is this object.
    Const(Obj),
    /// The argument is not constant.
    Var,
    /// The argument has this type, named for people.
    Type(Symbol),
    /// An instance of this class.
    Class(ClassDefId),
    /// A prebuilt thing of this set.
    Pbc(Vec<DescId>),
    /// `*args` has this length.
    Star(u32),
    /// The call is here.
    Location(Span),
    /// The call is this op of this graph.
    Site(GraphId, Span),
    /// The low-level type.
    LLType(rpython_lltype::LLType),
    /// The argument is `None`.
    None,
    /// Made after the other copies were finished, for what they do not take.
    Late(u32),
    /// The copy of this number that the program's policy chose.
    Policy(u32),
    /// A virtualizable accessed directly; the copy gets its own graphs.
    AccessDirectly,
}

/// A function found through a class.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MethodDesc {
    /// The function.
    pub func: DescId,
    /// The class in whose `__dict__` it is.
    pub origin: ClassDefId,
    /// The class of the instance it is bound to; not bound yet if none.
    pub this: Option<ClassDefId>,
    /// The name it was found by.
    pub name: Symbol,
    /// Of the instance.
    pub flags: InstanceFlags,
}

/// A class.
#[derive(Clone, Debug)]
pub struct ClassDesc {
    /// The class object.
    pub class: Obj,
    /// Its name.
    pub name: Symbol,
    /// The class statement.
    pub span: Span,
    /// The base class, unless that is `object`.
    pub base: Option<DescId>,
    /// What is in its `__dict__` (and in those of its mixins), as far as programs can see it.
    pub dict: IndexMap<Symbol, Obj, rustc_hash::FxBuildHasher>,
    /// The definition for instances; made when first needed. (`_annspecialcase_` classes have several.)
    pub classdef: Option<ClassDefId>,
    /// `_attrs_` and `__slots__`, own and inherited: no other attribute may appear.
    pub enforced_attrs: Option<Vec<Symbol>>,
    /// `_immutable_fields_`: names with suffixes `[*]`, `?`, `?[*]`.
    pub immutable_fields: Vec<Symbol>,
    /// `_immutable_`
    pub immutable: bool,
    /// `_immutable_ = None`: this class is not, whatever its bases are.
    pub immutable_taken_back: bool,
    /// `_alloc_flavor_`, `gc` if not given.
    pub alloc_flavor: Symbol,
    /// Classes that are called from the same places.
    pub family: CallFamilyId,
    /// Attribute families: classes whose class attribute of this name is read at the same places.
    pub attr_families: IndexMap<Symbol, AccessFamilyId, rustc_hash::FxBuildHasher>,
}

/// A frozen instance.
#[derive(Clone, Debug)]
pub struct FrozenDesc {
    /// The object.
    pub obj: Obj,
    /// Frozen instances whose attributes are read at the same places.
    pub access: AccessFamilyId,
}

/// A method of a frozen instance.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct MethodOfFrozenDesc {
    /// The function.
    pub func: DescId,
    /// The instance.
    pub frozen: DescId,
}

impl Desc {
    /// The object it is, where it is one.
    pub fn constant(&self) -> Option<Obj> {
        match self {
            Desc::Function(f) => f.func,
            Desc::Class(c) => Some(c.class),
            Desc::Frozen(f) => Some(f.obj),
            Desc::Method(_) | Desc::MethodOfFrozen(_) => None,
        }
    }

    /// Whether it is a class.
    pub fn is_class(&self) -> bool {
        matches!(self, Desc::Class(_))
    }

    /// The function, if it is one.
    pub fn as_function(&self) -> Option<&FunctionDesc> {
        match self {
            Desc::Function(f) => Some(f),
            _ => None,
        }
    }

    /// The class, if it is one.
    pub fn as_class(&self) -> Option<&ClassDesc> {
        match self {
            Desc::Class(c) => Some(c),
            _ => None,
        }
    }

    /// What it is, for messages: `function f`, `class A`.
    pub fn describe(&self, annotated: &Annotated) -> String {
        match self {
            Desc::Function(f) => format!("function {}", f.name.as_str()),
            Desc::Method(m) => {
                format!("method {}.{}", annotated.classdefs[m.origin].name.as_str(), m.name.as_str())
            }
            Desc::Class(c) => format!("class {}", c.name.as_str()),
            Desc::Frozen(_) => "prebuilt constant".to_owned(),
            Desc::MethodOfFrozen(m) => annotated.descs[m.func].describe(annotated),
        }
    }
}

impl ClassDesc {
    /// Whether calling it needs no `__init__` to be known: no class in its line has one.
    pub fn has_own(&self, name: Symbol) -> bool {
        self.dict.contains_key(&name)
    }
}

/// Attributes of frozen instances that are read at the same places, with the annotation of each attribute.
#[derive(Clone, Debug, Default)]
pub struct AccessAttrs {
    /// Annotation by name.
    pub attrs: IndexMap<Symbol, SomeValue, rustc_hash::FxBuildHasher>,
}
