//! The `rpython` command: translates an RPython program.

mod at_exit;
mod backends;
mod collector;
mod exports;
mod log;
mod options;
mod pipeline;
mod platform;
mod render;
mod session;
mod target;

use log::Log;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
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
    let Some(word) = parsed.target.clone() else {
        eprint!("{}", parsed.help);
        std::process::exit(1);
    };
    let mut log = Log::new();
    let status = match target::find(&word) {
        Ok(file) => pipeline::run(&file, parsed, &mut log),
        Err(diagnostic) => {
            log.error(&diagnostic.message);
            1
        }
    };
    std::process::exit(status);
}
