//! Headers of static objects.
//!
//! Each managed static object is put into a struct behind its header word (and, where an identity hash
//! was promised, the hash in front of that). Pointers to it become interior pointers.

use rpython_base::{FastMap, Symbol};
use rpython_lltype::{DataId, Field, GcKind, Hints, LLType, Payload, Pointer, Value};
use rpython_lowlevel::{Operand, Program, cleanup};

use super::types::managed_statics;
use super::{Context, FLAG_HAS_HASH, FLAG_NO_HEAP_PTRS, FLAG_PREBUILT, FLAG_TRACK_YOUNG_PTRS};

/// Index of the object itself in the struct around it.
type Moved = FastMap<DataId, u32>;

/// Wraps all managed static objects and redirects every pointer to them.
pub fn add_headers(program: &mut Program, cx: &Context) {
    let mut moved = Moved::default();
    for id in managed_statics(program) {
        let index = wrap(program, cx, id);
        moved.insert(id, index);
    }
    for id in program.data.objects.ids() {
        redirect_payload(&mut program.data.objects[id].payload, &moved);
    }
    for id in program.funcs.ids() {
        let Some(graph) = program.funcs[id].graph_mut() else { continue };
        for block in graph.reverse_postorder() {
            cleanup::rewrite_operands(&mut graph.blocks[block], |operand| {
                if let Operand::Const(c) = operand {
                    redirect(&mut c.value, &moved);
                }
            });
        }
    }
    if let Some(exceptions) = &mut program.exceptions {
        for prebuilt in &mut exceptions.prebuilt {
            redirect_pointer(&mut prebuilt.vtable, &moved);
            redirect_pointer(&mut prebuilt.instance, &moved);
        }
    }
}

fn wrap(program: &mut Program, cx: &Context, id: DataId) -> u32 {
    let object = &mut program.data.objects[id];
    let inner = object.ty;
    let hash = object.identity_hash;
    let half = program.model.word_bits as u32 / 2;
    let mut flags = 1 << FLAG_TRACK_YOUNG_PTRS | 1 << FLAG_NO_HEAP_PTRS | 1 << FLAG_PREBUILT;
    flags |= if hash.is_some() { 1 << FLAG_HAS_HASH } else { 0 };
    let header = cx.ids.id(inner) | flags << half;
    let field = |name: &str, ty| Field { name: Symbol::intern(name), ty };
    let mut fields = vec![field("gcheader", LLType::Signed), field("object", LLType::Inline(inner))];
    let payload = std::mem::replace(&mut object.payload, Payload::Opaque);
    let mut values = vec![Value::Int(header), Value::Inline(Box::new(payload))];
    if let Some(hash) = hash {
        fields.insert(0, field("hash", LLType::Signed));
        values.insert(0, Value::Int(hash));
    }
    // The header is right in front of the object, also where the object has to begin at a multiple of two words.
    let word = program.model.word_bits as u32 / 8;
    if hash.is_none() && program.types.container_layout(program.model, inner).align > word {
        fields.insert(0, field("front", LLType::Signed));
        values.insert(0, Value::Int(0));
    }
    let index = fields.len() as u32 - 1;
    let object = &mut program.data.objects[id];
    object.payload = Payload::Struct(values);
    let name = program.types.as_struct(inner).map_or("array", |s| s.name.as_str());
    let name = Symbol::intern(&format!("static_{name}"));
    let ty = program.types.struct_(name, GcKind::Raw, fields, Hints::default());
    program.data.objects[id].ty = ty;
    index
}

fn redirect_payload(payload: &mut Payload, moved: &Moved) {
    match payload {
        Payload::Struct(values) | Payload::Array(values) => {
            values.iter_mut().for_each(|value| redirect(value, moved));
        }
        Payload::Bytes(_) | Payload::Chars(_) | Payload::Opaque => {}
    }
}

fn redirect(value: &mut Value, moved: &Moved) {
    match value {
        Value::Ptr(pointer) | Value::Address(pointer) => redirect_pointer(pointer, moved),
        Value::Inline(payload) => redirect_payload(payload, moved),
        Value::Void
        | Value::Bool(_)
        | Value::Int(_)
        | Value::Char(_)
        | Value::UniChar(_)
        | Value::Float(_) => {}
    }
}

fn redirect_pointer(pointer: &mut Pointer, moved: &Moved) {
    let (id, path): (DataId, &[u32]) = match pointer {
        Pointer::Data(id) => (*id, &[]),
        Pointer::Interior(id, path) => (*id, path),
        Pointer::Null | Pointer::Func(_) | Pointer::Tagged(_) => return,
    };
    if let Some(&index) = moved.get(&id) {
        let path: Vec<u32> = std::iter::once(index).chain(path.iter().copied()).collect();
        *pointer = Pointer::Interior(id, path.into());
    }
}
