//! The engine: one verb per file, generic over store and clock; and the protocol the page speaks to it.

pub mod protocol;
