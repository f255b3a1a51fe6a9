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
}

impl Default for Log {
    fn default() -> Log {
        Log { out: None, enabled: true, prefixes: None, outside: Vec::new() }
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
        let name = name.replacen("%d", &std::process::id().to_string(), 1);
        if name == "-" {
            log.out = Some(Box::new(std::io::stderr()));
        } else {
            match File::create(&name) {
                Ok(file) => log.out = Some(Box::new(file)),
                Err(_) => eprintln!("PYPYLOG: cannot write to {name}"),
            }
        }
        log
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
        self.outside.push(self.enabled);
        self.enabled = self.out.is_some() && self.wanted(category);
        self.marker(b"{", category, b"");
        if stamp { timestamp() } else { 0 }
    }

    /// Closes a section.
    pub fn stop(&mut self, category: &[u8], stamp: bool) -> i64 {
        self.marker(b"", category, b"}");
        self.enabled = self.outside.pop().unwrap_or(true);
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
        let mut stderr = std::io::stderr();
        let out: &mut dyn Write = match &mut self.out {
            Some(out) => out,
            None => &mut stderr,
        };
        let _ = out.write_all(text).and_then(|()| out.write_all(b"\n"));
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
