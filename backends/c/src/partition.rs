//! Which function goes to which file, and what each file refers to.

use indexmap::{IndexMap, IndexSet};
use rpython_backend_common::{Reachable, names};
use rpython_base::{FastMap, FastSet, Symbol};
use rpython_lltype::{DataId, FuncId, Payload, Pointer, Value};
use rpython_lowlevel::{Const, FuncBody, Graph, Operand, Program};

use crate::startup;

/// A file of functions.
#[derive(Debug)]
pub(crate) struct FunctionFile {
    /// Its name.
    pub name: String,
    /// The functions defined in it.
    pub funcs: Vec<FuncId>,
}

/// Ops in a file before the next one is begun. Bigger files optimize better, more files compile in parallel.
const FILE_OPS: usize = 6000;

/// Groups functions with graphs by module; small modules share a file, big ones get several.
pub(crate) fn by_module(program: &Program, funcs: &[FuncId]) -> Vec<FunctionFile> {
    let mut modules: IndexMap<Symbol, Vec<FuncId>> = IndexMap::new();
    for &f in funcs {
        if matches!(program.funcs[f].body, FuncBody::Graph(_)) {
            modules.entry(program.funcs[f].module).or_default().push(f);
        }
    }
    let mut files: Vec<FunctionFile> = Vec::new();
    let mut room = 0;
    for (module, members) in modules {
        for f in members {
            let graph = program.funcs[f].graph();
            let size: usize = graph.blocks.values().map(|b| b.ops.len() + 1).sum();
            if room == 0 {
                let name = format!("rpy_{}_{}.c", files.len(), names::identifier(module.as_str()));
                files.push(FunctionFile { name, funcs: Vec::new() });
                room = FILE_OPS;
            }
            if let Some(file) = files.last_mut() {
                file.funcs.push(f);
            }
            room = room.saturating_sub(size);
        }
    }
    files
}

/// Visits all constants of the reachable blocks.
pub(crate) fn constants(graph: &Graph, mut visit: impl FnMut(&Const)) {
    let mut operand = |operand: &Operand| {
        if let Operand::Const(c) = operand {
            visit(c);
        }
    };
    for block in graph.reverse_postorder() {
        let block = &graph.blocks[block];
        block.ops.iter().flat_map(|op| &op.args).for_each(&mut operand);
        block.end.operands().into_iter().for_each(&mut operand);
        block.end.links().into_iter().flat_map(|link| &link.args).for_each(&mut operand);
    }
}

/// Adds the functions and static objects that a graph mentions.
pub(crate) fn uses(graph: &Graph, funcs: &mut IndexSet<FuncId>, data: &mut IndexSet<DataId>) {
    constants(graph, |c| value_uses(&c.value, funcs, data));
}

fn value_uses(value: &Value, funcs: &mut IndexSet<FuncId>, data: &mut IndexSet<DataId>) {
    match value {
        Value::Ptr(p) | Value::Address(p) => match p {
            Pointer::Data(d) | Pointer::Interior(d, _) => {
                data.insert(*d);
            }
            Pointer::Func(f) => {
                funcs.insert(*f);
            }
            Pointer::Null | Pointer::Tagged(_) => {}
        },
        Value::Inline(payload) => payload_uses(payload, funcs, data),
        Value::Void
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Char(_)
        | Value::UniChar(_)
        | Value::Float(_) => {}
    }
}

/// Adds what static content mentions.
pub(crate) fn payload_uses(payload: &Payload, funcs: &mut IndexSet<FuncId>, data: &mut IndexSet<DataId>) {
    match payload {
        Payload::Struct(values) | Payload::Array(values) => {
            values.iter().for_each(|v| value_uses(v, funcs, data));
        }
        Payload::Bytes(_) | Payload::Chars(_) | Payload::Opaque => {}
    }
}

/// The functions that something outside of their own file refers to.
pub(crate) fn shared_functions(
    program: &Program,
    reach: &Reachable,
    files: &[FunctionFile],
) -> FastSet<FuncId> {
    let mut shared: FastSet<FuncId> = startup::called(program).into_iter().collect();
    let mut home: FastMap<FuncId, usize> = FastMap::default();
    for (i, file) in files.iter().enumerate() {
        home.extend(file.funcs.iter().map(|&f| (f, i)));
    }
    let (mut funcs, mut data) = (IndexSet::new(), IndexSet::new());
    for &d in &reach.data {
        payload_uses(&program.data.objects[d].payload, &mut funcs, &mut data);
    }
    shared.extend(funcs.drain(..));
    for (i, file) in files.iter().enumerate() {
        for &f in &file.funcs {
            uses(program.funcs[f].graph(), &mut funcs, &mut data);
        }
        shared.extend(funcs.drain(..).filter(|f| home.get(f) != Some(&i)));
    }
    shared.extend(reach.funcs.iter().filter(|&&f| program.funcs[f].attrs.export.is_some()));
    shared
}
