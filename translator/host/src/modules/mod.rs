//! Standard modules implemented in Rust, made when they are first imported.

pub mod hashes;
pub mod math;
pub mod native;
pub mod operator;
pub mod ospath;
pub mod posix;
pub mod probe;
mod probe_cache;
pub mod processes;
pub mod regex;
pub mod structs;
pub mod time;

use crate::{Host, Obj, Raised};

/// Makes the module with this dotted name, if we have it: a module object, not yet in `sys.modules`.
pub fn create(host: &mut Host, name: &str) -> Option<Result<Obj, Raised>> {
    let module = match name {
        "math" => math::create(host),
        "_hashes" => hashes::create(host),
        "_operator" => operator::create(host),
        "_re" => regex::create(host),
        "_time" => time::create(host),
        "_struct" => structs::create(host),
        "_processes" => processes::create(host),
        "posixpath" => ospath::create(host),
        "posix" => return Some(posix::create(host)),
        "errno" => return Some(posix::errno(host)),
        "__rpython__" => native::rpython(host),
        "__lltype__" => native::lltype(host),
        "__llmemory__" => native::llmemory(host),
        _ => return None,
    };
    Some(Ok(module))
}
