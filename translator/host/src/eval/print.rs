//! The `print` statement.

use rpython_bytecode::Op;

use super::Flow;
use crate::Host;
use crate::builtins::file::FileObject;
use crate::object::*;

impl Host {
    pub(super) fn op_print(&mut self, op: Op) -> Result<Flow, Raised> {
        match op {
            Op::PrintItem => {
                let value = self.pop();
                let stream = self.stdout_object()?;
                self.print_item(stream, value)?;
            }
            Op::PrintItemTo => {
                let (value, stream) = (self.pop(), self.pop());
                let stream = if stream == Obj::NONE { self.stdout_object()? } else { stream };
                self.print_item(stream, value)?;
            }
            Op::PrintNewline => {
                let stream = self.stdout_object()?;
                self.print_newline(stream)?;
            }
            Op::PrintNewlineTo => {
                let stream = self.pop();
                let stream = if stream == Obj::NONE { self.stdout_object()? } else { stream };
                self.print_newline(stream)?;
            }
            Op::PrintExpr => {
                let value = self.pop();
                if value != Obj::NONE {
                    let mut text = self.repr(value)?;
                    text.push(b'\n');
                    let stream = self.stdout_object()?;
                    self.stream_write(stream, &text)?;
                }
            }
            other => unreachable!("{other:?} prints nothing"),
        }
        Ok(Flow::Next)
    }

    fn stdout_object(&mut self) -> Result<Obj, Raised> {
        match self.get_raw(self.sys, self.names.stdout) {
            Some(stream) => Ok(stream),
            None => Err(Raised::runtime_error(self, "lost sys.stdout")),
        }
    }

    /// Writes bytes to a file or anything with `write`.
    pub fn stream_write(&mut self, stream: Obj, bytes: &[u8]) -> Result<(), Raised> {
        if self.internal::<FileObject>(stream).is_some() {
            return self.file_write(stream, bytes);
        }
        let text = self.new_str(bytes);
        self.call_method(stream, "write", &[text]).map(drop)
    }

    /// Reads and sets the flag that a space is due before the next item.
    fn softspace(&mut self, stream: Obj, value: bool) -> Result<bool, Raised> {
        if let Some(file) = self.internal_mut::<FileObject>(stream) {
            return Ok(std::mem::replace(&mut file.softspace, value));
        }
        let name = self.names.softspace;
        let old = match self.getattr_opt(stream, name)? {
            Some(old) => self.int_value(old).unwrap_or(0) != 0,
            None => false,
        };
        let new = self.new_int(value as i64);
        match self.setattr(stream, name, new) {
            Err(raised)
                if !self.raised_is(&raised, self.exc.attribute_error)
                    && !self.raised_is(&raised, self.exc.type_error) =>
            {
                Err(raised)
            }
            _ => Ok(old),
        }
    }

    fn print_item(&mut self, stream: Obj, value: Obj) -> Result<(), Raised> {
        if self.softspace(stream, false)? {
            self.stream_write(stream, b" ")?;
        }
        let is_file = self.internal::<FileObject>(stream).is_some();
        let text = if !is_file && matches!(self.get(value), Object::Unicode(_)) {
            self.call_method(stream, "write", &[value])?;
            match self.get(value) {
                Object::Unicode(chars) => chars.last().map(|&c| c.min(255) as u8).into_iter().collect(),
                _ => Vec::new(),
            }
        } else {
            let text = self.str(value)?;
            self.stream_write(stream, &text)?;
            text
        };
        let is_string = matches!(self.get(self.content(value)), Object::Str(_) | Object::Unicode(_));
        let ends_in_space = text.last().is_some_and(|&c| c != b' ' && c.is_ascii_whitespace());
        if !is_string || !ends_in_space {
            self.softspace(stream, true)?;
        }
        Ok(())
    }

    fn print_newline(&mut self, stream: Obj) -> Result<(), Raised> {
        self.stream_write(stream, b"\n")?;
        self.softspace(stream, false).map(drop)
    }
}
