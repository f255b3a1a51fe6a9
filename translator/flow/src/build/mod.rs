//! Building flow graphs: the bytecode of one function is executed on unknown values.
//!
//! The machine runs straight ahead from a [`State`] until the code branches on something unknown,
//! leaves the function, or arrives at a place where paths join. At such a place one block exists for
//! each set of states that can be merged; an arrival that is not covered makes the block's state more
//! general, and the block is run again. A slot that holds the same constant on every arrival stays a
//! constant, so `if we_are_translated():` and the like fold without a later pass.
//!
//! While building, a link to a join block carries every slot of the frame; when all is done, only
//! those stay for which the block has parameters.

mod calls;
mod control;
mod except;
pub(crate) mod fold;
mod imports;
mod liveness;
mod machine;
mod ops;
mod settle;
mod special;
mod state;
mod superclass;

use std::collections::BinaryHeap;
use std::rc::Rc;

use rpython_base::{Diagnostic, EntityId, FastMap, Span, Symbol};
use rpython_bytecode::Code;
use rpython_host::{Host, Obj, Object};

use crate::graph::{Block, BlockId, FunctionGraph, Link, Operand, Terminator, VarId};
use liveness::CodeFacts;
use state::{Joined, State, Val};

/// What the caller can choose.
#[derive(Clone, Copy, Debug)]
pub struct BuildOptions {
    /// Whether attribute access, `len`, `str` and the like, which raise only where they call functions of
    /// the program, get exception edges inside `try`. (The annotator drops those that cannot be taken.)
    pub soft_exceptions: bool,
    /// Upper bound on the instructions executed for one function, beside its length, against unrolled loops without end.
    pub step_limit: usize,
}

impl Default for BuildOptions {
    fn default() -> Self {
        BuildOptions { soft_exceptions: true, step_limit: 300_000 }
    }
}

/// A failure to build a graph.
pub type Failure = Box<Diagnostic>;

/// The flow graph of a function, not simplified. A generator's graph contains `yield` ops.
///
/// Fails on what is not RPython, with the place in the source.
pub fn build_graph_with(
    host: &mut Host,
    func: Obj,
    options: &BuildOptions,
) -> Result<FunctionGraph, Box<Diagnostic>> {
    let Object::Function(data) = host.get(func) else {
        let message = format!("{} is not a function defined in Python", host.class_name(func));
        return Err(Box::new(Diagnostic::error("internal", Span::NONE, message)));
    };
    let (code, name, globals, closure) = (data.code.clone(), data.name, data.globals, data.closure.clone());
    let mut build = |late_merges| {
        let mut builder = Builder::new(host, func, code.clone(), name, globals, closure.clone(), options);
        builder.late_merges = late_merges;
        builder.start();
        builder.run()?;
        builder.finish();
        Ok(builder.graph)
    };
    // Running ahead may take too many steps where constants drive a long loop; merging at once does not.
    build(true).or_else(|failure| build(false).map_err(|_| failure))
}

/// A block where paths join.
struct Join {
    block: BlockId,
    pc: u32,
    state: State,
    /// How often it was started again; what an earlier run left behind is ignored.
    run: u32,
    pending: bool,
}

/// What is known about a variable while its block is built.
#[derive(Clone, Debug)]
enum Fact {
    /// The result of `newtuple` with these items.
    Tuple(Vec<Val>),
    /// An instance of exactly this class.
    InstanceOf(Obj),
    /// `not` of a bool.
    NotOf(VarId),
    /// A bool.
    Bool,
    /// A list display without items.
    EmptyList,
}

/// See [`Val::Bound`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Bound {
    /// `super(class, x)`
    Super(Obj),
    /// A function found in a base class.
    Method(Obj),
    /// `object.__init__`, which does nothing.
    Nothing,
}

/// A block waiting to be filled.
#[derive(Clone, Debug)]
enum Todo {
    Join(u32),
    Fresh { block: BlockId, state: State, root: u32, run: u32 },
}

struct Builder<'h> {
    host: &'h mut Host,
    options: BuildOptions,
    /// See [`settle`].
    late_merges: bool,
    code: Rc<Code>,
    consts: Vec<Obj>,
    globals: Obj,
    closure: Vec<Obj>,
    facts: CodeFacts,
    graph: FunctionGraph,
    /// For each block with a single way in, `u32::MAX`; for a join block, its index in `joins`.
    join_of: Vec<u32>,
    joins: Vec<Join>,
    /// By place, and by what [`State::unrollers`] gives.
    joins_at: FastMap<u32, FastMap<Vec<(u32, u32)>, Vec<u32>>>,
    queue: BinaryHeap<std::cmp::Reverse<(u32, u32)>>,
    todo: Vec<Option<Todo>>,
    unrolled: Vec<Vec<Obj>>,
    unroll_ids: FastMap<Obj, u32>,
    bounds: Vec<Bound>,
    folded_errors: Vec<Failure>,
    made_functions: FastMap<u32, Vec<(Vec<Obj>, Obj)>>,
    print_functions: [Option<Obj>; 4],
    // The block being filled.
    cur: BlockId,
    root: u32,
    run_no: u32,
    pc: u32,
    span: Span,
    st: State,
    known: FastMap<VarId, Fact>,
    steps: usize,
    /// How many values the links made so far carry.
    carried: usize,
}

const NO_JOIN: u32 = u32::MAX;

impl<'h> Builder<'h> {
    fn new(
        host: &'h mut Host,
        func: Obj,
        code: Rc<Code>,
        name: Symbol,
        globals: Obj,
        closure: Vec<Obj>,
        options: &BuildOptions,
    ) -> Builder<'h> {
        let consts = code.consts.iter().map(|c| host.const_object(c)).collect();
        let mut graph = FunctionGraph::new(name);
        graph.func = Some(func);
        graph.span = code.span;
        graph.code = Some(code.clone());
        let start = graph.start;
        Builder {
            host,
            options: *options,
            late_merges: false,
            facts: CodeFacts::new(&code),
            consts,
            globals,
            closure,
            code,
            graph,
            join_of: vec![NO_JOIN],
            joins: Vec::new(),
            joins_at: FastMap::default(),
            queue: BinaryHeap::new(),
            todo: Vec::new(),
            unrolled: Vec::new(),
            unroll_ids: FastMap::default(),
            bounds: Vec::new(),
            folded_errors: Vec::new(),
            made_functions: FastMap::default(),
            print_functions: [None; 4],
            cur: start,
            root: NO_JOIN,
            run_no: 0,
            pc: 0,
            span: Span::NONE,
            st: State::default(),
            known: FastMap::default(),
            steps: 0,
            carried: 0,
        }
    }

    /// The state on entry: arguments in the first locals, parameters that are cells also there.
    fn start(&mut self) {
        let code = self.code.clone();
        let mut state = State::default();
        let count = code.varnames.len() + code.cellvars.len() + 2;
        state.locals = vec![Val::Undef; count];
        for index in 0..code.total_args() {
            let name = code.varnames[index];
            let var = self.graph.new_var(Some(name));
            self.graph.blocks[self.graph.start].params.push(var);
            state.locals[index] = Val::Var(var);
            if let Some(cell) = code.cellvars.iter().position(|&c| c == name) {
                state.locals[code.varnames.len() + cell] = Val::Var(var);
            }
        }
        self.push_todo(0, Todo::Fresh { block: self.graph.start, state, root: NO_JOIN, run: 0 });
    }

    fn push_todo(&mut self, pc: u32, todo: Todo) {
        self.queue.push(std::cmp::Reverse((pc, self.todo.len() as u32)));
        self.todo.push(Some(todo));
    }

    fn run(&mut self) -> Result<(), Failure> {
        while let Some(std::cmp::Reverse((pc, index))) = self.queue.pop() {
            let Some(todo) = self.todo[index as usize].take() else { continue };
            let mut arrives = false;
            match todo {
                Todo::Join(id) => {
                    let join = &mut self.joins[id as usize];
                    join.pending = false;
                    join.run += 1;
                    (self.root, self.run_no) = (id, join.run);
                    self.cur = join.block;
                    self.st = join.state.clone();
                    let block = &mut self.graph.blocks[self.cur];
                    block.ops.clear();
                    block.end = Terminator::Unreachable;
                }
                Todo::Fresh { block, state, root, run } => {
                    if root != NO_JOIN && self.joins[root as usize].run != run {
                        continue;
                    }
                    (self.root, self.run_no) = (root, run);
                    self.cur = block;
                    self.st = state;
                    arrives = self.late_merges && pc != 0;
                }
            }
            self.known.clear();
            self.run_from(pc, arrives)?;
        }
        Ok(())
    }

    /// A link to the code at `pc`, where the frame is in this state. Where paths join there, the block is
    /// shared, else it is new.
    fn link_to(&mut self, pc: u32, mut state: State) -> Link {
        self.forget_dead(pc, &mut state);
        if self.facts.is_join[pc as usize] && !self.late_merges {
            self.link_to_join(pc, state)
        } else {
            self.link_to_fresh(pc, state)
        }
    }

    /// Makes locals that will not be read again undefined, so that they need not be passed on.
    fn forget_dead(&self, pc: u32, state: &mut State) {
        let count = self.code.varnames.len() + self.code.cellvars.len();
        let live = self.facts.live_at(pc);
        for (index, val) in state.locals[..count].iter_mut().enumerate() {
            if *val != Val::Undef && !live.contains(index) {
                *val = Val::Undef;
            }
        }
    }

    fn link_to_fresh(&mut self, pc: u32, mut state: State) -> Link {
        let (link, _) = self.enter_fresh_block(&mut state, &mut []);
        let block = link.target;
        self.push_todo(pc, Todo::Fresh { block, state, root: self.root, run: self.run_no });
        link
    }

    /// A new block with one way in. The state (and the extra values) are rewritten in terms of its parameters;
    /// which stands for which is returned beside the link.
    fn enter_fresh_block(&mut self, state: &mut State, extra: &mut [Val]) -> (Link, FastMap<VarId, VarId>) {
        let mut map: FastMap<VarId, VarId> = FastMap::default();
        let mut params = Vec::new();
        let mut args = Vec::new();
        for val in state.slots_mut().chain(extra) {
            let Some(var) = val.var() else { continue };
            let graph = &mut self.graph;
            let param = *map.entry(var).or_insert_with(|| {
                let name = graph.vars[var].name;
                let param = graph.new_var(name);
                params.push(param);
                args.push(Operand::Var(var));
                param
            });
            *val = val.in_var(param);
        }
        self.carried += args.len();
        let target = self.graph.blocks.push(Block::new(params));
        self.join_of.push(NO_JOIN);
        (Link { target, args }, map)
    }

    /// The machine goes on in a block with one way in: what was known about variables holds for the
    /// parameters that stand for them.
    fn carry_facts(&mut self, map: &FastMap<VarId, VarId>) {
        if self.known.is_empty() {
            return;
        }
        let mut carried = FastMap::default();
        // The order does not matter: each variable has an entry of its own.
        #[expect(clippy::iter_over_hash_type)]
        for (old, fact) in &self.known {
            let Some(&new) = map.get(old) else { continue };
            let fact = match fact {
                Fact::InstanceOf(class) => Fact::InstanceOf(*class),
                Fact::Bool => Fact::Bool,
                Fact::EmptyList => continue,
                Fact::NotOf(var) => match map.get(var) {
                    Some(&var) => Fact::NotOf(var),
                    None => Fact::Bool,
                },
                Fact::Tuple(items) => {
                    let items: Option<Vec<Val>> = items
                        .iter()
                        .map(|item| match item.var() {
                            Some(var) => map.get(&var).map(|&new| item.in_var(new)),
                            None => Some(*item),
                        })
                        .collect();
                    match items {
                        Some(items) => Fact::Tuple(items),
                        None => continue,
                    }
                }
            };
            carried.insert(new, fact);
        }
        self.known = carried;
    }

    fn link_to_join(&mut self, pc: u32, state: State) -> Link {
        let args: Vec<Operand> =
            state.slots().map(|val| val.operand().unwrap_or(Operand::Const(Obj::UNBOUND))).collect();
        self.carried += args.len();
        let here = self.joins_at.get(&pc).and_then(|joins| joins.get(&state.unrollers()));
        let candidates = here.map_or(&[][..], |list| list);
        let found = candidates.iter().find_map(|&id| {
            let changes = self.compare(&self.joins[id as usize].state, &state)?;
            Some((id, changes))
        });
        let id = match found {
            Some((id, changes)) => {
                self.generalize(id, changes);
                id
            }
            None => self.new_join(pc, state),
        };
        Link { target: self.joins[id as usize].block, args }
    }

    /// How `old` must change to cover `new`: slots and their more general values; `None` if they cannot be
    /// merged.
    fn compare(&self, old: &State, new: &State) -> Option<Vec<(usize, Val)>> {
        if old.stack.len() != new.stack.len() || old.blocks != new.blocks {
            return None;
        }
        let mut changes = Vec::new();
        let base = old.locals.len();
        let stack = old.stack.iter().zip(&new.stack).enumerate().map(|(i, pair)| (base + i, pair));
        let locals = old.locals.iter().zip(&new.locals).enumerate();
        for (index, (&a, &b)) in stack.chain(locals) {
            match state::join_values(self.host, a, b) {
                Joined::Same => {}
                Joined::More(val) => changes.push((index, val)),
                Joined::Apart => return None,
            }
        }
        Some(changes)
    }

    fn generalize(&mut self, id: u32, changes: Vec<(usize, Val)>) {
        if changes.is_empty() {
            return;
        }
        let mut state = std::mem::take(&mut self.joins[id as usize].state);
        let base = state.locals.len();
        for (index, val) in changes {
            let name = self.code.varnames.get(index).copied();
            let val = match val {
                Val::Var(state::PLACEHOLDER) => Val::Var(self.graph.new_var(name)),
                Val::Undef | Val::Const(_) | Val::Var(_) | Val::ExcClass(..) => val,
                Val::Bound(..) | Val::Unroller(..) | Val::Signal(_) => {
                    unreachable!("never the result of a join")
                }
            };
            if index < base { state.locals[index] = val } else { state.stack[index - base] = val }
        }
        let join = &mut self.joins[id as usize];
        join.state = state;
        if !join.pending {
            join.pending = true;
            let pc = join.pc;
            self.push_todo(pc, Todo::Join(id));
        }
    }

    fn new_join(&mut self, pc: u32, mut state: State) -> u32 {
        let base = state.locals.len();
        for index in 0..base + state.stack.len() {
            let name = self.code.varnames.get(index).copied();
            let slot = if index < base { &mut state.locals[index] } else { &mut state.stack[index - base] };
            if slot.var().is_some() {
                *slot = slot.in_var(self.graph.vars.push(crate::Var { name }));
            }
        }
        let id = self.joins.len() as u32;
        let block = self.graph.blocks.push(Block::new(Vec::new()));
        self.join_of.push(id);
        self.joins_at.entry(pc).or_default().entry(state.unrollers()).or_default().push(id);
        self.joins.push(Join { block, pc, state, run: 0, pending: true });
        self.push_todo(pc, Todo::Join(id));
        id
    }

    /// Gives join blocks their parameters and links to them the matching arguments.
    fn finish(&mut self) {
        let mut keeps: Vec<Vec<bool>> = Vec::with_capacity(self.joins.len());
        for join in &self.joins {
            let keep: Vec<bool> = join.state.slots().map(|val| val.var().is_some()).collect();
            self.graph.blocks[join.block].params = join.state.slots().filter_map(|val| val.var()).collect();
            keeps.push(keep);
        }
        for (_, block) in self.graph.blocks.iter_mut() {
            for link in block.end.links_mut() {
                let join = self.join_of[link.target.index()];
                if join != NO_JOIN {
                    let mut keep = keeps[join as usize].iter();
                    link.args.retain(|_| *keep.next().unwrap_or(&false));
                }
            }
        }
        self.graph.compact();
    }

    /// A diagnostic at the instruction being executed.
    fn error(&self, code: &'static str, message: impl Into<String>) -> Failure {
        Box::new(Diagnostic::error(code, self.span, message))
    }

    fn end_block(&mut self, end: Terminator) {
        let block = &mut self.graph.blocks[self.cur];
        block.end = end;
        block.end_span = self.span;
    }
}
