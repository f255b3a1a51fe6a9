//! From stage `ExceptionsLowered` to `GcLowered`: what a collector needs is made explicit.

pub mod framework;
pub mod none;
