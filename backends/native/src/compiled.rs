//! A function's machine code, as the cache keeps it and the object file takes it.

use cranelift_codegen::binemit::Reloc;
use cranelift_codegen::ir::ExternalName;
use cranelift_codegen::{CompiledCode, FinalizedRelocTarget};

/// How an address is put into code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum RelocKind {
    /// Eight bytes.
    Absolute,
    /// x86-64: four bytes, from the place.
    Relative,
    /// x86-64: the same in a call or jump.
    Call,
    /// aarch64: a call or jump.
    ArmCall,
    /// aarch64: the page.
    ArmPage,
    /// aarch64: the offset in the page.
    ArmPageOffset,
}

impl RelocKind {
    const ALL: [RelocKind; 6] = [
        RelocKind::Absolute,
        RelocKind::Relative,
        RelocKind::Call,
        RelocKind::ArmCall,
        RelocKind::ArmPage,
        RelocKind::ArmPageOffset,
    ];

    fn of(kind: Reloc) -> Option<RelocKind> {
        Some(match kind {
            Reloc::Abs8 => RelocKind::Absolute,
            Reloc::X86PCRel4 => RelocKind::Relative,
            Reloc::X86CallPCRel4 | Reloc::X86CallPLTRel4 => RelocKind::Call,
            Reloc::Arm64Call => RelocKind::ArmCall,
            Reloc::Aarch64AdrPrelPgHi21 => RelocKind::ArmPage,
            Reloc::Aarch64AddAbsLo12Nc => RelocKind::ArmPageOffset,
            _ => return None,
        })
    }
}

/// A place in code that the linker fills in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct CodeReloc {
    pub offset: u32,
    pub kind: RelocKind,
    /// The number of a [`Ref`](crate::refs::Ref), or none: the function itself.
    pub target: Option<u32>,
    pub addend: i64,
}

/// What a number of a [`CodeReloc`] stands for, where the program is another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Stored {
    /// What the function's key gives this number.
    Mentioned(u32),
    /// A symbol of the platform layer or of the C library.
    Runtime(String),
    /// A text of the code generator's own.
    Text(String),
}

/// Machine code and what its numbers stand for, without reference to the program at hand.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Entry {
    pub code: Compiled,
    /// By number.
    pub refs: Vec<Stored>,
    /// The number that the function's key gives each source location.
    pub places: Vec<u32>,
}

impl Entry {
    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        let word = |out: &mut Vec<u8>, value: usize| out.extend((value as u32).to_le_bytes());
        word(&mut out, self.refs.len());
        for stored in &self.refs {
            let (tag, number, text) = match stored {
                Stored::Mentioned(number) => (0, *number as usize, ""),
                Stored::Runtime(name) => (1, name.len(), &**name),
                Stored::Text(text) => (2, text.len(), &**text),
            };
            word(&mut out, tag);
            word(&mut out, number);
            out.extend(text.as_bytes());
        }
        word(&mut out, self.places.len());
        self.places.iter().for_each(|&place| word(&mut out, place as usize));
        out.extend(self.code.to_bytes());
        out
    }

    /// From bytes; `None` if they are not what [`to_bytes`](Self::to_bytes) writes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Entry> {
        let mut rest = bytes;
        let word = |rest: &mut &[u8]| {
            let (word, tail) = rest.split_first_chunk()?;
            *rest = tail;
            Some(u32::from_le_bytes(*word))
        };
        let mut made = Entry::default();
        for _ in 0..word(&mut rest)? {
            let (tag, number) = (word(&mut rest)?, word(&mut rest)?);
            if tag == 0 {
                made.refs.push(Stored::Mentioned(number));
                continue;
            }
            let (text, tail) = rest.split_at_checked(number as usize)?;
            rest = tail;
            let text = String::from_utf8(text.to_vec()).ok()?;
            made.refs.push(if tag == 1 { Stored::Runtime(text) } else { Stored::Text(text) });
        }
        for _ in 0..word(&mut rest)? {
            made.places.push(word(&mut rest)?);
        }
        made.code = Compiled::from_bytes(rest)?;
        Some(made)
    }
}

/// Machine code.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Compiled {
    pub code: Vec<u8>,
    pub align: u32,
    pub relocs: Vec<CodeReloc>,
    /// Offsets where the code of another source location begins: the number of that, or 0.
    pub lines: Vec<(u32, u32)>,
}

impl Compiled {
    /// What Cranelift made. The error names what this does not know.
    pub fn new(made: &CompiledCode) -> Result<Compiled, String> {
        let mut relocs = Vec::new();
        for reloc in made.buffer.relocs() {
            let target = match &reloc.target {
                FinalizedRelocTarget::ExternalName(ExternalName::User(name)) => Some(name.as_u32()),
                FinalizedRelocTarget::ExternalName(other) => {
                    return Err(format!("a reference to {}", other.display(None)));
                }
                FinalizedRelocTarget::Func(offset) => {
                    let kind = RelocKind::of(reloc.kind).ok_or_else(|| format!("{:?}", reloc.kind))?;
                    let addend = reloc.addend + *offset as i64;
                    relocs.push(CodeReloc { offset: reloc.offset, kind, target: None, addend });
                    continue;
                }
            };
            let kind = RelocKind::of(reloc.kind).ok_or_else(|| format!("{:?}", reloc.kind))?;
            relocs.push(CodeReloc { offset: reloc.offset, kind, target, addend: reloc.addend });
        }
        let mut lines = Vec::new();
        for location in made.buffer.get_srclocs_sorted() {
            let number = if location.loc.is_default() { 0 } else { location.loc.bits() };
            if lines.last().is_none_or(|&(_, last)| last != number) {
                lines.push((location.start, number));
            }
        }
        let align = made.buffer.alignment;
        Ok(Compiled { code: made.code_buffer().to_vec(), align, relocs, lines })
    }

    /// As bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.code.len() + 32 * self.relocs.len() + 32);
        let mut word = |value: u32| out.extend(value.to_le_bytes());
        word(self.align);
        word(self.code.len() as u32);
        word(self.relocs.len() as u32);
        word(self.lines.len() as u32);
        for reloc in &self.relocs {
            word(reloc.offset);
            word(reloc.kind as u32);
            word(reloc.target.map_or(0, |n| n + 1));
            word(reloc.addend as u32);
            word((reloc.addend >> 32) as u32);
        }
        for &(offset, number) in &self.lines {
            word(offset);
            word(number);
        }
        out.extend(&self.code);
        out
    }

    /// From bytes; `None` if they are not what [`to_bytes`](Self::to_bytes) writes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Compiled> {
        let mut at = 0;
        let mut word = || {
            let value = u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
            at += 4;
            Some(value)
        };
        let (align, size, relocs, lines) = (word()?, word()? as usize, word()?, word()?);
        let mut made = Compiled { align, ..Compiled::default() };
        for _ in 0..relocs {
            let (offset, kind, target, low, high) = (word()?, word()?, word()?, word()?, word()?);
            let kind = *RelocKind::ALL.get(kind as usize)?;
            let addend = (low as u64 | (high as u64) << 32) as i64;
            made.relocs.push(CodeReloc { offset, kind, target: target.checked_sub(1), addend });
        }
        for _ in 0..lines {
            made.lines.push((word()?, word()?));
        }
        made.code = bytes.get(at..)?.to_vec();
        (made.code.len() == size).then_some(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_back() {
        let reloc = CodeReloc { offset: 3, kind: RelocKind::Call, target: Some(0), addend: -4 };
        let own = CodeReloc { offset: 9, kind: RelocKind::ArmPageOffset, target: None, addend: 1 << 40 };
        let made = Compiled {
            code: vec![1, 2, 3],
            align: 16,
            relocs: vec![reloc, own],
            lines: vec![(0, 1), (2, 0)],
        };
        let refs =
            vec![Stored::Mentioned(7), Stored::Runtime("malloc".into()), Stored::Text("\u{e9}".into())];
        let made = Entry { code: made, refs, places: vec![2, 0] };
        let bytes = made.to_bytes();
        assert_eq!(Entry::from_bytes(&bytes), Some(made));
        for cut in 0..bytes.len() {
            assert_eq!(Entry::from_bytes(&bytes[..cut]), None);
        }
    }
}
