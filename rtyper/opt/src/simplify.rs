//! The passes over one function, repeated until nothing changes.

use rpython_lltype::FuncId;
use rpython_lowlevel::{Graph, Program, cleanup};

use crate::{
    OptOptions,
    dead::{Droppable, remove_dead},
    effects::Effects,
    mallocs::remove_mallocs,
    propagate::propagate,
    ssa,
    thread::thread,
    value::{Wanted, number_values},
};

/// Rounds at most; each but the first has only what an earlier one laid open to do.
const ROUNDS: usize = 4;

/// What the passes over a function know about the program.
pub(crate) struct Knowledge {
    /// What functions write.
    pub effects: Effects,
    /// What may be dropped.
    pub droppable: Droppable,
}

impl Knowledge {
    /// Analyzes the program.
    pub fn new(program: &Program, options: &OptOptions) -> Knowledge {
        let effects = Effects::new(program);
        let droppable = Droppable { calls: effects.pure.clone(), finalized: options.finalized.clone() };
        Knowledge { effects, droppable }
    }
}

/// What to do to a function.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Steps {
    /// Compute what is known.
    pub fold: bool,
    /// Reuse loads and stores.
    pub memory: bool,
    /// Remove allocations.
    pub mallocs: bool,
}

/// Simplifies a graph, open or closed; it comes out closed.
pub(crate) fn simplify(program: &Program, knowledge: &Knowledge, graph: &mut Graph, steps: Steps) {
    for _ in 0..ROUNDS {
        propagate(program, graph, steps.fold);
        // Only what lays open more work is a reason for another round.
        let mut again = false;
        if steps.fold || steps.memory {
            let wanted = Wanted { fold: steps.fold, memory: steps.memory };
            again |= number_values(program, &knowledge.effects, graph, wanted);
        }
        if steps.mallocs && remove_mallocs(program, graph, &knowledge.droppable) > 0 {
            again = true;
            propagate(program, graph, steps.fold);
        }
        remove_dead(graph, &knowledge.droppable);
        ssa::close(graph);
        if steps.fold {
            again |= thread(program, graph);
        }
        cleanup::join_blocks(graph);
        if !again {
            break;
        }
    }
}

/// Calls `change` with each graph of the program in turn, taken out of it.
pub(crate) fn each_graph(
    program: &mut Program,
    funcs: &[FuncId],
    mut change: impl FnMut(&Program, FuncId, &mut Graph),
) {
    for &id in funcs {
        let Some(slot) = program.funcs[id].graph_mut() else { continue };
        let mut graph = std::mem::take(slot);
        change(program, id, &mut graph);
        if let Some(slot) = program.funcs[id].graph_mut() {
            *slot = graph;
        }
    }
}
