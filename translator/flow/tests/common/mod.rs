//! What the tests share: running source text, and executing flow graphs on real objects.

#![allow(dead_code)]

use std::fmt::Write;

use rpython_base::{Arena, FastMap, Symbol};
use rpython_bytecode::{BinOp, CmpOp, UnOp};
use rpython_flow::{
    FunctionGraph, Link, Op, OpKind, Operand, Terminator, VarId, build_graph, print_graph, verify,
};
use rpython_host::{Host, Obj, Object, Raised};
use rpython_lltype::DataModel;

/// An evaluator, with the source run as the module `m`.
pub fn load(source: &str) -> (Host, Obj) {
    let mut host = Host::new(DataModel::LP64);
    host.library_dir = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/../../rpython").into());
    host.capture_output();
    match host.run_source("m", "m.py", source) {
        Ok(module) => (host, module),
        Err(raised) => panic!("{}", host.format_traceback(&raised)),
    }
}

/// Runs something where the stack is deep.
pub fn deep<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    rpython_host::run::with_big_stack(work)
}

pub fn global(host: &mut Host, module: Obj, name: &str) -> Obj {
    match host.getattr(module, Symbol::intern(name)) {
        Ok(obj) => obj,
        Err(_) => panic!("the module has no {name}"),
    }
}

/// The printed graph of the function `f` of the source, or the diagnostic.
pub fn graph_text(source: &str) -> String {
    deep(|| {
        let (mut host, module) = load(source);
        let func = global(&mut host, module, "f");
        match build_graph(&mut host, func) {
            Ok(graph) => {
                verify(&graph).unwrap();
                print_graph(&mut host, &graph)
            }
            Err(diagnostic) => {
                let mut text = format!("{}: {}", diagnostic.code, diagnostic.message);
                if let Some((_, at)) = host.sources.locate(diagnostic.span) {
                    let _ = write!(text, "\nat line {}, column {}", at.line, at.col);
                }
                if let Some(help) = &diagnostic.help {
                    let _ = write!(text, "\nhelp: {help}");
                }
                text.push('\n');
                text
            }
        }
    })
}

/// The printed graph of the method `next` of the generators that `f` makes.
pub fn next_graph_text(source: &str) -> String {
    deep(|| {
        let (mut host, module) = load(source);
        let func = global(&mut host, module, "f");
        let graph = build_graph(&mut host, func).unwrap();
        let class = graph.blocks[graph.start].ops[0].args[0].as_const().unwrap();
        let next = host.lookup_class_attr(class, Symbol::intern("next")).unwrap().1;
        let graph = build_graph(&mut host, next).unwrap();
        verify(&graph).unwrap();
        print_graph(&mut host, &graph)
    })
}

/// Executes graphs; functions of the program that they call are executed as graphs too.
pub struct Machine<'h> {
    pub host: &'h mut Host,
    graphs: FastMap<Obj, Result<std::rc::Rc<FunctionGraph>, String>>,
    steps: usize,
}

type Outcome<T> = Result<T, Raised>;

impl<'h> Machine<'h> {
    pub fn new(host: &'h mut Host) -> Machine<'h> {
        Machine { host, graphs: FastMap::default(), steps: 0 }
    }

    fn graph(&mut self, func: Obj) -> Result<std::rc::Rc<FunctionGraph>, String> {
        if let Some(found) = self.graphs.get(&func) {
            return found.clone();
        }
        let built = match build_graph(self.host, func) {
            Ok(graph) => {
                verify(&graph).unwrap();
                Ok(std::rc::Rc::new(graph))
            }
            Err(diagnostic) => Err(format!("{}: {}", diagnostic.code, diagnostic.message)),
        };
        self.graphs.insert(func, built.clone());
        built
    }

    pub fn run(&mut self, func: Obj, args: &[Obj]) -> Outcome<Obj> {
        match self.graph(func) {
            Ok(graph) => self.run_graph(&graph, args),
            Err(message) => panic!("{message}"),
        }
    }

    fn run_graph(&mut self, graph: &FunctionGraph, args: &[Obj]) -> Outcome<Obj> {
        let mut env = Env { values: vec![Obj::UNBOUND; graph.vars.len()] };
        let mut block = graph.start;
        assert_eq!(graph.blocks[block].params.len(), args.len(), "arguments of {}", graph.name);
        env.assign(&graph.blocks[block].params, args);
        loop {
            self.steps += 1;
            assert!(self.steps < 1_000_000, "runs forever");
            let current = &graph.blocks[block];
            let catches = matches!(current.end, Terminator::Catch { .. });
            let mut raised = None;
            for (index, op) in current.ops.iter().enumerate() {
                let operands: Vec<Obj> = op.args.iter().map(|&a| env.get(a)).collect();
                match self.op(op, &operands) {
                    Ok(value) => env.values[op.result_index()] = value,
                    Err(error) if catches && index + 1 == current.ops.len() => raised = Some(error),
                    Err(error) => return Err(error),
                }
            }
            let link = match &current.end {
                Terminator::Goto(link) => link,
                Terminator::Branch { cond, if_true, if_false } => match env.get(*cond) {
                    Obj::TRUE => if_true,
                    Obj::FALSE => if_false,
                    other => panic!("a condition that is no bool: {:?}", self.host.get(other)),
                },
                Terminator::Catch { normal, cases } => match raised {
                    None => normal,
                    Some(error) => {
                        let base = |case: &&rpython_flow::ExcCase| {
                            self.host.is_subclass_raw(error.class, case.class)
                        };
                        let Some(case) = cases.iter().find(base) else { return Err(error) };
                        env.values[index_of(case.etype)] = error.class;
                        env.values[index_of(case.evalue)] = error.value;
                        &case.link
                    }
                },
                Terminator::Return(value) => return Ok(env.get(*value)),
                Terminator::Raise { etype, evalue } => {
                    let (class, value) = (env.get(*etype), env.get(*evalue));
                    assert_eq!(self.host.class_of(value), class, "class and instance of an exception");
                    return Err(Raised { class, value, traceback: Vec::new() });
                }
                Terminator::Unreachable => panic!("reached what is not reachable"),
            };
            env.follow(graph, link);
            block = link.target;
        }
    }

    fn op(&mut self, op: &Op, args: &[Obj]) -> Outcome<Obj> {
        use OpKind as K;
        let host = &mut *self.host;
        if let Some((operator, inplace)) = binary(op.kind) {
            return if inplace {
                host.inplace(operator, args[0], args[1])
            } else {
                host.binary(operator, args[0], args[1])
            };
        }
        if let Some(operator) = comparison(op.kind) {
            return host.compare(operator, args[0], args[1]);
        }
        Ok(match op.kind {
            K::pos => host.unary(UnOp::Pos, args[0])?,
            K::neg => host.unary(UnOp::Neg, args[0])?,
            K::invert => host.unary(UnOp::Invert, args[0])?,
            K::repr => host.unary(UnOp::Repr, args[0])?,
            K::not_ => host.unary(UnOp::Not, args[0])?,
            K::bool => {
                let truth = host.is_true(args[0])?;
                host.new_bool(truth)
            }
            K::contains => {
                let found = host.contains(args[0], args[1])?;
                host.new_bool(found)
            }
            K::is_ => {
                let same = host.is_same(args[0], args[1]);
                host.new_bool(same)
            }
            K::isinstance => {
                let is = host.isinstance(args[0], args[1])?;
                host.new_bool(is)
            }
            K::issubtype => {
                let is = host.issubclass(args[0], args[1])?;
                host.new_bool(is)
            }
            K::type_ => host.class_of(args[0]),
            K::getitem | K::getitem_idx | K::getitem_key => host.getitem(args[0], args[1])?,
            K::setitem => host.setitem(args[0], args[1], args[2]).map(|()| Obj::NONE)?,
            K::delitem => host.delitem(args[0], args[1]).map(|()| Obj::NONE)?,
            K::getslice => host.getslice(args[0], args[1], args[2])?,
            K::setslice => host.setslice(args[0], args[1], args[2], args[3]).map(|()| Obj::NONE)?,
            K::delslice => host.delslice(args[0], args[1], args[2]).map(|()| Obj::NONE)?,
            K::getattr => {
                let name = host.symbol_of(args[1]).unwrap();
                host.getattr(args[0], name)?
            }
            K::setattr => {
                let name = host.symbol_of(args[1]).unwrap();
                host.setattr(args[0], name, args[2]).map(|()| Obj::NONE)?
            }
            K::newtuple => host.new_tuple(args),
            K::newlist => host.new_list(args.to_vec()),
            K::newlist_hint => host.new_list(Vec::new()),
            K::newdict => host.new_dict(),
            K::newset => {
                let items = host.new_tuple(args);
                let set = host.classes.set;
                host.call(set, &[items], &[])?
            }
            K::newslice => host.new_slice(args[0], args[1], args[2]),
            K::iter => host.iter(args[0])?,
            K::next => return self.next(args[0]),
            K::simple_call => return self.call(args[0], &args[1..]),
            K::call_args => return self.call_args(args),
            K::unpack_sequence => {
                let items = host.collect(args[0])?;
                if items.len() as i64 != host.int_value(args[1]).unwrap() {
                    return Err(Raised::value_error(host, "wrong number of values to unpack"));
                }
                host.new_tuple(&items)
            }
            K::same_as | K::hint | K::list_done => args[0],
            K::neg_ovf | K::abs_ovf => {
                let value = if op.kind == K::neg_ovf {
                    host.unary(UnOp::Neg, args[0])?
                } else {
                    builtin(host, "abs", args)?
                };
                return overflow(host, value);
            }
            K::add_ovf
            | K::sub_ovf
            | K::mul_ovf
            | K::floordiv_ovf
            | K::div_ovf
            | K::mod_ovf
            | K::lshift_ovf => {
                let value = host.binary(checked(op.kind), args[0], args[1])?;
                return overflow(host, value);
            }
            K::yield_ => panic!("yield"),
            _ => return builtin(host, op.kind.name(), args),
        })
    }

    fn next(&mut self, iterator: Obj) -> Outcome<Obj> {
        if matches!(self.host.get(iterator), Object::Instance(_)) {
            let next = self.host.getattr(iterator, Symbol::intern("next"))?;
            return self.call(next, &[]);
        }
        match self.host.next(iterator)? {
            Some(item) => Ok(item),
            None => Err(Raised::stop_iteration(self.host)),
        }
    }

    fn call(&mut self, callee: Obj, args: &[Obj]) -> Outcome<Obj> {
        let simple = |host: &Host, func: Obj, count: usize| match host.get(func) {
            Object::Function(data) => {
                data.code.total_args() == count
                    && data.code.argcount as usize == count
                    && host.symbol_of(data.module).is_none_or(|m| m == "m")
            }
            _ => false,
        };
        let method = match self.host.get(callee) {
            Object::BoundMethod(data) if data.this != Obj::NONE => Some(*data),
            _ => None,
        };
        match method {
            None if simple(self.host, callee, args.len()) && self.graph(callee).is_ok() => {
                self.run(callee, args)
            }
            Some(data) => {
                if simple(self.host, data.func, args.len() + 1) && self.graph(data.func).is_ok() {
                    let mut all = vec![data.this];
                    all.extend(args);
                    return self.run(data.func, &all);
                }
                self.host.call(callee, args, &[])
            }
            _ => self.host.call(callee, args, &[]),
        }
    }

    fn call_args(&mut self, args: &[Obj]) -> Outcome<Obj> {
        let shape = self.host.sequence_items(args[1]).unwrap();
        let positional = self.host.int_value(shape[0]).unwrap() as usize;
        let names = self.host.sequence_items(shape[1]).unwrap();
        let mut given = args[2..2 + positional].to_vec();
        let mut at = 2 + positional;
        let mut keywords = Vec::new();
        for name in names {
            keywords.push((self.host.symbol_of(name).unwrap(), args[at]));
            at += 1;
        }
        if shape[2] == Obj::TRUE {
            given.extend(self.host.collect(args[at])?);
        }
        self.host.call(args[0], &given, &keywords)
    }
}

fn builtin(host: &mut Host, name: &str, args: &[Obj]) -> Outcome<Obj> {
    let function = host.builtin(Symbol::intern(name)).unwrap_or_else(|| panic!("no built-in {name}"));
    host.call(function, args, &[])
}

fn overflow(host: &mut Host, value: Obj) -> Outcome<Obj> {
    match host.get(value) {
        Object::Long(_) => Err(Raised::overflow_error(host, "overflow")),
        _ => Ok(value),
    }
}

fn checked(kind: OpKind) -> BinOp {
    let plain = OpKind::from_name(kind.name().trim_end_matches("_ovf")).unwrap();
    binary(plain).unwrap().0
}

fn binary(kind: OpKind) -> Option<(BinOp, bool)> {
    let name = kind.name();
    let (name, inplace) = match name.strip_prefix("inplace_") {
        Some(rest) => (rest, true),
        None => (name, false),
    };
    let operator = match name.trim_end_matches('_') {
        "add" => BinOp::Add,
        "sub" => BinOp::Sub,
        "mul" => BinOp::Mul,
        "truediv" => BinOp::TrueDiv,
        "floordiv" => BinOp::FloorDiv,
        "div" => BinOp::Div,
        "mod" => BinOp::Mod,
        "pow" => BinOp::Pow,
        "lshift" => BinOp::LShift,
        "rshift" => BinOp::RShift,
        "and" => BinOp::And,
        "or" => BinOp::Or,
        "xor" => BinOp::Xor,
        _ => return None,
    };
    Some((operator, inplace))
}

fn comparison(kind: OpKind) -> Option<CmpOp> {
    Some(match kind {
        OpKind::lt => CmpOp::Lt,
        OpKind::le => CmpOp::Le,
        OpKind::eq => CmpOp::Eq,
        OpKind::ne => CmpOp::Ne,
        OpKind::gt => CmpOp::Gt,
        OpKind::ge => CmpOp::Ge,
        _ => return None,
    })
}

trait ResultIndex {
    fn result_index(&self) -> usize;
}

impl ResultIndex for Op {
    fn result_index(&self) -> usize {
        index_of(self.result)
    }
}

fn index_of(var: VarId) -> usize {
    use rpython_base::EntityId;
    var.index()
}

struct Env {
    values: Vec<Obj>,
}

impl Env {
    fn get(&self, operand: Operand) -> Obj {
        match operand {
            Operand::Const(obj) => obj,
            Operand::Var(var) => {
                let value = self.values[index_of(var)];
                assert_ne!(value, Obj::UNBOUND, "{var} has no value");
                value
            }
        }
    }

    fn assign(&mut self, params: &[VarId], args: &[Obj]) {
        for (&param, &arg) in params.iter().zip(args) {
            self.values[index_of(param)] = arg;
        }
    }

    fn follow(&mut self, graph: &FunctionGraph, link: &Link) {
        let args: Vec<Obj> = link.args.iter().map(|&a| self.get(a)).collect();
        self.assign(&graph.blocks[link.target].params, &args);
    }
}

/// What a call came to, as text: `repr` of the result, or the exception.
pub fn outcome_text(host: &mut Host, outcome: Outcome<Obj>) -> String {
    match outcome {
        Ok(value) => match host.repr(value) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(_) => "<no repr>".to_owned(),
        },
        Err(raised) => format!("raises {}", host.class_data(raised.class).name),
    }
}

/// Runs `f` of the source on each of the argument lists (Python tuples), as a function and as a graph, each
/// in an evaluator of its own, and compares results and output.
pub fn check(source: &str, arguments: &[&str]) {
    deep(|| {
        for arguments in arguments {
            let direct = run_one(source, arguments, false);
            let by_graph = run_one(source, arguments, true);
            assert_eq!(direct, by_graph, "f{arguments} of\n{source}\n{}", graph_text(source));
        }
    });
}

fn run_one(source: &str, arguments: &str, as_graph: bool) -> String {
    let (mut host, module) = load(&format!("{source}\n_arguments = {arguments}\n"));
    let func = global(&mut host, module, "f");
    let tuple = global(&mut host, module, "_arguments");
    let args = host.sequence_items(tuple).unwrap();
    let outcome =
        if as_graph { Machine::new(&mut host).run(func, &args) } else { host.call(func, &args, &[]) };
    let mut text = outcome_text(&mut host, outcome);
    let output = String::from_utf8_lossy(host.captured().0).into_owned();
    if !output.is_empty() {
        let _ = write!(text, "\n{output}");
    }
    text
}

/// Keeps the arena type in scope for tests that build graphs by hand.
pub type Vars = Arena<VarId, rpython_flow::Var>;
