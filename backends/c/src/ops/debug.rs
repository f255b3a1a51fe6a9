//! Logging, fatal errors, tracebacks.

use rpython_lltype::{Container, ContainerId, LLType, Value};
use rpython_lowlevel::{Imm, Op, OpCode, Program};

use crate::{function::Body, types, value};

/// `bytes, length` of an operand that is a string: a pointer to an array of `Char`, or to a struct that
/// ends in one.
fn string_parts(b: &Body, op: &Op, index: usize) -> Option<String> {
    let id = b.arg_type(op, index).pointee()?;
    let members = array_members(b.program, id, "->")?;
    let pointer = b.arg(op, index);
    if op.args[index].as_const() == Some(&Value::Ptr(rpython_lltype::Pointer::Null)) {
        return Some("\"NULL\", 4".into());
    }
    let nolength = b
        .program
        .types
        .varsize_array(id)
        .is_some_and(|a| matches!(b.program.types.get(a), Container::Array(a) if a.hints.nolength));
    let bytes = format!("(const char *){pointer}{members}items");
    let length = match nolength {
        true => format!("(Signed)__builtin_strlen({bytes})"),
        false => format!("{pointer}{members}length"),
    };
    Some(format!("{pointer} ? {bytes} : \"NULL\", {pointer} ? {length} : 4"))
}

/// What leads from a pointer to the members of the array of `Char` at its end.
fn array_members(program: &Program, id: ContainerId, sign: &str) -> Option<String> {
    match program.types.get(id) {
        Container::Array(a) => (a.item == LLType::Char).then(|| sign.to_string()),
        Container::Struct(s) => {
            let last = s.fields.len().checked_sub(1)?;
            let LLType::Inline(inner) = s.fields[last].ty else { return None };
            let rest = array_members(program, inner, ".")?;
            Some(format!("{sign}{}{rest}", types::field(s, last)))
        }
        Container::FixedArray { .. }
        | Container::Func(_)
        | Container::Opaque { .. }
        | Container::Forward(_) => None,
    }
}

pub(super) fn logging(b: &mut Body, op: &Op) {
    match op.code {
        OpCode::debug_print => print(b, op),
        OpCode::have_debug_prints if op.args.is_empty() => b.assign(op, "rpy_log_enabled"),
        OpCode::have_debug_prints => {
            let beginning = string_parts(b, op, 0).unwrap_or_else(|| "\"\", 0".into());
            b.assign(op, format!("rpy_log_wants({beginning})"));
        }
        OpCode::debug_flush => b.line("rpy_log_flush();"),
        OpCode::debug_offset => b.assign(op, "rpy_log_offset()"),
        OpCode::debug_print_traceback => b.line("rpy_print_traceback(NULL);"),
        _ => {
            let function = if op.code == OpCode::debug_start { "rpy_log_start" } else { "rpy_log_stop" };
            let category = string_parts(b, op, 0).unwrap_or_else(|| "\"?\", 1".into());
            let text = format!("{function}({category}, {})", b.arg(op, 1));
            b.assign(op, text);
        }
    }
}

fn print(b: &mut Body, op: &Op) {
    b.line("if (rpy_log_enabled) {");
    for i in 0..op.args.len() {
        let text = if let Some(parts) = string_parts(b, op, i) {
            format!("rpy_log_string({parts});")
        } else {
            let x = b.arg(op, i);
            match b.arg_type(op, i) {
                LLType::Void => continue,
                LLType::Bool => format!("rpy_log_string({x} ? \"True\" : \"False\", {x} ? 4 : 5);"),
                LLType::Char => format!("rpy_log_char({x});"),
                LLType::Float | LLType::SingleFloat | LLType::LongFloat => {
                    format!("rpy_log_float((double){x});")
                }
                LLType::Unsigned | LLType::UnsignedLongLong => format!("rpy_log_unsigned((uint64_t){x});"),
                LLType::Address | LLType::Ptr(_) => format!("rpy_log_address((void *){x});"),
                _ => format!("rpy_log_int((int64_t){x});"),
            }
        };
        b.line(format!("  {text}"));
    }
    b.line("  rpy_log_end_line();");
    b.line("}");
}

pub(super) fn fatal(b: &mut Body, op: &Op) {
    match op.code {
        OpCode::debug_assert => {
            let message = assertion_message(b, op);
            let cond = b.arg(op, 0);
            b.line(format!("RPY_LL_ASSERT({cond}, {message});"));
        }
        OpCode::debug_fatalerror => {
            let parts = string_parts(b, op, 0).unwrap_or_else(|| "\"fatal error\", 11".into());
            b.line(format!("rpy_fatal_error({parts});"));
        }
        _ => {
            let text = match &op.imm {
                Imm::Sym(symbol) => symbol.as_str(),
                _ => "check failed",
            };
            let literal = value::string_literal(text.as_bytes());
            let length = text.len();
            b.line(format!("rpy_fatal_error({literal}, {length});"));
        }
    }
}

/// The message of an assertion as a C string: a constant's text, if it is there.
fn assertion_message(b: &Body, op: &Op) -> String {
    let parts = if op.args.len() > 1 { string_parts(b, op, 1) } else { None };
    parts.unwrap_or_else(|| "\"assertion failed\", 16".into())
}

pub(super) fn traceback(b: &mut Body, op: &Op) {
    let place = match &op.imm {
        Imm::Sym(symbol) => b.places.name(*symbol),
        _ => "0".into(),
    };
    let text = match op.code {
        OpCode::debug_traceback_pass => format!("rpy_traceback_pass({place});"),
        code => {
            let kind = match code {
                OpCode::debug_traceback_raise => "raise",
                OpCode::debug_traceback_catch => "catch",
                _ => "reraise",
            };
            format!("rpy_traceback_{kind}({place}, (const void *){});", b.arg(op, 0))
        }
    };
    b.line(text);
}
