//! The machine that code is made for.

use std::sync::Arc;

use cranelift_codegen::isa::{self, TargetIsa};
use cranelift_codegen::settings::{self, Configurable};
use rpython_base::{Diagnostic, Span};
use target_lexicon::{Architecture, OperatingSystem, Triple};

/// The machine that code is made for.
#[derive(Clone)]
pub(crate) struct Target {
    triple: Triple,
    /// Cranelift's view of it.
    pub isa: Arc<dyn TargetIsa>,
}

fn error(message: String) -> Diagnostic {
    Diagnostic::error("machine", Span::NONE, message)
}

impl Target {
    /// The target with this name (`aarch64-unknown-linux-gnu`); the host if `None`. With `frames`, debuggers find
    /// the callers by frame pointers.
    pub fn new(name: Option<&str>, optimize: bool, frames: bool) -> Result<Target, Diagnostic> {
        let triple = match name {
            None => Triple::host(),
            Some(name) => name.parse().map_err(|e| {
                error(format!("the target `{name}` is not known: {e}"))
                    .with_help("write it like x86_64-unknown-linux-gnu")
            })?,
        };
        let known = matches!(triple.architecture, Architecture::X86_64 | Architecture::Aarch64(_));
        if !known || triple.operating_system != OperatingSystem::Linux {
            return Err(error(format!("the native backend makes no code for {triple}"))
                .with_help("it does for x86_64 and aarch64 Linux; the C backend knows more machines"));
        }
        let isa =
            isa(&triple, optimize, frames).map_err(|e| error(format!("Cranelift refuses {triple}: {e}")))?;
        Ok(Target { triple, isa })
    }

    /// Whether it is the machine that this runs on.
    pub fn is_host(&self) -> bool {
        let host = Triple::host();
        (self.triple.architecture, self.triple.environment) == (host.architecture, host.environment)
    }

    /// The linker driver where nobody says another one.
    pub fn linker(&self) -> String {
        match (self.is_host(), self.triple.architecture) {
            (true, _) => "cc".into(),
            (false, Architecture::X86_64) => "x86_64-linux-gnu-gcc".into(),
            (false, _) => "aarch64-linux-gnu-gcc".into(),
        }
    }

    /// Whether it is of the x86-64 family.
    pub fn is_x86(&self) -> bool {
        self.triple.architecture == Architecture::X86_64
    }

    /// All that machine code depends on besides the function.
    pub fn fingerprint(&self) -> String {
        let flags: Vec<String> =
            self.isa.flags().iter().chain(self.isa.isa_flags()).map(|value| value.to_string()).collect();
        format!("{} {}", self.triple, flags.join(" "))
    }
}

fn isa(triple: &Triple, optimize: bool, frames: bool) -> Result<Arc<dyn TargetIsa>, String> {
    let mut flags = settings::builder();
    let mut set = |name: &str, value: &str| flags.set(name, value).map_err(|e| e.to_string());
    set("opt_level", if optimize { "speed" } else { "none" })?;
    set("regalloc_algorithm", if optimize { "backtracking" } else { "single_pass" })?;
    set("enable_verifier", if cfg!(debug_assertions) { "true" } else { "false" })?;
    set("preserve_frame_pointers", if frames { "true" } else { "false" })?;
    // What is linked has fixed addresses.
    set("is_pic", "false")?;
    // Arguments of 128 bits are passed as compilers of C do it.
    set("enable_llvm_abi_extensions", "true")?;
    set("enable_probestack", "false")?;
    let builder = isa::lookup(triple.clone()).map_err(|e| e.to_string())?;
    builder.finish(settings::Flags::new(flags)).map_err(|e| e.to_string())
}
