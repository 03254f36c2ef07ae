//! Bodies of all kinds, read, checked and converted.

mod corpus;
mod html;
mod random;
mod round;
mod storage;
