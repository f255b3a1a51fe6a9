//! Which pointers can be done without.

use rpython_base::EntityId;
use rpython_lltype::{ContainerId, GcKind, LLType};
use rpython_lowlevel::{Graph, Imm, Op, OpCode, Operand, Program, Terminator, VarId};

use super::has_field;
use crate::{cfg::Cfg, ssa};

/// The groups of a graph's pointer variables.
pub(crate) struct Groups {
    /// Union-find: the parent of each variable.
    parent: Vec<u32>,
    /// Whether the group of this representative is not good.
    bad: Vec<bool>,
    /// The struct allocated in the group of this representative.
    object: Vec<Option<ContainerId>>,
    /// The variable that this one is a cast of.
    root: Vec<VarId>,
}

impl Groups {
    pub fn new(program: &Program, graph: &Graph, finalized: &[ContainerId]) -> Groups {
        let count = graph.vars.len();
        let mut groups = Groups {
            parent: (0..count as u32).collect(),
            bad: vec![false; count],
            object: vec![None; count],
            root: graph.vars.ids().collect(),
        };
        let cfg = Cfg::new(graph);
        groups.join(program, graph, &cfg, finalized);
        groups.check_uses(program, graph, &cfg);
        groups.check_aliases(graph, &cfg);
        groups
    }

    fn find(&self, v: VarId) -> usize {
        let mut at = v.index();
        while self.parent[at] as usize != at {
            at = self.parent[at] as usize;
        }
        at
    }

    fn unite(&mut self, a: VarId, b: VarId) {
        let (a, b) = (self.find(a), self.find(b));
        if a == b {
            return;
        }
        // The smaller number stands for both; paths stay short enough, since most unions are with fresh variables.
        let (a, b) = (a.min(b), a.max(b));
        self.parent[b] = a as u32;
        self.bad[a] |= self.bad[b];
        match (self.object[a], self.object[b]) {
            (Some(x), Some(y)) if x != y => self.bad[a] = true,
            (None, other) => self.object[a] = other,
            (Some(_), _) => {}
        }
    }

    fn spoil(&mut self, v: VarId) {
        let at = self.find(v);
        self.bad[at] = true;
    }

    fn spoil_operand(&mut self, operand: &Operand) {
        if let Operand::Var(v) = operand {
            self.spoil(*v);
        }
    }

    /// Unites what casts and links connect, and spoils what comes from elsewhere.
    fn join(&mut self, program: &Program, graph: &Graph, cfg: &Cfg, finalized: &[ContainerId]) {
        for &v in &graph.blocks[graph.start].params {
            self.spoil(v);
        }
        for &id in &cfg.order {
            let block = &graph.blocks[id];
            for op in &block.ops {
                self.creation(program, graph, op, finalized);
            }
            if let Terminator::Catch { cases, .. } = &block.end {
                for case in cases {
                    self.spoil(case.etype);
                    self.spoil(case.evalue);
                }
            }
            for link in block.end.links() {
                for (arg, &param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                    match arg {
                        Operand::Var(v) => self.unite(*v, param),
                        Operand::Const(_) => self.spoil(param),
                    }
                }
            }
        }
    }

    fn creation(&mut self, program: &Program, graph: &Graph, op: &Op, finalized: &[ContainerId]) {
        match (op.code, &op.imm) {
            (OpCode::malloc, Imm::Malloc(ty, flavor)) => {
                let kept = !flavor.gc || flavor.nonmovable || finalized.contains(ty);
                if kept || program.types.as_struct(*ty).is_none_or(|s| s.hints.union) {
                    self.spoil(op.result);
                }
                let at = self.find(op.result);
                match self.object[at] {
                    Some(other) if other != *ty => self.bad[at] = true,
                    _ => self.object[at] = Some(*ty),
                }
            }
            _ => match cast_source(program, graph, op) {
                Some(v) => {
                    self.root[op.result.index()] = self.root[v.index()];
                    self.unite(v, op.result);
                }
                None => self.spoil(op.result),
            },
        }
    }

    fn check_uses(&mut self, program: &Program, graph: &Graph, cfg: &Cfg) {
        for &id in &cfg.order {
            let block = &graph.blocks[id];
            for op in &block.ops {
                self.uses(program, graph, op);
            }
            block.end.operands().into_iter().for_each(|operand| self.spoil_operand(operand));
        }
    }

    fn uses(&mut self, program: &Program, graph: &Graph, op: &Op) {
        if cast_source(program, graph, op).is_some() {
            return;
        }
        match (op.code, &op.imm) {
            (OpCode::getfield | OpCode::setfield, Imm::Field(field)) => {
                op.args[1..].iter().for_each(|arg| self.spoil_operand(arg));
                let Operand::Var(v) = op.args[0] else { return };
                let object = self.object[self.find(v)];
                let accessed = graph.vars[v].ty.pointee();
                let fits = match (object, accessed) {
                    (Some(object), Some(accessed)) => has_field(&program.types, object, accessed, *field),
                    _ => false,
                };
                if !fits {
                    self.spoil(v);
                }
            }
            (OpCode::ptr_nonzero | OpCode::ptr_iszero | OpCode::keepalive | OpCode::gc_writebarrier, _)
            | (OpCode::jit_force_virtualizable, _) => {}
            (OpCode::ptr_eq | OpCode::ptr_ne, _) => {
                // A fresh object that nobody else sees is none of another group.
                if let (Operand::Var(a), Operand::Var(b)) = (&op.args[0], &op.args[1])
                    && self.find(*a) == self.find(*b)
                {
                    self.spoil(*a);
                }
            }
            _ => op.args.iter().for_each(|arg| self.spoil_operand(arg)),
        }
    }

    /// Spoils groups in which an object that is passed on has another name behind the link.
    fn check_aliases(&mut self, graph: &Graph, cfg: &Cfg) {
        let passed = |groups: &Groups, v: VarId| groups.is_good(v);
        let any = cfg.order.iter().any(|&id| graph.blocks[id].params.iter().any(|&v| passed(self, v)));
        if !any {
            return;
        }
        let live = ssa::live_in(graph, cfg);
        for &id in &cfg.order {
            for link in graph.blocks[id].end.links() {
                let mut roots: Vec<VarId> = Vec::new();
                for arg in &link.args {
                    let Operand::Var(v) = *arg else { continue };
                    if !self.is_good(v) {
                        continue;
                    }
                    let root = self.root(v);
                    let lives_on = live[cfg.position(link.target)].iter().any(|&w| self.root(w) == root);
                    if lives_on || roots.contains(&root) {
                        self.spoil(v);
                    }
                    roots.push(root);
                }
            }
        }
    }

    /// Whether the variable can be replaced by its object's fields.
    pub fn is_good(&self, v: VarId) -> bool {
        // Variables made after the analysis are no pointers to good objects.
        if v.index() >= self.parent.len() {
            return false;
        }
        let at = self.find(v);
        !self.bad[at] && self.object[at].is_some()
    }

    /// The struct that a good variable points to.
    pub fn good_struct(&self, v: VarId) -> Option<ContainerId> {
        if !self.is_good(v) {
            return None;
        }
        self.object[self.find(v)]
    }

    /// The variable that this one is a cast of, or itself.
    pub fn root(&self, v: VarId) -> VarId {
        self.root.get(v.index()).copied().unwrap_or(v)
    }

    pub fn any_good(&self) -> bool {
        (0..self.parent.len())
            .any(|at| self.parent[at] as usize == at && !self.bad[at] && self.object[at].is_some())
    }
}

/// The pointer that the op's result is another name of, between managed structs.
fn cast_source(program: &Program, graph: &Graph, op: &Op) -> Option<VarId> {
    let first = match (op.code, &op.imm) {
        (OpCode::cast_pointer | OpCode::same_as, _) => true,
        (OpCode::getsubstruct, Imm::Field(field)) => *field == 0,
        _ => false,
    };
    let Operand::Var(v) = *op.args.first()? else { return None };
    let managed = |v: VarId| match graph.vars[v].ty {
        LLType::Ptr(id) => program.types.gc_kind(id) == GcKind::Gc && program.types.as_struct(id).is_some(),
        _ => false,
    };
    (first && managed(v) && managed(op.result)).then_some(v)
}
