//! Generators.
//!
//! Calling a generator function makes an object of a class of its own; the function's body becomes the
//! method `next` of that class. The object keeps a number that says where to go on, and the values of
//! the variables that are needed there, in attributes of their own for each place: so a variable may
//! hold values of different types at different places.
//!
//! A generator that is running or has ended has the number -1, and asking it for more raises
//! StopIteration.

use std::rc::Rc;

use rpython_base::{Diagnostic, EntityId, FastMap, Span, Symbol};
use rpython_bytecode::{Code, Instr, Op as Bytecode, flags};
use rpython_host::{Host, Obj, Object, Raised};

use crate::graph::{Block, BlockId, FunctionGraph, Link, Op, Operand, Terminator, VarId};
use crate::ops::OpKind;

/// On a generator function: the class of its generators.
const CLASS_ATTR: &str = "_generator_class_";
/// On the method `next` of such a class: the generator function.
const FUNCTION_ATTR: &str = "_generator_function_";
const STATE: &str = "state";

/// The generator function whose body this `next` method runs.
pub(crate) fn body_of(host: &Host, func: Obj) -> Option<Obj> {
    match host.get(func) {
        Object::Function(data) => data.attrs.get(&Symbol::intern(FUNCTION_ATTR)).copied(),
        _ => None,
    }
}

/// The class of the generators that a function makes. It is made at the first request.
pub(crate) fn generator_class(host: &mut Host, func: Obj) -> Result<Obj, Box<Diagnostic>> {
    let Object::Function(data) = host.get(func) else { unreachable!("a generator function") };
    if let Some(&class) = data.attrs.get(&Symbol::intern(CLASS_ATTR)) {
        return Ok(class);
    }
    let (name, code, globals) = (data.name, data.code.clone(), data.globals);
    let next = host.new_function(method_code(&code, "next", name), globals, Vec::new(), Vec::new());
    set_attr(host, next, FUNCTION_ATTR, func);
    let iter = host.new_function(method_code(&code, "__iter__", name), globals, Vec::new(), Vec::new());
    let attrs = vec![(Symbol::intern("next"), next), (Symbol::intern("__iter__"), iter)];
    let class_name = Symbol::intern(&format!("{name}__generator"));
    let bases = [host.classes.object];
    let made = host.new_class(host.classes.type_, class_name, &bases, attrs, code.span);
    let class = made.map_err(|raised| internal(host, &raised, code.span))?;
    set_attr(host, func, CLASS_ATTR, class);
    Ok(class)
}

fn internal(host: &mut Host, raised: &Raised, span: Span) -> Box<Diagnostic> {
    let line = host.exception_line(raised);
    Box::new(Diagnostic::error("internal", span, format!("the class of a generator cannot be made: {line}")))
}

fn set_attr(host: &mut Host, func: Obj, name: &str, value: Obj) {
    if let Object::Function(data) = host.get_mut(func) {
        data.attrs.insert(Symbol::intern(name), value);
    }
}

/// The code `return self`: all of `__iter__`, and a stand-in for `next`, whose graph is made from the
/// generator.
fn method_code(of: &Code, name: &str, function: Symbol) -> Rc<Code> {
    let code_name = if name == "next" { format!("{function}__next") } else { name.to_owned() };
    let instr = |op| Instr { op, span: of.span };
    Rc::new(Code {
        name: Symbol::intern(&code_name),
        filename: of.filename.clone(),
        firstlineno: of.firstlineno,
        span: of.span,
        flags: flags::OPTIMIZED | flags::NEWLOCALS | flags::NOFREE,
        argcount: 1,
        varnames: vec![Symbol::intern("self")],
        names: Vec::new(),
        cellvars: Vec::new(),
        freevars: Vec::new(),
        consts: vec![rpython_bytecode::Const::None],
        instrs: vec![instr(Bytecode::LoadFast(0)), instr(Bytecode::ReturnValue)],
        stacksize: 1,
    })
}

/// The graph of a generator function itself: makes the object and stores the arguments.
pub(crate) fn bootstrap_graph(
    host: &mut Host,
    func: Obj,
    template: &FunctionGraph,
) -> Result<FunctionGraph, Box<Diagnostic>> {
    let class = generator_class(host, func)?;
    let mut graph = FunctionGraph::new(template.name);
    graph.func = template.func;
    graph.code = template.code.clone();
    graph.span = template.span;
    let start = graph.start;
    let params: Vec<VarId> = template.blocks[template.start]
        .params
        .iter()
        .map(|&param| graph.new_var(template.vars[param].name))
        .collect();
    let span = template.span;
    let made = graph.new_var(None);
    let mut ops =
        vec![Op { kind: OpKind::simple_call, args: vec![Operand::Const(class)], result: made, span }];
    let zero = Operand::Const(host.new_int(0));
    let mut set = |graph: &mut FunctionGraph, name: Obj, value: Operand| {
        let result = graph.new_var(None);
        let args = vec![Operand::Var(made), Operand::Const(name), value];
        ops.push(Op { kind: OpKind::setattr, args, result, span });
    };
    let state = host.name(Symbol::intern(STATE));
    set(&mut graph, state, zero);
    for (index, &param) in params.iter().enumerate() {
        let name = host.name(saved_name(0, index, graph.vars[param].name));
        set(&mut graph, name, Operand::Var(param));
    }
    graph.blocks[start] = Block { params, ops, end: Terminator::Return(Operand::Var(made)), end_span: span };
    Ok(graph)
}

/// Whether this is the class of a function's generators.
pub fn is_generator_class(host: &Host, class: Obj) -> bool {
    let next = host.class(class).and_then(|data| data.dict.get(&Symbol::intern("next")).copied());
    next.is_some_and(|next| body_of(host, next).is_some())
}

/// Whether generators keep the value of a variable in an attribute of this name.
pub fn is_saved_name(name: Symbol) -> bool {
    let digits = name.as_str().strip_prefix('g').and_then(|rest| rest.split_once('_'));
    digits.is_some_and(|(place, _)| place.parse::<usize>().is_ok())
}

/// The attribute for a value needed at a place.
fn saved_name(place: usize, index: usize, name: Option<Symbol>) -> Symbol {
    match name {
        Some(name) => {
            // The argument of a generator expression is called `.0`.
            let name = name.as_str().replace('.', "arg");
            Symbol::intern(&format!("g{place}_{index}_{name}"))
        }
        None => Symbol::intern(&format!("g{place}_{index}")),
    }
}

/// Turns the graph of a generator's body, with `yield` ops, into that of the method `next`.
pub(crate) fn make_next_graph(host: &mut Host, graph: &mut FunctionGraph, next: Obj) {
    let mut places = vec![Place { block: graph.start, values: graph.blocks[graph.start].params.clone() }];
    let mut rewriter = Rewriter { this: vec![None; graph.blocks.len()], host, graph };
    rewriter.split_at_yields(&mut places);
    rewriter.end_with_stop_iteration();
    rewriter.thread_self(&places);
    rewriter.dispatch(&places);
    graph.func = Some(next);
    if let Object::Function(data) = host.get(next) {
        graph.name = data.name;
        graph.code = Some(data.code.clone());
    }
}

/// Where the body can go on: a block whose parameters are the saved values.
struct Place {
    block: BlockId,
    values: Vec<VarId>,
}

struct Rewriter<'a> {
    host: &'a mut Host,
    graph: &'a mut FunctionGraph,
    /// The variable for the generator object in each block.
    this: Vec<Option<VarId>>,
}

impl Rewriter<'_> {
    fn self_in(&mut self, block: BlockId) -> VarId {
        if self.this.len() <= block.index() {
            self.this.resize(block.index() + 1, None);
        }
        match self.this[block.index()] {
            Some(var) => var,
            None => {
                let var = self.graph.new_var(Some(Symbol::intern("self")));
                self.this[block.index()] = Some(var);
                var
            }
        }
    }

    fn op(&mut self, kind: OpKind, args: Vec<Operand>, span: Span) -> Op {
        Op { kind, args, result: self.graph.new_var(None), span }
    }

    fn setattr(&mut self, this: VarId, name: Symbol, value: Operand, span: Span) -> Op {
        let name = Operand::Const(self.host.name(name));
        self.op(OpKind::setattr, vec![Operand::Var(this), name, value], span)
    }

    fn split_at_yields(&mut self, places: &mut Vec<Place>) {
        let mut todo = self.graph.reachable();
        todo.reverse();
        while let Some(id) = todo.pop() {
            let at = self.graph.blocks[id].ops.iter().position(|op| op.kind == OpKind::yield_);
            if let Some(at) = at {
                let rest = self.split(id, at, places);
                todo.push(rest);
            }
        }
    }

    /// Ends a block at its first `yield`; what follows becomes a block of its own.
    fn split(&mut self, id: BlockId, at: usize, places: &mut Vec<Place>) -> BlockId {
        let span = self.graph.blocks[id].ops[at].span;
        let mut rest = Block::new(Vec::new());
        rest.ops = self.graph.blocks[id].ops.split_off(at + 1);
        let yielded = self.graph.blocks[id].ops.pop().map_or(Operand::Const(Obj::NONE), |op| op.args[0]);
        rest.end = std::mem::replace(&mut self.graph.blocks[id].end, Terminator::Return(yielded));
        rest.end_span = std::mem::replace(&mut self.graph.blocks[id].end_span, span);
        let saved = self.rename_free(&mut rest);
        let place = places.len();
        let this = self.self_in(id);
        let number = self.host.new_int(place as i64);
        let set = self.setattr(this, Symbol::intern(STATE), Operand::Const(number), span);
        self.graph.blocks[id].ops.push(set);
        for (index, &(old, _)) in saved.iter().enumerate() {
            let name = saved_name(place, index, self.graph.vars[old].name);
            let set = self.setattr(this, name, Operand::Var(old), span);
            self.graph.blocks[id].ops.push(set);
        }
        let values: Vec<VarId> = saved.iter().map(|&(_, new)| new).collect();
        rest.params = values.clone();
        let block = self.graph.blocks.push(rest);
        places.push(Place { block, values });
        block
    }

    /// Gives the variables that a block uses but does not define new names in it; returns old and new ones.
    fn rename_free(&mut self, block: &mut Block) -> Vec<(VarId, VarId)> {
        let mut own: Vec<VarId> = block.ops.iter().map(|op| op.result).collect();
        if let Terminator::Catch { cases, .. } = &block.end {
            own.extend(cases.iter().flat_map(|case| [case.etype, case.evalue]));
        }
        let mut saved: Vec<(VarId, VarId)> = Vec::new();
        let mut map: FastMap<VarId, VarId> = FastMap::default();
        let graph = &mut *self.graph;
        block.replace_uses(|operand| match operand {
            Operand::Var(var) if !own.contains(&var) => {
                let new = *map.entry(var).or_insert_with(|| {
                    let new = graph.vars.push(graph.vars[var]);
                    saved.push((var, new));
                    new
                });
                Operand::Var(new)
            }
            Operand::Var(_) | Operand::Const(_) => operand,
        });
        saved
    }

    /// `return` in the body raises StopIteration; but not the returns that yield.
    fn end_with_stop_iteration(&mut self) {
        let stop = self.host.exc.stop_iteration;
        for id in self.graph.blocks.ids().collect::<Vec<_>>() {
            let yields = self.this.get(id.index()).copied().flatten().is_some();
            if yields || !matches!(self.graph.blocks[id].end, Terminator::Return(_)) {
                continue;
            }
            let span = self.graph.blocks[id].end_span;
            let made = self.op(OpKind::simple_call, vec![Operand::Const(stop)], span);
            let evalue = Operand::Var(made.result);
            let block = &mut self.graph.blocks[id];
            block.ops.push(made);
            block.end = Terminator::Raise { etype: Operand::Const(stop), evalue };
        }
    }

    /// Every block gets the generator object as its first parameter. (Where it is not needed it goes
    /// away with the dead values.)
    fn thread_self(&mut self, places: &[Place]) {
        let ids: Vec<BlockId> = self.graph.blocks.ids().collect();
        for id in ids {
            let this = self.self_in(id);
            let block = &mut self.graph.blocks[id];
            block.params.insert(0, this);
            for link in block.end.links_mut() {
                link.args.insert(0, Operand::Var(this));
            }
        }
        debug_assert!(places.iter().all(|place| place.block.index() < self.this.len()));
    }

    /// The new start: looks at the state, marks the generator as running, and goes on at its place.
    fn dispatch(&mut self, places: &[Place]) {
        let span = self.graph.span;
        let this = self.graph.new_var(Some(Symbol::intern("self")));
        let state_name = Operand::Const(self.host.name(Symbol::intern(STATE)));
        let get = self.op(OpKind::getattr, vec![Operand::Var(this), state_name], span);
        let state = get.result;
        let running = Operand::Const(self.host.new_int(-1));
        let set = self.setattr(this, Symbol::intern(STATE), running, span);
        let start = self.graph.blocks.push(Block::new(vec![this]));
        self.graph.blocks[start].ops = vec![get, set];
        self.graph.start = start;
        let (mut from, mut this, mut state) = (start, this, state);
        for (number, place) in places.iter().enumerate() {
            let loader = self.loader(number, place);
            let number = Operand::Const(self.host.new_int(number as i64));
            let test = self.op(OpKind::eq, vec![Operand::Var(state), number], span);
            let cond = Operand::Var(test.result);
            let next_self = self.graph.new_var(Some(Symbol::intern("self")));
            let next_state = self.graph.new_var(None);
            let next = self.graph.blocks.push(Block::new(vec![next_self, next_state]));
            let block = &mut self.graph.blocks[from];
            block.ops.push(test);
            block.end = Terminator::Branch {
                cond,
                if_true: Link { target: loader, args: vec![Operand::Var(this)] },
                if_false: Link { target: next, args: vec![Operand::Var(this), Operand::Var(state)] },
            };
            block.end_span = span;
            (from, this, state) = (next, next_self, next_state);
        }
        let stop = self.host.exc.stop_iteration;
        let made = self.op(OpKind::simple_call, vec![Operand::Const(stop)], span);
        let evalue = Operand::Var(made.result);
        self.graph.blocks[from].ops.push(made);
        self.graph.blocks[from].end = Terminator::Raise { etype: Operand::Const(stop), evalue };
        self.graph.blocks[from].end_span = span;
    }

    /// A block that loads the values saved for a place and goes there.
    fn loader(&mut self, number: usize, place: &Place) -> BlockId {
        let span = self.graph.span;
        let this = self.graph.new_var(Some(Symbol::intern("self")));
        let loader = self.graph.blocks.push(Block::new(vec![this]));
        let mut args = vec![Operand::Var(this)];
        for (index, &value) in place.values.iter().enumerate() {
            let name = saved_name(number, index, self.graph.vars[value].name);
            let name = Operand::Const(self.host.name(name));
            let get = self.op(OpKind::getattr, vec![Operand::Var(this), name], span);
            self.graph.vars[get.result].name = self.graph.vars[value].name;
            args.push(Operand::Var(get.result));
            self.graph.blocks[loader].ops.push(get);
        }
        self.graph.blocks[loader].end = Terminator::Goto(Link { target: place.block, args });
        self.graph.blocks[loader].end_span = span;
        loader
    }
}
