//! Which functions an engine should optimize before it runs them first.
//!
//! Engines begin with code that is made fast and runs slowly, and replace it at a later call. A function that is called
//! once and loops for long would never profit. So the module says, in the section of the compilation hints proposal,
//! which functions may be such: those with loops that are reached from the start by calls outside of
//! loops, and those with loops in loops. The library's own are not among them, for optimizing costs time at the start
//! and they are called often or loop shortly. Engines that do not know the section ignore it.

use rpython_backend_common::structured::{Exit, Node};
use rpython_base::{EntityId, FastSet};
use rpython_lltype::FuncId;
use rpython_lowlevel::{FuncBody, Graph, Imm, OpCode, Program};

/// What is known of a function.
#[derive(Debug, Default)]
pub(crate) struct Shape {
    /// How many loops are inside one another.
    loops: u32,
    /// Functions called outside of loops.
    callees: Vec<FuncId>,
}

impl Shape {
    pub fn new(graph: &Graph, nodes: &[Node]) -> Shape {
        let mut shape = Shape::default();
        shape.nodes(graph, nodes, 0);
        shape
    }

    fn nodes(&mut self, graph: &Graph, nodes: &[Node], depth: u32) {
        self.loops = self.loops.max(depth);
        for node in nodes {
            match node {
                Node::Scope { body, .. } => self.nodes(graph, body, depth),
                Node::Loop { body, .. } => self.nodes(graph, body, depth + 1),
                Node::Block { block, exits } => {
                    if depth == 0 {
                        self.calls(&graph.blocks[*block]);
                    }
                    for exit in exits {
                        if let Exit::Inline(body) = exit {
                            self.nodes(graph, body, depth);
                        }
                    }
                }
            }
        }
    }

    fn calls(&mut self, block: &rpython_lowlevel::Block) {
        for op in &block.ops {
            match (op.code, &op.imm) {
                (OpCode::direct_call, _) => self.callees.extend(op.args[0].as_func()),
                (OpCode::indirect_call, Imm::Targets(Some(targets))) => self.callees.extend(targets),
                _ => {}
            }
        }
    }
}

const DEFAULT: u8 = 0;
/// Optimized from the start, and later.
const OPTIMIZED: u8 = 2 << 2 | 2 << 4;

/// One byte for each function with a graph, in the order of `shapes`.
pub(crate) fn hints(program: &Program, start: FuncId, shapes: &[(FuncId, Shape)]) -> Vec<u8> {
    let mut index = vec![None; program.funcs.len()];
    for (i, (func, _)) in shapes.iter().enumerate() {
        index[func.index()] = Some(i);
    }
    let mut seldom: FastSet<FuncId> = FastSet::default();
    let mut work = vec![start];
    while let Some(func) = work.pop() {
        if matches!(program.funcs[func].body, FuncBody::Graph(_))
            && seldom.insert(func)
            && let Some(i) = index[func.index()]
        {
            work.extend(&shapes[i].1.callees);
        }
    }
    let library = |func: FuncId| {
        let module = program.funcs[func].module;
        module.as_str().starts_with("rpython.")
    };
    let hint = |(func, shape): &(FuncId, Shape)| match shape.loops {
        0 => DEFAULT,
        _ if library(*func) => DEFAULT,
        1 if !seldom.contains(func) => DEFAULT,
        _ => OPTIMIZED,
    };
    shapes.iter().map(hint).collect()
}
