//! The format of C's `long double` here, which has more bits than a register keeps.

#[cfg(any(target_arch = "x86_64", target_arch = "x86"))]
const FRACTION: u32 = 63;
#[cfg(not(any(target_arch = "x86_64", target_arch = "x86")))]
const FRACTION: u32 = 112;
/// Whether the leading bit of the significand is stored.
const EXPLICIT: bool = FRACTION == 63;
const EXPONENT_AT: u32 = FRACTION + EXPLICIT as u32;
const BIAS: i32 = 16383;

/// A double as `long double`.
pub fn encode(value: f64) -> u128 {
    let bits = value.to_bits();
    let sign = (bits >> 63) as u128;
    let exponent = (bits >> 52 & 0x7ff) as i32;
    let mut fraction = (bits & ((1 << 52) - 1)) as u128;
    let widened = if exponent == 0x7ff {
        0x7fff
    } else if exponent == 0 {
        if fraction == 0 {
            return sign << (EXPONENT_AT + 15);
        }
        let shift = fraction.leading_zeros() - (128 - 53);
        fraction = (fraction << shift) & ((1 << 52) - 1);
        BIAS - 1022 - shift as i32
    } else {
        exponent - 1023 + BIAS
    };
    let leading = if EXPLICIT { 1u128 << FRACTION } else { 0 };
    sign << (EXPONENT_AT + 15) | (widened as u128) << EXPONENT_AT | leading | fraction << (FRACTION - 52)
}

/// The nearest double.
pub fn decode(bits: u128) -> f64 {
    let negative = bits >> (EXPONENT_AT + 15) & 1 != 0;
    let exponent = (bits >> EXPONENT_AT & 0x7fff) as i32;
    let fraction = bits & ((1u128 << FRACTION) - 1);
    let magnitude = if exponent == 0x7fff {
        if fraction == 0 { f64::INFINITY } else { f64::NAN }
    } else if exponent == 0 {
        0.0
    } else {
        // Round the significand to 53 bits by way of the conversion, then scale in two steps.
        let significand = (fraction | 1 << FRACTION) as f64;
        let scale = exponent - BIAS - FRACTION as i32;
        significand * 2f64.powi(scale / 2) * 2f64.powi(scale - scale / 2)
    };
    if negative { -magnitude } else { magnitude }
}

#[cfg(test)]
#[test]
fn round_trip() {
    for x in [0.0, -0.0, 1.0, -2.5, 1e300, 5e-324, f64::INFINITY, std::f64::consts::PI] {
        assert_eq!(decode(encode(x)).to_bits(), x.to_bits(), "{x}");
    }
    assert!(decode(encode(f64::NAN)).is_nan());
}
