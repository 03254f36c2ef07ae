// The smallest sets of scopes that allow some operations. The same search as `smallest_scopes` of the Rust crate, whose
// docs explain it; a test compares the two.

const FAMILIES = {
    granular: (kind) => kind === "granular" || kind === "platform",
    classic: (kind) => kind === "classic" || kind === "platform",
    any: (kind) => kind !== "connect",
};

const carriesOAuth = (place) => spec.modes[place].carries === "OAuth";

/** The alternatives of an operation within a family, as bits. */
function alternativesAmong(operation, family) {
    if (!operation.modes.some(carriesOAuth)) {
        return [];
    }
    const fits = (all) => all.every((place) => FAMILIES[family](spec.scopes[place].kind));
    return operation.scopes.filter(fits).map(bitsOf);
}

/** `{ sets }`, or `{ unopened }`: the operations that no scope of the family opens. */
function smallestScopes(operations, family) {
    const constraints = operations.map((operation) => alternativesAmong(operation, family));
    const unopened = operations.filter((_, i) => constraints[i].length === 0);
    if (unopened.length) {
        return { unopened };
    }
    const search = { least: Infinity, found: [] };
    decide(search, 0n, constraints);
    return { sets: search.found.sort(earlierScopeFirst) };
}

/** What a Connect app needs, which is one set: as itself, or if it may only call as a user, also for that. */
function connectScopes(operations) {
    for (const name of ["Connect", "ConnectUser"]) {
        const mode = spec.modes.findIndex((mode) => mode.name === name);
        const ways = operations.map((operation) => alternatives(operation, mode)[0]);
        if (ways.every((way) => way !== undefined)) {
            const bits = ways.reduce((all, way) => all | way, 0n);
            return { sets: [bitsOfNames(namesIn(bits))] };
        }
    }
    const modes = spec.modes.map((_, place) => place).filter((place) => spec.modes[place].carries === "Connect");
    const closed = (operation) => modes.every((mode) => alternatives(operation, mode).length === 0);
    return { unopened: operations.filter(closed) };
}

/** The sets of scopes that allow an operation in an auth mode. */
function alternatives(operation, mode) {
    if (!operation.modes.includes(mode)) {
        return [];
    }
    const { name, carries } = spec.modes[mode];
    if (carries === "Nothing") {
        return [0n];
    }
    if (carries === "OAuth") {
        return operation.scopes.map(bitsOf);
    }
    const acts = name === "ConnectUser" ? scopeOf.get("ACT_AS_USER").bit : 0n;
    return operation.connect === null ? [] : [acts | bitsOf(operation.connect)];
}

/** The operations that a client may call in this mode with these scopes. */
function openedBy(mode, bits) {
    return spec.operations.filter((operation) => alternatives(operation, mode).some((all) => within(all, bits)));
}

/** The operations that these scopes open in any mode that carries scopes. */
function openedByAny(bits) {
    const modes = spec.modes.map((_, place) => place).filter((place) => spec.modes[place].carries !== "Nothing");
    const opens = (operation) => modes.some((mode) => alternatives(operation, mode).some((all) => within(all, bits)));
    return spec.operations.filter(opens);
}

function decide(search, chosen, constraints) {
    const settled = settle(chosen, constraints);
    if (!settled || count(settled.chosen) + stillNeeded(settled.constraints) > search.least) {
        return;
    }
    ({ chosen, constraints } = settled);
    const scope = mostFrequent(constraints);
    if (scope === undefined) {
        if (count(chosen) < search.least) {
            search.least = count(chosen);
            search.found = [];
        }
        search.found.push(chosen);
        return;
    }
    decide(search, chosen | scope, constraints);
    decide(
        search,
        chosen,
        constraints.map((all) => all.filter((one) => !(one & scope))),
    );
}

/** Removes what is satisfied or follows from something else, and takes what has no alternative. */
function settle(chosen, constraints) {
    for (let before; before !== chosen;) {
        before = chosen;
        constraints = constraints.map((all) => least(all.map((one) => one & ~chosen)));
        if (constraints.some((all) => all.length === 0)) {
            return undefined;
        }
        chosen = constraints.filter((all) => all.length === 1).reduce((bits, [only]) => bits | only, chosen);
        constraints = constraints.filter((all) => all.length > 1);
    }
    constraints = [...new Map(constraints.map((all) => [all.join(), all])).values()];
    const follows = (ours, theirs) => theirs.every((other) => ours.some((one) => within(one, other)));
    const kept = constraints.filter((ours) => !constraints.some((theirs) => theirs !== ours && follows(ours, theirs)));
    return { chosen, constraints: kept };
}

/** The alternatives that contain no other. */
function least(all) {
    const different = [...new Set(all)];
    const smallest = different.filter((one) => !different.some((other) => other !== one && within(other, one)));
    return smallest.sort((a, b) => (a < b ? -1 : 1));
}

/** A lower bound: what shares no scope adds up. */
function stillNeeded(constraints) {
    let [needed, touched] = [0, 0n];
    for (const all of constraints) {
        const scopes = all.reduce((bits, one) => bits | one, 0n);
        if (!(scopes & touched)) {
            touched |= scopes;
            needed += Math.min(...all.map(count));
        }
    }
    return needed;
}

/** The scope that is in the most constraints; among equals the first. */
function mostFrequent(constraints) {
    const each = constraints.map((all) => all.reduce((bits, one) => bits | one, 0n));
    let [best, most] = [undefined, 0];
    for (const { bit } of spec.scopes) {
        const times = each.filter((bits) => bits & bit).length;
        if (times > most) {
            [best, most] = [bit, times];
        }
    }
    return best;
}

function count(bits) {
    let number = 0;
    for (; bits; bits &= bits - 1n) {
        number += 1;
    }
    return number;
}

/** The set that has the earlier scope comes first. */
function earlierScopeFirst(a, b) {
    const differs = a ^ b;
    const first = differs & -differs;
    return first === 0n ? 0 : a & first ? -1 : 1;
}
