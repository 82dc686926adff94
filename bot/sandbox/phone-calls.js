/** The raw calls, newest first, as they happen. */

import { $, h, seconds } from "./phone-dom.js";

const KEPT = 400;
const APIS = ["all", "telegram", "stripe", "webhook"];

/** Lists what the bot and the pretend services say to each other. */
export class Calls {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.api = "all";
    this.total = 0;
    this.search = h("input", { type: "search", placeholder: "Filter", "aria-label": "Filter calls", oninput: () => this.#sift() });
    this.polling = h("input", { type: "checkbox", onchange: () => this.#sift() });
    this.chips = h("div", { class: "chips", role: "group", "aria-label": "Which calls" }, ...APIS.map((api) => h("button", {
      type: "button", class: "chip", "aria-pressed": String(api === "all"), "data-api": api, onclick: () => this.#choose(api),
    }, api[0].toUpperCase() + api.slice(1))));
    this.list = h("div", { class: "rows", role: "list" });
    this.empty = h("p", { class: "empty" }, "Quiet so far. Send a message and watch the calls go by.");
    const clear = h("button", { type: "button", class: "chip", onclick: () => this.clear() }, "Clear");
    root.append(h("div", { class: "bar" }, this.chips, this.search,
      h("label", { class: "check" }, this.polling, "polling"), clear), this.empty, this.list);
  }

  /**
   * Adds one call on top.
   * @param {{api: string, method: string, request: *, answer: *, status: number, at: *, ms: number}} call
   */
  add(call) {
    const row = draw(call);
    this.list.prepend(row);
    while (this.list.children.length > KEPT) this.list.lastElementChild.remove();
    if (!row.classList.contains("poll")) this.total += 1;
    $("calls-count").textContent = this.total ? String(this.total) : "";
    this.#sift(row);
  }

  /** Forgets every call. */
  clear() {
    this.list.replaceChildren();
    this.total = 0;
    $("calls-count").textContent = "";
    this.#sift();
  }

  #choose(api) {
    this.api = api;
    for (const chip of this.chips.children) chip.setAttribute("aria-pressed", String(chip.dataset.api === api));
    this.#sift();
  }

  /** Hides what the filter leaves out. @param {HTMLElement} [only] the one row that is new */
  #sift(only) {
    const words = this.search.value.trim().toLowerCase();
    for (const row of only ? [only] : this.list.children) {
      const wanted = (this.api === "all" || row.dataset.api === this.api)
        && (this.polling.checked || !row.classList.contains("poll"))
        && (!words || row.dataset.words.includes(words));
      row.hidden = !wanted;
    }
    this.empty.hidden = [...this.list.children].some((row) => !row.hidden);
  }
}

/** @param {*} call @returns {HTMLElement} */
function draw(call) {
  const good = call.status >= 200 && call.status < 300;
  const took = call.ms === null || call.ms === undefined ? "" : `${Math.round(call.ms)} ms`;
  const row = h("details", {
    class: `call${call.method === "getUpdates" ? " poll" : ""}`,
    role: "listitem",
    "data-api": call.api,
    "data-words": `${call.api} ${call.method} ${call.status} ${JSON.stringify(call.request ?? "")}`.toLowerCase(),
    ontoggle: () => row.children.length === 1 && row.append(json("Request", call.request), json("Answer", call.answer)),
  }, h("summary", {},
    h("span", { class: `tag ${call.api}` }, call.api),
    h("span", { class: "name" }, call.method),
    h("span", { class: "dim" }, took),
    h("time", { class: "dim" }, call.at ? seconds(call.at) : ""),
    h("span", { class: `tag ${good ? "good" : "bad"}` }, String(call.status || "no answer"))));
  return row;
}

/**
 * Shows a value as indented JSON.
 * @param {string} title
 * @param {*} value
 * @returns {HTMLElement}
 */
export function json(title, value) {
  const text = typeof value === "string" ? value : JSON.stringify(value ?? null, null, 2);
  return h("div", { class: "json" }, h("h4", {}, title), h("pre", { tabindex: "0", "aria-label": title }, text));
}
