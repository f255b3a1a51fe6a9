//! `operator`.

use rpython_base::Symbol;
use rpython_bytecode::{BinOp, CmpOp, UnOp};

use crate::types::args::{self, Keywords};
use crate::types::number;
use crate::{BuiltinFn, Host, Obj, Raised};

macro_rules! binary_operators {
    ($($name:literal $op:ident)*) => {
        const BINARY: &[(&str, BuiltinFn)] = &[$((
            $name,
            |host, args, kw| {
                args::expect(host, $name, args, kw, (2, 2))?;
                host.binary(BinOp::$op, args[0], args[1])
            },
        )),*];
    };
}

macro_rules! inplace_operators {
    ($($name:literal $op:ident)*) => {
        const INPLACE: &[(&str, BuiltinFn)] = &[$((
            $name,
            |host, args, kw| {
                args::expect(host, $name, args, kw, (2, 2))?;
                host.inplace(BinOp::$op, args[0], args[1])
            },
        )),*];
    };
}

macro_rules! comparisons {
    ($($name:literal $op:ident)*) => {
        const COMPARISONS: &[(&str, BuiltinFn)] = &[$((
            $name,
            |host, args, kw| {
                args::expect(host, $name, args, kw, (2, 2))?;
                host.compare(CmpOp::$op, args[0], args[1])
            },
        )),*];
    };
}

macro_rules! unary_operators {
    ($($name:literal $op:ident)*) => {
        const UNARY: &[(&str, BuiltinFn)] = &[$((
            $name,
            |host, args, kw| {
                args::expect(host, $name, args, kw, (1, 1))?;
                host.unary(UnOp::$op, args[0])
            },
        )),*];
    };
}

binary_operators! {
    "add" Add "concat" Add "sub" Sub "mul" Mul "repeat" Mul "div" Div "truediv" TrueDiv "floordiv" FloorDiv "mod" Mod
    "pow" Pow "lshift" LShift "rshift" RShift "and_" And "or_" Or "xor" Xor
}

inplace_operators! {
    "iadd" Add "iconcat" Add "isub" Sub "imul" Mul "irepeat" Mul "idiv" Div "itruediv" TrueDiv "ifloordiv" FloorDiv
    "imod" Mod "ipow" Pow "ilshift" LShift "irshift" RShift "iand" And "ior" Or "ixor" Xor
}

comparisons! { "lt" Lt "le" Le "eq" Eq "ne" Ne "gt" Gt "ge" Ge "is_" Is "is_not" IsNot }

unary_operators! { "neg" Neg "pos" Pos "invert" Invert "inv" Invert "not_" Not }

fn truth(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "truth", args, kw, (1, 1))?;
    let value = host.is_true(args[0])?;
    Ok(host.new_bool(value))
}

fn abs(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "abs", args, kw, (1, 1))?;
    let name = host.names.abs;
    if let Some(result) = host.call_special(args[0], name, &[])? {
        return Ok(result);
    }
    let plain = host.content(args[0]);
    match number::abs(host, plain)? {
        Some(result) => Ok(result),
        None => {
            let given = host.type_name(args[0]);
            Err(Raised::type_error(host, format!("bad operand type for abs(): '{given}'")))
        }
    }
}

fn index(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "index", args, kw, (1, 1))?;
    let given = host.type_name(args[0]);
    let value = host.index_value(args[0], &format!("'{given}' object cannot be interpreted as an index"))?;
    Ok(host.new_int(value))
}

fn contains(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "contains", args, kw, (2, 2))?;
    let found = host.contains(args[0], args[1])?;
    Ok(host.new_bool(found))
}

fn getitem(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "getitem", args, kw, (2, 2))?;
    host.getitem(args[0], args[1])
}

fn setitem(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "setitem", args, kw, (3, 3))?;
    host.setitem(args[0], args[1], args[2])?;
    Ok(Obj::NONE)
}

fn delitem(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "delitem", args, kw, (2, 2))?;
    host.delitem(args[0], args[1])?;
    Ok(Obj::NONE)
}

fn getslice(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "getslice", args, kw, (3, 3))?;
    host.getslice(args[0], args[1], args[2])
}

fn setslice(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "setslice", args, kw, (4, 4))?;
    host.setslice(args[0], args[1], args[2], args[3])?;
    Ok(Obj::NONE)
}

fn is_callable(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "isCallable", args, kw, (1, 1))?;
    let result = host.is_callable(args[0]);
    Ok(host.new_bool(result))
}

/// The module `_operator`; `operator.py` adds the classes.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("_operator");
    for table in [BINARY, INPLACE, COMPARISONS, UNARY] {
        host.add_functions(module, "operator", table);
        for &(name, func) in table {
            let dunder = format!("__{}__", name.trim_end_matches('_'));
            let function = host.new_builtin(&format!("operator.{name}"), func);
            host.set_raw(module, Symbol::intern(&dunder), function);
        }
    }
    host.add_functions(
        module,
        "operator",
        &[
            ("truth", truth),
            ("abs", abs),
            ("__abs__", abs),
            ("index", index),
            ("__index__", index),
            ("contains", contains),
            ("__contains__", contains),
            ("getitem", getitem),
            ("setitem", setitem),
            ("delitem", delitem),
            ("__getitem__", getitem),
            ("__setitem__", setitem),
            ("__delitem__", delitem),
            ("getslice", getslice),
            ("setslice", setslice),
            ("isCallable", is_callable),
        ],
    );
    module
}
