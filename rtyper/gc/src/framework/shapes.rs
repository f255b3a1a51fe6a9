//! Type ids.
//!
//! The collector knows a type by its shape: how large, where its pointers are, how it ends. Types of the same shape share
//! an id. An id is the slot of its shape in a hash table, so that a type more or less in the program seldom changes the ids
//! of others, which are part of the code that allocates.

use rpython_base::{EntityId, FastMap};
use rpython_lltype::{ContainerId, FuncId, Pointer};
use rpython_lowlevel::{OpCode, Program};

use super::typeptr::Removable;
use super::types::{extra_bytes, is_text, item_pointer_offsets, pointer_offsets};

/// What the collector must tell apart.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Shape {
    numbers: Vec<i64>,
    finalizer: Option<FuncId>,
    tracer: Option<FuncId>,
    /// The class, where instances have no pointer to it.
    vtable: Option<Pointer>,
    /// The type itself, where the program asks for ids.
    own: Option<ContainerId>,
}

/// The ids of types, and what stands in each slot.
pub(super) struct Slots {
    pub ids: FastMap<ContainerId, i64>,
    /// A type of the shape with this id; the first is always empty.
    pub slots: Vec<Option<ContainerId>>,
}

/// Gives ids to these types, of which one is that of weak references.
pub(super) fn assign(
    program: &Program,
    types: &[ContainerId],
    weakref: ContainerId,
    finalizers: &[(ContainerId, FuncId)],
    classes: Option<&Removable>,
) -> Slots {
    let distinct = asks_for_ids(program);
    let mut shapes: FastMap<Shape, usize> = FastMap::default();
    let mut order: Vec<(u64, ContainerId)> = Vec::new();
    let mut number_of = Vec::with_capacity(types.len());
    for &ty in types {
        let finalizer = finalizers.iter().find(|(t, _)| *t == ty).map(|&(_, f)| f);
        let tracer = program.tracers.iter().find(|(t, _)| *t == ty).map(|&(_, f)| f);
        let mut numbers = numbers(program, ty);
        numbers.push(i64::from(ty == weakref));
        let vtable = classes.and_then(|classes| classes.vtable(ty)).cloned();
        let shape = Shape { numbers, finalizer, tracer, vtable, own: distinct.then_some(ty) };
        let hash = hash(program, &shape, ty);
        let number = *shapes.entry(shape).or_insert_with(|| {
            order.push((hash, ty));
            order.len() - 1
        });
        number_of.push(number);
    }
    let (slots, slot_of) = place(&order);
    let ids = types.iter().zip(number_of).map(|(&ty, number)| (ty, slot_of[number])).collect();
    Slots { ids, slots }
}

/// A table that is at most half full, with each in the next free slot from its hash on.
fn place(order: &[(u64, ContainerId)]) -> (Vec<Option<ContainerId>>, Vec<i64>) {
    let size = (2 * order.len() + 1).next_power_of_two();
    let mut slots = vec![None; size];
    let mut slot_of = vec![0; order.len()];
    let mut by_hash: Vec<usize> = (0..order.len()).collect();
    by_hash.sort_by_key(|&number| order[number].0);
    for number in by_hash {
        let (hash, ty) = order[number];
        let mut slot = (hash % size as u64) as usize;
        while slot == 0 || slots[slot].is_some() {
            slot = (slot + 1) % size;
        }
        slots[slot] = Some(ty);
        slot_of[number] = slot as i64;
    }
    (slots, slot_of)
}

fn asks_for_ids(program: &Program) -> bool {
    program.funcs.values().filter_map(|function| function.graph_opt()).any(|graph| {
        graph.blocks.values().any(|block| block.ops.iter().any(|op| op.code == OpCode::gc_get_type_id))
    })
}

/// All that a row of the collector's table says, in numbers.
fn numbers(program: &Program, ty: ContainerId) -> Vec<i64> {
    let (types, model) = (&program.types, program.model);
    let varsize = types.varsize(model, ty);
    let (base, stride) = varsize.unwrap_or((0, 0));
    let mut numbers = vec![
        i64::from(varsize.is_some()),
        i64::from(base),
        i64::from(stride),
        i64::from(extra_bytes(program, ty, stride)),
        i64::from(types.container_layout(model, ty).size),
        types.length_offset(model, ty).map_or(-1, i64::from),
        i64::from(is_text(program, ty)),
    ];
    for offsets in [pointer_offsets(program, ty), item_pointer_offsets(program, ty)] {
        numbers.push(offsets.len() as i64);
        numbers.extend(offsets);
    }
    numbers
}

/// FNV-1a. Finalizers and classes count by names: their ids depend on the rest of the program.
fn hash(program: &Program, shape: &Shape, ty: ContainerId) -> u64 {
    let name = |f: Option<FuncId>| f.map_or("", |f| program.funcs[f].name.as_str());
    let (finalizer, tracer) = (name(shape.finalizer), name(shape.tracer));
    let class = shape.vtable.as_ref().and_then(|_| program.types.as_struct(ty));
    let class = class.map_or("", |s| s.name.as_str());
    let own = shape.own.map_or(0, |ty| ty.index() as i64);
    let numbers = shape.numbers.iter().chain([&own]).flat_map(|n| n.to_le_bytes());
    let bytes = numbers.chain(finalizer.bytes()).chain(tracer.bytes()).chain(class.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_moves_few_others() {
        let hashes: Vec<u64> = (1..60u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 7).collect();
        let order: Vec<_> =
            hashes.iter().enumerate().map(|(i, &hash)| (hash, ContainerId::from_index(i))).collect();
        let (slots, before) = place(&order[1..]);
        assert_eq!(slots[0], None);
        assert_eq!(slots.iter().flatten().count(), order.len() - 1);
        let (_, after) = place(&order);
        let moved = before.iter().zip(&after[1..]).filter(|(a, b)| a != b).count();
        assert!(moved < 6, "{moved} of {} moved", before.len());
    }
}
