//! Which loads and stores can concern the same memory.
//!
//! Cranelift forwards loads and drops stores within regions that the program promises to be disjoint.
//! A field of a struct is such a region, as long as it is only ever reached as this field. Whatever may be
//! reached in another way (raw arrays, unions, structs of C) is in one region together; and in a function
//! that reads memory by bare addresses all memory is.

use std::borrow::Cow;

use cranelift_codegen::ir::{AliasRegionData, Function, MemFlagsData};
use indexmap::IndexSet;
use rpython_lltype::{Container, ContainerId, GcKind, Value};
use rpython_lowlevel::{Block, Graph, Op, OpCode, Program, VarId};

/// A category of memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Region {
    /// All that has no other.
    Common,
    /// A field.
    Field(ContainerId, u32),
    /// The items of a managed array of pointers.
    Items(ContainerId),
    /// The lengths of arrays.
    Length(ContainerId),
    /// The collector's headers.
    Header,
    /// Slots of the shadow stack.
    Roots,
    /// The shadow stack's top.
    Top,
}

/// The regions of one function.
pub(crate) struct Regions {
    /// Whether everything is in one region.
    coarse: bool,
    /// Numbered by first use, so that the number does not depend on the rest of the program.
    known: IndexSet<Region>,
}

impl Regions {
    /// `internal`: the function is part of the collector.
    pub fn new(program: &Program, graph: &Graph, internal: bool) -> Regions {
        let by_address = |block: &Block, op: &Op| match op.code {
            OpCode::raw_load => internal || !is_header(program, graph, block, op),
            OpCode::gc_load_indexed
            | OpCode::direct_fieldptr
            | OpCode::direct_arrayitems
            | OpCode::raw_memcmp => true,
            _ => false,
        };
        let coarse = graph.blocks.values().any(|block| block.ops.iter().any(|op| by_address(block, op)));
        Regions { coarse, known: IndexSet::new() }
    }

    /// The flags of an access to this region.
    pub fn flags(&mut self, function: &mut Function, region: Region) -> MemFlagsData {
        let region = if self.coarse { Region::Common } else { region };
        let data = AliasRegionData {
            user_id: self.known.insert_full(region).0 as u32,
            description: Cow::Borrowed(""),
        };
        let region = function.dfg.alias_regions.insert(data);
        MemFlagsData::new().with_notrap().with_alias_region(Some(region))
    }
}

/// Whether this reads or writes the header in front of a managed object.
pub(crate) fn is_header(program: &Program, graph: &Graph, block: &Block, op: &Op) -> bool {
    let in_front = matches!(op.args[1].as_const(), Some(Value::Int(offset)) if *offset < 0);
    let of_object = |v: VarId| {
        let made = block.ops.iter().find(|made| made.result == v);
        made.is_some_and(|made| {
            made.code == OpCode::cast_ptr_to_adr && program.types.is_gc_ptr(graph.operand_type(&made.args[0]))
        })
    };
    in_front && op.args[0].as_var().is_some_and(of_object)
}

/// The region of a field. Raw structs may be cast to anything, but not those that the translator makes for
/// the state of the program.
pub(crate) fn field(program: &Program, id: ContainerId, index: usize) -> Region {
    let Some(s) = program.types.as_struct(id) else { return Region::Common };
    let state = || program.named_data.iter().any(|&(_, d)| program.data.objects[d].ty == id);
    let dictated = s.hints.union || s.hints.c_layout.is_some() || s.hints.c_name.is_some();
    match !dictated && (s.gc == GcKind::Gc || state()) {
        true => Region::Field(id, index as u32),
        false => Region::Common,
    }
}

/// The region of an array's items.
pub(crate) fn items(program: &Program, id: ContainerId) -> Region {
    match program.types.get(id) {
        Container::Array(a) if a.gc == GcKind::Gc && program.types.is_gc_ptr(a.item) => Region::Items(id),
        _ => Region::Common,
    }
}
