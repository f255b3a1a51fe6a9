//! Propagation of constants and copies along the ways that can be taken, which also opens a graph.
//!
//! Every variable starts out as "nothing seen yet"; a parameter meets what the links that can be
//! taken bring, and becomes a value of its own once they disagree. Parameters that never do, ops whose
//! result is known, and blocks that nothing leads to go away. The result is an open graph (see [`ssa`](crate::ssa)).

use rpython_base::{EntityId, FastMap};
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{
    BlockId, CaseValue, Const, Effect, Graph, Link, Op, OpCode, Operand, Program, Terminator, VarId, cleanup,
};

use crate::fold;

/// What is known of a variable; each may only sink down this list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Known {
    /// Nothing has reached it yet.
    Nothing,
    /// It is this constant.
    Const(u32),
    /// It has the value of this variable, which may be itself.
    Var(VarId),
}

struct Propagation<'a> {
    program: &'a Program,
    graph: &'a Graph,
    /// Whether ops are computed, or only copies followed.
    fold: bool,
    known: Vec<Known>,
    constants: Vec<Const>,
    numbers: FastMap<Const, u32>,
    reached: Vec<bool>,
    changed: bool,
}

/// Which links of a terminator can be taken, by their positions in its list of links.
enum Taken {
    All,
    One(usize),
    None,
}

/// Opens the graph, which may be closed or open. With `fold`, computes what can be computed on the way.
/// Returns whether anything was computed: copies do not count.
pub(crate) fn propagate(program: &Program, graph: &mut Graph, fold: bool) -> bool {
    let order = graph.reverse_postorder();
    let mut state = Propagation {
        program,
        graph,
        fold,
        known: vec![Known::Nothing; graph.vars.len()],
        constants: Vec::new(),
        numbers: FastMap::default(),
        reached: vec![false; graph.blocks.len()],
        changed: true,
    };
    state.reached[graph.start.index()] = true;
    for &v in &graph.blocks[graph.start].params {
        state.known[v.index()] = Known::Var(v);
    }
    while std::mem::take(&mut state.changed) {
        for &block in &order {
            if state.reached[block.index()] {
                state.block(block);
            }
        }
    }
    let result = Known::into_operands(state);
    rewrite(program, graph, &order, result)
}

impl Propagation<'_> {
    fn constant(&mut self, c: Const) -> Known {
        if let Some(&n) = self.numbers.get(&c) {
            return Known::Const(n);
        }
        let n = self.constants.len() as u32;
        self.constants.push(c.clone());
        self.numbers.insert(c, n);
        Known::Const(n)
    }

    fn operand(&mut self, operand: &Operand) -> Known {
        match operand {
            Operand::Var(v) => self.known[v.index()],
            Operand::Const(c) => self.constant(c.clone()),
        }
    }

    fn set(&mut self, v: VarId, new: Known) {
        if std::mem::replace(&mut self.known[v.index()], new) != new {
            self.changed = true;
        }
    }

    fn block(&mut self, id: BlockId) {
        let graph = self.graph;
        let block = &graph.blocks[id];
        for op in &block.ops {
            let new = self.op(op);
            self.set(op.result, new);
        }
        if let Terminator::Catch { cases, .. } = &block.end {
            for case in cases {
                self.set(case.etype, Known::Var(case.etype));
                self.set(case.evalue, Known::Var(case.evalue));
            }
        }
        let links = block.end.links();
        match self.taken(&block.ops, &block.end) {
            Taken::All => links.into_iter().for_each(|link| self.link(link)),
            Taken::One(at) => links.get(at).into_iter().for_each(|link| self.link(link)),
            Taken::None => {}
        }
    }

    fn link(&mut self, link: &Link) {
        let graph = self.graph;
        if !std::mem::replace(&mut self.reached[link.target.index()], true) {
            self.changed = true;
        }
        for (arg, &param) in link.args.iter().zip(&graph.blocks[link.target].params) {
            let given = self.operand(arg);
            let old = self.known[param.index()];
            let new = match (old, given) {
                (_, Known::Nothing) => old,
                (Known::Nothing, _) => given,
                _ if old == given => old,
                _ => Known::Var(param),
            };
            self.set(param, new);
        }
    }

    fn op(&mut self, op: &Op) -> Known {
        let own = Known::Var(op.result);
        let graph = self.graph;
        let ty = graph.vars[op.result].ty;
        if ty == LLType::Void {
            return own;
        }
        if matches!(op.code, OpCode::same_as | OpCode::cast_pointer | OpCode::cast_primitive)
            && graph.operand_type(&op.args[0]) == ty
        {
            return self.operand(&op.args[0]);
        }
        if !self.fold {
            return own;
        }
        let checked = op.code.info().can_raise && op.code.info().effect == Effect::Pure;
        if !checked && !fold::may_fold(op.code) {
            return own;
        }
        let mut args = Vec::with_capacity(op.args.len());
        for arg in &op.args {
            args.push(match self.operand(arg) {
                Known::Nothing => return Known::Nothing,
                Known::Const(n) => Operand::Const(self.constants[n as usize].clone()),
                Known::Var(v) => Operand::Var(v),
            });
        }
        if checked {
            return match overflow_checked(self.program, op.code, &args) {
                Some(Some(known)) => self.operand(&known),
                Some(None) | None => own,
            };
        }
        match fold::fold(self.program, op.code, &op.imm, &args, ty) {
            // The value of the operand's representative, which is already resolved.
            Some(Operand::Var(v)) => Known::Var(v),
            Some(Operand::Const(c)) => self.constant(c),
            None => own,
        }
    }

    fn known_const<'b>(&'b self, operand: &'b Operand) -> Option<&'b Value> {
        match operand {
            Operand::Const(c) => Some(&c.value),
            Operand::Var(v) => match self.known[v.index()] {
                Known::Const(n) => Some(&self.constants[n as usize].value),
                Known::Nothing | Known::Var(_) => None,
            },
        }
    }

    fn is_nothing(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Var(v) if self.known[v.index()] == Known::Nothing)
    }

    fn taken(&self, ops: &[Op], end: &Terminator) -> Taken {
        match end {
            Terminator::Branch { cond, .. } => match self.known_const(cond) {
                Some(Value::Bool(true)) => Taken::One(0),
                Some(Value::Bool(false)) => Taken::One(1),
                _ if self.is_nothing(cond) => Taken::None,
                _ => Taken::All,
            },
            Terminator::Switch { value, cases, .. } => match self.known_const(value) {
                Some(known) => {
                    let case = cases.iter().position(|(case, _)| matches(*case, known));
                    Taken::One(case.unwrap_or(cases.len()))
                }
                None if self.is_nothing(value) => Taken::None,
                None => Taken::All,
            },
            // An overflow check that is known to succeed.
            Terminator::Catch { .. } => match ops.last() {
                Some(op) if self.fold && self.known[op.result.index()] != Known::Var(op.result) => {
                    Taken::One(0)
                }
                _ => Taken::All,
            },
            Terminator::Goto(_)
            | Terminator::Return(_)
            | Terminator::Raise { .. }
            | Terminator::Unreachable => Taken::All,
        }
    }
}

/// What a checked op gives on these operands: `Some(None)` if it is sure to overflow, `None` if it depends.
pub(crate) fn overflow_checked(program: &Program, code: OpCode, args: &[Operand]) -> Option<Option<Operand>> {
    let zero = |i: usize| matches!(args.get(i).and_then(Operand::as_const), Some(Value::Int(0)));
    let one = |i: usize| matches!(args.get(i).and_then(Operand::as_const), Some(Value::Int(1)));
    match code {
        OpCode::int_add_ovf | OpCode::int_add_nonneg_ovf if zero(0) => return Some(Some(args[1].clone())),
        OpCode::int_add_ovf | OpCode::int_add_nonneg_ovf | OpCode::int_sub_ovf if zero(1) => {
            return Some(Some(args[0].clone()));
        }
        OpCode::int_mul_ovf if one(0) => return Some(Some(args[1].clone())),
        OpCode::int_mul_ovf if one(1) => return Some(Some(args[0].clone())),
        OpCode::int_mul_ovf if zero(0) || zero(1) => return Some(Some(Operand::signed(0))),
        _ => {}
    }
    let values: Vec<&Value> = args.iter().map(Operand::as_const).collect::<Option<_>>()?;
    Some(fold::checked(program.model, code, &values)?.map(Operand::signed))
}

/// Whether a constant is a switch's case.
pub(crate) fn matches(case: CaseValue, value: &Value) -> bool {
    let CaseValue::Int(n) = case;
    match value {
        Value::Int(v) => *v == n,
        Value::Bool(v) => *v as i64 == n,
        Value::Char(v) => *v as i64 == n,
        Value::UniChar(v) => *v as i64 == n,
        Value::Void | Value::Float(_) | Value::Ptr(_) | Value::Address(_) | Value::Inline(_) => false,
    }
}

/// What the analysis found, in terms of the graph.
struct Found {
    /// What to write for each variable, where it is not itself.
    values: Vec<Option<Operand>>,
    /// Blocks that can be reached.
    reached: Vec<bool>,
}

impl Known {
    fn into_operands(state: Propagation<'_>) -> Found {
        let constants = &state.constants;
        let values = state.known.iter().enumerate().map(|(i, known)| match *known {
            Known::Nothing => None,
            Known::Const(n) => Some(Operand::Const(constants[n as usize].clone())),
            Known::Var(v) => (v.index() != i).then_some(Operand::Var(v)),
        });
        let values = values.collect();
        Found { values, reached: state.reached }
    }
}

fn rewrite(program: &Program, graph: &mut Graph, order: &[BlockId], found: Found) -> bool {
    let Found { values, reached } = found;
    let mut computed = false;
    let keep: Vec<Option<Vec<bool>>> = graph
        .blocks
        .values()
        .map(|block| {
            let keep: Vec<bool> = block.params.iter().map(|v| values[v.index()].is_none()).collect();
            keep.contains(&false).then_some(keep)
        })
        .collect();
    for &id in order {
        if !reached[id.index()] {
            continue;
        }
        let raised = drop_known_ops(graph, id, &values, &mut computed);
        let block = &mut graph.blocks[id];
        if let Some(keep) = &keep[id.index()]
            && id != graph.start
        {
            let mut kept = keep.iter();
            block.params.retain(|_| *kept.next().expect("one for each"));
        }
        cleanup::rewrite_operands(block, |operand| {
            if let Operand::Var(v) = operand
                && let Some(value) = &values[v.index()]
            {
                *operand = value.clone();
            }
        });
        if raised && let Terminator::Catch { normal, .. } = &block.end {
            block.end = Terminator::Goto(normal.clone());
        }
        computed |= decide(&mut block.end);
        for link in block.end.links_mut() {
            if let Some(keep) = &keep[link.target.index()] {
                let mut kept = keep.iter();
                link.args.retain(|_| *kept.next().expect("one for each"));
            }
        }
        for op in &mut block.ops {
            if op.code == OpCode::indirect_call
                && op.args[0].as_func().is_some_and(|f| is_callable_as(program, f, &op.args[0]))
            {
                op.code = OpCode::direct_call;
                op.imm = rpython_lowlevel::Imm::None;
                computed = true;
            }
        }
    }
    computed
}

/// Whether the constant function has the type it is called as.
fn is_callable_as(program: &Program, func: rpython_lltype::FuncId, callee: &Operand) -> bool {
    match callee {
        Operand::Const(c) => program.funcs.get(func).is_some_and(|f| c.ty == LLType::Ptr(f.ty)),
        Operand::Var(_) => false,
    }
}

/// Drops ops whose result is known. Returns whether the last one was among them.
fn drop_known_ops(graph: &mut Graph, id: BlockId, values: &[Option<Operand>], computed: &mut bool) -> bool {
    let block = &mut graph.blocks[id];
    let last = block.ops.last().is_some_and(|op| values[op.result.index()].is_some());
    block.ops.retain(|op| match &values[op.result.index()] {
        None => true,
        Some(_) => {
            *computed |= !matches!(op.code, OpCode::same_as);
            false
        }
    });
    last
}

/// Turns a terminator whose way is known into a jump.
pub(crate) fn decide(end: &mut Terminator) -> bool {
    let link = match end {
        Terminator::Branch { cond: Operand::Const(c), if_true, if_false } => match c.value {
            Value::Bool(true) => if_true.clone(),
            Value::Bool(false) => if_false.clone(),
            _ => return false,
        },
        Terminator::Branch { if_true, if_false, .. } if if_true == if_false => if_true.clone(),
        Terminator::Switch { value: Operand::Const(c), cases, default } => {
            let case = cases.iter().find(|(case, _)| matches(*case, &c.value)).map(|(_, link)| link);
            match case.or(default.as_ref()) {
                Some(link) => link.clone(),
                None => {
                    *end = Terminator::Unreachable;
                    return true;
                }
            }
        }
        Terminator::Switch { cases, default: Some(link), .. } if cases.is_empty() => link.clone(),
        _ => return false,
    };
    *end = Terminator::Goto(link);
    true
}
