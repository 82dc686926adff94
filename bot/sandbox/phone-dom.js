/** Small words for making elements, asking the sandbox and showing time and money. */

import { locale, word } from "./phone-words.js";

const SVG = "http://www.w3.org/2000/svg";
const calm = window.matchMedia("(prefers-reduced-motion: reduce)");

/**
 * Finds the element with this id.
 * @param {string} id
 * @returns {HTMLElement}
 */
export const $ = (id) => document.getElementById(id);

/**
 * Makes an element: `on…` properties listen, booleans are flags, null is left out, the others are attributes.
 * @param {string} tag
 * @param {Object<string, *>} [props]
 * @param {...(Node|string|null)} children text is always text, never markup
 * @returns {HTMLElement}
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/**
 * Draws one of the page's icons.
 * @param {string} name a symbol of phone.html, without its `i-`
 * @returns {SVGElement}
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/**
 * Moves an element, unless the person asked for calm.
 * @param {Element} element
 * @param {Keyframe[]} frames
 * @param {number} ms
 * @returns {Promise<void>} when it has come to rest
 */
export async function move(element, frames, ms) {
  if (calm.matches) return;
  await element.animate(frames, { duration: ms, easing: "cubic-bezier(.2,.8,.2,1)" }).finished.catch(() => {});
}

/**
 * Asks the sandbox for JSON.
 * @param {string} path
 * @param {*} [body] sent by POST, a form as it is and all else as JSON; without it the request is a GET
 * @returns {Promise<*>} the answer, null if it has no body
 * @throws {Error} with the sandbox's own words when it refuses
 */
export async function ask(path, body) {
  const json = { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const options = body === undefined ? {} : { method: "POST", ...(body instanceof FormData ? { body } : json) };
  const response = await fetch(path, options);
  const text = await response.text();
  let answer = null;
  try {
    answer = text ? JSON.parse(text) : null;
  } catch {
    answer = { error: text };
  }
  if (!response.ok) {
    throw new Error(answer?.error || answer?.description || `The sandbox answered ${response.status}`);
  }
  return answer;
}

/**
 * Copies a text; where the clipboard is closed (a page over plain http) it goes through a selection.
 * @param {string} text
 * @returns {Promise<void>}
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const before = document.activeElement;
    const area = h("textarea", { class: "sr", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    before?.focus();
  }
}

/**
 * Reads an instant: seconds, milliseconds, ISO text or a date.
 * @param {number|string|Date} instant
 * @returns {Date}
 */
const date = (instant) => new Date(typeof instant === "number" && instant < 1e11 ? instant * 1000 : instant);

/** The phone is in Rome, wherever the page is looked at. */
const ZONE = "Europe/Rome";

let ahead = 0; // ms that the pretend world is ahead of this machine

/** Sets how far the pretend world is ahead. @param {number} moved seconds */
export function moveTime(moved) {
  ahead = moved * 1000;
}

/** @returns {Date} the present instant of the pretend world */
export const present = () => new Date(Date.now() + ahead);

/** Shows the time of day, 09:05. @param {number|string|Date} instant @returns {string} */
export const clock = (instant) => date(instant).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: ZONE });

/** Shows the time of day with seconds. @param {number|string} instant @returns {string} */
export const seconds = (instant) => date(instant).toLocaleTimeString("en-GB", { timeZone: ZONE });

/**
 * Shows a day.
 * @param {number|string|Date} instant
 * @param {Intl.DateTimeFormatOptions} parts such as `{ day: "numeric", month: "short" }`
 * @param {string} [language]
 * @returns {string}
 */
export const dated = (instant, parts, language = "en-GB") => date(instant).toLocaleDateString(language, { ...parts, timeZone: ZONE });

/**
 * Names a day in the language of the phone: Today, or 22 November, with the year when it is another one.
 * @param {number} instant seconds
 * @returns {string}
 */
export function day(instant) {
  const whole = { day: "numeric", month: "long", year: "numeric" };
  if (dated(instant, whole) === dated(present(), whole)) return word("today");
  const year = dated(instant, { year: "numeric" }) === dated(present(), { year: "numeric" }) ? undefined : "numeric";
  return dated(instant, { day: "numeric", month: "long", year }, locale());
}

/**
 * Shows an amount, €3.66.
 * @param {number|null|undefined} cents
 * @param {string} [currency]
 * @returns {string} empty when there is no amount
 */
export function money(cents, currency = "eur") {
  if (cents === null || cents === undefined) return "";
  return new Intl.NumberFormat("en", { style: "currency", currency: currency || "eur" }).format(cents / 100);
}

/** Writes a size as a phone does: 23.4 KB. @param {number} size in bytes @returns {string} */
export function bytes(size) {
  const [value, unit] = size < 1e6 ? [size / 1e3, "KB"] : [size / 1e6, "MB"];
  return `${value.toLocaleString(locale(), { maximumFractionDigits: 1 })} ${unit}`;
}

/**
 * Makes a list's children those of `items`, touching only what changed, so that focus and open details stay.
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} key
 * @param {(item: T) => HTMLElement} render
 */
export function keyed(parent, items, key, render) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const id = key(item);
    const mark = JSON.stringify(item);
    let node = old.get(id);
    if (!node || node.dataset.mark !== mark) {
      const fresh = render(item);
      if (node?.open) fresh.open = true;
      const held = node?.contains(document.activeElement) ? document.activeElement.tagName : null;
      node?.replaceWith(fresh);
      if (held) fresh.querySelector(held.toLowerCase())?.focus();
      node = fresh;
      node.dataset.key = id;
      node.dataset.mark = mark;
    }
    old.delete(id);
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
  old.forEach((child) => child.remove());
}
