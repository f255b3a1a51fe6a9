//! Integers of one word, floats, comparisons.

use rpython_base::Diagnostic;
use rpython_lowlevel::{Op, OpCode};

use super::push_all;
use crate::body::Body;

pub(super) fn int_binary<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    if op.code == int_eq || op.code == uint_eq {
        // A comparison with zero is an instruction of its own.
        if b.int_constant(&op.args[1]) == Some(0) {
            b.push(&op.args[0])?;
            b.i().i64_eqz();
            return Ok(());
        }
    }
    push_all(b, op)?;
    let i = &mut b.i();
    match op.code {
        int_add | uint_add | llong_add | ullong_add => i.i64_add(),
        int_sub | uint_sub | llong_sub | ullong_sub => i.i64_sub(),
        int_mul | uint_mul | llong_mul | ullong_mul => i.i64_mul(),
        int_floordiv | llong_floordiv => i.i64_div_s(),
        uint_floordiv | ullong_floordiv => i.i64_div_u(),
        int_mod | llong_mod => i.i64_rem_s(),
        uint_mod | ullong_mod => i.i64_rem_u(),
        int_and | uint_and | llong_and | ullong_and => i.i64_and(),
        int_or | uint_or | llong_or | ullong_or => i.i64_or(),
        int_xor | uint_xor | llong_xor | ullong_xor => i.i64_xor(),
        int_lshift | uint_lshift | llong_lshift | ullong_lshift => i.i64_shl(),
        int_rshift | llong_rshift => i.i64_shr_s(),
        uint_rshift | ullong_rshift => i.i64_shr_u(),
        int_lt | llong_lt => i.i64_lt_s(),
        uint_lt | ullong_lt => i.i64_lt_u(),
        int_le | llong_le => i.i64_le_s(),
        uint_le | ullong_le => i.i64_le_u(),
        int_gt | llong_gt => i.i64_gt_s(),
        uint_gt | ullong_gt => i.i64_gt_u(),
        int_ge | llong_ge => i.i64_ge_s(),
        uint_ge | ullong_ge => i.i64_ge_u(),
        int_eq | uint_eq | llong_eq | ullong_eq => i.i64_eq(),
        int_ne | uint_ne | llong_ne | ullong_ne => i.i64_ne(),
        other => unreachable!("{} is of another family", other.name()),
    };
    Ok(())
}

pub(super) fn int_special<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    let x = &op.args[0];
    match op.code {
        int_is_true | uint_is_true | llong_is_true | ullong_is_true => {
            b.push(x)?;
            b.i().i64_const(0).i64_ne();
        }
        int_neg | uint_neg | llong_neg | ullong_neg => {
            b.i().i64_const(0);
            b.push(x)?;
            b.i().i64_sub();
        }
        int_invert | uint_invert | llong_invert | ullong_invert => {
            b.push(x)?;
            b.i().i64_const(-1).i64_xor();
        }
        int_abs | llong_abs => {
            b.i().i64_const(0);
            b.push(x)?;
            b.i().i64_sub();
            b.push(x)?;
            b.push(x)?;
            b.i().i64_const(0).i64_lt_s().select();
        }
        int_between => {
            b.push(x)?;
            b.push(&op.args[1])?;
            b.i().i64_le_s();
            b.push(&op.args[1])?;
            b.push(&op.args[2])?;
            b.i().i64_lt_s().i32_and();
        }
        int_force_ge_zero => {
            b.push(x)?;
            b.i().i64_const(0);
            b.push(x)?;
            b.i().i64_const(0).i64_gt_s().select();
        }
        bool_not => {
            b.push(x)?;
            b.i().i32_eqz();
        }
        other => unreachable!("{} is of another family", other.name()),
    }
    Ok(())
}

pub(super) fn float<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    push_all(b, op)?;
    let i = &mut b.i();
    match op.code {
        float_is_true => i.f64_const(0.0.into()).f64_ne(),
        float_neg => i.f64_neg(),
        float_abs => i.f64_abs(),
        float_sqrt => i.f64_sqrt(),
        float_add => i.f64_add(),
        float_sub => i.f64_sub(),
        float_mul => i.f64_mul(),
        float_truediv => i.f64_div(),
        float_lt => i.f64_lt(),
        float_le => i.f64_le(),
        float_eq => i.f64_eq(),
        float_ne => i.f64_ne(),
        float_gt => i.f64_gt(),
        float_ge => i.f64_ge(),
        other => unreachable!("{} is of another family", other.name()),
    };
    Ok(())
}

/// Characters, pointers, addresses: all without sign.
pub(super) fn small_compare<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    push_all(b, op)?;
    let i = &mut b.i();
    match op.code {
        char_lt | unichar_lt | adr_lt => i.i32_lt_u(),
        char_le | unichar_le | adr_le => i.i32_le_u(),
        char_eq | unichar_eq | adr_eq | ptr_eq => i.i32_eq(),
        char_ne | unichar_ne | adr_ne | ptr_ne => i.i32_ne(),
        char_gt | unichar_gt | adr_gt => i.i32_gt_u(),
        char_ge | unichar_ge | adr_ge => i.i32_ge_u(),
        ptr_iszero => i.i32_eqz(),
        ptr_nonzero => i.i32_const(0).i32_ne(),
        other => unreachable!("{} is of another family", other.name()),
    };
    Ok(())
}
