//! The module's sections.

use std::borrow::Cow;

use rpython_base::Diagnostic;
use rpython_lltype::FuncId;
use rpython_lowlevel::FuncBody;
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, ElementSection, Elements, Encode, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, GlobalSection, GlobalType, ImportSection,
    MemorySection, MemoryType, NameMap, NameSection, RefType, TableSection, TableType, TypeSection, ValType,
};

use crate::body::Code;
use crate::module::{Module, STACK_START, import_module};
use rpython_backend_common::static_memory::{PAGE, StaticMemory};

/// All bytes of the module.
pub(crate) fn module(
    mut module: Module,
    codes: Vec<Code>,
    hints: Vec<u8>,
    start: FuncId,
) -> Result<Vec<u8>, Diagnostic> {
    // Pointers in static data take slots of the table, too.
    let memory = std::mem::replace(&mut module.memory, StaticMemory::empty());
    let segments = memory.segments(|f| module.table_slot(f));
    let imports = imports(&mut module)?;
    let functions = functions(&mut module);
    let mut types = TypeSection::new();
    for (params, results) in &module.types {
        types.ty().function(params.iter().copied(), results.iter().copied());
    }
    let mut out = wasm_encoder::Module::new();
    out.section(&types);
    out.section(&imports);
    out.section(&functions);
    out.section(&table(&module));
    out.section(&memory_section(memory.end));
    out.section(&globals(memory.end));
    out.section(&exports(&module, start)?);
    if !module.table.is_empty() {
        out.section(&elements(&module)?);
    }
    out.section(&compilation_hints(&module, hints));
    out.section(&code(&module, codes));
    let mut data = DataSection::new();
    for (at, bytes) in segments {
        data.active(0, &ConstExpr::i32_const(at as i32), bytes);
    }
    out.section(&data);
    out.section(&names(&module));
    Ok(out.finish())
}

fn imports(module: &mut Module) -> Result<ImportSection, Diagnostic> {
    let mut section = ImportSection::new();
    for id in module.imports.clone() {
        let ty = module.function_type(id);
        let function = &module.program.funcs[id];
        let FuncBody::External(external) = &function.body else { continue };
        let from = import_module(module.program, id, external)?;
        let name = external.c_name.unwrap_or(function.name);
        section.import(from, name.as_str(), EntityType::Function(ty));
    }
    Ok(section)
}

fn functions(module: &mut Module) -> FunctionSection {
    let mut section = FunctionSection::new();
    let ids: Vec<FuncId> = module.funcs.keys().copied().collect();
    for id in ids {
        section.function(module.function_type(id));
    }
    for helper in module.helpers.clone() {
        section.function(module.type_index(helper.signature()));
    }
    section
}

fn table(module: &Module) -> TableSection {
    let mut section = TableSection::new();
    section.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: module.table.len() as u64 + 1,
        maximum: None,
        shared: false,
    });
    section
}

fn memory_section(end: u32) -> MemorySection {
    let mut section = MemorySection::new();
    section.memory(MemoryType {
        minimum: end.div_ceil(PAGE) as u64,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    section
}

/// In the order of the indices in `module`.
fn globals(end: u32) -> GlobalSection {
    let mut section = GlobalSection::new();
    for (mutable, value) in [(true, 0), (true, STACK_START), (false, end as i32)] {
        let ty = GlobalType { val_type: ValType::I32, mutable, shared: false };
        section.global(ty, &ConstExpr::i32_const(value));
    }
    section
}

fn exports(module: &Module, start: FuncId) -> Result<ExportSection, Diagnostic> {
    let mut section = ExportSection::new();
    section.export("_start", ExportKind::Func, module.function_index(start)?);
    section.export("memory", ExportKind::Memory, 0);
    section.export("table", ExportKind::Table, 0);
    for &id in module.funcs.keys() {
        if let Some(name) = module.program.funcs[id].attrs.export {
            section.export(name.as_str(), ExportKind::Func, module.function_index(id)?);
        }
    }
    Ok(section)
}

fn elements(module: &Module) -> Result<ElementSection, Diagnostic> {
    let mut section = ElementSection::new();
    let indices: Vec<u32> =
        module.table.iter().map(|&id| module.function_index(id)).collect::<Result<_, _>>()?;
    section.active(None, &ConstExpr::i32_const(1), Elements::Functions(Cow::Owned(indices)));
    Ok(section)
}

/// The section of the compilation hints proposal: a byte for each function of the module's own.
fn compilation_hints(module: &Module, mut hints: Vec<u8>) -> CustomSection<'static> {
    hints.resize(hints.len() + module.helpers.len(), 0);
    let mut data = Vec::new();
    hints.as_slice().encode(&mut data);
    CustomSection { name: "compilationHints".into(), data: data.into() }
}

fn code(module: &Module, codes: Vec<Code>) -> CodeSection {
    let mut section = CodeSection::new();
    for code in codes {
        section.function(&function(&code.locals[code.params..], &code.bytes));
    }
    for helper in &module.helpers {
        let (locals, bytes) = helper.code();
        section.function(&function(&locals, &bytes));
    }
    section
}

fn function(locals: &[ValType], bytes: &[u8]) -> Function {
    let mut function = Function::new_with_locals_types(locals.iter().copied());
    function.raw(bytes.iter().copied());
    function
}

/// Names of functions, so that a trap shows them.
fn names(module: &Module) -> NameSection {
    let mut names = NameMap::new();
    let own =
        module.imports.iter().chain(module.funcs.keys()).map(|&id| module.program.funcs[id].name.as_str());
    for (index, name) in own.chain(module.helpers.iter().map(|helper| helper.name())).enumerate() {
        names.append(index as u32, name);
    }
    let mut section = NameSection::new();
    section.functions(&names);
    section
}
