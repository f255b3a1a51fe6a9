//! Annotates a target file and prints the errors, or with `-v` what every variable holds.

use std::path::Path;

use rpython_annotator::Annotator;
use rpython_base::{Diagnostic, SourceMap};
use rpython_host::Host;
use rpython_lltype::DataModel;

fn show(sources: &SourceMap, d: &Diagnostic) {
    let place = |span| match sources.locate(span) {
        Some((path, at)) => format!("{path}:{}:{}", at.line, at.col),
        None => "?".to_owned(),
    };
    println!("{}: error[{}]: {}", place(d.span), d.number(), d.message);
    if let Some(caret) = &d.caret {
        println!("    caret: {caret}");
    }
    for label in &d.labels {
        println!("    {}: {}", place(label.span), label.text);
    }
    for note in &d.notes {
        println!("    note: {note}");
    }
    if let Some(help) = &d.help {
        println!("    help: {help}");
    }
    for frame in &d.chain {
        println!("    called from {} at {}", frame.function, place(frame.span));
    }
}

fn main() {
    rpython_host::run::with_big_stack(run);
}

fn run() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let verbose = args.iter().any(|a| a == "-v");
    for file in args.iter().filter(|a| *a != "-v") {
        let mut host = Host::new(DataModel::LP64);
        let start = std::time::Instant::now();
        let entry = host.import_target(Path::new(file)).and_then(|module| {
            let driver = host.new_plain_driver()?;
            let result = host.call_target(module, driver, &[])?;
            Ok(host.entry_point_of(result)?.map_or(result, |found| found.entry))
        });
        let entry = match entry {
            Ok(entry) => entry,
            Err(raised) => {
                let d = host.uncaught(&raised);
                show(&host.sources, &d);
                continue;
            }
        };
        let imported = start.elapsed();
        let start = std::time::Instant::now();
        let mut annotator = Annotator::new(rpython_flow::build_graph);
        let result = annotator.add_program(&mut host, entry).and_then(|_| annotator.solve(&mut host));
        println!(
            "{file}: {} graphs, import {imported:?}, annotation {:?}",
            annotator.result().graphs.len(),
            start.elapsed()
        );
        if let Err(errors) = result {
            for d in &errors {
                show(&host.sources, d);
            }
        }
        if verbose {
            for info in annotator.result().graphs.values() {
                println!(
                    "\n{} {:?} -> {}",
                    info.graph.name,
                    info.key,
                    annotator.result().describe(&info.result)
                );
                println!("{}", rpython_flow::print_graph(&mut host, &info.graph));
                for (i, s) in info.bindings.iter().enumerate() {
                    let c = s.constant.map(|c| format!(" = {}", host.object_repr(c))).unwrap_or_default();
                    println!("    v{i}: {}{c}", annotator.result().describe(s));
                }
            }
        }
    }
}
