//! What the other crates use: diagnostics of failures, the target's word size, objects left by imports.

use rpython_base::Symbol;
use rpython_host::{Host, Object};
use rpython_lltype::{DataModel, Platform};

fn run(host: &mut Host, source: &str) -> Result<rpython_host::Obj, Box<rpython_host::Raised>> {
    host.run_source("program", "program.py", source).map_err(Box::new)
}

#[test]
fn uncaught_exception_names_place_and_chain() {
    let mut host = Host::new(DataModel::LP64);
    let source = "def inner(x):\n    return x + ''\n\ndef outer():\n    return inner(3)\n\nouter()\n";
    let raised = run(&mut host, source).expect_err("the program raises");
    let diagnostic = host.uncaught(&raised);
    assert_eq!(diagnostic.message, "TypeError: unsupported operand type(s) for +: 'int' and 'str'");
    assert_eq!(host.sources.line_of(diagnostic.span), 2);
    let lines: Vec<u32> = diagnostic.chain.iter().map(|call| host.sources.line_of(call.span)).collect();
    assert_eq!(lines, [5, 7]);
    let text = host.format_traceback(&raised);
    assert!(text.contains("  File \"program.py\", line 5, in outer\n    return inner(3)\n"), "{text}");
}

#[test]
fn syntax_error_keeps_the_compilers_words() {
    let mut host = Host::new(DataModel::LP64);
    let raised = run(&mut host, "x = 1\ndef f(:\n    pass\n").expect_err("the program does not compile");
    let diagnostic = host.uncaught(&raised);
    assert_eq!(host.sources.line_of(diagnostic.span), 2);
    assert!(!diagnostic.message.is_empty());
}

#[test]
fn word_size_is_the_targets() {
    let mut host = Host::new(DataModel::ASMJS);
    let source = "import sys\nbig = sys.maxint + 1\nsmall = sys.maxint\nnames = type(big).__name__, type(small).__name__\n";
    let module = run(&mut host, source).expect("the program runs");
    let names = host.get_raw(module, Symbol::intern("names")).expect("a global");
    assert_eq!(host.repr(names).expect("a repr"), b"('long', 'int')");
}

#[test]
fn library_functions_carry_their_intrinsic() {
    let mut host = Host::new(DataModel::LP64);
    let module = host.import_module("rpython.rlib.rarithmetic").expect("the library has it");
    let intmask = host.getattr_str(module, "intmask").expect("and the function");
    assert!(matches!(host.get(intmask), Object::Function(_)));
    let id = host.get_raw(intmask, Symbol::intern("_intrinsic_")).expect("an intrinsic");
    assert_eq!(&host.str_bytes(id).expect("a str")[..], b"rarithmetic.intmask");
    let value = host.new_int(5);
    let result = host.call(intmask, &[value], &[]).expect("it also runs");
    assert_eq!(host.int_value(result), Some(5));
}

#[test]
fn library_code_knows_the_platform() {
    for platform in [Platform::Posix, Platform::Wasi] {
        let mut host = Host::for_platform(DataModel::WASM, platform);
        let source =
            "import sys\nfrom rpython.translator.platform import name\nresult = name, sys.platform\n";
        let module = run(&mut host, source).expect("the program runs");
        let result = host.get_raw(module, Symbol::intern("result")).expect("a global");
        let expected = format!("('{}', 'linux2')", platform.name());
        assert_eq!(host.repr(result).expect("a repr"), expected.as_bytes());
    }
}
