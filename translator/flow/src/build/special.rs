//! Calls of known functions: built-in functions that are ops, and what folds.

use rpython_base::Symbol;
use rpython_host::{Obj, Object};

use super::Builder;
use super::Failure;
use super::fold::{Folded, fold_builtin_call, is_frozen};
use super::ops::{Value, constants};
use super::state::Val;
use crate::ops::{OpKind, operator_op};

impl Builder<'_> {
    /// The id of a library function that the compiler must understand itself.
    pub(super) fn intrinsic(&self, obj: Obj) -> Option<String> {
        let Object::Function(data) = self.host.get(obj) else { return None };
        let id = data.attrs.get(&Symbol::intern("_intrinsic_"))?;
        Some(String::from_utf8_lossy(self.host.str_bytes(*id)?).into_owned())
    }

    /// A call of a known function that is an op of its own, or whose result is known; else `None`.
    pub(super) fn special_call(&mut self, callee: Obj, args: &[Val]) -> Result<Option<Value>, Failure> {
        match self.host.get(callee) {
            Object::Function(_) => self.intrinsic_call(callee, args),
            Object::Builtin(data) if data.this.is_none() => {
                let qualname = data.qualname.as_str();
                if let Some(kind) = qualname.strip_prefix("operator.").and_then(operator_op)
                    && kind.arity().allows(args.len())
                {
                    return self.value(kind, args).map(Some);
                }
                let Some(name) = qualname.strip_prefix("__builtin__.") else { return Ok(None) };
                self.builtin_call(name, args)
            }
            Object::Class(_) => self.class_call(callee, args),
            _ => Ok(None),
        }
    }

    fn intrinsic_call(&mut self, callee: Obj, args: &[Val]) -> Result<Option<Value>, Failure> {
        match (self.intrinsic(callee).as_deref(), args) {
            (Some("objectmodel.we_are_translated"), []) => Ok(Some(Value::Is(Val::Const(Obj::TRUE)))),
            (Some("translation.threads"), []) => Ok(Some(self.boolean(self.host.features.threads))),
            (Some("translation.continuations"), []) => {
                Ok(Some(self.boolean(self.host.features.continuations)))
            }
            (Some(id @ ("translation.need_threads" | "translation.need_continuations")), []) => {
                self.needed_feature(id).map(Some)
            }
            (Some("rarithmetic.ovfcheck"), &[arg]) => self.ovfcheck(callee, arg).map(Some),
            _ => Ok(None),
        }
    }

    /// The library needs threads or continuations here.
    fn needed_feature(&self, id: &str) -> Result<Value, Failure> {
        let features = self.host.features;
        let (there, option, what) = match id {
            "translation.need_threads" => (features.threads, "thread", "threads"),
            _ => (features.continuations, "continuation", "continuations"),
        };
        if there {
            return Ok(Value::Is(Val::Const(Obj::NONE)));
        }
        let help = format!("translate with --{option}");
        Err(Box::new(self.error("feature", format!("this program uses {what}")).with_help(help)))
    }

    fn boolean(&self, on: bool) -> Value {
        Value::Is(Val::Const(if on { Obj::TRUE } else { Obj::FALSE }))
    }

    /// `ovfcheck(x)` where x is not an operation itself but the result of the one just recorded.
    fn ovfcheck(&mut self, callee: Obj, arg: Val) -> Result<Value, Failure> {
        if let Val::Const(obj) = arg {
            return match self.host.call(callee, &[obj], &[]) {
                Ok(value) => Ok(Value::Is(Val::Const(value))),
                Err(raised) => self.always_raises("ovfcheck", &[obj], raised),
            };
        }
        let last = self.graph.blocks[self.cur].ops.last();
        let checked =
            last.filter(|op| arg.var() == Some(op.result)).and_then(|op| op.kind.with_overflow_check());
        let Some(kind) = checked else {
            let message = "the argument of ovfcheck() must be an operation such as `a + b`";
            let help = "write ovfcheck(a + b), one operation for each ovfcheck()";
            return Err(Box::new(self.error("ovfcheck", message).with_help(help)));
        };
        let Some(op) = self.graph.blocks[self.cur].ops.pop() else { unreachable!("it was there") };
        self.append_into(kind, op.args, op.result);
        let raises = self.raises(kind, None);
        if !self.st.has_handler() {
            return Ok(Value::Is(Val::Var(op.result)));
        }
        Ok(Value::Is(self.split_for_exceptions(op.result, &raises)))
    }

    fn builtin_call(&mut self, name: &str, args: &[Val]) -> Result<Option<Value>, Failure> {
        if let Some(kind) = builtin_op(name, args.len()) {
            let named = |val: Val| matches!(val, Val::Const(obj) if self.host.symbol_of(obj).is_some());
            if kind != OpKind::getattr || named(args[1]) {
                return self.value(kind, args).map(Some);
            }
        }
        match (name, args) {
            ("getattr", &[object, Val::Const(name), default]) => {
                return Ok(self.getattr_with_default(object, name, default)?.map(Value::Is));
            }
            ("callable", &[Val::Const(object)]) => {
                let callable = self.host.is_callable(object);
                return Ok(Some(Value::Is(Val::Const(self.host.new_bool(callable)))));
            }
            (
                "locals" | "globals" | "vars" | "dir" | "eval" | "execfile" | "compile" | "__import__"
                | "reload",
                _,
            ) => {
                return Err(
                    self.error("dynamic-code", format!("a function that calls {name}() is not RPython"))
                );
            }
            _ => {}
        }
        // Of two constants, type inference finds the smaller and the larger one.
        if matches!((name, args.len()), ("min" | "max", 3..) | ("round" | "pow", _))
            && let Some(consts) = constants(args)
        {
            match fold_builtin_call(self.host, name, &consts) {
                Folded::Value(obj) => return Ok(Some(Value::Is(Val::Const(obj)))),
                Folded::Raises(raised) => return self.always_raises(name, &consts, raised).map(Some),
                Folded::No => {}
            }
        }
        Ok(None)
    }

    /// `getattr(x, 'name', default)` folds on constants whose attributes are constants.
    fn getattr_with_default(&mut self, object: Val, name: Obj, default: Val) -> Result<Option<Val>, Failure> {
        let (Val::Const(object), Some(name)) = (object, self.host.symbol_of(name)) else { return Ok(None) };
        if !is_frozen(self.host, object) {
            return Ok(None);
        }
        Ok(Some(match self.host.getattr(object, name) {
            Ok(value) => Val::Const(value),
            Err(_) => default,
        }))
    }

    /// Calls of built-in classes that are conversions.
    fn class_call(&mut self, callee: Obj, args: &[Val]) -> Result<Option<Value>, Failure> {
        let classes = &self.host.classes;
        if callee == classes.super_ {
            if let [Val::Const(class), Val::Var(this)] = *args
                && self.host.class(class).is_some()
            {
                return Ok(Some(Value::Is(self.call_super(class, this))));
            }
            return Err(self.error("super", "super() needs a constant class and an instance"));
        }
        if let &[arg] = args {
            let kinds = [
                (classes.bool, OpKind::bool),
                (classes.int, OpKind::int),
                (classes.float, OpKind::float),
                (classes.long, OpKind::long),
                (classes.str, OpKind::str),
                (classes.unicode, OpKind::unicode),
                (classes.type_, OpKind::type_),
            ];
            if let Some(&(_, kind)) = kinds.iter().find(|(class, _)| *class == callee) {
                return self.value(kind, &[arg]).map(Some);
            }
        }
        // The argument may be larger than any word: `r_uint(0xefcdab89)` where words have 32 bits.
        if let &[Val::Const(arg)] = args
            && matches!(self.host.get(arg), Object::Long(_))
            && self.host.is_subclass_raw(callee, classes.rint)
            && let Ok(value) = self.host.call(callee, &[arg], &[])
        {
            return Ok(Some(Value::Is(Val::Const(value))));
        }
        if self.host.is_pointer_type_class(callee)
            && let Some(consts) = constants(args)
        {
            return match self.host.call(callee, &consts, &[]) {
                Ok(ty) => Ok(Some(Value::Is(Val::Const(ty)))),
                Err(raised) => self.always_raises("Ptr", &consts, raised).map(Some),
            };
        }
        let classes = &self.host.classes;
        let conversions =
            [classes.int, classes.float, classes.long, classes.str, classes.unicode, classes.bool];
        if !conversions.contains(&callee) {
            return Ok(None);
        }
        // `int('ff', 16)`, `str()`
        let Some(consts) = constants(args) else { return Ok(None) };
        let name = self.host.class_data(callee).name;
        match fold_builtin_call(self.host, name.as_str(), &consts) {
            Folded::Value(obj) => Ok(Some(Value::Is(Val::Const(obj)))),
            Folded::Raises(raised) => self.always_raises(name.as_str(), &consts, raised).map(Some),
            Folded::No => Ok(None),
        }
    }
}

/// Built-in functions that are ops.
fn builtin_op(name: &str, count: usize) -> Option<OpKind> {
    use OpKind as K;
    Some(match (name, count) {
        ("len", 1) => K::len,
        ("abs", 1) => K::abs,
        ("ord", 1) => K::ord,
        ("chr", 1) => K::chr,
        ("unichr", 1) => K::unichr,
        ("hex", 1) => K::hex,
        ("oct", 1) => K::oct,
        ("bin", 1) => K::bin,
        ("repr", 1) => K::repr,
        ("hash", 1) => K::hash,
        ("id", 1) => K::id,
        ("iter", 1) => K::iter,
        ("next", 1) => K::next,
        ("divmod", 2) => K::divmod,
        ("cmp", 2) => K::cmp,
        ("coerce", 2) => K::coerce,
        ("pow", 2) => K::pow,
        ("getattr", 2) => K::getattr,
        ("isinstance", 2) => K::isinstance,
        ("issubclass", 2) => K::issubtype,
        _ => return None,
    })
}
