//! The loader: JavaScript that runs modules in Node and in browsers.

/// The loader as one file without dependencies, to be put beside a module whose name it shares.
///
/// Its parts are read one after the other; each begins with a comment that says what it is.
pub const LOADER: &str = concat!(
    include_str!("loader/head.mjs"),
    "\n",
    include_str!("loader/host_fs.mjs"),
    "\n",
    include_str!("loader/memory_fs.mjs"),
    "\n",
    include_str!("loader/streams.mjs"),
    "\n",
    include_str!("loader/wasi.mjs"),
    "\n",
    include_str!("loader/run.mjs"),
);
