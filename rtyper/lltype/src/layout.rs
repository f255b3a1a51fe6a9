//! Sizes, alignments and field offsets for a [`DataModel`].
//!
//! Offsets are relative to the object itself; the collector's header, if any, lies in front of it
//! and is none of this module's business.

use std::sync::{Arc, OnceLock};

use rpython_base::EntityId;

use crate::{Container, ContainerId, DataModel, LLType, StructType, TypeTable};

/// Size and alignment in bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Size of the fixed part; a multiple of the alignment except for types of variable size.
    pub size: u32,
    /// Alignment, a power of two.
    pub align: u32,
}

/// Where the fields of a struct are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StructLayout {
    /// Byte offset of each field.
    pub offsets: Vec<u32>,
    /// The whole. For a struct that ends in an inlined array: up to its first item.
    pub layout: Layout,
}

/// The layouts of a table's structs, each found once for the data model that is asked for first: the vtables of a long
/// line of classes lie one in the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct LayoutCache {
    /// By container.
    known: Vec<OnceLock<(DataModel, Arc<StructLayout>)>>,
    used: OnceLock<()>,
}

impl LayoutCache {
    /// Room for one more container.
    pub(crate) fn push(&mut self) {
        self.known.push(OnceLock::new());
    }

    /// Forgets everything: a container has changed, and others may inline it.
    pub(crate) fn clear(&mut self) {
        if self.used.take().is_some() {
            self.known.fill_with(OnceLock::new);
        }
    }
}

fn align_up(value: u32, align: u32) -> u32 {
    value.div_ceil(align) * align
}

impl TypeTable {
    /// Size and alignment of what a variable, field or item of this type occupies.
    pub fn layout(&self, model: DataModel, ty: LLType) -> Layout {
        let word = model.word_bits as u32 / 8;
        let pointer = model.pointer_bits as u32 / 8;
        let number = |size: u32| Layout { size, align: if size == 8 { model.align8 as u32 } else { size } };
        match ty {
            LLType::Void => Layout { size: 0, align: 1 },
            LLType::Bool | LLType::Char | LLType::Int8 | LLType::UInt8 => number(1),
            LLType::Int16 | LLType::UInt16 => number(2),
            LLType::Int32 | LLType::UInt32 | LLType::SingleFloat => number(4),
            LLType::UniChar => number(4),
            LLType::Signed | LLType::Unsigned => number(word),
            LLType::SignedLongLong | LLType::UnsignedLongLong | LLType::Float => number(8),
            LLType::SignedLongLongLong | LLType::UnsignedLongLongLong | LLType::LongFloat => {
                Layout { size: 16, align: 16 }
            }
            LLType::Address | LLType::Ptr(_) => number(pointer),
            LLType::Inline(id) => self.container_layout(model, id),
        }
    }

    /// Size and alignment of a container's fixed part.
    pub fn container_layout(&self, model: DataModel, id: ContainerId) -> Layout {
        match self.get(id) {
            Container::Struct(_) => self.struct_layout(model, id).layout,
            Container::Array(a) => {
                let item = self.layout(model, a.item);
                let length = self.layout(model, LLType::Signed);
                if a.hints.nolength {
                    return Layout { size: 0, align: item.align };
                }
                Layout { size: align_up(length.size, item.align), align: length.align.max(item.align) }
            }
            Container::FixedArray { item, length, .. } => {
                let item = self.layout(model, *item);
                Layout { size: align_up(item.size, item.align) * length, align: item.align }
            }
            Container::Func(_) => Layout { size: 1, align: 1 },
            Container::Opaque { .. } | Container::Forward(_) => Layout { size: 0, align: 1 },
        }
    }

    /// Where the fields of a struct are. Panics if it is none.
    pub fn struct_layout(&self, model: DataModel, id: ContainerId) -> Arc<StructLayout> {
        let find = || Arc::new(self.find_struct_layout(model, self.expect_struct(id)));
        let (of, known) = self.layouts.known[id.index()].get_or_init(|| {
            let _ = self.layouts.used.set(());
            (model, find())
        });
        if *of == model { known.clone() } else { find() }
    }

    fn find_struct_layout(&self, model: DataModel, s: &StructType) -> StructLayout {
        let mut offsets = Vec::with_capacity(s.fields.len());
        let (mut size, mut align, mut at) = (0, 1, 0);
        for field in &s.fields {
            let layout = self.layout(model, field.ty);
            align = align.max(layout.align);
            let offset = if s.hints.union { 0 } else { align_up(at, layout.align) };
            offsets.push(offset);
            at = offset + layout.size;
            size = size.max(at);
        }
        if let Some((c_offsets, c_size)) = &s.hints.c_layout {
            return StructLayout { offsets: c_offsets.clone(), layout: Layout { size: *c_size, align } };
        }
        let varsize = matches!(s.fields.last(), Some(f) if matches!(f.ty, LLType::Inline(id) if self.varsize_array(id).is_some()));
        if !varsize {
            size = align_up(size, align);
        }
        StructLayout { offsets, layout: Layout { size, align } }
    }

    /// Byte offset of a field.
    pub fn field_offset(&self, model: DataModel, id: ContainerId, field: usize) -> u32 {
        self.struct_layout(model, id).offsets[field]
    }

    /// Byte distance between two items of an array or fixed array.
    pub fn item_stride(&self, model: DataModel, id: ContainerId) -> u32 {
        let item = match self.get(id) {
            Container::Array(a) => a.item,
            Container::FixedArray { item, .. } => *item,
            other => panic!("{id} is no array but {other:?}"),
        };
        let layout = self.layout(model, item);
        align_up(layout.size, layout.align)
    }

    /// Byte offset of the first item of an array (behind its length, if it stores one).
    pub fn items_offset(&self, model: DataModel, id: ContainerId) -> u32 {
        match self.get(id) {
            Container::Array(_) => self.container_layout(model, id).size,
            _ => 0,
        }
    }

    /// Byte offset of the length word of a type of variable size (array, or struct ending in one);
    /// `None` for fixed sizes and arrays without length.
    pub fn length_offset(&self, model: DataModel, id: ContainerId) -> Option<u32> {
        match self.get(id) {
            Container::Array(a) => (!a.hints.nolength).then_some(0),
            Container::Struct(s) => {
                let LLType::Inline(last) = s.fields.last()?.ty else { return None };
                let inner = self.length_offset(model, last)?;
                Some(self.field_offset(model, id, s.fields.len() - 1) + inner)
            }
            _ => None,
        }
    }

    /// (bytes before the first item, bytes per item) of a type of variable size.
    pub fn varsize(&self, model: DataModel, id: ContainerId) -> Option<(u32, u32)> {
        let array = self.varsize_array(id)?;
        let mut base = 0;
        let mut at = id;
        while at != array {
            let s = self.expect_struct(at);
            base += self.field_offset(model, at, s.fields.len() - 1);
            let LLType::Inline(last) = s.fields[s.fields.len() - 1].ty else { return None };
            at = last;
        }
        Some((base + self.items_offset(model, array), self.item_stride(model, array)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, GcKind, Hints};

    #[test]
    fn string_layout() {
        let mut types = TypeTable::new();
        let chars = types.array(GcKind::Raw, LLType::Char, Hints::default());
        let field = |name: &str, ty| Field { name: name.into(), ty };
        let string = types.struct_(
            "rpy_string".into(),
            GcKind::Gc,
            vec![field("hash", LLType::Signed), field("chars", LLType::Inline(chars))],
            Hints::default(),
        );
        assert_eq!(types.varsize(DataModel::LP64, string), Some((16, 1)));
        assert_eq!(types.length_offset(DataModel::LP64, string), Some(8));
        assert_eq!(types.varsize(DataModel::ASMJS, string), Some((8, 1)));
    }

    #[test]
    fn padding_and_alignment() {
        let mut types = TypeTable::new();
        let field = |name: &str, ty| Field { name: name.into(), ty };
        let id = types.struct_(
            "s".into(),
            GcKind::Raw,
            vec![field("a", LLType::Char), field("b", LLType::Float), field("c", LLType::Int16)],
            Hints::default(),
        );
        let layout = types.struct_layout(DataModel::LP64, id);
        assert_eq!(layout.offsets, [0, 8, 16]);
        assert_eq!(layout.layout, Layout { size: 24, align: 8 });
    }
}
