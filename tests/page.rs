//! Pages that `--html` makes: their programs in Node, the whole of them in Chromium where that is there.
//!
//! Environment: `PLAYWRIGHT_CORE`, the folder of the npm package `playwright-core`; `CHROMIUM`, the browser
//! (otherwise `/usr/bin/chromium`).

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// A folder with the pages of these programs, of both backends.
fn make_pages(programs: &[&str]) -> TempDir {
    let pages = tempfile::tempdir().expect("a folder for the pages");
    for program in programs {
        for backend in ["--backend=wasm", "--backend=js"] {
            let output = Command::new(env!("CARGO_BIN_EXE_rpython"))
                .args(["--batch", backend, "--html"])
                .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(program))
                .current_dir(pages.path())
                .output()
                .expect("the translator starts");
            assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
        }
    }
    pages
}

/// Runs tests in Node with some more variables in the environment.
fn node_tests(file: &str, pages: &TempDir, env: &[(&str, &OsStr)]) {
    let output = Command::new("node")
        .arg("--test")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))
        .env("PAGES", pages.path())
        .envs(env.iter().copied())
        .output()
        .expect("node starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn programs_of_pages_in_node() {
    if Command::new("node").arg("--version").output().is_err() {
        eprintln!("skipped: there is no `node` to run programs");
        return;
    }
    node_tests("tests/page/worker.test.mjs", &make_pages(&["tests/page/reader.py"]), &[]);
}

#[test]
fn other_programs_have_no_page() {
    let output = Command::new(env!("CARGO_BIN_EXE_rpython"))
        .args(["--backend=native", "--html", "missing.py"])
        .output()
        .expect("the translator starts");
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("--html") && text.contains("--backend=wasm or --backend=js"), "{text}");
}

#[test]
fn pages_in_chromium() {
    let Some(playwright) = std::env::var_os("PLAYWRIGHT_CORE") else {
        eprintln!("skipped: PLAYWRIGHT_CORE does not name the folder of the npm package playwright-core");
        return;
    };
    let chromium = std::env::var_os("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".into());
    if !Path::new(&chromium).exists() {
        eprintln!("skipped: there is no browser {}", chromium.display());
        return;
    }
    let pages =
        make_pages(&["tests/page/reader.py", "tests/page/endless.py", "goals/calculator/targetcalc.py"]);
    let env = [("PLAYWRIGHT_CORE", playwright.as_os_str()), ("CHROMIUM", chromium.as_os_str())];
    node_tests("tests/page/page.test.mjs", &pages, &env);
}
