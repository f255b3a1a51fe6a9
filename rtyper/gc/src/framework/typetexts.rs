//! The descriptions of the program's types that `rgc.get_typeids_z()` gives.

use rpython_lltype::{Container, ContainerId, DataId, GcKind, LLType, Payload, Pointer};
use rpython_lowlevel::{OpCode, Operand, Program};

use super::types::TypeIds;

/// How many arrays inside of arrays are described.
const DEPTH: u32 = 4;

/// Puts the text where the program asks for it.
pub(super) fn place(program: &mut Program, ids: &TypeIds) {
    let mut text = None;
    for func in program.funcs.ids().collect::<Vec<_>>() {
        let Some(graph) = program.funcs[func].graph_opt() else { continue };
        let asks = |op: &rpython_lowlevel::Op| op.code == OpCode::gc_typeids_z;
        let Some(array) = graph.blocks.values().flat_map(|b| &b.ops).find(|op| asks(op)).map(|op| op.result)
        else {
            continue;
        };
        let LLType::Ptr(array) = graph.vars[array].ty else { continue };
        let data = *text.get_or_insert_with(|| build(program, ids, array));
        let Some(graph) = program.funcs[func].graph_mut() else { continue };
        for block in graph.blocks.ids().collect::<Vec<_>>() {
            for op in graph.blocks[block].ops.iter_mut().filter(|op| asks(op)) {
                op.code = OpCode::same_as;
                op.args = vec![Operand::pointer(LLType::Ptr(array), Pointer::Data(data))];
            }
        }
    }
}

fn build(program: &mut Program, ids: &TypeIds, array: ContainerId) -> DataId {
    let mut text = String::new();
    for (number, slot) in ids.slots.iter().enumerate() {
        let description = slot.map_or_else(|| "(nothing)".to_owned(), |ty| container(program, ty, DEPTH));
        text.push_str(&format!("{:<10} {description}\n", format!("member{number}")));
    }
    program.data.push(array, Payload::Bytes(zlib(text.as_bytes())))
}

fn container(program: &Program, id: ContainerId, depth: u32) -> String {
    let gc = |kind: GcKind| if kind == GcKind::Gc { "Gc" } else { "" };
    let item = |ty: LLType| match ty {
        LLType::Ptr(id) | LLType::Inline(id) if depth == 0 => program.types.display_container(id),
        LLType::Ptr(id) => format!("* {}", container(program, id, depth - 1)),
        LLType::Inline(id) => container(program, id, depth - 1),
        primitive => format!("{primitive:?}"),
    };
    match program.types.get(id) {
        Container::Struct(s) => {
            let names: Vec<&str> = s.fields.iter().map(|f| f.name.as_str()).collect();
            format!("{}Struct {} {{ {} }}", gc(s.gc), s.name, names.join(", "))
        }
        Container::Array(a) => format!("{}Array of {}", gc(a.gc), item(a.item)),
        _ => program.types.display_container(id),
    }
}

/// A zlib stream of blocks that are stored as they are.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut out = vec![0x78, 0x01];
    let mut chunks = bytes.chunks(0xffff).peekable();
    while let Some(chunk) = chunks.next() {
        let length = chunk.len() as u16;
        out.push(u8::from(chunks.peek().is_none()));
        out.extend(length.to_le_bytes());
        out.extend((!length).to_le_bytes());
        out.extend_from_slice(chunk);
    }
    let (mut a, mut b) = (1u32, 0u32);
    for &byte in bytes {
        a = (a + u32::from(byte)) % 65521;
        b = (b + a) % 65521;
    }
    out.extend((b << 16 | a).to_be_bytes());
    out
}
