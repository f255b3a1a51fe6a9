//! The register code that graphs are compiled to.
//!
//! An instruction is 16 bytes: an opcode, three register numbers and an immediate. Registers are 64-bit
//! slots of the frame: integers are kept extended to 64 bits as their type says, floats as their bits,
//! pointers as machine addresses; a 128-bit integer takes two slots, the low half first.

use rpython_base::Span;
use rpython_lltype::FuncId;

/// The number of a register of the current frame.
pub(crate) type Reg = u16;

/// What an instruction does. `a` is the result unless said otherwise, `b` and `c` are operands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub(crate) enum Opc {
    // Moves.
    Mov,
    Const,
    // 64-bit integers.
    Add,
    AddI,
    Sub,
    Mul,
    MulI,
    And,
    AndI,
    Or,
    Xor,
    Shl,
    ShlI,
    ShrS,
    ShrSI,
    ShrU,
    ShrUI,
    DivS,
    ModS,
    DivU,
    ModU,
    MulHighU,
    Neg,
    Not,
    Abs,
    MaxZero,
    Between,
    // Comparisons; the other two orders swap the operands.
    Eq,
    Ne,
    LtS,
    LeS,
    LtU,
    LeU,
    EqI,
    NeI,
    LtSI,
    LeSI,
    GtSI,
    GeSI,
    // Overflow-checked.
    AddOvf,
    AddOvfI,
    SubOvf,
    MulOvf,
    NegOvf,
    AbsOvf,
    AddFlows,
    SubFlows,
    MulFlows,
    // 128-bit integers: `a`, `b` and `c` are the first of two registers, unless the result is a bool.
    WAdd,
    WSub,
    WMul,
    WAnd,
    WOr,
    WXor,
    /// The count is an ordinary register.
    WShl,
    WShrS,
    WShrU,
    WDivS,
    WModS,
    WDivU,
    WModU,
    WNeg,
    WNot,
    WAbs,
    WTrue,
    WEq,
    WNe,
    WLtS,
    WLeS,
    WLtU,
    WLeU,
    /// Sign- or zero-extends a word.
    WExtS,
    WExtU,
    WToFS,
    WToFU,
    FToWS,
    FToWU,
    // Narrowing.
    Ext8S,
    Ext8U,
    Ext16S,
    Ext16U,
    Ext32S,
    Ext32U,
    // Floats.
    FAdd,
    FSub,
    FMul,
    FDiv,
    FNeg,
    FAbs,
    FSqrt,
    FTrue,
    FEq,
    FNe,
    FLt,
    FLe,
    IToF,
    UToF,
    FToI,
    FToU,
    FToSF,
    SFToF,
    IToSF,
    UToSF,
    // Memory at `b + imm` (loads: to `a`) or `a + imm` (stores: of `b`).
    Load8U,
    Load8S,
    Load16U,
    Load16S,
    Load32U,
    Load32S,
    Load64,
    Load128,
    LoadLong,
    Store8,
    Store16,
    Store32,
    Store64,
    Store128,
    StoreLong,
    // An item of an array whose items lie tightly: loads to `a` from array `b`, index `c`; stores to
    // array `a`, index `b`, value `c`. The immediate is [`item_imm`].
    Item8U,
    Item32U,
    Item64,
    SetItem8,
    SetItem32,
    SetItem64,
    /// Address of item `c` of array `b`, described by [`FuncCode::arrays`]`[imm]`.
    ItemAddr,
    // Raw memory.
    RawMalloc,
    RawCalloc,
    RawFree,
    /// Stores `c` at `b`; what was there to `a`.
    Exchange,
    /// From `a` to `b`, `c` bytes.
    MemCopy,
    MemMove,
    /// At `a`, `b` bytes.
    MemClear,
    /// At `a`, byte `b`, count `c`.
    MemSet,
    /// `b`, `c`; the register of the count is `imm`.
    MemCmp,
    // Allocation, described by [`FuncCode::allocs`]`[imm]`.
    New,
    /// `b` items.
    NewVar,
    Shrink,
    // Control. Jumps add `imm` to the number of the next instruction.
    Jmp,
    JmpIf,
    JmpIfNot,
    // Compare `a` with `b`, then jump.
    JEq,
    JNe,
    JLtS,
    JLeS,
    JLtU,
    JLeU,
    // Compare `a` with the upper half of the immediate, then jump by the lower half.
    JEqI,
    JNeI,
    JLtSI,
    JLeSI,
    JGtSI,
    JGeSI,
    /// Jumps by [`FuncCode::switches`]`[imm]`.
    Switch,
    Ret0,
    Ret1,
    Ret2,
    /// Exception type `a`, value `b`.
    Raise,
    Unreachable,
    // Calls; the arguments are [`FuncCode::calls`]`[imm]`.
    Call,
    CallExternal,
    /// Through the pointer `b`.
    CallIndirect,
    // Collector.
    Collect,
    IdentityHash,
    WeakNew,
    CanMove,
    Stat,
    SetMaxHeap,
    SetEnabled,
    IsEnabled,
    FqRegister,
    FqNext,
    TypeId,
    IsInstance,
    TracePlace,
    // Shadow stack of lowered programs.
    StackTop,
    SetStackTop,
    SaveRoot,
    RestoreRoot,
    // Debugging.
    /// [`FuncCode::prints`]`[imm]`.
    Print,
    LogStart,
    LogStop,
    LogEnabled,
    LogWants,
    LogFlush,
    LogOffset,
    PrintTraceback,
    /// `a` must hold; [`FuncCode::prints`]`[imm]` says the message.
    Assert,
    FatalError,
    /// [`FuncCode::texts`]`[imm]`.
    CheckFailed,
    TraceRaise,
    TracePass,
    TraceCatch,
    TraceReraise,
    StackCurrent,
    Timestamp,
}

/// One instruction.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(crate) struct Insn {
    pub op: Opc,
    pub a: Reg,
    pub b: Reg,
    pub c: Reg,
    pub imm: i64,
}

/// The immediate of item instructions: offsets of the first item and of the length.
pub(crate) fn item_imm(items: u32, length: Option<u32>, extra: bool) -> i64 {
    let length = length.map_or(u32::MAX, |l| l | if extra { EXTRA } else { 0 });
    ((length as u64) << 32 | items as u64) as i64
}

/// Bit of the length's offset in [`item_imm`]: the item behind the last one exists as well.
pub(crate) const EXTRA: u32 = 1 << 31;

/// What a call is given: a register, or (with the top bit) a constant of the function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arg(pub u32);

/// The bit of an [`Arg`] that says it is a constant.
pub(crate) const ARG_CONST: u32 = 1 << 31;

/// A call's callee, where it is fixed, and arguments, one for each slot.
#[derive(Clone, Debug)]
pub(crate) struct CallInfo {
    pub callee: Option<FuncId>,
    /// The function type that the call assumes.
    pub ty: rpython_lltype::ContainerId,
    pub args: Box<[Arg]>,
}

/// How the items of an array are found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ArrayInfo {
    /// Where the length is; `Err` a fixed length; `None` unknown.
    pub length: Option<Result<u32, i64>>,
    pub items: u32,
    pub stride: u32,
    pub extra: bool,
}

/// What is allocated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AllocInfo {
    pub ty: rpython_lltype::ContainerId,
    pub gc: bool,
    /// Objects of the type have a finalizer.
    pub finalizer: bool,
    pub zero: bool,
    /// Bytes of the fixed part.
    pub base: u64,
    /// Bytes of each item.
    pub stride: u64,
    /// Where the number of items is stored.
    pub length: Option<u32>,
    /// The result of a failed allocation is null, and nothing is raised (lowered programs).
    pub null_on_failure: bool,
}

/// A jump table.
#[derive(Clone, Debug)]
pub(crate) struct SwitchTable {
    /// Values in ascending order and where they lead.
    pub cases: Vec<(i64, i64)>,
    /// If the values lie densely: the first one and where each leads.
    pub dense: Option<(i64, Vec<i64>)>,
    /// Where everything else leads.
    pub default: i64,
}

/// How one operand of a debug print is shown.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shown {
    Int,
    UInt,
    Bool,
    Char,
    UniChar,
    Float,
    SingleFloat,
    Address,
    Wide,
    /// A pointer to characters: offsets of the first one and of the length.
    Text(u32, Option<u32>),
}

/// Where an exception may go.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CatchCase {
    /// Address of the class's vtable; `None` catches all.
    pub class: Option<u64>,
    pub etype: Option<Reg>,
    pub evalue: Option<Reg>,
    pub target: u32,
}

/// A compiled function.
#[derive(Debug)]
pub(crate) struct FuncCode {
    pub func: FuncId,
    pub insns: Vec<Insn>,
    /// Registers of the frame; the callee's frame begins behind them.
    pub registers: u32,
    pub consts: Vec<u64>,
    pub calls: Vec<CallInfo>,
    pub arrays: Vec<ArrayInfo>,
    pub allocs: Vec<AllocInfo>,
    pub switches: Vec<SwitchTable>,
    pub prints: Vec<Vec<(Arg, Shown)>>,
    pub texts: Vec<String>,
    /// By the number of the instruction that may raise: its cases.
    pub catches: Vec<(u32, Vec<CatchCase>)>,
    /// By the number of an instruction where a collection may happen: the registers that hold managed
    /// pointers then.
    pub roots: Vec<(u32, Box<[Reg]>)>,
    /// From which instruction on the source is where.
    pub spans: Vec<(u32, Span)>,
}

impl FuncCode {
    /// The source of an instruction.
    pub fn span_at(&self, pc: u32) -> Span {
        let at = self.spans.partition_point(|&(start, _)| start <= pc);
        if at == 0 { Span::NONE } else { self.spans[at - 1].1 }
    }

    /// The registers that hold managed pointers while an instruction runs.
    pub fn roots_at(&self, pc: u32) -> &[Reg] {
        match self.roots.binary_search_by_key(&pc, |r| r.0) {
            Ok(i) => &self.roots[i].1,
            Err(_) => &[],
        }
    }

    /// The exception cases of an instruction.
    pub fn catch_at(&self, pc: u32) -> Option<&[CatchCase]> {
        let i = self.catches.binary_search_by_key(&pc, |c| c.0).ok()?;
        Some(&self.catches[i].1)
    }
}
