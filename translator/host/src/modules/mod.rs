//! Standard modules implemented in Rust, made when they are first imported.

pub mod native;

use crate::{Host, Obj, Raised};

/// Makes the module with this dotted name, if we have it: a module object, not yet in `sys.modules`.
pub fn create(host: &mut Host, name: &str) -> Option<Result<Obj, Raised>> {
    let module = match name {
        "__rpython__" => native::rpython(host),
        "__lltype__" => native::lltype(host),
        "__llmemory__" => native::llmemory(host),
        _ => return None,
    };
    Some(Ok(module))
}
