//! Functions to machine code, several at once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::UserFuncName;
use cranelift_frontend::FunctionBuilderContext;
use rpython_base::{Diagnostic, EntityId};
use rpython_lltype::FuncId;

use crate::body::{self, Making};
use crate::cache::Cache;
use crate::compiled::Compiled;
use crate::refs::Ref;

/// A function's machine code and what its numbers stand for.
pub(crate) struct Unit {
    pub func: FuncId,
    pub code: Compiled,
    pub refs: Vec<Ref>,
    /// File and line of each source location from 1.
    pub places: Vec<(u32, u32)>,
}

/// Functions that a thread takes at once.
const BATCH: usize = 8;

/// Compiles functions with graphs, in `jobs` threads. The result is in the order of `funcs`; of several
/// failures the first in that order is reported.
pub(crate) fn all(
    making: Making,
    funcs: &[FuncId],
    cache: Option<&Cache>,
    jobs: usize,
) -> Result<Vec<Unit>, Diagnostic> {
    let next = AtomicUsize::new(0);
    let done: Mutex<Vec<(usize, Result<Unit, Diagnostic>)>> = Mutex::new(Vec::with_capacity(funcs.len()));
    let work = || {
        let (mut context, mut builder) = (Context::new(), FunctionBuilderContext::new());
        loop {
            let start = next.fetch_add(BATCH, Ordering::Relaxed);
            let Some(batch) = funcs.get(start..funcs.len().min(start + BATCH)) else { return };
            let units: Vec<_> = batch
                .iter()
                .enumerate()
                .map(|(i, &id)| (start + i, one(making, id, cache, &mut context, &mut builder)))
                .collect();
            done.lock().unwrap_or_else(|e| e.into_inner()).extend(units);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..jobs {
            scope.spawn(work);
        }
        work();
    });
    let mut units = done.into_inner().unwrap_or_else(|e| e.into_inner());
    units.sort_by_key(|(index, _)| *index);
    units.into_iter().map(|(_, unit)| unit).collect()
}

fn one(
    making: Making,
    id: FuncId,
    cache: Option<&Cache>,
    context: &mut Context,
    builder: &mut FunctionBuilderContext,
) -> Result<Unit, Diagnostic> {
    context.clear();
    context.func.name = UserFuncName::user(1, id.index() as u32);
    let made = body::make(making, id, &mut context.func, builder)?;
    let key = cache.map(|cache| (cache, cache.key(&context.func)));
    let known = key.as_ref().and_then(|(cache, key)| cache.get(key));
    let code = match known {
        Some(code) => code,
        None => {
            let code = compile(making, id, context)?;
            if let Some((cache, key)) = &key {
                cache.put(key, &code);
            }
            code
        }
    };
    Ok(Unit { func: id, code, refs: made.refs.list(), places: made.places })
}

fn compile(making: Making, id: FuncId, context: &mut Context) -> Result<Compiled, Diagnostic> {
    let function = &making.program.funcs[id];
    let refused = |what: String| {
        Diagnostic::error(
            "internal",
            function.span,
            format!("Cranelift and {} do not fit: {what}", function.name),
        )
        .with_help("use --backend=c, and report this")
    };
    let code = context
        .compile(making.isa, &mut ControlPlane::default())
        .map_err(|e| refused(format!("{:?}", e.inner)))?;
    Compiled::new(code).map_err(refused)
}
