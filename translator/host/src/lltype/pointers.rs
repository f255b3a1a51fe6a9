//! Reading and writing through pointers known at import time.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_lltype::{Container, ContainerId, LLType};

use super::memory::{enforce, new_ptr};
use super::{real, reinterpret};
use crate::types::args::{self, Keywords};
use crate::{Host, LLPtrData, LLTarget, Obj, Object, Raised};

/// Whether two pointers point to the same thing.
pub fn same_target(a: &LLTarget, b: &LLTarget) -> bool {
    match (a, b) {
        (LLTarget::Null, LLTarget::Null) => true,
        (LLTarget::Container(x), LLTarget::Container(y)) => x == y,
        (LLTarget::Part(x, p), LLTarget::Part(y, q)) => x == y && trimmed(p) == trimmed(q),
        (LLTarget::Container(x), LLTarget::Part(y, p)) | (LLTarget::Part(y, p), LLTarget::Container(x)) => {
            x == y && trimmed(p).is_empty()
        }
        (LLTarget::Function(x), LLTarget::Function(y)) => x == y,
        (LLTarget::External(x), LLTarget::External(y)) => Rc::ptr_eq(x, y) || x.name == y.name,
        (LLTarget::Instance(x), LLTarget::Instance(y)) => x == y,
        (LLTarget::Int(x), LLTarget::Int(y)) => x == y,
        _ => false,
    }
}

/// Whether two pointers point to the same place.
pub fn same_place(host: &Host, a: &LLPtrData, b: &LLPtrData) -> bool {
    if same_target(&a.target, &b.target) {
        return true;
    }
    let a = real::known_address(host, a);
    a.is_some() && a == real::known_address(host, b)
}

/// A path without the zeros at its end: a first part lies where the whole does.
fn trimmed(path: &[u32]) -> &[u32] {
    let end = path.iter().rposition(|&i| i != 0).map_or(0, |at| at + 1);
    &path[..end]
}

/// Whether what two addresses hold (containers or pointers) is the same place.
pub fn same_address(host: &Host, a: Obj, b: Obj) -> bool {
    let data = |o: Obj| match host.get(o) {
        Object::LLPtr(data) => Some((**data).clone()),
        Object::LLContainer(data) => Some(LLPtrData { pointee: data.ty, target: LLTarget::Container(o) }),
        _ => None,
    };
    match (data(a), data(b)) {
        (Some(a), Some(b)) => same_place(host, &a, &b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

/// The number that a pointer becomes: the address of raw memory, and what stands for other things.
pub fn number_of(host: &mut Host, data: &LLPtrData) -> Result<i64, Raised> {
    let machine = host.model.pointer_bits == 64 && host.model.word_bits == 64;
    match data.target {
        LLTarget::Container(_) | LLTarget::Part(..) if machine => {
            real::address_of(host, data).map(|address| address as i64)
        }
        _ => Ok(target_hash(host, &data.target)),
    }
}

/// A number that equal pointers share.
pub fn target_hash(host: &Host, target: &LLTarget) -> i64 {
    match target {
        LLTarget::Null => 0,
        LLTarget::Container(o) | LLTarget::Function(o) | LLTarget::Instance(o) => host.id(*o),
        LLTarget::Part(o, path) => trimmed(path)
            .iter()
            .fold(host.id(*o), |hash, &i| hash.wrapping_mul(1000003).wrapping_add(i as i64)),
        LLTarget::External(data) => crate::types::hash::hash_bytes(data.name.as_str().as_bytes()),
        LLTarget::Int(value) => *value,
    }
}

fn ptr_data(host: &mut Host, o: Obj) -> Result<LLPtrData, Raised> {
    match host.get(o) {
        Object::LLPtr(data) => Ok((**data).clone()),
        _ => {
            let given = host.type_name(o);
            Err(Raised::type_error(host, format!("expected a low-level pointer, got {given}")))
        }
    }
}

/// Where a pointer points: a container object and, for a pointer to a part that is no container, the index
/// of the part in it.
struct Place {
    container: Obj,
    part: Option<usize>,
}

/// The object of a part.
fn part_of(host: &Host, container: Obj, index: usize) -> Option<Obj> {
    match host.get(container) {
        Object::LLContainer(data) => data.parts.get(index).copied(),
        _ => None,
    }
}

fn place(host: &mut Host, data: &LLPtrData) -> Result<Place, Raised> {
    let (root, path): (Obj, &[u32]) = match &data.target {
        LLTarget::Container(o) => (*o, &[]),
        LLTarget::Part(o, path) => (*o, path),
        LLTarget::Null => return Err(Raised::runtime_error(host, "dereferencing a NULL pointer")),
        LLTarget::Function(_) | LLTarget::External(_) => {
            return Err(Raised::type_error(host, "dereferencing a function pointer"));
        }
        LLTarget::Instance(_) | LLTarget::Int(_) => {
            return Err(Raised::type_error(
                host,
                "dereferencing a pointer to something that is no container",
            ));
        }
    };
    if matches!(host.get(root), Object::LLContainer(c) if c.freed) {
        return Err(Raised::runtime_error(host, "accessing memory that was freed already"));
    }
    let mut at = root;
    for (i, &index) in path.iter().enumerate() {
        match part_of(host, at, index as usize) {
            Some(inner) if matches!(host.get(inner), Object::LLContainer(_)) => at = inner,
            _ if i + 1 == path.len() => return Ok(Place { container: at, part: Some(index as usize) }),
            _ => return Err(Raised::runtime_error(host, "pointer to a part that does not exist")),
        }
    }
    if !matches!(host.get(at), Object::LLContainer(c) if c.ty == data.pointee) {
        // A pointer to the first item of an array, seen as an array of one.
        if let Some((&last, _)) = path.split_last()
            && !is_container_type(host, at, data.pointee)
        {
            let outer = outer_of(host, root, path);
            return Ok(Place { container: outer, part: Some(last as usize) });
        }
    }
    Ok(Place { container: at, part: None })
}

fn is_container_type(host: &Host, o: Obj, ty: ContainerId) -> bool {
    matches!(host.get(o), Object::LLContainer(c) if c.ty == ty)
}

fn outer_of(host: &Host, root: Obj, path: &[u32]) -> Obj {
    let mut at = root;
    for &index in &path[..path.len().saturating_sub(1)] {
        at = part_of(host, at, index as usize).unwrap_or(at);
    }
    at
}

/// A pointer to the part with this index of what `data` points to.
fn part_target(host: &Host, data: &LLPtrData, index: usize) -> LLTarget {
    match &data.target {
        LLTarget::Int(address) => {
            LLTarget::Int(address + real::part_offset(host, data.pointee, index) as i64)
        }
        LLTarget::Container(o) => LLTarget::Part(*o, Rc::from([index as u32])),
        LLTarget::Part(o, path) => {
            let longer: Vec<u32> = path.iter().copied().chain([index as u32]).collect();
            LLTarget::Part(*o, longer.into())
        }
        other => other.clone(),
    }
}

/// The type of the part with this index.
pub(super) fn part_type(host: &Host, id: ContainerId, index: usize) -> Option<LLType> {
    match host.types.get(id) {
        Container::Struct(s) => s.fields.get(index).map(|field| field.ty),
        Container::Array(a) => Some(a.item),
        Container::FixedArray { item, .. } => Some(*item),
        Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => None,
    }
}

fn field_index(host: &Host, id: ContainerId, name: Symbol) -> Option<usize> {
    match host.types.get(id) {
        Container::Struct(s) => s.field(name),
        _ => host.types.fixed_item(id, name),
    }
}

/// Reads the part with this index of what `data` points to.
fn read(host: &mut Host, data: &LLPtrData, index: usize) -> Result<Obj, Raised> {
    if let Some(address) = real::place(host, data)? {
        return real::read_part(host, address, data.pointee, index);
    }
    let place = place(host, data)?;
    if let Some(view) = reinterpret::view(host, data.pointee, place.container) {
        return view.read(host, place.part.unwrap_or(0), index);
    }
    let (container, index) = match place.part {
        Some(first) => (place.container, first + index),
        None => (place.container, index),
    };
    match part_of(host, container, index) {
        Some(Obj::UNBOUND) => {
            let text = "reading memory of malloc() that was never written";
            Err(library_error(host, "UninitializedMemoryAccess", text))
        }
        Some(inner) => match host.get(inner) {
            Object::LLContainer(c) => {
                let ty = c.ty;
                let target = match place.part {
                    None => part_target(host, data, index),
                    Some(_) => sibling(data, index),
                };
                Ok(new_ptr(host, ty, target))
            }
            _ => Ok(inner),
        },
        None => Err(Raised::index_error(host, "array index out of bounds")),
    }
}

/// An exception of a class that the library's module `lltype` defines.
fn library_error(host: &mut Host, class: &str, text: &str) -> Raised {
    let class = host
        .loaded_module("rpython.rtyper.lltypesystem.lltype")
        .and_then(|module| host.getattr(module, Symbol::intern(class)).ok());
    let Some(class) = class else { return Raised::type_error(host, text) };
    let text = host.new_text(text);
    match host.call(class, &[text], &[]) {
        Ok(value) => Raised { class, value, traceback: Vec::new() },
        Err(raised) => raised,
    }
}

/// The path of a pointer to an item, with its last index replaced.
fn sibling(data: &LLPtrData, index: usize) -> LLTarget {
    match &data.target {
        LLTarget::Part(o, path) => {
            let mut path = path.to_vec();
            if let Some(last) = path.last_mut() {
                *last = index as u32;
            }
            LLTarget::Part(*o, path.into())
        }
        other => other.clone(),
    }
}

fn write(host: &mut Host, data: &LLPtrData, index: usize, value: Obj) -> Result<(), Raised> {
    if let Some(address) = real::place(host, data)? {
        return real::write_part(host, address, data.pointee, index, value);
    }
    let place = place(host, data)?;
    if let Some(view) = reinterpret::view(host, data.pointee, place.container) {
        return view.write(host, place.part.unwrap_or(0), index, value);
    }
    let (container, index) = (place.container, place.part.map_or(index, |first| first + index));
    let ty = match host.get(container) {
        Object::LLContainer(c) => part_type(host, c.ty, index),
        _ => None,
    };
    let Some(ty) = ty else { return Err(Raised::type_error(host, "cannot write through this pointer")) };
    if let LLType::Inline(_) = ty {
        return Err(Raised::type_error(host, "cannot write to a substructure"));
    }
    let value = enforce(host, ty, value)?;
    match host.get_mut(container) {
        Object::LLContainer(c) if index < c.parts.len() => {
            c.parts[index] = value;
            Ok(())
        }
        _ => Err(Raised::index_error(host, "array index out of bounds")),
    }
}

/// `p.name`: a field, or an ADT method bound to `p`.
pub fn getattr(host: &mut Host, o: Obj, name: Symbol) -> Result<Option<Obj>, Raised> {
    let data = ptr_data(host, o)?;
    if let Some(index) = field_index(host, data.pointee, name) {
        return read(host, &data, index).map(Some);
    }
    if let Some(&method) = host.ll.adt_methods.get(&data.pointee).and_then(|methods| methods.get(&name)) {
        let class = host.classes.llptr;
        return match host.get(method) {
            Object::Function(_) => host.bind(method, o, class).map(Some),
            Object::StaticMethod(function) => Ok(Some(*function)),
            _ => Ok(Some(method)),
        };
    }
    match name.as_str() {
        "_TYPE" => Ok(Some(host.new_lltype(LLType::Ptr(data.pointee)))),
        "_T" => Ok(Some(host.new_lltype(LLType::Inline(data.pointee)))),
        "_obj" => match data.target {
            LLTarget::Container(container) => Ok(Some(container)),
            LLTarget::Function(function) => Ok(Some(function)),
            _ => Ok(Some(o)),
        },
        _ => Ok(None),
    }
}

/// `p.name = value`
pub fn setattr(host: &mut Host, o: Obj, name: Symbol, value: Obj) -> Result<bool, Raised> {
    let data = ptr_data(host, o)?;
    match field_index(host, data.pointee, name) {
        Some(index) => {
            write(host, &data, index, value)?;
            Ok(true)
        }
        None => Ok(false),
    }
}

/// The array and the index of an item. Where C counts from the item that a pointer points to, it leads to those before it,
/// too.
fn item_place(host: &mut Host, o: Obj, key: Obj) -> Result<(LLPtrData, usize), Raised> {
    let data = ptr_data(host, o)?;
    let counted_from_here = match host.types.get(data.pointee) {
        Container::Array(a) => a.hints.nolength,
        Container::FixedArray { .. } => true,
        _ => false,
    };
    if counted_from_here
        && !matches!(data.target, LLTarget::Container(_))
        && let Some(index @ ..0) = host.int_value(key)
    {
        let moved = advance(host, o, &data, index)?;
        return Ok((ptr_data(host, moved)?, 0));
    }
    let index = item_index(host, &data, key)?;
    Ok((data, index))
}

fn item_index(host: &mut Host, data: &LLPtrData, key: Obj) -> Result<usize, Raised> {
    match host.types.get(data.pointee) {
        Container::Array(_) | Container::FixedArray { .. } => {}
        _ => {
            let shown = host.types.display_container(data.pointee);
            return Err(Raised::type_error(host, format!("{shown} instance is not an array")));
        }
    }
    let index = args::int(host, key)?;
    usize::try_from(index).map_err(|_| Raised::index_error(host, "negative array index"))
}

/// `p[key]`
pub fn getitem(host: &mut Host, o: Obj, key: Obj) -> Result<Obj, Raised> {
    let data = ptr_data(host, o)?;
    if let Object::Slice(parts) = host.get(key) {
        let parts = **parts;
        let len = len(host, o)?;
        let selection = crate::types::seq::selection(host, parts, len)?;
        let mut items = Vec::with_capacity(selection.count);
        for i in selection.positions() {
            items.push(read(host, &data, i)?);
        }
        return Ok(host.new_list(items));
    }
    let (data, index) = item_place(host, o, key)?;
    read(host, &data, index)
}

/// `p[key] = value`
pub fn setitem(host: &mut Host, o: Obj, key: Obj, value: Obj) -> Result<(), Raised> {
    let (data, index) = item_place(host, o, key)?;
    write(host, &data, index, value)
}

/// `len(p)`
pub fn len(host: &mut Host, o: Obj) -> Result<usize, Raised> {
    let data = ptr_data(host, o)?;
    match host.types.get(data.pointee) {
        Container::FixedArray { length, .. } => return Ok(*length as usize),
        Container::Array(a) if !a.hints.nolength => {}
        _ => {
            let shown = host.types.display_container(data.pointee);
            return Err(Raised::type_error(host, format!("{shown} instance has no length attribute")));
        }
    }
    if let Some(address) = real::place(host, &data)? {
        return Ok(real::array_length(host, address, data.pointee));
    }
    let place = place(host, &data)?;
    match host.get(place.container) {
        Object::LLContainer(c) => Ok(c.parts.len()),
        _ => Ok(0),
    }
}

/// The type of the container that a target is, as it was allocated.
fn actual_type(host: &mut Host, data: &LLPtrData) -> Option<ContainerId> {
    let place = place(host, data).ok()?;
    match host.get(place.container) {
        Object::LLContainer(c) if place.part.is_none() => Some(c.ty),
        _ => None,
    }
}

/// How many first fields lie between a struct and one inlined at its start.
fn depth(host: &Host, outer: ContainerId, inner: ContainerId) -> Option<usize> {
    let mut at = outer;
    let mut depth = 0;
    loop {
        if at == inner {
            return Some(depth);
        }
        at = host.types.first_inlined(at)?;
        depth += 1;
    }
}

/// `cast_pointer`: up to a first substructure, or down to the structure around it.
pub fn cast(host: &mut Host, o: Obj, wanted: ContainerId) -> Result<Obj, Raised> {
    let data = ptr_data(host, o)?;
    if data.pointee == wanted {
        return Ok(o);
    }
    let downwards = depth(host, wanted, data.pointee).is_some();
    if matches!(data.target, LLTarget::Null | LLTarget::Instance(_))
        || downwards && matches!(data.target, LLTarget::Int(_))
    {
        return Ok(new_ptr(host, wanted, data.target));
    }
    if let Some(levels) = depth(host, data.pointee, wanted) {
        let mut target = data.target.clone();
        for _ in 0..levels {
            target = part_target(host, &LLPtrData { pointee: data.pointee, target }, 0);
        }
        return Ok(new_ptr(host, wanted, target));
    }
    if downwards {
        let mut target = data.target.clone();
        loop {
            let candidate = LLPtrData { pointee: wanted, target: target.clone() };
            if actual_type(host, &candidate) == Some(wanted) {
                return Ok(new_ptr(host, wanted, target));
            }
            target = match target {
                LLTarget::Part(root, path) if path.last() == Some(&0) => {
                    let shorter = &path[..path.len() - 1];
                    if shorter.is_empty() {
                        LLTarget::Container(root)
                    } else {
                        LLTarget::Part(root, shorter.into())
                    }
                }
                LLTarget::Part(_, path) if path.last() != Some(&0) => {
                    return Err(invalid_cast(host, &data, wanted));
                }
                _ => break,
            };
        }
        let (actual, to) = (host.types.display_container(data.pointee), host.types.display_container(wanted));
        let message = format!("this {actual} is not the first part of {to}");
        return Err(Raised::runtime_error(host, message));
    }
    Err(invalid_cast(host, &data, wanted))
}

fn invalid_cast(host: &mut Host, data: &LLPtrData, wanted: ContainerId) -> Raised {
    let (from, to) = (host.types.display_container(data.pointee), host.types.display_container(wanted));
    let text = format!("invalid cast from a pointer to {from} to a pointer to {to}");
    library_error(host, "InvalidCast", &text)
}

/// `cast_opaque_ptr`, and `rffi.cast` between pointers: the same place seen as another type.
pub fn cast_opaque(host: &mut Host, o: Obj, wanted: ContainerId) -> Result<Obj, Raised> {
    let data = ptr_data(host, o)?;
    if data.pointee == wanted {
        return Ok(o);
    }
    let to_struct = matches!(host.types.get(wanted), Container::Struct(_));
    if to_struct && let Some(actual) = actual_type(host, &data) {
        let seen = new_ptr(host, actual, data.target.clone());
        if depth(host, actual, wanted).is_some() || depth(host, wanted, actual).is_some() {
            return cast(host, seen, wanted);
        }
    }
    Ok(new_ptr(host, wanted, data.target))
}

/// The type that pointers to single parts have.
fn single(host: &mut Host, item: LLType) -> ContainerId {
    let hints = rpython_lltype::Hints::default();
    host.types.intern(Container::FixedArray { item, length: 1, hints })
}

/// `direct_fieldptr(p, name)`
pub fn direct_fieldptr(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "direct_fieldptr", args, kw, (2, 2))?;
    let data = ptr_data(host, args[0])?;
    let name = host.symbol_of(args[1]).unwrap_or_else(|| Symbol::intern("?"));
    let Some(index) = field_index(host, data.pointee, name) else {
        let shown = host.types.display_container(data.pointee);
        return Err(Raised::type_error(host, format!("{shown} has no field '{name}'")));
    };
    let Some(ty) = part_type(host, data.pointee, index) else { return Ok(Obj::NONE) };
    let pointee = single(host, ty);
    Ok(new_ptr(host, pointee, part_target(host, &data, index)))
}

/// `direct_arrayitems(p)`
pub fn direct_arrayitems(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "direct_arrayitems", args, kw, (1, 1))?;
    let data = ptr_data(host, args[0])?;
    match (host.types.get(data.pointee), part_type(host, data.pointee, 0)) {
        (Container::Array(_) | Container::FixedArray { .. }, Some(ty)) => {
            let pointee = single(host, ty);
            Ok(new_ptr(host, pointee, part_target(host, &data, 0)))
        }
        _ => Err(Raised::type_error(host, "direct_arrayitems: not an array")),
    }
}

/// `direct_ptradd(p, n)`
pub fn direct_ptradd(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "direct_ptradd", args, kw, (2, 2))?;
    let data = ptr_data(host, args[0])?;
    let count = args::int(host, args[1])?;
    advance(host, args[0], &data, count)
}

/// A pointer moved by `count` items.
pub fn advance(host: &mut Host, o: Obj, data: &LLPtrData, count: i64) -> Result<Obj, Raised> {
    if count == 0 {
        return Ok(o);
    }
    if let Some(address) = real::place(host, data)? {
        let moved = real::moved(host, address, data.pointee, count);
        return Ok(new_ptr(host, data.pointee, moved));
    }
    let is_single = matches!(host.types.get(data.pointee), Container::FixedArray { length: 1, .. });
    let (target, first) = match &data.target {
        LLTarget::Part(_, path)
            if is_single || matches!(host.types.get(data.pointee), Container::Array(_)) =>
        {
            (data.target.clone(), path.last().copied().unwrap_or(0))
        }
        LLTarget::Container(_) => (part_target(host, data, 0), 0),
        _ => return Err(Raised::type_error(host, "direct_ptradd: not a pointer to array items")),
    };
    let index = usize::try_from(first as i64 + count)
        .map_err(|_| Raised::index_error(host, "pointer before the start of an array"))?;
    let moved = sibling(&LLPtrData { pointee: data.pointee, target }, index);
    Ok(new_ptr(host, data.pointee, moved))
}

/// Calls a function pointer.
pub fn call(host: &mut Host, o: Obj, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    let data = ptr_data(host, o)?;
    let Container::Func(function) = host.types.get(data.pointee).clone() else {
        let shown = host.types.display_container(data.pointee);
        return Err(Raised::type_error(host, format!("{shown} instance is not a function")));
    };
    if !kw.is_empty() {
        return Err(Raised::type_error(host, "calls of function pointers take no keyword arguments"));
    }
    if function.args.len() != args.len() {
        let wanted = function.args.len();
        let message = format!("calling a function pointer with {} arguments, it takes {wanted}", args.len());
        return Err(Raised::type_error(host, message));
    }
    let mut values = Vec::with_capacity(args.len());
    for (&ty, &arg) in function.args.iter().zip(args) {
        values.push(enforce(host, ty, arg)?);
    }
    let takes_room = |&(ty, _): &(&LLType, Obj)| *ty != LLType::Void;
    let for_c =
        || function.args.iter().zip(values.iter().copied()).filter(takes_room).map(|(_, value)| value);
    match &data.target {
        LLTarget::Function(callable) => {
            let callable = *callable;
            host.call(callable, &values, &[])
        }
        LLTarget::External(external) => {
            let callable = external.options.iter().find(|(name, _)| *name == "_callable").map(|&(_, f)| f);
            match callable.filter(|&f| f != Obj::NONE) {
                Some(callable) => host.call(callable, &values, &[]),
                None => {
                    let for_c: Vec<Obj> = for_c().collect();
                    real::calls::call_external(host, external, &for_c)
                }
            }
        }
        LLTarget::Int(address) => {
            let for_c: Vec<Obj> = for_c().collect();
            real::calls::call_address(host, data.pointee, *address as u64, &for_c)
        }
        _ => Err(Raised::runtime_error(host, "calling a NULL function pointer")),
    }
}
