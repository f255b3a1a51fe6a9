//! Allocation.

use rpython_lltype::{ContainerId, FuncId, LLType, Value};
use rpython_lowlevel::{Block, BlockId, Imm, Link, MallocFlavor, Op, OpCode, Operand, Terminator, VarId};

use super::{Frame, Lowering};
use crate::framework::types::extra_bytes;

/// Sizes are multiples of this, `ALIGN` in `rpython/memory/raw.py`.
const OBJECT_ALIGN: i64 = 8;

/// Objects up to this many bytes are allocated inline.
const INLINE_LIMIT: i64 = 512;

/// More words than this are cleared as a block.
const MAX_CLEARED_WORDS: usize = 12;

impl Lowering<'_> {
    /// `malloc` or `malloc_varsize`, managed or raw.
    pub fn allocate(&mut self, op: Op) {
        let Imm::Malloc(ty, flavor) = op.imm else { unreachable!("allocations have a type") };
        match (op.code == OpCode::malloc, flavor.gc) {
            (true, true) => self.malloc_fixed(op, ty, flavor.nonmovable),
            (false, true) => self.malloc_varsize(op, ty, flavor.nonmovable),
            (true, false) => self.raw_fixed(op, ty, flavor),
            (false, false) => self.raw_varsize(op, ty, flavor),
        }
    }

    fn size_of(&self, ty: ContainerId) -> i64 {
        self.program.types.container_layout(self.program.model, ty).size as i64
    }

    fn malloc_fixed(&mut self, op: Op, ty: ContainerId, stays: bool) {
        let size = self.size_of(ty);
        let total = self.total_size(size);
        if let Some(entry) = self.cx.nonmovable.map(|entries| entries.fixed).filter(|_| stays) {
            return self.malloc_call(&op, entry, vec![self.type_id(ty), Operand::signed(size)]);
        }
        if self.finalizers.iter().any(|(t, _)| *t == ty) {
            return self.malloc_call(
                &op,
                self.cx.entries.gc_malloc_finalizer,
                vec![self.type_id(ty), Operand::signed(size)],
            );
        }
        if total > INLINE_LIMIT {
            return self.malloc_call(
                &op,
                self.cx.entries.gc_malloc_fixed,
                vec![self.type_id(ty), Operand::signed(size)],
            );
        }
        let args = vec![self.type_id(ty), Operand::signed(size)];
        let slow = SlowPath { entry: self.cx.entries.gc_malloc_fixed, args };
        self.malloc_inline(&op, ty, total, None, slow);
    }

    /// Calls the collector for an object; the op's result is a pointer to it.
    fn malloc_call(&mut self, op: &Op, entry: FuncId, args: Vec<Operand>) {
        let address = self.graph.var(LLType::Address);
        let call = self.entry_call(entry, args, address, op.span);
        self.collecting_op(call);
        self.replace(op, OpCode::cast_adr_to_ptr, vec![Operand::Var(address)]);
        self.fresh.insert(op.result);
    }

    fn malloc_varsize(&mut self, op: Op, ty: ContainerId, stays: bool) {
        let (types, model) = (&self.program.types, self.program.model);
        let (base, stride) = types.varsize(model, ty).expect("a type of variable size");
        let fixed = (base + extra_bytes(self.program, ty, stride)) as i64;
        let stride = stride as i64;
        let length_offset = types.length_offset(model, ty).map(|offset| offset as i64);
        let length = op.args[0].clone();
        let args = vec![
            self.type_id(ty),
            Operand::signed(fixed),
            Operand::signed(stride),
            Operand::signed(length_offset.unwrap_or(0)),
            length.clone(),
        ];
        if let Some(entry) = self.cx.nonmovable.map(|entries| entries.varsize).filter(|_| stays) {
            return self.malloc_call(&op, entry, args);
        }
        let entry = self.cx.entries.gc_malloc_varsize;
        match length.as_const() {
            Some(&Value::Int(n)) if (0..INLINE_LIMIT).contains(&n) => {
                let total = self.total_size(fixed + stride * n);
                if total <= INLINE_LIMIT {
                    let store = length_offset.map(|offset| (offset, length));
                    return self.malloc_inline(&op, ty, total, store, SlowPath { entry, args });
                }
            }
            _ => {}
        }
        self.malloc_call(&op, entry, args);
    }

    /// Bytes with the header, rounded up.
    fn total_size(&self, size: i64) -> i64 {
        let (word, header) = (self.program.model.word_bits as i64 / 8, self.cx.header);
        let total = (size + header).max(header + word);
        (total + OBJECT_ALIGN - 1) / OBJECT_ALIGN * OBJECT_ALIGN
    }

    /// Bumps the nursery pointer by `total` bytes, header included; calls the collector where the nursery is full.
    /// `length`: offset and value of an array's length.
    fn malloc_inline(
        &mut self,
        op: &Op,
        ty: ContainerId,
        total: i64,
        length: Option<(i64, Operand)>,
        slow_path: SlowPath,
    ) {
        let free = self.gcdata_field("nursery_free");
        let new = self.emit_op(OpCode::adr_add, vec![free.clone(), Operand::signed(total)], LLType::Address);
        let top = self.gcdata_field("nursery_top");
        let fits = self.emit_op(OpCode::adr_le, vec![new.clone(), top], LLType::Bool);

        self.fresh.clear();
        let (live, args) = self.live_values(Self::is_live_after);
        let base = self.frame.as_ref().map(|f| f.base);
        let branch = Split { live, base };
        let (fast, fast_vars) = branch.block(self, &[LLType::Address, LLType::Address]);
        let (slow, slow_vars) = branch.block(self, &[]);
        let (join, join_vars) = branch.block(self, &[]);
        self.graph.blocks[join].params.insert(0, op.result);
        let mut to_fast = vec![free, new];
        to_fast.extend(args.iter().cloned());
        let mut to_slow = args;
        to_fast.extend(base.map(Operand::Var));
        to_slow.extend(base.map(Operand::Var));
        let end = Terminator::Branch {
            cond: fits,
            if_true: Link::new(fast, to_fast),
            if_false: Link::new(slow, to_slow),
        };

        self.continue_in(fast, end);
        self.bump(op, ty, total, length, &fast_vars, join);
        self.slow_path(op, slow_path, &branch, slow, &slow_vars, join);
        self.block = join;
        self.rename(&branch.live, &join_vars.live, join_vars.base);
        self.fresh.insert(op.result);
    }

    fn gcdata_field(&mut self, name: &str) -> Operand {
        let s = self.program.types.expect_struct(self.cx.gcdata_ty);
        let index = s.field(name.into()).expect("gcdata has the fields that the collector declares");
        let (gcdata, imm) = (self.cx.gcdata(), Imm::Field(index as u32));
        Operand::Var(self.emit(
            OpCode::getfield,
            vec![gcdata],
            imm,
            LLType::Address,
            rpython_base::Span::NONE,
        ))
    }

    fn set_gcdata_field(&mut self, name: &str, value: Operand) {
        let s = self.program.types.expect_struct(self.cx.gcdata_ty);
        let index = s.field(name.into()).expect("gcdata has the fields that the collector declares");
        let (gcdata, imm) = (self.cx.gcdata(), Imm::Field(index as u32));
        self.emit(OpCode::setfield, vec![gcdata, value], imm, LLType::Void, rpython_base::Span::NONE);
    }

    /// Clears what the program does not write at once: the nursery holds what was there before.
    fn clear(&mut self, object: &Operand, size: i64) {
        let word = self.program.model.word_bits as i64 / 8;
        let missing = self.written.missing_words(size, word);
        if missing.len() > MAX_CLEARED_WORDS {
            self.emit_op(OpCode::raw_memclear, vec![object.clone(), Operand::signed(size)], LLType::Void);
            return;
        }
        for offset in missing {
            let args = vec![object.clone(), Operand::signed(offset), Operand::signed(0)];
            self.emit_op(OpCode::raw_store, args, LLType::Void);
        }
    }

    fn bump(
        &mut self,
        op: &Op,
        ty: ContainerId,
        total: i64,
        length: Option<(i64, Operand)>,
        vars: &SplitVars,
        join: BlockId,
    ) {
        let (free, new) = (Operand::Var(vars.extra[0]), Operand::Var(vars.extra[1]));
        self.set_gcdata_field("nursery_free", new);
        let id = self.type_id(ty);
        self.emit_op(OpCode::raw_store, vec![free.clone(), Operand::signed(0), id], LLType::Void);
        let header = Operand::signed(self.cx.header);
        let object = self.emit_op(OpCode::adr_add, vec![free, header], LLType::Address);
        self.clear(&object, total - self.cx.header);
        if let Some((offset, length)) = length {
            let args = vec![object.clone(), Operand::signed(offset), length];
            self.emit_op(OpCode::raw_store, args, LLType::Void);
        }
        let result_ty = self.graph.vars[op.result].ty;
        let pointer = self.emit_op(OpCode::cast_adr_to_ptr, vec![object], result_ty);
        let args = vars.arguments(pointer, &vars.live);
        // The block that comes next is chosen by the caller.
        let block = self.block;
        self.continue_in(block, Terminator::Goto(Link::new(join, args)));
    }

    fn slow_path(
        &mut self,
        op: &Op,
        path: SlowPath,
        branch: &Split,
        slow: BlockId,
        vars: &SplitVars,
        join: BlockId,
    ) {
        self.block = slow;
        let managed: Vec<usize> = (0..branch.live.len()).filter(|&i| self.managed(branch.live[i])).collect();
        let mut frame = self.frame.clone();
        let rooted = frame.as_ref().is_some_and(|f| f.top > 0) || !managed.is_empty();
        let old_top = frame.as_ref().map_or(0, |f| f.top);
        let mut values = vars.live.clone();
        let mut saved = Vec::new();
        if rooted {
            let base = match vars.base {
                Some(base) => base,
                None => self.emit(OpCode::gc_stack_top, vec![], Imm::None, LLType::Address, op.span),
            };
            let frame = frame.get_or_insert_with(|| Frame { base, slots: Vec::new(), top: 0 });
            frame.base = base;
            for &i in &managed {
                let v = branch.live[i];
                let slot = match frame.slot_of(v) {
                    Some(slot) => slot,
                    None => {
                        let slot = frame.assign(v);
                        self.save(base, vars.live[i], slot);
                        slot
                    }
                };
                saved.push((i, slot));
            }
            let top = frame.slots.len().max(old_top);
            if top != old_top {
                self.set_top(base, top);
            }
            frame.top = top;
        }
        let address = self.call_entry(path.entry, path.args, op.span);
        if let Some(frame) = &frame {
            for (i, slot) in saved {
                values[i] = self.load_slot(frame.base, branch.live[i], slot);
            }
            if frame.top != old_top {
                self.set_top(frame.base, old_top);
            }
        }
        let result_ty = self.graph.vars[op.result].ty;
        let pointer = self.emit_op(OpCode::cast_adr_to_ptr, vec![address], result_ty);
        let args = vars.arguments(pointer, &values);
        let block = self.block;
        self.continue_in(block, Terminator::Goto(Link::new(join, args)));
    }

    fn raw_fixed(&mut self, op: Op, ty: ContainerId, flavor: MallocFlavor) {
        let size = self.size_of(ty).max(1);
        let address = self.raw_block(Operand::signed(size), flavor);
        self.replace(&op, OpCode::cast_adr_to_ptr, vec![address]);
    }

    fn raw_block(&mut self, size: Operand, flavor: MallocFlavor) -> Operand {
        let code = if flavor.zero { OpCode::raw_calloc } else { OpCode::raw_malloc };
        self.emit_op(code, vec![size], LLType::Address)
    }

    fn raw_varsize(&mut self, op: Op, ty: ContainerId, flavor: MallocFlavor) {
        let code = if flavor.zero { self.cx.raw_arrays.zeroed } else { self.cx.raw_arrays.raw };
        let args = crate::none::array_arguments(self.program, ty, op.args[0].clone());
        let address = self.call_entry(code, args, op.span);
        self.replace(&op, OpCode::cast_adr_to_ptr, vec![address]);
    }

    /// Makes the reference and stores its target, which is kept alive meanwhile.
    pub fn weakref_create(&mut self, op: Op) {
        let weakref = self.cx.ids.weakref;
        let args = vec![self.type_id(weakref), Operand::signed(self.size_of(weakref))];
        let address = self.graph.var(LLType::Address);
        let call = self.entry_call(self.cx.entries.gc_malloc_weakref, args, address, op.span);
        // The op's own operand must survive: it is saved as one slot more.
        let target = op.args[0].clone();
        match target {
            Operand::Var(target) => self.weakref_of_variable(&op, call, address, target),
            Operand::Const(_) => {
                self.collecting_op(call);
                let target = self.address_of(target);
                self.store_target(&op, address, target);
            }
        }
    }

    fn weakref_of_variable(&mut self, op: &Op, call: Op, address: VarId, target: VarId) {
        // A present name stands for itself from here on.
        if !self.defined.contains(&target) {
            self.defined.push(target);
        }
        self.last_use.insert(target, usize::MAX);
        self.collecting_op(call);
        let target = self.current(target);
        let target = self.address_of(Operand::Var(target));
        self.store_target(op, address, target);
    }

    fn store_target(&mut self, op: &Op, address: VarId, target: Operand) {
        let args = vec![Operand::Var(address), Operand::signed(0), target];
        self.emit_op(OpCode::raw_store, args, LLType::Void);
        self.replace(op, OpCode::cast_adr_to_ptr, vec![Operand::Var(address)]);
    }
}

/// What is called where the nursery is full.
struct SlowPath {
    entry: FuncId,
    args: Vec<Operand>,
}

/// What is passed on where a block is split.
struct Split {
    live: Vec<VarId>,
    base: Option<VarId>,
}

/// The names of what is passed on in one of the parts.
struct SplitVars {
    extra: Vec<VarId>,
    live: Vec<VarId>,
    base: Option<VarId>,
}

impl Split {
    /// A new block with parameters: extra ones, then the live variables, then the frame's base.
    fn block(&self, lowering: &mut Lowering<'_>, extra: &[LLType]) -> (BlockId, SplitVars) {
        let extra: Vec<VarId> = extra.iter().map(|&ty| lowering.graph.var(ty)).collect();
        let live = lowering.like(&self.live);
        let base = self.base.map(|b| lowering.like(&[b])[0]);
        let params = extra.iter().chain(&live).copied().chain(base).collect();
        let block = lowering.graph.blocks.push(Block { params, ops: vec![], end: Terminator::Unreachable });
        (block, SplitVars { extra, live, base })
    }
}

impl SplitVars {
    /// Arguments for the join: the object, the live values, the base.
    fn arguments(&self, pointer: Operand, values: &[VarId]) -> Vec<Operand> {
        std::iter::once(pointer)
            .chain(values.iter().map(|&v| Operand::Var(v)))
            .chain(self.base.map(Operand::Var))
            .collect()
    }
}
