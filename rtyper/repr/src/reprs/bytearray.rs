//! Byte arrays: managed arrays of characters. They keep their length; items are numbers to the program.
//!
//! The helpers are in `rpython/rtyper/rbytearray.py`.

use rpython_flow::OpKind;
use rpython_lltype::{ContainerId, GcKind, Hints, LLType};
use rpython_lowlevel::{OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::{Arg, Hop};
use crate::repr::Repr;
use crate::reprs::list;
use crate::rtyper::RTyper;

/// The container of a byte array.
pub fn container(rt: &mut RTyper) -> ContainerId {
    rt.types_mut().array(GcKind::Gc, LLType::Char, Hints::default())
}

fn pointer(rt: &mut RTyper) -> LLType {
    LLType::Ptr(container(rt))
}

fn length(rt: &mut RTyper, v: Operand) -> Operand {
    rt.ll.op(OpCode::getarraysize, vec![v], LLType::Signed)
}

/// Ops with one operand.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::str => {
            let v = rt.inputself(hop, 0)?;
            let name = if hop.args[0].s.can_be_none() { "ll_str_or_none" } else { "ll_to_str" };
            let string = rt.string_ptr();
            rt.call_helper("rbytearray", name, vec![v], string)
        }
        OpKind::bool => truth(rt, hop),
        OpKind::len | OpKind::iter => items(rt, hop),
        _ => hop.unsupported(rt),
    }
}

fn truth(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let filled = |rt: &mut RTyper, v: Operand| {
        let n = length(rt, v);
        rt.ll.op(OpCode::int_gt, vec![n, Operand::signed(0)], LLType::Bool)
    };
    if !hop.args[0].s.can_be_none() {
        return Ok(filled(rt, v));
    }
    let there = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
    let diamond = rt.ll.begin_if(there, LLType::Bool);
    let some = filled(rt, v);
    rt.ll.begin_else(&diamond, some);
    Ok(rt.ll.end_if(diamond, Operand::bool(false)))
}

/// Length, items, slices, membership, iteration.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::len => {
            let v = rt.inputself(hop, 0)?;
            Ok(length(rt, v))
        }
        OpKind::getitem | OpKind::getitem_idx => {
            let (v, i) = place(rt, hop, hop.kind == OpKind::getitem_idx)?;
            let c = rt.ll.op(OpCode::getarrayitem, vec![v, i], LLType::Char);
            Ok(rt.ll.op(OpCode::cast_char_to_int, vec![c], LLType::Signed))
        }
        OpKind::setitem => {
            let (v, i) = place(rt, hop, false)?;
            let value = rt.inputint(hop, 2)?;
            let c = rt.ll.op(OpCode::cast_int_to_char, vec![value], LLType::Char);
            rt.ll.op(OpCode::setarrayitem, vec![v, i, c], LLType::Void);
            Ok(Operand::void())
        }
        OpKind::getslice => {
            let v = rt.inputself(hop, 0)?;
            let n = length(rt, v.clone());
            let (start, stop) = list::slice_bounds(rt, &hop.args[1], &hop.args[2], n)?;
            let ty = pointer(rt);
            rt.call_helper("rbytearray", "ll_slice", vec![v, start, stop], ty)
        }
        OpKind::contains => {
            let v = rt.inputself(hop, 0)?;
            let n = rt.inputint(hop, 1)?;
            rt.call_helper("rbytearray", "ll_contains", vec![v, n], LLType::Bool)
        }
        OpKind::iter => {
            let v = rt.inputself(hop, 0)?;
            super::iter::start_indexed(rt, hop, v)
        }
        _ => hop.unsupported(rt),
    }
}

/// The array and the index of an item.
fn place(rt: &mut RTyper, hop: &Hop, checked: bool) -> R<(Operand, Operand)> {
    let checked = checked || rt.catches("IndexError");
    let v = rt.inputself(hop, 0)?;
    let n = if rt.is_nonneg(&hop.args[1].s) && !checked { Operand::signed(0) } else { length(rt, v.clone()) };
    let i = list::item_index(rt, &hop.args[1], n, checked)?;
    Ok((v, i))
}

/// An operand as a byte array: strings are copied.
fn input(rt: &mut RTyper, arg: &Arg) -> R<Operand> {
    let ty = pointer(rt);
    if matches!(rt.repr(arg.r), Repr::ByteArray) {
        return rt.arg_as(arg, arg.r);
    }
    let string = rt.simple(Repr::Str);
    let s = rt.arg_as(arg, string)?;
    rt.call_helper("rbytearray", "ll_from_str", vec![s], ty)
}

/// `+`
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if !matches!(hop.kind, OpKind::add | OpKind::inplace_add) {
        return hop.unsupported(rt);
    }
    let (a, b) = (input(rt, &hop.args[0])?, input(rt, &hop.args[1])?);
    let ty = pointer(rt);
    rt.call_helper("rbytearray", "ll_concat", vec![a, b], ty)
}

/// Comparisons.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.args.iter().any(|a| a.s.is_none()) {
        return super::pbc::identity_compare(rt, hop);
    }
    if !hop.args.iter().all(|a| matches!(rt.repr(a.r), Repr::ByteArray)) {
        return hop.unsupported(rt);
    }
    let args = vec![rt.inputself(hop, 0)?, rt.inputself(hop, 1)?];
    let order = rt.call_helper("rbytearray", "ll_cmp", args, LLType::Signed)?;
    if hop.kind == OpKind::cmp {
        return Ok(order);
    }
    let name = super::int::comparison(hop.kind)
        .ok_or_else(|| TyperError::unsupported("this comparison of byte arrays"))?;
    let code = super::int::opcode(LLType::Signed, name)?;
    Ok(rt.ll.op(code, vec![order, Operand::signed(0)], LLType::Bool))
}

/// `bytearray(x)`
pub fn builtin(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let ty = pointer(rt);
    if hop.nargs() == 1 {
        return rt.call_helper("rbytearray", "ll_new", vec![Operand::signed(0)], ty);
    }
    match rt.repr(hop.args[1].r).clone() {
        Repr::Int(_) => {
            let n = rt.inputint(hop, 1)?;
            rt.call_helper("rbytearray", "ll_new", vec![n], ty)
        }
        Repr::List(_) => {
            let info = list::list_of(rt, hop.args[1].r)?;
            if info.item != LLType::Signed {
                return Err(TyperError::new("bytearray() of a list needs a list of int"));
            }
            let l = rt.inputself(hop, 1)?;
            let (items, n) = list::view(rt, &l, &info)?;
            rt.call_helper("rbytearray", "ll_from_ints", vec![items, n], ty)
        }
        Repr::ByteArray => {
            let v = rt.inputself(hop, 1)?;
            let n = length(rt, v.clone());
            rt.call_helper("rbytearray", "ll_slice", vec![v, Operand::signed(0), n], ty)
        }
        _ => input(rt, &hop.args[1]),
    }
}
