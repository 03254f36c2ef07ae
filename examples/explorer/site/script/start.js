// Brings the page to life. Until then, and without script, it can be read.

document.documentElement.classList.add("scripted");
setTheme(theme());
document.addEventListener("DOMContentLoaded", start);

function start() {
    load(window.explorerData);
    setTheme(theme());
    rememberRows();
    home.flatMap(({ rows }) => rows).forEach(addCheckbox);
    all("figure.paste").forEach(withCopyButton);
    all("[data-tabs]").forEach(tabsOfSections);
    all(".request code").forEach((code) =>
        code.after(
            " ",
            copyButton(() => code.textContent, "Copy", "path"),
        ),
    );
    if (!one("#found")) {
        one(".search").append(el("div.below", { hidden: true }));
    }
    listen();
    const wide = matchMedia("(min-width: 75rem)").matches;
    all(".groups details").forEach((details) => (details.open = wide));
    const place = readState();
    queryField().value = state.q;
    render();
    if (place) {
        goTo(place);
    }
    window.explorer = {
        search,
        smallestScopes,
        connectScopes,
        openedBy,
        judge,
        declarations,
        rustOperations,
        operationOf,
        namesIn,
        bitsOfNames,
    };
}

function listen() {
    document.addEventListener("keydown", pressed);
    document.addEventListener("click", clicked);
    document.addEventListener("auxclick", clicked);
    document.addEventListener("focusin", ({ target }) => {
        if (!one("#found") && !target.closest(".search")) {
            one(".search .below").hidden = true;
        }
    });
    queryField().addEventListener("input", typed);
    queryField().addEventListener("focus", () => !one("#found") && showResults(queryField().value));
    one(".theme").addEventListener("click", () => setTheme(THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length]));
    one("#pasted")?.addEventListener("input", ({ target }) => {
        const { known, others } = scopesNamed(target.value);
        change({ scopes: known });
        say(`${counted(known.length, "scope")} found`);
        one(".pasted small")?.remove();
        target.after(
            el(
                "small",
                {},
                `${counted(known.length, "scope")} found.${others.length ? ` Not of Confluence: ${others.join(", ")}.` : ""}`,
            ),
        );
    });
    window.addEventListener("popstate", () => {
        readState();
        queryField().value = state.q;
        render();
    });
}

/** Links inside the site take the choice along. Their address stays short until they are used. */
function clicked(event) {
    const choose = event.target.closest?.("[data-choose]");
    if (choose) {
        return toggle("choose", choose.dataset.choose);
    }
    const chooseScope = event.target.closest?.("button[data-scope]");
    if (chooseScope) {
        return toggle("scopes", chooseScope.dataset.scope);
    }
    const link = event.target.closest?.("a[href]");
    noteNow();
    if (!link || link.protocol !== location.protocol || link.host !== location.host || "exact" in link.dataset) {
        return;
    }
    const here = link.getAttribute("href");
    if (here.startsWith("#q=")) {
        event.preventDefault();
        queryField().value = decoded(here.slice(3));
        change({ q: queryField().value });
    } else if (here.startsWith("#") && !here.includes("=")) {
        // The fragment is the choice, so places on the page are gone to without it.
        event.preventDefault();
        goTo(here.slice(1));
    } else if (!here.startsWith("#")) {
        link.dataset.own ??= link.hash;
        const carried = fragment({ ...state, q: "" });
        const place = link.dataset.own && (carried ? `&at=${link.dataset.own.slice(1)}` : link.dataset.own);
        link.hash = carried + place;
    }
}

function goTo(id) {
    if (state.q && id !== "main") {
        queryField().value = "";
        change({ q: "" }, { step: false });
    }
    const place = document.getElementById(id);
    place?.scrollIntoView();
    place?.focus({ preventScroll: true });
}

function addCheckbox(row) {
    const [list, name] = row.dataset.key ? ["choose", row.dataset.key] : ["scopes", row.dataset.scope];
    if (name) {
        row.prepend(
            el("input", { type: "checkbox", "aria-label": `Choose ${name}`, onchange: () => toggle(list, name) }),
        );
    }
}

/** Makes the page show the state. */
function render() {
    const marks = { choose: new Set(state.choose), scopes: new Set(state.scopes) };
    home.flatMap(({ rows }) => rows).forEach((row) => {
        const box = one("input", row);
        if (box) {
            box.checked = (row.dataset.key ? marks.choose : marks.scopes).has(rowName(row));
            row.classList.toggle("on", box.checked);
        }
    });
    all("button.choose").forEach((choose) => {
        const on = choose.dataset.choose
            ? marks.choose.has(choose.dataset.choose)
            : marks.scopes.has(choose.dataset.scope);
        choose.setAttribute("aria-pressed", on);
        one(".see", choose.parentElement).hidden = !on;
        choose.textContent = on
            ? "Chosen: take it back"
            : `Choose this ${choose.dataset.choose ? "operation" : "scope"}`;
    });
    all("[data-count]").forEach((mark) => {
        const number = state[mark.dataset.count === "operations" ? "choose" : "scopes"].length;
        mark.textContent = number;
        mark.hidden = !number;
        mark.setAttribute("aria-label", `${number} chosen`);
    });
    const answer = one("#answer");
    if (answer) {
        const show = one("#pasted") ? answerScopes : answerOperations;
        show(answer);
        tellUnknown(answer, state.unknown[one("#pasted") ? "scopes" : "choose"]);
        document.body.classList.toggle("has-choice", answer.classList.contains("filled"));
    }
    if (one("#found")) {
        showResults(state.q);
    }
}
