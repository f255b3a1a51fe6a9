//! Blocks: how `break`, `continue`, `return` and exceptions leave them.

use rpython_bytecode::Op;

use super::Flow;
use super::frame::{Block, BlockKind, ExcInfo, Traceback};
use crate::Host;
use crate::object::*;

/// Why blocks are left.
pub(crate) enum Why {
    Raise(Raised),
    Return(Obj),
    Break,
    Continue(u32),
}

/// Where that leads.
pub(crate) enum Landing {
    Handler(usize),
    Return(Obj),
}

/// Marks on the stack for `EndFinally`.
const WHY_RETURN: i64 = 1;
const WHY_BREAK: i64 = 2;
const WHY_CONTINUE: i64 = 3;

impl Host {
    /// Leaves blocks of the frame until one takes over.
    pub(super) fn unwind(&mut self, at: usize, base: usize, why: Why) -> Result<Landing, Raised> {
        while let Some(block) = self.frames[at].blocks.pop() {
            let target = block.target as usize;
            match (&why, block.kind) {
                (Why::Continue(start), BlockKind::Loop) => {
                    self.frames[at].blocks.push(block);
                    return Ok(Landing::Handler(*start as usize));
                }
                (Why::Break, BlockKind::Loop) => {
                    self.cut_back(base, block);
                    return Ok(Landing::Handler(target));
                }
                (Why::Raise(_), BlockKind::Except | BlockKind::Finally)
                | (Why::Return(_) | Why::Break | Why::Continue(_), BlockKind::Finally) => {
                    self.cut_back(base, block);
                    self.suspend(at, why);
                    return Ok(Landing::Handler(target));
                }
                (Why::Raise(_) | Why::Return(_), BlockKind::Loop)
                | (Why::Return(_) | Why::Break | Why::Continue(_), BlockKind::Except) => {
                    self.cut_back(base, block);
                }
            }
        }
        match why {
            Why::Return(value) => Ok(Landing::Return(value)),
            Why::Raise(raised) => Err(raised),
            Why::Break | Why::Continue(_) => {
                Err(Raised::system_error(self, "break or continue outside a loop"))
            }
        }
    }

    fn cut_back(&mut self, base: usize, block: Block) {
        self.vals.truncate(base + block.level as usize);
    }

    /// Pushes what a handler or finally clause expects on the stack.
    fn suspend(&mut self, at: usize, why: Why) {
        match why {
            Why::Raise(raised) => {
                let class = self.classes.traceback;
                let traceback = self.new_internal(Traceback { class, places: raised.traceback });
                self.vals.extend([traceback, raised.value, raised.class]);
                if self.frames[at].saved_exc.is_none() {
                    self.frames[at].saved_exc = Some(self.exc_info);
                }
                self.exc_info = Some(ExcInfo { class: raised.class, value: raised.value, traceback });
            }
            Why::Return(value) => self.push_mark(&[value], WHY_RETURN),
            Why::Break => self.push_mark(&[], WHY_BREAK),
            Why::Continue(target) => {
                let target = self.new_int(target as i64);
                self.push_mark(&[target], WHY_CONTINUE);
            }
        }
    }

    fn push_mark(&mut self, values: &[Obj], mark: i64) {
        self.vals.extend_from_slice(values);
        let mark = self.new_int(mark);
        self.push(mark);
    }

    pub(super) fn op_block(&mut self, at: usize, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::SetupWith(target) => self.setup_with(at, target),
            Op::WithCleanup => self.with_cleanup(),
            Op::EndFinally => Ok(self.end_finally()),
            Op::BreakLoop => Ok(Flow::Unwind(Why::Break)),
            Op::ContinueLoop(target) => Ok(Flow::Unwind(Why::Continue(target))),
            Op::Raise(count) => self.op_raise(count),
            other => unreachable!("{other:?} is no block instruction"),
        }
    }

    fn end_finally(&mut self) -> Flow {
        let top = self.pop();
        match self.get(top) {
            Object::None => Flow::Next,
            Object::Int(mark) => {
                let why = match *mark {
                    WHY_RETURN => Why::Return(self.pop()),
                    WHY_CONTINUE => {
                        let target = self.pop();
                        Why::Continue(self.int_value(target).unwrap_or(0) as u32)
                    }
                    _ => Why::Break,
                };
                Flow::Unwind(why)
            }
            _ => {
                let (value, traceback) = (self.pop(), self.pop());
                let traceback = self.traceback_places(traceback);
                Flow::Unwind(Why::Raise(Raised { class: top, value, traceback }))
            }
        }
    }

    fn setup_with(&mut self, at: usize, target: u32) -> Result<Flow, Raised> {
        let manager = self.pop();
        let (exit, enter) = (self.names.exit, self.names.enter);
        let exit = match self.special_method(manager, exit)? {
            Some(method) => method,
            None => return Err(self.no_attr(manager, exit)),
        };
        let enter = match self.special_method(manager, enter)? {
            Some(method) => method,
            None => return Err(self.no_attr(manager, enter)),
        };
        self.push(exit);
        let value = self.call(enter, &[], &[])?;
        let level = (self.vals.len() - self.frames[at].base) as u32;
        self.frames[at].blocks.push(Block { kind: BlockKind::Finally, target, level });
        self.push(value);
        Ok(Flow::Next)
    }

    fn with_cleanup(&mut self) -> Result<Flow, Raised> {
        let len = self.vals.len();
        let top = self.vals[len - 1];
        let (below, args) = match self.get(top) {
            Object::None => (1, [Obj::NONE; 3]),
            Object::Int(mark) if *mark == WHY_BREAK => (1, [Obj::NONE; 3]),
            Object::Int(_) => (2, [Obj::NONE; 3]),
            _ => (3, [top, self.vals[len - 2], self.vals[len - 3]]),
        };
        let exit = self.vals.remove(len - 1 - below);
        let result = self.call(exit, &args, &[])?;
        if below == 3 && self.is_true(result)? {
            let keep = self.vals.len() - 3;
            self.vals.truncate(keep);
            self.push(Obj::NONE);
        }
        Ok(Flow::Next)
    }
}
