//! After errors: a second look that goes on behind them, so that independent errors are found in one run.
//!
//! An operation whose operands have no type because of an earlier error is left out, and so is its result. Calls
//! of functions that do not return because of an error count as returning something unknown. Nothing of this reaches
//! later stages, since there are errors.

use rpython_base::EntityId;
use rpython_flow::{BlockId, Op, Terminator};

use crate::cx::{Cx, Site};
use crate::fail::Fail;
use crate::transfer::Done;
use crate::{GraphId, SomeValue};

impl Cx<'_> {
    /// Looks behind errors, if there are any.
    pub(crate) fn recover(&mut self) {
        let blocked = |cx: &Self| {
            cx.work
                .blocks
                .iter()
                .enumerate()
                .any(|(g, blocks)| g >= cx.work.finished && blocks.iter().any(|b| b.blocked.is_some()))
        };
        if self.work.errors.is_empty() && self.work.general_errors.is_empty() && !blocked(self) {
            return;
        }
        self.work.recovering = true;
        self.poison_failed();
        for graph in self.out.graphs.ids() {
            if graph.index() < self.work.finished {
                continue;
            }
            for block in 0..self.work.blocks[graph.index()].len() {
                self.schedule((graph, BlockId::from_index(block)));
            }
        }
        self.run();
        self.work.recovering = false;
    }

    /// Graphs in which something failed may return more than is known.
    fn poison_failed(&mut self) {
        let failed: Vec<GraphId> = self.work.errors.keys().map(|k| k.0).collect();
        self.work.poisoned.extend(failed);
        for (graph, blocks) in self.work.blocks.iter().enumerate() {
            if blocks.iter().any(|b| b.blocked.is_some()) {
                self.work.poisoned.insert(GraphId::from_index(graph));
            }
        }
    }

    /// Looks at a block, leaving out what has no type.
    pub(crate) fn recover_block(&mut self, graph: GraphId, block: BlockId) {
        let mut index = 0;
        let mut dead = false;
        loop {
            let b = &self.out.graphs[graph].graph.blocks[block];
            let Some(op) = b.ops.get(index) else { break };
            let op = op.clone();
            self.site = Some(Site { graph, block, op: index as u32, result: Some(op.result), span: op.span });
            match crate::transfer::op(self, &op) {
                Ok(Done::Rewrite(ops)) => {
                    self.out.graphs[graph].graph.blocks[block].ops.splice(index..=index, ops);
                    continue;
                }
                Ok(Done::Value(value)) => {
                    if value.is_impossible() && self.never_returns(graph, block, index, &op) {
                        dead = true;
                        break;
                    }
                    self.bind(graph, op.result, value, op.span);
                }
                Err(Fail::Harmless) => {
                    dead = true;
                    break;
                }
                Err(fail) => self.unknown_result(graph, block, index, &op, fail),
            }
            index += 1;
        }
        self.recover_end(graph, block, index, dead);
    }

    /// Whether an op without a result is one that truly always raises, rather than one that fails because of an error.
    fn never_returns(&mut self, graph: GraphId, block: BlockId, index: usize, _op: &Op) -> bool {
        let Some(site) = self.out.call_sites.get(&(graph, block, index as u32)) else { return false };
        if site.row.targets.is_empty() {
            return false;
        }
        let poisoned = site.row.targets.iter().any(|(_, g)| self.work.poisoned.contains(g));
        if poisoned && self.work.poisoned.insert(graph) {
            let callers = self.out.graphs[graph].callers.clone();
            self.reflow(callers);
        }
        !poisoned
    }

    fn unknown_result(&mut self, graph: GraphId, block: BlockId, index: usize, op: &Op, fail: Fail) {
        if self.work.poisoned.insert(graph) {
            let callers = self.out.graphs[graph].callers.clone();
            self.reflow(callers);
        }
        self.bind(graph, op.result, SomeValue::IMPOSSIBLE, op.span);
        match fail {
            Fail::Blocked(Some(reason)) => {
                self.work.late_reasons.entry((graph, block, index as u32)).or_insert(*reason);
            }
            Fail::Blocked(None) | Fail::Harmless => {}
            Fail::Error(_) | Fail::Union(_) => self.settle(graph, block, index as u32, fail),
        }
    }

    fn recover_end(&mut self, graph: GraphId, block: BlockId, index: usize, dead: bool) {
        let b = &self.out.graphs[graph].graph.blocks[block];
        let (end, span) = (b.end.clone(), b.end_span);
        if !dead {
            self.site = Some(Site { graph, block, op: index as u32, result: None, span });
            if let Err(fail) = self.follow_end(graph, &end)
                && matches!(fail, Fail::Error(_) | Fail::Union(_))
            {
                self.settle(graph, block, index as u32, fail);
            }
        } else if let Terminator::Catch { cases, .. } = &end
            && index + 1 == self.out.graphs[graph].graph.blocks[block].ops.len()
            && let Err(fail) = self.follow_cases(graph, block, cases)
        {
            self.settle(graph, block, index as u32, fail);
        }
    }
}
