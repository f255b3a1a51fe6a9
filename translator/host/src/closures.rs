//! What functions do with the lists and dicts of the functions around them.

use rpython_base::{EntityId, FastSet};
use rpython_bytecode::{Code, Const, Op};

use crate::Host;
use crate::object::*;

/// What is known of the objects in closures.
#[derive(Debug, Default)]
pub(crate) struct Closures {
    /// The functions before this index were looked at.
    seen: usize,
    /// Objects in closures that a function may change.
    changing: FastSet<Obj>,
}

/// Methods of lists, dicts and sets that leave them as they are.
const READING: &[&str] = &[
    "copy",
    "count",
    "get",
    "has_key",
    "index",
    "items",
    "iteritems",
    "iterkeys",
    "itervalues",
    "keys",
    "values",
];

/// How many values an instruction of an expression takes off the stack and puts there.
fn effect(code: &Code, op: Op) -> Option<(usize, usize)> {
    Some(match op {
        Op::LoadConst(_) | Op::LoadFast(_) | Op::LoadGlobal(_) | Op::LoadName(_) | Op::LoadDeref(_) => (0, 1),
        Op::LoadAttr(_) | Op::Unary(_) | Op::GetIter => (1, 1),
        Op::Binary(_) | Op::Compare(_) | Op::Inplace(_) | Op::LoadSubscr => (2, 1),
        Op::LoadSlice => (3, 1),
        Op::BuildTuple(count) | Op::BuildList(count) => (count as usize, 1),
        Op::Call(shape) => {
            let keywords = match code.consts.get(shape.keywords as usize) {
                Some(Const::Tuple(names)) => names.len(),
                _ => 0,
            };
            (1 + shape.positional as usize + keywords + shape.star as usize + shape.starstar as usize, 1)
        }
        _ => return None,
    })
}

/// Whether a value that lies on the stack is changed by what takes it from there. Where it is handed on to is not
/// followed.
fn is_changed(code: &Code, behind: usize) -> bool {
    let mut above = 0;
    for instr in &code.instrs[behind..] {
        match (instr.op, effect(code, instr.op)) {
            (Op::LoadAttr(name), _) if above == 0 => {
                return !READING.contains(&code.names[name as usize].as_str());
            }
            (_, Some((taken, given))) if taken <= above => above = above - taken + given,
            // Copies are made where an item is read and stored by one statement.
            (Op::StoreSubscr | Op::DeleteSubscr | Op::DupTopX(2) | Op::Inplace(_), _) => return above == 1,
            (Op::StoreSlice | Op::DeleteSlice | Op::DupTopX(3), _) => return above == 2,
            _ => return false,
        }
    }
    false
}

fn may_change(code: &Code, index: u32) -> bool {
    let uses = code.instrs.iter().enumerate().filter(|(_, instr)| instr.op == Op::LoadDeref(index));
    uses.map(|(at, _)| at).any(|at| is_changed(code, at + 1))
}

impl Host {
    /// Whether no function that has this list or dict in its closure changes it, so that what is in it stays as it is.
    pub fn closure_only_read(&mut self, obj: Obj) -> bool {
        let count = self.object_count();
        for index in self.closures.seen..count {
            let Object::Function(data) = self.get(Obj::from_index(index)) else { continue };
            let own = data.code.cellvars.len();
            let changing: Vec<Obj> = data
                .closure
                .iter()
                .enumerate()
                .filter_map(|(i, &cell)| match self.get(cell) {
                    Object::Cell(Some(content)) if may_change(&data.code, (own + i) as u32) => Some(*content),
                    _ => None,
                })
                .collect();
            self.closures.changing.extend(changing);
        }
        self.closures.seen = count;
        !self.closures.changing.contains(&obj)
    }
}
