// Every call that a bot makes, the newest first; its parameters unfold.

import { api } from "./api.js";
import { byId, h, icon, replace } from "./dom.js";
import { secondsOf } from "./format.js";
import { on, world } from "./world.js";

const SHOWN = 300;
const QUIET = new Set(["getUpdates"]); // asked for all the time, and left out unless wanted

let seq = 0;
let words = "";
let withQuiet = false;
let isPaused = false;
let kept = []; // the newest last
let waiting = [];

/** Ask for the calls since the last one that is known. */
export async function lookAtCalls() {
  const answer = await api.calls(seq);
  hear(...answer.calls);
}

export function forgetCalls() {
  seq = 0;
  kept = [];
  drawAll();
}

function hear(...calls) {
  for (const call of calls) {
    if (call.seq <= seq) continue;
    seq = call.seq;
    kept.push(call);
    if (!waiting.length) requestAnimationFrame(flush);
    waiting.push(call);
  }
  if (kept.length > SHOWN * 2) kept = kept.slice(-SHOWN);
}

/** Draw what came since the last frame; of a flood only its end. */
function flush() {
  const fresh = waiting.slice(-SHOWN).filter(isWanted);
  waiting = [];
  if (isPaused || !fresh.length) return;
  const list = byId("call-list");
  list.prepend(...fresh.reverse().map(draw));
  while (list.children.length > SHOWN) list.lastElementChild.remove();
  byId("no-calls").hidden = true;
}

function isWanted(call) {
  if (QUIET.has(call.method) && !withQuiet && call.ok) return false;
  return !words || `${call.method} ${call.description ?? ""} ${call.parameters.chat_id ?? ""}`.toLowerCase().includes(words);
}

function drawAll() {
  const shown = kept.filter(isWanted).slice(-SHOWN).reverse();
  replace(byId("call-list"), shown.map(draw));
  byId("no-calls").hidden = shown.length > 0;
}

function draw(call) {
  const details = h("details", { ontoggle: () => unfold(details, call) }, h("summary", {},
    h("span.status", { dataset: { good: String(call.ok) }, title: call.status ? `HTTP ${call.status}` : "No answer" }, call.status || "none"),
    h("b", {}, call.method),
    whose(call),
    h("span.took", {}, `${call.duration_ms < 10 ? call.duration_ms.toFixed(1) : Math.round(call.duration_ms)} ms`),
    h("time", {}, secondsOf(new Date(call.at)))));
  return h("li", { dataset: { method: call.method } }, details);
}

function whose(call) {
  const person = world.people.find((one) => String(one.id) === String(call.parameters.chat_id));
  const bot = world.bots.length > 1 && world.bots.find((one) => one.id === call.bot);
  return h("span.whose", {}, [bot && bot.first_name, person && `→ ${person.first_name}`].filter(Boolean).join(" "));
}

function unfold(details, call) {
  if (!details.open || details.dataset.isFilled) return;
  details.dataset.isFilled = "yes";
  if (!call.ok) details.append(h("p.description", {}, call.description || "No answer was given."));
  const names = Object.keys(call.parameters);
  details.append(names.length ? h("dl", {}, names.map((name) => [h("dt", {}, name), h("dd", {}, h("pre", {}, readable(call.parameters[name])))])) : h("p.about", {}, "No parameters"));
}

function readable(value) {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

export function setUpCalls() {
  const search = h("input", { type: "search", placeholder: "Filter by method", "aria-label": "Filter calls", oninput: (event) => {
    words = event.target.value.trim().toLowerCase();
    drawAll();
  } });
  const quiet = h("label.check", {}, h("input", { type: "checkbox", onchange: (event) => {
    withQuiet = event.target.checked;
    drawAll();
  } }), "getUpdates");
  const pause = h("button.small", { type: "button", "aria-pressed": "false", onclick: () => {
    isPaused = !isPaused;
    pause.setAttribute("aria-pressed", String(isPaused));
    if (!isPaused) drawAll();
  } }, "Pause");
  const none = h("div.nothing", { id: "no-calls" }, icon("list"), h("p", {}, "No calls yet."), h("p", {}, `Point a bot at ${location.origin}: all that it asks for appears here.`));
  replace(byId("calls"), h("div.calls-head", {}, search, quiet, pause), none, h("ol.calls", { id: "call-list", "aria-label": "Calls, newest first" }));
  on("call", ({ call }) => hear(call));
}
