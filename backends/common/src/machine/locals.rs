//! Which local each variable is kept in.
//!
//! Parameters of merging blocks share a local with what jumps pass where their lives do not overlap, so
//! that those jumps copy nothing. Then variables that are not alive at the same time share locals.

use rpython_base::EntityId;
use rpython_lowlevel::VarId;

use super::intervals::{Intervals, intervals};
use super::{Definition, Machine, Trees, Value, Values};

/// The locals of a function.
#[derive(Debug)]
pub struct Locals<M: Machine> {
    /// By variable, its first local; `u32::MAX` if it has none.
    slots: Vec<u32>,
    /// How many locals are parameters.
    pub params: usize,
    /// The types of all locals, parameters first.
    pub types: Vec<M::Part>,
}

/// Locals that are tried for a variable before it gets one of its own.
const TRIED: usize = 100;

struct Allocation<'a, 'b, M> {
    values: &'b Values<'a, M>,
    /// Whose class a variable has joined; itself at the end of the chain.
    class: Vec<VarId>,
    lives: Vec<Intervals>,
}

impl<M: Machine> Locals<M> {
    /// Gives each variable that needs one a local.
    pub fn new(values: &Values<M>, trees: &Trees) -> Locals<M> {
        let class = values.graph.vars.ids().collect();
        let mut allocation = Allocation { values, class, lives: intervals(values, trees) };
        allocation.coalesce(trees);
        allocation.assign()
    }

    /// The first local of a variable.
    pub fn slot(&self, v: VarId) -> u32 {
        let slot = self.slots[v.index()];
        debug_assert!(slot != u32::MAX, "{v} has a local");
        slot
    }
}

impl<M: Machine> Allocation<'_, '_, M> {
    fn class(&self, mut v: VarId) -> VarId {
        while self.class[v.index()] != v {
            v = self.class[v.index()];
        }
        v
    }

    fn is_function_param(&self, v: VarId) -> bool {
        matches!(self.values.definitions[v.index()], Definition::Param(block, _) if block == self.values.graph.start)
    }

    fn coalesce(&mut self, trees: &Trees) {
        let order = &self.values.order;
        let mut positions = vec![usize::MAX; self.values.graph.blocks.len()];
        for (i, block) in order.iter().enumerate() {
            positions[block.index()] = i;
        }
        // Jumps back are taken most often.
        for backwards in [true, false] {
            for &source in order {
                for link in self.values.graph.blocks[source].end.links() {
                    if (positions[link.target.index()] <= positions[source.index()]) != backwards {
                        continue;
                    }
                    for (param, arg) in self.values.moves(link).collect::<Vec<_>>() {
                        if let Value::Var(v) = arg
                            && !trees.inlined[v.index()]
                        {
                            self.join(param, v);
                        }
                    }
                }
            }
        }
    }

    fn join(&mut self, a: VarId, b: VarId) {
        let (a, b) = (self.class(a), self.class(b));
        if a == b || self.values.form(a) != self.values.form(b) {
            return;
        }
        // The function's parameters have their places, which cannot become one.
        if self.is_function_param(a) && self.is_function_param(b)
            || self.lives[a.index()].meets(&self.lives[b.index()])
        {
            return;
        }
        let (kept, joined) = if self.is_function_param(b) { (b, a) } else { (a, b) };
        let other = std::mem::take(&mut self.lives[joined.index()]);
        self.lives[kept.index()].merge(&other);
        self.class[joined.index()] = kept;
    }

    fn assign(mut self) -> Locals<M> {
        let graph = self.values.graph;
        let mut slots = vec![u32::MAX; graph.vars.len()];
        let mut types: Vec<M::Part> = Vec::new();
        // (form, first local, who lives there)
        let mut taken: Vec<(M::Form, u32, Intervals)> = Vec::new();
        for &param in &graph.blocks[graph.start].params {
            let Some(form) = self.values.form(param) else { continue };
            let slot = types.len() as u32;
            types.extend(M::parts(form));
            slots[param.index()] = slot;
            taken.push((form, slot, std::mem::take(&mut self.lives[param.index()])));
        }
        let params = types.len();
        let mut classes: Vec<VarId> =
            graph.vars.ids().filter(|v| self.lives[v.index()].start().is_some()).collect();
        classes.sort_by_key(|v| (self.lives[v.index()].start(), *v));
        for v in classes {
            let Some(form) = self.values.form(v) else { continue };
            let life = std::mem::take(&mut self.lives[v.index()]);
            let free = taken
                .iter_mut()
                .filter(|(f, _, _)| *f == form)
                .take(TRIED)
                .find(|(_, _, lives)| !life.meets(lives));
            slots[v.index()] = match free {
                Some((_, slot, lives)) => {
                    lives.merge(&life);
                    *slot
                }
                None => {
                    let slot = types.len() as u32;
                    types.extend(M::parts(form));
                    taken.push((form, slot, life));
                    slot
                }
            };
        }
        for v in graph.vars.ids() {
            slots[v.index()] = slots[self.class(v).index()];
        }
        Locals { slots, params, types }
    }
}
