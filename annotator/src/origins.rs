//! Where values came from, for messages about two that do not fit together. Looked up only when a message is made.

use rpython_base::{Diagnostic, EntityId, Span, Symbol};
use rpython_bytecode::{Const, Op};
use rpython_flow::{BlockId, Link, OpKind, Operand, Terminator, VarId};
use rpython_host::{Obj, Object};

use crate::cx::Cx;
use crate::fail::Fail;
use crate::{GraphId, SomeValue};

/// A value on a link and the place where the source stores or returns it.
pub(crate) struct Incoming {
    pub(crate) value: SomeValue,
    pub(crate) span: Span,
}

impl Cx<'_> {
    /// What another link brings to a parameter that does not fit `value`, and where `value` itself comes from.
    pub(crate) fn conflict_origins(
        &mut self,
        graph: GraphId,
        link: &Link,
        index: usize,
        value: &SomeValue,
    ) -> (Option<Incoming>, Span) {
        let target = link.target;
        let right = self.link_origin(graph, link, index);
        let mut left = None;
        for block in self.out.graphs[graph].graph.blocks.ids() {
            if !self.out.graphs[graph].reached[block.index()] {
                continue;
            }
            let links: Vec<Link> = self.out.graphs[graph].graph.blocks[block].end.links().cloned().collect();
            for other in links.iter().filter(|l| l.target == target && *l != link) {
                let incoming = match other.args.get(index) {
                    Some(Operand::Var(v)) => self.out.graphs[graph].binding(*v).clone(),
                    Some(Operand::Const(o)) => self.constant(*o).unwrap_or(SomeValue::IMPOSSIBLE),
                    None => continue,
                };
                if incoming.is_impossible() || self.fits(&incoming, value) || left.is_some() {
                    continue;
                }
                let span = self.link_origin(graph, other, index);
                left = Some(Incoming { value: incoming, span });
            }
        }
        (left, right)
    }

    fn fits(&mut self, a: &SomeValue, b: &SomeValue) -> bool {
        self.out.union(a, b).is_ok()
    }

    /// The place where the source stores (or returns) what a link passes.
    fn link_origin(&self, graph: GraphId, link: &Link, index: usize) -> Span {
        let info = &self.out.graphs[graph];
        let target = &info.graph.blocks[link.target];
        let param = target.params[index];
        let operand = link.args[index];
        let near = match operand {
            Operand::Var(v) => info.origins[v.index()],
            Operand::Const(_) => Span::NONE,
        };
        let returns = target.ops.is_empty() && target.end == Terminator::Return(Operand::Var(param));
        if let Some(name) = info.graph.vars[param].name.filter(|_| !returns) {
            return self.store_origin(graph, name, operand, near).unwrap_or(near);
        }
        if let Operand::Const(obj) = operand {
            return self.return_origin(graph, obj).unwrap_or(near);
        }
        near
    }

    /// The assignment of a local variable: of this constant, or of something computed.
    fn store_origin(&self, graph: GraphId, name: Symbol, operand: Operand, near: Span) -> Option<Span> {
        let code = self.out.graphs[graph].graph.code.as_ref()?;
        let mut best: Option<(u32, Span)> = None;
        for (i, instr) in code.instrs.iter().enumerate() {
            let Op::StoreFast(slot) = instr.op else { continue };
            if code.varnames.get(slot as usize) != Some(&name) {
                continue;
            }
            let constant = match i.checked_sub(1).map(|i| code.instrs[i].op) {
                Some(Op::LoadConst(k)) => code.consts.get(k as usize),
                _ => None,
            };
            let matches = match (operand, constant) {
                (Operand::Const(obj), Some(c)) => self.is_const(obj, c),
                (Operand::Const(_), None) => false,
                (Operand::Var(_), c) => c.is_none(),
            };
            if matches {
                let distance = if near.is_none() { 0 } else { near.start.abs_diff(instr.span.start) };
                if best.is_none_or(|(d, _)| distance < d) {
                    best = Some((distance, instr.span));
                }
            }
        }
        best.map(|(_, span)| span)
    }

    pub(crate) fn return_origin(&self, graph: GraphId, obj: Obj) -> Option<Span> {
        let code = self.out.graphs[graph].graph.code.as_ref()?;
        code.instrs.windows(2).find_map(|pair| match (pair[0].op, pair[1].op) {
            (Op::LoadConst(k), Op::ReturnValue) => {
                let constant = code.consts.get(k as usize)?;
                self.is_const(obj, constant).then_some(pair[0].span)
            }
            _ => None,
        })
    }

    fn is_const(&self, obj: Obj, constant: &Const) -> bool {
        match (self.host.get(obj), constant) {
            (Object::None, Const::None) => true,
            (Object::Bool(a), Const::Bool(b)) => a == b,
            (Object::Int(a), Const::Int(b)) => a == b,
            (Object::Float(a), Const::Float(b)) => a.to_bits() == b.to_bits(),
            (Object::Str(a), Const::Str(b)) => a == b,
            (Object::Unicode(a), Const::Unicode(b)) => a == b,
            (Object::Tuple(_), Const::Tuple(_)) => true,
            _ => false,
        }
    }

    /// Where execution goes on behind a link: the first thing that the target does.
    pub(crate) fn block_span(&self, graph: GraphId, block: BlockId) -> Span {
        let b = &self.out.graphs[graph].graph.blocks[block];
        b.ops.first().map_or(b.end_span, |op| op.span)
    }

    /// A failure because something is only ever `None`: says which attribute or variable, and where that came from.
    pub(crate) fn only_none(&self, operand: Option<Operand>, what: &str) -> Fail {
        let mut subject = "this".to_owned();
        let mut origin = None;
        match (operand, self.site) {
            (Some(Operand::Var(v)), Some(site)) => {
                (subject, origin) = self.none_subject(site.graph, site.block, v);
            }
            (Some(Operand::Const(_)), Some(site)) => {
                if let Some((name, stored)) = self.none_local(site.graph) {
                    (subject, origin) = (name.to_string(), Some(stored));
                }
            }
            _ => {}
        }
        let mut d =
            Diagnostic::error("none", self.span(), format!("{subject} is only ever None, and {what}"));
        if let Some(span) = origin.filter(|s: &Span| !s.is_none() && *s != self.span()) {
            d = d.with_label(span, "None here, and nothing else anywhere");
        }
        Fail::Blocked(Some(Box::new(d)))
    }

    /// The local variable that the current operation begins with, if the source assigns `None` to it, and where.
    ///
    /// Variables that are always `None` are constants in the graph, so their names are in the bytecode only.
    fn none_local(&self, graph: GraphId) -> Option<(Symbol, Span)> {
        let start = self.span().start;
        let code = self.out.graphs[graph].graph.code.as_ref()?;
        let slot = code.instrs.iter().find_map(|instr| match instr.op {
            Op::LoadFast(slot) if instr.span.start == start => Some(slot),
            _ => None,
        })?;
        let name = *code.varnames.get(slot as usize)?;
        let stored = self.store_origin(graph, name, Operand::Const(Obj::NONE), self.span())?;
        Some((name, stored))
    }

    fn none_subject(&self, graph: GraphId, block: BlockId, var: VarId) -> (String, Option<Span>) {
        let info = &self.out.graphs[graph];
        let producer = info.graph.blocks[block].ops.iter().find(|op| op.result == var);
        if let Some(op) = producer
            && op.kind == OpKind::getattr
            && let Some(Operand::Const(name)) = op.args.get(1)
            && let Some(name) = self.host.symbol_of(*name)
        {
            let class = op.args[0].as_var().and_then(|v| info.binding(v).as_instance());
            let origin = class
                .and_then(|c| self.out.attribute(c, name))
                .map(|a| if a.assigned.is_none() { a.origin } else { a.assigned });
            return (format!("the attribute {name}"), origin);
        }
        let callee =
            producer.filter(|op| op.kind == OpKind::simple_call).and_then(|op| op.args[0].as_const());
        if let Some(callee) = callee
            && let Some(desc) = self.work.descs.get(&callee)
            && let Some(f) = self.out.descs[*desc].as_function()
            && let Some(&g) = f.graphs.values().next()
        {
            return (format!("the result of {}()", f.name), Some(self.out.graphs[g].result_origin));
        }
        let name = info.graph.vars[var].name.map_or("this".to_owned(), |n| n.to_string());
        let none = Operand::Const(Obj::NONE);
        let stored = info.graph.vars[var].name.and_then(|n| self.store_origin(graph, n, none, Span::NONE));
        (name, stored.or(Some(info.origins[var.index()])))
    }
}
