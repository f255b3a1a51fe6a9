//! What each variable of a graph stands for, which are needed, and where they are used.
//!
//! A parameter of a block with one predecessor is another name for what that passes, and so is the result of a
//! cast that changes nothing on the machine. What remains is single assignment in the usual sense.

use std::marker::PhantomData;

use rpython_base::EntityId;
use rpython_lowlevel::{
    BlockId, Const, Effect, Graph, Op, OpCode, Operand, VarId, cleanup::predecessor_counts,
};

use super::Machine;

/// A variable's value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value<'a> {
    /// A variable of its own: a parameter, or the result of an op.
    Var(VarId),
    /// A constant.
    Const(&'a Const),
}

/// An op in the order in which code is made for it.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The op.
    pub op: &'a Op,
    /// For a test for overflow: the variable that has the sum, difference or product already.
    pub computed: Option<VarId>,
}

/// Who defines a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Definition {
    /// Nobody reachable.
    None,
    /// The function's parameter, or a block's that has several predecessors: number in the block.
    Param(BlockId, usize),
    /// An item of a block.
    Item(BlockId, usize),
}

/// Where a variable is used, if in one place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// Nowhere.
    Never,
    /// By an item of a block.
    Item(BlockId, usize),
    /// By what a block ends with.
    End(BlockId),
    /// By a link's arguments.
    Link(BlockId),
    /// In several places.
    Often,
}

/// The variables of a graph on a machine.
#[derive(Debug)]
pub struct Values<'a, M> {
    /// Whose variables they are.
    pub graph: &'a Graph,
    /// Reachable blocks in reverse postorder.
    pub order: Vec<BlockId>,
    /// The items of each block.
    pub items: Vec<Vec<Item<'a>>>,
    /// By variable.
    pub definitions: Vec<Definition>,
    /// By variable.
    pub uses: Vec<Use>,
    needed: Vec<bool>,
    values: Vec<Option<Value<'a>>>,
    counts: Vec<u32>,
    machine: PhantomData<M>,
}

impl<'a, M: Machine> Values<'a, M> {
    /// Looks at a graph.
    pub fn new(graph: &'a Graph) -> Values<'a, M> {
        let order = graph.reverse_postorder();
        let mut values = Values {
            graph,
            items: vec![Vec::new(); graph.blocks.len()],
            definitions: vec![Definition::None; graph.vars.len()],
            uses: vec![Use::Never; graph.vars.len()],
            needed: vec![false; graph.vars.len()],
            values: vec![None; graph.vars.len()],
            counts: predecessor_counts(graph),
            order,
            machine: PhantomData,
        };
        values.define();
        values.find_needed();
        values.find_uses();
        values
    }

    /// Whether the parameters of a block are assigned by jumps to it.
    pub fn is_merge(&self, block: BlockId) -> bool {
        self.counts[block.index()] != 1 || block == self.graph.start
    }

    /// What an operand is.
    pub fn resolve(&self, operand: &'a Operand) -> Value<'a> {
        match operand {
            Operand::Const(c) => Value::Const(c),
            Operand::Var(v) => self.values[v.index()].unwrap_or(Value::Var(*v)),
        }
    }

    /// The variable that an operand is, if it is one.
    pub fn var(&self, operand: &'a Operand) -> Option<VarId> {
        match self.resolve(operand) {
            Value::Var(v) => Some(v),
            Value::Const(_) => None,
        }
    }

    /// How a variable is held.
    pub fn form(&self, v: VarId) -> Option<M::Form> {
        M::form(self.graph.vars[v].ty)
    }

    /// Whether anything depends on a variable.
    pub fn is_needed(&self, v: VarId) -> bool {
        self.needed[v.index()]
    }

    /// Whether code must be made for an item.
    pub fn is_live(&self, item: &Item) -> bool {
        item.op.code.info().effect > Effect::Reads || self.needed[item.op.result.index()]
    }

    fn define(&mut self) {
        let graph = self.graph;
        for i in 0..self.order.len() {
            let id = self.order[i];
            let block = &graph.blocks[id];
            if self.is_merge(id) {
                for (i, &param) in block.params.iter().enumerate() {
                    self.definitions[param.index()] = Definition::Param(id, i);
                }
            }
            self.block_items(id, &block.ops);
            for link in block.end.links() {
                if self.is_merge(link.target) {
                    continue;
                }
                for (arg, &param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                    self.values[param.index()] = Some(self.resolve(arg));
                }
            }
        }
    }

    fn block_items(&mut self, id: BlockId, ops: &'a [Op]) {
        let mut at = 0;
        while at < ops.len() {
            let op = &ops[at];
            at += 1;
            if M::is_renaming(&self.graph.vars, op) {
                self.values[op.result.index()] = Some(self.resolve(&op.args[0]));
                continue;
            }
            let mut computed = None;
            if let Some(next) = ops.get(at).filter(|next| computes_tested(op, next)) {
                // What is tested for overflow is computed first, for the test to look at.
                at += 1;
                self.push_item(id, Item { op: next, computed: None });
                computed = Some(next.result);
            }
            self.push_item(id, Item { op, computed });
        }
    }

    fn push_item(&mut self, id: BlockId, item: Item<'a>) {
        let items = &mut self.items[id.index()];
        self.definitions[item.op.result.index()] = Definition::Item(id, items.len());
        items.push(item);
    }

    fn find_needed(&mut self) {
        let mut work: Vec<VarId> = Vec::new();
        for i in 0..self.order.len() {
            let id = self.order[i];
            for item in &self.items[id.index()] {
                if item.op.code.info().effect > Effect::Reads {
                    work.extend(self.inputs(item));
                }
            }
            let graph = self.graph;
            work.extend(graph.blocks[id].end.operands().into_iter().filter_map(|o| self.var(o)));
        }
        let predecessors = self.predecessors();
        while let Some(v) = work.pop() {
            if std::mem::replace(&mut self.needed[v.index()], true) {
                continue;
            }
            match self.definitions[v.index()] {
                Definition::None => {}
                Definition::Item(block, at) => work.extend(self.inputs(&self.items[block.index()][at])),
                Definition::Param(block, at) => {
                    for &source in &predecessors[block.index()] {
                        for link in self.graph.blocks[source].end.links() {
                            if link.target == block {
                                work.extend(self.var(&link.args[at]));
                            }
                        }
                    }
                }
            }
        }
    }

    /// The blocks that jump to each block, each once.
    pub fn predecessors(&self) -> Vec<Vec<BlockId>> {
        let mut predecessors: Vec<Vec<BlockId>> = vec![Vec::new(); self.graph.blocks.len()];
        for &id in &self.order {
            for link in self.graph.blocks[id].end.links() {
                let list = &mut predecessors[link.target.index()];
                if list.last() != Some(&id) {
                    list.push(id);
                }
            }
        }
        predecessors
    }

    /// The variables that an item reads, each as often as its code does.
    pub fn inputs(&self, item: &Item<'a>) -> Vec<VarId> {
        let mut inputs: Vec<VarId> = item.op.args.iter().filter_map(|arg| self.var(arg)).collect();
        if M::repeats_operands(item.op.code) {
            inputs.extend_from_within(..);
        }
        inputs.extend(item.computed);
        inputs
    }

    fn find_uses(&mut self) {
        let mut found: Vec<(VarId, Use)> = Vec::new();
        for &id in &self.order {
            for (at, item) in self.items[id.index()].iter().enumerate() {
                if self.is_live(item) {
                    found.extend(self.inputs(item).into_iter().map(|v| (v, Use::Item(id, at))));
                }
            }
            let end = &self.graph.blocks[id].end;
            found.extend(end.operands().into_iter().filter_map(|o| Some((self.var(o)?, Use::End(id)))));
            for link in end.links() {
                found.extend(self.moves(link).map(|(_, arg)| arg).filter_map(|arg| match arg {
                    Value::Var(v) => Some((v, Use::Link(id))),
                    Value::Const(_) => None,
                }));
            }
        }
        for (v, use_) in found {
            let slot = &mut self.uses[v.index()];
            *slot = if *slot == Use::Never { use_ } else { Use::Often };
        }
    }

    /// What a link assigns: the parameters that are needed, with their new values.
    pub fn moves<'b>(
        &'b self,
        link: &'a rpython_lowlevel::Link,
    ) -> impl Iterator<Item = (VarId, Value<'a>)> + use<'a, 'b, M> {
        let params: &'a [VarId] = match self.is_merge(link.target) {
            true => &self.graph.blocks[link.target].params,
            false => &[],
        };
        params
            .iter()
            .zip(&link.args)
            .filter(|(param, _)| self.is_needed(**param) && self.form(**param).is_some())
            .map(|(&param, arg)| (param, self.resolve(arg)))
    }
}

/// Whether `plain` computes what `test` tests.
fn computes_tested(test: &Op, plain: &Op) -> bool {
    let code = match test.code {
        OpCode::int_add_overflows => OpCode::int_add,
        OpCode::int_sub_overflows => OpCode::int_sub,
        OpCode::int_mul_overflows => OpCode::int_mul,
        _ => return false,
    };
    plain.code == code && plain.args == test.args
}
