//! Hash values of immutable built-in objects: those of CPython 2.7 on 64 bits, since dict order
//! follows from them. `-1` is never a hash.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

fn no_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// `hash(int)`
pub fn hash_int(value: i64) -> i64 {
    no_minus_one(value)
}

/// `hash(long)`: equal to that of an equal int.
pub fn hash_bigint(value: &BigInt) -> i64 {
    if let Some(small) = value.to_i64() {
        return hash_int(small);
    }
    let mut x: u64 = 0;
    for digit in digits30(value).into_iter().rev() {
        x = x.rotate_left(30).wrapping_add(digit);
        if x < digit {
            x = x.wrapping_add(1);
        }
    }
    no_minus_one(if value.sign() == Sign::Minus { (x as i64).wrapping_neg() } else { x as i64 })
}

/// Digits of the magnitude in base 2**30, least significant first.
fn digits30(value: &BigInt) -> Vec<u64> {
    let words = value.magnitude().to_u32_digits();
    let mut digits: Vec<u64> = (0..(words.len() * 32).div_ceil(30))
        .map(|i| {
            let (word, shift) = (i * 30 / 32, i * 30 % 32);
            let low = words[word] as u64;
            let high = words.get(word + 1).copied().unwrap_or(0) as u64;
            ((low | high << 32) >> shift) & ((1 << 30) - 1)
        })
        .collect();
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}

/// `hash(float)`: equal to that of an equal integer.
pub fn hash_float(value: f64) -> i64 {
    if value.is_nan() {
        return 0;
    }
    if value.is_infinite() {
        return if value > 0.0 { 314159 } else { -271828 };
    }
    if value.fract() == 0.0 {
        if (-9223372036854775808.0..9223372036854775808.0).contains(&value) {
            return hash_int(value as i64);
        }
        use num_traits::FromPrimitive;
        return BigInt::from_f64(value).map_or(0, |big| hash_bigint(&big));
    }
    let (mantissa, exponent) = frexp(value);
    let scaled = mantissa * 2147483648.0;
    let high = scaled as i64;
    let low = ((scaled - high as f64) * 2147483648.0) as i64;
    no_minus_one(high.wrapping_add(low).wrapping_add((exponent as i64) << 15))
}

/// Mantissa in [0.5, 1) and exponent, for finite values.
pub fn frexp(value: f64) -> (f64, i32) {
    if value == 0.0 || !value.is_finite() {
        return (value, 0);
    }
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32;
    if exponent == 0 {
        let (mantissa, e) = frexp(value * 18014398509481984.0);
        return (mantissa, e - 54);
    }
    let mantissa = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    (mantissa, exponent - 1022)
}

/// `hash(complex)`
pub fn hash_complex(real: f64, imag: f64) -> i64 {
    no_minus_one(hash_float(real).wrapping_add(hash_float(imag).wrapping_mul(1000003)))
}

fn hash_units(first: Option<u64>, units: impl Iterator<Item = u64>, len: usize) -> i64 {
    let Some(first) = first else { return 0 };
    let mut x = first << 7;
    for unit in units {
        x = x.wrapping_mul(1000003) ^ unit;
    }
    no_minus_one((x ^ len as u64) as i64)
}

/// `hash(str)`
pub fn hash_bytes(bytes: &[u8]) -> i64 {
    hash_units(bytes.first().map(|&b| b as u64), bytes.iter().map(|&b| b as u64), bytes.len())
}

/// `hash(unicode)`: equal to that of an equal ASCII str.
pub fn hash_unicode(chars: &[u32]) -> i64 {
    hash_units(chars.first().map(|&c| c as u64), chars.iter().map(|&c| c as u64), chars.len())
}

/// `hash(tuple)` from the hashes of its items.
pub fn hash_tuple(items: &[i64]) -> i64 {
    let mut x: i64 = 0x345678;
    let mut factor: i64 = 1000003;
    for (i, &hash) in items.iter().enumerate() {
        let rest = (items.len() - 1 - i) as i64;
        x = (x ^ hash).wrapping_mul(factor);
        factor = factor.wrapping_add(82520 + rest + rest);
    }
    no_minus_one(x.wrapping_add(97531))
}

/// `hash(frozenset)` from the hashes of its items, in any order.
pub fn hash_frozenset(items: impl Iterator<Item = i64>) -> i64 {
    let mut count = 0u64;
    let mut mixed = 0u64;
    for hash in items {
        let hash = hash as u64;
        count += 1;
        mixed ^= (hash ^ (hash << 16) ^ 89869747).wrapping_mul(3644798167);
    }
    let hash =
        (1927868237u64.wrapping_mul(count + 1) ^ mixed).wrapping_mul(69069).wrapping_add(907133923) as i64;
    if hash == -1 { 590923713 } else { hash }
}
