//! The one bytecode.
//!
//! Functions are compiled once to a [`Code`]. The import-time evaluator executes it on real
//! objects; the flow builder executes the same instructions on unknown values. So what a construct
//! means is written down once, in the compiler that emits it.
//!
//! The machine is CPython 2.7's: a value stack and a block stack per frame. Differences: jump
//! targets are absolute instruction indices, operators are operands of [`Op::Unary`],
//! [`Op::Binary`] and [`Op::Compare`], simple slices always push both bounds, and a call with
//! `*args` or `**kwargs` is one instruction with a [`CallShape`].

mod op;

pub use op::{BinOp, CallShape, CmpOp, Op, UnOp};

use std::rc::Rc;

use num_bigint::BigInt;
use rpython_base::{Span, Symbol};

/// Compile-time flags of a [`Code`], as CPython numbers them (`co_flags`).
pub mod flags {
    /// Locals are in fast slots.
    pub const OPTIMIZED: u32 = 0x01;
    /// A new local namespace is made for each call.
    pub const NEWLOCALS: u32 = 0x02;
    /// Has a `*args` parameter.
    pub const VARARGS: u32 = 0x04;
    /// Has a `**kwargs` parameter.
    pub const VARKEYWORDS: u32 = 0x08;
    /// Defined inside another function.
    pub const NESTED: u32 = 0x10;
    /// Contains `yield`.
    pub const GENERATOR: u32 = 0x20;
    /// Has neither free nor cell variables.
    pub const NOFREE: u32 = 0x40;
    /// `from __future__ import division` is in force.
    pub const FUTURE_DIVISION: u32 = 0x2000;
    /// `from __future__ import absolute_import` is in force.
    pub const FUTURE_ABSOLUTE_IMPORT: u32 = 0x4000;
    /// `from __future__ import with_statement` was given (it has no effect).
    pub const FUTURE_WITH_STATEMENT: u32 = 0x8000;
    /// `from __future__ import print_function` is in force.
    pub const FUTURE_PRINT_FUNCTION: u32 = 0x10000;
    /// `from __future__ import unicode_literals` is in force.
    pub const FUTURE_UNICODE_LITERALS: u32 = 0x20000;
}

/// A constant of a [`Code`]. Plain data: each consumer turns it into its own objects.
#[derive(Clone, PartialEq, Debug)]
pub enum Const {
    /// `None`
    None,
    /// `Ellipsis`
    Ellipsis,
    /// `True` and `False` are names in Python 2; this is only for the compiler's own use (`__debug__`).
    Bool(bool),
    /// An `int` that fits the *widest* target's machine word (64 bits). Whether it is an `int` or a
    /// `long` on a narrower target is the consumer's business.
    Int(i64),
    /// A `long` (`10L`), or an integer literal that does not fit 64 bits.
    Long(BigInt),
    /// A `float`.
    Float(f64),
    /// An imaginary literal.
    Imag(f64),
    /// A byte string.
    Str(Rc<[u8]>),
    /// A unicode string as code points; lone surrogates occur (`u'\ud800'`).
    Unicode(Rc<[u32]>),
    /// A tuple of constants (folded displays, keyword names).
    Tuple(Vec<Const>),
    /// A nested code object, for `MakeFunction`, `MakeClosure` and class bodies.
    Code(Rc<Code>),
}

/// One instruction with the source range it was compiled from.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Instr {
    /// What to do.
    pub op: Op,
    /// The expression or statement it stands for.
    pub span: Span,
}

/// A compiled module, class body, function, lambda or generator expression.
#[derive(Clone, PartialEq, Debug)]
pub struct Code {
    /// `co_name`: the function's name, `<module>`, `<lambda>`, `<genexpr>`, or the class's name.
    pub name: Symbol,
    /// `co_filename`.
    pub filename: Rc<str>,
    /// `co_firstlineno`: the line of `def` (or of its first decorator), from 1.
    pub firstlineno: u32,
    /// The `def`, `class` or `lambda` itself, with its body: what `inspect.getsource` and diagnostics show.
    pub span: Span,
    /// See [`flags`].
    pub flags: u32,
    /// Number of positional parameters, without `*args` and `**kwargs`.
    pub argcount: u32,
    /// Names of the fast locals: the parameters first, then `*args`, `**kwargs`, then the others.
    /// A tuple parameter `(a, b)` is named `.0`, `.1`, ... by its position and is unpacked by the body.
    pub varnames: Vec<Symbol>,
    /// Names used by name, attribute, global and import instructions.
    pub names: Vec<Symbol>,
    /// Locals that inner functions use. A parameter among them is also in `varnames`; the frame
    /// copies its value into the cell on entry.
    pub cellvars: Vec<Symbol>,
    /// Variables of outer functions that this one uses. Cell indices count `cellvars`, then these.
    pub freevars: Vec<Symbol>,
    /// Constants; `consts[0]` of a function is its docstring or `None`.
    pub consts: Vec<Const>,
    /// The instructions. Execution never runs off the end.
    pub instrs: Vec<Instr>,
    /// Upper bound of the value stack's depth.
    pub stacksize: u32,
}

impl Code {
    /// Whether a flag of [`flags`] is set.
    pub fn has_flag(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Whether calling it makes a generator.
    pub fn is_generator(&self) -> bool {
        self.has_flag(flags::GENERATOR)
    }

    /// Number of argument slots: positional parameters, `*args`, `**kwargs`.
    pub fn total_args(&self) -> usize {
        self.argcount as usize
            + self.has_flag(flags::VARARGS) as usize
            + self.has_flag(flags::VARKEYWORDS) as usize
    }
}
