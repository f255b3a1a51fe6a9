//! The log that `PYPYLOG` asks for.
//!
//! `PYPYLOG=file` or `+file`: only the beginnings and ends of sections. `:file`: everything. `a,b:file`:
//! sections whose names start with one of the prefixes. The file `-` is stderr. What is printed outside of
//! any section is always shown, on stderr if there is no log.

use std::fs::File;
use std::io::Write;

/// The log's state.
pub(crate) struct Log {
    out: Option<Box<dyn Write>>,
    /// Whether what is printed now is wanted.
    pub enabled: bool,
    /// `None`: only section markers.
    prefixes: Option<Vec<String>>,
    /// Whether each open section's surroundings were printed.
    outside: Vec<bool>,
    /// The file's name, if it has a `%d` in it, and the process that has opened it: children have files of their own.
    pattern: Option<(String, u32)>,
    /// How much was written to the file; `None` for standard error.
    written: Option<usize>,
}

/// What sections give where no time is asked for.
const NO_TIME: i64 = 42;

impl Default for Log {
    fn default() -> Log {
        Log { out: None, enabled: true, prefixes: None, outside: Vec::new(), pattern: None, written: None }
    }
}

impl Log {
    /// As a setting says. A file that cannot be written is reported and ignored.
    pub fn open(setting: &str) -> Log {
        let mut log = Log::default();
        if setting.is_empty() {
            return log;
        }
        let name = match (setting.strip_prefix('+'), setting.split_once(':')) {
            (Some(name), _) => name,
            (None, Some((prefixes, name))) => {
                log.prefixes = Some(prefixes.split(',').map(str::to_string).collect());
                name
            }
            (None, None) => setting,
        };
        if name.contains("%d") {
            log.pattern = Some((name.to_owned(), std::process::id()));
        }
        log.open_file(name);
        log
    }

    fn open_file(&mut self, name: &str) {
        (self.out, self.written) = (None, None);
        let name = name.replacen("%d", &std::process::id().to_string(), 1);
        if name == "-" {
            self.out = Some(Box::new(std::io::stderr()));
            return;
        }
        match File::create(&name) {
            Ok(file) => {
                self.out = Some(Box::new(file));
                self.written = Some(0);
            }
            Err(_) => eprintln!("PYPYLOG: cannot write to {name}"),
        }
    }

    /// After a fork, the child goes on in a file of its own.
    fn follow_fork(&mut self) {
        let own = std::process::id();
        if let Some((name, owner)) = self.pattern.take() {
            if owner != own {
                self.open_file(&name);
            }
            self.pattern = Some((name, own));
        }
    }

    fn write(&mut self, text: &[u8]) {
        self.follow_fork();
        let Some(out) = &mut self.out else {
            let _ = std::io::stderr().write_all(text);
            return;
        };
        let _ = out.write_all(text);
        self.written = self.written.map(|size| size + text.len());
    }

    /// How much the file has, or -1 where there is none.
    pub fn offset(&mut self) -> i64 {
        self.follow_fork();
        self.written.map_or(-1, |size| size as i64)
    }

    fn wanted(&self, category: &[u8]) -> bool {
        let prefixes = self.prefixes.iter().flatten();
        prefixes.into_iter().any(|p| category.starts_with(p.as_bytes()))
    }

    /// Whether sections whose category may begin so are wanted.
    pub fn wants(&self, beginning: &[u8]) -> bool {
        let prefixes = self.prefixes.iter().flatten();
        let related = |p: &[u8]| p.starts_with(beginning) || beginning.starts_with(p);
        self.out.is_some() && prefixes.into_iter().any(|p| related(p.as_bytes()))
    }

    /// Opens a section; the time if it is wanted.
    pub fn start(&mut self, category: &[u8], stamp: bool) -> i64 {
        let now = timestamp();
        self.outside.push(self.enabled);
        self.enabled = self.out.is_some() && self.wanted(category);
        self.marker(now, b"{", category, b"");
        if stamp { now } else { NO_TIME }
    }

    /// Closes a section.
    pub fn stop(&mut self, category: &[u8], stamp: bool) -> i64 {
        let now = timestamp();
        self.marker(now, b"", category, b"}");
        self.enabled = self.outside.pop().unwrap_or(true);
        if stamp { now } else { NO_TIME }
    }

    fn marker(&mut self, now: i64, before: &[u8], category: &[u8], after: &[u8]) {
        if self.out.is_some() && (self.prefixes.is_none() || self.enabled) {
            let now = format!("[{now:x}] ");
            self.write(&[now.as_bytes(), before, category, after, b"\n"].concat());
        }
    }

    /// Prints a line.
    pub fn line(&mut self, text: &[u8]) {
        self.write(&[text, b"\n"].concat());
    }

    /// Writes out what is buffered.
    pub fn flush(&mut self) {
        if let Some(out) = &mut self.out {
            let _ = out.flush();
        }
    }
}

/// A counter that goes up fast.
pub(crate) fn timestamp() -> i64 {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: every x86-64 processor has the instruction.
    return unsafe { std::arch::x86_64::_rdtsc() } as i64;
    #[cfg(not(target_arch = "x86_64"))]
    {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        now.map_or(0, |d| d.as_nanos() as i64)
    }
}
