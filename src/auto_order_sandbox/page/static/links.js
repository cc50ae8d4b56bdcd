// Where links and buttons with an address lead. Only harmless schemes are followed, and never unasked.

import { api } from "./api.js";
import { h, icon } from "./dom.js";
import { ask, attempt } from "./notices.js";
import { choose, world } from "./world.js";

const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

/** The address as a browser may follow it, or null. Without a scheme it is one of the web. */
export function readAddress(text) {
  const hasScheme = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/:]+:\d/.test(text);
  try {
    const url = new URL(hasScheme ? text : `https://${text}`);
    return SCHEMES.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

/** A link in a text. One to a bot of this sandbox opens the chat, as it would on a phone. */
export function link(address, ...children) {
  const url = readAddress(address);
  if (!url) return h("span", {}, ...children);
  const open = (event) => {
    if (followHere(url)) event.preventDefault();
  };
  const properties = { href: url.href, target: "_blank", rel: "noopener noreferrer", onclick: open };
  return h("a", properties, ...children);
}

/** Follow a button's address, after asking. */
export async function follow(address, { title = "Open this link?" } = {}) {
  const url = readAddress(address);
  if (url && followHere(url)) return;
  const way = url && h("a.button.primary", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, icon("out"), "Open");
  way?.addEventListener("click", () => way.closest("dialog").close("open"));
  const cancel = h("button", { value: "" }, url ? "Cancel" : "Close");
  await ask({ title, body: [h("p.address", {}, address)], buttons: [cancel, way].filter(Boolean) });
}

function followHere(url) {
  const name = url.hostname === "t.me" ? url.pathname.slice(1) : url.searchParams.get("domain");
  const bot = world.bots.find((one) => one.username?.toLowerCase() === name?.toLowerCase());
  if (!bot || (url.hostname !== "t.me" && url.protocol !== "tg:")) return false;
  choose({ bot: bot.id });
  const start = url.searchParams.get("start");
  if (start !== null) void attempt(() => api.send(bot.id, world.user, { text: `/start ${start}`.trim() }));
  return true;
}
