//! From stage `ExceptionsLowered` to `GcLowered`: what a collector needs is made explicit. Before that, where the lock
//! of the threads is given back.

pub mod framework;
pub mod gil;
pub mod never_allocated;
pub mod none;
