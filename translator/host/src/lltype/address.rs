//! `llmemory`: addresses, sizes and offsets; and `rffi.cast`.

use rpython_base::Symbol;
use rpython_lltype::{Container, ContainerId, GcKind, Hints, LLType};

use super::memory::{cast_to, new_ptr};
use super::types::{container_of, lltype_of};
use crate::types::args::{self, Keywords};
use crate::{Host, LLPtrData, LLTarget, Obj, Object, Raised};

/// Attributes of addresses.
pub fn getattr(host: &mut Host, o: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
    match (host.get(o), name.as_str()) {
        (Object::Address(of), "ptr") => Ok(Some(*of)),
        _ => Ok(None),
    }
}

fn cast_ptr_to_adr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_ptr_to_adr", args, kw, (1, 1))?;
    let of = match host.get(args[0]) {
        Object::LLPtr(data) => match data.target {
            LLTarget::Null => Obj::NONE,
            LLTarget::Container(container) => container,
            _ => args[0],
        },
        _ => return Err(Raised::type_error(host, "cast_ptr_to_adr: not a pointer")),
    };
    Ok(host.alloc(Object::Address(of)))
}

fn cast_adr_to_ptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_adr_to_ptr", args, kw, (2, 2))?;
    let LLType::Ptr(id) = lltype_of(host, args[1], "cast_adr_to_ptr")? else {
        return Err(Raised::type_error(host, "cast_adr_to_ptr: expected a pointer type"));
    };
    let Object::Address(of) = *host.get(args[0]) else {
        return Err(Raised::type_error(host, "cast_adr_to_ptr: not an address"));
    };
    let (pointee, target) = match host.get(of) {
        Object::LLPtr(data) => (data.pointee, data.target.clone()),
        Object::LLContainer(data) => (data.ty, LLTarget::Container(of)),
        _ => (id, LLTarget::Null),
    };
    let ptr = new_ptr(host, pointee, target);
    super::pointers::cast_opaque(host, ptr, id)
}

fn cast_adr_to_int(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "cast_adr_to_int", &["adr", "mode"], 1, args, kw)?;
    let Some(&Object::Address(of)) = bound[0].map(|o| host.get(o)) else {
        return Err(Raised::type_error(host, "cast_adr_to_int: not an address"));
    };
    let data = match host.get(of) {
        Object::LLPtr(data) => (**data).clone(),
        Object::LLContainer(data) => LLPtrData { pointee: data.ty, target: LLTarget::Container(of) },
        _ => return Ok(host.new_int(0)),
    };
    let value = super::pointers::number_of(host, &data)?;
    Ok(host.new_int(value))
}

fn cast_int_to_adr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast_int_to_adr", args, kw, (1, 1))?;
    let value = args::int(host, args[0])?;
    Ok(at_number(host, value))
}

/// The address with a number.
pub(super) fn at_number(host: &mut Host, value: i64) -> Obj {
    let of = match value {
        0 => Obj::NONE,
        _ => {
            let pointee = opaque(host, "NONGCREF", GcKind::Raw);
            let target = super::real::target_at(host, value as u64, pointee);
            match target {
                LLTarget::Container(container) => container,
                target => new_ptr(host, pointee, target),
            }
        }
    };
    host.alloc(Object::Address(of))
}

fn opaque(host: &mut Host, name: &str, gc: GcKind) -> ContainerId {
    let name = Symbol::intern(name);
    host.types.intern(Container::Opaque { name, gc, hints: Hints::default() })
}

/// `sizeof(T)`, `sizeof(T, n)`
fn sizeof(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "sizeof", &["TYPE", "n"], 1, args, kw)?;
    let ty = lltype_of(host, bound[0].unwrap_or(Obj::NONE), "sizeof")?;
    let count = match bound[1].filter(|&n| n != Obj::NONE) {
        Some(n) => args::int(host, n)?,
        None => 0,
    };
    let model = host.model;
    let size = match ty {
        LLType::Inline(id) => match host.types.varsize(model, id) {
            Some((base, item)) => {
                let size = base as i64 + item as i64 * count;
                let align = host.types.container_layout(model, id).align as i64;
                if matches!(host.types.get(id), Container::Struct(_)) {
                    size
                } else {
                    (size + align - 1) / align * align
                }
            }
            None => host.types.container_layout(model, id).size as i64,
        },
        other => host.types.layout(model, other).size as i64,
    };
    Ok(host.new_int(size))
}

/// `offsetof(STRUCT, field)`
fn offsetof(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "offsetof", args, kw, (2, 2))?;
    let id = container_of(host, args[0], "offsetof")?;
    let name = host.symbol_of(args[1]).unwrap_or_else(|| Symbol::intern("?"));
    let index = host.types.as_struct(id).and_then(|s| s.field(name));
    match index {
        Some(index) => {
            let offset = host.types.field_offset(host.model, id, index);
            Ok(host.new_int(offset as i64))
        }
        None => {
            let (item, index) = (host.types.item_type(id), host.types.fixed_item(id, name));
            if let (Some(item), Some(index)) = (item, index) {
                let layout = host.types.layout(host.model, item);
                return Ok(host.new_int(layout.size as i64 * index as i64));
            }
            Err(Raised::type_error(host, format!("offsetof: no field '{name}'")))
        }
    }
}

/// `itemoffsetof(ARRAY, n)`
fn itemoffsetof(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let bound = args::bind(host, "itemoffsetof", &["TYPE", "n"], 1, args, kw)?;
    let id = container_of(host, bound[0].unwrap_or(Obj::NONE), "itemoffsetof")?;
    let index = match bound[1] {
        Some(n) => args::int(host, n)?,
        None => 0,
    };
    if !matches!(host.types.get(id), Container::Array(_) | Container::FixedArray { .. }) {
        return Err(Raised::type_error(host, "itemoffsetof: not an array"));
    }
    let offset = host.types.items_offset(host.model, id) as i64;
    let stride = host.types.item_stride(host.model, id) as i64;
    Ok(host.new_int(offset + stride * index))
}

fn arraylengthoffset(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "ArrayLengthOffset", args, kw, (1, 1))?;
    let id = container_of(host, args[0], "ArrayLengthOffset")?;
    let offset = host.types.length_offset(host.model, id).unwrap_or(0);
    Ok(host.new_int(offset as i64))
}

fn raw_malloc_usage(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "raw_malloc_usage", args, kw, (1, 1))?;
    Ok(args[0])
}

fn only_translated(host: &mut Host, name: &str) -> Result<Obj, Raised> {
    Err(Raised::not_implemented_error(host, format!("llmemory.{name}() works in translated programs only")))
}

macro_rules! translated_only {
    ($($name:literal),*) => {
        [$(($name, |host, _, _| only_translated(host, $name))),*]
    };
}

/// Fills a module with the types and functions of `llmemory`.
pub fn fill_module(host: &mut Host, module: Obj) {
    host.add_functions(
        module,
        "llmemory",
        &[
            ("cast_ptr_to_adr", cast_ptr_to_adr),
            ("cast_adr_to_ptr", cast_adr_to_ptr),
            ("cast_adr_to_int", cast_adr_to_int),
            ("cast_int_to_adr", cast_int_to_adr),
            ("sizeof", sizeof),
            ("offsetof", offsetof),
            ("itemoffsetof", itemoffsetof),
            ("ArrayItemsOffset", itemoffsetof),
            ("ArrayLengthOffset", arraylengthoffset),
            ("raw_malloc_usage", raw_malloc_usage),
        ],
    );
    let translated: [(&str, crate::BuiltinFn); 10] = translated_only![
        "raw_malloc",
        "raw_free",
        "raw_memclear",
        "raw_memcopy",
        "raw_memmove",
        "raw_memmove_no_free",
        "weakref_create",
        "weakref_deref",
        "cast_ptr_to_weakrefptr",
        "cast_weakrefptr_to_ptr"
    ];
    host.add_functions(module, "llmemory", &translated);
    let gcref = host.types.gcref();
    let weakref = opaque(host, "WeakRef", GcKind::Gc);
    let values = [
        ("Address", host.new_lltype(LLType::Address)),
        ("NULL", host.alloc(Object::Address(Obj::NONE))),
        ("GCREF", host.new_lltype(LLType::Ptr(gcref))),
        ("WeakRef", host.new_lltype(LLType::Inline(weakref))),
        ("WeakRefPtr", host.new_lltype(LLType::Ptr(weakref))),
        ("fakeaddress", host.classes.address),
    ];
    for (name, value) in values {
        host.set_raw(module, Symbol::intern(name), value);
    }
}

/// `rffi.cast(T, value)`: between numbers, between pointers, and between the two.
pub fn force_cast(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "cast", args, kw, (2, 2))?;
    let ty = lltype_of(host, args[0], "cast")?;
    let value = args[1];
    let data = match host.get(value) {
        Object::LLPtr(data) => Some((**data).clone()),
        _ => None,
    };
    match (ty, data) {
        (LLType::Ptr(id), Some(_)) => super::pointers::cast_opaque(host, value, id),
        (LLType::Ptr(id), None) => match host.get(value) {
            Object::Address(_) => {
                let ptr = host.new_lltype(LLType::Ptr(id));
                cast_adr_to_ptr(host, &[value, ptr], &[])
            }
            Object::Function(_) => Ok(new_ptr(host, id, LLTarget::Function(value))),
            _ => {
                let number = cast_to(host, LLType::Signed, value)?;
                let number = host.int_value(number).unwrap_or(0);
                let target = super::real::target_at(host, number as u64, id);
                Ok(new_ptr(host, id, target))
            }
        },
        (LLType::Address, Some(_)) => cast_ptr_to_adr(host, &[value], &[]),
        (_, Some(data)) => {
            let number = super::pointers::number_of(host, &data)?;
            let number = host.new_int(number);
            cast_to(host, ty, number)
        }
        (_, None) => match host.get(value) {
            Object::Address(_) => {
                let number = cast_adr_to_int(host, &[value], &[])?;
                cast_to(host, ty, number)
            }
            _ => cast_to(host, ty, value),
        },
    }
}

/// `rffi.ptradd(p, n)`
pub fn force_ptradd(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "ptradd", args, kw, (2, 2))?;
    let count = args::int(host, args[1])?;
    let data: LLPtrData = match host.get(args[0]) {
        Object::LLPtr(data) => (**data).clone(),
        _ => return Err(Raised::type_error(host, "ptradd: not a pointer")),
    };
    super::pointers::advance(host, args[0], &data, count)
}
