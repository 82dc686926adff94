/** The mail reader: what everybody has received, newest first, and one letter at a time. */

import { $, ask, clock, dated, h, icon, keyed } from "./phone-dom.js";

const FRAME = "allow-top-navigation-by-user-activation allow-popups allow-popups-to-escape-sandbox";
const LINK = /(https?:\/\/[^\s<>"]+)/;

/**
 * @typedef {Object} Mail
 * @property {number} id
 * @property {string} from
 * @property {string} to
 * @property {?number} person whose address it is
 * @property {string} subject
 * @property {string} date of the pretend world
 * @property {string} text
 * @property {boolean} html whether there is an HTML part
 */

/** Lists mails and reads them. */
export class Mails {
  /**
   * @param {HTMLElement} root
   * @param {(id: ?number) => string} name tells who somebody is
   * @param {(url: string, mail: Mail) => boolean} follow takes a link; false leaves it to the browser
   */
  constructor(root, name, follow) {
    this.root = root;
    this.name = name;
    this.follow = follow;
    this.read = new Set();
    this.all = [];
    this.list = h("ul", { class: "rows mails", "aria-label": "Mails" });
    this.empty = h("p", { class: "empty" }, "No mail yet. Reminders and receipts by e-mail arrive here: move the clock, and see.");
    this.letter = h("article", { class: "letter", hidden: true, "aria-label": "Mail" });
    root.append(this.empty, this.list, this.letter);
  }

  /** Asks for the list again, shortly: several pieces of news make one question. */
  refresh() {
    clearTimeout(this.soon);
    this.soon = setTimeout(async () => {
      this.all = await ask("/phone/mails").catch(() => this.all);
      this.#show();
    }, 120);
  }

  #show() {
    const shown = this.all.map((mail) => ({ ...mail, unread: !this.read.has(mail.id) }));
    keyed(this.list, shown, (mail) => String(mail.id), (mail) => this.#row(mail));
    this.empty.hidden = shown.length > 0;
    const unread = shown.filter((mail) => mail.unread).length;
    $("mail-count").replaceChildren(...(unread ? [String(unread), h("span", { class: "sr" }, " unread")] : []));
  }

  #row(mail) {
    return h("li", {}, h("button", { type: "button", class: `mail${mail.unread ? " unread" : ""}`, "data-testid": "mail-row", onclick: () => this.open(mail.id) },
      h("span", { class: "name" }, this.name(mail.person) || mail.to),
      h("time", { class: "dim", datetime: mail.date }, dated(mail.date, { day: "numeric", month: "short", year: "numeric" })),
      h("span", { class: "subject" }, mail.unread ? h("span", { class: "sr" }, "unread: ") : null, mail.subject)));
  }

  /** Opens a letter. @param {number} id */
  async open(id) {
    const mail = await ask(`/phone/mails/${id}`).catch(() => null);
    if (!mail) return;
    this.read.add(id);
    this.#show();
    const back = h("button", { type: "button", class: "back", onclick: () => this.close(id) }, icon("back"), "All mails");
    const body = h("div", { class: "body" });
    const modes = mail.html ? this.#modes(mail, body) : null;
    this.letter.replaceChildren(h("header", {}, back, modes), h("h3", { tabindex: "-1" }, mail.subject), facts(mail, this.name(mail.person)), body);
    this.#fill(mail, body, mail.html ? "html" : "text");
    this.#reading(true);
    this.letter.querySelector("h3").focus({ preventScroll: true });
  }

  /** Goes back to the list. @param {number} [id] the letter that was read */
  close(id) {
    this.#reading(false);
    this.letter.replaceChildren();
    (this.list.querySelector(`[data-key="${Number(id)}"] button`) ?? this.root).focus();
  }

  #reading(on) {
    this.root.classList.toggle("reading", on);
    this.letter.hidden = !on;
    this.list.hidden = on;
    this.root.scrollTop = 0;
  }

  #modes(mail, body) {
    const choose = (mode) => h("label", {},
      h("input", { type: "radio", name: "mail-part", value: mode, checked: mode === "html", onchange: () => this.#fill(mail, body, mode) }),
      h("span", {}, mode === "html" ? "HTML" : "Text"));
    return h("fieldset", { class: "parts" }, h("legend", { class: "sr" }, "Part"), h("div", { class: "segments" }, choose("html"), choose("text")));
  }

  /** Shows a part: HTML in a frame of its own, where no script runs and links lead back to this page. */
  #fill(mail, body, part) {
    body.replaceChildren(part === "html"
      ? h("iframe", { src: `/phone/mails/${mail.id}.html`, sandbox: FRAME, title: mail.subject, "data-testid": "mail-html" })
      : h("div", { class: "plain", tabindex: "0", "aria-label": "Text", role: "document", "data-testid": "mail-text" }, ...this.#linked(mail)));
  }

  #linked(mail) {
    return mail.text.split(LINK).map((piece, index) => (index % 2 === 0 ? piece : h("a", {
      href: piece, target: "_blank", rel: "noopener noreferrer",
      onclick: (event) => { if (this.follow(piece, mail)) event.preventDefault(); },
    }, piece)));
  }
}

/** Who, to whom, when. @param {Mail} mail @param {string} name @returns {HTMLElement} */
function facts(mail, name) {
  const when = `${dated(mail.date, { weekday: "short", day: "numeric", month: "long", year: "numeric" })}, ${clock(mail.date)}`;
  const pairs = [["From", mail.from], ["To", name ? `${name} <${mail.to}>` : mail.to], ["Date", when]];
  return h("dl", {}, ...pairs.flatMap(([title, text]) => [h("dt", {}, title), h("dd", {}, text)]));
}
