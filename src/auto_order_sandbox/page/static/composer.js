// Where the person writes: the field, files, the bot's commands, and its keyboard underneath.

import { api } from "./api.js";
import { addFiles, dropFiles, hasFiles, sendFiles } from "./attachments.js";
import { theChat, setBlocked } from "./chat_view.js";
import { areCommandsShown, hasCommands, hideCommands, markedCommand, moveInCommands, setCommands, showCommands } from "./commands.js";
import { byId, h, icon, replace } from "./dom.js";
import { follow } from "./links.js";
import { attempt } from "./notices.js";
import { glanceAt } from "./people.js";
import { hasKeyboard, isKeyboardOpen, toggleKeyboard } from "./reply_keyboard.js";
import { isChosen, on, theBot, world } from "./world.js";

const drafts = new Map(); // what was left unsent in each chat
let chosen = { bot: 0, user: 0 };
let menu = { type: "commands" };

function build() {
  const words = h("textarea", {
    id: "words", rows: "1", placeholder: "Message", "aria-label": "Message", enterkeyhint: "send",
    "aria-controls": "commands", "aria-autocomplete": "list", autocomplete: "off", dir: "auto",
  });
  const pick = h("input", { id: "pick", type: "file", multiple: true, hidden: true, "aria-hidden": true, tabindex: "-1" });
  replace(
    byId("bottom"),
    h("ul.commands", { id: "commands", role: "listbox", "aria-label": "Commands", hidden: true }),
    h("div.tray", { id: "tray", hidden: true }),
    h("form.composer", { id: "composer" },
      h("button.ghost.round", { type: "button", id: "menu", "aria-label": "Commands", title: "Commands" }, icon("slash")),
      h("button.ghost.round", { type: "button", id: "attach", "aria-label": "Attach a file", title: "Attach a file" }, icon("attach")),
      pick,
      words,
      h("button.ghost.round", { type: "button", id: "keyboard", "aria-label": "Keyboard", title: "Keyboard", hidden: true }, icon("keyboard")),
      h("button.send.round", { type: "submit", "aria-label": "Send", title: "Send" }, icon("send"))),
    h("div.blocked", { id: "blocked", hidden: true }, h("p", {}, "You have blocked this bot."), h("button.primary", { type: "button", onclick: () => void setBlocked(false) }, "Unblock")),
    h("div.reply-keyboard", { id: "reply-keyboard", role: "group", "aria-label": "Bot's keyboard", hidden: true }),
  );
}

async function send() {
  const field = byId("words");
  const words = field.value;
  const { bot, user } = world;
  if (!words.trim() && !hasFiles()) return;
  setWords("");
  try {
    if (hasFiles()) await sendFiles(bot, user, words.trim());
    else await api.send(bot, user, { text: words, ...answering() });
  } catch (error) {
    if (!field.value && isChosen(bot, user)) setWords(words); // nothing that was written is lost
    throw error;
  }
}

/** What a bot that forces a reply is answered: its last message. */
function answering() {
  const chat = theChat();
  if (!chat.keyboard?.force_reply) return {};
  const last = chat.ids.findLast((id) => chat.messages.get(id).direction === "out");
  return last ? { reply_to_message_id: last } : {};
}

export function setWords(words) {
  const field = byId("words");
  field.value = words;
  grow(field);
  hideCommands();
}

function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
}

function say(command) {
  setWords("");
  void attempt(() => api.send(world.bot, world.user, { text: command }));
}

function press(event) {
  const isPlain = !event.shiftKey && !event.isComposing;
  if (event.key === "Escape" && areCommandsShown()) hideCommands();
  else if (event.key === "ArrowDown" && moveInCommands(1)) event.preventDefault();
  else if (event.key === "ArrowUp" && moveInCommands(-1)) event.preventDefault();
  else if (event.key === "Enter" && isPlain) {
    event.preventDefault();
    const command = markedCommand();
    if (command) say(command);
    else void attempt(send);
  }
}

function openMenu() {
  if (menu.type === "web_app") {
    void follow(menu.web_app?.url ?? "", { title: "A phone would open this web app" });
    return;
  }
  const field = byId("words");
  if (areCommandsShown()) {
    setWords("");
    return;
  }
  field.value = "/";
  field.focus();
  showCommands("/", say);
}

function drawBlocked() {
  const isBlocked = glanceAt(world.bot, world.user).blocked;
  byId("composer").hidden = isBlocked;
  byId("blocked").hidden = !isBlocked;
  if (isBlocked) byId("reply-keyboard").hidden = true;
}

const keyOf = ({ bot, user }) => `${bot}:${user}`;

function changeChat() {
  const { bot, user } = world;
  const isSameChat = !chosen.bot && chosen.user === user; // the bot that was waited for has come
  drafts.set(keyOf(chosen), byId("words").value);
  chosen = { bot, user };
  setCommands([]);
  if (!isSameChat) {
    dropFiles();
    setWords(drafts.get(keyOf(chosen)) ?? "");
  }
  drawBlocked();
}

function drawKeyboardButton({ keyboard }) {
  const button = byId("keyboard");
  button.hidden = !hasKeyboard();
  button.classList.toggle("on", isKeyboardOpen());
  button.setAttribute("aria-pressed", String(isKeyboardOpen()));
  byId("words").placeholder = keyboard?.input_field_placeholder || "Message";
  drawBlocked();
}

function takeFiles(transfer, event) {
  if (!transfer?.files.length) return;
  event.preventDefault();
  addFiles(transfer.files);
  byId("words").focus();
}

function setUpDropping() {
  const phone = document.querySelector(".phone");
  const show = (isOver) => phone.classList.toggle("dropping", isOver);
  phone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    show(true);
  });
  phone.addEventListener("dragleave", (event) => !phone.contains(event.relatedTarget) && show(false));
  phone.addEventListener("drop", (event) => {
    show(false);
    takeFiles(event.dataTransfer, event);
  });
}

function startTypingFromAnywhere(event) {
  const isBusy = event.target.closest("input, textarea, select, dialog, [role=tabpanel]");
  if (event.key !== "/" || isBusy || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  openMenu();
}

export function setUpComposer() {
  build();
  const field = byId("words");
  const pick = byId("pick");
  byId("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    void attempt(send);
    field.focus();
  });
  field.addEventListener("keydown", press);
  field.addEventListener("blur", hideCommands);
  field.addEventListener("input", () => {
    grow(field);
    showCommands(field.value, say);
  });
  field.addEventListener("paste", (event) => takeFiles(event.clipboardData, event));
  byId("menu").addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  byId("menu").addEventListener("click", openMenu);
  byId("attach").addEventListener("click", () => pick.click());
  pick.addEventListener("change", () => {
    addFiles(pick.files);
    pick.value = "";
    field.focus();
  });
  byId("keyboard").addEventListener("click", toggleKeyboard);
  document.addEventListener("keydown", startTypingFromAnywhere);
  setUpDropping();
  on("chosen", changeChat);
  on("glances", drawBlocked);
  on("keyboard-drawn", drawKeyboardButton);
  on("draft", ({ inline }) => setWords(`@${theBot()?.username ?? ""} ${inline}`));
  on("surroundings-known", ({ surroundings }) => {
    setCommands(surroundings.commands);
    menu = surroundings.menu_button;
    byId("menu").hidden = menu.type !== "web_app" && !hasCommands();
    if (document.activeElement === field) showCommands(field.value, say); // who was quicker sees them now
  });
}
