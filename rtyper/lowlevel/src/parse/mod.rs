//! Reads the text form that [`print`](crate::print) writes.
//!
//! Ids written as the printer writes them (`t3`, `fn0`, `v7`) keep their numbers, so that printing
//! what was read gives the same text. A test may use any other names as well: they get the numbers
//! that follow. Items may stand in any order.

mod function;
mod lexer;
mod value;

use std::fmt;

use rpython_base::{EntityId, FastMap, FileId, Span, Symbol};
use rpython_lltype::{
    ArrayType, Container, ContainerId, DataId, DataModel, Field, FuncId, FuncType, GcKind, Hints, LLType,
    Payload, StaticObject, StructType,
};

use crate::{ExceptionTypes, Program, Stage, program::PrebuiltException};
use lexer::{Token, lex};

/// What is wrong with a text and where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParseError {
    /// Line, from 1.
    pub line: u32,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ParseError {}

type Result<T> = std::result::Result<T, ParseError>;

/// Reads a program. It is syntactically whole, but not verified.
pub fn parse_program(text: &str) -> Result<Program> {
    let tokens = lex(text)?;
    let mut parser = Parser {
        tokens,
        at: 0,
        program: Program::new(DataModel::LP64),
        types: Names::default(),
        data: Names::default(),
        funcs: Names::default(),
    };
    parser.whole()?;
    Ok(parser.program)
}

/// The numbers of the names of one kind.
#[derive(Default)]
struct Names {
    indices: FastMap<String, usize>,
}

impl Names {
    /// Gives canonical names (`prefix` and digits) their number and all others the next ones.
    fn assign(prefix: &str, names: &[String]) -> std::result::Result<Names, String> {
        let mut indices = FastMap::default();
        let mut next = 0;
        for name in names {
            if let Some(number) = canonical(prefix, name) {
                next = next.max(number + 1);
                if indices.insert(name.clone(), number).is_some() {
                    return Err(format!("{name} is defined twice"));
                }
            }
        }
        for name in names {
            if canonical(prefix, name).is_none() {
                if indices.insert(name.clone(), next).is_some() {
                    return Err(format!("{name} is defined twice"));
                }
                next += 1;
            }
        }
        Ok(Names { indices })
    }

    /// The same, where the numbers must leave no gap.
    fn assign_dense(prefix: &str, names: &[String]) -> std::result::Result<Names, String> {
        let assigned = Names::assign(prefix, names)?;
        match assigned.indices.values().any(|&i| i >= names.len()) {
            true => Err(format!("the numbers of {prefix}... leave a gap")),
            false => Ok(assigned),
        }
    }

    fn get(&self, name: &str) -> Option<usize> {
        self.indices.get(name).copied()
    }
}

fn canonical(prefix: &str, name: &str) -> Option<usize> {
    let digits = name.strip_prefix(prefix)?;
    let number: usize = digits.parse().ok()?;
    (number < 50_000_000 && number.to_string() == digits).then_some(number)
}

struct Parser {
    tokens: Vec<(Token, u32)>,
    at: usize,
    program: Program,
    types: Names,
    data: Names,
    funcs: Names,
}

/// Where the items of each kind start, behind their keywords, in the order of their ids.
#[derive(Default)]
struct Items {
    types: Vec<(String, usize)>,
    data: Vec<(String, usize)>,
    funcs: Vec<(String, usize)>,
    others: Vec<usize>,
}

impl Parser {
    fn error<T>(&self, message: impl Into<String>) -> Result<T> {
        let at = self.at.min(self.tokens.len().saturating_sub(1));
        let line = self.tokens.get(at).map_or(1, |t| t.1);
        Err(ParseError { line, message: message.into() })
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|t| &t.0)
    }

    fn next(&mut self) -> Result<Token> {
        match self.tokens.get(self.at) {
            Some((token, _)) => {
                self.at += 1;
                Ok(token.clone())
            }
            None => self.error("unexpected end of text"),
        }
    }

    fn is_punct(&self, c: char) -> bool {
        self.peek() == Some(&Token::Punct(c))
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Some(Token::Ident(w)) if w == word)
    }

    fn take_punct(&mut self, c: char) -> bool {
        let found = self.is_punct(c);
        self.at += found as usize;
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.is_word(word);
        self.at += found as usize;
        found
    }

    fn expect(&mut self, c: char) -> Result<()> {
        if self.take_punct(c) {
            return Ok(());
        }
        match self.peek() {
            Some(token) => self.error(format!("expected '{c}', not {token:?}")),
            None => self.error(format!("expected '{c}' at the end")),
        }
    }

    fn word(&mut self) -> Result<String> {
        match self.next()? {
            Token::Ident(word) => Ok(word),
            other => {
                self.at -= 1;
                self.error(format!("expected a name, not {other:?}"))
            }
        }
    }

    /// A name: an identifier or a quoted string.
    fn symbol(&mut self) -> Result<Symbol> {
        match self.next()? {
            Token::Ident(word) => Ok(Symbol::intern(&word)),
            Token::Str(bytes) => Ok(Symbol::intern(&String::from_utf8_lossy(&bytes))),
            other => {
                self.at -= 1;
                self.error(format!("expected a name, not {other:?}"))
            }
        }
    }

    fn int(&mut self) -> Result<i128> {
        match self.next()? {
            Token::Int(n) => Ok(n),
            other => {
                self.at -= 1;
                self.error(format!("expected an integer, not {other:?}"))
            }
        }
    }

    fn small(&mut self) -> Result<u32> {
        let n = self.int()?;
        u32::try_from(n).or_else(|_| self.error(format!("{n} is out of range")))
    }

    /// Items separated by commas up to the closing sign, which is taken.
    fn list<T>(&mut self, close: char, mut item: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let mut items = Vec::new();
        while !self.take_punct(close) {
            if !items.is_empty() {
                self.expect(',')?;
            }
            items.push(item(self)?);
        }
        Ok(items)
    }

    fn whole(&mut self) -> Result<()> {
        let items = self.survey()?;
        for (_, at) in &items.types {
            self.at = *at;
            self.type_item()?;
        }
        for (_, at) in &items.data {
            self.at = *at;
            self.data_item()?;
        }
        for &at in &items.others {
            self.at = at;
            self.other_item()?;
        }
        for (_, at) in &items.funcs {
            self.at = *at;
            self.function_item()?;
        }
        Ok(())
    }

    /// Finds all items and gives them their ids.
    fn survey(&mut self) -> Result<Items> {
        let mut items = Items::default();
        let mut depth = 0;
        let mut previous_word = false;
        for at in 0..self.tokens.len() {
            let word = match &self.tokens[at].0 {
                Token::Punct('{' | '(' | '[') => {
                    depth += 1;
                    continue;
                }
                Token::Punct('}' | ')' | ']') => {
                    depth -= 1;
                    previous_word = false;
                    continue;
                }
                Token::Ident(word) if depth == 0 => word.as_str(),
                _ => continue,
            };
            let skip =
                usize::from(matches!(self.tokens.get(at + 1), Some((Token::Ident(w), _)) if w == "nominal"));
            let name = match self.tokens.get(at + 1 + skip) {
                Some((Token::Ident(name), _)) => name.clone(),
                _ => String::new(),
            };
            let list = match word {
                "type" => &mut items.types,
                "data" => &mut items.data,
                "func" | "extern" | "pending" => &mut items.funcs,
                "model" | "stage" | "entry" | "root" | "named" | "finalizer" | "exceptions"
                    if !previous_word =>
                {
                    items.others.push(at);
                    previous_word = word == "root" || word == "named";
                    continue;
                }
                _ => {
                    previous_word = false;
                    continue;
                }
            };
            if !name.is_empty() {
                list.push((name, at));
            }
        }
        let assigned = |prefix: &str, list: &mut Vec<(String, usize)>| {
            let names: Vec<String> = list.iter().map(|(n, _)| n.clone()).collect();
            let assigned = Names::assign_dense(prefix, &names)?;
            list.sort_by_key(|(name, _)| assigned.get(name));
            Ok::<Names, String>(assigned)
        };
        let all = assigned("t", &mut items.types)
            .and_then(|t| Ok((t, assigned("d", &mut items.data)?, assigned("fn", &mut items.funcs)?)));
        match all {
            Ok((types, data, funcs)) => (self.types, self.data, self.funcs) = (types, data, funcs),
            Err(message) => return self.error::<Items>(message),
        }
        Ok(items)
    }

    fn container_id(&mut self) -> Result<ContainerId> {
        let name = self.word()?;
        match self.types.get(&name) {
            Some(index) => Ok(ContainerId::from_index(index)),
            None => {
                self.at -= 1;
                self.error(format!("no type {name}"))
            }
        }
    }

    fn data_id(&mut self) -> Result<DataId> {
        let name = self.word()?;
        match self.data.get(&name) {
            Some(index) => Ok(DataId::from_index(index)),
            None => self.error(format!("no data {name}")),
        }
    }

    fn func_id(&mut self) -> Result<FuncId> {
        let name = self.word()?;
        match self.funcs.get(&name) {
            Some(index) => Ok(FuncId::from_index(index)),
            None => self.error(format!("no function {name}")),
        }
    }

    fn lltype(&mut self) -> Result<LLType> {
        if self.take_punct('*') {
            return Ok(LLType::Ptr(self.container_id()?));
        }
        if let Some(Token::Ident(word)) = self.peek()
            && let Some(ty) = LLType::primitive_by_name(word)
        {
            self.at += 1;
            return Ok(ty);
        }
        Ok(LLType::Inline(self.container_id()?))
    }

    fn type_item(&mut self) -> Result<()> {
        self.word()?;
        let nominal = self.take_word("nominal");
        self.word()?;
        self.expect('=')?;
        let container = self.container()?;
        if nominal {
            self.program.types.push_nominal(container);
        } else {
            self.program.types.push_structural(container);
        }
        Ok(())
    }

    fn container(&mut self) -> Result<Container> {
        let word = self.word()?;
        let (gc, kind) = match word.strip_prefix("gc") {
            Some(rest) => (GcKind::Gc, rest),
            None => (GcKind::Raw, word.as_str()),
        };
        Ok(match kind {
            "struct" => {
                let name = self.symbol()?;
                self.expect('{')?;
                let fields = self.list('}', |p| {
                    let name = p.symbol()?;
                    p.expect(':')?;
                    Ok(Field { name, ty: p.lltype()? })
                })?;
                Container::Struct(StructType { name, gc, fields, hints: self.hints()? })
            }
            "array" => {
                self.expect('(')?;
                let item = self.lltype()?;
                self.expect(')')?;
                Container::Array(ArrayType { gc, item, hints: self.hints()? })
            }
            "fixedarray" => {
                self.expect('(')?;
                let item = self.lltype()?;
                self.expect(',')?;
                let length = self.small()?;
                self.expect(')')?;
                Container::FixedArray { item, length, hints: self.hints()? }
            }
            "func" => {
                self.expect('(')?;
                let args = self.list(')', Parser::lltype)?;
                if self.next()? != Token::Arrow {
                    return self.error("expected '->'");
                }
                Container::Func(FuncType { args, result: self.lltype()? })
            }
            "opaque" => {
                let name = self.symbol()?;
                Container::Opaque { name, gc, hints: self.hints()? }
            }
            "forward" => Container::Forward(gc),
            _ => return self.error(format!("no kind of type is called {word}")),
        })
    }

    fn hints(&mut self) -> Result<Hints> {
        let mut hints = Hints::default();
        if !self.take_word("hints") {
            return Ok(hints);
        }
        self.expect('(')?;
        self.list(')', |p| {
            match p.word()?.as_str() {
                "immutable" => hints.immutable = true,
                "nolength" => hints.nolength = true,
                "c_typedef" => hints.c_typedef = true,
                "union" => hints.union = true,
                "c_name" => hints.c_name = Some(p.symbol()?),
                "other" => hints.other.push(p.symbol()?),
                "immutable_field" => {
                    let name = p.symbol()?;
                    let items = p.take_word("items");
                    hints.immutable_fields.push((name, items, p.take_word("quasi")));
                }
                "c_layout" => {
                    p.expect('(')?;
                    let offsets = p.list(')', Parser::small)?;
                    hints.c_layout = Some((offsets, p.small()?));
                }
                other => return p.error(format!("no hint is called {other}")),
            }
            Ok(())
        })?;
        Ok(hints)
    }

    fn data_item(&mut self) -> Result<()> {
        self.word()?;
        self.word()?;
        self.expect(':')?;
        let ty = self.container_id()?;
        self.expect('=')?;
        let payload = self.payload(ty)?;
        let mut object = StaticObject { ty, payload, name: None, identity_hash: None, c_name: None };
        loop {
            if self.take_word("name") {
                object.name = Some(self.symbol()?);
            } else if self.take_word("hash") {
                object.identity_hash = Some(self.int()? as i64);
            } else if self.take_word("cname") {
                object.c_name = Some(self.symbol()?);
            } else {
                break;
            }
        }
        self.program.data.objects.push(object);
        Ok(())
    }

    fn other_item(&mut self) -> Result<()> {
        match self.word()?.as_str() {
            "model" => self.program.model = self.model()?,
            "stage" => {
                self.program.stage = match self.word()?.as_str() {
                    "typed" => Stage::Typed,
                    "exceptions_lowered" => Stage::ExceptionsLowered,
                    "gc_lowered" => Stage::GcLowered,
                    other => return self.error(format!("no stage is called {other}")),
                }
            }
            "entry" => self.program.entry = Some(self.func_id()?),
            "root" => {
                let purpose = self.symbol()?;
                self.expect('=')?;
                let func = self.func_id()?;
                self.program.roots.push((purpose, func));
            }
            "named" => {
                let purpose = self.symbol()?;
                self.expect('=')?;
                let data = self.data_id()?;
                self.program.named_data.push((purpose, data));
            }
            "finalizer" => {
                let ty = self.container_id()?;
                self.expect('=')?;
                let func = self.func_id()?;
                self.program.finalizers.push((ty, func));
            }
            "tracer" => {
                let ty = self.container_id()?;
                self.expect('=')?;
                let func = self.func_id()?;
                self.program.tracers.push((ty, func));
            }
            _ => return self.exceptions_item(),
        }
        Ok(())
    }

    fn exceptions_item(&mut self) -> Result<()> {
        self.word()?;
        let object = self.container_id()?;
        self.word()?;
        let vtable = self.container_id()?;
        self.expect('{')?;
        let mut prebuilt = Vec::new();
        while !self.take_punct('}') {
            let name = self.symbol()?;
            self.expect(':')?;
            let class = self.pointer()?;
            self.expect(',')?;
            prebuilt.push(PrebuiltException { name, vtable: class, instance: self.pointer()? });
        }
        self.program.exceptions = Some(ExceptionTypes { object, vtable, prebuilt });
        Ok(())
    }

    fn model(&mut self) -> Result<DataModel> {
        if self.take_punct('(') {
            let n = self.list(')', |p| p.small().map(|n| n as u8))?;
            let [word_bits, pointer_bits, align8, c_long_bytes, wchar_bytes] = n[..] else {
                return self.error("a model has five numbers");
            };
            return Ok(DataModel { word_bits, pointer_bits, align8, c_long_bytes, wchar_bytes });
        }
        match self.word()?.as_str() {
            "lp64" => Ok(DataModel::LP64),
            "wasm" => Ok(DataModel::WASM),
            "asmjs" => Ok(DataModel::ASMJS),
            other => self.error(format!("no model is called {other}")),
        }
    }

    fn span(&mut self) -> Result<Span> {
        if !self.take_punct('@') {
            return Ok(Span::NONE);
        }
        let file = self.small()?;
        self.expect(':')?;
        let start = self.small()?;
        self.expect(':')?;
        Ok(Span::new(FileId::from_index(file as usize), start, self.small()?))
    }

    fn payload(&mut self, ty: ContainerId) -> Result<Payload> {
        value::payload(self, ty)
    }
}
