/** A payment in Stripe's dashboard, and what becomes of it: refunded, disputed, won back, lost. */

import { ask, clock, h, money } from "./phone-dom.js";
import { amount, name, row, tag, when } from "./phone-rows.js";

/** What becomes of webhooks: the mode, its name, and what it means. */
export const MODES = [
  ["normal", "Delivered", "Webhooks arrive at once."],
  ["lose", "Lost", "Webhooks never arrive: reconciliation has to find the payment."],
  ["delay", "Delayed", "Webhooks wait until you deliver them."],
  ["double", "Doubled", "Every webhook arrives twice."],
];
const DISPUTES = {
  needs_response: ["disputed", "bad"], under_review: ["under review", "bad"], won: ["dispute won", "good"], lost: ["dispute lost", "bad"],
  warning_needs_response: ["inquiry", ""], warning_under_review: ["inquiry", ""], warning_closed: ["inquiry closed", ""],
};
const OPEN = ["needs_response", "under_review"];

/**
 * One payment with what can be done to it.
 * @param {*} paid a payment of the dashboard, with the `mode` that webhooks are in
 * @param {(text: string) => void} say tells what went wrong
 * @returns {HTMLElement}
 */
export function payment(paid, say) {
  const facts = [amount(paid.amount_received || paid.amount, paid.currency),
    name(paid.error || paid.description || paid.id, "dim"), when(paid.created, clock), ...states(paid)];
  const acts = decided(paid, say) ?? returned(paid, say);
  const made = row(facts, acts?.toggle ?? null, paid);
  if (acts) made.append(acts.box);
  return made;
}

/** @param {*} paid @returns {HTMLElement[]} tags: how it was paid, how much went back, what its dispute came to */
function states(paid) {
  const tags = [tag(paid.error ? "declined" : paid.status)];
  const whole = money(paid.amount_received, paid.currency);
  if (paid.refunded) tags.push(tag(`refunded ${money(paid.refunded, paid.currency)} of ${whole}`, ""));
  if (paid.dispute) {
    const [word, kind] = DISPUTES[paid.dispute.status] ?? [paid.dispute.status, "bad"];
    tags.push(tag(`${word} ${money(paid.dispute.amount, paid.currency)}`, kind));
  }
  return tags;
}

/** Winning and losing an open dispute. @param {*} paid @param {Function} say @returns {?{box: HTMLElement}} */
function decided(paid, say) {
  if (!OPEN.includes(paid.dispute?.status)) return null;
  const fate = fates(paid.mode);
  const decide = (outcome) => doing("/phone/stripe/decide", () => ({ dispute: paid.dispute.id, outcome, webhooks: fate.value() }), say);
  return { box: h("div", { class: "acts", role: "group", "aria-label": "The bank decides" },
    h("span", { class: "dim" }, "The bank decides:"), key("Win", decide("win")), key("Lose", decide("lose")), fate.box) };
}

/** Refunding and disputing what is left. @param {*} paid @param {Function} say @returns {?{box: HTMLElement, toggle: HTMLElement}} */
function returned(paid, say) {
  if (paid.status !== "succeeded" || !paid.left || paid.dispute?.status === "lost") return null;
  const fate = fates(paid.mode);
  const typed = h("input", { type: "text", class: "cents", inputmode: "decimal", autocomplete: "off", value: (paid.left / 100).toFixed(2), "aria-label": `Amount in ${paid.currency}` });
  const body = () => ({ payment: paid.id, amount: cents(typed.value), webhooks: fate.value() });
  const keys = ["Refund", "Dispute"].map((verb) => [verb, key(`${verb} all`, doing(`/phone/stripe/${verb.toLowerCase()}`, body, say))]);
  typed.addEventListener("input", () => {
    const given = cents(typed.value);
    const fits = given > 0 && given <= paid.left;
    typed.setAttribute("aria-invalid", String(!fits));
    for (const [verb, button] of keys) {
      button.disabled = !fits;
      button.textContent = `${verb} ${fits && given < paid.left ? money(given, paid.currency) : "all"}`;
    }
  });
  const box = h("div", { class: "acts", role: "group", "aria-label": "Refund or dispute", hidden: true }, typed, ...keys.map(([, button]) => button), fate.box);
  const toggle = h("button", { type: "button", class: "chip", "aria-expanded": "false", onclick: () => {
    box.hidden = !box.hidden;
    toggle.setAttribute("aria-expanded", String(!box.hidden));
    if (!box.hidden) typed.select();
  } }, "Refund, dispute");
  return { box, toggle };
}

/** @param {string} label @param {(click: Event) => void} onclick @returns {HTMLElement} */
const key = (label, onclick) => h("button", { type: "button", class: "chip", onclick }, label);

/** @param {string} path @param {() => *} body @param {Function} say @returns {(click: Event) => Promise<void>} */
const doing = (path, body, say) => async (click) => {
  click.target.setAttribute("aria-busy", "true");
  await ask(path, body()).catch((error) => say(error.message));
  click.target.removeAttribute("aria-busy");
};

/** What becomes of the webhooks of this one act. @param {string} mode @returns {{box: HTMLElement, value: () => string}} */
function fates(mode) {
  const choice = h("select", {}, ...MODES.map(([value, words]) => h("option", { value, selected: value === mode }, words)));
  return { box: h("label", { class: "fate" }, "Webhooks ", choice), value: () => choice.value };
}

/** Reads an amount as it is typed, 2.20 or 2,20. @param {string} text @returns {number} cents, NaN for anything else */
function cents(text) {
  const found = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  return found ? Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0")) : NaN;
}
