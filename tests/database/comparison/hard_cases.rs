//! The cases at which other tools that compare schemas fail, one test each. They share one server.

mod ground;
mod partitions;
mod spelling;
mod surroundings;
mod truths;
