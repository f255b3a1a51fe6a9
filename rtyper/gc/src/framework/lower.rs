//! Lowers the ops of one function, block by block.

mod alloc;
mod barrier;
mod clear;
mod roots;

use rpython_base::{Diagnostic, EntityId, FastMap, FastSet, Span};
use rpython_lltype::{ContainerId, FuncId, LLType};
use rpython_lowlevel::{
    BlockId, FuncBody, Graph, Imm, Link, Op, OpCode, Operand, Program, Terminator, Var, VarId,
    cleanup::predecessor_counts,
};

use self::clear::Written;
use super::collects::Collecting;
use super::{Context, is_internal, is_managed};
use roots::Frame;

/// Lowers one function.
pub fn function(
    program: &mut Program,
    cx: &Context,
    collecting: &Collecting,
    finalizers: &[(ContainerId, FuncId)],
    id: FuncId,
) -> Result<(), Diagnostic> {
    let Some(slot) = program.funcs[id].graph_mut() else { return Ok(()) };
    let mut graph = std::mem::take(slot);
    let internal = is_internal(program, id);
    let counts = predecessor_counts(&graph);
    // Parameters of blocks that follow one block only, with which fresh objects come from there.
    let mut coming: FastMap<BlockId, FastSet<VarId>> = FastMap::default();
    for block in graph.reverse_postorder() {
        let ops = std::mem::take(&mut graph.blocks[block].ops);
        let end = std::mem::replace(&mut graph.blocks[block].end, Terminator::Unreachable);
        let last_use = last_uses(&ops, &end);
        let defined = graph.blocks[block].params.clone();
        let mut lowering = Lowering {
            program,
            cx,
            collecting,
            finalizers,
            graph: &mut graph,
            internal,
            block,
            out: Vec::with_capacity(ops.len()),
            last_use,
            defined,
            now: FastMap::default(),
            frame: None,
            stale: FastSet::default(),
            fresh: coming.remove(&block).unwrap_or_default(),
            at: 0,
            written: Written::default(),
        };
        let written: Vec<Written> = ops
            .iter()
            .enumerate()
            .filter(|(_, op)| allocates(op))
            .map(|(i, op)| Written::after(lowering.program, lowering.graph, op.result, &ops[i + 1..], &end))
            .collect();
        let mut written = written.into_iter();
        for (index, op) in ops.into_iter().enumerate() {
            lowering.at = index;
            if allocates(&op) {
                lowering.written = written.next().unwrap_or_default();
            }
            let result = op.result;
            let same = matches!(op.code, OpCode::cast_pointer | OpCode::same_as);
            let of = op.args.first().and_then(Operand::as_var).filter(|_| same);
            lowering.op(op)?;
            if of.is_some_and(|v| lowering.fresh.contains(&v)) {
                lowering.fresh.insert(result);
            }
            lowering.defined.push(result);
        }
        for link in end.links() {
            if counts[link.target.index()] == 1 && link.target != lowering.graph.start {
                coming.insert(link.target, lowering.fresh_params(link));
            }
        }
        lowering.finish(end);
    }
    program.funcs[id].body = FuncBody::Graph(graph);
    Ok(())
}

/// Whether an op allocates a managed object.
fn allocates(op: &Op) -> bool {
    matches!(op.code, OpCode::malloc | OpCode::malloc_varsize)
}

/// Position of the last use of each variable; `usize::MAX` for uses behind the ops.
fn last_uses(ops: &[Op], end: &Terminator) -> FastMap<VarId, usize> {
    let mut last = FastMap::default();
    for (index, op) in ops.iter().enumerate() {
        for v in op.args.iter().filter_map(Operand::as_var) {
            last.insert(v, index);
        }
    }
    let links = end.links();
    for operand in end.operands().into_iter().chain(links.iter().flat_map(|link| &link.args)) {
        if let Some(v) = operand.as_var() {
            last.insert(v, usize::MAX);
        }
    }
    last
}

/// The state while one block is lowered. Where the block is split, `block` and `out` go on with the
/// later part, and `now` says what the variables are called there.
struct Lowering<'a> {
    program: &'a Program,
    cx: &'a Context,
    collecting: &'a Collecting,
    finalizers: &'a [(ContainerId, FuncId)],
    graph: &'a mut Graph,
    /// Part of the collector: no roots, no barriers.
    internal: bool,
    block: BlockId,
    out: Vec<Op>,
    /// By original variable.
    last_use: FastMap<VarId, usize>,
    /// Original variables that have a value by now.
    defined: Vec<VarId>,
    /// What an original variable is called now, where that is not its own name.
    now: FastMap<VarId, VarId>,
    /// The part of the shadow stack in use, if any.
    frame: Option<Frame>,
    /// Original variables whose valid value is only in the shadow stack.
    stale: FastSet<VarId>,
    /// Original variables that hold objects which need no barrier before the next possible collection: they were
    /// allocated, or have been through a barrier, since the last one.
    fresh: FastSet<VarId>,
    /// Index of the op being lowered.
    at: usize,
    /// If it is an allocation: what is written to the object behind it.
    written: Written,
}

impl Lowering<'_> {
    /// The parameters that a link gives fresh objects to.
    fn fresh_params(&self, link: &Link) -> FastSet<VarId> {
        let params = &self.graph.blocks[link.target].params;
        let fresh = |arg: &Operand| arg.as_var().is_some_and(|v| self.fresh.contains(&v));
        params.iter().zip(&link.args).filter(|(_, arg)| fresh(arg)).map(|(&param, _)| param).collect()
    }

    fn emit(&mut self, code: OpCode, args: Vec<Operand>, imm: Imm, ty: LLType, span: Span) -> VarId {
        let result = self.graph.var(ty);
        self.out.push(Op { code, args, imm, result, span });
        result
    }

    fn emit_op(&mut self, code: OpCode, args: Vec<Operand>, ty: LLType) -> Operand {
        Operand::Var(self.emit(code, args, Imm::None, ty, Span::NONE))
    }

    /// A call of one of the collector's functions.
    fn entry_call(&self, func: FuncId, args: Vec<Operand>, result: VarId, span: Span) -> Op {
        let callee = Operand::func(LLType::Ptr(self.program.funcs[func].ty), func);
        let args = std::iter::once(callee).chain(args).collect();
        Op { code: OpCode::direct_call, args, imm: Imm::None, result, span }
    }

    fn call_entry(&mut self, func: FuncId, args: Vec<Operand>, span: Span) -> Operand {
        let ty = self.program.result_type(func);
        let result = self.graph.var(ty);
        let call = self.entry_call(func, args, result, span);
        self.out.push(call);
        Operand::Var(result)
    }

    /// The operand under its present name, read back from the shadow stack if need be.
    fn present(&mut self, operand: &mut Operand) {
        if let Operand::Var(v) = operand {
            *v = self.current(*v);
        }
    }

    fn current(&mut self, v: VarId) -> VarId {
        if self.stale.remove(&v) {
            let restored = self.restore(v);
            self.now.insert(v, restored);
        }
        self.now.get(&v).copied().unwrap_or(v)
    }

    fn is_live_after(&self, v: VarId) -> bool {
        self.last_use.get(&v).is_some_and(|&last| last > self.at)
    }

    fn managed(&self, v: VarId) -> bool {
        is_managed(self.program, self.graph.vars[v].ty)
    }

    /// Fresh variables of the same types.
    fn like(&mut self, vars: &[VarId]) -> Vec<VarId> {
        vars.iter()
            .map(|&v| {
                let Var { ty, name } = self.graph.vars[v];
                self.graph.vars.push(Var { ty, name })
            })
            .collect()
    }

    /// Closes the present block and goes on in another.
    fn continue_in(&mut self, next: BlockId, end: Terminator) {
        self.graph.blocks[self.block].ops = std::mem::take(&mut self.out);
        self.graph.blocks[self.block].end = end;
        self.block = next;
    }

    fn finish(mut self, mut end: Terminator) {
        for operand in end.operands_mut() {
            self.present(operand);
        }
        for link in end.links_mut() {
            for operand in &mut link.args {
                self.present(operand);
            }
        }
        self.pop_frame();
        self.graph.blocks[self.block].ops = self.out;
        self.graph.blocks[self.block].end = end;
    }

    /// Puts another op, whose operands have their present names, in the place of this one.
    fn replace(&mut self, op: &Op, code: OpCode, args: Vec<Operand>) {
        self.out.push(Op { code, args, imm: Imm::None, result: op.result, span: op.span });
    }

    fn constant(&mut self, op: &Op, value: Operand) {
        self.replace(op, OpCode::same_as, vec![value]);
    }

    fn address_of(&mut self, pointer: Operand) -> Operand {
        self.emit_op(OpCode::cast_ptr_to_adr, vec![pointer], LLType::Address)
    }

    fn op(&mut self, mut op: Op) -> Result<(), Diagnostic> {
        if is_store(op.code) {
            // The store looks its target up under the original name.
            self.store(op);
            return Ok(());
        }
        for operand in &mut op.args {
            self.present(operand);
        }
        if self.internal && matches!(&op.imm, Imm::Malloc(_, flavor) if flavor.gc) {
            return Err(Diagnostic::error("internal", op.span, "the collector allocates managed memory"));
        }
        match op.code {
            OpCode::malloc | OpCode::malloc_varsize => self.allocate(op),
            OpCode::direct_call | OpCode::indirect_call if self.collecting.op(&op) => self.collecting_op(op),
            _ => return self.collector_op(op),
        }
        Ok(())
    }

    /// Ops of the collector's own, and those that have nothing to do with it.
    fn collector_op(&mut self, op: Op) -> Result<(), Diagnostic> {
        let entries = self.cx.entries;
        match op.code {
            OpCode::gc_collect => {
                let call = self.entry_call(entries.gc_collect, vec![], op.result, op.span);
                self.collecting_op(call);
            }
            OpCode::gc_collect_young => {
                let call = self.entry_call(entries.gc_collect_young, vec![], op.result, op.span);
                self.collecting_op(call);
            }
            OpCode::gc_identityhash | OpCode::gc_id => {
                let address = self.address_of(op.args[0].clone());
                let call = self.entry_call(entries.gc_identity_hash, vec![address], op.result, op.span);
                self.out.push(call);
            }
            OpCode::weakref_create => self.weakref_create(op),
            OpCode::weakref_deref => {
                let reference = self.address_of(op.args[0].clone());
                let target =
                    self.emit_op(OpCode::raw_load, vec![reference, Operand::signed(0)], LLType::Address);
                self.replace(&op, OpCode::cast_adr_to_ptr, vec![target]);
            }
            OpCode::gc_can_move => {
                let address = self.address_of(op.args[0].clone());
                let call = self.entry_call(entries.gc_can_move, vec![address], op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_add_memory_pressure => {
                let call = self.entry_call(entries.gc_add_memory_pressure, op.args, op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_pin | OpCode::shrink_array => self.constant(&op, Operand::bool(false)),
            OpCode::gc_unpin | OpCode::gc_trace_place => self.constant(&op, Operand::void()),
            OpCode::gc_set_max_heap_size => {
                let call = self.entry_call(entries.gc_set_max_heap_size, op.args, op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_enable | OpCode::gc_disable => {
                let on = Operand::bool(op.code == OpCode::gc_enable);
                let call = self.entry_call(entries.gc_set_enabled, vec![on], op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_isenabled => {
                let call = self.entry_call(entries.gc_is_enabled, vec![], op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_get_stat => {
                let which = match &op.imm {
                    Imm::Sym(name) => name.as_str().parse().unwrap_or(-1),
                    _ => -1,
                };
                let call = self.entry_call(entries.gc_stat, vec![Operand::signed(which)], op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_get_type_id => {
                let address = self.address_of(op.args[0].clone());
                let offset = Operand::signed(-self.cx.header);
                let header = self.emit_op(OpCode::raw_load, vec![address, offset], LLType::Signed);
                let mask = (1 << (self.program.model.word_bits / 2)) - 1;
                self.replace(&op, OpCode::int_and, vec![header, Operand::signed(mask)]);
            }
            OpCode::gc_is_instance => self.replace(&op, OpCode::same_as, vec![Operand::bool(false)]),
            OpCode::gc_fq_register => {
                let args = op.args.iter().map(|arg| self.address_of(arg.clone())).collect();
                let call = self.entry_call(entries.gc_fq_register, args, op.result, op.span);
                self.out.push(call);
            }
            OpCode::gc_fq_next_dead => {
                let queue = self.address_of(op.args[0].clone());
                let object = self.call_entry(entries.gc_fq_next_dead, vec![queue], op.span);
                self.replace(&op, OpCode::cast_adr_to_ptr, vec![object]);
            }
            OpCode::free => self.free(op),
            OpCode::lock_exchange => self.collecting_op(op),
            _ => self.out.push(op),
        }
        Ok(())
    }

    fn free(&mut self, op: Op) {
        let address = self.address_of(op.args[0].clone());
        self.replace(&op, OpCode::raw_free, vec![address]);
    }

    /// A constant of type `Signed` for the lower half of a header.
    fn type_id(&self, ty: ContainerId) -> Operand {
        Operand::signed(self.cx.ids.id(ty))
    }
}

/// Ops that may need a write barrier.
fn is_store(code: OpCode) -> bool {
    matches!(
        code,
        OpCode::setfield
            | OpCode::setarrayitem
            | OpCode::setinteriorfield
            | OpCode::gc_writebarrier
            | OpCode::gc_writebarrier_before_copy
    )
}
