//! Flow graphs: one function as blocks of high-level operations on unknown values, made by running
//! its bytecode abstractly.

pub mod build;
mod generator;
pub mod graph;
pub mod ops;
pub mod parse;
pub mod print;
pub mod simplify;
pub mod verify;

/// Name of the hint on a value that is about to be raised, and may be an exception or a class of exceptions.
pub const RAISED: &str = "raised";

pub use build::{BuildOptions, build_graph_with};
pub use generator::{is_generator_class, is_saved_name};
pub use graph::{Block, BlockId, ExcCase, FunctionGraph, Link, Op, Operand, Terminator, Var, VarId};
pub use ops::{Arity, OpKind, operator_op};
pub use parse::parse_graph;
pub use print::print_graph;
pub use simplify::simplify;
pub use verify::verify;

use rpython_base::Diagnostic;
use rpython_host::{Host, Obj};

/// The simplified flow graph of a function, with the default options.
///
/// A generator function's graph makes the generator object; the graph of the method `next` of that
/// object's class is the generator's body. Fails with a diagnostic on what is not RPython.
pub fn build_graph(host: &mut Host, func: Obj) -> Result<FunctionGraph, Box<Diagnostic>> {
    build_simplified(host, func, &BuildOptions::default())
}

/// The simplified flow graph of a function.
pub fn build_simplified(
    host: &mut Host,
    func: Obj,
    options: &BuildOptions,
) -> Result<FunctionGraph, Box<Diagnostic>> {
    if let Some(generator) = generator::body_of(host, func) {
        let mut graph = build_graph_with(host, generator, options)?;
        simplify(host, &mut graph);
        generator::make_next_graph(host, &mut graph, func);
        return Ok(simplified(host, graph));
    }
    let graph = build_graph_with(host, func, options)?;
    if graph.code.as_ref().is_some_and(|code| code.is_generator()) {
        let graph = generator::bootstrap_graph(host, func, &graph)?;
        return Ok(simplified(host, graph));
    }
    Ok(simplified(host, graph))
}

fn simplified(host: &mut Host, mut graph: FunctionGraph) -> FunctionGraph {
    debug_assert_eq!(verify(&graph), Ok(()));
    simplify(host, &mut graph);
    debug_assert_eq!(verify(&graph), Ok(()));
    graph
}
