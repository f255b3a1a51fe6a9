//! Runs every program of `tests/programs/` and `goals/` in every way there is, and compares with what is
//! expected. `tests/README.md` says what the files mean.
//!
//! Small programs run untranslated and under interp, goal programs through C; goal programs and some of the small
//! ones natively and, where there is Node, as WebAssembly and as JavaScript.
//!
//! Environment: `RPY_WAYS=c,interp` chooses the ways for all; `RPY_SLOW=1` runs what is slow as well.
//!
//! `tests/pending.txt` lists what does not pass yet; it is ignored here, and run by `--ignored`. Whoever makes one
//! pass removes its line.

use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use libtest_mimic::{Arguments, Failed, Trial};

/// A way of running a program.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Untranslated,
    Interp,
    C,
    Native,
    Wasm,
    Js,
}

impl Way {
    const ALL: [Way; 6] = [Way::Untranslated, Way::Interp, Way::C, Way::Native, Way::Wasm, Way::Js];

    fn name(self) -> &'static str {
        match self {
            Way::Untranslated => "untranslated",
            Way::Interp => "interp",
            Way::C => "c",
            Way::Native => "native",
            Way::Wasm => "wasm",
            Way::Js => "js",
        }
    }

    /// Whether it makes an executable.
    fn is_compiled(self) -> bool {
        matches!(self, Way::C | Way::Native | Way::Wasm | Way::Js)
    }

    /// Whether Node runs what it makes.
    fn needs_node(self) -> bool {
        matches!(self, Way::Wasm | Way::Js)
    }

    /// Whether it runs this program if nobody asks: `number` is its place among the programs.
    fn takes(self, goal: bool, number: usize) -> bool {
        match self {
            Way::Untranslated | Way::Interp => !goal,
            // Compiling C takes long: that is asked for by name.
            Way::C => goal,
            Way::Native | Way::Wasm | Way::Js => goal || number.is_multiple_of(SPREAD),
        }
    }
}

/// Of the small programs, each way that compiles takes one in so many by default.
const SPREAD: usize = 12;

/// A program and what its header says.
#[derive(Clone)]
struct Program {
    path: PathBuf,
    header: Vec<String>,
}

/// Whether the environment makes programs collect at every allocation.
fn collects_always() -> bool {
    std::env::var("PYPY_GC_ZEAL").is_ok_and(|zeal| zeal != "0")
}

impl Program {
    fn read(path: &Path) -> Program {
        let text = String::from_utf8_lossy(&fs::read(path).expect("a readable program")).into_owned();
        let header = text
            .lines()
            .take_while(|line| line.starts_with('#'))
            .map(|line| line.trim_start_matches('#').trim().to_owned())
            .collect();
        Program { path: path.to_path_buf(), header }
    }

    fn directives(&self, name: &str) -> Vec<&str> {
        let prefix = format!("{name}:");
        self.header.iter().filter_map(|line| line.strip_prefix(&prefix)).map(str::trim).collect()
    }

    fn skips(&self, way: Way) -> bool {
        self.directives("skip").iter().any(|d| d.split_whitespace().next() == Some(way.name()))
            || ((!way.is_compiled() || collects_always())
                && !self.directives("slow").is_empty()
                && std::env::var_os("RPY_SLOW").is_none())
    }

    fn beside(&self, suffix: &str) -> Option<Vec<u8>> {
        fs::read(self.path.with_extension(suffix)).ok()
    }

    fn args(&self) -> Vec<String> {
        let text = self.beside("args").map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        text.map_or(Vec::new(), |text| text.lines().map(str::to_owned).collect())
    }

    fn status(&self) -> i32 {
        let beside = self.beside("status").map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let header = self.directives("status").first().map(|s| (*s).to_owned());
        beside.or(header).map_or(0, |text| text.trim().parse().expect("a number as status"))
    }

    fn options(&self) -> Vec<String> {
        self.directives("options").iter().flat_map(|d| d.split_whitespace()).map(str::to_owned).collect()
    }
}

/// Whether the C compiler finds a header that a program needs.
fn has_header(header: &str) -> bool {
    Command::new("cc")
        .args(["-fsyntax-only", "-x", "c", "-include", header, "/dev/null"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// The headers that programs need and that are not installed; says so.
fn missing_headers(programs: &[Program]) -> Vec<String> {
    let mut headers: Vec<String> =
        programs.iter().flat_map(|p| p.directives("needs")).map(str::to_owned).collect();
    headers.sort();
    headers.dedup();
    headers.retain(|header| !has_header(header));
    for header in &headers {
        eprintln!("skipped: programs that need the C header {header}, which is not installed");
    }
    headers
}

fn find_programs(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find_programs(&path, found);
        } else if path.extension().is_some_and(|e| e == "py") && path.with_extension("out").exists() {
            found.push(path);
        }
    }
}

/// The status as a shell gives it.
fn shell_status(status: ExitStatus) -> i32 {
    status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0))
}

fn run(mut command: Command, input: Vec<u8>) -> Result<Output, Failed> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|e| format!("cannot start {command:?}: {e}"))?;
    let mut stdin = child.stdin.take().expect("a pipe");
    // A program that does not read its input closes the pipe: that is no failure.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output()?;
    let _ = writer.join();
    Ok(output)
}

fn rpython() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.arg("--batch");
    command
}

/// The environment that programs run in.
fn environment(command: &mut Command, scratch: &Path) {
    command.current_dir(scratch).env("LC_ALL", "C").env("RPY_TEST", "one two").env_remove("PYPYLOG");
}

fn check(program: &Program, output: &Output) -> Result<(), Failed> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let expected = program.beside("out").unwrap_or_default();
    let stderr = text(&output.stderr);
    if output.stdout != expected {
        let difference = first_difference(&text(&expected), &text(&output.stdout));
        return Err(format!(
            "wrong output: {difference}\nstatus {}\nstderr:\n{stderr}",
            shell_status(output.status)
        )
        .into());
    }
    let status = shell_status(output.status);
    if status != program.status() {
        return Err(format!("status {status} instead of {}\nstderr:\n{stderr}", program.status()).into());
    }
    for line in text(&program.beside("err").unwrap_or_default()).lines() {
        if !stderr.contains(line) {
            return Err(format!("standard error lacks {line:?}:\n{stderr}").into());
        }
    }
    Ok(())
}

fn first_difference(expected: &str, got: &str) -> String {
    let (mut e, mut g) = (expected.lines(), got.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (e.next(), g.next()) {
            (None, None) => return "only the line ends differ".into(),
            (a, b) if a != b => return format!("line {number}: expected {a:?}, got {b:?}"),
            _ => {}
        }
    }
}

fn scratch_dir(program: &Program, way: Way) -> Result<tempfile::TempDir, Failed> {
    let stem = program.path.file_stem().unwrap_or_default().to_string_lossy();
    Ok(tempfile::Builder::new().prefix(&format!("rpy-{}-{stem}-", way.name())).tempdir()?)
}

fn run_directly(program: &Program, way: Way) -> Result<(), Failed> {
    let scratch = scratch_dir(program, way)?;
    let mut command = rpython();
    command.arg(if way == Way::Untranslated { "--run" } else { "--backend=interp" });
    command.args(program.options()).arg(&program.path).args(program.args());
    environment(&mut command, scratch.path());
    check(program, &run(command, program.beside("in").unwrap_or_default())?)
}

fn run_compiled(program: &Program, way: Way) -> Result<(), Failed> {
    let scratch = scratch_dir(program, way)?;
    let build = scratch.path().join("build");
    let cwd = scratch.path().join("cwd");
    fs::create_dir_all(&build)?;
    fs::create_dir_all(&cwd)?;
    let mut translate = rpython();
    let output = match way {
        Way::Wasm => "program.wasm",
        Way::Js => "program.js",
        _ => "program",
    };
    translate
        .args(program.options())
        .arg(format!("--output={output}"))
        .arg(format!("--backend={}", way.name()));
    translate.arg("--no-cache").arg(&program.path).current_dir(&build);
    // Optimizing C costs more than it shows, but goal programs recurse deeply, in frames that are large without it.
    let goal = program.path.starts_with(Path::new(env!("CARGO_MANIFEST_DIR")).join("goals"));
    match (way, goal) {
        (Way::C, true) => drop(translate.env("CFLAGS", "-O1")),
        (Way::C, false) => drop(translate.arg("--lldebug0")),
        _ => {}
    }
    translate.env("PYPY_USESSION_DIR", &build).env("MAKEFLAGS", "-j1");
    let made = run(translate, Vec::new())?;
    if !made.status.success() {
        return Err(format!("translation failed:\n{}", String::from_utf8_lossy(&made.stderr)).into());
    }
    let mut command = match way {
        Way::Wasm | Way::Js => Command::new("node"),
        _ => Command::new(build.join("program")),
    };
    if way.needs_node() {
        command.arg(build.join("program").with_extension(if way == Way::Js { "js" } else { "mjs" }));
    }
    command.args(program.args());
    environment(&mut command, &cwd);
    check(program, &run(command, program.beside("in").unwrap_or_default())?)
}

fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wanted = std::env::var("RPY_WAYS").ok();
    let ways = Way::ALL
        .into_iter()
        .filter(|way| wanted.as_ref().is_none_or(|w| w.split(',').any(|w| w == way.name())));
    let mut paths = Vec::new();
    find_programs(&root.join("tests/programs"), &mut paths);
    find_programs(&root.join("goals"), &mut paths);
    let mut programs: Vec<Program> = paths.iter().map(|path| Program::read(path)).collect();
    let missing = missing_headers(&programs);
    programs.retain(|p| !p.directives("needs").iter().any(|h| missing.iter().any(|m| m == h)));
    let pending = fs::read_to_string(root.join("tests/pending.txt")).unwrap_or_default();
    let pending: Vec<&str> = pending.lines().map(str::trim).filter(|l| !l.starts_with('#')).collect();
    let mut trials = Vec::new();
    for way in ways {
        if way.needs_node() && Command::new("node").arg("--version").output().is_err() {
            eprintln!("skipped: there is no `node` to run {}", way.name());
            continue;
        }
        let goal = |p: &Program| p.path.starts_with(root.join("goals"));
        for (number, program) in programs.iter().enumerate() {
            if program.skips(way) || (wanted.is_none() && !way.takes(goal(program), number)) {
                continue;
            }
            let relative = program.path.strip_prefix(root).unwrap_or(&program.path).with_extension("");
            let name = format!("{}::{}", way.name(), relative.display()).replace("tests/programs/", "");
            let program = program.clone();
            let later = pending.contains(&name.as_str());
            let trial = Trial::test(name, move || match way {
                Way::Untranslated | Way::Interp => run_directly(&program, way),
                Way::C | Way::Native | Way::Wasm | Way::Js => run_compiled(&program, way),
            });
            trials.push(trial.with_ignored_flag(later));
        }
    }
    trials
}

fn main() {
    let arguments = Arguments::from_args();
    libtest_mimic::run(&arguments, trials()).exit();
}
