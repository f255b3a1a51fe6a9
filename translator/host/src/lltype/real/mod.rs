//! Memory at real addresses: what C functions work on while a program runs untranslated.
//!
//! A raw container is made of objects until C needs its address, until it becomes a number, or until it is read as
//! something else than it is. From then on it is *settled*: its content lies in memory, and whatever reads or writes it
//! goes there. So both sides see the same. Managed containers never settle; C gets a number that stands for them.

pub mod calls;
mod functions;

use std::collections::BTreeMap;

use rpython_base::FastMap;
use rpython_cffi::values;
use rpython_lltype::{Container, ContainerId, GcKind, LLType};

use super::memory::{self, integer_object, new_ptr};
use crate::types::rint;
use crate::{Host, LLPtrData, LLTarget, Obj, Object, Raised};

/// What the host knows about real memory.
#[derive(Default)]
pub struct State {
    /// Settled containers by their addresses.
    blocks: BTreeMap<u64, Block>,
    /// What the numbers of managed objects stand for.
    managed: FastMap<u64, LLTarget>,
    /// How C functions are called.
    calls: calls::State,
}

impl std::fmt::Debug for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} blocks", self.blocks.len())
    }
}

#[derive(Clone, Copy)]
struct Block {
    container: Obj,
    size: u64,
}

impl State {
    /// Handles that are needed because C may have the addresses of what they stand for.
    pub fn trace(&self, visit: &mut dyn FnMut(Obj)) {
        self.blocks.values().for_each(|block| visit(block.container));
        #[expect(clippy::iter_over_hash_type, reason = "marking is independent of the order")]
        for target in self.managed.values() {
            if let LLTarget::Container(o) | LLTarget::Instance(o) | LLTarget::Part(o, _) = target {
                visit(*o);
            }
        }
        self.calls.trace(visit);
    }
}

/// C knows containers of variable size only by what is in them: some zeros behind the end do no harm to a program that
/// reads too far.
const SLACK: u64 = 16;

/// Byte offset of the part with this index.
pub(super) fn part_offset(host: &Host, id: ContainerId, index: usize) -> u64 {
    match host.types.get(id) {
        Container::Struct(_) => host.types.field_offset(host.model, id, index) as u64,
        Container::Array(_) | Container::FixedArray { .. } => {
            let first = host.types.items_offset(host.model, id) as u64;
            first + host.types.item_stride(host.model, id) as u64 * index as u64
        }
        Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => 0,
    }
}

/// The type of a part.
fn part_type(host: &Host, id: ContainerId, index: usize) -> Option<LLType> {
    match host.types.get(id) {
        Container::Struct(s) => s.fields.get(index).map(|field| field.ty),
        _ => host.types.item_type(id),
    }
}

fn path_offset(host: &Host, mut id: ContainerId, path: &[u32]) -> u64 {
    let mut offset = 0;
    for &index in path {
        offset += part_offset(host, id, index as usize);
        match part_type(host, id, index as usize) {
            Some(LLType::Inline(inner)) => id = inner,
            _ => break,
        }
    }
    offset
}

/// Bytes of a container with so many items.
fn size_of(host: &Host, id: ContainerId, items: usize) -> u64 {
    let whole = host.types.container_layout(host.model, id).size as u64;
    match host.types.varsize(host.model, id) {
        Some((base, item)) => whole.max(base as u64 + item as u64 * items as u64),
        None => whole,
    }
}

/// How many items the array of variable size at the end of a container has.
fn count_items(host: &Host, o: Obj) -> usize {
    let Object::LLContainer(data) = host.get(o) else { return 0 };
    match (host.types.get(data.ty), data.parts.last()) {
        (Container::Struct(_), Some(&last)) if host.types.varsize_array(data.ty).is_some() => {
            count_items(host, last)
        }
        _ => data.parts.len(),
    }
}

fn is_raw(host: &Host, o: Obj) -> bool {
    matches!(host.get(o), Object::LLContainer(data) if host.types.gc_kind(data.ty) == GcKind::Raw)
}

fn settled_at(host: &Host, o: Obj) -> Option<u64> {
    match host.get(o) {
        Object::LLContainer(data) if data.address != 0 => Some(data.address),
        _ => None,
    }
}

/// Sizes of words and pointers are those of the target: only if it is this machine do they fit its memory.
fn check_machine(host: &mut Host) -> Result<(), Raised> {
    if host.model.pointer_bits == 64 && host.model.word_bits == 64 {
        return Ok(());
    }
    Err(Raised::not_implemented_error(
        host,
        "memory at real addresses is not supported while a program for another machine is imported",
    ))
}

/// Moves the content of a raw container to memory; its address.
pub fn settle(host: &mut Host, o: Obj) -> Result<u64, Raised> {
    if let Some(address) = settled_at(host, o) {
        return Ok(address);
    }
    check_machine(host)?;
    let (ty, freed) = match host.get(o) {
        Object::LLContainer(data) => (data.ty, data.freed),
        _ => return Err(Raised::type_error(host, "this has no address")),
    };
    if freed {
        return Err(Raised::runtime_error(host, "accessing memory that was freed already"));
    }
    let size = size_of(host, ty, count_items(host, o));
    // SAFETY: asks for new memory only.
    let address = unsafe { libc::calloc(1, (size + SLACK) as usize) } as u64;
    if address == 0 {
        let class = host.exc.memory_error;
        return Err(host.raised(class, "no memory for what C is given"));
    }
    // It has its address before its content, which may refer to it.
    if let Object::LLContainer(data) = host.get_mut(o) {
        data.address = address;
    }
    host.ll.real.blocks.insert(address, Block { container: o, size });
    fill(host, address, o)?;
    Ok(address)
}

fn fill(host: &mut Host, address: u64, o: Obj) -> Result<(), Raised> {
    let (ty, parts) = match host.get(o) {
        Object::LLContainer(data) => (data.ty, data.parts.clone()),
        _ => return Ok(()),
    };
    if matches!(host.types.get(ty), Container::Array(_))
        && let Some(offset) = host.types.length_offset(host.model, ty)
    {
        store(address + offset as u64, LLType::Signed, (parts.len() as u64, 0));
    }
    for (i, &part) in parts.iter().enumerate() {
        let at = address + part_offset(host, ty, i);
        match part_type(host, ty, i) {
            Some(LLType::Inline(_)) => fill(host, at, part)?,
            Some(ty) => write_value(host, at, ty, part)?,
            None => {}
        }
    }
    Ok(())
}

/// Makes the objects of a settled container as its memory is now.
pub fn refresh(host: &mut Host, o: Obj) -> Result<(), Raised> {
    match settled_at(host, o) {
        Some(address) => refresh_from(host, address, o),
        None => Ok(()),
    }
}

fn refresh_from(host: &mut Host, address: u64, o: Obj) -> Result<(), Raised> {
    let (ty, parts) = match host.get(o) {
        Object::LLContainer(data) => (data.ty, data.parts.clone()),
        _ => return Ok(()),
    };
    for (i, &part) in parts.iter().enumerate() {
        let at = address + part_offset(host, ty, i);
        match part_type(host, ty, i) {
            Some(LLType::Inline(_)) => refresh_from(host, at, part)?,
            Some(ty) => {
                let value = read_value(host, at, ty);
                if let Object::LLContainer(data) = host.get_mut(o) {
                    data.parts[i] = value;
                }
            }
            None => {}
        }
    }
    Ok(())
}

/// Frees the memory of a container, or memory that C allocated.
pub fn free(host: &mut Host, target: &LLTarget) {
    let address = match target {
        LLTarget::Container(o) => match settled_at(host, *o) {
            Some(address) => address,
            None => return,
        },
        LLTarget::Int(address) => *address as u64,
        _ => return,
    };
    host.ll.real.blocks.remove(&address);
    // SAFETY: it was allocated by `settle`, or the program says that C allocated it.
    unsafe { libc::free(address as *mut libc::c_void) };
}

// ---------------------------------------------------------------- pointers and addresses

/// The address that a pointer has in C.
pub fn address_of(host: &mut Host, data: &LLPtrData) -> Result<u64, Raised> {
    match &data.target {
        LLTarget::Null => Ok(0),
        LLTarget::Int(address) => Ok(*address as u64),
        LLTarget::Container(o) if is_raw(host, *o) => settle(host, *o),
        LLTarget::Part(o, path) if is_raw(host, *o) => {
            let base = settle(host, *o)?;
            let Object::LLContainer(container) = host.get(*o) else { return Ok(base) };
            Ok(base + path_offset(host, container.ty, path))
        }
        LLTarget::Container(o) | LLTarget::Part(o, _) | LLTarget::Instance(o) => {
            // Odd, so that no address is like it.
            let number = host.id(*o) as u64 | 1;
            host.ll.real.managed.insert(number, data.target.clone());
            Ok(number)
        }
        LLTarget::Function(_) | LLTarget::External(_) => calls::code_address(host, data),
    }
}

/// The address of what needs no settling, for comparisons.
pub fn known_address(host: &Host, data: &LLPtrData) -> Option<u64> {
    match &data.target {
        LLTarget::Int(address) => Some(*address as u64),
        LLTarget::Container(o) => settled_at(host, *o),
        LLTarget::Part(o, path) => {
            let Object::LLContainer(container) = host.get(*o) else { return None };
            Some(settled_at(host, *o)? + path_offset(host, container.ty, path))
        }
        _ => None,
    }
}

/// What lies at an address.
pub fn target_at(host: &Host, address: u64, pointee: ContainerId) -> LLTarget {
    if address == 0 {
        return LLTarget::Null;
    }
    if let Some(target) = host.ll.real.managed.get(&address) {
        return target.clone();
    }
    if let Some(function) = host.ll.real.calls.function_at(address) {
        return LLTarget::Function(function);
    }
    let below = host.ll.real.blocks.range(..=address).next_back();
    if let Some((&base, block)) = below
        && address - base <= block.size
        && let Object::LLContainer(data) = host.get(block.container)
        && let Some(path) = locate(host, data.ty, address - base, pointee)
    {
        return match path.is_empty() {
            true => LLTarget::Container(block.container),
            false => LLTarget::Part(block.container, path.into()),
        };
    }
    LLTarget::Int(address as i64)
}

/// The part that lies at an offset, if any does: one of the wanted type if there is one.
fn locate(host: &Host, ty: ContainerId, offset: u64, wanted: ContainerId) -> Option<Vec<u32>> {
    let mut path = Vec::new();
    let mut whole = (offset == 0).then(Vec::new);
    let (mut at, mut rest) = (ty, offset);
    loop {
        if rest == 0 && at == wanted {
            return Some(path);
        }
        let index = match host.types.get(at) {
            Container::Struct(s) => (0..s.fields.len()).rev().find(|&i| part_offset(host, at, i) <= rest)?,
            Container::Array(_) | Container::FixedArray { .. } => {
                let stride = (host.types.item_stride(host.model, at) as u64).max(1);
                let first = host.types.items_offset(host.model, at) as u64;
                (rest.checked_sub(first)? / stride) as usize
            }
            Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => return whole,
        };
        rest -= part_offset(host, at, index);
        path.push(index as u32);
        match part_type(host, at, index) {
            Some(LLType::Inline(inner)) => {
                if rest == 0 && whole.is_none() {
                    whole = Some(path.clone());
                }
                at = inner;
            }
            _ => return whole.or((rest == 0).then_some(path)),
        }
    }
}

/// Whether what a pointer's target is by itself, and what the pointer sees there, are laid out the same.
fn fits(host: &Host, data: &LLPtrData) -> bool {
    let (root, path): (Obj, &[u32]) = match &data.target {
        LLTarget::Container(o) => (*o, &[]),
        LLTarget::Part(o, path) => (*o, path),
        _ => return true,
    };
    let Object::LLContainer(container) = host.get(root) else { return true };
    if path.is_empty() && container.ty == data.pointee {
        return true;
    }
    let mut outer = None;
    let mut at = LLType::Inline(container.ty);
    for &index in path {
        let LLType::Inline(id) = at else { return false };
        outer = Some(id);
        match part_type(host, id, index as usize) {
            Some(ty) => at = ty,
            None => return false,
        }
    }
    if at == LLType::Inline(data.pointee) {
        return true;
    }
    let item = host.types.item_type(data.pointee);
    if host.types.length_offset(host.model, data.pointee).is_some() {
        return false;
    }
    // An item, seen as the first one of an array.
    if item == Some(at) && outer.is_some() {
        return true;
    }
    match at {
        LLType::Inline(id) => {
            item.is_some()
                && item == host.types.item_type(id)
                && host.types.length_offset(host.model, id).is_none()
        }
        _ => false,
    }
}

/// The address behind a pointer whose target is in memory, or has to be now.
pub fn place(host: &mut Host, data: &LLPtrData) -> Result<Option<u64>, Raised> {
    let root = match data.target {
        LLTarget::Int(address) => {
            check_machine(host)?;
            return Ok(Some(address as u64));
        }
        LLTarget::Container(o) | LLTarget::Part(o, _) => o,
        _ => return Ok(None),
    };
    if !is_raw(host, root) {
        return Ok(None);
    }
    let settled = match host.get(root) {
        Object::LLContainer(data) if data.freed => return Ok(None),
        Object::LLContainer(data) => data.address != 0,
        _ => return Ok(None),
    };
    if settled || !fits(host, data) {
        return address_of(host, data).map(Some);
    }
    Ok(None)
}

/// The address of a part of what lies at an address. IndexError if it is not in the container there.
pub fn part_address(host: &mut Host, base: u64, id: ContainerId, index: usize) -> Result<u64, Raised> {
    let address = base + part_offset(host, id, index);
    let Some(ty) = part_type(host, id, index) else {
        return Err(Raised::type_error(host, "a pointer to something that has no parts"));
    };
    let size = host.types.layout(host.model, ty).size as u64;
    let below = host.ll.real.blocks.range(..=base).next_back();
    if let Some((&start, block)) = below
        && base - start <= block.size
        && address + size > start + block.size
    {
        return Err(Raised::index_error(host, "array index out of bounds"));
    }
    Ok(address)
}

/// Reads the part with this index of what lies at an address; pointers to those that are containers.
pub fn read_part(host: &mut Host, base: u64, id: ContainerId, index: usize) -> Result<Obj, Raised> {
    let address = part_address(host, base, id, index)?;
    match part_type(host, id, index) {
        Some(LLType::Inline(inner)) => {
            let target = target_at(host, address, inner);
            Ok(new_ptr(host, inner, target))
        }
        Some(ty) => Ok(read_value(host, address, ty)),
        None => Ok(Obj::NONE),
    }
}

/// Writes it.
pub fn write_part(
    host: &mut Host,
    base: u64,
    id: ContainerId,
    index: usize,
    value: Obj,
) -> Result<(), Raised> {
    let address = part_address(host, base, id, index)?;
    match part_type(host, id, index) {
        Some(LLType::Inline(_)) | None => Err(Raised::type_error(host, "cannot write to a substructure")),
        Some(ty) => {
            let value = memory::enforce(host, ty, value)?;
            write_value(host, address, ty, value)
        }
    }
}

/// What lies so many items away from an array at an address.
pub fn moved(host: &Host, base: u64, id: ContainerId, count: i64) -> LLTarget {
    let stride = match host.types.get(id) {
        Container::Array(_) | Container::FixedArray { .. } => host.types.item_stride(host.model, id),
        _ => host.types.container_layout(host.model, id).size,
    };
    target_at(host, base.wrapping_add_signed(count * stride as i64), id)
}

/// The items of an array of variable size at an address.
pub fn array_length(host: &mut Host, base: u64, id: ContainerId) -> usize {
    let offset = host.types.length_offset(host.model, id).unwrap_or(0);
    let length = read_value(host, base + offset as u64, LLType::Signed);
    host.int_value(length).unwrap_or(0) as usize
}

// ---------------------------------------------------------------- values

fn store(address: u64, ty: LLType, words: (u64, u64)) {
    // SAFETY: the address lies in a settled container, or the program says that there is a value of the type.
    unsafe { values::write(address as *mut u8, ty, words) };
}

fn read_value(host: &mut Host, address: u64, ty: LLType) -> Obj {
    // SAFETY: as for `store`.
    let words = unsafe { values::read(address as *const u8, ty) };
    from_words(host, ty, words)
}

fn write_value(host: &mut Host, address: u64, ty: LLType, value: Obj) -> Result<(), Raised> {
    let words = to_words(host, ty, value)?;
    store(address, ty, words);
    Ok(())
}

/// The register form of a value that has this type; of a part that was never set, zero.
pub(super) fn to_words(host: &mut Host, ty: LLType, value: Obj) -> Result<(u64, u64), Raised> {
    if value == Obj::UNBOUND {
        return Ok((0, 0));
    }
    let word = match host.get(value) {
        Object::Bool(b) => *b as u64,
        Object::Int(v) => *v as u64,
        Object::RInt(_, v) => return Ok((*v as u64, (*v >> 64) as u64)),
        Object::Str(bytes) => bytes.first().copied().unwrap_or(0) as u64,
        Object::Unicode(chars) => chars.first().copied().unwrap_or(0) as u64,
        Object::Float(v) | Object::LongFloat(v) => v.to_bits(),
        Object::SingleFloat(v) => v.to_bits() as u64,
        Object::LLPtr(data) => {
            let data = (**data).clone();
            address_of(host, &data)?
        }
        Object::Address(Obj::NONE) => 0,
        Object::Address(of) => {
            let of = *of;
            let data = match host.get(of) {
                Object::LLPtr(data) => (**data).clone(),
                Object::LLContainer(data) => LLPtrData { pointee: data.ty, target: LLTarget::Container(of) },
                _ => return Ok((0, 0)),
            };
            address_of(host, &data)?
        }
        _ if ty == LLType::Void => 0,
        _ => {
            let shown = host.types.display(ty);
            let given = host.type_name(value);
            return Err(Raised::type_error(host, format!("expects {shown}, got {given}")));
        }
    };
    Ok((word, 0))
}

/// The value with this register form.
pub(super) fn from_words(host: &mut Host, ty: LLType, (low, high): (u64, u64)) -> Obj {
    match ty {
        LLType::Void | LLType::Inline(_) => Obj::NONE,
        LLType::Bool => host.new_bool(low as u8 != 0),
        LLType::Char => host.new_str(&[low as u8]),
        LLType::UniChar => host.new_unicode(&[low as u32]),
        LLType::Signed => host.new_int(low as i64),
        LLType::Float => host.new_float(f64::from_bits(low)),
        LLType::SingleFloat => host.alloc(Object::SingleFloat(f32::from_bits(low as u32))),
        LLType::LongFloat => host.alloc(Object::LongFloat(f64::from_bits(low))),
        LLType::Ptr(id) => {
            let target = target_at(host, low, id);
            new_ptr(host, id, target)
        }
        LLType::Address => super::address::at_number(host, low as i64),
        LLType::SignedLongLongLong | LLType::UnsignedLongLongLong => {
            let value = ((high as u128) << 64 | low as u128) as i128;
            host.alloc(Object::RInt(rint::canonical(host.model, ty), value))
        }
        _ => {
            let value = num_bigint::BigInt::from(low as i64);
            integer_object(host, ty, &value)
        }
    }
}
