//! Running compiled patterns: backtracking with an explicit stack.

use super::{Assertion, Case, Category, Inst, Program, Set};
use crate::types::text::Unit;
use crate::types::unicode as characters;

/// Spans of all groups and the group closed last.
pub type Spans = (Vec<Option<usize>>, Option<usize>);

/// Too much backtracking state.
#[derive(Debug)]
pub struct TooDeep;

const STACK_LIMIT: usize = 50_000_000;

/// How to undo a step, or where to try again.
enum Undo {
    Branch(usize, usize),
    Save(usize, Option<usize>, Option<usize>),
    Loop(usize, usize),
}

struct Machine<'a> {
    program: &'a Program,
    text: &'a [u32],
    saves: Vec<Option<usize>>,
    last: Option<usize>,
    loops: Vec<usize>,
}

/// Matches at a position.
pub fn match_at(program: &Program, text: &[u32], at: usize) -> Result<Option<Spans>, TooDeep> {
    if let Some(Inst::Char(c)) = program.code.get(1)
        && text.get(at) != Some(c)
    {
        return Ok(None);
    }
    let mut machine = Machine {
        program,
        text,
        saves: vec![None; 2 * (program.groups + 1)],
        last: None,
        loops: vec![usize::MAX; program.loops],
    };
    Ok(machine.run(0, at)?.then_some((machine.saves, machine.last)))
}

fn is_word(c: u32, unicode: bool) -> bool {
    match u8::try_from(c) {
        Ok(b) if b < 128 || !unicode => b.is_ascii_alphanumeric() || b == b'_',
        _ => unicode && c.is_alnum(),
    }
}

impl Category {
    fn contains(self, c: u32, unicode: bool) -> bool {
        let ascii = u8::try_from(c).ok();
        let digit = ascii.map_or(unicode && characters::has(c, characters::DECIMAL), |b| b.is_ascii_digit());
        let space = if unicode { c.is_space() } else { ascii.is_some_and(crate::types::parse::is_space) };
        match self {
            Category::Digit => digit,
            Category::NotDigit => !digit,
            Category::Space => space,
            Category::NotSpace => !space,
            Category::Word => is_word(c, unicode),
            Category::NotWord => !is_word(c, unicode),
        }
    }
}

impl Set {
    pub(super) fn has(&self, c: u32) -> bool {
        self.ranges.iter().any(|&(low, high)| (low..=high).contains(&c))
            || self.categories.iter().any(|category| category.contains(c, self.unicode))
    }

    fn contains(&self, c: u32) -> bool {
        let c = self.ignore_case.map_or(c, |case| case.lower(c));
        self.has(c) != self.negated
    }
}

impl Machine<'_> {
    fn holds(&self, assertion: Assertion, at: usize) -> bool {
        let newline = '\n' as u32;
        let unicode = matches!(assertion, Assertion::UnicodeBoundary | Assertion::UnicodeNotBoundary);
        let word = |i: Option<usize>| i.and_then(|i| self.text.get(i)).is_some_and(|&c| is_word(c, unicode));
        let at_boundary = || word(at.checked_sub(1)) != word(Some(at));
        match assertion {
            Assertion::Start => at == 0,
            Assertion::LineStart => at == 0 || self.text[at - 1] == newline,
            Assertion::End => at == self.text.len(),
            Assertion::EndOrNewline => {
                at == self.text.len() || (at + 1 == self.text.len() && self.text[at] == newline)
            }
            Assertion::LineEnd => at == self.text.len() || self.text[at] == newline,
            Assertion::Boundary | Assertion::UnicodeBoundary => at_boundary(),
            Assertion::NotBoundary | Assertion::UnicodeNotBoundary => !at_boundary(),
        }
    }

    fn backref(&self, group: usize, ignore_case: Option<Case>, at: usize) -> Option<usize> {
        let (start, end) = (self.saves[2 * group]?, self.saves[2 * group + 1]?);
        let wanted = self.text.get(start..end)?;
        let there = self.text.get(at..at + wanted.len())?;
        let same_letter = |a: u32, b: u32| ignore_case.is_some_and(|case| case.lower(a) == case.lower(b));
        let same = wanted.iter().zip(there).all(|(&a, &b)| a == b || same_letter(a, b));
        same.then_some(at + wanted.len())
    }

    /// Runs from an instruction; the groups are set if it matches, and as before if not.
    fn run(&mut self, start: usize, at: usize) -> Result<bool, TooDeep> {
        let mut stack: Vec<Undo> = Vec::new();
        let (mut pc, mut at) = (start, at);
        loop {
            if stack.len() > STACK_LIMIT {
                return Err(TooDeep);
            }
            let ok = match &self.program.code[pc] {
                Inst::Match => return Ok(true),
                Inst::Char(c) => self.consume(&mut at, |unit| unit == *c),
                Inst::CharIgnoreCase(c, case) => self.consume(&mut at, |unit| case.lower(unit) == *c),
                Inst::Any => self.consume(&mut at, |unit| unit != '\n' as u32),
                Inst::All => self.consume(&mut at, |_| true),
                Inst::Set(set) => self.consume(&mut at, |unit| set.contains(unit)),
                Inst::Split(first, second) => {
                    stack.push(Undo::Branch(*second, at));
                    pc = *first;
                    continue;
                }
                Inst::Jump(to) => {
                    pc = *to;
                    continue;
                }
                Inst::Save(slot) => {
                    stack.push(Undo::Save(*slot, self.saves[*slot], self.last));
                    self.saves[*slot] = Some(at);
                    if slot % 2 == 1 && *slot > 1 {
                        self.last = Some(slot / 2);
                    }
                    true
                }
                Inst::Assert(assertion) => self.holds(*assertion, at),
                Inst::Backref(group, ignore_case) => match self.backref(*group, *ignore_case, at) {
                    Some(next) => {
                        at = next;
                        true
                    }
                    None => false,
                },
                Inst::Look { end, negative, behind } => {
                    let (end, negative, behind) = (*end, *negative, *behind);
                    if self.look(pc + 1, negative, behind, at)? {
                        pc = end;
                        continue;
                    }
                    false
                }
                Inst::IfGroup(group, otherwise) => {
                    // Within another round of the group its end is still that of the last round.
                    let (start, end) = (self.saves[2 * group], self.saves[2 * group + 1]);
                    if end.is_none() || end < start {
                        pc = *otherwise;
                        continue;
                    }
                    true
                }
                Inst::LoopStart(slot) => {
                    stack.push(Undo::Loop(*slot, self.loops[*slot]));
                    self.loops[*slot] = at;
                    true
                }
                Inst::LoopProgress(slot) => {
                    // A round that matched nothing is the last; the jump back follows.
                    pc += (self.loops[*slot] == at) as usize;
                    true
                }
            };
            if ok {
                pc += 1;
                continue;
            }
            match self.backtrack(&mut stack) {
                Some(resumed) => (pc, at) = resumed,
                None => return Ok(false),
            }
        }
    }

    fn consume(&self, at: &mut usize, test: impl Fn(u32) -> bool) -> bool {
        let ok = self.text.get(*at).is_some_and(|&unit| test(unit));
        *at += ok as usize;
        ok
    }

    fn look(
        &mut self,
        body: usize,
        negative: bool,
        behind: Option<usize>,
        at: usize,
    ) -> Result<bool, TooDeep> {
        let Some(start) = at.checked_sub(behind.unwrap_or(0)) else { return Ok(negative) };
        let (saved, last) = (self.saves.clone(), self.last);
        let matched = self.run(body, start)?;
        if negative || !matched {
            self.saves = saved;
            self.last = last;
        }
        Ok(matched != negative)
    }

    fn backtrack(&mut self, stack: &mut Vec<Undo>) -> Option<(usize, usize)> {
        loop {
            match stack.pop()? {
                Undo::Branch(pc, at) => return Some((pc, at)),
                Undo::Save(slot, old, last) => {
                    self.saves[slot] = old;
                    self.last = last;
                }
                Undo::Loop(slot, old) => self.loops[slot] = old,
            }
        }
    }
}
