/** The phone's own words, in the language of whoever holds it. What is around the phone stays in English. */

const WORDS = {
  en: {
    today: "Today", edited: "edited", bot: "Bot", you: "You", more: "Show more", less: "Show less", message: "Message",
    start: "Start", unblock: "Unblock", unblockBot: "Unblock bot", blockBot: "Block bot", about: "What can this bot do?",
    typing: "typing", open: "Open the file", photo: "Photo", caption: "Caption", asFile: "As a file",
  },
  it: {
    today: "Oggi", edited: "modificato", bot: "Bot", you: "Tu", more: "Mostra altro", less: "Mostra meno", message: "Messaggio",
    start: "Avvia", unblock: "Sblocca", unblockBot: "Sblocca bot", blockBot: "Blocca bot", about: "Cosa può fare questo bot?",
    typing: "sta scrivendo", open: "Apri il file", photo: "Foto", caption: "Didascalia", asFile: "Come file",
  },
};

let language = "en";

/**
 * Sets the language.
 * @param {string} code such as `it`; English for one that is not known
 */
export function speak(code) {
  language = code in WORDS ? code : "en";
}

/** @returns {string} the language spoken, as a locale for dates */
export const locale = () => (language === "en" ? "en-GB" : language);

/** @param {string} key @returns {string} */
export const word = (key) => WORDS[language][key];
