//! A property that is edited.

use super::{HasProperties, Property};
use crate::workflows::edit::sealed::Draft;
use crate::workflows::edit::{How, Sameness};
use crate::workflows::{Handle, Outcome, Working};
use crate::{Json, Result};
use std::hash::{BuildHasher, RandomState};
use std::marker::PhantomData;

/// The property of a piece of content or a space while it is edited. Nothing can be done with it by hand.
#[derive(Clone, Debug)]
pub struct PropertyDraft<I> {
    property: Property,
    /// The message of the version that is written. No other write has it.
    mark: String,
    /// Whether the value does not depend on what was there before.
    replaces: bool,
    of: PhantomData<fn(I) -> I>,
}

impl<I> PropertyDraft<I> {
    pub(super) fn is_there(&self) -> bool {
        self.property.id.is_some()
    }

    pub(super) fn property(&self) -> &Property {
        &self.property
    }

    pub(super) fn put(&mut self, value: Json) {
        self.property.value = value;
    }

    /// Puts a value in the place of what was there, whatever that was.
    pub(super) fn replace(&mut self, value: Json) {
        self.put(value);
        self.replaces = true;
    }
}

impl<I: HasProperties> Draft for PropertyDraft<I> {
    type Id = (I, String);
    type Content = Property;

    fn read(site: &Handle, (of, key): &Self::Id, _: &How, version: Option<u32>) -> Working<'static, Property> {
        match version {
            None => of.find(site, key),
            Some(_) => Box::pin(async { Err(crate::Error::unexpected("properties have no history")) }),
        }
    }

    fn of(property: &Property, _: &How) -> Result<(Self, u32)> {
        let draft = Self {
            property: property.clone(),
            mark: format!("confluence-sdk {:016x}", RandomState::new().hash_one(0)),
            replaces: false,
            of: PhantomData,
        };
        Ok((draft, property.version))
    }

    fn write(&self, site: &Handle, (of, key): &Self::Id, number: u32, before: &Self) -> Working<'static, Property> {
        let value = self.property.value.clone();
        match before.property.id {
            None => of.create(site, key, value),
            Some(id) => of.update(site, id, key, value, (number, &self.mark)),
        }
    }

    fn same(&self, found: &Self, _: &Self) -> Sameness {
        if self.replaces {
            return match found.is_there() && self.property.value == found.property.value {
                true => Sameness::Same,
                false => Sameness::Different,
            };
        }
        // One that is created has no message.
        let is_first = self.property.id.is_none();
        match &found.property.message {
            Some(message) if *message == self.mark => Sameness::Same,
            Some(message) if !message.is_empty() && !is_first => Sameness::Different,
            _ if self.property.value != found.property.value => Sameness::Different,
            _ => Sameness::Unknown,
        }
    }

    fn replaces(&self) -> bool {
        self.replaces
    }

    fn is_changed(&self, before: &Self) -> bool {
        !before.is_there() || self.property.value != before.property.value
    }

    fn written(&self) -> Outcome {
        match self.is_there() {
            true => Outcome::Updated,
            false => Outcome::Created,
        }
    }
}
