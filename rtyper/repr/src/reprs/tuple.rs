//! Tuples.

use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand};

use crate::error::{R, TyperError};
use crate::hop::{Arg, ArgValue, Hop};
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// Emits the making of a tuple from values of its item types.
pub fn make(rt: &mut RTyper, r: ReprId, values: Vec<Operand>) -> R<Operand> {
    let LLType::Ptr(ty) = rt.lltype(r)? else { return Ok(Operand::void()) };
    let v = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
    for (i, value) in values.into_iter().enumerate() {
        if rt.ll.ty(&value) != LLType::Void {
            rt.ll.setfield(v.clone(), i, value);
        }
    }
    Ok(v)
}

/// Emits the reading of an item.
pub fn item(rt: &mut RTyper, v: &Operand, items: &[ReprId], index: usize) -> R<Operand> {
    let ty = rt.lltype(items[index])?;
    if ty == LLType::Void {
        return Ok(Operand::void());
    }
    Ok(rt.ll.getfield(v.clone(), index, ty))
}

/// `(a, b)`
pub fn new(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let Repr::Tuple(items) = rt.repr(hop.r_result).clone() else { return hop.unsupported(rt) };
    let values = rt.inputargs(hop, &items)?;
    make(rt, hop.r_result, values)
}

/// Item by item.
pub fn convert(rt: &mut RTyper, v: Operand, from: &[ReprId], to: &[ReprId]) -> R<Option<Operand>> {
    if from.len() != to.len() {
        return Ok(None);
    }
    let target = rt.simple(Repr::Tuple(to.into()));
    let mut values = Vec::with_capacity(to.len());
    for (i, (&a, &b)) in from.iter().zip(to).enumerate() {
        let value = item(rt, &v, from, i)?;
        values.push(rt.convert(value, a, b)?);
    }
    make(rt, target, values).map(Some)
}

/// A prebuilt tuple.
pub fn const_value(rt: &mut RTyper, r: ReprId, items: &[ReprId], obj: Obj) -> R<Value> {
    let Object::Tuple(objects) = rt.host.get(obj) else {
        let name = rt.host.type_name(obj);
        return Err(TyperError::new(format!("a prebuilt {name} cannot be used as a tuple")));
    };
    let objects = objects.clone();
    let LLType::Ptr(ty) = rt.lltype(r)? else { return Ok(Value::Void) };
    if objects.len() != items.len() {
        return Err(TyperError::new("prebuilt tuples of different lengths are mixed"));
    }
    let values: R<Vec<Value>> =
        items.iter().zip(objects.iter()).map(|(&r, &obj)| rt.const_value(r, obj)).collect();
    let data = rt.interned_data(ty, Payload::Struct(values?));
    Ok(Value::Ptr(Pointer::Data(data)))
}

/// The items of a tuple argument as arguments of their own.
pub fn unpack(rt: &mut RTyper, arg: &Arg, items: &[ReprId]) -> R<Vec<Arg>> {
    let annotations = match &arg.s.kind {
        rpython_annotator::Kind::Tuple(s) => s.clone(),
        _ => items.iter().map(|_| rpython_annotator::SomeValue::IMPOSSIBLE).collect(),
    };
    if let Some(obj) = arg.constant()
        && let Object::Tuple(objects) = rt.host.get(obj)
    {
        let parts = objects.iter().zip(annotations.iter()).zip(items);
        return Ok(parts.map(|((&o, s), &r)| Arg { v: ArgValue::Const(o), s: s.clone(), r }).collect());
    }
    let v = rt.arg_as(arg, arg.r)?;
    let mut result = Vec::with_capacity(items.len());
    for (i, (s, &r)) in annotations.iter().zip(items).enumerate() {
        let value = item(rt, &v, items, i)?;
        result.push(Arg { v: ArgValue::Low(value), s: s.clone(), r });
    }
    Ok(result)
}

/// Length, items, slices, membership, unpacking.
pub fn items(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    match hop.kind {
        OpKind::len => Ok(Operand::signed(items.len() as i64)),
        OpKind::getitem | OpKind::getitem_idx => getitem(rt, hop, items),
        OpKind::getslice => getslice(rt, hop, items),
        OpKind::unpack_sequence => rt.inputarg(hop, 0, hop.r_result),
        OpKind::iter => super::iter::iter_tuple(rt, hop, items),
        OpKind::contains => contains(rt, hop, items),
        _ => hop.unsupported(rt),
    }
}

fn const_index(rt: &RTyper, arg: &Arg, length: usize, default: i64) -> Option<usize> {
    let index = match arg.constant() {
        Some(obj) if obj == Obj::NONE => default,
        Some(obj) => match rt.host.get(obj) {
            Object::Int(i) => *i,
            Object::Bool(b) => *b as i64,
            _ => return None,
        },
        None => return None,
    };
    let index = if index < 0 { index + length as i64 } else { index };
    usize::try_from(index).ok()
}

fn getitem(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    match const_index(rt, &hop.args[1], items.len(), 0) {
        Some(index) if index < items.len() => {
            let value = item(rt, &v, items, index)?;
            rt.result(hop, value, items[index])
        }
        Some(_) => Err(TyperError::new("the index is beyond the end of the tuple")),
        None => variable_item(rt, hop, &v, items),
    }
}

/// `t[i]`, for tuples whose items have one representation.
fn variable_item(rt: &mut RTyper, hop: &Hop, v: &Operand, items: &[ReprId]) -> R<Operand> {
    if items.is_empty() || items.iter().any(|&r| r != items[0]) {
        return Err(TyperError::new("only a tuple of equal items can be indexed by a variable"));
    }
    let index = rt.inputint(hop, 1)?;
    let value = item_at(rt, v, items, index)?;
    rt.result(hop, value, items[0])
}

/// The item at an index known at run time, of items that have one representation.
pub fn item_at(rt: &mut RTyper, v: &Operand, items: &[ReprId], index: Operand) -> R<Operand> {
    let mut diamonds = Vec::new();
    let ty = rt.lltype(items[0])?;
    for i in 0..items.len() - 1 {
        let here = rt.ll.op(OpCode::int_eq, vec![index.clone(), Operand::signed(i as i64)], LLType::Bool);
        let diamond = rt.ll.begin_if(here, ty);
        let value = item(rt, v, items, i)?;
        rt.ll.begin_else(&diamond, value);
        diamonds.push(diamond);
    }
    let mut value = item(rt, v, items, items.len() - 1)?;
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}

fn getslice(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    let start = const_index(rt, &hop.args[1], items.len(), 0);
    let stop = const_index(rt, &hop.args[2], items.len(), items.len() as i64);
    let (Some(start), Some(stop)) = (start, stop) else {
        return Err(TyperError::new("slices of tuples need constant bounds"));
    };
    let Repr::Tuple(targets) = rt.repr(hop.r_result).clone() else { return hop.unsupported(rt) };
    let v = rt.inputself(hop, 0)?;
    let mut values = Vec::new();
    for (&target, index) in targets.iter().zip(start..stop.min(items.len())) {
        let value = item(rt, &v, items, index)?;
        values.push(rt.convert(value, items[index], target)?);
    }
    make(rt, hop.r_result, values)
}

/// `t + u`
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let (Repr::Tuple(a), Repr::Tuple(b)) = (rt.repr(hop.args[0].r).clone(), rt.repr(hop.args[1].r).clone())
    else {
        return hop.unsupported(rt);
    };
    if !matches!(hop.kind, OpKind::add | OpKind::inplace_add) {
        return hop.unsupported(rt);
    }
    let mut parts = unpack(rt, &hop.args[0], &a)?;
    parts.extend(unpack(rt, &hop.args[1], &b)?);
    new(rt, &hop.with_args(parts))
}

/// A sub-operation on two values, translated as if the program contained it.
pub fn sub_op(rt: &mut RTyper, hop: &Hop, kind: OpKind, args: Vec<Arg>) -> R<Operand> {
    let r_result = rt.simple(Repr::Bool);
    let s_result = rpython_annotator::SomeValue::BOOL;
    crate::dispatch::translate(
        rt,
        &Hop { kind, args, s_result, r_result, span: hop.span, keywords: Vec::new() },
    )
}

/// `==`, `!=`, `<`... item by item.
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let (Repr::Tuple(a), Repr::Tuple(b)) = (rt.repr(hop.args[0].r).clone(), rt.repr(hop.args[1].r).clone())
    else {
        return super::pbc::identity_compare(rt, hop);
    };
    let (x, y) = (unpack(rt, &hop.args[0], &a)?, unpack(rt, &hop.args[1], &b)?);
    match hop.kind {
        OpKind::eq | OpKind::ne => {
            let equal = equal_items(rt, hop, &x, &y)?;
            if hop.kind == OpKind::eq {
                return Ok(equal);
            }
            Ok(rt.ll.op(OpCode::bool_not, vec![equal], LLType::Bool))
        }
        OpKind::lt | OpKind::le | OpKind::gt | OpKind::ge => ordered_items(rt, hop, &x, &y),
        _ => hop.unsupported(rt),
    }
}

fn equal_items(rt: &mut RTyper, hop: &Hop, x: &[Arg], y: &[Arg]) -> R<Operand> {
    if x.len() != y.len() {
        return Ok(Operand::bool(false));
    }
    let Some((a, rest_x)) = x.split_first() else { return Ok(Operand::bool(true)) };
    let first = sub_op(rt, hop, OpKind::eq, vec![a.clone(), y[0].clone()])?;
    if rest_x.is_empty() {
        return Ok(first);
    }
    let diamond = rt.ll.begin_if(first, LLType::Bool);
    let rest = equal_items(rt, hop, rest_x, &y[1..])?;
    rt.ll.begin_else(&diamond, rest);
    Ok(rt.ll.end_if(diamond, Operand::bool(false)))
}

fn ordered_items(rt: &mut RTyper, hop: &Hop, x: &[Arg], y: &[Arg]) -> R<Operand> {
    let (Some((a, xs)), Some((b, ys))) = (x.split_first(), y.split_first()) else {
        let (left, right) = (x.len(), y.len());
        return Ok(Operand::bool(match hop.kind {
            OpKind::lt => left < right,
            OpKind::le => left <= right,
            OpKind::gt => left > right,
            _ => left >= right,
        }));
    };
    let equal = sub_op(rt, hop, OpKind::eq, vec![a.clone(), b.clone()])?;
    let diamond = rt.ll.begin_if(equal, LLType::Bool);
    let rest = ordered_items(rt, hop, xs, ys)?;
    rt.ll.begin_else(&diamond, rest);
    let here = sub_op(rt, hop, hop.kind, vec![a.clone(), b.clone()])?;
    Ok(rt.ll.end_if(diamond, here))
}

fn contains(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    let parts = unpack(rt, &hop.args[0], items)?;
    let mut diamonds = Vec::new();
    for part in parts {
        let equal = sub_op(rt, hop, OpKind::eq, vec![part, hop.args[1].clone()])?;
        let diamond = rt.ll.begin_if(equal, LLType::Bool);
        rt.ll.begin_else(&diamond, Operand::bool(true));
        diamonds.push(diamond);
    }
    let mut value = Operand::bool(false);
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(value)
}

/// Truth and hash; text is the strings' business.
pub fn unary(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    match hop.kind {
        OpKind::bool => Ok(Operand::bool(!items.is_empty())),
        OpKind::hash => hash(rt, hop, items),
        OpKind::str | OpKind::repr => super::string::tuple_str(rt, hop, items),
        _ => hop.unsupported(rt),
    }
}

/// Mixes the hashes of the items, as the library's `compute_hash` of a tuple does.
fn hash(rt: &mut RTyper, hop: &Hop, items: &[ReprId]) -> R<Operand> {
    let parts = unpack(rt, &hop.args[0], items)?;
    hash_items(rt, parts, hop.span)
}

fn hash_items(rt: &mut RTyper, parts: Vec<Arg>, span: rpython_base::Span) -> R<Operand> {
    let mut x = Operand::signed(0x345678);
    let signed = rt.simple(Repr::Int(LLType::Signed));
    for part in parts {
        let s_result = rpython_annotator::SomeValue::INT;
        let sub = Hop {
            kind: OpKind::hash,
            args: vec![part],
            s_result,
            r_result: signed,
            span,
            keywords: Vec::new(),
        };
        let h = crate::dispatch::translate(rt, &sub)?;
        let product = rt.ll.op(OpCode::int_mul, vec![x, Operand::signed(1000003)], LLType::Signed);
        x = rt.ll.op(OpCode::int_xor, vec![product, h], LLType::Signed);
    }
    Ok(x)
}

/// A low-level function that compares two tuples of a representation item by item.
pub fn equality_function(rt: &mut RTyper, r: ReprId) -> R<Operand> {
    let ty = rt.lltype(r)?;
    let Repr::Tuple(items) = rt.repr(r).clone() else { return Err(TyperError::new("no tuple")) };
    rt.make_function("tuple_eq", vec![ty, ty], LLType::Bool, |rt, args| {
        let parts = |rt: &mut RTyper, v: &Operand| -> R<Vec<Arg>> {
            let mut parts = Vec::new();
            for (i, &r) in items.iter().enumerate() {
                let value = item(rt, v, &items, i)?;
                parts.push(Arg { v: ArgValue::Low(value), s: rpython_annotator::SomeValue::IMPOSSIBLE, r });
            }
            Ok(parts)
        };
        let (x, y) = (parts(rt, &args[0])?, parts(rt, &args[1])?);
        let r_result = rt.simple(Repr::Bool);
        let s_result = rpython_annotator::SomeValue::BOOL;
        let span = rt.current_span();
        let hop = Hop { kind: OpKind::eq, args: Vec::new(), s_result, r_result, span, keywords: Vec::new() };
        equal_items(rt, &hop, &x, &y)
    })
}

/// A low-level function that gives the hash of a tuple of a representation.
pub fn hash_function(rt: &mut RTyper, r: ReprId) -> R<Operand> {
    let ty = rt.lltype(r)?;
    let Repr::Tuple(items) = rt.repr(r).clone() else { return Err(TyperError::new("no tuple")) };
    rt.make_function("tuple_hash", vec![ty], LLType::Signed, |rt, args| {
        let mut parts = Vec::new();
        for (i, &r) in items.iter().enumerate() {
            let value = item(rt, &args[0], &items, i)?;
            parts.push(Arg { v: ArgValue::Low(value), s: rpython_annotator::SomeValue::IMPOSSIBLE, r });
        }
        let span = rt.current_span();
        hash_items(rt, parts, span)
    })
}
