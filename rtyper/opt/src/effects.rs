//! What memory the functions of a program write, by field.
//!
//! Memory is divided into classes: one for each field of each struct, one for the items and one for
//! the length of each array type. Two accesses of different classes never meet: an inlined struct is reached
//! through a pointer of its own type, and fields whose address is taken as such belong to no class.

use rpython_base::{EntityId, FastMap, FastSet};
use rpython_lltype::{Container, ContainerId, FuncId, GcKind, LLType, TypeTable};
use rpython_lowlevel::{Effect, FuncBody, Graph, Imm, Op, OpCode, Operand, PathStep, Program};

use rpython_lowlevel::callgraph::{AddressTaken, callees, components};

/// A class of memory.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Class(pub u32);

/// A part of a container that all its objects have.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum PartOf {
    Field(ContainerId, u32),
    Items(ContainerId),
    Length(ContainerId),
}

/// The classes of a program.
#[derive(Debug, Default)]
pub(crate) struct Classes {
    numbers: FastMap<PartOf, Class>,
    parts: Vec<PartOf>,
    /// Classes that an access of another class may change too.
    wild: FastSet<Class>,
    /// Classes of memory that is not managed.
    pub raw: Vec<bool>,
    /// The same as a list.
    pub raw_classes: Vec<Class>,
    /// Array items, which block copies write.
    pub item_classes: Vec<Class>,
    /// Fields that do not change once their object is made.
    pub immutable: Vec<bool>,
}

impl Classes {
    fn number(&mut self, program: &Program, part: PartOf) -> Class {
        if let Some(&class) = self.numbers.get(&part) {
            return class;
        }
        let class = Class(self.parts.len() as u32);
        let (PartOf::Field(container, _) | PartOf::Items(container) | PartOf::Length(container)) = part;
        self.numbers.insert(part, class);
        self.parts.push(part);
        let immutable = match part {
            PartOf::Field(container, field) => {
                crate::fold::data::is_immutable_field(program, container, field)
            }
            PartOf::Items(array) => {
                matches!(program.types.get(array), Container::Array(a) if a.hints.immutable)
            }
            PartOf::Length(_) => true,
        };
        let raw = program.types.gc_kind(container) == GcKind::Raw && !immutable;
        self.raw.push(raw);
        if raw {
            self.raw_classes.push(class);
        }
        if matches!(part, PartOf::Items(_)) {
            self.item_classes.push(class);
        }
        self.immutable.push(immutable);
        class
    }

    /// Whether the length of this array type may change.
    pub fn may_shrink(&self, array: ContainerId) -> bool {
        let class = self.numbers.get(&PartOf::Length(array));
        class.is_some_and(|class| !self.immutable[class.0 as usize])
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// The class that an op reads or writes; `None` for other ops, and for those whose class others may touch.
    pub fn of(&self, types: &TypeTable, graph: &Graph, op: &Op) -> Option<Class> {
        let class = *self.numbers.get(&part_of(types, graph, op)?)?;
        (!self.wild.contains(&class)).then_some(class)
    }
}

/// The part that a read or write op means.
fn part_of(types: &TypeTable, graph: &Graph, op: &Op) -> Option<PartOf> {
    let container = || graph.operand_type(op.args.first()?).pointee();
    match (op.code, &op.imm) {
        (OpCode::getfield | OpCode::setfield | OpCode::direct_fieldptr, Imm::Field(field)) => {
            let container = container()?;
            // The fields of a union are one.
            let union = types.as_struct(container).is_some_and(|s| s.hints.union);
            Some(PartOf::Field(container, if union { 0 } else { *field }))
        }
        (OpCode::getarrayitem | OpCode::setarrayitem, _) => Some(PartOf::Items(container()?)),
        (OpCode::getarraysize, _) => Some(PartOf::Length(container()?)),
        (OpCode::shrink_array, _) => Some(PartOf::Length(types.varsize_array(container()?)?)),
        (
            OpCode::getinteriorfield | OpCode::setinteriorfield | OpCode::getinteriorarraysize,
            Imm::Path(path),
        ) => {
            let mut at = container()?;
            let (last, way) = path.split_last()?;
            let inside = |ty: LLType| match ty {
                LLType::Inline(inner) => Some(inner),
                _ => None,
            };
            let step = |at: ContainerId, step: &PathStep| match step {
                PathStep::Field(i) => inside(types.as_struct(at)?.fields.get(*i as usize)?.ty),
                PathStep::Index => inside(types.item_type(at)?),
            };
            for way in way {
                at = step(at, way)?;
            }
            if op.code == OpCode::getinteriorarraysize {
                return Some(PartOf::Length(step(at, last)?));
            }
            Some(match last {
                PathStep::Field(i) => PartOf::Field(at, *i),
                PathStep::Index => PartOf::Items(at),
            })
        }
        _ => None,
    }
}

/// A set of classes that something writes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Written {
    /// Whatever there is.
    pub all: bool,
    /// All memory that is not managed and all array items.
    pub blocks: bool,
    bits: Vec<u64>,
}

impl Written {
    fn insert(&mut self, class: Class) {
        let (word, bit) = (class.0 as usize / 64, class.0 % 64);
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << bit;
    }

    /// Adds another set.
    pub fn add(&mut self, other: &Written) {
        self.all |= other.all;
        self.blocks |= other.blocks;
        if self.bits.len() < other.bits.len() {
            self.bits.resize(other.bits.len(), 0);
        }
        for (own, more) in self.bits.iter_mut().zip(&other.bits) {
            *own |= more;
        }
    }

    /// The single classes.
    pub fn classes(&self) -> impl Iterator<Item = Class> {
        self.bits.iter().enumerate().flat_map(|(word, &bits)| {
            (0..64).filter(move |bit| bits & (1 << bit) != 0).map(move |bit| Class(word as u32 * 64 + bit))
        })
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        !self.all && !self.blocks && self.bits.iter().all(|&word| word == 0)
    }
}

/// What the functions of a program do to memory.
#[derive(Debug)]
pub(crate) struct Effects {
    /// The classes.
    pub classes: Classes,
    functions: Vec<Written>,
    /// Functions that do nothing but compute their result, and return.
    pub pure: Vec<bool>,
    taken: AddressTaken,
}

impl Effects {
    /// Analyzes a program, callees first.
    pub fn new(program: &Program) -> Effects {
        let classes = find_classes(program);
        let edges = rpython_lowlevel::callgraph::call_edges(program);
        let count = program.funcs.len();
        let mut effects = Effects {
            classes,
            functions: vec![Written::default(); count],
            pure: vec![false; count],
            taken: AddressTaken::new(program),
        };
        for component in components(&edges, &vec![true; count]) {
            let mut all = Written::default();
            for &f in &component {
                all.add(&effects.own(program, f));
                for callee in &edges[f.index()] {
                    all.add(&effects.functions[callee.index()]);
                }
            }
            let recursive = component.len() > 1 || edges[component[0].index()].contains(&component[0]);
            for &f in &component {
                effects.functions[f.index()] = all.clone();
                effects.pure[f.index()] = !recursive && all.is_empty() && effects.computes(program, f);
            }
        }
        effects
    }

    fn own(&self, program: &Program, func: FuncId) -> Written {
        let mut written = Written::default();
        match &program.funcs[func].body {
            FuncBody::Graph(graph) => {
                for block in graph.reverse_postorder() {
                    for op in &graph.blocks[block].ops {
                        self.direct(program, graph, op, &mut written);
                        let unknown = op.code == OpCode::indirect_call
                            && callees(op, |o| graph.operand_type(o), &self.taken).is_empty();
                        written.all |= unknown;
                    }
                }
            }
            FuncBody::External(external) => {
                written.blocks = true;
                written.all = external.can_collect || external.releases_gil;
            }
            FuncBody::Pending => written.all = true,
        }
        written
    }

    /// Adds what an op writes, calls aside.
    fn direct(&self, program: &Program, graph: &Graph, op: &Op, written: &mut Written) {
        match op.code.info().effect {
            Effect::Pure | Effect::Reads | Effect::Allocates => return,
            Effect::Writes | Effect::Calls => {}
        }
        match op.code {
            OpCode::direct_call | OpCode::indirect_call => {}
            OpCode::setfield | OpCode::setarrayitem | OpCode::setinteriorfield | OpCode::shrink_array => {
                match part_of(&program.types, graph, op).and_then(|part| self.classes.numbers.get(&part)) {
                    Some(class) if self.classes.wild.contains(class) => written.all = true,
                    Some(class) => written.insert(*class),
                    None => written.all = true,
                }
            }
            OpCode::raw_memcopy
            | OpCode::raw_memmove
            | OpCode::raw_memclear
            | OpCode::raw_memset
            | OpCode::free
            | OpCode::raw_free => {
                written.blocks = true;
            }
            code if touches_nothing(code) => {}
            _ => written.all = true,
        }
    }

    /// What an op writes, with what it calls.
    pub fn written(&self, program: &Program, graph: &Graph, op: &Op) -> Written {
        let mut written = Written::default();
        self.direct(program, graph, op, &mut written);
        if matches!(op.code, OpCode::direct_call | OpCode::indirect_call) {
            let called = callees(op, |o| graph.operand_type(o), &self.taken);
            written.all |= called.is_empty() && !matches!(op.imm, Imm::Targets(Some(_)));
            for f in called {
                written.add(&self.functions[f.index()]);
            }
        }
        written
    }

    /// Whether the function only computes, without loops, and returns normally: its calls may be dropped.
    fn computes(&self, program: &Program, func: FuncId) -> bool {
        let Some(graph) = program.funcs[func].graph_opt() else { return false };
        let order = graph.reverse_postorder();
        let mut place = vec![usize::MAX; graph.blocks.len()];
        for (at, block) in order.iter().enumerate() {
            place[block.index()] = at;
        }
        order.iter().enumerate().all(|(at, &id)| {
            let block = &graph.blocks[id];
            let ops = block.ops.iter().all(|op| match op.code.info().effect {
                Effect::Pure => !op.code.info().can_raise,
                Effect::Reads => true,
                Effect::Allocates => matches!(op.imm, Imm::Malloc(_, flavor) if flavor.gc),
                Effect::Writes => matches!(op.code, OpCode::keepalive | OpCode::debug_assert),
                Effect::Calls => {
                    op.code == OpCode::direct_call
                        && op.args[0].as_func().is_some_and(|f| self.pure[f.index()])
                }
            });
            let ends = !matches!(
                block.end,
                rpython_lowlevel::Terminator::Raise { .. } | rpython_lowlevel::Terminator::Unreachable
            );
            ops && ends && block.end.links().iter().all(|link| place[link.target.index()] > at)
        })
    }
}

/// Ops counted as writing that do not change what the program's own reads see.
fn touches_nothing(code: OpCode) -> bool {
    matches!(
        code,
        OpCode::keepalive
            | OpCode::debug_assert
            | OpCode::debug_print
            | OpCode::debug_start
            | OpCode::debug_stop
            | OpCode::debug_flush
            | OpCode::debug_offset
            | OpCode::debug_fatalerror
            | OpCode::debug_check_failed
            | OpCode::debug_print_traceback
            | OpCode::jit_marker
            | OpCode::jit_force_virtualizable
            | OpCode::jit_force_quasi_immutable
            | OpCode::jit_record_exact_class
            | OpCode::jit_record_known_result
            | OpCode::gc_writebarrier
            | OpCode::gc_writebarrier_before_copy
            | OpCode::gc_add_memory_pressure
            | OpCode::gc_identityhash
            | OpCode::gc_id
            | OpCode::gc_pin
            | OpCode::gc_unpin
    )
}

fn find_classes(program: &Program) -> Classes {
    let mut classes = Classes::default();
    for function in program.funcs.values() {
        let Some(graph) = function.graph_opt() else { continue };
        for block in graph.blocks.values() {
            for op in &block.ops {
                let Some(part) = part_of(&program.types, graph, op) else {
                    wild_arrays(program, graph, op, &mut classes);
                    continue;
                };
                let class = classes.number(program, part);
                if op.code == OpCode::shrink_array {
                    classes.immutable[class.0 as usize] = false;
                }
                if op.code == OpCode::direct_fieldptr {
                    classes.wild.insert(class);
                    pointed_to(program, graph, op, &mut classes);
                }
                if let PartOf::Field(container, field) = part
                    && !classes.wild.contains(&class)
                    && ends_with_object(program, container, field)
                {
                    classes.wild.insert(class);
                }
            }
        }
    }
    classes
}

/// Whether the field leads to raw memory that the finalizer of its object may free. It is read anew each time: whoever
/// uses the memory reads it from the object, so that the object lives at least as long.
fn ends_with_object(program: &Program, container: ContainerId, field: u32) -> bool {
    let Some(s) = program.types.as_struct(container) else { return false };
    let raw = match s.fields[field as usize].ty {
        LLType::Address => true,
        // Not vtables: nobody frees them.
        LLType::Ptr(to) => {
            program.types.gc_kind(to) == GcKind::Raw
                && program.types.as_struct(to).is_none_or(|s| !s.hints.immutable)
        }
        _ => false,
    };
    raw && program.finalizers.iter().any(|&(of, _)| program.types.is_subtype(of, container))
}

/// Pointers into arrays reach the array's items under another type.
fn wild_arrays(program: &Program, graph: &Graph, op: &Op, classes: &mut Classes) {
    let wild = matches!(op.code, OpCode::direct_arrayitems | OpCode::direct_ptradd);
    if !wild {
        return;
    }
    if let Some(array) = graph.operand_type(&op.args[0]).pointee() {
        let class = classes.number(program, PartOf::Items(array));
        classes.wild.insert(class);
    }
    pointed_to(program, graph, op, classes);
}

fn pointed_to(program: &Program, graph: &Graph, op: &Op, classes: &mut Classes) {
    if let Some(array) = graph.operand_type(&Operand::Var(op.result)).pointee() {
        let class = classes.number(program, PartOf::Items(array));
        classes.wild.insert(class);
    }
}
