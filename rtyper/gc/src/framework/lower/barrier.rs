//! Write barriers.

use rpython_lltype::{GcKind, LLType};
use rpython_lowlevel::{Block, Imm, Link, Op, OpCode, Operand, PathStep, Terminator, VarId};

use super::Lowering;
use crate::framework::types::item_pointer_offsets;
use crate::framework::{Barriers, FLAG_TRACK_YOUNG_PTRS, is_managed};

/// The index of the item that a store changes, where the container itself is an array.
fn item_index(op: &Op) -> Option<Operand> {
    let first = match (op.code, &op.imm) {
        (OpCode::setarrayitem, _) => true,
        (OpCode::setinteriorfield, Imm::Path(path)) => matches!(path.first(), Some(PathStep::Index)),
        _ => false,
    };
    first.then(|| op.args[1].clone())
}

impl Lowering<'_> {
    /// A store, its operands under their original names.
    pub fn store(&mut self, mut op: Op) {
        if let Some(barriers) = self.cx.barriers
            && !self.internal
            && self.needs_barrier(&op)
        {
            let target = op.args[usize::from(op.code == OpCode::gc_writebarrier_before_copy)].clone();
            let index = item_index(&op);
            // A barrier for an item may record only a part of an array.
            let recorded = target.as_var().filter(|_| index.is_none());
            self.barrier(barriers, target, index);
            self.fresh.extend(recorded);
        }
        match op.code {
            OpCode::gc_writebarrier => return self.constant(&op, Operand::void()),
            OpCode::gc_writebarrier_before_copy => return self.constant(&op, Operand::bool(true)),
            _ => {}
        }
        for operand in &mut op.args {
            self.present(operand);
        }
        self.out.push(op);
    }

    /// Whether a store may make an old object point to a young one.
    fn needs_barrier(&self, op: &Op) -> bool {
        match op.code {
            OpCode::gc_writebarrier => return true,
            OpCode::gc_writebarrier_before_copy => return self.copy_needs_barrier(&op.args[1]),
            _ => {}
        }
        let (Some(target), Some(value)) = (op.args.first(), op.args.last()) else { return false };
        // Constants point to static objects, which are never young.
        let Operand::Var(value) = value else { return false };
        if !is_managed(self.program, self.graph.vars[*value].ty) {
            return false;
        }
        let LLType::Ptr(container) = self.graph.operand_type(target) else { return false };
        self.program.types.gc_kind(container) == GcKind::Gc && !self.is_fresh(target)
    }

    /// Whether an array into which items are about to be copied may come to point to young objects.
    fn copy_needs_barrier(&self, dest: &Operand) -> bool {
        let LLType::Ptr(array) = self.graph.operand_type(dest) else { return false };
        !item_pointer_offsets(self.program, array).is_empty() && !self.is_fresh(dest)
    }

    /// Whether it was allocated since the last possible collection.
    pub fn is_fresh(&self, target: &Operand) -> bool {
        target.as_var().is_some_and(|v| self.fresh.contains(&v))
    }

    /// Tests the header of the target (under its original name) and records it if it must be.
    /// `index`: which item of an array is stored to, if that is known.
    pub fn barrier(&mut self, barriers: Barriers, mut target: Operand, mut index: Option<Operand>) {
        self.present(&mut target);
        if let Some(index) = &mut index {
            self.present(index);
        }
        let address = self.address_of(target);
        let offset = Operand::signed(-self.cx.header);
        let header = self.emit_op(OpCode::raw_load, vec![address.clone(), offset], LLType::Signed);
        let flag = 1i64 << (self.program.model.word_bits as u32 / 2 + FLAG_TRACK_YOUNG_PTRS);
        let flag = self.emit_op(OpCode::int_and, vec![header, Operand::signed(flag)], LLType::Signed);
        let tracked = self.emit_op(OpCode::int_is_true, vec![flag], LLType::Bool);

        let (live, args) = self.live_values(|l, v| l.last_use.get(&v).is_some_and(|&last| last >= l.at));
        let slow_params = self.like(&live);
        let join_params = self.like(&live);
        let base = self.frame.as_ref().map(|f| f.base);
        let bases = base.map(|b| (self.like(&[b])[0], self.like(&[b])[0]));
        let address_param = self.graph.var(LLType::Address);
        let index_param = index.as_ref().map(|_| self.graph.var(LLType::Signed));

        let join =
            self.graph.blocks.push(Block { params: vec![], ops: vec![], end: Terminator::Unreachable });
        let slow =
            self.graph.blocks.push(Block { params: vec![], ops: vec![], end: Terminator::Unreachable });
        let with_base = |mut args: Vec<Operand>, base: Option<VarId>| {
            args.extend(base.map(Operand::Var));
            args
        };
        let to_join = Link::new(join, with_base(args.clone(), base));
        let mut to_slow = Link::new(slow, with_base(args, base));
        to_slow.args.push(address);
        to_slow.args.extend(index);
        self.graph.blocks[slow].params = slow_params
            .iter()
            .copied()
            .chain(bases.map(|b| b.0))
            .chain([address_param])
            .chain(index_param)
            .collect();
        self.graph.blocks[join].params = join_params.iter().copied().chain(bases.map(|b| b.1)).collect();

        self.continue_in(slow, Terminator::Branch { cond: tracked, if_true: to_slow, if_false: to_join });
        let entry = match index_param {
            Some(_) => barriers.remember_item,
            None => barriers.remember,
        };
        let args = [address_param].into_iter().chain(index_param).map(Operand::Var).collect();
        self.call_entry(entry, args, rpython_base::Span::NONE);
        let args = with_base(slow_params.into_iter().map(Operand::Var).collect(), bases.map(|b| b.0));
        self.continue_in(join, Terminator::Goto(Link::new(join, args)));
        self.rename(&live, &join_params, bases.map(|b| b.1));
    }

    /// Original variables that are to be passed on, and their present values. Stale ones stay in their slots.
    pub fn live_values(&mut self, wanted: impl Fn(&Self, VarId) -> bool) -> (Vec<VarId>, Vec<Operand>) {
        let live: Vec<VarId> =
            self.defined.iter().copied().filter(|&v| wanted(self, v) && !self.stale.contains(&v)).collect();
        let args = live.iter().map(|&v| Operand::Var(self.current(v))).collect();
        (live, args)
    }

    /// After a split: the variables have new names.
    pub fn rename(&mut self, live: &[VarId], params: &[VarId], base: Option<VarId>) {
        self.now.extend(live.iter().copied().zip(params.iter().copied()));
        if let (Some(frame), Some(base)) = (&mut self.frame, base) {
            frame.base = base;
        }
    }
}
