/** The browser inside the app: a page over the chat, closed by its cross, by Escape or by the page itself. */

import { $, move } from "./phone-dom.js";

const GOODBYE = { paid: 1300, closed: 150 }; // ms a page stays after it has said how it ended
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "0.0.0.0"]);

/**
 * Tells which address of ours a link means: the sandbox calls itself 127.0.0.1, the page may know it by another name.
 * @param {string} href
 * @returns {?string} a path of this server, null for a page elsewhere
 */
export function ownPage(href) {
  const url = new URL(href, location.href);
  const ours = url.origin === location.origin || (LOOPBACK.has(url.hostname) && url.pathname.startsWith("/pay/"));
  return ours ? url.pathname + url.search : null;
}

/** Opens the sandbox's own pages over the chat. */
export class Browser {
  /** @param {HTMLElement[]} behind what cannot be reached while it is open */
  constructor(behind) {
    this.root = $("browser");
    this.frame = $("browser-frame");
    this.behind = behind;
    $("browser-close").addEventListener("click", () => this.close());
    this.root.addEventListener("keydown", this.#escape);
    this.frame.addEventListener("load", () => this.#arrived());
    this.root.querySelectorAll(".guard").forEach((guard) => guard.addEventListener("focus", () => {
      (guard.dataset.guard === "first" ? $("browser-close") : this.frame).focus();
    }));
    window.addEventListener("message", (event) => {
      const ours = event.origin === location.origin && event.source === this.frame.contentWindow;
      if (ours && event.data?.kind in GOODBYE) this.#leave(GOODBYE[event.data.kind]);
    });
  }

  /** @returns {boolean} */
  get isOpen() {
    return !this.root.hidden;
  }

  /**
   * Opens a page.
   * @param {string} path of this server
   * @param {string} title
   */
  open(path, title) {
    clearTimeout(this.leaving);
    this.before = document.activeElement;
    $("browser-title").textContent = title;
    $("browser-host").textContent = location.host;
    this.frame.title = title;
    this.root.hidden = false;
    this.behind.forEach((element) => { element.inert = true; });
    this.#go(path);
    $("browser-close").focus();
    move(this.root, [{ transform: "translateY(100%)" }, {}], 300);
  }

  /** Closes it and gives the focus back. */
  async close() {
    if (!this.isOpen) return;
    clearTimeout(this.leaving);
    await move(this.root, [{}, { transform: "translateY(100%)" }], 200);
    this.root.hidden = true;
    this.behind.forEach((element) => { element.inert = false; });
    this.#go("about:blank");
    if (this.before?.isConnected) this.before.focus({ preventScroll: true });
    else $("log").focus({ preventScroll: true });
  }

  /** Shows a page without a step in the tab's history. @param {string} path */
  #go(path) {
    this.frame.contentWindow.location.replace(path);
  }

  #leave(ms) {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => this.close(), ms);
  }

  /** A page that went elsewhere has gone back to the chat: t.me is where we are. */
  #arrived() {
    if (!this.isOpen) return;
    try {
      const { document: page, location: at } = this.frame.contentWindow;
      if (at.href === "about:blank") return;
      page.addEventListener("keydown", this.#escape);
      page.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[href]");
        if (!link || !isTelegram(link.href)) return;
        event.preventDefault();
        this.close();
      });
    } catch {
      this.#leave(GOODBYE.closed);
    }
  }

  #escape = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.close();
  };
}

/**
 * Tells whether a link leads to a Telegram chat.
 * @param {string} href
 * @returns {boolean}
 */
export function isTelegram(href) {
  const url = new URL(href, location.href);
  return url.protocol === "tg:" || ["t.me", "telegram.me"].includes(url.hostname);
}
