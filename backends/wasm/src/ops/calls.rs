//! Calls.

use rpython_base::Diagnostic;
use rpython_lowlevel::{FuncBody, Op};

use crate::body::Body;
use crate::{intrinsics, types};

pub(super) fn direct<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    let Some(callee) = op.args[0].as_func() else { return indirect(b, op) };
    for arg in &op.args[1..] {
        b.push(arg)?;
    }
    let program = b.module.program;
    if let FuncBody::External(external) = &program.funcs[callee].body
        && intrinsics::is_intrinsic(external)
    {
        return intrinsics::emit(b, callee);
    }
    let index = b.module.function_index(callee)?;
    b.i().call(index);
    Ok(())
}

pub(super) fn indirect<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<(), Diagnostic> {
    for arg in &op.args[1..] {
        b.push(arg)?;
    }
    b.push(&op.args[0])?;
    let ty = b.operand_type(&op.args[0]).pointee().expect("the verifier has seen a function pointer");
    let signature = types::signature(b.module.program, ty);
    let index = b.module.type_index(signature);
    b.i().call_indirect(0, index);
    Ok(())
}
