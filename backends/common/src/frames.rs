//! How deep the stack is.
//!
//! An engine's own stack cannot be seen, and an engine that runs out of it ends the program. So each function
//! that checks the depth, of which there is one in every cycle of calls, moves a number by an estimate of
//! the stack that the cycle takes: the frames of the function and of others on the longest way round.

use rpython_base::{EntityId, FastMap};
use rpython_lltype::FuncId;
use rpython_lowlevel::Program;
use rpython_lowlevel::callgraph::{call_edges, components};

// The figures are those of V8's baseline compiler (Node 20), whose frames are larger than optimized ones.

/// Bytes of a frame besides its locals.
const FRAME: u32 = 64;

/// Bytes for each local.
const LOCAL: u32 = 8;

/// Parameters that travel in registers; each of the others takes `PASSED` bytes more.
const REGISTERS: usize = 4;
const PASSED: u32 = 8;

/// What is known of a function's frame.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// Which function.
    pub func: FuncId,
    /// How many of its locals are parameters.
    pub params: usize,
    /// How many locals it has.
    pub locals: usize,
    /// Whether it moves the number.
    pub counts: bool,
}

impl Frame {
    fn size(&self) -> u32 {
        FRAME + LOCAL * self.locals as u32 + PASSED * self.params.saturating_sub(REGISTERS) as u32
    }
}

/// How far each function that counts moves the number; `frames` has all functions with a graph.
pub fn moves(program: &Program, frames: &[Frame]) -> FastMap<FuncId, u32> {
    let edges = call_edges(program);
    let sizes: FastMap<FuncId, u32> = frames.iter().map(|frame| (frame.func, frame.size())).collect();
    let mut alive = vec![false; program.funcs.len()];
    frames.iter().for_each(|frame| alive[frame.func.index()] = true);
    let mut cycle_of: FastMap<FuncId, usize> = FastMap::default();
    for (number, component) in components(&edges, &alive).into_iter().enumerate() {
        cycle_of.extend(component.into_iter().map(|f| (f, number)));
    }
    let counting: Vec<FuncId> = frames.iter().filter(|frame| frame.counts).map(|frame| frame.func).collect();
    let mut ways = Ways { edges: &edges, sizes: &sizes, cycle_of: &cycle_of, known: FastMap::default() };
    // Ways end at functions that count themselves.
    ways.known.extend(counting.iter().map(|&f| (f, 0)));
    counting.into_iter().map(|f| (f, sizes[&f] + ways.longest_from(f))).collect()
}

struct Ways<'a> {
    edges: &'a [Vec<FuncId>],
    sizes: &'a FastMap<FuncId, u32>,
    cycle_of: &'a FastMap<FuncId, usize>,
    known: FastMap<FuncId, u32>,
}

impl Ways<'_> {
    /// The largest sum of frames behind a function, within its cycle.
    fn longest_from(&mut self, func: FuncId) -> u32 {
        let edges = self.edges;
        let mut longest = 0;
        for &next in &edges[func.index()] {
            if self.cycle_of.get(&next) == self.cycle_of.get(&func) {
                longest = longest.max(self.longest(next));
            }
        }
        longest
    }

    fn longest(&mut self, func: FuncId) -> u32 {
        if let Some(&known) = self.known.get(&func) {
            return known;
        }
        // A cycle without a function that counts: its members were told not to.
        self.known.insert(func, 0);
        let size = self.sizes.get(&func).copied().unwrap_or(0);
        let longest = size + self.longest_from(func);
        self.known.insert(func, longest);
        longest
    }
}
