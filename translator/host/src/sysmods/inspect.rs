//! The module `inspect`, as far as import-time code uses it.

use rpython_base::Symbol;
use rpython_bytecode::{Code, flags};

use crate::Host;
use crate::builtins::check_args;
use crate::eval::frame::{FrameObject, Traceback};
use crate::object::*;
use crate::slots::arg;

type Keywords<'a> = &'a [(Symbol, Obj)];

macro_rules! predicates {
    ($($name:ident: ($pattern:pat);)*) => {
        $(
            fn $name(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
                let obj = arg(host, args, 0)?;
                let result = matches!(host.get(obj), $pattern);
                Ok(host.new_bool(result))
            }
        )*
    };
}

predicates! {
    isfunction: (Object::Function(_));
    ismethod: (Object::BoundMethod(_));
    isclass: (Object::Class(_));
    ismodule: (Object::Module(_));
    isbuiltin: (Object::Builtin(_));
    iscode: (Object::Code(_));
    isroutine: (Object::Function(_) | Object::BoundMethod(_) | Object::Builtin(_));
    isdatadescriptor: (Object::Property(_));
}

fn isgeneratorfunction(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let obj = arg(host, args, 0)?;
    let result = matches!(host.get(obj), Object::Function(data) if data.code.is_generator());
    Ok(host.new_bool(result))
}

fn isgenerator(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let obj = arg(host, args, 0)?;
    Ok(host.new_bool(host.class_of(obj) == host.classes.generator))
}

fn isframe(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let obj = arg(host, args, 0)?;
    Ok(host.new_bool(host.internal::<FrameObject>(obj).is_some()))
}

fn istraceback(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let obj = arg(host, args, 0)?;
    Ok(host.new_bool(host.internal::<Traceback>(obj).is_some()))
}

/// The function behind a function or method.
fn function_of(host: &mut Host, obj: Obj) -> Result<Obj, Raised> {
    match host.get(obj) {
        Object::Function(_) => Ok(obj),
        Object::BoundMethod(data) if matches!(host.get(data.func), Object::Function(_)) => Ok(data.func),
        _ => {
            let text = String::from_utf8_lossy(&host.repr(obj)?).into_owned();
            Err(Raised::type_error(host, format!("{text} is not a Python function")))
        }
    }
}

fn code_args(host: &mut Host, code: &Code) -> [Obj; 3] {
    let count = code.argcount as usize;
    let names: Vec<Obj> = code.varnames[..count].iter().map(|&name| host.name(name)).collect();
    let names = host.new_list(names);
    let star = code.has_flag(flags::VARARGS);
    let varargs = if star { host.name(code.varnames[count]) } else { Obj::NONE };
    let keywords = if code.has_flag(flags::VARKEYWORDS) {
        host.name(code.varnames[count + star as usize])
    } else {
        Obj::NONE
    };
    [names, varargs, keywords]
}

/// A tuple whose items are attributes too.
fn named(host: &mut Host, name: &str, fields: &[&str], values: &[Obj]) -> Result<Obj, Raised> {
    Ok(super::sys::named_tuple(host, name, fields, values))
}

fn getargspec(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getargspec", args, keywords, 1, 1)?;
    let function = function_of(host, args[0])?;
    let Object::Function(data) = host.get(function) else { return Ok(Obj::NONE) };
    let (code, defaults) = (data.code.clone(), data.defaults.clone());
    let [names, varargs, kwargs] = code_args(host, &code);
    let defaults = if defaults.is_empty() { Obj::NONE } else { host.new_tuple(&defaults) };
    named(host, "ArgSpec", &["args", "varargs", "keywords", "defaults"], &[names, varargs, kwargs, defaults])
}

fn getargs(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getargs", args, keywords, 1, 1)?;
    let Object::Code(code) = host.get(args[0]) else {
        return Err(Raised::type_error(host, "arg is not a code object"));
    };
    let code = code.clone();
    let parts = code_args(host, &code);
    named(host, "Arguments", &["args", "varargs", "keywords"], &parts)
}

impl Host {
    /// The source text of a function, method, class or code object, whole lines.
    pub fn source_of(&mut self, obj: Obj) -> Result<(String, u32), Raised> {
        let span = match self.get(obj) {
            Object::Function(data) => data.code.span,
            Object::BoundMethod(data) => {
                let func = data.func;
                return self.source_of(func);
            }
            Object::Code(code) => code.span,
            Object::Class(data) => data.span,
            _ => rpython_base::Span::NONE,
        };
        let Some(id) = span.file() else {
            return Err(Raised::io_error(self, "could not get source code"));
        };
        let file = self.sources.file(id);
        let first = match self.get(obj) {
            Object::Function(data) => data.code.firstlineno,
            Object::Code(code) => code.firstlineno,
            _ => file.line_col(span.start).line,
        };
        let last = file.line_col(span.end.saturating_sub(1)).line.max(first);
        let mut text = String::new();
        for line in first..=last {
            text.push_str(file.line(line));
            text.push('\n');
        }
        Ok((text, first))
    }
}

fn getsource(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getsource", args, keywords, 1, 1)?;
    let (text, _) = host.source_of(args[0])?;
    Ok(host.new_text(&text))
}

fn getsourcelines(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getsourcelines", args, keywords, 1, 1)?;
    let (text, first) = host.source_of(args[0])?;
    let lines = text.split_inclusive('\n').map(|line| host.new_text(line)).collect();
    let lines = host.new_list(lines);
    let first = host.new_int(first as i64);
    Ok(host.new_tuple(&[lines, first]))
}

fn getsourcefile(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getsourcefile", args, keywords, 1, 1)?;
    if let Some(file) = host.module_files.get(&args[0]).cloned() {
        return Ok(host.new_text(&file));
    }
    let span = match host.get(args[0]) {
        Object::Function(data) => data.code.span,
        Object::Class(data) => data.span,
        Object::Code(code) => code.span,
        _ => rpython_base::Span::NONE,
    };
    match span.file().map(|id| host.sources.file(id).path.clone()) {
        Some(path) => Ok(host.new_text(&path)),
        None => Err(Raised::type_error(host, "no source file")),
    }
}

fn getmembers(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getmembers", args, keywords, 1, 2)?;
    let dir = host.builtin(Symbol::intern("dir")).unwrap_or(Obj::NONE);
    let names = host.call(dir, &[args[0]], &[])?;
    let mut members = Vec::new();
    for item in host.collect(names)? {
        let Some(name) = host.symbol_of(item) else { continue };
        let Some(value) = host.getattr_opt(args[0], name)? else { continue };
        let keep = match args.get(1).filter(|&&predicate| predicate != Obj::NONE) {
            Some(&predicate) => {
                let verdict = host.call(predicate, &[value], &[])?;
                host.is_true(verdict)?
            }
            None => true,
        };
        if keep {
            members.push(host.new_tuple(&[item, value]));
        }
    }
    Ok(host.new_list(members))
}

fn getmro(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getmro", args, keywords, 1, 1)?;
    let mro = host.class(args[0]).map(|data| data.mro.clone()).unwrap_or_default();
    Ok(host.new_tuple(&mro))
}

fn getdoc(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getdoc", args, keywords, 1, 1)?;
    let name = host.names.dunder_doc;
    let doc = host.getattr_opt(args[0], name)?.unwrap_or(Obj::NONE);
    let Some(bytes) = host.str_bytes(doc) else { return Ok(Obj::NONE) };
    let text = String::from_utf8_lossy(bytes).into_owned();
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("").trim_start().to_owned();
    let rest: Vec<&str> = lines.collect();
    let margin =
        rest.iter().filter(|line| !line.trim().is_empty()).map(|line| line.len() - line.trim_start().len());
    let margin = margin.min().unwrap_or(0);
    let mut cleaned = vec![first];
    cleaned.extend(rest.iter().map(|line| line.get(margin..).unwrap_or("").to_owned()));
    while cleaned.last().is_some_and(|line| line.trim().is_empty()) {
        cleaned.pop();
    }
    Ok(host.new_text(&cleaned.join("\n")))
}

fn getmodule(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "getmodule", args, keywords, 1, 1)?;
    if let Object::Module(_) = host.get(args[0]) {
        return Ok(args[0]);
    }
    let name = host.names.module;
    let module = host.getattr_opt(args[0], name)?.unwrap_or(Obj::NONE);
    let Some(module) = host.symbol_of(module) else { return Ok(Obj::NONE) };
    Ok(host.loaded_module(module.as_str()).unwrap_or(Obj::NONE))
}

fn currentframe(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let getframe = host.getattr_str(host.sys, "_getframe")?;
    host.call(getframe, &[], &[])
}

/// Makes the module.
pub(crate) fn create(host: &mut Host) -> Obj {
    let module = host.new_module("inspect");
    let functions: &[(&str, BuiltinFn)] = &[
        ("isfunction", isfunction),
        ("ismethod", ismethod),
        ("isclass", isclass),
        ("ismodule", ismodule),
        ("isbuiltin", isbuiltin),
        ("iscode", iscode),
        ("isroutine", isroutine),
        ("isdatadescriptor", isdatadescriptor),
        ("isgeneratorfunction", isgeneratorfunction),
        ("isgenerator", isgenerator),
        ("isframe", isframe),
        ("istraceback", istraceback),
        ("getargspec", getargspec),
        ("getargs", getargs),
        ("getsource", getsource),
        ("getsourcelines", getsourcelines),
        ("getsourcefile", getsourcefile),
        ("getfile", getsourcefile),
        ("getmembers", getmembers),
        ("getmro", getmro),
        ("getdoc", getdoc),
        ("getmodule", getmodule),
        ("currentframe", currentframe),
    ];
    host.add_functions(module, "inspect", functions);
    for (name, flag) in [
        ("CO_OPTIMIZED", flags::OPTIMIZED),
        ("CO_NEWLOCALS", flags::NEWLOCALS),
        ("CO_VARARGS", flags::VARARGS),
        ("CO_VARKEYWORDS", flags::VARKEYWORDS),
        ("CO_NESTED", flags::NESTED),
        ("CO_GENERATOR", flags::GENERATOR),
        ("CO_NOFREE", flags::NOFREE),
    ] {
        let value = host.new_int(flag as i64);
        host.set_raw(module, Symbol::intern(name), value);
    }
    module
}
