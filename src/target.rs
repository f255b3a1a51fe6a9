//! Target files: finding one, importing it, and asking it for its entry point.

use std::path::{Path, PathBuf};

use rpython_base::{Diagnostic, Span, Symbol};
use rpython_host::run::EntryPoint;
use rpython_host::{Host, Obj, Object, Raised};

use crate::options::{Config, Kind, OptionValue, Owner, SPECS};

/// Finds the file that a command-line word means: `x.py`, or `x` with the suffix left out.
pub fn find(word: &str) -> Result<PathBuf, Diagnostic> {
    let error = |message: String| Diagnostic::error("target-file", Span::NONE, message);
    let given = PathBuf::from(word);
    if given.is_dir() {
        return Err(error(format!("the target '{word}' is a directory")).with_help("name a Python file"));
    }
    let mut with_suffix = given.clone().into_os_string();
    with_suffix.push(".py");
    let with_suffix = PathBuf::from(with_suffix);
    if given.extension().is_some_and(|e| e == "py") {
        if given.is_file() {
            return Ok(given);
        }
    } else {
        match (given.is_file(), with_suffix.is_file()) {
            (true, true) => {
                return Err(error(format!(
                    "the target '{word}' is ambiguous: there are '{word}' and '{word}.py'"
                )));
            }
            (true, false) => return Ok(given),
            (false, true) => return Ok(with_suffix),
            (false, false) => {}
        }
    }
    let shown = if word.ends_with(".py") { word.to_owned() } else { format!("{word}.py") };
    Err(error(format!("Could not find target '{shown}'")))
}

/// What a target file says.
pub struct Target {
    /// The entry point: a function of `argv`, unless `types` says otherwise.
    pub entry: Obj,
    /// The types of the entry point's arguments: it is a function of a library, and there is no executable.
    pub types: Option<Vec<Obj>>,
    /// The object that decides some of how types are inferred.
    pub policy: Option<Obj>,
    /// Pattern of the executable's name, if the target sets one.
    pub exe_name: Option<String>,
    /// The module.
    pub module: Obj,
}

impl Target {
    /// What the target's `get_gchooks()` gives: an instance of `GcHooks` whose methods the collector calls, or None.
    pub fn gc_hooks(&self, host: &mut Host) -> Result<Obj, Diagnostic> {
        let Ok(function) = host.getattr(self.module, Symbol::intern("get_gchooks")) else {
            return Ok(Obj::NONE);
        };
        call_hook(host, function, &[]).map_err(|raised| failed(host, raised))
    }
}

/// Calls a function of the target. What goes wrong before it runs (it may take other arguments) has its definition as place.
fn call_hook(host: &mut Host, hook: Obj, args: &[Obj]) -> Result<Obj, Raised> {
    let result = host.call(hook, args, &[]);
    result.map_err(|raised| placed(host, hook, raised))
}

/// What is wrong with the result of `target()` has the function as place.
fn raised_in_target(host: &mut Host, module: Obj, raised: Raised) -> Raised {
    match host.getattr(module, Symbol::intern("target")) {
        Ok(target) => placed(host, target, raised),
        Err(_) => raised,
    }
}

fn placed(host: &Host, hook: Obj, mut raised: Raised) -> Raised {
    if let Object::Function(function) = host.get(hook)
        && raised.traceback.iter().all(|(_, span)| span.is_none())
    {
        raised.traceback.push((Symbol::intern("<module>"), function.code.span));
    }
    raised
}

fn failed(host: &mut Host, raised: Raised) -> Diagnostic {
    host.uncaught(&raised)
}

/// Makes the module `__translation__`, whose `options` are what the command line declares: a list of
/// (path, kind, values, default). `rpython.config.translationoption` is built from it.
pub fn declare_options(host: &mut Host) {
    let options = declared_options(host);
    let module = host.new_module("__translation__");
    // Setting an attribute of a module runs no code that could fail.
    drop(host.setattr(module, Symbol::intern("options"), options));
    host.enter_module("__translation__", module);
}

fn declared_options(host: &mut Host) -> Obj {
    let mut entries = Vec::new();
    for spec in SPECS {
        let (kind, values, default) = match spec.kind {
            Kind::Bool { default, .. } => ("bool", Obj::NONE, host.new_bool(default)),
            Kind::Choice { values, default } => {
                let values: Vec<Obj> = values.iter().map(|v| host.new_text(v)).collect();
                let default = if default.is_empty() { Obj::NONE } else { host.new_text(default) };
                ("choice", host.new_list(values), default)
            }
            Kind::Int(default) => ("int", Obj::NONE, default.map_or(Obj::NONE, |n| host.new_int(n))),
            Kind::Float(default) => ("float", Obj::NONE, host.new_float(default)),
            Kind::Text(default) => ("str", Obj::NONE, default.map_or(Obj::NONE, |t| host.new_text(t))),
        };
        let items = [host.new_text(spec.path), host.new_text(kind), values, default];
        entries.push(host.new_tuple(&items));
    }
    host.new_list(entries)
}

fn option_object(host: &mut Host, value: &OptionValue) -> Option<Obj> {
    Some(match value {
        OptionValue::Bool(b) => host.new_bool(*b),
        OptionValue::Text(text) if text.is_empty() => return None,
        OptionValue::Text(text) => host.new_text(text),
        OptionValue::Int(n) => host.new_int((*n)?),
        OptionValue::Float(x) => host.new_float(*x),
    })
}

/// The driver object that the target is given, with the values of the command line in its configuration.
pub fn driver(host: &mut Host, module: Obj, config: &Config) -> Result<Obj, Raised> {
    make_driver(host, module, config).map(|(driver, _)| driver)
}

/// A `Config` object with the values of the command line and the target's own options, and the driver object around
/// it.
fn make_driver(host: &mut Host, module: Obj, config: &Config) -> Result<(Obj, Obj), Raised> {
    let own = match host.getattr(module, Symbol::intern("get_additional_config_options")) {
        Ok(hook) => call_hook(host, hook, &[])?,
        Err(_) => Obj::NONE,
    };
    let options = host.import_module("rpython.config.translationoption")?;
    let translating = host.new_bool(true);
    let keywords = [(Symbol::intern("other_optdescr"), own), (Symbol::intern("translating"), translating)];
    let combine = host.getattr(options, Symbol::intern("get_combined_translation_config"))?;
    let object = host.call(combine, &[], &keywords)?;
    let translation = host.getattr(object, Symbol::intern("translation"))?;
    transfer(host, config, "translation.", translation)?;
    let remember = [object];
    host.call_method(options, "_set_translation_config", &remember)?;
    let module = host.import_module("rpython.translator.driver")?;
    let driver = host.call_method(module, "TranslationDriver", &[object])?;
    Ok((driver, object))
}

/// Gives the options with this prefix that somebody set to a `Config` object.
fn transfer(host: &mut Host, config: &Config, prefix: &str, group: Obj) -> Result<(), Raised> {
    for (path, value, owner) in config.iter() {
        let Some(path) = path.strip_prefix(prefix) else { continue };
        let who = match owner {
            Owner::Default => continue,
            Owner::Suggested => "suggested",
            Owner::Required => "required",
            Owner::CommandLine => "cmdline",
        };
        let Some(value) = option_object(host, value) else { continue };
        let (holder, name) = match path.strip_prefix("backendopt.") {
            Some(inner) => (host.getattr(group, Symbol::intern("backendopt"))?, inner),
            None => (group, path),
        };
        let args = [host.new_text(name), value, host.new_text(who)];
        host.call_method(holder, "setoption", &args)?;
    }
    Ok(())
}

/// The options of the command itself (`-O` and the like), the second argument of `handle_config`.
fn translate_config(host: &mut Host, config: &Config) -> Result<Obj, Raised> {
    let options = host.import_module("rpython.config.translationoption")?;
    let object = host.call_method(options, "_translate_config", &[])?;
    transfer(host, config, "translate.", object)?;
    Ok(object)
}

/// Reads back what the target's hooks changed.
fn read_config(host: &mut Host, object: Obj, config: &mut Config) -> Result<(), Raised> {
    let translation = host.getattr(object, Symbol::intern("translation"))?;
    let check = host.getattr(translation, Symbol::intern("check_str_without_nul"))?;
    host.features.str_without_nul = host.is_true(check)?;
    for spec in SPECS {
        let Some(path) = spec.path.strip_prefix("translation.") else { continue };
        let holder = match path.strip_prefix("backendopt.") {
            Some(_) => host.getattr(translation, Symbol::intern("backendopt"))?,
            None => translation,
        };
        let name = path.strip_prefix("backendopt.").unwrap_or(path);
        let value = host.getattr(holder, Symbol::intern(name))?;
        let read = match (host.get(value), spec.kind) {
            (Object::Bool(b), Kind::Bool { .. }) => OptionValue::Bool(*b),
            (Object::Int(n), Kind::Int(_)) => OptionValue::Int(Some(*n)),
            (Object::Float(x), Kind::Float(_)) => OptionValue::Float(*x),
            (Object::Str(bytes), Kind::Choice { .. } | Kind::Text(_)) => {
                OptionValue::Text(String::from_utf8_lossy(bytes).into_owned())
            }
            _ => continue,
        };
        let (old, owner) = config.get(spec.path);
        if *old != read {
            config.set(spec.path, read, owner.max(Owner::Required));
        }
    }
    Ok(())
}

/// Imports the target, which may import what stands for the command as `translate`.
fn import(host: &mut Host, file: &Path) -> Result<Obj, Raised> {
    let command = host.import_module("rpython.translator.goal.translate")?;
    host.enter_module("translate", command);
    host.import_target(file)
}

/// Imports the target and calls its hooks; the configuration may change.
pub fn load(
    host: &mut Host,
    file: &Path,
    args: &[String],
    config: &mut Config,
) -> Result<Target, Diagnostic> {
    let module = import(host, file).map_err(|raised| failed(host, raised))?;
    let has = |host: &mut Host, name: &str| host.getattr(module, Symbol::intern(name)).ok();
    if has(host, "target").is_none() {
        let shown = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        return Err(Diagnostic::error(
            "target",
            Span::NONE,
            format!("file '{shown}' is not a valid targetxxx.py."),
        )
        .with_note("it does not define a function `target`")
        .with_help("add `def target(driver, args): return entry_point, None`"));
    }
    if let Some(error) = uncallable(host, module) {
        return Err(error);
    }
    let answer = ask(host, module, args, config).map_err(|raised| failed(host, raised))?;
    understand(host, module, answer)
}

/// `target` is a number, or the like.
fn uncallable(host: &mut Host, module: Obj) -> Option<Diagnostic> {
    let target = host.getattr(module, Symbol::intern("target")).ok()?;
    if host.is_callable(target) {
        return None;
    }
    let message = format!("`target` is an object of type {}, not a function", host.class_name(target));
    let error = Diagnostic::error("target", Span::NONE, message);
    Some(error.with_help("write `def target(driver, args): return entry_point, None`"))
}

/// What a target's hooks gave.
struct Answer {
    /// The result of `target()`.
    result: Obj,
    exe_name: Option<String>,
}

/// The target that the result of `target()` stands for.
fn understand(host: &mut Host, module: Obj, answer: Answer) -> Result<Target, Diagnostic> {
    let EntryPoint { entry, types, policy } = match host.entry_point_of(answer.result) {
        Ok(Some(found)) => found,
        Ok(None) => return Err(no_entry_point(host, module, answer.result)),
        Err(raised) => {
            let raised = raised_in_target(host, module, raised);
            return Err(failed(host, raised));
        }
    };
    if !matches!(host.get(entry), Object::Function(_) | Object::BoundMethod(_)) {
        return Err(no_entry_point(host, module, entry));
    }
    Ok(Target { entry, types, policy, exe_name: answer.exe_name, module })
}

/// `target()` returned something else than it should.
fn no_entry_point(host: &mut Host, module: Obj, result: Obj) -> Diagnostic {
    let span = match host.getattr(module, Symbol::intern("target")).map(|target| host.get(target)) {
        Ok(Object::Function(function)) => function.code.span,
        _ => Span::NONE,
    };
    let what = match host.get(result) {
        Object::None => "None".to_owned(),
        _ => format!("an object of type {}", host.class_name(result)),
    };
    Diagnostic::error("target", span, format!("target() returned {what} where the entry point should be"))
        .with_help("return the entry point, a function of argv, or the tuple (entry_point, None)")
}

fn ask(host: &mut Host, module: Obj, args: &[String], config: &mut Config) -> Result<Answer, Raised> {
    let (driver, object) = make_driver(host, module, config)?;
    if let Ok(hook) = host.getattr(module, Symbol::intern("handle_config")) {
        let translate = translate_config(host, config)?;
        call_hook(host, hook, &[object, translate])?;
    }
    let takes_options = match host.getattr(module, Symbol::intern("take_options")) {
        Ok(flag) => host.is_true(flag)?,
        Err(_) => false,
    };
    if !args.is_empty() && !takes_options {
        let text = format!("the target takes no options: ignoring {}", args.join(" "));
        host.warn(Diagnostic::warning("target-arguments", Span::NONE, text));
    }
    let args = if takes_options { args } else { &[] };
    let target = host.getattr(module, Symbol::intern("target"))?;
    let result = host.call_target(module, driver, args).map_err(|raised| placed(host, target, raised))?;
    let name = host.getattr(driver, Symbol::intern("exe_name"))?;
    let exe_name = host.str_bytes(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    read_config(host, object, config)?;
    Ok(Answer { result, exe_name })
}

/// The text that a target's `print_help(config)` prints, or nothing.
pub fn print_help(host: &mut Host, file: &Path) -> Result<(), Diagnostic> {
    let module = import(host, file).map_err(|raised| failed(host, raised))?;
    if let Ok(hook) = host.getattr(module, Symbol::intern("print_help")) {
        let (_, object) = make_driver(host, module, &Config::new()).map_err(|raised| failed(host, raised))?;
        call_hook(host, hook, &[object]).map_err(|raised| failed(host, raised))?;
        host.flush_output();
    }
    Ok(())
}
