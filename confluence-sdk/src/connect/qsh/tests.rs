use super::*;
use proptest::prelude::*;

/// Made with the vendor's library.
const VECTORS: &[(&str, &str, &str, &str, &str)] = &[
    (
        "GET",
        "/path/to/service?zee_last=param&repeated=parameter 1&first=param&repeated=parameter 2",
        "",
        "GET&/path/to/service&first=param&repeated=parameter%201,parameter%202&zee_last=param",
        "e52bb281606c3bd9ca16cfe96fe2df78f5d9ffa126f06befd750dfa10fa1a897",
    ),
    (
        "GET",
        "/rest/api/content",
        "",
        "GET&/rest/api/content&",
        "83f9c08f56d8d0ee09938e468fc5926977b20c2f305c519705e917e04b4d81ac",
    ),
    (
        "GET",
        "/rest/api/content/",
        "",
        "GET&/rest/api/content&",
        "83f9c08f56d8d0ee09938e468fc5926977b20c2f305c519705e917e04b4d81ac",
    ),
    (
        "GET",
        "/wiki/rest/api/content?expand=body.storage,version&limit=25",
        "/wiki",
        "GET&/rest/api/content&expand=body.storage%2Cversion&limit=25",
        "2d123a588e752101f706f4042c0e0cfdbf0932be634d3fc8e59bf43d08d456f2",
    ),
    (
        "GET",
        "/wiki/api/v2/pages?limit=5&cursor=eyJ+a/b==",
        "/wiki",
        "GET&/api/v2/pages&cursor=eyJ%20a%2Fb%3D%3D&limit=5",
        "0b2cd6b0d15ef645fe371b4d30d8d1442ba9c97f954043fb7413b0912a9fa619",
    ),
    (
        "GET",
        "/wiki",
        "/wiki",
        "GET&/&",
        "c88caad15a1c1a900b8ac08aa9686f4e8184539bea1deda36e2f649430df3239",
    ),
    (
        "POST",
        "/a%20b/c&d?x=1",
        "",
        "POST&/a%20b/c%26d&x=1",
        "15f829ed04de1df5bc4e8003d08a1e28a774398bde5f14d0aeb7555b53965177",
    ),
    (
        "GET",
        "/s?q=a*b~c!d'e(f)g&jwt=abc&B=2&a=1&A=3&b=4",
        "",
        "GET&/s&A=3&B=2&a=1&b=4&q=a%2Ab~c%21d%27e%28f%29g",
        "0e303d856b8ac4122fef20e187d86ae4c65e077e97e50dc6120470549763ab5f",
    ),
    (
        "GET",
        "/s?k=b&k=a&k=A&k=a,b",
        "",
        "GET&/s&k=A,a,a%2Cb,b",
        "ab99aba5573ea9e32964c7925d48cd4550d7bf1a675cc4489854d4caf6855cde",
    ),
    (
        "GET",
        "/s?empty=&noval",
        "",
        "GET&/s&empty=&noval=",
        "b81966a3f8d0b2453b74bce9a0ebdf10727aaef8ff004ac6e9409e12837a56cf",
    ),
    (
        "GET",
        "/s?q=%E4%BD%A0+%2B",
        "",
        "GET&/s&q=%E4%BD%A0%20%2B",
        "e4b4ee08da48fba93c51e662eacc0fa1e2c5beffb4cc047ab051fb91411c15b0",
    ),
];

#[test]
fn the_vectors_of_the_vendors_library() {
    for (method, target, base, text, expected) in VECTORS {
        assert_eq!(canonical(method, target, base), *text);
        assert_eq!(qsh(method, target, base), *expected, "{target}");
        assert_eq!(qsh(&method.to_lowercase(), target, base), *expected, "{target}");
    }
}

#[test]
fn only_a_whole_base_path_is_stripped() {
    for (path, base, text) in [
        ("/wiki2/x", "/wiki", "GET&/wiki2/x&"),
        ("/wiki/", "/wiki", "GET&/&"),
        ("/wiki/x/", "/wiki/", "GET&/x&"),
        ("/x", "", "GET&/x&"),
        ("/x", "/", "GET&/x&"),
        ("", "", "GET&/&"),
        ("/", "", "GET&/&"),
        ("/x", "/wiki", "GET&/x&"),
        ("/wiki/wiki", "/wiki", "GET&/wiki&"),
    ] {
        assert_eq!(canonical("GET", path, base), text, "{path} under {base}");
    }
}

#[test]
fn names_are_sorted_by_utf16_units() {
    // In UTF-8 the first would come last.
    assert_eq!(
        canonical("GET", "/s?\u{10000}=1&\u{ff5e}=2", ""),
        "GET&/s&%F0%90%80%80=1&%EF%BD%9E=2"
    );
}

/// A text in one of the ways in which a query may spell it.
fn spelled(text: &str, way: u8) -> String {
    match way % 3 {
        0 => crate::request::encode(text),
        1 => crate::request::encode(text).replace("%20", "+"),
        _ => text.bytes().map(|byte| format!("%{byte:02x}")).collect(),
    }
}

fn query(pairs: &[(String, String)], ways: u8) -> String {
    let pairs = pairs
        .iter()
        .map(|(name, value)| format!("{}={}", spelled(name, ways), spelled(value, ways)));
    pairs.collect::<Vec<_>>().join("&")
}

fn pairs() -> impl Strategy<Value = Vec<(String, String)>> {
    // Few names, so that they repeat.
    proptest::collection::vec(("[abB ä,]{1,2}", "[a-z+&=,%ä你 ]{0,6}"), 0..8)
}

proptest! {
    #[test]
    fn spelling_and_order_do_not_count(pairs in pairs(), ways in any::<u8>(), mix in any::<u64>()) {
        let mut mixed = pairs.clone();
        if !mixed.is_empty() {
            let by = (mix % mixed.len() as u64) as usize;
            mixed.rotate_left(by);
            mixed.swap(0, by);
        }
        let one = canonical("GET", &format!("/s?{}", query(&pairs, 0)), "");
        let other = canonical("GET", &format!("/s?{}", query(&mixed, ways)), "");
        prop_assert_eq!(one, other);
    }

    #[test]
    fn other_values_hash_otherwise(pairs in pairs(), at in any::<proptest::sample::Index>()) {
        prop_assume!(!pairs.is_empty());
        let mut changed = pairs.clone();
        changed[at.index(pairs.len())].1.push('x');
        let line = |pairs| format!("/s?{}", query(pairs, 0));
        prop_assert_ne!(qsh("GET", &line(&pairs), ""), qsh("GET", &line(&changed), ""));
    }

    #[test]
    fn a_token_in_the_query_does_not_count(pairs in pairs(), token in "[a-zA-Z0-9._-]{0,20}") {
        let plain = query(&pairs, 0);
        prop_assert_eq!(
            canonical("POST", &format!("/s?{plain}"), ""),
            canonical("POST", &format!("/s?jwt={token}&{plain}"), "")
        );
    }

    #[test]
    fn what_is_canonical_stays_so(pairs in pairs()) {
        // Values of one name are joined by a bare comma, which reads as part of one value: names that repeat are left
        // out here.
        let mut seen = std::collections::BTreeSet::new();
        let pairs: Vec<_> = pairs.into_iter().filter(|(name, _)| seen.insert(name.clone())).collect();
        let text = canonical("GET", &format!("/s?{}", query(&pairs, 1)), "");
        let again = text.replacen("GET&", "", 1).replacen('&', "?", 1);
        prop_assert_eq!(canonical("GET", &again, ""), text);
    }

    #[test]
    fn any_request_line_has_a_hash(method in ".*", target in ".*", base in ".*") {
        prop_assert_eq!(qsh(&method, &target, &base).len(), 64);
    }
}
