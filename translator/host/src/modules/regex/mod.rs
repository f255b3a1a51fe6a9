//! Regular expressions with Python 2's syntax: a backtracking matcher of our own. `re.py` builds the module
//! `re` on it.

pub mod matcher;
pub mod parser;
mod sets;
mod sre;

use rpython_base::Symbol;

use crate::iter::internal_any;
use crate::types::args::{self, Keywords};
use crate::types::dict;
use crate::types::text::Unit;
use crate::types::textmethods::TextUnit;
use crate::{Host, Internal, Obj, Raised};

/// One instruction of a compiled pattern. Operands are instruction indices, groups and slots.
#[derive(Debug, Clone)]
pub enum Inst {
    /// This code point.
    Char(u32),
    /// This code point in lower case, ignoring case.
    CharIgnoreCase(u32, Case),
    /// Any but newline.
    Any,
    /// Any at all.
    All,
    /// A member of a set.
    Set(Box<Set>),
    /// Tries the first, then the second.
    Split(usize, usize),
    /// Goes on there.
    Jump(usize),
    /// Notes the position: `2 * group` its start, `2 * group + 1` its end.
    Save(usize),
    /// An assertion about the position.
    Assert(Assertion),
    /// What a group matched, again.
    Backref(usize, Option<Case>),
    /// A lookaround whose body follows and ends before the given instruction; width of the text behind.
    Look {
        /// Where to go on.
        end: usize,
        /// The body must not match.
        negative: bool,
        /// For lookbehind.
        behind: Option<usize>,
    },
    /// Goes on if the group matched, else jumps.
    IfGroup(usize, usize),
    /// Notes the position at the start of a round of a loop.
    LoopStart(usize),
    /// Skips the jump back that follows if nothing was matched since [`Inst::LoopStart`].
    LoopProgress(usize),
    /// The end of the pattern or of a lookaround's body.
    Match,
}

/// Assertions about positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Assertion {
    Start,
    LineStart,
    End,
    EndOrNewline,
    LineEnd,
    Boundary,
    NotBoundary,
    UnicodeBoundary,
    UnicodeNotBoundary,
}

/// Which letters have a lower case, where case does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// Those of ASCII.
    Ascii,
    /// Those of Unicode.
    Unicode,
}

impl Case {
    fn lower(self, c: u32) -> u32 {
        match self {
            Case::Ascii if (0x41..=0x5a).contains(&c) => c + 0x20,
            Case::Ascii => c,
            Case::Unicode => c.lower(),
        }
    }
}

/// Character categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Category {
    Digit,
    NotDigit,
    Space,
    NotSpace,
    Word,
    NotWord,
}

/// A set of characters.
#[derive(Debug, Clone, Default)]
pub struct Set {
    /// `[^...]`
    pub negated: bool,
    /// Ranges, inclusive; of letters in lower case, where case does not matter.
    pub ranges: Vec<(u32, u32)>,
    /// `\d` and the like.
    pub categories: Vec<Category>,
    /// Case does not matter.
    pub ignore_case: Option<Case>,
    /// Categories know all of Unicode.
    pub unicode: bool,
}

/// A compiled pattern.
#[derive(Debug)]
pub struct Program {
    class: Obj,
    /// Instructions.
    pub code: Vec<Inst>,
    /// Number of groups, the whole match not counted.
    pub groups: usize,
    /// Number of loop slots.
    pub loops: usize,
}

impl Internal for Program {
    fn class(&self) -> Obj {
        self.class
    }
    fn trace(&self, _visit: &mut dyn FnMut(Obj)) {}
    internal_any!();
}

fn refused(host: &mut Host, message: String) -> Raised {
    if message == parser::TOO_MANY_TIMES {
        return Raised::overflow_error(host, message);
    }
    Raised::value_error(host, message)
}

/// `compile(pattern, flags)`: (program, number of groups, names of groups, flags).
fn compile(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "compile", args, kw, (2, 2))?;
    let Some(pattern) = text_units(host, args[0])? else {
        return Err(Raised::type_error(host, "first argument must be string or compiled pattern"));
    };
    let flags = args::int(host, args[1])? as u32;
    let parsed = match parser::compile(&pattern, flags) {
        Ok(parsed) => parsed,
        Err(message) => return Err(refused(host, message)),
    };
    let names = host.new_dict();
    for (name, index) in &parsed.names {
        let (key, value) = (host.new_text(name), host.new_int(*index as i64));
        dict::set(host, names, key, value)?;
    }
    let class = host.classes.object;
    let groups = parsed.groups;
    let program = Program { class, code: parsed.code, groups, loops: parsed.loops };
    let program = host.new_internal(program);
    let items = [program, host.new_int(groups as i64), names, host.new_int(parsed.flags as i64)];
    Ok(host.new_tuple(&items))
}

/// `sre_code(pattern, flags)`: (code, flags, number of groups, names of groups), for the matcher in the library.
fn sre_code(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "sre_code", args, kw, (2, 2))?;
    let Some(pattern) = text_units(host, args[0])? else {
        return Err(Raised::type_error(host, "first argument must be string"));
    };
    let flags = args::int(host, args[1])? as u32;
    let parsed =
        parser::parse(&pattern, flags).and_then(|tree| sre::emit(&tree.node).map(|code| (tree, code)));
    let (tree, code) = match parsed {
        Ok(parsed) => parsed,
        Err(message) => return Err(refused(host, message)),
    };
    let names = host.new_dict();
    for (name, index) in &tree.names {
        let (key, value) = (host.new_text(name), host.new_int(*index as i64));
        dict::set(host, names, key, value)?;
    }
    let words = code.into_iter().map(|word| host.new_int(word)).collect();
    let code = host.new_list(words);
    let items = [code, host.new_int(i64::from(tree.flags)), host.new_int(tree.groups as i64), names];
    Ok(host.new_tuple(&items))
}

/// Code points of a text; bytes count as themselves.
fn text_units(host: &mut Host, o: Obj) -> Result<Option<Vec<u32>>, Raised> {
    if let crate::Object::Unicode(chars) = host.get(host.content(o)) {
        return Ok(Some(chars.to_vec()));
    }
    Ok(u8::text_of(host, o)?.map(|bytes| bytes.iter().map(|&b| b as u32).collect()))
}

/// `run(program, text, pos, endpos, mode)`: spans of matches, each a list of starts and ends by group and the last
/// group. Mode 0 matches at `pos`, 1 searches once, 2 searches all.
fn run(host: &mut Host, args: &[Obj], kw: Keywords<'_>) -> Result<Obj, Raised> {
    args::expect(host, "run", args, kw, (5, 5))?;
    let Some(text) = text_units(host, args[1])? else {
        return Err(Raised::type_error(host, "expected string or buffer"));
    };
    let clamp = |value: i64| value.clamp(0, text.len() as i64) as usize;
    let pos = clamp(args::int(host, args[2])?);
    let end = clamp(args::int(host, args[3])?);
    let mode = args::int(host, args[4])?;
    let Some(program) = host.internal::<Program>(args[0]) else {
        return Err(Raised::type_error(host, "not a compiled pattern"));
    };
    let text = &text[..end];
    let mut found = Vec::new();
    let mut at = pos;
    while at <= end {
        let result = match mode {
            0 => matcher::match_at(program, text, at),
            _ => (at..=end)
                .map(|start| matcher::match_at(program, text, start))
                .find(|r| !matches!(r, Ok(None)))
                .unwrap_or(Ok(None)),
        };
        let Ok(result) = result else {
            return Err(Raised::runtime_error(host, "maximum recursion limit exceeded"));
        };
        let Some(spans) = result else { break };
        let (start, stop) = (spans.0[0].unwrap_or(at), spans.0[1].unwrap_or(at));
        found.push(spans);
        if mode != 2 {
            break;
        }
        at = if stop == start { stop + 1 } else { stop };
    }
    let mut matches = Vec::with_capacity(found.len());
    for (spans, last) in found {
        let mut items: Vec<Obj> =
            spans.iter().map(|span| host.new_int(span.map_or(-1, |at| at as i64))).collect();
        items.push(last.map_or(Obj::NONE, |group| host.new_int(group as i64)));
        matches.push(host.new_list(items));
    }
    Ok(host.new_list(matches))
}

/// The module `_re`.
pub fn create(host: &mut Host) -> Obj {
    let module = host.new_module("_re");
    host.add_functions(module, "_re", &[("compile", compile), ("run", run), ("sre_code", sre_code)]);
    let limit = host.new_int(u16::MAX as i64);
    host.set_raw(module, Symbol::intern("MAXREPEAT"), limit);
    module
}
