//! Operators, attributes, items and displays; recording of ops with the exceptions they may raise.

use rpython_base::similar::did_you_mean;
use rpython_base::{Diagnostic, Symbol};
use rpython_bytecode::{BinOp, CallShape, CmpOp, Op, UnOp};
use rpython_host::{Obj, Object, Raised};

use super::fold::{Folded, fold, is_plain};
use super::machine::Step;
use super::state::{Origin, Signal, Val};
use super::{Builder, Fact, Failure};
use crate::graph::{Operand, VarId};
use crate::ops::OpKind;

/// The result of evaluating an op.
pub(super) enum Value {
    /// It is this.
    Is(Val),
    /// It raised; control has gone elsewhere.
    Left(Step),
}

/// `let val = evaluate!(self.value(...)?);`: goes on with the value, or follows the exception.
macro_rules! evaluate {
    ($value:expr) => {
        match $value {
            $crate::build::ops::Value::Is(val) => val,
            $crate::build::ops::Value::Left(step) => return Ok(step),
        }
    };
}
pub(super) use evaluate;

/// What an op may raise.
#[derive(Default)]
pub(super) struct Raises {
    /// Classes for which any handler of this function asks.
    pub(super) classes: Vec<Obj>,
    /// Raises only where it calls functions of the program, or in rare cases: a handler asks for it, but
    /// does not lose variables because of it.
    pub(super) soft: Vec<Obj>,
}

impl Builder<'_> {
    pub(super) fn operation(&mut self, op: Op) -> Result<Step, Failure> {
        match op {
            Op::Unary(op) => self.unary(op),
            Op::Binary(op) => self.binary(binary_kind(op)),
            Op::Inplace(op) => self.binary(inplace_kind(op)),
            Op::Compare(op) => self.compare_values(op),
            Op::LoadAttr(i) => self.load_attr(self.code.names[i as usize]),
            Op::StoreAttr(i) => {
                let name = self.name_constant(self.code.names[i as usize]);
                let args = self.pop_many(2);
                self.statement(OpKind::setattr, &[args[1], name, args[0]])
            }
            Op::DeleteAttr(i) => {
                let name = self.code.names[i as usize];
                let help = "assign None instead";
                let message = format!("deleting the attribute '{name}' is not RPython");
                Err(Box::new(self.error("delete-attribute", message).with_help(help)))
            }
            Op::LoadSubscr => self.pop_and_push(OpKind::getitem, 2),
            Op::StoreSubscr => {
                let args = self.pop_many(3);
                self.statement(OpKind::setitem, &[args[1], args[2], args[0]])
            }
            Op::DeleteSubscr => {
                let args = self.pop_many(2);
                self.statement(OpKind::delitem, &args)
            }
            Op::LoadSlice => self.pop_and_push(OpKind::getslice, 3),
            Op::StoreSlice => {
                let args = self.pop_many(4);
                self.statement(OpKind::setslice, &[args[1], args[2], args[3], args[0]])
            }
            Op::DeleteSlice => {
                let args = self.pop_many(3);
                self.statement(OpKind::delslice, &args)
            }
            Op::BuildSlice => self.pop_and_push(OpKind::newslice, 3),
            _ => self.display(op),
        }
    }

    fn display(&mut self, op: Op) -> Result<Step, Failure> {
        match op {
            Op::BuildTuple(count) => self.build_tuple(count as usize),
            Op::BuildList(0) => {
                let list = self.plain_op(OpKind::newlist, &[])?;
                self.known.insert(list, Fact::EmptyList);
                self.push(Val::Var(list));
                Ok(Step::Next)
            }
            Op::BuildList(count) => self.pop_and_push(OpKind::newlist, count as usize),
            Op::BuildSet(count) => self.pop_and_push(OpKind::newset, count as usize),
            Op::BuildMap(_) => self.pop_and_push(OpKind::newdict, 0),
            Op::StoreMap => {
                let args = self.pop_many(2);
                self.plain_op(OpKind::setitem, &[self.top(), args[1], args[0]])?;
                Ok(Step::Next)
            }
            Op::MapAdd(below) => {
                let args = self.pop_many(2);
                let dict = self.peek(below as usize - 1);
                self.plain_op(OpKind::setitem, &[dict, args[1], args[0]])?;
                Ok(Step::Next)
            }
            Op::ListAppend(below) => self.call_adder("append", below as usize),
            Op::ListDone => self.pop_and_push(OpKind::list_done, 1),
            Op::SetAdd(below) => self.call_adder("add", below as usize),
            Op::UnpackSequence(count) => self.unpack(count as usize),
            _ => unreachable!("dispatched elsewhere"),
        }
    }

    /// Pops the operands, pushes the result.
    fn pop_and_push(&mut self, kind: OpKind, count: usize) -> Result<Step, Failure> {
        let args = self.pop_many(count);
        let value = evaluate!(self.value(kind, &args)?);
        self.push(value);
        Ok(Step::Next)
    }

    fn statement(&mut self, kind: OpKind, args: &[Val]) -> Result<Step, Failure> {
        evaluate!(self.value(kind, args)?);
        Ok(Step::Next)
    }

    fn call_adder(&mut self, method: &str, below: usize) -> Result<Step, Failure> {
        let item = self.pop();
        let container = self.peek(below - 1);
        let name = self.name_constant(Symbol::intern(method));
        let adder = self.plain_op(OpKind::getattr, &[container, name])?;
        self.plain_op(OpKind::simple_call, &[Val::Var(adder), item])?;
        Ok(Step::Next)
    }

    pub(super) fn name_constant(&mut self, name: Symbol) -> Val {
        Val::Const(self.host.name(name))
    }

    /// Records an op that raises nothing, unfolded.
    pub(super) fn plain_op(&mut self, kind: OpKind, args: &[Val]) -> Result<VarId, Failure> {
        let args = self.operands(args)?;
        Ok(self.append(kind, args))
    }

    /// The result of an op: folded, or recorded with the exceptions it may raise here.
    pub(super) fn value(&mut self, kind: OpKind, args: &[Val]) -> Result<Value, Failure> {
        if let Some(consts) = constants(args) {
            match fold(self.host, kind, &consts) {
                Folded::Value(obj) => return Ok(Value::Is(Val::Const(obj))),
                Folded::Raises(raised) => return self.always_raises(kind.name(), &consts, raised),
                Folded::No => {}
            }
            if let Some(obj) = self.found_in_closure(kind, &consts) {
                return Ok(Value::Is(Val::Const(obj)));
            }
        }
        let operands = self.operands(args)?;
        let raises = self.raises(kind, operands.first().copied());
        Ok(Value::Is(self.record(kind, operands, raises)))
    }

    /// What is found under a constant in a list or dict of the enclosing function, if nobody changes that: functions
    /// that are generated for a description look things up in it, and their code depends on what they find.
    fn found_in_closure(&mut self, kind: OpKind, args: &[Obj]) -> Option<Obj> {
        let (&container, &key) = match (kind, args) {
            (OpKind::contains | OpKind::getitem | OpKind::getitem_idx | OpKind::getitem_key, [a, b]) => {
                (a, b)
            }
            _ => return None,
        };
        let is_table = matches!(self.host.get(container), Object::Dict(_) | Object::List(_) | Object::Set(_));
        let is_own = self
            .closure
            .iter()
            .any(|&cell| matches!(self.host.get(cell), Object::Cell(Some(o)) if *o == container));
        if !is_table || !is_own || !is_plain(self.host, key) || !self.host.closure_only_read(container) {
            return None;
        }
        match kind {
            OpKind::contains => {
                self.host.contains(container, key).ok().map(|found| self.host.new_bool(found))
            }
            _ => self.host.getitem(container, key).ok(),
        }
    }

    /// Records an op. If a handler asks for an exception of it, the block ends, and the machine goes on in
    /// the block for the normal case: values held outside the frame are then out of date.
    pub(super) fn record(&mut self, kind: OpKind, args: Vec<Operand>, raises: Raises) -> Val {
        let result = self.append(kind, args);
        if !self.st.has_handler() {
            return Val::Var(result);
        }
        self.split_for_exceptions(result, &raises)
    }

    /// An op on constants raises for certain: goes to a handler if there is an `except` around, else it is an
    /// error of the program.
    pub(super) fn always_raises(
        &mut self,
        what: &str,
        args: &[Obj],
        raised: Raised,
    ) -> Result<Value, Failure> {
        let failure = self.always_raises_error(what, args, &raised);
        if !self.st.has_except() {
            return Err(failure);
        }
        let index = self.folded_errors.len() as u32;
        self.folded_errors.push(failure);
        let payload = [Val::Const(raised.class), Val::Const(raised.value)];
        Ok(Value::Left(self.leave(Signal::Raise(Origin::Folded(index)), &payload)?))
    }

    fn always_raises_error(&mut self, what: &str, args: &[Obj], raised: &Raised) -> Failure {
        if let ("getattr", &[object, name]) = (what, args)
            && self.host.raised_is(raised, self.host.exc.attribute_error)
            && let Some(name) = self.host.symbol_of(name)
        {
            return self.no_attribute(object, name);
        }
        let args: Vec<String> = args.iter().map(|&a| short_repr(self.host, a)).collect();
        let line = self.host.exception_line(raised);
        let message = format!("{} always raises {line}", in_words(what, &args));
        let error = Diagnostic::error("always-raises", self.span, message);
        Box::new(
            error.with_note("all operands are known while translating, so this cannot succeed at run time"),
        )
    }

    /// The error for reading an attribute that a constant does not have.
    fn no_attribute(&mut self, object: Obj, name: Symbol) -> Failure {
        let what = match self.host.get(object) {
            Object::Module(module) => format!("the module {}", module.name),
            Object::Class(class) => format!("the class {}", class.name),
            Object::Function(function) => format!("the function {}()", function.name),
            _ => short_repr(self.host, object),
        };
        let error = self.error("attribute", format!("{what} has no attribute {name}"));
        let names: Vec<Symbol> = match self.host.get(object) {
            Object::Module(module) => module.dict.keys().copied().collect(),
            Object::Class(class) => class.dict.keys().copied().collect(),
            _ => Vec::new(),
        };
        Box::new(match did_you_mean(name.as_str(), names.iter().map(|n| n.as_str())) {
            Some(near) => error.with_help(format!("did you mean {near}?")),
            None => *error,
        })
    }

    fn unary(&mut self, op: UnOp) -> Result<Step, Failure> {
        let kind = match op {
            UnOp::Pos => OpKind::pos,
            UnOp::Neg => OpKind::neg,
            UnOp::Invert => OpKind::invert,
            UnOp::Repr => OpKind::repr,
            UnOp::Not => return self.negate(),
        };
        if kind == OpKind::neg && self.is_checked(1) {
            return self.checked(kind, 1);
        }
        self.pop_and_push(kind, 1)
    }

    fn negate(&mut self) -> Result<Step, Failure> {
        let value = self.pop();
        let bool_value = match value.var() {
            Some(var) if matches!(self.known.get(&var), Some(Fact::Bool | Fact::NotOf(_))) => value,
            _ => evaluate!(self.value(OpKind::bool, &[value])?),
        };
        let negated = self.negated(bool_value)?;
        self.push(negated);
        Ok(Step::Next)
    }

    /// `not` of a bool.
    fn negated(&mut self, value: Val) -> Result<Val, Failure> {
        if let Val::Const(obj) = value {
            return Ok(Val::Const(self.host.new_bool(obj != Obj::TRUE)));
        }
        let var = self.plain_op(OpKind::not_, &[value])?;
        if let Some(of) = value.var() {
            self.known.insert(var, Fact::NotOf(of));
        }
        Ok(Val::Var(var))
    }

    fn binary(&mut self, kind: OpKind) -> Result<Step, Failure> {
        if self.is_checked(2) && kind.with_overflow_check().is_some() {
            return self.checked(kind, 2);
        }
        self.pop_and_push(kind, 2)
    }

    /// Whether the result of the operator being executed is the sole argument of `ovfcheck`.
    fn is_checked(&self, operands: usize) -> bool {
        let next = self.code.instrs.get(self.pc as usize + 1).map(|i| i.op);
        next == Some(Op::Call(CallShape::positional(1)))
            && self.st.stack.len() > operands
            && self.is_ovfcheck(self.peek(operands))
    }

    pub(super) fn is_ovfcheck(&self, callee: Val) -> bool {
        match callee {
            Val::Const(obj) => self.intrinsic(obj).is_some_and(|id| id == "rarithmetic.ovfcheck"),
            _ => false,
        }
    }

    /// Executes an operator together with the `ovfcheck` around it.
    fn checked(&mut self, kind: OpKind, count: usize) -> Result<Step, Failure> {
        let args = self.pop_many(count);
        let callee = self.pop();
        if let Some(consts) = constants(&args) {
            match fold(self.host, kind, &consts) {
                Folded::Value(obj) => return self.check_constant(callee, obj),
                Folded::Raises(raised) => {
                    evaluate!(self.always_raises(kind.name(), &consts, raised)?);
                }
                Folded::No => {}
            }
        }
        let kind = kind.with_overflow_check().unwrap_or(kind);
        let operands = self.operands(&args)?;
        let raises = self.raises(kind, None);
        let result = self.record(kind, operands, raises);
        self.push(result);
        Ok(Step::Jump(self.pc + 2))
    }

    fn check_constant(&mut self, callee: Val, value: Obj) -> Result<Step, Failure> {
        let Val::Const(callee) = callee else { unreachable!("ovfcheck is a constant") };
        match self.host.call(callee, &[value], &[]) {
            Ok(value) => {
                self.push(Val::Const(value));
                Ok(Step::Jump(self.pc + 2))
            }
            Err(raised) => {
                // What ovfcheck() reports is what the program wants to know.
                self.leave(
                    Signal::Raise(Origin::Explicit),
                    &[Val::Const(raised.class), Val::Const(raised.value)],
                )
            }
        }
    }

    fn compare_values(&mut self, op: CmpOp) -> Result<Step, Failure> {
        let kind = match op {
            CmpOp::Lt => OpKind::lt,
            CmpOp::Le => OpKind::le,
            CmpOp::Eq => OpKind::eq,
            CmpOp::Ne => OpKind::ne,
            CmpOp::Gt => OpKind::gt,
            CmpOp::Ge => OpKind::ge,
            CmpOp::Is => OpKind::is_,
            CmpOp::In | CmpOp::NotIn => {
                let args = self.pop_many(2);
                let found = evaluate!(self.value(OpKind::contains, &[args[1], args[0]])?);
                return self.push_maybe_negated(found, op == CmpOp::NotIn);
            }
            CmpOp::IsNot => {
                let args = self.pop_many(2);
                let same = evaluate!(self.value(OpKind::is_, &args)?);
                return self.push_maybe_negated(same, true);
            }
            CmpOp::ExcMatch => return self.match_exception(),
        };
        self.pop_and_push(kind, 2)
    }

    fn push_maybe_negated(&mut self, value: Val, negate: bool) -> Result<Step, Failure> {
        let value = if negate { self.negated(value)? } else { value };
        self.push(value);
        Ok(Step::Next)
    }

    fn load_attr(&mut self, name: Symbol) -> Result<Step, Failure> {
        let object = self.pop();
        if let Val::Bound(this, entry) = object {
            let method = self.super_attr(this, entry, name)?;
            self.push(method);
            return Ok(Step::Next);
        }
        let name = self.name_constant(name);
        let is_method = object.var().is_some()
            && self.st.has_handler()
            && super::liveness::is_called(&self.code, self.pc as usize);
        if is_method {
            // Looking up a method to call it right away raises nothing.
            let method = self.plain_op(OpKind::getattr, &[object, name])?;
            self.push(Val::Var(method));
            return Ok(Step::Next);
        }
        let value = evaluate!(self.value(OpKind::getattr, &[object, name])?);
        self.push(value);
        Ok(Step::Next)
    }

    fn build_tuple(&mut self, count: usize) -> Result<Step, Failure> {
        let items = self.pop_many(count);
        let tuple = evaluate!(self.value(OpKind::newtuple, &items)?);
        if let Some(var) = tuple.var() {
            self.known.insert(var, Fact::Tuple(items));
        }
        self.push(tuple);
        Ok(Step::Next)
    }

    fn unpack(&mut self, count: usize) -> Result<Step, Failure> {
        let sequence = self.pop();
        if let Some(items) = self.known_items(sequence) {
            if items.len() == count {
                self.st.stack.extend(items.into_iter().rev());
                return Ok(Step::Next);
            }
            let message = format!("a tuple of {} cannot be unpacked into {count} variables", items.len());
            return Err(self.error("unpack", message));
        }
        let length = Val::Const(self.host.new_int(count as i64));
        let args = self.operands(&[sequence, length])?;
        let raises = Raises { classes: vec![self.host.exc.value_error], soft: Vec::new() };
        let tuple = self.record(OpKind::unpack_sequence, args, raises);
        for index in (0..count).rev() {
            let index = Val::Const(self.host.new_int(index as i64));
            let item = self.plain_op(OpKind::getitem, &[tuple, index])?;
            self.push(Val::Var(item));
        }
        Ok(Step::Next)
    }

    /// The items of a tuple that is a constant or was made in this block.
    pub(super) fn known_items(&self, val: Val) -> Option<Vec<Val>> {
        match val {
            Val::Const(obj) => match self.host.get(obj) {
                Object::Tuple(items) => Some(items.iter().map(|&item| Val::Const(item)).collect()),
                _ => None,
            },
            _ => match self.known.get(&val.var()?) {
                Some(Fact::Tuple(items)) => Some(items.clone()),
                _ => None,
            },
        }
    }

    /// What an op of this kind may raise, by what the program's own handlers can ask for.
    pub(super) fn raises(&self, kind: OpKind, callee: Option<Operand>) -> Raises {
        use OpKind as K;
        let exc = &self.host.exc;
        let hard = |classes: &[Obj]| Raises { classes: classes.to_vec(), soft: Vec::new() };
        let soft = |class: Obj| Raises { classes: Vec::new(), soft: vec![class] };
        match kind {
            K::getitem | K::setitem | K::delitem => {
                hard(&[exc.index_error, exc.key_error, exc.base_exception])
            }
            K::contains => hard(&[exc.base_exception]),
            K::next => Raises { classes: vec![exc.stop_iteration], soft: vec![exc.base_exception] },
            K::truediv
            | K::floordiv
            | K::div
            | K::mod_
            | K::divmod
            | K::inplace_truediv
            | K::inplace_floordiv
            | K::inplace_div
            | K::inplace_mod => hard(&[exc.zero_division_error]),
            K::pow | K::inplace_pow => hard(&[exc.zero_division_error, exc.value_error, exc.overflow_error]),
            K::floordiv_ovf | K::div_ovf | K::mod_ovf => hard(&[exc.zero_division_error, exc.overflow_error]),
            K::neg_ovf | K::abs_ovf | K::add_ovf | K::sub_ovf | K::mul_ovf | K::lshift_ovf => {
                hard(&[exc.overflow_error])
            }
            K::int | K::float | K::long | K::chr | K::unichr => hard(&[exc.value_error]),
            K::str => soft(exc.unicode_encode_error),
            K::unicode => soft(exc.unicode_decode_error),
            K::mul | K::inplace_mul => soft(exc.memory_error),
            K::getattr | K::setattr | K::len | K::iter | K::getslice | K::setslice | K::delslice => {
                soft(exc.base_exception)
            }
            K::simple_call | K::call_args => self.call_raises(callee),
            _ => Raises::default(),
        }
    }
}

/// All values, if all are constants.
pub(super) fn constants(args: &[Val]) -> Option<Vec<Obj>> {
    args.iter()
        .map(|val| match val {
            Val::Const(obj) => Some(*obj),
            _ => None,
        })
        .collect()
}

/// An operation as it is written.
fn in_words(what: &str, args: &[String]) -> String {
    let symbol = match what.trim_start_matches("inplace_").trim_end_matches('_') {
        "add" => "+",
        "sub" => "-",
        "mul" => "*",
        "truediv" | "div" => "/",
        "floordiv" => "//",
        "mod" => "%",
        "lshift" => "<<",
        "rshift" => ">>",
        "and" => "&",
        "or" => "|",
        "xor" => "^",
        "pow" => "**",
        "lt" => "<",
        "le" => "<=",
        "eq" => "==",
        "ne" => "!=",
        "gt" => ">",
        "ge" => ">=",
        "neg" | "pos" | "invert" | "getitem" | "contains" => "",
        _ => return format!("{what}({})", args.join(", ")),
    };
    match (what, args) {
        ("neg", [a]) => format!("-{a}"),
        ("pos", [a]) => format!("+{a}"),
        ("invert", [a]) => format!("~{a}"),
        ("getitem", [a, b]) => format!("{a}[{b}]"),
        ("contains", [a, b]) => format!("{b} in {a}"),
        (_, [a, b]) => format!("{a} {symbol} {b}"),
        _ => format!("{what}({})", args.join(", ")),
    }
}

/// The beginning of `repr(obj)`, without addresses.
fn short_repr(host: &mut rpython_host::Host, obj: Obj) -> String {
    let mut text = match host.repr(obj) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(_) => host.class_name(obj).to_owned(),
    };
    if let Some(at) = text.find(" at 0x") {
        let digits = text[at + 6..].bytes().take_while(u8::is_ascii_hexdigit).count();
        text.replace_range(at..at + 6 + digits, "");
    }
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text,
    }
}

fn binary_kind(op: BinOp) -> OpKind {
    match op {
        BinOp::Add => OpKind::add,
        BinOp::Sub => OpKind::sub,
        BinOp::Mul => OpKind::mul,
        BinOp::Div => OpKind::div,
        BinOp::TrueDiv => OpKind::truediv,
        BinOp::FloorDiv => OpKind::floordiv,
        BinOp::Mod => OpKind::mod_,
        BinOp::Pow => OpKind::pow,
        BinOp::LShift => OpKind::lshift,
        BinOp::RShift => OpKind::rshift,
        BinOp::And => OpKind::and_,
        BinOp::Or => OpKind::or_,
        BinOp::Xor => OpKind::xor,
    }
}

fn inplace_kind(op: BinOp) -> OpKind {
    match op {
        BinOp::Add => OpKind::inplace_add,
        BinOp::Sub => OpKind::inplace_sub,
        BinOp::Mul => OpKind::inplace_mul,
        BinOp::Div => OpKind::inplace_div,
        BinOp::TrueDiv => OpKind::inplace_truediv,
        BinOp::FloorDiv => OpKind::inplace_floordiv,
        BinOp::Mod => OpKind::inplace_mod,
        BinOp::Pow => OpKind::inplace_pow,
        BinOp::LShift => OpKind::inplace_lshift,
        BinOp::RShift => OpKind::inplace_rshift,
        BinOp::And => OpKind::inplace_and,
        BinOp::Or => OpKind::inplace_or,
        BinOp::Xor => OpKind::inplace_xor,
    }
}
