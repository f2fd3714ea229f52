//! Bundles out and in: what goes in comes out, and nothing else gets in.

mod defects;
mod forge;
mod sample;

mod must_fail;
mod repacked;
mod round_trip;
