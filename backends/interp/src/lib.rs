//! Executes low-level programs directly: the fastest way to run one, since no C compiler is needed, and
//! the oracle for passes and backends.
//!
//! Memory is real: containers are laid out in the host's memory as [`TypeTable::layout`] says, and a
//! pointer is a machine address. So casts, raw memory and calls of C functions need no translation.
//! Each graph is compiled to a compact register code when its function is first called (`compile`),
//! which a dispatch loop executes (`exec`) with a stack of frames of its own, so that deep recursion raises
//! an exception rather than overflowing the host's stack. Managed objects are marked precisely and swept
//! (`heap`); they do not move.
//!
//! Programs of any stage can be executed. In stage `Typed`, exceptions are raised and caught natively and
//! managed objects are the interpreter's; in later stages both are the program's own business.
//!
//! What the program leaves undefined ends it with a message rather than by a crash: null pointers, indices
//! outside of arrays, division by zero.
//!
//! [`TypeTable::layout`]: rpython_lltype::TypeTable::layout

mod code;
mod compile;
mod crash;
mod exec;
mod externals;
mod heap;
mod log;
mod memory;
mod regs;
mod startup;
mod statics;
mod trace;
mod wrappers;

use rpython_base::{Diagnostic, SourceMap, Span};
use rpython_lltype::{DataId, DataModel, FuncId, LLType};
use rpython_lowlevel::{FuncBody, Program};

use exec::{Machine, Stop};

/// How to execute.
#[derive(Clone, Debug)]
pub struct Options {
    /// Bytes of registers of all active functions; beyond that StackOverflow is raised.
    pub stack_bytes: usize,
    /// The most bytes of managed memory; beyond that MemoryError is raised.
    pub max_heap: Option<usize>,
    /// Collect before every allocation.
    pub gc_zeal: bool,
    /// Failed low-level assertions (`ll_assert`) end the program; otherwise they are not looked at.
    pub assertions: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { stack_bytes: 8 << 20, max_heap: None, gc_zeal: false, assertions: true }
    }
}

impl Options {
    /// The defaults, changed by `PYPY_GC_MAX`, which translated programs read as well, and by
    /// `RPYTHON_GC_ZEAL`: a collection before every allocation.
    pub fn from_env() -> Options {
        let max_heap = std::env::var("PYPY_GC_MAX").ok().and_then(|text| parse_size(&text));
        let gc_zeal = std::env::var("RPYTHON_GC_ZEAL").is_ok_and(|v| !v.is_empty() && v != "0");
        Options { max_heap, gc_zeal, ..Options::default() }
    }
}

/// A size such as `100MB`, `1.5G` or `4096`.
fn parse_size(text: &str) -> Option<usize> {
    let text = text.trim().trim_end_matches(['B', 'b']);
    let (number, shift) = match text.chars().last()? {
        'k' | 'K' => (&text[..text.len() - 1], 10),
        'm' | 'M' => (&text[..text.len() - 1], 20),
        'g' | 'G' => (&text[..text.len() - 1], 30),
        _ => (text, 0),
    };
    let number: f64 = number.trim().parse().ok()?;
    let bytes = number * f64::from(1u32 << shift);
    (bytes > 0.0).then_some(bytes as usize)
}

/// A value as functions take and return it: integers extended to 64 bits as their type says (128-bit ones
/// whole), floats as the bits of a double (single floats as theirs), pointers as addresses.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RawValue(pub u128);

impl RawValue {
    /// A signed integer of up to 64 bits.
    pub fn signed(value: i64) -> RawValue {
        RawValue(value as u64 as u128)
    }

    /// A `Float`.
    pub fn float(value: f64) -> RawValue {
        RawValue(value.to_bits() as u128)
    }

    /// As a signed integer of up to 64 bits.
    pub fn as_signed(self) -> i64 {
        self.0 as i64
    }

    /// As a `Float`.
    pub fn as_float(self) -> f64 {
        f64::from_bits(self.0 as u64)
    }
}

/// Why a call did not return.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
    /// An exception of this class came out.
    Exception {
        /// The class's name.
        name: String,
        /// The text that an uncaught exception ends the program with, traceback included.
        report: String,
    },
    /// A fatal error: its text.
    Fatal(String),
}

/// How a program ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// The entry returned this.
    Exit(i64),
    /// A fatal error: what is to be printed to stderr before the process aborts.
    Fatal(String),
}

impl Outcome {
    /// The status that a shell sees.
    pub fn status(&self) -> i32 {
        match self {
            Outcome::Exit(n) => (n & 255) as i32,
            Outcome::Fatal(_) => 128 + libc::SIGABRT,
        }
    }

    /// Ends this process as the program ended.
    pub fn finish(self) -> ! {
        match self {
            Outcome::Exit(n) => std::process::exit((n & 255) as i32),
            Outcome::Fatal(text) => {
                eprint!("{text}");
                std::process::abort()
            }
        }
    }
}

/// A program ready to run.
pub struct Interpreter<'a> {
    machine: Box<Machine<'a>>,
}

impl<'a> Interpreter<'a> {
    /// Lays out a program's static data and loads the C code it needs. Fails for programs of other
    /// targets than this machine, for functions without a body, and if C code cannot be compiled.
    pub fn new(
        program: &'a Program,
        sources: &'a SourceMap,
        options: Options,
    ) -> Result<Interpreter<'a>, Diagnostic> {
        let host = DataModel::LP64;
        if program.model != host || size_of::<usize>() != 8 || cfg!(target_endian = "big") {
            return Err(Diagnostic::error(
                "machine",
                Span::NONE,
                "the interpreter runs programs for 64-bit little-endian machines such as this one only",
            ));
        }
        if let Some(function) = program.funcs.values().find(|f| matches!(f.body, FuncBody::Pending)) {
            return Err(Diagnostic::error(
                "internal",
                function.span,
                format!("{} was requested but never made", function.name),
            ));
        }
        let mut machine = Box::new(Machine::new(program, sources, options.stack_bytes)?);
        machine.heap.limit = options.max_heap;
        machine.heap.zeal = options.gc_zeal;
        machine.assertions = options.assertions;
        Ok(Interpreter { machine })
    }

    /// Runs the whole program with these arguments (the first is its name): start-up, entry, exit.
    pub fn run_entry(&mut self, argv: &[Vec<u8>]) -> Outcome {
        let setting = std::env::var("PYPYLOG").unwrap_or_default();
        self.machine.log = log::Log::open(&setting);
        let outcome = crash::reported(&raw const *self.machine, || startup::run(&mut self.machine, argv));
        self.machine.log.flush();
        outcome
    }

    /// Calls one function. Void arguments are left out.
    pub fn call(&mut self, func: FuncId, args: &[RawValue]) -> Result<RawValue, Failure> {
        let program = self.machine.program;
        let ty = program.types.expect_func(program.funcs[func].ty);
        let types = ty.args.iter().filter(|&&t| t != LLType::Void);
        let mut slots = Vec::new();
        for (value, &ty) in args.iter().zip(types) {
            slots.push(value.0 as u64);
            if regs::width(ty) == 2 {
                slots.push((value.0 >> 64) as u64);
            }
        }
        match self.machine.run(func, &slots) {
            Ok([low, high]) => Ok(RawValue(low as u128 | (high as u128) << 64)),
            Err(Stop::Exception(etype, _)) => Err(Failure::Exception {
                name: self.machine.class_name(etype),
                report: self.machine.uncaught(etype),
            }),
            Err(Stop::Fatal(text)) => Err(Failure::Fatal(text)),
        }
    }

    /// The address of a static object.
    pub fn data_address(&self, data: DataId) -> u64 {
        self.machine.statics.data(data)
    }

    /// How many collections have happened.
    pub fn collections(&self) -> u64 {
        self.machine.heap.collections
    }
}

#[cfg(test)]
mod tests {
    use super::parse_size;

    #[test]
    fn sizes() {
        assert_eq!(parse_size("100MB"), Some(100 << 20));
        assert_eq!(parse_size("1.5k"), Some(1536));
        assert_eq!(parse_size("4096"), Some(4096));
        assert_eq!(parse_size("0"), None);
        assert_eq!(parse_size("many"), None);
    }
}
