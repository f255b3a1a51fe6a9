//! Formats of the `%` operator.

use rpython_host::{Obj, Object};

use crate::cx::Cx;
use crate::fail::R;
use crate::{Kind, SomeValue};

/// A piece of a format.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text as it is.
    Text(Vec<u32>),
    /// A conversion: flags, width and precision as written, and the letter.
    Conversion(String, char),
}

/// Splits a constant format (`str` or `unicode`) into pieces; `%%` is text. Fails with what is wrong.
pub fn pieces(format: &Object) -> Result<Vec<Piece>, String> {
    let chars: Vec<u32> = match format {
        Object::Str(bytes) => bytes.iter().map(|&b| b as u32).collect(),
        Object::Unicode(chars) => chars.to_vec(),
        _ => return Err("the format is no string".to_owned()),
    };
    let (mut pieces, mut text, mut i) = (Vec::new(), Vec::new(), 0);
    while i < chars.len() {
        let c = chars[i];
        i += 1;
        if c != '%' as u32 {
            text.push(c);
            continue;
        }
        let mut modifiers = String::new();
        loop {
            let Some(c) = chars.get(i).and_then(|&c| char::from_u32(c)) else {
                return Err("the format ends in the middle of a conversion".to_owned());
            };
            i += 1;
            match c {
                '%' if modifiers.is_empty() => {
                    text.push('%' as u32);
                    break;
                }
                '0'..='9' | '.' | '-' | '+' | ' ' | '#' | '*' => modifiers.push(c),
                'l' | 'h' | 'L' => {}
                '(' => {
                    return Err("named conversions such as %(name)s are not supported in RPython".to_owned());
                }
                letter => {
                    if !text.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut text)));
                    }
                    pieces.push(Piece::Conversion(modifiers, letter));
                    break;
                }
            }
        }
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Ok(pieces)
}

/// Checks that a format fits the values.
pub(crate) fn check(cx: &mut Cx<'_>, format: Obj, values: &[SomeValue]) -> R<()> {
    let pieces = match pieces(cx.host.get(format)) {
        Ok(pieces) => pieces,
        Err(message) => return Err(cx.error("format", message)),
    };
    let conversions: Vec<(&String, char)> = pieces
        .iter()
        .filter_map(|p| match p {
            Piece::Conversion(modifiers, letter) => Some((modifiers, *letter)),
            Piece::Text(_) => None,
        })
        .collect();
    if conversions.len() != values.len() {
        let plural = if conversions.len() == 1 { "" } else { "s" };
        return Err(cx.error(
            "format",
            format!("the format asks for {} argument{plural}, and gets {}", conversions.len(), values.len()),
        ));
    }
    if values.iter().all(SomeValue::is_constant) {
        return Ok(());
    }
    for ((modifiers, letter), value) in conversions.into_iter().zip(values) {
        check_conversion(cx, modifiers, letter, value)?;
        cx.text_of(value)?;
    }
    Ok(())
}

fn check_conversion(cx: &mut Cx<'_>, modifiers: &str, letter: char, value: &SomeValue) -> R<()> {
    let number = matches!(value.kind, Kind::Integer { .. } | Kind::Bool(_));
    if !modifiers.is_empty() {
        let help = match letter {
            'f' | 'e' | 'g' | 'F' | 'E' | 'G' => {
                "use rpython.rlib.rfloat.formatd(x, 'f', digits) for floats of a fixed precision"
            }
            _ => "pad the text by hand: ' ' * (width - len(s)) + s",
        };
        return Err(cx.error_help(
            "format",
            format!("the conversion %{modifiers}{letter} is not supported in RPython: neither width nor precision nor flags"),
            help,
        ));
    }
    match letter {
        's' | 'r' => Ok(()),
        'f' => Ok(()),
        'd' | 'x' | 'o' if number => Ok(()),
        'd' | 'x' | 'o' => Err(cx.error(
            "format",
            format!("the conversion %{letter} needs an integer, and gets {}", cx.out.describe_a(value)),
        )),
        other => Err(cx.error_help(
            "format",
            format!("the conversion %{other} is not supported in RPython"),
            "the conversions are %s %d %x %o %f %r %%",
        )),
    }
}
