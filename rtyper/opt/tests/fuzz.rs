//! Random programs do the same before and after all passes.

mod common;

use rpython_base::{EntityId, SourceMap, Span};
use rpython_interp::{Failure, Interpreter, Options, RawValue};
use rpython_lltype::{ContainerId, DataId, FuncId, LLType, Pointer};
use rpython_lowlevel::{
    BlockId, Const, ExcCase, FuncAttrs, FuncBody, Function, FunctionBuilder, InlineHint, Link, MallocFlavor,
    OpCode, Operand, Program, Terminator, assert_valid,
};
use rpython_opt::{OptOptions, run};

/// A small generator of numbers, so that failures can be repeated.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % below
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.next(items.len())].clone()
    }
}

/// What can be used at a point of a function.
#[derive(Clone)]
struct Scope {
    ints: Vec<Operand>,
    /// Pointers that are not null.
    pairs: Vec<Operand>,
    /// Pointers that may be.
    maybe: Vec<Operand>,
    /// Counters of the loops around, which are not assigned.
    counters: Vec<Operand>,
}

impl Scope {
    fn all(&self) -> Vec<Operand> {
        [&self.ints[..], &self.pairs, &self.maybe, &self.counters].concat()
    }

    fn with(&self, new: Vec<Operand>) -> Scope {
        let mut new = new.into_iter();
        let mut take = |n: usize| new.by_ref().take(n).collect::<Vec<_>>();
        Scope {
            ints: take(self.ints.len()),
            pairs: take(self.pairs.len()),
            maybe: take(self.maybe.len()),
            counters: take(self.counters.len()),
        }
    }
}

struct Maker<'a> {
    program: &'a Program,
    random: &'a mut Random,
    b: FunctionBuilder,
    pair: ContainerId,
    sub: ContainerId,
    sig: ContainerId,
    /// Functions that may be called.
    callees: Vec<FuncId>,
    budget: usize,
}

impl Maker<'_> {
    fn types(&self, scope: &Scope) -> Vec<LLType> {
        scope.all().iter().map(|o| self.b.graph().operand_type(o)).collect()
    }

    /// Goes on in a new block that takes the scope.
    fn enter(&mut self, scope: &Scope) -> (BlockId, Scope) {
        let types = self.types(scope);
        let block = self.b.block(&types);
        let params = (0..types.len()).map(|i| self.b.param(block, i)).collect();
        (block, scope.with(params))
    }

    fn int(&mut self, scope: &Scope) -> Operand {
        match self.random.next(4) {
            0 => Operand::signed(self.random.next(7) as i64 - 2),
            _ => self.random.pick(&scope.ints),
        }
    }

    fn cond(&mut self, scope: &Scope) -> Operand {
        let codes = [OpCode::int_lt, OpCode::int_eq, OpCode::int_ne, OpCode::int_ge, OpCode::int_gt];
        let code = self.random.pick(&codes);
        let (a, b) = (self.int(scope), self.int(scope));
        let cond = self.b.op(code, &[a, b]);
        match self.random.next(6) {
            0 => self.b.op(OpCode::bool_not, &[cond]),
            1 => {
                let n = self.b.op(OpCode::cast_bool_to_int, &[cond]);
                self.b.op(OpCode::int_is_true, &[n])
            }
            _ => cond,
        }
    }

    fn vtable(&self, name: &str) -> (Operand, Operand) {
        let instance = if name == "ovf" { "iovf" } else { "ikey" };
        let e = self.program.exceptions.as_ref().unwrap();
        let find = |name: &str| Pointer::Data(static_object(name));
        (
            Operand::pointer(LLType::Ptr(e.vtable), find(name)),
            Operand::pointer(LLType::Ptr(e.object), find(if name == "arith" { "iexc" } else { instance })),
        )
    }

    fn statements(&mut self, mut scope: Scope, depth: usize) -> Option<Scope> {
        for _ in 0..2 + self.random.next(5) {
            if self.budget == 0 {
                break;
            }
            self.budget -= 1;
            scope = self.statement(scope, depth)?;
        }
        Some(scope)
    }

    /// One statement. `None` if nothing follows it.
    fn statement(&mut self, mut scope: Scope, depth: usize) -> Option<Scope> {
        match self.random.next(16) {
            0..=2 => {
                let code = self.random.pick(&[
                    OpCode::int_add,
                    OpCode::int_sub,
                    OpCode::int_mul,
                    OpCode::int_and,
                    OpCode::int_xor,
                ]);
                let (a, b) = (self.int(&scope), self.int(&scope));
                let at = self.random.next(scope.ints.len());
                scope.ints[at] = self.b.op(code, &[a, b]);
            }
            3 => self.new_pair(&mut scope),
            4 | 5 => {
                let pair = self.random.pick(&scope.pairs);
                let field = self.random.pick(&["a", "b"]);
                let at = self.random.next(scope.ints.len());
                scope.ints[at] = self.b.getfield(&self.program.types, pair, field);
            }
            6 | 7 => {
                let pair = self.random.pick(&scope.pairs);
                let field = self.random.pick(&["a", "b"]);
                let value = self.int(&scope);
                self.b.setfield(&self.program.types, pair, field, value);
            }
            8 => {
                let from = self.random.next(scope.pairs.len());
                let to = self.random.next(scope.pairs.len());
                scope.pairs[to] = scope.pairs[from].clone();
            }
            9 => {
                let to = self.random.next(scope.maybe.len());
                scope.maybe[to] = match self.random.next(3) {
                    0 => Operand::null(self.pair),
                    _ => self.random.pick(&scope.pairs),
                };
            }
            10 if depth > 0 => return self.if_(scope, depth),
            11 if depth > 0 => return self.loop_(scope, depth),
            12 if depth > 0 => return self.if_not_null(scope, depth),
            13 if !self.callees.is_empty() => return self.call(scope),
            14 => return self.checked(scope),
            15 if depth > 0 && self.random.next(3) == 0 => return self.leave(scope),
            15 if depth > 0 => return self.switch(scope, depth),
            _ => {}
        }
        Some(scope)
    }

    fn new_pair(&mut self, scope: &mut Scope) {
        let at = self.random.next(scope.pairs.len());
        scope.pairs[at] = if self.random.next(3) == 0 {
            let sub = self.b.malloc(self.sub, MallocFlavor::GC);
            let n = self.int(scope);
            self.b.setfield(&self.program.types, sub.clone(), "c", n);
            self.b.cast_pointer(sub, self.pair)
        } else {
            self.b.malloc(self.pair, MallocFlavor::GC)
        };
        for field in ["a", "b"] {
            if self.random.next(3) > 0 {
                let n = self.int(scope);
                self.b.setfield(&self.program.types, scope.pairs[at].clone(), field, n);
            }
        }
    }

    fn leave(&mut self, scope: Scope) -> Option<Scope> {
        if self.random.next(2) == 0 {
            let value = self.int(&scope);
            self.b.ret(value);
        } else {
            let name = self.random.pick(&["ovf", "key", "arith"]);
            let (etype, evalue) = self.vtable(name);
            self.b.end(Terminator::Raise { etype, evalue, span: Span::NONE });
        }
        None
    }

    /// Runs branches that each start with the scope and meet behind.
    fn meet(&mut self, scope: Scope, starts: Vec<BlockId>, depth: usize) -> Option<Scope> {
        let (join, after) = self.enter(&scope);
        let mut reached = false;
        for start in starts {
            self.b.switch_to(start);
            let params = (0..scope.all().len()).map(|i| self.b.param(start, i)).collect();
            if let Some(end) = self.statements(scope.with(params), depth - 1) {
                self.b.goto(join, &end.all());
                reached = true;
            }
        }
        self.b.switch_to(join);
        if !reached {
            self.b.ret(Operand::signed(-1));
            return None;
        }
        Some(after)
    }

    fn if_(&mut self, scope: Scope, depth: usize) -> Option<Scope> {
        let cond = self.cond(&scope);
        let (yes, _) = self.enter(&scope);
        let (no, _) = self.enter(&scope);
        self.b.branch(cond, Link::new(yes, scope.all()), Link::new(no, scope.all()));
        self.meet(scope, vec![yes, no], depth)
    }

    fn switch(&mut self, scope: Scope, depth: usize) -> Option<Scope> {
        let value = self.random.pick(&scope.ints);
        let starts: Vec<_> = (0..3).map(|_| self.enter(&scope).0).collect();
        let cases = vec![(0, Link::new(starts[0], scope.all())), (2, Link::new(starts[1], scope.all()))];
        self.b.switch(value, cases, Some(Link::new(starts[2], scope.all())));
        self.meet(scope, starts, depth)
    }

    fn if_not_null(&mut self, scope: Scope, depth: usize) -> Option<Scope> {
        let at = self.random.next(scope.maybe.len());
        let cond = self.b.op(OpCode::ptr_nonzero, &[scope.maybe[at].clone()]);
        let (yes, mut inside) = self.enter(&scope);
        let (join, after) = self.enter(&scope);
        self.b.branch(cond, Link::new(yes, scope.all()), Link::new(join, scope.all()));
        self.b.switch_to(yes);
        let to = self.random.next(inside.pairs.len());
        inside.pairs[to] = inside.maybe[at].clone();
        if let Some(end) = self.statements(inside, depth - 1) {
            self.b.goto(join, &end.all());
        }
        self.b.switch_to(join);
        Some(after)
    }

    fn loop_(&mut self, mut scope: Scope, depth: usize) -> Option<Scope> {
        scope.counters.push(Operand::signed(self.random.next(4) as i64));
        let (head, inner) = self.enter(&scope);
        self.b.goto(head, &scope.all());
        self.b.switch_to(head);
        let more = self.b.op(OpCode::int_gt, &[inner.counters.last().unwrap().clone(), Operand::signed(0)]);
        let (body, mut start) = self.enter(&inner);
        let (exit, mut after) = self.enter(&inner);
        self.b.branch(more, Link::new(body, inner.all()), Link::new(exit, inner.all()));
        self.b.switch_to(body);
        let last = start.counters.len() - 1;
        start.counters[last] =
            self.b.op(OpCode::int_sub, &[start.counters[last].clone(), Operand::signed(1)]);
        if let Some(end) = self.statements(start, depth - 1) {
            self.b.goto(head, &end.all());
        }
        self.b.switch_to(exit);
        after.counters.pop();
        Some(after)
    }

    /// A call, with handlers or without.
    fn call(&mut self, scope: Scope) -> Option<Scope> {
        let callee = self.random.pick(&self.callees.clone());
        let args = [self.int(&scope), self.int(&scope), self.random.pick(&scope.pairs)];
        let result = self.b.call(&self.program.types, callee, self.sig, &args);
        self.guarded(scope, result)
    }

    fn checked(&mut self, scope: Scope) -> Option<Scope> {
        let code = self.random.pick(&[OpCode::int_add_ovf, OpCode::int_mul_ovf, OpCode::int_sub_ovf]);
        let (a, b) = (self.int(&scope), self.int(&scope));
        let result = self.b.op(code, &[a, b]);
        self.guarded(scope, result)
    }

    fn guarded(&mut self, mut scope: Scope, result: Operand) -> Option<Scope> {
        let to = self.random.next(scope.ints.len());
        if self.random.next(3) == 0 {
            scope.ints[to] = result;
            return Some(scope);
        }
        let (normal, after) = self.enter(&scope);
        let mut given = scope.clone();
        given.ints[to] = result;
        let mut cases = Vec::new();
        let mut names = vec!["ovf", "key", "arith", "exc"];
        for _ in 0..1 + self.random.next(2) {
            let name = names.remove(self.random.next(names.len()));
            let class = match name {
                "exc" => None,
                _ => match self.vtable(name).0 {
                    Operand::Const(c) => Some(c),
                    Operand::Var(_) => None,
                },
            };
            let e = self.program.exceptions.as_ref().unwrap();
            let last = class.is_none();
            cases.push(self.case(class, LLType::Ptr(e.vtable), LLType::Ptr(e.object), normal, &scope, to));
            if last {
                break;
            }
        }
        self.b.catch(Link::new(normal, given.all()), cases);
        self.b.switch_to(normal);
        Some(after)
    }

    fn case(
        &mut self,
        class: Option<Const>,
        etype: LLType,
        evalue: LLType,
        normal: BlockId,
        scope: &Scope,
        to: usize,
    ) -> ExcCase {
        // Variables of the case, made as parameters of a block that nothing leads to.
        let holder = self.b.block(&[etype, evalue]);
        let (t, v) = (self.b.param(holder, 0), self.b.param(holder, 1));
        let link = if self.random.next(4) == 0 {
            let handler = self.b.block(&[etype, evalue]);
            let current = self.b.current();
            self.b.switch_to(handler);
            let (etype, evalue) = (self.b.param(handler, 0), self.b.param(handler, 1));
            self.b.end(Terminator::Raise { etype, evalue, span: Span::NONE });
            self.b.switch_to(current);
            Link::new(handler, vec![t.clone(), v.clone()])
        } else {
            let mut args = scope.clone();
            args.ints[to] = Operand::signed(self.random.next(50) as i64);
            Link::new(normal, args.all())
        };
        let (etype, evalue) = (t.as_var().unwrap(), v.as_var().unwrap());
        ExcCase { class, etype, evalue, link }
    }
}

/// The static objects in the order of the header, with those that [`make`] adds.
fn static_object(name: &str) -> DataId {
    const ORDER: [&str; 14] = [
        "exc", "arith", "ovf", "key", "mem", "stk", "iexc", "iovf", "ikey", "imem", "istk", "hello",
        "shared", "other",
    ];
    DataId::from_index(ORDER.iter().position(|n| *n == name).unwrap())
}

/// A program of some functions, each of which may call those before it.
fn make(seed: u64) -> (Program, FuncId) {
    let mut program = common::program("data shared: pair = { 5, 6 } data other: pair = { 7, 8 }");
    let struct_ = |name: &str| {
        let found =
            program.types.iter().find(|(id, _)| program.types.as_struct(*id).is_some_and(|s| s.name == name));
        found.unwrap().0
    };
    let (pair, sub) = (struct_("pair"), struct_("sub"));
    let sig = program.types.func(vec![LLType::Signed, LLType::Signed, LLType::Ptr(pair)], LLType::Signed);
    let statics: Vec<_> =
        program.data.objects.iter().filter(|(_, o)| o.ty == pair).map(|(id, _)| Pointer::Data(id)).collect();
    let mut random = Random(seed);
    let mut callees = Vec::new();
    for i in 0..4 {
        let b = FunctionBuilder::new(&[LLType::Signed, LLType::Signed, LLType::Ptr(pair)]);
        let budget = 4 + random.next(if i < 2 { 8 } else { 30 });
        let mut maker = Maker {
            program: &program,
            random: &mut random,
            b,
            pair,
            sub,
            sig,
            callees: callees.clone(),
            budget,
        };
        let fixed = |i: usize| Operand::pointer(LLType::Ptr(pair), statics[i].clone());
        let scope = Scope {
            ints: vec![maker.b.arg(0), maker.b.arg(1), Operand::signed(1), Operand::signed(0)],
            pairs: vec![maker.b.arg(2), fixed(0), fixed(1)],
            maybe: vec![Operand::null(pair), maker.b.arg(2)],
            counters: vec![],
        };
        let depth = 1 + i;
        if let Some(end) = maker.statements(scope, depth.min(3)) {
            let value = maker.int(&end);
            maker.b.ret(value);
        }
        let graph = maker.b.finish();
        let inline =
            random.pick(&[InlineHint::Auto, InlineHint::Auto, InlineHint::Always, InlineHint::Never]);
        callees.push(program.funcs.push(Function {
            name: format!("f{i}").as_str().into(),
            module: "fuzz".into(),
            ty: sig,
            body: FuncBody::Graph(graph),
            attrs: FuncAttrs { inline, ..FuncAttrs::default() },
            span: Span::NONE,
        }));
    }
    let main = *callees.last().unwrap();
    (program, main)
}

/// What a program does: its result, and what it leaves in static memory.
fn behaviour(program: &Program, main: FuncId) -> Vec<String> {
    let sources = SourceMap::new();
    let argument = static_object("shared");
    let mut all = Vec::new();
    for (a, b) in [(0, 0), (1, 2), (-3, 7), (i64::MAX, 2)] {
        let mut interpreter = Interpreter::new(program, &sources, Options::default()).unwrap();
        let address = interpreter.data_address(argument);
        let args = [RawValue::signed(a), RawValue::signed(b), RawValue(address as u128)];
        let result = match interpreter.call(main, &args) {
            Ok(value) => format!("{}", value.as_signed()),
            Err(Failure::Exception { name, .. }) => name,
            Err(Failure::Fatal(text)) => panic!("{text}"),
        };
        let mut memory = Vec::new();
        for name in ["shared", "other"] {
            let at = interpreter.data_address(static_object(name)) as *const i64;
            // SAFETY: the object consists of two words, which the interpreter keeps until it is dropped.
            memory.push(unsafe { (at.read(), at.add(1).read()) });
        }
        all.push(format!("{result} {memory:?}"));
    }
    all
}

fn check(seed: u64, options: &OptOptions) {
    let (mut program, main) = make(seed);
    assert_valid(&program, "making");
    let before = program.to_text();
    let expected = behaviour(&program, main);
    run(&mut program, options, &mut |_, _| {});
    let found = behaviour(&program, main);
    assert!(
        expected == found,
        "seed {seed}: {expected:?} became {found:?}\n{before}\n\n{}",
        program.to_text()
    );
}

/// How many programs: `FUZZ_PROGRAMS` for long runs.
fn count() -> u64 {
    std::env::var("FUZZ_PROGRAMS").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

#[test]
fn all_passes() {
    (0..count()).for_each(|seed| {
        let caught = std::panic::catch_unwind(|| check(seed, &OptOptions::full()));
        assert!(caught.is_ok(), "seed {seed}");
    });
}

#[test]
fn each_alone() {
    let off = OptOptions { storesink: false, ..OptOptions::none() };
    let each = [
        off.clone(),
        OptOptions { constfold: true, ..off.clone() },
        OptOptions { storesink: true, ..off.clone() },
        OptOptions { mallocs: true, ..off.clone() },
        OptOptions { merge_if_blocks: true, ..off.clone() },
        OptOptions { inline: true, inline_threshold: 32.4, ..off },
    ];
    for seed in 0..count() / 5 {
        each.iter().for_each(|options| check(1_000_000 + seed, options));
    }
}

#[test]
#[ignore = "to look at one program"]
fn one() {
    let seed = std::env::var("SEED").unwrap().parse().unwrap();
    println!("{}", make(seed).0.to_text());
    check(seed, &OptOptions::full());
}
