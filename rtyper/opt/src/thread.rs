//! Jumps past tests whose outcome the way there decides. Works on closed graphs, where a block can be copied
//! without renaming anything else.
//!
//! A block that only computes a little and then branches is skipped by every link whose arguments
//! decide the branch: after inlining, `if f(x):` mostly follows a `return True` or `return False`.

use rpython_base::{EntityId, FastMap};
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{
    Block, BlockId, CaseValue, Effect, Graph, Link, Op, OpCode, Operand, Program, Terminator, VarId,
};

use crate::{cfg::Cfg, cfg::Loops, fold, propagate};

/// Ops that a copy may have.
const MOST_OPS: usize = 6;

/// Redirects all links that can be, and skips blocks that only jump. Returns whether a test was decided.
pub(crate) fn thread(program: &Program, graph: &mut Graph) -> bool {
    let mut changed = skip_empty(graph);
    let order = graph.reverse_postorder();
    let Some(tests_pointers) = candidates(graph, &order) else { return changed };
    let headers = headers(graph);
    let nonnull = if tests_pointers { nonnull(graph) } else { Vec::new() };
    let mut threading = Threading { program, headers, nonnull };
    for id in order {
        // A jump may decide several tests in a row; loops of them end at the limit.
        for _ in 0..16 {
            if !threading.block(graph, id) {
                break;
            }
            changed = true;
        }
    }
    changed
}

/// Whether there is a small block with a test that several links lead to; and if so, whether such a block tests
/// pointers.
fn candidates(graph: &Graph, order: &[BlockId]) -> Option<bool> {
    let tests = order.iter().map(|&id| &graph.blocks[id]).filter(|block| {
        let branches = matches!(block.end, Terminator::Branch { .. } | Terminator::Switch { .. });
        branches && block.ops.len() <= MOST_OPS && !block.params.is_empty()
    });
    let pointer = |op: &Op| matches!(op.code, OpCode::ptr_nonzero | OpCode::ptr_iszero);
    tests.map(|block| block.ops.iter().any(pointer)).reduce(|a, b| a || b)
}

struct Threading<'a> {
    program: &'a Program,
    /// Blocks that head loops, and how many links enter them from outside; `None` for cycles with several entries.
    headers: FastMap<BlockId, Option<u32>>,
    nonnull: Vec<bool>,
}

fn headers(graph: &Graph) -> FastMap<BlockId, Option<u32>> {
    let cfg = Cfg::new(graph);
    let dominators = cfg.dominators();
    let loops = Loops::new(&cfg, &dominators);
    let mut headers = FastMap::default();
    for (at, &block) in cfg.order.iter().enumerate() {
        if loops.is_header(at) {
            let outside = cfg.preds(at).iter().filter(|&&p| (p as usize) < at).count() as u32;
            headers.insert(block, (!loops.irregular[at]).then_some(outside + u32::from(at == 0)));
        }
    }
    headers
}

/// Variables that are never null pointers: fresh objects and what only they are passed to.
fn nonnull(graph: &Graph) -> Vec<bool> {
    let order = graph.reverse_postorder();
    let mut nonnull = vec![true; graph.vars.len()];
    let of = |operand: &Operand, nonnull: &[bool]| match operand {
        Operand::Var(v) => nonnull[v.index()],
        Operand::Const(c) => fold::is_null(&c.value) == Some(false),
    };
    graph.blocks[graph.start].params.iter().for_each(|v| nonnull[v.index()] = false);
    let mut changed = true;
    while changed {
        changed = false;
        for &id in &order {
            let block = &graph.blocks[id];
            for op in &block.ops {
                let new = makes_nonnull(op, |operand| of(operand, &nonnull));
                changed |= std::mem::replace(&mut nonnull[op.result.index()], new) != new;
            }
            for link in block.end.links() {
                for (arg, param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                    if nonnull[param.index()] && !of(arg, &nonnull) {
                        nonnull[param.index()] = false;
                        changed = true;
                    }
                }
            }
        }
    }
    nonnull
}

/// Whether the op's result is a pointer that is not null.
pub(crate) fn makes_nonnull(op: &Op, of: impl Fn(&Operand) -> bool) -> bool {
    match op.code {
        OpCode::malloc | OpCode::malloc_varsize => {
            matches!(op.imm, rpython_lowlevel::Imm::Malloc(_, f) if f.gc)
        }
        OpCode::cast_pointer | OpCode::cast_opaque_ptr | OpCode::same_as => of(&op.args[0]),
        OpCode::getsubstruct | OpCode::getarraysubstruct | OpCode::direct_fieldptr => true,
        _ => false,
    }
}

/// Goes past blocks without ops that only jump. Returns whether that leaves a branch without a choice.
fn skip_empty(graph: &mut Graph) -> bool {
    let mut decided = false;
    for id in graph.reverse_postorder() {
        let mut end = std::mem::replace(&mut graph.blocks[id].end, Terminator::Unreachable);
        for link in end.links_mut() {
            // A limit, for loops of empty blocks.
            for _ in 0..100 {
                let target = &graph.blocks[link.target];
                let Terminator::Goto(next) = &target.end else { break };
                if !target.ops.is_empty() || next.target == link.target {
                    break;
                }
                *link = Link { target: next.target, args: substituted(next, &target.params, &link.args) };
            }
        }
        decided |= propagate::decide(&mut end);
        graph.blocks[id].end = end;
    }
    decided
}

fn substituted(link: &Link, params: &[VarId], args: &[Operand]) -> Vec<Operand> {
    let value = |v: &VarId| params.iter().position(|p| p == v).map(|i| args[i].clone());
    link.args
        .iter()
        .map(|arg| match arg {
            Operand::Var(v) => value(v).expect("a link passes what its block has"),
            Operand::Const(_) => arg.clone(),
        })
        .collect()
}

impl Threading<'_> {
    fn block(&mut self, graph: &mut Graph, id: BlockId) -> bool {
        let mut changed = false;
        let count = graph.blocks[id].end.links().len();
        for at in 0..count {
            let target = &graph.blocks[graph.blocks[id].end.links()[at].target];
            let tests = matches!(target.end, Terminator::Branch { .. } | Terminator::Switch { .. })
                && target.ops.len() <= MOST_OPS;
            self.tell_outcome(graph, id, at);
            if !tests {
                continue;
            }
            let link = graph.blocks[id].end.links()[at].clone();
            if let Some(new) = self.redirected(graph, id, &link) {
                *graph.blocks[id].end.links_mut()[at] = new;
                changed = true;
            }
        }
        changed
    }

    /// Passes the outcome of a test instead of the tested variable.
    fn tell_outcome(&self, graph: &mut Graph, id: BlockId, at: usize) {
        let (v, known) = match &graph.blocks[id].end {
            Terminator::Branch { cond: Operand::Var(v), .. } => (*v, Operand::bool(at == 0)),
            Terminator::Switch { value: Operand::Var(v), cases, .. } => match cases.get(at) {
                Some((case, _)) => match case_constant(graph.vars[*v].ty, *case) {
                    Some(known) => (*v, known),
                    None => return,
                },
                None => return,
            },
            _ => return,
        };
        for arg in &mut graph.blocks[id].end.links_mut()[at].args {
            if *arg == Operand::Var(v) {
                *arg = known.clone();
            }
        }
    }

    fn redirected(&self, graph: &mut Graph, from: BlockId, link: &Link) -> Option<Link> {
        let target = &graph.blocks[link.target];
        if link.target == from || target.ops.len() > MOST_OPS || !self.may_enter_past(link.target) {
            return None;
        }
        let decisive = match &target.end {
            Terminator::Branch { cond: Operand::Var(v), .. }
            | Terminator::Switch { value: Operand::Var(v), .. } => *v,
            _ => return None,
        };
        if !link.args.iter().any(|arg| matches!(arg, Operand::Const(_)) || self.is_nonnull(arg)) {
            return None;
        }
        if target.ops.iter().any(|op| !copyable(op)) {
            return None;
        }
        let mut values: FastMap<VarId, Operand> =
            target.params.iter().copied().zip(link.args.iter().cloned()).collect();
        let mut kept = Vec::new();
        for op in &target.ops {
            let args: Vec<Operand> = op.args.iter().map(|arg| value_of(&values, arg)).collect();
            let ty = graph.vars[op.result].ty;
            match self.fold(op, &args, ty) {
                Some(known) => {
                    values.insert(op.result, known);
                }
                None => kept.push((op.clone(), args)),
            }
        }
        let Operand::Const(outcome) = value_of(&values, &Operand::Var(decisive)) else { return None };
        let next = chosen(&target.end, &outcome.value)?.clone();
        if self.headers.contains_key(&link.target) && (next.target == link.target || !kept.is_empty()) {
            return None;
        }
        if kept.is_empty() {
            let args = next.args.iter().map(|arg| value_of(&values, arg)).collect();
            return Some(Link { target: next.target, args });
        }
        Some(self.copy(graph, link, kept, values, next))
    }

    /// A copy of the target with the ops that are left, which then goes the way that is decided.
    fn copy(
        &self,
        graph: &mut Graph,
        link: &Link,
        kept: Vec<(Op, Vec<Operand>)>,
        mut values: FastMap<VarId, Operand>,
        next: Link,
    ) -> Link {
        let mut params = Vec::new();
        let mut given = Vec::new();
        let mut inner: FastMap<VarId, Operand> = FastMap::default();
        for arg in &link.args {
            if let Operand::Var(v) = arg
                && !inner.contains_key(v)
            {
                let param = graph.vars.push(graph.vars[*v]);
                params.push(param);
                given.push(arg.clone());
                inner.insert(*v, Operand::Var(param));
            }
        }
        let mut ops = Vec::with_capacity(kept.len());
        #[expect(clippy::iter_over_hash_type, reason = "each value by itself")]
        for value in values.values_mut() {
            *value = value_of(&inner, value);
        }
        for (mut op, _) in kept {
            op.args = op.args.iter().map(|arg| final_value(&values, arg)).collect();
            let result = graph.vars.push(graph.vars[op.result]);
            values.insert(op.result, Operand::Var(result));
            op.result = result;
            ops.push(op);
        }
        let args = next.args.iter().map(|arg| final_value(&values, arg)).collect();
        let end = Terminator::Goto(Link { target: next.target, args });
        let target = graph.blocks.push(Block { params, ops, end });
        Link { target, args: given }
    }

    fn fold(&self, op: &Op, args: &[Operand], ty: LLType) -> Option<Operand> {
        if op.code == OpCode::ptr_nonzero && self.is_nonnull(&args[0]) {
            return Some(Operand::bool(true));
        }
        if op.code == OpCode::ptr_iszero && self.is_nonnull(&args[0]) {
            return Some(Operand::bool(false));
        }
        fold::fold(self.program, op.code, &op.imm, args, ty)
    }

    fn is_nonnull(&self, operand: &Operand) -> bool {
        matches!(operand, Operand::Var(v) if self.nonnull.get(v.index()) == Some(&true))
    }

    /// Jumping past a loop's header is fine if nothing else enters it: the loop then starts at another block.
    fn may_enter_past(&self, target: BlockId) -> bool {
        match self.headers.get(&target) {
            None | Some(Some(1)) => true,
            Some(None | Some(_)) => false,
        }
    }
}

/// The value in a copy: that of an op of the copy, if that is what the value is.
fn final_value(values: &FastMap<VarId, Operand>, operand: &Operand) -> Operand {
    value_of(values, &value_of(values, operand))
}

fn value_of(values: &FastMap<VarId, Operand>, operand: &Operand) -> Operand {
    match operand {
        Operand::Var(v) => values.get(v).unwrap_or(operand).clone(),
        Operand::Const(_) => operand.clone(),
    }
}

/// Whether the op may be done twice in the program's text.
fn copyable(op: &Op) -> bool {
    let info = op.code.info();
    matches!(info.effect, Effect::Pure | Effect::Reads) && !info.can_raise
}

/// The constant that a switch's case stands for.
pub(crate) fn case_constant(ty: LLType, case: CaseValue) -> Option<Operand> {
    let CaseValue::Int(n) = case;
    let value = match ty {
        LLType::Bool => Value::Bool(n != 0),
        LLType::Char => Value::Char(u8::try_from(n).ok()?),
        LLType::UniChar => Value::UniChar(u32::try_from(n).ok()?),
        _ if ty.is_integer() => Value::Int(n),
        _ => return None,
    };
    Some(Operand::constant(ty, value))
}

fn chosen<'a>(end: &'a Terminator, outcome: &Value) -> Option<&'a Link> {
    match end {
        Terminator::Branch { if_true, if_false, .. } => match outcome {
            Value::Bool(true) => Some(if_true),
            Value::Bool(false) => Some(if_false),
            _ => None,
        },
        Terminator::Switch { cases, default, .. } => {
            let case = cases.iter().find(|(case, _)| propagate::matches(*case, outcome));
            case.map(|(_, link)| link).or(default.as_ref())
        }
        _ => None,
    }
}
