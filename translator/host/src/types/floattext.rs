//! Floats as text: `repr`, `str`, and the conversions `e`, `f`, `g`, `n`, `%` of formatting.

/// Decimal digits and the position of the decimal point relative to their start.
struct Decimal {
    digits: String,
    point: i32,
}

impl Decimal {
    /// From Rust's `1.2345e-5`.
    fn from_scientific(text: &str) -> Decimal {
        let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
        let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
        Decimal { digits, point: exponent.parse::<i32>().unwrap_or(0) + 1 }
    }

    fn strip_trailing_zeros(&mut self) {
        while self.digits.len() > 1 && self.digits.ends_with('0') {
            self.digits.pop();
        }
    }

    fn scientific(&self, keep_point: bool) -> String {
        let mut text = self.digits[..1].to_owned();
        if self.digits.len() > 1 || keep_point {
            text.push('.');
        }
        text.push_str(&self.digits[1..]);
        let exponent = self.point - 1;
        text.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
        text
    }

    fn positional(&self, keep_point: bool) -> String {
        let count = self.digits.len() as i32;
        if self.point <= 0 {
            return format!("0.{}{}", "0".repeat(-self.point as usize), self.digits);
        }
        if self.point >= count {
            let zeros = "0".repeat((self.point - count) as usize);
            return format!("{}{zeros}{}", self.digits, if keep_point { "." } else { "" });
        }
        let (whole, rest) = self.digits.split_at(self.point as usize);
        format!("{whole}.{rest}")
    }
}

fn special(value: f64) -> Option<String> {
    if value.is_nan() {
        return Some("nan".to_owned());
    }
    value.is_infinite().then(|| if value > 0.0 { "inf".to_owned() } else { "-inf".to_owned() })
}

fn signed(value: f64, magnitude: String) -> String {
    if value.is_sign_negative() { format!("-{magnitude}") } else { magnitude }
}

fn with_fraction(text: String) -> String {
    if text.contains(['.', 'e']) { text } else { text + ".0" }
}

/// `repr(float)`: the shortest text that reads back as the same value.
pub fn float_repr(value: f64) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    let decimal = Decimal::from_scientific(&format!("{:e}", value.abs()));
    let scientific = value != 0.0 && (decimal.point <= -4 || decimal.point > 16);
    let text = if scientific { decimal.scientific(false) } else { decimal.positional(false) };
    signed(value, with_fraction(text))
}

/// `str(float)`: twelve significant digits.
pub fn float_str(value: f64) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    signed(value, with_fraction(general(value.abs(), 12, false, 11)))
}

/// `format(value, ".N")`: like `%g`, but always recognizable as a float.
pub fn general_with_point(value: f64, precision: usize) -> String {
    match special(value) {
        Some(text) => text,
        None => {
            signed(value, with_fraction(general(value.abs(), precision, false, precision.max(1) as i32 - 1)))
        }
    }
}

/// Significant digits as `%g` chooses them; scientific when the point lies behind `limit` digits.
fn general(magnitude: f64, precision: usize, keep_zeros: bool, limit: i32) -> String {
    let precision = precision.max(1);
    let mut decimal = Decimal::from_scientific(&format!("{magnitude:.*e}", precision - 1));
    if !keep_zeros {
        decimal.strip_trailing_zeros();
    }
    if decimal.point <= -4 || decimal.point > limit {
        decimal.scientific(keep_zeros)
    } else {
        decimal.positional(keep_zeros)
    }
}

/// `%e`, `%f`, `%g` and their capitals, without width; `alternate` is the flag `#`.
pub fn format_float(value: f64, conversion: u8, precision: usize, alternate: bool) -> String {
    let text = match special(value) {
        Some(text) => text,
        None => signed(value, format_magnitude(value.abs(), conversion, precision, alternate)),
    };
    if conversion.is_ascii_uppercase() { text.to_ascii_uppercase() } else { text }
}

fn format_magnitude(magnitude: f64, conversion: u8, precision: usize, alternate: bool) -> String {
    // Rust formats no more digits than this; a double has fewer that differ from 0.
    let precision = precision.min(u16::MAX as usize);
    match conversion.to_ascii_lowercase() {
        b'e' => Decimal::from_scientific(&format!("{magnitude:.precision$e}")).scientific(alternate),
        b'f' => {
            let text = format!("{magnitude:.precision$}");
            if alternate && precision == 0 { text + "." } else { text }
        }
        _ => general(magnitude, precision, alternate, precision.max(1) as i32),
    }
}

/// `float.hex()`
pub fn float_hex(value: f64) -> String {
    if let Some(text) = special(value) {
        return text;
    }
    if value == 0.0 {
        return signed(value, "0x0.0p+0".to_owned());
    }
    let bits = value.to_bits();
    let (biased, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & ((1 << 52) - 1));
    let (lead, exponent) = if biased == 0 { (0, -1022) } else { (1, biased - 1023) };
    signed(value, format!("0x{lead}.{fraction:013x}p{exponent:+}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repr_and_str() {
        assert_eq!(float_repr(0.1), "0.1");
        assert_eq!(float_repr(1e16), "1e+16");
        assert_eq!(float_repr(1e15), "1000000000000000.0");
        assert_eq!(float_repr(-0.0), "-0.0");
        assert_eq!(float_repr(0.0001), "0.0001");
        assert_eq!(float_repr(0.00001), "1e-05");
        assert_eq!(float_str(1e11), "1e+11");
        assert_eq!(float_str(1.0 / 3.0), "0.333333333333");
        assert_eq!(float_str(5e-324), "4.94065645841e-324");
    }

    #[test]
    fn conversions() {
        assert_eq!(format_float(1234.5, b'e', 2, false), "1.23e+03");
        assert_eq!(format_float(100000.0, b'g', 6, false), "100000");
        assert_eq!(format_float(1000000.0, b'g', 6, false), "1e+06");
        assert_eq!(format_float(1.5, b'g', 6, true), "1.50000");
        assert_eq!(format_float(2.5, b'f', 0, true), "2.");
        assert_eq!(format_float(f64::INFINITY, b'G', 6, false), "INF");
        assert_eq!(float_hex(0.1), "0x1.999999999999ap-4");
    }
}
