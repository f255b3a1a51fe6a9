//! What backends share: symbols for functions and data, what of a program is reachable, which
//! blocks are off the common path, static objects as bytes.

pub mod cold;
pub mod floats;
pub mod image;
pub mod names;
pub mod reach;

pub use cold::cold_blocks;
pub use reach::Reachable;
