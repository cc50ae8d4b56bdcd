// Whose phone this is, and which bot is open on it: the list on the side, with what each has yet to read.

import { api } from "./api.js";
import { arrange, byId, h, replace, setBadge, soon } from "./dom.js";
import { initialsOf } from "./format.js";
import { summaryOf } from "./message.js";
import { ask, attempt, toast } from "./notices.js";
import { choose, emit, isChosen, look, on, world } from "./world.js";

const HUES = 6; // how many colours round pictures have
const MOST_BOTS_COUNTED = 20;
const MOST_SHOWN = 60;
const glances = new Map(); // "bot:user" -> { started, blocked, unread, last }

const keyOf = (bot, user) => `${bot}:${user}`;
export const glanceAt = (bot, user) => glances.get(keyOf(bot, user)) ?? { started: false, blocked: false, unread: 0, last: null };
const change = (bot, user, news) => glances.set(keyOf(bot, user), { ...glanceAt(bot, user), ...news });

/** A round picture with the first letters of a name. */
export function dressAvatar(element, id, name) {
  element.textContent = initialsOf(name);
  element.dataset.hue = String(Math.abs(id) % HUES);
}

function avatar(id, name) {
  const element = h("span.avatar", { "aria-hidden": true });
  dressAvatar(element, id, name);
  return element;
}

/** Ask for every chat of the bots at a glance. */
export async function glance() {
  const bots = world.bots.length ? world.bots.slice(0, MOST_BOTS_COUNTED).map((bot) => bot.id) : [0];
  const lists = await Promise.all(bots.map((bot) => api.chats(bot)));
  lists.forEach((list, index) => {
    for (const { user, ...news } of list) change(bots[index], user.id, news);
  });
  emit("glances");
}

function draw() {
  const shown = world.people.filter((person, index) => index < MOST_SHOWN || person.id === world.user);
  const others = world.people.length - shown.length;
  arrange(byId("people"), shown.map(drawPerson), others > 0 && h("li.nobody", {}, `and ${others} more`));
  arrange(byId("bots"), world.bots.length ? world.bots.map(drawBot) : h("li.nobody", {}, "None has called yet"));
}

function drawPerson(person, index) {
  const { last, unread, blocked } = glanceAt(world.bot, person.id);
  const name = person.first_name;
  return row(byId("people"), {
    id: person.id,
    name,
    about: blocked ? "has blocked the bot" : last ? summaryOf(last) : `id ${person.id}`,
    role: person.role,
    unread,
    isChosen: person.id === world.user,
    hint: `${name}, ${person.role ?? "user"} ${person.id}${index < 9 ? ` – Alt+${index + 1}` : ""}`,
    go: () => choose({ user: person.id }),
  });
}

function drawBot(bot) {
  return row(byId("bots"), {
    id: bot.id,
    name: bot.first_name,
    about: `@${bot.username}`,
    unread: glanceAt(bot.id, world.user).unread,
    isChosen: bot.id === world.bot,
    hint: `${bot.first_name}, @${bot.username}`,
    go: () => choose({ bot: bot.id }),
  });
}

/** A row of a list. One that is there already is changed in place, so that neither a click nor the focus is lost. */
function row(list, { id, name, about, role, unread, isChosen: isCurrent, hint, go }) {
  const kept = list.querySelector(`li[data-id="${id}"]`);
  const button = kept?.firstElementChild ?? h("button.row", { type: "button", onclick: go });
  const badge = h("span.badge");
  setBadge(badge, unread);
  if (unread) badge.setAttribute("aria-label", `${unread} unread`);
  const title = h("span.row-name", {}, h("b", {}, name), role && h("small.role", {}, role));
  const words = h("span.row-words", {}, title, h("small.preview", { dir: "auto" }, about));
  button.title = hint;
  if (isCurrent) button.setAttribute("aria-current", "true");
  else button.removeAttribute("aria-current");
  replace(button, avatar(id, name), words, badge);
  return kept ?? h("li", { dataset: { id } }, button);
}

async function addPerson() {
  const id = Math.max(1000, ...world.people.map((one) => one.id).filter((one) => one < 2000)) + 1;
  const field = (label, name, properties) => h("label.field", {}, h("span", {}, label), h("input", { name, autocomplete: "off", ...properties }));
  const body = [
    field("First name", "first_name", { required: true, maxlength: 64, autofocus: true }),
    field("Username", "username", { maxlength: 32, placeholder: "without @, may be empty" }),
    field("Id", "id", { type: "number", required: true, min: 1, value: String(id) }),
    h("label.field", {}, h("span", {}, "Language"), h("select", { name: "language_code" }, h("option", { value: "id" }, "Indonesia"), h("option", { value: "en" }, "English"), h("option", { value: "" }, "not told"))),
  ];
  let wish = null;
  const read = (event) => {
    const form = event.target.closest("form");
    if (form.checkValidity()) wish = Object.fromEntries(new FormData(form));
  };
  const buttons = [h("button", { value: "", formnovalidate: true }, "Cancel"), h("button.primary", { value: "add", onclick: read }, "Add")];
  if ((await ask({ title: "Add someone", body, buttons })) !== "add" || !wish) return;
  const user = { id: Number(wish.id), first_name: wish.first_name, role: "buyer" };
  for (const name of ["username", "language_code"]) if (wish[name]) user[name] = wish[name];
  const added = await attempt(() => api.addUser(user));
  if (!added) return;
  await look();
  choose({ user: added.id });
  toast(`${added.first_name} has a phone now. Send /start.`);
}

function hearMessage({ bot, chat_id: user, message }, isNew) {
  const { last, unread } = glanceAt(bot, user);
  const isLast = !last || message.message_id >= last.message_id;
  const isUnread = isNew && message.direction === "out";
  change(bot, user, { started: true, last: isLast ? message : last, unread: unread + (isUnread ? 1 : 0) });
  drawSoon();
}

const drawSoon = soon(() => emit("glances"), 60);
const glanceSoon = soon(() => void attempt(glance), 300);

/** Tell the sandbox that the chosen chat has been read, when there is somebody to read it. */
const readSoon = soon(() => {
  const { bot, user } = world;
  if (document.hidden || !glanceAt(bot, user).unread) return;
  change(bot, user, { unread: 0 });
  emit("glances");
  void attempt(() => api.read(bot, user));
}, 150);

export function setUpPeople() {
  byId("add-person").addEventListener("click", () => void addPerson());
  document.addEventListener("visibilitychange", readSoon);
  document.addEventListener("keydown", (event) => {
    const person = event.altKey && /^Digit[1-9]$/.test(event.code) && world.people[Number(event.code.at(-1)) - 1];
    if (!person) return;
    event.preventDefault();
    choose({ user: person.id });
  });
  on("message", (event) => hearMessage(event, true));
  on("edited", (event) => hearMessage(event, false));
  on("deleted", glanceSoon);
  on("read", ({ bot, chat_id: user }) => {
    change(bot, user, { unread: 0 });
    drawSoon();
  });
  on("blocked", ({ bot, chat_id: user, blocked }) => {
    change(bot, user, { blocked });
    drawSoon();
    if (isChosen(bot, user)) emit("surroundings");
  });
  for (const kind of ["world", "chosen", "glances"]) on(kind, draw);
  for (const kind of ["chosen", "glances", "chat-loaded"]) on(kind, readSoon);
}

