//! Frames: the state of running code. Values lie on one stack that all frames share.

use std::rc::Rc;

use rpython_base::{Span, Symbol};
use rpython_bytecode::Code;

use crate::iter::internal_any;
use crate::object::*;

/// What a block on the block stack is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// `for`, `while`
    Loop,
    /// `try` .. `except`
    Except,
    /// `try` .. `finally`, `with`
    Finally,
}

/// An entry of the block stack.
#[derive(Debug, Clone, Copy)]
pub struct Block {
    /// See [`BlockKind`].
    pub kind: BlockKind,
    /// Where the way out leads.
    pub target: u32,
    /// Depth of the value stack, counted from the frame's base.
    pub level: u32,
}

/// An exception that is being handled: what `sys.exc_info()` gives.
#[derive(Debug, Clone, Copy)]
pub struct ExcInfo {
    /// Its class.
    pub class: Obj,
    /// The instance.
    pub value: Obj,
    /// A [`Traceback`] object.
    pub traceback: Obj,
}

/// One activation of a code object. Its fast locals start at `base` of the shared stack, its temporaries
/// follow.
#[derive(Debug)]
pub struct Frame {
    /// What runs.
    pub code: Rc<Code>,
    /// The global scope: a module, or a dict.
    pub globals: Obj,
    /// The scope of names in module and class bodies; unbound in functions.
    pub locals: Obj,
    /// Where its locals start.
    pub base: usize,
    /// Cells: `cellvars`, then `freevars`.
    pub cells: Vec<Obj>,
    /// Block stack.
    pub blocks: Vec<Block>,
    /// The instruction under execution.
    pub pc: usize,
    /// The `sys.exc_info()` of the caller, once this frame has handled an exception of its own.
    pub saved_exc: Option<Option<ExcInfo>>,
}

impl Frame {
    /// Where in the source it is.
    pub fn span(&self) -> Span {
        self.code.instrs.get(self.pc).map_or(Span::NONE, |instr| instr.span)
    }
}

/// A traceback object.
#[derive(Debug)]
pub struct Traceback {
    /// Its class.
    pub class: Obj,
    /// As in [`Raised::traceback`]: innermost first.
    pub places: Vec<(Symbol, Span)>,
}

impl Internal for Traceback {
    fn class(&self) -> Obj {
        self.class
    }
    fn trace(&self, _visit: &mut dyn FnMut(Obj)) {}
    internal_any!();
}

/// A frame object, as `sys._getframe()` gives: a picture of the frame at that moment.
#[derive(Debug)]
pub struct FrameObject {
    /// Its class.
    pub class: Obj,
    /// What runs.
    pub code: Obj,
    /// Its global scope, as a dict.
    pub globals: Obj,
    /// Its local names, as a dict.
    pub locals: Obj,
    /// Its line.
    pub line: i64,
    /// The frame that called it, or `None`.
    pub back: Obj,
}

impl Internal for FrameObject {
    fn class(&self) -> Obj {
        self.class
    }
    fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        [self.code, self.globals, self.locals, self.back].into_iter().for_each(visit);
    }
    internal_any!();
}
