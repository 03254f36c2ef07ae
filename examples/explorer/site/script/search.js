// Search over operations, scopes and permissions: every word of the query must be found. Where it is found decides the
// order. Other words for the same thing count less, misspelt words are read as the nearest one.

/** What people say, and what the vendor calls it. */
const SYNONYMS = {
    edit: ["update"],
    change: ["update"],
    modify: ["update"],
    rename: ["title", "update"],
    save: ["update", "create"],
    remove: ["delete", "remove"],
    trash: ["delete"],
    purge: ["delete"],
    list: ["get"],
    read: ["get"],
    fetch: ["get"],
    view: ["get"],
    show: ["get"],
    load: ["get"],
    add: ["create"],
    new: ["create"],
    make: ["create"],
    publish: ["create", "publish"],
    write: ["create", "update"],
    upload: ["createattachment", "createorupdateattachments"],
    file: ["attachment"],
    image: ["attachment"],
    picture: ["attachment"],
    tag: ["label"],
    blog: ["blogpost"],
    article: ["page"],
    document: ["page"],
    person: ["user"],
    people: ["user"],
    account: ["user"],
    member: ["group", "user"],
    rights: ["permission", "restriction"],
    access: ["permission", "restriction"],
    acl: ["restriction"],
    follow: ["watch"],
    subscribe: ["watch"],
    tree: ["descendants", "children", "hierarchy"],
    parent: ["ancestors"],
    history: ["version"],
    todo: ["task"],
    find: ["search"],
    query: ["search", "cql"],
    reply: ["comment"],
    note: ["comment"],
    reaction: ["like"],
    metadata: ["property"],
    field: ["property"],
    email: ["email"],
    export: ["convert"],
    render: ["convert"],
    board: ["whiteboard"],
    link: ["embed", "smart"],
};
/** Not what every object has, such as `constructor`. */
const otherWords = (word) => (Object.hasOwn(SYNONYMS, word) ? SYNONYMS[word] : undefined);

const MISSPELT = 0.4;
const OTHER_WORD = 0.5;

let entries;
let vocabulary;

const wordsOf = (text) =>
    text
        .replace(/([a-z\d])([A-Z])/g, "$1 $2")
        .toLowerCase()
        .split(/[^\p{L}\d]+/u)
        .filter(Boolean);

/** A text to search in, and how much it counts. */
const searched = (text, weight) => ({ text: text.toLowerCase(), words: new Set(wordsOf(text)), weight });

function makeIndex() {
    const names = (operation) =>
        operation.scopes
            .flat()
            .concat(operation.connect ?? [])
            .map((place) => spec.scopes[place].name);
    entries = [
        ...spec.operations.map((item) => ({
            kind: "operation",
            item,
            fields: [
                searched(`${item.id} ${item.key} ${item.name}`, 12),
                searched(item.path, 6),
                searched(names(item).join(" "), 6),
                searched(item.tag, 6),
                searched(item.summary, 3),
                searched(`${item.permission} ${item.grants.join(" ")}`, 2),
                searched(`${item.method} ${item.version}`, 2),
            ],
        })),
        ...spec.scopes.map((item) => ({
            kind: "scope",
            item,
            fields: [searched(`${item.name} ${item.marker}`, 10), searched(`${item.meaning} ${item.kind} scope`, 4)],
        })),
        ...spec.permissions.map((item) => ({
            kind: "permission",
            item,
            fields: [searched(`${item.name} ${item.marker}`, 8), searched(`${item.meaning} permission`, 4)],
        })),
    ];
    vocabulary = [...new Set(entries.flatMap((entry) => entry.fields.flatMap((one) => [...one.words])))].filter(
        (word) => word.length > 3,
    );
}

/** How well a word fits an entry: 0 if it does not. */
function fit(entry, word) {
    let best = 0;
    for (const { text, words, weight } of entry.fields) {
        if (best >= weight * 3 || !text.includes(word)) {
            continue;
        }
        const closeness = words.has(word) || text === word ? 3 : [...words].some((one) => one.startsWith(word)) ? 2 : 1;
        best = Math.max(best, weight * closeness);
    }
    return best;
}

/** The forms of a word that are looked for: itself, without its plural, other words for it. */
function formsOf(word) {
    const singular = word.length > 3 && word.endsWith("s") ? word.slice(0, -1) : word;
    const others = otherWords(word) ?? otherWords(singular) ?? [];
    const forms = [
        [word, 1],
        ...(singular === word ? [] : [[singular, 0.9]]),
        ...others.map((other) => [other, OTHER_WORD]),
    ];
    const found = (form) => entries.some((entry) => fit(entry, form));
    if (forms.some(([form]) => found(form))) {
        return { forms };
    }
    const meant = nearest(word);
    return meant ? { forms: [[meant, MISSPELT]], meant } : { forms };
}

/** `{ found: [{ kind, item }], meant }`, the best first. `meant` says how misspelt words were read. */
function search(query) {
    if (!entries) {
        makeIndex();
    }
    const byPath = route(query);
    if (byPath.length) {
        return { found: byPath, meant: [] };
    }
    const wanted = query
        .toLowerCase()
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => ({ word, ...formsOf(word) }));
    const meant = wanted.filter((one) => one.meant).map(({ word, meant }) => ({ word, meant }));
    const scored = [];
    for (const entry of wanted.length ? entries : []) {
        const fits = wanted.map(({ forms }) => Math.max(...forms.map(([form, share]) => share * fit(entry, form))));
        if (fits.every(Boolean)) {
            scored.push({ entry, score: fits.reduce((sum, one) => sum + one, 0) - (entry.item.deprecated ? 3 : 0) });
        }
    }
    const name = ({ item }) => item.id ?? item.name;
    scored.sort(
        (a, b) =>
            b.score - a.score ||
            name(a.entry).length - name(b.entry).length ||
            (name(a.entry) < name(b.entry) ? -1 : 1),
    );
    return { found: scored.map(({ entry }) => entry), meant };
}

/** The operations that an address of a request fits, with or without its method, host and query. */
function route(query) {
    const parts = query.trim().match(/^(?:(get|post|put|delete|patch)\s+)?"?(?:https?:\/\/[^/\s]*)?(\/[^\s?#"]*)\S*$/i);
    if (!parts) {
        return [];
    }
    const path = parts[2]
        .replace(/^\/ex\/confluence\/[^/]*/, "")
        .replace(/^\/(rest|api)\//, "/wiki/$1/")
        .replace(/\/$/, "");
    const given = path.split("/");
    const isParameter = (segment) => /^\{.*\}$/.test(segment);
    const fits = spec.operations.filter(({ path, method }) => {
        const segments = path.split("/");
        const same = (segment, i) => segment === given[i] || (isParameter(segment) && given[i]);
        return (
            segments.length === given.length && segments.every(same) && (!parts[1] || method === parts[1].toUpperCase())
        );
    });
    // A fixed segment is a better fit than a parameter.
    const parameters = ({ path }) => path.split("/").filter(isParameter).length;
    const fewest = Math.min(...fits.map(parameters));
    return fits
        .filter((operation) => parameters(operation) === fewest)
        .map((item) => entries.find((entry) => entry.item === item));
}

function nearest(word) {
    let [best, least] = [undefined, word.length > 5 ? 3 : word.length > 3 ? 2 : 0];
    for (const known of vocabulary) {
        if (Math.abs(known.length - word.length) < least) {
            const apart = distance(word, known);
            [best, least] = apart < least ? [known, apart] : [best, least];
        }
    }
    return best;
}

/** How many letters differ (Levenshtein). */
function distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 0; i < a.length; i++) {
        const next = [i + 1];
        for (let j = 0; j < b.length; j++) {
            next.push(Math.min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] === b[j] ? 0 : 1)));
        }
        row = next;
    }
    return row[b.length];
}
