//! What annotation produces.

use indexmap::IndexMap;
use rpython_base::{Arena, FastMap, Span, Symbol, define_id};
use rpython_flow::{BlockId, FunctionGraph, Operand, Terminator, VarId};
use rpython_host::Obj;
use rpython_lltype::ContainerId;
use rustc_hash::FxBuildHasher;

use crate::descs::SpecKey;
use crate::lattice::UnionFind;
use crate::{
    CallFamily, CallFamilyId, CallShape, CallSite, ClassDef, ClassDefId, Desc, DescId, DictDef, DictDefId,
    ListDef, ListDefId, SomeValue,
};

define_id!(
    /// A flow graph in the program: a function, or one of its specialized copies.
    GraphId,
    "g"
);
define_id!(
    /// Frozen instances (or classes, for one attribute) that are accessed at the same places.
    AccessFamilyId,
    "access"
);

/// A block of a graph.
pub type Position = (GraphId, BlockId);

/// Prebuilt things whose attributes are read at the same places.
#[derive(Clone, Debug, Default)]
pub struct AccessFamily {
    /// The things, sorted.
    pub members: Vec<DescId>,
    /// The attributes read through sets, with what they may be.
    pub attrs: IndexMap<Symbol, SomeValue, FxBuildHasher>,
    /// Blocks that read them.
    pub readers: Vec<Position>,
}

/// One graph with its annotations.
#[derive(Clone, Debug)]
pub struct GraphInfo {
    /// The graph. It is the annotator's own copy: special methods of instances have been made explicit calls, and
    /// `*args` has been replaced by one parameter for each item.
    pub graph: FunctionGraph,
    /// The function.
    pub desc: Option<DescId>,
    /// Which copy.
    pub key: SpecKey,
    /// What each variable may hold; the empty set in code that is never reached.
    pub bindings: Vec<SomeValue>,
    /// Where each variable's value came from.
    pub origins: Vec<Span>,
    /// What the graph returns; the empty set if it never does.
    pub result: SomeValue,
    /// Where the result came from.
    pub result_origin: Span,
    /// Blocks that are reached, by index.
    pub reached: Vec<bool>,
    /// Blocks with calls of this graph.
    pub callers: Vec<Position>,
    /// Requested by a later stage after annotation.
    pub late: bool,
    /// Number of parameters that stand for items of `*args`, at the end of the start block's.
    pub star_items: u32,
    /// The parameters are what a call of this shape passes, in that order (keywords last), not those of the
    /// function's signature: it shares a table with functions of other signatures.
    pub shape: Option<CallShape>,
    /// The start block was added by the annotator to equalize parameters; it holds no ops.
    pub own_start: bool,
}

impl GraphInfo {
    /// What the parameters may be.
    pub fn params(&self) -> impl ExactSizeIterator<Item = &SomeValue> {
        self.graph.blocks[self.graph.start].params.iter().map(|v| self.binding(*v))
    }

    /// The block whose parameters are the function's own: a start block that equalizes parameters is in front of it, and
    /// hands it less than it takes itself.
    pub fn first_block(&self) -> BlockId {
        let start = self.graph.start;
        match &self.graph.blocks[start].end {
            Terminator::Goto(link) if self.own_start => link.target,
            _ => start,
        }
    }

    /// What a variable may hold.
    pub fn binding(&self, var: VarId) -> &SomeValue {
        &self.bindings[rpython_base::EntityId::index(var)]
    }
}

/// A function that is computed while translating: every value for every combination of constants seen.
#[derive(Clone, Debug, Default)]
pub struct MemoTable {
    /// Results by arguments.
    pub entries: IndexMap<Vec<Obj>, Obj, FxBuildHasher>,
}

/// The values of an erasing pair.
#[derive(Clone, Debug)]
pub struct ErasedPair {
    /// What is erased.
    pub value: SomeValue,
    /// Blocks that open it.
    pub readers: Vec<Position>,
}

impl Default for ErasedPair {
    fn default() -> ErasedPair {
        ErasedPair { value: SomeValue::IMPOSSIBLE, readers: Vec::new() }
    }
}

/// A call that a low-level helper makes back into the program (key equality of an `r_dict`).
#[derive(Clone, Debug)]
pub struct InvokeToken {
    /// What is called.
    pub callee: SomeValue,
    /// With what.
    pub args: Vec<SomeValue>,
}

/// The whole result. Also the annotator's working state: it is consistent whenever
/// [`Annotator::solve`](crate::Annotator::solve) has returned.
#[derive(Debug, Default)]
pub struct Annotated {
    /// All graphs.
    pub graphs: Arena<GraphId, GraphInfo>,
    /// Functions, methods, classes, frozen instances.
    pub descs: Arena<DescId, Desc>,
    /// Classes as definitions of instances.
    pub classdefs: Arena<ClassDefId, ClassDef>,
    /// Lists.
    pub lists: UnionFind<ListDefId, ListDef>,
    /// Dicts.
    pub dicts: UnionFind<DictDefId, DictDef>,
    /// Functions called from the same places.
    pub call_families: UnionFind<CallFamilyId, CallFamily>,
    /// Things accessed at the same places.
    pub access_families: UnionFind<AccessFamilyId, AccessFamily>,
    /// What each call op reaches: graph, block, index of the op.
    pub call_sites: FastMap<(GraphId, BlockId, u32), CallSite>,
    /// What is called without a call op.
    pub extra_calls: IndexMap<crate::calls::ExtraCall, CallSite, FxBuildHasher>,
    /// Results of `specialize:memo` functions.
    pub memo: IndexMap<DescId, MemoTable, FxBuildHasher>,
    /// Annotations of objects that occur as constants.
    pub constants: FastMap<Obj, SomeValue>,
    /// What is really behind prebuilt objects with a controller.
    pub controlled: FastMap<Obj, Obj>,
    /// What the values of each erasing pair (`rerased`) are, by the pair's identity.
    pub erased: IndexMap<Obj, ErasedPair, FxBuildHasher>,
    /// What `hlinvoke` calls, by the token that is its first argument. Set by the stage that requests helpers.
    pub invoke_tokens: FastMap<Obj, InvokeToken>,
    /// The low-level type of all instances, of strings and of unicode strings: set by the stage that makes them.
    pub object_container: Option<ContainerId>,
    /// See [`object_container`](Self::object_container).
    pub string_container: Option<ContainerId>,
    /// See [`object_container`](Self::object_container).
    pub unicode_container: Option<ContainerId>,
    /// The entry point.
    pub entry: Option<GraphId>,
    /// The entry point is a function of a library, which is not called with the program's arguments.
    pub is_library: bool,
    /// Blocks to look at again because something they read has grown.
    pub(crate) reflow: Vec<Position>,
}

impl Annotated {
    /// What an operand may hold. Constants must have been seen by the annotator (all that occur in reached
    /// ops have).
    pub fn operand(&self, graph: GraphId, operand: Operand) -> &SomeValue {
        match operand {
            Operand::Var(v) => self.graphs[graph].binding(v),
            Operand::Const(o) => self.constants.get(&o).unwrap_or(&SomeValue::IMPOSSIBLE),
        }
    }

    /// What a call op reaches.
    pub fn call_site(&self, graph: GraphId, block: BlockId, op: usize) -> Option<&CallSite> {
        self.call_sites.get(&(graph, block, op as u32))
    }
}
