//! Answers of the C compiler, kept from one translation to the next.
//!
//! An answer holds as long as the headers that were read are the same files. That something did not compile
//! holds as long as nothing was installed where compilers look by themselves; with folders of the program's own nothing
//! is known about that, and such failures are not kept.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use super::probe::{Answer, Question};

/// Where compilers look by themselves.
const SYSTEM: [&str; 5] =
    ["/usr/include", "/usr/local/include", "/usr/lib", "/usr/local/lib", "/usr/lib/x86_64-linux-gnu"];

/// Whether the files that the answer depends on are known: sources of the program's own have headers, too.
pub(super) fn can_keep(question: &Question) -> bool {
    question.options.iter().all(|word| word.starts_with('-'))
}

/// Time and size of a file, as text.
fn stamp(path: &Path) -> String {
    let Ok(data) = std::fs::metadata(path) else { return "none".into() };
    let time = data.modified().ok().and_then(|t| t.duration_since(UNIX_EPOCH).ok());
    format!("{}.{}", time.map_or(0, |t| t.as_nanos()), data.len())
}

fn own_folders(question: &Question) -> bool {
    question.options.iter().any(|word| word.starts_with("-I") || word.starts_with("-L"))
        || question.source.windows(10).any(|w| w == b"#include \"" || w == b"#include </")
}

/// The question as text: the first part of an entry, so that no two are taken for one another.
fn key(question: &Question) -> Vec<u8> {
    let mut key = format!("{}\0{}\0{}\0", question.compiler, question.options.join("\0"), question.execute);
    key.push_str(&question.source.len().to_string());
    key.push('\0');
    let mut key = key.into_bytes();
    key.extend(question.source);
    key
}

fn path(key: &[u8]) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CACHE_HOME").or_else(|| Some(set("HOME")?.join(".cache")))?;
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    Some(folder.join("rpython").join("probes").join(format!("{:016x}", hasher.finish())))
}

/// A known answer.
pub(super) fn find(question: &Question) -> Option<(bool, Vec<u8>)> {
    let key = key(question);
    let entry = std::fs::read(path(&key)?).ok()?;
    let rest = entry.strip_prefix(key.as_slice())?;
    let end = rest.windows(2).position(|w| w == b"\n\n")?;
    let head = std::str::from_utf8(&rest[..end]).ok()?;
    let mut lines = head.lines();
    let ok = lines.next()? == "worked";
    for line in lines {
        let (known, file) = line.split_once(' ')?;
        if stamp(Path::new(file)) != known {
            return None;
        }
    }
    Some((ok, rest[end + 2..].to_vec()))
}

/// Keeps an answer. Where nothing can be written, the compiler is asked again the next time.
pub(super) fn keep(question: &Question, answer: &Answer) {
    if !can_keep(question) || (!answer.ok && own_folders(question)) {
        return;
    }
    let key = key(question);
    let Some(path) = path(&key) else { return };
    let files: Vec<PathBuf> =
        if answer.ok { answer.headers.clone() } else { SYSTEM.iter().map(PathBuf::from).collect() };
    let mut entry = key;
    entry.extend(if answer.ok { "worked" } else { "failed" }.bytes());
    for file in files {
        entry.extend(format!("\n{} {}", stamp(&file), file.display()).bytes());
    }
    entry.extend(b"\n\n");
    entry.extend(&answer.output);
    let temporary = path.with_extension(format!("{}", std::process::id()));
    let Some(folder) = path.parent() else { return };
    let written = std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(&temporary, entry))
        .and_then(|()| std::fs::rename(&temporary, &path));
    drop(written);
}
