//! Low-level pointers.
//!
//! A pointer to an item of a managed array of structs cannot be a machine pointer, since the
//! array may move. Such an interior pointer stays what it was made of (pointer and indices, in
//! [`Interiors`]) as long as it stays in its block, and becomes an object only where it crosses a link.

use rpython_annotator::lattice::{InteriorOffset, InteriorPtr};
use rpython_base::{FastMap, Symbol};
use rpython_flow::OpKind;
use rpython_host::{LLTarget, Obj, Object};
use rpython_lltype::{Container, ContainerId, Field, Hints, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Imm, MallocFlavor, OpCode, Operand, PathStep, VarId};

use crate::choose::gc_struct;
use crate::common::field;
use crate::error::{R, TyperError};
use crate::hop::{Arg, ArgValue, Hop};
use crate::repr::{Repr, ReprId};
use crate::rtyper::RTyper;

/// What interior pointers of the current block are made of.
#[derive(Debug, Default)]
pub struct Interiors {
    parts: FastMap<VarId, (Operand, Vec<Operand>)>,
}

/// The type of an interior pointer as an object.
pub fn interior_type(rt: &mut RTyper, inner: &InteriorPtr) -> R<LLType> {
    let mut fields = vec![field("ptr", LLType::Ptr(inner.parent))];
    for (i, offset) in inner.offsets.iter().enumerate() {
        if matches!(offset, InteriorOffset::Item) {
            fields.push(field(&format!("index{i}"), LLType::Signed));
        }
    }
    let hints = Hints { immutable: true, ..Hints::default() };
    Ok(LLType::Ptr(rt.types_mut().intern(gc_struct("interior_ptr", fields, hints))))
}

/// The representation of values of a low-level type.
impl RTyper<'_> {
    /// The representation of values of a low-level type.
    pub fn repr_of_lltype(&mut self, ty: LLType) -> R<ReprId> {
        let s = crate::helpers::annotation_of(ty);
        self.repr_of(&s)
    }

    /// Turns an interior pointer into an object, where it is about to leave its block.
    pub fn materialize(&mut self, v: Operand, r: ReprId) -> R<Operand> {
        let Operand::Var(var) = v else { return Ok(v) };
        let Some((ptr, indices)) = self.interiors.parts.get(&var).cloned() else { return Ok(v) };
        let LLType::Ptr(ty) = self.lltype(r)? else { return Ok(v) };
        let object =
            self.ll.op_imm(OpCode::malloc, vec![], Imm::Malloc(ty, MallocFlavor::GC), LLType::Ptr(ty));
        self.ll.setfield(object.clone(), 0, ptr);
        for (i, index) in indices.into_iter().enumerate() {
            self.ll.setfield(object.clone(), i + 1, index);
        }
        Ok(object)
    }

    fn interior_parts(&mut self, v: &Operand, inner: &InteriorPtr) -> (Operand, Vec<Operand>) {
        if let Operand::Var(var) = v
            && let Some(parts) = self.interiors.parts.get(var)
        {
            return parts.clone();
        }
        let ptr = self.ll.getfield(v.clone(), 0, LLType::Ptr(inner.parent));
        let count = inner.offsets.iter().filter(|o| matches!(o, InteriorOffset::Item)).count();
        let indices = (0..count).map(|i| self.ll.getfield(v.clone(), i + 1, LLType::Signed)).collect();
        (ptr, indices)
    }
}

fn path(rt: &RTyper, inner: &InteriorPtr) -> R<Vec<PathStep>> {
    let mut at = inner.parent;
    let mut steps = Vec::new();
    for offset in &inner.offsets {
        let next = match offset {
            InteriorOffset::Field(name) => {
                let (index, ty) = field_of(rt, at, *name)?;
                steps.push(PathStep::Field(index as u32));
                ty
            }
            InteriorOffset::Item => {
                steps.push(PathStep::Index);
                rt.types().item_type(at).ok_or_else(|| TyperError::new("this is no array"))?
            }
        };
        if let LLType::Inline(id) = next {
            at = id;
        }
    }
    Ok(steps)
}

/// A field by its name: index and type.
pub fn field_of(rt: &RTyper, container: ContainerId, name: Symbol) -> R<(usize, LLType)> {
    let found = rt.types().as_struct(container).and_then(|s| s.field(name).map(|i| (i, s.fields[i].ty)));
    found.ok_or_else(|| {
        TyperError::new(format!("{} has no field '{name}'", rt.types().display_container(container)))
    })
}

/// The access `p.itemN` to an array of fixed length as one to `p[N]`.
fn as_item(rt: &mut RTyper, hop: &Hop, place: &Base, name: Symbol, kind: OpKind) -> R<Option<Hop>> {
    let (Base::Plain(_, container) | Base::Inner { target: container, .. }) = place;
    let Some(index) = rt.types().fixed_item(*container, name) else { return Ok(None) };
    let mut item = hop.clone();
    item.kind = kind;
    item.args[1] = Arg {
        v: ArgValue::Low(Operand::signed(index as i64)),
        s: rpython_annotator::SomeValue::integer(LLType::Signed, true),
        r: rt.repr_of_lltype(LLType::Signed)?,
    };
    Ok(Some(item))
}

/// Where an access through a pointer goes: a plain pointer, or the inside of a managed container.
enum Base {
    Plain(Operand, ContainerId),
    Inner { ptr: Operand, indices: Vec<Operand>, steps: Vec<PathStep>, target: ContainerId },
}

fn base(rt: &mut RTyper, hop: &Hop) -> R<Base> {
    match rt.repr(hop.args[0].r).clone() {
        Repr::Ptr(container) => Ok(Base::Plain(rt.inputself(hop, 0)?, container)),
        Repr::InteriorPtr(inner) => {
            let v = match &hop.args[0].v {
                ArgValue::Low(v) => v.clone(),
                ArgValue::Const(_) => return hop.unsupported(rt),
            };
            let (ptr, indices) = rt.interior_parts(&v, &inner);
            let steps = path(rt, &inner)?;
            Ok(Base::Inner { ptr, indices, steps, target: inner.target })
        }
        _ => hop.unsupported(rt),
    }
}

/// The result where an inlined container of a managed one is reached.
fn interior_result(rt: &mut RTyper, hop: &Hop, ptr: Operand, indices: Vec<Operand>) -> R<Operand> {
    let ty = rt.lltype(hop.r_result)?;
    let var = rt.ll.graph.var(ty);
    rt.interiors.parts.insert(var, (ptr, indices));
    Ok(Operand::Var(var))
}

/// `p.name`
pub fn getattr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    if matches!(rt.repr(hop.r_result), Repr::AdtMethod(..)) {
        return rt.inputself(hop, 0);
    }
    let name = rt.const_name(hop, 1)?;
    let place = base(rt, hop)?;
    if let Some(item) = as_item(rt, hop, &place, name, OpKind::getitem)? {
        return items(rt, &item);
    }
    match place {
        Base::Plain(v, container) => {
            let (index, ty) = field_of(rt, container, name)?;
            match ty {
                LLType::Inline(inner) if matches!(rt.repr(hop.r_result), Repr::InteriorPtr(_)) => {
                    let _ = inner;
                    interior_result(rt, hop, v, Vec::new())
                }
                LLType::Inline(inner) => {
                    let imm = Imm::Field(index as u32);
                    Ok(rt.ll.op_imm(OpCode::getsubstruct, vec![v], imm, LLType::Ptr(inner)))
                }
                LLType::Void => rt.undefined(hop.r_result),
                ty => Ok(rt.ll.getfield(v, index, ty)),
            }
        }
        Base::Inner { ptr, indices, mut steps, target } => {
            let (index, ty) = field_of(rt, target, name)?;
            if matches!(ty, LLType::Inline(_)) {
                return interior_result(rt, hop, ptr, indices);
            }
            steps.push(PathStep::Field(index as u32));
            Ok(get_interior(rt, ptr, indices, steps, ty))
        }
    }
}

fn get_interior(
    rt: &mut RTyper,
    ptr: Operand,
    indices: Vec<Operand>,
    steps: Vec<PathStep>,
    ty: LLType,
) -> Operand {
    let mut args = vec![ptr];
    args.extend(indices);
    rt.ll.op_imm(OpCode::getinteriorfield, args, Imm::Path(steps.into()), ty)
}

fn set_interior(rt: &mut RTyper, ptr: Operand, indices: Vec<Operand>, steps: Vec<PathStep>, value: Operand) {
    let mut args = vec![ptr];
    args.extend(indices);
    args.push(value);
    rt.ll.op_imm(OpCode::setinteriorfield, args, Imm::Path(steps.into()), LLType::Void);
}

/// `p.name = value`
pub fn setattr(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let name = rt.const_name(hop, 1)?;
    let place = base(rt, hop)?;
    let container = match &place {
        Base::Plain(_, container) => *container,
        Base::Inner { target, .. } => *target,
    };
    if let Some(item) = as_item(rt, hop, &place, name, OpKind::setitem)? {
        return items(rt, &item);
    }
    let (index, ty) = field_of(rt, container, name)?;
    if ty == LLType::Void {
        return Ok(Operand::void());
    }
    let r = rt.repr_of_lltype(ty)?;
    let value = rt.inputarg(hop, 2, r)?;
    match place {
        Base::Plain(v, _) => rt.ll.setfield(v, index, value),
        Base::Inner { ptr, indices, mut steps, .. } => {
            steps.push(PathStep::Field(index as u32));
            set_interior(rt, ptr, indices, steps, value);
        }
    }
    Ok(Operand::void())
}

/// `p[i]`, `p[i] = x`, `len(p)`
pub fn items(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let place = base(rt, hop)?;
    let container = match &place {
        Base::Plain(_, container) => *container,
        Base::Inner { target, .. } => *target,
    };
    let item = rt.types().item_type(container);
    let item = item.ok_or_else(|| {
        TyperError::new(format!("{} has no items", rt.types().display_container(container)))
    })?;
    match hop.kind {
        OpKind::len => length(rt, place, container),
        OpKind::getitem | OpKind::getitem_idx => getitem(rt, hop, place, item),
        OpKind::setitem => {
            if item == LLType::Void {
                return Ok(Operand::void());
            }
            let index = rt.inputint(hop, 1)?;
            let r = rt.repr_of_lltype(item)?;
            let value = rt.inputarg(hop, 2, r)?;
            match place {
                Base::Plain(v, _) => {
                    rt.ll.op(OpCode::setarrayitem, vec![v, index, value], LLType::Void);
                }
                Base::Inner { ptr, mut indices, mut steps, .. } => {
                    steps.push(PathStep::Index);
                    indices.push(index);
                    set_interior(rt, ptr, indices, steps, value);
                }
            }
            Ok(Operand::void())
        }
        _ => hop.unsupported(rt),
    }
}

fn length(rt: &mut RTyper, place: Base, container: ContainerId) -> R<Operand> {
    if let Container::FixedArray { length, .. } = rt.types().get(container) {
        return Ok(Operand::signed(*length as i64));
    }
    Ok(match place {
        Base::Plain(v, _) => rt.ll.op(OpCode::getarraysize, vec![v], LLType::Signed),
        Base::Inner { ptr, indices, steps, .. } => {
            let mut args = vec![ptr];
            args.extend(indices);
            rt.ll.op_imm(OpCode::getinteriorarraysize, args, Imm::Path(steps.into()), LLType::Signed)
        }
    })
}

fn getitem(rt: &mut RTyper, hop: &Hop, place: Base, item: LLType) -> R<Operand> {
    if item == LLType::Void {
        return rt.undefined(hop.r_result);
    }
    let index = rt.inputint(hop, 1)?;
    let inner = matches!(rt.repr(hop.r_result), Repr::InteriorPtr(_));
    match (place, item) {
        (Base::Plain(v, _), LLType::Inline(_)) if inner => interior_result(rt, hop, v, vec![index]),
        (Base::Plain(v, _), LLType::Inline(id)) => {
            Ok(rt.ll.op(OpCode::getarraysubstruct, vec![v, index], LLType::Ptr(id)))
        }
        (Base::Plain(v, _), ty) => Ok(rt.ll.op(OpCode::getarrayitem, vec![v, index], ty)),
        (Base::Inner { ptr, mut indices, mut steps, .. }, ty) => {
            indices.push(index);
            if matches!(ty, LLType::Inline(_)) {
                return interior_result(rt, hop, ptr, indices);
            }
            steps.push(PathStep::Index);
            Ok(get_interior(rt, ptr, indices, steps, ty))
        }
    }
}

/// Truth.
pub fn unary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.kind {
        OpKind::bool if matches!(rt.repr(hop.args[0].r), Repr::InteriorPtr(_)) => Ok(Operand::bool(true)),
        OpKind::bool => {
            let v = rt.inputself(hop, 0)?;
            Ok(rt.ll.op(OpCode::ptr_nonzero, vec![v], LLType::Bool))
        }
        OpKind::str | OpKind::repr if matches!(rt.repr(hop.args[0].r), Repr::Ptr(_)) => {
            let v = rt.inputself(hop, 0)?;
            let word = rt.ll.op(OpCode::cast_ptr_to_int, vec![v], LLType::Signed);
            let word = rt.ll.op(OpCode::cast_int_to_uint, vec![word], LLType::Unsigned);
            let string = rt.string_ptr();
            rt.call_helper("ll_str", "ll_uint2hex", vec![word], string)
        }
        _ => hop.unsupported(rt),
    }
}

/// No arithmetic on pointers.
pub fn binary(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    hop.unsupported(rt)
}

/// `p == q`
pub fn compare(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let code = match hop.kind {
        OpKind::eq => OpCode::ptr_eq,
        OpKind::ne => OpCode::ptr_ne,
        _ => return hop.unsupported(rt),
    };
    let r = match rt.repr(hop.args[0].r) {
        Repr::Ptr(_) => hop.args[0].r,
        _ => hop.args[1].r,
    };
    let args = rt.inputargs(hop, &[r, r])?;
    Ok(rt.ll.op(code, args, LLType::Bool))
}

/// Instances, strings and lists may be given where a helper expects their low-level type, and back.
pub fn convert(
    rt: &mut RTyper,
    v: Operand,
    from: ReprId,
    to: ReprId,
    _: &Repr,
    _: &Repr,
) -> R<Option<Operand>> {
    let (a, b) = (rt.lltype(from)?, rt.lltype(to)?);
    if a == b {
        return Ok(Some(v));
    }
    match (a, b) {
        (LLType::Ptr(x), LLType::Ptr(y)) if rt.types().is_subtype(x, y) || rt.types().is_subtype(y, x) => {
            Ok(Some(rt.cast_pointer(v, b)))
        }
        _ => Ok(None),
    }
}

/// A call through a low-level function pointer.
pub fn call(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    let Repr::Ptr(container) = *rt.repr(hop.args[0].r) else { return hop.unsupported(rt) };
    let Container::Func(ty) = rt.types().get(container).clone() else { return hop.unsupported(rt) };
    if hop.nargs() - 1 != ty.args.len() {
        return Err(TyperError::new(format!(
            "the function takes {} arguments, not {}",
            ty.args.len(),
            hop.nargs() - 1
        )));
    }
    let callee = rt.inputself(hop, 0)?;
    let mut args = vec![callee.clone()];
    for (i, &arg) in ty.args.iter().enumerate() {
        let r = rt.repr_of_lltype(arg)?;
        args.push(rt.inputarg(hop, i + 1, r)?);
    }
    if callee.as_func().is_some() {
        return Ok(rt.ll.op(OpCode::direct_call, args, ty.result));
    }
    Ok(rt.ll.op_imm(OpCode::indirect_call, args, Imm::Targets(None), ty.result))
}

/// A call of an ADT method: of the function with the pointer as first argument.
pub fn call_adt_method(rt: &mut RTyper, hop: &Hop, func: Obj) -> R<Operand> {
    let mut args = Vec::new();
    for i in 0..hop.nargs() {
        args.push(match hop.args[i].constant() {
            Some(obj) if i > 0 => crate::helpers::HelperArg::Object(obj),
            _ => rt.inputself(hop, i)?.into(),
        });
    }
    let result = rt.lltype(hop.r_result)?;
    rt.call_function(func, args, result)
}

/// The static object or function that a prebuilt pointer points to.
pub fn pointer_of(rt: &mut RTyper, obj: Obj) -> R<Pointer> {
    let (pointee, target) = match rt.host.get(obj) {
        Object::LLPtr(data) => (data.pointee, data.target.clone()),
        Object::LLContainer(data) => (data.ty, LLTarget::Container(obj)),
        Object::None => return Ok(Pointer::Null),
        _ => {
            return Err(TyperError::new(format!(
                "a prebuilt {} cannot be used as a pointer",
                rt.host.type_name(obj)
            )));
        }
    };
    match target {
        LLTarget::Null => Ok(Pointer::Null),
        LLTarget::Container(container) => {
            let Object::LLContainer(data) = rt.host.get(container) else { return Ok(Pointer::Null) };
            if data.freed {
                return Err(TyperError::new("a pointer to freed memory is used as a prebuilt constant"));
            }
            let ty = data.ty;
            Ok(Pointer::Data(rt.low_container(container, ty)))
        }
        LLTarget::Part(container, path) => {
            let Object::LLContainer(data) = rt.host.get(container) else { return Ok(Pointer::Null) };
            let ty = data.ty;
            let data = rt.low_container(container, ty);
            Ok(Pointer::Interior(data, path.iter().copied().collect()))
        }
        LLTarget::Function(func) => rt.function_pointer(func, pointee),
        LLTarget::External(external) => Ok(Pointer::Func(rt.external(&external)?)),
        LLTarget::Instance(instance) => {
            let r = rt.simple(Repr::Instance(None));
            match rt.const_value(r, instance)? {
                Value::Ptr(pointer) => Ok(pointer),
                _ => Ok(Pointer::Null),
            }
        }
        LLTarget::Int(_) => {
            Err(TyperError::unsupported("an integer cast to a pointer, as a prebuilt constant,"))
        }
    }
}

/// A prebuilt pointer as a value of a pointer type.
pub fn const_value(rt: &mut RTyper, container: ContainerId, obj: Obj) -> R<Value> {
    match rt.host.get(obj) {
        Object::LLPtr(data) if matches!(data.target, LLTarget::Null) => Ok(Value::Ptr(Pointer::Null)),
        Object::LLPtr(_) | Object::LLContainer(_) | Object::None => pointer_of(rt, obj).map(Value::Ptr),
        Object::Function(_) => rt.function_pointer(obj, container).map(Value::Ptr),
        Object::Str(_) if container == rt.common.string => {
            let r = rt.simple(Repr::Str);
            rt.const_value(r, obj)
        }
        Object::Instance(_) if container == rt.common.gcref => erased_const(rt, obj),
        _ => {
            Err(TyperError::new(format!("a prebuilt {} cannot be used as a pointer", rt.host.type_name(obj))))
        }
    }
}

/// What `rerased.erase` returned at import time. Integers are tagged.
fn erased_const(rt: &mut RTyper, obj: Obj) -> R<Value> {
    let Object::Instance(data) = rt.host.get(obj) else { unreachable!("an instance was asked for") };
    let attr = |name: &str| data.attrs.get(&Symbol::intern(name)).copied();
    let (Some(value), Some(pair)) = (attr("_x"), attr("_identity")) else {
        return Err(TyperError::new(format!(
            "a prebuilt {} cannot be used as a pointer",
            rt.host.type_name(obj)
        )));
    };
    if let Object::Int(number) = rt.host.get(value) {
        return Ok(Value::Ptr(Pointer::Tagged(*number)));
    }
    let Some(s) = rt.ann.erased.get(&pair).map(|e| e.value.without_const()) else {
        return Err(TyperError::new("an unknown erasing pair"));
    };
    let r = rt.repr_of(&s)?;
    Ok(match rt.const_value(r, value)? {
        Value::Void => Value::Ptr(Pointer::Null),
        hidden => hidden,
    })
}

/// `cast_ptr_to_int` of prebuilt data is not known before the program is linked.
pub fn int_of_pointer(_: &mut RTyper, _: Obj) -> R<Value> {
    Err(TyperError::unsupported("the address of prebuilt data as an integer constant"))
}

/// The content of a container made at import time.
pub fn const_payload(rt: &mut RTyper, obj: Obj) -> R<Payload> {
    if rpython_host::lltype::real::refresh(rt.host, obj).is_err() {
        return Err(TyperError::new("prebuilt data in memory that cannot be read"));
    }
    let Object::LLContainer(data) = rt.host.get(obj) else {
        return Err(TyperError::new("this is no low-level container"));
    };
    let (ty, parts) = (data.ty, data.parts.clone());
    payload(rt, ty, &parts)
}

fn payload(rt: &mut RTyper, ty: ContainerId, parts: &[Obj]) -> R<Payload> {
    match rt.types().get(ty).clone() {
        Container::Struct(s) => {
            let fields: Vec<Field> = s.fields;
            let values: R<Vec<Value>> = fields.iter().zip(parts).map(|(f, &p)| part(rt, f.ty, p)).collect();
            Ok(Payload::Struct(values?))
        }
        Container::Array(a) => array_payload(rt, a.item, parts),
        Container::FixedArray { item, .. } => array_payload(rt, item, parts),
        Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => Ok(Payload::Opaque),
    }
}

fn array_payload(rt: &mut RTyper, item: LLType, parts: &[Obj]) -> R<Payload> {
    let values: R<Vec<Value>> = parts.iter().map(|&p| part(rt, item, p)).collect();
    Ok(pack(item, values?))
}

/// The items of an array, compactly if they are characters.
pub fn pack(item: LLType, values: Vec<Value>) -> Payload {
    match item {
        LLType::Char | LLType::UInt8 | LLType::Int8 => Payload::Bytes(
            values
                .iter()
                .map(|v| match v {
                    Value::Char(c) => *c,
                    Value::Int(i) => *i as u8,
                    _ => 0,
                })
                .collect(),
        ),
        LLType::UniChar => Payload::Chars(
            values
                .iter()
                .map(|v| match v {
                    Value::UniChar(c) => *c,
                    _ => 0,
                })
                .collect(),
        ),
        _ => Payload::Array(values),
    }
}

fn part(rt: &mut RTyper, ty: LLType, obj: Obj) -> R<Value> {
    if let (LLType::Inline(id), Object::LLContainer(data)) = (ty, rt.host.get(obj)) {
        let parts = data.parts.clone();
        return payload(rt, id, &parts).map(|p| Value::Inline(Box::new(p)));
    }
    if ty == LLType::Void {
        return Ok(Value::Void);
    }
    if obj == Obj::UNBOUND {
        return Ok(rpython_lltype::value::default_value(rt.types(), ty));
    }
    let r = rt.repr_of_lltype(ty)?;
    rt.const_value(r, obj)
}
