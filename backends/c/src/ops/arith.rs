//! Numbers, comparisons, conversions.

use rpython_lltype::LLType;
use rpython_lowlevel::{Op, OpCode};

use crate::{function::Body, types};

pub(super) fn unary(b: &mut Body, op: &Op, sign: &str) {
    let text = format!("{sign}{}", b.arg(op, 0));
    b.assign(op, text);
}

pub(super) fn binary(b: &mut Body, op: &Op, sign: &str) {
    let text = format!("{} {sign} {}", b.arg(op, 0), b.arg(op, 1));
    b.assign(op, text);
}

pub(super) fn compare_zero(b: &mut Body, op: &Op, sign: &str) {
    let text = format!("{} {sign} 0", b.arg(op, 0));
    b.assign(op, text);
}

/// Pointers of different types, and addresses, compare as addresses.
pub(super) fn address_compare(b: &mut Body, op: &Op, sign: &str) {
    let function = |ty: LLType| types::c_type(b.program, ty) == "rpy_fn";
    let same = b.arg_type(op, 0) == b.arg_type(op, 1);
    let cast = if same { "" } else { "(char *)" };
    let cast = if function(b.arg_type(op, 0)) { "" } else { cast };
    let text = format!("{cast}{} {sign} {cast}{}", b.arg(op, 0), b.arg(op, 1));
    b.assign(op, text);
}

pub(super) fn int_abs(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    b.assign(op, format!("{x} < 0 ? -{x} : {x}"));
}

pub(super) fn special(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    let text = match op.code {
        OpCode::int_between => {
            let (y, z) = (b.arg(op, 1), b.arg(op, 2));
            format!("{x} <= {y} && {y} < {z}")
        }
        OpCode::int_force_ge_zero => format!("{x} < 0 ? 0 : {x}"),
        OpCode::uint_mul_high => {
            let bits = b.program.model.word_bits;
            let wide = if bits == 64 { "unsigned __int128" } else { "uint64_t" };
            format!("(Unsigned)((({wide}){x} * {}) >> {bits})", b.arg(op, 1))
        }
        OpCode::float_abs => format!("__builtin_fabs({x})"),
        _ => format!("__builtin_sqrt({x})"),
    };
    b.assign(op, text);
}

/// The test alone.
pub(super) fn overflows(b: &mut Body, op: &Op, kind: &str) {
    let (x, y, result) = (b.arg(op, 0), b.arg(op, 1), b.result(op).to_string());
    b.line(format!("{{ Signed r; {result} = __builtin_{kind}_overflow((Signed){x}, (Signed){y}, &r); }}"));
}

/// The test together with the op itself.
pub(crate) fn overflow_pair(b: &mut Body, test: &Op, plain: &Op) {
    let kind = match test.code {
        OpCode::int_add_overflows => "add",
        OpCode::int_sub_overflows => "sub",
        _ => "mul",
    };
    let (x, y) = (b.arg(test, 0), b.arg(test, 1));
    let (flag, result) = (b.result(test).to_string(), b.result(plain).to_string());
    b.line(format!("{flag} = __builtin_{kind}_overflow((Signed){x}, (Signed){y}, &{result});"));
}

pub(super) fn address_arithmetic(b: &mut Body, op: &Op) {
    let sign = if op.code == OpCode::adr_add { "+" } else { "-" };
    let text = format!("{} {sign} {}", b.arg(op, 0), b.arg(op, 1));
    b.assign(op, text);
}

/// A cast that C does as it should.
pub(super) fn cast(b: &mut Body, op: &Op) {
    let x = b.arg(op, 0);
    let to = b.result_type(op);
    if to == LLType::Void {
        return;
    }
    let from_pointer = matches!(b.arg_type(op, 0), LLType::Ptr(_) | LLType::Address);
    let to_pointer = matches!(to, LLType::Ptr(_) | LLType::Address);
    let c_type = b.result_c_type(op);
    let text = match to {
        // A pointer may be narrower or wider than a word.
        _ if from_pointer != to_pointer => format!("({c_type})(intptr_t){x}"),
        LLType::Bool => format!("({x}) != 0"),
        _ => format!("({c_type}){x}"),
    };
    b.assign(op, text);
}

pub(super) fn float_conversion(b: &mut Body, op: &Op) {
    let function = match op.code {
        OpCode::cast_float_to_int => "rpy_float_to_int",
        OpCode::cast_float_to_uint => "rpy_float_to_uint",
        OpCode::cast_float_to_longlong => "rpy_float_to_int64",
        OpCode::cast_float_to_ulonglong => "rpy_float_to_uint64",
        OpCode::convert_float_bytes_to_longlong => "rpy_float_bits",
        _ => "rpy_float_of_bits",
    };
    let text = format!("{function}({})", b.arg(op, 0));
    b.assign(op, text);
}
