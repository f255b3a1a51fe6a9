//! Lists.
//!
//! A list whose length never changes is its `GcArray` itself; a resized one is a `GcStruct list { length,
//! items }`; the result of `range` that is only read is a `GcStruct range { start, stop, step }`. Helpers that
//! only read get items and length apart and give back arrays, so that they serve both kinds.

use rpython_annotator::ListDefId;
use rpython_flow::OpKind;
use rpython_host::{Obj, Object};
use rpython_lltype::{ArrayType, Container, ContainerId, GcKind, Hints, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand};

use crate::choose::gc_struct;
use crate::common::field;
use crate::error::{R, TyperError};
use crate::helpers::HelperArg;
use crate::hop::{Arg, ArgValue, Hop};
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// Field numbers of resized lists.
pub mod fields {
    /// Number of items in use.
    pub const LENGTH: usize = 0;
    /// The array, at least as long.
    pub const ITEMS: usize = 1;
}

/// What is known about lists of a class.
#[derive(Clone, Copy, Debug)]
pub struct ListInfo {
    /// The items.
    pub r_item: ReprId,
    /// Their low-level type.
    pub item: LLType,
    /// Has a header.
    pub resized: bool,
    /// A range object; its constant step, 0 if that is stored.
    pub range: Option<i64>,
}

/// What is known about lists of a class.
pub fn info(rt: &mut RTyper, list: ListDefId) -> R<ListInfo> {
    let def = rt.ann.lists.get(list);
    let (s_item, resized, mutated, step) = (def.item.value.clone(), def.resized, def.mutated, def.range_step);
    let r_item = rt.repr_of(&s_item)?;
    let item = rt.lltype(r_item)?;
    Ok(ListInfo { r_item, item, resized, range: step.filter(|_| !resized && !mutated) })
}

/// The list behind a representation.
pub fn list_of(rt: &mut RTyper, r: ReprId) -> R<ListInfo> {
    match *rt.repr(r) {
        Repr::List(list) => info(rt, list),
        _ => Err(TyperError::new(format!("{} is no list", rt.repr_name(r)))),
    }
}

fn array_container(item: LLType) -> Container {
    Container::Array(ArrayType { gc: GcKind::Gc, item, hints: Hints::default() })
}

/// The array type for items of a type.
pub fn array_type(rt: &mut RTyper, item: LLType) -> ContainerId {
    rt.types_mut().intern(array_container(item))
}

/// The container of a list.
pub fn container(rt: &mut RTyper, list: ListDefId) -> R<Container> {
    let info = info(rt, list)?;
    if let Some(step) = info.range {
        let mut fields = vec![field("start", LLType::Signed), field("stop", LLType::Signed)];
        if step == 0 {
            fields.push(field("step", LLType::Signed));
        }
        let hints = Hints { immutable: true, ..Hints::default() };
        return Ok(gc_struct(if step == 0 { "ranges" } else { "range" }, fields, hints));
    }
    if !info.resized {
        return Ok(array_container(info.item));
    }
    let items = LLType::Ptr(array_type(rt, info.item));
    Ok(gc_struct("list", vec![field("length", LLType::Signed), field("items", items)], Hints::default()))
}

/// The content of a prebuilt list.
pub fn const_payload(rt: &mut RTyper, _: ReprId, list: ListDefId, obj: Obj) -> R<Payload> {
    let info = info(rt, list)?;
    let Object::List(objects) = rt.host.get(obj) else {
        return Err(TyperError::new(format!(
            "a prebuilt {} cannot be used as a list",
            rt.host.type_name(obj)
        )));
    };
    let objects = objects.clone();
    if info.range.is_some() {
        return Err(TyperError::unsupported("a prebuilt range"));
    }
    let values: R<Vec<Value>> = objects.iter().map(|&o| rt.const_value(info.r_item, o)).collect();
    let values = values?;
    let length = values.len() as i64;
    let items = super::ptr::pack(info.item, values);
    if !info.resized {
        return Ok(items);
    }
    let ty = array_type(rt, info.item);
    let data = rt.prog.data.push(ty, items);
    Ok(Payload::Struct(vec![Value::Int(length), Value::Ptr(Pointer::Data(data))]))
}

/// Emits the allocation of an array.
pub fn malloc_array(rt: &mut RTyper, item: LLType, length: Operand) -> Operand {
    let ty = array_type(rt, item);
    let imm = Imm::Malloc(ty, MallocFlavor::GC);
    rt.ll.op_imm(OpCode::malloc_varsize, vec![length], imm, LLType::Ptr(ty))
}

/// The static array without items that empty lists start with.
pub fn empty_array(rt: &mut RTyper, item: LLType) -> Operand {
    let ty = array_type(rt, item);
    let payload = rpython_lltype::value::default_payload(rt.types(), ty, 0);
    let data = rt.interned_data(ty, payload);
    rt.data_ptr(data)
}

/// A list that consists of the items of a fresh array.
pub fn from_array(rt: &mut RTyper, r: ReprId, array: Operand, length: Operand) -> R<Operand> {
    let info = list_of(rt, r)?;
    if !info.resized {
        return Ok(array);
    }
    let ty = rt.container_type(r)?;
    let v = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
    rt.ll.setfield(v.clone(), fields::LENGTH, length);
    rt.ll.setfield(v.clone(), fields::ITEMS, array);
    Ok(v)
}

/// The array and the length of a list value.
pub fn view(rt: &mut RTyper, v: &Operand, info: &ListInfo) -> R<(Operand, Operand)> {
    if info.range.is_some() {
        return Err(TyperError::unsupported("this operation on the result of range()"));
    }
    if !info.resized {
        let length = rt.ll.op(OpCode::getarraysize, vec![v.clone()], LLType::Signed);
        return Ok((v.clone(), length));
    }
    let ty = LLType::Ptr(array_type(rt, info.item));
    let length = rt.ll.getfield(v.clone(), fields::LENGTH, LLType::Signed);
    let items = rt.ll.getfield(v.clone(), fields::ITEMS, ty);
    Ok((items, length))
}

/// The array and the length of a list value, with items as another kind of list has them.
pub fn view_as(rt: &mut RTyper, v: &Operand, info: &ListInfo, target: &ListInfo) -> R<(Operand, Operand)> {
    if let Some(step) = info.range {
        let (start, stop, step) = range_parts(rt, v, step);
        let ty = LLType::Ptr(array_type(rt, LLType::Signed));
        let array = rt.call_helper("rrange", "ll_range2array", vec![start, stop, step], ty)?;
        let n = rt.ll.op(OpCode::getarraysize, vec![array.clone()], LLType::Signed);
        return Ok((array, n));
    }
    let (items, n) = view(rt, v, info)?;
    if info.item == target.item {
        return Ok((items, n));
    }
    let ty = array_type(rt, target.item);
    if info.item == LLType::Void {
        let array = malloc_array(rt, target.item, n.clone());
        return Ok((array, n));
    }
    let (from, to) = (info.r_item, target.r_item);
    let name = format!("convert_{from}_{to}");
    let convert = rt.make_function(&name, vec![info.item], target.item, |rt, args| {
        rt.convert(args[0].clone(), from, to)
    })?;
    let array = HelperArg::Object(rt.type_object(LLType::Inline(ty)));
    let args = vec![array, items.into(), n.clone().into(), convert.into()];
    let items = rt.call_helper_with("rlist", "ll_convert", args, LLType::Ptr(ty))?;
    Ok((items, n))
}

/// The length of a list value.
pub fn length(rt: &mut RTyper, v: &Operand, info: &ListInfo) -> R<Operand> {
    match info.range {
        Some(step) => range_length(rt, v, step),
        None if info.resized => Ok(rt.ll.getfield(v.clone(), fields::LENGTH, LLType::Signed)),
        None => Ok(rt.ll.op(OpCode::getarraysize, vec![v.clone()], LLType::Signed)),
    }
}

fn range_parts(rt: &mut RTyper, v: &Operand, step: i64) -> (Operand, Operand, Operand) {
    let start = rt.ll.getfield(v.clone(), 0, LLType::Signed);
    let stop = rt.ll.getfield(v.clone(), 1, LLType::Signed);
    let step = match step {
        0 => rt.ll.getfield(v.clone(), 2, LLType::Signed),
        known => Operand::signed(known),
    };
    (start, stop, step)
}

fn range_length(rt: &mut RTyper, v: &Operand, step: i64) -> R<Operand> {
    let (start, stop, step) = range_parts(rt, v, step);
    rt.call_helper("rrange", "ll_rangelen", vec![start, stop, step], LLType::Signed)
}

/// The index of an item, counted from the start and checked if the program asks for that.
pub fn item_index(rt: &mut RTyper, index: &Arg, length: Operand, checked: bool) -> R<Operand> {
    let signed = rt.simple(Repr::Int(LLType::Signed));
    let i = rt.arg_as(index, signed)?;
    let nonneg = rt.is_nonneg(&index.s);
    let name = match (checked, nonneg) {
        (true, true) => "ll_check_index_nonneg",
        (true, false) => "ll_check_index",
        (false, true) => return Ok(i),
        (false, false) => {
            if let Some(Value::Int(n)) = i.as_const()
                && *n < 0
            {
                return Ok(rt.ll.op(OpCode::int_add, vec![length, i], LLType::Signed));
            }
            "ll_index"
        }
    };
    rt.call_helper("rlist", name, vec![i, length], LLType::Signed)
}

/// Truth.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::bool => truth(rt, hop),
        OpKind::str | OpKind::repr => super::string::list_str(rt, hop),
        OpKind::hash => {
            let v = rt.inputself(hop, 0)?;
            Ok(super::instance::identity_hash(rt, v))
        }
        _ => hop.unsupported(rt),
    }
}

fn truth(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = list_of(rt, hop.args[0].r)?;
    let v = rt.inputself(hop, 0)?;
    let there = rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
    let diamond = rt.ll.begin_if(there, LLType::Bool);
    let n = length(rt, &v, &info)?;
    let some = rt.ll.op(OpCode::int_gt, vec![n, Operand::signed(0)], LLType::Bool);
    rt.ll.begin_else(&diamond, some);
    Ok(rt.ll.end_if(diamond, Operand::bool(false)))
}

/// Concatenation, repetition.
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::add => concat(rt, hop),
        OpKind::inplace_add => {
            extend(rt, hop, &hop.args[0], &hop.args[1])?;
            rt.inputarg(hop, 0, hop.r_result)
        }
        OpKind::mul => repeat(rt, hop),
        OpKind::inplace_mul => {
            let v = rt.inputself(hop, 0)?;
            let n = rt.inputint(hop, 1)?;
            rt.call_helper("rlist", "ll_inplace_mul", vec![v.clone(), n], LLType::Void)?;
            Ok(v)
        }
        _ => hop.unsupported(rt),
    }
}

fn concat(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let target = list_of(rt, hop.r_result)?;
    let mut args = Vec::new();
    for i in 0..2 {
        let info = list_of(rt, hop.args[i].r)?;
        let v = rt.inputself(hop, i)?;
        let (items, length) = view_as(rt, &v, &info, &target)?;
        args.extend([items, length]);
    }
    let ty = LLType::Ptr(array_type(rt, target.item));
    let total = rt.ll.op(OpCode::int_add, vec![args[1].clone(), args[3].clone()], LLType::Signed);
    let array = rt.call_helper("rlist", "ll_concat", args, ty)?;
    from_array(rt, hop.r_result, array, total)
}

fn repeat(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let (list, count) = if matches!(rt.repr(hop.args[0].r), Repr::List(_)) { (0, 1) } else { (1, 0) };
    let info = list_of(rt, hop.args[list].r)?;
    let v = rt.inputself(hop, list)?;
    let n = rt.inputint(hop, count)?;
    let target = list_of(rt, hop.r_result)?;
    if let Some(item) = rt.repeated.take() {
        return filled(rt, hop.r_result, &item, n);
    }
    let (items, length) = view_as(rt, &v, &info, &target)?;
    let ty = LLType::Ptr(array_type(rt, target.item));
    let array = rt.call_helper("rlist", "ll_mul", vec![items, length, n], ty)?;
    let total = rt.ll.op(OpCode::getarraysize, vec![array.clone()], LLType::Signed);
    from_array(rt, hop.r_result, array, total)
}

/// A list of `n` times the same item.
fn filled(rt: &mut RTyper, r: ReprId, item: &Arg, n: Operand) -> R<Operand> {
    let target = list_of(rt, r)?;
    let array = array_type(rt, target.item);
    let object = HelperArg::Object(rt.type_object(LLType::Inline(array)));
    let item = rt.arg_as(item, target.r_item)?;
    let clear = target.item == LLType::Void
        || item
            .as_const()
            .is_some_and(|v| *v == rpython_lltype::value::default_value(rt.types(), target.item));
    let ty = LLType::Ptr(array);
    let array = if clear {
        rt.call_helper_with("rlist", "ll_alloc_clear", vec![object, n.into()], ty)?
    } else {
        rt.call_helper_with("rlist", "ll_alloc_and_set", vec![object, n.into(), item.into()], ty)?
    };
    let total = rt.ll.op(OpCode::getarraysize, vec![array.clone()], LLType::Signed);
    from_array(rt, r, array, total)
}

/// How a helper compares two items: a function object, or `None` for the comparison of the values.
pub fn eq_argument(rt: &mut RTyper, r: ReprId) -> R<HelperArg> {
    match rt.repr(r).clone() {
        Repr::Str | Repr::Unicode => rt.helper_object("rstr", "ll_streq").map(HelperArg::Object),
        Repr::Tuple(_) => {
            let func = super::tuple::equality_function(rt, r)?;
            Ok(HelperArg::Value(func))
        }
        Repr::List(_) => {
            let func = equality_function(rt, r)?;
            Ok(HelperArg::Value(func))
        }
        _ => Ok(HelperArg::Object(Obj::NONE)),
    }
}

/// `==` and `!=`
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let lists = hop.args.iter().all(|a| matches!(rt.repr(a.r), Repr::List(_)));
    if !lists {
        return super::pbc::identity_compare(rt, hop);
    }
    if !matches!(hop.kind, OpKind::eq | OpKind::ne) {
        return hop.unsupported(rt);
    }
    let (a, b) = (list_of(rt, hop.args[0].r)?, list_of(rt, hop.args[1].r)?);
    let (x, y) = (rt.inputself(hop, 0)?, rt.inputself(hop, 1)?);
    let equal = equal_lists(rt, (x, a), (y, b))?;
    if hop.kind == OpKind::eq {
        return Ok(equal);
    }
    Ok(rt.ll.op(OpCode::bool_not, vec![equal], LLType::Bool))
}

/// Whether two lists, which may be `None`, have equal items.
fn equal_lists(rt: &mut RTyper, (x, a): (Operand, ListInfo), (y, b): (Operand, ListInfo)) -> R<Operand> {
    let target = wider_item(rt, a, b);
    let some = |rt: &mut RTyper, v: &Operand| rt.ll.op(OpCode::ptr_nonzero, vec![v.clone()], LLType::Bool);
    let x_there = some(rt, &x);
    let outer = rt.ll.begin_if(x_there, LLType::Bool);
    let y_there = some(rt, &y);
    let inner = rt.ll.begin_if(y_there, LLType::Bool);
    let same = if target.item == LLType::Void {
        // All items are the same, so that the lengths decide.
        let lengths = vec![length(rt, &x, &a)?, length(rt, &y, &b)?];
        rt.ll.op(OpCode::int_eq, lengths, LLType::Bool)
    } else {
        equal_items(rt, (&x, &a), (&y, &b), &target)?
    };
    rt.ll.begin_else(&inner, same);
    let same = rt.ll.end_if(inner, Operand::bool(false));
    rt.ll.begin_else(&outer, same);
    let y_null = rt.ll.op(OpCode::ptr_iszero, vec![y], LLType::Bool);
    Ok(rt.ll.end_if(outer, y_null))
}

fn equal_items(
    rt: &mut RTyper,
    (x, a): (&Operand, &ListInfo),
    (y, b): (&Operand, &ListInfo),
    target: &ListInfo,
) -> R<Operand> {
    let mut args: Vec<HelperArg> = Vec::new();
    for (v, info) in [(x, a), (y, b)] {
        let (items, length) = view_as(rt, v, info, target)?;
        args.extend([items.into(), length.into()]);
    }
    args.push(eq_argument(rt, target.r_item)?);
    rt.call_helper_with("rlist", "ll_listeq", args, LLType::Bool)
}

/// A low-level function that compares two lists of a representation.
fn equality_function(rt: &mut RTyper, r: ReprId) -> R<Operand> {
    let ty = rt.lltype(r)?;
    let info = list_of(rt, r)?;
    rt.make_function(&format!("list_eq_{r}"), vec![ty, ty], LLType::Bool, |rt, args| {
        equal_lists(rt, (args[0].clone(), info), (args[1].clone(), info))
    })
}

/// The list whose items can represent those of both.
fn wider_item(rt: &RTyper, a: ListInfo, b: ListInfo) -> ListInfo {
    match (rt.repr(a.r_item), rt.repr(b.r_item)) {
        (Repr::Impossible | Repr::None, _) => b,
        (Repr::Bool, Repr::Int(_) | Repr::Float) | (Repr::Int(_), Repr::Float) => b,
        (Repr::Char, Repr::Str) | (Repr::UniChar, Repr::Unicode) => b,
        _ => a,
    }
}

/// Length, items, slices, membership, iteration.
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = list_of(rt, hop.args[0].r)?;
    match hop.kind {
        OpKind::len => {
            let v = rt.inputself(hop, 0)?;
            length(rt, &v, &info)
        }
        OpKind::getitem => getitem(rt, hop, &info, false),
        OpKind::getitem_idx => getitem(rt, hop, &info, true),
        OpKind::setitem => setitem(rt, hop, &info),
        OpKind::delitem => {
            let v = rt.inputself(hop, 0)?;
            let n = length(rt, &v, &info)?;
            let checked = rt.catches("IndexError");
            let i = item_index(rt, &hop.args[1], n, checked)?;
            rt.call_helper("rlist", "ll_delitem", vec![v, i], LLType::Void)
        }
        OpKind::getslice => getslice(rt, hop, &info),
        OpKind::setslice => setslice(rt, hop, &info),
        OpKind::delslice => delslice(rt, hop),
        OpKind::contains => contains(rt, hop, &info),
        OpKind::iter => super::iter::iter_list(rt, hop, &info),
        OpKind::unpack_sequence => unpack(rt, hop, &info),
        _ => hop.unsupported(rt),
    }
}

fn getitem(rt: &mut RTyper, hop: &Hop, info: &ListInfo, checked: bool) -> R<Operand> {
    let checked = checked || rt.catches("IndexError");
    let v = rt.inputself(hop, 0)?;
    if let Some(step) = info.range {
        let n = range_length(rt, &v, step)?;
        let i = item_index(rt, &hop.args[1], n, checked)?;
        let (start, _, step) = range_parts(rt, &v, step);
        let offset = rt.ll.op(OpCode::int_mul, vec![i, step], LLType::Signed);
        return Ok(rt.ll.op(OpCode::int_add, vec![start, offset], LLType::Signed));
    }
    let nonneg = rt.is_nonneg(&hop.args[1].s);
    let n = if nonneg && !checked { Operand::signed(0) } else { length(rt, &v, info)? };
    let i = item_index(rt, &hop.args[1], n, checked)?;
    let value = read_item(rt, &v, info, i)?;
    rt.result(hop, value, info.r_item)
}

/// Reads an item by its checked index.
pub fn read_item(rt: &mut RTyper, v: &Operand, info: &ListInfo, index: Operand) -> R<Operand> {
    if info.item == LLType::Void {
        return rt.undefined(info.r_item);
    }
    let array = array_of(rt, v, info);
    Ok(rt.ll.op(OpCode::getarrayitem, vec![array, index], info.item))
}

fn array_of(rt: &mut RTyper, v: &Operand, info: &ListInfo) -> Operand {
    if !info.resized {
        return v.clone();
    }
    let ty = LLType::Ptr(array_type(rt, info.item));
    rt.ll.getfield(v.clone(), fields::ITEMS, ty)
}

fn setitem(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let checked = rt.catches("IndexError");
    let v = rt.inputself(hop, 0)?;
    let value = rt.inputarg(hop, 2, info.r_item)?;
    let nonneg = rt.is_nonneg(&hop.args[1].s);
    let n = if nonneg && !checked { Operand::signed(0) } else { length(rt, &v, info)? };
    let i = item_index(rt, &hop.args[1], n, checked)?;
    if info.item != LLType::Void {
        let array = array_of(rt, &v, info);
        rt.ll.op(OpCode::setarrayitem, vec![array, i, value], LLType::Void);
    }
    Ok(Operand::void())
}

/// The bounds of a slice as they lie within the length: the annotator has seen to it that the start is
/// not negative, and the stop neither unless it is the constant -1.
pub fn slice_bounds(rt: &mut RTyper, start: &Arg, stop: &Arg, length: Operand) -> R<(Operand, Operand)> {
    let signed = rt.simple(Repr::Int(LLType::Signed));
    let stop = match stop.constant() {
        Some(Obj::NONE) => length.clone(),
        _ => {
            let v = rt.arg_as(stop, signed)?;
            if matches!(v.as_const(), Some(Value::Int(-1))) {
                rt.call_helper("rlist", "ll_before_last", vec![length.clone()], LLType::Signed)?
            } else {
                rt.call_helper("rlist", "ll_clip", vec![v, length.clone()], LLType::Signed)?
            }
        }
    };
    let start = match start.constant() {
        Some(Obj::NONE) => Operand::signed(0),
        _ => {
            let v = rt.arg_as(start, signed)?;
            if matches!(v.as_const(), Some(Value::Int(0))) {
                v
            } else {
                rt.call_helper("rlist", "ll_clip", vec![v, stop.clone()], LLType::Signed)?
            }
        }
    };
    Ok((start, stop))
}

fn getslice(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let (items, n) = view(rt, &v, info)?;
    let (start, stop) = slice_bounds(rt, &hop.args[1], &hop.args[2], n)?;
    let ty = LLType::Ptr(array_type(rt, info.item));
    let array = rt.call_helper("rlist", "ll_slice", vec![items, start.clone(), stop.clone()], ty)?;
    let count = rt.ll.op(OpCode::int_sub, vec![stop, start], LLType::Signed);
    from_array(rt, hop.r_result, array, count)
}

fn setslice(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let (items, n) = view(rt, &v, info)?;
    let (start, stop) = slice_bounds(rt, &hop.args[1], &hop.args[2], n)?;
    let other = list_of(rt, hop.args[3].r)?;
    let w = rt.inputself(hop, 3)?;
    let (other_items, count) = view_as(rt, &w, &other, info)?;
    if info.resized {
        return rt.call_helper(
            "rlist",
            "ll_setslice_resized",
            vec![v, start, stop, other_items, count],
            LLType::Void,
        );
    }
    rt.call_helper("rlist", "ll_setslice", vec![items, start, stop, other_items, count], LLType::Void)
}

fn delslice(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = list_of(rt, hop.args[0].r)?;
    let v = rt.inputself(hop, 0)?;
    let n = length(rt, &v, &info)?;
    let (start, stop) = slice_bounds(rt, &hop.args[1], &hop.args[2], n)?;
    rt.call_helper("rlist", "ll_delslice", vec![v, start, stop], LLType::Void)
}

fn contains(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let v = rt.inputself(hop, 0)?;
    let x = rt.inputarg(hop, 1, info.r_item)?;
    let (items, n) = view(rt, &v, info)?;
    let eq = eq_argument(rt, info.r_item)?;
    rt.call_helper_with("rlist", "ll_contains", vec![items.into(), n.into(), x.into(), eq], LLType::Bool)
}

/// `x in [1, 2, 3]` with a constant list that nothing changes: comparisons one by one; `None` if it is
/// something else.
pub fn contains_constant(rt: &mut RTyper, hop: &Hop) -> R<Option<Operand>> {
    let Some(obj) = hop.args[0].constant() else { return Ok(None) };
    let Repr::List(list) = *rt.repr(hop.args[0].r) else { return Ok(None) };
    let Object::List(objects) = rt.host.get(obj) else { return Ok(None) };
    let found = rt.ann.lists.get(list);
    if objects.len() > 20 || found.mutated || found.resized {
        return Ok(None);
    }
    let objects = objects.clone();
    let s_item = found.item.value.clone();
    let r_item = rt.repr_of(&s_item)?;
    let mut diamonds = Vec::new();
    for obj in objects {
        let item = Arg { v: ArgValue::Const(obj), s: s_item.without_const(), r: r_item };
        let equal = super::tuple::sub_op(rt, hop, OpKind::eq, vec![item, hop.args[1].clone()])?;
        let diamond = rt.ll.begin_if(equal, LLType::Bool);
        rt.ll.begin_else(&diamond, Operand::bool(true));
        diamonds.push(diamond);
    }
    let mut value = Operand::bool(false);
    while let Some(diamond) = diamonds.pop() {
        value = rt.ll.end_if(diamond, value);
    }
    Ok(Some(value))
}

/// `a, b = lst`
fn unpack(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let Repr::Tuple(targets) = rt.repr(hop.r_result).clone() else { return hop.unsupported(rt) };
    let v = rt.inputself(hop, 0)?;
    let n = length(rt, &v, info)?;
    let count = Operand::signed(targets.len() as i64);
    rt.call_helper("rlist", "ll_check_length", vec![n, count], LLType::Void)?;
    let mut values = Vec::new();
    for (i, &target) in targets.iter().enumerate() {
        let value = read_item(rt, &v, info, Operand::signed(i as i64))?;
        values.push(rt.convert(value, info.r_item, target)?);
    }
    super::tuple::make(rt, hop.r_result, values)
}

/// `[a, b]`, and empty lists with a hint about their length.
pub fn new(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = list_of(rt, hop.r_result)?;
    if info.range.is_some() {
        return hop.unsupported(rt);
    }
    if hop.kind == OpKind::newlist_hint
        && info.resized
        && let Some(wanted) = hinted_length(rt, hop)?
    {
        let array = malloc_array(rt, info.item, wanted);
        return from_array(rt, hop.r_result, array, Operand::signed(0));
    }
    if hop.kind == OpKind::newlist_hint || hop.args.is_empty() {
        let empty = empty_array(rt, info.item);
        return from_array(rt, hop.r_result, empty, Operand::signed(0));
    }
    let n = Operand::signed(hop.nargs() as i64);
    let array = malloc_array(rt, info.item, n.clone());
    for i in 0..hop.nargs() {
        let value = rt.inputarg(hop, i, info.r_item)?;
        if info.item != LLType::Void {
            let args = vec![array.clone(), Operand::signed(i as i64), value];
            rt.ll.op(OpCode::setarrayitem, args, LLType::Void);
        }
    }
    from_array(rt, hop.r_result, array, n)
}

/// How many items a new list will probably get, if it is the length of another list.
fn hinted_length(rt: &mut RTyper, hop: &Hop) -> R<Option<Operand>> {
    let Some(arg) = hop.args.first() else { return Ok(None) };
    if !matches!(rt.repr(arg.r), Repr::List(_)) || arg.s.can_be_none() {
        return Ok(None);
    }
    let info = list_of(rt, arg.r)?;
    let v = rt.inputself(hop, 0)?;
    length(rt, &v, &info).map(Some)
}

/// The list of a comprehension when it is complete: where it never changes any more, its array, without room for more.
pub fn done(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if !matches!(rt.repr(hop.args[0].r), Repr::List(_)) {
        return rt.inputarg(hop, 0, hop.r_result);
    }
    let (from, to) = (list_of(rt, hop.args[0].r)?, list_of(rt, hop.r_result)?);
    let v = rt.inputself(hop, 0)?;
    match (from.resized, to.resized) {
        (true, false) => {
            let ty = LLType::Ptr(array_type(rt, from.item));
            rt.call_helper("rlist", "ll_fixed_array", vec![v], ty)
        }
        (false, true) => {
            let (items, n) = view(rt, &v, &from)?;
            from_array(rt, hop.r_result, items, n)
        }
        (true, true) | (false, false) => Ok(v),
    }
}

/// Methods; argument 0 is the list.
pub fn method(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    let info = list_of(rt, hop.args[0].r)?;
    match name {
        "append" => {
            let v = rt.inputself(hop, 0)?;
            let x = rt.inputarg(hop, 1, info.r_item)?;
            rt.call_helper("rlist", "ll_append", vec![v, x], LLType::Void)
        }
        "extend" => extend(rt, hop, &hop.args[0], &hop.args[1]),
        "insert" => {
            let v = rt.inputself(hop, 0)?;
            let i = rt.inputint(hop, 1)?;
            let x = rt.inputarg(hop, 2, info.r_item)?;
            let name = if rt.is_nonneg(&hop.args[1].s) { "ll_insert_nonneg" } else { "ll_insert" };
            rt.call_helper("rlist", name, vec![v, i, x], LLType::Void)
        }
        "pop" => pop(rt, hop, &info),
        "reverse" => {
            let v = rt.inputself(hop, 0)?;
            let (items, n) = view(rt, &v, &info)?;
            rt.call_helper("rlist", "ll_reverse", vec![items, n], LLType::Void)
        }
        "index" | "count" | "remove" => {
            let v = rt.inputself(hop, 0)?;
            let x = rt.inputarg(hop, 1, info.r_item)?;
            let (items, n) = view(rt, &v, &info)?;
            let eq = eq_argument(rt, info.r_item)?;
            let args = vec![items.into(), n.into(), x.into(), eq];
            if name == "count" {
                return rt.call_helper_with("rlist", "ll_count", args, LLType::Signed);
            }
            let i = rt.call_helper_with("rlist", "ll_listindex", args, LLType::Signed)?;
            if name == "index" {
                return Ok(i);
            }
            rt.call_helper("rlist", "ll_delitem", vec![v, i], LLType::Void)
        }
        _ => Err(TyperError::unsupported(format!("the list method {name}()"))),
    }
}

fn pop(rt: &mut RTyper, hop: &Hop, info: &ListInfo) -> R<Operand> {
    let checked = rt.catches("IndexError");
    let v = rt.inputself(hop, 0)?;
    let last = match hop.args.get(1).and_then(|a| a.constant()).map(|o| rt.host.get(o)) {
        None => hop.nargs() == 1,
        Some(Object::Int(-1)) => true,
        Some(_) => false,
    };
    let value = if last {
        let name = if checked { "ll_pop_checked" } else { "ll_pop" };
        rt.call_helper("rlist", name, vec![v], info.item)?
    } else {
        let n = length(rt, &v, info)?;
        let i = item_index(rt, &hop.args[1], n, checked)?;
        rt.call_helper("rlist", "ll_pop_at", vec![v, i], info.item)?
    };
    rt.result(hop, value, info.r_item)
}

fn extend(rt: &mut RTyper, _: &Hop, list: &Arg, other: &Arg) -> R<Operand> {
    let info = list_of(rt, list.r)?;
    let v = rt.arg_as(list, list.r)?;
    match rt.repr(other.r).clone() {
        Repr::List(_) => {
            let from = list_of(rt, other.r)?;
            let w = rt.arg_as(other, other.r)?;
            let (items, n) = view_as(rt, &w, &from, &info)?;
            rt.call_helper("rlist", "ll_extend", vec![v, items, n], LLType::Void)
        }
        Repr::Str | Repr::Char if info.item == LLType::Char => {
            let string = rt.simple(Repr::Str);
            let w = rt.arg_as(other, string)?;
            rt.call_helper("rlist", "ll_extend_string", vec![v, w], LLType::Void)
        }
        Repr::Unicode | Repr::UniChar if info.item == LLType::UniChar => {
            let unicode = rt.simple(Repr::Unicode);
            let w = rt.arg_as(other, unicode)?;
            rt.call_helper("rlist", "ll_extend_string", vec![v, w], LLType::Void)
        }
        _ => Err(TyperError::unsupported(format!("extending a list by {}", rt.repr_name(other.r)))),
    }
}

/// Built-in functions that make or change one; `None` if the name is not known here.
pub fn builtin(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    match name {
        "range" | "xrange" => range(rt, hop).map(Some),
        "list" => to_list(rt, hop).map(Some),
        "newlist_hint" => {
            let sub = Hop { kind: OpKind::newlist_hint, args: hop.args[1..].to_vec(), ..hop.clone() };
            new(rt, &sub).map(Some)
        }
        "resizelist_hint" => Ok(Some(Operand::void())),
        "list_get_physical_size" => {
            let info = list_of(rt, hop.args[1].r)?;
            let v = rt.inputself(hop, 1)?;
            let size = if info.resized {
                rt.call_helper("rlist", "ll_physical_size", vec![v], LLType::Signed)?
            } else {
                length(rt, &v, &info)?
            };
            Ok(Some(size))
        }
        "enumerate" | "reversed" | "zip" => super::iter::builtin(rt, hop, name).map(Some),
        "int" | "float" | "str" | "unicode" => super::string::builtin(rt, hop, name),
        "bytearray" => super::bytearray::builtin(rt, hop).map(Some),
        _ => super::dict::builtin(rt, hop, name),
    }
}

fn range(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let info = list_of(rt, hop.r_result)?;
    let (start, stop) = match hop.nargs() {
        2 => (Operand::signed(0), rt.inputint(hop, 1)?),
        _ => (rt.inputint(hop, 1)?, rt.inputint(hop, 2)?),
    };
    let step = if hop.nargs() > 3 { rt.inputint(hop, 3)? } else { Operand::signed(1) };
    if let Some(known) = info.range {
        let ty = rt.container_type(hop.r_result)?;
        if known == 0 {
            rt.call_helper("rrange", "ll_check_step", vec![step.clone()], LLType::Void)?;
        }
        let v = rt.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
        rt.ll.setfield(v.clone(), 0, start);
        rt.ll.setfield(v.clone(), 1, stop);
        if known == 0 {
            rt.ll.setfield(v.clone(), 2, step);
        }
        return Ok(v);
    }
    let ty = LLType::Ptr(array_type(rt, info.item));
    let array = rt.call_helper("rrange", "ll_range2array", vec![start, stop, step], ty)?;
    let n = rt.ll.op(OpCode::getarraysize, vec![array.clone()], LLType::Signed);
    from_array(rt, hop.r_result, array, n)
}

/// `list(x)` of a list or string; anything else the annotator has turned into a loop.
fn to_list(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if hop.nargs() == 1 {
        return new(rt, &hop.with_args(Vec::new()));
    }
    let info = list_of(rt, hop.r_result)?;
    let ty = LLType::Ptr(array_type(rt, info.item));
    let array = match rt.repr(hop.args[1].r).clone() {
        Repr::List(_) => {
            let from = list_of(rt, hop.args[1].r)?;
            let v = rt.inputself(hop, 1)?;
            if from.range.is_some() {
                view_as(rt, &v, &from, &info)?.0
            } else {
                let (items, n) = view_as(rt, &v, &from, &info)?;
                rt.call_helper("rlist", "ll_slice", vec![items, Operand::signed(0), n], ty)?
            }
        }
        Repr::Tuple(items) => {
            let parts = super::tuple::unpack(rt, &hop.args[1], &items)?;
            return new(rt, &hop.with_args(parts));
        }
        Repr::Dict(_) => {
            let sub = hop.with_args(hop.args[1..].to_vec());
            return super::dict::method(rt, &sub, "keys");
        }
        Repr::Str | Repr::Unicode => {
            let v = rt.inputself(hop, 1)?;
            let container = array_type(rt, info.item);
            let array = rt.type_object(LLType::Inline(container));
            let args = vec![v.into(), HelperArg::Object(array)];
            rt.call_helper_with("rlist", "ll_string2array", args, ty)?
        }
        _ => return hop.unsupported(rt),
    };
    let n = rt.ll.op(OpCode::getarraysize, vec![array.clone()], LLType::Signed);
    from_array(rt, hop.r_result, array, n)
}
