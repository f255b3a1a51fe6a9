//! Arrays of numbers seen through pointers to items of another type (`rffi.cast(rffi.DOUBLEP, chars)`).
//!
//! Containers hold objects, so the bytes that such a pointer reads are made from the items that lie there, and written
//! back into them. Targets are little-endian.

use num_bigint::BigInt;
use rpython_lltype::{Container, ContainerId, LLType};

use super::memory::{cast_to, enforce, integer_object};
use crate::types::number::to_num;
use crate::{Host, Obj, Object, Raised};

/// An array of numbers, and the type of number that a pointer sees in it instead.
pub struct View {
    container: Obj,
    actual: LLType,
    seen: LLType,
}

/// The type of the items of an array of numbers.
fn number_item(host: &Host, id: ContainerId) -> Option<LLType> {
    let item = match host.types.get(id) {
        Container::Array(array) => array.item,
        Container::FixedArray { item, .. } => *item,
        _ => return None,
    };
    let is_number = item.is_integer()
        || matches!(
            item,
            LLType::Char | LLType::UniChar | LLType::Bool | LLType::Float | LLType::SingleFloat
        );
    let canonical = if item.is_integer() { crate::types::rint::canonical(host.model, item) } else { item };
    is_number.then_some(canonical)
}

/// How a pointer to this type sees this array of numbers, where it sees other items than there are.
pub fn view(host: &Host, pointee: ContainerId, container: Obj) -> Option<View> {
    let Object::LLContainer(data) = host.get(container) else { return None };
    if data.ty == pointee {
        return None;
    }
    let (actual, seen) = (number_item(host, data.ty)?, number_item(host, pointee)?);
    (actual != seen).then_some(View { container, actual, seen })
}

fn size(host: &Host, ty: LLType) -> usize {
    host.types.layout(host.model, ty).size as usize
}

fn bytes_of(host: &Host, ty: LLType, value: Obj) -> Vec<u8> {
    let mut bytes = match host.get(value) {
        Object::Float(x) => x.to_le_bytes().to_vec(),
        Object::SingleFloat(x) => x.to_le_bytes().to_vec(),
        Object::Str(text) => text[..1].to_vec(),
        Object::Unicode(chars) => chars[0].to_le_bytes().to_vec(),
        _ => match to_num(host, value).and_then(|num| num.to_big()) {
            Some(number) => {
                let filler = if number.sign() == num_bigint::Sign::Minus { 0xff } else { 0 };
                let mut bytes = number.to_signed_bytes_le();
                bytes.resize(16, filler);
                bytes
            }
            None => Vec::new(),
        },
    };
    bytes.resize(size(host, ty), 0);
    bytes
}

fn object_of(host: &mut Host, ty: LLType, bytes: &[u8]) -> Result<Obj, Raised> {
    match (ty, bytes) {
        (LLType::Float, &[a, b, c, d, e, f, g, h]) => {
            Ok(host.new_float(f64::from_le_bytes([a, b, c, d, e, f, g, h])))
        }
        (LLType::SingleFloat, &[a, b, c, d]) => {
            Ok(host.alloc(Object::SingleFloat(f32::from_le_bytes([a, b, c, d]))))
        }
        _ => {
            let number = BigInt::from_bytes_le(num_bigint::Sign::Plus, bytes);
            if ty.is_integer() {
                return Ok(integer_object(host, ty, &number));
            }
            let number = host.new_int(i64::try_from(number).unwrap_or(0));
            cast_to(host, ty, number)
        }
    }
}

impl View {
    /// The actual items in which the bytes of the seen item at `index` lie, counted from the actual item `first`, and
    /// where in their bytes it begins.
    fn span(&self, host: &Host, first: usize, index: usize) -> (std::ops::Range<usize>, usize) {
        let (wide, narrow) = (size(host, self.actual), size(host, self.seen));
        let start = first * wide + index * narrow;
        let from = start / wide;
        (from..(start + narrow).div_ceil(wide), start - from * wide)
    }

    fn bytes(&self, host: &mut Host, items: &std::ops::Range<usize>) -> Result<Vec<u8>, Raised> {
        let Object::LLContainer(data) = host.get(self.container) else { return Ok(Vec::new()) };
        let Some(parts) = data.parts.get(items.clone()).map(<[Obj]>::to_vec) else {
            return Err(Raised::index_error(host, "array index out of bounds"));
        };
        Ok(parts.iter().flat_map(|&part| bytes_of(host, self.actual, part)).collect())
    }

    /// Reads the item at `index`, counted from the actual item `first`.
    pub fn read(&self, host: &mut Host, first: usize, index: usize) -> Result<Obj, Raised> {
        let (items, at) = self.span(host, first, index);
        let bytes = self.bytes(host, &items)?;
        let narrow = size(host, self.seen);
        object_of(host, self.seen, &bytes[at..at + narrow])
    }

    /// Writes the item at `index`, counted from the actual item `first`.
    pub fn write(&self, host: &mut Host, first: usize, index: usize, value: Obj) -> Result<(), Raised> {
        let value = enforce(host, self.seen, value)?;
        let (items, at) = self.span(host, first, index);
        let mut bytes = self.bytes(host, &items)?;
        let new = bytes_of(host, self.seen, value);
        bytes[at..at + new.len()].copy_from_slice(&new);
        let wide = size(host, self.actual);
        for (position, chunk) in items.zip(bytes.chunks_exact(wide)) {
            let part = object_of(host, self.actual, chunk)?;
            if let Object::LLContainer(data) = host.get_mut(self.container) {
                data.parts[position] = part;
            }
        }
        Ok(())
    }
}
