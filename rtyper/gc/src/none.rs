//! `--gc=none`: memory is taken from the system and never given back.
//!
//! Objects do not move, so their addresses are their identities; weak references are strong, barriers
//! and finalizers are dropped.

use rpython_base::{Span, Symbol};
use rpython_lltype::{
    Container, ContainerId, DataId, Field, FuncId, GcKind, Hints, LLType, Payload, Pointer, Value,
};
use rpython_lowlevel::{
    FuncAttrs, FuncBody, Function, FunctionBuilder, Graph, Imm, InlineHint, Link, MallocFlavor, Op, OpCode,
    Operand, Program, Stage,
};

/// Lowers the whole program.
pub fn lower(program: &mut Program) {
    assert_eq!(program.stage, Stage::ExceptionsLowered, "exceptions are lowered before memory");
    let helpers = Helpers {
        arrays: RawArrays::new(program),
        hash: hash_helper(program),
        array_ty: array_helper_type(program),
    };
    program.stage = Stage::GcLowered;
    for id in program.funcs.ids() {
        let Some(slot) = program.funcs[id].graph_mut() else { continue };
        let mut graph = std::mem::take(slot);
        for block in graph.reverse_postorder() {
            let ops = std::mem::take(&mut graph.blocks[block].ops);
            let mut lowering = Lowering { program, graph: &mut graph, helpers: &helpers, out: Vec::new() };
            ops.into_iter().for_each(|op| lowering.op(op));
            let out = lowering.out;
            graph.blocks[block].ops = out;
        }
        program.funcs[id].body = FuncBody::Graph(graph);
    }
}

/// Functions added to the program.
struct Helpers {
    arrays: RawArrays,
    array_ty: ContainerId,
    /// The identity hash, if some static objects have promised one.
    hash: Option<(FuncId, ContainerId)>,
}

/// Functions that allocate arrays of unmanaged memory; see [`array_arguments`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawArrays {
    /// Zeroed.
    pub zeroed: FuncId,
    /// Uninitialized but for the length.
    pub raw: FuncId,
}

impl RawArrays {
    /// Adds them to the program.
    pub fn new(program: &mut Program) -> RawArrays {
        RawArrays {
            zeroed: array_helper(program, OpCode::raw_calloc, "malloc_varsize_zeroed"),
            raw: array_helper(program, OpCode::raw_malloc, "malloc_varsize"),
        }
    }
}

/// The arguments with which [`RawArrays`] allocate so many items of this type.
pub(crate) fn array_arguments(program: &Program, ty: ContainerId, count: Operand) -> Vec<Operand> {
    let (types, model) = (&program.types, program.model);
    let (base, stride) = types.varsize(model, ty).expect("a type of variable size");
    let extra = types.varsize_array(ty).is_some_and(|array| has_extra_item(types.get(array)));
    let base = (base as i64 + if extra { stride as i64 } else { 0 }).max(1);
    let most = (model.max_int() - base) / (stride as i64).max(1);
    let offset = types.length_offset(model, ty).map_or(-1, |o| o as i64);
    let rest = [most, base, stride as i64, offset].map(Operand::signed);
    std::iter::once(count).chain(rest).collect()
}

fn add_function(program: &mut Program, name: &str, ty: ContainerId, graph: Graph) -> FuncId {
    program.funcs.push(Function {
        name: Symbol::intern(name),
        module: "gc".into(),
        ty,
        body: FuncBody::Graph(graph),
        attrs: FuncAttrs {
            inline: InlineHint::Auto,
            gc_internal: true,
            no_stack_check: true,
            ..FuncAttrs::default()
        },
        span: Span::NONE,
    })
}

fn array_helper_type(program: &mut Program) -> ContainerId {
    program.types.func(vec![LLType::Signed; 5], LLType::Address)
}

/// `(count, most, base, stride, length offset or -1) -> address`, null if there is no memory or
/// `count` is not in `0..=most`.
fn array_helper(program: &mut Program, alloc: OpCode, name: &str) -> FuncId {
    let ty = array_helper_type(program);
    let mut b = FunctionBuilder::new(&[LLType::Signed; 5]);
    let [count, most, base, stride, offset] = [0, 1, 2, 3, 4].map(|i| b.arg(i));
    let types = [LLType::Signed; 4];
    let (fits, fails) = (b.block(&types), b.block(&[]));
    let ucount = b.op(OpCode::cast_int_to_uint, std::slice::from_ref(&count));
    let umost = b.op(OpCode::cast_int_to_uint, &[most]);
    let ok = b.op(OpCode::uint_le, &[ucount, umost]);
    b.branch(ok, Link::new(fits, vec![count, base, stride, offset]), Link::new(fails, vec![]));

    b.switch_to(fits);
    let [count, base, stride, offset] = [0, 1, 2, 3].map(|i| b.param(fits, i));
    let items = b.op(OpCode::int_mul, &[count.clone(), stride]);
    let size = b.op(OpCode::int_add, &[base, items]);
    let address = b.op(alloc, &[size]);
    let null = Operand::constant(LLType::Address, Value::Address(Pointer::Null));
    let got = b.op(OpCode::adr_ne, &[address.clone(), null.clone()]);
    let filled = b.block(&[LLType::Address, LLType::Signed, LLType::Signed]);
    b.branch(got, Link::new(filled, vec![address, offset, count]), Link::new(fails, vec![]));

    b.switch_to(filled);
    let [address, offset, count] = [0, 1, 2].map(|i| b.param(filled, i));
    let has_length = b.op(OpCode::int_ge, &[offset.clone(), Operand::signed(0)]);
    let store = b.block(&[LLType::Address, LLType::Signed, LLType::Signed]);
    let done = b.block(&[LLType::Address]);
    b.branch(
        has_length,
        Link::new(store, vec![address.clone(), offset, count]),
        Link::new(done, vec![address]),
    );
    b.switch_to(store);
    let [address, offset, count] = [0, 1, 2].map(|i| b.param(store, i));
    b.op(OpCode::raw_store, &[address.clone(), offset, count]);
    b.goto(done, &[address]);
    b.switch_to(done);
    let result = b.param(done, 0);
    b.ret(result);
    b.switch_to(fails);
    b.ret(null);
    add_function(program, name, ty, b.finish())
}

/// `(address) -> hash`: promised hashes from a table, otherwise the address.
fn hash_helper(program: &mut Program) -> Option<(FuncId, ContainerId)> {
    let promised: Vec<(DataId, i64)> =
        program.data.objects.iter().filter_map(|(id, o)| Some((id, o.identity_hash?))).collect();
    if promised.is_empty() {
        return None;
    }
    let field = |name: &str, ty| Field { name: name.into(), ty };
    let entry = program.types.struct_(
        "promised_hash".into(),
        GcKind::Raw,
        vec![field("object", LLType::Address), field("hash", LLType::Signed)],
        Hints::default(),
    );
    let table_ty = program.types.array(GcKind::Raw, LLType::Inline(entry), Hints::default());
    let items = promised
        .into_iter()
        .map(|(id, hash)| {
            let values = vec![Value::Address(Pointer::Data(id)), Value::Int(hash)];
            Value::Inline(Box::new(Payload::Struct(values)))
        })
        .collect();
    let table = program.data.push(table_ty, Payload::Array(items));
    let table = Operand::pointer(LLType::Ptr(table_ty), Pointer::Data(table));

    let mut b = FunctionBuilder::new(&[LLType::Address]);
    let args = [LLType::Address, LLType::Signed];
    let (head, look, found, next, none) = (
        b.block(&args),
        b.block(&args),
        b.block(&[LLType::Signed]),
        b.block(&args),
        b.block(&[LLType::Address]),
    );
    let object = b.arg(0);
    b.goto(head, &[object, Operand::signed(0)]);
    b.switch_to(head);
    let (object, index) = (b.param(head, 0), b.param(head, 1));
    let length = b.getarraysize(table.clone());
    let more = b.op(OpCode::int_lt, &[index.clone(), length]);
    b.branch(more, Link::new(look, vec![object.clone(), index]), Link::new(none, vec![object]));
    b.switch_to(look);
    let (object, index) = (b.param(look, 0), b.param(look, 1));
    let path = |field| {
        Imm::Path([rpython_lowlevel::PathStep::Index, rpython_lowlevel::PathStep::Field(field)].into())
    };
    let at = b.push(OpCode::getinteriorfield, vec![table.clone(), index.clone()], path(0), LLType::Address);
    let same = b.op(OpCode::adr_eq, &[at, object.clone()]);
    b.branch(same, Link::new(found, vec![index.clone()]), Link::new(next, vec![object, index]));
    b.switch_to(found);
    let index = b.param(found, 0);
    let hash = b.push(OpCode::getinteriorfield, vec![table, index], path(1), LLType::Signed);
    b.ret(hash);
    b.switch_to(next);
    let (object, index) = (b.param(next, 0), b.param(next, 1));
    let index = b.op(OpCode::int_add, &[index, Operand::signed(1)]);
    b.goto(head, &[object, index]);
    b.switch_to(none);
    let object = b.param(none, 0);
    let hash = b.op(OpCode::cast_adr_to_int, &[object]);
    b.ret(hash);
    let ty = program.types.func(vec![LLType::Address], LLType::Signed);
    Some((add_function(program, "identity_hash", ty, b.finish()), ty))
}

struct Lowering<'a> {
    program: &'a Program,
    graph: &'a mut Graph,
    helpers: &'a Helpers,
    out: Vec<Op>,
}

impl Lowering<'_> {
    fn emit(&mut self, code: OpCode, args: Vec<Operand>, ty: LLType, span: Span) -> Operand {
        let result = self.graph.var(ty);
        self.out.push(Op { code, args, imm: Imm::None, result, span });
        result.into()
    }

    /// Puts another op in the place of this one; the result stays.
    fn replace(&mut self, op: Op, code: OpCode, args: Vec<Operand>) {
        self.out.push(Op { code, args, imm: Imm::None, ..op });
    }

    fn constant(&mut self, op: Op, value: Operand) {
        self.replace(op, OpCode::same_as, vec![value]);
    }

    fn op(&mut self, op: Op) {
        match op.code {
            OpCode::malloc => self.malloc(op),
            OpCode::malloc_varsize => self.malloc_varsize(op),
            OpCode::gc_identityhash => self.identity_hash(op),
            OpCode::gc_id => {
                let args = op.args.clone();
                self.replace(op, OpCode::cast_ptr_to_int, args);
            }
            OpCode::weakref_create | OpCode::weakref_deref => {
                let args = op.args.clone();
                self.replace(op, OpCode::cast_opaque_ptr, args);
            }
            OpCode::gc_can_move | OpCode::gc_pin | OpCode::shrink_array => {
                self.constant(op, Operand::bool(false));
            }
            OpCode::gc_isenabled | OpCode::gc_writebarrier_before_copy => {
                self.constant(op, Operand::bool(true));
            }
            OpCode::gc_get_stat | OpCode::gc_get_type_id => self.constant(op, Operand::signed(0)),
            OpCode::gc_is_instance => self.constant(op, Operand::bool(false)),
            OpCode::gc_fq_next_dead | OpCode::gc_typeids_z => {
                let ty = self.graph.vars[op.result].ty;
                self.constant(op, Operand::pointer(ty, Pointer::Null));
            }
            OpCode::gc_collect
            | OpCode::gc_trace_place
            | OpCode::gc_collect_young
            | OpCode::gc_unpin
            | OpCode::gc_add_memory_pressure
            | OpCode::gc_set_max_heap_size
            | OpCode::gc_enable
            | OpCode::gc_disable
            | OpCode::gc_fq_register
            | OpCode::gc_writebarrier => self.constant(op, Operand::void()),
            code => {
                debug_assert!(code.info().legal_in(Stage::GcLowered), "{} has no lowering", code.name());
                self.out.push(op);
            }
        }
    }

    fn malloc(&mut self, op: Op) {
        let Imm::Malloc(ty, flavor) = op.imm else { unreachable!("malloc has a type") };
        let size = self.program.types.container_layout(self.program.model, ty).size.max(1);
        let alloc = if is_zeroed(flavor) { OpCode::raw_calloc } else { OpCode::raw_malloc };
        let address = self.emit(alloc, vec![Operand::signed(size as i64)], LLType::Address, op.span);
        self.replace(op, OpCode::cast_adr_to_ptr, vec![address]);
    }

    fn malloc_varsize(&mut self, op: Op) {
        let Imm::Malloc(ty, flavor) = op.imm else { unreachable!("malloc_varsize has a type") };
        let helper = if is_zeroed(flavor) { self.helpers.arrays.zeroed } else { self.helpers.arrays.raw };
        let callee = Operand::func(LLType::Ptr(self.helpers.array_ty), helper);
        let arguments = array_arguments(self.program, ty, op.args[0].clone());
        let args = std::iter::once(callee).chain(arguments).collect();
        let address = self.emit(OpCode::direct_call, args, LLType::Address, op.span);
        self.replace(op, OpCode::cast_adr_to_ptr, vec![address]);
    }

    fn identity_hash(&mut self, op: Op) {
        let args = op.args.clone();
        let Some((helper, ty)) = self.helpers.hash else {
            return self.replace(op, OpCode::cast_ptr_to_int, args);
        };
        let address = self.emit(OpCode::cast_ptr_to_adr, args, LLType::Address, op.span);
        let args = vec![Operand::func(LLType::Ptr(ty), helper), address];
        self.replace(op, OpCode::direct_call, args);
    }
}

/// Managed memory is always zeroed here: nobody else would clear its pointers.
fn is_zeroed(flavor: MallocFlavor) -> bool {
    flavor.zero || flavor.gc
}

/// Whether one more item than asked for is allocated (the zero behind a string).
fn has_extra_item(container: &Container) -> bool {
    match container {
        Container::Array(a) => a.hints.other.iter().any(|h| *h == "extra_item_after_alloc"),
        Container::Struct(_)
        | Container::FixedArray { .. }
        | Container::Func(_)
        | Container::Opaque { .. }
        | Container::Forward(_) => false,
    }
}
