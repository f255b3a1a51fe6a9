//! External functions of the library `rpython`: what RPython has no op for.

use rpython_base::Diagnostic;
use rpython_lltype::FuncId;
use rpython_lowlevel::External;

use crate::body::{Body, call};
use crate::expr::{Expr, Ty, choose, level, relation};
use crate::helpers::Helper;

/// Whether an external function is one of these.
pub(crate) fn is_intrinsic(external: &External) -> bool {
    matches!(external.libraries[..], [library] if library == "rpython")
}

/// The result, of these arguments; nothing if it has none.
pub(crate) fn emit(b: &mut Body, func: FuncId, args: Vec<Expr>) -> Result<Option<Expr>, Diagnostic> {
    let function = &b.module.program.funcs[func];
    let (name, span) = (function.name, function.span);
    let math = |name: &str, x: &Expr| {
        Expr::new(format!("+{name}({})", x.clone().double().text), Ty::Double, level::UNARY)
    };
    Ok(Some(match name.as_str() {
        "memory_size" => call("G", &[Expr::int_const(0)], Ty::Signed),
        "memory_grow" => call("G", &[args[0].clone().signed()], Ty::Signed),
        "memory_limit" => Expr::name("M", Ty::Int),
        "heap_base" => Expr::int_const(b.module.memory.end as i32),
        "unreachable" => {
            b.line("N(1)|0;");
            return Ok(None);
        }
        "float_floor" => math("floor", &args[0]),
        "float_ceil" => math("ceil", &args[0]),
        "float_trunc" => {
            let x = b.bind(args[0].clone());
            let negative = relation(x.clone(), "<", Expr::double_const(0.0));
            choose(negative, math("ceil", &x), math("floor", &x))
        }
        "float_nearest" => b.call_helper(Helper::Nearest, &args, Ty::Double),
        "float_copysign" => b.call_helper(Helper::CopySign, &args, Ty::Double),
        _ => {
            return Err(Diagnostic::error(
                "external",
                span,
                format!("asm.js has no operation `{name}` of the library `rpython`"),
            ));
        }
    }))
}
