//! Reads of static data that cannot change.

use rpython_lltype::{Container, ContainerId, DataId, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Const, Imm, OpCode, Operand, PathStep, Program};

/// A part of a static object.
#[derive(Clone, Copy)]
struct Part<'a> {
    ty: ContainerId,
    payload: &'a Payload,
}

/// The part of a static object that a pointer to `wanted` means, and the indices that lead to it.
fn resolve<'a>(
    program: &'a Program,
    pointer: &Pointer,
    wanted: ContainerId,
) -> Option<(Part<'a>, DataId, Vec<u32>)> {
    let (data, path): (DataId, &[u32]) = match pointer {
        Pointer::Data(d) => (*d, &[]),
        Pointer::Interior(d, path) => (*d, path),
        Pointer::Null | Pointer::Func(_) | Pointer::Tagged(_) => return None,
    };
    let object = program.data.objects.get(data)?;
    let mut part = Part { ty: object.ty, payload: &object.payload };
    for &index in path {
        part = inlined(program, part, index)?;
    }
    let mut path = path.to_vec();
    while part.ty != wanted {
        part = inlined(program, part, 0)?;
        path.push(0);
    }
    Some((part, data, path))
}

fn inlined<'a>(program: &Program, part: Part<'a>, index: u32) -> Option<Part<'a>> {
    let ty = match program.types.get(part.ty) {
        Container::Struct(s) => s.fields.get(index as usize)?.ty,
        Container::Array(a) => a.item,
        Container::FixedArray { item, .. } => *item,
        Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => return None,
    };
    let LLType::Inline(ty) = ty else { return None };
    match part.payload {
        Payload::Struct(values) | Payload::Array(values) => match values.get(index as usize)? {
            Value::Inline(payload) => Some(Part { ty, payload }),
            _ => None,
        },
        Payload::Bytes(_) | Payload::Chars(_) | Payload::Opaque => None,
    }
}

/// Whether a field never changes once its object is made.
pub(crate) fn is_immutable_field(program: &Program, container: ContainerId, field: u32) -> bool {
    let Some(s) = program.types.as_struct(container) else { return false };
    let Some(f) = s.fields.get(field as usize) else { return false };
    if f.name.as_str() == "hash" {
        // Computed when first asked for.
        return false;
    }
    s.hints.immutable || s.hints.immutable_fields.iter().any(|&(name, _, quasi)| name == f.name && !quasi)
}

fn is_immutable_array(program: &Program, container: ContainerId) -> bool {
    match program.types.get(container) {
        Container::Array(a) => a.hints.immutable,
        Container::FixedArray { hints, .. } => hints.immutable,
        Container::Struct(_) | Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => false,
    }
}

fn item(program: &Program, part: Part<'_>, index: i64) -> Option<Value> {
    let index = usize::try_from(index).ok()?;
    Some(match part.payload {
        Payload::Array(values) => values.get(index)?.clone(),
        Payload::Bytes(bytes) => {
            let byte = *bytes.get(index)?;
            match program.types.item_type(part.ty)? {
                LLType::Char => Value::Char(byte),
                LLType::UInt8 => Value::Int(byte as i64),
                LLType::Int8 => Value::Int(byte as i8 as i64),
                _ => return None,
            }
        }
        Payload::Chars(chars) => Value::UniChar(*chars.get(index)?),
        Payload::Struct(_) | Payload::Opaque => return None,
    })
}

fn length(program: &Program, part: Part<'_>) -> Option<i64> {
    if matches!(program.types.get(part.ty), Container::Array(a) if a.hints.nolength) {
        return None;
    }
    Some(match part.payload {
        Payload::Array(values) => values.len() as i64,
        Payload::Bytes(bytes) => bytes.len() as i64,
        Payload::Chars(chars) => chars.len() as i64,
        Payload::Struct(_) | Payload::Opaque => return None,
    })
}

/// What a read of a constant pointer finds, if it is always the same.
pub(crate) fn read(program: &Program, code: OpCode, imm: &Imm, args: &[Operand]) -> Option<Value> {
    let Operand::Const(Const { ty, value: Value::Ptr(pointer) }) = args.first()? else { return None };
    let (part, ..) = resolve(program, pointer, ty.pointee()?)?;
    let index = |i: usize| match args.get(i)?.as_const()? {
        Value::Int(n) => Some(*n),
        _ => None,
    };
    let value = match (code, imm) {
        (OpCode::getfield, Imm::Field(field)) => {
            if !is_immutable_field(program, part.ty, *field) {
                return None;
            }
            match part.payload {
                Payload::Struct(values) => values.get(*field as usize)?.clone(),
                _ => return None,
            }
        }
        (OpCode::getarraysize, _) => Value::Int(length(program, part)?),
        (OpCode::getarrayitem, _) if is_immutable_array(program, part.ty) => item(program, part, index(1)?)?,
        (OpCode::getinteriorfield | OpCode::getinteriorarraysize, Imm::Path(path)) => {
            interior(program, code, part, path, index)?
        }
        _ => return None,
    };
    (!matches!(value, Value::Inline(_))).then_some(value)
}

fn interior(
    program: &Program,
    code: OpCode,
    mut part: Part<'_>,
    path: &[PathStep],
    index: impl Fn(usize) -> Option<i64>,
) -> Option<Value> {
    let mut immutable = false;
    let mut operand = 0;
    for (i, step) in path.iter().enumerate() {
        let last = i + 1 == path.len() && code == OpCode::getinteriorfield;
        let at = match step {
            PathStep::Field(field) => {
                immutable |= is_immutable_field(program, part.ty, *field);
                *field as i64
            }
            PathStep::Index => {
                immutable |= is_immutable_array(program, part.ty);
                operand += 1;
                index(operand)?
            }
        };
        if last {
            if !immutable {
                return None;
            }
            return match part.payload {
                Payload::Struct(values) => values.get(usize::try_from(at).ok()?).cloned(),
                Payload::Array(_) | Payload::Bytes(_) | Payload::Chars(_) => item(program, part, at),
                Payload::Opaque => None,
            };
        }
        part = inlined(program, part, u32::try_from(at).ok()?)?;
    }
    Some(Value::Int(length(program, part)?))
}

/// A pointer to an inlined part of a static object.
pub(crate) fn part_pointer(program: &Program, base: &Const, index: u32, result: LLType) -> Option<Value> {
    let Value::Ptr(pointer) = &base.value else { return None };
    let (part, data, mut path) = resolve(program, pointer, base.ty.pointee()?)?;
    let inner = inlined(program, part, index)?;
    if result != LLType::Ptr(inner.ty) {
        return None;
    }
    path.push(index);
    Some(Value::Ptr(Pointer::Interior(data, path.into())))
}

/// A constant pointer as a pointer to another type: only if the object it means has such a part. A cast on a
/// path that cannot be taken is left alone.
pub(crate) fn cast(program: &Program, value: &Value, from: ContainerId, to: ContainerId) -> Option<Value> {
    let Value::Ptr(pointer) = value else { return None };
    match pointer {
        Pointer::Null | Pointer::Tagged(_) => Some(value.clone()),
        Pointer::Func(_) => None,
        Pointer::Data(_) => {
            resolve(program, pointer, to)?;
            Some(value.clone())
        }
        // Up only: the part that the path ends at also starts with its first part.
        Pointer::Interior(..) if program.types.is_subtype(from, to) => Some(value.clone()),
        Pointer::Interior(..) => None,
    }
}

/// Whether two constant pointers mean the same object; `None` if that is not known.
pub(crate) fn same(program: &Program, a: &Const, b: &Const) -> Option<bool> {
    let (Value::Ptr(p), Value::Ptr(q)) = (&a.value, &b.value) else { return None };
    if p == q {
        return Some(true);
    }
    match (p, q) {
        (Pointer::Tagged(_), _) | (_, Pointer::Tagged(_)) => None,
        (Pointer::Null, _) | (_, Pointer::Null) => Some(false),
        (Pointer::Func(_), Pointer::Func(_)) => {
            // Two functions may be one in the output.
            None
        }
        (Pointer::Func(_), _) | (_, Pointer::Func(_)) => Some(false),
        (Pointer::Data(x), Pointer::Data(y)) => Some(x == y),
        (Pointer::Data(x) | Pointer::Interior(x, _), Pointer::Data(y) | Pointer::Interior(y, _)) => {
            if x != y {
                return Some(false);
            }
            let (_, _, full_a) = resolve(program, p, a.ty.pointee()?)?;
            let (_, _, full_b) = resolve(program, q, b.ty.pointee()?)?;
            (a.ty == b.ty).then_some(full_a == full_b)
        }
    }
}
