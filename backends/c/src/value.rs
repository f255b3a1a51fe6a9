//! Constants and static data as C text.

use std::fmt::Write;

use rpython_backend_common::{
    floats::hex_float,
    image::{interior_offset, varsize_length},
    names,
};
use rpython_lltype::{Container, ContainerId, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Const, Program};

use crate::types;

/// A constant as an operand.
pub(crate) fn constant(program: &Program, c: &Const) -> String {
    value(program, c.ty, &c.value)
}

/// A primitive or pointer value of this type as a C constant expression.
pub(crate) fn value(program: &Program, ty: LLType, value: &Value) -> String {
    match value {
        Value::Void => String::new(),
        Value::Bool(b) => (*b as u8).to_string(),
        Value::Int(n) => integer(program, ty, *n),
        Value::Char(c) => c.to_string(),
        Value::UniChar(c) => format!("{c}u"),
        Value::Float(f) => float(ty, *f),
        Value::Ptr(p) => pointer(program, &types::c_type(program, ty), p),
        Value::Address(p) => pointer(program, "Address", p),
        Value::Inline(_) => unreachable!("an inlined container is initialized by `initializer`"),
    }
}

fn integer(program: &Program, ty: LLType, n: i64) -> String {
    let wide = |n: i64| match n {
        i64::MIN => "(-9223372036854775807LL-1)".to_string(),
        n => format!("{n}LL"),
    };
    let word = program.model.word_bits;
    let text = match ty {
        LLType::Signed if word == 64 => wide(n),
        LLType::Signed if n as i32 == i32::MIN => "(-2147483647-1)".into(),
        LLType::Unsigned if word == 64 => format!("{}ULL", n as u64),
        LLType::Unsigned => format!("{}U", n as u32),
        LLType::SignedLongLong => wide(n),
        LLType::UnsignedLongLong => format!("{}ULL", n as u64),
        LLType::SignedLongLongLong => format!("(__int128){}", wide(n)),
        LLType::UnsignedLongLongLong => format!("(unsigned __int128){}", wide(n)),
        LLType::UInt32 => format!("{}U", n as u32),
        LLType::Int32 if n as i32 == i32::MIN => "(-2147483647-1)".into(),
        _ => n.to_string(),
    };
    if text.starts_with('-') { format!("({text})") } else { text }
}

fn float(ty: LLType, f: f64) -> String {
    let text = if f.is_nan() {
        let bits = f.to_bits();
        let sign = if bits >> 63 != 0 { "-" } else { "" };
        format!("({sign}__builtin_nan(\"0x{:x}\"))", bits & ((1 << 51) - 1))
    } else if f.is_infinite() {
        if f > 0.0 { "__builtin_inf()".into() } else { "(-__builtin_inf())".into() }
    } else if f.to_bits() >> 63 != 0 {
        format!("({})", hex_float(f))
    } else {
        hex_float(f)
    };
    match ty {
        LLType::SingleFloat => format!("((float){text})"),
        LLType::LongFloat => format!("((long double){text})"),
        _ => text,
    }
}

/// A pointer cast to `c_type`.
fn pointer(program: &Program, c_type: &str, p: &Pointer) -> String {
    match p {
        Pointer::Null => format!("(({c_type})0)"),
        Pointer::Data(d) => format!("(({c_type})&{})", names::data(program, *d)),
        Pointer::Interior(d, path) => {
            let offset = interior_offset(program, *d, path);
            format!("(({c_type})((char *)&{} + {offset}))", names::data(program, *d))
        }
        Pointer::Func(f) => format!("(({c_type}){})", names::function(program, *f)),
        Pointer::Tagged(n) => format!("(({c_type}){}LL)", n.wrapping_mul(2).wrapping_add(1)),
    }
}

/// The C type of a static object, and the definition it needs if its size is its own.
pub(crate) fn object_type(program: &Program, ty: ContainerId, payload: &Payload) -> (String, Option<String>) {
    let tag = names::container(program, ty);
    let Some(length) = varsize_length(program, ty, payload) else { return (format!("struct {tag}"), None) };
    let sized = format!("struct {tag}_n{length}");
    let body = sized_body(program, ty, length);
    (sized.clone(), Some(format!("{sized} {body};")))
}

/// The fields of a type of variable size with this many items.
fn sized_body(program: &Program, ty: ContainerId, length: usize) -> String {
    match program.types.get(ty) {
        Container::Array(a) => {
            let head = if a.hints.nolength { "" } else { "Signed length; " };
            let extra = usize::from(a.hints.other.iter().any(|h| *h == "extra_item_after_alloc"));
            if a.item == LLType::Void {
                return format!("{{ {head}}}");
            }
            let item = types::c_type(program, a.item);
            format!("{{ {head}{item} items[{}]; }}", (length + extra).max(1))
        }
        Container::Struct(s) => {
            let mut text = String::from("{ ");
            for (i, f) in s.fields.iter().enumerate() {
                let name = types::field(s, i);
                match f.ty {
                    LLType::Void => {}
                    LLType::Inline(inner) if i + 1 == s.fields.len() => {
                        write!(text, "struct {} {name}; ", sized_body(program, inner, length)).unwrap();
                    }
                    other => write!(text, "{} {name}; ", types::c_type(program, other)).unwrap(),
                }
            }
            text + "}"
        }
        Container::FixedArray { .. }
        | Container::Func(_)
        | Container::Opaque { .. }
        | Container::Forward(_) => unreachable!("of variable size"),
    }
}

/// The braces that initialize a container.
pub(crate) fn initializer(program: &Program, out: &mut String, ty: ContainerId, payload: &Payload) {
    match (program.types.get(ty), payload) {
        (Container::Struct(s), Payload::Struct(values)) if s.hints.union => {
            union_initializer(program, out, s, values);
        }
        (Container::Struct(s), Payload::Struct(values)) => {
            out.push('{');
            let mut first = true;
            for (i, (f, v)) in s.fields.iter().zip(values).enumerate() {
                if f.ty == LLType::Void {
                    continue;
                }
                if !std::mem::take(&mut first) {
                    out.push_str(", ");
                }
                // Padding has members of its own where a header dictates the layout.
                if s.hints.c_layout.is_some() {
                    write!(out, ".{} = ", types::field(s, i)).unwrap();
                }
                field_value(program, out, f.ty, v);
            }
            out.push_str(if first { "0}" } else { "}" });
        }
        (Container::Array(a), payload) => {
            if a.hints.nolength {
                out.push('{');
            } else {
                write!(out, "{{{}, ", item_count(payload)).unwrap();
            }
            items(program, out, a.item, payload);
            out.push('}');
        }
        (Container::FixedArray { item, .. }, payload) => {
            out.push('{');
            items(program, out, *item, payload);
            out.push('}');
        }
        _ => out.push_str("{0}"),
    }
}

fn item_count(payload: &Payload) -> usize {
    match payload {
        Payload::Array(values) => values.len(),
        Payload::Bytes(bytes) => bytes.len(),
        Payload::Chars(chars) => chars.len(),
        Payload::Struct(_) | Payload::Opaque => 0,
    }
}

/// Only one member of a union can be initialized: the first that is not zero.
fn union_initializer(program: &Program, out: &mut String, s: &rpython_lltype::StructType, values: &[Value]) {
    let is_zero = |ty: LLType, v: &Value| *v == rpython_lltype::value::default_value(&program.types, ty);
    let chosen = s.fields.iter().zip(values).position(|(f, v)| f.ty != LLType::Void && !is_zero(f.ty, v));
    match chosen {
        Some(i) => {
            write!(out, "{{{{.{} = ", types::field(s, i)).unwrap();
            field_value(program, out, s.fields[i].ty, &values[i]);
            out.push_str("}}");
        }
        None => out.push_str("{0}"),
    }
}

fn field_value(program: &Program, out: &mut String, ty: LLType, v: &Value) {
    match (ty, v) {
        (LLType::Inline(id), Value::Inline(payload)) => initializer(program, out, id, payload),
        _ => out.push_str(&value(program, ty, v)),
    }
}

/// Items per line of generated text.
const PER_LINE: usize = 16;

fn items(program: &Program, out: &mut String, item: LLType, payload: &Payload) {
    let zero = |out: &mut String| out.push_str("{0}");
    match payload {
        Payload::Array(values) if values.is_empty() || item == LLType::Void => {
            if item != LLType::Void {
                zero(out);
            }
        }
        Payload::Array(values) => {
            out.push('{');
            for (i, v) in values.iter().enumerate() {
                if i > 0 {
                    out.push_str(if i % PER_LINE == 0 { ",\n" } else { ", " });
                }
                field_value(program, out, item, v);
            }
            out.push('}');
        }
        Payload::Bytes(bytes) if bytes.is_empty() => zero(out),
        Payload::Bytes(bytes) if item == LLType::Int8 => {
            let text: Vec<String> = bytes.iter().map(|&b| (b as i8).to_string()).collect();
            write!(out, "{{{}}}", text.join(",")).unwrap();
        }
        Payload::Bytes(bytes) => out.push_str(&string_literal(bytes)),
        Payload::Chars(chars) if chars.is_empty() => zero(out),
        Payload::Chars(chars) => {
            let text: Vec<String> = chars.iter().map(|c| c.to_string()).collect();
            write!(out, "{{{}}}", text.join(",")).unwrap();
        }
        Payload::Struct(_) | Payload::Opaque => zero(out),
    }
}

/// A C string literal with exactly these bytes (before the zero that C adds).
pub(crate) fn string_literal(bytes: &[u8]) -> String {
    const BYTES_PER_LINE: usize = 100;
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push('"');
    for (i, &b) in bytes.iter().enumerate() {
        if i > 0 && i % BYTES_PER_LINE == 0 {
            out.push_str("\"\n\"");
        }
        match b {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            // Two question marks could start a trigraph.
            b'?' => out.push_str("\\?"),
            0x20..=0x7e => out.push(b as char),
            _ => write!(out, "\\{b:03o}").unwrap(),
        }
    }
    out.push('"');
    out
}
