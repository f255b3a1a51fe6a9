//! Fields, items, raw memory, the stack of roots.

use rpython_base::Diagnostic;
use rpython_lltype::{Container, ContainerId, LLType};
use rpython_lowlevel::{Imm, Op, OpCode, Operand, PathStep};

use crate::body::{Body, Out};
use crate::expr::{Expr, Ty, add, mul, shift};
use crate::helpers::Helper;
use crate::module::SHADOW_STACK_TOP;
use crate::ops::pairs;
use crate::types::Form;

/// What an access through a pointer reaches.
enum Reached {
    /// A value of this type.
    Part(LLType),
    /// The length of an array: stored, or the same for all.
    Length(Option<u32>),
}

/// The way to a part of a container: what is added to the pointer.
struct Way<'a> {
    offset: u64,
    /// Indices and what they are multiplied by.
    indices: Vec<(&'a Operand, u32)>,
    reached: Reached,
}

fn pointee(b: &Body, op: &Op) -> ContainerId {
    b.operand_type(&op.args[0]).pointee().expect("the verifier has seen a pointer")
}

fn way<'a>(b: &Body<'a, '_>, op: &'a Op) -> Way<'a> {
    let mut way = Way { offset: 0, indices: Vec::new(), reached: Reached::Part(LLType::Void) };
    let mut at = pointee(b, op);
    match (&op.imm, op.code) {
        (Imm::Path(path), _) => {
            let mut operands = op.args[1..].iter();
            for &step in path {
                let index = matches!(step, PathStep::Index).then(|| operands.next().expect("verified"));
                at = step_into(b, &mut way, at, step, index);
            }
        }
        (&Imm::Field(field), _) => at = step_into(b, &mut way, at, PathStep::Field(field), None),
        (_, OpCode::getarraysize) => {}
        (_, OpCode::direct_arrayitems) => at = step_into(b, &mut way, at, PathStep::Index, None),
        _ => at = step_into(b, &mut way, at, PathStep::Index, op.args.get(1)),
    }
    if matches!(op.code, OpCode::getarraysize | OpCode::getinteriorarraysize) {
        way.reached = Reached::Length(match b.module.program.types.get(at) {
            Container::FixedArray { length, .. } => Some(*length),
            Container::Array(_)
            | Container::Struct(_)
            | Container::Func(_)
            | Container::Opaque { .. }
            | Container::Forward(_) => None,
        });
    }
    way
}

/// Adds a step; the container that it leads to, if it leads to one.
fn step_into<'a>(
    b: &Body<'a, '_>,
    way: &mut Way<'a>,
    at: ContainerId,
    step: PathStep,
    index: Option<&'a Operand>,
) -> ContainerId {
    let (types, model) = (&b.module.program.types, b.module.program.model);
    let ty = match step {
        PathStep::Field(field) => {
            way.offset += types.field_offset(model, at, field as usize) as u64;
            types.expect_struct(at).fields[field as usize].ty
        }
        PathStep::Index => {
            way.offset += types.items_offset(model, at) as u64;
            let stride = types.item_stride(model, at);
            match index.map(|index| (index, b.int_constant(index))) {
                Some((_, Some(n))) if (0..=0xffff).contains(&n) => way.offset += n as u64 * stride as u64,
                Some((index, _)) if stride != 0 => way.indices.push((index, stride)),
                _ => {}
            }
            types.item_type(at).expect("the verifier has seen an array")
        }
    };
    way.reached = Reached::Part(ty);
    match ty {
        LLType::Inline(inner) => inner,
        _ => at,
    }
}

/// The address that a way leads to from a pointer.
fn address<'a>(b: &mut Body<'a, '_>, pointer: &'a Operand, way: &Way<'a>) -> Result<Expr, Diagnostic> {
    let mut address = b.expr(pointer)?;
    let constant = address.constant().filter(|_| !way.indices.is_empty());
    if constant.is_some() {
        // What is constant is added last.
        address = Expr::int_const(0);
    }
    for &(index, stride) in &way.indices {
        let index = b.expr(index)?;
        address = add(address, mul(index, Expr::int_const(stride as i32)));
    }
    Ok(add(address, Expr::int_const((way.offset as i32).wrapping_add(constant.unwrap_or(0)))))
}

pub(super) fn part<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    use OpCode::*;
    let way = way(b, op);
    match op.code {
        getfield | getarrayitem | getinteriorfield => {
            let Reached::Part(ty) = way.reached else { unreachable!("a length is asked for by other ops") };
            if b.result_type(op) == LLType::Void {
                return Ok(Out::Nothing);
            }
            let address = address(b, &op.args[0], &way)?;
            Ok(load(b, ty, address))
        }
        setfield | setarrayitem | setinteriorfield => {
            let Reached::Part(ty) = way.reached else { unreachable!("a length is never written") };
            let value = op.args.last().expect("the verifier has counted the operands");
            if b.operand_type(value) == LLType::Void {
                return Ok(Out::Nothing);
            }
            let address = address(b, &op.args[0], &way)?;
            store(b, ty, address, value)
        }
        getarraysize | getinteriorarraysize => match way.reached {
            Reached::Length(Some(length)) => Ok(Out::One(Expr::int_const(length as i32))),
            _ => {
                let address = address(b, &op.args[0], &way)?;
                Ok(load(b, LLType::Signed, address))
            }
        },
        _ => Ok(Out::One(address(b, &op.args[0], &way)?)),
    }
}

/// The item of a view of memory at an address. Views of larger items are indexed by the address without its
/// lower bits.
fn item(view: &str, log: i32, address: &Expr) -> String {
    match address.constant() {
        Some(n) if n >= 0 => format!("{view}[{}]", n >> log),
        _ if log == 0 => format!("{view}[{}]", address.text),
        _ => format!("{view}[{}]", shift(address.clone(), ">>", Expr::int_const(log)).text),
    }
}

fn view(ty: LLType) -> (&'static str, i32, Ty) {
    match ty {
        LLType::Bool | LLType::Char | LLType::UInt8 => ("HU8", 0, Ty::Intish),
        LLType::Int8 => ("H8", 0, Ty::Intish),
        LLType::Int16 => ("H16", 1, Ty::Intish),
        LLType::UInt16 => ("HU16", 1, Ty::Intish),
        LLType::Float | LLType::LongFloat => ("HF64", 3, Ty::MaybeDouble),
        LLType::SingleFloat => ("HF32", 2, Ty::MaybeFloat),
        _ => ("H32", 2, Ty::Intish),
    }
}

/// What is at an address.
fn load(b: &mut Body, ty: LLType, address: Expr) -> Out {
    if Form::of(ty) == Some(Form::Pair) {
        let (low, high) = both(b, address);
        return Out::Pair(Expr::name(low, Ty::Intish), Expr::name(high, Ty::Intish));
    }
    let (view, log, result) = view(ty);
    Out::One(Expr::name(item(view, log, &address), result))
}

/// The places of lower and upper word.
fn both(b: &mut Body, address: Expr) -> (String, String) {
    let address = b.bind(address);
    let upper = add(address.clone(), Expr::int_const(4));
    (item("H32", 2, &address), item("H32", 2, &upper))
}

/// Puts an operand at an address.
fn store<'a>(b: &mut Body<'a, '_>, ty: LLType, address: Expr, value: &'a Operand) -> Result<Out, Diagnostic> {
    if Form::of(ty) == Some(Form::Pair) {
        let (low, high) = both(b, address);
        let [x, y] = b.pair(value)?;
        b.line(&format!("{low}={};{high}={};", x.text, y.text));
        return Ok(Out::Nothing);
    }
    let (view, log, _) = view(ty);
    let value = b.expr(value)?;
    let value = match value.ty {
        Ty::MaybeDouble | Ty::MaybeFloat => value.settled(),
        _ => value,
    };
    b.line(&format!("{}={};", item(view, log, &address), value.text));
    Ok(Out::Nothing)
}

pub(super) fn raw_access<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let ty = match op.code {
        OpCode::raw_store => b.operand_type(&op.args[2]),
        _ => b.result_type(op),
    };
    if ty == LLType::Void {
        return Ok(Out::Nothing);
    }
    let (base, offset) = super::two(b, op)?;
    let address = add(base, offset);
    match op.code {
        OpCode::raw_store => store(b, ty, address, &op.args[2]),
        OpCode::gc_load_indexed => Ok(load_anywhere(b, ty, address)),
        _ => Ok(load(b, ty, address)),
    }
}

/// There are no other threads: a load and a store will do.
pub(super) fn exchange<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let address = b.expr(&op.args[0])?;
    let address = b.keep(address.settled());
    let Out::One(old) = load(b, LLType::Signed, address.clone()) else { unreachable!("a word is one value") };
    let old = b.keep(old.settled());
    store(b, LLType::Signed, address, &op.args[1])?;
    Ok(Out::One(old))
}

/// What is at an address that need not be aligned.
fn load_anywhere(b: &mut Body, ty: LLType, address: Expr) -> Out {
    match ty {
        LLType::Int16 => {
            let value = b.call_helper(Helper::LoadHalf, &[address], Ty::Signed);
            let left = shift(value, "<<", Expr::int_const(16));
            Out::One(shift(left, ">>", Expr::int_const(16)))
        }
        LLType::UInt16 => Out::One(b.call_helper(Helper::LoadHalf, &[address], Ty::Signed)),
        LLType::Float | LLType::LongFloat => {
            Out::One(b.call_helper(Helper::LoadDouble, &[address], Ty::Double))
        }
        LLType::SingleFloat => Out::One(b.call_helper(Helper::LoadFloat, &[address], Ty::Float)),
        LLType::Bool | LLType::Char | LLType::UInt8 | LLType::Int8 => load(b, ty, address),
        _ if Form::of(ty) == Some(Form::Pair) => pairs::helper(b, Helper::LoadPair, &[address]),
        _ => Out::One(b.call_helper(Helper::LoadWord, &[address], Ty::Signed)),
    }
}

pub(super) fn block_op<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let (x, y) = super::two(b, op)?;
    let (helper, args) = match op.code {
        OpCode::raw_memcopy => (Helper::Copy, vec![y, x, b.expr(&op.args[2])?]),
        OpCode::raw_memmove => (Helper::Move, vec![y, x, b.expr(&op.args[2])?]),
        OpCode::raw_memclear => (Helper::Fill, vec![x, Expr::int_const(0), y]),
        OpCode::raw_memset => (Helper::Fill, vec![x, y, b.expr(&op.args[2])?]),
        _ => {
            let args = [x, y, b.expr(&op.args[2])?];
            return Ok(Out::One(b.call_helper(Helper::Compare, &args, Ty::Signed)));
        }
    };
    let args: Vec<String> = args.into_iter().map(|arg| arg.settled().text).collect();
    let name = b.module.helper(helper);
    b.line(&format!("{name}({});", args.join(",")));
    Ok(Out::Nothing)
}

pub(super) fn address_arithmetic<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    super::casts::address(b, op)
}

pub(super) fn shadow_stack<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let offset = match op.imm {
        Imm::Slot(slot) => slot as i32 * 4,
        _ => 0,
    };
    match op.code {
        OpCode::gc_save_root => {
            let address = add(b.expr(&op.args[0])?, Expr::int_const(offset));
            store(b, LLType::Address, address, &op.args[1])
        }
        OpCode::gc_restore_root => {
            let address = add(b.expr(&op.args[0])?, Expr::int_const(offset));
            Ok(load(b, LLType::Address, address))
        }
        OpCode::gc_stack_top => Ok(Out::One(Expr::name(SHADOW_STACK_TOP, Ty::Intish))),
        _ => {
            let value = b.expr(&op.args[0])?.settled();
            b.line(&format!("{SHADOW_STACK_TOP}={};", value.text));
            Ok(Out::Nothing)
        }
    }
}
