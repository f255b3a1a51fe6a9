//! What the abstract machine knows about a frame at one place in the bytecode.

use rpython_host::{Host, Obj, Object};

use crate::{Operand, VarId};

/// Why an exception is on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Origin {
    /// The program raised it.
    Explicit,
    /// An operation might raise it; where nobody in this function handles it, it is not asked for.
    Implicit,
    /// A constant operation raises it for certain; where nobody handles it, that is an error of the
    /// program (an index into the builder's list of diagnostics).
    Folded(u32),
}

/// What a finally block has suspended. Its payload lies below it on the stack: nothing for
/// `Break` and `Continue`, the value for `Return`, class and instance for `Raise`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Signal {
    Return,
    Raise(Origin),
    Break,
    Continue(u32),
}

/// One local variable or stack entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Val {
    /// A local variable that may be unbound here (or is never read again).
    Undef,
    /// A known object.
    Const(Obj),
    /// Computed at run time.
    Var(VarId),
    /// The class of an exception, unknown but for a class that it derives from.
    ExcClass(VarId, Obj),
    /// An iterator over an `unrolling_iterable`: an index into the builder's table of sequences, and a position.
    Unroller(u32, u32),
    /// What `super(Class, x)` gives for the x in the variable, or a method found in it: an index into the
    /// builder's table of [`Bound`](super::Bound)s.
    Bound(VarId, u32),
    /// See [`Signal`].
    Signal(Signal),
}

impl Val {
    /// What a link passes for it.
    pub(super) fn operand(self) -> Option<Operand> {
        match self {
            Val::Const(obj) => Some(Operand::Const(obj)),
            Val::Var(var) | Val::ExcClass(var, _) | Val::Bound(var, _) => Some(Operand::Var(var)),
            Val::Undef | Val::Unroller(..) | Val::Signal(_) => None,
        }
    }

    /// The variable that holds it.
    pub(super) fn var(self) -> Option<VarId> {
        match self {
            Val::Var(var) | Val::ExcClass(var, _) | Val::Bound(var, _) => Some(var),
            Val::Const(_) | Val::Undef | Val::Unroller(..) | Val::Signal(_) => None,
        }
    }

    /// The same value in another variable.
    pub(super) fn in_var(self, var: VarId) -> Val {
        match self {
            Val::ExcClass(_, bound) => Val::ExcClass(var, bound),
            Val::Bound(_, entry) => Val::Bound(var, entry),
            Val::Var(_) | Val::Const(_) | Val::Undef | Val::Unroller(..) | Val::Signal(_) => Val::Var(var),
        }
    }
}

/// The kinds of entries of the block stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum BlockKind {
    Loop,
    Except,
    Finally,
}

/// An entry of the block stack.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct FrameBlock {
    pub(super) kind: BlockKind,
    pub(super) handler: u32,
    /// Depth of the value stack to cut back to.
    pub(super) depth: u32,
}

/// A frame.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    /// Fast locals, then the function's own cells, then class and instance of the exception being
    /// handled (for a bare `raise`).
    pub(super) locals: Vec<Val>,
    pub(super) stack: Vec<Val>,
    pub(super) blocks: Vec<FrameBlock>,
}

impl State {
    /// Locals and stack in one sequence.
    pub(super) fn slots(&self) -> impl Iterator<Item = Val> {
        self.locals.iter().chain(&self.stack).copied()
    }

    /// The positions in the sequences that are being unrolled: states that differ in them are never merged.
    pub(super) fn unrollers(&self) -> Vec<(u32, u32)> {
        let position = |val: &Val| match *val {
            Val::Unroller(sequence, index) => Some((sequence, index)),
            _ => None,
        };
        self.stack.iter().filter_map(position).collect()
    }

    /// Locals and stack in one sequence.
    pub(super) fn slots_mut(&mut self) -> impl Iterator<Item = &mut Val> {
        self.locals.iter_mut().chain(&mut self.stack)
    }

    /// Whether an exception raised here can be seen by a handler of this function.
    pub(super) fn has_handler(&self) -> bool {
        self.blocks.iter().any(|b| b.kind != BlockKind::Loop)
    }

    /// Whether there is an `except` around.
    pub(super) fn has_except(&self) -> bool {
        self.blocks.iter().any(|b| b.kind == BlockKind::Except)
    }
}

/// The result of joining two values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Joined {
    /// The first one covers the second.
    Same,
    /// Something more general than the first.
    More(Val),
    /// They cannot be one value: two copies of the code are needed.
    Apart,
}

/// What a slot that held `old` at earlier arrivals holds if `new` arrives too. A variable in the result
/// stands for a fresh parameter.
pub(super) fn join_values(host: &Host, old: Val, new: Val) -> Joined {
    match (old, new) {
        (Val::Undef, _) => Joined::Same,
        (Val::Signal(_) | Val::Unroller(..), _) if old == new => Joined::Same,
        (Val::Signal(_) | Val::Unroller(..), _) | (_, Val::Signal(_) | Val::Unroller(..)) => Joined::Apart,
        (_, Val::Undef) => Joined::More(Val::Undef),
        (Val::Bound(_, a), Val::Bound(_, b)) if a == b => Joined::Same,
        (Val::Bound(..), _) | (_, Val::Bound(..)) => Joined::Apart,
        (Val::Const(a), Val::Const(b)) if same_constant(host, a, b) => Joined::Same,
        (Val::Const(a), _) if super::fold::is_spec_tag(host, a) => Joined::Apart,
        (_, Val::Const(b)) if super::fold::is_spec_tag(host, b) => Joined::Apart,
        (Val::Const(_), _) => Joined::More(Val::Var(PLACEHOLDER)),
        (Val::Var(_), _) => Joined::Same,
        (Val::ExcClass(_, a), Val::ExcClass(_, b)) if a == b || super::fold::is_subclass(host, b, a) => {
            Joined::Same
        }
        (Val::ExcClass(var, a), Val::ExcClass(_, b)) if super::fold::is_subclass(host, a, b) => {
            Joined::More(Val::ExcClass(var, b))
        }
        (Val::ExcClass(_, a), Val::Const(b)) if super::fold::is_subclass(host, b, a) => Joined::Same,
        (Val::ExcClass(var, _), _) => Joined::More(Val::Var(var)),
    }
}

/// Stands for "a parameter yet to be made" in results of [`join_values`].
pub(super) const PLACEHOLDER: VarId = VarId::MAX;

/// Whether two constants are interchangeable: the same object, or equal values of one immutable type.
pub(super) fn same_constant(host: &Host, a: Obj, b: Obj) -> bool {
    if a == b {
        return true;
    }
    match (host.get(a), host.get(b)) {
        (Object::Int(a), Object::Int(b)) => a == b,
        (Object::Long(a), Object::Long(b)) => a == b,
        (Object::RInt(s, a), Object::RInt(t, b)) => s == t && a == b,
        (Object::Float(a), Object::Float(b)) => a.to_bits() == b.to_bits(),
        (Object::SingleFloat(a), Object::SingleFloat(b)) => a.to_bits() == b.to_bits(),
        (Object::LongFloat(a), Object::LongFloat(b)) => a.to_bits() == b.to_bits(),
        (Object::Str(a), Object::Str(b)) => a == b,
        (Object::Unicode(a), Object::Unicode(b)) => a == b,
        (Object::LLType(a), Object::LLType(b)) => a == b,
        (Object::Tuple(a), Object::Tuple(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(&x, &y)| same_constant(host, x, y))
        }
        (Object::BoundMethod(a), Object::BoundMethod(b)) => {
            a.func == b.func && a.this == b.this && a.class == b.class
        }
        _ => false,
    }
}
