//! The backends that write files: which there are, what target each is for, what each makes of a finished
//! program.

mod c;
mod files;
mod js;
mod native;
mod wasm;

use std::path::{Path, PathBuf};

use rpython_base::{Diagnostic, SourceMap, Span};
use rpython_lltype::{DataModel, Platform};
use rpython_lowlevel::Program;

use crate::log::Log;
use crate::options::Config;
use crate::session;

/// A backend that writes files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Backend {
    /// C sources, compiled.
    C,
    /// Machine code, linked.
    Native,
    /// A WebAssembly module.
    Wasm,
    /// JavaScript.
    Js,
}

/// A finished program and what is wanted of it.
pub struct Job<'a> {
    /// In stage `GcLowered`.
    pub program: &'a Program,
    /// What its spans refer to.
    pub sources: &'a SourceMap,
    /// The options.
    pub config: &'a Config,
    /// Intermediate files are enough.
    pub source_only: bool,
    /// The entry point is a function of a library, not of an executable.
    pub library: bool,
    /// Where the result goes.
    pub output: &'a Path,
}

impl Backend {
    /// The one that the options ask for; `None` for those that run the program instead.
    pub fn of(config: &Config) -> Option<Backend> {
        match config.text("translation.backend") {
            Some("c") | None => Some(Backend::C),
            Some("native") => Some(Backend::Native),
            Some("wasm") => Some(Backend::Wasm),
            Some("js") => Some(Backend::Js),
            Some(_) => None,
        }
    }

    /// The word of `--backend`.
    fn name(self) -> &'static str {
        match self {
            Backend::C => "c",
            Backend::Native => "native",
            Backend::Wasm => "wasm",
            Backend::Js => "js",
        }
    }

    /// What its targets' data is like, and what the library finds there.
    pub fn target(self) -> (DataModel, Platform) {
        match self {
            Backend::C | Backend::Native => (DataModel::LP64, Platform::Posix),
            Backend::Wasm => (DataModel::WASM, Platform::Wasi),
            Backend::Js => (DataModel::ASMJS, Platform::Wasi),
        }
    }

    /// How much stack a program may use before recursion is too deep.
    pub fn stack_bytes(self, config: &Config) -> i64 {
        let usual = rpython_exceptions::stackcheck::DEFAULT_STACK_BYTES;
        match self {
            // Frames that the C compiler does not optimize are several times as large.
            Backend::C if config.bool("translation.lldebug0") => 4 * usual,
            Backend::C | Backend::Native => usual,
            Backend::Wasm => rpython_backend_wasm::STACK_BYTES,
            Backend::Js => rpython_backend_js::STACK_BYTES,
        }
    }

    /// The name of the result where neither option nor target says it.
    pub fn output_name(self, stem: &str) -> String {
        match self {
            Backend::C => format!("{stem}-c"),
            Backend::Native => format!("{stem}-native"),
            Backend::Wasm => format!("{stem}.wasm"),
            Backend::Js => format!("{stem}-js.js"),
        }
    }

    /// The name of the result where the target says one (`exe_name`): what Node runs has an extension, and JavaScript
    /// beside WebAssembly another name.
    pub fn named_by_target(self, pattern: &str) -> String {
        let name = pattern.replace("%(backend)s", self.name());
        match self {
            Backend::C | Backend::Native => name,
            Backend::Wasm if name.ends_with(".wasm") => name,
            Backend::Wasm => format!("{name}.wasm"),
            Backend::Js if name.ends_with(".js") => name,
            Backend::Js if name == pattern => format!("{name}-js.js"),
            Backend::Js => format!("{name}.js"),
        }
    }

    /// Writes what the job asks for.
    pub fn write(self, job: &Job, log: &mut Log) -> Result<(), Diagnostic> {
        match self {
            Backend::C => c::write(job, log),
            Backend::Native => native::write(job, log),
            Backend::Wasm => wasm::write(job, log),
            Backend::Js => js::write(job, log),
        }
    }
}

/// A new folder for intermediate files.
fn session_folder() -> Result<PathBuf, Diagnostic> {
    session::new_session().map_err(|e| {
        Diagnostic::error("session", Span::NONE, format!("cannot make a folder for intermediate files: {e}"))
            .with_help("set PYPY_USESSION_DIR to a folder that can be written to")
    })
}

#[cfg(test)]
mod tests {
    use super::Backend;

    #[test]
    fn targets_name_their_programs() {
        let names = |pattern| {
            [Backend::C, Backend::Native, Backend::Wasm, Backend::Js].map(|b| b.named_by_target(pattern))
        };
        assert_eq!(names("calc"), ["calc", "calc", "calc.wasm", "calc-js.js"]);
        assert_eq!(names("calc-%(backend)s"), ["calc-c", "calc-native", "calc-wasm.wasm", "calc-js.js"]);
        assert_eq!(names("calc.js")[3], "calc.js");
        assert_eq!(names("calc.wasm")[2], "calc.wasm");
    }
}
