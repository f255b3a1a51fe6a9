//! The working state of inference and its context.

use std::collections::VecDeque;
use std::rc::Rc;

use indexmap::{IndexMap, IndexSet};
use rpython_base::{CallFrame, Diagnostic, FastMap, Span, Symbol};
use rpython_flow::{BlockId, FunctionGraph, Operand, VarId};
use rpython_host::{Host, Obj, Object};
use rpython_lltype::LLType;
use rustc_hash::FxBuildHasher;

use crate::consts::ConstKey;
use crate::descs::{MethodDesc, MethodOfFrozenDesc};
use crate::fail::{Fail, R};
use crate::{
    Annotated, CallSite, DescId, DictDef, DictDefId, GraphId, Kind, ListDef, ListDefId, Position, SomeValue,
};

/// The place that is being looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Site {
    pub(crate) graph: GraphId,
    pub(crate) block: BlockId,
    /// Index of the op; number of ops for the terminator.
    pub(crate) op: u32,
    /// The op's result; none for the terminator.
    pub(crate) result: Option<VarId>,
    pub(crate) span: Span,
}

/// What is known about a block.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BlockState {
    /// Its parameters have annotations.
    pub(crate) seen: bool,
    /// It is in the work list.
    pub(crate) pending: bool,
    /// How often it was looked at.
    pub(crate) visits: u32,
    /// Inference stopped at this op.
    pub(crate) blocked: Option<u32>,
}

/// The signature of `rpython_flow::build_graph`.
pub type GraphBuilder = fn(&mut Host, Obj) -> Result<FunctionGraph, Box<Diagnostic>>;

/// What inference needs beside its result.
#[derive(Default)]
pub(crate) struct Work {
    pub(crate) builder: Option<GraphBuilder>,
    pub(crate) queue: VecDeque<Position>,
    pub(crate) blocks: Vec<Vec<BlockState>>,
    pub(crate) errors: IndexMap<(GraphId, BlockId, u32), Diagnostic, FxBuildHasher>,
    /// Reasons why blocks are blocked, where known.
    pub(crate) reasons: FastMap<Position, Diagnostic>,
    /// Reasons why ops have no result, found behind other errors.
    pub(crate) late_reasons: IndexMap<(GraphId, BlockId, u32), Diagnostic, FxBuildHasher>,
    /// Errors without a place in a graph.
    pub(crate) general_errors: Vec<Diagnostic>,
    pub(crate) flow: FastMap<Obj, Rc<FunctionGraph>>,
    pub(crate) descs: FastMap<Obj, DescId>,
    pub(crate) methods: FastMap<MethodDesc, DescId>,
    pub(crate) frozen_methods: FastMap<MethodOfFrozenDesc, DescId>,
    /// Base classes and fields that hold lists which a class derived from them declares immutable; that class.
    pub(crate) migrated: FastMap<(crate::ClassDefId, Symbol), crate::ClassDefId>,
    pub(crate) canonical: FastMap<ConstKey, Obj>,
    pub(crate) lists: FastMap<(GraphId, VarId, u8), ListDefId>,
    pub(crate) dicts: FastMap<(GraphId, VarId, u8), DictDefId>,
    /// What is in the `callers` of graphs.
    pub(crate) known_callers: rpython_base::FastSet<(GraphId, Position)>,
    pub(crate) first_call: FastMap<GraphId, (GraphId, Span)>,
    pub(crate) class_access: FastMap<(Symbol, DescId), crate::AccessFamilyId>,
    /// The keys for which the functions of dicts with custom equality were last looked at.
    pub(crate) dict_keys: FastMap<DictDefId, SomeValue>,
    /// There are errors: what follows them is looked at too, with operands of unknown type left out.
    pub(crate) recovering: bool,
    /// Graphs that would return more if it were not for errors.
    pub(crate) poisoned: rpython_base::FastSet<GraphId>,
    /// Graphs that must return an int.
    pub(crate) checks_result: Vec<GraphId>,
    /// Graphs with an id below this are finished: later stages have seen them.
    pub(crate) finished: usize,
    /// Classes with an id below this are finished.
    pub(crate) finished_classes: usize,
    /// Virtual functions for replaced built-ins, by name.
    pub(crate) replacements: FastMap<Symbol, Option<Obj>>,
    /// What the program decides itself.
    pub(crate) policy: Option<crate::policy::Policy>,
    /// The functions that copies which the policy chose are made of.
    pub(crate) policy_sources: FastMap<(DescId, u32), Obj>,
    /// Prebuilt instances whose attributes are in the classdefs.
    pub(crate) seen_instances: IndexSet<Obj, FxBuildHasher>,
}

impl std::fmt::Debug for Work {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Work").field("queue", &self.queue.len()).finish_non_exhaustive()
    }
}

/// Everything that inference of an operation may look at and change.
pub(crate) struct Cx<'a> {
    pub(crate) host: &'a mut Host,
    pub(crate) out: &'a mut Annotated,
    pub(crate) work: &'a mut Work,
    /// Where we are; none while setting up entry points.
    pub(crate) site: Option<Site>,
    /// A call that no call op stands for is being looked at; what it reaches is put here.
    pub(crate) emulating: Option<Option<CallSite>>,
}

impl Cx<'_> {
    /// Runs something as if its calls were made by no op, and gives what they reach.
    pub(crate) fn emulate<T>(&mut self, f: impl FnOnce(&mut Self) -> R<T>) -> R<(T, Option<CallSite>)> {
        let saved = self.emulating.replace(None);
        let result = f(self);
        let site = std::mem::replace(&mut self.emulating, saved).flatten();
        Ok((result?, site))
    }

    /// The span of the current operation.
    pub(crate) fn span(&self) -> Span {
        self.site.map_or(Span::NONE, |s| s.span)
    }

    /// An error at the current operation.
    pub(crate) fn error(&self, code: &'static str, message: impl Into<String>) -> Fail {
        Fail::Error(Box::new(Diagnostic::error(code, self.span(), message)))
    }

    /// An error with the remedy.
    pub(crate) fn error_help(
        &self,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Fail {
        Fail::Error(Box::new(Diagnostic::error(code, self.span(), message).with_help(help)))
    }

    /// Nothing reaches this far, and if that stays so, this is the message.
    pub(crate) fn blocked(&self, code: &'static str, message: impl Into<String>) -> Fail {
        Fail::Blocked(Some(Box::new(Diagnostic::error(code, self.span(), message))))
    }

    /// Least upper bound.
    pub(crate) fn union(&mut self, a: &SomeValue, b: &SomeValue) -> R {
        Ok(self.out.union(a, b)?)
    }

    /// The annotation of an operand in the current graph.
    pub(crate) fn operand(&mut self, operand: Operand) -> R {
        match operand {
            Operand::Var(v) => Ok(self.binding(v)),
            Operand::Const(o) => self.constant(o),
        }
    }

    /// The annotation of a variable of the current graph.
    pub(crate) fn binding(&self, var: VarId) -> SomeValue {
        let graph = self.site.expect("a graph is being looked at").graph;
        self.out.graphs[graph].bindings[rpython_base::EntityId::index(var)].clone()
    }

    /// Where the value of an operand came from.
    pub(crate) fn origin(&self, operand: Operand) -> Span {
        match (operand, self.site) {
            (Operand::Var(v), Some(site)) => {
                let origin = self.out.graphs[site.graph].origins[rpython_base::EntityId::index(v)];
                if origin.is_none() { site.span } else { origin }
            }
            _ => self.span(),
        }
    }

    /// The current block, as a reader of something that may grow.
    pub(crate) fn position(&self) -> Option<Position> {
        self.site.map(|s| (s.graph, s.block))
    }

    /// Schedules blocks to be looked at again.
    pub(crate) fn reflow(&mut self, positions: impl IntoIterator<Item = Position>) {
        self.out.reflow.extend(positions);
    }

    /// The list made at this place; `tag` tells several at one place apart.
    pub(crate) fn list_at(&mut self, tag: u8, item: &SomeValue) -> R<ListDefId> {
        let key = self.site.and_then(|site| Some((site.graph, site.result?, tag)));
        if let Some(id) = key.and_then(|key| self.work.lists.get(&key).copied()) {
            self.list_generalize(id, item)?;
            return Ok(self.out.lists.find(id));
        }
        let id = self.out.lists.push(ListDef::new(item.without_known_types(), self.span()));
        if let Some(key) = key {
            self.work.lists.insert(key, id);
        }
        Ok(id)
    }

    /// A new list value at this place.
    pub(crate) fn new_list(&mut self, item: &SomeValue) -> R {
        Ok(Kind::List(self.list_at(0, item)?).into())
    }

    /// A new list at this place with items of other lists. They are copied as they are, so that all these lists come to hold
    /// items of the same kind, whichever of them is given more of it.
    pub(crate) fn derived_list(&mut self, sources: &[ListDefId]) -> R {
        let mut item = SomeValue::IMPOSSIBLE;
        let mut first = None;
        for &source in sources {
            let more = self.list_item(source);
            let origin = self.out.lists.get(source).item.origin;
            item = self
                .union(&item, &more)
                .map_err(|f| f.at(|| "the items of one list".to_owned(), first, Some(origin)))?;
            first = first.or(Some(origin));
        }
        let list = self.list_at(0, &item)?;
        let item = self.list_item(list);
        for &source in sources {
            // A range that nobody assigns to has no items.
            if self.out.lists.get(source).range_step.is_none() {
                self.list_generalize(source, &item)?;
            }
        }
        Ok(Kind::List(list).into())
    }

    /// The dict made at this place.
    pub(crate) fn dict_at(&mut self, tag: u8) -> DictDefId {
        let key = self.site.and_then(|site| Some((site.graph, site.result?, tag)));
        if let Some(id) = key.and_then(|key| self.work.dicts.get(&key).copied()) {
            return self.out.dicts.find(id);
        }
        let id = self.out.dicts.push(DictDef::new(SomeValue::IMPOSSIBLE, SomeValue::IMPOSSIBLE, self.span()));
        if let Some(key) = key {
            self.work.dicts.insert(key, id);
        }
        id
    }

    /// What `hint(access_directly=True)` returned stays in local variables.
    pub(crate) fn check_not_on_heap(&self, value: &SomeValue) -> R<()> {
        match value.kind {
            Kind::Instance { flags, .. } if flags.access_directly => Err(self.error(
                "argument",
                "an instance that hint(access_directly=True) returned cannot be stored in an object, a list or a dict",
            )),
            _ => Ok(()),
        }
    }

    /// Adds values to the items of a list.
    pub(crate) fn list_generalize(&mut self, id: ListDefId, item: &SomeValue) -> R<()> {
        let old = self.out.lists.get(id).item.value.clone();
        if item.is_impossible() || old == *item {
            return Ok(());
        }
        self.check_not_on_heap(item)?;
        let item = item.without_known_types();
        let origin = self.out.lists.get(id).item.origin;
        let new = self
            .union(&old, &item)
            .map_err(|f| f.at(|| "the items of one list".to_owned(), Some(origin), None))?;
        if self.out.same(&new, &old) {
            return Ok(());
        }
        if self.out.lists.get(id).frozen && !self.out.same_representation(&old, &new) {
            return Err(self.error(
                "internal",
                format!(
                    "a late helper makes the items of a finished list {} instead of {}",
                    self.out.describe_a(&new),
                    self.out.describe_a(&old)
                ),
            ));
        }
        if self.out.lists.get(id).declared {
            return Err(self.error(
                "signature",
                format!(
                    "a signature declares that an item of this list is {}, and here it becomes {}",
                    self.out.describe_a(&old),
                    self.out.describe_a(&new)
                ),
            ));
        }
        let span = self.span();
        let cell = &mut self.out.lists.get_mut(id).item;
        cell.value = new;
        if cell.origin.is_none() || old.is_impossible() {
            cell.origin = span;
        }
        let readers: Vec<Position> = cell.readers.iter().copied().collect();
        self.reflow(readers);
        Ok(())
    }

    /// The items of a list; the current block is looked at again when they grow.
    pub(crate) fn list_item(&mut self, id: ListDefId) -> SomeValue {
        let position = self.position();
        let cell = &mut self.out.lists.get_mut(id).item;
        cell.readers.extend(position);
        cell.value.clone()
    }

    /// Notes that a list must never be resized, as a function of this name asks.
    pub(crate) fn list_never_resize(&mut self, id: ListDefId, asked_by: &str) -> R<()> {
        let span = self.span();
        let d = self.out.lists.get_mut(id);
        if !d.resized {
            d.never_resize.get_or_insert(span);
            return Ok(());
        }
        let at = d.resized_at;
        let text = format!("{asked_by} is applied to a list that is resized");
        let diagnostic = rpython_base::Diagnostic::error("list-resized", span, text);
        Err(if at.is_none() { diagnostic } else { diagnostic.with_label(at, "resized here") }.into())
    }

    /// Notes that items of a list are assigned.
    pub(crate) fn list_mutate(&mut self, id: ListDefId) -> R<()> {
        let d = self.out.lists.get(id);
        if d.mutated {
            return Ok(());
        }
        if d.frozen {
            return Err(
                self.error("internal", "a late helper modifies a list that was never modified before")
            );
        }
        let d = self.out.lists.get_mut(id);
        d.mutated = true;
        d.immutable = false;
        let readers: Vec<Position> = d.item.readers.iter().copied().collect();
        if d.range_step.is_some() || !d.prebuilt.is_empty() {
            self.reflow(readers);
        }
        Ok(())
    }

    /// Notes that the length of a list changes.
    pub(crate) fn list_resize(&mut self, id: ListDefId) -> R<()> {
        self.list_mutate(id)?;
        let d = self.out.lists.get(id);
        if d.resized {
            return Ok(());
        }
        if let Some(span) = d.never_resize {
            let Fail::Error(diagnostic) = self.error(
                "list-resized",
                "this list must never be resized (make_sure_not_resized), and is here",
            ) else {
                unreachable!("error() makes an error")
            };
            let diagnostic =
                if span.is_none() { *diagnostic } else { diagnostic.with_label(span, "declared so here") };
            return Err(diagnostic.into());
        }
        if d.frozen {
            return Err(self.error("internal", "a late helper resizes a list that was never resized before"));
        }
        let span = self.span();
        let d = self.out.lists.get_mut(id);
        d.resized = true;
        d.resized_at = span;
        Ok(())
    }

    /// A constant of a value type: the canonical object with its annotation.
    pub(crate) fn const_int(&mut self, value: i64) -> SomeValue {
        let obj = self.host.new_int(value);
        let obj = self.canonical(obj);
        SomeValue::integer(LLType::Signed, value >= 0).with_const(obj)
    }

    /// `True` or `False`.
    pub(crate) fn const_bool(&self, value: bool) -> SomeValue {
        SomeValue::BOOL.with_const(if value { Obj::TRUE } else { Obj::FALSE })
    }

    /// The value of a constant bool.
    pub(crate) fn bool_const(&self, s: &SomeValue) -> Option<bool> {
        match self.host.get(s.constant?) {
            Object::Bool(b) => Some(*b),
            _ => None,
        }
    }

    /// The value of a constant integer.
    pub(crate) fn int_const(&self, s: &SomeValue) -> Option<i64> {
        match self.host.get(s.constant?) {
            Object::Bool(b) => Some(*b as i64),
            Object::Int(i) => Some(*i),
            Object::RInt(_, v) => i64::try_from(*v).ok(),
            _ => None,
        }
    }

    /// The text of a constant str, as a name.
    pub(crate) fn name_const(&self, s: &SomeValue) -> Option<Symbol> {
        match self.host.get(s.constant?) {
            Object::Str(bytes) => Some(Symbol::intern(std::str::from_utf8(bytes).ok()?)),
            _ => None,
        }
    }

    /// The object of a constant; `None` for [`Kind::None`] too.
    pub(crate) fn const_obj(&self, s: &SomeValue) -> Option<Obj> {
        s.constant.or_else(|| s.is_none().then_some(Obj::NONE))
    }

    /// The chain of calls by which a graph is reached, innermost first.
    pub(crate) fn call_chain(&self, graph: GraphId) -> Vec<CallFrame> {
        self.work.call_chain(self.out, graph)
    }
}

/// How long a chain of calls may become: first calls may form a ring.
const CHAIN_LIMIT: usize = 200;

impl Work {
    /// How a function is reached, innermost call first.
    pub(crate) fn call_chain(&self, out: &Annotated, graph: GraphId) -> Vec<CallFrame> {
        let mut chain = Vec::new();
        let mut at = graph;
        while let Some(&(caller, span)) = self.first_call.get(&at)
            && chain.len() < CHAIN_LIMIT
        {
            chain.push(CallFrame { function: out.graphs[caller].graph.name.as_str().to_owned(), span });
            at = caller;
        }
        chain
    }
}
