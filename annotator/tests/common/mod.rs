//! Annotating pieces of source.
#![allow(dead_code)]

use rpython_annotator::{Annotator, GraphId};
use rpython_base::Diagnostic;
use rpython_host::{Host, Obj};
use rpython_lltype::DataModel;

/// An annotated program.
pub struct Program {
    pub host: Host,
    pub annotator: Annotator,
    pub module: Obj,
    pub errors: Vec<Diagnostic>,
}

/// Runs a module and annotates its function `main`, called with a list of strings.
pub fn annotate(source: &str) -> Program {
    let mut host = Host::new(DataModel::LP64);
    let module = host.run_source("program", "program.py", source).unwrap_or_else(|raised| {
        panic!("import fails: {}", host.exception_line(&raised));
    });
    let main = host.getattr_str(module, "main").unwrap_or_else(|_| panic!("there is no main()"));
    let mut annotator = Annotator::new(rpython_flow::build_graph);
    let result = annotator.add_program(&mut host, main).and_then(|_| annotator.solve(&mut host));
    Program { host, annotator, module, errors: result.err().unwrap_or_default() }
}

impl Program {
    /// The graphs of a function, by name.
    pub fn graphs(&self, name: &str) -> Vec<GraphId> {
        let out = self.annotator.result();
        out.graphs.iter().filter(|(_, g)| g.graph.name == name).map(|(id, _)| id).collect()
    }

    /// What a function returns, in words.
    pub fn result(&self, name: &str) -> String {
        let out = self.annotator.result();
        let graphs = self.graphs(name);
        assert_eq!(graphs.len(), 1, "copies of {name}");
        out.describe(&out.graphs[graphs[0]].result)
    }

    /// The error at a line (from 1) with a code.
    pub fn error(&self, line: u32, code: &str) -> &Diagnostic {
        let found = self.errors.iter().find(|d| d.code == code && self.host.sources.line_of(d.span) == line);
        found.unwrap_or_else(|| panic!("no {code} at line {line} in {:#?}", self.errors))
    }
}

/// Checks what functions of a program return: lines `name: annotation`.
#[track_caller]
pub fn check_results(source: &str, expected: &[(&str, &str)]) -> Program {
    let source = format!("{source}\n");
    let program = annotate(&source);
    assert!(program.errors.is_empty(), "{:#?}", program.errors);
    for (name, annotation) in expected {
        assert_eq!(program.result(name), *annotation, "result of {name}()");
    }
    program
}
