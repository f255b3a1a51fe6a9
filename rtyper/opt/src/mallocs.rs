//! Replaces objects that do not outlive their function, and that nobody else sees, by one variable for each field. Works
//! on open graphs.
//!
//! Variables between which a pointer can pass, by casts and links, form a group. A group whose
//! pointers all come from allocations of one struct and are only used to reach fields is *good*. A variable that is not a
//! cast of another is a *root*; as long as no two roots mean one object at one time, each field of each
//! root is a variable like those of the source program, which is then put into SSA form.

mod groups;

use std::collections::VecDeque;

use rpython_base::FastMap;
use rpython_lltype::{ContainerId, LLType, TypeTable, value::default_value};
use rpython_lowlevel::{BlockId, Graph, Imm, Op, OpCode, Operand, Program, Terminator, VarId, cleanup};

use crate::{cfg::Cfg, dead::Droppable};
use groups::Groups;

/// Removes what can be removed. Returns the number of allocations that went.
pub(crate) fn remove_mallocs(program: &Program, graph: &mut Graph, droppable: &Droppable) -> usize {
    let has_candidate = graph.blocks.values().any(|b| b.ops.iter().any(|op| op.code == OpCode::malloc));
    if !has_candidate {
        return 0;
    }
    let groups = Groups::new(program, graph, &droppable.finalized);
    if !groups.any_good() {
        return 0;
    }
    let count = drop_handlers(graph, &groups);
    let cfg = Cfg::new(graph);
    let mut removal = Removal {
        types: &program.types,
        layouts: FastMap::default(),
        blocks: (0..cfg.order.len()).map(|_| BlockState::default()).collect(),
        values: FastMap::default(),
        pending: VecDeque::new(),
        incoming: incoming(graph, &cfg),
        groups,
        cfg,
    };
    removal.run(graph);
    count
}

/// An allocation that does not happen does not fail. Returns how many there are.
fn drop_handlers(graph: &mut Graph, groups: &Groups) -> usize {
    let mut count = 0;
    for id in graph.reverse_postorder() {
        let block = &mut graph.blocks[id];
        let removed = |op: &Op| op.code == OpCode::malloc && groups.is_good(op.result);
        count += block.ops.iter().filter(|op| removed(op)).count();
        if let Terminator::Catch { normal, .. } = &block.end
            && block.ops.last().is_some_and(removed)
        {
            block.end = Terminator::Goto(normal.clone());
        }
    }
    count
}

/// For each position, the links that lead to it: position of their block and their index there.
fn incoming(graph: &Graph, cfg: &Cfg) -> Vec<Vec<(usize, usize)>> {
    let mut all = vec![Vec::new(); cfg.order.len()];
    for (at, &id) in cfg.order.iter().enumerate() {
        for (i, link) in graph.blocks[id].end.links().into_iter().enumerate() {
            all[cfg.position(link.target)].push((at, i));
        }
    }
    all
}

/// A field of the object that a root means, by its number in the struct's layout.
type Place = (VarId, u32);

/// The fields of a struct and those it inlines at its start, numbered.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    numbers: FastMap<(ContainerId, u32), u32>,
    types: Vec<LLType>,
}

impl Fields {
    fn new(types: &TypeTable, container: ContainerId) -> Fields {
        let mut fields = Fields::default();
        let mut at = Some(container);
        while let Some(id) = at {
            for (i, field) in types.expect_struct(id).fields.iter().enumerate() {
                if !matches!(field.ty, LLType::Inline(_)) {
                    fields.numbers.insert((id, i as u32), fields.types.len() as u32);
                    fields.types.push(field.ty);
                }
            }
            at = types.first_inlined(id).filter(|&inner| types.as_struct(inner).is_some());
        }
        fields
    }
}

/// What a new parameter stands for.
#[derive(Clone, Copy, Debug)]
enum Source {
    /// A field of a root that is live in.
    Live(Place),
    /// A field of the object that was passed for the parameter at this position.
    Passed(usize, u32),
}

#[derive(Default)]
struct BlockState {
    /// What fields hold at the start, as far as somebody asked.
    entry: FastMap<Place, Operand>,
    /// What they hold at the end, as far as the block defines them.
    end: FastMap<Place, Operand>,
    /// New parameters.
    added: Vec<(VarId, Source)>,
    /// New arguments of each link.
    given: Vec<Vec<Operand>>,
}

struct Removal<'a> {
    types: &'a TypeTable,
    layouts: FastMap<ContainerId, Fields>,
    groups: Groups,
    cfg: Cfg,
    blocks: Vec<BlockState>,
    incoming: Vec<Vec<(usize, usize)>>,
    /// What to use in place of variables whose op goes away.
    values: FastMap<VarId, Operand>,
    /// Parameters for which the links to this position still give nothing.
    pending: VecDeque<(usize, Source)>,
}

impl Removal<'_> {
    fn run(&mut self, graph: &mut Graph) {
        for at in 0..self.cfg.order.len() {
            let links = graph.blocks[self.cfg.order[at]].end.links().len();
            self.blocks[at].given = vec![Vec::new(); links];
            self.passed_objects(graph, at);
            self.ops(graph, at);
        }
        while let Some((at, source)) = self.pending.pop_front() {
            for i in 0..self.incoming[at].len() {
                let (from, link) = self.incoming[at][i];
                let value = self.link_value(graph, from, link, source);
                self.blocks[from].given[link].push(value);
            }
        }
        self.finish(graph);
    }

    fn fields(&mut self, container: ContainerId) -> &Fields {
        let types = self.types;
        self.layouts.entry(container).or_insert_with(|| Fields::new(types, container))
    }

    /// New parameters for the fields of each good parameter.
    fn passed_objects(&mut self, graph: &mut Graph, at: usize) {
        let params = graph.blocks[self.cfg.order[at]].params.clone();
        for (position, v) in params.into_iter().enumerate() {
            let Some(container) = self.groups.good_struct(v) else { continue };
            for (i, ty) in self.fields(container).types.clone().into_iter().enumerate() {
                let param = graph.var(ty);
                let place = (v, i as u32);
                self.blocks[at].end.insert(place, param.into());
                self.add(at, param, Source::Passed(position, i as u32));
            }
        }
    }

    fn add(&mut self, at: usize, param: VarId, source: Source) {
        self.blocks[at].added.push((param, source));
        self.pending.push_back((at, source));
    }

    fn value(&self, operand: &Operand) -> Operand {
        match operand {
            Operand::Var(v) => self.values.get(v).unwrap_or(operand).clone(),
            Operand::Const(_) => operand.clone(),
        }
    }

    /// Takes the ops on good variables out of a block.
    fn ops(&mut self, graph: &mut Graph, at: usize) {
        let id = self.cfg.order[at];
        let ops = std::mem::take(&mut graph.blocks[id].ops);
        let mut kept = Vec::with_capacity(ops.len());
        for mut op in ops {
            op.args.iter_mut().for_each(|arg| *arg = self.value(arg));
            if op.code == OpCode::malloc && self.groups.is_good(op.result) {
                self.allocate(at, &op);
                continue;
            }
            let good = op.args.iter().filter_map(Operand::as_var).find(|&v| self.groups.is_good(v));
            match good {
                Some(v) => self.access(graph, at, &op, v),
                None => kept.push(op),
            }
        }
        graph.blocks[id].ops = kept;
    }

    fn allocate(&mut self, at: usize, op: &Op) {
        let Some(container) = self.groups.good_struct(op.result) else { return };
        for (i, ty) in self.fields(container).types.clone().into_iter().enumerate() {
            let zero = Operand::constant(ty, default_value(self.types, ty));
            self.blocks[at].end.insert((op.result, i as u32), zero);
        }
    }

    fn access(&mut self, graph: &mut Graph, at: usize, op: &Op, v: VarId) {
        match (op.code, &op.imm) {
            (OpCode::getfield, Imm::Field(field)) => {
                let place = self.place(graph, v, *field);
                let value = self.here(graph, at, place);
                self.values.insert(op.result, value);
            }
            (OpCode::setfield, Imm::Field(field)) => {
                let place = self.place(graph, v, *field);
                self.blocks[at].end.insert(place, op.args[1].clone());
            }
            (OpCode::ptr_nonzero | OpCode::ptr_ne, _) => {
                self.values.insert(op.result, Operand::bool(true));
            }
            (OpCode::ptr_iszero | OpCode::ptr_eq, _) => {
                self.values.insert(op.result, Operand::bool(false));
            }
            // Casts, and what keeps the object alive.
            _ => {}
        }
    }

    fn place(&mut self, graph: &Graph, v: VarId, field: u32) -> Place {
        let accessed = graph.vars[v].ty.pointee().expect("a pointer");
        let container = self.groups.good_struct(v).expect("a good variable");
        let number = self.fields(container).numbers[&(accessed, field)];
        (self.groups.root(v), number)
    }

    /// What a field holds at this point of the block that is being walked, or at the end of one that was.
    fn here(&mut self, graph: &mut Graph, at: usize, place: Place) -> Operand {
        if let Some(value) = self.blocks[at].end.get(&place) {
            return value.clone();
        }
        // Up the only way there is, to a block that knows or that has several.
        let mut path = Vec::new();
        let mut block = at;
        let value = loop {
            if let Some(value) = self.blocks[block].entry.get(&place) {
                break value.clone();
            }
            path.push(block);
            match self.cfg.preds(block) {
                [pred] => {
                    let pred = *pred as usize;
                    if let Some(value) = self.blocks[pred].end.get(&place) {
                        break value.clone();
                    }
                    block = pred;
                }
                _ => {
                    let container = self.groups.good_struct(place.0).expect("a good variable");
                    let ty = self.fields(container).types[place.1 as usize];
                    let param = graph.var(ty);
                    self.add(block, param, Source::Live(place));
                    break param.into();
                }
            }
        };
        for block in path {
            self.blocks[block].entry.insert(place, value.clone());
        }
        value
    }

    fn link_value(&mut self, graph: &mut Graph, from: usize, link: usize, source: Source) -> Operand {
        let place = match source {
            Source::Live(place) => place,
            Source::Passed(position, field) => {
                let passed = graph.blocks[self.cfg.order[from]].end.links()[link].args[position].clone();
                let v = passed.as_var().expect("only good variables are passed to good ones");
                (self.groups.root(v), field)
            }
        };
        self.here(graph, from, place)
    }

    fn finish(&mut self, graph: &mut Graph) {
        let kept: Vec<Vec<bool>> = self
            .cfg
            .order
            .iter()
            .map(|&id| graph.blocks[id].params.iter().map(|&v| !self.groups.is_good(v)).collect())
            .collect();
        for at in 0..self.cfg.order.len() {
            let id: BlockId = self.cfg.order[at];
            let state = std::mem::take(&mut self.blocks[at]);
            let block = &mut graph.blocks[id];
            block.params.retain(|&v| !self.groups.is_good(v));
            block.params.extend(state.added.iter().map(|&(param, _)| param));
            for (link, given) in block.end.links_mut().into_iter().zip(state.given) {
                let mut keep = kept[self.cfg.position(link.target)].iter();
                link.args.retain(|_| *keep.next().expect("one for each"));
                link.args.extend(given);
            }
            cleanup::rewrite_operands(block, |operand| *operand = self.value(operand));
        }
    }
}

/// Whether [`Groups`] may look at accesses of this container in an object of that struct.
pub(crate) fn has_field(types: &TypeTable, object: ContainerId, accessed: ContainerId, field: u32) -> bool {
    types.is_subtype(object, accessed)
        && types
            .as_struct(accessed)
            .and_then(|s| s.fields.get(field as usize))
            .is_some_and(|f| !matches!(f.ty, LLType::Inline(_)))
}
