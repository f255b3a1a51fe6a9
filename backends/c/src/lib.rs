//! The C backend: a finished program becomes C11 sources with a Makefile, and these an executable.
//!
//! Files: `types.h` with all structs; `rpy_*.c` with the functions, grouped by RPython module;
//! `data_*.c` with the static data; `ext_*.c` with wrappers of external functions, `sep_*.c` with C
//! sources that the program brings along; `main.c`; and the platform layer. The same program
//! gives the same bytes, and a file whose text has not changed is not written again.

mod compile;
mod exports;
mod function;
mod makefile;
mod ops;
mod partition;
mod startup;
mod types;
mod value;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use indexmap::IndexSet;
use rpython_backend_common::{Reachable, c_platform, names, wrappers};
use rpython_base::{Diagnostic, SourceMap, Span, c_headers};
use rpython_lltype::{DataId, FuncId};
use rpython_lowlevel::{FuncBody, Program, Stage};

pub use compile::{CompileOptions, Target, compile, make};
pub use rpython_backend_common::wrappers::BuildWords;

/// The sources of a program on disk.
#[derive(Debug)]
pub struct CSources {
    /// The folder.
    pub dir: PathBuf,
    /// Names of the C files in it, in the order in which they were written.
    pub files: Vec<String>,
    /// The executable or library that the Makefile makes, in the same folder.
    pub executable: String,
    /// The library that the executable starts, if there is one.
    pub library: Option<String>,
}

/// What the sources shall be like.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmitOptions<'a> {
    /// The executable's name.
    pub name: &'a str,
    /// Say with `#line` which RPython line each statement stands for, for debuggers and profilers.
    pub lines: Option<&'a SourceMap>,
    /// What to make.
    pub kind: Kind,
}

/// What is made of a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Kind {
    /// An executable.
    #[default]
    Executable,
    /// A shared library, from which the entry can be called.
    Library,
    /// A shared library with the program and what it exports, a header, and a small executable that starts it.
    Shared,
}

/// Writes the sources of a program in stage `GcLowered` to the folder `out`, which is created.
/// `name` is the executable's. Fails if the folder cannot be written, or for what the backend does
/// not support.
pub fn emit(program: &Program, name: &str, out: &Path) -> Result<CSources, Diagnostic> {
    emit_with(program, EmitOptions { name, ..EmitOptions::default() }, out)
}

/// The same with all options.
pub fn emit_with(program: &Program, options: EmitOptions, out: &Path) -> Result<CSources, Diagnostic> {
    if program.stage != Stage::GcLowered {
        return Err(internal(format!("the C backend was given a program in stage {:?}", program.stage)));
    }
    let headers = out.join("src");
    std::fs::create_dir_all(&headers).map_err(|e| write_error(&headers, &e))?;
    let reach = Reachable::new(program);
    let mut writer = Writer { out, files: Vec::new() };
    for (name, text) in c_platform::FILES.into_iter().chain(c_headers::FILES) {
        writer.write(name, text)?;
    }
    writer.write("rpy_config.h", &c_platform::config(program.model))?;
    writer.write("types.h", &types_header(program, &reach))?;
    function_files(program, &reach, options, &mut writer)?;
    data_files(program, &reach, &mut writer)?;
    let (externals, words) = wrappers::emit(program, &reach.funcs, |_| true);
    for (name, text) in externals {
        writer.write(&name, &text)?;
    }
    let exports = exports::of(program, &reach.funcs);
    let (name, text) = match options.kind {
        Kind::Library => ("library.c", startup::emit_library(program)?),
        Kind::Executable => ("main.c", startup::emit(program, "main", !exports.is_empty())?),
        Kind::Shared => ("program.c", startup::emit(program, exports::MAIN, true)?),
    };
    writer.write(name, &text)?;
    let executable =
        Path::new(options.name).file_name().map_or("program".into(), |n| n.to_string_lossy().into_owned());
    let files = writer.files.clone();
    let library = format!("lib{executable}.so");
    if options.kind == Kind::Shared {
        writer.write(exports::STUB.0, exports::STUB.1)?;
        writer.write(&format!("{executable}.h"), &exports::header(program, &exports))?;
    }
    let exporting = !exports.is_empty();
    writer.write("Makefile", &makefile::text(&executable, options.kind, exporting, &files, &words))?;
    Ok(CSources {
        dir: out.to_path_buf(),
        files,
        executable,
        library: (options.kind == Kind::Shared).then_some(library),
    })
}

fn internal(message: impl Into<String>) -> Diagnostic {
    Diagnostic::error("internal", Span::NONE, message)
}

fn write_error(path: &Path, error: &std::io::Error) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("write", Span::NONE, format!("cannot write {}: {error}", path.display()));
    match error.kind() {
        std::io::ErrorKind::StorageFull => {
            diagnostic.with_help("the disk is full: free some space and try again")
        }
        _ => diagnostic,
    }
}

struct Writer<'a> {
    out: &'a Path,
    /// The C files so far.
    files: Vec<String>,
}

impl Writer<'_> {
    /// Writes a file, unless it has this text already (so that `make` does not compile it again).
    fn write(&mut self, name: &str, text: &str) -> Result<(), Diagnostic> {
        if name.ends_with(".c") {
            self.files.push(name.into());
        }
        let path = self.out.join(name);
        if std::fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        std::fs::write(&path, text).map_err(|e| write_error(&path, &e))
    }
}

fn types_header(program: &Program, reach: &Reachable) -> String {
    let mut used = types::UsedTypes::default();
    for &f in &reach.funcs {
        let function = &program.funcs[f];
        used.add_container(program, function.ty);
        let Some(graph) = function.graph_opt() else { continue };
        for var in graph.vars.values() {
            used.add(program, var.ty);
        }
        partition::constants(graph, |c| used.add(program, c.ty));
    }
    for &d in &reach.data {
        used.add_container(program, program.data.objects[d].ty);
    }
    let mut text = String::from("#ifndef RPY_TYPES_H\n#define RPY_TYPES_H\n\n");
    text.push_str(&types::definitions(program, &used.list));
    text.push_str("\n#endif\n");
    text
}

/// Forward declarations of functions and data that a file uses.
fn declarations(
    program: &Program,
    funcs: &IndexSet<FuncId>,
    data: &IndexSet<DataId>,
    is_static: impl Fn(FuncId) -> bool,
) -> String {
    let mut text = String::new();
    let mut sorted: Vec<FuncId> = funcs.iter().copied().collect();
    sorted.sort();
    for f in sorted {
        let linkage = if is_static(f) { "static " } else { "" };
        writeln!(text, "{linkage}{};", function::prototype(program, f)).unwrap();
    }
    let mut sorted: Vec<DataId> = data.iter().copied().collect();
    sorted.sort();
    let mut defined = IndexSet::new();
    for d in sorted {
        let object = &program.data.objects[d];
        let (ty, definition) = value::object_type(program, object.ty, &object.payload);
        if let Some(definition) = definition
            && defined.insert(ty.clone())
        {
            writeln!(text, "{definition}").unwrap();
        }
        writeln!(text, "extern {ty} {};", names::data(program, d)).unwrap();
    }
    text
}

const HEAD: &str = "#include \"rpy.h\"\n#include \"types.h\"\n\n";

fn function_files(
    program: &Program,
    reach: &Reachable,
    options: EmitOptions,
    writer: &mut Writer,
) -> Result<(), Diagnostic> {
    let files = partition::by_module(program, &reach.funcs);
    let shared = partition::shared_functions(program, reach, &files);
    for file in &files {
        let mut places = function::Places::default();
        let mut bodies = String::new();
        let (mut funcs, mut data) = (IndexSet::new(), IndexSet::new());
        for &id in &file.funcs {
            let FuncBody::Graph(graph) = &program.funcs[id].body else { continue };
            funcs.insert(id);
            partition::uses(graph, &mut funcs, &mut data);
            let is_static = !shared.contains(&id);
            bodies.push_str(&function::define(program, id, graph, &mut places, options.lines, is_static)?);
        }
        let own: IndexSet<FuncId> = file.funcs.iter().copied().collect();
        let is_static = |f: FuncId| own.contains(&f) && !shared.contains(&f);
        let text = format!(
            "{HEAD}{}\n{}\n{bodies}",
            declarations(program, &funcs, &data, is_static),
            places.definitions()
        );
        writer.write(&file.name, &text)?;
    }
    Ok(())
}

/// Bytes of text that a data file has before the next one is begun.
const DATA_FILE_BYTES: usize = 2_000_000;

fn data_files(program: &Program, reach: &Reachable, writer: &mut Writer) -> Result<(), Diagnostic> {
    let (mut funcs, mut data) = (IndexSet::new(), IndexSet::new());
    let mut body = String::new();
    let mut count = 0;
    let count_all = reach.data.len();
    for (i, &d) in reach.data.iter().enumerate() {
        let object = &program.data.objects[d];
        data.insert(d);
        partition::payload_uses(&object.payload, &mut funcs, &mut data);
        let (ty, _) = value::object_type(program, object.ty, &object.payload);
        write!(body, "{ty} {} = ", names::data(program, d)).unwrap();
        value::initializer(program, &mut body, object.ty, &object.payload);
        body.push_str(";\n");
        if body.len() > DATA_FILE_BYTES || i + 1 == count_all {
            let head = declarations(program, &funcs, &data, |_| false);
            writer.write(&format!("data_{count}.c"), &format!("{HEAD}{head}\n{body}"))?;
            (funcs, data) = (IndexSet::new(), IndexSet::new());
            body.clear();
            count += 1;
        }
    }
    Ok(())
}
