//! The loader: JavaScript that runs modules in Node and in browsers.

/// The loader as one file without dependencies, to be put beside a module whose name it shares.
///
/// Its parts are read one after the other; each begins with a comment that says what it is.
pub fn loader() -> String {
    let parts = [
        include_str!("loader/head.mjs"),
        rpython_backend_common::loader::WASI,
        include_str!("loader/run.mjs"),
    ];
    parts.join("\n")
}
