//! The whole file.

use std::fmt::Write;

use rpython_backend_common::base64::base64;
use rpython_base::Diagnostic;
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::FuncBody;

use crate::body::Code;
use crate::loader;
use crate::module::{Module, STACK_POINTER, STACK_START, import_module};
use crate::tables::Table;
use crate::types::{Form, Part, Signature};
use crate::warmup;

/// The views of memory.
const VIEWS: [(&str, &str); 7] = [
    ("H8", "Int8Array"),
    ("HU8", "Uint8Array"),
    ("H16", "Int16Array"),
    ("HU16", "Uint16Array"),
    ("H32", "Int32Array"),
    ("HF32", "Float32Array"),
    ("HF64", "Float64Array"),
];

/// What asm.js modules find in their first argument.
const STANDARD: &str = "var inf=stdlib.Infinity;
var nan=stdlib.NaN;
var imul=stdlib.Math.imul;
var clz32=stdlib.Math.clz32;
var fround=stdlib.Math.fround;
var abs=stdlib.Math.abs;
var sqrt=stdlib.Math.sqrt;
var floor=stdlib.Math.floor;
var ceil=stdlib.Math.ceil;
";

/// What the loader gives: the number of pages there may be, what makes memory larger, what ends the program, what copies
/// and fills bytes.
const HOST: &str = "var M=foreign.M|0;
var G=foreign.G;
var N=foreign.N;
var C=foreign.C;
var F=foreign.F;
";

/// The file of a module.
pub(crate) fn file(module: &Module, codes: &[Code], start: FuncId) -> Result<String, Diagnostic> {
    let mut out = String::from(loader::HEAD);
    out.push_str("const program = {\n");
    let _ = writeln!(out, "end: {},", module.memory.end);
    out.push_str(&imports(module)?);
    out.push_str("data: [\n");
    for (at, bytes) in module.memory.segments(|f| module.tables.pointer(f)) {
        let _ = writeln!(out, "[{at},'{}'],", base64(&bytes));
    }
    out.push_str("],\n");
    let functions = functions(module, codes);
    let _ = writeln!(out, "size: {},", functions.len());
    out.push_str("code: function (stdlib, foreign, heap) {\n");
    surroundings(&mut out, module, codes);
    // The loader finds what is compiled between these lines.
    let _ = write!(out, "// asm.js\n{functions}// end\n");
    exports(&mut out, module, codes, start);
    out.push_str("},\n};\n");
    out.push_str(&loader::tail());
    Ok(out)
}

/// The name by which the module knows a function from outside.
fn foreign(id: &str) -> String {
    format!("x_{id}")
}

/// For each function from outside: its name in the module, where it comes from, and what its arguments are.
fn imports(module: &Module) -> Result<String, Diagnostic> {
    let program = module.program;
    let mut out = String::from("imports: [\n");
    for &id in &module.imports {
        let function = &program.funcs[id];
        let FuncBody::External(external) = &function.body else { continue };
        let ty = program.types.expect_func(function.ty);
        if Form::of(ty.result) == Some(Form::Pair) {
            return Err(Diagnostic::error(
                "external",
                function.span,
                format!(
                    "`{}` gives a 64-bit integer, which no function outside of asm.js can",
                    function.name
                ),
            ));
        }
        let letters: String =
            ty.args.iter().filter(|&&arg| arg != LLType::Void).map(|&arg| letter(arg)).collect();
        let from = import_module(program, id, external)?;
        let name = external.c_name.unwrap_or(function.name);
        let _ = writeln!(out, "['{}','{from}','{name}','{letters}'],", foreign(&module.function(id)));
    }
    out.push_str("],\n");
    Ok(out)
}

/// `l` for what takes two words.
fn letter(ty: LLType) -> char {
    match Form::of(ty) {
        Some(Form::Pair) => 'l',
        Some(Form::Double | Form::Float) => 'd',
        _ => 'i',
    }
}

/// What is there once for interpreted functions, and is changed for compiled ones: the views of memory, the tables.
fn surroundings(out: &mut String, module: &Module, codes: &[Code]) {
    let views: Vec<&str> = VIEWS.iter().map(|(view, _)| *view).collect();
    let _ = writeln!(out, "var {},{};", warmup::VARIABLES, views.join(","));
    out.push_str("function V(heap){\n");
    for (view, class) in VIEWS {
        let _ = writeln!(out, "{view}=new stdlib.{class}(heap);");
    }
    out.push_str("}\n");
    tables(out, module);
    let names: Vec<String> = codes.iter().map(|code| module.function(code.func)).collect();
    warmup::change(out, &names);
    let _ = write!(out, "foreign.views=V;\nV(heap);\nY();\n{STACK_POINTER}={STACK_START};\n");
}

/// What interpreted and compiled functions have in common: they themselves and what they name.
fn functions(module: &Module, codes: &[Code]) -> String {
    let mut out = format!("{STANDARD}{HOST}");
    for &id in &module.imports {
        let name = foreign(&module.function(id));
        let _ = writeln!(out, "var {name}=foreign.{name};");
    }
    for &id in &module.imports {
        wrapper(&mut out, module, id);
    }
    for code in codes {
        out.push_str(&code.text);
        out.push('\n');
    }
    for helper in &module.helpers {
        out.push_str(&helper.text());
        out.push('\n');
    }
    for (signature, table) in &module.tables.tables {
        let _ = writeln!(out, "{}N(0)|0;{}}}", signature.head(&empty(table)), signature.tail());
    }
    out
}

/// What the embedder sees. Who wants only compiled functions gets them here.
fn exports(out: &mut String, module: &Module, codes: &[Code], start: FuncId) {
    let _ = write!(out, "if(!T)W();\nreturn{{_start:{}", module.function(start));
    for code in codes {
        if let Some(name) = module.program.funcs[code.func].attrs.export {
            let _ = write!(out, ",{name}:{}", module.function(code.func));
        }
    }
    out.push_str("};\n");
}

/// A function of the module that calls one from outside: so it can be in a table, too.
fn wrapper(out: &mut String, module: &Module, id: FuncId) {
    let signature = Signature::of(module.program, module.program.funcs[id].ty);
    let name = module.function(id);
    let args: Vec<String> = (signature.params.iter().enumerate())
        .map(|(n, part)| match part {
            Part::Int => format!("i{n}|0"),
            Part::Double => format!("d{n}"),
            Part::Float => format!("+s{n}"),
        })
        .collect();
    let call = format!("{}({})", foreign(&name), args.join(","));
    let result = match signature.result {
        None => format!("{call};"),
        Some(Part::Int) => format!("return {call}|0;"),
        Some(Part::Double) => format!("return +{call};"),
        Some(Part::Float) => format!("return fround(+{call});"),
    };
    let _ = writeln!(out, "{}{result}}}", signature.head(&name));
}

/// The name of the function that stands in a table's empty places.
fn empty(table: &Table) -> String {
    format!("z{}", &table.name[1..])
}

/// The tables, and `Y`, which fills them.
fn tables(out: &mut String, module: &Module) {
    let names: Vec<&str> = module.tables.tables.values().map(|table| table.name.as_str()).collect();
    if !names.is_empty() {
        let _ = writeln!(out, "var {};", names.join(","));
    }
    out.push_str("function Y(){\n");
    for table in module.tables.tables.values() {
        let mut items = vec![empty(table)];
        items.extend(table.funcs.iter().map(|&f| module.function(f)));
        items.resize(table.size as usize, empty(table));
        let _ = writeln!(out, "{}=[{}];", table.name, items.join(","));
    }
    out.push_str("}\n");
}
