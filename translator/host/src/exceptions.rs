//! The exception classes of Python 2.7, raising from Rust, and turning an uncaught exception into a
//! diagnostic.

use rpython_base::{CallFrame, Diagnostic, Span, Symbol};

use crate::Host;
use crate::object::*;

macro_rules! exceptions {
    ($($field:ident = $name:literal : $base:ident;)*) => {
        /// Handles of the built-in exception classes.
        #[derive(Debug, Clone)]
        #[allow(missing_docs)]
        pub struct Exceptions {
            pub base_exception: Obj,
            $(pub $field: Obj,)*
        }

        impl Default for Exceptions {
            fn default() -> Self {
                Exceptions { base_exception: Obj::UNBOUND, $($field: Obj::UNBOUND,)* }
            }
        }

        fn create_classes(host: &mut Host) {
            let object = host.classes.object;
            host.exc.base_exception = host.define_exception("BaseException", object);
            $(
                let base = host.exc.$base;
                host.exc.$field = host.define_exception($name, base);
            )*
        }

        /// Every built-in exception class, by name.
        pub(crate) fn all(host: &Host) -> Vec<(&'static str, Obj)> {
            vec![("BaseException", host.exc.base_exception), $(($name, host.exc.$field),)*]
        }
    };
}

exceptions! {
    system_exit = "SystemExit": base_exception;
    keyboard_interrupt = "KeyboardInterrupt": base_exception;
    generator_exit = "GeneratorExit": base_exception;
    exception = "Exception": base_exception;
    stop_iteration = "StopIteration": exception;
    standard_error = "StandardError": exception;
    buffer_error = "BufferError": standard_error;
    arithmetic_error = "ArithmeticError": standard_error;
    floating_point_error = "FloatingPointError": arithmetic_error;
    overflow_error = "OverflowError": arithmetic_error;
    zero_division_error = "ZeroDivisionError": arithmetic_error;
    assertion_error = "AssertionError": standard_error;
    attribute_error = "AttributeError": standard_error;
    environment_error = "EnvironmentError": standard_error;
    io_error = "IOError": environment_error;
    os_error = "OSError": environment_error;
    eof_error = "EOFError": standard_error;
    import_error = "ImportError": standard_error;
    lookup_error = "LookupError": standard_error;
    index_error = "IndexError": lookup_error;
    key_error = "KeyError": lookup_error;
    memory_error = "MemoryError": standard_error;
    name_error = "NameError": standard_error;
    unbound_local_error = "UnboundLocalError": name_error;
    reference_error = "ReferenceError": standard_error;
    runtime_error = "RuntimeError": standard_error;
    not_implemented_error = "NotImplementedError": runtime_error;
    syntax_error = "SyntaxError": standard_error;
    indentation_error = "IndentationError": syntax_error;
    tab_error = "TabError": indentation_error;
    system_error = "SystemError": standard_error;
    type_error = "TypeError": standard_error;
    value_error = "ValueError": standard_error;
    unicode_error = "UnicodeError": value_error;
    unicode_decode_error = "UnicodeDecodeError": unicode_error;
    unicode_encode_error = "UnicodeEncodeError": unicode_error;
    unicode_translate_error = "UnicodeTranslateError": unicode_error;
    warning = "Warning": exception;
    deprecation_warning = "DeprecationWarning": warning;
    pending_deprecation_warning = "PendingDeprecationWarning": warning;
    runtime_warning = "RuntimeWarning": warning;
    syntax_warning = "SyntaxWarning": warning;
    user_warning = "UserWarning": warning;
    future_warning = "FutureWarning": warning;
    import_warning = "ImportWarning": warning;
    unicode_warning = "UnicodeWarning": warning;
    bytes_warning = "BytesWarning": warning;
}

/// Makes the classes.
pub(crate) fn create(host: &mut Host) {
    create_classes(host);
}

macro_rules! raisers {
    ($($name:ident)*) => {
        impl Raised {
            $(
                #[doc = concat!("An exception of the class `host.exc.", stringify!($name), "` with this message.")]
                pub fn $name(host: &mut Host, message: impl AsRef<str>) -> Raised {
                    let class = host.exc.$name;
                    host.raised(class, message.as_ref())
                }
            )*
        }
    };
}

raisers! {
    type_error value_error attribute_error index_error name_error unbound_local_error import_error runtime_error
    overflow_error zero_division_error system_error assertion_error not_implemented_error memory_error eof_error
    io_error os_error unicode_error lookup_error reference_error syntax_error arithmetic_error buffer_error
}

impl Raised {
    /// `KeyError(key)`
    pub fn key_error(host: &mut Host, key: Obj) -> Raised {
        let value = host.new_exception(host.exc.key_error, &[key]);
        Raised { class: host.exc.key_error, value, traceback: Vec::new() }
    }

    /// `StopIteration()`
    pub fn stop_iteration(host: &mut Host) -> Raised {
        let class = host.exc.stop_iteration;
        let value = host.new_exception(class, &[]);
        Raised { class, value, traceback: Vec::new() }
    }
}

impl Host {
    fn define_exception(&mut self, name: &str, base: Obj) -> Obj {
        let class = self.define_class(name, base);
        if let Object::Class(data) = self.get_mut(class) {
            data.module = Symbol::intern("exceptions");
            data.has_dict = true;
        }
        class
    }

    /// An exception of a built-in class with a message, on its way.
    pub fn raised(&mut self, class: Obj, message: &str) -> Raised {
        let text = self.new_text(message);
        let value = self.new_exception(class, &[text]);
        Raised { class, value, traceback: Vec::new() }
    }

    /// An exception instance with these `args`, without calling any Python code.
    pub fn new_exception(&mut self, class: Obj, args: &[Obj]) -> Obj {
        let value = self.alloc(Object::Instance(Box::new(InstanceData {
            class,
            attrs: AttrMap::default(),
            native: None,
        })));
        self.init_exception(value, args);
        value
    }

    /// What `BaseException.__init__` and its built-in overriders do.
    pub(crate) fn init_exception(&mut self, this: Obj, args: &[Obj]) {
        let class = self.class_of(this);
        let mut kept = args.to_vec();
        let mut attrs: Vec<(Symbol, Obj)> = Vec::new();
        let message = if args.len() == 1 { args[0] } else { self.name(Symbol::intern("")) };
        attrs.push((self.names.message, message));
        if self.is_subclass_raw(class, self.exc.environment_error) {
            let known = (2..=3).contains(&args.len());
            let pick = |i: usize| if known { args.get(i).copied().unwrap_or(Obj::NONE) } else { Obj::NONE };
            attrs.push((self.names.errno, pick(0)));
            attrs.push((self.names.strerror, pick(1)));
            attrs.push((self.names.filename, pick(2)));
            if args.len() == 3 {
                kept.truncate(2);
            }
        } else if self.is_subclass_raw(class, self.exc.system_exit) {
            let code = match args {
                [] => Obj::NONE,
                [code] => *code,
                _ => self.new_tuple(args),
            };
            attrs.push((self.names.code, code));
        } else if self.is_subclass_raw(class, self.exc.syntax_error) {
            self.syntax_error_attrs(args, &mut attrs);
        } else if args.len() == 5 && self.is_subclass_raw(class, self.exc.unicode_error) {
            for (name, &value) in ["encoding", "object", "start", "end", "reason"].iter().zip(args) {
                attrs.push((Symbol::intern(name), value));
            }
        }
        let tuple = self.new_tuple(&kept);
        if let Object::Instance(data) = self.get_mut(this) {
            let names = (Symbol::intern("args"), tuple);
            data.attrs.insert(names.0, names.1);
            data.attrs.extend(attrs);
        }
    }

    fn syntax_error_attrs(&mut self, args: &[Obj], attrs: &mut Vec<(Symbol, Obj)>) {
        let details = args.get(1).and_then(|&d| self.sequence_items(d)).unwrap_or_default();
        attrs.push((Symbol::intern("msg"), args.first().copied().unwrap_or(Obj::NONE)));
        for (i, name) in ["filename", "lineno", "offset", "text"].iter().enumerate() {
            attrs.push((Symbol::intern(name), details.get(i).copied().unwrap_or(Obj::NONE)));
        }
    }

    /// The `args` of an exception.
    pub fn exception_args(&self, value: Obj) -> Vec<Obj> {
        let Object::Instance(data) = self.get(value) else { return Vec::new() };
        data.attrs.get(&self.names.args).and_then(|&args| self.sequence_items(args)).unwrap_or_default()
    }

    /// `OSError(errno, text)` or another EnvironmentError, with a file name if given.
    pub fn raised_errno(&mut self, class: Obj, errno: i32, text: &str, filename: Option<&str>) -> Raised {
        let mut args = vec![self.new_int(errno as i64), self.new_text(text)];
        if let Some(name) = filename {
            args.push(self.new_text(name));
        }
        let value = self.new_exception(class, &args);
        Raised { class, value, traceback: Vec::new() }
    }

    /// An [`std::io::Error`] as IOError or OSError.
    pub fn raised_io(&mut self, class: Obj, error: &std::io::Error, filename: Option<&str>) -> Raised {
        let text = error.to_string();
        let text = text.split(" (os error").next().unwrap_or(&text).to_owned();
        self.raised_errno(class, error.raw_os_error().unwrap_or(0), &text, filename)
    }

    /// Whether an exception is of this built-in class.
    pub fn raised_is(&self, raised: &Raised, class: Obj) -> bool {
        self.is_subclass_raw(raised.class, class)
    }

    /// `ClassName: message`, as the last line of a Python traceback.
    pub fn exception_line(&mut self, raised: &Raised) -> String {
        let name = match self.class(raised.class) {
            Some(data) if data.module == "exceptions" || data.module == "__builtin__" => {
                data.name.to_string()
            }
            Some(data) if data.module == "__main__" => data.name.to_string(),
            Some(data) => format!("{}.{}", data.module, data.name),
            None => "exception".to_owned(),
        };
        let text = match self.str(raised.value) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => "<exception str() failed>".to_owned(),
        };
        if raised.value == Obj::NONE || text.is_empty() { name } else { format!("{name}: {text}") }
    }

    /// The diagnostic for an uncaught exception: where it was raised and how that place was reached.
    pub fn uncaught(&mut self, raised: &Raised) -> Diagnostic {
        if let Some(diagnostic) = self.syntax_diagnostic(raised) {
            return diagnostic;
        }
        let message = self.exception_line(raised);
        let places: Vec<&(Symbol, Span)> =
            raised.traceback.iter().filter(|(_, span)| !span.is_none()).collect();
        let span = places.first().map_or(Span::NONE, |(_, span)| *span);
        let chain = places
            .iter()
            .skip(1)
            .map(|(function, span)| CallFrame { function: function.to_string(), span: *span })
            .collect();
        let function = places.first().map(|(function, _)| function.as_str());
        let code = self.import_code(raised);
        let mut diagnostic = Diagnostic::error(code, span, message).with_chain(chain);
        if let Some(function) = function.filter(|&name| name != "<module>") {
            diagnostic =
                diagnostic.with_note(format!("raised in {function}() while the program was being imported"));
        }
        diagnostic
    }

    /// The kind of diagnostic for an exception that nothing caught.
    pub fn import_code(&self, raised: &Raised) -> &'static str {
        if self.raised_is(raised, self.exc.import_error) { "import-missing" } else { "import-time-exception" }
    }

    /// The compiler's own diagnostic of a SyntaxError that came from it.
    fn syntax_diagnostic(&mut self, raised: &Raised) -> Option<Diagnostic> {
        if !self.raised_is(raised, self.exc.syntax_error) {
            return None;
        }
        let Object::Instance(data) = self.get(raised.value) else { return None };
        let key = *data.attrs.get(&Symbol::intern("_diagnostic"))?;
        let kept = self.internal::<SyntaxDetails>(key)?;
        let mut diagnostic = kept.0.clone();
        let chain = raised.traceback.iter().filter(|(_, span)| !span.is_none());
        diagnostic.chain =
            chain.map(|(function, span)| CallFrame { function: function.to_string(), span: *span }).collect();
        Some(diagnostic)
    }

    /// The SyntaxError for what the compiler says.
    pub fn raised_syntax(&mut self, diagnostic: &Diagnostic) -> Raised {
        let place = self.sources.locate(diagnostic.span).map(|(path, at)| (path.to_owned(), at));
        let (path, at) = match place {
            Some(place) => place,
            None => ("<string>".to_owned(), rpython_base::LineCol { line: 0, col: 0 }),
        };
        let line = diagnostic.span.file().map_or("", |id| self.sources.file(id).line(at.line)).to_owned();
        let details = [
            self.new_text(&path),
            self.new_int(at.line as i64),
            self.new_int(at.col as i64),
            self.new_text(&line),
        ];
        let details = self.new_tuple(&details);
        let message = self.new_text(&diagnostic.message);
        let value = self.new_exception(self.exc.syntax_error, &[message, details]);
        let kept = self.new_internal(SyntaxDetails(diagnostic.clone(), self.classes.object));
        if let Object::Instance(data) = self.get_mut(value) {
            data.attrs.insert(Symbol::intern("_diagnostic"), kept);
        }
        Raised { class: self.exc.syntax_error, value, traceback: Vec::new() }
    }
}

/// A compiler's diagnostic attached to the SyntaxError it became.
#[derive(Debug)]
struct SyntaxDetails(Diagnostic, Obj);

impl Internal for SyntaxDetails {
    fn class(&self) -> Obj {
        self.1
    }
    fn trace(&self, _visit: &mut dyn FnMut(Obj)) {}
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
