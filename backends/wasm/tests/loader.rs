//! The loader, tested in Node with small modules.

use std::path::Path;
use std::process::Command;

#[test]
fn loader_in_node() {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: there is no `node` to test the loader with");
        return;
    }
    let folder = std::env::temp_dir().join(format!("rpython-loader-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder for the loader");
    std::fs::write(folder.join("loader.mjs"), rpython_backend_wasm::loader()).expect("the loader is written");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/loader/loader.test.mjs");
    let output =
        Command::new("node").arg("--test").arg(&tests).env("LOADER", &folder).output().expect("node starts");
    std::fs::remove_dir_all(&folder).expect("the folder is removed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
