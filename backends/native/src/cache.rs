//! Machine code of functions that were compiled before, found by what it was made from.
//!
//! The key is a hash of Cranelift's function, its flags and its version; the value carries a checksum, so
//! that a damaged file is as good as none. Files are put in place whole. When there are too many, the
//! oldest go.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use cranelift_codegen::ir::Function;

use crate::compiled::Compiled;

/// Changes when the meaning of entries does.
const FORMAT: &str = "rpython-native 1";

/// Bytes of the checksum in front of an entry.
const CHECKSUM: usize = 32;

/// A folder of compiled functions.
pub(crate) struct Cache {
    folder: PathBuf,
    /// What all keys begin with.
    prefix: Vec<u8>,
    found: AtomicUsize,
    missed: AtomicUsize,
}

/// The name of an entry.
pub(crate) struct Key(blake3::Hash);

/// Collects what a value consists of.
#[derive(Default)]
struct Collect(Vec<u8>);

impl Hasher for Collect {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

impl Cache {
    /// The cache in this folder for code with this fingerprint; fails if the folder cannot be made.
    pub fn new(folder: &Path, fingerprint: &str) -> std::io::Result<Cache> {
        fs::create_dir_all(folder)?;
        let prefix = format!("{FORMAT}\0{}\0{fingerprint}\0", cranelift_codegen::VERSION).into_bytes();
        let (found, missed) = (AtomicUsize::new(0), AtomicUsize::new(0));
        Ok(Cache { folder: folder.to_path_buf(), prefix, found, missed })
    }

    /// The key of a function that is not compiled yet.
    pub fn key(&self, function: &Function) -> Key {
        let mut content = Collect(self.prefix.clone());
        function.stencil.hash(&mut content);
        Key(blake3::hash(&content.0))
    }

    fn path(&self, key: &Key) -> PathBuf {
        let name = key.0.to_hex();
        self.folder.join(&name[..2]).join(&name[2..])
    }

    /// The entry, if it is there and whole.
    pub fn get(&self, key: &Key) -> Option<Compiled> {
        let read = || {
            let bytes = fs::read(self.path(key)).ok()?;
            let (checksum, content) = bytes.split_at_checked(CHECKSUM)?;
            (blake3::hash(content).as_bytes() == checksum).then(|| Compiled::from_bytes(content))?
        };
        let entry = read();
        let count = if entry.is_some() { &self.found } else { &self.missed };
        count.fetch_add(1, Ordering::Relaxed);
        entry
    }

    /// Keeps an entry. That it cannot be kept is no failure: it is made again next time.
    pub fn put(&self, key: &Key, compiled: &Compiled) {
        let content = compiled.to_bytes();
        let mut bytes = blake3::hash(&content).as_bytes().to_vec();
        bytes.extend(content);
        let path = self.path(key);
        let temporary = path.with_extension(std::process::id().to_string());
        let folder = path.parent().unwrap_or(&self.folder);
        let written = fs::write(&temporary, &bytes)
            .or_else(|_| fs::create_dir_all(folder).and_then(|()| fs::write(&temporary, &bytes)))
            .and_then(|()| fs::rename(&temporary, &path));
        if written.is_err() {
            // What was written of it is of no use; that it cannot be removed either adds nothing.
            let _ = fs::remove_file(&temporary);
        }
    }

    /// How many functions were found, and how many were not.
    pub fn counts(&self) -> (usize, usize) {
        (self.found.load(Ordering::Relaxed), self.missed.load(Ordering::Relaxed))
    }

    /// Removes the oldest entries if all together take more than `limit` bytes.
    pub fn shrink(&self, limit: u64) {
        let mut entries = Vec::new();
        for folder in fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            for entry in fs::read_dir(folder.path()).into_iter().flatten().flatten() {
                if let Ok(data) = entry.metadata() {
                    entries.push((data.modified().ok(), data.len(), entry.path()));
                }
            }
        }
        let mut size: u64 = entries.iter().map(|entry| entry.1).sum();
        if size <= limit {
            return;
        }
        entries.sort();
        for (_, bytes, path) in entries {
            if size <= limit / 2 {
                break;
            }
            if fs::remove_file(path).is_ok() {
                size -= bytes;
            }
        }
    }
}
