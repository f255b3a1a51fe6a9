//! The loader's parts that do not depend on how a program is represented: WASI in JavaScript over the files of the host or
//! files in memory.

/// Text of the parts, each of which begins with a comment that says what it is.
///
/// Before them stands what knows Node: `onNode`, `builtin(name)`, which gives a module of Node's, `nodeFS` and the variable
/// `nodeTTY`. Behind them stands what runs a program. They export nothing.
pub const WASI: &str = concat!(
    include_str!("loader/codes.mjs"),
    "\n",
    include_str!("loader/host_fs.mjs"),
    "\n",
    include_str!("loader/memory_fs.mjs"),
    "\n",
    include_str!("loader/streams.mjs"),
    "\n",
    include_str!("loader/wasi.mjs"),
    "\n",
    include_str!("loader/settings.mjs"),
);
