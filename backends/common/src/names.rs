//! Symbols: an id, for uniqueness, and a readable tail.

use rpython_base::EntityId;
use rpython_lltype::{ContainerId, DataId, FuncId};
use rpython_lowlevel::Program;

/// Longest readable tail of a symbol.
const TAIL: usize = 40;

/// The characters of a name that a C identifier may have, the others as `_`.
pub fn identifier(name: &str) -> String {
    name.chars().take(TAIL).map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn tail(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("_{}", identifier(name)) }
}

/// The symbol of a function: `f12_entry_point`.
pub fn function(program: &Program, id: FuncId) -> String {
    format!("f{}{}", id.index(), tail(program.funcs[id].name.as_str()))
}

/// The symbol of a static object: `d7_argv`, or the name that C code knows it by.
pub fn data(program: &Program, id: DataId) -> String {
    let object = &program.data.objects[id];
    match (object.c_name, object.name) {
        (Some(name), _) => name.to_string(),
        (None, Some(name)) => format!("d{}{}", id.index(), tail(name.as_str())),
        (None, None) => format!("d{}", id.index()),
    }
}

/// The tag of a container type: `t4_rpy_string`.
pub fn container(program: &Program, id: ContainerId) -> String {
    let name = program.types.as_struct(id).map_or("", |s| s.name.as_str());
    format!("t{}{}", id.index(), tail(name))
}
