//! Decisions among many values: jump tables where the values are dense, else comparisons by halves.

use crate::body::Body;
use wasm_encoder::BlockType;

/// A table may have so many entries for each value that has a case.
const SPARSE: i128 = 4;

/// Fewer cases than these are compared one after the other.
const FEW: usize = 4;

/// Jumps by the value in a local. `cases` are sorted (value, label); `other` is the label for all other values.
pub(crate) fn decide(body: &mut Body, subject: u32, wide: bool, cases: &[(i64, u32)], other: u32) {
    let (Some(&(first, _)), Some(&(last, _))) = (cases.first(), cases.last()) else {
        body.i().br(other);
        return;
    };
    let span = last as i128 - first as i128 + 1;
    if cases.len() < FEW {
        for &(value, label) in cases {
            body.get_local(subject);
            if wide {
                body.i().i64_const(value).i64_eq();
            } else {
                body.i().i32_const(value as i32).i32_eq();
            }
            body.i().br_if(label);
        }
        body.i().br(other);
    } else if span <= SPARSE * cases.len() as i128 {
        table(body, subject, wide, cases, other);
    } else {
        let middle = cases.len() / 2;
        body.get_local(subject);
        if wide {
            body.i().i64_const(cases[middle].0).i64_lt_s();
        } else {
            body.i().i32_const(cases[middle].0 as i32).i32_lt_s();
        }
        body.i().if_(BlockType::Empty);
        let inner: Vec<(i64, u32)> =
            cases[..middle].iter().map(|&(value, label)| (value, label + 1)).collect();
        decide(body, subject, wide, &inner, other + 1);
        body.i().end();
        decide(body, subject, wide, &cases[middle..], other);
    }
}

fn table(body: &mut Body, subject: u32, wide: bool, cases: &[(i64, u32)], other: u32) {
    let (first, last) = (cases[0].0, cases[cases.len() - 1].0);
    let size = (last - first + 1) as u32;
    let mut labels = vec![other; size as usize];
    for &(value, label) in cases {
        labels[(value - first) as usize] = label;
    }
    body.get_local(subject);
    if wide {
        if first != 0 {
            body.i().i64_const(first).i64_sub();
        }
        // Of a word, only what is in the table may be cut down to an index.
        let index = body.pop_spare(wasm_encoder::ValType::I64);
        body.get_local(index);
        body.i().i64_const(size as i64).i64_ge_u().br_if(other);
        body.get_local(index);
        body.i().i32_wrap_i64();
        body.release(index);
    } else if first != 0 {
        body.i().i32_const(first as i32).i32_sub();
    }
    body.i().br_table(labels, other);
}
