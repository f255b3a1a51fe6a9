//! Which functions may run a collection.

use rpython_base::{Diagnostic, EntityId};
use rpython_lltype::FuncId;
use rpython_lowlevel::{FuncBody, Function, Imm, MallocFlavor, Op, OpCode, Program};

use super::{Entries, is_internal};

/// For each function, by index, whether a collection may happen in it.
pub struct Collecting(Vec<bool>);

impl Collecting {
    /// Whether a collection may happen in this op.
    pub fn op(&self, op: &Op) -> bool {
        match op.code {
            OpCode::direct_call => match op.args[0].as_func() {
                Some(func) => self.0[func.index()],
                None => true,
            },
            OpCode::indirect_call => match &op.imm {
                Imm::Targets(Some(targets)) => targets.iter().any(|f| self.0[f.index()]),
                _ => true,
            },
            _ => own_op(op),
        }
    }
}

/// Whether the op itself, not a function it calls, may collect.
fn own_op(op: &Op) -> bool {
    match op.code {
        OpCode::malloc | OpCode::malloc_varsize => {
            matches!(op.imm, Imm::Malloc(_, MallocFlavor { gc: true, .. }))
        }
        // The collectors compute identity hashes without collecting.
        OpCode::gc_identityhash | OpCode::gc_id => false,
        OpCode::direct_call | OpCode::indirect_call => false,
        code => code.info().can_collect,
    }
}

/// Finds them by propagating from the ops that collect to all callers.
pub fn collecting_functions(program: &Program, entries: &Entries) -> Collecting {
    let count = program.funcs.len();
    let mut callers: Vec<Vec<FuncId>> = vec![Vec::new(); count];
    let mut collects = vec![false; count];
    let mut pending = Vec::new();
    for (id, function) in program.funcs.iter() {
        let direct = match &function.body {
            FuncBody::External(external) => external.can_collect,
            FuncBody::Pending => false,
            // Only these of the collector's functions are called by others and collect.
            FuncBody::Graph(_) if is_internal(program, id) => {
                id == entries.gc_collect || id == entries.gc_collect_young
            }
            FuncBody::Graph(graph) => {
                let ops = graph.reverse_postorder().into_iter().flat_map(|b| &graph.blocks[b].ops);
                let mut direct = false;
                for op in ops {
                    direct |= own_op(op) || is_unknown_call(op);
                    for target in targets(op) {
                        callers[target.index()].push(id);
                    }
                }
                direct && !function.attrs.no_collect
            }
        };
        if direct {
            collects[id.index()] = true;
            pending.push(id);
        }
    }
    while let Some(id) = pending.pop() {
        for &caller in &callers[id.index()] {
            if !collects[caller.index()] && !program.funcs[caller].attrs.no_collect {
                collects[caller.index()] = true;
                pending.push(caller);
            }
        }
    }
    Collecting(collects)
}

/// Refuses programs that may collect where that must not happen: in functions that are marked so, and in those that the
/// collector calls while the heap is not in order.
pub fn check(program: &Program, collecting: &Collecting) -> Result<(), Diagnostic> {
    for (id, function) in program.funcs.iter() {
        let Some(graph) = function.graph_opt() else { continue };
        let internal = is_internal(program, id);
        if !internal && !function.attrs.must_not_collect {
            continue;
        }
        for block in graph.reverse_postorder() {
            if let Some(op) = graph.blocks[block].ops.iter().find(|op| certainly_collects(op, collecting)) {
                return Err(refusal(program, function, op, internal));
            }
        }
    }
    Ok(())
}

/// Calls of functions that are not known are given the benefit of the doubt.
fn certainly_collects(op: &Op, collecting: &Collecting) -> bool {
    own_op(op) || targets(op).iter().any(|f| collecting.0[f.index()])
}

fn refusal(program: &Program, function: &Function, op: &Op, internal: bool) -> Diagnostic {
    let callee = targets(op).first().map(|&callee| &program.funcs[callee]);
    let name = callee.unwrap_or(function).name;
    let span = callee.map_or(op.span, |callee| callee.span);
    let message = format!("{name}() may collect where that must not happen: it allocates managed memory");
    let mut error = Diagnostic::error("no-collect", span, message);
    if span != op.span {
        error = error.with_label(op.span, "called here");
    }
    let why = if internal {
        "the collector calls it while the heap is not in order".to_owned()
    } else {
        format!("{}() is marked with @rgc.no_collect", function.name)
    };
    error.with_note(why).with_help(
        "make no instances, strings, lists or tuples there, nor call what does; count and set flags",
    )
}

fn is_unknown_call(op: &Op) -> bool {
    match op.code {
        OpCode::direct_call => op.args[0].as_func().is_none(),
        OpCode::indirect_call => !matches!(op.imm, Imm::Targets(Some(_))),
        _ => false,
    }
}

/// The functions that a call op is known to reach.
fn targets(op: &Op) -> Vec<FuncId> {
    match (op.code, &op.imm) {
        (OpCode::direct_call, _) => op.args[0].as_func().into_iter().collect(),
        (OpCode::indirect_call, Imm::Targets(Some(targets))) => targets.to_vec(),
        _ => Vec::new(),
    }
}
