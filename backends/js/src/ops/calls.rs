//! Calls.

use rpython_base::Diagnostic;
use rpython_lltype::{ContainerId, LLType};
use rpython_lowlevel::{FuncBody, Op, Operand};

use crate::body::{Body, Out, call};
use crate::expr::{Expr, Ty, bits};
use crate::helpers::Helper;
use crate::intrinsics;
use crate::module::UPPER_WORD;
use crate::types::{Form, Part, Signature};

fn arguments<'a>(b: &mut Body<'a, '_>, args: &'a [Operand]) -> Result<Vec<Expr>, Diagnostic> {
    let mut parts = Vec::new();
    for arg in args {
        parts.extend(b.parts(arg)?);
    }
    Ok(parts)
}

/// A call of what has this name.
fn finish(b: &mut Body, name: &str, args: &[Expr], ty: LLType) -> Out {
    match Form::of(ty) {
        None => {
            let args: Vec<String> = args.iter().map(|arg| arg.clone().settled().text).collect();
            b.line(&format!("{name}({});", args.join(",")));
            Out::Nothing
        }
        Some(Form::Pair) => Out::Pair(call(name, args, Ty::Signed), Expr::name(UPPER_WORD, Ty::Intish)),
        Some(form) => Out::One(call(
            name,
            args,
            match form.parts()[0] {
                Part::Int => Ty::Signed,
                Part::Double => Ty::Double,
                Part::Float => Ty::Float,
            },
        )),
    }
}

pub(super) fn direct<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let Some(callee) = op.args[0].as_func() else { return indirect(b, op) };
    let args = arguments(b, &op.args[1..])?;
    let program = b.module.program;
    if let FuncBody::External(external) = &program.funcs[callee].body
        && intrinsics::is_intrinsic(external)
    {
        return Ok(intrinsics::emit(b, callee, args)?.map_or(Out::Nothing, Out::One));
    }
    let name = b.module.function(callee);
    Ok(finish(b, &name, &args, b.result_type(op)))
}

pub(super) fn indirect<'a>(b: &mut Body<'a, '_>, op: &'a Op) -> Result<Out, Diagnostic> {
    let pointer = b.expr(&op.args[0])?;
    let ty = b.operand_type(&op.args[0]).pointee().expect("the verifier has seen a function pointer");
    let args = arguments(b, &op.args[1..])?;
    let callee = callee(b, pointer, ty);
    Ok(finish(b, &callee, &args, b.result_type(op)))
}

/// The item of the table that a pointer stands for.
fn callee(b: &mut Body, pointer: Expr, ty: ContainerId) -> String {
    let signature = Signature::of(b.module.program, ty);
    let table = &b.module.tables.tables[&signature];
    let (name, mask, base) = (table.name.clone(), table.size as i32 - 1, table.base as i32);
    // Where the program is checked, a pointer to a function of another signature is seen by its upper bits.
    let pointer = if b.module.options.checked {
        let args = [pointer, Expr::int_const(mask), Expr::int_const(base)];
        b.call_helper(Helper::CheckPointer, &args, Ty::Signed)
    } else {
        pointer
    };
    format!("{name}[{}]", bits(pointer, "&", Expr::int_const(mask)).text)
}
