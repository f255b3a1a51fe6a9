//! Tests whether an operation overflows.

use rpython_backend_common::machine::Item;
use rpython_base::Diagnostic;
use rpython_lowlevel::{OpCode, Operand};
use wasm_encoder::{BlockType, ValType};

use crate::body::Body;
use crate::module::Helper;

pub(super) fn test<'a>(b: &mut Body<'a, '_>, item: &Item<'a>) -> Result<(), Diagnostic> {
    let op = item.op;
    let (x, y) = (&op.args[0], &op.args[1]);
    if op.code == OpCode::int_mul_overflows {
        return product(b, x, y);
    }
    let add = op.code == OpCode::int_add_overflows;
    let plain = |b: &mut Body<'a, '_>| -> Result<(), Diagnostic> {
        if let Some(v) = item.computed {
            return b.push_computed(v);
        }
        b.push(x)?;
        b.push(y)?;
        if add {
            b.i().i64_add();
        } else {
            b.i().i64_sub();
        }
        Ok(())
    };
    if let Some(n) = b.int_constant(y) {
        // Adding something positive must not give less, and so on.
        plain(b)?;
        b.push(x)?;
        if (n >= 0) == add {
            b.i().i64_lt_s();
        } else {
            b.i().i64_gt_s();
        }
        return Ok(());
    }
    // The sign of the result differs from both operands' (for a difference, from that of the first and of
    // the second turned round).
    plain(b)?;
    b.push(x)?;
    b.i().i64_xor();
    if add {
        plain(b)?;
    } else {
        b.push(x)?;
    }
    b.push(y)?;
    b.i().i64_xor().i64_and().i64_const(0).i64_lt_s();
    Ok(())
}

/// Factors of 32 bits cannot overflow; a helper looks closer at others.
fn product<'a>(b: &mut Body<'a, '_>, x: &'a Operand, y: &'a Operand) -> Result<(), Diagnostic> {
    for (factor, n) in [(x, b.int_constant(y)), (y, b.int_constant(x))] {
        let Some(n) = n.filter(|&n| n > 0) else { continue };
        // Within these bounds the product fits: one comparison without sign.
        let (low, high) = (i64::MIN / n, i64::MAX / n);
        b.push(factor)?;
        b.i().i64_const(low).i64_sub().i64_const(high.wrapping_sub(low)).i64_gt_u();
        return Ok(());
    }
    let half = 1 << 31;
    b.push(x)?;
    b.i().i64_const(half).i64_add();
    b.push(y)?;
    b.i().i64_const(half).i64_add().i64_or().i64_const(1 << 32).i64_ge_u();
    b.i().if_(BlockType::Result(ValType::I32));
    b.push(x)?;
    b.push(y)?;
    let helper = b.module.helper(Helper::ProductOverflows);
    b.i().call(helper).else_().i32_const(0).end();
    Ok(())
}
