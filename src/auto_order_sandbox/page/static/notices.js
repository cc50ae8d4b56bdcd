// What is said over the chat: short notes that go by themselves, and boxes that want an answer.

import { byId, h } from "./dom.js";

const SHOWN_FOR = 3200; // milliseconds, and a little more for each letter
const FOR_A_LETTER = 45;
let timer = 0;

export function toast(text, { isBad = false } = {}) {
  const place = byId("toast");
  place.textContent = text;
  place.classList.toggle("bad", isBad);
  place.classList.add("shown");
  clearTimeout(timer);
  timer = setTimeout(() => place.classList.remove("shown"), SHOWN_FOR + FOR_A_LETTER * text.length);
}

/** Say why something did not work. */
export const complain = (error) => toast(error.message, { isBad: true });

/** Do something with the sandbox; when it declines, its sentence is shown. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/** A box in front of everything; gives the value of the button that closed it, "" for none. */
export function ask({ title, body = [], buttons, label = title }) {
  const dialog = h(
    "dialog.box",
    { "aria-label": label },
    h("form", { method: "dialog" }, title && h("h2", {}, title), body, h("div.buttons", {}, buttons)),
  );
  document.body.append(dialog);
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      done(dialog.returnValue);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close("");
    });
    dialog.showModal();
  });
}

/** An alert of the bot: it stays until it is closed. */
export function alertBox(title, text) {
  const ok = h("button.primary", { value: "ok", autofocus: true }, "OK");
  return ask({ title, body: [h("p.words", {}, text)], buttons: [ok] });
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("This browser does not let the page copy.", { isBad: true });
  }
}
