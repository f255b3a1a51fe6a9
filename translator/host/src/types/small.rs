//! `str` and `unicode` construction, `tuple`, `slice`, `xrange`, and the mutable side of `bytearray`.

use rpython_bytecode::BinOp;

use super::args::{self, Keywords};
use super::list;
use super::seq::{self, Subscript};
use super::textmethods::TextUnit;
use crate::{Host, Obj, Object, Raised};

fn new_str(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "str", &["object"], 0, args, kw)?;
    let Some(o) = bound[0] else { return Ok(host.new_str(b"")) };
    if matches!(host.get(o), Object::Str(_)) {
        return Ok(o);
    }
    let text = host.str(o)?;
    Ok(host.new_str(&text))
}

fn new_unicode(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "unicode", &["string", "encoding", "errors"], 0, args, kw)?;
    let Some(o) = bound[0] else { return Ok(host.new_unicode(&[])) };
    if bound[1].is_none() && bound[2].is_none() {
        if matches!(host.get(o), Object::Unicode(_)) {
            return Ok(o);
        }
        let chars = super::format::unicode_of(host, o)?;
        return Ok(host.new_unicode(&chars));
    }
    let bytes = match host.get(host.content(o)) {
        Object::Str(bytes) => bytes.to_vec(),
        Object::ByteArray(bytes) => bytes.clone(),
        Object::Unicode(_) => return Err(Raised::type_error(host, "decoding Unicode is not supported")),
        _ => {
            let given = host.type_name(o);
            let message = format!("coercing to Unicode: need string or buffer, {given} found");
            return Err(Raised::type_error(host, message));
        }
    };
    let mut names = ["ascii".to_owned(), "strict".to_owned()];
    for (name, o) in names.iter_mut().zip(&bound[1..]) {
        if let Some(o) = *o {
            *name = String::from_utf8_lossy(&host.str(o)?).into_owned();
        }
    }
    let chars = super::codecs::decode(host, &bytes, &names[0], &names[1])?;
    Ok(host.new_unicode(&chars))
}

fn new_tuple(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "tuple", &["sequence"], 0, args, kw)?;
    let Some(o) = bound[0] else { return Ok(host.new_tuple(&[])) };
    if matches!(host.get(o), Object::Tuple(_)) {
        return Ok(o);
    }
    let items = host.collect(o)?;
    Ok(host.new_tuple(&items))
}

fn new_slice(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "slice", args, kw, (1, 3))?;
    let parts = match *args {
        [stop] => [Obj::NONE, stop, Obj::NONE],
        [start, stop] => [start, stop, Obj::NONE],
        _ => [args[0], args[1], args[2]],
    };
    Ok(host.new_slice(parts[0], parts[1], parts[2]))
}

fn slice_part(host: &mut Host, args: &[Obj], i: usize) -> Result<Obj, Raised> {
    match host.get(args[0]) {
        Object::Slice(parts) => Ok(parts[i]),
        _ => Err(Raised::type_error(host, "a slice is required")),
    }
}

fn slice_indices(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "indices", &args[1..], kw, (1, 1))?;
    let len = args::int(host, args[1])?.max(0) as usize;
    let Object::Slice(parts) = host.get(args[0]) else { return Ok(Obj::NONE) };
    let parts = **parts;
    let s = seq::selection(host, parts, len)?;
    let items = [host.new_int(s.start), host.new_int(s.stop), host.new_int(s.step)];
    Ok(host.new_tuple(&items))
}

fn new_xrange(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "xrange", args, kw, (1, 3))?;
    let mut values = Vec::with_capacity(3);
    for &o in args {
        values.push(args::int(host, o)?);
    }
    let (start, stop, step) = match values[..] {
        [stop] => (0, stop, 1),
        [start, stop] => (start, stop, 1),
        _ => (values[0], values[1], values[2]),
    };
    if step == 0 {
        return Err(Raised::value_error(host, "xrange() arg 3 must not be zero"));
    }
    Ok(host.alloc(Object::XRange(start, stop, step)))
}

fn xrange_reversed(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let Object::XRange(start, stop, step) = *host.get(args[0]) else { return Ok(Obj::NONE) };
    let count = crate::iter::range_len(start, stop, step) as i64;
    let last = start.wrapping_add(step.wrapping_mul(count - 1));
    Ok(host.new_range_iterator(last, start.wrapping_sub(step), -step))
}

/// `xrange_object[key]`
pub fn xrange_getitem(host: &mut Host, o: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    let Object::XRange(start, stop, step) = *host.get(o) else { return Ok(None) };
    if matches!(host.get(key), Object::Slice(_)) {
        return Err(Raised::type_error(host, "sequence index must be integer, not 'slice'"));
    }
    let len = crate::iter::range_len(start, stop, step) as usize;
    match seq::subscript(host, key, len, "sequence", "xrange object index out of range")? {
        Subscript::At(at) => Ok(Some(host.new_int(start.wrapping_add(step.wrapping_mul(at as i64))))),
        Subscript::Slice(_) => Ok(None),
    }
}

fn byte(host: &mut Host, o: Obj) -> Result<u8, Raised> {
    if let Object::Str(bytes) = host.get(host.content(o)) {
        return match bytes[..] {
            [byte] => Ok(byte),
            _ => Err(Raised::value_error(host, "string must be of size 1")),
        };
    }
    let value = args::int(host, o)?;
    u8::try_from(value).map_err(|_| Raised::value_error(host, "byte must be in range(0, 256)"))
}

/// The bytes of what can be put into a bytearray.
fn bytes_of(host: &mut Host, o: Obj) -> Result<Vec<u8>, Raised> {
    if let Some(bytes) = u8::text_of(host, o)? {
        return Ok(bytes.to_vec());
    }
    let items = host.collect(o)?;
    items.into_iter().map(|item| byte(host, item)).collect()
}

fn new_bytearray(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "bytearray", &["source", "encoding", "errors"], 0, args, kw)?;
    let content = match (bound[0], bound[1]) {
        (None, _) => Vec::new(),
        (Some(o), Some(encoding)) => {
            let method = host.getattr_str(o, "encode")?;
            let encoded = host.call(method, &[encoding], &[])?;
            bytes_of(host, encoded)?
        }
        (Some(o), None) => match host.get(host.content(o)) {
            Object::Int(_) | Object::Long(_) => {
                let count = args::int(host, o)?;
                let count =
                    usize::try_from(count).map_err(|_| Raised::value_error(host, "negative count"))?;
                vec![0; count]
            }
            Object::Unicode(_) => {
                return Err(Raised::type_error(host, "unicode argument without an encoding"));
            }
            _ => bytes_of(host, o)?,
        },
    };
    Ok(host.alloc(Object::ByteArray(content)))
}

fn content_mut(host: &mut Host, o: Obj) -> Option<&mut Vec<u8>> {
    let plain = host.content(o);
    match host.get_mut(plain) {
        Object::ByteArray(bytes) => Some(bytes),
        _ => None,
    }
}

/// `bytearray[key] = value`
pub fn bytearray_setitem(host: &mut Host, o: Obj, key: Obj, value: Obj) -> Result<bool, Raised> {
    let Object::ByteArray(content) = host.get(o) else { return Ok(false) };
    let len = content.len();
    match seq::subscript(host, key, len, "bytearray", "bytearray index out of range")? {
        Subscript::At(at) => {
            let value = byte(host, value)?;
            if let Some(content) = content_mut(host, o) {
                content[at] = value;
            }
        }
        Subscript::Slice(selection) => {
            let new = bytes_of(host, value)?;
            let mut content = content_mut(host, o).map(std::mem::take).unwrap_or_default();
            let result = seq::assign_slice(host, &mut content, selection, new);
            if let Some(place) = content_mut(host, o) {
                *place = content;
            }
            result?;
        }
    }
    Ok(true)
}

/// `del bytearray[key]`
pub fn bytearray_delitem(host: &mut Host, o: Obj, key: Obj) -> Result<bool, Raised> {
    let Object::ByteArray(content) = host.get(o) else { return Ok(false) };
    let len = content.len();
    let place = seq::subscript(host, key, len, "bytearray", "bytearray index out of range")?;
    if let Some(content) = content_mut(host, o) {
        match place {
            Subscript::At(at) => drop(content.remove(at)),
            Subscript::Slice(selection) => seq::delete_slice(content, selection),
        }
    }
    Ok(true)
}

/// `bytearray += b`
pub fn bytearray_inplace(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    match op {
        BinOp::Add => {
            let new = bytes_of(host, b)?;
            if let Some(content) = content_mut(host, a) {
                content.extend(new);
            }
            Ok(Some(a))
        }
        BinOp::Mul => {
            let times = args::int(host, b)?.max(0) as usize;
            if let Some(content) = content_mut(host, a) {
                *content = content.repeat(times);
            }
            Ok(Some(a))
        }
        _ => Ok(None),
    }
}

fn bytearray_append(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "append", &args[1..], kw, (1, 1))?;
    let value = byte(host, args[1])?;
    content_mut(host, args[0]).into_iter().for_each(|content| content.push(value));
    Ok(Obj::NONE)
}

fn bytearray_extend(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "extend", &args[1..], kw, (1, 1))?;
    let new = bytes_of(host, args[1])?;
    content_mut(host, args[0]).into_iter().for_each(|content| content.extend_from_slice(&new));
    Ok(Obj::NONE)
}

fn bytearray_insert(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "insert", &args[1..], kw, (2, 2))?;
    let at = args::int(host, args[1])?;
    let value = byte(host, args[2])?;
    if let Some(content) = content_mut(host, args[0]) {
        let len = content.len() as i64;
        content.insert(if at < 0 { at + len } else { at }.clamp(0, len) as usize, value);
    }
    Ok(Obj::NONE)
}

fn bytearray_pop(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "pop", &args[1..], kw, (0, 1))?;
    let at = args.get(1).map_or(Ok(-1), |&o| args::int(host, o))?;
    let content = content_mut(host, args[0]).map(|c| c.len()).unwrap_or(0) as i64;
    let at = if at < 0 { at + content } else { at };
    if at < 0 || at >= content {
        let message = if content == 0 { "cannot pop an empty bytearray" } else { "pop index out of range" };
        return Err(Raised::index_error(host, message));
    }
    let value = content_mut(host, args[0]).map_or(0, |content| content.remove(at as usize));
    Ok(host.new_int(value as i64))
}

fn bytearray_reverse(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "reverse", &args[1..], kw, (0, 0))?;
    content_mut(host, args[0]).into_iter().for_each(|content| content.reverse());
    Ok(Obj::NONE)
}

/// Adds constructors and methods.
pub fn register(host: &mut Host) {
    let c = host.classes.clone();
    host.set_constructor(c.str, new_str);
    host.set_constructor(c.unicode, new_unicode);
    host.set_constructor(c.tuple, new_tuple);
    host.add_methods(c.tuple, &[("index", list::index), ("count", list::count)]);
    host.set_constructor(c.slice, new_slice);
    host.add_methods(c.slice, &[("indices", slice_indices)]);
    host.add_getters(
        c.slice,
        &[
            ("start", |host, args, _| slice_part(host, args, 0)),
            ("stop", |host, args, _| slice_part(host, args, 1)),
            ("step", |host, args, _| slice_part(host, args, 2)),
        ],
    );
    host.set_constructor(c.xrange, new_xrange);
    host.add_methods(c.xrange, &[("__reversed__", xrange_reversed)]);
    host.set_constructor(c.bytearray, new_bytearray);
    host.add_methods(
        c.bytearray,
        &[
            ("append", bytearray_append),
            ("extend", bytearray_extend),
            ("insert", bytearray_insert),
            ("pop", bytearray_pop),
            ("reverse", bytearray_reverse),
        ],
    );
}
