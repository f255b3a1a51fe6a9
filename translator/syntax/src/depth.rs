//! How much stack the recursive stages can need for a text.

use crate::source::{Result, Source};
use crate::token::{Key, Kind, Op, Token};

/// Bytes of stack that one level of the tree can take, in the most wasteful build.
const BYTES_PER_LEVEL: usize = 12 * 1024;
/// Beyond this the text is rejected rather than compiled on a stack of gigabytes.
const MAX_LEVELS: usize = 200_000;
const BASE: usize = 2 << 20;

/// Bounds the depth of the tree from above, by the tokens: outside of brackets and within each
/// pair of them, every token since the last comma may nest one level deeper.
pub fn stack_needed(source: &Source<'_>, tokens: &[Token]) -> Result<usize> {
    let mut open: Vec<usize> = Vec::new();
    let mut here = 0;
    let mut total = 0;
    let mut blocks = 0;
    let mut elifs = 0;
    let mut deepest = 0;
    for token in tokens {
        match token.kind {
            Kind::Newline | Kind::Op(Op::Semi) => {
                open.clear();
                (here, total) = (0, 0);
            }
            Kind::Indent => blocks += 1,
            Kind::Dedent => blocks -= 1,
            Kind::Op(Op::Comma) => {
                total -= here;
                here = 0;
            }
            Kind::Op(Op::Lpar | Op::Lsqb | Op::Lbrace) => {
                open.push(here + 1);
                here = 0;
                total += 1;
            }
            Kind::Op(Op::Rpar | Op::Rsqb | Op::Rbrace) => {
                total -= here;
                here = open.pop().unwrap_or(0);
            }
            Kind::String => {}
            Kind::Key(Key::Elif) => elifs += 1,
            Kind::Name | Kind::Number | Kind::EndOfFile | Kind::Key(_) | Kind::Op(_) => {
                here += 1;
                total += 1;
            }
        }
        let depth = total + blocks;
        if depth > deepest {
            deepest = depth;
            if depth > MAX_LEVELS {
                return Err(source.error(token.start, token.end, "this is nested too deeply"));
            }
        }
    }
    // A chain of `elif` is nested in the grammar's tree, though in no other, and shallowly.
    Ok(BASE + deepest * BYTES_PER_LEVEL + elifs * 1024)
}
