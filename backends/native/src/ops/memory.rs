//! Fields, items, the shadow stack.

use cranelift_codegen::ir::{InstBuilder, Value, types as clif};
use rpython_base::Diagnostic;
use rpython_lltype::{Container, ContainerId, LLType, Value as Constant};
use rpython_lowlevel::{Imm, Op, OpCode, PathStep};

use crate::body::Body;
use crate::refs::Ref;
use crate::regions::{self, Region};
use crate::types;

/// A place in memory.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub base: Value,
    pub offset: i64,
    pub region: Region,
}

pub(super) fn copy(b: &mut Body, op: &Op) {
    if b.result_type(op) != LLType::Void {
        let value = b.arg(op, 0);
        b.assign(op, value);
    }
}

fn pointee(b: &Body, op: &Op) -> ContainerId {
    b.arg_type(op, 0).pointee().expect("the verifier has seen a pointer")
}

/// The place whose offset fits an instruction.
fn near(b: &mut Body, place: Place) -> (Value, i32) {
    match i32::try_from(place.offset) {
        Ok(offset) => (place.base, offset),
        Err(_) => (address_of(b, place), 0),
    }
}

fn address_of(b: &mut Body, place: Place) -> Value {
    if place.offset == 0 {
        return place.base;
    }
    let ty = b.b.func.dfg.value_type(place.base);
    let offset = b.int(ty, place.offset);
    b.b.ins().iadd(place.base, offset)
}

/// Reads the place, unless nothing is there.
pub(super) fn load(b: &mut Body, op: &Op, place: Place) -> Result<(), Diagnostic> {
    if b.result_type(op) == LLType::Void {
        return Ok(());
    }
    let ty = b.ty(b.result_type(op))?;
    let (base, offset) = near(b, place);
    let flags = b.flags(place.region);
    let value = b.b.ins().load(ty, flags, base, offset);
    b.assign(op, value);
    Ok(())
}

/// Writes the place with the operand of this index.
pub(super) fn store(b: &mut Body, op: &Op, place: Place, index: usize) -> Result<(), Diagnostic> {
    if b.arg_type(op, index) == LLType::Void {
        return Ok(());
    }
    b.ty(b.arg_type(op, index))?;
    let value = b.arg(op, index);
    let (base, offset) = near(b, place);
    let flags = b.flags(place.region);
    b.b.ins().store(flags, value, base, offset);
    Ok(())
}

pub(super) fn field(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let Imm::Field(index) = op.imm else { unreachable!("the verifier has seen a field") };
    let id = pointee(b, op);
    let offset = b.program.types.field_offset(b.program.model, id, index as usize) as i64;
    let region = regions::field(b.program, id, index as usize);
    let place = Place { base: b.arg(op, 0), offset, region };
    match op.code {
        OpCode::getfield => load(b, op, place),
        OpCode::setfield => store(b, op, place, 1),
        _ => {
            let address = address_of(b, place);
            b.assign(op, address);
            Ok(())
        }
    }
}

/// The item with the index that this operand gives, in an array at this place.
fn item(b: &mut Body, array: Place, id: ContainerId, index: &rpython_lowlevel::Operand) -> Place {
    let (types, model) = (&b.program.types, b.program.model);
    let region = regions::items(b.program, id);
    let first = array.offset + types.items_offset(model, id) as i64;
    let stride = types.item_stride(model, id) as i64;
    if let Some(Constant::Int(n)) = index.as_const() {
        return Place { base: array.base, offset: first + n.wrapping_mul(stride), region };
    }
    let index = b.operand(index);
    let distance = match stride {
        1 => index,
        _ if stride.count_ones() == 1 => {
            let count = b.int(clif::I64, stride.trailing_zeros() as i64);
            b.b.ins().ishl(index, count)
        }
        _ => {
            let stride = b.int(clif::I64, stride);
            b.b.ins().imul(index, stride)
        }
    };
    Place { base: b.b.ins().iadd(array.base, distance), offset: first, region }
}

pub(super) fn array(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let id = pointee(b, op);
    let array = Place { base: b.arg(op, 0), offset: 0, region: Region::Common };
    match op.code {
        OpCode::getarrayitem => {
            let place = item(b, array, id, &op.args[1]);
            load(b, op, place)
        }
        OpCode::setarrayitem => {
            let place = item(b, array, id, &op.args[1]);
            store(b, op, place, 2)
        }
        OpCode::getarraysize => array_length(b, op, id, array),
        _ => {
            let zero = rpython_lowlevel::Operand::signed(0);
            let index = if op.code == OpCode::direct_arrayitems { &zero } else { &op.args[1] };
            let place = item(b, array, id, index);
            let address = address_of(b, place);
            b.assign(op, address);
            Ok(())
        }
    }
}

/// The length of an array at this place.
fn array_length(b: &mut Body, op: &Op, id: ContainerId, array: Place) -> Result<(), Diagnostic> {
    match b.program.types.get(id) {
        Container::FixedArray { length, .. } => {
            let ty = b.ty(LLType::Signed)?;
            let value = b.int(ty, *length as i64);
            b.assign(op, value);
            Ok(())
        }
        Container::Array(_)
        | Container::Struct(_)
        | Container::Func(_)
        | Container::Opaque { .. }
        | Container::Forward(_) => load(b, op, Place { region: Region::Length(id), ..array }),
    }
}

pub(super) fn interior(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let Imm::Path(path) = &op.imm else { unreachable!("the verifier has seen a path") };
    let mut at = pointee(b, op);
    let mut place = Place { base: b.arg(op, 0), offset: 0, region: Region::Common };
    let mut next_index = 1;
    for step in path {
        let ty = match step {
            PathStep::Field(index) => {
                let index = *index as usize;
                let offset = b.program.types.field_offset(b.program.model, at, index) as i64;
                let region = regions::field(b.program, at, index);
                place = Place { offset: place.offset + offset, region, ..place };
                b.program.types.expect_struct(at).fields[index].ty
            }
            PathStep::Index => {
                place = item(b, place, at, &op.args[next_index]);
                next_index += 1;
                b.program.types.item_type(at).expect("the verifier has seen an array")
            }
        };
        if let LLType::Inline(inner) = ty {
            at = inner;
        }
    }
    match op.code {
        OpCode::getinteriorfield => load(b, op, place),
        OpCode::setinteriorfield => store(b, op, place, op.args.len() - 1),
        _ => array_length(b, op, at, place),
    }
}

pub(super) fn shadow_stack(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let slot = match op.imm {
        Imm::Slot(slot) => slot as i64,
        _ => 0,
    };
    let offset = slot * types::pointer(b.program).bytes() as i64;
    match op.code {
        OpCode::gc_save_root => {
            let place = Place { base: b.arg(op, 0), offset, region: Region::Roots };
            store(b, op, place, 1)
        }
        OpCode::gc_restore_root => {
            let place = Place { base: b.arg(op, 0), offset, region: Region::Roots };
            load(b, op, place)
        }
        OpCode::gc_stack_top => {
            let place = top(b);
            load(b, op, place)
        }
        _ => {
            let place = top(b);
            store(b, op, place, 0)
        }
    }
}

fn top(b: &mut Body) -> Place {
    let base = b.address(Ref::Runtime("rpy_shadow_stack_top"), 0);
    Place { base, offset: 0, region: Region::Top }
}
