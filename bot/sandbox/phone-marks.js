/** The style that is typed: **bold**, __italic__, `code` and [words](https://…) become what Telegram's apps make of them. */

const MARKS = { "**": "bold", __: "italic", "~~": "strikethrough", "||": "spoiler" };
const RAW = { "```": "pre", "`": "code" };
const LINK = /\[([^[\]\n]+)\]\((https?:\/\/[^\s()]+)\)/y;
const WORD = /[\p{L}\p{N}]/u;

/**
 * @typedef {Object} Entity one of Telegram's; offset and length count UTF-16 units, as JavaScript does
 * @property {string} type
 * @property {number} offset
 * @property {number} length
 * @property {string} [url]
 */

/**
 * Takes the marks out of a text. A mark counts at the edge of a word only, so that no password loses any.
 * @param {string} typed
 * @returns {{text: string, entities: Entity[]}}
 */
export function read(typed) {
  let text = "";
  const entities = [];
  for (let at = 0; at < typed.length;) {
    const found = raw(typed, at) ?? link(typed, at) ?? marked(typed, at);
    if (!found) {
      text += typed[at];
      at += 1;
      continue;
    }
    entities.push({ type: found.type, offset: text.length, length: found.text.length, ...(found.url && { url: found.url }) });
    entities.push(...found.entities.map((inner) => ({ ...inner, offset: inner.offset + text.length })));
    text += found.text;
    at = found.end;
  }
  return { text, entities };
}

/** Code, in which nothing else is a mark. */
function raw(typed, at) {
  for (const [mark, type] of Object.entries(RAW)) {
    const inside = between(typed, at, mark);
    if (inside) return { ...inside, type, text: type === "pre" ? inside.text.replace(/^\n/, "") : inside.text, entities: [] };
  }
  return null;
}

/** Words that lead somewhere. */
function link(typed, at) {
  LINK.lastIndex = at;
  const found = LINK.exec(typed);
  return found && { type: "text_link", url: found[2], end: LINK.lastIndex, ...read(found[1]) };
}

/** Words with a style, and perhaps another one inside. */
function marked(typed, at) {
  const mark = typed.slice(at, at + 2);
  const inside = Object.hasOwn(MARKS, mark) && between(typed, at, mark);
  return inside ? { type: MARKS[mark], end: inside.end, ...read(inside.text) } : null;
}

/** What stands between two marks that touch it, with no word outside of them. @returns {?{text: string, end: number}} */
function between(typed, at, mark) {
  const start = at + mark.length;
  const touches = (sign) => sign !== undefined && (mark === "```" || /\S/.test(sign));
  if (!typed.startsWith(mark, at) || WORD.test(typed[at - 1] ?? "") || !touches(typed[start])) return null;
  for (let end = typed.indexOf(mark, start + 1); end > 0; end = typed.indexOf(mark, end + 1)) {
    const after = end + mark.length;
    if (touches(typed[end - 1]) && !WORD.test(typed[after] ?? "")) return { text: typed.slice(start, end), end: after };
  }
  return null;
}
