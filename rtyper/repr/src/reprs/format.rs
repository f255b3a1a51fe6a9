//! `'...' % values` with a constant format.

use rpython_host::Object;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::{Arg, Hop};
use crate::repr::Repr;
use crate::reprs::{int, list, string, tuple};
use crate::rtyper::RTyper;

/// A part of a format.
#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(Vec<u32>),
    Value(char),
}

fn parse(format: &[u32]) -> R<Vec<Piece>> {
    let mut pieces = Vec::new();
    let mut text = Vec::new();
    let mut chars = format.iter().copied();
    while let Some(c) = chars.next() {
        if c != '%' as u32 {
            text.push(c);
            continue;
        }
        let code = chars.next().and_then(char::from_u32);
        match code {
            Some('%') => text.push('%' as u32),
            Some(code @ ('s' | 'd' | 'x' | 'o' | 'f' | 'r')) => {
                if !text.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut text)));
                }
                pieces.push(Piece::Value(code));
            }
            Some(other) => {
                return Err(TyperError::new(format!("the format %{other} is not RPython"))
                    .with_help("RPython has %s, %d, %x, %o, %f and %r, without width or precision"));
            }
            None => return Err(TyperError::new("incomplete format")),
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

/// `format % values`
pub fn format(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let object = hop.args[0].constant().map(|o| rt.host.get(o));
    let (format, wide): (Vec<u32>, bool) = match object {
        Some(Object::Str(s)) => (s.iter().map(|&b| b as u32).collect(), false),
        Some(Object::Unicode(s)) => (s.to_vec(), true),
        _ => return Err(TyperError::new("the left side of % must be a constant string")),
    };
    let values = match rt.repr(hop.args[1].r).clone() {
        Repr::Tuple(items) => tuple::unpack(rt, &hop.args[1], &items)?,
        _ => vec![hop.args[1].clone()],
    };
    let mut values = values.iter();
    let mut pieces = Vec::new();
    for piece in parse(&format)? {
        pieces.push(match piece {
            Piece::Text(text) if wide => {
                let data = rt.unicode_const(&text);
                rt.data_ptr(data)
            }
            Piece::Text(text) => {
                let bytes: Vec<u8> = text.iter().map(|&c| c as u8).collect();
                let data = rt.string_const(&bytes);
                rt.data_ptr(data)
            }
            Piece::Value(code) => {
                let arg = values.next().ok_or_else(|| TyperError::new("not enough values for the format"))?;
                one(rt, code, arg, wide)?
            }
        });
    }
    if values.next().is_some() {
        return Err(TyperError::new("too many values for the format"));
    }
    join_pieces(rt, pieces, if wide { LLType::UniChar } else { LLType::Char })
}

fn one(rt: &mut RTyper, code: char, arg: &Arg, wide: bool) -> R<Operand> {
    let own = rt.repr(arg.r).clone();
    if wide && matches!(own, Repr::Unicode | Repr::UniChar) && code == 's' {
        let unicode = rt.simple(Repr::Unicode);
        let v = rt.arg_as(arg, unicode)?;
        if !arg.s.can_be_none() {
            return Ok(v);
        }
        let ty = rt.unicode_ptr();
        return rt.call_helper("rstr", "ll_unicode_or_none", vec![v], ty);
    }
    let text = match (code, &own) {
        ('s' | 'f', _) => string::to_str(rt, arg)?,
        ('d' | 'x' | 'o', Repr::Int(_) | Repr::Bool) => number(rt, code, arg)?,
        ('r', Repr::Instance(_) | Repr::None) => string::to_str(rt, arg)?,
        _ => {
            return Err(TyperError::new(format!("%{code} of {} is not RPython", rt.repr_name(arg.r))));
        }
    };
    if !wide {
        return Ok(text);
    }
    let unicode = rt.unicode_ptr();
    rt.call_helper("rstr", "ll_str2unicode", vec![text], unicode)
}

/// An integer in base 10, 16 or 8, without prefix; negative ones with a sign.
fn number(rt: &mut RTyper, code: char, arg: &Arg) -> R<Operand> {
    let ty = match *rt.repr(arg.r) {
        Repr::Int(ty) if int::prefix(ty).is_some() => ty,
        _ => LLType::Signed,
    };
    let r = rt.simple(Repr::Int(ty));
    let v = rt.arg_as(arg, r)?;
    let base = match code {
        'd' => "dec",
        'x' => "hex_plain",
        _ => "oct_plain",
    };
    let string = rt.string_ptr();
    let name = format!("ll_{}2{base}", int::prefix(ty).unwrap_or("int"));
    rt.call_helper("ll_str", &name, vec![v], string)
}

/// One string of several.
pub fn join_pieces(rt: &mut RTyper, mut pieces: Vec<Operand>, char: LLType) -> R<Operand> {
    let ty = if char == LLType::Char { rt.string_ptr() } else { rt.unicode_ptr() };
    match pieces.len() {
        0 => {
            let r = rt.simple(if char == LLType::Char { Repr::Str } else { Repr::Unicode });
            let empty = rt.host.new_str(b"");
            rt.const_operand(r, empty)
        }
        1 => Ok(pieces.swap_remove(0)),
        2 => rt.call_helper("rstr", "ll_strconcat", pieces, ty),
        n => {
            let n = Operand::signed(n as i64);
            let array = list::malloc_array(rt, ty, n.clone());
            for (i, piece) in pieces.into_iter().enumerate() {
                let args = vec![array.clone(), Operand::signed(i as i64), piece];
                rt.ll.op(OpCode::setarrayitem, args, LLType::Void);
            }
            rt.call_helper("rstr", "ll_join_strs", vec![array, n], ty)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        let text = |s: &str| s.bytes().map(|b| b as u32).collect::<Vec<_>>();
        let pieces = parse(&text("a%%b %s-%d")).unwrap();
        assert_eq!(
            pieces,
            [Piece::Text(text("a%b ")), Piece::Value('s'), Piece::Text(text("-")), Piece::Value('d')]
        );
        assert!(parse(&text("%5d")).is_err());
        assert!(parse(&text("100%")).is_err());
    }
}
