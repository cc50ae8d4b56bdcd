// What goes on behind the chat: three tabs, and on a small screen a sheet over it.

import { byId, setBadge } from "./dom.js";
import { on } from "./world.js";

const TABS = ["payments", "faults", "calls"];
let pending = 0;
let faults = 0;

export function showTab(name, { focus = false } = {}) {
  for (const one of TABS) {
    const tab = byId(`tab-${one}`);
    const isShown = one === name;
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    byId(one).hidden = !isShown;
    if (isShown && focus) tab.focus();
  }
  sessionStorage.setItem("tab", name);
}

function turn(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const now = TABS.findIndex((one) => byId(`tab-${one}`).tabIndex === 0);
  showTab(TABS[(now + step + TABS.length) % TABS.length], { focus: true });
}

export function openPanel(isOpen) {
  const panel = byId("panel");
  const wasInside = panel.contains(document.activeElement);
  panel.classList.toggle("open", isOpen);
  byId("open-panel").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) byId("close-panel").focus();
  else if (wasInside) byId("open-panel").focus();
}

const countAll = () => setBadge(byId("panel-badge"), pending + faults);

export function setUpPanel() {
  for (const one of TABS) byId(`tab-${one}`).addEventListener("click", () => showTab(one));
  document.querySelector("[role=tablist]").addEventListener("keydown", turn);
  byId("open-panel").addEventListener("click", () => openPanel(!byId("panel").classList.contains("open")));
  byId("close-panel").addEventListener("click", () => openPanel(false));
  byId("panel").addEventListener("keydown", (event) => event.key === "Escape" && openPanel(false));
  const last = sessionStorage.getItem("tab");
  showTab(TABS.includes(last) ? last : "payments");
  on("payments-pending", ({ count }) => {
    pending = count;
    setBadge(byId("tab-payments").querySelector(".badge"), count);
    countAll();
  });
  on("faults-on", ({ count }) => {
    faults = count;
    setBadge(byId("tab-faults").querySelector(".badge"), count);
    countAll();
  });
}
