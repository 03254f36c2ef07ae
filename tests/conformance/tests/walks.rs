//! Walks every paged operation to its end, in each form in which the server says that there is a next page. The server
//! knows nothing but the declarations of the spec.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, Response};
use confluence_sdk::__rt::model::{Form, Type, accept_value};
use confluence_sdk::__rt::{Inspect, blank_requests, walk_filled};
use confluence_sdk::auth::Authorize;
use confluence_sdk::scope::{Scope, ScopeList};
use confluence_sdk::spec::{Declaration, Paging};
use confluence_sdk::{Client, Connect, Credential, Dynamic, ForgeApp, Gateway, Http, OAuth, Site, scopes};
use serde_json::{Map, Value, json};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

scopes! {
    struct Any = "offline_access";
    struct Addon = "NONE";
}

/// How the server says that there is a next page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Told {
    /// By what the operation declares: a link or a cursor in the body.
    Declared,
    /// By a header alone.
    Header,
    /// Not at all: a full page is followed by another one.
    Counted,
}

/// One listing on the server: so many results on each page.
struct Listing {
    declaration: &'static Declaration,
    told: Told,
    /// One result, made from the model.
    item: Value,
    /// The answer around the list of results.
    around: Value,
    sizes: Vec<usize>,
    /// What was asked: the path, and the page.
    asked: Vec<(String, usize)>,
    problems: Vec<String>,
}

impl Listing {
    fn answer(&mut self, path: &str, query: &str) -> (Value, Option<String>) {
        let page = self.page(path, query);
        self.asked.push((path.to_owned(), page));
        let start: usize = self.sizes[..page].iter().sum();
        let size = self.sizes.get(page).copied().unwrap_or(0);
        let mut results = vec![self.item.clone(); size];
        if self.declaration.paging == Some(Paging::Ancestors) {
            for (number, result) in results.iter_mut().enumerate() {
                result["id"] = (1_000 * (page + 1) + number).to_string().into();
                result["type"] = "folder".into();
            }
        }
        let is_last = page + 1 >= self.sizes.len();
        let position = match self.declaration.paging {
            Some(Paging::Offset) => format!("start={}", start + size),
            _ => format!("cursor=p%2B{}+", page + 1),
        };
        let link = format!("{}?limit=3&{position}", self.declaration.path);
        let mut answer = self.around.clone();
        let inside = match answer.get("results") {
            Some(_) => &mut answer,
            None => answer
                .as_object_mut()
                .and_then(|members| members.values_mut().find(|member| member.get("results").is_some()))
                .expect("a list of results"),
        };
        inside["results"] = results.into();
        let mut header = None;
        match self.told {
            _ if is_last => {}
            Told::Declared if self.declaration.paging == Some(Paging::BodyCursor) => {
                inside["cursor"] = format!("p+{}+", page + 1).into();
            }
            Told::Declared => inside["_links"] = json!({ "next": link }),
            Told::Header => header = Some(format!("<{link}>; rel=\"next\"")),
            Told::Counted => {}
        }
        (answer, header)
    }

    /// Which page is asked for.
    fn page(&mut self, path: &str, query: &str) -> usize {
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs
                .filter(|(known, _)| *known == name)
                .map(|(_, value)| value.to_owned())
                .next()
        };
        if self.declaration.paging == Some(Paging::Ancestors) {
            let id: usize = path.split('/').nth(5).and_then(|id| id.parse().ok()).unwrap_or(0);
            return if path.starts_with("/wiki/api/v2/folders/") {
                id / 1_000
            } else {
                0
            };
        }
        let page = match (value("cursor"), value("start")) {
            (None, None) => Some(0),
            (Some(cursor), None) => {
                let number = cursor
                    .strip_prefix("p%2B")
                    .and_then(|cursor| cursor.strip_suffix("%2B"));
                number.and_then(|number| number.parse().ok())
            }
            (None, Some(start)) => {
                (0..=self.sizes.len()).find(|page| self.sizes[..*page].iter().sum::<usize>().to_string() == start)
            }
            (Some(_), Some(_)) => None,
        };
        if page.is_none() || value("limit").as_deref() != Some("3") {
            self.problems.push(format!("asked for `{query}`"));
        }
        page.unwrap_or(self.sizes.len())
    }
}

type Shared = Arc<Mutex<Option<Listing>>>;

async fn answer(State(shared): State<Shared>, request: Request<Body>) -> Response<Body> {
    let mut shared = shared.lock().unwrap();
    let listing = shared.as_mut().expect("a listing");
    let path = request
        .uri()
        .path()
        .trim_start_matches("/ex/confluence/cloud")
        .to_owned();
    let (answer, link) = listing.answer(&path, request.uri().query().unwrap_or_default());
    let mut response = Response::builder().header("content-type", "application/json");
    if let Some(link) = link {
        response = response.header("link", link);
    }
    response.body(Body::from(answer.to_string())).unwrap()
}

struct Nobody;

impl Authorize for Nobody {
    fn authorize<'a>(
        &'a self,
        _: &'a mut axum::http::request::Parts,
    ) -> Pin<Box<dyn Future<Output = confluence_sdk::Result<()>> + Send + 'a>> {
        Box::pin(async { Ok(()) })
    }
}

fn clients(url: &str) -> Vec<Client<Dynamic>> {
    let http = Http::builder().build().unwrap();
    let (site, gateway) = (Site::new(url).unwrap(), Gateway::at(url, "cloud").unwrap());
    let all: ScopeList = Scope::all().collect();
    let basic = Credential::<confluence_sdk::Basic>::basic("a@b.c", "token").unwrap();
    vec![
        http.client(site.clone(), basic).dynamic(),
        http.client(gateway.clone(), Credential::<OAuth<Any>>::with(Nobody, all.clone()))
            .dynamic(),
        http.client(gateway, Credential::<ForgeApp<Any>>::with(Nobody, all.clone()))
            .dynamic(),
        http.client(site, Credential::<Connect<Addon>>::with(Nobody, all))
            .dynamic(),
    ]
}

/// The smallest value of this type.
fn least(of: Type) -> Value {
    match of {
        Type::Bool => false.into(),
        Type::Text => "text".into(),
        Type::Id(_, true) => "17".into(),
        Type::Id(..) => "id".into(),
        Type::Integer(low, _) => i64::try_from(low.max(1)).unwrap_or(1).into(),
        Type::Number => 1.into(),
        Type::Time => "2026-08-01T12:30:00.000Z".into(),
        Type::File | Type::Json => json!({}),
        Type::Optional(_) | Type::Nullable(_) => Value::Null,
        Type::List(_) => json!([]),
        Type::Map(_) => json!({}),
        Type::Words(words) => words.values[0].into(),
        Type::Object(form) => object(form),
        Type::Shapes(_, shapes) => least(shapes[0]()),
    }
}

fn object(form: Form) -> Value {
    let required = form.members.iter().filter(|member| member.required);
    let members: Map<String, Value> = required
        .map(|member| (member.wire.to_owned(), least((member.part)())))
        .collect();
    members.into()
}

/// The list of results in an answer, and the answer around it.
fn results(output: Type) -> (Type, Value) {
    let Type::Object(form) = output else {
        panic!("a page is an object")
    };
    let results = form.members.iter().find(|member| member.wire == "results");
    if let Some(results) = results {
        let Type::List(item) = (results.part)() else {
            panic!("results are a list")
        };
        let mut around = object(form);
        around["results"] = json!([]);
        return (item(), around);
    }
    for member in form.members {
        let mut part = (member.part)();
        if let Type::Optional(inner) = part {
            part = inner();
        }
        if let Type::Object(inner) = part
            && inner.members.iter().any(|member| member.wire == "results")
        {
            let (item, page) = results_of(inner);
            let mut around = object(form);
            around[member.wire] = page;
            return (item, around);
        }
    }
    panic!("{} has no results", form.name)
}

fn results_of(form: Form) -> (Type, Value) {
    results(Type::Object(form))
}

/// Puts the smallest values into what is required, and 3 into `limit`.
fn fill(request: &mut dyn Inspect) {
    for (index, param) in request.declaration().params.iter().enumerate() {
        let mut candidates = vec![];
        if param.wire == "limit" {
            candidates.push(json!(3));
        } else if param.required {
            candidates = vec![
                least(request.argument(index)),
                json!("17"),
                json!("KEY"),
                json!(17),
                json!(["17"]),
            ];
        }
        let wanted = !candidates.is_empty();
        let taken = candidates
            .iter()
            .any(|value| accept_value(value, request.slot(index)).is_ok());
        assert!(taken || !wanted, "{} {}", request.declaration().id, param.wire);
    }
}

#[tokio::test]
async fn every_paged_operation_is_walked_to_its_end() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let clients = clients(&format!("http://{}", listener.local_addr().unwrap()));
    let shared = Shared::default();
    let router = Router::new().fallback(answer).with_state(shared.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });

    let (mut operations, mut walks) = (0, 0);
    for mut request in blank_requests().filter(|request| request.declaration().paging.is_some()) {
        let declaration = request.declaration();
        fill(&mut *request);
        operations += 1;
        let client = clients
            .iter()
            .find(|client| declaration.callers.allow(client.mode()))
            .unwrap();
        let (item, around) = results(request.output().unwrap());
        let counts = declaration.params.iter().any(|param| param.wire == "start");
        let forms: &[Told] = match declaration.paging {
            Some(Paging::Ancestors) => &[Told::Counted],
            _ if counts => &[Told::Declared, Told::Header, Told::Counted],
            _ => &[Told::Declared, Told::Header],
        };
        for (told, sizes) in forms
            .iter()
            .flat_map(|told| [(*told, vec![3, 3, 1]), (*told, vec![3, 3, 3])])
        {
            let expected: usize = sizes.iter().sum();
            *shared.lock().unwrap() = Some(Listing {
                declaration,
                told,
                item: least(item),
                around: around.clone(),
                sizes: sizes.clone(),
                asked: Vec::new(),
                problems: Vec::new(),
            });
            let name = format!("{} {} {told:?} {sizes:?}", declaration.version, declaration.id);
            let mut pages = walk_filled(client, &*request).expect("a page");
            let mut found = 0;
            while let Some(page) = pages.next().await {
                found += page.unwrap_or_else(|error| panic!("{name}: {error}")).len();
            }
            let listing = shared.lock().unwrap().take().unwrap();
            assert_eq!(listing.problems, [""; 0], "{name}");
            assert_eq!(found, expected, "{name}");
            // Each page once; and an empty one where nothing else says that the last full one was the last.
            let asks_on = told == Told::Counted || declaration.paging == Some(Paging::Offset);
            let empty = usize::from(asks_on && sizes[2] == 3);
            let asked: Vec<usize> = listing.asked.iter().map(|(_, page)| *page).collect();
            assert_eq!(asked, (0..sizes.len() + empty).collect::<Vec<_>>(), "{name}");
            walks += 1;
        }
    }
    assert_eq!((operations, walks), (101, 2 * (5 + 2 * 74 + 3 * 22)));
}
