/** Stripe's dashboard, in small: links, payments, events with their deliveries, and what becomes of webhooks. */

import { ask, clock, h, keyed, money, seconds } from "./phone-dom.js";
import { json } from "./phone-calls.js";

const MODES = [
  ["normal", "Delivered", "Webhooks arrive at once."],
  ["lose", "Lost", "Webhooks never arrive: reconciliation has to find the payment."],
  ["delay", "Delayed", "Webhooks wait until you deliver them."],
  ["double", "Doubled", "Every webhook arrives twice."],
];
const KINDS = {
  succeeded: "good", paid: "good", active: "good", delivered: "good",
  failed: "bad", canceled: "bad", declined: "bad", lost: "bad", requires_payment_method: "bad",
};
const STATES = { none: "not subscribed", held: "delayed", pending: "on its way" };

/** Shows the pretend Stripe and lets one make trouble in it. */
export class Stripe {
  /**
   * @param {HTMLElement} root
   * @param {(path: string, title: string) => void} open shows a page over the chat
   * @param {(text: string) => void} say tells what went wrong
   */
  constructor(root, open, say) {
    this.open = open;
    this.say = say;
    this.hint = h("p", { class: "dim", id: "mode-hint" }, MODES[0][2]);
    this.modes = h("fieldset", { class: "modes", "aria-describedby": "mode-hint" }, h("legend", {}, "Webhooks"),
      h("div", { class: "segments" }, ...MODES.map(([mode, name]) => h("label", {},
        h("input", { type: "radio", name: "webhooks", value: mode, checked: mode === "normal", onchange: () => this.#choose(mode) }),
        h("span", {}, name)))), this.hint);
    this.payments = group("Payments", "No payment yet.");
    this.links = group("Payment links", "No link yet. Buy something and one appears.");
    this.events = group("Events", "No event yet.");
    root.append(this.modes, this.payments.box, this.links.box, this.events.box);
  }

  /** Asks for everything again, shortly: several pieces of news make one question. */
  refresh() {
    clearTimeout(this.soon);
    this.soon = setTimeout(async () => this.#show(await ask("/phone/stripe").catch(() => null)), 120);
  }

  async #choose(mode) {
    this.#mark(mode);
    await ask("/phone/stripe/webhooks", { mode }).catch((error) => this.say(error.message));
  }

  #mark(mode) {
    const known = MODES.find(([name]) => name === mode);
    if (!known) return;
    this.hint.textContent = known[2];
    this.modes.querySelector(`[value=${mode}]`).checked = true;
  }

  #show(data) {
    if (!data) return;
    this.#mark(data.webhooks?.mode);
    this.payments.fill(data.payments ?? [], payment);
    this.links.fill(data.links ?? [], (link) => this.#link(link));
    this.events.fill(data.events ?? [], (event) => this.#event(event));
  }

  #link(link) {
    const path = link.url ? new URL(link.url, location.href).pathname : `/pay/${encodeURIComponent(link.id)}`;
    const state = link.limit && link.paid >= link.limit ? "paid" : link.active ? "active" : "inactive";
    return row([name(link.description || link.id), amount(link.amount, link.currency), tag(state)],
      h("button", { type: "button", class: "chip", onclick: () => this.open(path, "Payment") }, "Open"), link);
  }

  #event(event) {
    const send = async (click) => {
      click.target.setAttribute("aria-busy", "true");
      await ask("/phone/stripe/deliver", { event_id: event.id }).catch((error) => this.say(error.message));
      click.target.removeAttribute("aria-busy");
      this.refresh();
    };
    const attempts = (event.attempts ?? []).map(({ status }) => tag(status ?? "no answer", status >= 200 && status < 300 ? "good" : "bad"));
    const words = event.attempts?.length ? "Deliver again" : "Deliver now";
    return row([name(event.type, "mono"), h("span", { class: "line" }, when(event.created, seconds),
      ...attempts, attempts.length && event.delivery === "delivered" ? null : tag(STATES[event.delivery] ?? event.delivery, KINDS[event.delivery]))],
    h("button", { type: "button", class: "chip", onclick: send, "data-testid": "deliver" }, words), event);
  }
}

/** @param {*} intent @returns {HTMLElement} */
function payment(intent) {
  return row([amount(intent.amount_received || intent.amount, intent.currency),
    name(intent.error || intent.description || intent.id, "dim"), when(intent.created, clock), tag(intent.error ? "declined" : intent.status)], null, intent);
}

/** @param {string} text @param {string} [look] @returns {HTMLElement} */
const name = (text, look = "") => h("span", { class: `name ${look}`, title: text }, text);

/** @param {number} cents @param {string} currency @returns {HTMLElement} */
const amount = (cents, currency) => h("span", { class: "amount" }, money(cents, currency));

/** @param {number} instant @param {Function} show @returns {?HTMLElement} */
const when = (instant, show) => (instant ? h("time", { class: "dim" }, show(instant)) : null);

/**
 * A word with the colour of what it means.
 * @param {string|number} word
 * @param {string} [kind] good, bad or neither
 * @returns {HTMLElement}
 */
function tag(word, kind = KINDS[word] ?? "") {
  return h("span", { class: `tag ${kind}` }, String(word ?? "").replaceAll("_", " "));
}

/**
 * One object: its facts in a line, its JSON when opened.
 * @param {HTMLElement[]} facts
 * @param {?HTMLElement} act
 * @param {*} object
 * @returns {HTMLElement}
 */
function row(facts, act, object) {
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
function group(title, nothing) {
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
