//! Machine code of functions that were compiled before, found by what it was made from.
//!
//! There is one file for each program that was translated, and what it holds is found by the functions' keys. So
//! a translation reads one file and, if something was compiled, writes one. A program that is
//! translated for the first time looks into the latest files of others: much of the library is the same.
//! A file begins with a checksum of the rest, so that a damaged one is as good as none, and is put in place whole. When
//! all together take too much, the oldest go.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread::JoinHandle;
use std::time::SystemTime;

use rpython_base::{Diagnostic, Span};

use crate::compiled::Entry;

/// Changes when the meaning of files does.
const FORMAT: &str = "rpython-native 2";

/// Of the sources of whatever decides what code is made of a function.
const SOURCES: &str = env!("RPYTHON_NATIVE_SOURCES");

/// Bytes that all files together may take.
const LIMIT: u64 = 1 << 30;

/// Files of other programs that a new one looks into.
const OTHERS: usize = 8;

const CHECKSUM: usize = 32;
const KEY: usize = 32;
/// Key, offset and length of an entry.
const ROW: usize = KEY + 8;

pub(crate) type Hash = [u8; KEY];

/// What all keys begin with, for code with this fingerprint.
pub(crate) fn prefix(fingerprint: &str) -> Hash {
    let version = cranelift_codegen::VERSION;
    *blake3::hash(format!("{FORMAT}\0{SOURCES}\0{version}\0{fingerprint}\0").as_bytes()).as_bytes()
}

/// The content of a file: checksum, number of entries, their rows sorted by key, the entries.
struct Pack {
    bytes: Vec<u8>,
    count: usize,
}

/// Compiled functions of this program, and perhaps of others.
pub(crate) struct Cache {
    folder: PathBuf,
    /// The file of this program.
    own: PathBuf,
    /// Whether the first of the packs is this program's.
    has_own: bool,
    packs: Vec<Pack>,
    used: Mutex<Used>,
}

#[derive(Default)]
struct Used {
    /// Keys of what was found, and in which pack.
    found: Vec<(Hash, usize)>,
    made: Vec<(Hash, Vec<u8>)>,
}

impl Pack {
    /// The file, if it is there and whole.
    fn read(path: &Path) -> Option<Pack> {
        let bytes = fs::read(path).ok()?;
        let (checksum, content) = bytes.split_at_checked(CHECKSUM)?;
        if blake3::hash(content).as_bytes() != checksum {
            return None;
        }
        let count = number(content, 0)?;
        (content.len() >= 4 + count * ROW).then_some(Pack { bytes, count })
    }

    /// From entries without doubles.
    fn write(mut entries: Vec<(Hash, &[u8])>) -> Vec<u8> {
        entries.sort_by_key(|entry| entry.0);
        let mut content = (entries.len() as u32).to_le_bytes().to_vec();
        let mut offset = 0u32;
        for (key, bytes) in &entries {
            content.extend(key);
            content.extend(offset.to_le_bytes());
            content.extend((bytes.len() as u32).to_le_bytes());
            offset += bytes.len() as u32;
        }
        entries.iter().for_each(|(_, bytes)| content.extend(*bytes));
        let mut file = blake3::hash(&content).as_bytes().to_vec();
        file.extend(content);
        file
    }

    fn row(&self, index: usize) -> &[u8] {
        let start = CHECKSUM + 4 + index * ROW;
        &self.bytes[start..start + ROW]
    }

    fn key(&self, index: usize) -> &[u8] {
        &self.row(index)[..KEY]
    }

    fn entry(&self, index: usize) -> Option<&[u8]> {
        let row = self.row(index);
        let start = CHECKSUM + 4 + self.count * ROW + number(row, KEY)?;
        self.bytes.get(start..start + number(row, KEY + 4)?)
    }

    fn find(&self, key: &Hash) -> Option<&[u8]> {
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = (low + high) / 2;
            match self.key(middle).cmp(key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return self.entry(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }
}

fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let word = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*word) as usize)
}

/// The files in the folder with their sizes, the latest first.
fn files(folder: &Path) -> Vec<(SystemTime, u64, PathBuf)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if let Ok(data) = entry.metadata()
            && data.is_file()
        {
            let time = data.modified().unwrap_or(SystemTime::UNIX_EPOCH);
            files.push((time, data.len(), entry.path()));
        }
    }
    files.sort_by(|a, b| b.cmp(a));
    files
}

impl Cache {
    /// The cache in this folder for a program; fails if the folder cannot be made.
    pub fn open(folder: &Path, program: &str) -> std::io::Result<Cache> {
        fs::create_dir_all(folder)?;
        let own = folder.join(blake3::hash(program.as_bytes()).to_hex().as_str());
        let mut packs: Vec<Pack> = Pack::read(&own).into_iter().collect();
        let has_own = !packs.is_empty();
        if !has_own {
            packs = files(folder).iter().take(OTHERS).filter_map(|(_, _, path)| Pack::read(path)).collect();
        }
        Ok(Cache { folder: folder.to_path_buf(), own, has_own, packs, used: Mutex::default() })
    }

    /// The entry, if it is there.
    pub fn get(&self, key: &Hash) -> Option<Entry> {
        let find = |(i, pack): (usize, &Pack)| Some((i, Entry::from_bytes(pack.find(key)?)?));
        let (pack, entry) = self.packs.iter().enumerate().find_map(find)?;
        self.used.lock().unwrap_or_else(|e| e.into_inner()).found.push((*key, pack));
        Some(entry)
    }

    /// Keeps an entry.
    pub fn put(&self, key: &Hash, entry: &Entry) {
        let bytes = entry.to_bytes();
        self.used.lock().unwrap_or_else(|e| e.into_inner()).made.push((*key, bytes));
    }

    /// How many functions were found, and how many were not. What was made is written meanwhile, if anything was.
    pub fn finish(self) -> ((usize, usize), Keeping) {
        let used = self.used.lock().unwrap_or_else(|e| e.into_inner());
        let counts = (used.found.len(), used.made.len());
        drop(used);
        let writing = std::thread::spawn(move || self.write());
        (counts, Keeping(Some(writing)))
    }

    fn write(&self) -> Result<(), Diagnostic> {
        let used = self.used.lock().unwrap_or_else(|e| e.into_inner());
        if self.has_own && used.made.is_empty() {
            // That it was of use counts when the oldest go.
            let _ = fs::File::options()
                .append(true)
                .open(&self.own)
                .and_then(|f| f.set_modified(SystemTime::now()));
            return Ok(());
        }
        let file = Pack::write(self.entries(&used));
        let temporary = self.own.with_extension(std::process::id().to_string());
        let written = fs::write(&temporary, &file).and_then(|()| fs::rename(&temporary, &self.own));
        if let Err(error) = written {
            // What was written of it is of no use; that it cannot be removed either adds nothing.
            let _ = fs::remove_file(&temporary);
            return Err(not_kept(&self.own, &error));
        }
        shrink(&self.folder, LIMIT);
        Ok(())
    }

    /// What was used; and what was not, as long as that is not more: other options or the next edit may use it.
    fn entries<'a>(&'a self, used: &'a Used) -> Vec<(Hash, &'a [u8])> {
        let mut entries: std::collections::BTreeMap<Hash, &[u8]> = Default::default();
        for (key, pack) in &used.found {
            if let Some(bytes) = self.packs[*pack].find(key) {
                entries.insert(*key, bytes);
            }
        }
        entries.extend(used.made.iter().map(|(key, bytes)| (*key, &bytes[..])));
        let mut room: usize = entries.values().map(|bytes| bytes.len()).sum();
        if let Some(pack) = self.packs.first().filter(|_| self.has_own) {
            for index in 0..pack.count {
                let (Ok(key), Some(bytes)) = (Hash::try_from(pack.key(index)), pack.entry(index)) else {
                    continue;
                };
                if room >= bytes.len() && !entries.contains_key(&key) {
                    room -= bytes.len();
                    entries.insert(key, bytes);
                }
            }
        }
        entries.into_iter().collect()
    }
}

/// The functions that were compiled are being written. Whoever lets go of this waits for that.
#[derive(Debug)]
pub(crate) struct Keeping(Option<JoinHandle<Result<(), Diagnostic>>>);

impl Keeping {
    /// Waits. The error is a warning: they are compiled again next time.
    pub fn wait(&mut self) -> Result<(), Diagnostic> {
        match self.0.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(panic)) => std::panic::resume_unwind(panic),
            None => Ok(()),
        }
    }
}

impl Drop for Keeping {
    fn drop(&mut self) {
        // Somebody else's error is on its way.
        if let Some(writing) = self.0.take() {
            let _ = writing.join();
        }
    }
}

fn not_kept(file: &Path, error: &std::io::Error) -> Diagnostic {
    let message = format!("compiled functions cannot be kept in {}: {error}", file.display());
    let help = if file.is_dir() {
        "remove that folder: a file belongs there"
    } else {
        "the result is right, but the next translation takes as long; name another folder with --cache-dir, or give \
         --no-cache"
    };
    Diagnostic::warning("write", Span::NONE, message).with_help(help)
}

/// Removes the oldest files if all together take more than `limit` bytes.
fn shrink(folder: &Path, limit: u64) {
    let mut files = files(folder);
    let mut size: u64 = files.iter().map(|file| file.1).sum();
    if size <= limit {
        return;
    }
    while size > limit / 2
        && let Some((_, bytes, path)) = files.pop()
    {
        if fs::remove_file(path).is_ok() {
            size -= bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiled::Compiled;

    fn entry(code: u8) -> Entry {
        Entry { code: Compiled { code: vec![code; 100], ..Compiled::default() }, ..Entry::default() }
    }

    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("rpy-cache-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        folder
    }

    fn open(folder: &Path, program: &str) -> Cache {
        Cache::open(folder, program).expect("a folder")
    }

    #[test]
    fn what_is_put_is_found() {
        let folder = folder("found");
        let cache = open(&folder, "p");
        assert!(cache.get(&[1; 32]).is_none());
        for i in 0..50 {
            cache.put(&[i; 32], &entry(i));
        }
        assert_eq!(cache.finish().0, (0, 50));
        // By another program too, which has its own file afterwards.
        for program in ["p", "q", "q"] {
            let cache = open(&folder, program);
            for i in 0..50 {
                assert_eq!(cache.get(&[i; 32]), Some(entry(i)));
            }
            assert!(cache.get(&[50; 32]).is_none());
            assert_eq!(cache.finish().0, (50, 0));
        }
        assert_eq!(files(&folder).len(), 2);
        shrink(&folder, 9000);
        assert_eq!(files(&folder).len(), 0);
        fs::remove_dir_all(&folder).expect("it is there");
    }

    #[test]
    fn what_is_not_used_stays_for_a_while() {
        let folder = folder("stays");
        for round in 0..4 {
            let cache = open(&folder, "p");
            cache.put(&[round; 32], &entry(round));
            cache.finish();
        }
        let cache = open(&folder, "p");
        assert_eq!((0..4).filter(|&i| cache.get(&[i; 32]).is_some()).count(), 2);
        fs::remove_dir_all(&folder).expect("it is there");
    }

    #[test]
    fn damage_is_noticed() {
        let folder = folder("damage");
        let cache = open(&folder, "p");
        cache.put(&[1; 32], &entry(1));
        cache.finish();
        let path = open(&folder, "p").own;
        let good = fs::read(&path).expect("a file");
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 4;
            fs::write(&path, &bad).expect("writable");
            assert!(open(&folder, "p").get(&[1; 32]).is_none(), "byte {at}");
            fs::write(&path, &good[..at]).expect("writable");
            assert!(open(&folder, "p").get(&[1; 32]).is_none(), "cut at {at}");
        }
        fs::remove_dir_all(&folder).expect("it is there");
    }

    #[test]
    fn what_cannot_be_written_is_a_warning() {
        let folder = folder("warning");
        let cache = open(&folder, "p");
        cache.put(&[1; 32], &entry(1));
        fs::remove_dir_all(&folder).expect("it is there");
        let (counts, mut keeping) = cache.finish();
        let warning = keeping.wait().expect_err("there is no folder");
        assert_eq!(counts, (0, 1));
        assert!(warning.message.contains("cannot be kept"), "{}", warning.message);
        assert!(warning.help.expect("a remedy").contains("--no-cache"));
        // A folder where the file belongs.
        let cache = open(&folder, "p");
        cache.put(&[1; 32], &entry(1));
        fs::create_dir(&cache.own).expect("a folder");
        fs::write(cache.own.join("something"), "").expect("writable");
        let warning = cache.finish().1.wait().expect_err("there is a folder");
        assert!(warning.help.expect("a remedy").contains("remove that folder"));
        fs::remove_dir_all(&folder).expect("it is there");
    }
}
