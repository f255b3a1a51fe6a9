//! The whole file.

use std::fmt::Write;

use rpython_backend_common::base64::base64;
use rpython_base::Diagnostic;
use rpython_lltype::{FuncId, LLType};
use rpython_lowlevel::FuncBody;

use crate::body::Code;
use crate::loader;
use crate::module::{Module, SHADOW_STACK_TOP, STACK_POINTER, STACK_START, UPPER_WORD, import_module};
use crate::types::{Form, Part, Signature};

/// What asm.js modules find in their first argument.
const STANDARD: &str = "var H8=new stdlib.Int8Array(heap);
var HU8=new stdlib.Uint8Array(heap);
var H16=new stdlib.Int16Array(heap);
var HU16=new stdlib.Uint16Array(heap);
var H32=new stdlib.Int32Array(heap);
var HF32=new stdlib.Float32Array(heap);
var HF64=new stdlib.Float64Array(heap);
var inf=stdlib.Infinity;
var nan=stdlib.NaN;
var imul=stdlib.Math.imul;
var clz32=stdlib.Math.clz32;
var fround=stdlib.Math.fround;
var abs=stdlib.Math.abs;
var sqrt=stdlib.Math.sqrt;
var floor=stdlib.Math.floor;
var ceil=stdlib.Math.ceil;
";

/// What the loader gives: the number of pages, what ends the program, what copies and fills bytes.
const HOST: &str = "var M=foreign.M|0;
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
    out.push_str("asm: function (stdlib, foreign, heap) {\n\"use asm\";\n");
    asm(&mut out, module, codes, start);
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

fn asm(out: &mut String, module: &Module, codes: &[Code], start: FuncId) {
    out.push_str(STANDARD);
    out.push_str(HOST);
    for &id in &module.imports {
        let name = foreign(&module.function(id));
        let _ = writeln!(out, "var {name}=foreign.{name};");
    }
    let _ = writeln!(out, "var {SHADOW_STACK_TOP}=0,{STACK_POINTER}={STACK_START},{UPPER_WORD}=0;");
    for &id in &module.imports {
        wrapper(out, module, id);
    }
    for code in codes {
        out.push_str(&code.text);
        out.push('\n');
    }
    for helper in &module.helpers {
        out.push_str(&helper.text());
        out.push('\n');
    }
    tables(out, module);
    let _ = write!(out, "return{{_start:{}", module.function(start));
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

/// The tables, and the functions that stand in their empty places.
fn tables(out: &mut String, module: &Module) {
    let empty = |name: &str| format!("z{}", &name[1..]);
    for (signature, table) in &module.tables.tables {
        let name = empty(&table.name);
        let _ = writeln!(out, "{}N(0)|0;{}}}", signature.head(&name), signature.tail());
    }
    for table in module.tables.tables.values() {
        let mut items = vec![empty(&table.name)];
        items.extend(table.funcs.iter().map(|&f| module.function(f)));
        items.resize(table.size as usize, empty(&table.name));
        let _ = writeln!(out, "var {}=[{}];", table.name, items.join(","));
    }
}
