/** Stripe's dashboard, in small: links, payments, events with their deliveries, and what becomes of webhooks. */

import { ask, clock, h, keyed, money, seconds } from "./phone-dom.js";
import { json } from "./phone-calls.js";

const MODES = [
  ["normal", "Delivered", "Webhooks arrive at once."],
  ["lose", "Lost", "Webhooks never arrive: reconciliation has to find the payment."],
  ["delay", "Delayed", "Webhooks wait until you deliver them."],
  ["double", "Doubled", "Every webhook arrives twice."],
];
const GOOD = new Set(["succeeded", "paid", "complete", "active", "delivered"]);
const BAD = new Set(["failed", "canceled", "declined", "lost", "requires_payment_method"]);

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
    this.#mark(data.mode ?? data.webhook_mode ?? data.webhooks?.mode);
    this.payments.fill(data.payments ?? data.payment_intents ?? [], payment);
    this.links.fill(data.links ?? data.payment_links ?? [], (link) => this.#link(link));
    this.events.fill(data.events ?? [], (event) => this.#event(event));
  }

  #link(link) {
    const line = link.line_items?.data?.[0] ?? link.line_items?.[0] ?? {};
    const amount = link.amount ?? link.amount_total ?? line.amount_total ?? line.price?.unit_amount;
    const title = link.name ?? link.title ?? line.description ?? link.id;
    const path = link.url ? new URL(link.url, location.href).pathname : `/pay/${encodeURIComponent(link.id)}`;
    return row([h("span", { class: "name" }, title), h("span", { class: "amount" }, money(amount, link.currency ?? line.currency)),
      tag(link.active === false ? "inactive" : "active")],
    h("button", { type: "button", class: "chip", onclick: () => this.open(path, "Payment") }, "Open"), link);
  }

  #event(event) {
    const deliveries = event.deliveries ?? [];
    const again = async (click) => {
      click.target.setAttribute("aria-busy", "true");
      await ask("/phone/stripe/deliver", { event_id: event.id }).catch((error) => this.say(error.message));
      click.target.removeAttribute("aria-busy");
      this.refresh();
    };
    const dots = deliveries.length ? deliveries.map(delivery) : [h("span", { class: "tag" }, "not delivered")];
    return row([h("span", { class: "name mono" }, event.type), h("time", { class: "dim" }, seconds(event.created ?? event.at)),
      h("span", { class: "dots" }, ...dots)],
    h("button", { type: "button", class: "chip", onclick: again }, deliveries.length ? "Deliver again" : "Deliver now"), event);
  }
}

/** @param {*} intent @returns {HTMLElement} */
function payment(intent) {
  const error = intent.last_payment_error?.decline_code ?? intent.last_payment_error?.code;
  return row([h("span", { class: "amount" }, money(intent.amount_received || intent.amount, intent.currency)),
    h("span", { class: "name dim" }, error ?? intent.description ?? intent.id),
    h("time", { class: "dim" }, intent.created ? clock(intent.created) : ""), tag(intent.status)], null, intent);
}

/** @param {*} sent one delivery of an event @returns {HTMLElement} */
function delivery(sent) {
  const status = sent.status ?? sent.status_code ?? sent.outcome ?? "waiting";
  const kind = status >= 200 && status < 300 || status === "delivered" ? "good" : status === "waiting" ? "" : "bad";
  return h("span", { class: `tag ${kind}` }, String(status));
}

/** @param {string} status @returns {HTMLElement} */
function tag(status) {
  const kind = GOOD.has(status) ? "good" : BAD.has(status) ? "bad" : "";
  return h("span", { class: `tag ${kind}` }, String(status ?? "").replaceAll("_", " "));
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
    const sorted = [...items].sort((a, b) => (b.created ?? b.at ?? 0) - (a.created ?? a.at ?? 0));
    keyed(list, sorted, (item) => item.id, render);
    count.textContent = items.length ? String(items.length) : "";
    empty.hidden = items.length > 0;
  };
  return { box: h("section", { class: "group" }, h("h3", {}, title, " ", count), empty, list), fill };
}
