//! The numbered folders for intermediate files: `$PYPY_USESSION_DIR/usession-<name>-<n>`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How many sessions are kept where `PYPY_USESSION_KEEP` does not say.
const DEFAULT_KEEP: usize = 3;

/// Makes a new folder for this run's files and removes those of the oldest runs.
///
/// Environment: `PYPY_USESSION_DIR` (default: the system's folder for temporary files),
/// `PYPY_USESSION_BASENAME` (default: `rpython`), `PYPY_USESSION_KEEP` (default: 3).
pub fn new_session() -> io::Result<PathBuf> {
    let root = std::env::var_os("PYPY_USESSION_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let name = std::env::var("PYPY_USESSION_BASENAME").unwrap_or_else(|_| "rpython".into());
    let keep = std::env::var("PYPY_USESSION_KEEP").ok().and_then(|s| s.parse().ok()).unwrap_or(DEFAULT_KEEP);
    fs::create_dir_all(&root)?;
    let prefix = format!("usession-{name}-");
    let mut numbers = existing(&root, &prefix);
    numbers.sort_unstable();
    let mut next = numbers.last().map_or(0, |n| n + 1);
    let session = loop {
        let path = root.join(format!("{prefix}{next}"));
        match fs::create_dir(&path) {
            Ok(()) => break path,
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => next += 1,
            Err(e) => return Err(e),
        }
    };
    numbers.push(next);
    let excess = numbers.len().saturating_sub(keep.max(1));
    for old in &numbers[..excess] {
        // Another user's, or one still in use: it is removed some other time.
        let _ = fs::remove_dir_all(root.join(format!("{prefix}{old}")));
    }
    let work = session.join("testing_1");
    fs::create_dir(&work)?;
    Ok(work)
}

fn existing(root: &Path, prefix: &str) -> Vec<u64> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok())
        .collect()
}
