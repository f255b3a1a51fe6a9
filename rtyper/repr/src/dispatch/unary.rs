//! Operations with one operand that yield a number, a bool or a string.

use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::error::R;
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// Goes by the operand's representation.
pub fn translate(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::id => return reprs::instance::id(rt, hop),
        OpKind::not_ => {
            let truth = Hop { kind: OpKind::bool, ..hop.clone() };
            let v = unary(rt, &truth)?;
            return Ok(rt.ll.op(OpCode::bool_not, vec![v], LLType::Bool));
        }
        OpKind::str | OpKind::repr | OpKind::unicode => return text(rt, hop),
        _ => {}
    }
    unary(rt, hop)
}

fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let r = hop.args[0].r;
    match rt.repr(r).clone() {
        Repr::Int(_) => reprs::int::unary(rt, hop),
        Repr::Bool => reprs::bool::unary(rt, hop),
        Repr::Float => reprs::float::unary(rt, hop),
        Repr::SingleFloat | Repr::LongFloat => reprs::float::single_unary(rt, hop),
        Repr::Char | Repr::UniChar => reprs::char::unary(rt, hop),
        Repr::Str | Repr::Unicode => reprs::string::unary(rt, hop),
        Repr::ByteArray => reprs::bytearray::unary(rt, hop),
        Repr::None => reprs::none::unary(rt, hop),
        Repr::Tuple(items) => reprs::tuple::unary(rt, hop, &items),
        Repr::Instance(_) => reprs::instance::unary(rt, hop),
        Repr::Type => reprs::class::unary(rt, hop),
        Repr::Function(_)
        | Repr::Functions(_)
        | Repr::Class(_)
        | Repr::Frozen(_)
        | Repr::FrozenSet(_)
        | Repr::Identity
        | Repr::Methods(..)
        | Repr::MethodsOfFrozen(..) => reprs::pbc::unary(rt, hop),
        Repr::List(_) => reprs::list::unary(rt, hop),
        Repr::Dict(_) => reprs::dict::unary(rt, hop),
        Repr::Ptr(_) | Repr::InteriorPtr(_) => reprs::ptr::unary(rt, hop),
        Repr::Address => reprs::address::unary(rt, hop),
        Repr::WeakRef(_) => reprs::weakref::unary(rt, hop),
        Repr::Impossible
        | Repr::Iter(_)
        | Repr::Builtin(_)
        | Repr::BuiltinMethod(..)
        | Repr::Property(_)
        | Repr::AdtMethod(..)
        | Repr::AddressAccess(_) => hop.unsupported(rt),
    }
}

/// Text may be known to have one character, and then is represented by that.
fn text(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if matches!(rt.repr(hop.r_result), Repr::Char | Repr::UniChar) && hop.args[0].r == hop.r_result {
        return rt.inputself(hop, 0);
    }
    let v = unary(rt, hop)?;
    let string = rt.string_ptr();
    match rt.repr(hop.r_result) {
        Repr::Char if rt.ll.ty(&v) == string => Ok(reprs::string::read_char(rt, v, Operand::signed(0))),
        _ => Ok(v),
    }
}
