//! Every function of the library and of the test programs becomes a well-formed graph, or a diagnostic.

mod common;

use std::path::{Path, PathBuf};

use common::deep;
use rpython_base::Symbol;
use rpython_flow::{
    BuildOptions, FunctionGraph, build_graph, build_graph_with, parse_graph, print_graph, simplify, verify,
};
use rpython_host::{Host, Obj, Object};
use rpython_lltype::DataModel;

fn python_files(dir: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            python_files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "py") {
            found.push(path);
        }
    }
}

/// The functions of a module and of its classes.
fn functions(host: &Host, module: Obj) -> Vec<Obj> {
    let mut found = Vec::new();
    let Object::Module(data) = host.get(module) else { return found };
    for &value in data.dict.values() {
        match host.get(value) {
            Object::Function(_) => found.push(value),
            Object::Class(class) => {
                found.extend(class.dict.values().filter(|&&v| matches!(host.get(v), Object::Function(_))))
            }
            _ => {}
        }
    }
    found
}

struct Tally {
    graphs: usize,
    reread: usize,
    blocks: usize,
    ops: usize,
    failures: Vec<String>,
    time: std::time::Duration,
}

fn build_all(root: &str) -> Tally {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).join(root);
    let mut files = Vec::new();
    python_files(&root, &mut files);
    let mut tally =
        Tally { graphs: 0, reread: 0, blocks: 0, ops: 0, failures: Vec::new(), time: Default::default() };
    for file in files {
        let mut host = Host::new(DataModel::LP64);
        host.library_dir = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rpython").into());
        host.capture_output();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        match host.run_file(&name, &file) {
            Ok(module) => build_module(&mut host, module, &file, &mut tally),
            Err(raised) => {
                let line = host.exception_line(&raised);
                tally.failures.push(format!("{}: import: {line}", file.display()));
            }
        }
    }
    tally
}

fn build_module(host: &mut Host, module: Obj, file: &Path, tally: &mut Tally) {
    for func in functions(host, module) {
        let name = match host.get(func) {
            Object::Function(data) => data.name,
            _ => Symbol::intern("?"),
        };
        let start = std::time::Instant::now();
        let built = build_graph(host, func);
        tally.time += start.elapsed();
        match built {
            Ok(graph) => {
                verify(&graph).unwrap();
                tally.graphs += 1;
                tally.blocks += graph.blocks.len();
                tally.ops += graph.blocks.values().map(|b| b.ops.len()).sum::<usize>();
                let text = print_graph(host, &graph);
                if let Ok(again) = parse_graph(host, Some(module), &text) {
                    verify(&again).unwrap();
                    tally.reread += 1;
                    check_round_trip(host, module, &again, &text);
                }
            }
            Err(error) => {
                let line = host.sources.line_of(error.span);
                tally.failures.push(format!(
                    "{}:{line}: {name}: {}: {}",
                    file.display(),
                    error.code,
                    error.message
                ));
            }
        }
    }
}

/// A name in the text may mean another object than the one that was printed (a wrapped function and its
/// wrapper), so the names are looked up twice.
fn check_round_trip(host: &mut Host, module: Obj, again: &FunctionGraph, text: &str) {
    let second = print_graph(host, again);
    assert_eq!(second.lines().count(), text.lines().count(), "{text}");
    if let Ok(third) = parse_graph(host, Some(module), &second) {
        assert_eq!(print_graph(host, &third), second);
    }
}

fn report(root: &str) -> Tally {
    deep(|| {
        let tally = build_all(root);
        println!(
            "{root}: {} graphs ({} read again), {} blocks, {} ops, {:?}",
            tally.graphs, tally.reread, tally.blocks, tally.ops, tally.time
        );
        for failure in &tally.failures {
            println!("  {failure}");
        }
        tally
    })
}

#[test]
fn library() {
    assert!(report("rpython").graphs > 100);
}

#[test]
fn test_programs() {
    assert!(report("tests/programs").graphs > 100);
}

#[test]
fn goals() {
    report("goals");
}

/// A long function with loops, handlers and branches; prints how long it takes.
#[test]
fn long_function() {
    let mut source = String::from("def g(x):\n    return x\ndef f(n, l):\n    s = 0\n");
    for i in 0..400 {
        source.push_str(&format!(
            "    try:\n        x{i} = g(s) + l[n]\n        if x{i} > {i}:\n            s += x{i}\n        else:\n            for j in range(n):\n                s ^= j\n    except IndexError:\n        s -= {i}\n"
        ));
    }
    source.push_str("    return s\n");
    deep(move || {
        let (mut host, module) = common::load(&source);
        let func = common::global(&mut host, module, "f");
        let start = std::time::Instant::now();
        let mut graph = build_graph_with(&mut host, func, &BuildOptions::default()).unwrap();
        let built = start.elapsed();
        simplify(&mut host, &mut graph);
        let simplified = start.elapsed() - built;
        let (lines, blocks) = (source.lines().count(), graph.blocks.len());
        println!("{lines} lines, {blocks} blocks: {built:?} to build, {simplified:?} to simplify");
    });
}

/// The same amount of code in short functions.
#[test]
fn many_functions() {
    let mut source = String::from("def g(x):\n    return x\n");
    for i in 0..300 {
        source.push_str(&format!(
            "def f{i}(n, l):\n    s = 0\n    try:\n        x = g(s) + l[n]\n        if x > {i}:\n            s += x\n        else:\n            for j in range(n):\n                s ^= j\n        a = A()\n        a.x = s\n        a.y = a.x + 2\n    except IndexError:\n        s -= {i}\n    return s\nclass A(object):\n    pass\n"
        ));
    }
    deep(move || {
        let (mut host, module) = common::load(&source);
        let start = std::time::Instant::now();
        let mut blocks = 0;
        for func in functions(&host, module) {
            blocks += build_graph(&mut host, func).unwrap().blocks.len();
        }
        println!("{} lines, {blocks} blocks: {:?}", source.lines().count(), start.elapsed());
    });
}
