//! Logging, fatal errors, tracebacks: calls of the platform layer.

use cranelift_codegen::ir::{InstBuilder, Value, types as clif};
use rpython_base::Symbol;
use rpython_lltype::{Container, LLType};
use rpython_lowlevel::{Imm, Op, OpCode};

use super::{casts::resize, raw};
use crate::body::{Body, UNREACHABLE};
use crate::refs::Ref;
use crate::regions::Region;
use crate::types;

/// `pointer, offset of its bytes, offset of its length` of an operand that is a string: a pointer to an array
/// of `Char`, or to a struct that ends in one. Without a length the text ends with a zero.
fn text_parts(b: &mut Body, op: &Op, index: usize) -> Option<[Value; 3]> {
    let id = b.arg_type(op, index).pointee()?;
    let array = b.program.types.varsize_array(id)?;
    let (types, model) = (&b.program.types, b.program.model);
    matches!(types.get(array), Container::Array(a) if a.item == LLType::Char).then_some(())?;
    let (bytes, _) = types.varsize(model, id)?;
    let length = types.length_offset(model, id).map_or(-1, i64::from);
    let pointer = b.arg(op, index);
    Some([pointer, b.int(clif::I64, bytes as i64), b.int(clif::I64, length)])
}

/// A constant text, the same way.
fn constant_text(b: &mut Body, text: &str) -> [Value; 3] {
    let pointer = b.address(Ref::Place(Symbol::intern(text)), 0);
    [pointer, b.int(clif::I64, 0), b.int(clif::I64, -1)]
}

fn log_enabled(b: &mut Body) -> Value {
    let address = b.address(Ref::Runtime("rpy_log_enabled"), 0);
    let flags = b.flags(Region::Common);
    b.b.ins().load(clif::I8, flags, address, 0)
}

pub(super) fn logging(b: &mut Body, op: &Op) {
    match op.code {
        OpCode::debug_print => print(b, op),
        OpCode::have_debug_prints => {
            let beginning = op.args.first().and_then(|_| text_parts(b, op, 0));
            let value = match beginning {
                Some(parts) => {
                    let wants = raw::call(b, "rpy_native_log_wants", &parts, Some(clif::I32));
                    let wants = wants.expect("the function has a result");
                    resize(b, wants, clif::I8, false)
                }
                None => log_enabled(b),
            };
            b.assign(op, value);
        }
        OpCode::debug_flush => {
            raw::call(b, "rpy_log_flush", &[], None);
        }
        OpCode::debug_offset => {
            let offset = raw::call(b, "rpy_log_offset", &[], Some(clif::I64));
            b.assign(op, offset.expect("the function has a result"));
        }
        OpCode::debug_print_traceback => {
            let any = b.int(clif::I64, 0);
            raw::call(b, "rpy_print_traceback", &[any], None);
        }
        _ => {
            let name =
                if op.code == OpCode::debug_start { "rpy_native_log_start" } else { "rpy_native_log_stop" };
            let [pointer, bytes, length] = match text_parts(b, op, 0) {
                Some(parts) => parts,
                None => constant_text(b, "?"),
            };
            let flag = b.arg(op, 1);
            let timestamp = resize(b, flag, clif::I32, false);
            let args = [pointer, bytes, length, timestamp];
            if let Some(value) = raw::call(b, name, &args, Some(clif::I64)) {
                b.assign(op, value);
            }
        }
    }
}

fn print(b: &mut Body, op: &Op) {
    let enabled = log_enabled(b);
    let (wanted, after) = (b.b.create_block(), b.b.create_block());
    b.b.set_cold_block(wanted);
    b.b.ins().brif(enabled, wanted, &[], after, &[]);
    b.b.switch_to_block(wanted);
    for i in 0..op.args.len() {
        if let Some(parts) = text_parts(b, op, i) {
            raw::call(b, "rpy_native_log_text", &parts, None);
            continue;
        }
        let ty = b.arg_type(op, i);
        if ty == LLType::Void {
            continue;
        }
        let x = b.arg(op, i);
        let source = b.b.func.dfg.value_type(x);
        let (name, x) = match ty {
            LLType::Bool => ("rpy_native_log_bool", resize(b, x, clif::I32, false)),
            LLType::Char => ("rpy_native_log_char", resize(b, x, clif::I32, false)),
            LLType::SingleFloat => ("rpy_log_float", b.b.ins().fpromote(clif::F64, x)),
            LLType::Float | LLType::LongFloat => ("rpy_log_float", x),
            LLType::Unsigned | LLType::UnsignedLongLong => ("rpy_log_unsigned", x),
            LLType::Address | LLType::Ptr(_) => ("rpy_log_address", x),
            _ => ("rpy_log_int", resize(b, x, clif::I64, types::is_signed(ty) || source == clif::I64)),
        };
        raw::call(b, name, &[x], None);
    }
    raw::call(b, "rpy_log_end_line", &[], None);
    b.b.ins().jump(after, &[]);
    b.b.switch_to_block(after);
}

pub(super) fn fatal(b: &mut Body, op: &Op) {
    match op.code {
        OpCode::debug_assert if !b.making.assertions => {}
        OpCode::debug_assert => {
            let holds = b.arg(op, 0);
            let (failed, after) = (b.b.create_block(), b.b.create_block());
            b.b.set_cold_block(failed);
            b.b.ins().brif(holds, after, &[], failed, &[]);
            b.b.switch_to_block(failed);
            let given = if op.args.len() > 1 { text_parts(b, op, 1) } else { None };
            let parts = match given {
                Some(parts) => parts,
                None => constant_text(b, "assertion failed"),
            };
            raw::call(b, "rpy_native_fatal", &parts, None);
            b.b.ins().trap(UNREACHABLE);
            b.b.switch_to_block(after);
        }
        OpCode::debug_fatalerror => {
            let parts = match text_parts(b, op, 0) {
                Some(parts) => parts,
                None => constant_text(b, "fatal error"),
            };
            raw::call(b, "rpy_native_fatal", &parts, None);
        }
        _ => {
            let text = match &op.imm {
                Imm::Sym(symbol) => symbol.as_str(),
                _ => "check failed",
            };
            let parts = constant_text(b, text);
            raw::call(b, "rpy_native_fatal", &parts, None);
        }
    }
}

pub(super) fn traceback(b: &mut Body, op: &Op) {
    let place = match &op.imm {
        Imm::Sym(symbol) if !symbol.as_str().is_empty() => b.address(Ref::Place(*symbol), 0),
        _ => b.int(clif::I64, 0),
    };
    let (name, args) = match op.code {
        OpCode::debug_traceback_pass => ("rpy_native_tb_pass", vec![place]),
        OpCode::debug_traceback_raise => ("rpy_native_tb_raise", vec![place, b.arg(op, 0)]),
        OpCode::debug_traceback_catch => ("rpy_native_tb_catch", vec![place, b.arg(op, 0)]),
        _ => ("rpy_native_tb_reraise", vec![place, b.arg(op, 0)]),
    };
    raw::call(b, name, &args, None);
}
