// The bot's commands: a list to pick from, opened by its button or by typing a slash.

import { byId, h, replace } from "./dom.js";

let commands = [];
let shown = [];
let at = -1;

export const setCommands = (list) => {
  commands = list;
};
export const hasCommands = () => commands.length > 0;
export const areCommandsShown = () => shown.length > 0;

/** Show those that begin with what is typed; all of them for "/". */
export function showCommands(typed, pick) {
  const isCommand = /^\/\w*$/.test(typed);
  shown = isCommand ? commands.filter((one) => one.command.startsWith(typed.slice(1).toLowerCase())) : [];
  at = -1;
  const list = byId("commands");
  list.hidden = !shown.length;
  replace(list, shown.map((one, index) => option(one, index, pick)));
  mark();
}

export const hideCommands = () => showCommands("");

function option(one, index, pick) {
  const choose = (event) => {
    event.preventDefault();
    pick(`/${one.command}`);
  };
  return h("li", { id: `command-${index}`, role: "option", onmousedown: choose }, h("b", {}, `/${one.command}`), h("span", {}, one.description));
}

/** Move up or down in the list; gives whether there was one to move in. */
export function moveInCommands(step) {
  if (!shown.length) return false;
  at = (at + step + shown.length + (at < 0 && step < 0 ? 1 : 0)) % shown.length;
  mark();
  return true;
}

export const markedCommand = () => (at < 0 ? null : `/${shown[at].command}`);

function mark() {
  const field = byId("words");
  [...byId("commands").children].forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
  if (at < 0) field.removeAttribute("aria-activedescendant");
  else field.setAttribute("aria-activedescendant", `command-${at}`);
}
