//! Functions of the module's own: what would be long in line. A module has those that it uses.

use wasm_encoder::{BlockType, InstructionSink, ValType};

use crate::body::place;
use crate::types::Signature;

/// What helpers there are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Helper {
    /// Whether the product of two words overflows.
    ProductOverflows,
    /// The upper word of a product without sign.
    MultiplyHigh,
    ShiftLeft,
    ShiftRight,
    ShiftRightSigned,
    /// The float nearest to a 128-bit number without sign.
    WideToFloat,
    /// (destination, source, bytes): copies; no overlap.
    Copy,
    /// The order of two runs of bytes: -1, 0, 1.
    Compare,
}

const I32: ValType = ValType::I32;
const I64: ValType = ValType::I64;
const F64: ValType = ValType::F64;

impl Helper {
    pub fn name(self) -> &'static str {
        match self {
            Helper::ProductOverflows => "product_overflows",
            Helper::MultiplyHigh => "multiply_high",
            Helper::ShiftLeft => "shift_left",
            Helper::ShiftRight => "shift_right",
            Helper::ShiftRightSigned => "shift_right_signed",
            Helper::WideToFloat => "wide_to_float",
            Helper::Copy => "copy",
            Helper::Compare => "compare",
        }
    }

    pub fn signature(self) -> Signature {
        let (params, results): (&[ValType], &[ValType]) = match self {
            Helper::ProductOverflows => (&[I64, I64], &[I32]),
            Helper::MultiplyHigh => (&[I64, I64], &[I64]),
            Helper::ShiftLeft | Helper::ShiftRight | Helper::ShiftRightSigned => {
                (&[I64, I64, I64], &[I64, I64])
            }
            Helper::WideToFloat => (&[I64, I64], &[F64]),
            Helper::Copy => (&[I32, I32, I32], &[]),
            Helper::Compare => (&[I32, I32, I32], &[I64]),
        };
        (params.to_vec(), results.to_vec())
    }

    /// Its locals besides the parameters, and its code.
    pub fn code(self) -> (Vec<ValType>, Vec<u8>) {
        let mut bytes = Vec::new();
        let mut i = InstructionSink::new(&mut bytes);
        let locals = match self {
            Helper::ProductOverflows => product_overflows(&mut i),
            Helper::MultiplyHigh => multiply_high(&mut i),
            Helper::ShiftLeft => shift(&mut i, Shift::Left),
            Helper::ShiftRight => shift(&mut i, Shift::Right),
            Helper::ShiftRightSigned => shift(&mut i, Shift::RightSigned),
            Helper::WideToFloat => wide_to_float(&mut i),
            Helper::Copy => copy(&mut i),
            Helper::Compare => compare(&mut i),
        };
        i.end();
        (locals, bytes)
    }
}

/// By division: `x * y / y != x`, taking care that the division itself does not overflow.
fn product_overflows(i: &mut InstructionSink) -> Vec<ValType> {
    i.local_get(1).i64_eqz().if_(BlockType::Empty).i32_const(0).return_().end();
    i.local_get(1).i64_const(-1).i64_eq().if_(BlockType::Empty);
    i.local_get(0).i64_const(i64::MIN).i64_eq().return_().end();
    i.local_get(0).local_get(1).i64_mul().local_get(1).i64_div_s().local_get(0).i64_ne();
    vec![]
}

/// From the products of half words.
fn multiply_high(i: &mut InstructionSink) -> Vec<ValType> {
    let (x, y, x_high, y_high, middle) = (0, 1, 2, 3, 4);
    let low = 0xffff_ffff;
    i.local_get(x).i64_const(32).i64_shr_u().local_set(x_high);
    i.local_get(y).i64_const(32).i64_shr_u().local_set(y_high);
    i.local_get(x).i64_const(low).i64_and().local_set(x);
    i.local_get(y).i64_const(low).i64_and().local_set(y);
    // x_high * y + (x * y >> 32): cannot overflow.
    i.local_get(x).local_get(y).i64_mul().i64_const(32).i64_shr_u();
    i.local_get(x_high).local_get(y).i64_mul().i64_add().local_set(middle);
    i.local_get(x_high).local_get(y_high).i64_mul().local_get(middle).i64_const(32).i64_shr_u().i64_add();
    i.local_get(x).local_get(y_high).i64_mul().local_get(middle).i64_const(low).i64_and().i64_add();
    i.i64_const(32).i64_shr_u().i64_add();
    vec![I64, I64, I64]
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shift {
    Left,
    Right,
    RightSigned,
}

/// Shifts by less than 128. WebAssembly takes shift counts modulo 64.
fn shift(i: &mut InstructionSink, kind: Shift) -> Vec<ValType> {
    let (low, high, count) = (0, 1, 2);
    i.local_get(count).i64_eqz().if_(BlockType::Empty).local_get(low).local_get(high).return_().end();
    i.local_get(count).i64_const(64).i64_lt_u().if_(BlockType::Empty);
    if kind == Shift::Left {
        i.local_get(low).local_get(count).i64_shl();
        i.local_get(high).local_get(count).i64_shl();
        i.local_get(low).i64_const(64).local_get(count).i64_sub().i64_shr_u().i64_or();
    } else {
        i.local_get(low).local_get(count).i64_shr_u();
        i.local_get(high).i64_const(64).local_get(count).i64_sub().i64_shl().i64_or();
        i.local_get(high).local_get(count);
        if kind == Shift::Right {
            i.i64_shr_u()
        } else {
            i.i64_shr_s()
        };
    }
    i.return_().end();
    match kind {
        Shift::Left => i.i64_const(0).local_get(low).local_get(count).i64_shl(),
        Shift::Right => i.local_get(high).local_get(count).i64_shr_u().i64_const(0),
        Shift::RightSigned => {
            i.local_get(high).local_get(count).i64_shr_s().local_get(high).i64_const(63).i64_shr_s()
        }
    };
    vec![]
}

/// The upper 64 bits from the first one that is set on, the last of them set if any below is: so one
/// rounding decides.
fn wide_to_float(i: &mut InstructionSink) -> Vec<ValType> {
    let (low, high, zeros) = (0, 1, 2);
    i.local_get(high).i64_eqz().if_(BlockType::Empty).local_get(low).f64_convert_i64_u().return_().end();
    i.local_get(high).i64_clz().local_set(zeros);
    i.local_get(high).local_get(zeros).i64_shl();
    // With no zeros, shifting right by one first takes care of the count of 64.
    i.local_get(low).i64_const(1).i64_shr_u().i64_const(63).local_get(zeros).i64_sub().i64_shr_u().i64_or();
    i.local_get(low).local_get(zeros).i64_shl().i64_const(0).i64_ne().i64_extend_i32_u().i64_or();
    i.f64_convert_i64_u();
    i.i64_const(1023 + 64).local_get(zeros).i64_sub().i64_const(52).i64_shl().f64_reinterpret_i64();
    i.f64_mul();
    vec![I64]
}

/// Bytes up to which a loop is faster than the instruction, which engines do by a call.
const SHORT_COPY: i32 = 64;

/// Eight bytes at a time while there are, then the rest.
fn copy(i: &mut InstructionSink) -> Vec<ValType> {
    let (to, from, count) = (0, 1, 2);
    i.local_get(count).i32_const(SHORT_COPY).i32_gt_u().if_(BlockType::Empty);
    i.local_get(to).local_get(from).local_get(count).memory_copy(0, 0).return_().end();
    let advance = |i: &mut InstructionSink, step: i32| {
        for local in [to, from] {
            i.local_get(local).i32_const(step).i32_add().local_set(local);
        }
        i.local_get(count).i32_const(step).i32_sub().local_set(count);
    };
    i.block(BlockType::Empty).loop_(BlockType::Empty);
    i.local_get(count).i32_const(8).i32_lt_u().br_if(1);
    i.local_get(to).local_get(from).i64_load(place(0, 1)).i64_store(place(0, 1));
    advance(i, 8);
    i.br(0).end().end();
    i.block(BlockType::Empty).loop_(BlockType::Empty);
    i.local_get(count).i32_eqz().br_if(1);
    i.local_get(to).local_get(from).i32_load8_u(place(0, 1)).i32_store8(place(0, 1));
    advance(i, 1);
    i.br(0).end().end();
    vec![]
}

fn compare(i: &mut InstructionSink) -> Vec<ValType> {
    let (x, y, count, a, b) = (0, 1, 2, 3, 4);
    i.block(BlockType::Empty).loop_(BlockType::Empty);
    // Words while they are equal.
    i.local_get(count).i32_const(8).i32_lt_u().br_if(1);
    i.local_get(x).i64_load(place(0, 1)).local_get(y).i64_load(place(0, 1)).i64_ne().br_if(1);
    for local in [x, y] {
        i.local_get(local).i32_const(8).i32_add().local_set(local);
    }
    i.local_get(count).i32_const(8).i32_sub().local_set(count);
    i.br(0).end().end();
    i.block(BlockType::Empty).loop_(BlockType::Empty);
    i.local_get(count).i32_eqz().br_if(1);
    i.local_get(x).i32_load8_u(place(0, 1)).local_set(a);
    i.local_get(y).i32_load8_u(place(0, 1)).local_set(b);
    i.local_get(a).local_get(b).i32_ne().if_(BlockType::Empty);
    i.i64_const(-1).i64_const(1).local_get(a).local_get(b).i32_lt_u().select().return_().end();
    for local in [x, y] {
        i.local_get(local).i32_const(1).i32_add().local_set(local);
    }
    i.local_get(count).i32_const(1).i32_sub().local_set(count);
    i.br(0).end().end();
    i.i64_const(0);
    vec![I32, I32]
}
