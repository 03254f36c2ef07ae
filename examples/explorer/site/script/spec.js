// What the site knows (data.js), and quick ways into it. Sets of scopes are bits of a BigInt, by their place in the list.

let spec;
const operationOf = new Map();
const scopeOf = new Map();

function load(data) {
    spec = data;
    spec.operations.forEach((operation) => operationOf.set(operation.key, operation));
    spec.scopes.forEach((scope, place) => scopeOf.set(scope.name, Object.assign(scope, { bit: 1n << BigInt(place) })));
}

const bitsOf = (places) => places.reduce((bits, place) => bits | (1n << BigInt(place)), 0n);
const scopesIn = (bits) => spec.scopes.filter((scope) => bits & scope.bit);
const namesIn = (bits) => scopesIn(bits).map((scope) => scope.name);
const within = (part, whole) => (part & whole) === part;

/** These scopes and those that they include. */
function bitsOfNames(names) {
    const known = names.map((name) => scopeOf.get(name)).filter(Boolean);
    return known.reduce((bits, scope) => bits | scope.bit | bitsOf(scope.implies), 0n);
}

function counted(number, thing) {
    return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
