//! What backends share: symbols for functions and data, what of a program is reachable, and which
//! blocks are off the common path.

pub mod cold;
pub mod floats;
pub mod names;
pub mod reach;

pub use cold::cold_blocks;
pub use reach::Reachable;
