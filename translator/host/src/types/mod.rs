//! Operators and methods of the built-in types.
//!
//! The dispatch in [`crate::ops`] tries user-defined special methods and then calls these functions with
//! *plain* objects: an instance of a subclass of a built-in class was replaced by its native content
//! ([`Host::content`]). Items of containers may of course be instances; they are compared, hashed and
//! printed through the methods of [`Host`]. `None` (or `false`) means: this type has no such operation,
//! and the caller says so in Python's words.
//!
//! `Object::AttrDict` and `Object::Namespace` are dicts with `str` keys over an [`AttrMap`](crate::AttrMap):
//! all dict functions and methods accept them, through [`Host::attr_map`] and [`Host::set_raw`].

pub mod args;
pub mod codecs;
pub mod dict;
pub mod floattext;
pub mod format;
pub mod hash;
pub mod list;
pub mod num;
pub mod number;
pub mod parse;
pub mod repr;
pub mod rint;
pub mod seq;
pub mod set;
pub mod small;
pub mod spec;
pub mod strformat;
pub mod text;
pub mod textmethods;
pub mod unicode;
mod unicode_tables;

use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp, UnOp};

use crate::{Host, Obj, Object, Raised, lltype};

pub use repr::{repr, str};

/// Fills the dicts of the built-in classes with their methods (`Host::add_methods`, `Host::add_getters`)
/// and sets their constructors and initializers (`Host::set_constructor`, `Host::set_initializer`). Special
/// methods (`__add__`, `__getitem__`, `__len__`...) are added by [`crate::slots`].
pub fn register(host: &mut Host) {
    number::register(host);
    small::register(host);
    textmethods::register(host);
    list::register(host);
    dict::register(host);
    set::register(host);
    lltype::register(host);
}

/// `a op b`
pub fn binary(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    match host.get(a) {
        Object::Int(_)
        | Object::Bool(_)
        | Object::Float(_)
        | Object::Long(_)
        | Object::RInt(..)
        | Object::Complex(..) => {
            if let Some(result) = number::binary(host, op, a, b)? {
                return Ok(Some(result));
            }
        }
        Object::Set(_) | Object::FrozenSet(_) => return set::binary(host, op, a, b),
        Object::Address(_) => return lltype::address_binary(host, op, a, b),
        _ => {}
    }
    seq::binary(host, op, a, b)
}

/// `a op= b` where that changes `a` (`list +=`, `set |=`); `None` lets the caller use [`binary`].
pub fn inplace(host: &mut Host, op: BinOp, a: Obj, b: Obj) -> Result<Option<Obj>, Raised> {
    match host.get(a) {
        Object::List(_) => list::inplace(host, op, a, b),
        Object::Set(_) => set::inplace(host, op, a, b),
        Object::ByteArray(_) => small::bytearray_inplace(host, op, a, b),
        _ => Ok(None),
    }
}

/// `op a`, of `+ - ~`.
pub fn unary(host: &mut Host, op: UnOp, a: Obj) -> Result<Option<Obj>, Raised> {
    number::unary(host, op, a)
}

/// `a op b` of `< <= == != > >=`, for operands of types that know each other (numbers among themselves,
/// str with unicode, lists, tuples, dicts, sets...).
pub fn compare(host: &mut Host, op: CmpOp, a: Obj, b: Obj) -> Result<Option<bool>, Raised> {
    match (host.get(a), host.get(b)) {
        (Object::Int(x), Object::Int(y)) => Ok(Some(crate::ops::ordering_satisfies(op, x.cmp(y)))),
        (
            Object::Str(_) | Object::Unicode(_) | Object::ByteArray(_),
            Object::Str(_) | Object::Unicode(_) | Object::ByteArray(_),
        ) => match (seq::seq_of(host, a), seq::seq_of(host, b)) {
            (Some(x), Some(y)) => match seq::compare_text(op, &x, &y) {
                Some(result) => Ok(Some(result)),
                None => {
                    // Only bytes beyond ASCII get here: decoding them raises the error.
                    <u32 as textmethods::TextUnit>::text_of(host, a)?;
                    <u32 as textmethods::TextUnit>::text_of(host, b)?;
                    Ok(None)
                }
            },
            _ => Ok(None),
        },
        (Object::List(x), Object::List(y)) => {
            let (x, y) = (x.clone(), y.clone());
            nested(host, |host| seq::compare_items(host, op, &x, &y)).map(Some)
        }
        (Object::Tuple(x), Object::Tuple(y)) => {
            let (x, y) = (x.clone(), y.clone());
            nested(host, |host| seq::compare_items(host, op, &x, &y)).map(Some)
        }
        (Object::Set(_) | Object::FrozenSet(_), _) | (_, Object::Set(_) | Object::FrozenSet(_)) => {
            set::compare(host, op, a, b)
        }
        (Object::Slice(x), Object::Slice(y)) => {
            let (x, y) = (**x, **y);
            seq::compare_items(host, op, &x, &y).map(Some)
        }
        (Object::SingleFloat(x), Object::SingleFloat(y)) => {
            Ok(x.partial_cmp(y).map(|ordering| crate::ops::ordering_satisfies(op, ordering)))
        }
        (Object::LongFloat(x), Object::LongFloat(y)) => {
            Ok(x.partial_cmp(y).map(|ordering| crate::ops::ordering_satisfies(op, ordering)))
        }
        (Object::LLType(_) | Object::LLPtr(_) | Object::Address(_), _)
        | (_, Object::LLType(_) | Object::LLPtr(_) | Object::Address(_)) => lltype::compare(host, op, a, b),
        _ if dict::is_dict(host, a) => nested(host, |host| dict::compare(host, op, a, b)),
        _ => number::compare(host, op, a, b),
    }
}

/// Counts the depth of comparisons of nested containers, so that a cycle ends in RuntimeError.
fn nested<T>(host: &mut Host, body: impl FnOnce(&mut Host) -> Result<T, Raised>) -> Result<T, Raised> {
    host.check_depth()?;
    host.depth += 1;
    let result = body(host);
    host.depth -= 1;
    result
}

/// `item in container`
pub fn contains(host: &mut Host, container: Obj, item: Obj) -> Result<Option<bool>, Raised> {
    match host.get(container) {
        Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_) => {
            Ok(Some(dict::get(host, container, item)?.is_some()))
        }
        Object::Set(_) | Object::FrozenSet(_) => set::contains(host, container, item).map(Some),
        Object::Str(_) | Object::Unicode(_) | Object::ByteArray(_) => {
            seq::text_contains(host, container, item)
        }
        _ => Ok(None),
    }
}

/// `o[key]`, also for slice objects (simple slices `o[i:j]` come as slice objects too).
pub fn getitem(host: &mut Host, o: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    match host.get(o) {
        Object::List(items) => {
            if let Object::Int(index) = host.get(key)
                && let Some(&item) = usize::try_from(*index).ok().and_then(|at| items.get(at))
            {
                return Ok(Some(item));
            }
            seq::getitem(host, o, key)
        }
        Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_) => match dict::get(host, o, key)? {
            Some(value) => Ok(Some(value)),
            None => Err(Raised::key_error(host, key)),
        },
        Object::XRange(..) => small::xrange_getitem(host, o, key),
        Object::LLPtr(_) => lltype::getitem(host, o, key),
        _ => seq::getitem(host, o, key),
    }
}

/// `o[key] = value`
pub fn setitem(host: &mut Host, o: Obj, key: Obj, value: Obj) -> Result<bool, Raised> {
    match host.get(o) {
        Object::List(_) => list::setitem(host, o, key, value),
        Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_) => {
            dict::set(host, o, key, value)?;
            Ok(true)
        }
        Object::ByteArray(_) => small::bytearray_setitem(host, o, key, value),
        Object::LLPtr(_) => lltype::setitem(host, o, key, value),
        _ => Ok(false),
    }
}

/// `del o[key]`
pub fn delitem(host: &mut Host, o: Obj, key: Obj) -> Result<bool, Raised> {
    match host.get(o) {
        Object::List(_) => list::delitem(host, o, key),
        Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_) => match dict::remove(host, o, key)? {
            Some(_) => Ok(true),
            None => Err(Raised::key_error(host, key)),
        },
        Object::ByteArray(_) => small::bytearray_delitem(host, o, key),
        _ => Ok(false),
    }
}

/// `len(o)`
pub fn len(host: &mut Host, o: Obj) -> Result<Option<usize>, Raised> {
    Ok(match host.get(o) {
        Object::List(items) => Some(items.len()),
        Object::Tuple(items) => Some(items.len()),
        Object::Str(bytes) => Some(bytes.len()),
        Object::Unicode(chars) => Some(chars.len()),
        Object::ByteArray(bytes) => Some(bytes.len()),
        Object::Dict(data) | Object::Set(data) | Object::FrozenSet(data) => Some(data.len()),
        Object::AttrDict(_) | Object::Namespace(_) => dict::len(host, o),
        Object::XRange(start, stop, step) => Some(crate::iter::range_len(*start, *stop, *step) as usize),
        Object::LLPtr(_) => return lltype::len(host, o),
        _ => None,
    })
}

/// Truth of numbers; containers go by [`len`].
pub fn is_true(host: &Host, o: Obj) -> Option<bool> {
    match host.get(o) {
        Object::None => Some(false),
        Object::SingleFloat(value) => Some(*value != 0.0),
        Object::LongFloat(value) => Some(*value != 0.0),
        Object::LLPtr(_) | Object::Address(_) => Some(lltype::is_true(host, o)),
        _ => number::to_num(host, o).map(|num| num.is_true()),
    }
}

/// `iter(o)`, for what is not an iterator itself.
pub fn iter(host: &mut Host, o: Obj) -> Result<Option<Obj>, Raised> {
    Ok(match host.get(o) {
        Object::Dict(_)
        | Object::AttrDict(_)
        | Object::Namespace(_)
        | Object::Set(_)
        | Object::FrozenSet(_) => Some(dict::iterator(host, o, dict::Part::Keys)),
        Object::Str(bytes) => {
            let bytes = bytes.clone();
            let chars = bytes.iter().map(|&byte| host.new_str(&[byte])).collect();
            Some(host.new_iterator(chars))
        }
        Object::Unicode(chars) => {
            let chars = chars.clone();
            let chars = chars.iter().map(|&c| host.new_unicode(&[c])).collect();
            Some(host.new_iterator(chars))
        }
        Object::ByteArray(bytes) => {
            let bytes = bytes.clone();
            let items = bytes.iter().map(|&byte| host.new_int(byte as i64)).collect();
            Some(host.new_iterator(items))
        }
        _ => None,
    })
}

/// `hash(o)`; unhashable types raise TypeError; `None` means by identity.
pub fn hash(host: &mut Host, o: Obj) -> Result<Option<i64>, Raised> {
    Ok(Some(match host.get(o) {
        Object::Int(value) => hash::hash_int(*value),
        Object::Bool(value) => *value as i64,
        Object::Long(value) => hash::hash_bigint(value),
        Object::RInt(ty, value) => hash::hash_bigint(&rint::to_big(*ty, *value)),
        Object::Float(value) | Object::LongFloat(value) => hash::hash_float(*value),
        Object::SingleFloat(value) => hash::hash_float(*value as f64),
        Object::Complex(re, im) => hash::hash_complex(*re, *im),
        Object::Str(bytes) => hash::hash_bytes(bytes),
        Object::Unicode(chars) => hash::hash_unicode(chars),
        Object::Tuple(items) => {
            let items = items.clone();
            let mut hashes = Vec::with_capacity(items.len());
            for &item in items.iter() {
                hashes.push(host.hash(item)?);
            }
            hash::hash_tuple(&hashes)
        }
        Object::FrozenSet(data) => hash::hash_frozenset(data.iter_entries().map(|entry| entry.0 as i64)),
        Object::BoundMethod(data) => {
            let (this, func) = (data.this, data.func);
            let this = host.hash(this)?;
            this ^ host.hash(func)?
        }
        Object::List(_)
        | Object::Dict(_)
        | Object::AttrDict(_)
        | Object::Namespace(_)
        | Object::Set(_)
        | Object::ByteArray(_)
        | Object::Slice(_) => {
            let class = host.type_name(o);
            return Err(Raised::type_error(host, format!("unhashable type: '{class}'")));
        }
        Object::LLType(_) | Object::LLPtr(_) | Object::Address(_) => return Ok(lltype::hash(host, o)),
        _ => return Ok(None),
    }))
}

/// Attributes that are computed and not found in the class's dict (fields of low-level pointers).
pub fn getattr(host: &mut Host, o: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
    lltype::getattr(host, o, name)
}

/// Setting such attributes.
pub fn setattr(host: &mut Host, o: Obj, name: Symbol, value: Obj) -> Result<bool, Raised> {
    lltype::setattr(host, o, name, value)
}

/// Calling objects that are not functions or classes (low-level function pointers).
pub fn call(
    host: &mut Host,
    callee: Obj,
    args: &[Obj],
    keywords: &[(Symbol, Obj)],
) -> Result<Option<Obj>, Raised> {
    lltype::call(host, callee, args, keywords)
}

/// The value of a key of a plain dict, `AttrDict` or `Namespace`.
pub fn dict_get(host: &mut Host, dict: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    dict::get(host, dict, key)
}

/// Sets a key of one.
pub fn dict_set(host: &mut Host, dict: Obj, key: Obj, value: Obj) -> Result<(), Raised> {
    dict::set(host, dict, key, value)
}

/// Removes a key from one and returns its value.
pub fn dict_remove(host: &mut Host, dict: Obj, key: Obj) -> Result<Option<Obj>, Raised> {
    dict::remove(host, dict, key)
}

/// Keys and values of one in the order that programs see.
pub fn dict_items(host: &mut Host, dict: Obj) -> Vec<(Obj, Obj)> {
    dict::items_named(host, dict)
}
