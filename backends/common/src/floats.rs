//! Exact text of floats.

/// A finite float in hexadecimal, as C and assemblers read it: `0x1.8p+1`. Exact for every value.
pub fn hex_float(value: f64) -> String {
    let bits = value.to_bits();
    let sign = if bits >> 63 != 0 { "-" } else { "" };
    let exponent = (bits >> 52 & 0x7ff) as i64;
    let mantissa = bits & ((1 << 52) - 1);
    if exponent == 0 && mantissa == 0 {
        return format!("{sign}0x0p+0");
    }
    let (lead, exponent) = if exponent == 0 { (0, -1022) } else { (1, exponent - 1023) };
    let digits = format!("{mantissa:013x}");
    let digits = digits.trim_end_matches('0');
    let point = if digits.is_empty() { "" } else { "." };
    format!("{sign}0x{lead}{point}{digits}p{exponent:+}")
}

#[cfg(test)]
mod tests {
    use super::hex_float;

    #[test]
    fn exact() {
        assert_eq!(hex_float(3.0), "0x1.8p+1");
        assert_eq!(hex_float(-0.0), "-0x0p+0");
        assert_eq!(hex_float(0.1), "0x1.999999999999ap-4");
        assert_eq!(hex_float(5e-324), "0x0.0000000000001p-1022");
        assert_eq!(hex_float(f64::MAX), "0x1.fffffffffffffp+1023");
    }
}
