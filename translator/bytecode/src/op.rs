//! The instruction set.

/// Unary operators.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum UnOp {
    Pos,
    Neg,
    Not,
    Invert,
    /// Backquotes.
    Repr,
}

/// Binary operators, also in their in-place forms.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    /// `/` without `from __future__ import division`.
    Div,
    /// `/` with it.
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

/// Comparisons.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[allow(missing_docs)]
pub enum CmpOp {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
    In,
    NotIn,
    Is,
    IsNot,
    /// Whether the exception class on top matches the handler's expression.
    ExcMatch,
}

/// The operands of a call. On the stack, bottom first: callee, `positional` values, one value for
/// each keyword name, the `*` sequence if any, the `**` mapping if any.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CallShape {
    /// Number of positional arguments.
    pub positional: u16,
    /// Index in `consts` of the tuple of keyword names (byte strings), or `u32::MAX` for none.
    pub keywords: u32,
    /// Whether there is a `*` sequence.
    pub star: bool,
    /// Whether there is a `**` mapping.
    pub starstar: bool,
}

impl CallShape {
    /// A call with positional arguments only.
    pub fn positional(count: u16) -> CallShape {
        CallShape { positional: count, keywords: u32::MAX, star: false, starstar: false }
    }
}

/// One instruction. In the comments, the stack is written bottom to top, before `->` after.
/// `u32` operands index `consts`, `varnames`, `names`, the cells (`cellvars` then `freevars`), or
/// are absolute targets in `instrs`, as said.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Op {
    /// Does nothing.
    Nop,
    /// `x ->`
    PopTop,
    /// `a b -> b a`
    RotTwo,
    /// `a b c -> c a b`
    RotThree,
    /// `a b c d -> d a b c`
    RotFour,
    /// `a -> a a`
    DupTop,
    /// Duplicates the top n values as a group; n is 2 or 3.
    DupTopX(u8),

    /// `-> consts[i]`
    LoadConst(u32),
    /// `-> varnames[i]`; raises UnboundLocalError
    LoadFast(u32),
    /// `x ->`
    StoreFast(u32),
    /// `->`; raises UnboundLocalError
    DeleteFast(u32),
    /// Local namespace, then globals, then builtins (module and class bodies, `exec`).
    LoadName(u32),
    /// `x ->`, into the local namespace
    StoreName(u32),
    /// `->`, from the local namespace
    DeleteName(u32),
    /// Globals, then builtins.
    LoadGlobal(u32),
    /// `x ->`
    StoreGlobal(u32),
    /// `->`
    DeleteGlobal(u32),
    /// `-> contents of cell i`; raises UnboundLocalError or NameError
    LoadDeref(u32),
    /// `x ->`
    StoreDeref(u32),
    /// `-> cell i itself`, for `MakeClosure`
    LoadClosure(u32),
    /// `->  the local namespace as a dict`, at the end of a class body
    LoadLocals,

    /// `o -> o.names[i]`
    LoadAttr(u32),
    /// `x o ->`: `o.names[i] = x`
    StoreAttr(u32),
    /// `o ->`
    DeleteAttr(u32),

    /// `a -> op a`
    Unary(UnOp),
    /// `a b -> a op b`
    Binary(BinOp),
    /// `a b -> a op= b`
    Inplace(BinOp),
    /// `a b -> a op b`
    Compare(CmpOp),

    /// `o k -> o[k]`
    LoadSubscr,
    /// `x o k ->`: `o[k] = x`
    StoreSubscr,
    /// `o k ->`
    DeleteSubscr,
    /// `o i j -> o[i:j]`, with `None` for a missing bound
    LoadSlice,
    /// `x o i j ->`: `o[i:j] = x`
    StoreSlice,
    /// `o i j ->`
    DeleteSlice,
    /// `i j k -> slice(i, j, k)`
    BuildSlice,

    /// `x1..xn -> (x1, .., xn)`
    BuildTuple(u32),
    /// `x1..xn -> [x1, .., xn]`
    BuildList(u32),
    /// `x1..xn -> set([x1, .., xn])`
    BuildSet(u32),
    /// `-> {}`; the operand is the number of items that will follow
    BuildMap(u32),
    /// `d v k -> d` with `d[k] = v`
    StoreMap,
    /// `.. x -> ..`: appends x to the list that lies n below it (1 = directly below)
    ListAppend(u32),
    /// `list -> list`: the list of a comprehension has got all its items
    ListDone,
    /// `.. x -> ..`: adds x to the set that lies n below it
    SetAdd(u32),
    /// `.. v k -> ..`: stores into the dict that lies n below v
    MapAdd(u32),
    /// `seq -> xn .. x1`, the first item on top; raises ValueError on another length
    UnpackSequence(u32),

    /// Absolute jump.
    Jump(u32),
    /// `x ->`; jumps if x is false
    PopJumpIfFalse(u32),
    /// `x ->`; jumps if x is true
    PopJumpIfTrue(u32),
    /// `x -> x` and jumps if false, else `x ->`
    JumpIfFalseOrPop(u32),
    /// `x -> x` and jumps if true, else `x ->`
    JumpIfTrueOrPop(u32),

    /// Pushes a loop block; `BreakLoop` goes to the target with the stack cut back.
    SetupLoop(u32),
    /// Pushes an except block: an exception cuts the stack back, pushes traceback, value, type
    /// (type on top) and goes to the target.
    SetupExcept(u32),
    /// Pushes a finally block: any way out of it cuts the stack back, pushes what `EndFinally`
    /// and `WithCleanup` expect, and goes to the target.
    SetupFinally(u32),
    /// `mgr -> exit value`, with a finally block pushed between the two: loads `__exit__`, calls
    /// `__enter__`. The target starts with `WithCleanup`.
    SetupWith(u32),
    /// `exit why..`: calls `exit` with the exception or Nones; swallows the exception if it returns
    /// true. Leaves what `EndFinally` expects.
    WithCleanup,
    /// Pops a block.
    PopBlock,
    /// Ends a finally block or a chain of handlers: goes on with what was suspended, which lies on
    /// the stack: `None`, or a return, break or continue, or traceback, value, type to raise again.
    EndFinally,
    /// Leaves the innermost loop block.
    BreakLoop,
    /// Goes on with the loop at the target; used only inside `try` blocks, else a plain jump.
    ContinueLoop(u32),

    /// `x -> iter(x)`
    GetIter,
    /// `it -> it next`, or `it ->` and jumps when it is exhausted
    ForIter(u32),

    /// See [`CallShape`]. `callee args.. -> result`
    Call(CallShape),
    /// `d1..dn code -> function` with n defaults
    MakeFunction(u32),
    /// `d1..dn cells code -> function`, cells a tuple of cells
    MakeClosure(u32),
    /// `name bases dict -> class`
    BuildClass,
    /// `x ->`: returns it from the frame
    ReturnValue,
    /// `x -> sent`: suspends the generator
    YieldValue,
    /// Raises from 0 (again the current one), 1 (type or value), 2 (type, value) or 3 (and
    /// traceback) stack values.
    Raise(u8),

    /// `level fromlist -> module`, by `names[i]`; level is an int (-1: implicit relative first)
    ImportName(u32),
    /// `module -> module attribute`
    ImportFrom(u32),
    /// `module ->`, into the local namespace
    ImportStar,

    /// `x ->`: `print x,`
    PrintItem,
    /// `x ->`: hands it to `sys.displayhook` (expression statements of `compile(.., 'single')`)
    PrintExpr,
    /// `stream x ->`: `print >> stream, x,`
    PrintItemTo,
    /// `->`
    PrintNewline,
    /// `stream ->`
    PrintNewlineTo,
    /// `code globals locals ->`
    Exec,
}

impl Op {
    /// The jump target, for instructions that have one.
    pub fn target(&self) -> Option<u32> {
        let mut copy = *self;
        copy.target_mut().copied()
    }

    /// The jump target, for instructions that have one.
    pub fn target_mut(&mut self) -> Option<&mut u32> {
        match self {
            Op::Jump(target)
            | Op::PopJumpIfFalse(target)
            | Op::PopJumpIfTrue(target)
            | Op::JumpIfFalseOrPop(target)
            | Op::JumpIfTrueOrPop(target)
            | Op::SetupLoop(target)
            | Op::SetupExcept(target)
            | Op::SetupFinally(target)
            | Op::SetupWith(target)
            | Op::ContinueLoop(target)
            | Op::ForIter(target) => Some(target),
            Op::Nop
            | Op::PopTop
            | Op::RotTwo
            | Op::RotThree
            | Op::RotFour
            | Op::DupTop
            | Op::DupTopX(_)
            | Op::LoadConst(_)
            | Op::LoadFast(_)
            | Op::StoreFast(_)
            | Op::DeleteFast(_)
            | Op::LoadName(_)
            | Op::StoreName(_)
            | Op::DeleteName(_)
            | Op::LoadGlobal(_)
            | Op::StoreGlobal(_)
            | Op::DeleteGlobal(_)
            | Op::LoadDeref(_)
            | Op::StoreDeref(_)
            | Op::LoadClosure(_)
            | Op::LoadLocals
            | Op::LoadAttr(_)
            | Op::StoreAttr(_)
            | Op::DeleteAttr(_)
            | Op::Unary(_)
            | Op::Binary(_)
            | Op::Inplace(_)
            | Op::Compare(_)
            | Op::LoadSubscr
            | Op::StoreSubscr
            | Op::DeleteSubscr
            | Op::LoadSlice
            | Op::StoreSlice
            | Op::DeleteSlice
            | Op::BuildSlice
            | Op::BuildTuple(_)
            | Op::BuildList(_)
            | Op::BuildSet(_)
            | Op::BuildMap(_)
            | Op::StoreMap
            | Op::ListAppend(_)
            | Op::ListDone
            | Op::SetAdd(_)
            | Op::MapAdd(_)
            | Op::UnpackSequence(_)
            | Op::WithCleanup
            | Op::PopBlock
            | Op::EndFinally
            | Op::BreakLoop
            | Op::GetIter
            | Op::Call(_)
            | Op::MakeFunction(_)
            | Op::MakeClosure(_)
            | Op::BuildClass
            | Op::ReturnValue
            | Op::YieldValue
            | Op::Raise(_)
            | Op::ImportName(_)
            | Op::ImportFrom(_)
            | Op::ImportStar
            | Op::PrintItem
            | Op::PrintExpr
            | Op::PrintItemTo
            | Op::PrintNewline
            | Op::PrintNewlineTo
            | Op::Exec => None,
        }
    }
}
