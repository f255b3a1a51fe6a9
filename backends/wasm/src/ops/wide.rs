//! 128-bit integers, as pairs of words.

use rpython_base::Diagnostic;
use rpython_lowlevel::{Op, OpCode};
use wasm_encoder::ValType;

use super::push_all;
use crate::body::Body;
use crate::module::Helper;

/// The halves of two operands in locals.
struct Halves {
    low: [u32; 2],
    high: [u32; 2],
}

fn pop_two(b: &mut Body) -> Halves {
    let [y_high, y_low, x_high, x_low] = [(); 4].map(|()| b.pop_spare(ValType::I64));
    Halves { low: [x_low, y_low], high: [x_high, y_high] }
}

impl Halves {
    fn release(self, b: &mut Body) {
        for local in self.low.into_iter().chain(self.high) {
            b.release(local);
        }
    }
}

fn get_both(b: &mut Body, pair: [u32; 2]) {
    pair.into_iter().for_each(|local| b.get_local(local));
}

pub(super) fn multiply_high<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    push_all(b, op)?;
    let helper = b.module.helper(Helper::MultiplyHigh);
    b.i().call(helper);
    Ok(())
}

pub(super) fn arithmetic<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    use OpCode::*;
    push_all(b, op)?;
    match op.code {
        lllong_is_true | ulllong_is_true => _ = b.i().i64_or().i64_const(0).i64_ne(),
        lllong_neg | ulllong_neg | lllong_invert | ulllong_invert | lllong_abs => unary(b, op.code),
        lllong_add | ulllong_add | lllong_sub | ulllong_sub => {
            sum(b, matches!(op.code, lllong_add | ulllong_add));
        }
        lllong_mul | ulllong_mul => product(b),
        lllong_and | ulllong_and | lllong_or | ulllong_or | lllong_xor | ulllong_xor => bitwise(b, op.code),
        lllong_lshift | ulllong_lshift | lllong_rshift | ulllong_rshift => {
            let helper = b.module.helper(match op.code {
                lllong_rshift => Helper::ShiftRightSigned,
                ulllong_rshift => Helper::ShiftRight,
                _ => Helper::ShiftLeft,
            });
            b.i().call(helper);
        }
        _ => compare(b, op.code),
    }
    Ok(())
}

fn unary(b: &mut Body, code: OpCode) {
    let (high, low) = (b.pop_spare(ValType::I64), b.pop_spare(ValType::I64));
    let mask = b.spare(ValType::I64);
    // Inverting, and for a negation adding one: what `(x ^ mask) - mask` does for a mask of ones.
    if code == OpCode::lllong_abs {
        b.get_local(high);
        b.i().i64_const(63).i64_shr_s();
    } else {
        b.i().i64_const(-1);
    }
    b.set_local(mask);
    for half in [low, high] {
        b.get_local(half);
        b.get_local(mask);
        b.i().i64_xor();
        b.set_local(half);
    }
    get_both(b, [low, high]);
    [low, high, mask].into_iter().for_each(|local| b.release(local));
    if !matches!(code, OpCode::lllong_invert | OpCode::ulllong_invert) {
        get_both(b, [mask, mask]);
        sum(b, false);
    }
}

fn sum(b: &mut Body, add: bool) {
    let halves = pop_two(b);
    let low = b.spare(ValType::I64);
    get_both(b, halves.low);
    if add {
        b.i().i64_add();
    } else {
        b.i().i64_sub();
    }
    b.set_local(low);
    b.get_local(low);
    get_both(b, halves.high);
    if add {
        b.i().i64_add();
        get_both(b, [low, halves.low[0]]);
        b.i().i64_lt_u().i64_extend_i32_u().i64_add();
    } else {
        b.i().i64_sub();
        get_both(b, halves.low);
        b.i().i64_lt_u().i64_extend_i32_u().i64_sub();
    }
    b.release(low);
    halves.release(b);
}

fn product(b: &mut Body) {
    let halves = pop_two(b);
    let high = b.module.helper(Helper::MultiplyHigh);
    get_both(b, halves.low);
    b.i().i64_mul();
    get_both(b, halves.low);
    b.i().call(high);
    get_both(b, [halves.low[0], halves.high[1]]);
    b.i().i64_mul().i64_add();
    get_both(b, [halves.low[1], halves.high[0]]);
    b.i().i64_mul().i64_add();
    halves.release(b);
}

fn bitwise(b: &mut Body, code: OpCode) {
    let halves = pop_two(b);
    for pair in [halves.low, halves.high] {
        get_both(b, pair);
        match code {
            OpCode::lllong_and | OpCode::ulllong_and => b.i().i64_and(),
            OpCode::lllong_or | OpCode::ulllong_or => b.i().i64_or(),
            _ => b.i().i64_xor(),
        };
    }
    halves.release(b);
}

fn compare(b: &mut Body, code: OpCode) {
    use OpCode::*;
    let halves = pop_two(b);
    let Halves { low, high } = halves;
    if matches!(code, lllong_eq | ulllong_eq | lllong_ne | ulllong_ne) {
        get_both(b, low);
        b.i().i64_xor();
        get_both(b, high);
        b.i().i64_xor().i64_or();
        if matches!(code, lllong_eq | ulllong_eq) {
            b.i().i64_eqz();
        } else {
            b.i().i64_const(0).i64_ne();
        }
    } else {
        // The lower halves decide where the upper ones are equal.
        get_both(b, low);
        match code {
            lllong_lt | ulllong_lt => b.i().i64_lt_u(),
            lllong_le | ulllong_le => b.i().i64_le_u(),
            lllong_gt | ulllong_gt => b.i().i64_gt_u(),
            _ => b.i().i64_ge_u(),
        };
        get_both(b, high);
        match code {
            lllong_lt | lllong_le => b.i().i64_lt_s(),
            ulllong_lt | ulllong_le => b.i().i64_lt_u(),
            lllong_gt | lllong_ge => b.i().i64_gt_s(),
            _ => b.i().i64_gt_u(),
        };
        get_both(b, high);
        b.i().i64_eq().select();
    }
    Halves { low, high }.release(b);
}

/// Pops a 128-bit integer and pushes the nearest float.
pub(super) fn to_float(b: &mut Body, signed: bool) {
    if !signed {
        let helper = b.module.helper(Helper::WideToFloat);
        b.i().call(helper);
        return;
    }
    let (high, low) = (b.pop_spare(ValType::I64), b.pop_spare(ValType::I64));
    get_both(b, [low, high]);
    unary(b, OpCode::lllong_abs);
    let helper = b.module.helper(Helper::WideToFloat);
    b.i().call(helper);
    let magnitude = b.pop_spare(ValType::F64);
    b.get_local(magnitude);
    b.i().f64_neg();
    b.get_local(magnitude);
    b.get_local(high);
    b.i().i64_const(0).i64_lt_s().select();
    [high, low, magnitude].into_iter().for_each(|local| b.release(local));
}
