/** Stripe's dashboard, in small: links, payments, events with their deliveries, and what becomes of webhooks. */

import { ask, h, seconds } from "./phone-dom.js";
import { MODES, payment } from "./phone-payments.js";
import { KINDS, amount, group, name, row, tag, when } from "./phone-rows.js";

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
    const mode = data.webhooks?.mode;
    this.payments.fill((data.payments ?? []).map((paid) => ({ ...paid, mode })), (paid) => payment(paid, this.say));
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
