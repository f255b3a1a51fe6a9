//! Optimizations of the low-level graphs, before exceptions and memory management are made explicit.
//!
//! Passes are functions in one table, [`PASSES`]; switches, timers and dumps come from it. Between passes the
//! graphs obey the rules of the IR. Inside, most work on *open* graphs, in which a variable may be
//! used wherever its definition dominates: see [`ssa`].

mod asserts;
mod cfg;
mod dead;
mod effects;
mod fold;
mod inline;
mod leaves;
mod mallocs;
mod passes;
mod propagate;
mod reach;
mod simplify;
mod ssa;
mod switches;
mod thread;
mod value;
mod weight;

use std::time::{Duration, Instant};

use rpython_lltype::ContainerId;
use rpython_lowlevel::Program;

pub use passes::{PASSES, Pass};

/// What is to be done, and how far: the command line's `--translation-backendopt-*`.
#[derive(Clone, Debug)]
pub struct OptOptions {
    /// Inline functions.
    pub inline: bool,
    /// The weight from which on a function is not inlined.
    pub inline_threshold: f64,
    /// Replace objects that do not outlive their function by variables.
    pub mallocs: bool,
    /// Compute what is known.
    pub constfold: bool,
    /// Make switches of chains of tests.
    pub merge_if_blocks: bool,
    /// Reuse what was loaded or stored.
    pub storesink: bool,
    /// Turn assertions into hints.
    pub remove_asserts: bool,
    /// Drop those hints, too.
    pub really_remove_asserts: bool,
    /// Count blocks, ops and allocations after each pass.
    pub print_statistics: bool,
    /// Keep the hints to the JIT.
    pub keep_hints: bool,
    /// Types whose objects have finalizers: allocating one is never dropped.
    pub finalized: Vec<ContainerId>,
    /// Names of passes that are left out.
    pub skip: Vec<String>,
    /// Check the program after each pass.
    pub verify: bool,
}

impl OptOptions {
    /// Those of `-O2` and above.
    pub fn full() -> OptOptions {
        OptOptions {
            inline: true,
            inline_threshold: 32.4,
            mallocs: true,
            constfold: true,
            merge_if_blocks: true,
            storesink: true,
            remove_asserts: false,
            really_remove_asserts: false,
            print_statistics: false,
            keep_hints: false,
            finalized: Vec::new(),
            skip: Vec::new(),
            verify: cfg!(debug_assertions),
        }
    }

    /// Those of `-O1` and `size`.
    pub fn small() -> OptOptions {
        OptOptions { inline_threshold: 16.2, ..OptOptions::full() }
    }

    /// Those of `-O0`: only what makes later stages quicker.
    pub fn none() -> OptOptions {
        OptOptions {
            inline: false,
            inline_threshold: 0.0,
            mallocs: false,
            constfold: false,
            merge_if_blocks: false,
            ..OptOptions::full()
        }
    }
}

/// The size of a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Size {
    /// Functions with graphs that are reachable.
    pub functions: usize,
    /// Blocks in them.
    pub blocks: usize,
    /// Ops in them.
    pub ops: usize,
    /// Allocations in them.
    pub mallocs: usize,
}

/// What a pass took and left.
#[derive(Clone, Debug)]
pub struct PassReport {
    /// Its name.
    pub name: &'static str,
    /// How long it took.
    pub time: Duration,
    /// What the program was like afterwards, if that was asked for.
    pub size: Option<Size>,
}

/// Runs all passes that the options ask for. `after` is called behind each with its name and the program.
pub fn run(
    program: &mut Program,
    options: &OptOptions,
    after: &mut dyn FnMut(&str, &Program),
) -> Vec<PassReport> {
    let mut reports = Vec::new();
    for pass in PASSES {
        if !(pass.wanted)(options) || options.skip.iter().any(|name| name == pass.name) {
            continue;
        }
        let start = Instant::now();
        (pass.run)(program, options);
        let time = start.elapsed();
        if options.verify {
            rpython_lowlevel::assert_valid(program, pass.name);
        }
        let size = options.print_statistics.then(|| passes::measure(program));
        reports.push(PassReport { name: pass.name, time, size });
        after(pass.name, program);
    }
    reports
}
