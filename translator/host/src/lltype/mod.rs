//! Low-level types, pointers and addresses as objects.

use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp};

use crate::{Host, Obj, Raised};

/// Adds the classes' methods.
pub fn register(_host: &mut Host) {}

/// `repr(o)`
pub fn repr(_host: &mut Host, _o: Obj) -> Option<String> {
    None
}

/// Arithmetic of addresses.
pub fn address_binary(_host: &mut Host, _op: BinOp, _a: Obj, _b: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// Comparisons.
pub fn compare(_host: &mut Host, _op: CmpOp, _a: Obj, _b: Obj) -> Result<Option<bool>, Raised> {
    Ok(None)
}

/// `o[key]`
pub fn getitem(_host: &mut Host, _o: Obj, _key: Obj) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// `o[key] = value`
pub fn setitem(_host: &mut Host, _o: Obj, _key: Obj, _value: Obj) -> Result<bool, Raised> {
    Ok(false)
}

/// `len(o)`
pub fn len(_host: &mut Host, _o: Obj) -> Result<Option<usize>, Raised> {
    Ok(None)
}

/// Whether a pointer or address is not NULL.
pub fn is_true(_host: &Host, _o: Obj) -> bool {
    true
}

/// `hash(o)`
pub fn hash(_host: &mut Host, _o: Obj) -> Option<i64> {
    None
}

/// Fields of pointers, attributes of types.
pub fn getattr(_host: &mut Host, _o: Obj, _name: Symbol) -> Result<Option<Obj>, Raised> {
    Ok(None)
}

/// Setting fields.
pub fn setattr(_host: &mut Host, _o: Obj, _name: Symbol, _value: Obj) -> Result<bool, Raised> {
    Ok(false)
}

/// Calling function pointers.
pub fn call(_host: &mut Host, _callee: Obj, _args: &[Obj], _kw: &[(Symbol, Obj)]) -> Result<Option<Obj>, Raised> {
    Ok(None)
}
