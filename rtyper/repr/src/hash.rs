//! Hashes computed at translation time: they must equal those the program computes.

use rpython_lltype::DataModel;

/// The hash of a string (of its bytes or code points), never 0: `ll_strhash` of the library computes the
/// same. Multiplies and xors over the characters, starting from the first, and mixes in the length.
pub fn string_hash(model: DataModel, chars: &[u32]) -> i64 {
    let Some(&first) = chars.first() else { return -1 };
    let mut x = model.wrap_signed((first as i128) << 7);
    for &c in chars {
        x = model.wrap_signed(1000003i128 * x as i128) ^ c as i64;
    }
    x ^= chars.len() as i64;
    if x == 0 { 29872897 } else { x }
}
