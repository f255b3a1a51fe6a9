//! `ord`, `chr`, `unichr`, `repr`, `format`, `intern`.

use rpython_base::Symbol;

use super::check_args;
use crate::Host;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

fn ord(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "ord", args, keywords, 1, 1)?;
    let length = match host.get(host.content(args[0])) {
        Object::Str(bytes) if bytes.len() == 1 => {
            let value = bytes[0] as i64;
            return Ok(host.new_int(value));
        }
        Object::Unicode(chars) if chars.len() == 1 => {
            let value = chars[0] as i64;
            return Ok(host.new_int(value));
        }
        Object::ByteArray(bytes) if bytes.len() == 1 => {
            let value = bytes[0] as i64;
            return Ok(host.new_int(value));
        }
        Object::Str(bytes) => bytes.len(),
        Object::Unicode(chars) => chars.len(),
        Object::ByteArray(bytes) => bytes.len(),
        _ => {
            let class = host.type_name(args[0]);
            return Err(Raised::type_error(
                host,
                format!("ord() expected string of length 1, but {class} found"),
            ));
        }
    };
    Err(Raised::type_error(host, format!("ord() expected a character, but string of length {length} found")))
}

fn chr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "chr", args, keywords, 1, 1)?;
    let value = host.index_value(args[0], "an integer is required")?;
    match u8::try_from(value) {
        Ok(byte) => Ok(host.new_str(&[byte])),
        Err(_) => Err(Raised::value_error(host, "chr() arg not in range(256)")),
    }
}

fn unichr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "unichr", args, keywords, 1, 1)?;
    let value = host.index_value(args[0], "an integer is required")?;
    match u32::try_from(value) {
        Ok(c) if c < 0x110000 => Ok(host.new_unicode(&[c])),
        _ => Err(Raised::value_error(host, "unichr() arg not in range(0x110000) (wide Python build)")),
    }
}

fn repr(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "repr", args, keywords, 1, 1)?;
    let text = host.repr(args[0])?;
    Ok(host.new_str(&text))
}

fn format(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "format", args, keywords, 1, 2)?;
    let spec = match args.get(1) {
        Some(&spec) => spec,
        None => host.new_text(""),
    };
    let name = Symbol::intern("__format__");
    if let Some(result) = host.call_special(args[0], name, &[spec])? {
        return Ok(result);
    }
    let text = host.str(args[0])?;
    Ok(host.new_str(&text))
}

fn intern(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "intern", args, keywords, 1, 1)?;
    match host.get(args[0]) {
        Object::Str(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => {
                let name = Symbol::intern(text);
                Ok(*host.strings.entry(name).or_insert(args[0]))
            }
            Err(_) => Ok(args[0]),
        },
        _ => {
            let class = host.type_name(args[0]);
            Err(Raised::type_error(host, format!("intern() argument 1 must be string, not {class}")))
        }
    }
}

pub(super) fn register(host: &mut Host) {
    let functions: &[(&str, BuiltinFn)] = &[
        ("ord", ord),
        ("chr", chr),
        ("unichr", unichr),
        ("repr", repr),
        ("format", format),
        ("intern", intern),
    ];
    host.add_functions(host.builtins, "__builtin__", functions);
}
