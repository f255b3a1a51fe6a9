//! Calls, functions made inside functions, and print.

use rpython_bytecode::{CallShape, Op};
use rpython_host::{Obj, Object};

use super::machine::Step;
use super::ops::{Value, evaluate};
use super::state::Val;
use super::{Builder, Fact, Failure};
use crate::graph::Operand;
use crate::ops::OpKind;

impl Builder<'_> {
    pub(super) fn call(&mut self, shape: CallShape) -> Result<Step, Failure> {
        let names = self.keyword_names(shape);
        let count = shape.positional as usize
            + names.as_ref().map_or(0, Vec::len)
            + shape.star as usize
            + shape.starstar as usize;
        let mut args = self.pop_many(count);
        let mut callee = self.pop();
        let mut shape = shape;
        if shape.star
            && !shape.starstar
            && let Some(items) = args.last().and_then(|&star| self.known_items(star))
        {
            // A tuple of known length: its items become positional arguments.
            args.pop();
            let at = shape.positional as usize;
            shape.positional += items.len() as u16;
            shape.star = false;
            args.splice(at..at, items);
        }
        if let Val::Bound(this, entry) = callee {
            let Some((function, this)) = self.bound_method(this, entry)? else {
                self.push(Val::Const(Obj::NONE));
                return Ok(Step::Next);
            };
            callee = function;
            args.insert(0, this);
            shape.positional += 1;
        }
        if let Val::Const(obj) = callee
            && let Object::BoundMethod(data) = self.host.get(obj)
        {
            // A bound method of a prebuilt object is a call of its function.
            let data = *data;
            if data.this != Obj::NONE && matches!(self.host.get(data.func), Object::Function(_)) {
                callee = Val::Const(data.func);
                args.insert(0, Val::Const(data.this));
                shape.positional += 1;
            }
        }
        if self.is_print(callee) {
            return self.print_call(&args, shape, &names.unwrap_or_default());
        }
        let result = if names.is_none() && !shape.star && !shape.starstar {
            evaluate!(self.positional_call(callee, args)?)
        } else {
            self.shaped_call(callee, &args, shape, names.unwrap_or_default())?
        };
        self.push(result);
        Ok(Step::Next)
    }

    fn keyword_names(&self, shape: CallShape) -> Option<Vec<Obj>> {
        if shape.keywords == u32::MAX {
            return None;
        }
        match self.host.get(self.consts[shape.keywords as usize]) {
            Object::Tuple(items) if !items.is_empty() => Some(items.to_vec()),
            _ => None,
        }
    }

    /// A call with positional arguments only.
    pub(super) fn positional_call(&mut self, callee: Val, args: Vec<Val>) -> Result<Value, Failure> {
        if let Val::Const(obj) = callee
            && let Some(value) = self.special_call(obj, &args)?
        {
            return Ok(value);
        }
        let mut operands = vec![self.operand(callee)?];
        operands.extend(self.operands(&args)?);
        Ok(Value::Is(self.record_call(OpKind::simple_call, operands)))
    }

    fn shaped_call(
        &mut self,
        callee: Val,
        args: &[Val],
        shape: CallShape,
        names: Vec<Obj>,
    ) -> Result<Val, Failure> {
        if shape.starstar {
            let help = "pass the arguments by name instead";
            return Err(Box::new(
                self.error("star-args", "a call with **arguments is not RPython").with_help(help),
            ));
        }
        if self.is_ovfcheck(callee) {
            return Err(self.error("ovfcheck", "ovfcheck() takes one positional argument"));
        }
        let names = self.host.new_tuple(&names);
        let positional = self.host.new_int(shape.positional as i64);
        let flags = [self.host.new_bool(shape.star), self.host.new_bool(shape.starstar)];
        let shape = self.host.new_tuple(&[positional, names, flags[0], flags[1]]);
        let mut operands = vec![self.operand(callee)?, Operand::Const(shape)];
        operands.extend(self.operands(args)?);
        Ok(self.record_call(OpKind::call_args, operands))
    }

    /// Records a call; of a class, its result is an instance of it.
    pub(super) fn record_call(&mut self, kind: OpKind, operands: Vec<Operand>) -> Val {
        let raises = self.call_raises(Some(operands[0]));
        let class = operands[0].as_const().filter(|&obj| self.makes_instances(obj));
        let value = self.record(kind, operands, raises);
        if let (Some(class), Some(var)) = (class, value.var()) {
            self.known.insert(var, Fact::InstanceOf(class));
        }
        value
    }

    /// Whether calling it gives an instance of exactly this class.
    fn makes_instances(&self, obj: Obj) -> bool {
        if self.host.class(obj).is_none() {
            return false;
        }
        let Some((_, new)) = self.host.lookup_class_attr(obj, rpython_base::Symbol::intern("__new__")) else {
            return true;
        };
        let new = match self.host.get(new) {
            Object::StaticMethod(inner) => *inner,
            _ => new,
        };
        !matches!(self.host.get(new), Object::Function(_))
    }

    /// `MakeFunction` and `MakeClosure`: possible where everything is known, so that the function is made once.
    pub(super) fn make_function(&mut self, op: Op) -> Result<Step, Failure> {
        let (count, has_cells) = match op {
            Op::MakeFunction(count) => (count as usize, false),
            Op::MakeClosure(count) => (count as usize, true),
            _ => unreachable!("dispatched elsewhere"),
        };
        let parts = self.pop_many(count + has_cells as usize + 1);
        let Some(parts) = super::ops::constants(&parts) else {
            let message = "a function defined inside a function must have constant default values";
            let help =
                "closures are not RPython: pass the value as an argument, or use a class with a method";
            return Err(Box::new(self.error("closure", message).with_help(help)));
        };
        let function = self.made_function(parts, count, has_cells)?;
        self.push(Val::Const(function));
        Ok(Step::Next)
    }

    fn made_function(&mut self, parts: Vec<Obj>, count: usize, has_cells: bool) -> Result<Obj, Failure> {
        if let Some(made) = self.made_functions.get(&self.pc)
            && let Some((_, function)) = made.iter().find(|(old, _)| *old == parts)
        {
            return Ok(*function);
        }
        let code = match self.host.get(parts[parts.len() - 1]) {
            Object::Code(code) => code.clone(),
            _ => return Err(self.error("internal", "a function without code")),
        };
        let cells =
            if has_cells { self.host.sequence_items(parts[count]).unwrap_or_default() } else { Vec::new() };
        let function = self.host.new_function(code, self.globals, parts[..count].to_vec(), cells);
        self.made_functions.entry(self.pc).or_default().push((parts, function));
        Ok(function)
    }

    /// `print x,` and the end of a line: calls of functions of the library.
    pub(super) fn print(&mut self, op: Op) -> Result<Step, Failure> {
        if op == Op::PrintNewline {
            let function = self.print_function(1)?;
            evaluate!(self.positional_call(Val::Const(function), Vec::new())?);
            return Ok(Step::Next);
        }
        let value = self.pop();
        let text = evaluate!(self.value(OpKind::str, &[value])?);
        let function = self.print_function(0)?;
        evaluate!(self.positional_call(Val::Const(function), vec![text])?);
        Ok(Step::Next)
    }

    fn is_print(&self, callee: Val) -> bool {
        matches!(callee, Val::Const(obj) if matches!(self.host.get(obj),
            Object::Builtin(data) if data.this.is_none() && data.qualname == "__builtin__.print"))
    }

    /// A call of `print` as a function: each argument like an item of the statement, then the end.
    fn print_call(&mut self, args: &[Val], shape: CallShape, names: &[Obj]) -> Result<Step, Failure> {
        if shape.star || shape.starstar {
            return Err(self.error("print", "print() with *args is not RPython"));
        }
        for &name in names {
            let name = self.host.symbol_of(name).map_or("", |name| name.as_str());
            if name != "end" {
                let help = "only the keyword argument `end` can be used";
                let error = self.error("print", format!("print() with {name}= is not RPython"));
                return Err(Box::new(error.with_help(help)));
            }
        }
        let (items, end) = args.split_at(shape.positional as usize);
        for &item in items {
            let text = evaluate!(self.value(OpKind::str, &[item])?);
            let function = self.print_function(3)?;
            evaluate!(self.positional_call(Val::Const(function), vec![text])?);
        }
        let function = self.print_function(if end.is_empty() { 1 } else { 2 })?;
        evaluate!(self.positional_call(Val::Const(function), end.to_vec())?);
        self.push(Val::Const(Obj::NONE));
        Ok(Step::Next)
    }

    fn print_function(&mut self, index: usize) -> Result<Obj, Failure> {
        if let Some(function) = self.print_functions[index] {
            return Ok(function);
        }
        let module = self.import_module("rpython.rlib.rprint")?;
        let name = ["print_string", "print_newline", "print_end", "print_argument"][index];
        match self.host.getattr(module, rpython_base::Symbol::intern(name)) {
            Ok(function) => {
                self.print_functions[index] = Some(function);
                Ok(function)
            }
            Err(raised) => Err(self.raised_error(&raised)),
        }
    }
}
