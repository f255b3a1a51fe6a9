//! Late merging: a place where paths join is passed without merging while what comes next is decided by
//! constants.
//!
//! In `i = 2`, `while i < 3: x = f(); i += 1`, `g(x)` the first turn is certain and the second impossible, so that x
//! always has a value. Merging at the head of the loop forgets this; here an arrival runs ahead as long as its
//! instructions leave nothing in the graph, and merges behind the last one that constants decide. A
//! function for which this does not come to an end is built without.

use rpython_bytecode::Op;
use rpython_host::Object;

use super::fold::is_frozen;
use super::machine::Step;
use super::state::Val;
use super::{Builder, Failure};

impl Builder<'_> {
    /// Runs ahead from the current place, and stops behind the last instruction that constants decided, or where it
    /// started if there was none: what only loads values is left to the merge, which knows the names of variables.
    pub(super) fn settle(&mut self) -> Result<(), Failure> {
        let mut merge_at = (self.pc, self.span, self.st.clone());
        loop {
            let op = self.code.instrs[self.pc as usize].op;
            if !self.leaves_nothing(op) {
                break;
            }
            match self.execute()? {
                Step::Next => self.pc += 1,
                Step::Jump(pc) => self.pc = pc,
                Step::Done => return Err(self.error("internal", "running ahead has ended a block")),
            }
            if decides(op) {
                merge_at = (self.pc, self.span, self.st.clone());
            }
        }
        (self.pc, self.span, self.st) = merge_at;
        Ok(())
    }

    /// Whether the instruction only changes the frame here: nothing is recorded, nothing is left.
    fn leaves_nothing(&self, op: Op) -> bool {
        match op {
            Op::Nop
            | Op::PopTop
            | Op::RotTwo
            | Op::RotThree
            | Op::RotFour
            | Op::DupTop
            | Op::DupTopX(_)
            | Op::LoadConst(_)
            | Op::StoreFast(_)
            | Op::LoadGlobal(_)
            | Op::Jump(_)
            | Op::SetupLoop(_)
            | Op::PopBlock => true,
            Op::LoadFast(slot) => self.st.locals[slot as usize] != Val::Undef,
            Op::Unary(_) => self.plain_constants(1),
            Op::Binary(_) | Op::Inplace(_) | Op::Compare(_) => self.plain_constants(2),
            Op::PopJumpIfFalse(_)
            | Op::PopJumpIfTrue(_)
            | Op::JumpIfFalseOrPop(_)
            | Op::JumpIfTrueOrPop(_) => self.plain_constants(1),
            Op::LoadAttr(_) => matches!(self.top(), Val::Const(obj) if is_frozen(self.host, obj)),
            _ => false,
        }
    }

    /// Whether so many values on the top of the stack are constants on which every operator folds.
    fn plain_constants(&self, count: usize) -> bool {
        (0..count).all(|below| match self.peek(below) {
            Val::Const(obj) => matches!(
                self.host.get(obj),
                Object::None | Object::Bool(_) | Object::Int(_) | Object::Float(_) | Object::Str(_)
            ),
            _ => false,
        })
    }
}

/// Whether the instruction asks what its operands are.
fn decides(op: Op) -> bool {
    matches!(
        op,
        Op::Unary(_)
            | Op::Binary(_)
            | Op::Inplace(_)
            | Op::Compare(_)
            | Op::PopJumpIfFalse(_)
            | Op::PopJumpIfTrue(_)
            | Op::JumpIfFalseOrPop(_)
            | Op::JumpIfTrueOrPop(_)
    )
}
