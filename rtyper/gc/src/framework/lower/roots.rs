//! The shadow stack: managed pointers that must survive a collection.
//!
//! Within a block, the first op that can collect opens a frame: the values live across it are saved in
//! its slots and the top of the shadow stack is raised above them. Afterwards they count as stale, and are read
//! back when they are used. Later such ops of the block reuse the frame and save only what is not in a slot yet. The
//! block's end lowers the top again.

use rpython_lltype::LLType;
use rpython_lowlevel::{Imm, Op, OpCode, Operand, VarId};

use super::Lowering;

/// A block's part of the shadow stack.
#[derive(Clone)]
pub struct Frame {
    /// Address of slot 0, under its present name.
    pub base: VarId,
    /// Which original variable each slot holds. A slot below `top` without one holds some valid pointer.
    pub slots: Vec<Option<VarId>>,
    /// How many slots the top of the shadow stack is above `base`.
    pub top: usize,
}

impl Frame {
    /// Forgets variables that are not in `live`.
    fn release(&mut self, live: &[VarId]) {
        for slot in &mut self.slots {
            if slot.is_some_and(|v| !live.contains(&v)) {
                *slot = None;
            }
        }
    }

    /// The slot of a variable, if it has one.
    pub fn slot_of(&self, v: VarId) -> Option<usize> {
        self.slots.iter().position(|&slot| slot == Some(v))
    }

    /// Gives a variable a slot.
    pub fn assign(&mut self, v: VarId) -> usize {
        let slot = self.slots.iter().position(Option::is_none).unwrap_or(self.slots.len());
        if slot == self.slots.len() {
            self.slots.push(None);
        }
        self.slots[slot] = Some(v);
        slot
    }
}

impl Lowering<'_> {
    /// Managed variables that are used after the present op.
    pub fn live_managed(&self) -> Vec<VarId> {
        self.defined.iter().copied().filter(|&v| self.is_live_after(v) && self.managed(v)).collect()
    }

    /// An op that may collect, its operands under their present names.
    pub fn collecting_op(&mut self, op: Op) {
        self.fresh.clear();
        let live = self.live_managed();
        if live.is_empty() || self.internal {
            self.out.push(op);
            return;
        }
        let mut frame = match self.frame.take() {
            Some(frame) => frame,
            None => {
                let base = self.emit(OpCode::gc_stack_top, vec![], Imm::None, LLType::Address, op.span);
                Frame { base, slots: Vec::new(), top: 0 }
            }
        };
        frame.release(&live);
        for &v in &live {
            if frame.slot_of(v).is_none() {
                let slot = frame.assign(v);
                let value = self.current(v);
                self.save(frame.base, value, slot);
            }
        }
        while frame.slots.last() == Some(&None) {
            frame.slots.pop();
        }
        let top = frame.slots.len();
        if top != frame.top {
            self.set_top(frame.base, top);
            frame.top = top;
        }
        self.frame = Some(frame);
        self.out.push(op);
        self.stale.extend(live);
    }

    /// Saves a value in a slot.
    pub fn save(&mut self, base: VarId, value: VarId, slot: usize) {
        let args = vec![Operand::Var(base), Operand::Var(value)];
        self.emit(OpCode::gc_save_root, args, Imm::Slot(slot as u32), LLType::Void, rpython_base::Span::NONE);
    }

    /// Reads a slot back as a value of the type of `v`.
    pub fn load_slot(&mut self, base: VarId, v: VarId, slot: usize) -> VarId {
        let ty = self.graph.vars[v].ty;
        let imm = Imm::Slot(slot as u32);
        self.emit(OpCode::gc_restore_root, vec![Operand::Var(base)], imm, ty, rpython_base::Span::NONE)
    }

    /// Reads a stale variable back.
    pub fn restore(&mut self, v: VarId) -> VarId {
        let frame = self.frame.as_ref().expect("stale variables have a frame");
        let slot = frame.slot_of(v).expect("stale variables have a slot");
        self.load_slot(frame.base, v, slot)
    }

    /// Sets the top of the shadow stack to so many slots above a base.
    pub fn set_top(&mut self, base: VarId, slots: usize) {
        let mut top = Operand::Var(base);
        if slots > 0 {
            let bytes = Operand::signed(slots as i64 * self.cx.pointer);
            top = self.emit_op(OpCode::adr_add, vec![top, bytes], LLType::Address);
        }
        self.emit_op(OpCode::gc_set_stack_top, vec![top], LLType::Void);
    }

    /// At the end of a block.
    pub fn pop_frame(&mut self) {
        if let Some(frame) = self.frame.take()
            && frame.top > 0
        {
            self.set_top(frame.base, 0);
        }
    }
}
