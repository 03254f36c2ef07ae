//! Every way in, over real HTTP: credentials, tokens, verification.

mod forge;
