//! Instances without class pointers: the type id in the header stands for the class.
//!
//! Where each type of instances belongs to one class (its vtable), the field `typeptr` says nothing that the header does
//! not say. It becomes `Void`, so that every instance is a word smaller; reading it becomes a look-up in a static array
//! of vtables by type id. If the program does anything else with the field than what the rtyper makes of classes, all
//! stays as it is.

use rpython_base::{EntityId, FastMap};
use rpython_lltype::{
    Container, ContainerId, DataId, Field, GcKind, Hints, LLType, Payload, Pointer, StructType, Value,
};
use rpython_lowlevel::{
    FuncBody, Graph, Imm, Op, OpCode, Operand, Program, VarId, cleanup::predecessor_counts,
};

use super::types::{TypeIds, managed_statics};

/// Index of `typeptr` in `object`.
const TYPEPTR: usize = 0;

/// Vtables by type of instances.
type Vtables = FastMap<ContainerId, Pointer>;

/// What is known of the class pointers of a program.
struct ClassPointers<'a> {
    program: &'a Program,
    /// The struct that all instances start with.
    object: ContainerId,
    vtables: Vtables,
}

/// Class pointers that can go.
pub struct Removable {
    object: ContainerId,
    vtables: Vtables,
}

impl Removable {
    /// The vtable of instances of this type.
    pub fn vtable(&self, ty: ContainerId) -> Option<&Pointer> {
        self.vtables.get(&ty)
    }
}

/// Takes the class pointers out of the types of instances and out of static instances, if that can be done. Where they
/// are read is rewritten by [`rewrite`], once the types have ids.
pub fn remove_fields(program: &mut Program, types: &[ContainerId]) -> Option<Removable> {
    // With half words of 16 bits, a header and a class pointer are as large as what a header is aligned to anyway.
    if program.model.word_bits != 64 {
        return None;
    }
    let object = program.exceptions.as_ref()?.object;
    let vtables = find_vtables(program, types, object)?;
    clear_statics(program, object);
    let typeptr = program.types.expect_struct(object).fields[TYPEPTR].clone();
    let without = StructType {
        name: "object".into(),
        gc: GcKind::Gc,
        fields: vec![Field { name: typeptr.name, ty: LLType::Void }],
        hints: Hints::default(),
    };
    program.types.replace(object, Container::Struct(without));
    Some(Removable { object, vtables })
}

/// Drops the stores of class pointers, and reads them by type id.
pub fn rewrite(program: &mut Program, ids: &TypeIds, removable: &Removable) {
    let table = vtable_array(program, ids, &removable.vtables);
    let (header, mask) = (program.model.word_bits as i64 / 8, (1 << (program.model.word_bits / 2)) - 1);
    let rewriting = Rewriting { object: removable.object, table, header, mask };
    for id in program.funcs.ids() {
        let Some(slot) = program.funcs[id].graph_mut() else { continue };
        let mut graph = std::mem::take(slot);
        rewriting.function(&mut graph);
        program.funcs[id].body = FuncBody::Graph(graph);
    }
}

/// The vtable of every type of instances; `None` if a class pointer is used in a way that is not understood.
fn find_vtables(program: &Program, types: &[ContainerId], object: ContainerId) -> Option<Vtables> {
    let mut found = ClassPointers { program, object, vtables: Vtables::default() };
    for id in managed_statics(program) {
        found.static_object(id)?;
    }
    for function in program.funcs.values() {
        if let Some(graph) = function.graph_opt() {
            found.function(graph)?;
        }
    }
    let instance = |ty: &&ContainerId| program.types.is_subtype(**ty, object);
    types.iter().filter(instance).all(|ty| found.vtables.contains_key(ty)).then_some(found.vtables)
}

impl ClassPointers<'_> {
    fn record(&mut self, ty: ContainerId, vtable: &Value) -> Option<()> {
        let Value::Ptr(pointer) = vtable else { return None };
        let known = self.vtables.entry(ty).or_insert_with(|| pointer.clone());
        (known == pointer).then_some(())
    }

    fn static_object(&mut self, id: DataId) -> Option<()> {
        let object = &self.program.data.objects[id];
        if !self.program.types.is_subtype(object.ty, self.object) {
            return Some(());
        }
        let mut payload = &object.payload;
        let mut ty = object.ty;
        while ty != self.object {
            let Payload::Struct(values) = payload else { return None };
            let Some(Value::Inline(inner)) = values.first() else { return None };
            payload = inner;
            ty = self.program.types.first_inlined(ty)?;
        }
        let Payload::Struct(values) = payload else { return None };
        self.record(object.ty, &values[TYPEPTR])
    }

    /// Looks at the stores of class pointers. Each must follow the allocation of an instance, whose type is that of the
    /// variable before it was cast to `object`.
    fn function(&mut self, graph: &Graph) -> Option<()> {
        let counts = predecessor_counts(graph);
        // What variables of a more general type were cast from.
        let mut source: FastMap<VarId, ContainerId> = FastMap::default();
        for block in graph.reverse_postorder() {
            let block = &graph.blocks[block];
            for op in &block.ops {
                self.op(graph, op, &mut source)?;
            }
            for link in block.end.links() {
                if counts[link.target.index()] != 1 || link.target == graph.start {
                    continue;
                }
                for (arg, &param) in link.args.iter().zip(&graph.blocks[link.target].params) {
                    if let Some(&ty) = arg.as_var().and_then(|v| source.get(&v)) {
                        source.insert(param, ty);
                    }
                }
            }
        }
        Some(())
    }

    fn op(&mut self, graph: &Graph, op: &Op, source: &mut FastMap<VarId, ContainerId>) -> Option<()> {
        match op.code {
            OpCode::cast_pointer | OpCode::same_as => {
                if let Some(v) = op.args[0].as_var()
                    && let Some(ty) = source.get(&v).copied().or_else(|| graph.vars[v].ty.pointee())
                {
                    source.insert(op.result, ty);
                }
                Some(())
            }
            OpCode::setfield if is_typeptr(graph, op, self.object) => {
                let ty = *source.get(&op.args[0].as_var()?)?;
                self.record(ty, op.args[1].as_const()?)
            }
            // Other ways into an instance that may end at its class pointer.
            OpCode::getsubstruct | OpCode::getinteriorfield | OpCode::setinteriorfield => {
                let into = graph.operand_type(&op.args[0]).pointee()?;
                (!self.program.types.is_subtype(into, self.object)).then_some(())
            }
            _ => Some(()),
        }
    }
}

/// Whether an op is about the class pointer, the field of `object`.
fn is_typeptr(graph: &Graph, op: &Op, object: ContainerId) -> bool {
    op.imm == Imm::Field(TYPEPTR as u32) && graph.operand_type(&op.args[0]) == LLType::Ptr(object)
}

/// Removes the class pointers from the values of static objects.
fn clear_statics(program: &mut Program, object: ContainerId) {
    for id in managed_statics(program) {
        let mut ty = program.data.objects[id].ty;
        if !program.types.is_subtype(ty, object) {
            continue;
        }
        let mut payload = &mut program.data.objects[id].payload;
        while let Payload::Struct(values) = payload {
            if ty == object {
                values[TYPEPTR] = Value::Void;
                break;
            }
            let (Some(Value::Inline(inner)), Some(first)) =
                (values.first_mut(), program.types.first_inlined(ty))
            else {
                unreachable!("the class pointer was found before")
            };
            payload = inner;
            ty = first;
        }
    }
}

/// The vtables, by type id. Addresses: they have types of their own.
fn vtable_array(program: &mut Program, ids: &TypeIds, vtables: &Vtables) -> Operand {
    let hints = Hints { immutable: true, nolength: true, ..Hints::default() };
    let ty = program.types.array(GcKind::Raw, LLType::Address, hints);
    let vtable = |ty| vtables.get(&ty).cloned().unwrap_or(Pointer::Null);
    let rows = ids.slots.iter().map(|slot| Value::Address(slot.map_or(Pointer::Null, vtable))).collect();
    let data = program.data.push(ty, Payload::Array(rows));
    program.data.objects[data].name = Some("gc_vtables".into());
    Operand::pointer(LLType::Ptr(ty), Pointer::Data(data))
}

/// What the functions need to read the class of an instance.
struct Rewriting {
    object: ContainerId,
    table: Operand,
    header: i64,
    mask: i64,
}

impl Rewriting {
    fn function(&self, graph: &mut Graph) {
        for block in graph.reverse_postorder() {
            let ops = std::mem::take(&mut graph.blocks[block].ops);
            let mut out = Vec::with_capacity(ops.len());
            for op in ops {
                match op.code {
                    OpCode::setfield if is_typeptr(graph, &op, self.object) => {}
                    OpCode::getfield if is_typeptr(graph, &op, self.object) => self.read(graph, op, &mut out),
                    _ => out.push(op),
                }
            }
            graph.blocks[block].ops = out;
        }
    }

    /// `gc_vtables[header & mask]`
    fn read(&self, graph: &mut Graph, op: Op, out: &mut Vec<Op>) {
        let span = op.span;
        let mut emit = |code, args, ty| {
            let result = graph.var(ty);
            out.push(Op { code, args, imm: Imm::None, result, span });
            Operand::Var(result)
        };
        let address = emit(OpCode::cast_ptr_to_adr, op.args, LLType::Address);
        let header = emit(OpCode::raw_load, vec![address, Operand::signed(-self.header)], LLType::Signed);
        let id = emit(OpCode::int_and, vec![header, Operand::signed(self.mask)], LLType::Signed);
        let vtable = emit(OpCode::getarrayitem, vec![self.table.clone(), id], LLType::Address);
        out.push(Op {
            code: OpCode::cast_adr_to_ptr,
            args: vec![vtable],
            imm: Imm::None,
            result: op.result,
            span,
        });
    }
}
