//! What backends share: symbols for functions and data, static data as bytes, what of a program is
//! reachable, which blocks are off the common path, control flow without `goto`; the platform layer and wrappers
//! of external functions for targets with a C library, and a platform without one.

pub mod c_platform;
pub mod cold;
pub mod dominators;
pub mod floats;
pub mod image;
pub mod names;
pub mod platform;
pub mod reach;
pub mod reducible;
pub mod structured;
pub mod wrappers;

pub use cold::cold_blocks;
pub use reach::Reachable;
