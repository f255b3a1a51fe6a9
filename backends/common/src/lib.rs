//! What backends share: symbols for functions and data, static data as bytes and where they lie in a memory of their own, what
//! of a program is reachable, which blocks are off the common path, control flow without `goto`, values and local
//! variables, how deep the stack is; the platform layer and wrappers of external functions for targets with a C library, and
//! a platform without one with its loader; the page of a program in a browser.

pub mod base64;
pub mod c_platform;
pub mod cold;
pub mod dominators;
pub mod floats;
pub mod frames;
pub mod image;
pub mod loader;
pub mod machine;
pub mod names;
pub mod page;
pub mod platform;
pub mod reach;
pub mod reducible;
pub mod static_memory;
pub mod structured;
pub mod wrappers;

pub use cold::cold_blocks;
pub use reach::Reachable;
