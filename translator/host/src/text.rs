//! `repr()`, `str()`, `unicode()` of any object.

use rpython_base::Symbol;

use crate::Host;
use crate::object::*;
use crate::types;

impl Host {
    /// `repr(o)`
    pub fn repr(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        self.check_depth()?;
        self.depth += 1;
        let result = self.repr_inner(o);
        self.depth -= 1;
        result
    }

    fn repr_inner(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        if self.is_user(o) {
            let name = self.names.repr;
            if let Some(result) = self.call_special(o, name, &[])? {
                return self.text_result(result, "__repr__");
            }
        }
        self.default_repr(o)
    }

    /// `repr(o)` without looking for `__repr__` methods in Python code.
    pub fn default_repr(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        let plain = self.content(o);
        if let Some(text) = types::repr(self, plain)? {
            return Ok(text);
        }
        Ok(self.object_repr(o).into_bytes())
    }

    fn text_result(&mut self, result: Obj, what: &str) -> Result<Vec<u8>, Raised> {
        match self.get(self.content(result)) {
            Object::Str(bytes) => Ok(bytes.to_vec()),
            Object::Unicode(_) => self.encode_ascii(result),
            _ => {
                let class = self.type_name(result);
                Err(Raised::type_error(self, format!("{what} returned non-string (type {class})")))
            }
        }
    }

    /// The bytes of an ASCII unicode string; UnicodeEncodeError otherwise.
    pub fn encode_ascii(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        let Object::Unicode(chars) = self.get(self.content(o)) else { return Ok(Vec::new()) };
        let chars = chars.clone();
        if let Some(at) = chars.iter().position(|&c| c > 127) {
            let run = chars[at..].iter().take_while(|&&c| c > 127).count();
            let args = [
                self.new_text("ascii"),
                o,
                self.new_int(at as i64),
                self.new_int((at + run) as i64),
                self.new_text("ordinal not in range(128)"),
            ];
            let class = self.exc.unicode_encode_error;
            let value = self.new_exception(class, &args);
            return Err(Raised { class, value, traceback: Vec::new() });
        }
        Ok(chars.iter().map(|&c| c as u8).collect())
    }

    /// `str(o)`
    pub fn str(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        match self.get(o) {
            Object::Str(bytes) => return Ok(bytes.to_vec()),
            Object::Unicode(_) => return self.encode_ascii(o),
            _ => {}
        }
        if let Object::Class(data) = self.get(o)
            && data.kind == ClassKind::OldStyle
        {
            return Ok(format!("{}.{}", data.module, data.name).into_bytes());
        }
        if self.is_user(o) {
            let name = self.names.str;
            if let Some(result) = self.call_special(o, name, &[])? {
                return self.text_result(result, "__str__");
            }
            return self.repr(o);
        }
        let plain = self.content(o);
        match types::str(self, plain)? {
            Some(text) => Ok(text),
            None => self.repr(o),
        }
    }

    /// What `BaseException.__str__` and its built-in overriders give.
    pub(crate) fn exception_str(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        let class = self.class_of(o);
        let args = self.exception_args(o);
        if self.is_subclass_raw(class, self.exc.environment_error)
            && let Some(text) = self.environment_error_str(o)?
        {
            return Ok(text);
        }
        if self.is_subclass_raw(class, self.exc.unicode_error)
            && args.len() == 5
            && let Some(text) = self.unicode_error_str(&args)?
        {
            return Ok(text);
        }
        if self.is_subclass_raw(class, self.exc.syntax_error)
            && let Some(text) = self.syntax_error_str(o)?
        {
            return Ok(text);
        }
        match args[..] {
            [] => Ok(Vec::new()),
            [key] if self.is_subclass_raw(class, self.exc.key_error) => self.repr(key),
            [arg] => self.str(arg),
            _ => {
                let tuple = self.new_tuple(&args);
                self.repr(tuple)
            }
        }
    }

    fn instance_attr(&self, o: Obj, name: Symbol) -> Obj {
        match self.get(o) {
            Object::Instance(data) => data.attrs.get(&name).copied().unwrap_or(Obj::NONE),
            _ => Obj::NONE,
        }
    }

    fn environment_error_str(&mut self, o: Obj) -> Result<Option<Vec<u8>>, Raised> {
        let errno = self.instance_attr(o, self.names.errno);
        let strerror = self.instance_attr(o, self.names.strerror);
        let filename = self.instance_attr(o, self.names.filename);
        if errno == Obj::NONE && strerror == Obj::NONE {
            return Ok(None);
        }
        let mut text = b"[Errno ".to_vec();
        text.extend(self.str(errno)?);
        text.extend(b"] ");
        text.extend(self.str(strerror)?);
        if filename != Obj::NONE {
            text.extend(b": ");
            text.extend(self.repr(filename)?);
        }
        Ok(Some(text))
    }

    fn unicode_error_str(&mut self, args: &[Obj]) -> Result<Option<Vec<u8>>, Raised> {
        let (Some(start), Some(end)) = (self.int_value(args[2]), self.int_value(args[3])) else {
            return Ok(None);
        };
        let codec = String::from_utf8_lossy(&self.str(args[0])?).into_owned();
        let reason = String::from_utf8_lossy(&self.str(args[4])?).into_owned();
        let text = match self.get(self.content(args[1])) {
            Object::Str(bytes) if end == start + 1 => {
                let byte = bytes.get(start as usize).copied().unwrap_or(0);
                format!("'{codec}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
            }
            Object::Str(_) => {
                format!("'{codec}' codec can't decode bytes in position {start}-{}: {reason}", end - 1)
            }
            Object::Unicode(chars) if end == start + 1 => {
                let c = chars.get(start as usize).copied().unwrap_or(0);
                let shown = match c {
                    0..=0xff => format!("\\x{c:02x}"),
                    0x100..=0xffff => format!("\\u{c:04x}"),
                    _ => format!("\\U{c:08x}"),
                };
                format!("'{codec}' codec can't encode character u'{shown}' in position {start}: {reason}")
            }
            Object::Unicode(_) => {
                format!("'{codec}' codec can't encode characters in position {start}-{}: {reason}", end - 1)
            }
            _ => return Ok(None),
        };
        Ok(Some(text.into_bytes()))
    }

    fn syntax_error_str(&mut self, o: Obj) -> Result<Option<Vec<u8>>, Raised> {
        let message = self.instance_attr(o, Symbol::intern("msg"));
        let line = self.instance_attr(o, Symbol::intern("lineno"));
        let file = self.instance_attr(o, self.names.filename);
        let mut text = self.str(message)?;
        let name = self.str_bytes(file).map(|bytes| {
            let name = String::from_utf8_lossy(bytes).into_owned();
            name.rsplit('/').next().unwrap_or("").to_owned()
        });
        match (name, self.int_value(line)) {
            (Some(name), Some(line)) => text.extend(format!(" ({name}, line {line})").into_bytes()),
            (Some(name), None) => text.extend(format!(" ({name})").into_bytes()),
            (None, Some(line)) => text.extend(format!(" (line {line})").into_bytes()),
            (None, None) => {}
        }
        Ok(Some(text))
    }

    /// What `BaseException.__repr__` gives.
    pub(crate) fn exception_repr(&mut self, o: Obj) -> Result<Vec<u8>, Raised> {
        let args = self.exception_args(o);
        let tuple = self.new_tuple(&args);
        let mut text = self.class_name(o).as_bytes().to_vec();
        text.extend(self.repr(tuple)?);
        Ok(text)
    }

    /// The repr of what has none of its own: `<m.C object at 0x...>` and those of functions, classes, modules.
    pub fn object_repr(&self, o: Obj) -> String {
        let at = self.id(o);
        match self.get(o) {
            Object::None => "None".to_owned(),
            Object::Ellipsis => "Ellipsis".to_owned(),
            Object::NotImplemented => "NotImplemented".to_owned(),
            Object::Function(data) => format!("<function {} at 0x{at:x}>", data.name),
            Object::Builtin(data) => self.builtin_repr(data),
            Object::Module(data) => match self.module_files.get(&o) {
                Some(file) => format!("<module '{}' from '{file}'>", data.name),
                None => format!("<module '{}' (built-in)>", data.name),
            },
            Object::Class(data) => match data.kind {
                ClassKind::OldStyle => format!("<class {}.{} at 0x{at:x}>", data.module, data.name),
                ClassKind::NewStyle => format!("<class '{}.{}'>", data.module, data.name),
                ClassKind::Builtin if data.module == "__builtin__" => format!("<type '{}'>", data.name),
                ClassKind::Builtin => format!("<type '{}.{}'>", data.module, data.name),
            },
            Object::BoundMethod(data) => self.method_repr(data),
            Object::Instance(data) => {
                let class = self.class_data(data.class);
                let kind = if class.kind == ClassKind::OldStyle { "instance" } else { "object" };
                if class.kind == ClassKind::Builtin {
                    format!("<{} object at 0x{at:x}>", class.name)
                } else {
                    format!("<{}.{} {kind} at 0x{at:x}>", class.module, class.name)
                }
            }
            Object::Code(code) => format!(
                "<code object {} at 0x{at:x}, file \"{}\", line {}>",
                code.name, code.filename, code.firstlineno
            ),
            Object::Cell(_) => format!("<cell at 0x{at:x}>"),
            Object::Super(class, this) => format!(
                "<super: <class '{}'>, <{} object>>",
                self.class_data(*class).name,
                self.class_name(*this)
            ),
            _ => format!("<{} object at 0x{at:x}>", self.class_name(o)),
        }
    }

    fn builtin_repr(&self, data: &BuiltinData) -> String {
        let qualname = data.qualname.as_str();
        let (class, name) = qualname.rsplit_once('.').unwrap_or(("", qualname));
        match data.this {
            Some(this) => {
                format!(
                    "<built-in method {name} of {} object at 0x{:x}>",
                    self.class_name(this),
                    self.id(this)
                )
            }
            None if self.names.method_classes.contains(class) => {
                format!("<method '{name}' of '{class}' objects>")
            }
            None => format!("<built-in function {name}>"),
        }
    }

    fn method_repr(&self, data: &MethodData) -> String {
        let name = match self.get(data.func) {
            Object::Function(function) => function.name.as_str(),
            _ => "?",
        };
        let class = self.class(data.class).map_or("?", |class| class.name.as_str());
        if data.this == Obj::NONE {
            return format!("<unbound method {class}.{name}>");
        }
        format!("<bound method {class}.{name} of {}>", self.object_repr(data.this))
    }
}
