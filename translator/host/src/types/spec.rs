//! Format specifications: the directives of `%` and the mini-language of `format`, on values already
//! converted to numbers or text.

use num_bigint::{BigInt, Sign};
use num_traits::Signed;

use super::floattext::format_float;

/// One `%` directive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directive {
    /// `-`
    pub left: bool,
    /// `+`
    pub plus: bool,
    /// ` `
    pub blank: bool,
    /// `#`
    pub alternate: bool,
    /// `0`
    pub zero: bool,
    /// Minimum width.
    pub width: usize,
    /// Precision.
    pub precision: Option<usize>,
    /// The conversion character.
    pub conversion: u8,
}

impl Directive {
    /// An integer by `d i u o x X`.
    pub fn integer(&self, value: &BigInt, is_long: bool) -> String {
        let (radix, mut prefix) = match self.conversion {
            b'o' => (8, if self.alternate { "0" } else { "" }),
            b'x' => (16, if self.alternate { "0x" } else { "" }),
            b'X' => (16, if self.alternate { "0X" } else { "" }),
            _ => (10, ""),
        };
        let mut digits = value.magnitude().to_str_radix(radix);
        if self.conversion == b'X' {
            digits.make_ascii_uppercase();
        }
        let wanted = self.precision.unwrap_or(0);
        if self.precision == Some(0) && digits == "0" && !is_long {
            digits.clear();
        }
        if radix == 8 && !prefix.is_empty() {
            prefix = "";
            if digits != "0" || is_long {
                digits.insert(0, '0');
            }
            if digits == "00" {
                digits.pop();
            }
        }
        if digits.len() < wanted {
            digits.insert_str(0, &"0".repeat(wanted - digits.len()));
        }
        self.number(value.sign() == Sign::Minus, prefix, &digits)
    }

    /// A float by `e f g` and capitals.
    pub fn float(&self, value: f64) -> String {
        let mut conversion = self.conversion;
        if conversion.eq_ignore_ascii_case(&b'f') && value.abs() >= 1e50 {
            conversion = if conversion == b'F' { b'G' } else { b'g' };
        }
        let text = format_float(value, conversion, self.precision.unwrap_or(6), self.alternate);
        match text.strip_prefix('-') {
            Some(magnitude) => self.number(true, "", magnitude),
            None => self.number(false, "", &text),
        }
    }

    fn number(&self, negative: bool, prefix: &str, digits: &str) -> String {
        let sign = match (negative, self.plus, self.blank) {
            (true, _, _) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        };
        let room = self.width.saturating_sub(sign.len() + prefix.len() + digits.len());
        if self.left {
            return format!("{sign}{prefix}{digits}{}", " ".repeat(room));
        }
        if self.zero {
            return format!("{sign}{prefix}{}{digits}", "0".repeat(room));
        }
        format!("{}{sign}{prefix}{digits}", " ".repeat(room))
    }
}

/// A parsed specification of `format(value, spec)`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spec {
    /// Fill character, as a code point.
    pub fill: Option<u32>,
    /// `<`, `>`, `=` or `^`.
    pub align: Option<u8>,
    /// `+`, `-` or ` `.
    pub sign: Option<u8>,
    /// `#`
    pub alternate: bool,
    /// Minimum width.
    pub width: usize,
    /// `,`
    pub thousands: bool,
    /// Precision.
    pub precision: Option<usize>,
    /// The type character, 0 if there is none.
    pub conversion: u8,
}

fn is_align(code: u32) -> bool {
    matches!(u8::try_from(code), Ok(b'<' | b'>' | b'=' | b'^'))
}

/// Parses a specification given as code points. Errors are the text of a ValueError.
pub fn parse_spec(text: &[u32]) -> Result<Spec, &'static str> {
    let mut spec = Spec::default();
    let mut at = 0;
    let peek = |at: usize| text.get(at).and_then(|&c| u8::try_from(c).ok()).unwrap_or(0);
    if text.len() >= 2 && is_align(text[1]) {
        spec.fill = Some(text[0]);
        spec.align = Some(text[1] as u8);
        at = 2;
    } else if !text.is_empty() && is_align(text[0]) {
        spec.align = Some(text[0] as u8);
        at = 1;
    }
    if matches!(peek(at), b'+' | b'-' | b' ') {
        spec.sign = Some(peek(at));
        at += 1;
    }
    if peek(at) == b'#' {
        spec.alternate = true;
        at += 1;
    }
    if peek(at) == b'0' {
        spec.fill = spec.fill.or(Some('0' as u32));
        spec.align = spec.align.or(Some(b'='));
        at += 1;
    }
    let number = |at: &mut usize| {
        let start = *at;
        let mut value = 0usize;
        while peek(*at).is_ascii_digit() {
            value = value.saturating_mul(10).saturating_add((peek(*at) - b'0') as usize);
            *at += 1;
        }
        (*at > start).then_some(value)
    };
    spec.width = number(&mut at).unwrap_or(0);
    if peek(at) == b',' {
        spec.thousands = true;
        at += 1;
    }
    if peek(at) == b'.' {
        at += 1;
        spec.precision = Some(number(&mut at).ok_or("Format specifier missing precision")?);
    }
    match text.len() - at {
        0 => {}
        1 if text[at] < 128 => spec.conversion = text[at] as u8,
        _ => return Err("Invalid conversion specification"),
    }
    if spec.thousands && !matches!(spec.conversion, 0 | b'd' | b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%')
    {
        return Err("Cannot specify ',' with this format type.");
    }
    Ok(spec)
}

impl Spec {
    /// Whether nothing is specified.
    pub fn is_default(&self) -> bool {
        *self == Spec::default()
    }

    /// Text by `s`, as code points.
    pub fn text(&self, text: &[u32]) -> Result<Vec<u32>, &'static str> {
        if self.thousands {
            return Err("Cannot specify ',' with 's'.");
        }
        if self.sign.is_some() {
            return Err("Sign not allowed in string format specifier");
        }
        if self.alternate {
            return Err("Alternate form (#) not allowed in string format specifier");
        }
        if self.align == Some(b'=') {
            return Err("'=' alignment not allowed in string format specifier");
        }
        let shown = &text[..self.precision.unwrap_or(text.len()).min(text.len())];
        Ok(self.aligned(&[], shown, b'<'))
    }

    fn aligned(&self, sign: &[u32], body: &[u32], default: u8) -> Vec<u32> {
        let fill = self.fill.unwrap_or(' ' as u32);
        let room = self.width.saturating_sub(sign.len() + body.len());
        let (left, middle, right) = match self.align.unwrap_or(default) {
            b'<' => (0, 0, room),
            b'^' => (room / 2, 0, room - room / 2),
            b'=' => (0, room, 0),
            _ => (room, 0, 0),
        };
        let pad = |count| std::iter::repeat_n(fill, count);
        let sign_units = sign.iter().copied();
        pad(left).chain(sign_units).chain(pad(middle)).chain(body.iter().copied()).chain(pad(right)).collect()
    }

    fn number(&self, negative: bool, prefix: &str, digits: &str) -> Vec<u32> {
        let sign = match (negative, self.sign) {
            (true, _) => "-",
            (false, Some(b'+')) => "+",
            (false, Some(b' ')) => " ",
            (false, _) => "",
        };
        let sign = super::text::code_points(&format!("{sign}{prefix}"));
        let digits = if self.thousands { self.grouped(digits, sign.len()) } else { digits.to_owned() };
        self.aligned(&sign, &super::text::code_points(&digits), b'>')
    }

    /// With commas; zero padding by `=` is grouped as well.
    fn grouped(&self, digits: &str, sign_width: usize) -> String {
        let whole_len = digits.bytes().take_while(u8::is_ascii_digit).count();
        let (whole, rest) = digits.split_at(whole_len);
        let mut whole = whole.to_owned();
        if self.fill == Some('0' as u32) && self.align == Some(b'=') {
            let room = self.width.saturating_sub(sign_width + rest.len());
            while whole.len() + whole.len().saturating_sub(1) / 3 < room {
                whole.insert(0, '0');
            }
        }
        let mut result = String::new();
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i) % 3 == 0 {
                result.push(',');
            }
            result.push(digit);
        }
        result + rest
    }

    /// An integer by `b c d n o x X` or nothing; the float conversions are for the caller to redirect.
    pub fn integer(&self, value: &BigInt) -> Result<Vec<u32>, String> {
        if self.precision.is_some() {
            return Err("Precision not allowed in integer format specifier".to_owned());
        }
        let (radix, prefix) = match self.conversion {
            0 | b'd' | b'n' => (10, ""),
            b'b' => (2, "0b"),
            b'o' => (8, "0o"),
            b'x' => (16, "0x"),
            b'X' => (16, "0X"),
            b'c' => {
                if self.sign.is_some() {
                    return Err("Sign not allowed with integer format specifier 'c'".to_owned());
                }
                let code = u32::try_from(value).ok().filter(|&c| c < 256);
                let code = code.ok_or("%c arg not in range(0x100)")?;
                return Ok(self.aligned(&[], &[code], b'>'));
            }
            other => return Err(unknown_code(other, "int")),
        };
        let mut digits = value.abs().to_str_radix(radix);
        if self.conversion == b'X' {
            digits.make_ascii_uppercase();
        }
        Ok(self.number(value.is_negative(), if self.alternate { prefix } else { "" }, &digits))
    }

    /// A float by `e f g n %` or nothing.
    pub fn float(&self, value: f64) -> Result<Vec<u32>, String> {
        if self.alternate && !matches!(self.conversion, b'o' | b'x' | b'X' | b'b' | b'd' | b'c' | b's') {
            return Err("Alternate form (#) not allowed in float format specifier".to_owned());
        }
        let text = match (self.conversion, self.precision) {
            (0, None) => super::floattext::float_str(value),
            (0, Some(precision)) => super::floattext::general_with_point(value, precision),
            (b'%', precision) => format_float(value * 100.0, b'f', precision.unwrap_or(6), false) + "%",
            (b'n', precision) => format_float(value, b'g', precision.unwrap_or(6), false),
            (c @ (b'e' | b'E' | b'f' | b'F' | b'g' | b'G'), precision) => {
                format_float(value, c, precision.unwrap_or(6), false)
            }
            (other, _) => return Err(unknown_code(other, "float")),
        };
        Ok(match text.strip_prefix('-') {
            Some(magnitude) => self.number(true, "", magnitude),
            None => self.number(false, "", &text),
        })
    }
}

/// The message for a type character that does not apply.
pub fn unknown_code(code: u8, type_name: &str) -> String {
    if code > 32 && code < 128 {
        format!("Unknown format code '{}' for object of type '{type_name}'", code as char)
    } else {
        format!("Unknown format code '\\x{code:x}' for object of type '{type_name}'")
    }
}
