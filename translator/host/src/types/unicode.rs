//! What the methods of unicode strings know of characters: Unicode 5.2, as in Python 2.7.

use super::unicode_tables as tables;

pub use tables::{ALPHA, DECIMAL, DIGIT, LOWER, NUMERIC, SPACE, TITLE, UPPER};

/// Whether a character has one of these flags.
pub fn has(code: u32, flags: u8) -> bool {
    let behind = tables::FLAGS.partition_point(|&(first, _)| first <= code);
    behind.checked_sub(1).is_some_and(|at| tables::FLAGS[at].1 & flags != 0)
}

fn moved(runs: &[(u32, u32, u32, i32)], code: u32) -> u32 {
    let behind = runs.partition_point(|&(first, ..)| first <= code);
    match behind.checked_sub(1).map(|at| runs[at]) {
        Some((first, last, step, distance)) if code <= last && (code - first).is_multiple_of(step) => {
            code.wrapping_add_signed(distance)
        }
        _ => code,
    }
}

/// The one character that is this in lower case.
pub fn to_lower(code: u32) -> u32 {
    moved(tables::TO_LOWER, code)
}

/// The one character that is this in upper case.
pub fn to_upper(code: u32) -> u32 {
    moved(tables::TO_UPPER, code)
}

/// The one character that is this at the start of a title.
pub fn to_title(code: u32) -> u32 {
    moved(tables::TO_TITLE, code)
}
