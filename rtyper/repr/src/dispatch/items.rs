//! Operations on containers: items, slices, length, iteration, membership.

use rpython_flow::OpKind;
use rpython_lowlevel::Operand;

use crate::error::R;
use crate::hop::Hop;
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// Goes by the container's representation.
pub fn translate(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.kind == OpKind::getitem_key && !matches!(rt.repr(hop.args[0].r), Repr::Dict(_) | Repr::Instance(_))
    {
        // Only a mapping raises KeyError.
        return translate(rt, &Hop { kind: OpKind::getitem, ..hop.clone() });
    }
    if hop.kind == OpKind::contains
        && let Some(result) = reprs::list::contains_constant(rt, hop)?
    {
        return Ok(result);
    }
    match rt.repr(hop.args[0].r).clone() {
        Repr::Str | Repr::Unicode | Repr::Char | Repr::UniChar => reprs::string::items(rt, hop),
        Repr::ByteArray => reprs::bytearray::items(rt, hop),
        Repr::Tuple(items) => reprs::tuple::items(rt, hop, &items),
        Repr::List(_) => reprs::list::items(rt, hop),
        Repr::Dict(_) => reprs::dict::items(rt, hop),
        Repr::Iter(_) => reprs::iter::items(rt, hop),
        Repr::Ptr(_) | Repr::InteriorPtr(_) => reprs::ptr::items(rt, hop),
        Repr::AddressAccess(_) => reprs::address::items(rt, hop),
        Repr::Instance(_) => reprs::instance::items(rt, hop),
        Repr::FrozenSet(_) => reprs::pbc::items(rt, hop),
        Repr::Impossible
        | Repr::None
        | Repr::Bool
        | Repr::Int(_)
        | Repr::Float
        | Repr::SingleFloat
        | Repr::LongFloat
        | Repr::Type
        | Repr::Function(_)
        | Repr::Functions(_)
        | Repr::Class(_)
        | Repr::Frozen(_)
        | Repr::Identity
        | Repr::Methods(..)
        | Repr::MethodsOfFrozen(..)
        | Repr::Builtin(_)
        | Repr::BuiltinMethod(..)
        | Repr::WeakRef(_)
        | Repr::Property(_)
        | Repr::AdtMethod(..)
        | Repr::Address => hop.unsupported(rt),
    }
}
