//! Runs every `tests/python/*.py` as a script and compares its output with the `.out` beside it, which
//! CPython 2.7 wrote.

use std::path::{Path, PathBuf};

use rpython_host::Host;
use rpython_host::run::with_big_stack;
use rpython_lltype::DataModel;

fn run(path: &Path, collect_every: Option<usize>) -> String {
    let path = path.to_path_buf();
    with_big_stack(move || {
        let mut host = Host::new(DataModel::LP64);
        host.capture_output();
        if let Some(count) = collect_every {
            host.set_collection_threshold(count);
        }
        let argv = [path.to_string_lossy().into_owned()];
        let status = host.run_script(&path, &argv);
        let (out, err) = host.captured();
        let mut text = String::from_utf8_lossy(out).into_owned();
        if status != 0 {
            text.push_str(&format!("status {status}\n{}", String::from_utf8_lossy(err)));
        }
        text
    })
}

#[test]
fn scripts_print_what_python_prints() {
    check_all(None);
}

#[test]
fn scripts_run_with_frequent_collections() {
    check_all(Some(50));
}

fn check_all(collect_every: Option<usize>) {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    let mut scripts: Vec<PathBuf> = std::fs::read_dir(&dir)
        .expect("the directory of scripts")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "py"))
        .collect();
    scripts.sort();
    assert!(!scripts.is_empty());
    let mut failed = Vec::new();
    for script in scripts {
        let expected = std::fs::read_to_string(script.with_extension("out")).expect("the expected output");
        let got = run(&script, collect_every);
        if got != expected {
            let line = got.lines().zip(expected.lines()).position(|(a, b)| a != b);
            let line = line.unwrap_or_else(|| got.lines().count().min(expected.lines().count()));
            failed.push(format!(
                "{}: line {}: expected {:?}, got {:?}\n{}",
                script.file_name().unwrap_or_default().to_string_lossy(),
                line + 1,
                expected.lines().nth(line),
                got.lines().nth(line),
                got.lines()
                    .rev()
                    .take(4)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect::<Vec<_>>()
                    .join("\n"),
            ));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
