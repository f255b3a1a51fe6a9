//! What the whole module is made of while functions are compiled.

use indexmap::IndexSet;
use rpython_backend_common::names;
use rpython_backend_common::static_memory::StaticMemory;
use rpython_base::{Diagnostic, FastMap};
use rpython_lltype::FuncId;
use rpython_lowlevel::{BlockId, External, FuncBody, Program};

use crate::Options;
use crate::helpers::Helper;
use crate::intrinsics;
use crate::tables::Tables;

/// Registers of the machine: the collector's stack of roots, how deep the stack is, the upper word of a result. They are
/// words at the bottom of memory, where functions that the engine interprets and those that it has compiled both find
/// them. Helpers name [`UPPER_WORD`] as it is.
pub(crate) const SHADOW_STACK_TOP: &str = "H32[6]";
pub(crate) const STACK_POINTER: &str = "H32[7]";
pub(crate) const UPPER_WORD: &str = "H32[8]";

/// Where the stack pointer starts. Only differences count.
pub(crate) const STACK_START: i32 = 1 << 30;

/// How far the stack pointer may move before the program changes from interpreted functions to compiled ones. Frames of
/// interpreted functions take up to half as much again as the estimate (V8 of Node 20), and what they leave
/// must be enough for [`STACK_BYTES`](crate::STACK_BYTES).
pub(crate) const INTERPRETED_STACK: i32 = 48 * 1024;

/// By how much less the stack may hold where the program stays interpreted.
pub(crate) const LOST_STACK: i32 = 400 * 1024;

/// Bytes at the bottom of memory that belong to no object: numbers pass through them to be seen as others.
pub(crate) const SCRATCH: i32 = 16;

pub(crate) struct Module<'a> {
    pub program: &'a Program,
    pub options: Options,
    pub memory: StaticMemory,
    pub tables: Tables,
    /// The number of each function among those that are reached: what is not changes no name.
    numbers: FastMap<FuncId, usize>,
    /// The functions that are loops of others, with the block that the loop starts with.
    pub main_loops: FastMap<FuncId, BlockId>,
    /// Functions from outside.
    pub imports: Vec<FuncId>,
    /// Helpers that are used, those that helpers use among them.
    pub helpers: IndexSet<Helper>,
}

impl<'a> Module<'a> {
    /// A module with these functions.
    pub fn new(
        program: &'a Program,
        options: Options,
        funcs: &[FuncId],
        main_loops: FastMap<FuncId, BlockId>,
        memory: StaticMemory,
        tables: Tables,
    ) -> Result<Module<'a>, Diagnostic> {
        let mut imports = Vec::new();
        for &id in funcs {
            match &program.funcs[id].body {
                FuncBody::Graph(_) => {}
                FuncBody::External(external) if intrinsics::is_intrinsic(external) => {}
                FuncBody::External(external) => {
                    import_module(program, id, external)?;
                    imports.push(id);
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
        let numbers = funcs.iter().enumerate().map(|(number, &id)| (id, number)).collect();
        Ok(Module {
            program,
            options,
            memory,
            tables,
            numbers,
            main_loops,
            imports,
            helpers: IndexSet::new(),
        })
    }

    /// The name of a function: `f12_entry_point`. That of a loop begins with `l`: it is no function of its own in a trace.
    pub fn function(&self, id: FuncId) -> String {
        let tail = names::identifier(self.program.funcs[id].name.as_str());
        let letter = if self.main_loops.contains_key(&id) { 'l' } else { 'f' };
        format!("{letter}{}_{tail}", self.numbers[&id])
    }

    /// The name of a helper, which is there from now on.
    pub fn helper(&mut self, helper: Helper) -> &'static str {
        if self.helpers.insert(helper) {
            for &other in helper.uses() {
                self.helper(other);
            }
        }
        helper.name()
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
            .with_help("use --backend=c, or do without the function in JavaScript")
    };
    let sources = !external.separate_module_sources.is_empty() || !external.separate_module_files.is_empty();
    match external.libraries[..] {
        _ if sources => {
            Err(missing(format!("the function `{name}` is written in C: JavaScript has none of it")))
        }
        [library] => Ok(library.as_str()),
        _ => Err(missing(format!("this function is not there in JavaScript: `{name}`"))),
    }
}
