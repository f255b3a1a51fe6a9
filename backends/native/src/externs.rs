//! Which external functions are called directly, and which through a wrapper that a C compiler makes.
//!
//! A header may give a name another symbol, or be a macro or an inline function. So what is called
//! directly is what no header declares, and functions of the C library that are known to be symbols of their
//! own with the types that programs declare.

use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::{FuncBody, Program};

/// What a known function returns, in the order of the groups below.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Returns {
    Nothing,
    /// C's `int`.
    Int,
    /// A word: `long`, `size_t`, a pointer.
    Word,
    Double,
}

/// Functions of C libraries (glibc and musl) that are symbols, by what they return.
const KNOWN: [(Returns, &[&str]); 4] = [
    (
        Returns::Nothing,
        &["_exit", "abort", "exit", "free", "qsort", "rewind", "rpy_set_saved_errno", "srand"],
    ),
    (
        Returns::Int,
        &[
            "access",
            "chdir",
            "chmod",
            "chown",
            "clock_getres",
            "clock_gettime",
            "close",
            "closedir",
            "dup",
            "dup2",
            "execv",
            "execve",
            "fchdir",
            "fchmod",
            "fclose",
            "fcntl",
            "fdatasync",
            "feof",
            "ferror",
            "fflush",
            "fileno",
            "fork",
            "fputc",
            "fputs",
            "fsync",
            "ftruncate",
            "getegid",
            "geteuid",
            "getgid",
            "getpgid",
            "getpgrp",
            "getpid",
            "getppid",
            "getuid",
            "gettimeofday",
            "isatty",
            "kill",
            "link",
            "lchown",
            "mkdir",
            "mkfifo",
            "munmap",
            "nanosleep",
            "nice",
            "open",
            "openpty",
            "pipe",
            "pipe2",
            "putc",
            "putchar",
            "puts",
            "raise",
            "rename",
            "rmdir",
            "rpy_get_saved_errno",
            "select",
            "setenv",
            "setgid",
            "setpgid",
            "setsid",
            "setuid",
            "sigaction",
            "strcmp",
            "strncmp",
            "memcmp",
            "symlink",
            "system",
            "tcgetattr",
            "tcsetattr",
            "tolower",
            "toupper",
            "truncate",
            "uname",
            "unlink",
            "unsetenv",
            "usleep",
            "utime",
            "utimes",
            "wait",
            "waitpid",
        ],
    ),
    (
        Returns::Word,
        &[
            "calloc", "clock", "ctermid", "fopen", "fdopen", "fread", "fwrite", "getcwd", "getenv", "lseek",
            "malloc", "memchr", "memcpy", "memmove", "memset", "mmap", "opendir", "read", "readlink",
            "realloc", "strchr", "strdup", "strerror", "strlen", "strtol", "sysconf", "time", "times",
            "write",
        ],
    ),
    (
        Returns::Double,
        &[
            "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "copysign", "cos",
            "cosh", "erf", "erfc", "exp", "expm1", "fabs", "floor", "fmod", "frexp", "hypot", "ldexp",
            "lgamma", "log", "log10", "log1p", "log2", "modf", "pow", "round", "sin", "sinh", "sqrt",
            "strtod", "tan", "tanh", "tgamma", "trunc",
        ],
    ),
];

/// Whether calls go to the function's own symbol.
pub(crate) fn is_direct(program: &Program, id: FuncId) -> bool {
    let function = &program.funcs[id];
    let FuncBody::External(external) = &function.body else { return false };
    let made_by_c = external.macro_
        || !external.pre_include_bits.is_empty()
        || !external.post_include_bits.is_empty()
        || !external.separate_module_sources.is_empty();
    if made_by_c {
        return false;
    }
    let result = program.types.expect_func(function.ty).result;
    let name = external.c_name.unwrap_or(function.name);
    external.includes.is_empty() || known(name.as_str()).is_some_and(|returns| fits(returns, result))
}

fn known(name: &str) -> Option<Returns> {
    KNOWN.iter().find(|(_, names)| names.contains(&name)).map(|&(returns, _)| returns)
}

/// Whether a result of the declared type can be taken as it comes.
fn fits(returns: Returns, declared: LLType) -> bool {
    match declared {
        LLType::Void => true,
        LLType::Int32 | LLType::UInt32 => returns != Returns::Double && returns != Returns::Nothing,
        LLType::Float => returns == Returns::Double,
        LLType::Signed
        | LLType::Unsigned
        | LLType::SignedLongLong
        | LLType::UnsignedLongLong
        | LLType::Address
        | LLType::Ptr(_) => returns == Returns::Word,
        LLType::Bool
        | LLType::Char
        | LLType::UniChar
        | LLType::SignedLongLongLong
        | LLType::UnsignedLongLongLong
        | LLType::Int8
        | LLType::UInt8
        | LLType::Int16
        | LLType::UInt16
        | LLType::SingleFloat
        | LLType::LongFloat
        | LLType::Inline(_) => false,
    }
}
