//! Fields, items, raw memory.

use rpython_lltype::{Container, ContainerId, LLType};
use rpython_lowlevel::{Imm, Op, OpCode, PathStep};

use crate::{function::Body, types, value};

pub(super) fn copy(b: &mut Body, op: &Op) {
    let text = b.arg(op, 0);
    b.assign(op, text);
}

fn pointee(b: &Body, op: &Op) -> ContainerId {
    b.arg_type(op, 0).pointee().expect("the verifier has seen a pointer")
}

/// Reads the place, unless nothing is there.
fn load(b: &mut Body, op: &Op, place: &str) {
    if b.result_type(op) != LLType::Void {
        b.assign(op, place);
    }
}

/// Writes the place with the operand of this index.
fn store(b: &mut Body, op: &Op, place: &str, index: usize) {
    if b.arg_type(op, index) != LLType::Void {
        let value = b.arg(op, index);
        b.line(format!("{place} = {value};"));
    }
}

/// Points to the place.
fn address_of(b: &mut Body, op: &Op, place: &str) {
    let ty = b.result_c_type(op);
    b.assign(op, format!("({ty})&{place}"));
}

pub(super) fn field(b: &mut Body, op: &Op) {
    let Imm::Field(index) = op.imm else { unreachable!("the verifier has seen a field") };
    let name = types::field(b.program.types.expect_struct(pointee(b, op)), index as usize);
    let place = format!("{}->{name}", b.arg(op, 0));
    match op.code {
        OpCode::getfield => load(b, op, &place),
        OpCode::setfield => store(b, op, &place, 1),
        _ => address_of(b, op, &place),
    }
}

pub(super) fn array(b: &mut Body, op: &Op) {
    let pointer = b.arg(op, 0);
    let place = |index: String| format!("{pointer}->items[{index}]");
    match op.code {
        OpCode::getarrayitem => {
            let place = place(b.arg(op, 1));
            load(b, op, &place);
        }
        OpCode::setarrayitem => {
            let place = place(b.arg(op, 1));
            store(b, op, &place, 2);
        }
        OpCode::getarraysize => {
            let length = array_length(b, pointee(b, op), &format!("{pointer}->"));
            b.assign(op, length);
        }
        OpCode::direct_arrayitems => address_of(b, op, &place("0".into())),
        _ => {
            let place = place(b.arg(op, 1));
            address_of(b, op, &place);
        }
    }
}

/// The length of an array whose members are reached with this prefix.
fn array_length(b: &Body, array: ContainerId, prefix: &str) -> String {
    match b.program.types.get(array) {
        Container::FixedArray { length, .. } => {
            value::value(b.program, LLType::Signed, &rpython_lltype::Value::Int(*length as i64))
        }
        Container::Array(_)
        | Container::Struct(_)
        | Container::Func(_)
        | Container::Opaque { .. }
        | Container::Forward(_) => format!("{prefix}length"),
    }
}

pub(super) fn interior(b: &mut Body, op: &Op) {
    let Imm::Path(path) = &op.imm else { unreachable!("the verifier has seen a path") };
    let mut at = pointee(b, op);
    let mut text = b.arg(op, 0);
    let mut sign = "->";
    let mut next_index = 1;
    for step in path {
        let ty = match step {
            PathStep::Field(index) => {
                let s = b.program.types.expect_struct(at);
                text = format!("{text}{sign}{}", types::field(s, *index as usize));
                s.fields[*index as usize].ty
            }
            PathStep::Index => {
                text = format!("{text}{sign}items[{}]", b.arg(op, next_index));
                next_index += 1;
                b.program.types.item_type(at).expect("the verifier has seen an array")
            }
        };
        sign = ".";
        if let LLType::Inline(inner) = ty {
            at = inner;
        }
    }
    match op.code {
        OpCode::getinteriorfield => load(b, op, &text),
        OpCode::setinteriorfield => store(b, op, &text, op.args.len() - 1),
        _ => {
            let length = array_length(b, at, &format!("{text}{sign}"));
            b.assign(op, length);
        }
    }
}

pub(super) fn allocation(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    let text = match op.code {
        OpCode::raw_malloc => format!("rpy_raw_malloc({x})"),
        OpCode::raw_calloc => format!("rpy_raw_calloc({x})"),
        _ => format!("__builtin_free((void *){x})"),
    };
    b.assign(op, text);
}

pub(super) fn raw_access(b: &mut Body, op: &Op) {
    let ty = match op.code {
        OpCode::raw_store => b.arg_type(op, 2),
        _ => b.result_type(op),
    };
    if ty == LLType::Void {
        return;
    }
    let c_type = types::c_type(b.program, ty);
    let place = format!("*({c_type} *)((char *){} + {})", b.arg(op, 0), b.arg(op, 1));
    match op.code {
        OpCode::raw_store => store(b, op, &place, 2),
        _ => load(b, op, &place),
    }
}

pub(super) fn block_op(b: &mut Body, op: &Op) {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    let text = match op.code {
        OpCode::raw_memcopy => format!("__builtin_memcpy({y}, {x}, (size_t){})", b.arg(op, 2)),
        OpCode::raw_memmove => format!("__builtin_memmove({y}, {x}, (size_t){})", b.arg(op, 2)),
        OpCode::raw_memclear => format!("__builtin_memset({x}, 0, (size_t){y})"),
        OpCode::raw_memset => format!("__builtin_memset({x}, (int){y}, (size_t){})", b.arg(op, 2)),
        _ => format!("rpy_memcmp({x}, {y}, {})", b.arg(op, 2)),
    };
    b.assign(op, text);
}

pub(super) fn exchange(b: &mut Body, op: &Op) {
    let text = format!("__atomic_exchange_n((Signed *){}, {}, __ATOMIC_SEQ_CST)", b.arg(op, 0), b.arg(op, 1));
    b.assign(op, text);
}

pub(super) fn shadow_stack(b: &mut Body, op: &Op) {
    let slot = match op.imm {
        Imm::Slot(slot) => slot,
        _ => 0,
    };
    match op.code {
        OpCode::gc_save_root => {
            let (base, root) = (b.arg(op, 0), b.arg(op, 1));
            b.line(format!("((void **){base})[{slot}] = (void *){root};"));
        }
        OpCode::gc_restore_root => {
            let ty = b.result_c_type(op);
            let text = format!("({ty})((void **){})[{slot}]", b.arg(op, 0));
            b.assign(op, text);
        }
        OpCode::gc_stack_top => b.assign(op, "rpy_shadow_stack_top"),
        _ => {
            let top = b.arg(op, 0);
            b.line(format!("rpy_shadow_stack_top = {top};"));
        }
    }
}

pub(super) fn keepalive(b: &mut Body, op: &Op) {
    if b.arg_type(op, 0) != LLType::Void {
        let text = format!("RPY_KEEPALIVE({});", b.arg(op, 0));
        b.line(text);
    }
}
