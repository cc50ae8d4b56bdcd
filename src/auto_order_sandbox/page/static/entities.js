// A text and its entities as nodes. https://core.telegram.org/bots/api#messageentity
//
// Offsets count UTF-16 code units, as JavaScript does. Entities nest; one that would stick out is cut.

import { actsAsButton, h, icon } from "./dom.js";
import { link } from "./links.js";
import { copy } from "./notices.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);

/** `say` is what a tap on a command does. */
export function formatted(text, entities = [], { say } = {}) {
  const sorted = [...entities].sort(
    (one, other) => one.offset - other.offset || other.length - one.length,
  );
  return build(text, 0, text.length, sorted, say);
}

function build(text, start, end, entities, say) {
  const nodes = [];
  let at = start;
  let next = 0;
  while (next < entities.length) {
    const entity = entities[next];
    const from = Math.max(entity.offset, at);
    const to = Math.min(entity.offset + entity.length, end);
    let after = next + 1;
    if (to > from) {
      while (after < entities.length && entities[after].offset < to) after += 1;
      if (from > at) nodes.push(text.slice(at, from));
      const inside = build(text, from, to, entities.slice(next + 1, after), say);
      nodes.push(wrap(entity, inside, text.slice(from, to), say));
      at = to;
      if (BLOCKS.has(entity.type) && text[at] === "\n" && at < end) at += 1;
    }
    next = after;
  }
  if (at < end) nodes.push(text.slice(at, end));
  return nodes;
}

function wrap(entity, inside, plain, say) {
  return (WRAPPERS[entity.type] ?? ((nodes) => h("span", {}, nodes)))(inside, plain, entity, say);
}

const WRAPPERS = {
  bold: (inside) => h("b", {}, inside),
  italic: (inside) => h("i", {}, inside),
  underline: (inside) => h("u", {}, inside),
  strikethrough: (inside) => h("s", {}, inside),
  code: (inside, plain) => actsAsButton(h("code", {}, inside), "Copy", () => void copy(plain)),
  pre: (inside, plain, entity) => pre(inside, plain, entity.language),
  spoiler: (inside) => spoiler(inside),
  blockquote: (inside) => h("blockquote", {}, inside),
  expandable_blockquote: (inside) => expandable(inside),
  text_link: (inside, _plain, entity) => link(entity.url, inside),
  url: (inside, plain) => link(plain, inside),
  email: (inside, plain) => link(`mailto:${plain}`, inside),
  phone_number: (inside, plain) => link(`tel:${plain.replace(/[^+\d]/g, "")}`, inside),
  mention: (inside, plain) => link(`https://t.me/${plain.slice(1)}`, inside),
  text_mention: (inside) => h("span.mention", {}, inside),
  hashtag: (inside) => h("span.mention", {}, inside),
  cashtag: (inside) => h("span.mention", {}, inside),
  custom_emoji: (inside) => h("span.custom-emoji", { title: "Custom emoji" }, inside),
  bot_command: (inside, plain, _entity, say) =>
    say ? actsAsButton(h("span.mention", {}, inside), "Send", () => say(plain)) : h("span.mention", {}, inside),
};

function pre(inside, plain, language) {
  const button = h("button.copy", { type: "button", title: "Copy", onclick: () => void copy(plain) }, icon("copy"));
  button.setAttribute("aria-label", "Copy");
  return h("div.pre", {}, language && h("header", {}, language), button, h("pre", {}, h("code", {}, inside)));
}

function spoiler(inside) {
  const words = h("span.hidden-words", { "aria-hidden": true }, inside);
  const element = h("span.spoiler", {}, words);
  element.setAttribute("aria-label", "Hidden text, press to show");
  return actsAsButton(element, "Show", () => reveal(element, words));
}

function reveal(element, words) {
  element.classList.add("shown");
  for (const name of ["role", "tabindex", "title", "aria-label"]) element.removeAttribute(name);
  words.removeAttribute("aria-hidden");
}

function expandable(inside) {
  const quote = h("blockquote.expandable", {}, inside);
  return actsAsButton(quote, "Show all or less", () => quote.classList.toggle("shown"));
}
