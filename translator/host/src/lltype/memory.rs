//! `malloc`, `free`, casts, `typeOf`: the functions of `lltype`.

use std::rc::Rc;

use num_bigint::BigInt;
use rpython_base::Symbol;
use rpython_lltype::{Container, ContainerId, GcKind, LLType};

use super::types::{container_of, lltype_of};
use super::{pointers, real};
use crate::types::args::{self, Keywords};
use crate::types::number::to_num;
use crate::types::{num, rint};
use crate::{ExternalData, Host, LLContainerData, LLPtrData, LLTarget, Obj, Object, Raised};

/// A pointer object.
pub fn new_ptr(host: &mut Host, pointee: ContainerId, target: LLTarget) -> Obj {
    host.alloc(Object::LLPtr(Box::new(LLPtrData { pointee, target })))
}

/// The zero value of a type, as an object; inlined containers are made afresh.
pub fn default_value(host: &mut Host, ty: LLType) -> Result<Obj, Raised> {
    Ok(match ty {
        LLType::Void => Obj::NONE,
        LLType::Bool => Obj::FALSE,
        LLType::Char => host.new_str(b"\0"),
        LLType::UniChar => host.new_unicode(&[0]),
        LLType::Signed => host.new_int(0),
        LLType::Float => host.new_float(0.0),
        LLType::SingleFloat => host.alloc(Object::SingleFloat(0.0)),
        LLType::LongFloat => host.alloc(Object::LongFloat(0.0)),
        LLType::Address => host.alloc(Object::Address(Obj::NONE)),
        LLType::Ptr(id) => new_ptr(host, id, LLTarget::Null),
        LLType::Inline(id) => new_container(host, id, 0, true)?,
        LLType::Unsigned
        | LLType::SignedLongLong
        | LLType::UnsignedLongLong
        | LLType::SignedLongLongLong
        | LLType::UnsignedLongLongLong
        | LLType::Int8
        | LLType::UInt8
        | LLType::Int16
        | LLType::UInt16
        | LLType::Int32
        | LLType::UInt32 => {
            let value = BigInt::ZERO;
            integer_object(host, ty, &value)
        }
    })
}

/// The object of an integer type's value; the value is wrapped to the type.
pub fn integer_object(host: &mut Host, ty: LLType, value: &BigInt) -> Obj {
    let ty = rint::canonical(host.model, ty);
    let wrapped = rint::wrap(host.model, ty, value);
    if ty == LLType::Signed {
        return host.new_int(wrapped as i64);
    }
    host.alloc(Object::RInt(ty, wrapped))
}

/// A container with zero content; `length` items where it is of variable size.
pub fn new_container(host: &mut Host, id: ContainerId, length: usize, raw: bool) -> Result<Obj, Raised> {
    let parts = match host.types.get(id).clone() {
        Container::Struct(s) => {
            let mut parts = Vec::with_capacity(s.fields.len());
            for field in s.fields {
                parts.push(match field.ty {
                    LLType::Inline(inner) => new_container(host, inner, length, raw)?,
                    ty => default_value(host, ty)?,
                });
            }
            parts
        }
        Container::Array(a) => items(host, a.item, length)?,
        Container::FixedArray { item, length, .. } => items(host, item, length as usize)?,
        Container::Func(_) | Container::Opaque { .. } => Vec::new(),
        Container::Forward(_) => {
            return Err(Raised::type_error(host, "malloc of a forward reference that was not resolved"));
        }
    };
    let data = LLContainerData { ty: id, parts, address: 0, freed: false, raw, immortal: false };
    Ok(host.alloc(Object::LLContainer(Box::new(data))))
}

fn items(host: &mut Host, item: LLType, length: usize) -> Result<Vec<Obj>, Raised> {
    if let LLType::Inline(_) = item {
        return (0..length).map(|_| default_value(host, item)).collect();
    }
    let zero = default_value(host, item)?;
    Ok(vec![zero; length])
}

/// The low-level type of a value, if it has one.
pub fn type_of(host: &Host, o: Obj) -> Option<LLType> {
    Some(match host.get(o) {
        Object::None => LLType::Void,
        Object::Bool(_) => LLType::Bool,
        Object::Int(_) => LLType::Signed,
        Object::Long(value) => {
            let fits = i64::try_from(value).is_ok_and(|v| host.model.fits_signed(v as i128));
            return fits.then_some(LLType::Signed);
        }
        Object::RInt(ty, _) => *ty,
        Object::Float(_) => LLType::Float,
        Object::SingleFloat(_) => LLType::SingleFloat,
        Object::LongFloat(_) => LLType::LongFloat,
        Object::Str(bytes) if bytes.len() == 1 => LLType::Char,
        Object::Unicode(chars) if chars.len() == 1 => LLType::UniChar,
        Object::Address(_) => LLType::Address,
        Object::LLPtr(data) => LLType::Ptr(data.pointee),
        Object::LLContainer(data) => LLType::Inline(data.ty),
        _ => return None,
    })
}

fn type_of_function(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "typeOf", args, kw, (1, 1))?;
    let plain = host.content(args[0]);
    match type_of(host, plain) {
        Some(ty) => Ok(host.new_lltype(ty)),
        None => {
            let shown = host.repr(args[0])?;
            let message = format!("typeOf({} object)", String::from_utf8_lossy(&shown));
            Err(Raised::type_error(host, message))
        }
    }
}

/// A value to be stored in a place of this type, as its object; TypeError if it does not fit.
pub fn enforce(host: &mut Host, ty: LLType, value: Obj) -> Result<Obj, Raised> {
    if ty == LLType::Void {
        return Ok(value);
    }
    let wanted = if ty.is_integer() { rint::canonical(host.model, ty) } else { ty };
    let plain = host.content(value);
    let given = type_of(host, plain);
    if given == Some(wanted) {
        if wanted == LLType::Signed
            && let Some(small) = host.int_value(plain)
        {
            return Ok(host.new_int(small));
        }
        return Ok(plain);
    }
    if let (LLType::Ptr(wanted), Object::LLPtr(data)) = (ty, host.get(plain)) {
        let compatible = host.types.is_subtype(data.pointee, wanted) || matches!(data.target, LLTarget::Null);
        if compatible {
            return pointers::cast(host, plain, wanted);
        }
    }
    let expected = host.types.display(ty);
    let given = match given {
        Some(given) => host.types.display(given),
        None => host.type_name(value).to_owned(),
    };
    Err(Raised::type_error(host, format!("expects {expected}, got {given}")))
}

fn malloc(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let params =
        ["T", "n", "flavor", "immortal", "zero", "track_allocation", "add_memory_pressure", "nonmovable"];
    let bound = args::bind(host, "malloc", &params, 1, args, kw)?;
    let id = container_of(host, bound[0].unwrap_or(Obj::NONE), "malloc")?;
    let flag = |host: &mut Host, i: usize, default: bool| bound[i].map_or(Ok(default), |o| host.is_true(o));
    let immortal = flag(host, 3, false)?;
    let tracked = flag(host, 5, true)?;
    let raw = match bound[2] {
        Some(flavor) => host.symbol_of(flavor).is_some_and(|name| name == "raw"),
        None => false,
    };
    if !raw && !immortal && host.types.gc_kind(id) != GcKind::Gc {
        return Err(Raised::type_error(host, "gc flavor malloc of a non-GC non-immortal structure"));
    }
    let length = match bound[1].filter(|&n| n != Obj::NONE) {
        Some(n) => args::int(host, n)?,
        None => 0,
    };
    if bound[1].is_none() && host.types.varsize_array(id).is_some() {
        let shown = host.types.display_container(id);
        return Err(Raised::type_error(host, format!("{shown} is variable-sized: malloc needs a length")));
    }
    if length < 0 {
        return Err(Raised::value_error(host, "negative array length"));
    }
    let container = new_container(host, id, length as usize, raw)?;
    if let Object::LLContainer(data) = host.get_mut(container) {
        data.immortal = immortal;
    }
    let zero = flag(host, 4, false)?;
    if !zero && !immortal {
        forget_content(host, container);
    }
    host.ll.leaks += (raw && tracked && !immortal) as usize;
    Ok(new_ptr(host, id, LLTarget::Container(container)))
}

/// Makes fresh memory one that cannot be read before it is written.
fn forget_content(host: &mut Host, container: Obj) {
    let Object::LLContainer(data) = host.get(container) else { return };
    let (ty, parts) = (data.ty, data.parts.clone());
    for (i, part) in parts.into_iter().enumerate() {
        if matches!(host.get(part), Object::LLContainer(_)) {
            forget_content(host, part);
        } else if pointers::part_type(host, ty, i) != Some(LLType::Void)
            && let Object::LLContainer(data) = host.get_mut(container)
        {
            data.parts[i] = Obj::UNBOUND;
        }
    }
}

fn free(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "free", &["p", "flavor", "track_allocation"], 1, args, kw)?;
    let p = bound[0].unwrap_or(Obj::NONE);
    let Object::LLPtr(data) = host.get(p) else {
        return Err(Raised::type_error(host, "free: not a pointer"));
    };
    let target = data.target.clone();
    let container = match target {
        LLTarget::Container(container) => container,
        LLTarget::Int(_) => {
            real::free(host, &target);
            return Ok(Obj::NONE);
        }
        _ => return Err(Raised::runtime_error(host, "free() of something that malloc() did not return")),
    };
    real::free(host, &target);
    if let Object::LLContainer(data) = host.get_mut(container) {
        if data.freed {
            return Err(Raised::runtime_error(host, "free() of memory that was freed already"));
        }
        data.freed = true;
    }
    let tracked = bound[2].map_or(Ok(true), |o| host.is_true(o))?;
    host.ll.leaks = host.ll.leaks.saturating_sub(tracked as usize);
    Ok(Obj::NONE)
}

fn render_immortal(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    let p = args.first().copied().unwrap_or(Obj::NONE);
    if let Object::LLPtr(data) = host.get(p)
        && let LLTarget::Container(container) = data.target
        && let Object::LLContainer(data) = host.get_mut(container)
    {
        data.immortal = true;
    }
    Ok(Obj::NONE)
}

fn nullptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "nullptr", args, kw, (1, 1))?;
    let id = container_of(host, args[0], "nullptr")?;
    Ok(new_ptr(host, id, LLTarget::Null))
}

/// The pointee of a pointer type given as an argument.
fn pointee_of(host: &mut Host, o: Obj, what: &str) -> Result<ContainerId, Raised> {
    match lltype_of(host, o, what)? {
        LLType::Ptr(id) => Ok(id),
        other => {
            let shown = host.types.display(other);
            Err(Raised::type_error(host, format!("{what}: expected a pointer type, got {shown}")))
        }
    }
}

fn cast_pointer(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_pointer", args, kw, (2, 2))?;
    let id = pointee_of(host, args[0], "cast_pointer")?;
    pointers::cast(host, args[1], id)
}

fn cast_opaque_ptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_opaque_ptr", args, kw, (2, 2))?;
    let id = pointee_of(host, args[0], "cast_opaque_ptr")?;
    pointers::cast_opaque(host, args[1], id)
}

/// `cast_primitive(T, value)`
pub fn cast_to(host: &mut Host, ty: LLType, value: Obj) -> Result<Obj, Raised> {
    let plain = host.content(value);
    let given = type_of(host, plain);
    if given == Some(ty) && !ty.is_integer() {
        return Ok(plain);
    }
    let integer = match host.get(plain) {
        Object::Str(bytes) if bytes.len() == 1 => Some(BigInt::from(bytes[0])),
        Object::Unicode(chars) if chars.len() == 1 => Some(BigInt::from(chars[0])),
        Object::Float(v) | Object::LongFloat(v) => v.is_finite().then(|| num::float_to_big(*v)),
        Object::SingleFloat(v) => v.is_finite().then(|| num::float_to_big(*v as f64)),
        _ => to_num(host, plain).and_then(|num| num.to_big()),
    };
    let float = match host.get(plain) {
        Object::SingleFloat(v) => Some(*v as f64),
        Object::LongFloat(v) => Some(*v),
        _ => to_num(host, plain).and_then(|num| num.to_f64().ok()),
    };
    let result = match (ty, &integer, float) {
        (LLType::Float, _, Some(v)) => Some(host.new_float(v)),
        (LLType::SingleFloat, _, Some(v)) => Some(host.alloc(Object::SingleFloat(v as f32))),
        (LLType::LongFloat, _, Some(v)) => Some(host.alloc(Object::LongFloat(v))),
        (LLType::Bool, Some(v), _) => Some(host.new_bool(*v != BigInt::ZERO)),
        (LLType::Char, Some(v), _) => {
            let byte = rint::wrap(host.model, LLType::UInt8, v) as u8;
            Some(host.new_str(&[byte]))
        }
        (LLType::UniChar, Some(v), _) => {
            let code = rint::wrap(host.model, LLType::UInt32, v) as u32;
            Some(host.new_unicode(&[code]))
        }
        (LLType::Void, _, _) => Some(plain),
        (_, Some(v), _) if ty.is_integer() => Some(integer_object(host, ty, v)),
        _ => None,
    };
    match result {
        Some(result) => Ok(result),
        None => {
            let wanted = host.types.display(ty);
            let shown = host.repr(value)?;
            let message = format!("cannot cast {} to {wanted}", String::from_utf8_lossy(&shown));
            Err(Raised::type_error(host, message))
        }
    }
}

fn cast_primitive(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_primitive", args, kw, (2, 2))?;
    let ty = lltype_of(host, args[0], "cast_primitive")?;
    cast_to(host, ty, args[1])
}

fn cast_ptr_to_int(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_ptr_to_int", args, kw, (1, 1))?;
    let data = match host.get(args[0]) {
        Object::LLPtr(data) => (**data).clone(),
        _ => return Err(Raised::type_error(host, "cast_ptr_to_int: not a pointer")),
    };
    let value = pointers::number_of(host, &data)?;
    Ok(host.new_int(value))
}

fn cast_int_to_ptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_int_to_ptr", args, kw, (2, 2))?;
    let id = pointee_of(host, args[0], "cast_int_to_ptr")?;
    let value = args::int(host, args[1])?;
    let target = real::target_at(host, value as u64, id);
    Ok(new_ptr(host, id, target))
}

/// `functionptr(TYPE, name, **attrs)`
fn functionptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect_count(host, "functionptr", args.len(), (2, 2))?;
    let ty = container_of(host, args[0], "functionptr")?;
    if !matches!(host.types.get(ty), Container::Func(_)) {
        return Err(Raised::type_error(host, "functionptr: expected a function type"));
    }
    let name = host.symbol_of(args[1]).unwrap_or_else(|| Symbol::intern("?"));
    let attr = |wanted: &str| kw.iter().find(|(key, _)| *key == wanted).map(|&(_, value)| value);
    let callable = attr("_callable").filter(|&f| matches!(host.get(f), Object::Function(_)));
    let target = match (callable, attr("external").filter(|&e| e != Obj::NONE)) {
        (Some(function), None) => LLTarget::Function(function),
        _ => LLTarget::External(Rc::new(ExternalData { name, ty, options: kw.to_vec() })),
    };
    Ok(new_ptr(host, ty, target))
}

fn opaqueptr(host: &mut Host, args: &[Obj], _: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect_count(host, "opaqueptr", args.len(), (2, 2))?;
    let id = container_of(host, args[0], "opaqueptr")?;
    let container = new_container(host, id, 0, true)?;
    if let Object::LLContainer(data) = host.get_mut(container) {
        data.immortal = true;
    }
    Ok(new_ptr(host, id, LLTarget::Container(container)))
}

fn identityhash(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "identityhash", args, kw, (1, 1))?;
    let value = match host.get(args[0]) {
        Object::LLPtr(data) if matches!(data.target, LLTarget::Null) => {
            return Err(Raised::assertion_error(host, "identityhash of a NULL pointer"));
        }
        Object::LLPtr(data) => pointers::target_hash(host, &data.target),
        _ => host.id(args[0]),
    };
    Ok(host.new_int(value >> 4))
}

fn is_compatible(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "isCompatibleType", args, kw, (2, 2))?;
    let (a, b) =
        (lltype_of(host, args[0], "isCompatibleType")?, lltype_of(host, args[1], "isCompatibleType")?);
    Ok(host.new_bool(a == b))
}

fn enforce_function(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "enforce", args, kw, (2, 2))?;
    let ty = lltype_of(host, args[0], "enforce")?;
    enforce(host, ty, args[1])
}

/// Methods of pointers that no field can shadow.
pub fn register(_host: &mut Host) {}

/// Fills a module with the types and functions of `lltype`.
pub fn fill_module(host: &mut Host, module: Obj) {
    host.add_functions(
        module,
        "lltype",
        &[
            ("malloc", malloc),
            ("free", free),
            ("render_immortal", render_immortal),
            ("nullptr", nullptr),
            ("typeOf", type_of_function),
            ("cast_pointer", cast_pointer),
            ("cast_opaque_ptr", cast_opaque_ptr),
            ("cast_primitive", cast_primitive),
            ("cast_ptr_to_int", cast_ptr_to_int),
            ("cast_int_to_ptr", cast_int_to_ptr),
            ("functionptr", functionptr),
            ("opaqueptr", opaqueptr),
            ("identityhash", identityhash),
            ("isCompatibleType", is_compatible),
            ("enforce", enforce_function),
            ("direct_fieldptr", pointers::direct_fieldptr),
            ("direct_arrayitems", pointers::direct_arrayitems),
            ("direct_ptradd", pointers::direct_ptradd),
        ],
    );
    let primitives = [
        LLType::Void,
        LLType::Bool,
        LLType::Char,
        LLType::UniChar,
        LLType::Signed,
        LLType::Unsigned,
        LLType::SignedLongLong,
        LLType::UnsignedLongLong,
        LLType::SignedLongLongLong,
        LLType::UnsignedLongLongLong,
        LLType::Float,
        LLType::SingleFloat,
        LLType::LongFloat,
        LLType::Int8,
        LLType::UInt8,
        LLType::Int16,
        LLType::UInt16,
        LLType::Int32,
        LLType::UInt32,
    ];
    for ty in primitives {
        let canonical = if ty.is_integer() { rint::canonical(host.model, ty) } else { ty };
        let o = host.new_lltype(canonical);
        host.set_raw(module, Symbol::intern(&format!("{ty:?}")), o);
    }
    let c = host.ll.classes;
    let classes = [
        host.classes.lltype,
        c.container,
        c.struct_,
        c.gc_struct,
        c.array,
        c.gc_array,
        c.fixed_array,
        c.func,
        c.opaque,
        c.gc_opaque,
        c.forward,
        c.gc_forward,
        c.primitive,
        c.number,
        c.ptr,
        host.classes.llptr,
    ];
    for class in classes {
        let name = host.class_data(class).name;
        host.set_raw(module, name, class);
    }
}
