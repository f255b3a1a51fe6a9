//! Values computed before: common subexpressions, loads of what was stored or loaded, and what the way
//! taken tells. Works on open graphs, along the dominator tree.
//!
//! A load is an expression like any other, one of whose operands is the version of the memory
//! class it reads. Whatever may write the class begins a new version; so does entering a block that can
//! be reached on other ways than through its dominator, for what is written on those ways.

mod peephole;
mod tables;

use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{
    BlockId, Effect, Graph, Imm, Link, Op, OpCode, Operand, Program, ResultRule, Terminator, VarId,
};

use crate::{
    cfg::{Cfg, Visit},
    effects::{Class, Effects, Written},
    fold, propagate,
    thread::{case_constant, makes_nonnull},
};
use tables::{Key, Tables};

/// Blocks looked through at most to find out what is written on the ways to a block.
const WAYS_LIMIT: usize = 64;

/// What [`number_values`] is to do.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// Compute what is known, use what branches tell.
    pub fold: bool,
    /// Reuse loads and stores.
    pub memory: bool,
}

struct Numbering<'a> {
    program: &'a Program,
    effects: &'a Effects,
    wanted: Wanted,
    tables: Tables,
    /// Whether there is more to do.
    changed: bool,
}

/// Replaces what was computed, loaded or stored before, and what is known where it is used. Returns whether
/// that lays open more to do: a way that is not taken, a parameter or a callee that may be constant.
pub(crate) fn number_values(program: &Program, effects: &Effects, graph: &mut Graph, wanted: Wanted) -> bool {
    let cfg = Cfg::new(graph);
    let dominators = cfg.dominators();
    let idom = cfg.immediate_dominators();
    let ways = Ways::new(program, effects, graph, &cfg);
    let tables = Tables::new(graph.vars.len(), effects.classes.len());
    let mut state = Numbering { program, effects, wanted, tables, changed: false };
    let mut marks = Vec::new();
    for visit in dominators.walk() {
        match visit {
            Visit::Enter(at) => {
                marks.push(state.tables.mark());
                state.enter(graph, &cfg, at, idom[at] as usize, &ways);
                state.block(graph, cfg.order[at]);
            }
            Visit::Leave => {
                let mark = marks.pop().expect("each block is entered first");
                state.tables.undo(mark);
            }
        }
    }
    state.changed
}

/// What each block writes.
struct Ways<'a> {
    effects: &'a Effects,
    written: Vec<Written>,
}

impl<'a> Ways<'a> {
    fn new(program: &Program, effects: &'a Effects, graph: &Graph, cfg: &Cfg) -> Ways<'a> {
        let mut all = Vec::with_capacity(cfg.order.len());
        for &block in &cfg.order {
            let mut written = Written::default();
            for op in &graph.blocks[block].ops {
                if matches!(op.code.info().effect, Effect::Writes | Effect::Calls) {
                    written.add(&effects.written(program, graph, op));
                }
            }
            all.push(written);
        }
        Ways { effects, written: all }
    }

    /// What may be written between the end of the dominator and the block; `None` if there is too much to look at.
    fn between(&self, cfg: &Cfg, from: usize, to: usize) -> Option<Written> {
        let mut all = Written::default();
        let mut seen = vec![from as u32];
        let mut work: Vec<u32> = cfg.preds(to).to_vec();
        while let Some(at) = work.pop() {
            if seen.contains(&at) {
                continue;
            }
            if seen.len() > WAYS_LIMIT {
                return None;
            }
            seen.push(at);
            all.add(&self.written[at as usize]);
            if all.all {
                return Some(all);
            }
            work.extend(cfg.preds(at as usize));
        }
        Some(all)
    }

    /// Whether anything is cached at all, so that looking is worth it.
    fn any(&self) -> bool {
        self.effects.classes.len() > 0
    }
}

impl Numbering<'_> {
    /// Prepares what is known at the start of a block.
    fn enter(&mut self, graph: &Graph, cfg: &Cfg, at: usize, idom: usize, ways: &Ways<'_>) {
        if at == 0 {
            if !cfg.preds(0).is_empty() {
                self.tables.forget_all();
            }
            return;
        }
        if let [pred] = *cfg.preds(at) {
            self.outcome(graph, cfg.order[pred as usize], cfg.order[at]);
            return;
        }
        if !self.wanted.memory || !ways.any() {
            return;
        }
        match ways.between(cfg, idom, at) {
            Some(written) => {
                self.tables.forget(&written, &self.effects.classes);
                self.tables.forget_raw(&self.effects.classes);
            }
            None => self.tables.forget_all(),
        }
    }

    /// Records what the branch that leads to a block tells. The block has no other predecessor.
    fn outcome(&mut self, graph: &Graph, pred: BlockId, block: BlockId) {
        if !self.wanted.fold {
            return;
        }
        match &graph.blocks[pred].end {
            Terminator::Branch { cond: Operand::Var(v), if_true, .. } => {
                self.fact(graph, *v, if_true.target == block);
            }
            Terminator::Switch { value: Operand::Var(v), cases, .. } => {
                let case = cases.iter().find(|(_, link)| link.target == block);
                if let Some((case, _)) = case
                    && let Some(known) = case_constant(graph.vars[*v].ty, *case)
                {
                    self.tables.replace(*v, known);
                }
            }
            _ => {}
        }
    }

    /// Records that a condition has this outcome, and what follows.
    fn fact(&mut self, graph: &Graph, cond: VarId, outcome: bool) {
        if self.tables.value(&Operand::Var(cond)) != Operand::Var(cond) {
            return;
        }
        self.tables.replace(cond, Operand::bool(outcome));
        let Some((code, args)) = self.tables.definition(cond).cloned() else { return };
        match code {
            OpCode::bool_not => {
                if let Operand::Var(v) = args[0] {
                    self.fact(graph, v, !outcome);
                }
                return;
            }
            OpCode::ptr_nonzero | OpCode::ptr_iszero => {
                let null = outcome == (code == OpCode::ptr_iszero);
                match (&args[0], null) {
                    (Operand::Var(v), true) => {
                        let known = Operand::null(graph.vars[*v].ty.pointee().expect("a pointer"));
                        self.tables.replace(*v, known);
                    }
                    (pointer, false) => self.not_null(pointer.clone()),
                    (Operand::Const(_), true) => {}
                }
                return;
            }
            _ => {}
        }
        let Some((ty, arith)) = fold::classify(code) else { return };
        let equal = match arith {
            fold::Arith::Eq => outcome,
            fold::Arith::Ne => !outcome,
            _ => false,
        };
        if equal && ty != LLType::Float {
            match (&args[0], &args[1]) {
                (Operand::Var(v), known @ Operand::Const(_))
                | (known @ Operand::Const(_), Operand::Var(v)) => {
                    self.tables.replace(*v, known.clone());
                }
                _ => {}
            }
        }
        if let Some(inverse) = peephole::inverse(code) {
            self.tables.add(Key::new(inverse, Imm::None, &args, None), Operand::bool(!outcome));
        }
    }

    fn not_null(&mut self, pointer: Operand) {
        if !self.wanted.fold || matches!(pointer, Operand::Const(_)) {
            return;
        }
        let args = [pointer];
        self.tables.add(Key::new(OpCode::ptr_nonzero, Imm::None, &args, None), Operand::bool(true));
        self.tables.add(Key::new(OpCode::ptr_iszero, Imm::None, &args, None), Operand::bool(false));
    }

    fn block(&mut self, graph: &mut Graph, id: BlockId) {
        let ops = std::mem::take(&mut graph.blocks[id].ops);
        let mut kept = Vec::with_capacity(ops.len());
        let count = ops.len();
        let catches = matches!(graph.blocks[id].end, Terminator::Catch { .. });
        for (i, mut op) in ops.into_iter().enumerate() {
            for arg in &mut op.args {
                self.update(arg);
            }
            let pinned = catches && i + 1 == count;
            self.changed |= op.code == OpCode::indirect_call && op.args[0].as_func().is_some();
            if self.op(graph, &mut op, pinned) {
                kept.push(op);
            }
        }
        let block = &mut graph.blocks[id];
        block.ops = kept;
        let mut end = std::mem::replace(&mut block.end, Terminator::Unreachable);
        for operand in end.operands_mut() {
            self.update(operand);
        }
        for Link { args, .. } in end.links_mut() {
            for arg in args {
                // A parameter may turn out to be constant.
                self.changed |= self.update(arg) && matches!(arg, Operand::Const(_));
            }
        }
        if self.wanted.fold {
            self.changed |= propagate::decide(&mut end);
            self.swap_inverted(&mut end);
        }
        graph.blocks[id].end = end;
    }

    /// Writes what is known in place of an operand. Returns whether that is something else.
    fn update(&mut self, operand: &mut Operand) -> bool {
        let Operand::Var(v) = operand else { return false };
        match self.tables.replacement(*v) {
            Some(value) => {
                *operand = value;
                true
            }
            None => false,
        }
    }

    fn swap_inverted(&mut self, end: &mut Terminator) {
        if let Terminator::Branch { cond, if_true, if_false } = end
            && let Operand::Var(v) = cond
            && let Some((OpCode::bool_not, args)) = self.tables.definition(*v)
        {
            *cond = args[0].clone();
            std::mem::swap(if_true, if_false);
        }
    }

    /// Looks at an op whose operands are up to date. Returns whether it stays. What is `pinned` must not be
    /// replaced by an op that does not raise.
    fn op(&mut self, graph: &Graph, op: &mut Op, pinned: bool) -> bool {
        let ty = graph.vars[op.result].ty;
        if self.wanted.fold && !pinned {
            if fold::may_fold(op.code)
                && let Some(known) = fold::fold(self.program, op.code, &op.imm, &op.args, ty)
            {
                self.tables.replace(op.result, known);
                return false;
            }
            if let Some(known) = self.simplify(graph, op) {
                self.tables.replace(op.result, known);
                return false;
            }
        }
        let info = op.code.info();
        match info.effect {
            Effect::Pure if !info.can_raise => {
                self.tables.define(op);
                if is_expression(self.program, graph, op) && !self.first(op, None, ty) {
                    return false;
                }
            }
            Effect::Pure => {}
            Effect::Reads => {
                if self.wanted.memory
                    && let Some(class) = self.effects.classes.of(&self.program.types, graph, op)
                {
                    let version = self.tables.version(class, &self.effects.classes);
                    if !self.first(op, Some(version), ty) {
                        return false;
                    }
                }
                self.dereferenced(op);
            }
            Effect::Allocates => {
                self.tables.define(op);
                if self.wanted.memory {
                    self.fresh(op);
                }
            }
            Effect::Writes | Effect::Calls => {
                self.write(graph, op);
                self.dereferenced(op);
            }
        }
        if makes_nonnull(op, |_| false) {
            self.not_null(op.result.into());
        }
        true
    }

    /// Whether this expression is computed for the first time; else its result is replaced.
    fn first(&mut self, op: &Op, version: Option<(Class, u32, u32)>, ty: LLType) -> bool {
        let mut key = Key::new(op.code, op.imm.clone(), &op.args, version);
        if version.is_none() && op.code.info().result == ResultRule::Declared {
            key.to = Some(ty);
        }
        match self.tables.find(&key) {
            Some(known) => {
                self.tables.replace(op.result, known);
                false
            }
            None => {
                self.tables.add(key, op.result.into());
                true
            }
        }
    }

    /// The length of a fresh array is known.
    fn fresh(&mut self, op: &Op) {
        let Imm::Malloc(ty, _) = op.imm else { return };
        let array = self.program.types.varsize_array(ty);
        if op.code != OpCode::malloc_varsize || array.is_none_or(|a| self.effects.classes.may_shrink(a)) {
            return;
        }
        self.tables.lengths.insert(op.result, op.args[0].clone());
    }

    fn dereferenced(&mut self, op: &Op) {
        let through = matches!(
            op.code,
            OpCode::getfield
                | OpCode::setfield
                | OpCode::getarrayitem
                | OpCode::setarrayitem
                | OpCode::getarraysize
                | OpCode::getinteriorfield
                | OpCode::setinteriorfield
                | OpCode::getinteriorarraysize
        );
        if through {
            self.not_null(op.args[0].clone());
        }
    }

    fn write(&mut self, graph: &Graph, op: &Op) {
        if !self.wanted.memory {
            return;
        }
        let written = self.effects.written(self.program, graph, op);
        self.tables.forget(&written, &self.effects.classes);
        let read = match op.code {
            OpCode::setfield => OpCode::getfield,
            OpCode::setarrayitem => OpCode::getarrayitem,
            OpCode::setinteriorfield => OpCode::getinteriorfield,
            _ => return,
        };
        let Some(class) = self.effects.classes.of(&self.program.types, graph, op) else { return };
        let (value, place) = op.args.split_last().expect("a value to store");
        let version = self.tables.version(class, &self.effects.classes);
        self.tables.add(Key::new(read, op.imm.clone(), place, Some(version)), value.clone());
    }
}

/// Whether computing the op again gives the same as before, anywhere. Not so for addresses of managed objects and
/// pointers into them: they must not be kept while the object may move.
fn is_expression(program: &Program, graph: &Graph, op: &Op) -> bool {
    if fold::classify(op.code).is_some() {
        return true;
    }
    match op.code {
        OpCode::cast_ptr_to_adr
        | OpCode::cast_ptr_to_int
        | OpCode::cast_adr_to_int
        | OpCode::cast_adr_to_ptr
        | OpCode::cast_int_to_adr
        | OpCode::cast_int_to_ptr
        | OpCode::hint
        | OpCode::same_as
        | OpCode::jit_force_virtual
        | OpCode::jit_is_virtual => false,
        OpCode::getsubstruct
        | OpCode::getarraysubstruct
        | OpCode::direct_fieldptr
        | OpCode::direct_arrayitems
        | OpCode::direct_ptradd => !program.types.is_gc_ptr(graph.operand_type(&op.args[0])),
        _ => {
            let address = |operand: &Operand| graph.operand_type(operand) == LLType::Address;
            !op.args.iter().any(address)
        }
    }
}

/// A `Signed` constant's number.
fn signed(operand: &Operand) -> Option<i64> {
    match operand.as_const() {
        Some(Value::Int(n)) => Some(*n),
        _ => None,
    }
}
