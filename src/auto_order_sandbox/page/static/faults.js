// Whatever may go wrong, each a switch: for good, or for the next so many times.

import { api } from "./api.js";
import { byId, h, icon, replace } from "./dom.js";
import { FIGURES, GATEWAY_FAULTS, TELEGRAM_FAULTS } from "./fault_words.js";
import { attempt } from "./notices.js";
import { emit, on } from "./world.js";

const rows = new Map(); // "gateway:webhook_dropped" -> the row's elements
let now = { gateway: {}, telegram: [] };

const isGatewayOn = (name) => Boolean(now.gateway[name]);
const rulesOf = (kind) => now.telegram.filter((rule) => rule.fault === kind);
const usedUp = (rule) => rule.count === 0;

function build() {
  const off = h("button.small", { type: "button", id: "all-off", onclick: () => void attempt(allOff) }, "Switch all off");
  replace(
    byId("faults"),
    h("div.faults-head", {}, h("p", { id: "faults-words" }), off),
    h("h3", {}, "Payment gateway"),
    GATEWAY_FAULTS.map(([title, faults]) => group(title, "gateway", faults)),
    h("h3", {}, "Telegram"),
    TELEGRAM_FAULTS.map(([title, faults]) => group(title, "telegram", faults)),
  );
}

function group(title, half, faults) {
  return h("fieldset.card", {}, h("legend", {}, title), faults.map((fault) => row(half, ...fault)));
}

function row(half, name, title, words, figures) {
  const flick = h("input", { type: "checkbox", role: "switch", "aria-label": `${half === "telegram" ? "Telegram" : "Gateway"}: ${title}`, dataset: { fault: `${half}:${name}` } });
  const fields = new Map();
  const number = (key, label, value, least) => {
    const field = h("input", { type: "number", min: least, value: String(value ?? ""), placeholder: "always" });
    fields.set(key, field);
    return h("label", {}, h("span", {}, label), field);
  };
  const more = h("div.figures", {}, Object.entries(figures).map(([key, value]) => number(key, FIGURES[key], value, 0)));
  more.append(number("count", "how often", "", 1));
  if (half === "telegram") {
    const methods = h("input", { type: "text", placeholder: "any method", spellcheck: "false" });
    fields.set("methods", methods);
    more.append(h("label.wide", {}, h("span", {}, "methods"), methods));
  }
  const shown = { flick, fields, more };
  rows.set(`${half}:${name}`, shown);
  const send = () => void attempt(() => change(half, name, shown));
  flick.addEventListener("change", send);
  for (const field of fields.values()) field.addEventListener("change", () => flick.checked && send());
  const unfold = h("button.ghost.round.unfold", { type: "button", title: "Options", "aria-label": `Options of ${title}`, "aria-expanded": "false", onclick: () => {
    unfold.setAttribute("aria-expanded", String(more.classList.toggle("open")));
  } }, icon("down"));
  const line = h("div.fault-line", {}, h("label", {}, h("span", {}, h("b", {}, title), h("small", {}, words)), flick), unfold);
  return h("div.fault", {}, line, more);
}

function wishOf({ fields }) {
  const wish = {};
  for (const [key, field] of fields) {
    const value = field.value.trim();
    if (!value) continue;
    wish[key] = key === "methods" ? value.split(/[\s,]+/) : Number(value);
  }
  return wish;
}

/** The sandbox takes a half of the faults as a whole: the others stay as they are. */
async function change(half, name, shown) {
  const isOn = shown.flick.checked;
  try {
    if (half === "gateway") await api.setFaults({ gateway: { ...now.gateway, [name]: isOn ? wishOf(shown) : false } });
    else await api.setFaults({ telegram: [...otherRules(name), ...(isOn ? [{ fault: name, ...wishOf(shown) }] : [])] });
  } catch (error) {
    draw();
    throw error;
  }
}

const otherRules = (kind) => now.telegram.filter((rule) => rule.fault !== kind && !usedUp(rule));

const allOff = () => api.setFaults({ gateway: {}, telegram: [] });

function draw() {
  for (const [key, shown] of rows) {
    const [half, name] = key.split(/:(.*)/s);
    const rule = half === "gateway" ? now.gateway[name] : rulesOf(name).find((one) => !usedUp(one));
    shown.flick.checked = Boolean(rule);
    shown.more.classList.toggle("shown", Boolean(rule));
    if (rule) fill(shown.fields, rule);
  }
  const count = GATEWAY_FAULTS.flatMap(([, faults]) => faults).filter(([name]) => isGatewayOn(name)).length +
    now.telegram.filter((rule) => !usedUp(rule)).length;
  byId("all-off").disabled = !count;
  byId("faults-words").textContent = count ? `${count} switched on` : "Everything works. Switch on what is to go wrong.";
  emit("faults-on", { count });
}

function fill(fields, rule) {
  for (const [key, field] of fields) {
    if (field === document.activeElement) continue;
    const value = key === "methods" ? (rule.methods ?? []).join(", ") : rule[key];
    field.value = value ?? "";
  }
}

export function setUpFaults() {
  build();
  on("faults", ({ faults }) => {
    now = { gateway: faults.gateway ?? {}, telegram: faults.telegram ?? [] };
    draw();
  });
}
