// The phone: whose chat with which bot, its messages, and what the bot says in passing.

import { api } from "./api.js";
import { chatOf } from "./chat.js";
import { byId, h, icon, replace, setBadge, soon } from "./dom.js";
import { MessageList } from "./message_list.js";
import { alertBox, attempt, copy, toast } from "./notices.js";
import { follow } from "./links.js";
import { dressAvatar, glanceAt } from "./people.js";
import { emit, isChosen, on, theBot, thePerson, world } from "./world.js";

const TYPING_FOR = 5000; // milliseconds, as long as an action of sendChatAction is shown
const ACTIONS = {
  upload_photo: "sending a photo…", upload_document: "sending a file…", upload_video: "sending a video…",
  record_voice: "recording…", upload_voice: "sending a voice message…", choose_sticker: "choosing a sticker…",
};

let surroundings = null; // what the chat endpoint says of the chosen chat
let typing = 0;
let news = 0;
const messages = new MessageList({ came: countNews });

export const theChat = () => chatOf(world.bot, world.user);
export const theSurroundings = () => surroundings;

function countNews(count) {
  news = count ? news + count : 0;
  const button = byId("to-bottom");
  button.hidden = messages.isAtEnd;
  button.setAttribute("aria-label", news ? `${news} new messages, go to the end` : "Go to the end");
  setBadge(byId("new-count"), news);
}

async function open() {
  const chat = theChat();
  surroundings = null;
  stopTyping();
  drawHead();
  if (chat.isLoaded) show(chat);
  else replace(byId("messages"));
  await Promise.all([chat.sync(), surround()]);
}

function show(chat) {
  if (!chat.isShown) return;
  messages.show(chat);
  countNews(0);
  drawEmpty();
}

/** Ask what surrounds the chosen chat: commands, descriptions, whether it has begun. */
async function surround() {
  const { bot, user } = world;
  const found = await attempt(() => api.chat(bot, user));
  if (!found || !isChosen(bot, user)) return;
  surroundings = found;
  emit("surroundings-known", { surroundings });
  drawHead();
  drawEmpty();
}
const surroundSoon = soon(() => void surround(), 120);

function drawHead() {
  const bot = theBot();
  const name = bot?.first_name ?? "No bot yet";
  byId("chat-title").textContent = name;
  dressAvatar(byId("chat-avatar"), bot?.id ?? 0, name);
  if (!typing) byId("chat-status").textContent = bot ? `with ${thePerson()?.first_name ?? ""} · bot` : "waiting for one to call in";
  document.title = bot ? `${thePerson()?.first_name} · ${name}` : "Telegram sandbox";
  drawBlock();
}

function drawBlock() {
  const isBlocked = glanceAt(world.bot, world.user).blocked;
  const label = isBlocked ? "Unblock this bot" : "Block this bot";
  const button = byId("block");
  replace(button, icon("ban"));
  button.classList.toggle("on", isBlocked);
  button.setAttribute("aria-label", label);
  button.setAttribute("aria-pressed", String(isBlocked));
  button.title = label;
}

export const setBlocked = (isBlocked) => attempt(() => api.block(world.bot, world.user, isBlocked));

function drawEmpty() {
  const chat = theChat();
  const isEmpty = chat.isLoaded && chat.messages.size === 0;
  const place = byId("empty");
  place.hidden = !isEmpty;
  if (isEmpty) replace(place, ...(theBot() ? invitation() : waiting()));
}

function invitation() {
  const bot = theBot();
  const picture = h("span.avatar.large", { "aria-hidden": true });
  dressAvatar(picture, bot.id, bot.first_name);
  const about = surroundings?.description || "Nothing has been said here yet.";
  const start = h("button.primary", { type: "button", onclick: () => void attempt(() => api.send(world.bot, world.user, { text: "/start" })) }, "Start");
  return [picture, h("h3", {}, bot.first_name), h("p", {}, about), start, h("p.hint", {}, "Send /start to begin")];
}

function waiting() {
  const address = h("code", {}, location.origin);
  const button = h("button", { type: "button", onclick: () => void copy(location.origin) }, icon("copy"), "Copy the address");
  return [
    h("span.avatar.large.pulse", { "aria-hidden": true }, "…"),
    h("h3", {}, "Waiting for a bot"),
    h("p", {}, "Give any bot this address in place of api.telegram.org. Any token will do, such as 42:TEST."),
    h("p", {}, address),
    button,
    h("p.hint", {}, "What you write now will wait for it"),
  ];
}

function startTyping({ bot, chat_id: user, action }) {
  if (!isChosen(bot, user)) return;
  stopTyping();
  if (action === "cancel") return;
  byId("chat-status").textContent = ACTIONS[action] ?? "typing…";
  byId("chat-status").classList.add("typing");
  typing = setTimeout(stopTyping, TYPING_FOR);
}

function stopTyping() {
  if (!typing) return;
  clearTimeout(typing);
  typing = 0;
  byId("chat-status").classList.remove("typing");
  drawHead();
}

function hearToast({ chat, toast: said }) {
  if (!chat.isShown) return;
  if (said.url) void follow(said.url);
  else if (said.text && said.show_alert) void alertBox(theBot()?.first_name, said.text);
  else if (said.text) toast(said.text);
}

export function setUpChat() {
  byId("to-bottom").addEventListener("click", () => messages.toEnd());
  byId("block").addEventListener("click", () => void setBlocked(!glanceAt(world.bot, world.user).blocked));
  on("chosen", () => void open());
  on("reopen", () => void open());
  on("world", drawHead);
  on("glances", drawBlock);
  on("chat-loaded", ({ chat }) => show(chat));
  on("chat-changed", ({ chat, ids }) => {
    if (!chat.isShown) return;
    messages.update(ids);
    if (ids.some((id) => chat.messages.get(id)?.direction === "out")) stopTyping();
    drawEmpty();
    if (surroundings && !surroundings.started) surroundSoon();
  });
  on("chat-toast", hearToast);
  on("typing", startTyping);
  on("bot", surroundSoon);
  on("surroundings", surroundSoon);
}
