//! Calls: how arguments meet parameters, and which functions are called from which places.

use indexmap::IndexMap;
use rpython_base::{Symbol, define_id};
use rpython_host::Obj;

use crate::{ClassDefId, DescId, DictDefId, GraphId, Signature};
use rpython_flow::BlockId;

define_id!(
    /// Functions that are called from the same places.
    CallFamilyId,
    "calls"
);

/// The form of a call's arguments.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct CallShape {
    /// Number of positional arguments, `self` of a method included, the items of a `*args` tuple included.
    pub positional: u32,
    /// Names of keyword arguments, in the order of the call.
    pub keywords: Vec<Symbol>,
}

/// Where a parameter's value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ArgSource {
    /// This positional argument.
    Positional(usize),
    /// This keyword argument, by its index in [`CallShape::keywords`].
    Keyword(usize),
    /// A default value.
    Default(Obj),
}

/// What is wrong with a call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CallMismatch {
    /// Fewer or more positional arguments than parameters: (least, most or no limit, given).
    Count(usize, Option<usize>, usize),
    /// No value for this parameter.
    Missing(Symbol),
    /// No parameter of this name.
    UnknownKeyword(Symbol),
    /// Two values for this parameter.
    Twice(Symbol),
}

impl Signature {
    /// For each parameter where its value comes from; then the positional arguments that `*args` takes.
    pub fn match_shape(&self, shape: &CallShape) -> Result<(Vec<ArgSource>, Vec<usize>), CallMismatch> {
        let given = shape.positional as usize;
        let count = self.params.len();
        let count_error = || {
            let most = self.star.is_none().then_some(count);
            CallMismatch::Count(count - self.defaults.len().min(count), most, given + shape.keywords.len())
        };
        if given > count && self.star.is_none() {
            return Err(count_error());
        }
        let mut sources: Vec<Option<ArgSource>> =
            (0..count).map(|i| (i < given).then_some(ArgSource::Positional(i))).collect();
        for (k, &name) in shape.keywords.iter().enumerate() {
            let Some(at) = self.params.iter().position(|&p| p == name) else {
                return Err(CallMismatch::UnknownKeyword(name));
            };
            if sources[at].is_some() {
                return Err(CallMismatch::Twice(name));
            }
            sources[at] = Some(ArgSource::Keyword(k));
        }
        let first_default = count - self.defaults.len().min(count);
        let mut result = Vec::with_capacity(count);
        for (i, source) in sources.into_iter().enumerate() {
            match source {
                Some(source) => result.push(source),
                None if i >= first_default => {
                    result.push(ArgSource::Default(self.defaults[i - first_default]))
                }
                None if shape.keywords.is_empty() => return Err(count_error()),
                None => return Err(CallMismatch::Missing(self.params[i])),
            }
        }
        Ok((result, (count.min(given)..given).collect()))
    }
}

/// For each function that one call may reach, its graph.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CallRow {
    /// Function and graph, sorted by function.
    pub targets: Vec<(DescId, GraphId)>,
}

impl CallRow {
    /// The graph of a function in this row.
    pub fn graph(&self, func: DescId) -> Option<GraphId> {
        self.targets.iter().find(|(d, _)| *d == func).map(|&(_, g)| g)
    }
}

/// Functions that are called from the same places. All graphs of a row have the same annotations of
/// parameters and result when annotation is finished.
#[derive(Clone, Debug, Default)]
pub struct CallFamily {
    /// The functions (or classes), sorted.
    pub members: Vec<DescId>,
    /// By the form of the call: which graph each function gets. More rows than one where functions
    /// are specialized.
    pub tables: IndexMap<CallShape, Vec<CallRow>, rustc_hash::FxBuildHasher>,
    /// The program calls its members, through a set or directly.
    pub called: bool,
}

/// What a call op reaches.
#[derive(Clone, PartialEq, Debug)]
pub struct CallSite {
    /// What is called.
    pub kind: CallSiteKind,
    /// The form, with `self`.
    pub shape: CallShape,
    /// The family of the functions.
    pub family: Option<CallFamilyId>,
    /// Functions with their graphs. For classes: their `__init__`s.
    pub row: CallRow,
    /// Number of positional arguments that `*args` of the call contributed.
    pub star_items: u32,
}

/// What is called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CallSiteKind {
    /// Functions.
    Functions,
    /// Bound methods: `self` comes from the callee.
    Methods,
    /// Methods of frozen instances: `self` is the instance.
    FrozenMethods,
    /// Classes: makes an instance and calls `__init__`.
    Classes,
    /// Functions computed while translating; see [`Annotated::memo`](crate::Annotated::memo).
    Memo,
    /// A function that the compiler knows, by its id.
    Builtin(Symbol),
    /// A method of a built-in type.
    BuiltinMethod(Symbol),
}

/// A call that no call op of a graph stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExtraCall {
    /// Key equality of an `r_dict`: `(key, key)`.
    DictEq(DictDefId),
    /// Hash of an `r_dict`: `(key)`.
    DictHash(DictDefId),
    /// `__del__` of a class: `(self)`.
    Destructor(ClassDefId),
    /// By a built-in function called by this op, for this purpose.
    Op(GraphId, BlockId, u32, Symbol),
}
