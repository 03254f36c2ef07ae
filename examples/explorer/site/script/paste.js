// Declarations to paste. What Rust prints for the same scopes is the same; a test compares.

const MANY = 50;

const WIDE = 90;

/** A set of scopes: in one line if it is short. */
function rustText(names) {
    const quoted = names.map((name) => `"${name}"`);
    const line = `pub struct Mine = ${quoted.join(", ")};`;
    const laidOut = line.length > WIDE ? `pub struct Mine =\n        ${quoted.join(",\n        ")};` : line;
    return `scopes! {\n    ${laidOut}\n}`;
}

/** A set that opens these operations and no others. */
function rustOperations(operations, family) {
    const paths = operations.map((one) => one.rust).join("\n        + ");
    return `scopes! {\n    pub struct Mine = ${family} for ${paths};\n}`;
}

function manifestText(names) {
    const listed = names.filter((name) => name !== "offline_access");
    if (!listed.length) {
        return "permissions:\n  scopes: []";
    }
    return ["permissions:", "  scopes:", ...listed.map((name) => `    - ${name}`)].join("\n");
}

const descriptorText = (names) => `"scopes": [${names.map((name) => `"${name}"`).join(", ")}]`;

function checklistText(scopes) {
    const lines = [];
    for (const section of spec.sections) {
        const here = scopes.filter((scope) => scope.section === section);
        lines.push(...(here.length ? [section] : []), ...here.map((scope) => scope.line));
    }
    const ticked = scopes.filter((scope) => scope.line.includes("[ ]")).length;
    if (ticked >= MANY) {
        lines.push(`These are ${ticked} scopes; the vendor recommends fewer than ${MANY} for an app.`);
    }
    return lines.join("\n");
}

/** What to write where for these scopes. `operations` are what they are for, if that is known and one family opens it. */
function declarations(bits, operations = [], family = "") {
    const names = namesIn(bits);
    const only = family && {
        where: "Rust",
        title: "Rust: these operations and nothing else",
        text: rustOperations(operations, family),
    };
    const rust = [{ where: "Rust", title: "Rust: these scopes", text: rustText(names) }, only].filter(Boolean);
    if (scopesIn(bits).some((scope) => scope.kind === "connect")) {
        return [...rust, { where: "Connect", title: "Connect: atlassian-connect.json", text: descriptorText(names) }];
    }
    return [
        ...rust,
        { where: "Forge", title: "Forge: manifest.yml", text: manifestText(names) },
        { where: "OAuth", title: "OAuth 2.0: scope", text: names.join(" ") },
        { where: "Console", title: "Developer console: checklist", text: checklistText(scopesIn(bits)) },
    ];
}

let shownPlace = "Rust";

/** The declarations in tabs, by where they are pasted. */
function pasteTabs(texts) {
    const places = [...new Set(texts.map(({ where }) => where))];
    const contents = places.map((where) => [where, texts.filter((text) => text.where === where).map(pasteBlock)]);
    return tabs(
        "Where to paste",
        contents,
        Math.max(places.indexOf(shownPlace), 0),
        (number) => (shownPlace = places[number]),
    );
}
