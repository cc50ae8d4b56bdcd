// Building elements. Whatever comes from outside becomes a text node or an attribute, never markup.

const SVG = "http://www.w3.org/2000/svg";

/** h("div.card", { id: "x", onclick: f }, "text", child): null and false children are left out. */
export function h(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(properties)) set(element, key, value);
  element.append(...present(children));
  return element;
}

function set(element, key, value) {
  if (value === undefined || value === null || value === false) return;
  if (typeof value === "function") element.addEventListener(key.slice(2), value);
  else if (key === "dataset") Object.assign(element.dataset, value);
  else if (key === "value" || key === "checked" || key === "open") element[key] = value;
  else element.setAttribute(key, value === true ? "" : String(value));
}

function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

export function replace(element, ...children) {
  element.replaceChildren(...present(children));
}

/** Put children in their places, moving none that is there already: a click on one that moves is lost. */
export function arrange(element, ...children) {
  const wanted = present(children);
  const isDone = wanted.length === element.childNodes.length && wanted.every((child, at) => child === element.childNodes[at]);
  if (!isDone) element.replaceChildren(...wanted);
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A count in a badge; none when there is nothing to count. */
export function setBadge(badge, count) {
  badge.hidden = !count;
  badge.textContent = count > 99 ? "99+" : String(count || "");
}

/** Something that acts like a button and cannot be one, because it stands inside of text. */
export function actsAsButton(element, label, act) {
  element.tabIndex = 0;
  element.setAttribute("role", "button");
  if (label) element.title = label;
  element.addEventListener("click", act);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act(event);
  });
  return element;
}

/** Run soon, however often it is asked for meanwhile. */
export function soon(work, milliseconds) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      work();
    }, milliseconds);
  };
}
