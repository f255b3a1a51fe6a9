//! After the fixed point: what is blocked, call families, and equal signatures in tables of functions.

use std::rc::Rc;

use rpython_base::{Diagnostic, EntityId, FastSet, Span, Symbol};
use rpython_bytecode::{Code, Op};
use rpython_flow::{Block, BlockId, Link, OpKind, Operand, Terminator};
use rpython_host::{Obj, Object};

use crate::calls::{ArgSource, CallShape};
use crate::cx::{BlockState, Cx};
use crate::descs::Desc;
use crate::fail::{Fail, R};
use crate::{CallFamilyId, CallSite, CallSiteKind, DescId, GraphId, Kind, SomeValue};

impl Cx<'_> {
    /// A failure as a diagnostic.
    pub(crate) fn diagnostic_of(&mut self, fail: Fail) -> Diagnostic {
        match fail {
            Fail::Error(d) => *d,
            Fail::Union(failure) => self.union_diagnostic(*failure),
            Fail::Blocked(Some(d)) => *d,
            Fail::Blocked(None) | Fail::Harmless => {
                Diagnostic::error("blocked", self.span(), "this operation never succeeds")
            }
        }
    }

    /// Keeps a failure that has no place in a graph.
    pub(crate) fn general_failure(&mut self, fail: Fail) {
        if matches!(fail, Fail::Harmless | Fail::Blocked(None)) {
            return;
        }
        let diagnostic = self.diagnostic_of(fail);
        if !self.work.general_errors.contains(&diagnostic) {
            self.work.general_errors.push(diagnostic);
        }
    }

    /// All errors: those met, and blocks that stayed blocked.
    pub(crate) fn diagnostics(&mut self) -> Vec<Diagnostic> {
        let mut found: Vec<Diagnostic> = self.work.general_errors.clone();
        found.extend(self.work.errors.values().cloned());
        found.extend(self.late_diagnostics(!found.is_empty()));
        if found.is_empty() {
            found.extend(self.unexplained());
        }
        self.check_results(&mut found);
        let mut unique: Vec<Diagnostic> = Vec::new();
        for d in found {
            let same = |u: &Diagnostic| u.code == d.code && u.span == d.span && u.message == d.message;
            if !unique.iter().any(same) {
                unique.push(d);
            }
        }
        unique
    }

    /// The reasons of what stayed blocked. A missing attribute that some function assigns, or a value that is only ever
    /// None, may be the consequence of an error elsewhere: it is left out then.
    fn late_diagnostics(&self, errors_before: bool) -> Vec<Diagnostic> {
        let assigned = self.assigned_names();
        let (later, certain): (Vec<_>, Vec<_>) =
            self.work.late_reasons.iter().partition(|((graph, block, op), reason)| {
                self.may_follow(*graph, *block, *op, reason, &assigned)
            });
        let missing = |reason: &Diagnostic| reason.code == "attribute";
        let chosen = match () {
            () if errors_before || !certain.is_empty() => certain,
            () if later.iter().any(|(_, reason)| !missing(reason)) => {
                later.into_iter().filter(|(_, reason)| !missing(reason)).collect()
            }
            () => later,
        };
        let with_chain = |(&(graph, _, _), reason): (&(GraphId, BlockId, u32), &Diagnostic)| {
            reason.clone().with_chain(self.call_chain(graph))
        };
        chosen.into_iter().map(with_chain).collect()
    }

    /// Names of attributes that code of known functions and methods assigns, reached or not.
    fn assigned_names(&self) -> FastSet<Symbol> {
        let graphs = self.out.graphs.values().filter_map(|info| info.graph.code.clone());
        let functions = self.out.descs.values().flat_map(|desc| match desc {
            Desc::Function(f) => f.func.and_then(|func| self.code_of(func)).into_iter().collect(),
            Desc::Class(class) => self.method_codes(class.class),
            _ => Vec::new(),
        });
        let mut names = FastSet::default();
        for code in graphs.chain(functions) {
            names.extend(code.instrs.iter().filter_map(|instr| match instr.op {
                Op::StoreAttr(name) => Some(code.names[name as usize]),
                _ => None,
            }));
        }
        names
    }

    fn code_of(&self, obj: Obj) -> Option<Rc<Code>> {
        match self.host.get(obj) {
            Object::Function(f) => Some(f.code.clone()),
            _ => None,
        }
    }

    fn method_codes(&self, class: Obj) -> Vec<Rc<Code>> {
        match self.host.get(class) {
            Object::Class(class) => class.dict.values().filter_map(|&obj| self.code_of(obj)).collect(),
            _ => Vec::new(),
        }
    }

    fn may_follow(
        &self,
        graph: GraphId,
        block: BlockId,
        op: u32,
        reason: &Diagnostic,
        assigned: &FastSet<Symbol>,
    ) -> bool {
        let op = self.out.graphs[graph].graph.blocks[block].ops.get(op as usize);
        let name = op.and_then(|o| o.args.get(1)).and_then(|a| a.as_const());
        let name = name.and_then(|n| self.host.symbol_of(n));
        reason.code != "attribute" || name.is_none_or(|n| assigned.contains(&n))
    }

    /// Blocks that stayed blocked without a reason.
    fn unexplained(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for graph in self.out.graphs.ids() {
            for (index, state) in self.work.blocks[graph.index()].iter().enumerate() {
                if let Some(op) = state.blocked {
                    found.push(self.unexplained_block(graph, BlockId::from_index(index), op));
                }
            }
        }
        found
    }

    fn unexplained_block(&self, graph: GraphId, block: BlockId, op: u32) -> Diagnostic {
        let info = &self.out.graphs[graph];
        let b = &info.graph.blocks[block];
        let at = b.ops.get(op as usize);
        let span = at.map_or(b.end_span, |o| o.span);
        let mut d = Diagnostic::error(
            "blocked",
            span,
            "this operation never succeeds: one of its operands has no value",
        );
        if let Some(o) = at {
            for arg in &o.args {
                if let Operand::Var(v) = arg
                    && info.bindings[v.index()].is_impossible()
                    && let Some(name) = info.graph.vars[*v].name
                {
                    d = d.with_note(format!("{name} never gets a value"));
                }
            }
            if o.kind == OpKind::next || o.kind == OpKind::getitem {
                d = d.with_note("the container it comes from is always empty");
            }
        }
        d.with_chain(self.call_chain(graph))
    }

    /// Programs return an int.
    fn check_results(&mut self, found: &mut Vec<Diagnostic>) {
        if !found.is_empty() {
            return;
        }
        for &graph in &self.work.checks_result {
            let info = &self.out.graphs[graph];
            if matches!(info.result.kind, Kind::Integer { .. }) {
                continue;
            }
            let what = match info.result.kind {
                Kind::Impossible => "never returns (it always raises an exception)".to_owned(),
                _ => format!("returns {}", self.out.describe_a(&info.result)),
            };
            let mut d = Diagnostic::error(
                "entry-point",
                info.graph.span,
                format!(
                    "the entry point {}() must return an int, the exit status, and {what}",
                    info.graph.name
                ),
            )
            .with_help("end it with `return 0`");
            if info.result.is_impossible() {
                d.help = None;
                if let Some(span) = self.last_reached(graph) {
                    d = d.with_label(span, "this never gives a result");
                }
            } else if !info.result_origin.is_none() {
                d = d.with_label(info.result_origin, format!("{} here", self.out.describe_a(&info.result)));
            }
            found.push(d);
        }
    }

    /// The op in a graph behind which nothing is reached.
    fn last_reached(&self, graph: GraphId) -> Option<Span> {
        let info = &self.out.graphs[graph];
        let reached = |block: BlockId| info.reached.get(block.index()).copied().unwrap_or(false);
        info.graph.blocks.iter().filter(|&(id, _)| reached(id)).find_map(|(_, block)| {
            let dead = block.ops.iter().find(|op| info.bindings[op.result.index()].is_impossible())?;
            Some(dead.span)
        })
    }

    /// Makes call families from what the call ops reach, and the graphs of each row equal in signature.
    pub(crate) fn normalize(&mut self) {
        self.call_families();
        for _ in 0..100 {
            if let Err(fail) = self.normalize_families() {
                self.general_failure(fail);
                return;
            }
            if self.out.reflow.is_empty() && self.work.queue.is_empty() {
                break;
            }
            self.run();
            self.call_families();
        }
        self.merge_methods_of_classes();
        self.resize_assigned();
    }

    /// Lists whose slices are assigned get a length that can change, unless they must keep theirs.
    fn resize_assigned(&mut self) {
        let lists: Vec<_> = self.out.lists.roots().collect();
        for id in lists {
            let d = self.out.lists.get_mut(id);
            if d.slice_assigned && d.never_resize.is_none() && !d.frozen {
                d.resized = true;
            }
        }
    }

    fn call_families(&mut self) {
        let mut keys: Vec<_> = self.out.call_sites.keys().copied().collect();
        keys.sort_unstable();
        for key in keys {
            let site = self.out.call_sites[&key].clone();
            let family = self.add_site(&site);
            if let Some(site) = self.out.call_sites.get_mut(&key) {
                site.family = family;
            }
        }
        for index in 0..self.out.extra_calls.len() {
            let site = self.out.extra_calls[index].clone();
            let family = self.add_site(&site);
            self.out.extra_calls[index].family = family;
        }
    }

    fn add_site(&mut self, site: &CallSite) -> Option<CallFamilyId> {
        let of = |cx: &Self, desc: DescId| match &cx.out.descs[desc] {
            Desc::Function(f) => Some(f.family),
            Desc::Class(c) => Some(c.family),
            Desc::Method(_) | Desc::Frozen(_) | Desc::MethodOfFrozen(_) => None,
        };
        match site.kind {
            CallSiteKind::Functions
            | CallSiteKind::Methods
            | CallSiteKind::FrozenMethods
            | CallSiteKind::Classes => {}
            CallSiteKind::Memo | CallSiteKind::Builtin(_) | CallSiteKind::BuiltinMethod(_) => return None,
        }
        let first = of(self, site.row.targets.first()?.0)?;
        let mut family = self.out.call_families.find(first);
        for &(desc, _) in &site.row.targets[1..] {
            let other = of(self, desc)?;
            family = self.merge_call_families(family, other);
        }
        let kept = self.out.call_families.get_mut(family);
        kept.called = true;
        let table = kept.tables.entry(site.shape.clone()).or_default();
        if !table.contains(&site.row) {
            table.push(site.row.clone());
        }
        Some(family)
    }

    /// One family of two.
    fn merge_call_families(&mut self, a: CallFamilyId, b: CallFamilyId) -> CallFamilyId {
        let (a, b) = (self.out.call_families.find(a), self.out.call_families.find(b));
        if a == b {
            return a;
        }
        let (family, gone) = (a.min(b), a.max(b));
        let lost = std::mem::take(self.out.call_families.get_mut(gone));
        self.out.call_families.redirect(family, gone);
        let kept = self.out.call_families.get_mut(family);
        kept.members.extend(lost.members);
        kept.members.sort_unstable();
        kept.members.dedup();
        kept.called |= lost.called;
        for (shape, rows) in lost.tables {
            let table = kept.tables.entry(shape).or_default();
            for row in rows {
                if !table.contains(&row) {
                    table.push(row);
                }
            }
        }
        family
    }

    /// The functions that classes have for one attribute are values of one place, whatever calls of it reach: an
    /// abstract method, for one, may never be called.
    fn merge_methods_of_classes(&mut self) {
        let mut sets: Vec<Vec<CallFamilyId>> = Vec::new();
        for class in self.out.classdefs.values() {
            for attr in class.attrs.values().filter(|attr| attr.readonly) {
                let Some(set) = attr.value.as_pbc() else { continue };
                let of = |&desc: &DescId| {
                    let function = match &self.out.descs[desc] {
                        Desc::Method(m) => m.func,
                        _ => desc,
                    };
                    match &self.out.descs[function] {
                        Desc::Function(f) => Some(f.family),
                        _ => None,
                    }
                };
                sets.push(set.descs.iter().filter_map(of).collect());
            }
        }
        for set in sets {
            let called = |&family: &CallFamilyId| !self.out.call_families.get(family).tables.is_empty();
            if !set.iter().map(|&family| self.out.call_families.find(family)).any(|family| called(&family)) {
                continue;
            }
            for pair in set.windows(2) {
                self.merge_call_families(pair[0], pair[1]);
            }
        }
    }

    fn normalize_families(&mut self) -> R<()> {
        let families: Vec<CallFamilyId> = self.out.call_families.roots().collect();
        for family in families {
            let tables = self.out.call_families.get(family).tables.clone();
            let shapes = tables.len();
            for (shape, rows) in &tables {
                for row in rows.iter().filter(|row| row.targets.len() > 1) {
                    let classes = self.out.descs[row.targets[0].0].is_class();
                    self.equalize_parameters(shape, &row.targets, shapes, classes)?;
                }
            }
            for rows in tables.values() {
                for row in rows.iter().filter(|row| row.targets.len() > 1) {
                    let mut graphs: Vec<GraphId> = row.targets.iter().map(|t| t.1).collect();
                    graphs.sort_unstable();
                    graphs.dedup();
                    self.equalize_annotations(&graphs)?;
                }
            }
        }
        Ok(())
    }

    /// Gives the graphs of a row the parameters that the call passes, where they differ in defaults or order.
    fn equalize_parameters(
        &mut self,
        shape: &CallShape,
        targets: &[(DescId, GraphId)],
        shapes: usize,
        classes: bool,
    ) -> R<()> {
        let count = shape.positional as usize + shape.keywords.len();
        // Each class of a set is told apart and gets a call of its own `__init__`; equal signatures are filled up alike
        // by each call.
        if classes || self.same_signature(targets) {
            return Ok(());
        }
        for &(desc, graph) in targets {
            if graph.index() < self.work.finished || self.out.graphs[graph].shape.as_ref() == Some(shape) {
                continue;
            }
            let Desc::Function(f) = &self.out.descs[desc] else { continue };
            let Ok((sources, rest)) = f.signature.match_shape(shape) else { continue };
            let straight = sources.iter().enumerate().all(|(i, s)| *s == ArgSource::Positional(i));
            if straight && sources.len() + rest.len() == count {
                continue;
            }
            if shapes > 1 {
                let (name, span) = (f.name, f.span);
                return Err(Diagnostic::error(
                    "call-args",
                    span,
                    format!(
                        "{name}() is called together with other functions, with different numbers of arguments at \
                         different places"
                    ),
                )
                .with_help("pass all arguments at every call, or use separate functions")
                .into());
            }
            self.put_start_block(graph, shape, &sources, &rest)?;
        }
        Ok(())
    }

    /// Whether functions have parameters of the same names with the same default values, and still take them as they are.
    fn same_signature(&mut self, targets: &[(DescId, GraphId)]) -> bool {
        let mut first: Option<(Vec<Symbol>, Vec<rpython_host::Obj>)> = None;
        for &(desc, graph) in targets {
            let Desc::Function(f) = &self.out.descs[desc] else { return false };
            if f.signature.star.is_some() || self.out.graphs[graph].shape.is_some() {
                return false;
            }
            let (params, defaults) = (f.signature.params.clone(), f.signature.defaults.clone());
            let defaults = defaults.into_iter().map(|d| self.canonical(d)).collect();
            match &first {
                None => first = Some((params, defaults)),
                Some(known) if *known == (params, defaults) => {}
                Some(_) => return false,
            }
        }
        true
    }

    /// A new start block that takes what a call of this shape passes.
    fn put_start_block(
        &mut self,
        graph: GraphId,
        shape: &CallShape,
        sources: &[ArgSource],
        rest: &[usize],
    ) -> R<()> {
        let count = shape.positional as usize + shape.keywords.len();
        let old: Vec<_> =
            self.out.graphs[graph].graph.blocks[self.out.graphs[graph].graph.start].params.clone();
        let mut cells = vec![SomeValue::IMPOSSIBLE; count];
        let mut links: Vec<Option<usize>> = Vec::new();
        let mut defaults: Vec<Option<rpython_host::Obj>> = Vec::new();
        for (i, source) in sources.iter().enumerate() {
            let from = match source {
                ArgSource::Positional(p) => Some(*p),
                ArgSource::Keyword(k) => Some(shape.positional as usize + k),
                ArgSource::Default(_) => None,
            };
            if let Some(from) = from {
                cells[from] = self.out.graphs[graph].binding(old[i]).clone();
            }
            links.push(from);
            defaults.push(match source {
                ArgSource::Default(obj) => Some(*obj),
                _ => None,
            });
        }
        for (k, &p) in rest.iter().enumerate() {
            cells[p] = self.out.graphs[graph].binding(old[sources.len() + k]).clone();
            links.push(Some(p));
            defaults.push(None);
        }
        for &obj in defaults.iter().flatten() {
            self.constant(obj)?;
        }
        let params = self.prepend_start_block(graph, cells, |params| {
            links
                .iter()
                .zip(&defaults)
                .map(|(from, default)| match (from, default) {
                    (Some(p), _) => Operand::Var(params[*p]),
                    (None, Some(obj)) => Operand::Const(*obj),
                    (None, None) => unreachable!("a parameter has an argument or a default"),
                })
                .collect()
        });
        debug_assert_eq!(params, count);
        self.out.graphs[graph].shape = Some(shape.clone());
        Ok(())
    }

    fn prepend_start_block(
        &mut self,
        graph: GraphId,
        cells: Vec<SomeValue>,
        args: impl FnOnce(&[rpython_flow::VarId]) -> Vec<Operand>,
    ) -> usize {
        let info = &mut self.out.graphs[graph];
        let mut params = Vec::with_capacity(cells.len());
        for cell in cells {
            info.bindings.push(cell);
            info.origins.push(Span::NONE);
            params.push(info.graph.vars.push(Default::default()));
        }
        let count = params.len();
        let args = args(&params);
        let span = info.graph.span;
        let end = Terminator::Goto(Link { target: info.graph.start, args });
        info.graph.start = info.graph.blocks.push(Block { params, ops: Vec::new(), end, end_span: span });
        info.reached.push(true);
        info.own_start = true;
        let state = BlockState { seen: true, ..BlockState::default() };
        self.work.blocks[graph.index()].push(state);
        count
    }

    /// Makes parameters and results of graphs that share a table equal.
    fn equalize_annotations(&mut self, graphs: &[GraphId]) -> R<()> {
        let count = self.out.graphs[graphs[0]].params().len();
        if graphs.iter().any(|&g| self.out.graphs[g].params().len() != count) {
            return Ok(());
        }
        let mut cells = vec![SomeValue::IMPOSSIBLE; count];
        let mut result = SomeValue::IMPOSSIBLE;
        for &g in graphs {
            self.widen_own_start(g)?;
            let name = self.out.graphs[g].graph.name;
            for (i, cell) in cells.iter_mut().enumerate() {
                let param = self.out.graphs[g].graph.blocks[self.out.graphs[g].graph.start].params[i];
                let binding = self.out.graphs[g].binding(param).without_known_types();
                *cell = self.union(cell, &binding).map_err(|f| {
                    f.at(
                        || format!("argument {} of {name}() and functions called at the same places", i + 1),
                        None,
                        None,
                    )
                })?;
            }
            let returned = self.out.graphs[g].result.clone();
            let origin = self.out.graphs[g].result_origin;
            result = self.union(&result, &returned).map_err(|f| {
                f.at(
                    || format!("the result of {name}() and functions called at the same places"),
                    None,
                    Some(origin),
                )
            })?;
        }
        for &g in graphs {
            if g.index() < self.work.finished {
                continue;
            }
            self.set_start_annotations(g, &cells);
            self.out.graphs[g].result = result.clone();
        }
        Ok(())
    }

    /// Calls flow into the function's first block: what came since its own start block was made must fit there too.
    fn widen_own_start(&mut self, graph: GraphId) -> R<()> {
        let info = &self.out.graphs[graph];
        let Terminator::Goto(link) = &info.graph.blocks[info.graph.start].end else { return Ok(()) };
        if !info.own_start {
            return Ok(());
        }
        let pairs: Vec<_> =
            link.args.iter().copied().zip(info.graph.blocks[link.target].params.iter().copied()).collect();
        for (arg, param) in pairs {
            let Operand::Var(outer) = arg else { continue };
            let info = &self.out.graphs[graph];
            let wide =
                self.union(&info.binding(outer).clone(), &info.binding(param).without_known_types())?;
            self.out.graphs[graph].bindings[outer.index()] = wide;
        }
        Ok(())
    }

    fn set_start_annotations(&mut self, graph: GraphId, cells: &[SomeValue]) {
        let info = &self.out.graphs[graph];
        let differs = info.params().zip(cells).any(|(old, new)| !self.out.same(old, new));
        if !differs {
            return;
        }
        if !info.own_start {
            self.prepend_start_block(graph, cells.to_vec(), |params| {
                params.iter().map(|&v| Operand::Var(v)).collect()
            });
            return;
        }
        let params = info.graph.blocks[info.graph.start].params.clone();
        let info = &mut self.out.graphs[graph];
        for (param, cell) in params.iter().zip(cells) {
            info.bindings[param.index()] = cell.clone();
        }
    }
}
