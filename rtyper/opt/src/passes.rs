//! The table of passes.

use rpython_lltype::FuncId;
use rpython_lowlevel::{Program, cleanup};

use crate::{
    OptOptions, Size,
    asserts::{drop_debug_asserts, drop_hints, remove_asserts},
    dead::{Droppable, count, remove_dead},
    inline::inline_all,
    leaves::Leaves,
    propagate::propagate,
    reach::reachable,
    simplify::{Knowledge, Steps, each_graph, simplify},
    ssa,
    switches::merge_tests,
};

/// A pass over the program.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it does, and why at this place.
    pub why: &'static str,
    /// Whether the options ask for it.
    pub wanted: fn(&OptOptions) -> bool,
    /// Does it.
    pub run: fn(&mut Program, &OptOptions),
}

/// All passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    Pass {
        name: "drop_hints",
        why: "takes out what only a JIT needs, which would keep values alive; first, since nothing else looks at it",
        wanted: |options| !options.keep_hints,
        run: |program, _| {
            let funcs = reachable(program);
            each_graph(program, &funcs, |_, _, graph| drop_hints(graph));
        },
    },
    Pass {
        name: "simplify",
        why: "computes constants and drops dead code, so that the weights of functions are those of their real work",
        wanted: |_| true,
        run: simplify_all,
    },
    Pass {
        name: "remove_asserts",
        why: "makes hints of assertions; before inlining, so that they weigh nothing",
        wanted: |options| options.remove_asserts || options.really_remove_asserts,
        run: remove_all_asserts,
    },
    Pass {
        name: "really_remove_asserts",
        why: "drops those hints",
        wanted: |options| options.really_remove_asserts,
        run: |program, _| {
            let funcs = reachable(program);
            each_graph(program, &funcs, |_, _, graph| drop_debug_asserts(graph));
        },
    },
    Pass {
        name: "inline",
        why: "puts small functions into their callers, callees first, and removes allocations on the way: each lays open \
              work for the other",
        wanted: inlines,
        run: |program, options| {
            let funcs = reachable(program);
            inline_all(program, options, &funcs);
        },
    },
    Pass {
        name: "mallocs",
        why: "removes allocations if nothing is inlined; otherwise inlining does it on the way",
        wanted: |options| options.mallocs && !inlines(options),
        run: remove_allocations,
    },
    Pass {
        name: "storesink",
        why: "reuses what was loaded and stored if nothing is inlined; otherwise inlining does it on the way",
        wanted: |options| options.storesink && !inlines(options),
        run: reuse_loads,
    },
    Pass {
        name: "merge_if_blocks",
        why: "makes switches of chains of tests; late, since the other passes know more about branches",
        wanted: |options| options.merge_if_blocks,
        run: merge_if_blocks,
    },
    Pass {
        name: "leaf_classes",
        why: "compares classes without subclasses as such; behind merge_if_blocks, which knows tests of ranges",
        wanted: |options| options.constfold,
        run: compare_leaf_classes,
    },
    Pass {
        name: "cleanup",
        why: "drops what the other passes left over and renumbers; last, since it is for the stages behind",
        wanted: |_| true,
        run: clean_up,
    },
];

fn inlines(options: &OptOptions) -> bool {
    options.inline && options.inline_threshold > 0.0
}

fn simplify_all(program: &mut Program, options: &OptOptions) {
    let steps =
        Steps { fold: options.constfold, memory: options.storesink && inlines(options), mallocs: false };
    let knowledge = Knowledge::new(program, options);
    let funcs = reachable(program);
    each_graph(program, &funcs, |program, _, graph| simplify(program, &knowledge, graph, steps));
}

fn remove_allocations(program: &mut Program, options: &OptOptions) {
    let steps = Steps { fold: options.constfold, memory: false, mallocs: true };
    let knowledge = Knowledge::new(program, options);
    let funcs = reachable(program);
    each_graph(program, &funcs, |program, _, graph| simplify(program, &knowledge, graph, steps));
}

fn reuse_loads(program: &mut Program, options: &OptOptions) {
    let steps = Steps { fold: options.constfold, memory: true, mallocs: options.mallocs };
    let knowledge = Knowledge::new(program, options);
    let funcs = reachable(program);
    each_graph(program, &funcs, |program, _, graph| simplify(program, &knowledge, graph, steps));
}

fn remove_all_asserts(program: &mut Program, options: &OptOptions) {
    let droppable = Droppable { calls: Vec::new(), finalized: options.finalized.clone() };
    let funcs = reachable(program);
    each_graph(program, &funcs, |program, id, graph| {
        if remove_asserts(program, graph, &droppable, program.funcs[id].name) > 0 {
            remove_dead(graph, &droppable);
        }
    });
}

fn merge_if_blocks(program: &mut Program, _: &OptOptions) {
    let droppable = Droppable::default();
    let funcs = reachable(program);
    each_graph(program, &funcs, |program, _, graph| {
        propagate(program, graph, false);
        cleanup::join_blocks(graph);
        if merge_tests(graph) {
            remove_dead(graph, &droppable);
        }
        ssa::close(graph);
    });
}

fn compare_leaf_classes(program: &mut Program, _: &OptOptions) {
    let Some(leaves) = Leaves::new(program) else { return };
    let droppable = Droppable::default();
    let funcs = reachable(program);
    each_graph(program, &funcs, |_, _, graph| {
        if leaves.rewrite(graph) {
            remove_dead(graph, &droppable);
        }
    });
}

fn clean_up(program: &mut Program, options: &OptOptions) {
    let knowledge = Knowledge::new(program, options);
    let funcs = reachable(program);
    each_graph(program, &funcs, |program, _, graph| {
        propagate(program, graph, false);
        remove_dead(graph, &knowledge.droppable);
        ssa::close(graph);
        cleanup::join_blocks(graph);
        cleanup::compact(graph);
    });
}

/// The size of what the program reaches.
pub(crate) fn measure(program: &Program) -> Size {
    let mut size = Size::default();
    let graphs = reachable(program).into_iter().filter_map(|f: FuncId| program.funcs[f].graph_opt());
    for graph in graphs {
        let (blocks, ops, mallocs) = count(graph);
        size.functions += 1;
        size.blocks += blocks;
        size.ops += ops;
        size.mallocs += mallocs;
    }
    size
}
