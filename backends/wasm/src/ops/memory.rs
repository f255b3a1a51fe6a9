//! Fields, items, raw memory, the stack of roots.

use rpython_base::Diagnostic;
use rpython_lltype::{Container, ContainerId, LLType};
use rpython_lowlevel::{Imm, Op, OpCode, Operand, PathStep};

use super::{is_void, push_all};
use crate::body::{Body, place};
use crate::module::{Helper, SHADOW_STACK_TOP};

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
    let single = match (&op.imm, op.code) {
        (Imm::Path(path), _) => {
            let mut operands = op.args[1..].iter();
            for &step in path {
                let index = matches!(step, PathStep::Index).then(|| operands.next().expect("verified"));
                at = step_into(b, &mut way, at, step, index);
            }
            None
        }
        (&Imm::Field(field), _) => Some((PathStep::Field(field), None)),
        (_, OpCode::direct_arrayitems) => Some((PathStep::Index, None)),
        (_, OpCode::getarraysize) => None,
        _ => Some((PathStep::Index, op.args.get(1))),
    };
    if let Some((step, index)) = single {
        at = step_into(b, &mut way, at, step, index);
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

/// Pushes the pointer with the indices added, but not the offset.
fn push_base<'a>(b: &mut Body<'a, '_>, pointer: &'a Operand, way: &Way<'a>) -> Result<(), Diagnostic> {
    b.push(pointer)?;
    for &(index, stride) in &way.indices {
        b.push(index)?;
        b.i().i32_wrap_i64();
        if stride.is_power_of_two() {
            if stride > 1 {
                b.i().i32_const(stride.trailing_zeros() as i32).i32_shl();
            }
        } else {
            b.i().i32_const(stride as i32).i32_mul();
        }
        b.i().i32_add();
    }
    Ok(())
}

pub(super) fn part<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    let way = way(b, op);
    let offset = way.offset as u32;
    match op.code {
        getfield | getarrayitem | getinteriorfield => {
            let Reached::Part(ty) = way.reached else { unreachable!("a length is asked for by other ops") };
            if is_void(b.result_type(op)) {
                return Ok(());
            }
            push_base(b, &op.args[0], &way)?;
            load(b, ty, offset);
        }
        setfield | setarrayitem | setinteriorfield => {
            let Reached::Part(ty) = way.reached else { unreachable!("a length is never written") };
            let value = op.args.last().expect("the verifier has counted the operands");
            if is_void(b.operand_type(value)) {
                return Ok(());
            }
            push_base(b, &op.args[0], &way)?;
            b.push(value)?;
            store(b, ty, offset);
        }
        getarraysize | getinteriorarraysize => match way.reached {
            Reached::Length(Some(length)) => _ = b.i().i64_const(length as i64),
            _ => {
                push_base(b, &op.args[0], &way)?;
                b.i().i64_load(place(offset, 8));
            }
        },
        _ => {
            push_base(b, &op.args[0], &way)?;
            if offset != 0 {
                b.i().i32_const(offset as i32).i32_add();
            }
        }
    }
    Ok(())
}

/// Pops an address and pushes what is there.
fn load(b: &mut Body, ty: LLType, offset: u32) {
    match ty {
        LLType::Void => {}
        LLType::Bool | LLType::Char | LLType::UInt8 => _ = b.i().i32_load8_u(place(offset, 1)),
        LLType::Int8 => _ = b.i().i32_load8_s(place(offset, 1)),
        LLType::Int16 => _ = b.i().i32_load16_s(place(offset, 2)),
        LLType::UInt16 => _ = b.i().i32_load16_u(place(offset, 2)),
        LLType::Int32
        | LLType::UInt32
        | LLType::UniChar
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Inline(_) => _ = b.i().i32_load(place(offset, 4)),
        LLType::Signed | LLType::Unsigned | LLType::SignedLongLong | LLType::UnsignedLongLong => {
            b.i().i64_load(place(offset, 8));
        }
        LLType::Float | LLType::LongFloat => _ = b.i().f64_load(place(offset, 8)),
        LLType::SingleFloat => _ = b.i().f32_load(place(offset, 4)),
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
            let address = b.pop_spare(wasm_encoder::ValType::I32);
            b.get_local(address);
            b.i().i64_load(place(offset, 8));
            b.get_local(address);
            b.i().i64_load(place(offset + 8, 8));
            b.release(address);
        }
    }
}

/// Pops a value and an address and puts the one at the other.
fn store(b: &mut Body, ty: LLType, offset: u32) {
    match ty {
        LLType::Void => {}
        LLType::Bool | LLType::Char | LLType::UInt8 | LLType::Int8 => {
            b.i().i32_store8(place(offset, 1));
        }
        LLType::Int16 | LLType::UInt16 => _ = b.i().i32_store16(place(offset, 2)),
        LLType::Int32
        | LLType::UInt32
        | LLType::UniChar
        | LLType::Address
        | LLType::Ptr(_)
        | LLType::Inline(_) => _ = b.i().i32_store(place(offset, 4)),
        LLType::Signed | LLType::Unsigned | LLType::SignedLongLong | LLType::UnsignedLongLong => {
            b.i().i64_store(place(offset, 8));
        }
        LLType::Float | LLType::LongFloat => _ = b.i().f64_store(place(offset, 8)),
        LLType::SingleFloat => _ = b.i().f32_store(place(offset, 4)),
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
            let upper = b.pop_spare(wasm_encoder::ValType::I64);
            let lower = b.pop_spare(wasm_encoder::ValType::I64);
            let address = b.pop_spare(wasm_encoder::ValType::I32);
            for (half, at) in [(lower, offset), (upper, offset + 8)] {
                b.get_local(address);
                b.get_local(half);
                b.i().i64_store(place(at, 8));
            }
            [upper, lower, address].into_iter().for_each(|local| b.release(local));
        }
    }
}

pub(super) fn raw_access<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    let ty = match op.code {
        OpCode::raw_store => b.operand_type(&op.args[2]),
        _ => b.result_type(op),
    };
    if is_void(ty) {
        return Ok(());
    }
    b.push(&op.args[0])?;
    let offset = match b.int_constant(&op.args[1]) {
        Some(n) if (0..=i32::MAX as i64).contains(&n) => n as u32,
        Some(n) => {
            b.i().i32_const(n as i32).i32_add();
            0
        }
        None => {
            b.push(&op.args[1])?;
            b.i().i32_wrap_i64().i32_add();
            0
        }
    };
    match op.code {
        OpCode::raw_store => {
            b.push(&op.args[2])?;
            store(b, ty, offset);
        }
        _ => load(b, ty, offset),
    }
    Ok(())
}

/// There are no other threads: a load and a store will do.
pub(super) fn exchange<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    b.push(&op.args[0])?;
    load(b, LLType::Signed, 0);
    b.push(&op.args[0])?;
    b.push(&op.args[1])?;
    store(b, LLType::Signed, 0);
    Ok(())
}

pub(super) fn block_op<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    let (x, y) = (&op.args[0], &op.args[1]);
    match op.code {
        OpCode::raw_memcopy | OpCode::raw_memmove => {
            b.push(y)?;
            b.push(x)?;
            b.push(&op.args[2])?;
            b.i().i32_wrap_i64();
            if op.code == OpCode::raw_memcopy {
                let helper = b.module.helper(Helper::Copy);
                b.i().call(helper);
            } else {
                b.i().memory_copy(0, 0);
            }
        }
        OpCode::raw_memclear => {
            b.push(x)?;
            b.i().i32_const(0);
            b.push(y)?;
            b.i().i32_wrap_i64().memory_fill(0);
        }
        OpCode::raw_memset => {
            b.push(x)?;
            b.push(y)?;
            b.i().i32_wrap_i64();
            b.push(&op.args[2])?;
            b.i().i32_wrap_i64().memory_fill(0);
        }
        _ => {
            push_all(b, op)?;
            b.i().i32_wrap_i64();
            let helper = b.module.helper(Helper::Compare);
            b.i().call(helper);
        }
    }
    Ok(())
}

pub(super) fn address_arithmetic<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    b.push(&op.args[0])?;
    if op.code == OpCode::adr_delta {
        b.push(&op.args[1])?;
        b.i().i32_sub().i64_extend_i32_s();
        return Ok(());
    }
    match b.int_constant(&op.args[1]) {
        Some(n) => _ = b.i().i32_const(n as i32),
        None => {
            b.push(&op.args[1])?;
            b.i().i32_wrap_i64();
        }
    }
    if op.code == OpCode::adr_add {
        b.i().i32_add();
    } else {
        b.i().i32_sub();
    }
    Ok(())
}

pub(super) fn shadow_stack<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    let offset = match op.imm {
        Imm::Slot(slot) => slot * 4,
        _ => 0,
    };
    push_all(b, op)?;
    match op.code {
        OpCode::gc_save_root => _ = b.i().i32_store(place(offset, 4)),
        OpCode::gc_restore_root => _ = b.i().i32_load(place(offset, 4)),
        OpCode::gc_stack_top => _ = b.i().global_get(SHADOW_STACK_TOP),
        _ => _ = b.i().global_set(SHADOW_STACK_TOP),
    }
    Ok(())
}
