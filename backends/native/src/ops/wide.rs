//! 128-bit numbers where Cranelift leaves them to functions that come with the C compiler.

use cranelift_codegen::ir::{AbiParam, InstBuilder, Signature, Type, Value, types as clif};
use cranelift_codegen::isa::CallConv;
use rpython_lowlevel::{Op, OpCode};

use crate::{body::Body, refs::Ref};

pub(super) fn division(b: &mut Body, op: &Op) {
    let name = match op.code {
        OpCode::lllong_floordiv => "__divti3",
        OpCode::lllong_mod => "__modti3",
        OpCode::ulllong_floordiv => "__udivti3",
        _ => "__umodti3",
    };
    let args = [b.arg(op, 0), b.arg(op, 1)];
    let value = call(b, name, &args, clif::I128);
    b.assign(op, value);
}

/// Calls a function whose arguments have the types of the values.
pub(super) fn call(b: &mut Body, name: &'static str, args: &[Value], result: Type) -> Value {
    let mut signature = Signature::new(CallConv::SystemV);
    signature.params.extend(args.iter().map(|&arg| AbiParam::new(b.b.func.dfg.value_type(arg))));
    signature.returns.push(AbiParam::new(result));
    let function = b.function(Ref::Runtime(name), || signature);
    let call = b.b.ins().call(function, args);
    b.b.inst_results(call)[0]
}

/// A wide number as a float.
pub(super) fn to_float(b: &mut Body, x: Value, signed: bool) -> Value {
    call(b, if signed { "__floattidf" } else { "__floatuntidf" }, &[x], clif::F64)
}

/// A float as a wide number.
pub(super) fn of_float(b: &mut Body, x: Value, signed: bool) -> Value {
    call(b, if signed { "__fixdfti" } else { "__fixunsdfti" }, &[x], clif::I128)
}
