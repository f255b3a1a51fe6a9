//! Compiles the platform layer for the machine that `rpython` itself runs on, so that translating needs no C
//! compiler. Where there is none now either, the layer is compiled when a program is linked.

use std::path::{Path, PathBuf};
use std::{env, fs};

const FOLDERS: [&str; 2] = ["../common/src/c_platform", "src/platform"];

fn main() {
    for folder in FOLDERS {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let object = compiled(&out).and_then(|path| fs::read(path).ok()).unwrap_or_default();
    fs::write(out.join("platform.o"), object).expect("a writable build folder");
}

/// The object file; none if this target has other words or there is no compiler.
fn compiled(out: &Path) -> Option<PathBuf> {
    let linux = env::var("CARGO_CFG_TARGET_OS").ok()? == "linux";
    let wide = env::var("CARGO_CFG_TARGET_POINTER_WIDTH").ok()? == "64";
    if !linux || !wide {
        return None;
    }
    fs::write(out.join("rpy_config.h"), "#define RPY_WORD_BITS 64\n").ok()?;
    let includes: String =
        ["rpy_platform.c", "rpy_log.c", "native.c"].map(|name| format!("#include \"{name}\"\n")).concat();
    let all = out.join("platform.c");
    fs::write(&all, includes).ok()?;
    let mut build = cc::Build::new();
    build.file(&all).include(out).opt_level(2).debug(false).warnings(false).cargo_metadata(false);
    build.flag_if_supported("-fno-pie").flag("-std=gnu11");
    for folder in FOLDERS {
        build.include(folder);
    }
    build.try_compile_intermediates().ok()?.pop()
}
