// The buttons under a message, and what happens when one is tapped.

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { follow } from "./links.js";
import { attempt, copy, toast } from "./notices.js";
import { emit, on } from "./world.js";

const PATIENCE = 15_000; // milliseconds until a button stops waiting for the bot
const waiting = new Map(); // callback query id -> key of the button
const answered = new Set(); // answers may come before the tap is known to have arrived
const busy = new Set(); // keys of buttons that wait

const CORNERS = [
  ["url", "out"], ["login_url", "out"], ["web_app", "app"], ["copy_text", "copy"],
  ["switch_inline_query", "out"], ["switch_inline_query_current_chat", "out"], ["switch_inline_query_chosen_chat", "out"],
];

/** The rows of a message's inline keyboard, or null. */
export function inlineKeyboard(chat, message) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows?.length) return null;
  const seen = new Map(); // label -> how many buttons with it stand before
  return h("div.keys", { role: "group", "aria-label": "Buttons" }, rows.map((row) => h("div.keys-row", {}, row.map((button) => {
    const index = seen.get(button.text) ?? 0;
    seen.set(button.text, index + 1);
    return drawKey(chat, message, button, index);
  }))));
}

function drawKey(chat, message, button, index) {
  const key = `${chat.bot}:${chat.user}:${message.message_id}:${index}:${button.text}`;
  const corner = CORNERS.find(([kind]) => kind in button);
  const drawn = h(
    "button.key",
    { type: "button", dataset: { key }, onclick: () => void attempt(() => tap(chat, message, button, index, key)) },
    h("span", {}, button.text),
    corner && icon(corner[1]),
  );
  if (button.style) drawn.classList.add(button.style);
  if ("disabled" in button) drawn.disabled = true;
  showBusy(drawn);
  return drawn;
}

function showBusy(drawn) {
  const isBusy = busy.has(drawn.dataset.key);
  drawn.classList.toggle("busy", isBusy);
  drawn.toggleAttribute("aria-busy", isBusy);
}

function setBusy(key, isBusy) {
  if (isBusy) busy.add(key);
  else busy.delete(key);
  for (const drawn of document.querySelectorAll(".key")) if (drawn.dataset.key === key) showBusy(drawn);
}

async function tap(chat, message, button, index, key) {
  const wish = { message_id: message.message_id, text: button.text, index };
  const tapped = await api.tap(chat.bot, chat.user, wish);
  await (HAPPENS[tapped.kind] ?? (() => {}))(tapped, { key, chat });
}

const HAPPENS = {
  callback: (tapped, { key }) => waitFor(tapped.callback_query_id, key),
  url: (tapped) => follow(tapped.url),
  login_url: (tapped) => follow(tapped.url, { title: "Log in there with Telegram?" }),
  web_app: (tapped) => follow(tapped.url, { title: "A phone would open this web app" }),
  copy_text: (tapped) => copy(tapped.text),
  inline: (tapped) => emit("draft", { inline: tapped.query }),
};

function waitFor(query, key) {
  if (answered.delete(query)) return;
  waiting.set(query, key);
  setBusy(key, true);
  setTimeout(() => giveUp(query), PATIENCE);
}

function giveUp(query) {
  if (!waiting.has(query)) return;
  setBusy(waiting.get(query), false);
  waiting.delete(query);
  toast("The bot has not answered this tap. It should call answerCallbackQuery.", { isBad: true });
}

on("chat-toast", ({ toast: { callback_query_id: query } }) => {
  if (!query) return;
  if (waiting.has(query)) {
    setBusy(waiting.get(query), false);
    waiting.delete(query);
  } else {
    answered.add(query);
    setTimeout(() => answered.delete(query), PATIENCE);
  }
});
