//! Makes the values of a request from the document alone.

use super::choices::Choices;
use super::sample;
use super::schema::Schemas;
use crate::document::{Document, Operation, list, reference};
use confluence_sdk::spec::Choice;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The values of one request.
pub(crate) struct Filling {
    /// The parameters, by their index in the document.
    pub(crate) params: BTreeMap<usize, Value>,
    pub(crate) body: Option<Value>,
    /// All members of all objects in the body.
    pub(crate) members: Vec<Member>,
    /// The shapes that were chosen for values of the body, by JSON pointer.
    pub(crate) shapes: BTreeMap<String, Shape>,
}

/// One of several shapes that a value can have.
pub(crate) struct Shape {
    pub(crate) name: String,
    /// The place of the choice, and the index of the shape.
    choice: (String, usize),
}

/// A member of an object of the body.
pub(crate) struct Member {
    /// `body.version.number`
    pub(crate) place: String,
    /// The JSON pointer to this member.
    pub(crate) pointer: String,
    pub(crate) required: bool,
}

/// How many values are filled in.
#[derive(Clone, Copy)]
pub(crate) enum Extent<'a> {
    Everything,
    /// The values that the document requires, and the values at these places.
    Needed(&'a BTreeSet<String>),
}

impl Extent<'_> {
    fn includes(self, place: &str, required: bool) -> bool {
        match self {
            Self::Everything => true,
            Self::Needed(places) => required || places.contains(place),
        }
    }
}

/// The place of a parameter, as differences name it.
pub(crate) fn place_of_param(operation: &Operation, index: usize) -> String {
    let param = &operation.params[index];
    format!("{} {}", param.place, param.name)
}

/// Makes the values of one operation's requests.
pub(crate) struct Generator<'d> {
    doc: &'d Document,
    schemas: &'d Schemas,
    operation: &'d Operation,
    /// Members of the body that exclude each other: the SDK takes one set of them at a time.
    one_of: &'static [Choice],
    choices: Choices,
    serial: u64,
}

/// A place for a value.
#[derive(Clone)]
struct Spot<'a> {
    /// The name of the value.
    name: String,
    prose: String,
    place: String,
    pointer: String,
    extent: Extent<'a>,
    /// The recursive schema that contains it.
    within: Option<String>,
}

/// Only the required values are needed.
const NOTHING_MORE: &BTreeSet<String> = &BTreeSet::new();

impl<'d> Generator<'d> {
    pub(crate) fn new(
        doc: &'d Document,
        schemas: &'d Schemas,
        operation: &'d Operation,
        one_of: &'static [Choice],
    ) -> Self {
        Self {
            doc,
            schemas,
            operation,
            one_of,
            choices: Choices::default(),
            serial: 0,
        }
    }

    /// Whether every alternative was used.
    pub(crate) fn exhausted(&self) -> bool {
        self.choices.exhausted()
    }

    /// From now on, leaves out a shape that the SDK does not accept.
    pub(crate) fn bar(&mut self, shape: &Shape) {
        let (place, index) = &shape.choice;
        self.choices.bar(place, *index);
    }

    pub(crate) fn filling(&mut self, extent: Extent<'_>) -> Result<Filling, String> {
        let mut filling = Filling {
            params: BTreeMap::new(),
            body: None,
            members: Vec::new(),
            shapes: BTreeMap::new(),
        };
        for (index, param) in self.operation.params.iter().enumerate() {
            let place = place_of_param(self.operation, index);
            if extent.includes(&place, param.required) {
                let mut spot = Spot::new(param.name.clone(), place, extent);
                spot.prose = param.description.clone();
                let value = self.value(&param.schema, &spot, &mut filling)?;
                filling.params.insert(index, value);
            }
        }
        if let Some(body) = &self.operation.body
            && extent.includes("body", body.required)
        {
            let spot = Spot::new(String::new(), "body".to_owned(), extent);
            let value = self.value(&body.schema, &spot, &mut filling)?;
            filling.body = Some(value);
        }
        Ok(filling)
    }

    fn value(&mut self, schema: &'d Value, spot: &Spot<'_>, filling: &mut Filling) -> Result<Value, String> {
        if let Some(name) = reference(schema) {
            let spot = spot.within(name, self.schemas.is_recursive(name));
            return self.value(self.doc.resolve(schema), &spot, filling);
        }
        if let Some(branches) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            let branches = list(branches);
            let names = branches
                .iter()
                .map(|branch| reference(branch).or(branch["type"].as_str()));
            let names: Vec<&str> = names.map(Option::unwrap_or_default).collect();
            let turn = self.shape(&names, spot, filling);
            return self.value(&branches[turn], spot, filling);
        }
        let values = list(&schema["enum"]);
        if !values.is_empty() {
            let turn = self.choices.turn(format!("{} of {values:?}", spot.place), values.len());
            return Ok(values[turn].clone());
        }
        // In some members the vendor has put the type into `format`.
        match schema["type"].as_str().or(schema["format"].as_str()) {
            Some("array") => self.array(schema, spot, filling),
            Some("boolean") => Ok((self.choices.turn(spot.place.clone(), 2) == 0).into()),
            Some("integer") => Ok(self.integer(schema, spot, filling)),
            Some("number") if sample::is_id(&spot.name) => Ok(self.integer(schema, spot, filling)),
            Some("number") => Ok(1.5.into()),
            // A few parameters with one value list the possible values below `items`.
            Some("string") if schema.get("items").is_some() => self.value(&schema["items"], spot, filling),
            Some("string") => self.text(schema, spot, filling),
            _ => self.object(schema, spot, filling),
        }
    }

    fn array(&mut self, schema: &'d Value, spot: &Spot<'_>, filling: &mut Filling) -> Result<Value, String> {
        let limit = |name: &str| schema[name].as_u64().and_then(|limit| usize::try_from(limit).ok());
        let wanted = if matches!(spot.extent, Extent::Everything) {
            2
        } else {
            1
        };
        let size = wanted
            .max(limit("minItems").unwrap_or_default())
            .min(limit("maxItems").unwrap_or(usize::MAX));
        (0..size)
            .map(|index| self.value(&schema["items"], &spot.item(index), filling))
            .collect()
    }

    fn object(&mut self, schema: &'d Value, spot: &Spot<'_>, filling: &mut Filling) -> Result<Value, String> {
        let members = self.doc.members(schema);
        let mut object = Map::new();
        if members.properties.is_empty() {
            let values = &schema["additionalProperties"];
            if !values.is_object() {
                self.serial += 1;
                let things = sample::things(&spot.name, self.serial);
                let names: Vec<&str> = things.iter().map(|(name, _)| *name).collect();
                return Ok(things[self.shape(&names, spot, filling)].1.clone());
            }
            for name in ["one", "two"] {
                object.insert(name.to_owned(), self.value(values, &spot.member(name), filling)?);
            }
        }
        let mut left_out = self.left_out(spot);
        if only_one(schema) {
            let turn = self
                .choices
                .turn(format!("one of {}", spot.place), members.properties.len());
            let others = members.properties.iter().enumerate().filter(|(i, _)| *i != turn);
            left_out.extend(others.map(|(_, (name, _))| name.as_str()));
        }
        for (name, schema) in members.properties {
            if left_out.contains(&name.as_str()) {
                continue;
            }
            let spot = spot.member(name);
            let required = members.required.contains(&name.as_str());
            let sent = self.doc.resolve(schema)["readOnly"] != true;
            if sent && spot.extent.includes(&spot.place, required) {
                filling.members.push(Member {
                    place: spot.place.clone(),
                    pointer: spot.pointer.clone(),
                    required,
                });
                object.insert(name.clone(), self.value(schema, &spot, filling)?);
            }
        }
        Ok(object.into())
    }

    /// Members of the body that go without, because it is the turn of others that cannot stand beside them.
    fn left_out<'n>(&mut self, spot: &Spot<'_>) -> Vec<&'n str> {
        let mut left_out = Vec::new();
        if spot.place == "body" && matches!(spot.extent, Extent::Everything) {
            for choice in self.one_of {
                let turn = self
                    .choices
                    .turn(format!("one of {}", choice.argument), choice.sets.len());
                let all = choice.sets.iter().copied().flatten().copied();
                left_out.extend(all.filter(|name| !choice.sets[turn].contains(name)));
            }
        }
        left_out
    }

    /// The index of the shape whose turn it is.
    fn shape(&mut self, names: &[&str], spot: &Spot<'_>, filling: &mut Filling) -> usize {
        let place = format!("{}?", spot.place);
        let turn = self.choices.turn(place.clone(), names.len());
        let shape = Shape {
            name: names[turn].to_owned(),
            choice: (place, turn),
        };
        filling.shapes.insert(spot.pointer.clone(), shape);
        turn
    }

    fn integer(&mut self, schema: &Value, spot: &Spot<'_>, filling: &Filling) -> Value {
        if let Some(same) = self.of_the_path(spot, filling).and_then(Value::as_i64) {
            return same.into();
        }
        self.serial += 1;
        let numbers = sample::numbers(&spot.name, schema, self.serial);
        numbers[self.choices.turn(spot.place.clone(), numbers.len())].into()
    }

    fn text(&mut self, schema: &Value, spot: &Spot<'_>, filling: &Filling) -> Result<Value, String> {
        match self.of_the_path(spot, filling) {
            Some(Value::String(same)) => return Ok(same.as_str().into()),
            Some(Value::Number(same)) => return Ok(same.to_string().into()),
            _ => {}
        }
        self.serial += 1;
        let mut texts = sample::texts(&spot.name, &spot.prose, schema, self.serial);
        let of_label = spot.place.contains("labels[]")
            || schema["description"]
                .as_str()
                .is_some_and(|prose| prose.contains("name of the label"));
        if spot.name == "name" && of_label {
            texts.insert(0, sample::label(self.serial));
        }
        for text in &texts {
            let text = Value::from(text.as_str());
            if self.schemas.accept(schema, &text)? {
                return Ok(text);
            }
        }
        // No text fits the pattern, so the pattern is wrong. Sending the most likely text shows this.
        Ok(texts.into_iter().next().into())
    }

    /// The value from the path, because the body repeats the ids of the path.
    fn of_the_path<'f>(&self, spot: &Spot<'_>, filling: &'f Filling) -> Option<&'f Value> {
        let in_path = |param: &crate::document::Param| param.place == "path" && param.name == spot.name;
        let index = self.operation.params.iter().position(in_path)?;
        (spot.place == format!("body.{}", spot.name)).then(|| filling.params.get(&index))?
    }
}

/// Whether the prose allows no more than one of the members.
fn only_one(schema: &Value) -> bool {
    let prose = schema["description"].as_str().unwrap_or_default();
    prose.contains("Only one body format")
}

impl<'a> Spot<'a> {
    fn new(name: String, place: String, extent: Extent<'a>) -> Self {
        Self {
            name,
            prose: String::new(),
            place,
            pointer: String::new(),
            extent,
            within: None,
        }
    }

    fn member(&self, name: &str) -> Self {
        let mut spot = self.clone();
        spot.name = name.to_owned();
        spot.place += &format!(".{name}");
        spot.pointer += &format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        spot
    }

    fn item(&self, index: usize) -> Self {
        let mut spot = self.clone();
        spot.place += "[]";
        spot.pointer += &format!("/{index}");
        spot
    }

    /// The place inside a named schema. A recursive schema contains all schemas of its kind, because v1 has answers as
    /// parts of requests. Inside one of them, only members that the others require are filled in.
    fn within(&self, schema: &str, recursive: bool) -> Self {
        let mut spot = self.clone();
        if recursive && spot.within.replace(schema.to_owned()).is_some() {
            spot.extent = Extent::Needed(NOTHING_MORE);
        }
        spot
    }
}
