//! From Python source to a verified low-level program.

use rpython_annotator::{Annotator, SomeValue};
use rpython_host::{Host, Object};
use rpython_lltype::{DataModel, FuncId};
use rpython_lowlevel::Program;
use rpython_lowlevel::print::{PrintOptions, print_function};
use rpython_lowlevel::verify::verify_program;

/// The program whose entry is the function `f`, called with these arguments.
pub fn program(source: &str, args: Vec<SomeValue>) -> Result<Program, String> {
    let mut host = Host::new(DataModel::LP64);
    let module = host.run_source("m", "m.py", source).map_err(|raised| host.exception_line(&raised))?;
    let Object::Module(data) = host.get(module) else { panic!("no module") };
    let func = data.dict[&rpython_base::Symbol::intern("f")];
    let mut annotator = Annotator::new(rpython_flow::build_graph);
    rpython_rtyper::prepare(&mut host, &mut annotator);
    let lines = |diagnostics: Vec<rpython_base::Diagnostic>, host: &Host| {
        let line = |d: &rpython_base::Diagnostic| {
            let at =
                host.sources.locate(d.span).map_or(String::new(), |(f, at)| format!("{f}:{}: ", at.line));
            let notes: String = d.notes.iter().map(|n| format!("\n  {n}")).collect();
            let chain: String = d.chain.iter().map(|c| format!("\n  called by {}", c.function)).collect();
            format!("{at}{}{notes}{chain}", d.message)
        };
        diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
    };
    annotator.add_entry(&mut host, func, args).map_err(|d| lines(d, &host))?;
    annotator.solve(&mut host).map_err(|d| lines(d, &host))?;
    let program = rpython_rtyper::rtype(&mut host, &mut annotator).map_err(|d| lines(d, &host))?;
    if let Err(errors) = verify_program(&program) {
        let text: Vec<String> = errors.iter().map(|e| format!("{e}")).collect();
        let mut shown = text.join("\n");
        for id in program.funcs.ids() {
            shown.push_str(&print_function(&program, id, PrintOptions::default()));
        }
        panic!("{shown}");
    }
    Ok(program)
}

/// The text of the entry function.
pub fn entry_text(program: &Program) -> String {
    print_function(program, program.entry.expect("an entry"), PrintOptions::default())
}

/// The text of every function of this name.
#[allow(dead_code)]
pub fn function_text(program: &Program, name: &str) -> String {
    let named: Vec<FuncId> = program.funcs.iter().filter(|(_, f)| f.name == name).map(|(id, _)| id).collect();
    named.into_iter().map(|id| print_function(program, id, PrintOptions::default())).collect()
}
