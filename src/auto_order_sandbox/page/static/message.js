// One message as it is drawn: who said it, what it carries, its text, when, and the buttons under it.

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { formatted } from "./entities.js";
import { dayOf, timeOf } from "./format.js";
import { inlineKeyboard } from "./inline_keyboard.js";
import { isPicture, medium } from "./media.js";
import { attempt } from "./notices.js";

const LONGEST_QUOTE = 90;
const BIG_EMOJI = /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*){1,3}$/u;

/** An empty place for a message in the list. */
export function placeFor(message) {
  const side = message.direction === "out" ? "out" : "in";
  return h(`li.message.${side}`, { dataset: { id: message.message_id, date: dayOf(message.date * 1000) } });
}

/** Draw the message into its place; a button that had the keyboard's focus has it again after. */
export function drawMessage(place, chat, message) {
  const focused = focusedKey(place);
  place.replaceChildren(h("div.stack", {}, bubble(chat, message), inlineKeyboard(chat, message), reactions(message)));
  if (focused !== null) restoreFocus(place, focused);
}

function focusedKey(place) {
  if (!place.contains(document.activeElement)) return null;
  return [...place.querySelectorAll("button")].indexOf(document.activeElement);
}

function restoreFocus(place, index) {
  const buttons = place.querySelectorAll("button.key");
  const next = buttons[Math.min(Math.max(index, 0), buttons.length - 1)];
  (next ?? document.getElementById("scroller")).focus({ preventScroll: true });
}

function bubble(chat, message) {
  const words = wordsOf(chat, message);
  const shown = medium(message);
  const isBare = Boolean(message.sticker) || (!message.entities && BIG_EMOJI.test(message.text ?? ""));
  const isFramed = isPicture(message);
  const kinds = [isBare && "bare", isFramed && "framed", isFramed && !words && "wordless"].filter(Boolean);
  const when = meta(message);
  const isTextLast = words && !message.show_caption_above_media;
  if (isTextLast) words.append(when);
  const parts = isTextLast ? [shown, words] : [words, shown, when];
  return h(
    ["div.bubble", ...kinds].join("."),
    { dir: "auto" },
    h("span.unseen", {}, message.direction === "out" ? "Bot: " : "You: "),
    forwarded(message),
    quoted(message),
    parts,
    !words && !shown && h("p.service", {}, "Something that this page cannot show"),
  );
}

function wordsOf(chat, message) {
  const text = message.text ?? message.caption;
  if (!text) return null;
  const entities = message.text ? message.entities : message.caption_entities;
  const say = (words) => void attempt(() => api.send(chat.bot, chat.user, { text: words }));
  return h("div.text", { dir: "auto" }, formatted(text, entities, { say }));
}

function meta(message) {
  const at = new Date(message.date * 1000);
  const moment = h("time", { datetime: at.toISOString(), title: `${dayOf(at)} ${timeOf(at)}` }, timeOf(at));
  return h("span.meta", {}, message.pinned && icon("pin"), message.edit_date && "edited ", moment);
}

function forwarded(message) {
  const origin = message.forward_origin;
  if (!origin) return null;
  const name = origin.sender_user?.first_name ?? origin.sender_user_name ?? origin.chat?.title ?? "someone";
  return h("p.forwarded", {}, `Forwarded from ${name}`);
}

function quoted(message) {
  const replied = message.reply_to_message;
  if (!replied) return null;
  const words = message.quote?.text ?? summaryOf(replied);
  const go = () => document.querySelector(`.message[data-id="${Number(replied.message_id)}"]`)?.scrollIntoView({ block: "center" });
  return h("button.quoted", { type: "button", onclick: go }, h("b", {}, replied.from?.first_name ?? ""), h("span", {}, words.slice(0, LONGEST_QUOTE)));
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  const emoji = message.reactions.map((one) => one.emoji).join(" ");
  return h("span.reactions", { "aria-label": `Reaction ${emoji}` }, emoji);
}

/** A message in one line, for lists. */
export function summaryOf(message) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ");
  for (const [kind, words] of SUMMARIES) if (message[kind]) return words;
  return "Message";
}

const SUMMARIES = [
  ["photo", "Photo"], ["sticker", "Sticker"], ["animation", "GIF"], ["document", "File"], ["video", "Video"],
  ["voice", "Voice message"], ["audio", "Audio"], ["video_note", "Video message"], ["contact", "Contact"],
  ["location", "Location"], ["invoice", "Invoice"], ["successful_payment", "Payment"], ["refunded_payment", "Refund"],
];
