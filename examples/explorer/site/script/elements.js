// Elements of the page. Texts become text nodes, so none of them can become markup.

const up = () => document.body.dataset.up;
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const one = (selector, within = document) => within.querySelector(selector);

/** An element: `el("a.link", { href }, "text", child)`. */
function el(name, attributes = {}, ...children) {
    const [tag, ...classes] = name.split(".");
    const element = document.createElement(tag);
    element.classList.add(...classes);
    for (const [attribute, value] of Object.entries(attributes)) {
        if (attribute.startsWith("on")) {
            element.addEventListener(attribute.slice(2), value);
        } else if (value === true) {
            element.setAttribute(attribute, "");
        } else if (value !== false && value !== undefined) {
            element.setAttribute(attribute, value);
        }
    }
    element.append(...children.flat(Infinity).filter((child) => child || child === 0));
    return element;
}

/** A text of the spec: what stands in back quotes is code. */
const prose = (text) => text.split("`").map((part, i) => (i % 2 ? el("code", {}, part) : part));

const button = (text, onclick, name = "button.small") => el(name, { type: "button", onclick }, text);
const operationLink = (operation) => el("a", { href: up() + operation.href }, operation.id);
const scopeLink = (scope) => el("a", { href: up() + scope.href }, el("code", {}, scope.name));
const methodMark = (operation) => el(`b.method.${operation.method.toLowerCase()}`, {}, operation.method);

/** Operations in a list that can be opened. */
function operationList(title, operations) {
    const items = operations.map((operation) => el("li", {}, methodMark(operation), " ", operationLink(operation)));
    return el("details", {}, el("summary", {}, title), el("ul.plain", {}, items));
}

/** Says something to those who do not see the page. */
function say(text) {
    one("#say").textContent = text;
}

async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        // Without the right to do so, or on a page without TLS: by way of a field.
        const field = el("textarea.unseen", {}, text);
        document.body.append(field);
        field.select();
        const done = document.execCommand("copy");
        field.remove();
        return done;
    }
}

function copyButton(textOf, label = "Copy", what = "") {
    const pressed = async () => {
        const done = await copy(textOf());
        element.focus();
        element.textContent = done ? "Copied" : "Not copied";
        say(done ? "Copied" : "The browser does not allow copying");
        setTimeout(() => (element.textContent = label), 2000);
    };
    const element = button(label, pressed, "button.small.copy");
    if (what) {
        element.setAttribute("aria-label", `${label} ${what}`);
    }
    return element;
}

/** A declaration to paste, with its button. */
const pasteBlock = ({ title, text }) =>
    withCopyButton(el("figure.paste", {}, el("figcaption", {}, title), el("pre", {}, el("code", {}, text))));

function withCopyButton(figure) {
    const text = one("code", figure).textContent;
    const title = one("figcaption", figure);
    title.append(copyButton(() => text, "Copy", `for ${title.textContent}`));
    return figure;
}

let tabsMade = 0;

/** Tabs, from titles and contents. `onchange` is told the number of a tab that is chosen. */
function tabs(label, contents, chosen = 0, onchange = () => {}) {
    const group = `tabs-${(tabsMade += 1)}`;
    const list = el("div.tabs", { role: "tablist", "aria-label": label });
    const panels = contents.map(([, content], i) =>
        el("div.panel", { role: "tabpanel", id: `${group}-panel-${i}`, "aria-labelledby": `${group}-${i}` }, content),
    );
    const buttons = contents.map(([title], i) =>
        el(
            "button",
            {
                type: "button",
                role: "tab",
                id: `${group}-${i}`,
                "aria-controls": `${group}-panel-${i}`,
                onclick: () => choose(i, true),
            },
            title,
        ),
    );
    const choose = (number, tell) => {
        buttons.forEach((tab, i) => {
            tab.setAttribute("aria-selected", i === number);
            tab.tabIndex = i === number ? 0 : -1;
            panels[i].hidden = i !== number;
        });
        if (tell) {
            onchange(number);
        }
    };
    list.addEventListener("keydown", (event) => {
        const at = buttons.indexOf(event.target);
        const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + buttons.length, Home: 0, End: buttons.length - 1 }[
            event.key
        ];
        if (to !== undefined) {
            event.preventDefault();
            choose(to % buttons.length, true);
            buttons[to % buttons.length].focus();
        }
    });
    list.append(...buttons);
    choose(chosen, false);
    return el("div.tabbed", {}, list, panels);
}

/** Makes tabs of the sections that stand one below the other on a page without script. */
function tabsOfSections(holder) {
    const sections = all(":scope > [data-tab]", holder);
    const contents = sections.map((section) => {
        const title = one("h3", section).textContent;
        return [
            title,
            [el("h3.printed", {}, title), ...[...section.childNodes].filter((node) => node.nodeName !== "H3")],
        ];
    });
    holder.replaceChildren(tabs(holder.dataset.tabs, contents));
}

const THEMES = ["auto", "light", "dark"];

function theme() {
    try {
        return THEMES.includes(localStorage.theme) ? localStorage.theme : "auto";
    } catch {
        return "auto";
    }
}

/** The reader's own choice, or else what their system prefers. */
function setTheme(chosen) {
    document.documentElement.dataset.theme = chosen;
    try {
        localStorage.theme = chosen;
    } catch {
        // It is not remembered.
    }
    const switcher = one(".theme");
    if (switcher) {
        switcher.textContent = `Theme: ${chosen}`;
    }
}
