//! Iterators: small structs that `next` changes.

use rpython_annotator::IterVariant;
use rpython_flow::OpKind;
use rpython_lltype::{Container, Hints, LLType};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand};

use crate::choose::gc_struct;
use crate::common::field;
use crate::error::{R, TyperError};
use crate::hop::Hop;
use crate::repr::{IterRepr, Repr, ReprId};
use crate::reprs::list::{self, ListInfo};
use crate::rtyper::RTyper;

/// The iterator over the container of an `enumerate` or of one part of a `zip`.
fn plain(rt: &mut RTyper, container: ReprId) -> ReprId {
    match rt.repr(container) {
        Repr::Iter(_) => container,
        _ => rt.simple(Repr::Iter(IterRepr { container, variant: IterVariant::Plain, start: None }.into())),
    }
}

/// The container of an iterator's state.
pub fn container(rt: &mut RTyper, it: &IterRepr) -> R<Container> {
    let walked = rt.repr(it.container).clone();
    let signed = |name: &str| field(name, LLType::Signed);
    match (it.variant, walked) {
        (IterVariant::Enumerate, _) => {
            let inner = plain(rt, it.container);
            let fields = vec![field("iterator", rt.lltype(inner)?), signed("index")];
            Ok(gc_struct("enumerate", fields, Hints::default()))
        }
        (IterVariant::Zip, Repr::Tuple(parts)) => {
            let mut fields = Vec::new();
            for (i, &part) in parts.iter().enumerate() {
                let inner = plain(rt, part);
                fields.push(field(&format!("iterator{i}"), rt.lltype(inner)?));
            }
            Ok(gc_struct("zip", fields, Hints::default()))
        }
        (IterVariant::Plain, Repr::List(id)) => {
            if let Some(step) = list::info(rt, id)?.range {
                let mut fields = vec![signed("next"), signed("stop")];
                if step == 0 {
                    fields.push(signed("step"));
                }
                return Ok(gc_struct("rangeiter", fields, Hints::default()));
            }
            indexed(rt, it.container, "listiter")
        }
        (IterVariant::Reversed, Repr::List(_)) => indexed(rt, it.container, "listiter"),
        (IterVariant::Plain, Repr::Str | Repr::Unicode | Repr::ByteArray | Repr::Tuple(_)) => {
            indexed(rt, it.container, "iter")
        }
        (_, Repr::Dict(dict)) => super::dict::iter_container(rt, it, dict),
        (_, _) => Err(TyperError::unsupported(format!("iterating over {}", rt.repr_name(it.container)))),
    }
}

fn indexed(rt: &mut RTyper, container: ReprId, name: &str) -> R<Container> {
    let ty = rt.lltype(container)?;
    Ok(gc_struct(name, vec![field("container", ty), field("index", LLType::Signed)], Hints::default()))
}

fn malloc(rt: &mut RTyper, r: ReprId, values: Vec<Operand>) -> R<Operand> {
    let ty = rt.container_type(r)?;
    let v = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
    for (i, value) in values.into_iter().enumerate() {
        if rt.ll.ty(&value) != LLType::Void {
            rt.ll.setfield(v.clone(), i, value);
        }
    }
    Ok(v)
}

/// `iter(lst)`
pub fn iter_list(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    start_list(rt, hop.r_result, v, info)
}

fn start_list(rt: &mut RTyper, r: ReprId, v: Operand, info: &ListInfo) -> R<Operand> {
    let Some(step) = info.range else { return malloc(rt, r, vec![v, Operand::signed(0)]) };
    let mut values =
        vec![rt.ll.getfield(v.clone(), 0, LLType::Signed), rt.ll.getfield(v.clone(), 1, LLType::Signed)];
    if step == 0 {
        values.push(rt.ll.getfield(v, 2, LLType::Signed));
    }
    malloc(rt, r, values)
}

/// `iter(s)` of a string.
pub fn iter_string(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let v = super::string::input_text(rt, hop, 0)?;
    start_indexed(rt, hop, v)
}

/// An iterator at the beginning of something that is walked by index.
pub fn start_indexed(rt: &mut RTyper, hop: &Hop, v: Operand) -> R<Operand> {
    malloc(rt, hop.r_result, vec![v, Operand::signed(0)])
}

/// `iter(t)` of a tuple.
pub fn iter_tuple(rt: &mut RTyper, hop: &Hop, _: &[ReprId]) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    malloc(rt, hop.r_result, vec![v, Operand::signed(0)])
}

/// `enumerate`, `reversed`, `zip`
pub fn builtin(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let Repr::Iter(it) = rt.repr(hop.r_result).clone() else { return hop.unsupported(rt) };
    match name {
        "reversed" => {
            let info = list::list_of(rt, it.container)?;
            if info.range.is_some() {
                return Err(TyperError::unsupported("reversed(range())"));
            }
            let v = rt.inputarg(hop, 1, it.container)?;
            let n = list::length(rt, &v, &info)?;
            malloc(rt, hop.r_result, vec![v, n])
        }
        "enumerate" => {
            let inner = start(rt, hop, 1, it.container)?;
            let first = if hop.nargs() > 2 { rt.inputint(hop, 2)? } else { Operand::signed(0) };
            malloc(rt, hop.r_result, vec![inner, first])
        }
        _ => {
            let Repr::Tuple(parts) = rt.repr(it.container).clone() else { return hop.unsupported(rt) };
            let mut values = Vec::new();
            for (i, &part) in parts.iter().enumerate() {
                values.push(start(rt, hop, i + 1, part)?);
            }
            malloc(rt, hop.r_result, values)
        }
    }
}

/// An iterator over an argument.
fn start(rt: &mut RTyper, hop: &Hop, index: usize, container: ReprId) -> R<Operand> {
    let r = plain(rt, container);
    if r == container {
        return rt.inputarg(hop, index, container);
    }
    let v = rt.inputarg(hop, index, container)?;
    match rt.repr(container).clone() {
        Repr::List(list) => {
            let info = list::info(rt, list)?;
            start_list(rt, r, v, &info)
        }
        Repr::Str | Repr::Unicode | Repr::ByteArray | Repr::Tuple(_) => {
            malloc(rt, r, vec![v, Operand::signed(0)])
        }
        Repr::Dict(dict) => super::dict::start_iter(rt, r, dict, v),
        _ => Err(TyperError::unsupported(format!("iterating over {}", rt.repr_name(container)))),
    }
}

/// `next`, `iter`.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let Repr::Iter(it) = rt.repr(hop.args[0].r).clone() else { return hop.unsupported(rt) };
    match hop.kind {
        OpKind::iter => rt.inputarg(hop, 0, hop.r_result),
        OpKind::next => {
            let v = rt.inputself(hop, 0)?;
            next(rt, hop, &it, v, hop.r_result)
        }
        _ => hop.unsupported(rt),
    }
}

/// The next value, in representation `target`; raises StopIteration at the end.
fn next(rt: &mut RTyper, hop: &Hop, it: &IterRepr, v: Operand, target: ReprId) -> R<Operand> {
    match (it.variant, rt.repr(it.container).clone()) {
        (IterVariant::Enumerate, _) => next_enumerate(rt, hop, it, v, target),
        (IterVariant::Zip, Repr::Tuple(parts)) => next_zip(rt, hop, &parts, v, target),
        (IterVariant::Plain | IterVariant::Reversed, Repr::List(id)) => {
            let info = list::info(rt, id)?;
            let value = next_of_list(rt, it.variant, v, &info)?;
            rt.convert(value, info.r_item, target)
        }
        (IterVariant::Plain, Repr::Str | Repr::Unicode) => {
            let wide = matches!(rt.repr(it.container), Repr::Unicode);
            let (ty, r) = if wide { (LLType::UniChar, Repr::UniChar) } else { (LLType::Char, Repr::Char) };
            let value = rt.call_helper("rstr", "ll_strnext", vec![v], ty)?;
            let r = rt.simple(r);
            rt.convert(value, r, target)
        }
        (IterVariant::Plain, Repr::ByteArray) => {
            let value = rt.call_helper("rbytearray", "ll_next", vec![v], LLType::Signed)?;
            let r = rt.simple(Repr::Int(LLType::Signed));
            rt.convert(value, r, target)
        }
        (IterVariant::Plain, Repr::Tuple(items)) => next_of_tuple(rt, hop, &items, v, target),
        (_, Repr::Dict(dict)) => super::dict::next(rt, it, dict, v, target),
        _ => hop.unsupported(rt),
    }
}

fn next_of_list(rt: &mut RTyper, variant: IterVariant, v: Operand, info: &ListInfo) -> R<Operand> {
    if let Some(step) = info.range {
        let (name, step) = match step {
            0 => ("ll_rangenext", rt.ll.getfield(v.clone(), 2, LLType::Signed)),
            up if up > 0 => ("ll_rangenext_up", Operand::signed(up)),
            down => ("ll_rangenext_down", Operand::signed(down)),
        };
        return rt.call_helper("rrange", name, vec![v, step], LLType::Signed);
    }
    let name = match (variant, info.resized) {
        (IterVariant::Reversed, true) => "ll_reversed_listnext",
        (IterVariant::Reversed, false) => "ll_reversed_arraynext",
        (_, true) => "ll_listnext",
        (_, false) => "ll_arraynext",
    };
    rt.call_helper("rlist", name, vec![v], info.item)
}

fn next_of_tuple(rt: &mut RTyper, hop: &Hop, items: &[ReprId], v: Operand, target: ReprId) -> R<Operand> {
    let Some(&first) = items.first() else { return hop.unsupported(rt) };
    if items.iter().any(|&r| r != first) {
        return Err(TyperError::new("only a tuple of equal items can be iterated over at run time"));
    }
    let ty = LLType::Ptr({
        let r = rt.simple(Repr::Tuple(items.into()));
        rt.container_type(r)?
    });
    let tuple = rt.ll.getfield(v.clone(), 0, ty);
    let count = Operand::signed(items.len() as i64);
    let index = rt.call_helper("rlist", "ll_next_index", vec![v, count], LLType::Signed)?;
    let value = super::tuple::item_at(rt, &tuple, items, index)?;
    rt.convert(value, first, target)
}

fn inner_next(
    rt: &mut RTyper,
    hop: &Hop,
    container: ReprId,
    v: &Operand,
    field: usize,
    target: ReprId,
) -> R<Operand> {
    let r = plain(rt, container);
    let Repr::Iter(it) = rt.repr(r).clone() else { return hop.unsupported(rt) };
    let ty = rt.lltype(r)?;
    let inner = rt.ll.getfield(v.clone(), field, ty);
    next(rt, hop, &it, inner, target)
}

fn next_enumerate(rt: &mut RTyper, hop: &Hop, it: &IterRepr, v: Operand, target: ReprId) -> R<Operand> {
    let Repr::Tuple(parts) = rt.repr(target).clone() else { return hop.unsupported(rt) };
    let value = inner_next(rt, hop, it.container, &v, 0, parts[1])?;
    let index = rt.ll.getfield(v.clone(), 1, LLType::Signed);
    let after = rt.ll.op(OpCode::int_add, vec![index.clone(), Operand::signed(1)], LLType::Signed);
    rt.ll.setfield(v, 1, after);
    super::tuple::make(rt, target, vec![index, value])
}

fn next_zip(rt: &mut RTyper, hop: &Hop, parts: &[ReprId], v: Operand, target: ReprId) -> R<Operand> {
    let Repr::Tuple(targets) = rt.repr(target).clone() else { return hop.unsupported(rt) };
    let mut values = Vec::new();
    for (i, (&part, &target)) in parts.iter().zip(targets.iter()).enumerate() {
        values.push(inner_next(rt, hop, part, &v, i, target)?);
    }
    super::tuple::make(rt, target, values)
}
