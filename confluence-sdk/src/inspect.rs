//! Requests for the tests that compare the spec with the vendor's documents: filled from JSON, described as JSON types,
//! sent without their Rust types being known. Behind the private feature `__conformance`.

use crate::model::{Echo, Node, Slot, Type};
use crate::operation::{Arguments, Operation};
use crate::page::{PageStream, Sheet};
use crate::response::Raw;
use crate::spec::Declaration;
use crate::{Client, Dynamic, Error, Result};
use serde::de::DeserializeOwned;
use std::future::Future;
use std::pin::Pin;

/// A request whose values can be described and replaced.
pub trait Inspect: Arguments {
    /// What the spec says about the operation.
    fn declaration(&self) -> &'static Declaration;
    /// The JSON type of the value at this index.
    fn argument(&self, index: usize) -> Type;
    /// The JSON type of the answer; `None` if the answer is not JSON.
    fn output(&self) -> Option<Type>;
    /// Reads an answer and writes it as JSON again; `None` if the answer is not JSON.
    fn echo(&self, status: u16, body: &[u8]) -> Result<Option<Echo>>;
    /// Reads a page as the streams do, but only counts its results; `None` if the answer is not a page.
    fn pages(&self) -> Option<PageReader>;
    /// Runs the example in the docs of the operation. What the example is given comes from this request.
    fn example(&self, client: &Client<Dynamic>) -> Running;
    /// The value at this index, to be read into.
    fn slot(&mut self, index: usize) -> &mut dyn Slot;
}

/// An example that is under way.
pub type Running = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// An operation with the code of the example in its docs.
pub trait Example {
    /// Runs it.
    fn run(&self, client: &Client<Dynamic>) -> Running;
}

/// The value of a parameter, for an example that is given it. Of a list it may be given one element.
pub fn given<O: Operation, T: DeserializeOwned>(request: &O, name: &str) -> Result<T> {
    let params = O::DECLARATION.params.iter();
    let values = params.enumerate().filter(|(_, param)| param.name == name);
    let sent = values
        .map(|(at, _)| request.get(at).node())
        .find(|node| !matches!(node, Node::Absent));
    let json = serde_json::to_value(sent.unwrap_or(Node::Absent)).unwrap_or_default();
    let first = json.get(0).cloned();
    let read = serde_json::from_value(json);
    read.or_else(|error| first.map_or(Err(error), serde_json::from_value))
        .map_err(|error| Error::input(name, error.to_string()))
}

/// Reads a page.
#[derive(Clone, Copy, Debug)]
pub struct PageReader(pub(crate) fn(Raw) -> Result<Sheet<()>>);

/// Makes a request with nothing in it.
pub type BlankRequest = fn() -> Box<dyn Inspect + Send + Sync>;

/// A blank request of every operation, for tests that fill them from JSON (`model::accept_value` into `slot`).
pub fn blank_requests() -> impl Iterator<Item = Box<dyn Inspect + Send + Sync>> {
    crate::v1::BLANKS
        .iter()
        .chain(crate::v2::BLANKS)
        .flat_map(|group| group.iter().map(|blank| blank()))
}

/// Sends a request that was filled from JSON, as `Client::execute` would. The operation is known only here, so the
/// client has to be one that is checked here: a cargo feature that another crate turns on opens nothing.
pub async fn send_filled(client: &Client<Dynamic>, request: &(dyn Inspect + Send + Sync)) -> Result<Raw> {
    client.send_filled(request).await
}

/// The pages of a request that was filled from JSON, as `Call::pages` would give them. Of each result there is nothing
/// but that it was read.
pub fn walk_filled(client: &Client<Dynamic>, request: &(dyn Inspect + Send + Sync)) -> Option<PageStream<()>> {
    Some(client.walk_filled(request, request.pages()?))
}
