//! `__builtin__` and `weakref`.

use rpython_flow::OpKind;
use rpython_lltype::LLType;
use rpython_lowlevel::{OpCode, Operand};

use crate::dispatch;
use crate::error::{R, TyperError};
use crate::hop::{Arg, Hop};
use crate::repr::Repr;
use crate::reprs;
use crate::rtyper::RTyper;

/// The operation that a built-in function of one argument is another name for.
fn operation(name: &str) -> Option<OpKind> {
    Some(match name {
        "abs" => OpKind::abs,
        "bool" => OpKind::bool,
        "chr" => OpKind::chr,
        "unichr" => OpKind::unichr,
        "ord" => OpKind::ord,
        "len" => OpKind::len,
        "hash" => OpKind::hash,
        "id" => OpKind::id,
        "hex" => OpKind::hex,
        "oct" => OpKind::oct,
        "bin" => OpKind::bin,
        "repr" => OpKind::repr,
        "iter" => OpKind::iter,
        "type" => OpKind::type_,
        "next" => OpKind::next,
        _ => return None,
    })
}

/// The same operation without the callee.
fn behind_callee(hop: &Hop, kind: OpKind) -> Hop {
    Hop { kind, args: hop.args[1..].to_vec(), ..hop.clone() }
}

/// A call; `None` if the name is not known here.
pub fn call(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Option<Operand>> {
    if let (Some(kind), 2) = (operation(name), hop.nargs()) {
        return dispatch::translate(rt, &behind_callee(hop, kind)).map(Some);
    }
    let unary = |kind| (hop.nargs() == 2).then_some(kind);
    let kind = match name {
        "int" => unary(OpKind::int),
        "long" => unary(OpKind::long),
        "float" => unary(OpKind::float),
        "str" => unary(OpKind::str),
        "unicode" => unary(OpKind::unicode),
        "isinstance" => Some(OpKind::isinstance),
        "issubclass" => Some(OpKind::issubtype),
        "divmod" => Some(OpKind::divmod),
        "pow" if hop.nargs() == 3 => Some(OpKind::pow),
        "cmp" => Some(OpKind::cmp),
        "getattr" if hop.nargs() == 3 => Some(OpKind::getattr),
        "setattr" => Some(OpKind::setattr),
        _ => None,
    };
    if let Some(kind) = kind {
        return dispatch::translate(rt, &behind_callee(hop, kind)).map(Some);
    }
    match name {
        "min" => min_max(rt, hop, OpKind::le).map(Some),
        "max" => min_max(rt, hop, OpKind::ge).map(Some),
        "ref" => reprs::weakref::create(rt, hop).map(Some),
        "callable" | "hasattr" | "Ptr" => constant_result(rt, hop).map(Some),
        "bool" if hop.nargs() == 1 => Ok(Some(Operand::bool(false))),
        "int" | "float" | "str" | "unicode" | "list" | "tuple" | "dict" | "OrderedDict" | "range"
        | "xrange" | "enumerate" | "reversed" | "zip" | "bytearray" | "sorted" => {
            reprs::list::builtin(rt, hop, name)
        }
        "__init__" | "object" => Ok(Some(Operand::void())),
        _ => Ok(None),
    }
}

/// What the annotator computed.
pub fn constant_result(rt: &mut RTyper, hop: &Hop) -> R<Operand> {
    match hop.s_result.constant {
        Some(obj) => rt.const_operand(hop.r_result, obj),
        None => hop.unsupported(rt),
    }
}

/// What a `Controller` handles is represented by the real object.
pub fn controlled(rt: &mut RTyper, hop: &Hop, name: &str) -> R<Operand> {
    match name {
        "box" | "unbox" => rt.inputarg(hop, 2, hop.r_result),
        _ => constant_result(rt, hop),
    }
}

/// `min(a, b)`, `max(a, b)`: the first unless the second is strictly better.
fn min_max(rt: &mut RTyper, hop: &Hop, kind: OpKind) -> R<Operand> {
    if hop.nargs() != 3 {
        return Err(TyperError::new("min() and max() take two arguments in RPython"));
    }
    let args = [hop.r_result; 2];
    let mut values = Vec::new();
    for (i, r) in args.into_iter().enumerate() {
        values.push(rt.inputarg(hop, i + 1, r)?);
    }
    let ty = rt.lltype(hop.r_result)?;
    let as_arg = |v: &Operand| Arg {
        v: crate::hop::ArgValue::Low(v.clone()),
        s: hop.s_result.without_const(),
        r: hop.r_result,
    };
    let r_result = rt.simple(Repr::Bool);
    let compare = Hop {
        kind,
        args: vec![as_arg(&values[0]), as_arg(&values[1])],
        s_result: rpython_annotator::SomeValue::BOOL,
        r_result,
        span: hop.span,
        keywords: Vec::new(),
    };
    let first = dispatch::translate(rt, &compare)?;
    let diamond = rt.ll.begin_if(first, ty);
    rt.ll.begin_else(&diamond, values.swap_remove(0));
    Ok(rt.ll.end_if(diamond, values.swap_remove(0)))
}

/// Reinterprets the bits of floats and integers.
pub fn float_bits(rt: &mut RTyper, hop: &Hop, to_float: bool) -> R<Operand> {
    if to_float {
        let r = rt.simple(Repr::Int(LLType::SignedLongLong));
        let v = rt.inputarg(hop, 1, r)?;
        return Ok(rt.ll.op(OpCode::convert_longlong_bytes_to_float, vec![v], LLType::Float));
    }
    let r = rt.simple(Repr::Float);
    let v = rt.inputarg(hop, 1, r)?;
    let long = rt.simple(Repr::Int(LLType::SignedLongLong));
    let v = rt.ll.op(OpCode::convert_float_bytes_to_longlong, vec![v], LLType::SignedLongLong);
    rt.result(hop, v, long)
}
