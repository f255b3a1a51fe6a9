//! What the platform layer's `main` must know of the program: the table `rpy_program`.

use rpython_backend_common::image::{Reloc, Target};
use rpython_base::{Diagnostic, Span};
use rpython_lltype::{ContainerId, FuncId, LLType};
use rpython_lowlevel::Program;

/// The functions called first, in this order, where they exist.
const BEFORE: [&str; 3] = ["start_stack_init", "start_gc_init", "start_init"];

/// Words of the table, as `struct rpy_program` has them.
#[derive(Default)]
pub(crate) struct Table {
    pub bytes: Vec<u8>,
    pub relocs: Vec<Reloc>,
}

impl Table {
    fn word(&mut self, value: i64) {
        self.bytes.extend(value.to_le_bytes());
    }

    fn target(&mut self, target: Option<Target>, addend: i64) {
        if let Some(target) = target {
            self.relocs.push(Reloc { offset: self.bytes.len(), target, addend });
        }
        self.word(0);
    }

    fn function(&mut self, function: Option<FuncId>) {
        self.target(function.map(Target::Func), 0);
    }
}

/// Makes the table. Fails for a program that cannot be an executable.
pub(crate) fn table(program: &Program) -> Result<Table, Diagnostic> {
    let entry = program.entry.ok_or_else(|| {
        Diagnostic::error(
            "internal",
            Span::NONE,
            "the program has no entry point, so it cannot be an executable",
        )
    })?;
    let (new, append) = (program.root("start_argv_new"), program.root("start_argv_append"));
    let kind = entry_kind(program, entry)?;
    if kind == 2 && (new.is_none() || append.is_none()) {
        return Err(Diagnostic::error(
            "internal",
            program.funcs[entry].span,
            "the program does not say how to build the list of arguments",
        ));
    }
    let mut table = Table::default();
    for root in BEFORE {
        table.function(program.root(root));
    }
    table.function(new);
    table.function(append);
    table.function(Some(entry));
    table.function(program.root("start_exit"));
    exception(program, &mut table);
    let (name, text) = match program.exceptions.as_ref().and_then(|e| class_name(program, e.vtable)) {
        Some((name, text)) => (name as i64, text as i64),
        None => (-1, 0),
    };
    table.word(kind);
    table.word(i64::from(program.result_type(entry) != LLType::Void));
    table.word(name);
    table.word(text);
    Ok(table)
}

/// The address of the class of the exception that is under way.
fn exception(program: &Program, table: &mut Table) {
    let state = program.named_data.iter().find(|(name, _)| *name == "exception_state");
    let place = state.filter(|_| program.exceptions.is_some()).and_then(|&(_, data)| {
        let ty = program.data.objects[data].ty;
        let field = program.types.as_struct(ty)?.field("etype".into())?;
        Some((data, program.types.field_offset(program.model, ty, field) as i64))
    });
    match place {
        Some((data, offset)) => table.target(Some(Target::Data(data)), offset),
        None => table.target(None, 0),
    }
}

/// What the entry is called with: nothing, the number of arguments, or their list.
fn entry_kind(program: &Program, entry: FuncId) -> Result<i64, Diagnostic> {
    let ty = program.types.expect_func(program.funcs[entry].ty);
    let args: Vec<LLType> = ty.args.iter().copied().filter(|&a| a != LLType::Void).collect();
    match args[..] {
        [] => Ok(0),
        [LLType::Signed] => Ok(1),
        [_] => Ok(2),
        _ => Err(Diagnostic::error(
            "entry-point",
            program.funcs[entry].span,
            "the entry point takes one argument, the list of the program's arguments",
        )),
    }
}

/// Where an exception's class has its name: offset in the vtable, offset of the text behind that.
fn class_name(program: &Program, vtable: ContainerId) -> Option<(u32, u32)> {
    let s = program.types.as_struct(vtable)?;
    let index = s.field("name".into())?;
    let text = s.fields[index].ty.pointee()?;
    let offset = program.types.field_offset(program.model, vtable, index);
    Some((offset, program.types.items_offset(program.model, text)))
}
