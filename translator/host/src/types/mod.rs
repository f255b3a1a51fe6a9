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

pub mod floattext;
pub mod hash;
pub mod num;
pub mod parse;
pub mod rint;
pub mod spec;
pub mod text;
use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp, UnOp};

use crate::{Host, Obj, Raised};

/// Fills the dicts of the built-in classes with their methods (`Host::add_methods`, `Host::add_getters`)
/// and sets their constructors and initializers (`Host::set_constructor`, `Host::set_initializer`). Special
/// methods (`__add__`, `__getitem__`, `__len__`...) are added by [`crate::slots`].
pub fn register(_host: &mut Host) {}

/// `a op b`
pub fn binary(_host: &mut Host, _op: BinOp, _a: Obj, _b: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// `a op= b` where that changes `a` (`list +=`, `set |=`); `None` lets the caller use [`binary`].
pub fn inplace(_host: &mut Host, _op: BinOp, _a: Obj, _b: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// `op a`, of `+ - ~`.
pub fn unary(_host: &mut Host, _op: UnOp, _a: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// `a op b` of `< <= == != > >=`, for operands of types that know each other (numbers among themselves,
/// str with unicode, lists, tuples, dicts, sets...).
pub fn compare(_host: &mut Host, _op: CmpOp, _a: Obj, _b: Obj) -> Result<Option<bool>, Raised> {
    Ok(None)
}

/// `item in container`
pub fn contains(_host: &mut Host, _container: Obj, _item: Obj) -> Result<Option<bool>, Raised> {
    Ok(None)
}

/// `o[key]`, also for slice objects (simple slices `o[i:j]` come as slice objects too).
pub fn getitem(_host: &mut Host, _o: Obj, _key: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// `o[key] = value`
pub fn setitem(_host: &mut Host, _o: Obj, _key: Obj, _value: Obj) -> Result<bool, Raised> {
    Ok(false)
}

/// `del o[key]`
pub fn delitem(_host: &mut Host, _o: Obj, _key: Obj) -> Result<bool, Raised> {
    Ok(false)
}

/// `len(o)`
pub fn len(_host: &mut Host, _o: Obj) -> Result<Option<usize>, Raised> {
    Ok(None)
}

/// Truth of numbers; containers go by [`len`].
pub fn is_true(_host: &Host, _o: Obj) -> Option<bool> {
    None
}

/// `iter(o)`, for what is not an iterator itself.
pub fn iter(_host: &mut Host, _o: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// `hash(o)`; unhashable types raise TypeError; `None` means by identity.
pub fn hash(_host: &mut Host, _o: Obj) -> Result<Option<i64>, Raised> {
    Ok(None)
}

/// `repr(o)`
pub fn repr(_host: &mut Host, _o: Obj) -> Result<Option<Vec<u8>>, Raised> {
    Ok(None)
}

/// `str(o)` where it differs from `repr(o)`.
pub fn str(_host: &mut Host, _o: Obj) -> Result<Option<Vec<u8>>, Raised> {
    Ok(None)
}

/// Attributes that are computed and not found in the class's dict (fields of low-level pointers).
pub fn getattr(_host: &mut Host, _o: Obj, _name: Symbol) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// Setting such attributes.
pub fn setattr(_host: &mut Host, _o: Obj, _name: Symbol, _value: Obj) -> Result<bool, Raised> {
    Ok(false)
}

/// Calling objects that are not functions or classes (low-level function pointers).
pub fn call(
    _host: &mut Host,
    _callee: Obj,
    _args: &[Obj],
    _keywords: &[(Symbol, Obj)],
) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// The value of a key of a plain dict, `AttrDict` or `Namespace`.
pub fn dict_get(_host: &mut Host, _dict: Obj, _key: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// Sets a key of one.
pub fn dict_set(_host: &mut Host, _dict: Obj, _key: Obj, _value: Obj) -> Result<(), Raised> {
    Ok(())
}

/// Removes a key from one and returns its value.
pub fn dict_remove(_host: &mut Host, _dict: Obj, _key: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// Keys and values of one in the order that programs see.
pub fn dict_items(_host: &Host, _dict: Obj) -> Vec<(Obj, Obj)> {
    Vec::new()
}
