//! The log that `PYPYLOG` asks for.
//!
//! `PYPYLOG=file` or `+file`: only the beginnings and ends of sections. `:file`: everything. `a,b:file`:
//! sections whose names start with one of the prefixes. The file `-` is stderr.

use std::fs::File;
use std::io::Write;

/// The log's state.
#[derive(Default)]
pub(crate) struct Log {
    out: Option<Box<dyn Write>>,
    /// Whether what is printed now is wanted.
    pub enabled: bool,
    /// `None`: only section markers.
    prefixes: Option<Vec<String>>,
    /// Whether each open section's surroundings were printed.
    outside: Vec<bool>,
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
        let name = name.replacen("%d", &std::process::id().to_string(), 1);
        if name == "-" {
            log.out = Some(Box::new(std::io::stderr()));
        } else {
            match File::create(&name) {
                Ok(file) => log.out = Some(Box::new(file)),
                Err(_) => eprintln!("PYPYLOG: cannot write to {name}"),
            }
        }
        log.enabled =
            log.out.is_some() && log.prefixes.as_ref().is_some_and(|p| p.iter().any(String::is_empty));
        log
    }

    fn wanted(&self, category: &[u8]) -> bool {
        let prefixes = self.prefixes.iter().flatten();
        prefixes.into_iter().any(|p| category.starts_with(p.as_bytes()))
    }

    /// Opens a section; the time if it is wanted.
    pub fn start(&mut self, category: &[u8], stamp: bool) -> i64 {
        self.outside.push(self.enabled);
        if self.out.is_some() {
            self.enabled = self.wanted(category);
            self.marker(b"{", category, b"");
        }
        if stamp { timestamp() } else { 0 }
    }

    /// Closes a section.
    pub fn stop(&mut self, category: &[u8], stamp: bool) -> i64 {
        self.marker(b"", category, b"}");
        self.enabled = self.outside.pop().unwrap_or(false) && self.out.is_some();
        if stamp { timestamp() } else { 0 }
    }

    fn marker(&mut self, before: &[u8], category: &[u8], after: &[u8]) {
        if let Some(out) = &mut self.out {
            let mut text = format!("[{:x}] ", timestamp()).into_bytes();
            text.extend_from_slice(before);
            text.extend_from_slice(category);
            text.extend_from_slice(after);
            text.push(b'\n');
            let _ = out.write_all(&text);
        }
    }

    /// Prints a line.
    pub fn line(&mut self, text: &[u8]) {
        if let Some(out) = &mut self.out {
            let _ = out.write_all(text).and_then(|()| out.write_all(b"\n"));
        }
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
