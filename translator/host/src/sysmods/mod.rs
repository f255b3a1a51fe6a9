//! Standard modules that are part of the evaluator itself: `sys`, `types`, `inspect`, `gc`, `weakref`...

pub mod inspect;
pub mod small;
pub mod sys;
pub mod types;

use crate::{Host, Obj, Raised};

/// Makes the module with this dotted name, if it is one of these.
pub(crate) fn create(host: &mut Host, name: &str) -> Option<Result<Obj, Raised>> {
    let module = match name {
        "types" => types::create(host),
        "inspect" => inspect::create(host),
        "exceptions" => small::exceptions(host),
        "gc" => small::gc(host),
        "_weakref" => small::weakref(host),
        "new" => small::new(host),
        "thread" => small::thread(host),
        "__imp__" => small::imp(host),
        "_rpython_target" => small::target(host),
        "atexit" => small::atexit(host),
        _ => return None,
    };
    Some(Ok(module))
}
