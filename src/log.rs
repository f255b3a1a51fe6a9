//! What the command prints about its own work: log lines, progress and the table of times.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Log lines, timers and the progress bar of one run.
pub struct Log {
    colour: bool,
    bar: Option<ProgressBar>,
    stages: Vec<(&'static str, Duration)>,
    running: Option<(&'static str, Instant)>,
    start: Instant,
    timed: bool,
}

impl Log {
    /// A log on standard error; bars and colours only on a terminal.
    pub fn new() -> Log {
        let terminal = std::io::stderr().is_terminal();
        let colour = terminal && std::env::var_os("NO_COLOR").is_none();
        let bar = terminal.then(|| {
            let style = ProgressStyle::with_template("{spinner} {prefix:>12} {wide_msg} {elapsed}");
            ProgressBar::new_spinner().with_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()))
        });
        Log { colour, bar, stages: Vec::new(), running: None, start: Instant::now(), timed: false }
    }

    /// Whether diagnostics should be coloured.
    pub fn colour(&self) -> bool {
        self.colour
    }

    /// `[area:kind] text`
    fn line(&self, tag: &str, sgr: &str, text: &str) {
        let line = if self.colour {
            format!("\x1b[{sgr}m[{tag}]\x1b[0m {text}\n")
        } else {
            format!("[{tag}] {text}\n")
        };
        match &self.bar {
            Some(bar) => bar.suspend(|| write_stderr(&line)),
            None => write_stderr(&line),
        }
    }

    /// An ordinary remark.
    pub fn info(&self, text: &str) {
        self.line("translation:info", "2", text);
    }

    /// A failure.
    pub fn error(&self, text: &str) {
        self.line("translation:ERROR", "31", text);
    }

    /// Text as it is (a rendered diagnostic).
    pub fn raw(&self, text: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| write_stderr(text)),
            None => write_stderr(text),
        }
    }

    /// Starts a stage; the one before ends.
    pub fn stage(&mut self, name: &'static str) {
        self.end_stage();
        self.timed = true;
        self.running = Some((name, Instant::now()));
        if let Some(bar) = &self.bar {
            bar.set_prefix(name);
            bar.set_message("");
            bar.enable_steady_tick(Duration::from_millis(100));
        }
    }

    /// From here on the terminal belongs to the program.
    pub fn quiet(&mut self) {
        self.end_stage();
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    /// Ends the running stage.
    pub fn end_stage(&mut self) {
        if let Some((name, since)) = self.running.take() {
            self.stages.push((name, since.elapsed()));
        }
    }

    /// Prints the table of times, if any stage ran.
    pub fn timers(&mut self) {
        self.end_stage();
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
        if !self.timed {
            return;
        }
        self.line("Timer", "2", "Timings:");
        for (name, time) in &self.stages {
            self.line("Timer", "2", &format!("{name:<22} --- {:>9.3} s", time.as_secs_f64()));
        }
        self.line("Timer", "2", "=========================================");
        let total = self.start.elapsed().as_secs_f64();
        self.line("Timer", "2", &format!("{:<22} --- {total:>9.3} s", "Total:"));
    }
}

fn write_stderr(text: &str) {
    // Nothing sensible can be done where standard error is closed.
    let _ = std::io::stderr().write_all(text.as_bytes());
}
