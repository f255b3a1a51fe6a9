//! Imports: `sys.modules`, `sys.path`, packages, relative imports, and the embedded library.
//!
//! The package `rpython` is embedded in the executable; its directory is the virtual path `rpython`
//! ([`LIBRARY_ROOT`]). A module of it that we lack is looked for in an `rpython` package on `sys.path`, and in the one
//! that the target lies in.
//! Modules in [`FIRST`] and [`LOADED`] are found before `sys.path` is searched, our other standard modules after it, so
//! that a program's own `parser.py` wins over ours.

use std::borrow::Cow;
use std::path::Path;
use std::rc::Rc;

use rpython_base::Symbol;
use rpython_bytecode::Code;

use crate::Host;
use crate::object::*;
use crate::types;

include!(concat!(env!("OUT_DIR"), "/library.rs"));

/// The `__path__` of the embedded package.
pub const LIBRARY_ROOT: &str = "rpython";

/// Modules that no file on `sys.path` can replace.
const FIRST: &[&str] = &[
    "sys",
    "__builtin__",
    "exceptions",
    "gc",
    "errno",
    "posix",
    "__imp__",
    "itertools",
    "_weakref",
    "__rpython__",
    "__lltype__",
    "__llmemory__",
];

/// Standard modules that a translator written in Python has loaded before it imports the program: a file of such a
/// name beside the target is never imported by it.
const LOADED: &[&str] = &[
    "UserDict",
    "__future__",
    "_abcoll",
    "abc",
    "atexit",
    "binascii",
    "cStringIO",
    "codecs",
    "collections",
    "contextlib",
    "copy",
    "copy_reg",
    "dis",
    "fnmatch",
    "functools",
    "heapq",
    "imp",
    "inspect",
    "io",
    "keyword",
    "linecache",
    "math",
    "opcode",
    "operator",
    "optparse",
    "os",
    "platform",
    "posixpath",
    "py",
    "random",
    "re",
    "shutil",
    "signal",
    "stat",
    "string",
    "struct",
    "subprocess",
    "tempfile",
    "textwrap",
    "time",
    "token",
    "tokenize",
    "traceback",
    "types",
    "warnings",
    "weakref",
];

/// Where a module was found.
enum Found {
    /// Made by a function of ours.
    Builtin(Obj),
    /// Source text, path for people, the package directory if it is a package, and whether it comes with us.
    Source { bytes: Vec<u8>, path: String, package: Option<String>, library: bool },
}

fn embedded(table: &'static [(&str, &[u8])], path: &str) -> Option<&'static [u8]> {
    table.binary_search_by_key(&path, |(name, _)| name).ok().map(|i| table[i].1)
}

/// Makes `sys.modules`, `sys` and the other modules that always exist.
pub(crate) fn register(host: &mut Host) {
    host.modules = host.new_dict();
    if let Some(dir) = std::env::var_os("RPYTHON_LIB_DIR") {
        host.library_dir = Some(dir.into());
    }
    let builtins = host.builtins;
    host.enter_module("__builtin__", builtins);
    let sys = crate::sysmods::sys::create(host);
    host.sys = sys;
    host.enter_module("sys", sys);
}

impl Host {
    /// Puts a module into `sys.modules`.
    pub fn enter_module(&mut self, name: &str, module: Obj) {
        let key = self.name(Symbol::intern(name));
        let modules = self.modules;
        // Setting a str key of a plain dict runs no code that could fail.
        drop(types::dict_set(self, modules, key, module));
    }

    /// `rpython.rlib.objectmodel.UnboxedValue`, if that module is loaded.
    pub fn unboxed_value_class(&mut self) -> Option<Obj> {
        let module = self.loaded_module("rpython.rlib.objectmodel")?;
        self.get_raw(module, Symbol::intern("UnboxedValue"))
    }

    /// The module with this dotted name in `sys.modules`; `None` object if the program blocked it.
    pub fn loaded_module(&mut self, name: &str) -> Option<Obj> {
        let key = self.name(Symbol::intern(name));
        let modules = self.modules;
        types::dict_get(self, modules, key).ok().flatten()
    }

    fn forget_module(&mut self, name: &str) {
        let key = self.name(Symbol::intern(name));
        let modules = self.modules;
        drop(types::dict_remove(self, modules, key));
    }

    /// Imports a module by its absolute dotted name and returns it (not its top package).
    pub fn import_module(&mut self, dotted: &str) -> Result<Obj, Raised> {
        match self.import_chain("", dotted)? {
            Some((_, module)) => Ok(module),
            None => Err(Raised::import_error(self, format!("No module named {dotted}"))),
        }
    }

    /// The import statement and `__import__`: the top package of a dotted name, or the module itself if a
    /// from-list is given.
    pub fn import_name(
        &mut self,
        name: Symbol,
        globals: Obj,
        fromlist: Obj,
        level: i64,
    ) -> Result<Obj, Raised> {
        let name = name.as_str();
        let package = self.importing_package(globals, level)?;
        let mut found = None;
        if let Some(package) = package.as_deref().filter(|package| !package.is_empty()) {
            if name.is_empty() {
                let module = self.import_module(package)?;
                found = Some((module, module));
            } else {
                found = self.import_chain(package, name)?;
            }
        }
        if found.is_none() && level <= 0 {
            if name.is_empty() {
                return Err(Raised::value_error(self, "Empty module name"));
            }
            found = self.import_chain("", name)?;
        }
        let Some((head, module)) = found else {
            return Err(Raised::import_error(self, format!("No module named {name}")));
        };
        let names = if fromlist == Obj::NONE { Vec::new() } else { self.collect(fromlist)? };
        if names.is_empty() {
            return Ok(head);
        }
        self.import_from_list(module, &names)?;
        Ok(module)
    }

    /// The package that relative imports in these globals refer to; `None` if there is none.
    fn importing_package(&mut self, globals: Obj, level: i64) -> Result<Option<String>, Raised> {
        if level == 0 {
            return Ok(None);
        }
        let (name_key, path_key) = (self.names.dunder_name, self.names.path);
        let name = match self.scope_get(globals, name_key)? {
            Some(name) => self.symbol_of(name).map_or("", |name| name.as_str()),
            None => "",
        };
        let is_package = self.scope_get(globals, path_key)?.is_some();
        let mut package =
            if is_package { Some(name) } else { name.rsplit_once('.').map(|(parent, _)| parent) };
        for _ in 1..level {
            package = package.and_then(|package| package.rsplit_once('.')).map(|(parent, _)| parent);
        }
        if package.is_none() && level > 0 {
            return Err(Raised::value_error(self, "Attempted relative import in non-package"));
        }
        Ok(package.map(str::to_owned))
    }

    /// Imports `name` (dotted) below `package` (or absolutely). The modules of its first and last parts;
    /// `None` if there is no such first part.
    fn import_chain(&mut self, package: &str, name: &str) -> Result<Option<(Obj, Obj)>, Raised> {
        let mut parent = if package.is_empty() { None } else { Some(self.import_module(package)?) };
        let mut full = package.to_owned();
        let mut head = None;
        let mut rest = name;
        loop {
            let (part, tail) = match rest.split_once('.') {
                Some((part, tail)) => (part, Some(tail)),
                None => (rest, None),
            };
            if !full.is_empty() {
                full.push('.');
            }
            full.push_str(part);
            let Some(module) = self.import_one(&full, part, parent)? else {
                if head.is_none() {
                    return Ok(None);
                }
                return Err(Raised::import_error(self, format!("No module named {rest}")));
            };
            let first = *head.get_or_insert(module);
            match tail {
                None => return Ok(Some((first, module))),
                Some(tail) => rest = tail,
            }
            parent = Some(module);
        }
    }

    fn import_one(&mut self, full: &str, part: &str, parent: Option<Obj>) -> Result<Option<Obj>, Raised> {
        match self.loaded_module(full) {
            Some(Obj::NONE) => return Ok(None),
            Some(module) => return Ok(Some(module)),
            None => {}
        }
        let Some(found) = self.find_module(full, part, parent)? else { return Ok(None) };
        let module = match found {
            Found::Builtin(module) => {
                self.enter_module(full, module);
                module
            }
            Found::Source { bytes, path, package, library } => {
                self.load_source(full, &bytes, &path, package.as_deref(), library)?
            }
        };
        if let Some(parent) = parent {
            self.setattr(parent, Symbol::intern(part), module)?;
        }
        Ok(Some(module))
    }

    fn import_from_list(&mut self, module: Obj, names: &[Obj]) -> Result<(), Raised> {
        let path = self.names.path;
        if self.get_raw(module, path).is_none() {
            return Ok(());
        }
        let Some(package) = self.get_raw(module, self.names.dunder_name).and_then(|n| self.symbol_of(n))
        else {
            return Ok(());
        };
        for &item in names {
            let Some(name) = self.symbol_of(item) else {
                return Err(Raised::type_error(self, "Item in ``from list'' not a string"));
            };
            if name == "*" {
                let all = self.names.all;
                if let Some(listed) = self.get_raw(module, all) {
                    let listed = self.collect(listed)?;
                    self.import_from_list(module, &listed)?;
                }
                continue;
            }
            if self.getattr_opt(module, name)?.is_none() {
                let full = format!("{package}.{name}");
                self.import_one(&full, name.as_str(), Some(module))?;
            }
        }
        Ok(())
    }

    fn find_module(&mut self, full: &str, part: &str, parent: Option<Obj>) -> Result<Option<Found>, Raised> {
        match parent {
            None => self.find_top_module(full),
            Some(parent) => {
                let path = self.names.path;
                let Some(dirs) = self.getattr_opt(parent, path)? else {
                    return match self.create_builtin_module(full) {
                        Some(module) => Ok(Some(Found::Builtin(module?))),
                        None => Ok(None),
                    };
                };
                if let Some(module) = self.create_builtin_module(full) {
                    return Ok(Some(Found::Builtin(module?)));
                }
                for dir in self.path_entries(dirs)? {
                    if let Some(found) = self.find_in(&dir, part) {
                        return Ok(Some(found));
                    }
                }
                self.find_in_foreign_rpython(full, part)
            }
        }
    }

    fn find_top_module(&mut self, name: &str) -> Result<Option<Found>, Raised> {
        if FIRST.contains(&name)
            && let Some(module) = self.create_builtin_module(name)
        {
            return Ok(Some(Found::Builtin(module?)));
        }
        if name == LIBRARY_ROOT {
            let bytes = self.library_file("__init__.py").map(Cow::into_owned).unwrap_or_default();
            let path = format!("{LIBRARY_ROOT}/__init__.py");
            return Ok(Some(Found::Source {
                bytes,
                path,
                package: Some(LIBRARY_ROOT.to_owned()),
                library: true,
            }));
        }
        if LOADED.contains(&name)
            && let Some(found) = self.find_ours(name)?
        {
            return Ok(Some(found));
        }
        let dirs = self.getattr_str(self.sys, "path")?;
        for dir in self.path_entries(dirs)? {
            if let Some(found) = self.find_in(&dir, name) {
                return Ok(Some(found));
            }
        }
        self.find_ours(name)
    }

    /// A standard module of ours.
    fn find_ours(&mut self, name: &str) -> Result<Option<Found>, Raised> {
        match self.create_builtin_module(name) {
            Some(module) => Ok(Some(Found::Builtin(module?))),
            None => Ok(self.find_standard(name)),
        }
    }

    /// A standard module written in Python.
    fn find_standard(&self, name: &str) -> Option<Found> {
        let file = format!("{name}.py");
        if let Some(bytes) = embedded(STANDARD, &file) {
            return Some(Found::Source {
                bytes: bytes.to_vec(),
                path: format!("lib/{file}"),
                package: None,
                library: true,
            });
        }
        let file = format!("{name}/__init__.py");
        let bytes = embedded(STANDARD, &file)?;
        Some(Found::Source {
            bytes: bytes.to_vec(),
            path: format!("lib/{file}"),
            package: Some(format!("lib:{name}")),
            library: true,
        })
    }

    fn create_builtin_module(&mut self, name: &str) -> Option<Result<Obj, Raised>> {
        match crate::sysmods::create(self, name) {
            Some(module) => Some(module),
            None => crate::modules::create(self, name),
        }
    }

    fn path_entries(&mut self, dirs: Obj) -> Result<Vec<String>, Raised> {
        let mut entries = Vec::new();
        for dir in self.collect(dirs)? {
            if self.str_bytes(dir).is_some() || matches!(self.get(dir), Object::Unicode(_)) {
                entries.push(String::from_utf8_lossy(&self.str(dir)?).into_owned());
            }
        }
        Ok(entries)
    }

    /// A file of the embedded package `rpython`.
    fn library_file(&self, path: &str) -> Option<Cow<'static, [u8]>> {
        match &self.library_dir {
            Some(dir) => std::fs::read(dir.join(path)).ok().map(Cow::Owned),
            None => embedded(RPYTHON, path).map(Cow::Borrowed),
        }
    }

    fn find_in(&self, dir: &str, part: &str) -> Option<Found> {
        if let Some(inside) =
            dir.strip_prefix(LIBRARY_ROOT).filter(|rest| rest.is_empty() || rest.starts_with('/'))
        {
            return self.find_in_library(inside.trim_start_matches('/'), part);
        }
        if let Some(inside) = dir.strip_prefix("lib:") {
            return self.find_standard(&format!("{inside}/{part}"));
        }
        let base = if dir.is_empty() { Path::new(part).to_path_buf() } else { Path::new(dir).join(part) };
        let init = base.join("__init__.py");
        if let Ok(bytes) = std::fs::read(&init) {
            let package = Some(base.to_string_lossy().into_owned());
            return Some(Found::Source {
                bytes,
                path: init.to_string_lossy().into_owned(),
                package,
                library: false,
            });
        }
        let mut file = base.into_os_string();
        file.push(".py");
        let bytes = std::fs::read(&file).ok()?;
        Some(Found::Source {
            bytes,
            path: file.to_string_lossy().into_owned(),
            package: None,
            library: false,
        })
    }

    fn find_in_library(&self, inside: &str, part: &str) -> Option<Found> {
        let base = if inside.is_empty() { part.to_owned() } else { format!("{inside}/{part}") };
        let init = format!("{base}/__init__.py");
        if let Some(bytes) = self.library_file(&init) {
            let path = format!("{LIBRARY_ROOT}/{init}");
            let package = Some(format!("{LIBRARY_ROOT}/{base}"));
            return Some(Found::Source { bytes: bytes.into_owned(), path, package, library: true });
        }
        let file = format!("{base}.py");
        let bytes = self.library_file(&file)?.into_owned();
        Some(Found::Source { bytes, path: format!("{LIBRARY_ROOT}/{file}"), package: None, library: true })
    }

    /// A module of `rpython` that we lack, from a checkout on `sys.path` or around the target.
    fn find_in_foreign_rpython(&mut self, full: &str, part: &str) -> Result<Option<Found>, Raised> {
        let Some(inside) = full.strip_prefix("rpython.") else { return Ok(None) };
        let parents: Vec<&str> = inside.split('.').collect();
        let below = parents[..parents.len() - 1].join("/");
        let dirs = self.getattr_str(self.sys, "path")?;
        let mut dirs = self.path_entries(dirs)?;
        dirs.extend(self.checkout.iter().map(|dir| dir.to_string_lossy().into_owned()));
        for dir in dirs {
            let dir = Path::new(&dir).join(LIBRARY_ROOT).join(&below);
            if dir == Path::new(LIBRARY_ROOT).join(&below) {
                continue;
            }
            if let Some(found) = self.find_in(&dir.to_string_lossy(), part) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Compiles and runs a module's source in a new module, which is in `sys.modules` meanwhile.
    fn load_source(
        &mut self,
        full: &str,
        bytes: &[u8],
        path: &str,
        package: Option<&str>,
        library: bool,
    ) -> Result<Obj, Raised> {
        let code = self.compile_module(path, bytes)?;
        if library {
            self.sources.mark_library(code.span);
        }
        let module = self.new_source_module(full, path, package);
        self.enter_module(full, module);
        if let Err(raised) = self.run_code_rooted(&code, module, module) {
            self.forget_module(full);
            return Err(raised);
        }
        Ok(self.loaded_module(full).unwrap_or(module))
    }

    fn new_source_module(&mut self, full: &str, path: &str, package: Option<&str>) -> Obj {
        let module = self.new_module(full);
        self.module_files.insert(module, Rc::from(path));
        let file = self.new_text(path);
        self.set_raw(module, self.names.file, file);
        self.set_raw(module, self.names.builtins, self.builtins);
        let parent = match package {
            Some(_) => full,
            None => full.rsplit_once('.').map_or("", |(parent, _)| parent),
        };
        let parent = if parent.is_empty() { Obj::NONE } else { self.new_text(parent) };
        self.set_raw(module, self.names.package, parent);
        if let Some(dir) = package {
            let dir = self.new_text(dir);
            let list = self.new_list(vec![dir]);
            self.set_raw(module, self.names.path, list);
        }
        module
    }

    fn compile_module(&mut self, path: &str, bytes: &[u8]) -> Result<Rc<Code>, Raised> {
        match rpython_syntax::compile_file(&mut self.sources, path, bytes) {
            Ok(code) => Ok(code),
            Err(diagnostic) => Err(self.raised_syntax(&diagnostic)),
        }
    }

    /// Runs a file as the module `name`, as importing it under that name would: the way a target file
    /// or a script (`__main__`) is loaded.
    pub fn run_file(&mut self, name: &str, path: &Path) -> Result<Obj, Raised> {
        let shown = path.to_string_lossy().into_owned();
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => {
                let class = self.exc.io_error;
                return Err(self.raised_io(class, &error, Some(&shown)));
            }
        };
        self.load_source(name, &bytes, &shown, None, false)
    }

    /// Runs source text as the module `name`; `path` is the file name it reports.
    pub fn run_source(&mut self, name: &str, path: &str, source: &str) -> Result<Obj, Raised> {
        self.load_source(name, source.as_bytes(), path, None, true)
    }

    /// The directories of `sys.path` replaced by these.
    pub fn set_path(&mut self, dirs: &[String]) {
        let items = dirs.iter().map(|dir| self.new_text(dir)).collect();
        let list = self.new_list(items);
        let sys = self.sys;
        self.set_raw(sys, Symbol::intern("path"), list);
    }
}
