// The sandbox's own time, and the buttons that put it forward.

import { api } from "./api.js";
import { byId, h, replace } from "./dom.js";
import { secondsOf, shortDayOf, spanOf } from "./format.js";
import { attempt } from "./notices.js";
import { emit, on } from "./world.js";

const STEPS = [["+1 min", 60, "a minute"], ["+15 min", 900, "15 minutes"], ["+1 h", 3600, "an hour"], ["+1 day", 86400, "a day"]];
const A_SECOND = 1000;
const NOTEWORTHY = 30_000; // milliseconds by which the clocks may differ unmentioned
let ahead = 0; // milliseconds

/** The moment in the sandbox. */
export const now = () => Date.now() + ahead;

function draw() {
  byId("clock-time").textContent = secondsOf(now());
  const lead = ahead > NOTEWORTHY ? ` · ${spanOf(ahead / A_SECOND)} ahead` : "";
  byId("clock-day").textContent = `${shortDayOf(now())}${lead}`;
}

export function setUpClock() {
  const steps = STEPS.map(([label, seconds, words]) =>
    h("button.small", { type: "button", title: `Let ${words} pass`, onclick: () => void attempt(() => api.advance(seconds)) }, label));
  replace(
    byId("clock"),
    h("div.clock-face", { title: "The sandbox's clock: invoices and limits go by it" }, h("time", { id: "clock-time" }), h("small", { id: "clock-day" })),
    h("div.clock-steps", { role: "group", "aria-label": "Put the clock forward" }, steps),
  );
  on("clock", ({ now: moment }) => {
    ahead = new Date(moment).getTime() - Date.now();
    draw();
  });
  draw();
  setInterval(() => {
    draw();
    emit("second");
  }, A_SECOND);
}
