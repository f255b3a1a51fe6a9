//! Calls, and what only the machine knows.

use cranelift_codegen::ir::{AbiParam, Inst, InstBuilder, Signature, Value, types as clif};
use cranelift_codegen::isa::CallConv;
use rpython_backend_common::wrappers::save;
use rpython_base::Diagnostic;
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{External, FuncBody, Op, OpCode};

use super::raw;
use crate::{body::Body, refs::Ref, types};

fn arguments(b: &mut Body, op: &Op) -> Vec<Value> {
    let given = (1..op.args.len()).filter(|&i| b.arg_type(op, i) != LLType::Void).collect::<Vec<_>>();
    given.into_iter().map(|i| b.arg(op, i)).collect()
}

fn take_result(b: &mut Body, op: &Op, call: Inst) {
    if b.result_type(op) != LLType::Void
        && let Some(&value) = b.b.inst_results(call).first()
    {
        b.assign(op, value);
    }
}

pub(super) fn direct(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let Some(callee) = op.args[0].as_func() else { return indirect(b, op) };
    let program = b.program;
    let function = &program.funcs[callee];
    match &function.body {
        FuncBody::External(external) if crate::externs::is_direct(program, callee) => {
            keep_errno_before(b, external);
            call(b, op, callee)?;
            keep_errno_after(b, external);
        }
        // The wrapper in C does the same.
        FuncBody::External(_) | FuncBody::Graph(_) | FuncBody::Pending => call(b, op, callee)?,
    }
    Ok(())
}

fn call(b: &mut Body, op: &Op, callee: FuncId) -> Result<(), Diagnostic> {
    let function = &b.program.funcs[callee];
    let external = matches!(function.body, FuncBody::External(_));
    let mut signature = types::signature(b.program, function.ty, external, op.span)?;
    signature.call_conv = types::convention(b.program, callee);
    let reference = b.function(Ref::Func(callee), || signature);
    let args = arguments(b, op);
    let call = b.b.ins().call(reference, &args);
    take_result(b, op, call);
    Ok(())
}

pub(super) fn indirect(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let ty = b.arg_type(op, 0).pointee().expect("the verifier has seen a function pointer");
    let signature = types::signature(b.program, ty, true, op.span)?;
    let signature = b.signature(signature);
    let callee = b.arg(op, 0);
    let args = arguments(b, op);
    let call = b.b.ins().call_indirect(signature, callee, &args);
    take_result(b, op, call);
    Ok(())
}

fn which(b: &mut Body, external: &External) -> Value {
    b.int(clif::I32, i64::from(external.save_err & save::ALTERNATIVE != 0))
}

fn keep_errno_before(b: &mut Body, external: &External) {
    if external.save_err & save::READ_SAVED != 0 {
        let place = which(b, external);
        raw::call(b, "rpy_restore_errno", &[place], None);
    } else if external.save_err & save::ZERO_BEFORE != 0 {
        raw::call(b, "rpy_zero_errno", &[], None);
    }
}

fn keep_errno_after(b: &mut Body, external: &External) {
    if external.save_err & save::ERRNO != 0 {
        let place = which(b, external);
        raw::call(b, "rpy_keep_errno", &[place], None);
    }
}

pub(super) fn machine(b: &mut Body, op: &Op) -> Result<(), Diagnostic> {
    let value = match op.code {
        OpCode::stack_current => b.b.ins().get_stack_pointer(types::pointer(b.program)),
        _ => {
            let signature = || {
                let mut signature = Signature::new(CallConv::SystemV);
                signature.returns.push(AbiParam::new(clif::I64));
                signature
            };
            let function = b.function(Ref::Runtime("rpy_native_timestamp"), signature);
            let call = b.b.ins().call(function, &[]);
            b.b.inst_results(call)[0]
        }
    };
    b.assign(op, value);
    Ok(())
}
