//! Every way in, over real HTTP: what is granted, renewed and stored, and what is refused.

mod oauth;
