/** The phone: whose it is, what is said on it, and news from the sandbox as it happens. */

import { $, ask, copy, h } from "./phone-dom.js";
import { Browser, isTelegram, ownPage } from "./phone-browser.js";
import { Calls } from "./phone-calls.js";
import { Clock } from "./phone-clock.js";
import { Composer } from "./phone-composer.js";
import { Conversation } from "./phone-chat.js";
import { Mails } from "./phone-mail.js";
import { alertBox, toast, wireAlert } from "./phone-notices.js";
import { People } from "./phone-people.js";
import { Stripe } from "./phone-stripe.js";
import { speak, word } from "./phone-words.js";

const TYPING = 5000; // ms that a chat action lasts, as on Telegram

/** The whole page. */
class Phone {
  constructor() {
    this.browser = new Browser([$("chat")]);
    this.chat = new Conversation($("log"), $("jump"), {
      press: (...key) => this.press(...key),
      follow: (url) => this.follow(url, "Browser"),
      say: (text) => this.say(text),
    });
    this.composer = new Composer((text, style) => this.say(text, style), (blocked) => this.block(blocked));
    this.people = new People((person) => this.show(person), (text) => this.composer.write(text));
    this.stripe = new Stripe($("pane-stripe"), (path, title) => {
      document.body.classList.remove("panel-open");
      this.browser.open(path, title);
    }, toast);
    this.calls = new Calls($("pane-calls"));
    this.mails = new Mails($("pane-mail"), (id) => this.people.name(id), (url, mail) => isTelegram(url) && this.enter(mail.person, url));
    this.clock = new Clock(() => this.chat.redate(), toast);
    this.waiting = null;
  }

  /** Begins: people, the news, the first chat. */
  async start() {
    wireTabs();
    wireAlert();
    window.addEventListener("hashchange", () => this.arrive());
    this.stripe.refresh();
    this.clock.refresh();
    this.listen();
    await this.people.load();
    this.mails.refresh();
  }

  /** A link out of a mail's frame leads here: whose chat it is, and what to start with (`#1002?start=abc`). */
  arrive() {
    const [, id, payload] = /^#(\d*)(?:\?start=([\w-]+))?$/.exec(location.hash) ?? [];
    this.enter(id ? Number(id) : null, payload ? `https://t.me/?start=${payload}` : null);
  }

  /** Follows a link of Telegram in somebody's chat, or in the present one. @param {?number} id @param {?string} url @returns {boolean} */
  enter(id, url) {
    this.people.give(id ?? this.people.current?.id);
    document.body.classList.remove("panel-open");
    $("log").focus({ preventScroll: true });
    return url ? this.follow(url, "Browser") : true;
  }

  /** @returns {string} the address of the shown chat */
  get path() {
    return `/phone/chats/${this.people.current.id}`;
  }

  /**
   * Shows a person's chat.
   * @param {{id: number, language_code: string}} person
   */
  async show(person) {
    this.browser.close();
    this.composer.keepFor(person.id);
    this.typing(false);
    const waiting = [];
    this.waiting = waiting;
    const chat = await ask(this.path).catch((error) => toast(error.message));
    if (this.waiting !== waiting || !chat) return;
    this.waiting = null;
    $("bot-name").textContent = chat.bot?.first_name ?? "Bot";
    $("alert-name").textContent = chat.bot?.first_name ?? "Bot";
    $("description").textContent = chat.description ?? "";
    this.bot = chat.bot ?? {};
    speak(person.language_code);
    $("about-bot").textContent = word("about");
    this.chat.fill(chat.messages ?? [], person.language_code);
    this.composer.offer(chat.commands ?? [], person.language_code);
    this.composer.blocked = Boolean(chat.blocked);
    this.typing(Boolean(chat.typing));
    waiting.forEach((news) => this.hear(news));
    this.settleDown();
  }

  /** Shows what belongs to an empty chat, or to one in use. */
  settleDown() {
    const empty = this.chat.size === 0;
    $("welcome").hidden = !empty;
    $("welcome").lang = this.people.current.language_code;
    this.composer.empty = empty;
  }

  /** Hears the sandbox's news; after a gap everything is asked again. */
  listen() {
    const source = new EventSource("/phone/events");
    source.onopen = () => {
      if (!this.lost) return;
      this.lost = false;
      this.typing(false);
      this.stripe.refresh();
      this.mails.refresh();
      this.clock.refresh();
      if (this.people.current) this.show(this.people.current);
    };
    source.onerror = () => {
      this.lost = true;
      status("connecting…");
    };
    source.onmessage = (event) => this.hear(JSON.parse(event.data));
  }

  /** @param {*} news one event */
  hear(news) {
    if (news.kind === "call") return this.calls.add(news);
    if (news.kind === "stripe") return this.stripe.refresh();
    if (news.kind === "mail") return this.mails.refresh();
    if (news.kind === "clock") return this.clock.take(news);
    const chat = news.chat_id ?? news.user_id;
    if (chat !== undefined && chat !== this.people.current?.id) {
      if (news.kind === "message" && news.message.from_bot) this.people.unread(chat);
      return undefined;
    }
    if (this.waiting) return this.waiting.push(news);
    return this.take(news);
  }

  /** Takes in news of the shown chat. @param {*} news */
  async take(news) {
    if (news.kind === "typing") return this.typing(news.typing ?? true);
    if (news.kind === "commands") return this.composer.offer(news.commands ?? (await ask(this.path)).commands, this.people.current.language_code);
    if (news.kind === "message" || news.kind === "edited") {
      this.chat.put(news.message);
      if (news.message.from_bot) this.typing(false);
    }
    if (news.kind === "toast" && news.text) (news.show_alert ? alertBox : toast)(news.text);
    if (news.kind !== "message" || news.message.from_bot) this.chat.settle();
    if (news.kind === "deleted") await this.chat.remove(news.message_id);
    return this.settleDown();
  }

  /** @param {boolean} on whether the bot is at work */
  typing(on) {
    clearTimeout(this.typed);
    status(on ? "typing" : "bot");
    if (on) this.typed = setTimeout(() => this.typing(false), TYPING);
  }

  /**
   * Sends what the person wrote, or a file with it.
   * @param {string} text
   * @param {{entities: Object[], file: ?File, kind: string}} [style]
   * @returns {Promise<boolean>} whether it went
   */
  async say(text, { entities = [], file = null, kind = "document" } = {}) {
    try {
      if (file) await ask(`${this.path}/${kind}`, form({ file, caption: text, entities: JSON.stringify(entities) }));
      else await ask(`${this.path}/text`, { text, entities });
      return true;
    } catch (error) {
      toast(error.message);
      return false;
    }
  }

  /** Blocks or unblocks the bot. @param {boolean} blocked */
  async block(blocked) {
    try {
      await ask(`${this.path}/block`, { blocked });
      this.composer.blocked = blocked;
      toast(blocked ? "Bot blocked" : "Bot unblocked");
    } catch (error) {
      toast(error.message);
    }
  }

  /** Does what a key under a bubble says. */
  async press(message, button, row, column) {
    if (button.copy_text) {
      await copy(button.copy_text.text ?? button.copy_text);
      return toast("Copied");
    }
    const url = button.url ?? button.web_app?.url ?? button.web_app;
    if (url) {
      if (!this.follow(url, button.text)) window.open(url, "_blank", "noopener");
      return undefined;
    }
    try {
      return await ask(`${this.path}/tap`, { message_id: message.message_id, row, column });
    } catch (error) {
      toast(error.message);
      throw error;
    }
  }

  /**
   * Follows a link that stays on the phone.
   * @returns {boolean} false for a page elsewhere
   */
  follow(url, title) {
    if (isTelegram(url)) {
      this.browser.close();
      const payload = new URL(url).searchParams.get("start");
      if (payload) this.say(`/start ${payload}`);
      return true;
    }
    const path = ownPage(url);
    if (path) this.browser.open(path, title);
    return Boolean(path);
  }
}

/** @param {Object<string, string|File>} fields @returns {FormData} */
function form(fields) {
  const data = new FormData();
  Object.entries(fields).forEach(([name, value]) => data.append(name, value));
  return data;
}

/** @param {string} words what stands under the bot's name */
function status(words) {
  const line = $("status");
  line.classList.toggle("typing", words === "typing");
  const dots = h("span", { class: "dots3", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
  line.replaceChildren(...(words === "typing" ? [word("typing"), h("span", { class: "sr" }, "…"), dots] : [words]));
}

/** Mail, Stripe and Calls as tabs, moved by arrows too. */
function wireTabs() {
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const choose = (chosen) => tabs.forEach((tab) => {
    tab.setAttribute("aria-selected", String(tab === chosen));
    tab.tabIndex = tab === chosen ? 0 : -1;
    $(tab.getAttribute("aria-controls")).hidden = tab !== chosen;
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: tabs.length - 1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const next = tabs[(index + step) % tabs.length];
      choose(next);
      next.focus();
    });
  });
  $("hide-panel").addEventListener("click", () => {
    document.body.classList.remove("panel-open");
    $("more").focus();
  });
}

new Phone().start().catch((error) => toast(error.message));
