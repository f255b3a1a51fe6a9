//! `globals`, `locals`, `vars`, `eval`, `execfile`, `compile`, `__import__`, `print` as a function, input.

use rpython_base::Symbol;
use rpython_syntax::Mode;

use super::{check_args, check_keywords, keyword};
use crate::Host;
use crate::object::*;

type Keywords<'a> = &'a [(Symbol, Obj)];

impl Host {
    /// The top frame; RuntimeError if no Python code is running.
    fn current_frame(&mut self) -> Result<usize, Raised> {
        match self.frames.len() {
            0 => Err(Raised::runtime_error(self, "no Python code is running")),
            count => Ok(count - 1),
        }
    }
}

fn globals(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "globals", args, keywords, 0, 0)?;
    let at = host.current_frame()?;
    let scope = host.frames[at].globals;
    Ok(host.scope_dict(scope))
}

fn locals(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "locals", args, keywords, 0, 0)?;
    let at = host.current_frame()?;
    host.frame_locals_dict(at)
}

fn vars(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "vars", args, keywords, 0, 1)?;
    let Some(&obj) = args.first() else { return locals(host, &[], &[]) };
    let name = host.names.dict;
    match host.getattr_opt(obj, name)? {
        Some(dict) => Ok(dict),
        None => Err(Raised::type_error(host, "vars() argument must have __dict__ attribute")),
    }
}

/// The scopes that `eval` and `execfile` run in.
fn scopes(host: &mut Host, globals: Option<Obj>, locals: Option<Obj>) -> Result<(Obj, Obj), Raised> {
    let globals = globals.filter(|&g| g != Obj::NONE);
    let locals = locals.filter(|&l| l != Obj::NONE);
    match globals {
        Some(globals) => {
            if !matches!(
                host.get(host.content(globals)),
                Object::Dict(_) | Object::AttrDict(_) | Object::Namespace(_)
            ) {
                return Err(Raised::type_error(host, "globals must be a dict"));
            }
            host.provide_builtins(globals)?;
            Ok((globals, locals.unwrap_or(globals)))
        }
        None => {
            let at = host.current_frame()?;
            let globals = host.frames[at].globals;
            let locals = match locals {
                Some(locals) => locals,
                None => host.frame_locals_dict(at)?,
            };
            Ok((globals, locals))
        }
    }
}

fn eval(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "eval", args, keywords, 1, 3)?;
    let code = host.code_argument(args[0], Mode::Eval)?;
    let (globals, locals) = scopes(host, args.get(1).copied(), args.get(2).copied())?;
    host.run_code(&code, globals, locals)
}

fn execfile(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "execfile", args, keywords, 1, 3)?;
    let path = String::from_utf8_lossy(&host.str(args[0])?).into_owned();
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            let class = host.exc.io_error;
            return Err(host.raised_io(class, &error, Some(&path)));
        }
    };
    let code = match rpython_syntax::compile_file(&mut host.sources, &path, &bytes) {
        Ok(code) => code,
        Err(diagnostic) => return Err(host.raised_syntax(&diagnostic)),
    };
    let (globals, locals) = scopes(host, args.get(1).copied(), args.get(2).copied())?;
    host.run_code(&code, globals, locals)?;
    Ok(Obj::NONE)
}

fn compile(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "compile", keywords, &["source", "filename", "mode", "flags", "dont_inherit"])?;
    let given = |i: usize, name: &str| args.get(i).copied().or_else(|| keyword(keywords, name));
    let (Some(source), Some(filename), Some(mode)) =
        (given(0, "source"), given(1, "filename"), given(2, "mode"))
    else {
        return Err(Raised::type_error(host, "compile() takes at least 3 arguments"));
    };
    let inherit = match given(4, "dont_inherit") {
        Some(value) => !host.is_true(value)?,
        None => true,
    };
    let mode = match &host.str(mode)?[..] {
        b"exec" => Mode::Exec,
        b"eval" => Mode::Eval,
        b"single" => Mode::Single,
        _ => {
            let message = "compile() arg 3 must be 'exec', 'eval' or 'single'";
            return Err(Raised::value_error(host, message));
        }
    };
    if let Object::Code(_) = host.get(source) {
        return Ok(source);
    }
    let filename = String::from_utf8_lossy(&host.str(filename)?).into_owned();
    let text = host.source_text(source)?;
    let code = host.compile_source(&text, &filename, mode, inherit)?;
    Ok(host.code_object(&code))
}

fn import(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "__import__", keywords, &["name", "globals", "locals", "fromlist", "level"])?;
    let given = |i: usize, name: &str| args.get(i).copied().or_else(|| keyword(keywords, name));
    let Some(name) = given(0, "name").and_then(|name| host.symbol_of(name)) else {
        return Err(Raised::type_error(host, "__import__() argument 1 must be string"));
    };
    let globals = match given(1, "globals").filter(|&g| g != Obj::NONE) {
        Some(globals) => host.scope_of(globals),
        None => host.frames.last().map_or(host.builtins, |frame| frame.globals),
    };
    let fromlist = given(3, "fromlist").unwrap_or(Obj::NONE);
    let level = given(4, "level").and_then(|level| host.int_value(level)).unwrap_or(-1);
    host.import_name(name, globals, fromlist, level)
}

fn reload(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "reload", args, keywords, 1, 1)?;
    Ok(args[0])
}

fn apply(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "apply", args, keywords, 1, 3)?;
    let positional = match args.get(1) {
        Some(&sequence) => host.collect(sequence)?,
        None => Vec::new(),
    };
    let named = match args.get(2) {
        Some(&mapping) => host.mapping_items(mapping)?,
        None => Vec::new(),
    };
    host.call(args[0], &positional, &named)
}

fn print(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_keywords(host, "print", keywords, &["sep", "end", "file"])?;
    let text_of = |host: &mut Host, name: &str, default: &[u8]| match keyword(keywords, name) {
        Some(value) if value != Obj::NONE => host.str(value),
        _ => Ok(default.to_vec()),
    };
    let sep = text_of(host, "sep", b" ")?;
    let end = text_of(host, "end", b"\n")?;
    let stream = match keyword(keywords, "file").filter(|&file| file != Obj::NONE) {
        Some(file) => file,
        None => host.get_raw(host.sys, host.names.stdout).unwrap_or(Obj::NONE),
    };
    let mut text = Vec::new();
    for (i, &value) in args.iter().enumerate() {
        if i > 0 {
            text.extend_from_slice(&sep);
        }
        text.extend(host.str(value)?);
    }
    text.extend(end);
    host.stream_write(stream, &text)?;
    Ok(Obj::NONE)
}

fn raw_input(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "raw_input", args, keywords, 0, 1)?;
    if let Some(&prompt) = args.first() {
        let text = host.str(prompt)?;
        let stream = host.get_raw(host.sys, host.names.stdout).unwrap_or(Obj::NONE);
        host.stream_write(stream, &text)?;
    }
    let stdin = host.getattr_str(host.sys, "stdin")?;
    let line = host.call_method(stdin, "readline", &[])?;
    let Some(bytes) = host.str_bytes(line).cloned() else { return Ok(line) };
    match bytes.split_last() {
        None => Err(Raised::eof_error(host, "EOF when reading a line")),
        Some((b'\n', rest)) => Ok(host.new_str(rest)),
        Some(_) => Ok(line),
    }
}

pub(super) fn register(host: &mut Host) {
    let functions: &[(&str, BuiltinFn)] = &[
        ("globals", globals),
        ("locals", locals),
        ("vars", vars),
        ("eval", eval),
        ("execfile", execfile),
        ("compile", compile),
        ("__import__", import),
        ("reload", reload),
        ("apply", apply),
        ("print", print),
        ("raw_input", raw_input),
    ];
    host.add_functions(host.builtins, "__builtin__", functions);
}
