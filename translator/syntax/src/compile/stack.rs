//! The depth of the value stack.

use rpython_bytecode::{CallShape, Const, Instr, Op};

/// What an exception pushes for a handler: traceback, value, type.
const EXCEPTION: i32 = 3;

/// An upper bound of the stack's depth, by following all paths.
///
/// Jumps are followed before the next instruction, so that handlers are first seen at the depth
/// that an exception gives them, which is the greatest.
pub fn stack_size(instrs: &[Instr], consts: &[Const]) -> u32 {
    let mut depths: Vec<Option<i32>> = vec![None; instrs.len()];
    let mut work = vec![(0usize, 0i32)];
    let mut deepest = 0;
    while let Some((mut at, mut depth)) = work.pop() {
        while at < instrs.len() && depths[at].is_none_or(|seen| seen < depth) {
            depths[at] = Some(depth);
            let op = &instrs[at].op;
            let next = depth + effect(op, consts);
            debug_assert!(next >= 0, "the stack does not underflow");
            deepest = deepest.max(next);
            if matches!(op, Op::ContinueLoop(_) | Op::ReturnValue | Op::Raise(_) | Op::BreakLoop) {
                break;
            }
            match op.target() {
                Some(target) => {
                    if !matches!(op, Op::Jump(_)) {
                        work.push((at + 1, next));
                    }
                    depth += jump_effect(op);
                    deepest = deepest.max(depth);
                    at = target as usize;
                }
                None => {
                    depth = next;
                    at += 1;
                }
            }
        }
    }
    deepest.max(0) as u32
}

/// How the depth changes when the instruction jumps.
fn jump_effect(op: &Op) -> i32 {
    if matches!(op, Op::SetupExcept(_) | Op::SetupFinally(_) | Op::SetupWith(_)) {
        // Of a `with`, the manager is replaced by its exit method.
        EXCEPTION
    } else if matches!(op, Op::ForIter(_) | Op::PopJumpIfFalse(_) | Op::PopJumpIfTrue(_)) {
        -1
    } else {
        0
    }
}

/// How the depth changes when execution goes on with the next instruction.
fn effect(op: &Op, consts: &[Const]) -> i32 {
    match op {
        Op::Nop | Op::RotTwo | Op::RotThree | Op::RotFour => 0,
        Op::PopTop => -1,
        Op::DupTop => 1,
        Op::DupTopX(n) => *n as i32,
        Op::LoadConst(_)
        | Op::LoadFast(_)
        | Op::LoadName(_)
        | Op::LoadGlobal(_)
        | Op::LoadDeref(_)
        | Op::LoadClosure(_)
        | Op::LoadLocals => 1,
        Op::StoreFast(_) | Op::StoreName(_) | Op::StoreGlobal(_) | Op::StoreDeref(_) => -1,
        Op::DeleteFast(_) | Op::DeleteName(_) | Op::DeleteGlobal(_) => 0,
        Op::LoadAttr(_) => 0,
        Op::StoreAttr(_) => -2,
        Op::DeleteAttr(_) => -1,
        Op::Unary(_) => 0,
        Op::Binary(_) | Op::Inplace(_) | Op::Compare(_) => -1,
        Op::LoadSubscr => -1,
        Op::StoreSubscr => -3,
        Op::DeleteSubscr => -2,
        Op::LoadSlice => -2,
        Op::StoreSlice => -4,
        Op::DeleteSlice => -3,
        Op::BuildSlice => -2,
        Op::BuildTuple(n) | Op::BuildList(n) | Op::BuildSet(n) => 1 - *n as i32,
        Op::BuildMap(_) => 1,
        Op::StoreMap => -2,
        Op::ListAppend(_) | Op::SetAdd(_) => -1,
        Op::ListDone => 0,
        Op::MapAdd(_) => -2,
        Op::UnpackSequence(n) => *n as i32 - 1,
        Op::Jump(_) => 0,
        Op::PopJumpIfFalse(_) | Op::PopJumpIfTrue(_) => -1,
        Op::JumpIfFalseOrPop(_) | Op::JumpIfTrueOrPop(_) => -1,
        Op::SetupLoop(_) | Op::SetupExcept(_) | Op::SetupFinally(_) => 0,
        Op::SetupWith(_) => 1,
        Op::WithCleanup => -1,
        Op::PopBlock => 0,
        // Handlers are entered with three values; a path that pushed one only is bounded by them.
        Op::EndFinally => -EXCEPTION,
        Op::BreakLoop | Op::ContinueLoop(_) => 0,
        Op::GetIter => 0,
        Op::ForIter(_) => 1,
        Op::Call(shape) => -call_operands(shape, consts),
        Op::MakeFunction(n) => -(*n as i32),
        Op::MakeClosure(n) => -(*n as i32) - 1,
        Op::BuildClass => -2,
        Op::ReturnValue => -1,
        Op::YieldValue => 0,
        Op::Raise(n) => -(*n as i32),
        Op::ImportName(_) => -1,
        Op::ImportFrom(_) => 1,
        Op::ImportStar => -1,
        Op::PrintItem | Op::PrintExpr => -1,
        Op::PrintItemTo => -2,
        Op::PrintNewline => 0,
        Op::PrintNewlineTo => -1,
        Op::Exec => -3,
    }
}

/// Values above the callee.
fn call_operands(shape: &CallShape, consts: &[Const]) -> i32 {
    let keywords = match consts.get(shape.keywords as usize) {
        Some(Const::Tuple(names)) => names.len(),
        _ => 0,
    };
    shape.positional as i32 + keywords as i32 + shape.star as i32 + shape.starstar as i32
}
