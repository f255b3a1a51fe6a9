//! Places in tracebacks, and which raises go on with an exception that was caught before.

use rpython_base::{EntityId, SourceMap, Span, Symbol};
use rpython_lowlevel::{Function, Graph, OpCode, Operand, Terminator, VarId};

/// `File "x.py", line 12, in f`, as the traceback shows the place.
pub(crate) fn place(sources: &SourceMap, function: &Function, span: Span) -> Symbol {
    let at = sources.locate(span).or_else(|| sources.locate(function.span));
    let text = match at {
        Some((path, at)) => format!("File \"{path}\", line {}, in {}", at.line, function.name),
        None => format!("File \"<{}>\", in {}", function.module, function.name),
    };
    Symbol::intern(&text)
}

/// How caught exception types flow to `Raise` in one graph.
pub(crate) struct Reraises {
    /// Variables that hold the type of an exception caught in this function, on every path.
    caught: Vec<bool>,
    /// Variables whose value some re-raise uses.
    reaches: Vec<bool>,
}

impl Reraises {
    pub fn new(graph: &Graph) -> Reraises {
        let caught = caught_types(graph);
        let mut reaches = vec![false; graph.vars.len()];
        let order = graph.reverse_postorder();
        for &block in &order {
            if let Terminator::Raise { etype: Operand::Var(v), .. } = graph.blocks[block].end {
                reaches[v.index()] |= caught[v.index()];
            }
        }
        let mut changed = true;
        while changed {
            changed = false;
            for &id in order.iter().rev() {
                let block = &graph.blocks[id];
                for link in block.end.links() {
                    for (arg, param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                        changed |= flow_back(arg, *param, &mut reaches);
                    }
                }
                for op in block.ops.iter().rev().filter(|op| copies(op.code)) {
                    changed |= flow_back(&op.args[0], op.result, &mut reaches);
                }
            }
        }
        Reraises { caught, reaches }
    }

    /// Whether raising this type goes on with an exception caught earlier.
    pub fn is_reraise(&self, etype: &Operand) -> bool {
        matches!(etype, Operand::Var(v) if self.caught.get(v.index()) == Some(&true))
    }

    /// Whether an exception caught as `etype` may be raised again.
    pub fn may_reraise(&self, etype: VarId) -> bool {
        self.reaches.get(etype.index()) == Some(&true)
    }
}

fn copies(code: OpCode) -> bool {
    matches!(code, OpCode::same_as | OpCode::cast_pointer)
}

fn flow_back(arg: &Operand, to: VarId, reaches: &mut [bool]) -> bool {
    match arg {
        Operand::Var(v) if reaches[to.index()] && !reaches[v.index()] => {
            reaches[v.index()] = true;
            true
        }
        _ => false,
    }
}

/// Assumes of every parameter that it is a caught type and takes back what a link contradicts.
fn caught_types(graph: &Graph) -> Vec<bool> {
    let mut caught = vec![false; graph.vars.len()];
    let order = graph.reverse_postorder();
    for &id in &order {
        let block = &graph.blocks[id];
        if id != graph.start {
            block.params.iter().for_each(|v| caught[v.index()] = true);
        }
        block.ops.iter().filter(|op| copies(op.code)).for_each(|op| caught[op.result.index()] = true);
        if let Terminator::Catch { cases, .. } = &block.end {
            cases.iter().for_each(|case| caught[case.etype.index()] = true);
        }
    }
    let mut changed = true;
    while changed {
        changed = false;
        let mut take_back = |arg: &Operand, to: VarId| {
            let holds = matches!(arg, Operand::Var(v) if caught[v.index()]);
            if caught[to.index()] && !holds {
                caught[to.index()] = false;
                changed = true;
            }
        };
        for &id in &order {
            let block = &graph.blocks[id];
            for op in block.ops.iter().filter(|op| copies(op.code)) {
                take_back(&op.args[0], op.result);
            }
            for link in block.end.links() {
                for (arg, param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                    take_back(arg, *param);
                }
            }
        }
    }
    caught
}
