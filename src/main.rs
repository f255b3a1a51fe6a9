//! The `rpython` command: translates an RPython program.

mod at_exit;
mod backends;
mod blame;
mod collector;
mod explain;
mod exports;
mod features;
mod hashing;
mod log;
mod options;
mod pipeline;
mod platform;
mod render;
mod session;
mod target;

use log::Log;
use rpython_base::SourceMap;

/// A translation is a great many small allocations: a sixth of its time with the C library's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let words = command_line().unwrap_or_else(|message| {
        eprintln!("{message}");
        std::process::exit(2);
    });
    let parsed = match options::parse(&words) {
        Ok(parsed) => parsed,
        Err(message) => {
            eprint!("{message}");
            std::process::exit(2);
        }
    };
    if parsed.help_wanted && parsed.target.is_none() {
        print!("{}", parsed.help);
        return;
    }
    if let Some(key) = parsed.config.text("translate.explain") {
        std::process::exit(print_explanation(key));
    }
    let Some(word) = parsed.target.clone() else {
        eprint!("{}", parsed.help);
        std::process::exit(1);
    };
    let mut log = Log::new();
    let status = match target::find(&word) {
        Ok(file) => pipeline::run(&file, parsed, &mut log),
        Err(diagnostic) => {
            log.raw(&render::render(&diagnostic, &SourceMap::new(), log.colour()));
            log.error("translation failed: 1 error");
            1
        }
    };
    std::process::exit(status);
}

/// The words of the command line.
fn command_line() -> Result<Vec<String>, String> {
    let unreadable = |word: std::ffi::OsString| format!("the argument {word:?} is not text in UTF-8");
    std::env::args_os().skip(1).map(|word| word.into_string().map_err(unreadable)).collect()
}

/// `--explain`; the exit status.
fn print_explanation(key: &str) -> i32 {
    match explain::explain(key) {
        Ok(text) => {
            print!("{text}");
            0
        }
        Err(diagnostic) => {
            let log = Log::new();
            log.raw(&render::render(&diagnostic, &SourceMap::new(), log.colour()));
            2
        }
    }
}
