//! Python 2.7 source text to syntax tree to bytecode.
