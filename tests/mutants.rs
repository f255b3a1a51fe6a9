//! Programs of the corpus with small accidents in them: words left out, doubled or exchanged, lines moved, the end cut off, a
//! byte that is no text. Whatever comes of that, `rpython --check` ends soon, without a panic, and says where it fails.
//!
//! The accidents are the same in each run. `RPY_MUTANTS=n` makes n times as many.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Failed, Trial};

/// Areas whose programs do nothing to the machine, not even when a statement ends up at module level.
const AREAS: &[&str] = &[
    "bools",
    "classes",
    "control",
    "conversions",
    "dicts",
    "exceptions",
    "floats",
    "folding",
    "functions",
    "ints",
    "iteration",
    "lists",
    "none",
    "strings",
    "tuples",
    "unicode",
    "unroll",
    "values",
];

const TRIALS: u64 = 12;
const MUTANTS_OF_A_TRIAL: u64 = 16;
const PATIENCE: Duration = Duration::from_secs(60);

/// What is put in at random.
const WORDS: &[&str] = &[
    "None",
    "True",
    "0",
    "-1",
    "''",
    "u'x'",
    "1.5",
    "[]",
    "{}",
    "()",
    "lambda: 0",
    "self",
    "yield",
    "return",
    "raise",
    "del",
    "global",
    "exec",
    "import",
    "with",
    "try:",
    "except:",
    "finally:",
    "class",
    "def",
    "for",
    "in",
    "is",
    "not",
    "print",
    "assert",
    "while",
    "break",
    "continue",
    "*",
    "**",
    ":",
    "=",
    ".",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "@",
    "`",
    ";",
    "\\\n",
    "\"\"\"",
    "'",
    "0x",
    "1e999",
    "1j",
    "\t",
    "\r",
    "\x0c",
    "%",
    "<>",
    "len",
    "str",
    "isinstance",
    "range",
    "super",
    "getattr",
    "property",
    "99999999999999999999",
    "__init__",
    "elif",
    "else:",
];

/// Numbers that look random (xorshift64*).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    fn of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }
}

/// Names, numbers, white space, and signs of one character each.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        _ if c.is_alphanumeric() || c == '_' => 1,
        ' ' | '\n' => 2,
        _ => 0,
    };
    let mut words = Vec::new();
    let mut start = 0;
    let mut last = 0;
    for (at, c) in text.char_indices() {
        if at > start && (kind(c) != last || last == 0) {
            words.push(&text[start..at]);
            start = at;
        }
        last = kind(c);
    }
    words.push(&text[start..]);
    words
}

fn with_other_words(text: &str, chance: &mut Chance) -> String {
    let mut words = words(text);
    let visible: Vec<usize> = (0..words.len()).filter(|&at| !words[at].trim().is_empty()).collect();
    let (Some(&at), Some(&other)) =
        (visible.get(chance.below(visible.len())), visible.get(chance.below(visible.len())))
    else {
        return text.to_owned();
    };
    match chance.below(6) {
        0 => {
            words.remove(at);
        }
        1 => words.insert(at, words[at]),
        2 => words.swap(at, other),
        3 => words[at] = chance.of(WORDS),
        4 => words.insert(at, chance.of(WORDS)),
        _ => words[at] = words[other],
    }
    words.concat()
}

fn with_other_lines(text: &str, chance: &mut Chance) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let (at, other) = (chance.below(lines.len()), chance.below(lines.len()));
    match chance.below(4) {
        0 => lines.swap(at, other),
        1 => {
            lines.remove(at);
        }
        2 => lines.insert(at, lines[other].clone()),
        _ => lines[at] = format!("    {}", lines[at]),
    }
    lines.join("\n")
}

fn mutant(text: &str, chance: &mut Chance) -> Vec<u8> {
    let mut text = text.to_owned();
    for _ in 0..chance.of(&[&1, &1, &2, &3]).to_owned() {
        text = if chance.below(4) == 0 {
            with_other_lines(&text, chance)
        } else {
            with_other_words(&text, chance)
        };
    }
    let mut bytes = text.into_bytes();
    let at = chance.below(bytes.len());
    match chance.below(12) {
        0 => bytes.truncate(at),
        1 if !bytes.is_empty() => bytes[at] = chance.below(256) as u8,
        _ => {}
    }
    bytes
}

fn programs(corpus: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for area in AREAS {
        let Ok(entries) = fs::read_dir(corpus.join(area)) else { continue };
        let files = entries.flatten().map(|entry| entry.path());
        found.extend(files.filter(|file| file.extension().is_some_and(|e| e == "py")));
    }
    found.sort();
    found
}

/// Runs to the end, or until patience does.
fn check(folder: &Path, name: &str) -> Result<(ExitStatus, String), Failed> {
    let log = fs::File::create(folder.join("log"))?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_rpython"));
    command.args(["--batch", "--check", name]).current_dir(folder).env("PYPY_USESSION_DIR", folder);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn()?;
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill()?;
            return Err("it does not end".into());
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    Ok((status, String::from_utf8_lossy(&fs::read(folder.join("log"))?).into_owned()))
}

fn survives(file: &Path, bytes: &[u8]) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    fs::write(folder.path().join(&name), bytes)?;
    let text = String::from_utf8_lossy(bytes);
    let broken = |what: &str, said: &str| Failed::from(format!("{what}:\n{said}\nsays of\n{text}"));
    let (status, said) = check(folder.path(), &name).map_err(|failed| {
        let why = failed.message().unwrap_or_default().to_owned();
        broken(&why, "")
    })?;
    if said.contains("panicked at") || said.contains("error[E0901]") {
        return Err(broken("a bug of the translator", &said));
    }
    // A target without `target` has no line to show.
    match status.code() {
        Some(0) => Ok(()),
        Some(1) if said.contains(" --> ") || said.contains("error[E0004]") => Ok(()),
        Some(1) => Err(broken("no place", &said)),
        _ => Err(broken(&format!("{status}"), &said)),
    }
}

fn trial(seed: u64, programs: &[PathBuf]) -> Result<(), Failed> {
    let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    for _ in 0..MUTANTS_OF_A_TRIAL {
        let file = &programs[chance.below(programs.len())];
        let text = String::from_utf8_lossy(&fs::read(file)?).into_owned();
        survives(file, &mutant(&text, &mut chance))?;
    }
    Ok(())
}

fn main() {
    let arguments = Arguments::from_args();
    let programs = programs(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs"));
    assert!(!programs.is_empty(), "the corpus is beside this test");
    let times = std::env::var("RPY_MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    let trials = (1..=TRIALS * times)
        .map(|seed| {
            let programs = programs.clone();
            Trial::test(format!("mutants::{seed}"), move || trial(seed, &programs))
        })
        .collect();
    libtest_mimic::run(&arguments, trials).exit();
}
