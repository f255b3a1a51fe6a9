//! The loader: what stands around the asm.js module in the file.

/// What stands in front of the program.
pub(crate) const HEAD: &str = include_str!("loader/head.js");

/// What stands behind it.
pub(crate) fn tail() -> String {
    [rpython_backend_common::loader::WASI, include_str!("loader/run.js")].join("\n")
}
