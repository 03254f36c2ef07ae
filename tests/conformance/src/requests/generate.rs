//! Values for a request, made from the document alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::{choices::Choices, sample, schema::Schemas};
use crate::document::{Document, Operation, list, reference};

/// What is filled into one request.
pub(crate) struct Filling {
    /// By the index of the document's parameter.
    pub(crate) params: BTreeMap<usize, Value>,
    pub(crate) body: Option<Value>,
    /// Every member of every object of the body.
    pub(crate) members: Vec<Member>,
    /// Which of several shapes the body has.
    pub(crate) shape: Option<String>,
}

/// A member of an object of the body.
pub(crate) struct Member {
    /// `body.version.number`
    pub(crate) place: String,
    /// The JSON pointer to this very one.
    pub(crate) pointer: String,
    pub(crate) required: bool,
}

/// How much is filled in.
#[derive(Clone, Copy)]
pub(crate) enum Extent<'a> {
    Everything,
    /// What the document requires, and what stands at these places.
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

/// Where a parameter stands, as it is named in differences.
pub(crate) fn place_of_param(operation: &Operation, index: usize) -> String {
    let param = &operation.params[index];
    format!("{} {}", param.place, param.name)
}

/// Makes the values of one operation's requests.
pub(crate) struct Generator<'d> {
    doc: &'d Document,
    schemas: &'d Schemas,
    operation: &'d Operation,
    choices: Choices,
    serial: u64,
}

/// A place for a value.
#[derive(Clone)]
struct Spot<'a> {
    /// The name that the value stands under.
    name: String,
    prose: String,
    place: String,
    pointer: String,
    extent: Extent<'a>,
    /// The named schemas that it lies in.
    within: Vec<String>,
}

/// Nothing more is needed than what is required.
const NOTHING_MORE: &BTreeSet<String> = &BTreeSet::new();

/// Named schemas within each other beyond which only what is required is filled in: v1 reuses its response schemas, which
/// hold all others, for requests.
const DEEPEST: usize = 4;

impl<'d> Generator<'d> {
    pub(crate) fn new(doc: &'d Document, schemas: &'d Schemas, operation: &'d Operation) -> Self {
        Self {
            doc,
            schemas,
            operation,
            choices: Choices::default(),
            serial: 0,
        }
    }

    /// Whether every alternative was used.
    pub(crate) fn exhausted(&self) -> bool {
        self.choices.exhausted()
    }

    pub(crate) fn filling(&mut self, extent: Extent<'_>) -> Result<Filling, String> {
        let mut filling = Filling {
            params: BTreeMap::new(),
            body: None,
            members: Vec::new(),
            shape: None,
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
            return self.value(self.doc.resolve(schema), &spot.within(name), filling);
        }
        if let Some(branches) = schema.get("oneOf").or_else(|| schema.get("anyOf")) {
            let branches = list(branches);
            let turn = self.choices.turn(format!("{}?", spot.place), branches.len());
            if spot.place == "body" {
                filling.shape = reference(&branches[turn])
                    .or(branches[turn]["type"].as_str())
                    .map(str::to_owned);
            }
            return self.value(&branches[turn], spot, filling);
        }
        let values = list(&schema["enum"]);
        if !values.is_empty() {
            let turn = self.choices.turn(format!("{} of {values:?}", spot.place), values.len());
            return Ok(values[turn].clone());
        }
        // Some members have the word in the wrong place.
        match schema["type"].as_str().or(schema["format"].as_str()) {
            Some("array") => self.array(schema, spot, filling),
            Some("boolean") => Ok((self.choices.turn(spot.place.clone(), 2) == 0).into()),
            Some("integer") => Ok(self.integer(schema, spot, filling)),
            Some("number") if sample::is_id(&spot.name) => Ok(self.integer(schema, spot, filling)),
            Some("number") => Ok(1.5.into()),
            // A few parameters of one value name its possible values below `items`.
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
                return Ok(things[self.choices.turn(spot.place.clone(), things.len())].clone());
            }
            for name in ["one", "two"] {
                object.insert(name.to_owned(), self.value(values, &spot.member(name), filling)?);
            }
        }
        for (name, schema) in members.properties {
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
        let texts = sample::texts(&spot.name, &spot.prose, schema, self.serial);
        for text in &texts {
            let text = Value::from(text.as_str());
            if self.schemas.accept(schema, &text)? {
                return Ok(text);
            }
        }
        // Then the pattern is wrong, and sending the likeliest text shows it.
        Ok(texts.into_iter().next().into())
    }

    /// The value that the path names: the body repeats the ids of the path.
    fn of_the_path<'f>(&self, spot: &Spot<'_>, filling: &'f Filling) -> Option<&'f Value> {
        let in_path = |param: &crate::document::Param| param.place == "path" && param.name == spot.name;
        let index = self.operation.params.iter().position(in_path)?;
        (spot.place == format!("body.{}", spot.name)).then(|| filling.params.get(&index))?
    }
}

impl<'a> Spot<'a> {
    fn new(name: String, place: String, extent: Extent<'a>) -> Self {
        Self {
            name,
            prose: String::new(),
            place,
            pointer: String::new(),
            extent,
            within: Vec::new(),
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

    fn within(&self, schema: &str) -> Self {
        let mut spot = self.clone();
        if spot.within.len() >= DEEPEST || spot.within.iter().any(|name| name == schema) {
            spot.extent = Extent::Needed(NOTHING_MORE);
        }
        spot.within.push(schema.to_owned());
        spot
    }
}
