//! The work list: blocks are looked at until nothing changes.

use std::rc::Rc;

use rpython_base::{Diagnostic, EntityId, FastMap, Span};
use rpython_flow::{BlockId, ExcCase, Link, OpKind, Operand, Terminator, VarId};

use crate::cx::{Cx, Site};
use crate::fail::{Fail, R, UnionFailure};
use crate::lattice::KnownTypes;
use crate::{GraphId, Kind, Position, SomeValue};

/// A block that is looked at more often than this does not reach a fixed point.
const MAX_VISITS: u32 = 20_000;

/// Facts about variables that hold on one link.
type Facts = FastMap<VarId, SomeValue>;

impl Cx<'_> {
    /// Looks at blocks until nothing changes.
    pub(crate) fn run(&mut self) {
        loop {
            self.drain_reflow();
            let Some((graph, block)) = self.work.queue.pop_front() else {
                if self.check_custom_dicts() {
                    continue;
                }
                break;
            };
            self.work.blocks[graph.index()][block.index()].pending = false;
            self.process(graph, block);
        }
        self.site = None;
    }

    fn drain_reflow(&mut self) {
        for position in std::mem::take(&mut self.out.reflow) {
            self.schedule(position);
        }
    }

    pub(crate) fn schedule(&mut self, (graph, block): Position) {
        // A start block of our own only converts: what calls pass flows past it, unwidened by other functions' arguments.
        let info = &self.out.graphs[graph];
        if graph.index() < self.work.finished || (info.own_start && block == info.graph.start) {
            return;
        }
        let state = &mut self.work.blocks[graph.index()][block.index()];
        if state.seen && !state.pending {
            state.pending = true;
            self.work.queue.push_back((graph, block));
        }
    }

    fn process(&mut self, graph: GraphId, block: BlockId) {
        let state = &mut self.work.blocks[graph.index()][block.index()];
        state.blocked = None;
        state.visits += 1;
        if state.visits > MAX_VISITS {
            let name = self.out.graphs[graph].graph.name;
            let error = Diagnostic::error(
                "internal",
                self.out.graphs[graph].graph.span,
                format!("internal error: the types in {name}() do not reach a fixed point"),
            );
            self.work.errors.insert((graph, block, u32::MAX), error);
            return;
        }
        self.work.reasons.remove(&(graph, block));
        self.out.graphs[graph].reached[block.index()] = true;
        let result = if self.work.recovering {
            self.recover_block(graph, block);
            Ok(())
        } else {
            self.process_ops(graph, block)
        };
        if let Err((op, fail)) = result {
            self.settle(graph, block, op, fail);
        }
    }

    /// Ends the look at a block that failed.
    pub(crate) fn settle(&mut self, graph: GraphId, block: BlockId, op: u32, fail: Fail) {
        match fail {
            Fail::Harmless => {}
            Fail::Blocked(reason) => {
                self.work.blocks[graph.index()][block.index()].blocked = Some(op);
                if let Some(reason) = reason {
                    self.work.reasons.insert((graph, block), *reason);
                }
            }
            Fail::Error(diagnostic) => self.report(graph, block, op, *diagnostic),
            Fail::Union(failure) => {
                let diagnostic = self.union_diagnostic(*failure);
                self.report(graph, block, op, diagnostic);
            }
        }
    }

    fn report(&mut self, graph: GraphId, block: BlockId, op: u32, mut diagnostic: Diagnostic) {
        if diagnostic.chain.is_empty() {
            diagnostic.chain = self.call_chain(graph);
        }
        self.work.errors.insert((graph, block, op), diagnostic);
    }

    /// Both origins of a conflict.
    pub(crate) fn union_diagnostic(&self, failure: UnionFailure) -> Diagnostic {
        let here = failure.primary.unwrap_or_else(|| self.span());
        let (left, right) =
            (self.out.describe_a(&failure.error.left), self.out.describe_a(&failure.error.right));
        let place = failure.place.unwrap_or_else(|| "one variable".to_owned());
        let right_span = failure.right.filter(|s| !s.is_none()).unwrap_or(here);
        let mut diagnostic =
            Diagnostic::error("union", here, format!("{place} would have to hold both {left} and {right}"));
        let left_span = failure.left.filter(|s| !s.is_none());
        if left_span != Some(right_span) {
            for (span, text) in [(Some(right_span), &right), (left_span, &left)] {
                match span {
                    Some(span) if span == here => diagnostic.caret = Some(format!("{text} here")),
                    Some(span) => diagnostic = diagnostic.with_label(span, format!("{text} here")),
                    None => {}
                }
            }
        }
        if let Some(reason) = failure.error.reason {
            diagnostic = diagnostic.with_note(reason);
        }
        if let (Kind::Tuple(x), Kind::Tuple(y)) = (&failure.error.left.kind, &failure.error.right.kind)
            && x.len() != y.len()
        {
            diagnostic = diagnostic.with_note(format!("their lengths are {} and {}", x.len(), y.len()));
        }
        union_help(diagnostic, &failure.error.left, &failure.error.right)
    }

    /// Looks at the ops of a block and follows its links. Fails with the index of the op.
    fn process_ops(&mut self, graph: GraphId, block: BlockId) -> Result<(), (u32, Fail)> {
        let mut index = 0;
        loop {
            // Ops may be rewritten while they are looked at, so that the block is read again each time.
            let b = &self.out.graphs[graph].graph.blocks[block];
            let Some(op) = b.ops.get(index) else { break };
            let op = op.clone();
            let last_of_catch = index + 1 == b.ops.len() && matches!(b.end, Terminator::Catch { .. });
            self.site = Some(Site { graph, block, op: index as u32, result: Some(op.result), span: op.span });
            self.work.errors.shift_remove(&(graph, block, index as u32));
            match crate::transfer::op(self, &op) {
                Ok(crate::transfer::Done::Value(value)) => {
                    if value.is_impossible() {
                        return self.no_result(graph, block, index as u32, op.kind, last_of_catch, None);
                    }
                    self.bind(graph, op.result, value, op.span);
                    index += 1;
                }
                Ok(crate::transfer::Done::Rewrite(ops)) => {
                    self.out.graphs[graph].graph.blocks[block].ops.splice(index..=index, ops);
                    self.forget_call_sites(graph, block, index);
                }
                Err(Fail::Blocked(reason)) => {
                    return self.no_result(graph, block, index as u32, op.kind, last_of_catch, reason);
                }
                Err(fail) => return Err((index as u32, fail)),
            }
        }
        let b = &self.out.graphs[graph].graph.blocks[block];
        let (end, span) = (b.end.clone(), b.end_span);
        self.site = Some(Site { graph, block, op: index as u32, result: None, span });
        self.work.errors.shift_remove(&(graph, block, index as u32));
        self.follow_end(graph, &end).map_err(|fail| (index as u32, fail))
    }

    /// After ops have been replaced: what is known about calls behind is known by wrong indices.
    fn forget_call_sites(&mut self, graph: GraphId, block: BlockId, from: usize) {
        let count = self.out.graphs[graph].graph.blocks[block].ops.len();
        for op in from..count {
            self.out.call_sites.remove(&(graph, block, op as u32));
            self.work.errors.shift_remove(&(graph, block, op as u32));
        }
    }

    /// An op without a result: with handlers it always raises; a call or `next` may do so without.
    fn no_result(
        &mut self,
        graph: GraphId,
        block: BlockId,
        index: u32,
        kind: OpKind,
        last_of_catch: bool,
        reason: Option<Box<Diagnostic>>,
    ) -> Result<(), (u32, Fail)> {
        if last_of_catch {
            let end = self.out.graphs[graph].graph.blocks[block].end.clone();
            if let Terminator::Catch { cases, .. } = &end {
                return self.follow_cases(graph, block, cases).map_err(|fail| (index, fail));
            }
        }
        match kind {
            OpKind::simple_call | OpKind::call_args | OpKind::next if reason.is_none() => Ok(()),
            _ => Err((index, Fail::Blocked(reason))),
        }
    }

    /// Sets what a variable holds.
    pub(crate) fn bind(&mut self, graph: GraphId, var: VarId, value: SomeValue, origin: Span) {
        let info = &mut self.out.graphs[graph];
        info.bindings[var.index()] = value;
        info.origins[var.index()] = origin;
    }

    pub(crate) fn follow_end(&mut self, graph: GraphId, end: &Terminator) -> R<()> {
        match end {
            Terminator::Goto(link) => self.follow(graph, link, &Facts::default()),
            Terminator::Branch { cond, if_true, if_false } => {
                self.follow_branch(graph, *cond, if_true, if_false)
            }
            Terminator::Catch { normal, cases } => {
                let block = self.site.expect("in a block").block;
                self.follow(graph, normal, &Facts::default())?;
                self.follow_cases(graph, block, cases)
            }
            Terminator::Return(value) => self.follow_return(graph, *value),
            Terminator::Raise { etype, evalue } => {
                self.operand(*etype)?;
                let value = self.operand(*evalue)?;
                self.check_raised(&value)
            }
            Terminator::Unreachable => Ok(()),
        }
    }

    fn check_raised(&mut self, value: &SomeValue) -> R<()> {
        match &value.kind {
            Kind::Instance { classdef: Some(c), .. } => {
                let class = self.out.descs[self.out.classdefs[*c].desc].as_class().expect("a class");
                let (object, name, span) = (class.class, class.name, class.span);
                if self.is_exception_class(object) {
                    return Ok(());
                }
                Err(Diagnostic::error(
                    "raise",
                    self.span(),
                    format!("an instance of {name} is raised, which is not derived from Exception"),
                )
                .with_label(span, "the class")
                .into())
            }
            Kind::Instance { classdef: None, .. } | Kind::Impossible => Ok(()),
            _ => Err(self.error("raise", format!("{} cannot be raised", self.out.describe_a(value)))),
        }
    }

    fn follow_branch(&mut self, graph: GraphId, cond: Operand, if_true: &Link, if_false: &Link) -> R<()> {
        let s = self.operand(cond)?;
        let known = self.bool_const(&s);
        let facts = match &s.kind {
            Kind::Bool(facts) => facts.clone(),
            _ => None,
        };
        for (outcome, link) in [(true, if_true), (false, if_false)] {
            if known == Some(!outcome) {
                continue;
            }
            let mut map = Facts::default();
            if let Some(facts) = &facts {
                map.extend(facts.of(outcome).iter().cloned());
            }
            if let Operand::Var(v) = cond {
                map.insert(v, self.const_bool(outcome));
                self.related_bools(graph, v, outcome, &mut map);
            }
            self.follow(graph, link, &map)?;
        }
        Ok(())
    }

    /// Bools of the current block that are known when the condition is: its negations, and what it negates.
    fn related_bools(&self, graph: GraphId, cond: VarId, outcome: bool, facts: &mut Facts) {
        let block = self.site.expect("in a block").block;
        for op in &self.out.graphs[graph].graph.blocks[block].ops {
            let negates = match op.kind {
                OpKind::not_ => true,
                OpKind::bool => false,
                _ => continue,
            };
            let Operand::Var(arg) = op.args[0] else { continue };
            let is_bool = |v: VarId| matches!(self.out.graphs[graph].binding(v).kind, Kind::Bool(_));
            if arg == cond {
                facts.insert(op.result, self.const_bool(outcome != negates));
            } else if op.result == cond && is_bool(arg) {
                facts.insert(arg, self.const_bool(outcome != negates));
            }
        }
    }

    /// Carries the values of a link's arguments to its target, narrowed by what is known on this link.
    fn follow(&mut self, graph: GraphId, link: &Link, facts: &Facts) -> R<()> {
        let mut cells = Vec::with_capacity(link.args.len());
        let mut origins = Vec::with_capacity(link.args.len());
        for &arg in &link.args {
            let mut value = self.operand(arg)?;
            if let Operand::Var(v) = arg
                && let Some(fact) = facts.get(&v)
            {
                let narrowed = self.out.narrow(&value, fact);
                if narrowed.is_impossible() && !value.is_impossible() {
                    return Ok(());
                }
                value = narrowed;
            }
            if value.is_impossible() && !self.work.recovering {
                return Err(Fail::Blocked(None));
            }
            origins.push(self.origin(arg));
            cells.push(value);
        }
        self.rename_facts(graph, link, &mut cells);
        let target = link.target;
        self.flow_into(graph, target, &cells, &origins).map_err(|(index, failure)| {
            let info = &self.out.graphs[graph];
            let param = info.graph.blocks[target].params.get(index).copied();
            let name = param.and_then(|p| info.graph.vars[p].name);
            let old = param.map_or(Span::NONE, |p| info.origins[p.index()]);
            let function = info.graph.name;
            let Fail::Union(mut failure) = failure else { return failure };
            if failure.place.is_some() {
                return Fail::Union(failure);
            }
            let returns = self.is_return_block(graph, target);
            failure.place = Some(match name.filter(|_| !returns) {
                Some(name) => format!("the variable {name}"),
                None => format!("the result of {function}()"),
            });
            let (left, right) = self.conflict_origins(graph, link, index, &cells[index]);
            failure.right = Some(right);
            failure.left = Some(old);
            if let Some(left) = left {
                failure.left = Some(left.span);
                failure.error.left = left.value;
            }
            let none_first = failure.error.left.is_none() || returns;
            failure.primary = match (none_first && !right.is_none(), failure.error.right.is_none()) {
                (true, _) => Some(right),
                (false, true) if !returns => failure.left.filter(|s| !s.is_none()),
                _ => Some(self.block_span(graph, target)),
            };
            Fail::Union(failure)
        })
    }

    fn is_return_block(&self, graph: GraphId, block: BlockId) -> bool {
        let b = &self.out.graphs[graph].graph.blocks[block];
        b.ops.is_empty() && matches!(b.end, Terminator::Return(_))
    }

    /// Facts that a bool carries speak of variables of this block; the target knows them by other names.
    fn rename_facts(&mut self, graph: GraphId, link: &Link, cells: &mut [SomeValue]) {
        if !cells.iter().any(|c| matches!(c.kind, Kind::Bool(Some(_)) | Kind::TypeOf(_))) {
            return;
        }
        let params = self.out.graphs[graph].graph.blocks[link.target].params.clone();
        let renamed = |var: VarId| {
            link.args
                .iter()
                .zip(&params)
                .filter(move |(arg, _)| **arg == Operand::Var(var))
                .map(|(_, &param)| param)
                .collect::<Vec<_>>()
        };
        for cell in cells {
            match &cell.kind {
                Kind::Bool(Some(known)) => {
                    let rename = |facts: &[(VarId, SomeValue)]| -> Vec<(VarId, SomeValue)> {
                        facts
                            .iter()
                            .flat_map(|(v, s)| {
                                renamed(*v).into_iter().map(|p| (p, s.clone())).collect::<Vec<_>>()
                            })
                            .collect()
                    };
                    let known =
                        KnownTypes { if_true: rename(&known.if_true), if_false: rename(&known.if_false) };
                    let empty = known.if_true.is_empty() && known.if_false.is_empty();
                    cell.kind = Kind::Bool((!empty).then(|| Rc::new(known)));
                }
                Kind::TypeOf(vars) => {
                    let vars: Vec<VarId> = vars.iter().flat_map(|&v| renamed(v)).collect();
                    cell.kind = Kind::TypeOf(vars.into());
                }
                _ => {}
            }
        }
    }

    /// Adds values to the parameters of a block; schedules it if they grow. Fails with the index of the parameter.
    pub(crate) fn flow_into(
        &mut self,
        graph: GraphId,
        block: BlockId,
        cells: &[SomeValue],
        origins: &[Span],
    ) -> Result<(), (usize, Fail)> {
        let params = std::mem::take(&mut self.out.graphs[graph].graph.blocks[block].params);
        let result = self.flow_into_params(graph, block, &params, cells, origins);
        self.out.graphs[graph].graph.blocks[block].params = params;
        result
    }

    fn flow_into_params(
        &mut self,
        graph: GraphId,
        block: BlockId,
        params: &[VarId],
        cells: &[SomeValue],
        origins: &[Span],
    ) -> Result<(), (usize, Fail)> {
        debug_assert_eq!(params.len(), cells.len(), "{} {block}", self.out.graphs[graph].graph.name);
        let seen = self.work.blocks[graph.index()][block.index()].seen;
        let mut changed = !seen;
        let mut failed = None;
        for (index, (&param, cell)) in params.iter().zip(cells).enumerate() {
            let old = &self.out.graphs[graph].bindings[param.index()];
            if old == cell && seen {
                continue;
            }
            if !seen {
                self.bind(graph, param, cell.clone(), origins[index]);
                continue;
            }
            let old = old.clone();
            match self.out.union(&old, cell) {
                Ok(new) => {
                    if !self.out.same(&new, &old) {
                        changed = true;
                        let kinds_differ =
                            std::mem::discriminant(&new.kind) != std::mem::discriminant(&old.kind);
                        let info = &mut self.out.graphs[graph];
                        info.bindings[param.index()] = new;
                        if kinds_differ || info.origins[param.index()].is_none() {
                            info.origins[param.index()] = origins[index];
                        }
                    }
                }
                Err(error) => {
                    failed.get_or_insert((index, Fail::from(error)));
                }
            }
        }
        if changed {
            self.work.blocks[graph.index()][block.index()].seen = true;
            self.schedule((graph, block));
        }
        failed.map_or(Ok(()), Err)
    }

    fn follow_return(&mut self, graph: GraphId, value: Operand) -> R<()> {
        let s = self.operand(value)?.without_known_types();
        if s.is_impossible() {
            self.work.poisoned.insert(graph);
            return Err(Fail::Blocked(None));
        }
        let s = match s.kind {
            Kind::TypeOf(_) => SomeValue { kind: Kind::TypeOf(Rc::from([])), constant: s.constant },
            _ => s,
        };

        let origin = match value {
            Operand::Const(obj) => self.return_origin(graph, obj).unwrap_or(self.span()),
            Operand::Var(_) => self.span(),
        };
        let info = &self.out.graphs[graph];
        let (old, old_origin, name) = (info.result.clone(), info.result_origin, info.graph.name);
        let new = self.union(&old, &s).map_err(|f| {
            let primary = if old.is_none() { old_origin } else { origin };
            f.at(|| format!("the result of {name}()"), Some(old_origin), Some(origin)).standing_at(primary)
        })?;
        if self.out.same(&new, &old) {
            return Ok(());
        }
        let info = &mut self.out.graphs[graph];
        info.result = new;
        if info.result_origin.is_none() {
            info.result_origin = origin;
        }
        let callers = info.callers.clone();
        self.reflow(callers);
        Ok(())
    }

    /// Follows the exception edges that the block's last op can take.
    pub(crate) fn follow_cases(&mut self, graph: GraphId, block: BlockId, cases: &[ExcCase]) -> R<()> {
        let Some(op) = self.out.graphs[graph].graph.blocks[block].ops.last().cloned() else { return Ok(()) };
        let thrown = self.can_only_throw(&op)?;
        for case in cases {
            if let Some(thrown) = &thrown
                && !thrown
                    .iter()
                    .any(|&t| self.host_subclass(t, case.class) || self.host_subclass(case.class, t))
            {
                continue;
            }
            // What catches everything gets an instance of the root of all exceptions.
            let everything = case.class == self.host.exc.base_exception;
            let class = if everything { self.host.exc.exception } else { case.class };
            let classdef = self.classdef_of(class)?;
            let instance = SomeValue::instance(classdef, false);
            let class = SomeValue::from(Kind::TypeOf(Rc::from([case.evalue])));
            self.bind(graph, case.etype, class, op.span);
            self.bind(graph, case.evalue, instance, op.span);
            self.follow(graph, &case.link, &Facts::default())?;
        }
        Ok(())
    }

    fn host_subclass(&self, sub: rpython_host::Obj, sup: rpython_host::Obj) -> bool {
        let base_exception = self.host.exc.base_exception;
        sup == base_exception || self.host.class(sub).is_some_and(|c| c.mro.contains(&sup))
    }
}

/// The remedy for conflicts that have a usual one.
fn union_help(diagnostic: Diagnostic, left: &SomeValue, right: &SomeValue) -> Diagnostic {
    let has_none = left.is_none() || right.is_none();
    let number = |s: &SomeValue| matches!(s.kind, Kind::Integer { .. } | Kind::Bool(_) | Kind::Float);
    if has_none && (number(left) || number(right)) {
        return diagnostic.with_help(
            "a number is never None in RPython: use a special value such as -1, or raise an exception",
        );
    }
    if has_none && (matches!(left.kind, Kind::Tuple(_)) || matches!(right.kind, Kind::Tuple(_))) {
        return diagnostic
            .with_help("a tuple is never None in RPython: use an instance of a class, or a separate flag");
    }
    let unsigned =
        |s: &SomeValue| matches!(s.kind, Kind::Integer { ty, .. } if ty != rpython_lltype::LLType::Signed);
    if unsigned(left) != unsigned(right) && number(left) && number(right) {
        return diagnostic
            .with_help("convert one of them: intmask(x) gives an int, r_uint(x) an unsigned one");
    }
    diagnostic
}
