//! Stack checks: recursion that is too deep raises instead of crashing.
//!
//! Every cycle of the call graph gets one function that compares an address in its frame with a
//! limit computed at the start of the program, and raises the prebuilt `StackOverflow`.

use rpython_base::{EntityId, FastSet, Span, Symbol};
use rpython_lltype::{Container, DataId, Field, FuncId, GcKind, Hints, LLType, Pointer};
use rpython_lowlevel::{
    Block, FuncAttrs, FuncBody, Function, FunctionBuilder, Imm, InlineHint, Link, Op, OpCode, Operand,
    Program, Terminator,
};

use rpython_lowlevel::callgraph::{AddressTaken, call_edges, components};

/// How much stack a program may use before recursion is too deep: the reference's figure.
pub const DEFAULT_STACK_BYTES: i64 = 768 * 1024;

/// Inserts checks into a program in stage `Typed` and the root `start_stack_init`. Does nothing in a
/// program without a prebuilt `StackOverflow`. Returns the functions that got a check.
pub fn insert_stack_checks(program: &mut Program, bytes: i64) -> Vec<FuncId> {
    let overflow = program.exceptions.as_ref().and_then(|exceptions| {
        let overflow = exceptions.prebuilt.iter().find(|e| e.name == "StackOverflow")?;
        let etype = Operand::pointer(LLType::Ptr(exceptions.vtable), overflow.vtable.clone());
        Some((etype, Operand::pointer(LLType::Ptr(exceptions.object), overflow.instance.clone())))
    });
    let Some((etype, evalue)) = overflow else {
        for func in uses_limits(program) {
            without_limits(program, func);
        }
        return Vec::new();
    };
    let chosen = cycle_breakers(program);
    let asked = uses_limits(program);
    if chosen.is_empty() && asked.is_empty() {
        return chosen;
    }
    let limits = add_limits(program, bytes);
    for func in asked {
        lower_limits(program, func, &limits);
    }
    for &func in &chosen {
        insert_check(program, func, &limits, etype.clone(), evalue.clone());
    }
    chosen
}

fn reads_or_writes_limits(op: &Op) -> bool {
    use OpCode::{stack_bytes, stack_lowest, stack_set_bytes, stack_set_lowest};
    matches!(op.code, stack_lowest | stack_set_lowest | stack_bytes | stack_set_bytes)
}

/// Functions that read or write the limits.
fn uses_limits(program: &Program) -> Vec<FuncId> {
    let uses = |f: &Function| {
        f.graph_opt().is_some_and(|graph| {
            graph.blocks.values().any(|block| block.ops.iter().any(reads_or_writes_limits))
        })
    };
    program.funcs.iter().filter(|(_, f)| uses(f)).map(|(id, _)| id).collect()
}

/// Applies `change` to the ops of a function that read or write the limits.
fn change_limit_ops(program: &mut Program, func: FuncId, change: impl Fn(&mut Op)) {
    let Some(graph) = program.funcs[func].graph_mut() else { return };
    for (_, block) in graph.blocks.iter_mut() {
        block.ops.iter_mut().filter(|op| reads_or_writes_limits(op)).for_each(&change);
    }
}

/// What the program asks about the limits becomes accesses to their struct.
fn lower_limits(program: &mut Program, func: FuncId, limits: &Limits) {
    let pointer = Operand::pointer(limits.pointer, Pointer::Data(limits.data));
    change_limit_ops(program, func, |op| {
        let field = matches!(op.code, OpCode::stack_bytes | OpCode::stack_set_bytes) as u32;
        let writes = matches!(op.code, OpCode::stack_set_lowest | OpCode::stack_set_bytes);
        op.code = if writes { OpCode::setfield } else { OpCode::getfield };
        op.args.insert(0, pointer.clone());
        op.imm = Imm::Field(field);
    });
}

/// In a program whose stack is not checked there are none.
fn without_limits(program: &mut Program, func: FuncId) {
    change_limit_ops(program, func, |op| {
        let writes = matches!(op.code, OpCode::stack_set_lowest | OpCode::stack_set_bytes);
        op.code = OpCode::same_as;
        op.args = vec![if writes { Operand::void() } else { Operand::signed(0) }];
    });
}

/// Functions such that every cycle of calls goes through one of them.
fn cycle_breakers(program: &Program) -> Vec<FuncId> {
    let mut edges = call_edges(program);
    let entered = add_callbacks(program, &mut edges);
    let mut alive: Vec<bool> = program
        .funcs
        .values()
        .map(|f| f.graph_opt().is_some() && !f.attrs.no_stack_check && !f.is_of_collector())
        .collect();
    let mut chosen = Vec::new();
    loop {
        let cycles: Vec<Vec<FuncId>> = components(&edges, &alive)
            .into_iter()
            .filter(|c| c.len() > 1 || edges[c[0].index()].contains(&c[0]))
            .collect();
        if cycles.is_empty() {
            break;
        }
        for cycle in cycles {
            let best = busiest(&edges, &cycle, &entered);
            alive[best.index()] = false;
            chosen.push(best);
        }
    }
    chosen.sort();
    chosen
}

/// Who passes a function to C code reaches all functions that may be meant: C code calls them. Returns those.
fn add_callbacks(program: &Program, edges: &mut [Vec<FuncId>]) -> FastSet<FuncId> {
    let mut entered = FastSet::default();
    let external = |op: &Op| {
        let callee = op.args.first().filter(|_| op.code == OpCode::direct_call)?.as_func()?;
        program.funcs[callee].graph_opt().is_none().then_some(())
    };
    let mut taken = None;
    for (id, function) in program.funcs.iter() {
        let Some(graph) = function.graph_opt() else { continue };
        let calls = graph.blocks.values().flat_map(|block| &block.ops).filter(|op| external(op).is_some());
        for arg in calls.flat_map(|op| &op.args[1..]) {
            let pointee = graph.operand_type(arg).pointee();
            let Some(ty) = pointee.filter(|&ty| matches!(program.types.get(ty), Container::Func(_))) else {
                continue;
            };
            let taken = taken.get_or_insert_with(|| AddressTaken::new(program));
            edges[id.index()].extend(taken.of_type(ty));
            entered.extend(taken.of_type(ty));
        }
    }
    entered
}

/// The function with the most calls from and to its cycle; itself first if it calls itself. One that C code calls must
/// not raise before its own handlers are there, so it is taken only if there is no other.
fn busiest(edges: &[Vec<FuncId>], cycle: &[FuncId], entered: &FastSet<FuncId>) -> FuncId {
    let members: FastSet<FuncId> = cycle.iter().copied().collect();
    let mut calls = rpython_base::FastMap::<FuncId, usize>::default();
    for &f in cycle {
        for &g in edges[f.index()].iter().filter(|g| members.contains(g)) {
            *calls.entry(f).or_default() += 1;
            *calls.entry(g).or_default() += 1;
            if f == g {
                *calls.entry(f).or_default() += cycle.len();
            }
        }
    }
    let score = |f: FuncId| calls.get(&f).copied().unwrap_or(0);
    cycle
        .iter()
        .copied()
        .max_by_key(|&f| (!entered.contains(&f), score(f), std::cmp::Reverse(f)))
        .expect("a cycle has members")
}

/// The static struct and its type.
struct Limits {
    data: DataId,
    pointer: LLType,
}

/// Field 0 is the lowest address allowed, field 1 how many bytes lie above it.
fn add_limits(program: &mut Program, bytes: i64) -> Limits {
    let field = |name: &str| Field { name: name.into(), ty: LLType::Signed };
    let ty = program.types.struct_(
        "stack_limits".into(),
        GcKind::Raw,
        vec![field("lowest"), field("bytes")],
        Hints::default(),
    );
    let data = program.data.reserve(&program.types, ty);
    program.data.objects[data].name = Some("stack_limits".into());
    program.named_data.push((Symbol::intern("stack_limits"), data));
    let limits = Limits { data, pointer: LLType::Ptr(ty) };
    let pointer = Operand::pointer(limits.pointer, Pointer::Data(data));

    let mut b = FunctionBuilder::new(&[]);
    let here = b.op(OpCode::stack_current, &[]);
    let lowest = b.op(OpCode::int_sub, &[here, Operand::signed(bytes)]);
    b.setfield(&program.types, pointer.clone(), "lowest", lowest);
    b.setfield(&program.types, pointer, "bytes", Operand::signed(bytes));
    b.ret_void();
    let func_ty = program.types.func(vec![], LLType::Void);
    let attrs = FuncAttrs { inline: InlineHint::Never, no_stack_check: true, ..FuncAttrs::default() };
    let init = program.funcs.push(Function {
        name: "stack_init".into(),
        module: "stack".into(),
        ty: func_ty,
        body: FuncBody::Graph(b.finish()),
        attrs,
        span: Span::NONE,
    });
    program.roots.push((Symbol::intern("start_stack_init"), init));
    limits
}

/// Puts a test in front of the function's start.
fn insert_check(program: &mut Program, func: FuncId, limits: &Limits, etype: Operand, evalue: Operand) {
    let span = program.funcs[func].span;
    program.funcs[func].attrs.stack_checked = true;
    let Some(graph) = program.funcs[func].graph_mut() else { return };
    let old_start = graph.start;
    let types: Vec<LLType> = graph.blocks[old_start].params.iter().map(|&v| graph.vars[v].ty).collect();
    let start = graph.block(&types);
    for i in 0..types.len() {
        let (new, old) = (graph.blocks[start].params[i], graph.blocks[old_start].params[i]);
        graph.vars[new].name = graph.vars[old].name;
    }
    let raise = graph.blocks.push(Block {
        params: vec![],
        ops: vec![],
        end: Terminator::Raise { etype, evalue, span },
    });
    let here = graph.var(LLType::Signed);
    let lowest = graph.var(LLType::Signed);
    let cond = graph.var(LLType::Bool);
    let op = |code, args, imm, result| Op { code, args, imm, result, span };
    let pointer = Operand::pointer(limits.pointer, Pointer::Data(limits.data));
    graph.blocks[start].ops = vec![
        op(OpCode::stack_current, vec![], Imm::None, here),
        op(OpCode::getfield, vec![pointer], Imm::Field(0), lowest),
        op(OpCode::int_lt, vec![here.into(), lowest.into()], Imm::None, cond),
    ];
    let args = graph.blocks[start].params.iter().map(|&v| v.into()).collect();
    graph.blocks[start].end = Terminator::Branch {
        cond: cond.into(),
        if_true: Link::new(raise, vec![]),
        if_false: Link::new(old_start, args),
    };
    graph.start = start;
}
