//! How a program changes from functions that the engine interprets to compiled ones.
//!
//! An engine compiles an asm.js module as a whole before it runs, which takes longer than a short program does. So the
//! file has the functions as ordinary JavaScript, with statements on lines of their own that count down `T`. When that
//! is used up, `W` asks the loader whether it is time. If so, the loader compiles the same text without those lines, and
//! the compiled functions take the places of all others. What both kinds share is in memory.

use std::fmt::Write;

use crate::module::{INTERPRETED_STACK, LOST_STACK, STACK_POINTER, STACK_START};

/// What the lines that are not compiled begin with. The loader knows it, too.
const COUNT: &str = "if(--T<0";

/// At the start of a function.
pub(crate) fn on_entry(counts_depth: bool) -> String {
    // Frames of interpreted functions are larger: the stack is left to compiled ones.
    let deep = if counts_depth { format!("|({STACK_POINTER}|0)<Q") } else { String::new() };
    format!("\n{COUNT}{deep})W();\n")
}

/// At the start of a loop.
pub(crate) fn in_loop() -> String {
    format!("\n{COUNT})W();\n")
}

/// At the start of a loop that is a function, which has this name; what it would be called with now.
pub(crate) fn in_main_loop(name: &str, state: &[String]) -> String {
    format!("\n{COUNT}&&W()||B)return {name}({});\n", state.join(","))
}

/// What is counted down, and whether there are compiled functions.
pub(crate) const VARIABLES: &str = "T=foreign.T|0,B=0";

/// `W` for these functions, and `Q`, the limit of the stack at which it is called early. Where nothing can be compiled, part of
/// the stack is given up, but not before the program has seen how much there is, which it has when a function counts.
pub(crate) fn change(out: &mut String, functions: &[String]) {
    let _ = write!(
        out,
        "var Q={};
function W(){{
var a;
T=1e9;
if(Q<0)return B;
a=foreign.compiled(({STACK_POINTER}|0)<Q);
if(a===undefined|!a&({STACK_POINTER}|0)=={STACK_START}){{
T=foreign.T|0;
return 0;
}}
Q=-1;
if(!a){{
{STACK_POINTER}=({STACK_POINTER}|0)-{LOST_STACK}|0;
return 0;
}}
({{{}}}=a);
Y();
return B=1;
}}
",
        STACK_START - INTERPRETED_STACK,
        functions.join(",")
    );
}
