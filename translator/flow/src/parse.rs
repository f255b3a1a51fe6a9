//! Reading the text form of flow graphs (see [`print`](crate::print)).

use rpython_base::{EntityId, Symbol};
use rpython_host::{Host, Obj};

use crate::graph::{Block, BlockId, ExcCase, FunctionGraph, Link, Op, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// Parses one graph. Names of constants are looked up among the globals of `module` and the built-ins.
///
/// Fails with a message that names the line.
pub fn parse_graph(host: &mut Host, module: Option<Obj>, text: &str) -> Result<FunctionGraph, String> {
    let mut parser = Parser { host, module, graph: FunctionGraph::new(Symbol::intern("")) };
    let mut lines = Lines { lines: join_cases(text), next: 0 };
    parser.graph(&mut lines).map_err(|message| format!("line {}: {message}", lines.number()))?;
    Ok(parser.graph)
}

/// Non-empty lines with their numbers; lines that start with `|` are appended to the one before.
fn join_cases(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with(';') {
            continue;
        }
        match lines.last_mut() {
            Some((_, last)) if line.starts_with('|') => {
                last.push(' ');
                last.push_str(line);
            }
            _ => lines.push((index + 1, line.to_owned())),
        }
    }
    lines
}

struct Lines {
    lines: Vec<(usize, String)>,
    next: usize,
}

impl Lines {
    fn next(&mut self) -> Option<String> {
        let line = self.lines.get(self.next)?.1.clone();
        self.next += 1;
        Some(line)
    }

    fn number(&self) -> usize {
        self.lines.get(self.next.saturating_sub(1)).map_or(0, |(number, _)| *number)
    }
}

struct Parser<'a> {
    host: &'a mut Host,
    module: Option<Obj>,
    graph: FunctionGraph,
}

type Parsed<T> = Result<T, String>;

impl Parser<'_> {
    fn graph(&mut self, lines: &mut Lines) -> Parsed<()> {
        let header = lines.next().ok_or("an empty text")?;
        let name = header.strip_prefix("graph ").and_then(|rest| rest.strip_suffix('{'));
        self.graph.name = Symbol::intern(name.ok_or("expected `graph NAME {`")?.trim());
        self.graph.blocks = rpython_base::Arena::new();
        let mut current: Option<BlockId> = None;
        while let Some(line) = lines.next() {
            if line == "}" {
                return self.finish();
            }
            let mut cursor = Cursor { text: &line, at: 0 };
            match line.strip_suffix(':') {
                Some(header) if !line.contains(" = ") => {
                    cursor.text = header;
                    current = Some(self.header(&mut cursor)?);
                }
                _ => {
                    let block = current.ok_or("an op before the first block")?;
                    self.line(block, &mut cursor)?;
                }
            }
            cursor.end()?;
        }
        Err("expected `}`".to_owned())
    }

    fn finish(&mut self) -> Parsed<()> {
        if self.graph.blocks.is_empty() {
            return Err("a graph without blocks".to_owned());
        }
        self.graph.start = BlockId::from_index(0);
        Ok(())
    }

    fn header(&mut self, cursor: &mut Cursor<'_>) -> Parsed<BlockId> {
        let name = cursor.word()?;
        let id = self.block_id(&name)?;
        let mut params = Vec::new();
        if cursor.eat("(") {
            while !cursor.eat(")") {
                params.push(self.definition(cursor)?);
                cursor.eat(",");
            }
        }
        self.graph.blocks[id].params = params;
        Ok(id)
    }

    /// `b3` is the block with index 3.
    fn block_id(&mut self, name: &str) -> Parsed<BlockId> {
        let index = numbered(name, 'b').ok_or_else(|| format!("expected a block, found `{name}`"))?;
        while self.graph.blocks.len() <= index {
            self.graph.blocks.push(Block::new(Vec::new()));
        }
        Ok(BlockId::from_index(index))
    }

    /// `v3` is the variable with index 3.
    fn var(&mut self, index: usize) -> VarId {
        while self.graph.vars.len() <= index {
            self.graph.new_var(None);
        }
        VarId::from_index(index)
    }

    /// `v3` or `v3:name`
    fn definition(&mut self, cursor: &mut Cursor<'_>) -> Parsed<VarId> {
        let word = cursor.word()?;
        let index = numbered(&word, 'v').ok_or_else(|| format!("expected a variable, found `{word}`"))?;
        let var = self.var(index);
        if cursor.eat(":") {
            let name = cursor.word()?;
            self.graph.vars[var].name = Some(Symbol::intern(&name));
        }
        Ok(var)
    }

    fn line(&mut self, block: BlockId, cursor: &mut Cursor<'_>) -> Parsed<()> {
        let start = cursor.at;
        let word = cursor.word()?;
        if numbered(&word, 'v').is_some() {
            cursor.at = start;
            let result = self.definition(cursor)?;
            cursor.expect("=")?;
            let name = cursor.word()?;
            let kind = OpKind::from_name(&name).ok_or_else(|| format!("there is no op `{name}`"))?;
            let args = self.operands(cursor)?;
            let op = Op { kind, args, result, span: rpython_base::Span::NONE };
            self.graph.blocks[block].ops.push(op);
            return Ok(());
        }
        let end = match word.as_str() {
            "goto" => Terminator::Goto(self.link(cursor)?),
            "branch" => {
                let cond = self.operand(cursor)?;
                cursor.expect("?")?;
                let if_true = self.link(cursor)?;
                cursor.expect(":")?;
                let if_false = self.link(cursor)?;
                Terminator::Branch { cond, if_true, if_false }
            }
            "catch" => {
                let normal = self.link(cursor)?;
                let mut cases = Vec::new();
                while cursor.eat("|") {
                    cases.push(self.case(cursor)?);
                }
                Terminator::Catch { normal, cases }
            }
            "return" => Terminator::Return(self.operand(cursor)?),
            "raise" => {
                let etype = self.operand(cursor)?;
                cursor.expect(",")?;
                Terminator::Raise { etype, evalue: self.operand(cursor)? }
            }
            "unreachable" => Terminator::Unreachable,
            other => return Err(format!("unknown line `{other}`")),
        };
        self.graph.blocks[block].end = end;
        Ok(())
    }

    fn case(&mut self, cursor: &mut Cursor<'_>) -> Parsed<ExcCase> {
        let class = self.operand(cursor)?.as_const().ok_or("a case needs a class")?;
        let etype = self.definition(cursor)?;
        cursor.expect(",")?;
        let evalue = self.definition(cursor)?;
        cursor.expect("->")?;
        Ok(ExcCase { class, etype, evalue, link: self.link(cursor)? })
    }

    fn link(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Link> {
        let name = cursor.word()?;
        let target = self.block_id(&name)?;
        let mut args = Vec::new();
        if cursor.eat("(") {
            while !cursor.eat(")") {
                args.push(self.operand(cursor)?);
                cursor.eat(",");
            }
        }
        Ok(Link { target, args })
    }

    fn operands(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Vec<Operand>> {
        let mut operands = Vec::new();
        while !cursor.is_at_end() {
            operands.push(self.operand(cursor)?);
            if !cursor.eat(",") {
                break;
            }
        }
        Ok(operands)
    }

    fn operand(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Operand> {
        let start = cursor.at;
        if let Ok(word) = cursor.word()
            && let Some(index) = numbered(&word, 'v')
        {
            return Ok(Operand::Var(self.var(index)));
        }
        cursor.at = start;
        self.constant(cursor).map(Operand::Const)
    }

    fn constant(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Obj> {
        cursor.skip_spaces();
        let rest = cursor.rest();
        let first = rest.chars().next().ok_or("expected a constant")?;
        match first {
            '(' => self.tuple(cursor),
            '\'' | '"' => {
                let bytes = cursor.string()?;
                Ok(self.host.new_str(&bytes))
            }
            'u' if rest[1..].starts_with(['\'', '"']) => {
                cursor.at += 1;
                let text = String::from_utf8(cursor.string()?).map_err(|e| e.to_string())?;
                let chars: Vec<u32> = text.chars().map(u32::from).collect();
                Ok(self.host.new_unicode(&chars))
            }
            '0'..='9' | '-' => self.number(cursor),
            '<' => Err(format!("a constant without text form: {rest}")),
            _ => self.named(cursor),
        }
    }

    fn tuple(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Obj> {
        cursor.expect("(")?;
        let mut items = Vec::new();
        while !cursor.eat(")") {
            items.push(self.constant(cursor)?);
            cursor.eat(",");
        }
        Ok(self.host.new_tuple(&items))
    }

    fn number(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Obj> {
        let rest = cursor.rest();
        let length = rest
            .char_indices()
            .find(|&(i, c)| {
                let exponent_sign = (c == '-' || c == '+') && (i == 0 || rest[..i].ends_with('e'));
                !(c.is_ascii_alphanumeric() || c == '.' || exponent_sign)
            })
            .map_or(rest.len(), |(i, _)| i);
        let text = &rest[..length];
        cursor.at += length;
        if let Some(digits) = text.strip_suffix('L') {
            let value = digits.parse().map_err(|_| format!("bad number {text}"))?;
            return Ok(self.host.new_long(value));
        }
        if let Ok(value) = text.parse::<i64>() {
            return Ok(self.host.new_int(value));
        }
        text.parse::<f64>().map(|value| self.host.new_float(value)).map_err(|_| format!("bad number {text}"))
    }

    /// A dotted name of a global or built-in.
    fn named(&mut self, cursor: &mut Cursor<'_>) -> Parsed<Obj> {
        let name = cursor.word()?;
        let mut parts = name.split('.');
        let first = parts.next().unwrap_or_default();
        let mut obj = match first {
            "None" => Obj::NONE,
            "True" => Obj::TRUE,
            "False" => Obj::FALSE,
            "nan" | "inf" => {
                let value = if first == "nan" { f64::NAN } else { f64::INFINITY };
                return Ok(self.host.new_float(value));
            }
            _ => self.global(first).ok_or_else(|| format!("there is no global `{first}`"))?,
        };
        for part in parts {
            obj = self
                .host
                .getattr(obj, Symbol::intern(part))
                .map_err(|_| format!("no attribute in `{name}`"))?;
        }
        Ok(obj)
    }

    fn global(&mut self, name: &str) -> Option<Obj> {
        let name = Symbol::intern(name);
        let found = self.module.and_then(|module| self.host.scope_get(module, name).ok().flatten());
        found.or_else(|| self.host.builtin(name))
    }
}

/// The number behind the letter of an id. Numbers are small: an id is an index.
fn numbered(word: &str, letter: char) -> Option<usize> {
    let digits =
        word.strip_prefix(letter).filter(|d| !d.is_empty() && d.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok().filter(|&index| index < 1 << 20)
}

/// A place in a line.
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn is_at_end(&mut self) -> bool {
        self.skip_spaces();
        self.at == self.text.len()
    }

    fn end(&mut self) -> Parsed<()> {
        if self.is_at_end() { Ok(()) } else { Err(format!("unexpected `{}`", self.rest())) }
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_spaces();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    fn expect(&mut self, token: &str) -> Parsed<()> {
        if self.eat(token) { Ok(()) } else { Err(format!("expected `{token}` before `{}`", self.rest())) }
    }

    /// A name, possibly dotted.
    fn word(&mut self) -> Parsed<String> {
        self.skip_spaces();
        let rest = self.rest();
        let length = rest
            .char_indices()
            .find(|(_, c)| !(c.is_alphanumeric() || *c == '_' || *c == '.'))
            .map_or(rest.len(), |(i, _)| i);
        if length == 0 {
            return Err(format!("expected a name before `{rest}`"));
        }
        self.at += length;
        Ok(rest[..length].to_owned())
    }

    /// A quoted string with Python's escapes.
    fn string(&mut self) -> Parsed<Vec<u8>> {
        let rest = self.rest();
        let quote = rest.as_bytes()[0];
        let mut bytes = Vec::new();
        let mut at = 1;
        let raw = rest.as_bytes();
        while at < raw.len() {
            match raw[at] {
                byte if byte == quote => {
                    self.at += at + 1;
                    return Ok(bytes);
                }
                b'\\' => {
                    let (byte, used) = escape(&raw[at + 1..])?;
                    bytes.push(byte);
                    at += 1 + used;
                }
                byte => {
                    bytes.push(byte);
                    at += 1;
                }
            }
        }
        Err("a string without end".to_owned())
    }
}

/// One escape sequence behind its backslash: the byte, and how many bytes it takes.
fn escape(raw: &[u8]) -> Parsed<(u8, usize)> {
    let &first = raw.first().ok_or("a backslash at the end")?;
    Ok(match first {
        b'n' => (b'\n', 1),
        b't' => (b'\t', 1),
        b'r' => (b'\r', 1),
        b'x' => {
            let digits =
                raw.get(1..3).and_then(|d| std::str::from_utf8(d).ok()).ok_or("a short \\x escape")?;
            (u8::from_str_radix(digits, 16).map_err(|_| "a bad \\x escape")?, 3)
        }
        other => (other, 1),
    })
}
