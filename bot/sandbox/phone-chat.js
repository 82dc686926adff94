/** The conversation: bubbles, keyboards under them, days between them. */

import { bytes, clock, day, h, icon, move } from "./phone-dom.js";
import { measureFolds, safe } from "./phone-safe.js";
import { word } from "./phone-words.js";

const PATIENCE = 8000; // ms until a button whose tap nobody answered is freed

/**
 * @typedef {Object} Message
 * @property {number} message_id
 * @property {number} date seconds
 * @property {boolean} from_bot
 * @property {string} text
 * @property {string} html
 * @property {?number} edit_date
 * @property {Object[][]} buttons
 * @property {?{name: string, url: string, size: number}} document
 * @property {?{url: string, width: number, height: number}} photo
 * @property {boolean} silent
 */

/** Shows one person's chat and keeps it current. */
export class Conversation {
  /**
   * @param {HTMLElement} root the log
   * @param {HTMLElement} jump the button that goes to the newest message
   * @param {{press: Function, follow: Function, say: Function}} acts what a key, a link and a command do
   */
  constructor(root, jump, acts) {
    this.root = root;
    this.jump = jump;
    this.acts = acts;
    this.lang = "en";
    root.addEventListener("scroll", () => { jump.hidden = this.#atEnd(); }, { passive: true });
    jump.addEventListener("click", () => this.#toEnd());
    new ResizeObserver(() => { if (this.pinned) this.#toEnd(); }).observe(root);
  }

  /** @returns {number} how many messages are shown */
  get size() {
    return this.root.querySelectorAll("article:not(.leaving)").length;
  }

  /**
   * Shows a chat from the beginning.
   * @param {Message[]} messages
   * @param {string} lang the person's language
   */
  fill(messages, lang) {
    this.lang = lang;
    this.root.setAttribute("aria-busy", "true");
    this.root.replaceChildren();
    messages.forEach((message) => this.#place(message));
    this.#regroup();
    measureFolds(this.root);
    this.#toEnd();
    this.root.removeAttribute("aria-busy");
  }

  /**
   * Shows a new message, or an edited one in its place.
   * @param {Message} message
   */
  put(message) {
    const stay = this.#atEnd() || !message.from_bot;
    const old = this.#find(message.message_id);
    const node = old ? this.#replace(old, message) : this.#place(message);
    this.#regroup();
    measureFolds(node);
    if (stay) this.#toEnd();
    else this.jump.hidden = false;
    if (!old) move(node, [{ opacity: 0, transform: "translateY(14px) scale(.97)" }, {}], 240);
  }

  /**
   * Lets a message fade away.
   * @param {number} id
   */
  async remove(id) {
    const node = this.#find(id);
    if (!node) return;
    if (node.contains(document.activeElement)) this.root.focus({ preventScroll: true });
    node.classList.add("leaving");
    delete node.dataset.messageId;
    const height = `${node.offsetHeight}px`;
    await move(node, [
      { opacity: 1, height, overflow: "clip" },
      { opacity: 0, height, transform: "scale(.94)", overflow: "clip", offset: 0.6 },
      { opacity: 0, height: 0, marginTop: 0, overflow: "clip" },
    ], 420);
    node.remove();
    this.#regroup();
  }

  /** Names the days again, when it has become another one. */
  redate() {
    this.root.querySelectorAll("article:not(.leaving)").forEach((node) => {
      node.dataset.day = day(Date.parse(node.querySelector("time").dateTime));
    });
    this.#regroup();
  }

  /** Frees the keys that wait for an answer. */
  settle() {
    this.root.querySelectorAll("[aria-busy=true]").forEach((key) => key.removeAttribute("aria-busy"));
  }

  #find(id) {
    return this.root.querySelector(`article[data-message-id="${Number(id)}"]`);
  }

  #atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.root;
    this.pinned = scrollHeight - scrollTop - clientHeight < 60;
    return this.pinned;
  }

  #toEnd() {
    this.root.scrollTop = this.root.scrollHeight;
    this.pinned = true;
    this.jump.hidden = true;
  }

  #place(message) {
    const node = this.#draw(message);
    const later = [...this.root.querySelectorAll("article[data-message-id]")]
      .find((other) => Number(other.dataset.messageId) > message.message_id);
    this.root.insertBefore(node, later ?? null);
    return node;
  }

  #replace(old, message) {
    const held = old.querySelector(".keyboard")?.contains(document.activeElement);
    const fresh = this.#draw(message);
    old.className = fresh.className;
    old.replaceChildren(...fresh.childNodes);
    if (held) (old.querySelector(".key") ?? this.root).focus({ preventScroll: true });
    move(old.querySelector(".bubble"), [{ filter: "brightness(.93)", opacity: 0.55 }, {}], 260);
    const keyboard = old.querySelector(".keyboard");
    if (keyboard) move(keyboard, [{ opacity: 0, transform: "translateY(-5px)" }, {}], 260);
    return old;
  }

  /** Puts days between messages, and a tail at the last of each run. */
  #regroup() {
    this.root.querySelectorAll(".leaving").forEach((node) => node.classList.remove("last"));
    const nodes = [...this.root.querySelectorAll("article:not(.leaving)")];
    const separators = new Map([...this.root.querySelectorAll(".day")].map((node) => [node.textContent, node]));
    nodes.forEach((node, index) => {
      const [before, after] = [nodes[index - 1], nodes[index + 1]];
      const name = node.dataset.day;
      const opens = before?.dataset.day !== name;
      if (opens) {
        node.before(separators.get(name) ?? h("p", { class: "day" }, name));
        separators.delete(name);
      }
      const side = (other) => other?.classList.contains("out");
      node.classList.toggle("first", opens || side(before) !== side(node));
      node.classList.toggle("last", !after || after.dataset.day !== name || side(after) !== side(node));
    });
    separators.forEach((node) => node.remove());
  }

  #draw(message) {
    const html = message.html || "";
    const meta = h("span", { class: "meta" },
      message.edit_date ? h("span", { class: "edited" }, `${word("edited")} `) : null,
      h("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date)),
      message.from_bot ? null : icon("sent"));
    const text = h("div", { class: "text", "data-testid": "text" });
    text.append(html ? safe(html, this.acts) : document.createTextNode(message.text ?? ""));
    const bubble = h("div", { class: `bubble${message.photo ? " pictured" : ""}` },
      h("span", { class: "sr" }, `${word(message.from_bot ? "bot" : "you")}: `),
      message.photo ? photo(message.photo) : null,
      message.document ? attachment(message.document) : null,
      text.textContent ? text : null,
      meta);
    const wide = (message.buttons ?? []).length > 0;
    return h("article", {
      class: `${message.from_bot ? "in" : "out"}${wide ? " wide" : ""}`,
      lang: this.lang,
      "data-testid": "message",
      "data-message-id": message.message_id,
      "data-day": day(message.date),
    }, bubble, wide ? this.#keyboard(message) : null);
  }

  #keyboard(message) {
    const rows = message.buttons.map((row, r) => h("div", { class: "row" },
      ...row.map((button, c) => this.#key(message, button, r, c))));
    return h("div", { class: "keyboard", role: "group", "aria-label": "Buttons" }, ...rows);
  }

  #key(message, button, row, column) {
    const sign = button.url ? "arrow" : button.copy_text ? "copy" : button.web_app ? "app" : null;
    const style = ["primary", "success", "danger"].includes(button.style) ? ` ${button.style}` : "";
    const press = async () => {
      if (key.getAttribute("aria-busy")) return;
      if (button.callback_data) {
        key.setAttribute("aria-busy", "true");
        setTimeout(() => key.removeAttribute("aria-busy"), PATIENCE);
      }
      await this.acts.press(message, button, row, column).catch(() => key.removeAttribute("aria-busy"));
    };
    const key = h("button", { type: "button", class: `key${style}`, "data-testid": "key", onclick: press },
      h("span", {}, button.text), sign ? icon(sign) : null);
    return key;
  }
}

/** A file, to be fetched by a tap. @param {{name: string, url: string, size: number}} file @returns {HTMLElement} */
function attachment(file) {
  const url = new URL(file.url ?? "", location.href);
  const href = ["http:", "https:"].includes(url.protocol) ? url.href : null;
  return h("a", { class: "file", "data-testid": "file", href, download: file.name, target: "_blank", rel: "noopener" },
    h("span", { class: "disc" }, icon("file")),
    h("span", {}, h("b", {}, file.name), h("small", {}, `${bytes(file.size)} · ${word("open")}`)));
}

/** A picture, with its place kept while it loads. @param {{url: string, width: number, height: number}} picture @returns {HTMLElement} */
function photo({ url, width, height }) {
  return h("img", { class: "photo", "data-testid": "photo", src: url, width, height, alt: word("photo") });
}
