//! `try`, `with` and `raise`.

use rpython_base::Symbol;
use rpython_bytecode::Op;
use rpython_host::{Obj, Object};

use super::fold::is_subclass;
use super::machine::Step;
use super::ops::{Raises, evaluate};
use super::state::{BlockKind, Origin, Signal, Val};
use super::{Builder, Fact, Failure};
use crate::graph::{Operand, Terminator};
use crate::ops::OpKind;

/// Whether an exception is of a class.
#[derive(PartialEq)]
enum Match {
    Yes,
    No,
    Maybe,
}

impl Builder<'_> {
    pub(super) fn exceptional(&mut self, op: Op) -> Result<Step, Failure> {
        match op {
            Op::SetupExcept(target) => {
                self.push_block(BlockKind::Except, target);
                Ok(Step::Next)
            }
            Op::SetupFinally(target) => {
                self.push_block(BlockKind::Finally, target);
                Ok(Step::Next)
            }
            Op::SetupWith(target) => self.setup_with(target),
            Op::WithCleanup => self.with_cleanup(),
            Op::EndFinally => self.end_finally(),
            Op::Raise(count) => self.raise(count),
            _ => unreachable!("dispatched elsewhere"),
        }
    }

    /// `etype class ->` and the conditional jump behind it.
    pub(super) fn match_exception(&mut self) -> Result<Step, Failure> {
        let guard = self.pop();
        let etype = self.pop();
        let classes = self.guard_classes(guard)?;
        let mut open = Vec::new();
        for class in classes {
            match self.matches(etype, class) {
                Match::Yes => {
                    self.push(Val::Const(Obj::TRUE));
                    return Ok(Step::Next);
                }
                Match::No => {}
                Match::Maybe => open.push(class),
            }
        }
        if open.is_empty() {
            self.push(Val::Const(Obj::FALSE));
            return Ok(Step::Next);
        }
        let next = self.pc as usize + 1;
        let Some(Op::PopJumpIfFalse(otherwise)) = self.code.instrs.get(next).map(|i| i.op) else {
            return Err(self.error("internal", "an exception match without a jump"));
        };
        self.branch_on_classes(&open, next as u32 + 1, otherwise)?;
        Ok(Step::Done)
    }

    fn branch_on_classes(&mut self, classes: &[Obj], matched: u32, otherwise: u32) -> Result<(), Failure> {
        for (index, &class) in classes.iter().enumerate() {
            // The class being matched is on top of the stack: what was popped was a copy of it.
            let etype = self.operand(self.top())?;
            let cond = self.append(OpKind::issubtype, vec![etype, Operand::Const(class)]);
            let mut state = self.st.clone();
            refine(&mut state, class);
            let if_true = self.link_to(matched, state);
            if index + 1 == classes.len() {
                let state = std::mem::take(&mut self.st);
                let if_false = self.link_to(otherwise, state);
                self.end_block(Terminator::Branch { cond: Operand::Var(cond), if_true, if_false });
            } else {
                let mut state = std::mem::take(&mut self.st);
                let (if_false, map) = self.enter_fresh_block(&mut state, &mut []);
                self.carry_facts(&map);
                self.st = state;
                let next = if_false.target;
                self.end_block(Terminator::Branch { cond: Operand::Var(cond), if_true, if_false });
                self.cur = next;
            }
        }
        Ok(())
    }

    fn guard_classes(&self, guard: Val) -> Result<Vec<Obj>, Failure> {
        let mut classes = Vec::new();
        let Val::Const(guard) = guard else {
            let help = "name the class in the except clause, and test isinstance() in its body";
            let error = self.error("except-class", "the class in an except clause must be a constant");
            return Err(Box::new(error.with_help(help)));
        };
        self.collect_classes(guard, &mut classes)?;
        Ok(classes)
    }

    fn collect_classes(&self, guard: Obj, classes: &mut Vec<Obj>) -> Result<(), Failure> {
        match self.host.get(guard) {
            Object::Tuple(items) => items.iter().try_for_each(|&item| self.collect_classes(item, classes)),
            Object::Class(_) if is_subclass(self.host, guard, self.host.exc.base_exception) => {
                self.check_catchable(guard)?;
                classes.push(guard);
                Ok(())
            }
            _ => {
                let what = self.host.class_name(guard);
                let message = format!("only exception classes can be caught, not an object of type '{what}'");
                Err(self.error("except-class", message))
            }
        }
    }

    /// What says that the program itself is wrong is nothing that a translated program may count on catching.
    fn check_catchable(&self, class: Obj) -> Result<(), Failure> {
        let exc = &self.host.exc;
        let Some(base) = [exc.assertion_error, exc.not_implemented_error]
            .into_iter()
            .find(|&base| is_subclass(self.host, class, base))
        else {
            return Ok(());
        };
        let (name, base_name) = (self.host.class_data(class).name, self.host.class_data(base).name);
        let message = if class == base {
            format!("{name} cannot be caught: it stands for a mistake in the program")
        } else {
            format!(
                "{name} cannot be caught: it is a subclass of {base_name}, which stands for a mistake in the program"
            )
        };
        let help = "test the condition with `if`, or raise and catch an exception class of your own";
        Err(Box::new(self.error("except-class", message).with_help(help)))
    }

    fn matches(&self, etype: Val, class: Obj) -> Match {
        match etype {
            Val::Const(known) if is_subclass(self.host, known, class) => Match::Yes,
            Val::Const(_) => Match::No,
            Val::ExcClass(_, bound) if is_subclass(self.host, bound, class) => Match::Yes,
            Val::ExcClass(_, bound) if !is_subclass(self.host, class, bound) => Match::No,
            _ => Match::Maybe,
        }
    }

    /// Ends a finally block, or a chain of except clauses none of which matched.
    fn end_finally(&mut self) -> Result<Step, Failure> {
        match self.pop() {
            Val::Const(Obj::NONE) => Ok(Step::Next),
            Val::Signal(signal) => {
                let payload = self.pop_payload(signal);
                self.leave(signal, &payload)
            }
            etype => {
                let evalue = self.pop();
                match self.pop() {
                    Val::Signal(signal) => self.leave(signal, &[etype, evalue]),
                    _ => Err(self.error("internal", "an except clause without its exception")),
                }
            }
        }
    }

    fn pop_payload(&mut self, signal: Signal) -> Vec<Val> {
        match signal {
            Signal::Return => self.pop_many(1),
            Signal::Raise(_) => self.pop_many(2),
            Signal::Break | Signal::Continue(_) => Vec::new(),
        }
    }

    fn setup_with(&mut self, target: u32) -> Result<Step, Failure> {
        let exit_name = self.name_constant(rpython_base::Symbol::intern("__exit__"));
        let enter_name = self.name_constant(rpython_base::Symbol::intern("__enter__"));
        let manager = self.top();
        let exit = evaluate!(self.value(OpKind::getattr, &[manager, exit_name])?);
        self.push(exit);
        let manager = self.peek(1);
        let enter = evaluate!(self.value(OpKind::getattr, &[manager, enter_name])?);
        let exit = self.pop();
        self.pop();
        self.push(exit);
        let callee = self.operand(enter)?;
        let raises = self.call_raises(Some(callee));
        let entered = self.record(OpKind::simple_call, vec![callee], raises);
        self.push_block(BlockKind::Finally, target);
        self.push(entered);
        Ok(Step::Next)
    }

    /// `exit why..`: calls `exit`. As the class of an exception cannot be mixed with None, the instance is
    /// passed in its place.
    fn with_cleanup(&mut self) -> Result<Step, Failure> {
        let none = Val::Const(Obj::NONE);
        let (count, args) = match self.top() {
            Val::Signal(Signal::Raise(_)) => {
                let evalue = self.peek(1);
                (3, [evalue, evalue, none])
            }
            Val::Signal(Signal::Return) => (2, [none; 3]),
            _ => (1, [none; 3]),
        };
        let at = self.st.stack.len() - 1 - count;
        let exit = self.st.stack.remove(at);
        let mut operands = vec![self.operand(exit)?];
        operands.extend(self.operands(&args)?);
        let raises = self.call_raises(Some(operands[0]));
        let result = self.record(OpKind::simple_call, operands, raises);
        if count == 3 { self.maybe_swallow(result) } else { Ok(Step::Next) }
    }

    /// Goes on behind the `with` statement if `__exit__` returned true; but only where the code there
    /// cannot read variables that the body would have assigned.
    fn maybe_swallow(&mut self, result: Val) -> Result<Step, Failure> {
        let mut swallowed = self.st.clone();
        let at = swallowed.stack.len() - 3;
        swallowed.stack.truncate(at);
        swallowed.stack.push(Val::Const(Obj::NONE));
        let next = self.pc + 1;
        if !self.options.soft_exceptions || self.reads_unbound(next + 1, &swallowed) {
            return Ok(Step::Next);
        }
        let cond = evaluate!(self.value(OpKind::bool, &[result])?);
        match cond.var() {
            Some(cond) => {
                let raising = std::mem::take(&mut self.st);
                self.branch(cond, true, (next, swallowed), (next, raising));
                Ok(Step::Done)
            }
            None => Ok(Step::Next),
        }
    }

    fn raise(&mut self, count: u8) -> Result<Step, Failure> {
        match count {
            0 => {
                let slots = self.st.locals.len();
                let (etype, evalue) = (self.st.locals[slots - 2], self.st.locals[slots - 1]);
                if etype == Val::Undef || evalue == Val::Undef {
                    // Nothing is being handled: Python raises a TypeError that says so.
                    return self.raise_new(self.host.exc.type_error, Vec::new());
                }
                self.leave(Signal::Raise(Origin::Explicit), &[etype, evalue])
            }
            1 => {
                let value = self.pop();
                self.raise_value(value)
            }
            2 => {
                let argument = self.pop();
                let class = self.pop();
                self.raise_class_with(class, argument)
            }
            _ => {
                self.pop();
                let value = self.pop();
                let class = self.pop();
                match value {
                    Val::Const(_) => self.raise_class_with(class, value),
                    _ => self.raise_instance(value),
                }
            }
        }
    }

    /// `raise x`
    fn raise_value(&mut self, value: Val) -> Result<Step, Failure> {
        match value {
            Val::Const(obj) if self.is_exception_class(obj) => self.raise_new(obj, Vec::new()),
            Val::Const(obj) => {
                let class = self.host.class_of(obj);
                if !is_subclass(self.host, class, self.host.exc.base_exception) {
                    return Err(self.not_an_exception(obj));
                }
                self.leave(Signal::Raise(Origin::Explicit), &[Val::Const(class), value])
            }
            _ => self.raise_instance(value),
        }
    }

    fn not_an_exception(&self, obj: Obj) -> Failure {
        let what = self.host.class_name(obj);
        let message =
            format!("exceptions must be classes derived from Exception or their instances, not '{what}'");
        self.error("raise", message)
    }

    fn is_exception_class(&self, obj: Obj) -> bool {
        self.host.class(obj).is_some() && is_subclass(self.host, obj, self.host.exc.base_exception)
    }

    /// Raises an instance of a constant class made from these arguments.
    fn raise_new(&mut self, class: Obj, args: Vec<Val>) -> Result<Step, Failure> {
        let mut operands = vec![Operand::Const(class)];
        if class != self.host.exc.assertion_error {
            operands.extend(self.operands(&args)?);
        }
        let raises = self.call_raises(Some(operands[0]));
        let value = self.record(OpKind::simple_call, operands, raises);
        self.leave(Signal::Raise(Origin::Explicit), &[Val::Const(class), value])
    }

    /// Raises what is taken for an instance.
    fn raise_instance(&mut self, value: Val) -> Result<Step, Failure> {
        let known = value.var().and_then(|var| match self.known.get(&var) {
            Some(Fact::InstanceOf(class)) => Some(*class),
            _ => None,
        });
        let (etype, value) = match known {
            Some(class) => (Val::Const(class), value),
            None => {
                // Where it turns out to be one of a set of classes, an instance of that is made.
                let mark = self.host.name(Symbol::intern(crate::RAISED));
                let value = Val::Var(self.plain_op(OpKind::hint, &[value, Val::Const(mark)])?);
                let var = self.plain_op(OpKind::type_, &[value])?;
                (Val::ExcClass(var, self.host.exc.base_exception), value)
            }
        };
        self.leave(Signal::Raise(Origin::Explicit), &[etype, value])
    }

    /// `raise Class, argument`: the argument may be None, an instance, a tuple of arguments, or one argument.
    fn raise_class_with(&mut self, class: Val, argument: Val) -> Result<Step, Failure> {
        let Val::Const(class) = class else {
            return match argument {
                Val::Const(Obj::NONE) => self.raise_instance(class),
                Val::Const(_) if !self.is_known_exception(argument) => {
                    let operands = self.operands(&[class, argument])?;
                    let raises = self.call_raises(None);
                    let value = self.record(OpKind::simple_call, operands, raises);
                    self.raise_instance(value)
                }
                _ => self.raise_instance(argument),
            };
        };
        if !self.is_exception_class(class) {
            return Err(self.not_an_exception(class));
        }
        if argument == Val::Const(Obj::NONE) {
            return self.raise_new(class, Vec::new());
        }
        if self.is_known_exception(argument) {
            return match argument {
                Val::Const(_) => self.raise_value(argument),
                _ => self.raise_instance(argument),
            };
        }
        match self.known_items(argument) {
            Some(items) => self.raise_new(class, items),
            None => self.raise_new(class, vec![argument]),
        }
    }

    /// Whether a value is known to be an exception already.
    fn is_known_exception(&self, value: Val) -> bool {
        let base = self.host.exc.base_exception;
        match value {
            Val::Const(obj) => is_subclass(self.host, self.host.class_of(obj), base),
            _ => {
                let slots = self.st.locals.len();
                let handled = self.st.locals[slots - 1];
                let made = value.var().and_then(|var| self.known.get(&var));
                handled == value
                    || matches!(made, Some(Fact::InstanceOf(class)) if is_subclass(self.host, *class, base))
            }
        }
    }

    /// What a call may raise.
    pub(super) fn call_raises(&self, callee: Option<Operand>) -> Raises {
        let exc = &self.host.exc;
        let callee = callee.and_then(Operand::as_const);
        let classes = match callee.map(|obj| self.host.get(obj)) {
            Some(Object::Class(data)) if data.kind == rpython_host::ClassKind::Builtin => {
                let obj = callee.unwrap_or(Obj::NONE);
                let c = &self.host.classes;
                if obj == c.int || obj == c.float || obj == c.long {
                    vec![exc.value_error]
                } else if obj == c.unicode || obj == c.str {
                    vec![exc.unicode_error]
                } else if is_subclass(self.host, obj, exc.base_exception) {
                    vec![]
                } else {
                    vec![exc.base_exception]
                }
            }
            Some(Object::Builtin(data)) if data.this.is_none() => match data.qualname.as_str() {
                "__builtin__.chr" | "__builtin__.unichr" => vec![exc.value_error],
                "__builtin__.range" | "__builtin__.xrange" => {
                    return Raises { classes: vec![], soft: vec![exc.value_error] };
                }
                "__builtin__.min" | "__builtin__.max" | "__builtin__.hasattr" | "__builtin__.callable" => {
                    vec![]
                }
                _ => vec![exc.base_exception],
            },
            _ => vec![exc.base_exception],
        };
        Raises { classes, soft: Vec::new() }
    }
}

/// On the edge where the exception matched, its class is known better.
fn refine(state: &mut super::state::State, class: Obj) {
    if let Some(top) = state.stack.last_mut()
        && let Some(var) = top.var()
    {
        let known = Val::ExcClass(var, class);
        for slot in state.slots_mut() {
            if slot.var() == Some(var) {
                *slot = known;
            }
        }
    }
}
