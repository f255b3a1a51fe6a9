//! Where static data lies in a memory that is the program's own.
//!
//! From the bottom: nothing (so that null points to nothing), objects with content, objects that are zero,
//! and then what the program allocates.

use rpython_base::{Diagnostic, FastMap};
use rpython_lltype::DataId;
use rpython_lowlevel::Program;

use crate::image::{self, Image, Target};

/// Bytes below the first object.
const BOTTOM: u32 = 1024;

/// StaticMemory comes in pieces of so many bytes.
pub const PAGE: u32 = 65536;

/// Alignment of the memory behind static data.
const HEAP_ALIGN: u32 = 16;

/// Static data in memory.
#[derive(Debug)]
pub struct StaticMemory {
    addresses: FastMap<DataId, u32>,
    images: Vec<(u32, Image)>,
    /// Behind all static data.
    pub end: u32,
}

impl StaticMemory {
    /// No objects.
    pub fn empty() -> StaticMemory {
        StaticMemory { addresses: FastMap::default(), images: Vec::new(), end: BOTTOM }
    }

    /// Places these objects.
    pub fn new(program: &Program, data: &[DataId]) -> Result<StaticMemory, Diagnostic> {
        let mut memory = StaticMemory::empty();
        let mut zero = Vec::new();
        for &id in data {
            let image = image::image(program, id)?;
            if image.is_zero() {
                zero.push((id, image));
            } else {
                let at = memory.place(id, &image)?;
                memory.images.push((at, image));
            }
        }
        for (id, image) in zero {
            memory.place(id, &image)?;
        }
        memory.end = memory.end.next_multiple_of(HEAP_ALIGN);
        Ok(memory)
    }

    fn place(&mut self, id: DataId, image: &Image) -> Result<u32, Diagnostic> {
        let at = (self.end as u64).next_multiple_of(image.align.max(1) as u64);
        let end = at + image.bytes.len() as u64;
        if end > i32::MAX as u64 {
            return Err(Diagnostic::error(
                "data-size",
                rpython_base::Span::NONE,
                "the program's static data does not fit into the 2 GB of memory that addresses reach",
            ));
        }
        self.end = end as u32;
        self.addresses.insert(id, at as u32);
        Ok(at as u32)
    }

    /// The address of an object.
    pub fn address(&self, id: DataId) -> u32 {
        self.addresses[&id]
    }

    /// Bytes with their addresses, pointers filled in.
    pub fn segments(&self, mut table_slot: impl FnMut(rpython_lltype::FuncId) -> u32) -> Vec<(u32, Vec<u8>)> {
        let mut segments: Vec<(u32, Vec<u8>)> = Vec::new();
        for (at, image) in &self.images {
            let mut bytes = image.bytes.clone();
            for reloc in &image.relocs {
                let base = match reloc.target {
                    Target::Data(d) => self.address(d),
                    Target::Func(f) => table_slot(f),
                };
                let value = base.wrapping_add(reloc.addend as u32);
                bytes[reloc.offset..reloc.offset + 4].copy_from_slice(&value.to_le_bytes());
            }
            append(&mut segments, *at, &bytes);
        }
        segments
    }
}

/// Zeros that are worth a segment of their own behind them.
const LONG_GAP: usize = 32;

/// Appends bytes at a higher address, leaving out long runs of zeros.
fn append(segments: &mut Vec<(u32, Vec<u8>)>, at: u32, bytes: &[u8]) {
    let mut rest = bytes;
    let mut at = at;
    while !rest.is_empty() {
        let zeros = rest.iter().take_while(|&&b| b == 0).count();
        let end = content_end(&rest[zeros..]);
        let content = &rest[zeros..zeros + end];
        let from = at + zeros as u32;
        if !content.is_empty() {
            match segments.last_mut() {
                Some((start, old)) if (from - *start) as usize - old.len() < LONG_GAP => {
                    old.resize((from - *start) as usize, 0);
                    old.extend_from_slice(content);
                }
                _ => segments.push((from, content.to_vec())),
            }
        }
        at += (zeros + end) as u32;
        rest = &rest[zeros + end..];
    }
}

/// The end of the bytes before the next long run of zeros.
fn content_end(bytes: &[u8]) -> usize {
    let mut zeros = 0;
    for (i, &b) in bytes.iter().enumerate() {
        zeros = if b == 0 { zeros + 1 } else { 0 };
        if zeros == LONG_GAP {
            return i + 1 - LONG_GAP;
        }
    }
    bytes.len() - zeros
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_are_left_out() {
        let mut segments = Vec::new();
        append(&mut segments, 100, &[0, 1, 2, 0]);
        append(&mut segments, 104, &[0, 3]);
        let mut long = vec![0; 100];
        long.push(4);
        append(&mut segments, 106, &long);
        assert_eq!(segments, [(101, vec![1, 2, 0, 0, 3]), (206, vec![4])]);
    }

    #[test]
    fn only_zeros() {
        let mut segments = Vec::new();
        append(&mut segments, 8, &[0; 80]);
        assert_eq!(segments, []);
    }
}
