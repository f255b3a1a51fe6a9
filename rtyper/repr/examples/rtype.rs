//! Translates a target file as far as this crate goes and shows errors, or the functions named.
//!
//! `cargo run -p rpython-rtyper --example rtype -- target.py [function...]`

use rpython_annotator::Annotator;
use rpython_host::{Host, Object};
use rpython_lltype::DataModel;
use rpython_lowlevel::{PrintOptions, print_function, verify_program};

fn show(host: &Host, diagnostics: &[rpython_base::Diagnostic]) {
    for d in diagnostics {
        let at = host.sources.locate(d.span).map_or(String::new(), |(f, at)| format!("{f}:{}: ", at.line));
        println!("{at}[{}] {}", d.code, d.message);
        for note in &d.notes {
            println!("    {note}");
        }
        for frame in &d.chain {
            let at =
                host.sources.locate(frame.span).map_or(String::new(), |(f, at)| format!("{f}:{}", at.line));
            println!("    called by {} at {at}", frame.function);
        }
    }
}

fn run(path: String, names: Vec<String>) {
    let mut host = Host::new(DataModel::LP64);
    let module = match host.import_target(std::path::Path::new(&path)) {
        Ok(module) => module,
        Err(raised) => {
            println!("{}", host.exception_line(&raised));
            return;
        }
    };
    let entry = match host.get(module) {
        Object::Module(data) => data.dict.get(&rpython_base::Symbol::intern("entry_point")).copied(),
        _ => None,
    };
    let entry = entry.or_else(|| {
        let target = host.getattr_str(module, "target").ok()?;
        let driver = host.getattr_str(module, "__name__").ok()?;
        let args = host.new_list(Vec::new());
        let result = host.call(target, &[driver, args], &[]).ok()?;
        Some(host.sequence_items(result).map_or(result, |items| items[0]))
    });
    let Some(entry) = entry else { return println!("no entry point") };
    let mut annotator = Annotator::new(rpython_flow::build_graph);
    rpython_rtyper::prepare(&mut host, &mut annotator);
    let start = std::time::Instant::now();
    if let Err(errors) = annotator.add_program(&mut host, entry) {
        println!("ANNOTATE {}", errors.len());
        return show(&host, &errors);
    }
    if let Err(errors) = annotator.solve(&mut host) {
        println!("ANNOTATE {}", errors.len());
        return show(&host, &errors);
    }
    let annotated = start.elapsed();
    match rpython_rtyper::rtype(&mut host, &mut annotator) {
        Err(errors) => {
            println!("RTYPE {}", errors.len());
            show(&host, &errors);
        }
        Ok(program) => {
            let rtyped = start.elapsed() - annotated;
            for (id, function) in program.funcs.iter() {
                if names.iter().any(|n| *n == function.name.as_str() || n == "all") {
                    println!("{}", print_function(&program, id, PrintOptions::default()));
                }
            }
            match verify_program(&program) {
                Ok(()) => println!("OK {} functions, {annotated:?}, {rtyped:?}", program.funcs.len()),
                Err(errors) => {
                    println!("VERIFY {}", errors.len());
                    for error in errors.iter().take(20) {
                        println!("    {error}");
                    }
                }
            }
        }
    }
}

fn main() {
    let mut words = std::env::args().skip(1);
    let path = words.next().expect("a target file");
    let names = words.collect();
    let thread = std::thread::Builder::new().stack_size(1 << 28).spawn(move || run(path, names));
    thread.expect("a thread").join().expect("no panic");
}
