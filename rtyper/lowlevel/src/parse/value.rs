//! Constants and static data in the text form.

use rpython_lltype::{ContainerId, LLType, Payload, Pointer, Value};

use super::{Parser, Result, lexer::Token};
use crate::{Const, print::literal_type};

/// The content of a container of this type.
pub(super) fn payload(p: &mut Parser, ty: ContainerId) -> Result<Payload> {
    if let Some(Token::Str(bytes)) = p.peek() {
        let bytes = bytes.clone();
        p.at += 1;
        return Ok(Payload::Bytes(bytes));
    }
    if p.take_word("opaque") {
        return Ok(Payload::Opaque);
    }
    if p.take_word("u") {
        p.expect('[')?;
        return Ok(Payload::Chars(p.list(']', Parser::small)?));
    }
    if p.take_punct('[') {
        let item = p.program.types.item_type(ty);
        return Ok(Payload::Array(p.list(']', |p| p.value(item))?));
    }
    p.expect('{')?;
    let fields: Vec<LLType> =
        p.program.types.as_struct(ty).map(|s| s.fields.iter().map(|f| f.ty).collect()).unwrap_or_default();
    let mut at = 0;
    let values = p.list('}', |p| {
        at += 1;
        p.value(fields.get(at - 1).copied())
    })?;
    Ok(Payload::Struct(values))
}

impl Parser {
    /// A value of this type, or of a type that its look tells.
    pub(super) fn value(&mut self, ty: Option<LLType>) -> Result<Value> {
        if let Some(LLType::Inline(inner)) = ty {
            return Ok(Value::Inline(Box::new(self.payload(inner)?)));
        }
        let pointer = |p: Pointer| match ty {
            Some(LLType::Address) => Value::Address(p),
            _ => Value::Ptr(p),
        };
        match self.next()? {
            Token::Int(n) => match ty {
                Some(LLType::Float | LLType::SingleFloat | LLType::LongFloat) => Ok(Value::Float(n as f64)),
                _ if i64::try_from(n).is_ok() || u64::try_from(n).is_ok() => Ok(Value::Int(n as i64)),
                _ => self.error(format!("{n} does not fit 64 bits")),
            },
            Token::Float(f) => Ok(Value::Float(f)),
            Token::Char(c) => Ok(Value::Char(c)),
            Token::Ident(word) => match word.as_str() {
                "void" => Ok(Value::Void),
                "true" => Ok(Value::Bool(true)),
                "false" => Ok(Value::Bool(false)),
                "inf" => Ok(Value::Float(f64::INFINITY)),
                "u" => {
                    self.expect('(')?;
                    let c = self.small()?;
                    self.expect(')')?;
                    Ok(Value::UniChar(c))
                }
                "nan" => {
                    self.expect('(')?;
                    let bits = self.int()?;
                    self.expect(')')?;
                    Ok(Value::Float(f64::from_bits(bits as u64)))
                }
                "null" | "tagged" => {
                    self.at -= 1;
                    Ok(pointer(self.pointer()?))
                }
                other => self.error(format!("{other} is no value")),
            },
            Token::Punct('-') if self.take_word("inf") => Ok(Value::Float(f64::NEG_INFINITY)),
            Token::Punct('&') => {
                self.at -= 1;
                Ok(pointer(self.pointer()?))
            }
            other => self.error(format!("{other:?} starts no value")),
        }
    }

    pub(super) fn pointer(&mut self) -> Result<Pointer> {
        if self.take_word("null") {
            return Ok(Pointer::Null);
        }
        if self.take_word("tagged") {
            self.expect('(')?;
            let n = self.int()?;
            self.expect(')')?;
            return Ok(Pointer::Tagged(n as i64));
        }
        self.expect('&')?;
        if let Some(Token::Ident(name)) = self.peek()
            && self.funcs.get(name).is_some()
        {
            return Ok(Pointer::Func(self.func_id()?));
        }
        let data = self.data_id()?;
        let mut path = Vec::new();
        while self.take_punct('/') {
            path.push(self.small()?);
        }
        Ok(if path.is_empty() { Pointer::Data(data) } else { Pointer::Interior(data, path.into()) })
    }

    /// A constant operand; `expected` is what the op table says of it.
    pub(super) fn constant(&mut self, expected: Option<LLType>) -> Result<Const> {
        let start = self.at;
        let value = self.value(expected)?;
        if self.take_punct(':') {
            let ty = self.lltype()?;
            let end = self.at;
            self.at = start;
            let value = self.value(Some(ty))?;
            self.at = end;
            return Ok(Const { ty, value });
        }
        match expected.or(literal_type(&value)) {
            Some(ty) => Ok(Const { ty, value }),
            None => self.error("a pointer constant needs its type: `null:*t0`"),
        }
    }
}
