//! The machine: stack and variables, and the dispatch to the other families of instructions.

use rpython_base::Symbol;
use rpython_base::similar::did_you_mean;
use rpython_bytecode::Op;
use rpython_host::{Obj, Object};

use super::state::Val;
use super::{Builder, Fact, Failure};
use crate::graph::{Link, Op as GraphOp, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// Built-in names of Python that not even import time has.
const PYTHON_ONLY: &[&str] = &["buffer", "exit", "help", "input", "memoryview", "quit"];

/// The memory that links need is proportional to the values they carry, which may be the square of a function's length.
const CARRIED_LIMIT: usize = 10_000_000;

/// Where execution goes on.
pub(super) enum Step {
    /// At the next instruction.
    Next,
    /// Elsewhere, in the same block.
    Jump(u32),
    /// Nowhere: the block has ended.
    Done,
}

type Stepped = Result<Step, Failure>;

impl Builder<'_> {
    /// Fills the current block with the code from `pc` on. If it `arrives` there, it may have to be merged first;
    /// else the block is the join at that place, or the start of the function.
    pub(super) fn run_from(&mut self, pc: u32, mut arrives: bool) -> Result<(), Failure> {
        self.pc = pc;
        loop {
            if arrives && self.merges_here() {
                let link = self.merge()?;
                self.end_block(Terminator::Goto(link));
                return Ok(());
            }
            arrives = true;
            match self.execute()? {
                Step::Next => self.pc += 1,
                Step::Jump(pc) => self.pc = pc,
                Step::Done => return Ok(()),
            }
        }
    }

    fn merges_here(&self) -> bool {
        self.facts.is_join[self.pc as usize] || self.late_merges && self.joins_at.contains_key(&self.pc)
    }

    /// The link from the current state to the block where it is merged with others.
    fn merge(&mut self) -> Result<Link, Failure> {
        if self.late_merges {
            self.settle()?;
        }
        let mut state = std::mem::take(&mut self.st);
        self.forget_dead(self.pc, &mut state);
        Ok(self.link_to_join(self.pc, state))
    }

    /// Executes one instruction.
    pub(super) fn execute(&mut self) -> Stepped {
        self.steps += 1;
        if self.steps > self.options.step_limit + 4 * self.code.instrs.len() {
            let help = "an unrolled loop may be too long, or contain another";
            return Err(Box::new(self.error("too-complex", "this function is too complex").with_help(help)));
        }
        if self.carried > CARRIED_LIMIT {
            let message = "this function is too complex: too many values are alive at too many places";
            return Err(Box::new(self.error("too-complex", message).with_help("divide it into several")));
        }
        let instr = self.code.instrs[self.pc as usize];
        self.span = instr.span;
        self.step(instr.op)
    }

    fn step(&mut self, op: Op) -> Stepped {
        match op {
            Op::Nop
            | Op::PopTop
            | Op::RotTwo
            | Op::RotThree
            | Op::RotFour
            | Op::DupTop
            | Op::DupTopX(_)
            | Op::LoadConst(_)
            | Op::LoadFast(_)
            | Op::StoreFast(_)
            | Op::DeleteFast(_)
            | Op::LoadGlobal(_)
            | Op::LoadDeref(_)
            | Op::StoreDeref(_)
            | Op::LoadClosure(_) => self.variables(op),
            Op::Unary(_)
            | Op::Binary(_)
            | Op::Inplace(_)
            | Op::Compare(_)
            | Op::LoadAttr(_)
            | Op::StoreAttr(_)
            | Op::DeleteAttr(_)
            | Op::LoadSubscr
            | Op::StoreSubscr
            | Op::DeleteSubscr
            | Op::LoadSlice
            | Op::StoreSlice
            | Op::DeleteSlice
            | Op::BuildSlice
            | Op::BuildTuple(_)
            | Op::BuildList(_)
            | Op::BuildSet(_)
            | Op::BuildMap(_)
            | Op::StoreMap
            | Op::ListAppend(_)
            | Op::ListDone
            | Op::SetAdd(_)
            | Op::MapAdd(_)
            | Op::UnpackSequence(_) => self.operation(op),
            Op::Jump(_)
            | Op::PopJumpIfFalse(_)
            | Op::PopJumpIfTrue(_)
            | Op::JumpIfFalseOrPop(_)
            | Op::JumpIfTrueOrPop(_)
            | Op::SetupLoop(_)
            | Op::BreakLoop
            | Op::ContinueLoop(_)
            | Op::GetIter
            | Op::ForIter(_)
            | Op::ReturnValue
            | Op::PopBlock
            | Op::YieldValue => self.control(op),
            Op::SetupExcept(_)
            | Op::SetupFinally(_)
            | Op::SetupWith(_)
            | Op::WithCleanup
            | Op::EndFinally
            | Op::Raise(_) => self.exceptional(op),
            Op::Call(shape) => self.call(shape),
            Op::MakeFunction(_) | Op::MakeClosure(_) => self.make_function(op),
            Op::ImportName(_) | Op::ImportFrom(_) => self.import(op),
            Op::PrintItem | Op::PrintNewline => self.print(op),
            Op::LoadName(_)
            | Op::StoreName(_)
            | Op::DeleteName(_)
            | Op::StoreGlobal(_)
            | Op::DeleteGlobal(_)
            | Op::LoadLocals
            | Op::BuildClass
            | Op::ImportStar
            | Op::PrintExpr
            | Op::PrintItemTo
            | Op::PrintNewlineTo
            | Op::Exec => Err(self.not_rpython(op)),
        }
    }

    fn not_rpython(&self, op: Op) -> Failure {
        let (code, what, help) = match op {
            Op::StoreGlobal(_) | Op::DeleteGlobal(_) => (
                "global-assignment",
                "assigning to a global variable",
                "keep the value in an attribute of a prebuilt instance, or in a global list",
            ),
            Op::BuildClass => {
                ("local-class", "defining a class inside a function", "move the class to module level")
            }
            Op::Exec => ("dynamic-code", "the exec statement", "run it while the module is imported instead"),
            Op::ImportStar => {
                ("not-rpython", "`import *` inside a function", "move the import to module level")
            }
            Op::PrintItemTo | Op::PrintNewlineTo => {
                ("print", "print to a stream", "use os.write(2, ...) for standard error")
            }
            _ => (
                "not-rpython",
                "this use of a namespace",
                "only functions can be translated, not module or class bodies",
            ),
        };
        Box::new(self.error(code, format!("{what} is not RPython")).with_help(help))
    }

    pub(super) fn push(&mut self, val: Val) {
        self.st.stack.push(val);
    }

    pub(super) fn pop(&mut self) -> Val {
        self.st.stack.pop().expect("the compiler keeps the stack balanced")
    }

    pub(super) fn top(&self) -> Val {
        self.peek(0)
    }

    /// The value so many places below the top.
    pub(super) fn peek(&self, below: usize) -> Val {
        self.st.stack[self.st.stack.len() - 1 - below]
    }

    pub(super) fn pop_many(&mut self, count: usize) -> Vec<Val> {
        let at = self.st.stack.len() - count;
        self.st.stack.split_off(at)
    }

    fn variables(&mut self, op: Op) -> Stepped {
        match op {
            Op::Nop => {}
            Op::PopTop => drop(self.pop()),
            Op::RotTwo => self.rotate(2),
            Op::RotThree => self.rotate(3),
            Op::RotFour => self.rotate(4),
            Op::DupTop => self.push(self.top()),
            Op::DupTopX(count) => {
                let at = self.st.stack.len() - count as usize;
                self.st.stack.extend_from_within(at..);
            }
            Op::LoadConst(i) => {
                let value = self.consts[i as usize];
                self.push(Val::Const(value));
            }
            Op::LoadFast(i) => {
                let value = self.read_local(i as usize, self.code.varnames[i as usize])?;
                self.push(value);
            }
            Op::StoreFast(i) => {
                let value = self.pop();
                self.write_local(i as usize, self.code.varnames[i as usize], value);
            }
            Op::DeleteFast(i) => {
                self.read_local(i as usize, self.code.varnames[i as usize])?;
                self.st.locals[i as usize] = Val::Undef;
            }
            Op::LoadGlobal(i) => {
                let value = self.global(self.code.names[i as usize])?;
                self.push(Val::Const(value));
            }
            Op::LoadDeref(i) => self.load_deref(i as usize)?,
            Op::StoreDeref(i) => self.store_deref(i as usize)?,
            Op::LoadClosure(i) => {
                let cell = self.cell_object(i as usize)?;
                self.push(Val::Const(cell));
            }
            _ => unreachable!("dispatched elsewhere"),
        }
        Ok(Step::Next)
    }

    fn rotate(&mut self, count: usize) {
        let at = self.st.stack.len() - count;
        self.st.stack[at..].rotate_right(1);
    }

    fn read_local(&self, slot: usize, name: Symbol) -> Result<Val, Failure> {
        let value = self.st.locals[slot];
        if value == Val::Undef {
            return Err(self.unbound(name));
        }
        Ok(value)
    }

    fn unbound(&self, name: Symbol) -> Failure {
        let error = self
            .error("unbound-local", format!("Local variable referenced before assignment: '{name}'"))
            .with_caret("it is not assigned on every way to this place");
        let help = "give it a value before the `if`, loop or `try` that assigns it";
        Box::new(error.with_help(help))
    }

    fn write_local(&mut self, slot: usize, name: Symbol, value: Val) {
        if let Some(var) = value.var() {
            let var = &mut self.graph.vars[var];
            if var.name.is_none() {
                var.name = Some(name);
            }
        }
        self.st.locals[slot] = value;
    }

    fn global(&mut self, name: Symbol) -> Result<Obj, Failure> {
        if let Some(obj) = super::fold::lookup_global(self.host, self.globals, name) {
            return Ok(obj);
        }
        if PYTHON_ONLY.contains(&name.as_str()) {
            return Err(self.error("builtin", format!("{name}() is not supported in RPython")));
        }
        let error = self.error("name-error", format!("global name '{name}' is not defined"));
        let names: Vec<Symbol> = [self.globals, self.host.builtins]
            .into_iter()
            .filter_map(|scope| match self.host.get(scope) {
                Object::Module(module) => Some(module.dict.keys().copied().collect::<Vec<_>>()),
                _ => None,
            })
            .flatten()
            .chain(self.code.varnames.iter().copied())
            .collect();
        Err(Box::new(match did_you_mean(name.as_str(), names.iter().map(|n| n.as_str())) {
            Some(near) => error.with_help(format!("did you mean {near}?")),
            None => *error,
        }))
    }

    fn load_deref(&mut self, index: usize) -> Result<(), Failure> {
        let own = self.code.cellvars.len();
        if index < own {
            let value = self.read_local(self.code.varnames.len() + index, self.code.cellvars[index])?;
            self.push(value);
            return Ok(());
        }
        let name = self.code.freevars[index - own];
        let cell = self.cell_object(index)?;
        match self.host.get(cell) {
            Object::Cell(Some(content)) => {
                let content = *content;
                self.push(Val::Const(content));
                Ok(())
            }
            _ => {
                let message = format!("the variable '{name}' of the enclosing function has no value yet");
                Err(self.error("name-error", message))
            }
        }
    }

    fn store_deref(&mut self, index: usize) -> Result<(), Failure> {
        let value = self.pop();
        if index >= self.code.cellvars.len() {
            return Err(
                self.error("closure", "assigning to a variable of the enclosing function is not RPython")
            );
        }
        self.write_local(self.code.varnames.len() + index, self.code.cellvars[index], value);
        Ok(())
    }

    /// The cell of a variable of an enclosing function: a constant, as that function has run already.
    fn cell_object(&self, index: usize) -> Result<Obj, Failure> {
        let own = self.code.cellvars.len();
        if index < own {
            let name = self.code.cellvars[index];
            let message =
                format!("this function's variable '{name}' is used by a function defined inside it");
            let help =
                "closures are not RPython: pass the value as an argument, or use a class with a method";
            return Err(Box::new(self.error("closure", message).with_help(help)));
        }
        match self.closure.get(index - own) {
            Some(&cell) => Ok(cell),
            None => Err(self.error("closure", "this function was made without its closure")),
        }
    }

    /// The operand for a value, which must exist at run time.
    pub(super) fn operand(&self, val: Val) -> Result<Operand, Failure> {
        match val {
            Val::Unroller(..) => Err(self.error(
                "unrolling",
                "an iterator over an unrolling_iterable can only be used directly by a `for` loop",
            )),
            Val::Bound(..) => {
                Err(self.error("super", "super() can only be used to call a method of a base class"))
            }
            Val::Undef | Val::Signal(_) => {
                Err(self.error("internal", "a suspended jump was used as a value"))
            }
            Val::Const(obj) => Ok(Operand::Const(obj)),
            Val::Var(var) | Val::ExcClass(var, _) => Ok(Operand::Var(var)),
        }
    }

    pub(super) fn operands(&self, vals: &[Val]) -> Result<Vec<Operand>, Failure> {
        vals.iter().map(|&val| self.operand(val)).collect()
    }

    /// Appends an op that raises nothing here.
    pub(super) fn append(&mut self, kind: OpKind, args: Vec<Operand>) -> VarId {
        let result = self.graph.new_var(None);
        self.append_into(kind, args, result);
        result
    }

    pub(super) fn append_into(&mut self, kind: OpKind, args: Vec<Operand>, result: VarId) {
        if gives_bool(kind) {
            self.known.insert(result, Fact::Bool);
        }
        self.graph.blocks[self.cur].ops.push(GraphOp { kind, args, result, span: self.span });
    }
}

/// Ops whose result is a bool whatever the operands are.
fn gives_bool(kind: OpKind) -> bool {
    use OpKind as K;
    matches!(
        kind,
        K::bool
            | K::not_
            | K::is_
            | K::isinstance
            | K::issubtype
            | K::contains
            | K::lt
            | K::le
            | K::eq
            | K::ne
            | K::gt
            | K::ge
    )
}
