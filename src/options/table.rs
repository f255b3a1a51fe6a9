//! Every option of the command line, declared once: names, default, and whether it works yet.

/// What values an option takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// On or off; most have a `--no-` twin.
    Bool {
        /// Value when not given.
        default: bool,
        /// Whether the twin exists.
        twin: bool,
    },
    /// One of these.
    Choice {
        /// The allowed values.
        values: &'static [&'static str],
        /// Value when not given (and no optimization level says otherwise).
        default: &'static str,
    },
    /// A whole number.
    Int(Option<i64>),
    /// A number.
    Float(f64),
    /// Any text.
    Text(Option<&'static str>),
}

/// Where an option is listed in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// How the command itself behaves.
    Translate,
    /// How far to go.
    Goals,
    /// What the program is like.
    Translation,
    /// Optimizations.
    Backendopt,
}

/// Whether the option does something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does what it says.
    Works,
    /// What it asks for is what happens in any case: nothing to do, for this reason.
    Implied,
    /// Known, refused with this explanation when it is set to something other than its default.
    NotYet(&'static str),
}

/// One option.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Dotted path in the configuration object that target hooks see (`translation.gc`).
    pub path: &'static str,
    /// Long name without dashes.
    pub long: &'static str,
    /// One-letter name.
    pub short: Option<char>,
    /// See [`Kind`].
    pub kind: Kind,
    /// See [`Group`].
    pub group: Group,
    /// See [`State`].
    pub state: State,
    /// One line for the help.
    pub help: &'static str,
}

const ON: Kind = Kind::Bool { default: true, twin: true };
const OFF: Kind = Kind::Bool { default: false, twin: true };
const SWITCH: Kind = Kind::Bool { default: false, twin: false };
const JIT: &str = "there is no JIT generator yet";
const DEBUGGER: &str = "there is no interactive debugger or viewer";
const WINDOWS: &str = "Windows is not supported";

macro_rules! specs {
    ($( $group:ident { $( $path:literal, $long:literal $(, $short:literal)?; $kind:expr, $state:expr, $help:literal; )* } )*) => {
        /// All options in the order of the help.
        pub const SPECS: &[Spec] = &[$($( Spec {
            path: $path,
            long: $long,
            short: short!($($short)?),
            kind: $kind,
            group: Group::$group,
            state: $state,
            help: $help,
        }, )*)*];
    };
}
macro_rules! short {
    () => {
        None
    };
    ($c:literal) => {
        Some($c)
    };
}
use State::{Implied, NotYet, Works};

/// Collectors by name.
const GCS: &[&str] =
    &["boehm", "ref", "semispace", "statistics", "generation", "hybrid", "minimark", "incminimark", "none"];

specs! {
    Translate {
        "translate.opt", "opt", 'O'; Kind::Choice { values: &["0", "1", "size", "mem", "2", "3", "jit"], default: "2" }, Works,
            "optimization level";
        "translate.profile", "profile"; OFF, NotYet("profile the translator with perf instead"), "profile the translator";
        "translate.pdb", "pdb"; OFF, NotYet(DEBUGGER), "start a debugger at the end";
        "translate.batch", "batch"; SWITCH, Implied, "never start an interactive helper (there is none)";
        "translate.huge", "huge"; Kind::Int(Some(100)), NotYet(DEBUGGER), "viewer: functions from which on only local graphs are shown";
        "translate.view", "view"; SWITCH, NotYet(DEBUGGER), "show the flow graphs";
        "translate.run", "run"; SWITCH, Works, "run the program untranslated; its arguments follow the target";
        "translate.check", "check"; SWITCH, Works, "infer types, report every error, and stop";
        "translate.dump_after", "dump-after"; Kind::Text(None), Works, "print the program after PASS, or only one function: PASS[:FUNCTION]";
        "translate.explain", "explain"; Kind::Text(None), Works, "explain an error by its number (E0401), with examples";
    }
    Goals {
        "translate.goal_annotate", "annotate", 'a'; SWITCH, Works, "stop after type inference";
        "translate.goal_rtype", "rtype", 't'; SWITCH, Works, "stop after lowering";
        "translate.goal_pyjitpl", "pyjitpl"; SWITCH, NotYet(JIT), "generate the JIT";
        "translate.goal_pyjittest", "pyjittest"; SWITCH, NotYet(JIT), "run with the JIT in the low-level interpreter";
        "translate.goal_backendopt", "backendopt"; SWITCH, Works, "stop after the optimizations";
        "translate.goal_source", "source", 's'; SWITCH, Works, "write the sources and stop";
        "translate.goal_compile", "compile", 'c'; SWITCH, Works, "make the executable (the default)";
        "translate.goal_llinterpret", "llinterpret"; SWITCH, Works, "run the low-level program";
        "translate.skip_annotate", "no-annotate"; SWITCH, NotYet("no later goal can do without it"), "skip type inference";
        "translate.skip_rtype", "no-rtype"; SWITCH, NotYet("no later goal can do without it"), "skip lowering";
        "translate.skip_pyjitpl", "no-pyjitpl"; SWITCH, Implied, "skip the JIT";
        "translate.skip_backendopt", "no-backendopt"; SWITCH, Works, "skip the optimizations";
        "translate.skip_source", "no-source"; SWITCH, Works, "stop before the sources";
        "translate.skip_compile", "no-compile"; SWITCH, Works, "write the sources but do not compile them";
        "translate.skip_llinterpret", "no-llinterpret"; SWITCH, Implied, "do not run the low-level program";
    }
    Translation {
        "translation.continuation", "continuation"; OFF, Works, "single-shot continuations";
        "translation.backend", "backend", 'b'; Kind::Choice { values: &["c", "interp", "native", "wasm", "js"], default: "c" }, Works,
            "what to make";
        "translation.shared", "shared"; OFF, Works, "put the program into a shared library, beside a small executable";
        "translation.log", "log"; ON, Works, "keep debug_print sections";
        "translation.gc", "gc"; Kind::Choice { values: GCS, default: "" }, Works, "collector";
        "translation.gc_zeal", "gc-zeal"; OFF, Works, "collect at every allocation";
        "translation.gcremovetypeptr", "gcremovetypeptr"; OFF, NotYet("class pointers are always kept"), "let the collector's header stand for the class pointer where it can";
        "translation.gcrootfinder", "gcrootfinder"; Kind::Choice { values: &["n/a", "shadowstack"], default: "shadowstack" }, Works,
            "how the collector finds roots";
        "translation.thread", "thread"; OFF, Works, "enable threads";
        "translation.sandbox", "sandbox"; OFF, NotYet("sandboxing is not supported"), "make every external call a request";
        "translation.rweakref", "translation-rweakref"; ON, Works, "let objects die that only weak references refer to";
        "translation.jit", "translation-jit"; OFF, NotYet(JIT), "generate a JIT";
        "translation.jit_backend", "jit-backend"; Kind::Choice { values: &["auto", "x86", "x86-without-sse2", "arm"], default: "auto" }, NotYet(JIT),
            "machine code of the JIT";
        "translation.jit_profiler", "translation-jit_profiler"; Kind::Choice { values: &["off", "oprofile"], default: "off" }, NotYet(JIT),
            "tell a profiler about traces";
        "translation.jit_opencoder_model", "jit-opencoder-model"; Kind::Choice { values: &["big", "normal"], default: "normal" }, NotYet(JIT),
            "how long traces may be";
        "translation.verbose", "verbose"; OFF, Implied, "say more";
        "translation.checked", "checked"; OFF, Works, "check indices, None, division and shift counts where the program does not (default at -O0, -O1)";
        "translation.cc", "cc"; Kind::Text(None), Works, "C compiler";
        "translation.target", "target"; Kind::Text(None), Works, "machine to make native code for: x86_64-unknown-linux-gnu, aarch64-unknown-linux-gnu";
        "translation.cache", "cache"; ON, Works, "keep compiled native code for the next time";
        "translation.cache_dir", "cache-dir"; Kind::Text(None), Works, "where it is kept (default: rpython in the user's cache folder)";
        "translation.profopt", "profopt"; OFF, NotYet("profile-guided builds are not supported yet"), "profile-guided build";
        "translation.profoptargs", "profoptargs"; Kind::Text(None), NotYet("profile-guided builds are not supported yet"), "training command";
        "translation.countfieldaccess", "translation-countfieldaccess"; OFF, NotYet("field accesses are not counted"), "count field accesses";
        "translation.fork_before", "fork-before"; Kind::Choice { values: &["annotate", "rtype", "backendopt", "database", "source", "pyjitpl"], default: "" },
            NotYet("there are no checkpoints: translating again is fast"), "checkpoint";
        "translation.dont_write_c_files", "dont-write-c-files"; OFF, NotYet("sources are always written"), "write the sources nowhere";
        "translation.output", "output"; Kind::Text(None), Works, "name of the executable";
        "translation.html", "html"; OFF, Works, "with --backend=wasm or js, also a page that runs the program in a browser";
        "translation.secondaryentrypoints", "entrypoints"; Kind::Text(Some("main")), Works, "keys of further functions that C code calls, separated by commas";
        "translation.dump_static_data_info", "dump_static_data_info"; OFF, NotYet("there is no report of static data yet"), "report of static data";
        "translation.no__thread", "no__thread"; SWITCH, Implied, "do not use thread-local variables of C (nothing depends on them)";
        "translation.make_jobs", "make-jobs"; Kind::Int(None), Works, "parallel compiler runs";
        "translation.list_comprehension_operations", "listcompr"; ON, NotYet("list comprehensions are always preallocated"), "preallocate list comprehensions";
        "translation.withsmallfuncsets", "translation-withsmallfuncsets"; Kind::Int(None), Implied, "function sets up to this size become tables (they are pointers whatever their size; no program can tell)";
        "translation.taggedpointers", "translation-taggedpointers"; OFF, Works, "integers in place of pointers to instances of UnboxedValue classes";
        "translation.keepgoing", "keepgoing"; OFF, Implied, "report all errors";
        "translation.lldebug", "lldebug"; OFF, Works, "executable with debug information, low-level assertions and the checks of --checked";
        "translation.lldebug0", "lldebug0"; OFF, Works, "the same, not optimized";
        "translation.debug_info", "debug-info", 'g'; OFF, Works, "let debuggers and profilers see RPython lines and functions";
        "translation.lto", "lto"; OFF, NotYet("set CFLAGS and LDFLAGS instead"), "link-time optimization";
        "translation.icon", "translation-icon"; Kind::Text(None), NotYet(WINDOWS), "Windows icon";
        "translation.manifest", "translation-manifest"; Kind::Text(None), NotYet(WINDOWS), "Windows manifest";
        "translation.libname", "translation-libname"; Kind::Text(None), NotYet(WINDOWS), "Windows import library";
        "translation.platform", "platform"; Kind::Choice { values: &["host", "arm"], default: "host" }, NotYet("only the host is supported"), "target platform";
        "translation.split_gc_address_space", "translation-split_gc_address_space"; OFF, NotYet("pointers are not split"), "separate kinds of pointers";
        "translation.reverse_debugger", "revdb"; OFF, NotYet("reverse debugging is not supported"), "reverse debugger";
        "translation.rpython_translate", "translation-rpython_translate"; ON, Implied, "run by this command";
    }
    Backendopt {
        "translation.backendopt.inline", "translation-backendopt-inline"; ON, Works, "inline functions";
        "translation.backendopt.inline_threshold", "inline-threshold"; Kind::Float(32.4), Works, "weight up to which functions are inlined";
        "translation.backendopt.inline_heuristic", "inline-heuristic"; Kind::Text(None), NotYet("there is one heuristic"), "inlining heuristic";
        "translation.backendopt.mallocs", "translation-backendopt-mallocs"; ON, Works, "remove allocations";
        "translation.backendopt.constfold", "translation-backendopt-constfold"; ON, Works, "fold constants";
        "translation.backendopt.merge_if_blocks", "if-block-merge"; ON, Works, "merge chains of tests into switches";
        "translation.backendopt.storesink", "translation-backendopt-storesink"; ON, Works, "sink stores, reuse loads";
        "translation.backendopt.remove_asserts", "translation-backendopt-remove_asserts"; OFF, Works, "remove assertions";
        "translation.backendopt.really_remove_asserts", "translation-backendopt-really_remove_asserts"; OFF, Works, "remove assertions for certain";
        "translation.backendopt.profile_based_inline", "translation-backendopt-profile_based_inline"; Kind::Text(None),
            NotYet("there is no instrumented run"), "inline by a training run";
        "translation.backendopt.profile_based_inline_threshold", "translation-backendopt-profile_based_inline_threshold"; Kind::Float(32.4),
            NotYet("there is no instrumented run"), "its threshold";
        "translation.backendopt.profile_based_inline_heuristic", "translation-backendopt-profile_based_inline_heuristic"; Kind::Text(None),
            NotYet("there is no instrumented run"), "its heuristic";
        "translation.backendopt.print_statistics", "translation-backendopt-print_statistics"; OFF, Works, "print sizes after each pass";
        "translation.backendopt.none", "translation-backendopt-none"; OFF, Works, "none of these";
    }
}
