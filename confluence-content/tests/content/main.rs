//! Bodies of all kinds, read, checked and converted.

mod storage;
