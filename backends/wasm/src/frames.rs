//! How deep the stack is.
//!
//! An engine's own stack cannot be seen, and an engine that runs out of it ends the program. So each function
//! that checks the depth, of which there is one in every cycle of calls, moves a number by an estimate of
//! the stack that the cycle takes: the frames of the function and of others on the longest way round.

use rpython_base::FastMap;
use rpython_lltype::FuncId;
use rpython_lowlevel::Program;
use rpython_lowlevel::callgraph::{call_edges, components};

use rpython_base::EntityId;

use crate::body::Code;

// The figures are those of V8's baseline compiler (Node 20), whose frames are larger than optimized ones.

/// Bytes of a frame besides its locals.
const FRAME: u32 = 64;

/// Bytes for each local.
const LOCAL: u32 = 8;

/// Parameters that travel in registers; each of the others takes `PASSED` bytes more.
const REGISTERS: usize = 4;
const PASSED: u32 = 8;

fn frame_size(code: &Code) -> u32 {
    FRAME + LOCAL * code.locals.len() as u32 + PASSED * code.params.saturating_sub(REGISTERS) as u32
}

/// Fills in how far each function moves the stack pointer.
pub(crate) fn fill_in(program: &Program, codes: &mut [Code]) {
    let edges = call_edges(program);
    let sizes: FastMap<FuncId, u32> = codes.iter().map(|code| (code.func, frame_size(code))).collect();
    let counting: Vec<FuncId> =
        codes.iter().filter(|code| !code.frame_sizes.is_empty()).map(|code| code.func).collect();
    let mut alive = vec![false; program.funcs.len()];
    codes.iter().for_each(|code| alive[code.func.index()] = true);
    let mut cycle_of: FastMap<FuncId, usize> = FastMap::default();
    for (number, component) in components(&edges, &alive).into_iter().enumerate() {
        cycle_of.extend(component.into_iter().map(|f| (f, number)));
    }
    let mut ways = Ways { edges: &edges, sizes: &sizes, cycle_of: &cycle_of, known: FastMap::default() };
    // Ways end at functions that count themselves.
    ways.known.extend(counting.iter().map(|&f| (f, 0)));
    for code in codes.iter_mut().filter(|code| !code.frame_sizes.is_empty()) {
        let size = sizes[&code.func] + ways.longest_from(code.func);
        for &at in &code.frame_sizes {
            code.bytes[at..at + 5].copy_from_slice(&padded(size));
        }
    }
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

/// A number in the five bytes that were left for it.
fn padded(n: u32) -> [u8; 5] {
    let mut bytes = [0; 5];
    for (i, byte) in bytes.iter_mut().enumerate() {
        *byte = (n >> (7 * i)) as u8 & 0x7f | if i < 4 { 0x80 } else { 0 };
    }
    bytes
}
