//! Assertions: `raise AssertionError` becomes a hint that is checked in debug builds only, or nothing.

use rpython_base::{FastSet, Symbol};
use rpython_lltype::{LLType, Payload, Pointer, Value};
use rpython_lowlevel::{BlockId, Graph, Imm, Op, OpCode, Operand, Program, Terminator, VarId};

use crate::dead::Droppable;

/// Takes the ways to a `raise AssertionError` away; a branch becomes a `debug_assert` of its condition. The
/// graph may be open or closed. Returns how many went.
pub(crate) fn remove_asserts(
    program: &Program,
    graph: &mut Graph,
    droppable: &Droppable,
    function: Symbol,
) -> usize {
    let failing: FastSet<BlockId> = graph
        .reverse_postorder()
        .into_iter()
        .filter(|&id| {
            let block = &graph.blocks[id];
            let raises = match &block.end {
                Terminator::Raise { etype, .. } => is_assertion_error(program, etype),
                _ => false,
            };
            raises && block.ops.iter().all(|op| droppable.op(op))
        })
        .collect();
    if failing.is_empty() {
        return 0;
    }
    let mut count = 0;
    for id in graph.reverse_postorder() {
        count += usize::from(remove_at(graph, id, &failing, function));
    }
    count
}

fn remove_at(graph: &mut Graph, id: BlockId, failing: &FastSet<BlockId>, function: Symbol) -> bool {
    match graph.blocks[id].end.clone() {
        Terminator::Branch { cond, if_true, if_false } => {
            let (fails_if, other) =
                match (failing.contains(&if_true.target), failing.contains(&if_false.target)) {
                    (true, false) => (true, if_false),
                    (false, true) => (false, if_true),
                    _ => return false,
                };
            let holds = if fails_if {
                push(graph, id, OpCode::bool_not, vec![cond], Imm::None, LLType::Bool).into()
            } else {
                cond
            };
            let message = Imm::Sym(Symbol::intern(&format!("assertion failed in {function}")));
            push(graph, id, OpCode::debug_assert, vec![holds], message, LLType::Void);
            graph.blocks[id].end = Terminator::Goto(other);
            true
        }
        Terminator::Switch { value, mut cases, mut default } => {
            let before = (cases.len(), default.is_some());
            cases.retain(|(_, link)| !failing.contains(&link.target));
            default = default.filter(|link| !failing.contains(&link.target));
            // Dropped cases must not end up in a default that means something else.
            let lost_cases = cases.len() != before.0 && default.is_some();
            if (cases.len(), default.is_some()) == before || lost_cases || cases.is_empty() {
                return false;
            }
            graph.blocks[id].end = Terminator::Switch { value, cases, default };
            true
        }
        Terminator::Catch { normal, mut cases } => {
            let before = cases.len();
            cases.retain(|case| !failing.contains(&case.link.target));
            if cases.len() == before {
                return false;
            }
            graph.blocks[id].end = match cases.is_empty() {
                true => Terminator::Goto(normal),
                false => Terminator::Catch { normal, cases },
            };
            true
        }
        Terminator::Goto(_) | Terminator::Return(_) | Terminator::Raise { .. } | Terminator::Unreachable => {
            false
        }
    }
}

fn push(graph: &mut Graph, block: BlockId, code: OpCode, args: Vec<Operand>, imm: Imm, ty: LLType) -> VarId {
    let result = graph.var(ty);
    let span = graph.blocks[block].ops.last().map_or(rpython_base::Span::NONE, |op| op.span);
    graph.blocks[block].ops.push(Op { code, args, imm, result, span });
    result
}

/// Whether the operand is the vtable of exactly this class.
fn is_assertion_error(program: &Program, etype: &Operand) -> bool {
    match etype.as_const() {
        Some(Value::Ptr(pointer)) => {
            class_name(program, pointer).is_some_and(|name| name == b"AssertionError")
        }
        _ => false,
    }
}

/// The name that a vtable says.
fn class_name<'a>(program: &'a Program, vtable: &Pointer) -> Option<&'a [u8]> {
    let exceptions = program.exceptions.as_ref()?;
    let field = program.types.as_struct(exceptions.vtable)?.field(Symbol::intern("name"))?;
    let (Pointer::Data(d) | Pointer::Interior(d, _)) = vtable else { return None };
    let Payload::Struct(values) = &program.data.objects[*d].payload else { return None };
    let mut values = values;
    while let Some(Value::Inline(inner)) = values.first() {
        let Payload::Struct(inner) = &**inner else { return None };
        values = inner;
    }
    let Value::Ptr(Pointer::Data(text)) = values.get(field)? else { return None };
    match &program.data.objects[*text].payload {
        Payload::Bytes(bytes) => Some(bytes.split(|&b| b == 0).next().unwrap_or(bytes)),
        _ => None,
    }
}

/// Drops the hints, and with them what only they need.
pub(crate) fn drop_debug_asserts(graph: &mut Graph) {
    for id in graph.reverse_postorder() {
        graph.blocks[id].ops.retain(|op| op.code != OpCode::debug_assert);
    }
}

/// Takes hints to the JIT out, for a program without one.
pub(crate) fn drop_hints(graph: &mut Graph) {
    for id in graph.reverse_postorder() {
        let block = &mut graph.blocks[id];
        block.ops.retain(|op| {
            !matches!(
                op.code,
                OpCode::jit_marker
                    | OpCode::jit_force_virtualizable
                    | OpCode::jit_force_quasi_immutable
                    | OpCode::jit_record_exact_class
                    | OpCode::jit_record_known_result
            )
        });
        for op in &mut block.ops {
            match op.code {
                OpCode::hint | OpCode::jit_force_virtual => {
                    op.code = OpCode::same_as;
                    op.args.truncate(1);
                    op.imm = Imm::None;
                }
                OpCode::jit_is_virtual => {
                    op.code = OpCode::same_as;
                    op.args = vec![Operand::bool(false)];
                }
                _ => {}
            }
        }
    }
}
