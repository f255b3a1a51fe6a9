//! The module `sys`.

use std::rc::Rc;

use rpython_base::Symbol;
use rpython_bytecode::Code;

use crate::Host;
use crate::builtins::check_args;
use crate::eval::frame::FrameObject;
use crate::object::*;
use crate::slots::arg;

type Keywords<'a> = &'a [(Symbol, Obj)];

fn exit(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "exit", args, keywords, 0, 1)?;
    let class = host.exc.system_exit;
    let value = args.first().copied().unwrap_or(Obj::NONE);
    let raised = host.make_raised(class, value)?;
    Err(raised)
}

fn exc_info(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let items = match host.exc_info {
        Some(info) => [info.class, info.value, info.traceback],
        None => [Obj::NONE; 3],
    };
    Ok(host.new_tuple(&items))
}

fn exc_clear(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    host.exc_info = None;
    Ok(Obj::NONE)
}

fn getrecursionlimit(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let limit = host.recursion_limit;
    Ok(host.new_int(limit as i64))
}

/// More would not fit the evaluator's stack.
const MAX_RECURSION: usize = 200_000;

fn setrecursionlimit(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "setrecursionlimit", args, keywords, 1, 1)?;
    let limit = host.index_value(args[0], "an integer is required")?;
    if limit <= 0 {
        return Err(Raised::value_error(host, "recursion limit must be positive"));
    }
    host.recursion_limit = (limit as usize).min(MAX_RECURSION);
    Ok(Obj::NONE)
}

impl Host {
    /// A frame object for the frame at this index, with its callers.
    fn frame_object(&mut self, at: usize) -> Result<Obj, Raised> {
        let back = if at == 0 { Obj::NONE } else { self.frame_object(at - 1)? };
        let (code, globals, span) = {
            let frame = &self.frames[at];
            (frame.code.clone(), frame.globals, frame.span())
        };
        let line = self.sources.line_of(span) as i64;
        let code = self.code_object(&code);
        let locals = self.frame_locals_dict(at)?;
        let globals = self.scope_dict(globals);
        let class = self.classes.frame;
        Ok(self.new_internal(FrameObject { class, code, globals, locals, line, back }))
    }
}

fn getframe(host: &mut Host, args: &[Obj], keywords: Keywords) -> Result<Obj, Raised> {
    check_args(host, "_getframe", args, keywords, 0, 1)?;
    let depth = match args.first() {
        Some(&depth) => host.index_value(depth, "an integer is required")?.max(0) as usize,
        None => 0,
    };
    if depth >= host.frames.len() {
        return Err(Raised::value_error(host, "call stack is not deep enough"));
    }
    let at = host.frames.len() - 1 - depth;
    host.frame_object(at)
}

fn frame_part(host: &mut Host, args: &[Obj], part: fn(&FrameObject) -> Obj) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    Ok(host.internal::<FrameObject>(this).map_or(Obj::NONE, part))
}

fn f_lineno(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let line = host.internal::<FrameObject>(this).map_or(0, |frame| frame.line);
    Ok(host.new_int(line))
}

fn tb_lineno(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let span = host.traceback_places(this).last().map_or(rpython_base::Span::NONE, |place| place.1);
    let line = host.sources.line_of(span);
    Ok(host.new_int(line as i64))
}

fn tb_next(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let mut places = host.traceback_places(this);
    places.pop();
    if places.is_empty() {
        return Ok(Obj::NONE);
    }
    let class = host.classes.traceback;
    Ok(host.new_internal(crate::eval::frame::Traceback { class, places }))
}

/// The frame of a traceback, as far as a place tells: its code's name, file and line.
fn tb_frame(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let this = arg(host, args, 0)?;
    let Some(&(name, span)) = host.traceback_places(this).last() else { return Ok(Obj::NONE) };
    let (filename, line) = match host.sources.locate(span) {
        Some((path, at)) => (path.into(), at.line),
        None => ("".into(), 0),
    };
    let code = Code {
        name,
        filename,
        firstlineno: line,
        span,
        flags: 0,
        argcount: 0,
        varnames: Vec::new(),
        names: Vec::new(),
        cellvars: Vec::new(),
        freevars: Vec::new(),
        consts: Vec::new(),
        instrs: Vec::new(),
        stacksize: 0,
    };
    let code = host.alloc(Object::Code(Rc::new(code)));
    let (globals, locals) = (host.new_dict(), host.new_dict());
    let class = host.classes.frame;
    Ok(host.new_internal(FrameObject { class, code, globals, locals, line: line as i64, back: Obj::NONE }))
}

fn getrefcount(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_int(2))
}

fn getdefaultencoding(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_text("ascii"))
}

fn getfilesystemencoding(host: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(host.new_text("UTF-8"))
}

fn displayhook(host: &mut Host, args: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    let value = arg(host, args, 0)?;
    if value != Obj::NONE {
        let mut text = host.repr(value)?;
        text.push(b'\n');
        host.write_output(1, &text);
    }
    Ok(Obj::NONE)
}

fn ignore(_: &mut Host, _: &[Obj], _: Keywords) -> Result<Obj, Raised> {
    Ok(Obj::NONE)
}

fn set_attrs(host: &mut Host, module: Obj, attrs: &[(&str, Obj)]) {
    for &(name, value) in attrs {
        host.set_raw(module, Symbol::intern(name), value);
    }
}

fn constants(host: &mut Host, module: Obj) {
    let model = host.model;
    let texts = [
        ("platform", "linux2"),
        ("byteorder", "little"),
        ("version", "2.7.18 (rpython)"),
        ("copyright", ""),
        ("executable", ""),
        ("prefix", "/usr"),
        ("exec_prefix", "/usr"),
        ("subversion", ""),
    ];
    for (name, text) in texts {
        let value = host.new_text(text);
        set_attrs(host, module, &[(name, value)]);
    }
    let numbers = [
        ("maxint", model.max_int()),
        ("maxsize", if model.pointer_bits == 64 { i64::MAX } else { i32::MAX as i64 }),
        ("maxunicode", 0x10ffff),
        ("hexversion", 0x020712f0),
        ("api_version", 1013),
        ("dont_write_bytecode", 1),
        ("py3kwarning", 0),
    ];
    for (name, number) in numbers {
        let value = host.new_int(number);
        set_attrs(host, module, &[(name, value)]);
    }
    let parts = [host.new_int(2), host.new_int(7), host.new_int(18), host.new_text("final"), host.new_int(0)];
    let version =
        named_tuple(host, "sys.version_info", &["major", "minor", "micro", "releaselevel", "serial"], &parts);
    set_attrs(host, module, &[("version_info", version)]);
    let fields = [
        host.new_float(f64::MAX),
        host.new_int(1024),
        host.new_int(308),
        host.new_float(f64::MIN_POSITIVE),
        host.new_int(-1021),
        host.new_int(-307),
        host.new_int(15),
        host.new_int(53),
        host.new_float(f64::EPSILON),
        host.new_int(2),
        host.new_int(1),
    ];
    let names = [
        "max",
        "max_exp",
        "max_10_exp",
        "min",
        "min_exp",
        "min_10_exp",
        "dig",
        "mant_dig",
        "epsilon",
        "radix",
        "rounds",
    ];
    let info = named_tuple(host, "sys.float_info", &names, &fields);
    set_attrs(host, module, &[("float_info", info)]);
    let names = [
        "debug",
        "py3k_warning",
        "division_warning",
        "division_new",
        "inspect",
        "interactive",
        "optimize",
        "dont_write_bytecode",
        "no_user_site",
        "no_site",
        "ignore_environment",
        "tabcheck",
        "verbose",
        "unicode",
        "bytes_warning",
        "hash_randomization",
    ];
    let zero = host.new_int(0);
    let flags = named_tuple(host, "sys.flags", &names, &[zero; 16]);
    set_attrs(host, module, &[("flags", flags)]);
    let fields = [host.new_int(30), host.new_int(4)];
    let info = named_tuple(host, "sys.long_info", &["bits_per_digit", "sizeof_digit"], &fields);
    set_attrs(host, module, &[("long_info", info)]);
}

/// A tuple whose items are attributes too: an instance of a class deriving from `tuple`.
pub(super) fn named_tuple(host: &mut Host, class_name: &str, names: &[&str], items: &[Obj]) -> Obj {
    let class = host.define_class(class_name, host.classes.tuple);
    let native = host.new_tuple(items);
    let attrs: AttrMap = names.iter().map(|name| Symbol::intern(name)).zip(items.iter().copied()).collect();
    host.alloc(Object::Instance(Box::new(InstanceData { class, attrs, native: Some(native) })))
}

/// Makes the module.
pub(crate) fn create(host: &mut Host) -> Obj {
    let module = host.new_module("sys");
    constants(host, module);
    let [stdin, stdout, stderr] = host.standard_streams();
    let path = host.new_list(Vec::new());
    let empty = host.new_text("");
    let argv = host.new_list(vec![empty]);
    let (meta_path, hooks, cache) = (host.new_list(Vec::new()), host.new_list(Vec::new()), host.new_dict());
    let modules = host.modules;
    let attrs = [
        ("stdin", stdin),
        ("stdout", stdout),
        ("stderr", stderr),
        ("__stdin__", stdin),
        ("__stdout__", stdout),
        ("__stderr__", stderr),
        ("path", path),
        ("argv", argv),
        ("modules", modules),
        ("meta_path", meta_path),
        ("path_hooks", hooks),
        ("path_importer_cache", cache),
    ];
    set_attrs(host, module, &attrs);
    let names: Vec<Obj> =
        ["__builtin__", "exceptions", "gc", "sys"].iter().map(|name| host.new_text(name)).collect();
    let names = host.new_tuple(&names);
    set_attrs(host, module, &[("builtin_module_names", names)]);
    let functions: &[(&str, BuiltinFn)] = &[
        ("exit", exit),
        ("exc_info", exc_info),
        ("exc_clear", exc_clear),
        ("getrecursionlimit", getrecursionlimit),
        ("setrecursionlimit", setrecursionlimit),
        ("_getframe", getframe),
        ("getrefcount", getrefcount),
        ("getdefaultencoding", getdefaultencoding),
        ("getfilesystemencoding", getfilesystemencoding),
        ("displayhook", displayhook),
        ("settrace", ignore),
        ("setprofile", ignore),
        ("setcheckinterval", ignore),
    ];
    host.add_functions(module, "sys", functions);
    let c = host.classes.clone();
    let frame: &[(&str, BuiltinFn)] = &[
        ("f_code", |host, args, _| frame_part(host, args, |frame| frame.code)),
        ("f_globals", |host, args, _| frame_part(host, args, |frame| frame.globals)),
        ("f_locals", |host, args, _| frame_part(host, args, |frame| frame.locals)),
        ("f_back", |host, args, _| frame_part(host, args, |frame| frame.back)),
        ("f_lineno", f_lineno),
    ];
    host.add_getters(c.frame, frame);
    let traceback: &[(&str, BuiltinFn)] =
        &[("tb_lineno", tb_lineno), ("tb_next", tb_next), ("tb_frame", tb_frame)];
    host.add_getters(c.traceback, traceback);
    module
}
