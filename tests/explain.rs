//! The examples of `docs/errors/`: each wrong one gives the error of its section, each right one translates.
//!
//! An example is the text of a module, or one command line (`console`). Options behind `wrong` or `right` are for the
//! translation. See `docs/errors/README.md` for what is added to a module.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};
use rpython_base::codes;

/// One fenced block.
#[derive(Clone)]
struct Example {
    number: String,
    console: bool,
    wrong: bool,
    options: Vec<String>,
    text: String,
}

/// The examples of a page.
fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut number = String::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix("## ") {
            number = heading.split(':').next().unwrap_or_default().to_owned();
        }
        let Some(info) = line.strip_prefix("```") else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let words: Vec<&str> = info.split_whitespace().collect();
        let [language @ ("python" | "console"), kind @ ("wrong" | "right"), options @ ..] = &words[..] else {
            panic!("{number}: a block is `python` or `console`, and `wrong` or `right`, not {info:?}");
        };
        found.push(Example {
            number: number.clone(),
            console: *language == "console",
            wrong: *kind == "wrong",
            options: options.iter().map(|&word| word.to_owned()).collect(),
            text: text.join("\n") + "\n",
        });
    }
    found
}

/// The module with what it leaves out.
fn completed(text: &str) -> String {
    let mut text = text.to_owned();
    if text.contains("def target(") || text.contains("def main(driver") {
        return text;
    }
    text.push_str("\ndef entry_point(argv):\n    f(len(argv))\n    return 0\n");
    text.push_str("\ndef target(driver, args):\n    return entry_point, None\n");
    text
}

/// Standard error of `rpython`, and whether it succeeded.
fn rpython(folder: &Path, environment: &[(&str, &str)], words: &[&str]) -> Result<(bool, String), Failed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.current_dir(folder).args(words).stdin(Stdio::null()).env("PYPY_USESSION_DIR", folder);
    command.envs(environment.iter().copied());
    let output = command.output()?;
    Ok((output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned()))
}

fn run_console(example: &Example, folder: &Path) -> Result<(bool, String), Failed> {
    fs::write(folder.join("hello.py"), completed("def f(n):\n    print 'hello', n\n"))?;
    let words: Vec<&str> = example.text.split_whitespace().collect();
    let split = words.iter().position(|&word| word == "rpython").ok_or("no rpython in the command")?;
    let environment: Vec<(&str, &str)> = words[..split].iter().filter_map(|w| w.split_once('=')).collect();
    rpython(folder, &environment, &words[split + 1..])
}

fn run_module(example: &Example, folder: &Path) -> Result<(bool, String), Failed> {
    fs::write(folder.join("example.py"), completed(&example.text))?;
    let mut words: Vec<&str> = example.options.iter().map(String::as_str).collect();
    if words.is_empty() {
        words.push("--rtype");
    }
    words.push("example.py");
    rpython(folder, &[], &words)
}

fn check(example: &Example) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let run = if example.console { run_console } else { run_module };
    let (success, stderr) = run(example, folder.path())?;
    let shown = stderr.contains(&format!("[{}]", example.number));
    let warning = example.number.starts_with('W');
    match example.wrong {
        true if !shown => Err(format!("{} is not given:\n{}\n{stderr}", example.number, example.text).into()),
        true if success != warning => Err(format!("the exit status is wrong:\n{stderr}").into()),
        false if !success || shown => {
            Err(format!("the right form fails:\n{}\n{stderr}", example.text).into())
        }
        _ => Ok(()),
    }
}

/// The text of all sources of the translator but the table of kinds, without those of tests.
fn sources(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" && name != "examples" && name != "target" {
            sources(&path, text);
        } else if name.ends_with(".rs") && name != "codes.rs" {
            let source = fs::read_to_string(&path).expect("a source file");
            text.push_str(source.split("#[cfg(test)]").next().unwrap_or_default());
        }
    }
}

/// The names of kinds that a text gives to functions that make diagnostics.
fn names_used(text: &str) -> Vec<&str> {
    ["error(", "error_help(", "blocked(", "warning("]
        .iter()
        .flat_map(|function| text.split(function).skip(1))
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once("\","))
        .map(|(name, _)| name)
        .filter(|name| {
            !name.is_empty()
                && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b.is_ascii_digit())
        })
        .collect()
}

/// The table and the sources agree about which kinds there are.
fn kinds_are_used() -> Result<(), Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    for folder in ["src", "translator", "annotator", "rtyper", "backends"] {
        sources(&root.join(folder), &mut text);
    }
    if let Some(name) = names_used(&text).iter().find(|name| codes::find(name).is_none()) {
        return Err(format!("the kind \"{name}\" is not in translator/base/src/codes.rs").into());
    }
    let unused = |code: &&codes::Code| {
        !text.contains(&format!("\"{}\"", code.name)) && !text.contains(&format!("[{}]", code.number))
    };
    match codes::CODES.iter().find(unused) {
        Some(code) => Err(format!("nothing gives {} ({})", code.number, code.name).into()),
        None => Ok(()),
    }
}

fn main() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors");
    let entries = fs::read_dir(folder).expect("the folder of explanations");
    let mut pages: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    pages.sort();
    let mut trials = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page");
        for (index, example) in examples(&text).into_iter().enumerate() {
            let kind = if example.wrong { "wrong" } else { "right" };
            let name = format!("explain::{}_{kind}_{index}", example.number);
            trials.push(Trial::test(name, move || check(&example)));
        }
    }
    trials.push(Trial::test("explain::kinds_are_used", kinds_are_used));
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}
