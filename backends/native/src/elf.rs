//! The object file: code, static objects, texts of places, and what connects them.

use indexmap::IndexMap;
use object::write::{Object, Relocation, SectionId, Symbol as ElfSymbol, SymbolId, SymbolSection};
use object::{
    Architecture, BinaryFormat, Endianness, RelocationFlags, SectionKind, SymbolFlags, SymbolKind,
    SymbolScope, elf,
};
use rpython_backend_common::image::{self, Image, Reloc, Target as ImageTarget};
use rpython_backend_common::{Reachable, names};
use rpython_base::{Diagnostic, FastMap, Span, Symbol};
use rpython_lltype::{DataId, FuncId};
use rpython_lowlevel::{FuncBody, Program};

use crate::compile::Unit;
use crate::compiled::{CodeReloc, RelocKind};
use crate::externs;
use crate::refs::Ref;
use crate::startup::Table;
use crate::target::Target;

/// Where something is: a symbol, and so many bytes behind it.
type Place = (SymbolId, i64);

/// The file while it is made.
pub(crate) struct Writer<'a> {
    program: &'a Program,
    pub x86: bool,
    pub object: Object<'static>,
    pub text: SectionId,
    data: SectionId,
    bss: SectionId,
    strings: SectionId,
    /// Offset in the text of each function.
    pub functions: FastMap<FuncId, u64>,
    symbols: FastMap<Ref, Place>,
}

/// Makes the object file of the units and the program's data.
pub(crate) fn writer<'a>(
    program: &'a Program,
    target: &Target,
    reach: &Reachable,
    units: &[Unit],
    table: &Table,
) -> Result<Writer<'a>, Diagnostic> {
    let architecture = if target.is_x86() { Architecture::X86_64 } else { Architecture::Aarch64 };
    let mut object = Object::new(BinaryFormat::Elf, architecture, Endianness::Little);
    let mut section = |name: &str, kind| object.add_section(Vec::new(), name.into(), kind);
    let text = section(".text", SectionKind::Text);
    let data = section(".data", SectionKind::Data);
    let bss = section(".bss", SectionKind::UninitializedData);
    let strings = section(".rodata", SectionKind::ReadOnlyData);
    section(".note.GNU-stack", SectionKind::Other);
    let mut writer = Writer {
        program,
        x86: target.is_x86(),
        object,
        text,
        data,
        bss,
        strings,
        functions: FastMap::default(),
        symbols: FastMap::default(),
    };
    writer.code(units);
    let images = writer.place_data(reach)?;
    writer.places(units);
    for (offset, image) in &images {
        writer.data_relocs(*offset, &image.relocs)?;
    }
    writer.table(table)?;
    for unit in units {
        writer.code_relocs(unit)?;
    }
    Ok(writer)
}

fn internal(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("internal", Span::NONE, format!("the object file cannot be made: {error}"))
}

impl Writer<'_> {
    fn symbol(
        &mut self,
        name: &str,
        kind: SymbolKind,
        scope: SymbolScope,
        place: Option<(SectionId, u64, u64)>,
    ) -> SymbolId {
        let (section, value, size) = match place {
            Some((section, value, size)) => (SymbolSection::Section(section), value, size),
            None => (SymbolSection::Undefined, 0, 0),
        };
        let name = name.as_bytes().to_vec();
        let flags = SymbolFlags::None;
        self.object.add_symbol(ElfSymbol { name, value, size, kind, scope, weak: false, section, flags })
    }

    fn code(&mut self, units: &[Unit]) {
        for unit in units {
            let align = unit.code.align.max(16) as u64;
            let offset = self.object.append_section_data(self.text, &unit.code.code, align);
            self.functions.insert(unit.func, offset);
            let size = unit.code.code.len() as u64;
            let place = Some((self.text, offset, size));
            let name = names::function(self.program, unit.func);
            let symbol = self.symbol(&name, SymbolKind::Text, SymbolScope::Compilation, place);
            self.symbols.insert(Ref::Func(unit.func), (symbol, 0));
            if let Some(name) = self.program.funcs[unit.func].attrs.export {
                self.symbol(name.as_str(), SymbolKind::Text, SymbolScope::Dynamic, place);
            }
        }
    }

    /// Gives all static objects their places; those that hold something, with their images.
    fn place_data(&mut self, reach: &Reachable) -> Result<Vec<(u64, Image)>, Diagnostic> {
        let (data, bss) = (self.object.section_symbol(self.data), self.object.section_symbol(self.bss));
        let mut images = Vec::new();
        for &id in &reach.data {
            let image = image::image(self.program, id)?;
            let (size, align) = (image.bytes.len() as u64, image.align as u64);
            let (section, symbol, offset) = if image.is_zero() {
                (self.bss, bss, self.object.append_section_bss(self.bss, size, align))
            } else {
                (self.data, data, self.object.append_section_data(self.data, &image.bytes, align))
            };
            self.symbols.insert(Ref::Data(id), (symbol, offset as i64));
            self.name_data(id, section, offset, size);
            if section == self.data {
                images.push((offset, image));
            }
        }
        Ok(images)
    }

    /// A symbol for data that C code shares.
    fn name_data(&mut self, id: DataId, section: SectionId, offset: u64, size: u64) {
        if let Some(name) = self.program.data.objects[id].c_name {
            let place = Some((section, offset, size));
            self.symbol(name.as_str(), SymbolKind::Data, SymbolScope::Linkage, place);
        }
    }

    /// The texts of places, each once.
    fn places(&mut self, units: &[Unit]) {
        let mut texts: IndexMap<Symbol, ()> = IndexMap::new();
        for reference in units.iter().flat_map(|unit| &unit.refs) {
            if let Ref::Place(text) = reference {
                texts.insert(*text, ());
            }
        }
        let symbol = self.object.section_symbol(self.strings);
        for text in texts.keys() {
            let mut bytes = text.as_str().as_bytes().to_vec();
            bytes.push(0);
            let offset = self.object.append_section_data(self.strings, &bytes, 1);
            self.symbols.insert(Ref::Place(*text), (symbol, offset as i64));
        }
    }

    fn place(&mut self, reference: Ref) -> Place {
        if let Some(&place) = self.symbols.get(&reference) {
            return place;
        }
        let name = match reference {
            Ref::Func(f) => self.external_name(f),
            Ref::Runtime(name) => name.to_string(),
            // All of these were placed before.
            Ref::Data(_) | Ref::Place(_) => String::new(),
        };
        // Two external functions of the program may be one symbol.
        let symbol = match self.object.symbol_id(name.as_bytes()) {
            Some(symbol) => symbol,
            None => self.symbol(&name, SymbolKind::Unknown, SymbolScope::Unknown, None),
        };
        self.symbols.insert(reference, (symbol, 0));
        (symbol, 0)
    }

    fn external_name(&self, id: FuncId) -> String {
        let function = &self.program.funcs[id];
        match &function.body {
            FuncBody::External(external) if externs::is_direct(self.program, id) => {
                external.c_name.unwrap_or(function.name).to_string()
            }
            FuncBody::External(_) | FuncBody::Graph(_) | FuncBody::Pending => {
                names::function(self.program, id)
            }
        }
    }

    fn data_relocs(&mut self, start: u64, relocs: &[Reloc]) -> Result<(), Diagnostic> {
        for reloc in relocs {
            let reference = match reloc.target {
                ImageTarget::Data(d) => Ref::Data(d),
                ImageTarget::Func(f) => Ref::Func(f),
            };
            let offset = start + reloc.offset as u64;
            self.reloc(self.data, offset, RelocKind::Absolute, reference, reloc.addend)?;
        }
        Ok(())
    }

    fn table(&mut self, table: &Table) -> Result<(), Diagnostic> {
        let offset = self.object.append_section_data(self.data, &table.bytes, 8);
        let place = Some((self.data, offset, table.bytes.len() as u64));
        self.symbol("rpy_program", SymbolKind::Data, SymbolScope::Linkage, place);
        self.data_relocs(offset, &table.relocs)
    }

    fn code_relocs(&mut self, unit: &Unit) -> Result<(), Diagnostic> {
        let start = self.functions[&unit.func];
        for reloc in &unit.code.relocs {
            let offset = start + reloc.offset as u64;
            let reference = match reloc.target {
                Some(number) => unit.refs[number as usize],
                None => Ref::Func(unit.func),
            };
            if !self.resolve(offset, reloc, reference) {
                self.reloc(self.text, offset, reloc.kind, reference, reloc.addend)?;
            }
        }
        Ok(())
    }

    /// Fills in the distance to a function of the same section, which the linker need not see.
    fn resolve(&mut self, offset: u64, reloc: &CodeReloc, reference: Ref) -> bool {
        let Ref::Func(f) = reference else { return false };
        let Some(&target) = self.functions.get(&f) else { return false };
        if !matches!(reloc.kind, RelocKind::Call | RelocKind::Relative) {
            return false;
        }
        let Ok(distance) = i32::try_from(target as i64 + reloc.addend - offset as i64) else { return false };
        let at = offset as usize;
        let text = self.object.section_mut(self.text).data_mut();
        text[at..at + 4].copy_from_slice(&distance.to_le_bytes());
        true
    }

    fn reloc(
        &mut self,
        section: SectionId,
        offset: u64,
        kind: RelocKind,
        reference: Ref,
        addend: i64,
    ) -> Result<(), Diagnostic> {
        let (symbol, distance) = self.place(reference);
        let r_type = match kind {
            RelocKind::Absolute if self.x86 => elf::R_X86_64_64,
            RelocKind::Absolute => elf::R_AARCH64_ABS64,
            RelocKind::Relative => elf::R_X86_64_PC32,
            RelocKind::Call => elf::R_X86_64_PLT32,
            RelocKind::ArmCall => elf::R_AARCH64_CALL26,
            RelocKind::ArmPage => elf::R_AARCH64_ADR_PREL_PG_HI21,
            RelocKind::ArmPageOffset => elf::R_AARCH64_ADD_ABS_LO12_NC,
        };
        let flags = RelocationFlags::Elf { r_type };
        let relocation = Relocation { offset, symbol, addend: addend + distance, flags };
        self.object.add_relocation(section, relocation).map_err(internal)
    }

    /// Bytes of code.
    pub fn text_size(&self) -> u64 {
        self.object.section(self.text).data().len() as u64
    }

    /// The file's bytes.
    pub fn bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        self.object.write().map_err(internal)
    }
}
