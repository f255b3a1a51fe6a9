//! What the whole module is made of while functions are compiled.

use indexmap::{IndexMap, IndexSet};
use rpython_base::{Diagnostic, FastMap};
use rpython_lltype::FuncId;
use rpython_lowlevel::{External, FuncBody, Program};

pub(crate) use crate::helpers::Helper;
use crate::intrinsics;
use crate::types::{Signature, signature};
use rpython_backend_common::static_memory::StaticMemory;

/// Globals: the collector's stack of roots, how deep the stack is, where static data ends.
pub(crate) const SHADOW_STACK_TOP: u32 = 0;
pub(crate) const STACK_POINTER: u32 = 1;
pub(crate) const HEAP_BASE: u32 = 2;

/// Where the stack pointer starts. Only differences count.
pub(crate) const STACK_START: i32 = 1 << 30;

pub(crate) struct Module<'a> {
    pub program: &'a Program,
    pub memory: StaticMemory,
    /// Function types, each once.
    pub types: IndexSet<Signature>,
    /// Functions from outside, in the order of their indices.
    pub imports: IndexSet<FuncId>,
    /// Functions with a graph; their indices follow those of the imports.
    pub funcs: IndexMap<FuncId, ()>,
    /// Helpers in the order of their indices, behind all other functions.
    pub helpers: IndexSet<Helper>,
    /// Functions whose address is taken; the first has slot 1 of the table.
    pub table: IndexSet<FuncId>,
    indices: FastMap<FuncId, u32>,
}

impl<'a> Module<'a> {
    /// A module with these functions.
    pub fn new(
        program: &'a Program,
        funcs: &[FuncId],
        memory: StaticMemory,
    ) -> Result<Module<'a>, Diagnostic> {
        let mut module = Module {
            program,
            memory,
            types: IndexSet::new(),
            imports: IndexSet::new(),
            funcs: IndexMap::new(),
            helpers: IndexSet::new(),
            table: IndexSet::new(),
            indices: FastMap::default(),
        };
        for &id in funcs {
            match &program.funcs[id].body {
                FuncBody::Graph(_) => _ = module.funcs.insert(id, ()),
                FuncBody::External(external) if intrinsics::is_intrinsic(external) => {}
                FuncBody::External(external) => {
                    import_module(program, id, external)?;
                    module.imports.insert(id);
                }
                FuncBody::Pending => {
                    return Err(Diagnostic::error(
                        "internal",
                        program.funcs[id].span,
                        format!("the function {} was never made", program.funcs[id].name),
                    ));
                }
            }
        }
        let all = module.imports.iter().chain(module.funcs.keys());
        module.indices = all.enumerate().map(|(i, &f)| (f, i as u32)).collect();
        Ok(module)
    }

    /// The index of a function.
    pub fn function_index(&self, id: FuncId) -> Result<u32, Diagnostic> {
        self.indices.get(&id).copied().ok_or_else(|| {
            let function = &self.program.funcs[id];
            Diagnostic::error("internal", function.span, format!("{} is not in the module", function.name))
        })
    }

    /// The index of a function type.
    pub fn type_index(&mut self, signature: Signature) -> u32 {
        self.types.insert_full(signature).0 as u32
    }

    /// The index of a function's type.
    pub fn function_type(&mut self, id: FuncId) -> u32 {
        let signature = signature(self.program, self.program.funcs[id].ty);
        self.type_index(signature)
    }

    /// The index of a helper.
    pub fn helper(&mut self, helper: Helper) -> u32 {
        (self.imports.len() + self.funcs.len() + self.helpers.insert_full(helper).0) as u32
    }

    /// What a pointer to a function is: its slot in the table.
    pub fn table_slot(&mut self, id: FuncId) -> u32 {
        self.table.insert_full(id).0 as u32 + 1
    }
}

/// The module that an external function is imported from.
pub(crate) fn import_module<'a>(
    program: &Program,
    id: FuncId,
    external: &'a External,
) -> Result<&'a str, Diagnostic> {
    let function = &program.funcs[id];
    let name = external.c_name.unwrap_or(function.name);
    let missing = |what: String| {
        Diagnostic::error("external", function.span, what)
            .with_help("use --backend=c, or do without the function on WebAssembly")
    };
    let sources = !external.separate_module_sources.is_empty() || !external.separate_module_files.is_empty();
    match external.libraries[..] {
        _ if sources => {
            Err(missing(format!("the function `{name}` is written in C: WebAssembly has none of it")))
        }
        [library] => Ok(library.as_str()),
        _ => Err(missing(format!("this function is not there on WebAssembly: `{name}`"))),
    }
}
