/** What the bot says outside the chat: a few words for a moment, or an alert that waits. */

import { $, h, move } from "./phone-dom.js";

const MOMENT = 2600; // ms, longer for longer texts

let before = null; // what had the focus when the alert came

/**
 * Shows a few words for a moment.
 * @param {string} text
 */
export async function toast(text) {
  const note = h("p", { class: "toast", "data-testid": "toast" }, text);
  $("toasts").append(note);
  move(note, [{ opacity: 0, transform: "translateY(-12px)" }, {}], 200);
  await new Promise((resolve) => { setTimeout(resolve, Math.max(MOMENT, text.length * 60)); });
  await move(note, [{}, { opacity: 0 }], 250);
  note.remove();
}

/**
 * Shows an alert that waits for OK.
 * @param {string} text
 */
export function alertBox(text) {
  const box = $("alert");
  if (box.hidden) before = document.activeElement;
  $("alert-text").textContent = text;
  box.hidden = false;
  $("chat").inert = true;
  $("alert-ok").focus();
  move(box.firstElementChild, [{ opacity: 0, transform: "scale(.9)" }, {}], 180);
}

/** Lets the alert be closed by OK, Enter and Escape. */
export function wireAlert() {
  const box = $("alert");
  const close = () => {
    box.hidden = true;
    $("chat").inert = !$("browser").hidden;
    (before?.isConnected ? before : $("composer")).focus();
  };
  $("alert-ok").addEventListener("click", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (event.key === "Tab") event.preventDefault();
  });
}
