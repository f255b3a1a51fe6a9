//! Type ids, and the table of types that the collector reads.

use indexmap::IndexSet;
use rpython_base::{Diagnostic, FastMap, Span, Symbol};
use rpython_lltype::value::default_payload;
use rpython_lltype::{Container, ContainerId, DataId, FuncId, GcKind, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{FuncAttrs, FuncBody, Function, FunctionBuilder, Imm, OpCode, Operand, Program};

use super::{Context, is_managed, missing, shapes, typeptr};

// Bits of `infobits`; see `rpython/memory/gcdata.py`.
const T_VARSIZE: i64 = 1;
const T_ITEMS_HAVE_PTRS: i64 = 2;
const T_WEAKREF: i64 = 4;
const T_FINALIZER: i64 = 8;
const T_HAS_PTRS: i64 = 16;
const T_TEXT: i64 = 32;
const T_INSTANCE: i64 = 64;
const T_CUSTOM_TRACE: i64 = 128;

/// The managed types that objects can have.
pub struct TypeIds {
    /// A type for each id; none for ids that are not in use.
    pub slots: Vec<Option<ContainerId>>,
    ids: FastMap<ContainerId, i64>,
    /// The type of weak references that the transformation allocates.
    pub weakref: ContainerId,
}

impl TypeIds {
    /// All types that are allocated, and those of static objects. Takes the class pointers out of instances, too.
    pub fn collect(program: &mut Program, finalizers: &[(ContainerId, FuncId)]) -> TypeIds {
        let weakref = weakref_type(program);
        give_weakrefs_content(program, weakref);
        let mut types = IndexSet::new();
        types.insert(weakref);
        for function in program.funcs.values() {
            let Some(graph) = function.graph_opt() else { continue };
            for block in graph.reverse_postorder() {
                for op in &graph.blocks[block].ops {
                    if let (OpCode::malloc | OpCode::malloc_varsize, Imm::Malloc(ty, flavor)) =
                        (op.code, &op.imm)
                        && flavor.gc
                    {
                        types.insert(*ty);
                    }
                }
            }
        }
        for object in program.data.objects.values() {
            if program.types.gc_kind(object.ty) == GcKind::Gc {
                types.insert(object.ty);
            }
        }
        let types: Vec<ContainerId> = types.into_iter().collect();
        let classes = typeptr::remove_fields(program, &types);
        let made = shapes::assign(program, &types, weakref, finalizers, classes.as_ref());
        let ids = TypeIds { slots: made.slots, ids: made.ids, weakref };
        if let Some(classes) = classes {
            typeptr::rewrite(program, &ids, &classes);
        }
        ids
    }

    /// The id of a type that is allocated or static.
    pub fn id(&self, ty: ContainerId) -> i64 {
        self.ids[&ty]
    }
}

/// `GcStruct weakref { weakptr: Address }`: an address, so that it is no pointer to follow.
fn weakref_type(program: &mut Program) -> ContainerId {
    let field = rpython_lltype::Field { name: Symbol::intern("weakptr"), ty: LLType::Address };
    program.types.struct_(Symbol::intern("weakref"), GcKind::Gc, vec![field], Default::default())
}

/// Prebuilt weak references: what was opaque gets the collector's type. They are never cleared, since what they refer to is
/// prebuilt, too.
fn give_weakrefs_content(program: &mut Program, weakref: ContainerId) {
    let opaque = |ty| matches!(program.types.get(ty), Container::Opaque { name, .. } if *name == "WeakRef");
    let found: Vec<DataId> =
        program.data.objects.iter().filter(|(_, object)| opaque(object.ty)).map(|(id, _)| id).collect();
    for id in found {
        let object = &mut program.data.objects[id];
        let target = match &object.payload {
            Payload::Struct(values) => match values.first() {
                Some(Value::Ptr(pointer)) => pointer.clone(),
                _ => Pointer::Null,
            },
            _ => Pointer::Null,
        };
        object.ty = weakref;
        object.payload = Payload::Struct(vec![Value::Address(target)]);
    }
}

/// Byte offsets of the managed pointers in the fixed part of a container.
pub fn pointer_offsets(program: &Program, id: ContainerId) -> Vec<i64> {
    let mut offsets = Vec::new();
    push_offsets(program, id, 0, &mut offsets);
    offsets
}

fn push_offsets(program: &Program, id: ContainerId, base: i64, out: &mut Vec<i64>) {
    let (types, model) = (&program.types, program.model);
    let mut push = |ty: LLType, at: i64| match ty {
        LLType::Inline(inner) => push_offsets(program, inner, at, out),
        ty if is_managed(program, ty) => out.push(at),
        _ => {}
    };
    match types.get(id) {
        Container::Struct(s) => {
            let layout = types.struct_layout(model, id);
            for (field, offset) in s.fields.iter().zip(&layout.offsets) {
                push(field.ty, base + *offset as i64);
            }
        }
        Container::FixedArray { item, length, .. } => {
            let stride = types.item_stride(model, id) as i64;
            for i in 0..*length as i64 {
                push(*item, base + i * stride);
            }
        }
        Container::Array(_) | Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => {}
    }
}

/// Byte offsets of the managed pointers in one item of a container of variable size.
pub fn item_pointer_offsets(program: &Program, id: ContainerId) -> Vec<i64> {
    let Some(array) = program.types.varsize_array(id) else { return Vec::new() };
    match program.types.item_type(array) {
        Some(LLType::Inline(item)) => pointer_offsets(program, item),
        Some(ty) if is_managed(program, ty) => vec![0],
        _ => Vec::new(),
    }
}

/// Allocates the table as static data and points `gcdata.types` and its other fields to what they need.
pub fn fill_table(
    program: &mut Program,
    cx: &Context,
    finalizers: &[(ContainerId, FuncId)],
) -> Result<(), Diagnostic> {
    let table_ty = pointee(program, cx.gcdata_ty, "types")?;
    let Some(LLType::Inline(info_ty)) = program.types.item_type(table_ty) else {
        return Err(missing("gc_type_info"));
    };
    let mut offset_tables =
        OffsetTables { ty: pointee(program, info_ty, "ptroffsets")?, made: FastMap::default() };
    let unused = default_payload(&program.types, info_ty, 0);
    let mut rows = Vec::with_capacity(cx.ids.slots.len());
    for slot in &cx.ids.slots {
        let &Some(ty) = slot else {
            rows.push(Value::Inline(Box::new(unused.clone())));
            continue;
        };
        let finalizer = finalizers.iter().find(|(t, _)| *t == ty).map(|&(_, f)| f);
        let row = type_info(program, cx, info_ty, ty, finalizer, &mut offset_tables)?;
        rows.push(Value::Inline(Box::new(row)));
    }
    let table = program.data.push(table_ty, Payload::Array(rows));
    set_gcdata(program, cx, "types", Value::Ptr(Pointer::Data(table)))?;
    let addresses = static_root_addresses(program);
    let roots_ty = pointee(program, cx.gcdata_ty, "static_roots")?;
    let roots = program.data.push(roots_ty, Payload::Array(addresses));
    set_gcdata(program, cx, "static_roots", Value::Ptr(Pointer::Data(roots)))?;
    let prebuilt_ty = pointee(program, cx.gcdata_ty, "prebuilt")?;
    let prebuilt = managed_statics(program).into_iter().map(|id| Value::Address(Pointer::Data(id))).collect();
    let prebuilt = program.data.push(prebuilt_ty, Payload::Array(prebuilt));
    set_gcdata(program, cx, "prebuilt", Value::Ptr(Pointer::Data(prebuilt)))
}

/// Static objects that are managed, in order.
pub fn managed_statics(program: &Program) -> Vec<DataId> {
    let managed = |ty| program.types.gc_kind(ty) == GcKind::Gc;
    program.data.objects.iter().filter(|(_, object)| managed(object.ty)).map(|(id, _)| id).collect()
}

/// What a field of pointer type points to.
fn pointee(program: &Program, ty: ContainerId, field: &str) -> Result<ContainerId, Diagnostic> {
    let s = program.types.expect_struct(ty);
    let index = s.field(Symbol::intern(field)).ok_or_else(|| missing(field))?;
    s.fields[index].ty.pointee().ok_or_else(|| missing(field))
}

fn set_gcdata(program: &mut Program, cx: &Context, field: &str, value: Value) -> Result<(), Diagnostic> {
    let s = program.types.expect_struct(cx.gcdata_ty);
    let index = s.field(Symbol::intern(field)).ok_or_else(|| missing(field))?;
    let Payload::Struct(values) = &mut program.data.objects[cx.gcdata].payload else {
        return Err(missing("gcdata"));
    };
    values[index] = value;
    Ok(())
}

/// Static arrays of offsets, one for each distinct list.
struct OffsetTables {
    ty: ContainerId,
    made: FastMap<Vec<i64>, DataId>,
}

impl OffsetTables {
    fn pointer(&mut self, program: &mut Program, offsets: Vec<i64>) -> Value {
        let ty = self.ty;
        let id = *self.made.entry(offsets).or_insert_with_key(|offsets| {
            program.data.push(ty, Payload::Array(offsets.iter().map(|&o| Value::Int(o)).collect()))
        });
        Value::Ptr(Pointer::Data(id))
    }
}

fn type_info(
    program: &mut Program,
    cx: &Context,
    info_ty: ContainerId,
    ty: ContainerId,
    finalizer: Option<FuncId>,
    tables: &mut OffsetTables,
) -> Result<Payload, Diagnostic> {
    let fixed = pointer_offsets(program, ty);
    let items = item_pointer_offsets(program, ty);
    let (types, model) = (&program.types, program.model);
    let varsize = types.varsize(model, ty);
    let length_offset = types.length_offset(model, ty);
    let mut bits = 0;
    bits |= if varsize.is_some() { T_VARSIZE } else { 0 };
    bits |= if fixed.is_empty() { 0 } else { T_HAS_PTRS };
    bits |= if items.is_empty() { 0 } else { T_ITEMS_HAVE_PTRS };
    bits |= if is_text(program, ty) { T_TEXT } else { 0 };
    bits |= if is_instance(program, ty) { T_INSTANCE } else { 0 };
    bits |= if ty == cx.ids.weakref { T_WEAKREF } else { 0 };
    bits |= if finalizer.is_some() { T_FINALIZER } else { 0 };
    let tracer = program.tracers.iter().find(|(t, _)| *t == ty).map(|&(_, f)| f);
    bits |= if tracer.is_some() { T_CUSTOM_TRACE } else { 0 };
    let (base, stride) = match varsize {
        Some((base, stride)) => (base + extra_bytes(program, ty, stride), stride),
        None => (types.container_layout(model, ty).size, 0),
    };
    let finalizer = finalizer.map(|f| finalizer_wrapper(program, f));
    let mut payload = default_payload(&program.types, info_ty, 0);
    let fixed = tables.pointer(program, fixed);
    let item_offsets = tables.pointer(program, items);
    let items_at = varsize.map_or(0, |(base, _)| base);
    let values = [
        ("infobits", Value::Int(bits)),
        ("fixedsize", Value::Int(base as i64)),
        ("itemsize", Value::Int(stride as i64)),
        // A weak reference's pointer is the first word.
        ("lengthoffset", Value::Int(length_offset.unwrap_or(0) as i64)),
        ("itemsoffset", Value::Int(items_at as i64)),
        ("ptroffsets", fixed),
        ("itemptroffsets", item_offsets),
        ("finalizer", Value::Ptr(finalizer.map_or(Pointer::Null, Pointer::Func))),
        ("tracer", Value::Ptr(tracer.map_or(Pointer::Null, Pointer::Func))),
    ];
    let s = program.types.expect_struct(info_ty);
    let Payload::Struct(fields) = &mut payload else { return Err(missing("gc_type_info")) };
    for (name, value) in values {
        fields[s.field(Symbol::intern(name)).ok_or_else(|| missing(name))?] = value;
    }
    Ok(payload)
}

/// Whether it is a string: a hash and characters that do not change once it is made.
pub fn is_text(program: &Program, ty: ContainerId) -> bool {
    let Some(s) = program.types.as_struct(ty) else { return false };
    matches!(s.name.as_str(), "rpy_string" | "rpy_unicode") && program.types.varsize_array(ty).is_some()
}

/// Whether it is an instance of an RPython class: a struct that begins with the root of all instances.
fn is_instance(program: &Program, ty: ContainerId) -> bool {
    let Some(exceptions) = &program.exceptions else { return false };
    let mut ty = ty;
    while ty != exceptions.object {
        match program.types.as_struct(ty).and_then(|s| s.fields.first()).map(|f| f.ty) {
            Some(LLType::Inline(base)) => ty = base,
            _ => return false,
        }
    }
    true
}

/// Bytes of the item more than asked for that some arrays have (the zero behind a string).
pub fn extra_bytes(program: &Program, ty: ContainerId, stride: u32) -> u32 {
    let Some(array) = program.types.varsize_array(ty) else { return 0 };
    match program.types.get(array) {
        Container::Array(a) if a.hints.other.iter().any(|h| *h == "extra_item_after_alloc") => stride,
        _ => 0,
    }
}

/// A function of an address that calls the finalizer, which takes the address or a pointer, and forgets an exception from it.
fn finalizer_wrapper(program: &mut Program, finalizer: FuncId) -> FuncId {
    let ty = program.funcs[finalizer].ty;
    let parameter = program.types.expect_func(ty).args[0];
    let mut b = FunctionBuilder::new(&[LLType::Address]);
    let address = b.arg(0);
    let object = match parameter {
        LLType::Address => address,
        pointer => b.op_to(OpCode::cast_adr_to_ptr, &[address], pointer),
    };
    b.call(&program.types, finalizer, ty, &[object]);
    if let Some(&(_, state)) = program.named_data.iter().find(|(name, _)| *name == "exception_state") {
        let state_ty = program.data.objects[state].ty;
        let state = Operand::pointer(LLType::Ptr(state_ty), Pointer::Data(state));
        for name in ["etype", "evalue"] {
            let s = program.types.expect_struct(state_ty);
            let field = s.field(Symbol::intern(name)).map(|i| s.fields[i].ty);
            if let Some(LLType::Ptr(pointee)) = field {
                b.setfield(&program.types, state.clone(), name, Operand::null(pointee));
            }
        }
    }
    b.ret_void();
    let wrapper_ty = program.types.func(vec![LLType::Address], LLType::Void);
    program.funcs.push(Function {
        name: Symbol::intern(&format!("finalize_{}", program.funcs[finalizer].name)),
        module: Symbol::intern("rpython.memory"),
        ty: wrapper_ty,
        body: FuncBody::Graph(b.finish()),
        attrs: FuncAttrs { gc_internal: true, no_stack_check: true, ..FuncAttrs::default() },
        span: Span::NONE,
    })
}

/// Addresses of the managed pointers in static data that is not managed and may change.
fn static_root_addresses(program: &Program) -> Vec<Value> {
    let mut out = Vec::new();
    for (id, object) in program.data.objects.iter() {
        if program.types.gc_kind(object.ty) == GcKind::Raw && !is_immutable(program, object.ty) {
            push_root_paths(program, object.ty, &object.payload, &mut vec![], &mut |path: &[u32]| {
                out.push(Value::Address(Pointer::Interior(id, path.into())));
            });
        }
    }
    out
}

fn is_immutable(program: &Program, ty: ContainerId) -> bool {
    match program.types.get(ty) {
        Container::Struct(s) => s.hints.immutable,
        Container::Array(a) => a.hints.immutable,
        Container::FixedArray { hints, .. } => hints.immutable,
        Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => true,
    }
}

fn push_root_paths(
    program: &Program,
    ty: ContainerId,
    payload: &Payload,
    path: &mut Vec<u32>,
    found: &mut dyn FnMut(&[u32]),
) {
    let part_type = |index: usize| match program.types.get(ty) {
        Container::Struct(s) => Some(s.fields[index].ty),
        _ => program.types.item_type(ty),
    };
    let (Payload::Struct(values) | Payload::Array(values)) = payload else { return };
    for (index, value) in values.iter().enumerate() {
        let Some(part) = part_type(index) else { continue };
        path.push(index as u32);
        match (part, value) {
            (LLType::Inline(inner), Value::Inline(payload)) => {
                push_root_paths(program, inner, payload, path, found);
            }
            (part, _) if is_managed(program, part) => found(path),
            _ => {}
        }
        path.pop();
    }
}
