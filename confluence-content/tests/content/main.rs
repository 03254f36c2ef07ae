//! Bodies of all kinds, read, checked and converted.

mod corpus;
mod round;
mod storage;
