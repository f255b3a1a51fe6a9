//! What debuggers and profilers read: which line of the source code stands for, and where functions begin.

use gimli::write::{
    Address, AttributeValue, Dwarf, EndianVec, FileId, LineProgram, LineString, RelocateWriter, Relocation,
    RelocationTarget, Sections, Unit as DebugUnit, UnitId,
};
use gimli::{Encoding, Format, LineEncoding, LittleEndian, SectionId};
use indexmap::IndexMap;
use object::SectionKind;
use object::write::{Relocation as ElfRelocation, SymbolId};
use object::{RelocationFlags, elf};
use rpython_base::{Diagnostic, FastMap, Span};
use rpython_lowlevel::Program;

use crate::compile::Unit;
use crate::elf::Writer;
use crate::lines::Lines;

const ENCODING: Encoding = Encoding { format: Format::Dwarf32, version: 4, address_size: 8 };

/// A section with the places that the linker fills in.
#[derive(Clone)]
struct Section {
    data: EndianVec<LittleEndian>,
    relocations: Vec<Relocation>,
}

impl RelocateWriter for Section {
    type Writer = EndianVec<LittleEndian>;

    fn writer(&self) -> &Self::Writer {
        &self.data
    }

    fn writer_mut(&mut self) -> &mut Self::Writer {
        &mut self.data
    }

    fn relocate(&mut self, relocation: Relocation) {
        self.relocations.push(relocation);
    }
}

fn internal(error: impl std::fmt::Display) -> Diagnostic {
    Diagnostic::error("internal", Span::NONE, format!("the debug information cannot be made: {error}"))
}

/// Adds the sections to the object file.
pub(crate) fn add(
    writer: &mut Writer,
    program: &Program,
    lines: &Lines,
    units: &[Unit],
) -> Result<(), Diagnostic> {
    let mut dwarf = Dwarf::new();
    let folder = std::env::current_dir().map_or("/".to_owned(), |dir| dir.to_string_lossy().into_owned());
    let entry = program.entry.and_then(|entry| lines.place(program.funcs[entry].span));
    let main = entry.map_or("program.py", |(file, _)| lines.path(file)).to_owned();
    let text = |text: &str| LineString::String(text.as_bytes().to_vec());
    let table = LineProgram::new(ENCODING, LineEncoding::default(), text(&folder), None, text(&main), None);
    let id = dwarf.units.add(DebugUnit::new(ENCODING, table));
    let mut maker = Maker { dwarf: &mut dwarf, id, lines, files: FastMap::default() };
    for unit in units {
        let start = writer.functions[&unit.func];
        maker.rows(unit, start);
        maker.function(program, unit, start);
    }
    maker.unit(&main, &folder, writer.text_size());
    let mut sections = Sections::new(Section { data: EndianVec::new(LittleEndian), relocations: Vec::new() });
    dwarf.write(&mut sections).map_err(internal)?;
    write_sections(writer, &sections)
}

struct Maker<'a> {
    dwarf: &'a mut Dwarf,
    id: UnitId,
    lines: &'a Lines,
    files: FastMap<u32, FileId>,
}

/// An address in the code: its only symbol is the code's section.
fn at(offset: u64) -> Address {
    Address::Symbol { symbol: 0, addend: offset as i64 }
}

impl Maker<'_> {
    fn file(&mut self, file: u32) -> FileId {
        if let Some(&id) = self.files.get(&file) {
            return id;
        }
        let program = &mut self.dwarf.units.get_mut(self.id).line_program;
        let folder = program.default_directory();
        let path = self.lines.path(file);
        let path = if path.is_empty() { "?" } else { path };
        let id = program.add_file(LineString::String(path.as_bytes().to_vec()), folder, None);
        self.files.insert(file, id);
        id
    }

    /// The lines of one function.
    fn rows(&mut self, unit: &Unit, start: u64) {
        let places: Vec<(FileId, u32)> =
            unit.places.iter().map(|&(file, line)| (self.file(file), line)).collect();
        let program = &mut self.dwarf.units.get_mut(self.id).line_program;
        program.begin_sequence(Some(at(start)));
        for &(offset, number) in &unit.code.lines {
            let Some(&(file, line)) = (number as usize).checked_sub(1).and_then(|n| places.get(n)) else {
                continue;
            };
            let row = program.row();
            row.address_offset = offset as u64;
            row.file = file;
            row.line = line as u64;
            program.generate_row();
        }
        program.end_sequence(unit.code.code.len() as u64);
    }

    /// Where a function begins and ends, and its name.
    fn function(&mut self, program: &Program, unit: &Unit, start: u64) {
        let function = &program.funcs[unit.func];
        let place = self.lines.place(function.span).map(|(file, line)| (self.file(file), line));
        let debug = self.dwarf.units.get_mut(self.id);
        let entry = debug.add(debug.root(), gimli::DW_TAG_subprogram);
        let entry = debug.get_mut(entry);
        entry.set(gimli::DW_AT_name, AttributeValue::String(function.name.as_str().into()));
        entry.set(gimli::DW_AT_low_pc, AttributeValue::Address(at(start)));
        entry.set(gimli::DW_AT_high_pc, AttributeValue::Udata(unit.code.code.len() as u64));
        if let Some((file, line)) = place {
            entry.set(gimli::DW_AT_decl_file, AttributeValue::FileIndex(Some(file)));
            entry.set(gimli::DW_AT_decl_line, AttributeValue::Udata(line as u64));
        }
    }

    fn unit(&mut self, main: &str, folder: &str, size: u64) {
        let debug = self.dwarf.units.get_mut(self.id);
        let root = debug.get_mut(debug.root());
        root.set(gimli::DW_AT_producer, AttributeValue::String(b"rpython".to_vec()));
        root.set(gimli::DW_AT_language, AttributeValue::Language(gimli::DW_LANG_Python));
        root.set(gimli::DW_AT_name, AttributeValue::String(main.into()));
        root.set(gimli::DW_AT_comp_dir, AttributeValue::String(folder.into()));
        root.set(gimli::DW_AT_low_pc, AttributeValue::Address(at(0)));
        root.set(gimli::DW_AT_high_pc, AttributeValue::Udata(size));
    }
}

fn write_sections(writer: &mut Writer, sections: &Sections<Section>) -> Result<(), Diagnostic> {
    let mut ids = IndexMap::new();
    sections.for_each(|id, section| {
        if !section.data.slice().is_empty() {
            let number = writer.object.add_section(Vec::new(), id.name().into(), SectionKind::Debug);
            writer.object.append_section_data(number, section.data.slice(), 1);
            ids.insert(id, number);
        }
        Ok::<(), Diagnostic>(())
    })?;
    let code = writer.object.section_symbol(writer.text);
    let symbols: FastMap<SectionId, SymbolId> =
        ids.iter().map(|(&id, &number)| (id, writer.object.section_symbol(number))).collect();
    sections.for_each(|id, section| {
        for relocation in &section.relocations {
            let symbol = match relocation.target {
                RelocationTarget::Symbol(_) => code,
                RelocationTarget::Section(target) => symbols[&target],
            };
            let r_type = match (writer.x86, relocation.size) {
                (true, 4) => elf::R_X86_64_32,
                (true, _) => elf::R_X86_64_64,
                (false, 4) => elf::R_AARCH64_ABS32,
                (false, _) => elf::R_AARCH64_ABS64,
            };
            let (offset, addend) = (relocation.offset as u64, relocation.addend);
            let flags = RelocationFlags::Elf { r_type };
            let reloc = ElfRelocation { offset, symbol, addend, flags };
            writer.object.add_relocation(ids[&id], reloc).map_err(internal)?;
        }
        Ok(())
    })
}
