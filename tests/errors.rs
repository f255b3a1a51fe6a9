//! Every program of `tests/errors/` is rejected by `rpython --check` (or, if only a later stage can tell, by
//! `--rtype`), with a message at each marked line that says what the marker says, and as a whole with the text
//! beside it. `tests/README.md` describes the markers; `tests/pending.txt` lists what does not pass yet.
//! `RPY_UPDATE=1` writes the texts anew, to be reviewed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

/// `#! error: words, words` at a line.
struct Marker {
    line: usize,
    words: Vec<String>,
}

/// All markers of a program.
fn kinds(text: &str) -> Vec<Marker> {
    ["error", "warning", "note"].iter().flat_map(|kind| markers(text, kind)).collect()
}

fn markers(text: &str, kind: &str) -> Vec<Marker> {
    let tag = format!("#! {kind}:");
    let mut found = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for part in line.split("#!").skip(1) {
            let Some(words) = format!("#!{part}").strip_prefix(&tag).map(str::to_owned) else { continue };
            let words = words.split(',').map(|w| w.trim().to_lowercase()).filter(|w| !w.is_empty()).collect();
            found.push(Marker { line: index + 1, words });
        }
    }
    found
}

fn translate(path: &Path, goal: &str) -> Result<(bool, String), Failed> {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return Err("a program has a folder and a name".into());
    };
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    let scratch = tempfile::tempdir()?;
    command.args(["--batch", goal]).arg(name).current_dir(folder).stdin(Stdio::null());
    command.env("PYPY_USESSION_DIR", scratch.path());
    let output = command.output()?;
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    if stderr.contains("panicked at") {
        return Err(format!("the translator panicked:\n{stderr}").into());
    }
    Ok((output.status.success(), stderr))
}

/// What people see, without the times.
fn shown(stderr: &str) -> String {
    let lines = stderr.lines().filter(|line| !line.starts_with("[Timer]"));
    lines.fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

/// The messages are the ones that were reviewed.
fn compare(path: &Path, stderr: &str) -> Result<(), Failed> {
    let (file, text) = (path.with_extension("txt"), shown(stderr));
    if std::env::var_os("RPY_UPDATE").is_some() {
        return Ok(fs::write(file, text)?);
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    if text == expected {
        return Ok(());
    }
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    Err(format!("{name} says something else (RPY_UPDATE=1 rewrites it):\n{expected}\nthan now:\n{text}")
        .into())
}

fn check(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let (mut accepted, mut stderr) = translate(path, "--check")?;
    if accepted {
        (accepted, stderr) = translate(path, "--rtype")?;
    }
    if accepted && !text.contains("#! warning:") {
        (accepted, stderr) = translate(path, "--source")?;
    }
    if accepted {
        let may = text.lines().any(|line| line.starts_with("# may-accept:"));
        return match (may, text.contains("#! warning:")) {
            (true, _) => Ok(()),
            (false, true) => check_markers(path, &text, &stderr).and_then(|()| compare(path, &stderr)),
            (false, false) => Err("the program is accepted".into()),
        };
    }
    check_markers(path, &text, &stderr)?;
    compare(path, &stderr)
}

fn check_markers(path: &Path, text: &str, stderr: &str) -> Result<(), Failed> {
    let message = stderr.to_lowercase();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    for marker in kinds(text) {
        // The place is shown as `name.py:line:column` or as the number beside the source line.
        // A marker in the header stands for the file as a whole.
        let whole = text.lines().take(marker.line).all(|l| l.starts_with('#'));
        let place = whole
            || message.contains(&format!("{name}:{}:", marker.line).to_lowercase())
            || message.lines().any(|l| l.trim_start().starts_with(&format!("{} |", marker.line)));
        if !place {
            return Err(format!("line {} is not shown:\n{stderr}", marker.line).into());
        }
        for words in &marker.words {
            if !message.contains(words.as_str()) {
                return Err(format!("{words:?} is not said:\n{stderr}").into());
            }
        }
    }
    Ok(())
}

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pending = fs::read_to_string(root.join("tests/pending.txt")).unwrap_or_default();
    let pending: Vec<&str> = pending.lines().map(str::trim).collect();
    let entries = fs::read_dir(root.join("tests/errors")).expect("the folder of programs with errors");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "py"));
    paths.sort();
    let trials = paths
        .into_iter()
        .map(|path| {
            let name = format!("errors::{}", path.file_stem().unwrap_or_default().to_string_lossy());
            let later = pending.contains(&name.as_str());
            Trial::test(name, move || check(&path)).with_ignored_flag(later)
        })
        .collect();
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
