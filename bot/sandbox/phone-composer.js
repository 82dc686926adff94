/** Where one writes: the message box, the commands, Start, and the chat's menu. */

import { Attachment } from "./phone-attach.js";
import { $, h } from "./phone-dom.js";
import { read } from "./phone-marks.js";
import { word } from "./phone-words.js";

/** The foot of the chat. */
export class Composer {
  #blocked = false;
  #empty = false;
  #drafts = new Map();
  #commands = [];

  /**
   * @param {(text: string, style?: {entities: Object[], file: ?File, kind: string}) => Promise<boolean>} send
   * @param {(blocked: boolean) => void} block
   */
  constructor(send, block) {
    this.send = send;
    this.block = block;
    this.box = $("composer");
    this.list = $("commands");
    this.attachment = new Attachment(() => this.#attached());
    this.box.addEventListener("input", () => this.#changed());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    $("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    $("start").addEventListener("click", () => this.#begin());
    $("slash").addEventListener("click", () => this.#toggle(this.list.hidden, ""));
    this.list.addEventListener("keydown", (event) => this.#walk(event));
    this.#wireMenu();
  }

  /** Shows Unblock instead of the box. @param {boolean} value */
  set blocked(value) {
    this.#blocked = value;
    $("block").lastElementChild.textContent = word(value ? "unblockBot" : "blockBot");
    this.#dress();
  }

  /** Shows Start instead of the box. @param {boolean} value */
  set empty(value) {
    this.#empty = value;
    this.#dress();
  }

  /**
   * Offers the bot's commands.
   * @param {{command: string, description: string}[]} commands
   * @param {string} lang
   */
  offer(commands, lang) {
    this.#commands = commands ?? [];
    [this.list, $("form"), $("start"), $("block")].forEach((element) => { element.lang = lang; });
    this.attachment.speak(lang);
    this.#name();
    $("slash").hidden = this.#commands.length === 0;
  }

  /** Puts the draft of one person away and takes out another's. @param {number} id */
  keepFor(id) {
    this.#drafts.set(this.id, this.box.value);
    this.id = id;
    this.attachment.put(null);
    this.box.value = this.#drafts.get(id) ?? "";
    this.#changed();
    this.#toggle(false);
  }

  /** Writes a text for the person, ready to be sent. @param {string} text */
  write(text) {
    if (this.#empty || this.#blocked) {
      $("start").focus();
      return;
    }
    this.box.value = text;
    this.#changed();
    this.box.focus();
  }

  async #submit() {
    const [typed, { file, kind }] = [this.box.value.trim(), this.attachment];
    if (!typed && !file) return;
    this.box.value = "";
    this.attachment.put(null);
    this.box.focus();
    const { text, entities } = read(typed);
    if (!(await this.send(text, { entities, file, kind })) && !this.box.value && !this.attachment.file) {
      this.box.value = typed;
      this.attachment.put(file);
    }
  }

  #begin() {
    if (this.#blocked) this.block(false);
    else this.send("/start").then(() => this.box.focus());
  }

  #dress() {
    const closed = this.#blocked || this.#empty;
    $("form").hidden = closed;
    $("start").hidden = !closed;
    $("start").textContent = word(this.#blocked ? "unblock" : "start");
  }

  #attached() {
    this.#name();
    this.#changed();
    if (this.attachment.file) this.box.focus();
  }

  /** Names the box by what is written there: a message, or the caption of a file. */
  #name() {
    const name = word(this.attachment.file ? "caption" : "message");
    this.box.placeholder = name;
    this.box.labels[0].textContent = name;
  }

  #changed() {
    const { value } = this.box;
    $("send").classList.toggle("ready", value.trim() !== "" || this.attachment.file !== null);
    this.box.style.height = "auto";
    this.box.style.height = `${Math.min(this.box.scrollHeight, 132)}px`;
    this.#toggle(/^\/\w*$/.test(value), value);
  }

  #key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.#submit();
    }
    if (event.key === "Escape") this.#toggle(false);
    if (event.key === "ArrowUp" && !this.list.hidden) {
      event.preventDefault();
      this.list.lastElementChild?.focus();
    }
  }

  /** Shows the commands that begin like the text. */
  #toggle(open, text = "") {
    const fitting = this.#commands.filter(({ command }) => `/${command}`.startsWith(text.toLowerCase()));
    const shown = open && fitting.length > 0;
    if (shown) {
      this.list.replaceChildren(...fitting.map(({ command, description }) => h("button", {
        type: "button", "data-command": command, onclick: () => this.#pick(command),
      }, h("b", {}, `/${command}`), h("span", {}, description))));
    }
    this.list.hidden = !shown;
    $("slash").setAttribute("aria-expanded", String(shown));
  }

  #pick(command) {
    this.box.value = "";
    this.#changed();
    this.box.focus();
    this.send(`/${command}`);
  }

  #walk(event) {
    const items = [...this.list.children];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") {
      this.#toggle(false);
      this.box.focus();
    } else if (step) {
      event.preventDefault();
      (items[items.indexOf(document.activeElement) + step] ?? this.box).focus();
    }
  }

  /** The menu behind the three dots. */
  #wireMenu() {
    const [more, menu] = [$("more"), $("menu")];
    const open = (shown) => {
      menu.hidden = !shown;
      more.setAttribute("aria-expanded", String(shown));
    };
    more.addEventListener("click", () => {
      open(menu.hidden);
      if (!menu.hidden) menu.querySelector("button").focus();
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      open(false);
      more.focus();
    });
    menu.addEventListener("click", () => open(false));
    document.addEventListener("click", (event) => {
      if (!menu.contains(event.target) && !more.contains(event.target)) open(false);
      if (!$("foot").contains(event.target)) this.#toggle(false);
    });
    $("block").addEventListener("click", () => this.block(!this.#blocked));
    $("show-panel").addEventListener("click", () => {
      document.body.classList.add("panel-open");
      $("hide-panel").focus();
    });
  }
}
