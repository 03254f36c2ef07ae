// What the reader chose and searches for. It is in the fragment of the address, so that an address is a choice, and it
// is carried from page to page. Nothing is stored, nothing reaches a server.

const state = { choose: [], scopes: [], q: "", family: "", unknown: { choose: [], scopes: [] } };

const encoded = (text) => encodeURIComponent(text).replace(/%3A/g, ":").replace(/%2F/g, "/");

function decoded(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return "";
    }
}

/** The key of what is named: an operation also by the vendor's operationId alone, where only one API has it. */
function keyOf(name, known) {
    const keys = [name, `v2:${name}`, `v1:${name}`].filter((key) => known.has(key));
    return keys[0] === name || keys.length === 1 ? keys[0] : undefined;
}

/** Takes the state from the address. Unknown names are kept apart, to be told. Returns the place on the page to go to, if any. */
function readState() {
    const parts = new Map(
        location.hash
            .slice(1)
            .split("&")
            .map((part) => {
                const [name, ...value] = part.split("=");
                return [name, value.join("=")];
            }),
    );
    const list = (name, known) => {
        const names = [...new Set((parts.get(name) ?? "").split(",").map(decoded))].filter(Boolean);
        state.unknown[name] = names.filter((one) => !keyOf(one, known));
        return [...new Set(names.map((one) => keyOf(one, known)).filter(Boolean))];
    };
    state.choose = list("choose", operationOf);
    state.scopes = list("scopes", scopeOf);
    state.q = decoded(parts.get("q") ?? "");
    state.family = decoded(parts.get("family") ?? "");
    return decoded(parts.get("at") ?? "");
}

/** The fragment for a state, with its `#`; empty if there is nothing to say. */
function fragment({ choose, scopes, q, family }) {
    const parts = [
        choose.length && `choose=${choose.map(encoded).join(",")}`,
        scopes.length && `scopes=${scopes.map(encoded).join(",")}`,
        q && `q=${encoded(q)}`,
        family && `family=${encoded(family)}`,
    ].filter(Boolean);
    return parts.length ? `#${parts.join("&")}` : "";
}

/** Changes the state. A choice is a step that "back" undoes; typing is not. */
function change(changes, { step = true } = {}) {
    Object.keys(changes).forEach((name) => name in state.unknown && (state.unknown[name] = []));
    note(changes, { step });
    render();
}

/** Changes the state that the address tells, but not what is shown. */
function note(changes, { step = false } = {}) {
    Object.assign(state, changes);
    clearTimeout(later);
    later = undefined;
    const address = fragment(state) || location.pathname + location.search;
    history[step ? "pushState" : "replaceState"](null, "", address);
}

let later;

/** The same at the next pause: browsers refuse to change the address with each letter of somebody who types fast. */
function noteSoon(changes) {
    Object.assign(state, changes);
    clearTimeout(later);
    later = setTimeout(noteNow, 300);
}

/** Before the page is left. */
function noteNow() {
    if (later !== undefined) {
        note({});
    }
}

function toggle(list, name) {
    const chosen = state[list];
    change({ [list]: chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name] });
}
