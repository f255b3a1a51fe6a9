//! Which functions may run a collection.

use rpython_base::EntityId;
use rpython_lltype::FuncId;
use rpython_lowlevel::{FuncBody, Imm, MallocFlavor, Op, OpCode, Program};

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
