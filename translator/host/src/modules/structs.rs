//! `struct`: numbers as bytes.

use num_bigint::BigInt;
use num_traits::ToPrimitive;
use rpython_base::Symbol;

use crate::types::args::{self, Keywords};
use crate::types::textmethods::TextUnit;
use crate::{Host, Obj, Object, Raised};

/// One item of a format: its character, repetitions, bytes, alignment.
struct Item {
    code: u8,
    count: usize,
    size: usize,
    align: usize,
}

/// A parsed format.
struct Format {
    big_endian: bool,
    /// As the machine's C has it.
    native: bool,
    items: Vec<Item>,
}

fn struct_error(host: &mut Host, message: &str) -> Raised {
    let class = match host.loaded_module("struct") {
        Some(module) => host.get_raw(module, Symbol::intern("error")),
        None => None,
    };
    let class = class.unwrap_or(host.exc.value_error);
    host.raised(class, message)
}

fn size_of(host: &Host, code: u8, native: bool) -> Option<usize> {
    Some(match code {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' if native => host.model.c_long_bytes as usize,
        b'l' | b'L' => 4,
        b'q' | b'Q' | b'd' => 8,
        b'P' if native => host.model.pointer_bits as usize / 8,
        _ => return None,
    })
}

fn parse(host: &mut Host, text: &[u8]) -> Result<Format, Raised> {
    let (mut native, mut big_endian, mut at) = (true, false, 0);
    if let Some(prefix @ (b'@' | b'=' | b'<' | b'>' | b'!')) = text.first() {
        native = *prefix == b'@';
        big_endian = matches!(prefix, b'>' | b'!');
        at = 1;
    }
    let mut items = Vec::new();
    while at < text.len() {
        if text[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        let start = at;
        while at < text.len() && text[at].is_ascii_digit() {
            at += 1;
        }
        let count = std::str::from_utf8(&text[start..at]).ok().and_then(|t| t.parse().ok());
        let Some(&code) = text.get(at) else {
            return Err(struct_error(host, "repeat count given without format specifier"));
        };
        let Some(size) = size_of(host, code, native) else {
            return Err(struct_error(host, "bad char in struct format"));
        };
        let align = if native { size } else { 1 };
        items.push(Item { code, count: count.unwrap_or(1), size, align });
        at += 1;
    }
    Ok(Format { big_endian, native, items })
}

fn format_argument(host: &mut Host, o: Obj) -> Result<Format, Raised> {
    let Some(text) = u8::text_of(host, o)? else {
        return Err(Raised::type_error(host, "Struct() argument 1 must be string"));
    };
    parse(host, &text)
}

fn aligned(at: usize, item: &Item) -> usize {
    at.div_ceil(item.align) * item.align
}

fn total(format: &Format) -> usize {
    format.items.iter().fold(0, |at, item| aligned(at, item) + item.size * item.count)
}

fn calcsize(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "calcsize", args, kw, (1, 1))?;
    let format = format_argument(host, args[0])?;
    Ok(host.new_int(total(&format) as i64))
}

fn put(out: &mut Vec<u8>, mut bytes: Vec<u8>, big_endian: bool) {
    if big_endian {
        bytes.reverse();
    }
    out.extend(bytes);
}

fn pack_one(host: &mut Host, code: u8, size: usize, native: bool, value: Obj) -> Result<Vec<u8>, Raised> {
    match code {
        b'c' => match host.get(host.content(value)) {
            Object::Str(s) if s.len() == 1 => Ok(s.to_vec()),
            _ => Err(struct_error(host, "char format require string of length 1")),
        },
        b'?' => Ok(vec![host.is_true(value)? as u8]),
        b'f' => {
            let wide = args::float(host, value)
                .map_err(|_| struct_error(host, "required argument is not a float"))?;
            let narrow = wide as f32;
            // C's own conversion gives infinity.
            if !native && narrow.is_infinite() && wide.is_finite() {
                return Err(Raised::overflow_error(host, "float too large to pack with f format"));
            }
            Ok(narrow.to_le_bytes().to_vec())
        }
        b'd' => {
            let value = args::float(host, value)
                .map_err(|_| struct_error(host, "required argument is not a float"))?;
            Ok(value.to_le_bytes().to_vec())
        }
        _ => {
            let big = args::big(host, value)
                .map_err(|_| struct_error(host, "cannot convert argument to integer"))?;
            let bits = size as u32 * 8;
            let signed = code.is_ascii_lowercase();
            let (low, high) = if signed {
                (-(BigInt::from(1) << (bits - 1)), (BigInt::from(1) << (bits - 1)) - 1)
            } else {
                (BigInt::from(0), (BigInt::from(1) << bits) - 1)
            };
            if big < low || big > high {
                let message = match code {
                    b'b' => "byte format requires -128 <= number <= 127".to_owned(),
                    b'B' => "ubyte format requires 0 <= number <= 255".to_owned(),
                    b'h' => "short format requires (-32767 -1) <= number <= 32767".to_owned(),
                    b'H' => "ushort format requires 0 <= number <= (32767 * 2 + 1)".to_owned(),
                    b'q' | b'Q' => "int too large to convert".to_owned(),
                    _ => format!("'{}' format requires {low} <= number <= {high}", code as char),
                };
                return Err(struct_error(host, &message));
            }
            let wrapped = big.to_i128().unwrap_or(0);
            Ok(wrapped.to_le_bytes()[..size].to_vec())
        }
    }
}

fn pack(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let Some((&first, values)) = args.split_first() else {
        return Err(Raised::type_error(host, "pack requires a format"));
    };
    let format = format_argument(host, first)?;
    let wanted: usize = format
        .items
        .iter()
        .map(|item| match item.code {
            b'x' => 0,
            b's' | b'p' => 1,
            _ => item.count,
        })
        .sum();
    if wanted != values.len() {
        return Err(struct_error(
            host,
            &format!("pack expected {wanted} items for packing (got {})", values.len()),
        ));
    }
    let mut out = Vec::new();
    let mut values = values.iter().copied();
    for item in &format.items {
        out.resize(aligned(out.len(), item), 0);
        match item.code {
            b'x' => out.resize(out.len() + item.count, 0),
            b's' | b'p' => {
                let value = values.next().unwrap_or(Obj::NONE);
                let Some(text) = u8::text_of(host, value)? else {
                    return Err(struct_error(host, "argument for 's' must be a string"));
                };
                let end = out.len() + item.count;
                let mut room = item.count;
                if item.code == b'p' && room > 0 {
                    room -= 1;
                    out.push(text.len().min(room).min(255) as u8);
                }
                out.extend(&text[..text.len().min(room)]);
                out.resize(end, 0);
            }
            code => {
                for _ in 0..item.count {
                    let value = values.next().unwrap_or(Obj::NONE);
                    let bytes = pack_one(host, code, item.size, format.native, value)?;
                    put(&mut out, bytes, format.big_endian);
                }
            }
        }
    }
    Ok(host.new_str(&out))
}

fn unpack_one(host: &mut Host, code: u8, bytes: &[u8], big_endian: bool) -> Obj {
    let mut little = bytes.to_vec();
    if big_endian {
        little.reverse();
    }
    match code {
        b'c' => host.new_str(&little),
        b'?' => host.new_bool(little[0] != 0),
        b'f' => {
            let value = f32::from_le_bytes([little[0], little[1], little[2], little[3]]);
            host.new_float(value as f64)
        }
        b'd' => {
            let mut eight = [0; 8];
            eight.copy_from_slice(&little);
            host.new_float(f64::from_le_bytes(eight))
        }
        _ => {
            let negative = code.is_ascii_lowercase() && little[little.len() - 1] & 0x80 != 0;
            let mut wide = [if negative { 0xff } else { 0 }; 16];
            wide[..little.len()].copy_from_slice(&little);
            let value = BigInt::from(i128::from_le_bytes(wide));
            host.new_integer(value)
        }
    }
}

fn unpack_at(host: &mut Host, format: &Format, data: &[u8]) -> Obj {
    let mut values = Vec::new();
    let mut at = 0;
    for item in &format.items {
        at = aligned(at, item);
        match item.code {
            b'x' => {}
            b's' => values.push(host.new_str(&data[at..at + item.count])),
            b'p' => {
                let len = data.get(at).map_or(0, |&n| n as usize).min(item.count.saturating_sub(1));
                values.push(host.new_str(&data[at + 1..at + 1 + len]));
            }
            code => {
                for i in 0..item.count {
                    let start = at + i * item.size;
                    values.push(unpack_one(host, code, &data[start..start + item.size], format.big_endian));
                }
            }
        }
        at += item.size * item.count;
    }
    host.new_tuple(&values)
}

fn unpack(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "unpack", args, kw, (2, 2))?;
    let format = format_argument(host, args[0])?;
    let data = u8::text_of(host, args[1])?.unwrap_or_default();
    let size = total(&format);
    if data.len() != size {
        return Err(struct_error(host, &format!("unpack requires a string argument of length {size}")));
    }
    Ok(unpack_at(host, &format, &data))
}

fn unpack_from(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "unpack_from", &["fmt", "buffer", "offset"], 2, args, kw)?;
    let format = format_argument(host, bound[0].unwrap_or(Obj::NONE))?;
    let data = u8::text_of(host, bound[1].unwrap_or(Obj::NONE))?.unwrap_or_default();
    let offset = bound[2].map_or(Ok(0), |o| args::int(host, o))?.max(0) as usize;
    let size = total(&format);
    match data.get(offset..) {
        Some(rest) if rest.len() >= size => Ok(unpack_at(host, &format, rest)),
        _ => Err(struct_error(host, &format!("unpack_from requires a buffer of at least {size} bytes"))),
    }
}

/// The module `_struct`; `struct.py` adds `error` and `Struct`.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("_struct");
    host.add_functions(
        module,
        "struct",
        &[("calcsize", calcsize), ("pack", pack), ("unpack", unpack), ("unpack_from", unpack_from)],
    );
    module
}
