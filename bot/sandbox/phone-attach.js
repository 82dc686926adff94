/** The paper clip: a file that goes with the next message, as a photo or as it is. */

import { $, bytes } from "./phone-dom.js";
import { word } from "./phone-words.js";

const PICTURES = ["image/png", "image/jpeg", "image/webp"];

/** The file that is chosen, above the message box. */
export class Attachment {
  #file = null;

  /** @param {() => void} changed hears that a file was chosen or put away */
  constructor(changed) {
    this.changed = changed;
    this.input = $("file");
    $("attach").addEventListener("click", () => this.input.click());
    this.input.addEventListener("change", () => this.input.files.length && this.put(this.input.files[0]));
    $("tray-drop").addEventListener("click", () => {
      this.put(null);
      $("attach").focus();
    });
  }

  /** @returns {?File} */
  get file() {
    return this.#file;
  }

  /** @returns {"photo"|"document"} how the file is to be sent */
  get kind() {
    return PICTURES.includes(this.#file?.type) && !$("as-file").checked ? "photo" : "document";
  }

  /** Chooses a file, or none. @param {?File} file */
  put(file) {
    this.#file = file;
    this.input.value = "";
    const picture = PICTURES.includes(file?.type);
    $("tray").hidden = !file;
    $("tray-name").textContent = file?.name ?? "";
    $("tray-size").textContent = file ? bytes(file.size) : "";
    $("as-file").checked = false;
    $("as-file").parentElement.hidden = !picture;
    $("tray-icon").toggleAttribute("hidden", picture);
    this.#preview(picture ? file : null);
    this.changed();
  }

  /** Says it in the language of the phone. @param {string} lang */
  speak(lang) {
    $("tray").lang = lang;
    $("as-file-words").textContent = word("asFile");
  }

  #preview(file) {
    const picture = $("tray-picture");
    picture.hidden = true;
    picture.removeAttribute("src");
    if (!file) return;
    const reader = new FileReader();
    reader.onload = () => {
      if (this.#file !== file) return;
      picture.src = reader.result;
      picture.hidden = false;
    };
    reader.readAsDataURL(file);
  }
}
