//! The dispatch loop.

use rpython_base::EntityId;
use rpython_lltype::FuncId;

use super::{Frame, Machine, Stop, Trap};
use crate::code::{ARG_CONST, Arg, EXTRA, FuncCode, Insn, Opc};
use crate::trace::{Kind, Place};

/// Addresses below this are null pointers with an offset.
const NULL_PAGE: u64 = 4096;

/// Reads a word of 128 bits from two registers.
unsafe fn wide(regs: *mut u64, r: u16) -> u128 {
    // SAFETY: the compiler reserves two registers for it.
    unsafe { *regs.add(r as usize) as u128 | (*regs.add(r as usize + 1) as u128) << 64 }
}

unsafe fn set_wide(regs: *mut u64, r: u16, value: u128) {
    // SAFETY: as above.
    unsafe {
        *regs.add(r as usize) = value as u64;
        *regs.add(r as usize + 1) = (value >> 64) as u64;
    }
}

/// Truncates; out of range is the smallest value.
fn float_to_int(x: f64) -> i64 {
    if (-9223372036854775808.0..9223372036854775808.0).contains(&x) { x as i64 } else { i64::MIN }
}

fn float_to_uint(x: f64) -> u64 {
    if x > -1.0 && x < 18446744073709551616.0 { x as u64 } else { 0 }
}

impl Machine<'_> {
    /// Calls a function with arguments in their register form.
    pub fn run(&mut self, func: FuncId, args: &[u64]) -> Result<[u64; 2], Stop> {
        let code = match self.code(func) {
            Ok(code) => code,
            Err(Trap::Fault(text)) => return Err(Stop::Fatal(format!("Fatal RPython error: {text}\n"))),
            Err(Trap::Stop(stop)) => return Err(stop),
            Err(Trap::Raise(etype, evalue)) => return Err(Stop::Exception(etype, evalue)),
        };
        let base = self.top;
        // SAFETY: compiled code lives as long as the machine.
        let needed = unsafe { (*code).registers as usize }.max(args.len());
        if base.wrapping_add(needed) > self.stack_end() {
            return match self.prebuilt("StackOverflow") {
                Trap::Raise(etype, evalue) => Err(Stop::Exception(etype, evalue)),
                _ => Err(Stop::Fatal("Fatal RPython error: StackOverflow\n".into())),
            };
        }
        // SAFETY: there is room for the arguments.
        unsafe { std::ptr::copy_nonoverlapping(args.as_ptr(), base, args.len()) };
        let (depth, current) = (self.frames.len(), self.current);
        self.frames.push(Frame { code: std::ptr::null(), pc: 0, regs: base });
        self.current = code;
        // SAFETY: code and registers fit each other.
        let result = unsafe { self.execute(code, base) };
        self.frames.truncate(depth);
        self.current = current;
        self.top = base;
        result
    }

    /// Runs from the start of `code` until the host's frame is reached again.
    ///
    /// # Safety
    /// `regs` has room for the function's registers and holds its arguments.
    #[allow(clippy::too_many_lines)]
    unsafe fn execute(&mut self, code: *const FuncCode, regs: *mut u64) -> Result<[u64; 2], Stop> {
        let mut code = code;
        let mut regs = regs;
        // SAFETY (the whole function): the compiler emits valid registers and targets only, the verifier
        // has seen that types fit, and memory is accessed as the program says.
        unsafe {
            let mut insns: *const Insn = (*code).insns.as_ptr();
            let mut pc = insns;

            macro_rules! r {
                ($r:expr) => {
                    *regs.add($r as usize)
                };
            }
            macro_rules! s {
                ($r:expr) => {
                    (*regs.add($r as usize) as i64)
                };
            }
            macro_rules! f {
                ($r:expr) => {
                    f64::from_bits(*regs.add($r as usize))
                };
            }
            // The number of the next instruction.
            macro_rules! at {
                () => {
                    pc.offset_from(insns) as u32
                };
            }
            macro_rules! fault {
                ($($message:tt)*) => {
                    return Err(self.fault(code, at!(), &format!($($message)*)))
                };
            }
            macro_rules! enter {
                ($code:expr, $pc:expr, $regs:expr) => {{
                    code = $code;
                    insns = (*code).insns.as_ptr();
                    pc = insns.add($pc as usize);
                    regs = $regs;
                    self.current = code;
                }};
            }
            macro_rules! raise {
                ($etype:expr, $evalue:expr, $explicit:expr) => {{
                    let (etype, evalue) = ($etype, $evalue);
                    match self.unwind(code, at!() - 1, regs, etype, evalue, $explicit) {
                        Some((c, p, r)) => enter!(c, p, r),
                        None => return Err(Stop::Exception(etype, evalue)),
                    }
                }};
            }
            macro_rules! trap {
                ($trap:expr) => {
                    match $trap {
                        Trap::Raise(etype, evalue) => raise!(etype, evalue, false),
                        Trap::Fault(message) => fault!("{message}"),
                        Trap::Stop(stop) => return Err(stop),
                    }
                };
            }
            macro_rules! checked {
                ($result:expr, $value:ident => $then:expr) => {
                    match $result {
                        Ok($value) => $then,
                        Err(t) => trap!(t),
                    }
                };
            }
            macro_rules! overflow {
                ($i:expr, $result:expr) => {
                    match $result {
                        (value, false) => r!($i.a) = value as u64,
                        (_, true) => trap!(self.prebuilt("OverflowError")),
                    }
                };
            }
            macro_rules! address {
                ($base:expr, $imm:expr) => {{
                    let base = $base;
                    if base < NULL_PAGE {
                        fault!("null pointer dereferenced");
                    }
                    base.wrapping_add($imm as u64)
                }};
            }
            macro_rules! load {
                ($i:expr, $ty:ty) => {
                    r!($i.a) = (address!(r!($i.b), $i.imm) as *const $ty).read_unaligned() as u64
                };
            }
            macro_rules! store {
                ($i:expr, $ty:ty) => {
                    (address!(r!($i.a), $i.imm) as *mut $ty).write_unaligned(r!($i.b) as $ty)
                };
            }
            // The address of an item, after a check of the index.
            macro_rules! item {
                ($base:expr, $index:expr, $imm:expr, $size:expr) => {{
                    let (base, index, imm) = ($base, $index, $imm as u64);
                    if base < NULL_PAGE {
                        fault!("null pointer dereferenced");
                    }
                    let length_at = (imm >> 32) as u32;
                    if length_at != u32::MAX {
                        let offset = (length_at & !EXTRA) as u64;
                        let length = (base.wrapping_add(offset) as *const u64).read_unaligned();
                        if index >= length + (length_at >> 31) as u64 {
                            fault!("index out of range (unchecked): index {}, length {length}", index as i64);
                        }
                    }
                    base.wrapping_add(imm as u32 as u64).wrapping_add(index.wrapping_mul($size))
                }};
            }
            macro_rules! jump_if {
                ($i:expr, $cond:expr) => {
                    if $cond {
                        pc = pc.offset($i.imm as isize);
                    }
                };
            }
            macro_rules! jump_if_imm {
                ($i:expr, |$x:ident, $n:ident| $cond:expr) => {{
                    let ($x, $n) = (s!($i.a), $i.imm >> 32);
                    if $cond {
                        pc = pc.offset($i.imm as i32 as isize);
                    }
                }};
            }
            macro_rules! call {
                ($func:expr, $args:expr) => {{
                    let func: FuncId = $func;
                    let known = *self.codes.as_ptr().add(func.index());
                    let callee = if known.is_null() { self.code(func) } else { Ok(known) };
                    checked!(callee, callee => {
                        let base = regs.add((*code).registers as usize);
                        if base.wrapping_add((*callee).registers as usize) > self.stack_end() {
                            trap!(self.prebuilt("StackOverflow"));
                        } else {
                            let args: &[Arg] = $args;
                            let consts = (*code).consts.as_ptr();
                            for (k, arg) in args.iter().enumerate() {
                                *base.add(k) = match arg.0 & ARG_CONST {
                                    0 => r!(arg.0),
                                    _ => *consts.add((arg.0 & !ARG_CONST) as usize),
                                };
                            }
                            self.frames.push(Frame { code, pc: at!(), regs });
                            enter!(callee, 0, base);
                        }
                    })
                }};
            }
            macro_rules! return_ {
                (|$call:ident| $set:expr, $result:expr) => {{
                    let result: [u64; 2] = $result;
                    let Frame { code: c, pc: p, regs: r } = self.frames.pop().unwrap_unchecked();
                    if c.is_null() {
                        return Ok(result);
                    }
                    enter!(c, p, r);
                    let $call = &*pc.sub(1);
                    $set
                }};
            }
            // Leaves a trace of this frame for whoever looks while the host works.
            macro_rules! outside {
                ($work:expr) => {{
                    self.frames.push(Frame { code, pc: at!(), regs });
                    self.top = regs.add((*code).registers as usize);
                    let result = $work;
                    self.frames.pop();
                    self.current = code;
                    result
                }};
            }
            // Counts are taken modulo the width, as processors do.
            macro_rules! shift {
                ($i:expr, $bits:expr, |$n:ident| $work:expr) => {{
                    let $n = r!($i.c) & ($bits - 1);
                    $work
                }};
            }
            macro_rules! divide {
                ($i:expr, $x:expr, $y:expr, $checked:ident) => {
                    match ($x, $y) {
                        (_, 0) => fault!("division by zero (unchecked)"),
                        (x, y) => match x.$checked(y) {
                            Some(value) => value,
                            None => fault!("integer overflow in a division (unchecked)"),
                        },
                    }
                };
            }

            loop {
                let i = *pc;
                pc = pc.add(1);
                match i.op {
                    Opc::Mov => r!(i.a) = r!(i.b),
                    Opc::Const => r!(i.a) = i.imm as u64,
                    Opc::Add => r!(i.a) = r!(i.b).wrapping_add(r!(i.c)),
                    Opc::AddI => r!(i.a) = r!(i.b).wrapping_add(i.imm as u64),
                    Opc::Sub => r!(i.a) = r!(i.b).wrapping_sub(r!(i.c)),
                    Opc::Mul => r!(i.a) = r!(i.b).wrapping_mul(r!(i.c)),
                    Opc::MulI => r!(i.a) = r!(i.b).wrapping_mul(i.imm as u64),
                    Opc::And => r!(i.a) = r!(i.b) & r!(i.c),
                    Opc::AndI => r!(i.a) = r!(i.b) & i.imm as u64,
                    Opc::Or => r!(i.a) = r!(i.b) | r!(i.c),
                    Opc::Xor => r!(i.a) = r!(i.b) ^ r!(i.c),
                    Opc::Shl => shift!(i, 64, |n| r!(i.a) = r!(i.b) << n),
                    Opc::ShlI => r!(i.a) = r!(i.b) << (i.imm as u32 & 63),
                    Opc::ShrS => shift!(i, 64, |n| r!(i.a) = (s!(i.b) >> n) as u64),
                    Opc::ShrSI => r!(i.a) = (s!(i.b) >> (i.imm as u32 & 63)) as u64,
                    Opc::ShrU => shift!(i, 64, |n| r!(i.a) = r!(i.b) >> n),
                    Opc::ShrUI => r!(i.a) = r!(i.b) >> (i.imm as u32 & 63),
                    Opc::DivS => r!(i.a) = divide!(i, s!(i.b), s!(i.c), checked_div) as u64,
                    Opc::ModS => r!(i.a) = divide!(i, s!(i.b), s!(i.c), checked_rem) as u64,
                    Opc::DivU => r!(i.a) = divide!(i, r!(i.b), r!(i.c), checked_div),
                    Opc::ModU => r!(i.a) = divide!(i, r!(i.b), r!(i.c), checked_rem),
                    Opc::MulHighU => r!(i.a) = ((r!(i.b) as u128 * r!(i.c) as u128) >> 64) as u64,
                    Opc::Neg => r!(i.a) = r!(i.b).wrapping_neg(),
                    Opc::Not => r!(i.a) = !r!(i.b),
                    Opc::Abs => r!(i.a) = s!(i.b).wrapping_abs() as u64,
                    Opc::MaxZero => r!(i.a) = s!(i.b).max(0) as u64,
                    Opc::Between => r!(i.a) = (s!(i.b) <= s!(i.c) && s!(i.c) < s!(i.imm)) as u64,
                    Opc::Eq => r!(i.a) = (r!(i.b) == r!(i.c)) as u64,
                    Opc::Ne => r!(i.a) = (r!(i.b) != r!(i.c)) as u64,
                    Opc::LtS => r!(i.a) = (s!(i.b) < s!(i.c)) as u64,
                    Opc::LeS => r!(i.a) = (s!(i.b) <= s!(i.c)) as u64,
                    Opc::LtU => r!(i.a) = (r!(i.b) < r!(i.c)) as u64,
                    Opc::LeU => r!(i.a) = (r!(i.b) <= r!(i.c)) as u64,
                    Opc::EqI => r!(i.a) = (s!(i.b) == i.imm) as u64,
                    Opc::NeI => r!(i.a) = (s!(i.b) != i.imm) as u64,
                    Opc::LtSI => r!(i.a) = (s!(i.b) < i.imm) as u64,
                    Opc::LeSI => r!(i.a) = (s!(i.b) <= i.imm) as u64,
                    Opc::GtSI => r!(i.a) = (s!(i.b) > i.imm) as u64,
                    Opc::GeSI => r!(i.a) = (s!(i.b) >= i.imm) as u64,
                    Opc::AddOvf => overflow!(i, s!(i.b).overflowing_add(s!(i.c))),
                    Opc::AddOvfI => overflow!(i, s!(i.b).overflowing_add(i.imm)),
                    Opc::SubOvf => overflow!(i, s!(i.b).overflowing_sub(s!(i.c))),
                    Opc::MulOvf => overflow!(i, s!(i.b).overflowing_mul(s!(i.c))),
                    Opc::NegOvf => overflow!(i, s!(i.b).overflowing_neg()),
                    Opc::AbsOvf => overflow!(i, s!(i.b).overflowing_abs()),
                    Opc::AddFlows => r!(i.a) = s!(i.b).overflowing_add(s!(i.c)).1 as u64,
                    Opc::SubFlows => r!(i.a) = s!(i.b).overflowing_sub(s!(i.c)).1 as u64,
                    Opc::MulFlows => r!(i.a) = s!(i.b).overflowing_mul(s!(i.c)).1 as u64,

                    Opc::WAdd => set_wide(regs, i.a, wide(regs, i.b).wrapping_add(wide(regs, i.c))),
                    Opc::WSub => set_wide(regs, i.a, wide(regs, i.b).wrapping_sub(wide(regs, i.c))),
                    Opc::WMul => set_wide(regs, i.a, wide(regs, i.b).wrapping_mul(wide(regs, i.c))),
                    Opc::WAnd => set_wide(regs, i.a, wide(regs, i.b) & wide(regs, i.c)),
                    Opc::WOr => set_wide(regs, i.a, wide(regs, i.b) | wide(regs, i.c)),
                    Opc::WXor => set_wide(regs, i.a, wide(regs, i.b) ^ wide(regs, i.c)),
                    Opc::WShl => shift!(i, 128, |n| set_wide(regs, i.a, wide(regs, i.b) << n)),
                    Opc::WShrS => {
                        shift!(i, 128, |n| set_wide(regs, i.a, (wide(regs, i.b) as i128 >> n) as u128));
                    }
                    Opc::WShrU => shift!(i, 128, |n| set_wide(regs, i.a, wide(regs, i.b) >> n)),
                    Opc::WDivS => {
                        let value = divide!(i, wide(regs, i.b) as i128, wide(regs, i.c) as i128, checked_div);
                        set_wide(regs, i.a, value as u128);
                    }
                    Opc::WModS => {
                        let value = divide!(i, wide(regs, i.b) as i128, wide(regs, i.c) as i128, checked_rem);
                        set_wide(regs, i.a, value as u128);
                    }
                    Opc::WDivU => {
                        let value = divide!(i, wide(regs, i.b), wide(regs, i.c), checked_div);
                        set_wide(regs, i.a, value);
                    }
                    Opc::WModU => {
                        let value = divide!(i, wide(regs, i.b), wide(regs, i.c), checked_rem);
                        set_wide(regs, i.a, value);
                    }
                    Opc::WNeg => set_wide(regs, i.a, wide(regs, i.b).wrapping_neg()),
                    Opc::WNot => set_wide(regs, i.a, !wide(regs, i.b)),
                    Opc::WAbs => set_wide(regs, i.a, (wide(regs, i.b) as i128).wrapping_abs() as u128),
                    Opc::WTrue => r!(i.a) = (wide(regs, i.b) != 0) as u64,
                    Opc::WEq => r!(i.a) = (wide(regs, i.b) == wide(regs, i.c)) as u64,
                    Opc::WNe => r!(i.a) = (wide(regs, i.b) != wide(regs, i.c)) as u64,
                    Opc::WLtS => r!(i.a) = ((wide(regs, i.b) as i128) < wide(regs, i.c) as i128) as u64,
                    Opc::WLeS => r!(i.a) = (wide(regs, i.b) as i128 <= wide(regs, i.c) as i128) as u64,
                    Opc::WLtU => r!(i.a) = (wide(regs, i.b) < wide(regs, i.c)) as u64,
                    Opc::WLeU => r!(i.a) = (wide(regs, i.b) <= wide(regs, i.c)) as u64,
                    Opc::WExtS => set_wide(regs, i.a, s!(i.b) as i128 as u128),
                    Opc::WExtU => set_wide(regs, i.a, r!(i.b) as u128),
                    Opc::WToFS => r!(i.a) = (wide(regs, i.b) as i128 as f64).to_bits(),
                    Opc::WToFU => r!(i.a) = (wide(regs, i.b) as f64).to_bits(),
                    Opc::FToWS => set_wide(regs, i.a, f!(i.b) as i128 as u128),
                    Opc::FToWU => set_wide(regs, i.a, f!(i.b) as u128),

                    Opc::Ext8S => r!(i.a) = r!(i.b) as i8 as u64,
                    Opc::Ext8U => r!(i.a) = r!(i.b) as u8 as u64,
                    Opc::Ext16S => r!(i.a) = r!(i.b) as i16 as u64,
                    Opc::Ext16U => r!(i.a) = r!(i.b) as u16 as u64,
                    Opc::Ext32S => r!(i.a) = r!(i.b) as i32 as u64,
                    Opc::Ext32U => r!(i.a) = r!(i.b) as u32 as u64,

                    Opc::FAdd => r!(i.a) = (f!(i.b) + f!(i.c)).to_bits(),
                    Opc::FSub => r!(i.a) = (f!(i.b) - f!(i.c)).to_bits(),
                    Opc::FMul => r!(i.a) = (f!(i.b) * f!(i.c)).to_bits(),
                    Opc::FDiv => r!(i.a) = (f!(i.b) / f!(i.c)).to_bits(),
                    Opc::FNeg => r!(i.a) = (-f!(i.b)).to_bits(),
                    Opc::FAbs => r!(i.a) = f!(i.b).abs().to_bits(),
                    Opc::FSqrt => r!(i.a) = f!(i.b).sqrt().to_bits(),
                    Opc::FTrue => r!(i.a) = (f!(i.b) != 0.0) as u64,
                    Opc::FEq => r!(i.a) = (f!(i.b) == f!(i.c)) as u64,
                    Opc::FNe => r!(i.a) = (f!(i.b) != f!(i.c)) as u64,
                    Opc::FLt => r!(i.a) = (f!(i.b) < f!(i.c)) as u64,
                    Opc::FLe => r!(i.a) = (f!(i.b) <= f!(i.c)) as u64,
                    Opc::IToF => r!(i.a) = (s!(i.b) as f64).to_bits(),
                    Opc::UToF => r!(i.a) = (r!(i.b) as f64).to_bits(),
                    Opc::FToI => r!(i.a) = float_to_int(f!(i.b)) as u64,
                    Opc::FToU => r!(i.a) = float_to_uint(f!(i.b)),
                    Opc::FToSF => r!(i.a) = (f!(i.b) as f32).to_bits() as u64,
                    Opc::SFToF => r!(i.a) = (f32::from_bits(r!(i.b) as u32) as f64).to_bits(),
                    Opc::IToSF => r!(i.a) = (s!(i.b) as f32).to_bits() as u64,
                    Opc::UToSF => r!(i.a) = (r!(i.b) as f32).to_bits() as u64,

                    Opc::Load8U => load!(i, u8),
                    Opc::Load8S => load!(i, i8),
                    Opc::Load16U => load!(i, u16),
                    Opc::Load16S => load!(i, i16),
                    Opc::Load32U => load!(i, u32),
                    Opc::Load32S => load!(i, i32),
                    Opc::Load64 => load!(i, u64),
                    Opc::Load128 => {
                        let p = address!(r!(i.b), i.imm) as *const u128;
                        set_wide(regs, i.a, p.read_unaligned());
                    }
                    Opc::LoadLong => {
                        let p = address!(r!(i.b), i.imm) as *const u8;
                        r!(i.a) = rpython_cffi::values::read_long_float(p).to_bits();
                    }
                    Opc::Store8 => store!(i, u8),
                    Opc::Store16 => store!(i, u16),
                    Opc::Store32 => store!(i, u32),
                    Opc::Store64 => store!(i, u64),
                    Opc::Store128 => {
                        let p = address!(r!(i.a), i.imm) as *mut u128;
                        p.write_unaligned(wide(regs, i.b));
                    }
                    Opc::StoreLong => {
                        let p = address!(r!(i.a), i.imm) as *mut u8;
                        rpython_cffi::values::write_long_float(p, f!(i.b));
                    }
                    Opc::Item8U => {
                        r!(i.a) = *(item!(r!(i.b), r!(i.c), i.imm, 1) as *const u8) as u64;
                    }
                    Opc::Item32U => {
                        let p = item!(r!(i.b), r!(i.c), i.imm, 4) as *const u32;
                        r!(i.a) = p.read_unaligned() as u64;
                    }
                    Opc::Item64 => {
                        let p = item!(r!(i.b), r!(i.c), i.imm, 8) as *const u64;
                        r!(i.a) = p.read_unaligned();
                    }
                    Opc::SetItem8 => *(item!(r!(i.a), r!(i.b), i.imm, 1) as *mut u8) = r!(i.c) as u8,
                    Opc::SetItem32 => {
                        let p = item!(r!(i.a), r!(i.b), i.imm, 4) as *mut u32;
                        p.write_unaligned(r!(i.c) as u32);
                    }
                    Opc::SetItem64 => {
                        let p = item!(r!(i.a), r!(i.b), i.imm, 8) as *mut u64;
                        p.write_unaligned(r!(i.c));
                    }
                    Opc::ItemAddr => {
                        let info = &(&(*code).arrays)[i.imm as usize];
                        checked!(Machine::item_address(r!(i.b), r!(i.c), info), p => r!(i.a) = p);
                    }
                    Opc::RawMalloc => r!(i.a) = libc::malloc((r!(i.b) as usize).max(1)) as u64,
                    Opc::RawCalloc => r!(i.a) = libc::calloc(1, (r!(i.b) as usize).max(1)) as u64,
                    Opc::RawFree => libc::free(r!(i.a) as *mut libc::c_void),
                    Opc::Exchange => {
                        let place = address!(r!(i.b), 0) as *mut u64;
                        r!(i.a) = place.replace(r!(i.c));
                    }
                    Opc::MemCopy | Opc::MemMove => {
                        let (from, to, n) = (r!(i.a), r!(i.b), r!(i.c));
                        if n > 0 {
                            let (from, to) = (address!(from, 0), address!(to, 0));
                            std::ptr::copy(from as *const u8, to as *mut u8, n as usize);
                        }
                    }
                    Opc::MemClear => {
                        let n = r!(i.b);
                        if n > 0 {
                            std::ptr::write_bytes(address!(r!(i.a), 0) as *mut u8, 0, n as usize);
                        }
                    }
                    Opc::MemSet => {
                        let n = r!(i.c);
                        if n > 0 {
                            let byte = r!(i.b) as u8;
                            std::ptr::write_bytes(address!(r!(i.a), 0) as *mut u8, byte, n as usize);
                        }
                    }
                    Opc::MemCmp => {
                        let n = r!(i.imm) as usize;
                        let order = match n {
                            0 => 0,
                            _ => libc::memcmp(
                                address!(r!(i.b), 0) as *const libc::c_void,
                                address!(r!(i.c), 0) as *const libc::c_void,
                                n,
                            ),
                        };
                        r!(i.a) = order.signum() as u64;
                    }
                    Opc::New => {
                        let info = &(&(*code).allocs)[i.imm as usize];
                        let made = self.allocate(info, info.base, code, at!(), regs);
                        checked!(made, p => r!(i.a) = p);
                    }
                    Opc::NewVar => {
                        let info = &(&(*code).allocs)[i.imm as usize];
                        let made = self.allocate_items(info, s!(i.b), code, at!(), regs);
                        checked!(made, p => r!(i.a) = p);
                    }
                    Opc::Shrink => {
                        let (object, length) = (r!(i.b), r!(i.c));
                        let done = self.heap.shrink(object);
                        if done {
                            ((object + i.imm as u64) as *mut u64).write_unaligned(length);
                        }
                        r!(i.a) = done as u64;
                    }

                    Opc::Jmp => pc = pc.offset(i.imm as isize),
                    Opc::JmpIf => jump_if!(i, r!(i.a) != 0),
                    Opc::JmpIfNot => jump_if!(i, r!(i.a) == 0),
                    Opc::JEq => jump_if!(i, r!(i.a) == r!(i.b)),
                    Opc::JNe => jump_if!(i, r!(i.a) != r!(i.b)),
                    Opc::JLtS => jump_if!(i, s!(i.a) < s!(i.b)),
                    Opc::JLeS => jump_if!(i, s!(i.a) <= s!(i.b)),
                    Opc::JLtU => jump_if!(i, r!(i.a) < r!(i.b)),
                    Opc::JLeU => jump_if!(i, r!(i.a) <= r!(i.b)),
                    Opc::JEqI => jump_if_imm!(i, |x, n| x == n),
                    Opc::JNeI => jump_if_imm!(i, |x, n| x != n),
                    Opc::JLtSI => jump_if_imm!(i, |x, n| x < n),
                    Opc::JLeSI => jump_if_imm!(i, |x, n| x <= n),
                    Opc::JGtSI => jump_if_imm!(i, |x, n| x > n),
                    Opc::JGeSI => jump_if_imm!(i, |x, n| x >= n),
                    Opc::Switch => {
                        let target = Machine::switch_target(&(&(*code).switches)[i.imm as usize], s!(i.a));
                        if target < 0 {
                            fault!("no case for {} in a switch", s!(i.a));
                        }
                        pc = insns.add(target as usize);
                    }
                    Opc::Ret0 => return_!(|_call| (), [0, 0]),
                    Opc::Ret1 => {
                        let value = r!(i.a);
                        return_!(|call| r!(call.a) = value, [value, 0]);
                    }
                    Opc::Ret2 => {
                        let value = wide(regs, i.a);
                        return_!(|call| set_wide(regs, call.a, value), [value as u64, (value >> 64) as u64]);
                    }
                    Opc::Raise => {
                        if r!(i.a) < NULL_PAGE {
                            fault!("null raised");
                        }
                        raise!(r!(i.a), r!(i.b), true);
                    }
                    Opc::Unreachable => fault!("unreachable code reached"),

                    Opc::Call => {
                        let info = &(&(*code).calls)[i.imm as usize];
                        call!(info.callee.unwrap_unchecked(), &info.args);
                    }
                    Opc::CallExternal => {
                        let info = &(&(*code).calls)[i.imm as usize];
                        let result = outside!(self.call_external(&*code, info, 0, regs));
                        checked!(result, value => Machine::set_result(value, regs, i.a));
                    }
                    Opc::CallIndirect => {
                        let info = &(&(*code).calls)[i.imm as usize];
                        let pointer = r!(i.b);
                        match self.rpython_function(pointer, info) {
                            Ok(Some(func)) => call!(func, &info.args),
                            Ok(None) => {
                                let result = outside!(self.call_external(&*code, info, pointer, regs));
                                checked!(result, value => Machine::set_result(value, regs, i.a));
                            }
                            Err(t) => trap!(t),
                        }
                    }

                    Opc::Collect => self.collect(code, at!(), regs),
                    Opc::IdentityHash => r!(i.a) = self.identity_hash(r!(i.b)),
                    Opc::WeakNew => {
                        let info = &(&(*code).allocs)[i.imm as usize];
                        let made = self.allocate(info, info.base, code, at!(), regs);
                        checked!(made, p => {
                            self.heap.make_weak(p, r!(i.b));
                            r!(i.a) = p;
                        });
                    }
                    Opc::CanMove => r!(i.a) = 0,
                    Opc::Stat => r!(i.a) = self.statistic(i.imm),
                    Opc::SetMaxHeap => self.heap.limit = Some(r!(i.a) as usize).filter(|&n| n > 0),
                    Opc::SetEnabled => self.heap.enabled = i.imm != 0,
                    Opc::IsEnabled => r!(i.a) = self.heap.enabled as u64,
                    Opc::FqRegister => {
                        self.heap.set_trigger(r!(i.a), r!(i.c));
                        self.heap.watch(r!(i.a), r!(i.b));
                    }
                    Opc::FqNext => r!(i.a) = self.heap.next_dead(r!(i.b)),
                    Opc::TypeId => r!(i.a) = self.heap.type_of(r!(i.b)) as u64,
                    Opc::TracePlace => self.traced.push(r!(i.a)),
                    Opc::IsInstance => r!(i.a) = self.is_rpy_instance(r!(i.b)) as u64,

                    Opc::StackTop => r!(i.a) = self.shadow,
                    Opc::SetStackTop => self.shadow = r!(i.a),
                    Opc::SaveRoot => store!(i, u64),
                    Opc::RestoreRoot => load!(i, u64),

                    Opc::Print => self.debug_print(&*code, i.imm, regs),
                    Opc::LogStart => {
                        let category = self.shown_text(&*code, i.imm, regs);
                        r!(i.a) = self.log.start(&category, r!(i.b) != 0) as u64;
                    }
                    Opc::LogStop => {
                        let category = self.shown_text(&*code, i.imm, regs);
                        r!(i.a) = self.log.stop(&category, r!(i.b) != 0) as u64;
                    }
                    Opc::LogWants => {
                        let beginning = self.shown_text(&*code, i.imm, regs);
                        r!(i.a) = self.log.wants(&beginning) as u64;
                    }
                    Opc::LogEnabled => r!(i.a) = self.log.enabled as u64,
                    Opc::LogFlush => self.log.flush(),
                    Opc::LogOffset => r!(i.a) = self.log.offset() as u64,
                    Opc::Assert => {
                        if r!(i.a) == 0 && self.assertions {
                            let text = self.shown_text(&*code, i.imm, regs);
                            fault!("assertion failed: {}", String::from_utf8_lossy(&text));
                        }
                    }
                    Opc::FatalError => {
                        let text = self.shown_text(&*code, i.imm, regs);
                        let text = String::from_utf8_lossy(&text).into_owned();
                        return Err(Stop::Fatal(format!("RPython traceback:\n{text}\n")));
                    }
                    Opc::CheckFailed => {
                        let text = &(&(*code).texts)[i.imm as usize];
                        return Err(Stop::Fatal(format!("RPython traceback:\n{text}\n")));
                    }
                    Opc::PrintTraceback => eprint!("{}", self.trace.text(self.program, self.sources, 0)),
                    Opc::TraceRaise => self.lowered_trace(Kind::Raise, &*code, i.imm, r!(i.a)),
                    Opc::TracePass => self.lowered_trace(Kind::Pass, &*code, i.imm, 0),
                    Opc::TraceCatch => self.lowered_trace(Kind::Catch, &*code, i.imm, r!(i.a)),
                    Opc::TraceReraise => self.lowered_trace(Kind::Reraise, &*code, i.imm, r!(i.a)),
                    Opc::StackCurrent => r!(i.a) = !(regs as u64),
                    Opc::Timestamp => r!(i.a) = crate::log::timestamp() as u64,
                }
            }
        }
    }

    fn lowered_trace(&mut self, kind: Kind, code: &FuncCode, text: i64, etype: u64) {
        self.trace.add(kind, Place::Text(code.texts[text as usize].clone()), etype);
    }
}
