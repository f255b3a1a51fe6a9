//! Patterns as lists of numbers, for the matcher that is a part of translated programs (`rpython.rlib.rsre`). The
//! numbers are those of Python 2.7's `_sre`, whose compiled patterns that matcher takes, too.

use super::parser::{Node, Parsed, fixed_width};
use super::{Assertion, Inst, Set, sets};

/// Numbers of the instructions.
pub(super) mod op {
    pub const FAILURE: i64 = 0;
    pub const SUCCESS: i64 = 1;
    pub const ANY: i64 = 2;
    pub const ANY_ALL: i64 = 3;
    pub const ASSERT: i64 = 4;
    pub const ASSERT_NOT: i64 = 5;
    pub const AT: i64 = 6;
    pub const BRANCH: i64 = 7;
    pub const CATEGORY: i64 = 9;
    pub const CHARSET: i64 = 10;
    pub const BIGCHARSET: i64 = 11;
    pub const GROUPREF: i64 = 12;
    pub const GROUPREF_EXISTS: i64 = 13;
    pub const GROUPREF_IGNORE: i64 = 14;
    pub const IN: i64 = 15;
    pub const IN_IGNORE: i64 = 16;
    pub const JUMP: i64 = 18;
    pub const LITERAL: i64 = 19;
    pub const LITERAL_IGNORE: i64 = 20;
    pub const MARK: i64 = 21;
    pub const MAX_UNTIL: i64 = 22;
    pub const MIN_UNTIL: i64 = 23;
    pub const NOT_LITERAL: i64 = 24;
    pub const NEGATE: i64 = 26;
    pub const RANGE: i64 = 27;
    pub const REPEAT: i64 = 28;
    pub const REPEAT_ONE: i64 = 29;
    pub const MIN_REPEAT_ONE: i64 = 31;
}

/// As often as possible.
const MAX_REPEAT: i64 = 0x7fff_ffff;

/// Writes the code of a pattern.
pub(super) fn emit(node: &Node) -> Parsed<Vec<i64>> {
    let mut code = Vec::new();
    node_code(node, &mut code)?;
    code.push(op::SUCCESS);
    Ok(code)
}

/// Appends a word to be filled in with the distance from itself to what comes after.
fn open_skip(code: &mut Vec<i64>) -> usize {
    code.push(0);
    code.len() - 1
}

fn close_skip(code: &mut [i64], at: usize) {
    code[at] = (code.len() - at) as i64;
}

fn node_code(node: &Node, code: &mut Vec<i64>) -> Parsed<()> {
    match node {
        Node::Empty => {}
        Node::Inst(inst) => inst_code(inst, code)?,
        Node::Sequence(items) => {
            for item in items {
                node_code(item, code)?;
            }
        }
        Node::Choice(branches) => {
            code.push(op::BRANCH);
            let mut exits = Vec::new();
            for branch in branches {
                let skip = open_skip(code);
                node_code(branch, code)?;
                code.push(op::JUMP);
                exits.push(open_skip(code));
                close_skip(code, skip);
            }
            code.push(op::FAILURE);
            for exit in exits {
                close_skip(code, exit);
            }
        }
        Node::Group(index, body) => {
            let mark = (*index as i64 - 1) * 2;
            code.extend([op::MARK, mark]);
            node_code(body, code)?;
            code.extend([op::MARK, mark + 1]);
        }
        Node::Repeat { body, min, max, lazy } => {
            let max = max.map_or(MAX_REPEAT, i64::from);
            repeat_code(body, (i64::from(*min), max), *lazy, code)?;
        }
        Node::Look { body, negative, behind } => {
            let back = match behind {
                true => fixed_width(body)?,
                false => 0,
            };
            code.push(if *negative { op::ASSERT_NOT } else { op::ASSERT });
            let skip = open_skip(code);
            code.push(back as i64);
            node_code(body, code)?;
            code.push(op::SUCCESS);
            close_skip(code, skip);
        }
        Node::IfGroup(group, yes, no) => {
            code.extend([op::GROUPREF_EXISTS, *group as i64 - 1]);
            let skip = open_skip(code);
            node_code(yes, code)?;
            code.push(op::JUMP);
            let exit = open_skip(code);
            // This distance is counted from the word before.
            code[skip] = (code.len() - skip + 1) as i64;
            node_code(no, code)?;
            close_skip(code, exit);
        }
    }
    Ok(())
}

/// The instruction, if the node is one that takes exactly one character.
fn single(node: &Node) -> Option<&Inst> {
    match node {
        Node::Inst(
            inst @ (Inst::Char(_) | Inst::CharIgnoreCase(..) | Inst::Any | Inst::All | Inst::Set(_)),
        ) => Some(inst),
        Node::Sequence(items) if items.len() == 1 => single(&items[0]),
        _ => None,
    }
}

fn repeat_code(body: &Node, (min, max): (i64, i64), lazy: bool, code: &mut Vec<i64>) -> Parsed<()> {
    if let Some(inst) = single(body) {
        code.push(if lazy { op::MIN_REPEAT_ONE } else { op::REPEAT_ONE });
        let skip = open_skip(code);
        code.extend([min, max]);
        inst_code(inst, code)?;
        code.push(op::SUCCESS);
        close_skip(code, skip);
        return Ok(());
    }
    code.push(op::REPEAT);
    let skip = open_skip(code);
    code.extend([min, max]);
    node_code(body, code)?;
    close_skip(code, skip);
    code.push(if lazy { op::MIN_UNTIL } else { op::MAX_UNTIL });
    Ok(())
}

fn inst_code(inst: &Inst, code: &mut Vec<i64>) -> Parsed<()> {
    match inst {
        Inst::Char(c) => code.extend([op::LITERAL, i64::from(*c)]),
        Inst::CharIgnoreCase(c, _) => code.extend([op::LITERAL_IGNORE, i64::from(*c)]),
        Inst::Any => code.push(op::ANY),
        Inst::All => code.push(op::ANY_ALL),
        Inst::Set(set) => set_code(set, code),
        Inst::Assert(assertion) => code.extend([op::AT, position(*assertion)]),
        Inst::Backref(group, ignore_case) => {
            code.push(if ignore_case.is_some() { op::GROUPREF_IGNORE } else { op::GROUPREF });
            code.push(*group as i64 - 1);
        }
        _ => return Err("this pattern is not supported in translated programs".to_owned()),
    }
    Ok(())
}

fn position(assertion: Assertion) -> i64 {
    match assertion {
        Assertion::Start => 0,
        Assertion::LineStart => 1,
        Assertion::Boundary => 3,
        Assertion::NotBoundary => 4,
        Assertion::EndOrNewline => 5,
        Assertion::LineEnd => 6,
        Assertion::End => 7,
        Assertion::UnicodeBoundary => 10,
        Assertion::UnicodeNotBoundary => 11,
    }
}

/// A set: a test of one character where it is that simple, a bitmap of the first characters and ranges of the others if not.
fn set_code(set: &Set, code: &mut Vec<i64>) {
    if let ([(low, high)], [], None) = (&set.ranges[..], &set.categories[..], set.ignore_case)
        && low == high
    {
        let literal = if set.negated { op::NOT_LITERAL } else { op::LITERAL };
        code.extend([literal, i64::from(*low)]);
        return;
    }
    code.push(if set.ignore_case.is_some() { op::IN_IGNORE } else { op::IN });
    let skip = open_skip(code);
    if set.negated {
        code.push(op::NEGATE);
    }
    sets::members(set, code);
    code.push(op::FAILURE);
    close_skip(code, skip);
}
