/** The rows of Stripe's dashboard: facts in a line, tags with colours, titled lists. */

import { h, keyed, money } from "./phone-dom.js";
import { json } from "./phone-calls.js";

/** What a state means: good or bad. */
export const KINDS = {
  succeeded: "good", paid: "good", active: "good", delivered: "good",
  failed: "bad", canceled: "bad", declined: "bad", lost: "bad", requires_payment_method: "bad",
};

/** @param {string} text @param {string} [look] @returns {HTMLElement} */
export const name = (text, look = "") => h("span", { class: `name ${look}`, title: text }, text);

/** @param {number} cents @param {string} currency @returns {HTMLElement} */
export const amount = (cents, currency) => h("span", { class: "amount" }, money(cents, currency));

/** @param {number} instant @param {Function} show @returns {?HTMLElement} */
export const when = (instant, show) => (instant ? h("time", { class: "dim" }, show(instant)) : null);

/**
 * A word with the colour of what it means.
 * @param {string|number} word
 * @param {string} [kind] good, bad or neither
 * @returns {HTMLElement}
 */
export function tag(word, kind = KINDS[word] ?? "") {
  return h("span", { class: `tag ${kind}` }, String(word ?? "").replaceAll("_", " "));
}

/**
 * One object: its facts in a line, its JSON when opened.
 * @param {HTMLElement[]} facts
 * @param {?HTMLElement} act
 * @param {*} object
 * @returns {HTMLElement}
 */
export function row(facts, act, object) {
  const details = h("details", { ontoggle: () => details.children.length === 1 && details.append(json(object.id ?? "Object", object)) },
    h("summary", {}, ...facts));
  return h("div", { class: "object", role: "listitem" }, details, act);
}

/**
 * A titled list that says so when it is empty.
 * @param {string} title
 * @param {string} nothing
 * @returns {{box: HTMLElement, fill: Function}}
 */
export function group(title, nothing) {
  const count = h("span", { class: "count" });
  const list = h("div", { class: "rows", role: "list" });
  const empty = h("p", { class: "empty" }, nothing);
  const fill = (items, render) => {
    keyed(list, items, (item) => item.id, render);
    count.textContent = items.length ? String(items.length) : "";
    empty.hidden = items.length > 0;
  };
  return { box: h("section", { class: "group" }, h("h3", {}, title, " ", count), empty, list), fill };
}
