//! Loops of functions that run once, such as the entry point, become functions of their own.
//!
//! An engine starts with an interpreted copy of the program and changes to the compiled one while it runs. Calls go to the
//! compiled functions from then on; but a frame that is on the stack already stays where it is, and if it is that
//! of a loop that lasts as long as the program, then so do its calls from one copy to the other. A function that begins
//! with such a loop, and takes all that is alive there, can be called with the present state instead. What
//! runs once costs nothing when it is cut into pieces.

use rpython_backend_common::reducible::outermost_loops;
use rpython_base::{EntityId, FastMap};
use rpython_lltype::{ContainerId, FuncId, LLType};
use rpython_lowlevel::callgraph::AddressTaken;
use rpython_lowlevel::{
    BlockId, FuncAttrs, FuncBody, Function, Graph, Imm, InlineHint, Link, Op, OpCode, Operand, Program,
    Terminator,
};

/// A function with more loops stays whole, since what lies between two of them may be copied.
const MOST_LOOPS: usize = 12;

/// Cuts the loops out of the functions that run once when the program runs from `start` on. For each function that is
/// made, the block that its loop starts with, whose parameters are those of the function.
pub(crate) fn cut_out(program: &mut Program, start: FuncId) -> FastMap<FuncId, BlockId> {
    let mut headers = FastMap::default();
    for (func, loops) in run_once(program, start) {
        if (1..=MOST_LOOPS).contains(&loops.len()) {
            cut(program, func, &loops, &mut headers);
        }
    }
    headers
}

type Loops = Vec<Vec<BlockId>>;

/// The functions that run at most once, which are called from nowhere but such functions, and there outside of loops;
/// with their outermost loops.
fn run_once(program: &Program, start: FuncId) -> Vec<(FuncId, Loops)> {
    let calls = Calls::new(program);
    let mut left = calls.counts.clone();
    let (mut found, mut work) = (Vec::new(), vec![start]);
    while let Some(func) = work.pop() {
        let Some(graph) = program.funcs[func].graph_opt() else { continue };
        let loops = outermost_loops(graph);
        for (block, callee) in calls_of(graph) {
            if loops.iter().flatten().all(|&b| b != block) {
                left[callee.index()] -= 1;
                if left[callee.index()] == 0 && !calls.otherwise[callee.index()] {
                    work.push(callee);
                }
            }
        }
        found.push((func, loops));
    }
    found
}

/// How each function is reached.
struct Calls {
    /// The number of calls by name.
    counts: Vec<u32>,
    /// Whether it may be reached through a pointer or from outside.
    otherwise: Vec<bool>,
}

impl Calls {
    fn new(program: &Program) -> Calls {
        let mut calls =
            Calls { counts: vec![0; program.funcs.len()], otherwise: vec![false; program.funcs.len()] };
        let taken = AddressTaken::new(program);
        for (id, function) in program.funcs.iter() {
            calls.otherwise[id.index()] =
                function.attrs.export.is_some() || taken.of_type(function.ty).contains(&id);
            for (_, callee) in function.graph_opt().into_iter().flat_map(calls_of) {
                calls.counts[callee.index()] += 1;
            }
        }
        calls
    }
}

/// The calls by name in a graph, with the blocks where they stand.
fn calls_of(graph: &Graph) -> Vec<(BlockId, FuncId)> {
    let mut calls = Vec::new();
    for block in graph.reverse_postorder() {
        let named = graph.blocks[block].ops.iter().filter(|op| op.code == OpCode::direct_call);
        calls.extend(named.filter_map(|op| Some((block, op.args[0].as_func()?))));
    }
    calls
}

/// A loop that becomes a function.
struct Cut {
    header: BlockId,
    inside: Vec<bool>,
    func: FuncId,
    ty: ContainerId,
}

fn cut(program: &mut Program, func: FuncId, loops: &Loops, headers: &mut FastMap<FuncId, BlockId>) {
    let whole = program.funcs[func].graph().clone();
    let cuts: Vec<Cut> = loops.iter().map(|blocks| reserve(program, func, &whole, blocks)).collect();
    let result = program.types.expect_func(program.funcs[func].ty).result;
    for this in &cuts {
        let mut graph = whole.clone();
        enter(&mut graph, this);
        leave(&mut graph, &cuts, result);
        // The loop's own start is the one way into it that is no call.
        let header = this.header;
        let args = graph.blocks[graph.start].params.iter().map(|&v| Operand::Var(v)).collect();
        let start = graph.start;
        graph.blocks[start].end = Terminator::Goto(Link::new(header, args));
        program.funcs[this.func].body = FuncBody::Graph(graph);
        headers.insert(this.func, header);
    }
    let mut graph = whole;
    if let Some(this) = cuts.iter().find(|this| this.inside[graph.start.index()]) {
        enter(&mut graph, this);
    }
    leave(&mut graph, &cuts, result);
    program.funcs[func].body = FuncBody::Graph(graph);
}

/// Adds the function of a loop, still without its graph.
fn reserve(program: &mut Program, func: FuncId, graph: &Graph, blocks: &[BlockId]) -> Cut {
    let mut inside = vec![false; graph.blocks.len()];
    blocks.iter().for_each(|b| inside[b.index()] = true);
    let is_entry = |b: BlockId| {
        b == graph.start
            || graph
                .reverse_postorder()
                .into_iter()
                .filter(|source| !inside[source.index()])
                .any(|source| graph.blocks[source].end.links().iter().any(|link| link.target == b))
    };
    let header = blocks.iter().copied().find(|&b| is_entry(b)).expect("a loop that is reached is entered");
    let params = graph.blocks[header].params.iter().map(|&v| graph.vars[v].ty).collect();
    let function = &program.funcs[func];
    let ty = program.types.func(params, program.types.expect_func(function.ty).result);
    let attrs = FuncAttrs { inline: InlineHint::Never, no_stack_check: true, ..FuncAttrs::default() };
    let (name, module, span) = (function.name, function.module, function.span);
    let func = program.funcs.push(Function { name, module, ty, body: FuncBody::Pending, attrs, span });
    Cut { header, inside, func, ty }
}

/// Makes a new start that goes to a loop's header with its parameters.
fn enter(graph: &mut Graph, cut: &Cut) {
    let types: Vec<LLType> = graph.blocks[cut.header].params.iter().map(|&v| graph.vars[v].ty).collect();
    let start = graph.block(&types);
    let args = graph.blocks[start].params.iter().map(|&v| Operand::Var(v)).collect();
    graph.blocks[start].end = Terminator::Goto(Link::new(cut.header, args));
    graph.start = start;
}

/// Puts calls in the place of the ways into loops.
fn leave(graph: &mut Graph, cuts: &[Cut], result: LLType) {
    let order = graph.reverse_postorder();
    for cut in cuts {
        let types: Vec<LLType> = graph.blocks[cut.header].params.iter().map(|&v| graph.vars[v].ty).collect();
        let call = graph.block(&types);
        let mut args = vec![Operand::func(LLType::Ptr(cut.ty), cut.func)];
        args.extend(graph.blocks[call].params.iter().map(|&v| Operand::Var(v)));
        let value = graph.var(result);
        let span = rpython_base::Span::NONE;
        graph.blocks[call].ops.push(Op {
            code: OpCode::direct_call,
            args,
            imm: Imm::None,
            result: value,
            span,
        });
        graph.blocks[call].end = Terminator::Return(match result {
            LLType::Void => Operand::void(),
            _ => Operand::Var(value),
        });
        for &source in &order {
            // Blocks added since the loops were found are outside of them.
            if cut.inside.get(source.index()).copied().unwrap_or(false) {
                continue;
            }
            for link in graph.blocks[source].end.links_mut() {
                if link.target == cut.header {
                    link.target = call;
                }
            }
        }
    }
}
