// The keyboard that a bot puts under the chat. Its buttons write for the person.

import { api } from "./api.js";
import { byId, h, replace } from "./dom.js";
import { follow } from "./links.js";
import { ask, attempt, toast } from "./notices.js";
import { theChat } from "./chat_view.js";
import { emit, on, thePerson, world } from "./world.js";

const PHONE = "+628120000"; // and the person's id behind it
const JAKARTA = { latitude: -6.1754, longitude: 106.8272 };
let isOpen = true;

export const hasKeyboard = () => Boolean(theChat().keyboard?.keyboard?.length);
export const isKeyboardOpen = () => isOpen;

export function toggleKeyboard() {
  isOpen = !isOpen;
  draw();
}

function draw() {
  const keyboard = theChat().keyboard;
  const place = byId("reply-keyboard");
  const rows = keyboard?.keyboard ?? [];
  place.hidden = !rows.length || !isOpen;
  place.classList.toggle("small", Boolean(keyboard?.resize_keyboard));
  replace(place, rows.map((row) => h("div.keys-row", {}, row.map(drawKey))));
  emit("keyboard-drawn", { keyboard });
}

function drawKey(button) {
  const given = typeof button === "string" ? { text: button } : button;
  const key = h("button.key", { type: "button", onclick: () => void attempt(() => press(given)) }, h("span", {}, given.text));
  if (given.style) key.classList.add(given.style);
  return key;
}

async function press(button) {
  const { bot, user } = world;
  if (button.request_contact) return shareContact();
  if (button.request_location) return share("Share a place?", "A place in Jakarta will be sent.", { location: JAKARTA });
  if (button.web_app) return follow(button.web_app.url, { title: "A phone would open this web app" });
  const isOther = button.request_users || button.request_chat || button.request_poll;
  if (isOther) return toast("The sandbox cannot do what this button asks for.", { isBad: true });
  return api.send(bot, user, { text: button.text });
}

function shareContact() {
  const number = `${PHONE}${world.user}`;
  return share("Share your phone number?", `${thePerson().first_name}, ${number}`, { contact: { phone_number: number } });
}

async function share(title, words, content) {
  const { bot, user } = world;
  const buttons = [h("button", { value: "" }, "Cancel"), h("button.primary", { value: "share" }, "Share")];
  if ((await ask({ title, body: [h("p", {}, words)], buttons })) === "share") await api.send(bot, user, content);
}

export function setUpReplyKeyboard() {
  on("chat-keyboard", ({ chat }) => {
    if (!chat.isShown) return;
    isOpen = true;
    draw();
  });
  on("chosen", draw);
}
