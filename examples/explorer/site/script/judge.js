// The answer to a choice of scopes: what they open, which of them are in vain, and which are too broad for the
// operations that were chosen.

const chosenScopes = () => state.scopes.map((name) => scopeOf.get(name));

/** What a set of scopes is worth: an object that the page shows and that a test compares. */
function judge(names, operations) {
    const bits = bitsOfNames(names);
    const opened = openedByAny(bits);
    const own = (name) => opened.length - openedByAny(bitsOfNames(names.filter((other) => other !== name))).length;
    const missing = operations.filter((operation) => !opened.includes(operation));
    const unneeded = operations.length && !missing.length ? unneededFor(operations, names) : [];
    return { bits, opened, missing, unneeded, only: new Map(names.map((name) => [name, own(name)])) };
}

/** The scopes that can all be left out together. Of those that stand for one another, the broadest is left out. */
function unneededFor(operations, names) {
    const breadth = (name) => openedByAny(bitsOfNames([name])).length;
    let kept = names;
    for (const name of [...names].sort((a, b) => breadth(b) - breadth(a))) {
        const rest = kept.filter((other) => other !== name);
        const opened = new Set(openedByAny(bitsOfNames(rest)));
        if (operations.every((operation) => opened.has(operation))) {
            kept = rest;
        }
    }
    return names.filter((name) => !kept.includes(name));
}

function answerScopes(holder) {
    const scopes = chosenScopes();
    if (!scopes.length) {
        return emptyAnswer(holder, "What they open", [
            "Tick scopes in the list, or paste them.",
            "You see what they open together, and which of them open nothing.",
            "Choose operations too, and you see which scopes are broader than these need.",
        ]);
    }
    const operations = chosenOperations();
    const verdict = judge(state.scopes, operations);
    const reading = verdict.opened.filter((operation) => operation.reads);
    const changing = verdict.opened.filter((operation) => !operation.reads && operation.method !== "DELETE");
    const deleting = verdict.opened.filter((operation) => operation.method === "DELETE");
    const brief = `open ${counted(verdict.opened.length, "operation")}`;
    fillAnswer(holder, answerHeading(counted(scopes.length, "scope"), "scopes", brief), [
        el("p.sum", {}, `They open ${counted(verdict.opened.length, "operation")}.`),
        ...[
            ["read", reading],
            ["create or change", changing],
            ["delete", deleting],
        ]
            .filter(([, list]) => list.length)
            .map(([verb, list]) => operationList(`${list.length} ${verb}`, list)),
        el(
            "section",
            {},
            el("h3", {}, "Each of them"),
            el(
                "ul.plain.judged",
                {},
                scopes.map((scope) => judgedScope(scope, verdict)),
            ),
        ),
        operations.length ? forChosen(operations, verdict) : chooseFirst(),
        el("section", {}, el("h3", {}, "To paste"), pasteable(verdict.bits)),
    ]);
}

/** OAuth scopes and Connect scopes are never asked for together. */
function pasteable(bits) {
    const connect = scopesIn(bits)
        .filter((scope) => scope.kind === "connect")
        .reduce((all, scope) => all | scope.bit, 0n);
    return [bits & ~connect, connect].filter(Boolean).map((some) => pasteTabs(declarations(some)));
}

function judgedScope(scope, { only, unneeded }) {
    const opens = only.get(scope.name);
    const words =
        scope.kind === "platform" || scope.name === "ACT_AS_USER"
            ? scope.meaning
            : opens
              ? `${counted(opens, "operation")} only through it`
              : "adds nothing: what it opens, the others open too, or it needs another scope";
    const mark = unneeded.includes(scope.name) && el("span.mark.deprecated", {}, "not needed for your choice");
    return el("li", {}, scopeLink(scope), removeButton("scopes", scope.name), el("small", {}, words), mark);
}

function chooseFirst() {
    const link = el("a", { href: `${up()}index.html` }, "Choose the operations");
    return el(
        "section",
        {},
        el("h3", {}, "Too broad?"),
        el("p", {}, link, " that the program calls, and you see here what it does not need."),
    );
}

/** The scopes beside the operations that were chosen. */
function forChosen(operations, verdict) {
    const extra = verdict.opened.filter((operation) => !operations.includes(operation));
    const lines = [];
    if (verdict.missing.length) {
        const names = verdict.missing.flatMap((operation, i) => [i ? ", " : "", operationLink(operation)]);
        lines.push(el("p.bad", {}, "They do not open: ", ...names, "."));
    } else {
        lines.push(
            el("p", {}, `They open everything that you chose, and ${counted(extra.length, "other operation")}.`),
        );
    }
    return el("section", {}, el("h3", {}, "Beside your choice"), ...lines, ...narrower(operations, verdict));
}

/** The sets that open less and still enough, the narrowest first. */
function narrower(operations, { opened, missing }) {
    const candidates = ["granular", "classic", "any"].flatMap((family) => {
        const { sets } = smallestScopes(operations, family);
        return (sets ?? []).map((bits) => ({ bits, opens: openedByAny(bits).length }));
    });
    const connect = connectScopes(operations).sets;
    candidates.push(
        ...(connect && !candidates.length ? connect.map((bits) => ({ bits, opens: openedByAny(bits).length })) : []),
    );
    candidates.sort((a, b) => a.opens - b.opens || count(a.bits) - count(b.bits));
    const best = candidates[0];
    if (!best || (!missing.length && best.opens >= opened.length)) {
        return missing.length
            ? []
            : [el("p.good", {}, "No smaller set of one family opens less and still all of them.")];
    }
    const names = namesIn(best.bits);
    return [
        el(
            "p",
            {},
            missing.length ? "These would be enough:" : "These would be enough, and open ",
            !missing.length && `${opened.length - best.opens} fewer operations:`,
        ),
        scopeList(best.bits),
        el(
            "p",
            {},
            button("Use these", () => (change({ scopes: names }), focusAnswer())),
        ),
    ];
}

/** The scopes that a text names, whatever else is in it: a consent link, a manifest, JSON. */
function scopesNamed(text) {
    const words =
        decoded(text.replace(/\+/g, " ").replace(/%(?![\da-f]{2})/gi, "%25")).match(/[A-Za-z][\w.:-]*\w/g) ?? [];
    const known = [...new Set(words.filter((word) => scopeOf.has(word)))];
    const others = [...new Set(words.filter((word) => /^[a-z]+:[\w.-]+(:[\w.-]+)?$/.test(word) && !scopeOf.has(word)))];
    return { known, others: others.filter((word) => !/^https?:/.test(word)) };
}
