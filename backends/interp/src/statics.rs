//! Static data in memory, and the addresses of static objects and functions.
//!
//! All objects lie in one piece of memory. Managed ones have the collector's header in front, so that it
//! need not tell them from those it has allocated.

use rpython_base::EntityId;
use rpython_lltype::{
    Container, ContainerId, DataId, FuncId, GcKind, LLType, Payload, Pointer, TypeTable, Value,
};
use rpython_lowlevel::Program;

use crate::heap::{HEADER, Header, STATIC};
use crate::memory;

/// Bytes between the addresses that stand for functions.
const FUNC_STRIDE: u64 = 16;

/// Where static things are.
pub(crate) struct Statics {
    /// Address of each object.
    addresses: Vec<u64>,
    /// Zeroed memory with all objects, and its layout for giving it back.
    region: *mut u8,
    size: usize,
    /// Memory whose addresses stand for functions; nothing is stored there.
    funcs: u64,
    func_count: usize,
    /// What interior pointers need: byte offsets are computed from the program's types.
    paths: Vec<ContainerId>,
    types: TypeTable,
    model: rpython_lltype::DataModel,
}

/// Whether one more item than asked for is allocated (the zero behind a string).
pub(crate) fn has_extra_item(container: &Container) -> bool {
    match container {
        Container::Array(a) => a.hints.other.iter().any(|h| *h == "extra_item_after_alloc"),
        Container::Struct(_)
        | Container::FixedArray { .. }
        | Container::Func(_)
        | Container::Opaque { .. }
        | Container::Forward(_) => false,
    }
}

/// How many items the array at the end of an object has.
fn payload_length(types: &TypeTable, ty: ContainerId, payload: &Payload) -> usize {
    match payload {
        Payload::Array(values) => values.len(),
        Payload::Bytes(bytes) => bytes.len(),
        Payload::Chars(chars) => chars.len(),
        Payload::Struct(values) => {
            let last = types.as_struct(ty).and_then(|s| s.fields.last()).map(|f| f.ty);
            match (last, values.last()) {
                (Some(LLType::Inline(inner)), Some(Value::Inline(payload))) => {
                    payload_length(types, inner, payload)
                }
                _ => 0,
            }
        }
        Payload::Opaque => 0,
    }
}

impl Statics {
    /// Lays out and fills all static objects of a program.
    pub fn new(program: &Program) -> Statics {
        let (types, model) = (&program.types, program.model);
        let mut addresses = Vec::with_capacity(program.data.objects.len());
        let mut at = 0u64;
        let mut sizes = Vec::with_capacity(program.data.objects.len());
        for object in program.data.objects.values() {
            let mut size = types.container_layout(model, object.ty).size as u64;
            if let Some((base, stride)) = types.varsize(model, object.ty) {
                let array = types.varsize_array(object.ty);
                let extra = array.is_some_and(|a| has_extra_item(types.get(a))) as u64;
                let count = payload_length(types, object.ty, &object.payload) as u64 + extra;
                size = base as u64 + stride as u64 * count;
            }
            if let (Container::Opaque { .. }, Payload::Struct(values)) =
                (types.get(object.ty), &object.payload)
            {
                // A weak reference: what it holds, in words.
                size = 8 * values.len() as u64;
            }
            if types.gc_kind(object.ty) == GcKind::Gc {
                at += HEADER as u64;
            }
            addresses.push(at);
            sizes.push(size);
            // Two objects never share an address, and an empty one has one, too.
            at = (at + size.max(1)).next_multiple_of(16);
        }
        let size = (at as usize).max(16);
        let region = memory::pages(size);
        let func_count = program.funcs.len();
        let funcs = memory::pages((func_count + 1) * FUNC_STRIDE as usize) as u64;
        addresses.iter_mut().for_each(|a| *a += region as u64);
        let mut statics = Statics {
            addresses,
            region,
            size,
            funcs,
            func_count,
            paths: program.data.objects.values().map(|o| o.ty).collect(),
            types: types.clone(),
            model,
        };
        for (id, object) in program.data.objects.iter() {
            let address = statics.addresses[id.index()];
            if types.gc_kind(object.ty) == GcKind::Gc {
                let header = Header { ty: object.ty.index() as u32, flags: STATIC, size: sizes[id.index()] };
                // SAFETY: the layout has left room for it.
                unsafe { (address as *mut u8).sub(HEADER).cast::<Header>().write(header) };
            }
            statics.fill(address, object.ty, &object.payload);
        }
        statics.types.clone_from(types);
        statics
    }

    /// The address of an object.
    pub fn data(&self, id: DataId) -> u64 {
        self.addresses[id.index()]
    }

    /// The object that starts at an address.
    pub fn data_at(&self, address: u64) -> Option<DataId> {
        // Objects lie in the order of their ids.
        let index = self.addresses.binary_search(&address).ok()?;
        Some(DataId::from_index(index))
    }

    /// The address that stands for a function.
    pub fn func(&self, id: FuncId) -> u64 {
        self.funcs + id.index() as u64 * FUNC_STRIDE
    }

    /// The function that an address stands for.
    pub fn func_at(&self, address: u64) -> Option<FuncId> {
        let distance = address.wrapping_sub(self.funcs);
        let index = (distance / FUNC_STRIDE) as usize;
        (index < self.func_count && distance.is_multiple_of(FUNC_STRIDE)).then(|| FuncId::from_index(index))
    }

    /// The address that a pointer known at translation time has.
    pub fn pointer(&self, p: &Pointer) -> u64 {
        match p {
            Pointer::Null => 0,
            Pointer::Data(d) => self.data(*d),
            Pointer::Interior(d, path) => self.data(*d) + self.interior(self.paths[d.index()], path),
            Pointer::Func(f) => self.func(*f),
            Pointer::Tagged(n) => n.wrapping_mul(2).wrapping_add(1) as u64,
        }
    }

    /// Bytes from the start of an object to a part of it.
    fn interior(&self, mut at: ContainerId, path: &[u32]) -> u64 {
        let (types, model) = (&self.types, self.model);
        let mut offset = 0;
        for &step in path {
            let inner = match types.get(at) {
                Container::Struct(s) => {
                    offset += types.field_offset(model, at, step as usize) as u64;
                    s.fields[step as usize].ty
                }
                Container::Array(_) | Container::FixedArray { .. } => {
                    offset += types.items_offset(model, at) as u64;
                    offset += types.item_stride(model, at) as u64 * step as u64;
                    types.item_type(at).unwrap_or(LLType::Void)
                }
                Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => break,
            };
            match inner {
                LLType::Inline(id) => at = id,
                _ => break,
            }
        }
        offset
    }

    /// The register form of a value (the low word, if it has two).
    pub fn value_bits(&self, ty: LLType, value: &Value) -> u64 {
        match value {
            Value::Void | Value::Inline(_) => 0,
            Value::Bool(b) => *b as u64,
            Value::Int(n) => match ty {
                LLType::UInt8 | LLType::Char | LLType::Bool => *n as u8 as u64,
                LLType::UInt16 => *n as u16 as u64,
                LLType::UInt32 | LLType::UniChar => *n as u32 as u64,
                LLType::Int8 => *n as i8 as u64,
                LLType::Int16 => *n as i16 as u64,
                LLType::Int32 => *n as i32 as u64,
                LLType::Float | LLType::LongFloat => (*n as f64).to_bits(),
                LLType::SingleFloat => (*n as f32).to_bits() as u64,
                _ => *n as u64,
            },
            Value::Char(c) => *c as u64,
            Value::UniChar(c) => *c as u64,
            Value::Float(f) if ty == LLType::SingleFloat => (*f as f32).to_bits() as u64,
            Value::Float(f) => f.to_bits(),
            Value::Ptr(p) | Value::Address(p) => self.pointer(p),
        }
    }

    fn fill(&self, address: u64, ty: ContainerId, payload: &Payload) {
        let (types, model) = (&self.types, self.model);
        if let Payload::Struct(values) = payload {
            let Container::Struct(s) = types.get(ty) else {
                for (i, value) in values.iter().enumerate() {
                    self.fill_part(address + 8 * i as u64, LLType::Address, value);
                }
                return;
            };
            let layout = types.struct_layout(model, ty);
            for (i, value) in values.iter().enumerate() {
                // Of a union, only what is not zero has been set.
                if s.hints.union && *value == rpython_lltype::value::default_value(types, s.fields[i].ty) {
                    continue;
                }
                self.fill_part(address + layout.offsets[i] as u64, s.fields[i].ty, value);
            }
            return;
        }
        let Some(item) = types.item_type(ty) else { return };
        let first = address + types.items_offset(model, ty) as u64;
        if let Some(offset) = types.length_offset(model, ty) {
            let count = payload_length(types, ty, payload) as u64;
            memory::write(address + offset as u64, LLType::Signed, count);
        }
        let stride = types.item_stride(model, ty) as u64;
        match payload {
            Payload::Array(values) => {
                for (i, value) in values.iter().enumerate() {
                    self.fill_part(first + i as u64 * stride, item, value);
                }
            }
            Payload::Bytes(bytes) => {
                // SAFETY: the layout has left room for all items.
                unsafe { std::ptr::copy_nonoverlapping(bytes.as_ptr(), first as *mut u8, bytes.len()) };
            }
            Payload::Chars(chars) => {
                for (i, &c) in chars.iter().enumerate() {
                    memory::write(first + i as u64 * stride, item, c as u64);
                }
            }
            Payload::Struct(_) | Payload::Opaque => {}
        }
    }

    fn fill_part(&self, address: u64, ty: LLType, value: &Value) {
        match (ty, value) {
            (LLType::Inline(inner), Value::Inline(payload)) => self.fill(address, inner, payload),
            _ => {
                let bits = self.value_bits(ty, value);
                memory::write(address, ty, bits);
            }
        }
    }
}

impl Drop for Statics {
    fn drop(&mut self) {
        memory::release(self.region, self.size);
        memory::release(self.funcs as *mut u8, (self.func_count + 1) * FUNC_STRIDE as usize);
    }
}
