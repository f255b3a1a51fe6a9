//! Calls.

use rpython_backend_common::names;
use rpython_lltype::LLType;
use rpython_lowlevel::Op;

use crate::{function::Body, types};

fn arguments(b: &Body, op: &Op) -> String {
    let args: Vec<String> =
        (1..op.args.len()).filter(|&i| b.arg_type(op, i) != LLType::Void).map(|i| b.arg(op, i)).collect();
    args.join(", ")
}

pub(super) fn direct(b: &mut Body, op: &Op) {
    match op.args[0].as_func() {
        Some(callee) => {
            let text = format!("{}({})", names::function(b.program, callee), arguments(b, op));
            b.assign(op, text);
        }
        None => indirect(b, op),
    }
}

pub(super) fn indirect(b: &mut Body, op: &Op) {
    let ty = b.arg_type(op, 0).pointee().expect("the verifier has seen a function pointer");
    let cast = types::function_cast(b.program, ty);
    let text = format!("(({cast}){})({})", b.arg(op, 0), arguments(b, op));
    b.assign(op, text);
}
