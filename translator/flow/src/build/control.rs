//! Jumps, loops, return, yield, and the unwinding of the block stack.

use rpython_bytecode::Op;
use rpython_host::Obj;

use super::fold;
use super::machine::Step;
use super::ops::evaluate;
use super::state::{BlockKind, FrameBlock, Origin, Signal, State, Val};
use super::{Builder, Fact, Failure};
use crate::graph::{ExcCase, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// Where a jump out of blocks ends up.
pub(super) enum Dest {
    /// In this function.
    At(u32, State),
    /// Outside.
    Out(Signal, Vec<Val>),
}

/// What is known about a condition.
enum Truth {
    Known(bool),
    /// A bool variable, and whether the condition is its opposite.
    Unknown(VarId, bool),
    Left(Step),
}

impl Builder<'_> {
    pub(super) fn control(&mut self, op: Op) -> Result<Step, Failure> {
        match op {
            Op::Jump(target) => Ok(Step::Jump(target)),
            Op::PopJumpIfFalse(target) => self.pop_jump(target, false),
            Op::PopJumpIfTrue(target) => self.pop_jump(target, true),
            Op::JumpIfFalseOrPop(target) => self.jump_or_pop(target, false),
            Op::JumpIfTrueOrPop(target) => self.jump_or_pop(target, true),
            Op::SetupLoop(target) => {
                self.push_block(BlockKind::Loop, target);
                Ok(Step::Next)
            }
            Op::PopBlock => {
                self.st.blocks.pop();
                Ok(Step::Next)
            }
            Op::BreakLoop => self.leave(Signal::Break, &[]),
            Op::ContinueLoop(target) => self.leave(Signal::Continue(target), &[]),
            Op::ReturnValue => {
                let value = self.pop();
                self.leave(Signal::Return, &[value])
            }
            Op::GetIter => self.get_iter(),
            Op::ForIter(target) => self.for_iter(target),
            Op::YieldValue => {
                let next = self.code.instrs.get(self.pc as usize + 1).map(|instr| instr.op);
                if !matches!(next, Some(Op::PopTop)) {
                    let error = self.error("not-rpython", "the value of a yield expression is not RPython");
                    let help = "use yield as a statement; keep what the caller wants to say in an instance";
                    return Err(Box::new(error.with_help(help)));
                }
                let value = self.pop();
                self.plain_op(OpKind::yield_, &[value])?;
                self.push(Val::Const(Obj::NONE));
                Ok(Step::Next)
            }
            _ => unreachable!("dispatched elsewhere"),
        }
    }

    pub(super) fn push_block(&mut self, kind: BlockKind, handler: u32) {
        let depth = self.st.stack.len() as u32;
        self.st.blocks.push(FrameBlock { kind, handler, depth });
    }

    /// The truth of a value, as a bool variable if it is not known.
    fn truth(&mut self, value: Val) -> Result<Truth, Failure> {
        let value = match value.var().map(|var| (var, self.known.get(&var))) {
            Some((_, Some(&Fact::NotOf(of)))) => return Ok(Truth::Unknown(of, true)),
            Some((var, Some(Fact::Bool))) => return Ok(Truth::Unknown(var, false)),
            Some((_, Some(Fact::InstanceOf(_) | Fact::Tuple(_) | Fact::EmptyList) | None)) | None => value,
        };
        match self.value(OpKind::bool, &[value])? {
            super::ops::Value::Left(step) => Ok(Truth::Left(step)),
            super::ops::Value::Is(Val::Const(obj)) => Ok(Truth::Known(obj == Obj::TRUE)),
            super::ops::Value::Is(val) => match val.var() {
                Some(var) => Ok(Truth::Unknown(var, false)),
                None => Err(self.error("internal", "a condition without a value")),
            },
        }
    }

    fn pop_jump(&mut self, target: u32, jump_if: bool) -> Result<Step, Failure> {
        let value = self.pop();
        match self.truth(value)? {
            Truth::Left(step) => Ok(step),
            Truth::Known(truth) => Ok(if truth == jump_if { Step::Jump(target) } else { Step::Next }),
            Truth::Unknown(var, negated) => {
                let jump_state = self.st.clone();
                let next_state = std::mem::take(&mut self.st);
                self.branch(var, jump_if != negated, (target, jump_state), (self.pc + 1, next_state));
                Ok(Step::Done)
            }
        }
    }

    fn jump_or_pop(&mut self, target: u32, jump_if: bool) -> Result<Step, Failure> {
        match self.truth(self.top())? {
            Truth::Left(step) => Ok(step),
            Truth::Known(truth) if truth == jump_if => Ok(Step::Jump(target)),
            Truth::Known(_) => {
                self.pop();
                Ok(Step::Next)
            }
            Truth::Unknown(var, negated) => {
                let jump_state = self.st.clone();
                self.pop();
                let next_state = std::mem::take(&mut self.st);
                self.branch(var, jump_if != negated, (target, jump_state), (self.pc + 1, next_state));
                Ok(Step::Done)
            }
        }
    }

    /// Ends the block with a branch: to `jump` if `cond` equals `jump_if`, else to `next`.
    pub(super) fn branch(&mut self, cond: VarId, jump_if: bool, jump: (u32, State), next: (u32, State)) {
        let jump = self.link_to(jump.0, jump.1);
        let next = self.link_to(next.0, next.1);
        let (if_true, if_false) = if jump_if { (jump, next) } else { (next, jump) };
        self.end_block(Terminator::Branch { cond: Operand::Var(cond), if_true, if_false });
    }

    fn get_iter(&mut self) -> Result<Step, Failure> {
        let value = self.pop();
        if let Val::Const(obj) = value
            && fold::is_unrolling(self.host, obj)
        {
            let id = self.unrolled_id(obj)?;
            self.push(Val::Unroller(id, 0));
            return Ok(Step::Next);
        }
        self.hint_comprehension(value)?;
        let iterator = evaluate!(self.value(OpKind::iter, &[value])?);
        self.push(iterator);
        Ok(Step::Next)
    }

    /// An empty list that lies on the stack when a loop starts is that of a list comprehension: it will
    /// get about as many items as the loop has turns.
    fn hint_comprehension(&mut self, iterable: Val) -> Result<(), Failure> {
        let Some(list) = self.st.stack.last().and_then(|val| val.var()) else { return Ok(()) };
        if !matches!(self.known.get(&list), Some(Fact::EmptyList)) {
            return Ok(());
        }
        let operand = self.operand(iterable)?;
        let ops = &mut self.graph.blocks[self.cur].ops;
        if let Some(at) = ops.iter().rposition(|op| op.result == list) {
            let mut made = ops.remove(at);
            made.kind = OpKind::newlist_hint;
            made.args = vec![operand];
            ops.push(made);
        }
        Ok(())
    }

    fn unrolled_id(&mut self, obj: Obj) -> Result<u32, Failure> {
        if let Some(&id) = self.unroll_ids.get(&obj) {
            return Ok(id);
        }
        let items = match fold::unrolling_items(self.host, obj) {
            Ok(items) => items,
            Err(raised) => {
                let line = self.host.exception_line(&raised);
                return Err(self.error("unrolling", format!("unrolling_iterable without items: {line}")));
            }
        };
        let id = self.unrolled.len() as u32;
        self.unrolled.push(items);
        self.unroll_ids.insert(obj, id);
        Ok(id)
    }

    fn for_iter(&mut self, target: u32) -> Result<Step, Failure> {
        let iterator = self.top();
        if let Val::Unroller(id, position) = iterator {
            self.pop();
            return match self.unrolled[id as usize].get(position as usize) {
                Some(&item) => {
                    self.push(Val::Unroller(id, position + 1));
                    self.push(Val::Const(item));
                    Ok(Step::Next)
                }
                None => Ok(Step::Jump(target)),
            };
        }
        let operand = self.operand(iterator)?;
        let result = self.append(OpKind::next, vec![operand]);
        let mut at_end = self.st.clone();
        at_end.stack.pop();
        let class = self.host.exc.stop_iteration;
        let (etype, evalue) = (self.graph.new_var(None), self.graph.new_var(None));
        let link = self.link_to(target, at_end);
        let mut cases = vec![ExcCase { class, etype, evalue, link }];
        if self.st.has_handler() {
            cases.extend(self.exception_case(self.host.exc.base_exception, true));
        }
        let item = self.catch(cases, result);
        self.push(item);
        Ok(Step::Next)
    }

    /// Where a jump out of blocks goes from a frame in this state.
    pub(super) fn unwind(&self, mut state: State, signal: Signal, payload: &[Val]) -> Dest {
        while let Some(block) = state.blocks.pop() {
            let depth = block.depth as usize;
            match (block.kind, signal) {
                (BlockKind::Loop, Signal::Continue(target)) => {
                    state.blocks.push(block);
                    return Dest::At(target, state);
                }
                (BlockKind::Loop, Signal::Break) => {
                    state.stack.truncate(depth);
                    return Dest::At(block.handler, state);
                }
                (BlockKind::Except, Signal::Raise(_)) => {
                    state.stack.truncate(depth);
                    let &[etype, evalue] = payload else {
                        unreachable!("an exception has class and instance")
                    };
                    state.stack.extend([Val::Signal(signal), evalue, etype]);
                    self.set_handled(&mut state, etype, evalue);
                    return Dest::At(block.handler, state);
                }
                (BlockKind::Finally, _) => {
                    state.stack.truncate(depth);
                    state.stack.extend_from_slice(payload);
                    let kept = match signal {
                        Signal::Raise(_) => Signal::Raise(Origin::Explicit),
                        Signal::Return | Signal::Break | Signal::Continue(_) => signal,
                    };
                    state.stack.push(Val::Signal(kept));
                    if let (Signal::Raise(_), &[etype, evalue]) = (signal, payload) {
                        self.set_handled(&mut state, etype, evalue);
                    }
                    return Dest::At(block.handler, state);
                }
                (BlockKind::Loop | BlockKind::Except, _) => state.stack.truncate(depth),
            }
        }
        Dest::Out(signal, payload.to_vec())
    }

    /// Remembers the exception being handled, if a bare `raise` can ask for it.
    fn set_handled(&self, state: &mut State, etype: Val, evalue: Val) {
        if self.facts.has_reraise {
            let count = state.locals.len();
            state.locals[count - 2] = etype;
            state.locals[count - 1] = evalue;
        }
    }

    /// Jumps out of blocks, from the current state.
    pub(super) fn leave(&mut self, signal: Signal, payload: &[Val]) -> Result<Step, Failure> {
        let state = std::mem::take(&mut self.st);
        match self.unwind(state, signal, payload) {
            Dest::At(pc, state) => {
                self.st = state;
                Ok(Step::Jump(pc))
            }
            Dest::Out(signal, payload) => {
                self.leave_function(signal, &payload)?;
                Ok(Step::Done)
            }
        }
    }

    fn leave_function(&mut self, signal: Signal, payload: &[Val]) -> Result<(), Failure> {
        let end = match signal {
            Signal::Return => Terminator::Return(self.operand(payload[0])?),
            Signal::Raise(Origin::Explicit) => {
                Terminator::Raise { etype: self.operand(payload[0])?, evalue: self.operand(payload[1])? }
            }
            Signal::Raise(Origin::Implicit) => Terminator::Unreachable,
            Signal::Raise(Origin::Folded(index)) => {
                return Err(self.folded_errors[index as usize].clone());
            }
            Signal::Break | Signal::Continue(_) => {
                return Err(self.error("internal", "a break or continue outside of a loop"));
            }
        };
        self.end_block(end);
        Ok(())
    }

    /// The edge for exceptions of `class` raised by the last op, if a handler asks for them. A soft one is
    /// left out where the handler may read a variable that is not assigned yet.
    pub(super) fn exception_case(&mut self, class: Obj, soft: bool) -> Option<ExcCase> {
        let (etype, evalue) = (self.graph.new_var(None), self.graph.new_var(None));
        let payload = [Val::ExcClass(etype, class), Val::Var(evalue)];
        let dest = self.unwind(self.st.clone(), Signal::Raise(Origin::Implicit), &payload);
        let Dest::At(pc, state) = dest else { return None };
        if soft && self.reads_unbound(pc, &state) {
            return None;
        }
        let link = self.link_to(pc, state);
        Some(ExcCase { class, etype, evalue, link })
    }

    /// Whether code from `pc` on may read a local that is not assigned in this state.
    pub(super) fn reads_unbound(&self, pc: u32, state: &State) -> bool {
        let count = self.code.varnames.len() + self.code.cellvars.len();
        let live = self.facts.live_at(pc);
        (0..count).any(|slot| state.locals[slot] == Val::Undef && live.contains(slot))
    }

    /// Ends the block with exception edges; the machine goes on in a new block, and the result of the op
    /// that raises is returned in terms of it.
    pub(super) fn catch(&mut self, cases: Vec<ExcCase>, result: VarId) -> Val {
        let mut state = std::mem::take(&mut self.st);
        let mut extra = [Val::Var(result)];
        let (normal, map) = self.enter_fresh_block(&mut state, &mut extra);
        self.carry_facts(&map);
        self.st = state;
        let next = normal.target;
        self.end_block(Terminator::Catch { normal, cases });
        self.cur = next;
        extra[0]
    }

    /// After an op that may raise: adds the edges that handlers of this function ask for.
    pub(super) fn split_for_exceptions(&mut self, result: VarId, raises: &super::ops::Raises) -> Val {
        let mut cases = Vec::new();
        for &class in &raises.classes {
            cases.extend(self.exception_case(class, false));
        }
        if self.options.soft_exceptions {
            for &class in &raises.soft {
                cases.extend(self.exception_case(class, true));
            }
        }
        if cases.is_empty() { Val::Var(result) } else { self.catch(cases, result) }
    }
}
