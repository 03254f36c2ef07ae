// The search field and what it finds. The two lists show it in their place; other pages show it below the field.

const queryField = () => one("#q");
const rowsOfPage = () => all("#all .row, #found .row");
let home;
let shownQuery = "";

/** Where the rows of the list belong, so that they find back. */
function rememberRows() {
    home = all("#all .rows").map((list) => ({ list, rows: all(".row", list) }));
}

const rowName = (row) => row.dataset.key ?? row.dataset.scope;

/** Shows what was found, in place of the list. */
function showInList(query) {
    const found = one("#found");
    document.body.classList.toggle("searching", query !== "");
    if (!query) {
        home.forEach(({ list, rows }) => list.append(...rows));
        found.hidden = true;
        found.replaceChildren();
        one("#all").hidden = false;
        return;
    }
    const { found: entries, meant } = search(query);
    const rows = new Map(home.flatMap(({ rows }) => rows).map((row) => [rowName(row), row]));
    const nameOf = ({ kind, item }) => (kind === "operation" ? item.key : kind === "scope" ? item.name : undefined);
    const listed = entries.map((entry) => rows.get(nameOf(entry))).filter(Boolean);
    const beside = entries.filter((entry) => !rows.has(nameOf(entry)));
    const thing = home[0].rows[0].dataset.key ? "operation" : "scope";
    const sum = listed.length ? counted(listed.length, thing) : `No ${thing} fits`;
    found.replaceChildren(
        el("h2", {}, sum, meantWords(meant)),
        besideLine(beside),
        el("ul.rows", {}, listed),
        ...(listed.length ? [] : [el("p", {}, "Try fewer or other words, a part of the path, or a scope.")]),
    );
    found.hidden = false;
    one("#all").hidden = true;
    say(sum);
}

const meantWords = (meant) =>
    meant.length > 0 &&
    el(
        "small",
        {},
        ` “${meant.map(({ word }) => word).join(", ")}” was read as “${meant.map(({ meant }) => meant).join(", ")}”`,
    );

/** What is found beside the rows of this list: links. */
function besideLine(entries) {
    const links = entries
        .slice(0, 6)
        .map(({ kind, item }) =>
            el(
                "li",
                {},
                el(
                    "a",
                    { href: up() + item.href },
                    kind === "scope" ? el("code", {}, item.name) : (item.id ?? item.name),
                ),
                el("small", {}, ` ${kind}`),
            ),
        );
    return links.length ? el("ul.beside", { "aria-label": "Also found" }, links) : "";
}

const SHOWN = 12;

/** Shows what was found below the field. */
function showBelow(query) {
    const below = one(".search .below");
    if (!query) {
        below.hidden = true;
        below.replaceChildren();
        return;
    }
    const { found, meant } = search(query);
    const line = ({ kind, item }) => {
        const name =
            kind === "operation"
                ? [methodMark(item), " ", item.id, el("code.path", {}, item.path)]
                : [el("b.method", {}, kind), " ", kind === "scope" ? el("code", {}, item.name) : item.name];
        return el("li", {}, el("a", { href: up() + item.href }, name));
    };
    const more =
        found.length > SHOWN &&
        el(
            "li",
            {},
            el(
                "a",
                { href: `${up()}index.html${fragment({ ...state, q: query })}`, "data-exact": true },
                `All ${found.length}`,
            ),
        );
    const words = found.length ? meantWords(meant) : "Nothing fits. Try fewer or other words.";
    below.replaceChildren(words ? el("p", {}, words) : "", el("ul", {}, found.slice(0, SHOWN).map(line), more));
    below.hidden = false;
    say(found.length ? `${found.length} found` : "Nothing fits");
}

/** Nothing is moved while the query stays the same, so that what has the focus keeps it. */
function showResults(query) {
    const wanted = query.trim();
    if (!one("#found")) {
        showBelow(wanted);
    } else if (wanted !== shownQuery) {
        shownQuery = wanted;
        showInList(wanted);
    }
}

/** What the arrows move between. */
function stops() {
    const inList = all("#found:not([hidden]) .row, #all:not([hidden]) .row").map((row) => one("input, a", row));
    return one("#found") ? inList : all(".search .below:not([hidden]) a");
}

/** Keys of the whole page: `/` searches, arrows move, Enter opens, Escape goes back. */
function pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.isComposing) {
        return;
    }
    const target = event.target;
    const inSearch = target === queryField();
    const row = target.closest?.(".row, .search .below li");
    if (event.key === "/" && !target.matches?.("input:not([type=checkbox]), textarea")) {
        event.preventDefault();
        queryField().focus();
        queryField().select();
    } else if (event.key === "Escape") {
        escape(inSearch, row);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && (inSearch || row)) {
        event.preventDefault();
        move(target, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && (inSearch || (row && target.type === "checkbox"))) {
        const link = inSearch
            ? queryField().value.trim() && one("a", stops()[0]?.closest("li") ?? document.createElement("p"))
            : one("a", row);
        link?.click?.();
    }
}

function escape(inSearch, row) {
    const answer = one("#answer.open");
    if (inSearch && queryField().value) {
        queryField().value = "";
        typed();
    } else if (inSearch) {
        queryField().blur();
    } else if (answer) {
        openSheet(answer, false);
        one(".handle", answer).focus();
    } else if (row) {
        queryField().focus();
    }
}

/** From the field into what it found, from one to the next, and back. */
function move(from, by) {
    const all = stops();
    const at = all.indexOf(one("input, a", from.closest(".row, li") ?? document.createElement("p")));
    const to = from === queryField() ? all[by > 0 ? 0 : -1] : at + by < 0 ? queryField() : all[at + by];
    to?.focus();
}

/** The lists keep the query in the address; below the field it is gone with the page. */
function typed() {
    if (one("#found")) {
        noteSoon({ q: queryField().value });
    }
    showResults(queryField().value);
}
