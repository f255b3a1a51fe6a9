//! External functions of the library `rpython`: instructions that RPython has no op for.

use rpython_base::Diagnostic;
use rpython_lltype::FuncId;
use rpython_lowlevel::External;

use crate::body::Body;
use crate::module::HEAP_BASE;

/// Whether an external function is one of these.
pub(crate) fn is_intrinsic(external: &External) -> bool {
    matches!(external.libraries[..], [library] if library == "rpython")
}

/// Pushes the result; the arguments are pushed already.
pub(crate) fn emit(b: &mut Body, func: FuncId) -> Result<(), Diagnostic> {
    let function = &b.module.program.funcs[func];
    let name = function.name;
    match name.as_str() {
        "memory_size" => _ = b.i().memory_size(0).i64_extend_i32_u(),
        // Refused, it gives -1.
        "memory_grow" => _ = b.i().i32_wrap_i64().memory_grow(0).i64_extend_i32_s(),
        "heap_base" => _ = b.i().global_get(HEAP_BASE),
        "unreachable" => _ = b.i().unreachable(),
        "float_floor" => _ = b.i().f64_floor(),
        "float_ceil" => _ = b.i().f64_ceil(),
        "float_trunc" => _ = b.i().f64_trunc(),
        "float_nearest" => _ = b.i().f64_nearest(),
        "float_copysign" => _ = b.i().f64_copysign(),
        _ => {
            return Err(Diagnostic::error(
                "external",
                function.span,
                format!("WebAssembly has no instruction `{name}` of the library `rpython`"),
            ));
        }
    }
    Ok(())
}
