// The answer to a choice of operations: the smallest scopes in each family, what else they open, who may call, which
// permissions are needed, what to paste where.

const chosenOperations = () => state.choose.map((key) => operationOf.get(key));

/** What each family answers: `{ sets }` or `{ unopened }`. */
function familyAnswers(operations) {
    const answers = {
        granular: smallestScopes(operations, "granular"),
        classic: smallestScopes(operations, "classic"),
        any: smallestScopes(operations, "any"),
        connect: connectScopes(operations),
    };
    const size = ({ sets }) => (sets ? count(sets[0]) : Infinity);
    // Both families together are worth a word if that saves scopes.
    if (!answers.any.sets || size(answers.any) >= Math.min(size(answers.granular), size(answers.classic))) {
        delete answers.any;
    }
    return answers;
}

const FAMILY_TITLES = { granular: "Granular", classic: "Classic", any: "Mixed", connect: "Connect" };

function answerOperations(holder) {
    const operations = chosenOperations();
    if (!operations.length) {
        return emptyAnswer(holder, "Your choice", [
            "Tick operations in the list.",
            "You see the smallest scopes that allow them, who may call them, and what to paste.",
            "The address of this page keeps the choice: copy it to share it.",
            el("a", { href: "#choose=v2:getPageById,v2:createPage,v1:addLabelsToContent" }, "Show me an example"),
        ]);
    }
    const answers = familyAnswers(operations);
    const families = Object.keys(answers);
    const wanted = families.includes(state.family)
        ? state.family
        : (families.find((family) => answers[family].sets) ?? families[0]);
    const contents = families.map((family) => [
        `${FAMILY_TITLES[family]}${answers[family].sets ? ` ${asked(answers[family].sets[0]).length}` : ""}`,
        familyPanel(family, answers[family], operations),
    ]);
    fillAnswer(holder, answerHeading(counted(operations.length, "operation"), "choose", briefly(answers, wanted)), [
        el("ul.chosen", {}, operations.map(chosenOperation)),
        tabs("Families of scopes", contents, families.indexOf(wanted), (number) => note({ family: families[number] })),
        callersOf(operations),
        permissionsOf(operations),
    ]);
}

/** One line for small screens. */
function briefly(answers, family) {
    const { sets } = answers[family];
    return sets ? `${counted(asked(sets[0]).length, "scope")}, ${FAMILY_TITLES[family].toLowerCase()}` : "no scopes";
}

function chosenOperation(operation) {
    return el("li", {}, methodMark(operation), " ", operationLink(operation), removeButton("choose", operation.key));
}

/** Takes something out of the choice. The answer is made anew, and the focus goes to what is next in it. */
function removeButton(list, name) {
    const remove = button("×", () => (toggle(list, name), focusAnswer()), "button.remove");
    remove.setAttribute("aria-label", `Remove ${name}`);
    return remove;
}

const focusAnswer = () => (one("#answer .remove") ?? one("#answer h2")).focus();

const familyPanel = (family, answer, operations) => [
    el("h3.printed", {}, FAMILY_TITLES[family]),
    familyAnswer(family, answer, operations),
];

function familyAnswer(family, { sets, unopened }, operations) {
    if (unopened) {
        const why = unopened.length ? whyNot(family, unopened) : "No single way in may call all of them.";
        return [el("p.none", {}, why), forTheOthers(family, unopened, operations)];
    }
    if (!sets[0]) {
        return el("p", {}, "No scope is needed.");
    }
    const others = sets.slice(1).map((bits) => el("li", {}, el("code", {}, namesIn(bits).join(" + "))));
    const several = others.length > 0 && [
        el("p", {}, `${sets.length} sets are equally small. This is the first.`),
        el("details", {}, el("summary", {}, "The others"), el("ul.plain", {}, others)),
    ];
    return [
        scopeList(sets[0]),
        several,
        alsoOpens(sets[0], operations),
        el("h3.minor", {}, "To paste"),
        pasteTabs(declarations(sets[0], operations, family === "any" ? "" : family)),
    ];
}

/** What is enough for the operations that the family does open. */
function forTheOthers(family, unopened, operations) {
    const others = operations.filter((operation) => !unopened.includes(operation));
    if (!unopened.length || !others.length) {
        return "";
    }
    const answer = family === "connect" ? connectScopes(others) : smallestScopes(others, family);
    const title = others.length === 1 ? "For the other one:" : `For the other ${others.length}:`;
    return [el("p", {}, title), familyAnswer(family, answer, others)];
}

function whyNot(family, unopened) {
    const names = unopened.map((operation) => [
        operationLink(operation),
        operation.because ? ` (${operation.because})` : "",
    ]);
    const list = names.flatMap((name, i) => (i ? [", ", ...name] : name));
    return [`No ${FAMILY_TITLES[family].toLowerCase()} scope opens `, ...list, "."];
}

/** The scopes of a set that must be asked for: without those that another one includes. */
function asked(bits) {
    const scopes = scopesIn(bits);
    const included = scopes.reduce((all, scope) => all | bitsOf(scope.implies), 0n);
    return scopes.filter((scope) => !(included & scope.bit));
}

/** Scopes with what they allow. */
function scopeList(bits) {
    return el(
        "ul.scopes",
        {},
        asked(bits).map((scope) => el("li", {}, scopeLink(scope), " ", el("span", {}, scope.meaning))),
    );
}

/** What the scopes open beside what was chosen. */
function alsoOpens(bits, operations) {
    const others = openedByAny(bits).filter((operation) => !operations.includes(operation));
    if (!others.length) {
        return el("p", {}, "They open nothing else.");
    }
    const changing = others.filter((operation) => !operation.reads).length;
    const judge = el(
        "a",
        { href: `${up()}scopes.html${fragment({ ...state, q: "", scopes: namesIn(bits) })}`, "data-exact": true },
        "See what these scopes open",
    );
    const what = `They also open ${counted(others.length, "other operation")}${changing ? `, ${changing} of which change something` : ""}`;
    return [operationList(what, others), el("p.closer", {}, judge)];
}

function callersOf(operations) {
    const row = (mode, place) => {
        const barred = operations.filter((operation) => !alternatives(operation, place).length);
        const why = barred.length > 0 && `: not ${barred.map((operation) => operation.id).join(", ")}`;
        return el(`li.${barred.length ? "no" : "yes"}`, {}, el("strong", {}, mode.words), why);
    };
    const reasons = operations
        .filter((operation) => operation.because)
        .map((operation) => el("p.none", {}, `${operation.id}: ${operation.because}.`));
    return el(
        "section",
        {},
        el("h3", {}, "Who may call all of them"),
        el("ul.callers", {}, spec.modes.map(row)),
        reasons,
    );
}

function permissionsOf(operations) {
    const byWords = new Map();
    operations.forEach((operation) =>
        byWords.set(operation.permission, [...(byWords.get(operation.permission) ?? []), operation.id]),
    );
    const rows = [...byWords].map(([words, ids]) => el("li", {}, prose(words), el("small", {}, ids.join(", "))));
    return el("section", {}, el("h3", {}, "Permissions of the account"), el("ul.plain.permissions", {}, rows));
}

/** The head of an answer: what was chosen, and on small screens the handle of the sheet. */
function answerHeading(title, list, brief) {
    const clear = button("Clear", () => (change({ [list]: [] }), focusAnswer()));
    return { title, brief, buttons: [copyButton(() => location.href, "Copy link", "to this choice"), clear] };
}

let sheetIsOpen = false;

function fillAnswer(holder, { title, brief, buttons }, content) {
    const body = el("div.body", { id: "answer-body" }, el("div.actions", {}, buttons), content);
    const handle = el(
        "button.handle",
        { type: "button", "aria-expanded": sheetIsOpen, "aria-controls": "answer-body" },
        el("span", {}, title),
        el("span", {}, brief),
    );
    handle.addEventListener("click", () => openSheet(holder, !sheetIsOpen));
    holder.classList.add("filled");
    holder.replaceChildren(el("h2", { tabindex: -1 }, title), handle, body);
    openSheet(holder, sheetIsOpen);
}

/** On small screens the answer is a sheet at the foot of the page. */
function openSheet(holder, open) {
    sheetIsOpen = open;
    holder.classList.toggle("open", open);
    one(".handle", holder)?.setAttribute("aria-expanded", open);
}

function emptyAnswer(holder, title, lines) {
    sheetIsOpen = false;
    holder.classList.remove("filled", "open");
    holder.replaceChildren(el("h2", { tabindex: -1 }, title), ...lines.map((line) => el("p", {}, line)));
}

/** Names in the address that this site does not know: the choice is not whole without them. */
function tellUnknown(holder, names) {
    if (names.length) {
        const list = names.flatMap((name, i) => [i ? ", " : "", el("code", {}, name)]);
        const note = el("p.note", { role: "status" }, "The address also names what is not known here: ", list, ".");
        one("h2", holder).after(note);
    }
}
