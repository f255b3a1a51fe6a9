//! The numbered folders for intermediate files: `$PYPY_USESSION_DIR/usession-<name>-<n>`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

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
    fs::write(session.join(OWNER), std::process::id().to_string())?;
    numbers.push(next);
    let excess = numbers.len().saturating_sub(keep.max(1));
    for old in &numbers[..excess] {
        let old = root.join(format!("{prefix}{old}"));
        if !in_use(&old) {
            // Another user's: not ours to remove.
            let _ = fs::remove_dir_all(old);
        }
    }
    let work = session.join("testing_1");
    fs::create_dir(&work)?;
    Ok(work)
}

/// The file in a session that says which process works in it.
const OWNER: &str = ".lock";

/// How long a session without a known owner is left alone.
const GRACE: Duration = Duration::from_secs(60 * 60);

/// Whether another run may still be working in a session: its process exists, or the session is young where that
/// cannot be found out.
fn in_use(session: &Path) -> bool {
    let owner = session.join(OWNER);
    let processes = Path::new("/proc");
    if processes.join("self").exists()
        && let Ok(owner) = fs::read_to_string(&owner)
    {
        return processes.join(owner.trim()).exists();
    }
    let age = fs::metadata(session).and_then(|data| data.modified()).map(|time| time.elapsed());
    matches!(age, Ok(Ok(age)) if age < GRACE)
}

fn existing(root: &Path, prefix: &str) -> Vec<u64> {
    let Ok(entries) = fs::read_dir(root) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok())
        .collect()
}
