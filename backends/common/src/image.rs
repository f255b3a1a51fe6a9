//! Static objects as the bytes that a target has in memory, and the places in them that a linker, or
//! whoever lays out memory, has to fill in.
//!
//! Targets are little endian. Sizes and offsets are those of the layouts in `rpython-lltype`.

use rpython_base::{Diagnostic, Span};
use rpython_lltype::{Container, ContainerId, DataId, FuncId, LLType, Payload, Pointer, StructType, Value};
use rpython_lowlevel::Program;

/// What an address is counted from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A static object.
    Data(DataId),
    /// A function.
    Func(FuncId),
}

/// An address known at translation time, as far as that goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Address {
    /// These very bits: null, or a tagged integer.
    Bits(i64),
    /// So many bytes behind the start of something.
    Relative(Target, i64),
}

/// A pointer-sized place in an image that holds an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reloc {
    /// Where, in bytes from the start of the image. The bytes there are zero.
    pub offset: usize,
    /// The address of what.
    pub target: Target,
    /// Plus so many bytes.
    pub addend: i64,
}

/// A static object in the target's memory.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Image {
    /// Its bytes, at least one, so that its address is its own.
    pub bytes: Vec<u8>,
    /// Its alignment.
    pub align: u32,
    /// The addresses in it, by offset.
    pub relocs: Vec<Reloc>,
}

impl Image {
    /// Whether nothing but zeros is in it.
    pub fn is_zero(&self) -> bool {
        self.relocs.is_empty() && self.bytes.iter().all(|&b| b == 0)
    }
}

/// The image of a static object for the program's data model.
///
/// Fails for a `long double` other than zero: no two targets agree on its bytes.
pub fn image(program: &Program, id: DataId) -> Result<Image, Diagnostic> {
    let object = &program.data.objects[id];
    let layout = program.types.container_layout(program.model, object.ty);
    let size = object_size(program, object.ty, &object.payload);
    let image = Image { bytes: vec![0; size.max(1)], align: layout.align, relocs: Vec::new() };
    let mut writer = Writer { program, image };
    writer.container(0, object.ty, &object.payload)?;
    writer.image.relocs.sort_by_key(|reloc| reloc.offset);
    Ok(writer.image)
}

/// The address that a pointer stands for.
pub fn address(program: &Program, pointer: &Pointer) -> Address {
    match pointer {
        Pointer::Null => Address::Bits(0),
        Pointer::Tagged(n) => Address::Bits(n.wrapping_mul(2).wrapping_add(1)),
        Pointer::Data(d) => Address::Relative(Target::Data(*d), 0),
        Pointer::Interior(d, path) => {
            Address::Relative(Target::Data(*d), interior_offset(program, *d, path) as i64)
        }
        Pointer::Func(f) => Address::Relative(Target::Func(*f), 0),
    }
}

/// Bytes from the start of a static object to a part of it.
pub fn interior_offset(program: &Program, data: DataId, path: &[u32]) -> u64 {
    let (types, model) = (&program.types, program.model);
    let mut at = program.data.objects[data].ty;
    let mut offset = 0;
    for &step in path {
        let inner = match types.get(at) {
            Container::Struct(s) => {
                offset += types.field_offset(model, at, step as usize) as u64;
                s.fields[step as usize].ty
            }
            Container::Array(a) => {
                offset += types.items_offset(model, at) as u64;
                offset += types.item_stride(model, at) as u64 * step as u64;
                a.item
            }
            Container::FixedArray { item, .. } => {
                offset += types.item_stride(model, at) as u64 * step as u64;
                *item
            }
            Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => break,
        };
        match inner {
            LLType::Inline(id) => at = id,
            // A pointer to a primitive part: the path ends here.
            _ => break,
        }
    }
    offset
}

/// How many items the array at the end of a static object has; `None` for a type of fixed size.
pub fn varsize_length(program: &Program, ty: ContainerId, payload: &Payload) -> Option<usize> {
    program.types.varsize_array(ty)?;
    match payload {
        Payload::Array(_) | Payload::Bytes(_) | Payload::Chars(_) => Some(item_count(payload)),
        Payload::Struct(values) => match (program.types.as_struct(ty)?.fields.last()?.ty, values.last()?) {
            (LLType::Inline(inner), Value::Inline(payload)) => varsize_length(program, inner, payload),
            _ => None,
        },
        Payload::Opaque => None,
    }
}

/// Whether an array has room for one more item than its length says, for the zero that ends C strings.
fn extra_items(program: &Program, array: ContainerId) -> usize {
    let extra = |a: &rpython_lltype::ArrayType| a.hints.other.iter().any(|h| *h == "extra_item_after_alloc");
    usize::from(matches!(program.types.get(array), Container::Array(a) if extra(a)))
}

/// Bytes of a static object, padding included.
fn object_size(program: &Program, ty: ContainerId, payload: &Payload) -> usize {
    let (types, model) = (&program.types, program.model);
    let layout = types.container_layout(model, ty);
    let sizes = types.varsize_array(ty).zip(types.varsize(model, ty));
    let Some((array, (base, stride))) = sizes else { return layout.size as usize };
    // Room for an item is there even where none is, as for allocated C arrays.
    let items = (varsize_length(program, ty, payload).unwrap_or(0) + extra_items(program, array)).max(1);
    (base as usize + items * stride as usize).next_multiple_of(layout.align as usize)
}

fn item_count(payload: &Payload) -> usize {
    match payload {
        Payload::Array(values) => values.len(),
        Payload::Bytes(bytes) => bytes.len(),
        Payload::Chars(chars) => chars.len(),
        Payload::Struct(_) | Payload::Opaque => 0,
    }
}

struct Writer<'a> {
    program: &'a Program,
    image: Image,
}

impl Writer<'_> {
    fn put(&mut self, at: usize, bytes: &[u8]) {
        self.image.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }

    /// The lowest bytes of a number.
    fn number(&mut self, at: usize, size: u32, value: i128) {
        self.put(at, &value.to_le_bytes()[..size as usize]);
    }

    fn container(&mut self, at: usize, ty: ContainerId, payload: &Payload) -> Result<(), Diagnostic> {
        let (types, model) = (&self.program.types, self.program.model);
        match types.get(ty) {
            Container::Struct(s) => self.fields(at, ty, s, payload),
            Container::Array(a) => {
                if !a.hints.nolength {
                    self.number(at, model.word_bits as u32 / 8, item_count(payload) as i128);
                }
                self.items(at + types.items_offset(model, ty) as usize, ty, a.item, payload)
            }
            Container::FixedArray { item, .. } => self.items(at, ty, *item, payload),
            Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => Ok(()),
        }
    }

    fn fields(
        &mut self,
        at: usize,
        ty: ContainerId,
        s: &StructType,
        payload: &Payload,
    ) -> Result<(), Diagnostic> {
        let Payload::Struct(values) = payload else { return Ok(()) };
        let layout = self.program.types.struct_layout(self.program.model, ty);
        for ((field, value), offset) in s.fields.iter().zip(values).zip(&layout.offsets) {
            // Of a union, the first member that holds something counts.
            let default = || rpython_lltype::value::default_value(&self.program.types, field.ty);
            if s.hints.union && (field.ty == LLType::Void || *value == default()) {
                continue;
            }
            self.value(at + *offset as usize, field.ty, value)?;
            if s.hints.union {
                break;
            }
        }
        Ok(())
    }

    fn items(
        &mut self,
        at: usize,
        ty: ContainerId,
        item: LLType,
        payload: &Payload,
    ) -> Result<(), Diagnostic> {
        let stride = self.program.types.item_stride(self.program.model, ty) as usize;
        match payload {
            Payload::Array(_) if item == LLType::Void => {}
            Payload::Array(values) => {
                for (i, value) in values.iter().enumerate() {
                    self.value(at + i * stride, item, value)?;
                }
            }
            Payload::Bytes(bytes) => self.put(at, bytes),
            Payload::Chars(chars) => {
                for (i, &c) in chars.iter().enumerate() {
                    self.number(at + i * stride, stride as u32, c as i128);
                }
            }
            Payload::Struct(_) | Payload::Opaque => {}
        }
        Ok(())
    }

    fn value(&mut self, at: usize, ty: LLType, value: &Value) -> Result<(), Diagnostic> {
        let size = || self.program.types.layout(self.program.model, ty).size;
        match value {
            Value::Void => {}
            Value::Bool(b) => self.number(at, 1, *b as i128),
            Value::Int(n) => self.number(at, size(), *n as i128),
            Value::Char(c) => self.number(at, 1, *c as i128),
            Value::UniChar(c) => self.number(at, size(), *c as i128),
            Value::Float(f) => self.float(at, ty, *f)?,
            Value::Ptr(p) | Value::Address(p) => self.pointer(at, p),
            Value::Inline(payload) => {
                if let LLType::Inline(inner) = ty {
                    self.container(at, inner, payload)?;
                }
            }
        }
        Ok(())
    }

    fn float(&mut self, at: usize, ty: LLType, f: f64) -> Result<(), Diagnostic> {
        match ty {
            LLType::SingleFloat => self.put(at, &(f as f32).to_le_bytes()),
            LLType::LongFloat if f.to_bits() == 0 => {}
            LLType::LongFloat => {
                return Err(Diagnostic::error(
                    "long-double",
                    Span::NONE,
                    format!("the prebuilt `long double` {f} cannot be written by this backend"),
                )
                .with_help("use the C backend, or compute it when the program starts"));
            }
            _ => self.put(at, &f.to_le_bytes()),
        }
        Ok(())
    }

    fn pointer(&mut self, at: usize, pointer: &Pointer) {
        match address(self.program, pointer) {
            Address::Bits(bits) => self.number(at, self.program.model.pointer_bits as u32 / 8, bits as i128),
            Address::Relative(target, addend) => {
                self.image.relocs.push(Reloc { offset: at, target, addend });
            }
        }
    }
}
