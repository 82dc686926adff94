/** What a message may contain: Telegram's own tags, rebuilt one by one; everything else becomes plain text. */

import { h } from "./phone-dom.js";
import { word } from "./phone-words.js";

const TAGS = {
  b: "b", strong: "b", i: "i", em: "i", u: "u", ins: "u", s: "s", strike: "s", del: "s",
  code: "code", pre: "pre", br: "br", a: "a", blockquote: "blockquote", "tg-spoiler": "tg-spoiler",
};
const LINKS = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/**
 * @typedef {Object} Acts
 * @property {(url: string) => boolean} follow takes a tapped link; false leaves it to the browser
 * @property {(text: string) => void} say sends a tapped command
 */

/**
 * Rebuilds a message's HTML from an allow-list of tags.
 * @param {string} html
 * @param {Acts} acts
 * @returns {DocumentFragment}
 */
export function safe(html, acts) {
  const fragment = document.createDocumentFragment();
  const parsed = new DOMParser().parseFromString(html, "text/html");
  fragment.append(...rebuilt(parsed.body, acts));
  return fragment;
}

/**
 * @param {Node} parent
 * @param {Acts} acts
 * @returns {Node[]}
 */
function rebuilt(parent, acts) {
  return [...parent.childNodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) return [document.createTextNode(node.data)];
    if (node.nodeType !== Node.ELEMENT_NODE || ["SCRIPT", "STYLE"].includes(node.tagName)) return [];
    const inside = rebuilt(node, acts);
    if (node.classList.contains("command")) return [command(node.textContent, acts)];
    const spoiler = node.classList.contains("tg-spoiler");
    const tag = spoiler ? "tg-spoiler" : TAGS[node.localName];
    if (!tag) return inside;
    if (tag === "a") return link(node.getAttribute("href") ?? "", inside, acts);
    if (tag === "tg-spoiler") return [hidden(inside)];
    if (tag === "blockquote" && (node.hasAttribute("expandable") || node.classList.contains("expandable"))) {
      return [folded(inside)];
    }
    return [h(tag, {}, ...inside)];
  });
}

/**
 * @param {string} href
 * @param {Node[]} inside
 * @param {Acts} acts
 * @returns {Node[]}
 */
function link(href, inside, acts) {
  let url;
  try {
    url = new URL(href, location.href);
  } catch {
    return inside;
  }
  if (!LINKS.has(url.protocol)) return inside;
  const onclick = (event) => {
    if (acts.follow(url.href)) event.preventDefault();
  };
  return [h("a", { href: url.href, target: "_blank", rel: "noopener noreferrer", onclick }, ...inside)];
}

/** A command in a text, sent by a tap. @param {string} text @param {Acts} acts @returns {HTMLElement} */
function command(text, acts) {
  return h("button", { type: "button", class: "command", onclick: () => acts.say(text) }, text);
}

/** A spoiler, uncovered by a tap. @param {Node[]} inside @returns {HTMLElement} */
function hidden(inside) {
  const reveal = () => {
    spoiler.classList.add("seen");
    ["role", "tabindex", "aria-label"].forEach((name) => spoiler.removeAttribute(name));
  };
  const onkeydown = (event) => {
    if (event.key === "Enter" || event.key === " ") reveal();
  };
  const props = { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Hidden text", onclick: reveal, onkeydown };
  const spoiler = h("span", props, ...inside);
  return spoiler;
}

/** An expandable quotation, closed at first. @param {Node[]} inside @returns {HTMLElement} */
function folded(inside) {
  const toggle = () => {
    const open = quote.classList.toggle("open");
    more.textContent = word(open ? "less" : "more");
    more.setAttribute("aria-expanded", String(open));
  };
  const more = h("button", { type: "button", class: "show-more", "aria-expanded": "false", onclick: toggle }, word("more"));
  const quote = h("blockquote", { class: "expandable" }, h("div", { class: "folds" }, ...inside), more);
  return quote;
}

/**
 * Takes "Show more" away from the quotations that are short enough to be seen whole.
 * @param {Element} root already in the page
 */
export function measureFolds(root) {
  for (const quote of root.querySelectorAll("blockquote.expandable:not(.open)")) {
    const text = quote.firstElementChild;
    quote.classList.toggle("whole", text.clientHeight > 0 && text.scrollHeight <= text.clientHeight + 2);
  }
}
