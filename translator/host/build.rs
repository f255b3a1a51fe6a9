//! Embeds the library: the package `rpython/` of the repository, and the standard modules that are written
//! in Python (`lib/` of this crate), as tables of paths and texts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn collect(dir: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "py") {
            into.push(path);
        }
    }
}

fn table(name: &str, root: &Path, out: &mut String) {
    println!("cargo:rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    collect(root, &mut files);
    let mut rows: Vec<(String, String)> = Vec::new();
    for file in files {
        println!("cargo:rerun-if-changed={}", file.display());
        let Ok(relative) = file.strip_prefix(root) else { continue };
        rows.push((relative.to_string_lossy().replace('\\', "/"), file.to_string_lossy().into_owned()));
    }
    rows.sort();
    let _ = writeln!(out, "pub(crate) static {name}: &[(&str, &[u8])] = &[");
    for (relative, file) in rows {
        let _ = writeln!(out, "    ({relative:?}, include_bytes!({file:?})),");
    }
    let _ = writeln!(out, "];");
}

fn main() {
    let here = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut out = String::new();
    table("RPYTHON", &here.join("../../rpython"), &mut out);
    table("STANDARD", &here.join("lib"), &mut out);
    let target = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default()).join("library.rs");
    if let Err(error) = std::fs::write(&target, out) {
        println!("cargo:warning=cannot write {}: {error}", target.display());
    }
}
