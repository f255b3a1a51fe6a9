//! Inlining: replaces calls by the callee's body.
//!
//! Functions are taken callees first, so that what is inlined has its own calls inlined and is simplified
//! already. In a cycle of the call graph small functions come first; a function never
//! gets a copy of itself, at whatever depth.

mod body;

use rpython_base::EntityId;
use rpython_lltype::FuncId;
use rpython_lowlevel::{
    BlockId, FuncBody, Graph, InlineHint, Op, OpCode, Program, Terminator,
    callgraph::{call_edges, components},
    cleanup,
    raises::RaiseAnalysis,
};

use crate::{
    OptOptions,
    propagate::propagate,
    simplify::{Knowledge, Steps, simplify},
    weight::{static_count, weight},
};

/// A function is not made larger than this.
const LARGEST: f64 = 20_000.0;

/// Inlines in all these functions.
pub(crate) fn inline_all(program: &mut Program, options: &OptOptions, funcs: &[FuncId]) {
    let knowledge = Knowledge::new(program, options);
    let raises = RaiseAnalysis::new(program);
    let mut alive = vec![false; program.funcs.len()];
    funcs.iter().for_each(|f| alive[f.index()] = true);
    let edges = call_edges(program);
    let mut inliner = Inliner {
        options,
        raises: &raises,
        weights: vec![None; program.funcs.len()],
        recursive: (0..program.funcs.len()).map(|i| edges[i].contains(&FuncId::from_index(i))).collect(),
    };
    let steps = Steps { fold: options.constfold, memory: options.storesink, mallocs: options.mallocs };
    for mut component in components(&edges, &alive) {
        if component.len() > 1 {
            // A stable sort: ids in order among equals.
            component.sort_by(|a, b| weight(&program.funcs[*a]).total_cmp(&weight(&program.funcs[*b])));
        }
        for f in component {
            let Some(slot) = program.funcs[f].graph_mut() else { continue };
            let mut graph = std::mem::take(slot);
            propagate(program, &mut graph, false);
            let mut changed = inliner.function(program, f, &mut graph);
            simplify(program, &knowledge, &mut graph, steps);
            // What was an indirect call may be a direct one now.
            for _ in 0..3 {
                if !changed {
                    break;
                }
                propagate(program, &mut graph, false);
                changed = inliner.function(program, f, &mut graph);
                simplify(program, &knowledge, &mut graph, steps);
            }
            cleanup::compact(&mut graph);
            inliner.recursive[f.index()] = calls(&graph, f);
            program.funcs[f].body = FuncBody::Graph(graph);
        }
    }
}

struct Inliner<'a> {
    options: &'a OptOptions,
    raises: &'a RaiseAnalysis,
    /// Weights of functions that are finished.
    weights: Vec<Option<f64>>,
    /// Functions that call themselves.
    recursive: Vec<bool>,
}

/// A call that is looked at.
#[derive(Clone, Copy)]
struct Site {
    block: BlockId,
    /// Its index in the chain of what was inlined around it.
    chain: usize,
}

impl Inliner<'_> {
    /// Inlines what is worth it in an open graph. Returns whether anything was.
    fn function(&mut self, program: &Program, func: FuncId, graph: &mut Graph) -> bool {
        if self.options.inline_threshold <= 0.0 {
            return false;
        }
        // The functions around each site: (function, index of the one around that).
        let mut chains: Vec<(FuncId, usize)> = vec![(func, 0)];
        let mut work: Vec<Site> =
            graph.reverse_postorder().into_iter().map(|block| Site { block, chain: 0 }).collect();
        work.reverse();
        let mut size = static_count(graph);
        let mut changed = false;
        while let Some(site) = work.pop() {
            let Some((at, callee)) = self.next_site(program, graph, func, site, &chains, size) else {
                continue;
            };
            size += self.raw_count(program, callee);
            let rest = body::inline(program, self.raises, graph, site.block, at, callee);
            changed = true;
            // What follows the call is looked at after the callee's blocks, which keep their order.
            work.push(Site { block: rest.after, chain: site.chain });
            chains.push((callee, site.chain));
            let chain = chains.len() - 1;
            work.extend(rest.copied.into_iter().rev().map(|block| Site { block, chain }));
        }
        changed
    }

    /// The first call in the block that is to be inlined.
    fn next_site(
        &mut self,
        program: &Program,
        graph: &Graph,
        func: FuncId,
        site: Site,
        chains: &[(FuncId, usize)],
        size: f64,
    ) -> Option<(usize, FuncId)> {
        let block = &graph.blocks[site.block];
        block.ops.iter().enumerate().find_map(|(at, op)| {
            let callee = match op.code {
                OpCode::direct_call => op.args[0].as_func()?,
                _ => return None,
            };
            let around = self.is_around(chains, site.chain, callee);
            (!around && self.is_worth(program, func, callee, size)).then_some((at, callee))
        })
    }

    fn is_around(&self, chains: &[(FuncId, usize)], mut chain: usize, callee: FuncId) -> bool {
        loop {
            let (func, outer) = chains[chain];
            if func == callee {
                return true;
            }
            if chain == 0 {
                return false;
            }
            chain = outer;
        }
    }

    fn is_worth(&mut self, program: &Program, func: FuncId, callee: FuncId, size: f64) -> bool {
        let function = &program.funcs[callee];
        if function.graph_opt().is_none() || self.recursive[callee.index()] {
            return false;
        }
        if function.attrs.gc_internal != program.funcs[func].attrs.gc_internal {
            return false;
        }
        let forced = match function.attrs.inline {
            InlineHint::Never => return false,
            InlineHint::Always | InlineHint::Try => true,
            InlineHint::Auto => false,
        };
        let weight = self.weight(program, callee);
        if !weight.is_finite() || size + weight > LARGEST {
            return false;
        }
        forced || weight < self.options.inline_threshold
    }

    fn weight(&mut self, program: &Program, callee: FuncId) -> f64 {
        let slot = &mut self.weights[callee.index()];
        *slot.get_or_insert_with(|| weight(&program.funcs[callee]))
    }

    fn raw_count(&self, program: &Program, callee: FuncId) -> f64 {
        program.funcs[callee].graph_opt().map_or(0.0, static_count)
    }
}

/// Whether the graph calls the function.
fn calls(graph: &Graph, func: FuncId) -> bool {
    let direct = |op: &Op| op.code == OpCode::direct_call && op.args[0].as_func() == Some(func);
    graph.reverse_postorder().into_iter().any(|block| graph.blocks[block].ops.iter().any(direct))
}

/// Whether the block ends with handlers.
fn catches(graph: &Graph, block: BlockId) -> bool {
    matches!(graph.blocks[block].end, Terminator::Catch { .. })
}
