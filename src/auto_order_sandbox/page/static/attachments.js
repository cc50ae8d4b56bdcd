// Files on their way: picked, pasted or dropped, looked at, sent with what is written as their caption.

import { api } from "./api.js";
import { byId, h, icon, replace } from "./dom.js";
import { sizeOf } from "./format.js";

const PHOTOS = new Set(["image/png", "image/jpeg", "image/webp", "image/gif"]);
let files = [];
let asDocuments = false;

export const hasFiles = () => files.length > 0;

export function addFiles(list) {
  for (const file of list) files.push({ file, url: PHOTOS.has(file.type) ? URL.createObjectURL(file) : null });
  draw();
}

export function dropFiles() {
  for (const { url } of files) if (url) URL.revokeObjectURL(url);
  files = [];
  asDocuments = false;
  draw();
}

function dropOne(one) {
  if (one.url) URL.revokeObjectURL(one.url);
  files = files.filter((other) => other !== one);
  draw();
}

/** Send all of them, each as a message; the caption goes with the first. What failed stays. */
export async function sendFiles(bot, user, caption) {
  let words = caption;
  while (files.length) {
    const [{ file, url }] = files;
    const form = new FormData();
    form.append(url && !asDocuments ? "photo" : "document", file, file.name || "file");
    if (words) form.append("caption", words);
    await api.sendFile(bot, user, form);
    words = "";
    dropOne(files[0]);
  }
  asDocuments = false;
}

function draw() {
  const tray = byId("tray");
  tray.hidden = !files.length;
  replace(tray, h("ul", {}, files.map(drawFile)), files.some((one) => one.url) && choice());
}

function drawFile(one) {
  const picture = one.url ? h("img", { src: one.url, alt: "" }) : h("span.file-icon", {}, icon("file"));
  const remove = h("button.ghost.round", { type: "button", "aria-label": `Leave out ${one.file.name}`, onclick: () => dropOne(one) }, icon("close"));
  return h("li", {}, picture, h("span.file-about", {}, h("b", {}, one.file.name || "file"), h("small", {}, sizeOf(one.file.size))), remove);
}

function choice() {
  const box = h("input", { type: "checkbox", checked: asDocuments, onchange: (event) => (asDocuments = event.target.checked) });
  return h("label.check", {}, box, "Send as files");
}
