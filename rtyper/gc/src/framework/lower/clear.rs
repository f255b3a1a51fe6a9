//! Which parts of a fresh object must be cleared: those that the program does not write at once.

use rpython_base::FastSet;
use rpython_lltype::{LLType, Value};
use rpython_lowlevel::{Graph, Imm, Link, Op, OpCode, Operand, Program, Terminator, VarId};

/// Bytes of an object that are written right after its allocation.
#[derive(Clone, Debug, Default)]
pub struct Written(Vec<bool>);

/// How many blocks are looked at. One follows the test whether memory is out.
const MAX_BLOCKS: usize = 3;

/// Where the program goes on if the object is not null.
fn successor<'a>(ops: &[Op], end: &'a Terminator, names: &FastSet<VarId>) -> Option<&'a Link> {
    match end {
        Terminator::Goto(link) => Some(link),
        Terminator::Branch { cond, if_true, if_false } => {
            let test = ops.iter().rev().find(|op| Some(op.result) == cond.as_var())?;
            let of_object = test.args.first()?.as_var().is_some_and(|v| names.contains(&v));
            match test.code {
                OpCode::ptr_iszero if of_object => Some(if_false),
                OpCode::ptr_nonzero if of_object => Some(if_true),
                _ => None,
            }
        }
        _ => None,
    }
}

impl Written {
    /// What the ops behind an allocation of `object`, and the blocks behind them, write into it before anything
    /// else looks at it.
    pub fn after(program: &Program, graph: &Graph, object: VarId, ops: &[Op], end: &Terminator) -> Written {
        let mut written = Written::default();
        // The object, and casts of it.
        let mut names = FastSet::default();
        names.insert(object);
        let (mut ops, mut end) = (ops, end);
        for _ in 0..MAX_BLOCKS {
            if !written.ops(program, graph, ops, &mut names) {
                break;
            }
            let Some(next) = successor(ops, end, &names) else { break };
            let block = &graph.blocks[next.target];
            names = next
                .args
                .iter()
                .zip(&block.params)
                .filter(|(arg, _)| arg.as_var().is_some_and(|v| names.contains(&v)))
                .map(|(_, &param)| param)
                .collect();
            (ops, end) = (&block.ops, &block.end);
        }
        written
    }

    /// Adds what some ops write; false if one of them may look at the object.
    fn ops(&mut self, program: &Program, graph: &Graph, ops: &[Op], names: &mut FastSet<VarId>) -> bool {
        for op in ops {
            let is_object = |operand: &Operand| operand.as_var().is_some_and(|v| names.contains(&v));
            match op.code {
                OpCode::cast_pointer if is_object(&op.args[0]) => {
                    names.insert(op.result);
                }
                OpCode::setfield if is_object(&op.args[0]) && !is_object(&op.args[1]) => {
                    self.field(program, graph, op);
                }
                OpCode::setarrayitem if is_object(&op.args[0]) && !is_object(&op.args[2]) => {
                    self.item(program, graph, op);
                }
                OpCode::ptr_iszero | OpCode::ptr_nonzero => {}
                code if code.info().can_collect || op.args.iter().any(is_object) => return false,
                _ => {}
            }
        }
        true
    }

    fn field(&mut self, program: &Program, graph: &Graph, op: &Op) {
        let (Some(container), Imm::Field(field)) = (graph.operand_type(&op.args[0]).pointee(), &op.imm)
        else {
            return;
        };
        let Some(s) = program.types.as_struct(container) else { return };
        let offset = program.types.struct_layout(program.model, container).offsets[*field as usize];
        self.value(program, offset as usize, s.fields[*field as usize].ty);
    }

    fn item(&mut self, program: &Program, graph: &Graph, op: &Op) {
        let Some(container) = graph.operand_type(&op.args[0]).pointee() else { return };
        let (Some((base, stride)), Some(item)) =
            (program.types.varsize(program.model, container), program.types.item_type(container))
        else {
            return;
        };
        if let Some(&Value::Int(index)) = op.args[1].as_const()
            && (0..64).contains(&index)
        {
            self.value(program, base as usize + stride as usize * index as usize, item);
        }
    }

    fn value(&mut self, program: &Program, offset: usize, ty: LLType) {
        let end = offset + program.types.layout(program.model, ty).size as usize;
        if self.0.len() < end {
            self.0.resize(end, false);
        }
        self.0[offset..end].fill(true);
    }

    /// Offsets of the words, of those up to `size` bytes, that are not written.
    pub fn missing_words(&self, size: i64, word: i64) -> Vec<i64> {
        let byte = |i: i64| self.0.get(i as usize).copied().unwrap_or(false);
        (0..size / word).map(|i| i * word).filter(|&at| !(at..at + word).all(byte)).collect()
    }
}
