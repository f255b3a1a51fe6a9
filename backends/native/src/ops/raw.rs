//! Raw memory: by address, allocated by hand, whole blocks of it.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{
    AbiParam, AtomicRmwOp, InstBuilder, MemFlagsData, Signature, Type, Value, types as clif,
};
use cranelift_codegen::isa::CallConv;
use rpython_base::Diagnostic;
use rpython_lltype::Value as Constant;
use rpython_lowlevel::{Op, OpCode};

use super::arith::compare_constant;
use super::casts::resize;
use super::memory::{Place, load, store};
use crate::body::Body;
use crate::refs::Ref;
use crate::regions::Region;

/// Calls a function of the C library or the platform layer.
pub(super) fn call(b: &mut Body, name: &'static str, args: &[Value], result: Option<Type>) -> Option<Value> {
    let mut signature = Signature::new(CallConv::SystemV);
    signature.params.extend(args.iter().map(|&arg| AbiParam::new(b.b.func.dfg.value_type(arg))));
    signature.returns.extend(result.map(AbiParam::new));
    let function = b.function(Ref::Runtime(name), || signature);
    let call = b.b.ins().call(function, args);
    b.b.inst_results(call).first().copied()
}

pub(super) fn access(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let base = b.arg(op, 0);
    let header = op.code != OpCode::gc_load_indexed && b.is_header(op);
    let region = if header { Region::Header } else { Region::Common };
    let place = match op.args[1].as_const() {
        Some(Constant::Int(n)) => Place { base, offset: *n, region },
        _ => {
            let distance = b.arg(op, 1);
            let base = b.b.ins().iadd(base, distance);
            Place { base, offset: 0, region: Region::Common }
        }
    };
    if op.code != OpCode::raw_store {
        return load(b, op, place);
    }
    if header {
        return store(b, op, place, 2);
    }
    let Some(_) = b.variable_type(b.arg_type(op, 2))? else { return Ok(()) };
    // A store of no region may concern all of them.
    let value = b.arg(op, 2);
    let (base, offset) = match i32::try_from(place.offset) {
        Ok(offset) => (place.base, offset),
        Err(_) => return store(b, op, place, 2),
    };
    b.b.ins().store(MemFlagsData::new().with_notrap(), value, base, offset);
    Ok(())
}

pub(super) fn exchange(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let (address, word) = (b.arg(op, 0), b.arg(op, 1));
    let target = b.ty(b.result_type(op))?;
    let flags = MemFlagsData::new().with_notrap();
    let old = b.b.ins().atomic_rmw(target, flags, AtomicRmwOp::Xchg, address, word);
    b.assign(op, old);
    Ok(())
}

pub(super) fn allocation(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let x = b.arg(op, 0);
    if matches!(op.code, OpCode::free | OpCode::raw_free) {
        call(b, "free", &[x], None);
        return Ok(());
    }
    // Memory of no size has an address nevertheless.
    let one = b.int(clif::I64, 1);
    let size = b.b.ins().umax(x, one);
    let target = b.ty(b.result_type(op))?;
    let value = match op.code {
        OpCode::raw_malloc => call(b, "malloc", &[size], Some(target)),
        _ => call(b, "calloc", &[one, size], Some(target)),
    };
    if let Some(value) = value {
        b.assign(op, value);
    }
    Ok(())
}

/// Bytes up to which a block is cleared by stores.
const INLINE_BYTES: i64 = 64;

pub(super) fn block_op(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    match op.code {
        OpCode::raw_memcopy | OpCode::raw_memmove => {
            let name = if op.code == OpCode::raw_memcopy { "memcpy" } else { "memmove" };
            let count = b.arg(op, 2);
            call(b, name, &[y, x, count], Some(clif::I64));
        }
        OpCode::raw_memclear => match op.args[1].as_const() {
            Some(Constant::Int(n)) if (0..=INLINE_BYTES).contains(n) => clear_inline(b, x, *n as i32),
            _ => {
                let zero = b.int(clif::I32, 0);
                call(b, "memset", &[x, zero, y], Some(clif::I64));
            }
        },
        OpCode::raw_memset => {
            let (byte, count) = (resize(b, y, clif::I32, false), b.arg(op, 2));
            call(b, "memset", &[x, byte, count], Some(clif::I64));
        }
        _ => {
            let count = b.arg(op, 2);
            if let Some(order) = call(b, "memcmp", &[x, y, count], Some(clif::I32)) {
                let above = compare_constant(b, IntCC::SignedGreaterThan, order, 0);
                let below = compare_constant(b, IntCC::SignedLessThan, order, 0);
                let sign = b.b.ins().isub(above, below);
                let target = b.ty(b.result_type(op))?;
                let value = resize(b, sign, target, true);
                b.assign(op, value);
            }
        }
    }
    Ok(())
}

/// The pieces that so many bytes are handled in: type and offset.
fn pieces(bytes: i32) -> Vec<(Type, i32)> {
    let mut list = Vec::new();
    let mut at = 0;
    for ty in [clif::I64, clif::I32, clif::I16, clif::I8] {
        while bytes - at >= ty.bytes() as i32 {
            list.push((ty, at));
            at += ty.bytes() as i32;
        }
    }
    list
}

fn clear_inline(b: &mut Body, address: Value, bytes: i32) {
    let flags = MemFlagsData::new().with_notrap();
    for (ty, at) in pieces(bytes) {
        let zero = b.int(ty, 0);
        b.b.ins().store(flags, zero, address, at);
    }
}
