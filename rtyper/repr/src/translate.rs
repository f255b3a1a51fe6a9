//! One annotated flow graph as a low-level graph.

use rpython_annotator::{GraphId, Kind, SomeValue};
use rpython_base::{EntityId, Span};
use rpython_flow::{self as flow, OpKind};
use rpython_host::{Obj, Object};
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{
    Block, BlockId, Const, ExcCase, FuncBody, Graph, Link, Operand, Terminator, Var, VarId,
};

use crate::dispatch;
use crate::error::{R, TyperError};
use crate::hop::{Arg, ArgValue, Hop};
use crate::llops::Handlers;
use crate::localize::localize;
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// What is known about the graph that is being translated.
struct Translation {
    id: GraphId,
    graph: std::rc::Rc<flow::FunctionGraph>,
    /// Low-level blocks by flow block; `None` if it is not reached.
    blocks: Vec<Option<BlockId>>,
    /// Representation and low-level value of flow variables, as far as translated.
    values: Vec<Option<(ReprId, Operand)>>,
    result: LLType,
}

/// A flow op's place: graph, block, index.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// The graph.
    pub graph: GraphId,
    /// The block.
    pub block: flow::BlockId,
    /// The op's index in the block.
    pub op: usize,
}

/// The ops `newlist` of one item whose list is used only to be repeated, and where: `[x] * n`.
fn repeated_items(block: &flow::Block) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (i, op) in block.ops.iter().enumerate() {
        if op.kind != OpKind::newlist || op.args.len() != 1 {
            continue;
        }
        let list = flow::Operand::Var(op.result);
        let uses = |args: &[flow::Operand]| args.iter().filter(|&&arg| arg == list).count();
        let in_end =
            block.end.operands().any(|arg| arg == list) || block.end.links().any(|link| uses(&link.args) > 0);
        let mut users = block.ops.iter().enumerate().skip(i + 1).filter(|(_, op)| uses(&op.args) > 0);
        if let (Some((at, user)), None, false) = (users.next(), users.next(), in_end)
            && user.kind == OpKind::mul
            && uses(&user.args) == 1
        {
            found.push((i, at));
        }
    }
    found
}

impl RTyper<'_> {
    /// Makes the body of a function.
    pub(crate) fn translate_graph(&mut self, id: GraphId, func: FuncId) {
        let graph = std::rc::Rc::new(self.ann.graphs[id].graph.clone());
        let span = graph.span;
        match self.translate_body(id, graph, func) {
            Ok(body) => self.prog.funcs[func].body = FuncBody::Graph(body),
            Err(error) => {
                self.report(error, span);
                self.prog.funcs[func].body = FuncBody::Graph(Graph::new());
            }
        }
    }

    fn translate_body(
        &mut self,
        id: GraphId,
        graph: std::rc::Rc<flow::FunctionGraph>,
        func: FuncId,
    ) -> R<Graph> {
        let ty = self.types().expect_func(self.prog.funcs[func].ty).clone();
        let outer = std::mem::take(&mut self.ll);
        let mut t = Translation {
            id,
            blocks: vec![None; graph.blocks.len()],
            values: vec![None; graph.vars.len()],
            graph,
            result: ty.result,
        };
        let done = self.declare_blocks(&mut t, &ty.args).and_then(|()| {
            for block in t.graph.blocks.ids() {
                if t.blocks[block.index()].is_some() {
                    self.translate_block(&mut t, block)?;
                }
            }
            Ok(())
        });
        let mut ll = std::mem::replace(&mut self.ll, outer);
        done?;
        if ll.nonlocal {
            localize(&mut ll.graph);
        }
        Ok(ll.graph)
    }

    /// Makes a low-level block with parameters for each flow block that is reached.
    fn declare_blocks(&mut self, t: &mut Translation, args: &[LLType]) -> R<()> {
        let graph = t.graph.clone();
        for id in graph.reachable() {
            let reached = self.ann.graphs[t.id].reached.get(id.index()).copied().unwrap_or(false);
            if !reached {
                continue;
            }
            let mut params = Vec::new();
            for (i, &v) in graph.blocks[id].params.iter().enumerate() {
                let r = self.repr_of(&self.ann.graphs[t.id].binding(v).clone())?;
                let mut ty = self.lltype(r)?;
                if id == graph.start
                    && let Some(&declared) = args.get(i)
                {
                    ty = declared;
                }
                let name = graph.vars[v].name;
                let var = self.ll.graph.vars.push(Var { ty, name });
                t.values[v.index()] = Some((r, Operand::Var(var)));
                params.push(var);
            }
            let block = if id == graph.start {
                self.ll.graph.start
            } else {
                self.ll.graph.blocks.push(Block {
                    params: Vec::new(),
                    ops: Vec::new(),
                    end: Terminator::Unreachable,
                })
            };
            self.ll.graph.blocks[block].params = params;
            t.blocks[id.index()] = Some(block);
        }
        Ok(())
    }

    fn translate_block(&mut self, t: &mut Translation, id: flow::BlockId) -> R<()> {
        let graph = t.graph.clone();
        let block = &graph.blocks[id];
        let Some(low) = t.blocks[id.index()] else { return Ok(()) };
        self.ll.block = low;
        self.ll.catching.clear();
        let last = block.ops.len().wrapping_sub(1);
        let repeats = repeated_items(block);
        for (i, op) in block.ops.iter().enumerate() {
            self.ll.span = op.span;
            if repeats.iter().any(|&(list, _)| list == i) {
                // The op that repeats the item makes the list.
                self.undefined_result(t, op)?;
                continue;
            }
            if let Some(&(list, _)) = repeats.iter().find(|&&(_, mul)| mul == i) {
                self.repeated = Some(self.argument(t, block.ops[list].args[0])?);
            }
            if i == last {
                self.set_handlers(&block.end);
            }
            let place = Place { graph: t.id, block: id, op: i };
            self.place = Some(place);
            let done = self.translate_op(t, op);
            self.ll.handlers = Handlers::default();
            self.repeated = None;
            if let Err(error) = done {
                self.report(error, op.span);
                self.undefined_result(t, op)?;
            }
            let dead = matches!(t.values[op.result.index()], Some((r, _)) if matches!(self.repr(r), Repr::Impossible));
            if dead {
                break;
            }
        }
        self.ll.span = block.end_span;
        let done = self.translate_end(t, &block.end, block);
        self.handlers.clear();
        if let Err(error) = done {
            self.report(error, block.end_span);
        }
        Ok(())
    }

    fn set_handlers(&mut self, end: &flow::Terminator) {
        self.handlers.clear();
        let flow::Terminator::Catch { cases, .. } = end else { return };
        self.handlers.extend(cases.iter().map(|case| case.class));
        self.ll.handlers = Handlers {
            any: !cases.is_empty(),
            overflow: self.catches("OverflowError"),
            memory: self.catches("MemoryError"),
        };
    }

    /// An operand of an op or link with its annotation and representation.
    fn argument(&mut self, t: &Translation, operand: flow::Operand) -> R<Arg> {
        match operand {
            flow::Operand::Var(v) => {
                let s = self.ann.graphs[t.id].binding(v).clone();
                match &t.values[v.index()] {
                    Some((r, value)) => Ok(Arg { v: ArgValue::Low(value.clone()), s, r: *r }),
                    None => {
                        let r = self.repr_of(&s)?;
                        let value = self.undefined(r)?;
                        Ok(Arg { v: ArgValue::Low(value), s, r })
                    }
                }
            }
            flow::Operand::Const(obj) => {
                let s = self.constant_annotation(obj)?;
                let r = self.repr_of(&s)?;
                // An entry of the registry may say that an object stands for another.
                let obj = s.constant.unwrap_or(obj);
                Ok(Arg { v: ArgValue::Const(obj), s, r })
            }
        }
    }

    fn translate_op(&mut self, t: &mut Translation, op: &flow::Op) -> R<()> {
        let args: R<Vec<Arg>> = op.args.iter().map(|&a| self.argument(t, a)).collect();
        let s_result = self.ann.graphs[t.id].binding(op.result).clone();
        let r_result = self.repr_of(&s_result)?;
        let hop = Hop { kind: op.kind, args: args?, s_result, r_result, span: op.span, keywords: Vec::new() };
        let value = match self.folded(&hop) {
            Some(obj) => self.const_operand(r_result, obj)?,
            None => dispatch::translate(self, &hop)?,
        };
        if let Operand::Var(v) = value
            && self.ll.graph.vars[v].name.is_none()
        {
            self.ll.graph.vars[v].name = t.graph.vars[op.result].name;
        }
        t.values[op.result.index()] = Some((r_result, value));
        Ok(())
    }

    /// Whether an op reads an entry that is there from a prebuilt dict that nothing changes.
    fn is_entry(&mut self, hop: &Hop) -> bool {
        let [table, key] = &hop.args[..] else { return false };
        let (Some(object), Some(key), Kind::Dict(id)) = (table.constant(), key.constant(), &table.s.kind)
        else {
            return false;
        };
        let def = self.ann.dicts.get(*id);
        !def.mutated && def.custom.is_none() && self.host.getitem(object, key).is_ok()
    }

    /// The result of an op that the annotator found to be constant and that has no effect.
    fn folded(&mut self, hop: &Hop) -> Option<Obj> {
        if !hop.s_result.is_immutable() || !(hop.kind.is_pure() || hop.kind == OpKind::getattr) {
            return None;
        }
        // The key may be missing, whatever the values are.
        if hop.args.first().is_some_and(|arg| matches!(self.repr(arg.r), Repr::Dict(_)))
            && !self.is_entry(hop)
        {
            return None;
        }
        if hop.s_result.is_none() {
            return Some(Obj::NONE);
        }
        hop.s_result.constant
    }

    fn undefined_result(&mut self, t: &mut Translation, op: &flow::Op) -> R<()> {
        let s = self.ann.graphs[t.id].binding(op.result).clone();
        if let Ok(r) = self.repr_of(&s)
            && let Ok(value) = self.undefined(r)
        {
            t.values[op.result.index()] = Some((r, value));
        }
        Ok(())
    }

    fn translate_end(&mut self, t: &mut Translation, end: &flow::Terminator, block: &flow::Block) -> R<()> {
        let dead = block.ops.iter().any(|op| self.ann.graphs[t.id].binding(op.result).is_impossible());
        match end {
            flow::Terminator::Catch { normal, cases } => {
                let catching = std::mem::take(&mut self.ll.catching);
                self.handlers.clear();
                let after = self.ll.block;
                let mut exits = Vec::new();
                if !catching.is_empty() {
                    for case in cases {
                        exits.extend(self.exception_case(t, case)?);
                    }
                }
                for block in catching {
                    let own: Vec<ExcCase> = exits.iter().map(|case| self.fresh_case(case)).collect();
                    if let Terminator::Catch { cases, .. } = &mut self.ll.graph.blocks[block].end {
                        *cases = own;
                    }
                }
                self.ll.block = after;
                if dead {
                    return Ok(());
                }
                let link = self.link(t, normal)?;
                self.finish(link.map_or(Terminator::Unreachable, Terminator::Goto));
            }
            _ if dead => {}
            flow::Terminator::Goto(link) => {
                let link = self.link(t, link)?;
                self.finish(link.map_or(Terminator::Unreachable, Terminator::Goto));
            }
            flow::Terminator::Branch { cond, if_true, if_false } => {
                self.branch(t, *cond, if_true, if_false)?
            }
            flow::Terminator::Return(value) => self.return_(t, *value)?,
            flow::Terminator::Raise { etype, evalue } => self.raise(t, *etype, *evalue)?,
            flow::Terminator::Unreachable => {}
        }
        Ok(())
    }

    fn finish(&mut self, end: Terminator) {
        self.ll.end(end);
    }

    fn return_(&mut self, t: &Translation, value: flow::Operand) -> R<()> {
        let arg = self.argument(t, value)?;
        let s = self.ann.graphs[t.id].result.clone();
        let r = self.repr_of(&s)?;
        let mut v = self.arg_as(&arg, r)?;
        let ty = self.ll.ty(&v);
        if ty != t.result {
            v = match (ty, t.result) {
                (_, LLType::Void) => Operand::void(),
                (LLType::Void, _) if s.is_none() || s.is_impossible() => {
                    let value = rpython_lltype::value::default_value(self.types(), t.result);
                    self.constant(t.result, value)
                }
                _ => {
                    return Err(TyperError::new(format!(
                        "the function returns {} where {} was asked for",
                        self.types().display(ty),
                        self.types().display(t.result)
                    )));
                }
            };
        }
        self.finish(Terminator::Return(v));
        Ok(())
    }

    fn raise(&mut self, t: &Translation, etype: flow::Operand, evalue: flow::Operand) -> R<()> {
        let root = self.simple(Repr::Type);
        let instance = self.simple(Repr::Instance(None));
        let value = self.argument(t, evalue)?;
        let evalue = self.arg_as(&value, instance)?;
        let class = self.argument(t, etype)?;
        let etype = self.arg_as(&class, root)?;
        let span = self.ll.span;
        self.finish(Terminator::Raise { etype, evalue, span });
        Ok(())
    }

    fn branch(
        &mut self,
        t: &mut Translation,
        cond: flow::Operand,
        if_true: &flow::Link,
        if_false: &flow::Link,
    ) -> R<()> {
        let arg = self.argument(t, cond)?;
        if let Some(obj) = arg.constant() {
            let truth = !matches!(self.host.get(obj), Object::Bool(false) | Object::None | Object::Int(0));
            let link = self.link(t, if truth { if_true } else { if_false })?;
            self.finish(link.map_or(Terminator::Unreachable, Terminator::Goto));
            return Ok(());
        }
        let boolean = self.simple(Repr::Bool);
        let cond = self.arg_as(&arg, boolean)?;
        let from = self.ll.block;
        let yes = self.separate_link(t, if_true)?;
        let no = self.separate_link(t, if_false)?;
        self.ll.block = from;
        let end = match (yes, no) {
            (Some(if_true), Some(if_false)) => Terminator::Branch { cond, if_true, if_false },
            (Some(link), None) | (None, Some(link)) => Terminator::Goto(link),
            (None, None) => Terminator::Unreachable,
        };
        self.finish(end);
        Ok(())
    }

    /// A link whose conversions, if there are any, go to a block of their own.
    fn separate_link(&mut self, t: &mut Translation, link: &flow::Link) -> R<Option<Link>> {
        let between = self.ll.graph.block(&[]);
        self.ll.block = between;
        let Some(link) = self.link(t, link)? else { return Ok(None) };
        if self.ll.block == between && self.ll.graph.blocks[between].ops.is_empty() {
            return Ok(Some(link));
        }
        self.finish(Terminator::Goto(link));
        self.ll.nonlocal = true;
        Ok(Some(Link { target: between, args: Vec::new() }))
    }

    /// A link with its arguments converted by ops in the current block; `None` if the target is
    /// never reached.
    fn link(&mut self, t: &mut Translation, link: &flow::Link) -> R<Option<Link>> {
        let Some(target) = t.blocks[link.target.index()] else { return Ok(None) };
        let graph = t.graph.clone();
        let params = &graph.blocks[link.target].params;
        let mut args = Vec::with_capacity(params.len());
        for (&param, &operand) in params.iter().zip(&link.args) {
            let arg = self.argument(t, operand)?;
            let r = match &t.values[param.index()] {
                Some((r, _)) => *r,
                None => self.repr_of(&self.ann.graphs[t.id].binding(param).clone())?,
            };
            args.push(self.arg_as(&arg, r)?);
        }
        Ok(Some(Link { target, args }))
    }

    /// The same edge from another block, with variables of its own.
    fn fresh_case(&mut self, case: &ExcCase) -> ExcCase {
        let etype = self.ll.graph.var(self.ll.graph.vars[case.etype].ty);
        let evalue = self.ll.graph.var(self.ll.graph.vars[case.evalue].ty);
        let args = vec![Operand::Var(etype), Operand::Var(evalue)];
        ExcCase { class: case.class.clone(), etype, evalue, link: Link { target: case.link.target, args } }
    }

    /// An exception edge: through a block that turns type and value into what the handler expects.
    fn exception_case(&mut self, t: &mut Translation, case: &flow::ExcCase) -> R<Option<ExcCase>> {
        if t.blocks[case.link.target.index()].is_none() {
            return Ok(None);
        }
        let Some(class) = self.handler_class(case.class)? else { return Ok(None) };
        let (vtable, object) = (self.vtable_ptr(), self.object_ptr());
        let between = self.ll.graph.block(&[vtable, object]);
        let (ty, value) = {
            let params = &self.ll.graph.blocks[between].params;
            (Operand::Var(params[0]), Operand::Var(params[1]))
        };
        self.ll.block = between;
        self.bind_exception(t, case.etype, ty, true)?;
        self.bind_exception(t, case.evalue, value, false)?;
        let link = self.link(t, &case.link)?;
        self.finish(link.map_or(Terminator::Unreachable, Terminator::Goto));
        self.ll.nonlocal = true;
        let etype = self.ll.graph.var(vtable);
        let evalue = self.ll.graph.var(object);
        let args = vec![Operand::Var(etype), Operand::Var(evalue)];
        Ok(Some(ExcCase { class, etype, evalue, link: Link { target: between, args } }))
    }

    fn bind_exception(
        &mut self,
        t: &mut Translation,
        var: flow::VarId,
        low: Operand,
        is_type: bool,
    ) -> R<()> {
        let s: SomeValue = self.ann.graphs[t.id].binding(var).clone();
        let own = if is_type { Repr::Type } else { Repr::Instance(None) };
        let own = self.simple(own);
        let r = self.repr_of(&s)?;
        let void = self.lltype(r)? == LLType::Void;
        let value = if void { Operand::void() } else { self.convert(low, own, r)? };
        t.values[var.index()] = Some((r, value));
        Ok(())
    }

    /// The vtable that an exception edge compares with (`Some(None)`: it catches everything); `None` if
    /// there are no instances of the class.
    fn handler_class(&mut self, class: Obj) -> R<Option<Option<Const>>> {
        let name = match self.host.get(class) {
            Object::Class(data) => data.name,
            _ => return Err(TyperError::new("an except clause needs classes")),
        };
        if (name == "Exception" || name == "BaseException") && self.is_builtin_class(class) {
            return Ok(Some(None));
        }
        let Some(classdef) = self.exact_classdef(class) else { return Ok(None) };
        match self.vtable_const(Some(classdef))? {
            Operand::Const(c) => Ok(Some(Some(c))),
            Operand::Var(_) => Ok(None),
        }
    }

    /// Whether a variable is void of content, for callers that build calls by hand.
    pub fn is_void(&self, v: VarId) -> bool {
        self.ll.graph.vars[v].ty == LLType::Void
    }

    /// The place of the current op, for errors about it.
    pub fn current_span(&self) -> Span {
        self.ll.span
    }
}
