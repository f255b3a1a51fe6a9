//! Makes a fingerprint of the sources that decide which code a function becomes, for the cache; and compiles the
//! platform layer for the machine that `rpython` itself runs on, so that translating needs no C
//! compiler. Where there is none now either, the layer is compiled when a program is linked.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Sources of this crate and of what it builds on.
const CODE: [&str; 4] = ["src", "../common/src", "../../rtyper/lowlevel/src", "../../rtyper/lltype/src"];

const FOLDERS: [&str; 2] = ["../common/src/c_platform", "src/platform"];

fn main() {
    for folder in FOLDERS {
        println!("cargo:rerun-if-changed={folder}");
    }
    println!("cargo:rerun-if-changed=build.rs");
    let mut hash = FNV_START;
    for folder in CODE {
        println!("cargo:rerun-if-changed={folder}");
        hash = hash_folder(Path::new(folder), hash);
    }
    println!("cargo:rustc-env=RPYTHON_NATIVE_SOURCES={hash:032x}");
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

const FNV_START: u128 = 0x6c62272e07bb014262b821756295c58d;

/// FNV-1a of all files, by name.
fn hash_folder(folder: &Path, mut hash: u128) -> u128 {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash = hash_folder(&path, hash);
            continue;
        }
        let name = path.to_string_lossy().into_owned();
        for byte in name.into_bytes().into_iter().chain(fs::read(&path).expect("a readable file")) {
            hash = (hash ^ u128::from(byte)).wrapping_mul(0x0000000001000000000000000000013b);
        }
    }
    hash
}
