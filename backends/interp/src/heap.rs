//! Managed objects: allocation in size classes, mark and sweep.
//!
//! Objects do not move. Each has a header in front of it that tells its type, so marking is precise.
//! Memory that was never handed out is told from objects by the header's flags.

use std::collections::VecDeque;

use rpython_base::EntityId;
use rpython_lltype::{Container, ContainerId, LLType};
use rpython_lowlevel::Program;

use crate::exec::FINALIZERS;
use crate::statics::Statics;

/// What lies in front of every managed object.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub(crate) struct Header {
    /// Number of its container type.
    pub ty: u32,
    /// [`MAGIC`] with flags.
    pub flags: u32,
    /// Bytes of the object without the header. In a free cell: the next one.
    pub size: u64,
}

/// Bytes of a header.
pub(crate) const HEADER: usize = 16;

/// The upper half of the flags of every object.
const MAGIC: u32 = 0x6f62_0000;
const MAGIC_MASK: u32 = 0xffff_0000;
/// Exists before the program starts.
pub(crate) const STATIC: u32 = MAGIC | 1;
const MARKED: u32 = 2;
/// A weak reference: its first word is not followed.
const WEAK: u32 = 4;

const BLOCK: usize = 1 << 18;
const GRAIN: usize = 16;
const CLASSES: usize = 33;
/// The largest cell, header included.
const SMALL: usize = (CLASSES - 1) * GRAIN;
/// Bytes allocated before the first collection, and at least between two.
const MIN_THRESHOLD: usize = 32 << 20;

/// Where managed pointers are in objects of a type.
#[derive(Clone, Debug, Default)]
struct TypeInfo {
    fixed: Box<[u32]>,
    /// Offset of the length, of the first item, stride, and pointers in each item.
    items: Option<(u32, u32, u32, Box<[u32]>)>,
}

/// Free cells of one size.
#[derive(Default)]
struct Class {
    free: u64,
    /// The part of the newest block that was never handed out.
    bump: u64,
    end: u64,
    blocks: Vec<u64>,
}

/// An object whose death a finalizer queue wants to know.
#[derive(Clone, Copy)]
struct Watched {
    queue: u64,
    object: u64,
}

/// What a finalizer queue wants to be called when objects of it have died.
#[derive(Clone, Copy)]
struct Trigger {
    queue: u64,
    function: u64,
    /// Objects have died since the last call.
    due: bool,
}

/// The collector's state.
pub(crate) struct Heap {
    classes: Vec<Class>,
    large: Vec<u64>,
    types: Vec<TypeInfo>,
    /// Static places that hold managed pointers.
    static_objects: Vec<(u64, u32)>,
    /// Bytes allocated since the last collection, and when the next one is due.
    since: usize,
    threshold: usize,
    live: usize,
    peak: usize,
    pub limit: Option<usize>,
    pub enabled: bool,
    /// Collect before every allocation.
    pub zeal: bool,
    pub collections: u64,
    weakrefs: Vec<u64>,
    watched: Vec<Watched>,
    dead: Vec<(u64, VecDeque<u64>)>,
    triggers: Vec<Trigger>,
    marks: Vec<u64>,
}

/// Where the cells end that were handed out from a block.
fn end_of_cells(class: &Class, block: u64, size: usize) -> u64 {
    let newest = class.end > block && class.end <= block + BLOCK as u64;
    if newest { class.bump } else { block + (BLOCK / size * size) as u64 }
}

fn header(object: u64) -> *mut Header {
    (object as usize - HEADER) as *mut Header
}

impl Heap {
    /// An empty heap for objects of this program.
    pub fn new(program: &Program, statics: &Statics) -> Heap {
        let types = program.types.iter().map(|(id, _)| type_info(program, id)).collect::<Vec<_>>();
        let static_objects = program
            .data
            .objects
            .iter()
            .map(|(id, o)| (statics.data(id), o.ty.index() as u32))
            .filter(|&(_, ty)| {
                let info = &types[ty as usize];
                !info.fixed.is_empty() || info.items.is_some()
            })
            .collect();
        Heap {
            classes: (0..CLASSES).map(|_| Class::default()).collect(),
            large: Vec::new(),
            types,
            static_objects,
            since: 0,
            threshold: MIN_THRESHOLD,
            live: 0,
            peak: 0,
            limit: None,
            enabled: true,
            zeal: false,
            collections: 0,
            weakrefs: Vec::new(),
            watched: Vec::new(),
            dead: Vec::new(),
            triggers: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// Bytes in use.
    pub fn used(&self) -> usize {
        self.live + self.since
    }

    /// The most bytes that were ever in use.
    pub fn peak(&self) -> usize {
        self.peak.max(self.used())
    }

    /// Whether a collection should happen before an allocation of this many bytes.
    pub fn is_due(&self, size: usize) -> bool {
        if !self.enabled {
            return false;
        }
        let full = self.limit.is_some_and(|limit| self.used().saturating_add(size) > limit);
        self.zeal || full || self.since.saturating_add(size) > self.threshold
    }

    /// A zeroed object, or 0 if there is no memory.
    pub fn alloc(&mut self, ty: ContainerId, size: u64) -> u64 {
        let size = size as usize;
        if self.limit.is_some_and(|limit| self.used().saturating_add(size) > limit) {
            return 0;
        }
        let whole = match size.checked_add(HEADER) {
            Some(whole) if whole <= isize::MAX as usize => whole.next_multiple_of(GRAIN),
            _ => return 0,
        };
        let cell = if whole <= SMALL { self.small(whole) } else { self.large(whole) };
        if cell == 0 {
            return 0;
        }
        self.since += whole;
        let new = Header { ty: ty.index() as u32, flags: MAGIC, size: size as u64 };
        // SAFETY: the cell has room for a header and the object.
        unsafe { (cell as *mut Header).write(new) };
        cell + HEADER as u64
    }

    fn small(&mut self, whole: usize) -> u64 {
        let class = &mut self.classes[whole / GRAIN];
        if class.free != 0 {
            let cell = class.free;
            // SAFETY: cells of the free list are of this class's size and link by their headers.
            unsafe {
                class.free = (*(cell as *const Header)).size;
                std::ptr::write_bytes(cell as *mut u8, 0, whole);
            }
            return cell;
        }
        if class.bump + whole as u64 > class.end {
            let block = crate::memory::pages(BLOCK) as u64;
            class.blocks.push(block);
            class.bump = block;
            class.end = block + (BLOCK / whole * whole) as u64;
        }
        let cell = class.bump;
        class.bump += whole as u64;
        cell
    }

    fn large(&mut self, whole: usize) -> u64 {
        // SAFETY: plain allocation; malloc aligns to 16 bytes.
        let p = unsafe { libc::calloc(1, whole) } as u64;
        if p != 0 {
            self.large.push(p);
        }
        p
    }

    /// Makes the object at `weak` a weak reference to `target`.
    pub fn make_weak(&mut self, weak: u64, target: u64) {
        // SAFETY: `weak` was just allocated with room for a pointer.
        unsafe {
            (*header(weak)).flags |= WEAK;
            (weak as *mut u64).write(target);
        }
        self.weakrefs.push(weak);
    }

    /// Has a queue told of the death of an object.
    pub fn watch(&mut self, queue: u64, object: u64) {
        if is_object(object) {
            self.watched.push(Watched { queue, object });
        }
    }

    /// Notes the function that a queue wants to be called.
    pub fn set_trigger(&mut self, queue: u64, function: u64) {
        if !self.triggers.iter().any(|t| t.queue == queue) {
            self.triggers.push(Trigger { queue, function, due: false });
        }
    }

    /// The function of a queue that has got dead objects since it was last called.
    pub fn take_trigger(&mut self) -> Option<u64> {
        let trigger = self.triggers.iter_mut().find(|t| t.due)?;
        trigger.due = false;
        Some(trigger.function)
    }

    /// Whether a function of a queue must be called.
    pub fn has_trigger(&self) -> bool {
        self.triggers.iter().any(|t| t.due)
    }

    /// The next object of a queue that has died, or 0.
    pub fn next_dead(&mut self, queue: u64) -> u64 {
        let found = self.dead.iter_mut().find(|(q, _)| *q == queue);
        found.and_then(|(_, list)| list.pop_front()).unwrap_or(0)
    }

    /// Whether a queue has objects that have died.
    pub fn has_dead(&self, queue: u64) -> bool {
        self.dead.iter().any(|(q, list)| *q == queue && !list.is_empty())
    }

    /// The type of an object.
    pub fn type_of(&self, object: u64) -> i64 {
        // SAFETY: `is_object` has looked.
        if is_object(object) { unsafe { (*header(object)).ty as i64 } } else { 0 }
    }

    /// Whether the object exists before the program starts.
    pub fn is_static(object: u64) -> bool {
        // SAFETY: `is_object` has looked.
        is_object(object) && unsafe { (*header(object)).flags } & STATIC == STATIC
    }

    /// Gives an array's memory back behind a new, lower size. Cells keep their size.
    pub fn shrink(&mut self, object: u64) -> bool {
        is_object(object) && !Heap::is_static(object)
    }

    /// Frees what cannot be reached from the roots.
    pub fn collect(&mut self, roots: &[u64]) {
        self.collections += 1;
        self.peak = self.peak();
        roots.iter().for_each(|&r| self.mark(r));
        let objects = std::mem::take(&mut self.static_objects);
        for &(object, ty) in &objects {
            self.trace(object, ty);
        }
        self.static_objects = objects;
        let waiting: Vec<u64> =
            self.dead.iter().flat_map(|(queue, list)| list.iter().copied().chain([*queue])).collect();
        waiting.into_iter().for_each(|o| self.mark(o));
        let queues: Vec<u64> = self.watched.iter().map(|w| w.queue).collect();
        queues.into_iter().for_each(|q| self.mark(q));
        self.drain();
        self.finish();
    }
}

fn type_info(program: &Program, id: ContainerId) -> TypeInfo {
    let (types, model) = (&program.types, program.model);
    let mut fixed = Vec::new();
    collect_pointers(program, id, 0, &mut fixed);
    let items = types.varsize(model, id).and_then(|(first, stride)| {
        let array = types.varsize_array(id)?;
        let length = types.length_offset(model, id)?;
        let mut inside = Vec::new();
        part_pointers(program, types.item_type(array)?, 0, &mut inside);
        (!inside.is_empty()).then(|| (length, first, stride, inside.into()))
    });
    TypeInfo { fixed: fixed.into(), items }
}

/// Offsets of managed pointers in the fixed part of a container.
fn collect_pointers(program: &Program, id: ContainerId, base: u32, out: &mut Vec<u32>) {
    let (types, model) = (&program.types, program.model);
    match types.get(id) {
        // Which member of a union is valid is not known.
        Container::Struct(s) if s.hints.union => {}
        Container::Struct(s) => {
            let layout = types.struct_layout(model, id);
            for (field, &offset) in s.fields.iter().zip(&layout.offsets) {
                part_pointers(program, field.ty, base + offset, out);
            }
        }
        Container::FixedArray { item, length, .. } => {
            let stride = types.item_stride(model, id);
            let mut inside = Vec::new();
            part_pointers(program, *item, 0, &mut inside);
            for i in 0..if inside.is_empty() { 0 } else { *length } {
                out.extend(inside.iter().map(|o| base + i * stride + o));
            }
        }
        Container::Array(_) | Container::Func(_) | Container::Opaque { .. } | Container::Forward(_) => {}
    }
}

fn part_pointers(program: &Program, ty: LLType, offset: u32, out: &mut Vec<u32>) {
    match ty {
        LLType::Inline(inner) => collect_pointers(program, inner, offset, out),
        ty if program.types.is_gc_ptr(ty) => out.push(offset),
        _ => {}
    }
}

/// Whether a managed pointer points to an object: not null, not a tagged integer, and what is in front
/// looks like a header.
fn is_object(p: u64) -> bool {
    p != 0 && p & 15 == 0 && p >= 4096 && {
        // SAFETY: managed pointers point behind a header.
        let flags = unsafe { (*header(p)).flags };
        flags & MAGIC_MASK == MAGIC
    }
}

impl Heap {
    fn mark(&mut self, object: u64) {
        if !is_object(object) {
            return;
        }
        // SAFETY: `is_object` has looked.
        let head = unsafe { &mut *header(object) };
        if head.flags & (MARKED | 1) == 0 {
            head.flags |= MARKED;
            self.marks.push(object);
        }
    }

    fn drain(&mut self) {
        while let Some(object) = self.marks.pop() {
            // SAFETY: only objects are pushed.
            let head = unsafe { *header(object) };
            if head.flags & WEAK == 0 {
                self.trace(object, head.ty);
            }
        }
    }

    /// Marks what an object points to.
    fn trace(&mut self, object: u64, ty: u32) {
        let info = std::mem::take(&mut self.types[ty as usize]);
        // SAFETY: the offsets are those of the object's type.
        let read = |offset: u64| unsafe { ((object + offset) as *const u64).read_unaligned() };
        for &offset in &info.fixed {
            self.mark(read(offset as u64));
        }
        if let Some((length, first, stride, inside)) = &info.items {
            for i in 0..read(*length as u64) {
                for &offset in inside {
                    self.mark(read(*first as u64 + i * *stride as u64 + offset as u64));
                }
            }
        }
        self.types[ty as usize] = info;
    }

    fn is_alive(object: u64) -> bool {
        // SAFETY: `is_object` has looked.
        !is_object(object) || unsafe { (*header(object)).flags } & (MARKED | 1) != 0
    }
}

impl Heap {
    /// Weak references, finalizers, sweep.
    fn finish(&mut self) {
        self.clear_weakrefs();
        self.find_dead();
        // What finalizers brought back may hold weak references of its own: those stay.
        self.clear_weakrefs();
        let mut weakrefs = std::mem::take(&mut self.weakrefs);
        weakrefs.retain(|&w| Heap::is_alive(w));
        self.weakrefs = weakrefs;
        self.live = 0;
        self.sweep();
        self.since = 0;
        self.threshold = MIN_THRESHOLD.max(self.live);
    }

    fn clear_weakrefs(&mut self) {
        for &weak in &self.weakrefs {
            // SAFETY: weak references start with their target.
            unsafe {
                let target = weak as *mut u64;
                if !Heap::is_alive(*target) {
                    *target = 0;
                }
            }
        }
    }

    /// Moves watched objects that have died to their queues, and keeps them and what they reach. An
    /// object that another dead one reaches waits until that one is gone.
    fn find_dead(&mut self) {
        // Who has not taken all of them is told again.
        for trigger in &mut self.triggers {
            trigger.due |= self.dead.iter().any(|(queue, list)| *queue == trigger.queue && !list.is_empty());
        }
        let mut watched = std::mem::take(&mut self.watched);
        // A queue of the program takes an object first: its destructor runs when it dies again.
        watched.sort_by_key(|w| w.queue == FINALIZERS);
        let mut candidates = Vec::new();
        for w in watched {
            if Heap::is_alive(w.object) {
                self.watched.push(w);
                continue;
            }
            // SAFETY: `is_alive` has looked.
            let ty = unsafe { (*header(w.object)).ty };
            self.trace(w.object, ty);
            self.drain();
            // Reached from itself: somebody in the cycle has to be the first.
            candidates.push((w, Heap::is_alive(w.object)));
        }
        for (w, cyclic) in candidates {
            if Heap::is_alive(w.object) && !cyclic {
                self.watched.push(w);
                continue;
            }
            self.mark(w.object);
            self.drain();
            self.triggers.iter_mut().filter(|t| t.queue == w.queue).for_each(|t| t.due = true);
            match self.dead.iter_mut().find(|(q, _)| *q == w.queue) {
                Some((_, list)) => list.push_back(w.object),
                None => self.dead.push((w.queue, VecDeque::from([w.object]))),
            }
        }
    }

    /// All objects of a type, dead ones among them.
    pub fn objects_of(&self, ty: u32) -> Vec<u64> {
        // SAFETY: cells have headers.
        let of_type = |&cell: &u64| unsafe {
            let head = &*(cell as *const Header);
            head.flags & MAGIC_MASK == MAGIC && head.ty == ty
        };
        let mut cells: Vec<u64> = self.large.iter().copied().filter(of_type).collect();
        for (i, class) in self.classes.iter().enumerate().skip(1) {
            for &block in &class.blocks {
                let step = i * GRAIN;
                cells.extend((block..end_of_cells(class, block, step)).step_by(step).filter(of_type));
            }
        }
        cells.into_iter().map(|cell| cell + HEADER as u64).collect()
    }

    fn sweep(&mut self) {
        for (i, class) in self.classes.iter_mut().enumerate().skip(1) {
            let whole = i * GRAIN;
            class.free = 0;
            let mut live = 0;
            for &block in &class.blocks {
                let end = end_of_cells(class, block, whole);
                let mut cell = block;
                while cell < end {
                    // SAFETY: cells below `end` have headers or are free ones.
                    let head = unsafe { &mut *(cell as *mut Header) };
                    if head.flags & MARKED != 0 {
                        head.flags &= !MARKED;
                        live += whole;
                    } else {
                        *head = Header { ty: 0, flags: 0, size: class.free };
                        class.free = cell;
                    }
                    cell += whole as u64;
                }
            }
            self.live += live;
        }
        let mut large = std::mem::take(&mut self.large);
        large.retain(|&cell| {
            // SAFETY: large objects start with their headers.
            let head = unsafe { &mut *(cell as *mut Header) };
            let keep = head.flags & MARKED != 0;
            if keep {
                head.flags &= !MARKED;
                self.live += (head.size as usize + HEADER).next_multiple_of(GRAIN);
            } else {
                // SAFETY: nobody reaches it.
                unsafe { libc::free(cell as *mut libc::c_void) };
            }
            keep
        });
        self.large = large;
    }
}

impl Drop for Heap {
    fn drop(&mut self) {
        for class in &self.classes {
            class.blocks.iter().for_each(|&b| crate::memory::release(b as *mut u8, BLOCK));
        }
        // SAFETY: the program does not run any more.
        self.large.iter().for_each(|&p| unsafe { libc::free(p as *mut libc::c_void) });
    }
}
