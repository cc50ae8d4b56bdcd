// Puts the page together, and brings it up to date whenever the line to the sandbox is there anew.

import { forgetCalls, lookAtCalls, setUpCalls } from "./calls.js";
import { forgetChats, syncChats } from "./chat.js";
import { setUpChat } from "./chat_view.js";
import { setUpClock } from "./clock.js";
import { setUpComposer } from "./composer.js";
import { byId, icon, replace, soon } from "./dom.js";
import { setUpFaults } from "./faults.js";
import { attempt, copy } from "./notices.js";
import { setUpPanel } from "./panel.js";
import { lookAtPayments, setUpPayments } from "./payments.js";
import { glance, setUpPeople } from "./people.js";
import { setUpReplyKeyboard } from "./reply_keyboard.js";
import { listen } from "./stream.js";
import { emit, look, on } from "./world.js";

const THEMES = [["auto", "theme", "Colours as on this machine"], ["light", "sun", "Light colours"], ["dark", "moon", "Dark colours"]];
const SLOW_START = 400; // milliseconds without a line before it is mentioned

function setUpTheme() {
  const button = byId("theme");
  const root = document.documentElement;
  const draw = () => {
    const [, symbol, words] = THEMES.find(([name]) => name === root.dataset.theme) ?? THEMES[0];
    replace(button, icon(symbol));
    button.title = `${words} – change`;
    button.setAttribute("aria-label", words);
  };
  button.addEventListener("click", () => {
    const at = THEMES.findIndex(([name]) => name === root.dataset.theme);
    [root.dataset.theme] = THEMES[(at + 1) % THEMES.length];
    localStorage.setItem("theme", root.dataset.theme);
    draw();
  });
  draw();
}

async function catchUp() {
  if (!(await look())) {
    forgetChats();
    forgetCalls();
    emit("reopen");
  }
  syncChats();
  await Promise.all([glance(), lookAtPayments(), lookAtCalls()]);
  document.documentElement.dataset.ready = "yes";
}

function setUpAddress() {
  const button = byId("address");
  button.querySelector("code").textContent = location.origin;
  button.addEventListener("click", () => void copy(location.origin));
}

function setUpLine() {
  let timer = 0;
  const show = (isUp) => {
    const place = byId("link-state");
    place.dataset.up = String(isUp);
    place.textContent = isUp ? "Live" : "Reconnecting…";
  };
  on("line", ({ isUp }) => {
    clearTimeout(timer);
    if (isUp) show(true);
    else timer = setTimeout(show, SLOW_START, false);
  });
}

setUpTheme();
setUpLine();
setUpAddress();
setUpClock();
setUpPeople();
setUpComposer();
setUpReplyKeyboard();
setUpChat();
setUpPanel();
setUpPayments();
setUpFaults();
setUpCalls();
const lookSoon = soon(() => void attempt(async () => {
  await look();
  await glance();
}), 100);
on("bot", lookSoon);
on("user", lookSoon);
listen(() => void attempt(catchUp));
