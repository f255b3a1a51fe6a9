//! From pattern text to instructions.

use super::{Assertion, Case, Category, Inst, Set, sets};

/// `re.IGNORECASE`
pub const IGNORECASE: u32 = 2;
/// `re.LOCALE`
pub const LOCALE: u32 = 4;
/// `re.MULTILINE`
pub const MULTILINE: u32 = 8;
/// `re.DOTALL`
pub const DOTALL: u32 = 16;
/// `re.UNICODE`
pub const UNICODE: u32 = 32;
/// `re.VERBOSE`
pub const VERBOSE: u32 = 64;

/// A compiled pattern and what it says about its groups.
pub struct Compiled {
    /// Instructions.
    pub code: Vec<Inst>,
    /// Number of groups.
    pub groups: usize,
    /// Names and numbers of named groups.
    pub names: Vec<(String, usize)>,
    /// Flags given and found in the pattern.
    pub flags: u32,
    /// Number of loop slots.
    pub loops: usize,
}

/// A part of a pattern.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Empty,
    Inst(Inst),
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Group(usize, Box<Node>),
    Repeat { body: Box<Node>, min: u32, max: Option<u32>, lazy: bool },
    Look { body: Box<Node>, negative: bool, behind: bool },
    IfGroup(usize, Box<Node>, Box<Node>),
}

struct Parser<'a> {
    text: &'a [u32],
    at: usize,
    flags: u32,
    groups: usize,
    open: Vec<usize>,
    names: Vec<(String, usize)>,
}

pub(super) type Parsed<T> = Result<T, String>;

/// The message that is no `re.error` but an OverflowError.
pub(super) const TOO_MANY_TIMES: &str = "the repetition number is too large";

/// What a pattern says.
pub(super) struct Tree {
    /// Its parts.
    pub node: Node,
    /// Number of groups.
    pub groups: usize,
    /// Names and numbers of named groups.
    pub names: Vec<(String, usize)>,
    /// Flags given and found in the pattern.
    pub flags: u32,
}

/// Takes a pattern apart.
pub(super) fn parse(pattern: &[u32], flags: u32) -> Parsed<Tree> {
    let mut parser = Parser { text: pattern, at: 0, flags, groups: 0, open: Vec::new(), names: Vec::new() };
    let mut node = parser.choice()?;
    if parser.at < pattern.len() {
        return Err("unbalanced parenthesis".to_owned());
    }
    if parser.flags != flags {
        // Flags in the pattern hold for all of it.
        let flags = parser.flags;
        parser = Parser { text: pattern, at: 0, flags, groups: 0, open: Vec::new(), names: Vec::new() };
        node = parser.choice()?;
    }
    Ok(Tree { node, groups: parser.groups, names: parser.names, flags: parser.flags })
}

/// Compiles a pattern.
pub fn compile(pattern: &[u32], flags: u32) -> Result<Compiled, String> {
    let tree = parse(pattern, flags)?;
    let mut code = vec![Inst::Save(0)];
    let mut loops = 0;
    emit(&tree.node, &mut code, &mut loops)?;
    code.push(Inst::Save(1));
    code.push(Inst::Match);
    Ok(Compiled { code, groups: tree.groups, names: tree.names, flags: tree.flags, loops })
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at).and_then(|&c| char::from_u32(c))
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        self.at += found as usize;
        found
    }

    fn has(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    fn skip_verbose(&mut self) {
        while self.has(VERBOSE) {
            match self.peek() {
                Some(c) if c.is_ascii_whitespace() || c == '\u{b}' => self.at += 1,
                Some('#') => {
                    while self.peek().is_some_and(|c| c != '\n') {
                        self.at += 1;
                    }
                }
                _ => return,
            }
        }
    }

    fn choice(&mut self) -> Parsed<Node> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Choice(branches) })
    }

    fn sequence(&mut self) -> Parsed<Node> {
        let mut items = Vec::new();
        loop {
            self.skip_verbose();
            match self.peek() {
                None if self.at >= self.text.len() => break,
                Some('|' | ')') => break,
                Some('*' | '+' | '?' | '{') => {
                    let Some((min, max)) = self.repetition()? else {
                        items.push(self.literal('{' as u32));
                        continue;
                    };
                    // Flags and comments may stand in between: they are no items.
                    let item = items.pop().unwrap_or(Node::Empty);
                    items.push(self.repeat(item, min, max)?);
                    continue;
                }
                _ => {}
            }
            match self.atom()? {
                Node::Empty => {}
                atom => items.push(atom),
            }
        }
        items.retain(|item| !matches!(item, Node::Empty));
        Ok(Node::Sequence(items))
    }

    /// Reads a sign of repetition; `None` if it is a brace that is an ordinary character.
    fn repetition(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        let start = self.at;
        self.at += 1;
        Ok(match self.text[start] {
            0x2a => Some((0, None)),
            0x2b => Some((1, None)),
            0x3f => Some((0, Some(1))),
            _ => {
                let counts = self.counts()?;
                if counts.is_none() {
                    self.at = start + 1;
                }
                counts
            }
        })
    }

    fn repeat(&mut self, atom: Node, min: u32, max: Option<u32>) -> Parsed<Node> {
        if matches!(atom, Node::Empty | Node::Inst(Inst::Assert(_))) {
            return Err("nothing to repeat".to_owned());
        }
        if matches!(atom, Node::Repeat { .. }) {
            return Err("multiple repeat".to_owned());
        }
        let lazy = self.eat('?');
        Ok(Node::Repeat { body: Box::new(atom), min, max, lazy })
    }

    /// `m,n}`; `None` if the brace before it is an ordinary character.
    fn counts(&mut self) -> Parsed<Option<(u32, Option<u32>)>> {
        if self.peek() == Some('}') {
            return Ok(None);
        }
        let number = |parser: &mut Self| {
            let start = parser.at;
            let mut value = 0u32;
            while let Some(digit) = parser.peek().and_then(|c| c.to_digit(10)) {
                value = value.saturating_mul(10).saturating_add(digit);
                parser.at += 1;
            }
            (parser.at > start).then_some(value)
        };
        let min = number(self);
        let max = if self.eat(',') { number(self) } else { min };
        if !self.eat('}') {
            return Ok(None);
        }
        if min.max(max).is_some_and(|count| count == u32::MAX) {
            return Err(TOO_MANY_TIMES.to_owned());
        }
        if max.is_some_and(|max| max < min.unwrap_or(0)) {
            return Err("bad repeat interval".to_owned());
        }
        Ok(Some((min.unwrap_or(0), max)))
    }

    fn literal(&self, c: u32) -> Node {
        let Some(case) = self.case() else { return Node::Inst(Inst::Char(c)) };
        let lower = case.lower(c);
        if case == Case::Unicode && !sets::same_capital(lower).is_empty() {
            let set = Set { ranges: vec![(c, c)], ..self.new_set() };
            return Node::Inst(Inst::Set(Box::new(set.in_lower_case())));
        }
        Node::Inst(Inst::CharIgnoreCase(lower, case))
    }

    /// The locale, which is that of C, goes before Unicode.
    fn is_unicode(&self) -> bool {
        self.has(UNICODE) && !self.has(LOCALE)
    }

    fn case(&self) -> Option<Case> {
        let case = if self.is_unicode() { Case::Unicode } else { Case::Ascii };
        self.has(IGNORECASE).then_some(case)
    }

    fn atom(&mut self) -> Parsed<Node> {
        let c = self.text[self.at];
        self.at += 1;
        Ok(match char::from_u32(c) {
            Some('.') => Node::Inst(if self.has(DOTALL) { Inst::All } else { Inst::Any }),
            Some('^') => Node::Inst(Inst::Assert(if self.has(MULTILINE) {
                Assertion::LineStart
            } else {
                Assertion::Start
            })),
            Some('$') => Node::Inst(Inst::Assert(if self.has(MULTILINE) {
                Assertion::LineEnd
            } else {
                Assertion::EndOrNewline
            })),
            Some('(') => return self.group(),
            Some('[') => return self.set(),
            Some('\\') => return self.escape(),
            Some('*' | '+' | '?') => return Err("nothing to repeat".to_owned()),
            _ => self.literal(c),
        })
    }

    fn close(&mut self) -> Parsed<()> {
        if self.eat(')') { Ok(()) } else { Err("unbalanced parenthesis".to_owned()) }
    }

    fn capture(&mut self, name: Option<String>) -> Parsed<Node> {
        self.groups += 1;
        let index = self.groups;
        if let Some(name) = name {
            if let Some((_, earlier)) = self.names.iter().find(|(known, _)| *known == name) {
                return Err(format!(
                    "redefinition of group name '{name}' as group {index}; was group {earlier}"
                ));
            }
            self.names.push((name, index));
        }
        self.open.push(index);
        let body = self.choice()?;
        self.open.pop();
        self.close()?;
        Ok(Node::Group(index, Box::new(body)))
    }

    /// A backslash takes the next character with it even where it means nothing.
    fn skip_until(&mut self, end: char) {
        while self.at < self.text.len() && self.peek() != Some(end) {
            self.at += if self.peek() == Some('\\') { 2 } else { 1 };
        }
        self.at = self.at.min(self.text.len());
    }

    fn name_until(&mut self, end: char) -> Parsed<String> {
        let start = self.at;
        self.skip_until(end);
        let name: String = self.text[start..self.at].iter().filter_map(|&c| char::from_u32(c)).collect();
        if !self.eat(end) {
            return Err("unterminated name".to_owned());
        }
        if name.is_empty() {
            return Err("missing group name".to_owned());
        }
        Ok(name)
    }

    fn identifier_until(&mut self, end: char) -> Parsed<String> {
        let name = self.name_until(end)?;
        if is_identifier(&name) {
            return Ok(name);
        }
        let of_what = if end == '>' { "group name" } else { "backref group name" };
        Err(format!("bad character in {of_what} {name:?}").replace('"', "'"))
    }

    fn group_named(&self, name: &str) -> Parsed<usize> {
        let found = self.names.iter().find(|(known, _)| known == name);
        found.map(|(_, index)| *index).ok_or_else(|| format!("unknown group name: '{name}'"))
    }

    fn group(&mut self) -> Parsed<Node> {
        if !self.eat('?') {
            return self.capture(None);
        }
        let Some(kind) = self.peek() else { return Err("unexpected end of pattern".to_owned()) };
        self.at += 1;
        match kind {
            ':' => {
                let body = self.choice()?;
                self.close()?;
                Ok(Node::Sequence(vec![body]))
            }
            'P' if self.eat('<') => {
                let name = self.identifier_until('>')?;
                self.capture(Some(name))
            }
            'P' if self.eat('=') => {
                let name = self.identifier_until(')')?;
                let group = self.group_named(&name)?;
                Ok(Node::Inst(Inst::Backref(group, self.case())))
            }
            '#' => {
                self.skip_until(')');
                self.close()?;
                Ok(Node::Empty)
            }
            '=' | '!' => self.look(kind == '!', false),
            '<' if self.eat('=') => self.look(false, true),
            '<' if self.eat('!') => self.look(true, true),
            '(' => self.conditional(),
            'P' => {
                let shown = self.text.get(self.at).and_then(|&c| char::from_u32(c));
                Err(shown.map_or_else(
                    || "unexpected end of pattern".to_owned(),
                    |c| format!("unknown specifier: ?P{c}"),
                ))
            }
            '<' => Err("syntax error".to_owned()),
            _ => {
                self.at -= 1;
                self.inline_flags()
            }
        }
    }

    fn look(&mut self, negative: bool, behind: bool) -> Parsed<Node> {
        let body = self.choice()?;
        self.close()?;
        Ok(Node::Look { body: Box::new(body), negative, behind })
    }

    fn conditional(&mut self) -> Parsed<Node> {
        let name = self.name_until(')')?;
        let group = match name.trim().parse() {
            Ok(number) => number,
            Err(_) if is_identifier(&name) => self.group_named(&name)?,
            Err(_) => return Err("bad character in group name".to_owned()),
        };
        if group == 0 {
            // The whole match is no group to ask for: the condition is left out.
            let body = self.choice()?;
            self.close()?;
            return Ok(Node::Sequence(vec![body]));
        }
        let yes = self.sequence()?;
        let no = if self.eat('|') { self.sequence()? } else { Node::Empty };
        if self.peek() == Some('|') {
            return Err("conditional backref with more than two branches".to_owned());
        }
        self.close()?;
        Ok(Node::IfGroup(group, Box::new(yes), Box::new(no)))
    }

    fn inline_flags(&mut self) -> Parsed<Node> {
        let start = self.at;
        while self.at == start || !self.eat(')') {
            let flag = match self.peek() {
                Some('i') => IGNORECASE,
                Some('L') => LOCALE,
                Some('m') => MULTILINE,
                Some('s') => DOTALL,
                Some('u') => UNICODE,
                Some('x') => VERBOSE,
                Some(_) if self.at > start => return Err("unknown extension".to_owned()),
                _ => return Err("unexpected end of pattern".to_owned()),
            };
            self.flags |= flag;
            self.at += 1;
        }
        Ok(Node::Empty)
    }

    fn category(&self, c: char) -> Option<Category> {
        Some(match c {
            'd' => Category::Digit,
            'D' => Category::NotDigit,
            's' => Category::Space,
            'S' => Category::NotSpace,
            'w' => Category::Word,
            'W' => Category::NotWord,
            _ => return None,
        })
    }

    fn new_set(&self) -> Set {
        Set { ignore_case: self.case(), unicode: self.is_unicode(), ..Set::default() }
    }

    fn escape(&mut self) -> Parsed<Node> {
        let Some(&c) = self.text.get(self.at) else { return Err("bogus escape (end of line)".to_owned()) };
        let shown = char::from_u32(c).unwrap_or('\u{fffd}');
        if let Some(category) = self.category(shown) {
            self.at += 1;
            let set = Set { categories: vec![category], ..self.new_set() };
            return Ok(Node::Inst(Inst::Set(Box::new(set))));
        }
        let assertion = match shown {
            'A' => Some(Assertion::Start),
            'Z' => Some(Assertion::End),
            'b' if self.is_unicode() => Some(Assertion::UnicodeBoundary),
            'B' if self.is_unicode() => Some(Assertion::UnicodeNotBoundary),
            'b' => Some(Assertion::Boundary),
            'B' => Some(Assertion::NotBoundary),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.at += 1;
            return Ok(Node::Inst(Inst::Assert(assertion)));
        }
        if ('1'..='9').contains(&shown) && !self.is_octal() {
            let mut group = 0;
            let start = self.at;
            while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)).filter(|_| self.at < start + 2) {
                group = group * 10 + digit as usize;
                self.at += 1;
            }
            if self.open.contains(&group) {
                return Err("cannot refer to open group".to_owned());
            }
            if group > self.groups {
                return Err(format!("bogus escape: '\\\\{group}'"));
            }
            return Ok(Node::Inst(Inst::Backref(group, self.case())));
        }
        let c = self.char_escape(false)?;
        Ok(self.literal(c))
    }

    /// Three octal digits are a character, not a group.
    fn is_octal(&self) -> bool {
        let digits = self.text[self.at..].iter().take(3);
        digits.clone().count() == 3 && digits.clone().all(|&c| (0x30..0x38).contains(&c))
    }

    /// A character written with a backslash, which was consumed.
    fn char_escape(&mut self, in_set: bool) -> Parsed<u32> {
        let Some(&c) = self.text.get(self.at) else { return Err("bogus escape (end of line)".to_owned()) };
        self.at += 1;
        Ok(match char::from_u32(c) {
            Some('n') => 10,
            Some('t') => 9,
            Some('r') => 13,
            Some('f') => 12,
            Some('v') => 11,
            Some('a') => 7,
            Some('x') => {
                let digits: String = (self.text[self.at..].iter().take(2))
                    .map_while(|&c| char::from_u32(c).filter(char::is_ascii_hexdigit))
                    .collect();
                if digits.len() < 2 {
                    // Within a set the message leaves the letter out.
                    let letter = if in_set { "" } else { "x" };
                    return Err(format!("bogus escape: '\\\\{letter}{digits}'"));
                }
                self.at += 2;
                u32::from_str_radix(&digits, 16).unwrap_or(0)
            }
            Some('0'..='7') => {
                let mut value = c - 0x30;
                let limit = self.at + 2;
                while let Some(digit) = self.peek().and_then(|c| c.to_digit(8)).filter(|_| self.at < limit) {
                    value = value * 8 + digit;
                    self.at += 1;
                }
                value & 0xff
            }
            _ => c,
        })
    }

    fn set(&mut self) -> Parsed<Node> {
        let mut set = self.new_set();
        set.negated = self.eat('^');
        let mut first = true;
        loop {
            let Some(&c) = self.text.get(self.at) else {
                return Err("unexpected end of regular expression".to_owned());
            };
            if c == ']' as u32 && !first {
                self.at += 1;
                break;
            }
            first = false;
            let low = self.set_item(&mut set)?;
            let is_range =
                self.peek() == Some('-') && self.text.get(self.at + 1).is_none_or(|&c| c != ']' as u32);
            if !is_range {
                set.ranges.extend(low.map(|low| (low, low)));
                continue;
            }
            self.at += 1;
            match (low, self.set_item(&mut set)?) {
                (Some(low), Some(high)) if high >= low => set.ranges.push((low, high)),
                _ => return Err("bad character range".to_owned()),
            }
        }
        Ok(Node::Inst(Inst::Set(Box::new(set.in_lower_case()))))
    }

    /// One character of a set; a category is added at once.
    fn set_item(&mut self, set: &mut Set) -> Parsed<Option<u32>> {
        let Some(&c) = self.text.get(self.at) else {
            return Err("unexpected end of regular expression".to_owned());
        };
        self.at += 1;
        if c != '\\' as u32 {
            return Ok(Some(c));
        }
        let shown = self.peek().unwrap_or('\u{fffd}');
        if let Some(category) = self.category(shown) {
            self.at += 1;
            set.categories.push(category);
            return Ok(None);
        }
        if shown == 'b' {
            self.at += 1;
            return Ok(Some(8));
        }
        if matches!(shown, '8' | '9') {
            return Err(format!("bogus escape: '\\\\{shown}'"));
        }
        self.char_escape(true).map(Some)
    }
}

fn is_identifier(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && name.chars().next().is_some_and(|c| !c.is_ascii_digit())
}

/// The number of characters that the body of a look-behind matches, if it is always the same.
pub(super) fn fixed_width(body: &Node) -> Parsed<usize> {
    match width(body) {
        (least, most) if least == most => Ok(least as usize),
        _ => Err("look-behind requires fixed-width pattern".to_owned()),
    }
}

/// At least and at most how many characters a node matches. As in Python, what was found before and conditions do not
/// count.
fn width(node: &Node) -> (u64, u64) {
    match node {
        Node::Empty | Node::Look { .. } | Node::IfGroup(..) => (0, 0),
        Node::Inst(Inst::Assert(_) | Inst::Backref(..)) => (0, 0),
        Node::Inst(_) => (1, 1),
        Node::Sequence(items) => items.iter().map(width).fold((0, 0), |sum, item| {
            (sum.0.saturating_add(item.0).min(WIDEST), sum.1.saturating_add(item.1).min(WIDEST))
        }),
        Node::Choice(branches) => {
            let widths = branches.iter().map(width);
            widths.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((0, 0))
        }
        Node::Group(_, body) => width(body),
        Node::Repeat { body, min, max, .. } => {
            let (least, most) = width(body);
            let times = |width: u64, count: u64| width.saturating_mul(count).min(WIDEST);
            (times(least, u64::from(*min)), times(most, max.map_or(WIDEST, u64::from)))
        }
    }
}

const WIDEST: u64 = u32::MAX as u64;

fn can_be_empty(node: &Node) -> bool {
    match node {
        Node::Empty | Node::Look { .. } => true,
        Node::Inst(Inst::Assert(_) | Inst::Backref(..)) => true,
        Node::Inst(_) => false,
        Node::Sequence(items) => items.iter().all(can_be_empty),
        Node::Choice(branches) => branches.iter().any(can_be_empty),
        Node::Group(_, body) => can_be_empty(body),
        Node::Repeat { body, min, .. } => *min == 0 || can_be_empty(body),
        Node::IfGroup(_, yes, no) => can_be_empty(yes) || can_be_empty(no),
    }
}

fn emit(node: &Node, code: &mut Vec<Inst>, loops: &mut usize) -> Parsed<()> {
    match node {
        Node::Empty => {}
        Node::Inst(inst) => code.push(inst.clone()),
        Node::Sequence(items) => {
            for item in items {
                emit(item, code, loops)?;
            }
        }
        Node::Choice(branches) => emit_choice(branches, code, loops)?,
        Node::Group(index, body) => {
            code.push(Inst::Save(2 * index));
            emit(body, code, loops)?;
            code.push(Inst::Save(2 * index + 1));
        }
        Node::Repeat { body, min, max, lazy } => emit_repeat(body, *min, *max, *lazy, code, loops)?,
        Node::Look { body, negative, behind } => {
            let behind = match behind {
                true => Some(fixed_width(body)?),
                false => None,
            };
            let at = code.len();
            code.push(Inst::Match);
            emit(body, code, loops)?;
            code.push(Inst::Match);
            code[at] = Inst::Look { end: code.len(), negative: *negative, behind };
        }
        Node::IfGroup(group, yes, no) => {
            let test = code.len();
            code.push(Inst::Match);
            emit(yes, code, loops)?;
            let leave = code.len();
            code.push(Inst::Match);
            code[test] = Inst::IfGroup(*group, code.len());
            emit(no, code, loops)?;
            code[leave] = Inst::Jump(code.len());
        }
    }
    Ok(())
}

fn emit_choice(branches: &[Node], code: &mut Vec<Inst>, loops: &mut usize) -> Parsed<()> {
    let mut exits = Vec::new();
    for (i, branch) in branches.iter().enumerate() {
        if i + 1 == branches.len() {
            emit(branch, code, loops)?;
            break;
        }
        let split = code.len();
        code.push(Inst::Match);
        emit(branch, code, loops)?;
        exits.push(code.len());
        code.push(Inst::Match);
        code[split] = Inst::Split(split + 1, code.len());
    }
    let end = code.len();
    for exit in exits {
        code[exit] = Inst::Jump(end);
    }
    Ok(())
}

fn split(lazy: bool, body: usize, rest: usize) -> Inst {
    if lazy { Inst::Split(rest, body) } else { Inst::Split(body, rest) }
}

fn emit_repeat(
    body: &Node,
    min: u32,
    max: Option<u32>,
    lazy: bool,
    code: &mut Vec<Inst>,
    loops: &mut usize,
) -> Parsed<()> {
    for _ in 0..min {
        emit(body, code, loops)?;
        if code.len() > 1_000_000 {
            return Err("regular expression is too large".to_owned());
        }
    }
    match max {
        None => {
            let start = code.len();
            code.push(Inst::Match);
            let slot = can_be_empty(body).then(|| {
                *loops += 1;
                *loops - 1
            });
            code.extend(slot.map(Inst::LoopStart));
            emit(body, code, loops)?;
            code.extend(slot.map(Inst::LoopProgress));
            code.push(Inst::Jump(start));
            code[start] = split(lazy, start + 1, code.len());
        }
        Some(max) => {
            let mut splits = Vec::new();
            for _ in min..max {
                splits.push(code.len());
                code.push(Inst::Match);
                emit(body, code, loops)?;
                if code.len() > 1_000_000 {
                    return Err("regular expression is too large".to_owned());
                }
            }
            let end = code.len();
            for at in splits {
                code[at] = split(lazy, at + 1, end);
            }
        }
    }
    Ok(())
}
