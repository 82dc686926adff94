/** The people of the sandbox: who holds the phone, who has something unread, what they could type. */

import { $, ask, h } from "./phone-dom.js";

const LANGUAGES = { it: "Italiano", en: "English" };

/** The switcher. */
export class People {
  /**
   * @param {(person: *) => void} show what happens when another one takes the phone
   * @param {(text: string) => void} write puts a hint into the message box
   */
  constructor(show, write) {
    this.show = show;
    this.write = write;
    this.all = [];
    this.current = null;
  }

  /** Asks who there is and gives the phone to the one in the address (`#1002`), or to the first. */
  async load() {
    const answer = await ask("/phone/people");
    this.all = Array.isArray(answer) ? answer : answer.people;
    this.hints = Array.isArray(answer) ? {} : answer.hints ?? {};
    $("people").replaceChildren(...this.all.map((person, index) => h("li", {}, this.#entry(person, index))));
    const wanted = parseInt(location.hash.slice(1), 10);
    const first = this.all.find(({ id }) => id === wanted) ?? this.all[0];
    if (first) this.#choose(first);
  }

  /** Tells who somebody is. @param {?number} id @returns {string} empty for nobody */
  name(id) {
    const person = this.all.find((one) => one.id === id);
    return person ? `${person.first_name} ${person.last_name ?? ""}`.trim() : "";
  }

  /** Gives the phone to somebody, if there is anybody of this number. @param {?number} id */
  give(id) {
    const person = this.all.find((one) => one.id === id);
    if (person) this.#choose(person);
  }

  /** Counts one more unread message. @param {number} id */
  unread(id) {
    const badge = this.#button(id)?.querySelector(".badge");
    if (!badge) return;
    const count = Number(badge.dataset.count ?? 0) + 1;
    badge.dataset.count = count;
    badge.replaceChildren(String(count), h("span", { class: "sr" }, " unread"));
    badge.hidden = false;
    this.#title();
  }

  #entry(person, index) {
    const name = this.name(person.id);
    const initials = (person.first_name[0] ?? "") + (person.last_name?.[0] ?? "");
    const code = person.language_code ?? "";
    return h("button", { type: "button", class: "person", "data-person": person.id, title: person.note, onclick: () => this.#choose(person) },
      h("span", { class: `avatar tone-${index % 6}`, "aria-hidden": "true" }, initials),
      h("span", { class: "who" },
        h("span", { class: "full" }, name), h("span", { class: "short", "aria-hidden": "true" }, person.first_name),
        h("span", { class: "language", title: LANGUAGES[code] ?? code }, code.toUpperCase())),
      h("span", { class: "badge", hidden: true }));
  }

  #button(id) {
    return document.querySelector(`[data-person="${Number(id)}"]`);
  }

  #choose(person) {
    history.replaceState(null, "", `#${person.id}`);
    if (this.current?.id === person.id) return;
    this.current = person;
    this.all.forEach(({ id }) => this.#button(id).setAttribute("aria-current", String(id === person.id)));
    const badge = this.#button(person.id).querySelector(".badge");
    badge.hidden = true;
    delete badge.dataset.count;
    this.#title();
    this.#about(person);
    this.show(person);
  }

  #about(person) {
    $("note").textContent = person.note ?? "";
    const hints = person.hints ?? this.hints[person.id] ?? [];
    const pairs = Array.isArray(hints) ? hints.map(pair) : Object.entries(hints).map(([label, text]) => ({ label, text }));
    $("hints").replaceChildren(...pairs.map(({ label, text }) => h("li", {}, h("button", {
      type: "button", class: "hint", onclick: () => this.write(text),
    }, label ? h("small", {}, label) : null, h("code", {}, text)))));
    $("hints-title").hidden = pairs.length === 0;
    $("about").hidden = !person.note && pairs.length === 0;
  }

  #title() {
    const total = [...document.querySelectorAll(".badge[data-count]")].reduce((sum, { dataset }) => sum + Number(dataset.count), 0);
    const name = this.current ? `${this.current.first_name}'s phone` : "Phone";
    document.title = total ? `(${total}) ${name}` : name;
  }
}

/** Reads a hint: a text, or a text with a label. @param {*} hint @returns {{label: string, text: string}} */
function pair(hint) {
  if (typeof hint === "string") return { label: "", text: hint };
  if (Array.isArray(hint)) return { label: hint[0], text: hint[1] };
  return { label: hint.label ?? hint.name ?? "", text: String(hint.text ?? hint.value ?? "") };
}
