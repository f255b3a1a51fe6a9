//! Pages that `--html` makes, tried in Chromium where that is there.
//!
//! Environment: `PLAYWRIGHT_CORE`, the folder of the npm package `playwright-core`; `CHROMIUM`, the browser
//! (otherwise `/usr/bin/chromium`).

use std::path::Path;
use std::process::Command;

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
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = tempfile::tempdir().expect("a folder for the pages");
    for program in ["tests/page/reader.py", "tests/page/endless.py", "goals/calculator/targetcalc.py"] {
        let output = Command::new(env!("CARGO_BIN_EXE_rpython"))
            .args(["--batch", "--backend=wasm", "--html"])
            .arg(root.join(program))
            .current_dir(pages.path())
            .output()
            .expect("the translator starts");
        assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    }
    let output = Command::new("node")
        .arg("--test")
        .arg(root.join("tests/page/page.test.mjs"))
        .env("PAGES", pages.path())
        .env("PLAYWRIGHT_CORE", playwright)
        .env("CHROMIUM", chromium)
        .output()
        .expect("node starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
