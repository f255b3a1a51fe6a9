//! Tests for overflow, alone or together with the op itself.

use cranelift_codegen::ir::condcodes::IntCC;
use cranelift_codegen::ir::{InstBuilder, Value};
use rpython_lltype::Value as Constant;
use rpython_lowlevel::{Op, OpCode};

use crate::body::Body;

/// Whether `second` computes what `first` tests for overflow, so that one instruction does both.
pub(crate) fn joins(first: &Op, second: &Op) -> bool {
    let plain = match first.code {
        OpCode::int_add_overflows => OpCode::int_add,
        OpCode::int_sub_overflows => OpCode::int_sub,
        OpCode::int_mul_overflows => OpCode::int_mul,
        _ => return false,
    };
    second.code == plain && first.args == second.args
}

/// The test alone.
pub(super) fn test(b: &mut Body, op: &Op) {
    let (_, flag) = result_and_flag(b, op);
    b.assign(op, flag);
}

/// The test together with the op itself.
pub(crate) fn pair(b: &mut Body, test: &Op, plain: &Op) {
    let (value, flag) = result_and_flag(b, test);
    b.assign(test, flag);
    b.assign(plain, value);
}

fn result_and_flag(b: &mut Body, op: &Op) -> (Value, Value) {
    let (x, y) = (b.arg(op, 0), b.arg(op, 1));
    let constant = match op.args[1].as_const() {
        Some(Constant::Int(n)) => Some(*n),
        _ => None,
    };
    match (op.code, constant) {
        // With a constant the direction of a wrap is known, and a comparison joins with the branch on it.
        (OpCode::int_add_overflows, Some(n)) => {
            let sum = b.b.ins().iadd(x, y);
            let code = if n >= 0 { IntCC::SignedLessThan } else { IntCC::SignedGreaterThan };
            (sum, b.b.ins().icmp(code, sum, x))
        }
        (OpCode::int_sub_overflows, Some(n)) => {
            let difference = b.b.ins().isub(x, y);
            let code = if n >= 0 { IntCC::SignedGreaterThan } else { IntCC::SignedLessThan };
            (difference, b.b.ins().icmp(code, difference, x))
        }
        (OpCode::int_add_overflows, None) => b.b.ins().sadd_overflow(x, y),
        (OpCode::int_sub_overflows, None) => b.b.ins().ssub_overflow(x, y),
        _ => b.b.ins().smul_overflow(x, y),
    }
}
