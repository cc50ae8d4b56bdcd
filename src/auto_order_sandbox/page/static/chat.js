// What was said in each chat, kept in step with the sandbox.
//
// Every change in a chat has the next number. A number that is skipped means that something was missed,
// and the page asks for all that changed since the last one it has.

import { api } from "./api.js";
import { emit, isChosen, on } from "./world.js";

const MOST_MESSAGES = 1000;
const SLACK = 100; // how many more there may be before the oldest go
const MOST_CHATS = 12;
const AGAIN_AFTER = 1000; // milliseconds

class Chat {
  constructor(bot, user) {
    this.bot = bot;
    this.user = user;
    this.forget();
  }

  forget() {
    this.messages = new Map();
    this.keyboard = null;
    this.seq = 0;
    this.heard = 0;
    this.isLoaded = false;
  }

  get isShown() {
    return isChosen(this.bot, this.user);
  }

  /** Ids from the oldest message to the newest. */
  get ids() {
    return [...this.messages.keys()].sort((one, other) => one - other);
  }

  /** Apply a change when it is the next one; when one is missing, ask. */
  hear(seq, change) {
    this.heard = Math.max(this.heard, seq);
    if (!this.isLoaded || seq <= this.seq) return;
    if (seq > this.seq + 1) {
      void this.sync();
      return;
    }
    this.seq = seq;
    change();
  }

  /** Ask for what changed since, until nothing is missing. */
  sync() {
    this.syncing ??= this.#sync().finally(() => {
      this.syncing = undefined;
      if (this.heard > this.seq && this.isLoaded) void this.sync();
    });
    return this.syncing;
  }

  async #sync() {
    let answer;
    try {
      answer = await api.messages(this.bot, this.user, this.seq);
    } catch {
      await new Promise((done) => setTimeout(done, AGAIN_AFTER));
      return;
    }
    const isFirst = !this.isLoaded;
    const changed = answer.messages.filter((message) => this.take(message)).map((one) => one.message_id);
    const toasts = isFirst ? [] : answer.toasts.filter((toast) => toast.seq > this.seq);
    if (answer.seq >= this.seq) this.keyboard = answer.reply_keyboard;
    this.seq = Math.max(this.seq, answer.seq);
    this.isLoaded = true;
    this.prune();
    emit(isFirst ? "chat-loaded" : "chat-changed", { chat: this, ids: changed });
    emit("chat-keyboard", { chat: this });
    for (const toast of toasts) emit("chat-toast", { chat: this, toast });
  }

  /** Take a message in, or out if it was deleted; false when a newer state of it is here already. */
  take(message) {
    const known = this.messages.get(message.message_id);
    if (known && known.seq >= message.seq) return false;
    if (message.deleted) return this.messages.delete(message.message_id);
    this.messages.set(message.message_id, message);
    return true;
  }

  prune() {
    if (this.messages.size <= MOST_MESSAGES + SLACK) return;
    for (const id of this.ids.slice(0, -MOST_MESSAGES)) this.messages.delete(id);
  }
}

const chats = new Map();

/** The chat of a bot with a person. The ones not looked at for longest are forgotten. */
export function chatOf(bot, user) {
  const key = `${bot}:${user}`;
  const chat = chats.get(key) ?? new Chat(bot, user);
  chats.delete(key);
  chats.set(key, chat);
  if (chats.size > MOST_CHATS) chats.delete(chats.keys().next().value);
  return chat;
}

export function forgetChats() {
  chats.clear();
}

/** Bring every chat that is kept up to date. */
export function syncChats() {
  for (const chat of chats.values()) if (chat.isLoaded) void chat.sync();
}

const find = (event) => chats.get(`${event.bot}:${event.chat_id}`);

function hearMessage(event) {
  const chat = find(event);
  chat?.hear(event.message.seq, () => {
    chat.take(event.message);
    chat.prune();
    emit("chat-changed", { chat, ids: [event.message.message_id] });
  });
}

on("message", hearMessage);
on("edited", hearMessage);
on("deleted", (event) => {
  const chat = find(event);
  chat?.hear(event.seq, () => {
    chat.messages.delete(event.message_id);
    emit("chat-changed", { chat, ids: [event.message_id] });
  });
});
on("reply_keyboard", (event) => {
  const chat = find(event);
  chat?.hear(event.seq, () => {
    chat.keyboard = event.reply_keyboard;
    emit("chat-keyboard", { chat });
  });
});
on("toast", (event) => {
  const chat = find(event);
  chat?.hear(event.toast.seq, () => emit("chat-toast", { chat, toast: event.toast }));
});
