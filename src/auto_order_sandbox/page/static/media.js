// Photos, stickers, files and the other things that a message carries besides text.

import { fileUrl } from "./api.js";
import { h, icon } from "./dom.js";
import { money, sizeOf } from "./format.js";

const LARGEST_SIDE = 320; // CSS pixels; a small picture is not blown up beyond its own size
const LEAST_SIDE = 120;

/** The first thing of the message that is not text, as a node; null when there is only text. */
export function medium(message) {
  for (const [kind, draw] of Object.entries(KINDS)) {
    if (message[kind]) return draw(message[kind], message);
  }
  return null;
}

export const isPicture = (message) => Boolean(message.photo || message.animation || message.video);

const KINDS = {
  animation: (file) => video(file, { autoplay: true, loop: true, muted: true }),
  photo: (sizes, message) => photo(sizes, message),
  video: (file) => video(file, { controls: true }),
  video_note: (file) => h("div.round-video", {}, video({ ...file, width: 240, height: 240 }, { controls: true })),
  sticker,
  voice: (file) => h("audio", { controls: true, preload: "none", src: fileUrl(file.file_id) }),
  audio: (file) => h("div", {}, document_(file), h("audio", { controls: true, preload: "none", src: fileUrl(file.file_id) })),
  document: document_,
  contact: (contact) => card("person", [contact.first_name, contact.last_name].filter(Boolean).join(" "), contact.phone_number),
  location: (place) => card("place", "Location", `${place.latitude}, ${place.longitude}`),
  invoice: (invoice) => h("div.invoice", {}, h("b", {}, invoice.title), h("p", {}, invoice.description), h("strong", {}, priceOf(invoice))),
  successful_payment: (paid) => h("p.service", {}, `You paid ${priceOf(paid)}`),
  refunded_payment: (paid) => h("p.service", {}, `${priceOf(paid)} came back`),
};

export function priceOf({ currency, total_amount: total }) {
  if (currency === "XTR") return `⭐️ ${total}`;
  return currency === "IDR" ? money(total / 100) : `${currency} ${(total / 100).toFixed(2)}`;
}

/** Width and height on the screen, so that nothing moves while the picture is on its way. */
function fit({ width, height }) {
  const longest = Math.max(width, height, 1);
  const scale = Math.min(1, LARGEST_SIDE / longest) * Math.max(1, Math.min(LEAST_SIDE / longest, 4));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

function photo(sizes, message) {
  const largest = sizes[sizes.length - 1];
  const picture = h("img", { src: fileUrl(largest.file_id), alt: message.caption ? "Photo" : "Photo without a caption", ...fit(largest) });
  const open = h("a.photo", { href: fileUrl(largest.file_id), target: "_blank", rel: "noopener" }, picture);
  if (message.has_media_spoiler) {
    open.classList.add("covered");
    open.addEventListener("click", (event) => {
      if (open.classList.contains("covered")) event.preventDefault();
      open.classList.remove("covered");
    });
  }
  return open;
}

function video(file, flags) {
  const element = h("video", { src: fileUrl(file.file_id), preload: "metadata", playsinline: true, ...fit({ width: file.width || LARGEST_SIDE, height: file.height || 180 }), ...flags });
  if (flags.muted) element.muted = true;
  return element;
}

function sticker(one) {
  const size = fit(one);
  if (one.is_video) return h("video.sticker", { src: fileUrl(one.file_id), autoplay: true, loop: true, muted: true, playsinline: true, ...size });
  if (one.is_animated) return h("div.sticker.emoji", { title: "Animated sticker" }, one.emoji || "🙂");
  return h("img.sticker", { src: fileUrl(one.file_id), alt: `Sticker ${one.emoji ?? ""}`.trim(), ...size });
}

function document_(file) {
  const name = file.file_name || file.title || "file";
  const about = [file.performer, sizeOf(file.file_size ?? 0)].filter(Boolean).join(" · ");
  return h(
    "a.file",
    { href: fileUrl(file.file_id), download: name, title: `Download ${name}` },
    h("span.file-icon", {}, icon("download")),
    h("span.file-about", {}, h("b", {}, name), h("small", {}, about)),
  );
}

function card(symbol, title, about) {
  return h("div.file", {}, h("span.file-icon", {}, icon(symbol)), h("span.file-about", {}, h("b", {}, title), h("small", {}, about)));
}
