//! The platform layer's object file.

use std::path::Path;
use std::process::Command;

use rpython_backend_common::c_platform;
use rpython_base::{Diagnostic, c_headers};
use rpython_lltype::DataModel;

use crate::link::{run_compiler, write_error, write_file};
use crate::target::Target;

/// For the machine that this was compiled for; empty if no C compiler was there then.
const HOST_OBJECT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/platform.o"));

/// The files that are the native backend's own.
const NATIVE: &str = include_str!("platform/native.c");

/// Writes the object file to `dir`: the one that came with this executable, or one that `cc` makes.
pub(crate) fn write(
    target: &Target,
    model: DataModel,
    cc: &[String],
    dir: &Path,
) -> Result<std::path::PathBuf, Diagnostic> {
    let object = dir.join("platform.o");
    if target.is_host() && !HOST_OBJECT.is_empty() {
        write_file(&object, HOST_OBJECT)?;
        return Ok(object);
    }
    write_sources(model, dir)?;
    let all = dir.join("platform.c");
    write_file(&all, b"#include \"rpy_platform.c\"\n#include \"rpy_log.c\"\n#include \"native.c\"\n")?;
    let mut command = Command::new(&cc[0]);
    command.args(&cc[1..]).args(["-O2", "-std=gnu11", "-fno-pie", "-I."]).arg("-c").arg("platform.c");
    command.args(["-o", "platform.o"]).current_dir(dir);
    run_compiler(command, "the platform layer could not be compiled")?;
    Ok(object)
}

/// Writes the headers and sources, for C code that includes them.
pub(crate) fn write_sources(model: DataModel, dir: &Path) -> Result<(), Diagnostic> {
    let headers = dir.join("src");
    std::fs::create_dir_all(&headers).map_err(|e| write_error(&headers, &e))?;
    for (name, text) in c_platform::FILES.into_iter().chain(c_headers::FILES) {
        write_file(&dir.join(name), text.as_bytes())?;
    }
    write_file(&dir.join("native.c"), NATIVE.as_bytes())?;
    write_file(&dir.join("rpy_config.h"), c_platform::config(model).as_bytes())
}
