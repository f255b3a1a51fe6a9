//! The machine that executes bytecode on objects.

pub mod exec;
pub mod frame;
pub mod generator;
mod names;
mod print;
mod raise;
mod unwind;

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CallShape, CmpOp, Code, Op};

use crate::Host;
use crate::object::*;
use frame::{Block, BlockKind, Frame};
use unwind::Why;

/// How a frame was left.
pub(crate) enum Exit {
    Return(Obj),
    Yield(Obj),
}

/// What an instruction that is not inlined in the main loop makes the frame do next.
pub(crate) enum Flow {
    Next,
    Jump(u32),
    Unwind(Why),
}

impl Host {
    #[inline]
    pub(crate) fn pop(&mut self) -> Obj {
        self.vals.pop().unwrap_or(Obj::UNBOUND)
    }

    #[inline]
    pub(crate) fn push(&mut self, value: Obj) {
        self.vals.push(value);
    }

    #[inline]
    fn top(&self) -> Obj {
        self.vals.last().copied().unwrap_or(Obj::UNBOUND)
    }

    /// The top `count` values, taken off the stack.
    pub(crate) fn pop_many(&mut self, count: usize) -> Vec<Obj> {
        let at = self.vals.len() - count;
        self.vals.split_off(at)
    }

    /// Runs a function whose locals were pushed from `base` on; takes them off again.
    pub(crate) fn run_function(&mut self, function: Obj, code: Rc<Code>, base: usize) -> Result<Obj, Raised> {
        let Object::Function(data) = self.get(function) else {
            self.vals.truncate(base);
            return Ok(Obj::NONE);
        };
        if !data.attrs.is_empty()
            && let Some(&check) = data.attrs.get(&self.names.argument_check)
        {
            self.check_arguments(check, &code, base)?;
        }
        let Object::Function(data) = self.get(function) else { return Ok(Obj::NONE) };
        let globals = data.globals;
        let closure = if code.freevars.is_empty() { Vec::new() } else { data.closure.clone() };
        let cells = self.make_cells(&code, closure, base);
        let locals = Obj::UNBOUND;
        let is_generator = code.is_generator();
        let frame = Frame { code, globals, locals, base, cells, blocks: Vec::new(), pc: 0, saved_exc: None };
        if is_generator {
            return Ok(self.new_generator(frame));
        }
        self.run_frame(frame)
    }

    /// Calls what `enforceargs` has left to look at the arguments before the program is translated.
    fn check_arguments(&mut self, check: Obj, code: &Code, base: usize) -> Result<(), Raised> {
        let args = self.vals[base..base + code.argcount as usize].to_vec();
        let result = self.call_function(check, None, &args, &[]);
        if result.is_err() {
            self.vals.truncate(base);
        }
        result.map(|_| ())
    }

    fn make_cells(&mut self, code: &Code, closure: Vec<Obj>, base: usize) -> Vec<Obj> {
        if code.cellvars.is_empty() {
            return closure;
        }
        let mut cells = Vec::with_capacity(code.cellvars.len() + closure.len());
        for &name in &code.cellvars {
            let slot = code.varnames[..code.total_args()].iter().position(|&param| param == name);
            let value = slot.map(|slot| self.vals[base + slot]).filter(|&value| value != Obj::UNBOUND);
            cells.push(self.alloc(Object::Cell(value)));
        }
        cells.extend(closure);
        cells
    }

    /// Runs a frame to its end and takes its values off the stack.
    pub(crate) fn run_frame(&mut self, frame: Frame) -> Result<Obj, Raised> {
        let base = frame.base;
        if let Err(raised) = self.check_depth() {
            self.vals.truncate(base);
            return Err(raised);
        }
        self.depth += 1;
        if self.frames.is_empty() {
            self.heap.entered_at = self.object_count();
        }
        self.frames.push(frame);
        let result = self.execute();
        self.leave_frame();
        self.vals.truncate(base);
        self.depth -= 1;
        match result {
            Ok(Exit::Return(value) | Exit::Yield(value)) => Ok(value),
            Err(raised) => Err(raised),
        }
    }

    /// Takes the top frame off; the caller's exception is the current one again.
    pub(crate) fn leave_frame(&mut self) -> Option<Frame> {
        let mut frame = self.frames.pop()?;
        if let Some(saved) = frame.saved_exc.take() {
            self.exc_info = saved;
        }
        Some(frame)
    }

    /// Executes the top frame from its `pc` on.
    pub(crate) fn execute(&mut self) -> Result<Exit, Raised> {
        let at = self.frames.len() - 1;
        let code = self.frames[at].code.clone();
        let consts = self.code_consts(&code);
        let base = self.frames[at].base;
        let mut pc = self.frames[at].pc;
        loop {
            let instr = code.instrs[pc];
            self.frames[at].pc = pc;
            pc += 1;
            let flow = match instr.op {
                Op::Nop => continue,
                Op::LoadFast(i) => {
                    let value = self.vals[base + i as usize];
                    if value != Obj::UNBOUND {
                        self.vals.push(value);
                        continue;
                    }
                    Err(self.unbound_local(code.varnames[i as usize]))
                }
                Op::StoreFast(i) => {
                    let value = self.pop();
                    self.vals[base + i as usize] = value;
                    continue;
                }
                Op::LoadConst(i) => {
                    self.vals.push(consts[i as usize]);
                    continue;
                }
                Op::PopTop => {
                    self.vals.pop();
                    continue;
                }
                Op::Jump(target) => {
                    if self.heap.due() {
                        self.collect_garbage();
                    }
                    pc = target as usize;
                    continue;
                }
                Op::PopJumpIfFalse(target) => match self.pop_truth() {
                    Ok(true) => continue,
                    Ok(false) => {
                        pc = target as usize;
                        continue;
                    }
                    Err(raised) => Err(raised),
                },
                Op::PopJumpIfTrue(target) => match self.pop_truth() {
                    Ok(false) => continue,
                    Ok(true) => {
                        pc = target as usize;
                        continue;
                    }
                    Err(raised) => Err(raised),
                },
                Op::ReturnValue => {
                    let value = self.pop();
                    if self.frames[at].blocks.is_empty() {
                        return Ok(Exit::Return(value));
                    }
                    Ok(Flow::Unwind(Why::Return(value)))
                }
                Op::YieldValue => {
                    let value = self.pop();
                    self.frames[at].pc = pc;
                    return Ok(Exit::Yield(value));
                }
                Op::ForIter(target) => {
                    let iterator = self.top();
                    self.heap.clean_call = self.internal::<generator::Generator>(iterator).is_some();
                    match self.next(iterator) {
                        Ok(Some(value)) => {
                            self.vals.push(value);
                            continue;
                        }
                        Ok(None) => {
                            self.vals.pop();
                            pc = target as usize;
                            continue;
                        }
                        Err(raised) => Err(raised),
                    }
                }
                Op::Call(shape) => match self.op_call(&consts, shape) {
                    Ok(()) => continue,
                    Err(raised) => Err(raised),
                },
                Op::LoadAttr(i) => {
                    let obj = self.pop();
                    match self.getattr(obj, code.names[i as usize]) {
                        Ok(value) => {
                            self.vals.push(value);
                            continue;
                        }
                        Err(raised) => Err(raised),
                    }
                }
                Op::LoadGlobal(i) => match self.load_global(at, code.names[i as usize]) {
                    Ok(value) => {
                        self.vals.push(value);
                        continue;
                    }
                    Err(raised) => Err(raised),
                },
                Op::Binary(op) => {
                    let (b, a) = (self.pop(), self.pop());
                    if let Some(value) = self.binary_ints(op, a, b) {
                        self.vals.push(value);
                        continue;
                    }
                    self.binary(op, a, b).map(|value| self.push_next(value))
                }
                Op::Inplace(op) => {
                    let (b, a) = (self.pop(), self.pop());
                    if let Some(value) = self.binary_ints(op, a, b) {
                        self.vals.push(value);
                        continue;
                    }
                    self.inplace(op, a, b).map(|value| self.push_next(value))
                }
                Op::Compare(op) => {
                    let (b, a) = (self.pop(), self.pop());
                    self.op_compare(op, a, b).map(|value| self.push_next(value))
                }
                Op::RotTwo
                | Op::RotThree
                | Op::RotFour
                | Op::DupTop
                | Op::DupTopX(_)
                | Op::JumpIfFalseOrPop(_)
                | Op::JumpIfTrueOrPop(_) => self.op_stack(instr.op),
                Op::DeleteFast(_)
                | Op::LoadName(_)
                | Op::StoreName(_)
                | Op::DeleteName(_)
                | Op::StoreGlobal(_)
                | Op::DeleteGlobal(_)
                | Op::LoadDeref(_)
                | Op::StoreDeref(_)
                | Op::LoadClosure(_)
                | Op::LoadLocals => self.op_names(at, &code, instr.op),
                Op::StoreAttr(_)
                | Op::DeleteAttr(_)
                | Op::Unary(_)
                | Op::LoadSubscr
                | Op::StoreSubscr
                | Op::DeleteSubscr
                | Op::LoadSlice
                | Op::StoreSlice
                | Op::DeleteSlice
                | Op::GetIter => self.op_object(&code, instr.op),
                Op::BuildSlice
                | Op::BuildTuple(_)
                | Op::BuildList(_)
                | Op::BuildSet(_)
                | Op::BuildMap(_)
                | Op::StoreMap
                | Op::ListAppend(_)
                | Op::ListDone
                | Op::SetAdd(_)
                | Op::MapAdd(_)
                | Op::UnpackSequence(_) => self.op_build(instr.op),
                Op::SetupLoop(target) => {
                    self.setup_block(at, BlockKind::Loop, target);
                    continue;
                }
                Op::SetupExcept(target) => {
                    self.setup_block(at, BlockKind::Except, target);
                    continue;
                }
                Op::SetupFinally(target) => {
                    self.setup_block(at, BlockKind::Finally, target);
                    continue;
                }
                Op::PopBlock => {
                    self.frames[at].blocks.pop();
                    continue;
                }
                Op::SetupWith(_)
                | Op::WithCleanup
                | Op::EndFinally
                | Op::BreakLoop
                | Op::ContinueLoop(_)
                | Op::Raise(_) => self.op_block(at, instr.op),
                Op::MakeFunction(_) | Op::MakeClosure(_) | Op::BuildClass => self.op_define(at, instr),
                Op::ImportName(_) | Op::ImportFrom(_) | Op::ImportStar => self.op_import(at, &code, instr.op),
                Op::PrintItem | Op::PrintExpr | Op::PrintItemTo | Op::PrintNewline | Op::PrintNewlineTo => {
                    self.op_print(instr.op)
                }
                Op::Exec => self.op_exec(at),
            };
            let why = match flow {
                Ok(Flow::Next) => continue,
                Ok(Flow::Jump(target)) => {
                    pc = target as usize;
                    continue;
                }
                Ok(Flow::Unwind(why)) => why,
                Err(mut raised) => {
                    raised.traceback.push((code.name, instr.span));
                    Why::Raise(raised)
                }
            };
            pc = match self.unwind(at, base, why)? {
                unwind::Landing::Handler(target) => target,
                unwind::Landing::Return(value) => return Ok(Exit::Return(value)),
            };
        }
    }

    #[inline]
    fn push_next(&mut self, value: Obj) -> Flow {
        self.vals.push(value);
        Flow::Next
    }

    #[inline]
    fn pop_truth(&mut self) -> Result<bool, Raised> {
        let value = self.pop();
        if value == Obj::TRUE {
            return Ok(true);
        }
        if value == Obj::FALSE || value == Obj::NONE {
            return Ok(false);
        }
        self.is_true(value)
    }

    fn setup_block(&mut self, at: usize, kind: BlockKind, target: u32) {
        let level = (self.vals.len() - self.frames[at].base) as u32;
        self.frames[at].blocks.push(Block { kind, target, level });
    }

    /// The commonest operators on two ints, when the result is an int of 64 bits.
    #[inline]
    fn binary_ints(&mut self, op: BinOp, a: Obj, b: Obj) -> Option<Obj> {
        let (Object::Int(x), Object::Int(y)) = (self.get(a), self.get(b)) else { return None };
        let (x, y) = (*x, *y);
        let value = match op {
            BinOp::Add => x.checked_add(y)?,
            BinOp::Sub => x.checked_sub(y)?,
            BinOp::Mul => x.checked_mul(y)?,
            BinOp::And => x & y,
            BinOp::Or => x | y,
            BinOp::Xor => x ^ y,
            BinOp::Div
            | BinOp::TrueDiv
            | BinOp::FloorDiv
            | BinOp::Mod
            | BinOp::Pow
            | BinOp::LShift
            | BinOp::RShift => return None,
        };
        Some(self.new_int(value))
    }

    fn op_compare(&mut self, op: CmpOp, a: Obj, b: Obj) -> Result<Obj, Raised> {
        if let (Object::Int(x), Object::Int(y)) = (self.get(a), self.get(b)) {
            let result = match op {
                CmpOp::Lt => x < y,
                CmpOp::Le => x <= y,
                CmpOp::Eq => x == y,
                CmpOp::Ne => x != y,
                CmpOp::Gt => x > y,
                CmpOp::Ge => x >= y,
                CmpOp::Is => a == b,
                CmpOp::IsNot => a != b,
                CmpOp::In | CmpOp::NotIn | CmpOp::ExcMatch => return self.compare(op, a, b),
            };
            return Ok(self.new_bool(result));
        }
        self.compare(op, a, b)
    }

    fn op_stack(&mut self, op: Op) -> Result<Flow, Raised> {
        let len = self.vals.len();
        match op {
            Op::RotTwo => self.vals.swap(len - 1, len - 2),
            Op::RotThree => self.vals[len - 3..].rotate_right(1),
            Op::RotFour => self.vals[len - 4..].rotate_right(1),
            Op::DupTop => self.push(self.vals[len - 1]),
            Op::DupTopX(count) => self.vals.extend_from_within(len - count as usize..),
            Op::JumpIfFalseOrPop(target) => {
                let value = self.top();
                if !self.is_true(value)? {
                    return Ok(Flow::Jump(target));
                }
                self.pop();
            }
            Op::JumpIfTrueOrPop(target) => {
                let value = self.top();
                if self.is_true(value)? {
                    return Ok(Flow::Jump(target));
                }
                self.pop();
            }
            other => unreachable!("{other:?} is no stack instruction"),
        }
        Ok(Flow::Next)
    }

    fn op_object(&mut self, code: &Code, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::StoreAttr(i) => {
                let (obj, value) = (self.pop(), self.pop());
                self.setattr(obj, code.names[i as usize], value)?;
            }
            Op::DeleteAttr(i) => {
                let obj = self.pop();
                self.delattr(obj, code.names[i as usize])?;
            }
            Op::Unary(op) => {
                let value = self.pop();
                let result = self.unary(op, value)?;
                self.push(result);
            }
            Op::LoadSubscr => {
                let (key, obj) = (self.pop(), self.pop());
                let result = self.getitem(obj, key)?;
                self.push(result);
            }
            Op::StoreSubscr => {
                let (key, obj, value) = (self.pop(), self.pop(), self.pop());
                self.setitem(obj, key, value)?;
            }
            Op::DeleteSubscr => {
                let (key, obj) = (self.pop(), self.pop());
                self.delitem(obj, key)?;
            }
            Op::LoadSlice => {
                let (stop, start, obj) = (self.pop(), self.pop(), self.pop());
                let result = self.getslice(obj, start, stop)?;
                self.push(result);
            }
            Op::StoreSlice => {
                let (stop, start, obj, value) = (self.pop(), self.pop(), self.pop(), self.pop());
                self.setslice(obj, start, stop, value)?;
            }
            Op::DeleteSlice => {
                let (stop, start, obj) = (self.pop(), self.pop(), self.pop());
                self.delslice(obj, start, stop)?;
            }
            Op::GetIter => {
                let obj = self.pop();
                let iterator = self.iter(obj)?;
                self.push(iterator);
            }
            other => unreachable!("{other:?} is no object instruction"),
        }
        Ok(Flow::Next)
    }

    fn op_build(&mut self, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::BuildSlice => {
                let (step, stop, start) = (self.pop(), self.pop(), self.pop());
                let slice = self.new_slice(start, stop, step);
                self.push(slice);
            }
            Op::BuildTuple(count) => {
                let items = self.pop_many(count as usize);
                let tuple = self.new_tuple(&items);
                self.push(tuple);
            }
            Op::BuildList(count) => {
                let items = self.pop_many(count as usize);
                let list = self.new_list(items);
                self.push(list);
            }
            Op::BuildSet(count) => {
                let items = self.pop_many(count as usize);
                let list = self.new_list(items);
                let set = self.call(self.classes.set, &[list], &[])?;
                self.push(set);
            }
            Op::BuildMap(count) => {
                let data = DictData::presized(count as usize);
                let dict = self.alloc(Object::Dict(Box::new(data)));
                self.push(dict);
            }
            Op::StoreMap => {
                let (key, value) = (self.pop(), self.pop());
                let dict = self.top();
                crate::types::dict_set(self, dict, key, value)?;
            }
            Op::ListDone => {}
            Op::ListAppend(below) => {
                let value = self.pop();
                let list = self.vals[self.vals.len() - below as usize];
                if let Object::List(items) = self.get_mut(list) {
                    items.push(value);
                }
            }
            Op::SetAdd(below) => {
                let value = self.pop();
                let set = self.vals[self.vals.len() - below as usize];
                self.call_method(set, "add", &[value])?;
            }
            Op::MapAdd(below) => {
                let (key, value) = (self.pop(), self.pop());
                let dict = self.vals[self.vals.len() - below as usize];
                crate::types::dict_set(self, dict, key, value)?;
            }
            Op::UnpackSequence(count) => self.unpack(count as usize)?,
            other => unreachable!("{other:?} builds nothing"),
        }
        Ok(Flow::Next)
    }

    fn unpack(&mut self, count: usize) -> Result<(), Raised> {
        let sequence = self.pop();
        let items = match self.get(sequence) {
            Object::List(items) if items.len() == count => items.clone(),
            Object::Tuple(items) if items.len() == count => {
                let items = items.clone();
                self.vals.extend(items.iter().rev());
                return Ok(());
            }
            _ => self.unpack_iterable(sequence, count)?,
        };
        self.vals.extend(items.into_iter().rev());
        Ok(())
    }

    fn unpack_iterable(&mut self, sequence: Obj, count: usize) -> Result<Vec<Obj>, Raised> {
        let iterator = self.iter(sequence)?;
        let mut items = Vec::with_capacity(count);
        while let Some(item) = self.next(iterator)? {
            if items.len() == count {
                return Err(Raised::value_error(self, "too many values to unpack"));
            }
            items.push(item);
        }
        if items.len() < count {
            let (got, plural) = (items.len(), if items.len() == 1 { "" } else { "s" });
            return Err(Raised::value_error(self, format!("need more than {got} value{plural} to unpack")));
        }
        Ok(items)
    }

    fn op_call(&mut self, consts: &[Obj], shape: CallShape) -> Result<(), Raised> {
        let count = shape.positional as usize;
        if shape.keywords != u32::MAX || shape.star || shape.starstar {
            return self.op_call_general(consts, shape);
        }
        let at = self.vals.len() - count - 1;
        let callee = self.vals[at];
        if self.heap.due() {
            self.collect_garbage();
        }
        let result = match self.get(callee) {
            Object::Function(data) if data.code.argcount as usize == count && Self::is_simple(&data.code) => {
                let code = data.code.clone();
                self.vals.resize(at + 1 + code.varnames.len(), Obj::UNBOUND);
                self.run_function(callee, code, at + 1)
            }
            Object::BoundMethod(method) if method.this != Obj::NONE => {
                let (func, this) = (method.func, method.this);
                match self.get(func) {
                    Object::Function(data)
                        if data.code.argcount as usize == count + 1 && Self::is_simple(&data.code) =>
                    {
                        let code = data.code.clone();
                        self.vals[at] = this;
                        self.vals.resize(at + code.varnames.len(), Obj::UNBOUND);
                        self.run_function(func, code, at)
                    }
                    _ => self.call_with_stack(callee, at + 1),
                }
            }
            _ => self.call_with_stack(callee, at + 1),
        };
        self.vals.truncate(at);
        let value = result?;
        self.vals.push(value);
        Ok(())
    }

    /// Whether calling this runs Python code with nothing but the callee's frame holding handles.
    fn is_clean_callee(&self, callee: Obj) -> bool {
        match self.get(callee) {
            Object::Function(_) | Object::Class(_) => true,
            Object::BoundMethod(data) => matches!(self.get(data.func), Object::Function(_)),
            _ => false,
        }
    }

    fn call_with_stack(&mut self, callee: Obj, from: usize) -> Result<Obj, Raised> {
        self.heap.clean_call = self.is_clean_callee(callee);
        let result = self.call_with_values(callee, from);
        self.heap.clean_call = false;
        result
    }

    fn call_with_values(&mut self, callee: Obj, from: usize) -> Result<Obj, Raised> {
        let mut buffer = [Obj::UNBOUND; 6];
        let count = self.vals.len() - from;
        if count <= buffer.len() {
            buffer[..count].copy_from_slice(&self.vals[from..]);
            return self.call(callee, &buffer[..count], &[]);
        }
        let args = self.vals[from..].to_vec();
        self.call(callee, &args, &[])
    }

    fn op_call_general(&mut self, consts: &[Obj], shape: CallShape) -> Result<(), Raised> {
        let mapping = shape.starstar.then(|| self.pop());
        let sequence = shape.star.then(|| self.pop());
        let names: Vec<Symbol> = if shape.keywords == u32::MAX {
            Vec::new()
        } else {
            let tuple = self.sequence_items(consts[shape.keywords as usize]).unwrap_or_default();
            tuple.iter().filter_map(|&name| self.symbol_of(name)).collect()
        };
        let values = self.pop_many(names.len());
        let mut keywords: Vec<(Symbol, Obj)> = names.into_iter().zip(values).collect();
        let mut args = self.pop_many(shape.positional as usize);
        let callee = self.pop();
        if let Some(sequence) = sequence {
            let more = self.star_arguments(callee, sequence)?;
            args.extend(more);
        }
        if let Some(mapping) = mapping {
            self.starstar_arguments(callee, mapping, &mut keywords)?;
        }
        self.heap.clean_call = self.is_clean_callee(callee);
        let result = self.call(callee, &args, &keywords);
        self.heap.clean_call = false;
        let value = result?;
        self.vals.push(value);
        Ok(())
    }

    fn callee_name(&self, callee: Obj) -> String {
        match self.get(callee) {
            Object::Function(data) => format!("{}()", data.name),
            Object::BoundMethod(data) => self.callee_name(data.func),
            Object::Class(data) => format!("{}()", data.name),
            _ => format!("{} object", self.type_name(callee)),
        }
    }

    fn star_arguments(&mut self, callee: Obj, sequence: Obj) -> Result<Vec<Obj>, Raised> {
        match self.collect(sequence) {
            Err(raised) if self.raised_is(&raised, self.exc.type_error) && !self.is_user(sequence) => {
                let (name, class) = (self.callee_name(callee), self.type_name(sequence));
                Err(Raised::type_error(
                    self,
                    format!("{name} argument after * must be an iterable, not {class}"),
                ))
            }
            result => result,
        }
    }

    fn starstar_arguments(
        &mut self,
        callee: Obj,
        mapping: Obj,
        keywords: &mut Vec<(Symbol, Obj)>,
    ) -> Result<(), Raised> {
        let is_mapping = match self.get(self.content(mapping)) {
            Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_) => true,
            _ => self.getattr_opt(mapping, Symbol::intern("keys"))?.is_some(),
        };
        if !is_mapping {
            let (name, class) = (self.callee_name(callee), self.type_name(mapping));
            return Err(Raised::type_error(
                self,
                format!("{name} argument after ** must be a mapping, not {class}"),
            ));
        }
        for (name, value) in self.mapping_items(mapping)? {
            if keywords.iter().any(|&(known, _)| known == name) {
                let callee = self.callee_name(callee);
                return Err(Raised::type_error(
                    self,
                    format!("{callee} got multiple values for keyword argument '{name}'"),
                ));
            }
            keywords.push((name, value));
        }
        Ok(())
    }

    fn op_define(&mut self, at: usize, instr: rpython_bytecode::Instr) -> Result<Flow, Raised> {
        match instr.op {
            Op::MakeFunction(defaults) => {
                let code = self.pop();
                let defaults = self.pop_many(defaults as usize);
                self.define_function(at, code, defaults, Vec::new());
            }
            Op::MakeClosure(defaults) => {
                let (code, cells) = (self.pop(), self.pop());
                let cells = self.sequence_items(cells).unwrap_or_default();
                let defaults = self.pop_many(defaults as usize);
                self.define_function(at, code, defaults, cells);
            }
            Op::BuildClass => {
                let (dict, bases, name) = (self.pop(), self.pop(), self.pop());
                let bases = self.sequence_items(bases).unwrap_or_default();
                let name = self.symbol_of(name).unwrap_or_else(|| Symbol::intern("?"));
                let globals = self.frames[at].globals;
                let class = self.build_class(name, &bases, dict, globals, instr.span)?;
                self.push(class);
            }
            other => unreachable!("{other:?} defines nothing"),
        }
        Ok(Flow::Next)
    }

    fn define_function(&mut self, at: usize, code: Obj, defaults: Vec<Obj>, closure: Vec<Obj>) {
        let globals = self.frames[at].globals;
        let Object::Code(code) = self.get(code) else { return };
        let code = code.clone();
        let function = self.new_function(code, globals, defaults, closure);
        self.push(function);
    }
}
