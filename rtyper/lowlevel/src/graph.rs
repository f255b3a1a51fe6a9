//! The graph IR of one function.

use rpython_base::{Arena, EntityId, Span, Symbol, define_id};
use rpython_lltype::{ContainerId, FuncId, LLType, Pointer, Value};
use smallvec::{SmallVec, smallvec};

use crate::OpCode;

define_id!(
    /// A variable of a [`Graph`].
    VarId,
    "v"
);
define_id!(
    /// A block of a [`Graph`].
    BlockId,
    "b"
);

/// A variable: assigned once, by its block's parameters or by one op, and used in that block only.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Var {
    /// Its type; `Void` variables are allowed and hold nothing.
    pub ty: LLType,
    /// The name of the RPython variable it stands for, if any.
    pub name: Option<Symbol>,
}

/// A typed constant.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Const {
    /// Its type.
    pub ty: LLType,
    /// Its value.
    pub value: Value,
}

/// What an op or a link is given.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Operand {
    /// A variable of the same block.
    Var(VarId),
    /// A constant.
    Const(Const),
}

impl Operand {
    /// A `Signed` constant.
    pub fn signed(value: i64) -> Operand {
        Operand::Const(Const { ty: LLType::Signed, value: Value::Int(value) })
    }

    /// A `Bool` constant.
    pub fn bool(value: bool) -> Operand {
        Operand::Const(Const { ty: LLType::Bool, value: Value::Bool(value) })
    }

    /// The value of `Void`.
    pub fn void() -> Operand {
        Operand::Const(Const { ty: LLType::Void, value: Value::Void })
    }

    /// A null pointer to this container.
    pub fn null(pointee: ContainerId) -> Operand {
        Operand::Const(Const { ty: LLType::Ptr(pointee), value: Value::Ptr(Pointer::Null) })
    }

    /// A function pointer; `ty` is the pointer's type.
    pub fn func(ty: LLType, func: FuncId) -> Operand {
        Operand::Const(Const { ty, value: Value::Ptr(Pointer::Func(func)) })
    }

    /// The variable, if it is one.
    pub fn as_var(&self) -> Option<VarId> {
        match self {
            Operand::Var(v) => Some(*v),
            Operand::Const(_) => None,
        }
    }

    /// The constant's value, if it is one.
    pub fn as_const(&self) -> Option<&Value> {
        match self {
            Operand::Const(c) => Some(&c.value),
            Operand::Var(_) => None,
        }
    }

    /// The function, if it is a constant pointer to one.
    pub fn as_func(&self) -> Option<FuncId> {
        match self.as_const()? {
            Value::Ptr(Pointer::Func(func)) => Some(*func),
            _ => None,
        }
    }
}

/// How an allocation is made.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct MallocFlavor {
    /// Managed, or by hand.
    pub gc: bool,
    /// Content is zero. Managed memory the rtyper asks for is zeroed where it holds pointers in any case.
    pub zero: bool,
    /// Managed but never moved.
    pub nonmovable: bool,
    /// Raw memory whose leak is reported.
    pub track: bool,
}

impl MallocFlavor {
    /// An ordinary managed object.
    pub const GC: MallocFlavor = MallocFlavor { gc: true, zero: true, nonmovable: false, track: false };
    /// Raw memory, uninitialized, its leaks reported.
    pub const RAW: MallocFlavor = MallocFlavor { gc: false, zero: false, nonmovable: false, track: true };
}

/// A step from a container into a part of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum PathStep {
    /// The field with this index.
    Field(u32),
    /// The item whose index is the next operand.
    Index,
}

/// What an op needs to know besides its operands.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub enum Imm {
    /// Nothing.
    #[default]
    None,
    /// Field with this index of the container that the first operand points to.
    Field(u32),
    /// A way into the container that the first operand points to.
    Path(Box<[PathStep]>),
    /// What to allocate or free, and how.
    Malloc(ContainerId, MallocFlavor),
    /// The functions that an indirect call may reach; `None` for any.
    Targets(Option<Box<[FuncId]>>),
    /// A slot of the shadow stack frame.
    Slot(u32),
    /// A name: of a statistic, a marker, a message.
    Sym(Symbol),
    /// A hint's names and what the variadic operands are (`promote`; `jit_merge_point driver.green ...`).
    Hint(Box<[Symbol]>),
}

/// One operation.
#[derive(Clone, PartialEq, Debug)]
pub struct Op {
    /// What to do.
    pub code: OpCode,
    /// With what.
    pub args: Vec<Operand>,
    /// And what else.
    pub imm: Imm,
    /// Where the result goes; a `Void` variable where there is none.
    pub result: VarId,
    /// The RPython source it stands for.
    pub span: Span,
}

/// A jump with values for the target's parameters.
#[derive(Clone, PartialEq, Debug)]
pub struct Link {
    /// Where to.
    pub target: BlockId,
    /// One for each parameter of the target.
    pub args: Vec<Operand>,
}

/// What a switch compares with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum CaseValue {
    /// Any integer type (as [`Value::Int`]), also `Char` and `UniChar`.
    Int(i64),
}

/// An exception edge: taken if the exception is an instance of `class`.
#[derive(Clone, PartialEq, Debug)]
pub struct ExcCase {
    /// Pointer to the class's vtable; `None` catches everything.
    pub class: Option<Const>,
    /// The variable that holds the exception's type (a vtable pointer) in the link's arguments.
    pub etype: VarId,
    /// The variable that holds the exception's value (an instance pointer) in the link's arguments.
    pub evalue: VarId,
    /// Where to. May use `etype` and `evalue`, which are defined on this link only, but not the
    /// result of the op that raised.
    pub link: Link,
}

/// How a block ends.
#[derive(Clone, PartialEq, Debug)]
pub enum Terminator {
    /// Goes on.
    Goto(Link),
    /// Goes one way or the other.
    Branch {
        /// A `Bool`.
        cond: Operand,
        /// If it is true.
        if_true: Link,
        /// If it is false.
        if_false: Link,
    },
    /// Goes one of many ways by an integer, char or unichar.
    Switch {
        /// What is compared.
        value: Operand,
        /// Distinct values and where they lead.
        cases: Vec<(CaseValue, Link)>,
        /// Where everything else leads; `None` if that cannot be.
        default: Option<Link>,
    },
    /// The block's last op may raise: the cases are tried in order, what matches none propagates
    /// to the caller. Only in stage [`Typed`](crate::Stage::Typed).
    Catch {
        /// If it does not raise.
        normal: Link,
        /// If it does.
        cases: Vec<ExcCase>,
    },
    /// Leaves the function with this value (`Void` constant for none).
    Return(Operand),
    /// Leaves the function with this exception: type and value. Only in stage
    /// [`Typed`](crate::Stage::Typed).
    Raise {
        /// Vtable pointer.
        etype: Operand,
        /// Instance pointer.
        evalue: Operand,
        /// The `raise`, for tracebacks.
        span: Span,
    },
    /// Cannot be reached: behind a call that never returns.
    Unreachable,
}

impl Terminator {
    /// All links, the normal ones first.
    pub fn links(&self) -> SmallVec<[&Link; 2]> {
        match self {
            Terminator::Goto(link) => smallvec![link],
            Terminator::Branch { if_true, if_false, .. } => smallvec![if_true, if_false],
            Terminator::Switch { cases, default, .. } => {
                cases.iter().map(|(_, link)| link).chain(default).collect()
            }
            Terminator::Catch { normal, cases } => {
                std::iter::once(normal).chain(cases.iter().map(|c| &c.link)).collect()
            }
            Terminator::Return(_) | Terminator::Raise { .. } | Terminator::Unreachable => smallvec![],
        }
    }

    /// All links, mutably, in the order of [`links`](Self::links).
    pub fn links_mut(&mut self) -> SmallVec<[&mut Link; 2]> {
        match self {
            Terminator::Goto(link) => smallvec![link],
            Terminator::Branch { if_true, if_false, .. } => smallvec![if_true, if_false],
            Terminator::Switch { cases, default, .. } => {
                cases.iter_mut().map(|(_, link)| link).chain(default).collect()
            }
            Terminator::Catch { normal, cases } => {
                std::iter::once(normal).chain(cases.iter_mut().map(|c| &mut c.link)).collect()
            }
            Terminator::Return(_) | Terminator::Raise { .. } | Terminator::Unreachable => smallvec![],
        }
    }

    /// Operands of the terminator itself, without its links'.
    pub fn operands(&self) -> SmallVec<[&Operand; 2]> {
        match self {
            Terminator::Goto(_) | Terminator::Catch { .. } | Terminator::Unreachable => smallvec![],
            Terminator::Branch { cond, .. } => smallvec![cond],
            Terminator::Switch { value, .. } | Terminator::Return(value) => smallvec![value],
            Terminator::Raise { etype, evalue, .. } => smallvec![etype, evalue],
        }
    }

    /// Operands of the terminator itself, mutably.
    pub fn operands_mut(&mut self) -> SmallVec<[&mut Operand; 2]> {
        match self {
            Terminator::Goto(_) | Terminator::Catch { .. } | Terminator::Unreachable => smallvec![],
            Terminator::Branch { cond, .. } => smallvec![cond],
            Terminator::Switch { value, .. } | Terminator::Return(value) => smallvec![value],
            Terminator::Raise { etype, evalue, .. } => smallvec![etype, evalue],
        }
    }
}

/// A straight run of ops.
#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    /// Parameters.
    pub params: Vec<VarId>,
    /// Ops in order.
    pub ops: Vec<Op>,
    /// How it ends.
    pub end: Terminator,
}

/// The body of a function. The parameters of `start` are the function's arguments.
#[derive(Clone, Debug)]
pub struct Graph {
    /// Variables.
    pub vars: Arena<VarId, Var>,
    /// Blocks; those that cannot be reached from `start` are garbage and ignored by everybody.
    pub blocks: Arena<BlockId, Block>,
    /// The entry.
    pub start: BlockId,
}

impl Graph {
    /// A graph whose only block is an unreachable start without parameters.
    pub fn new() -> Graph {
        let mut blocks = Arena::new();
        let start = blocks.push(Block { params: Vec::new(), ops: Vec::new(), end: Terminator::Unreachable });
        Graph { vars: Arena::new(), blocks, start }
    }

    /// Adds a variable.
    pub fn var(&mut self, ty: LLType) -> VarId {
        self.vars.push(Var { ty, name: None })
    }

    /// Adds an unreachable block with parameters of these types.
    pub fn block(&mut self, params: &[LLType]) -> BlockId {
        let params = params.iter().map(|&ty| self.var(ty)).collect();
        self.blocks.push(Block { params, ops: Vec::new(), end: Terminator::Unreachable })
    }

    /// The type of an operand.
    pub fn operand_type(&self, operand: &Operand) -> LLType {
        match operand {
            Operand::Var(v) => self.vars[*v].ty,
            Operand::Const(c) => c.ty,
        }
    }

    /// Blocks reachable from the start, in reverse postorder (a block before its successors,
    /// except along loops).
    pub fn reverse_postorder(&self) -> Vec<BlockId> {
        let mut seen = vec![false; self.blocks.len()];
        let mut order = Vec::new();
        let targets = |block: BlockId| -> SmallVec<[BlockId; 2]> {
            self.blocks[block].end.links().into_iter().map(|link| link.target).collect()
        };
        let mut stack = vec![(self.start, targets(self.start).into_iter())];
        seen[self.start.index()] = true;
        while let Some((block, left)) = stack.last_mut() {
            match left.next() {
                Some(target) => {
                    if !std::mem::replace(&mut seen[target.index()], true) {
                        stack.push((target, targets(target).into_iter()));
                    }
                }
                None => {
                    order.push(*block);
                    stack.pop();
                }
            }
        }
        order.reverse();
        order
    }
}

impl Default for Graph {
    fn default() -> Self {
        Self::new()
    }
}
