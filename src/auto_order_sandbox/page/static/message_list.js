// The messages of the chosen chat on the screen: drawn once per frame, in place, the newest part first.

import { byId } from "./dom.js";
import { drawMessage, placeFor } from "./message.js";

const AT_ONCE = 60; // messages drawn at first, and each time the reader goes further back
const NEAR = 80; // pixels from the end that count as being there

export class MessageList {
  /** `came` is told how many messages came in below what is read. */
  constructor({ came }) {
    this.came = came;
    this.list = byId("messages");
    this.scroller = byId("scroller");
    this.chat = null;
    this.places = new Map();
    this.dirty = new Set();
    this.first = Infinity; // the oldest id that is drawn
    this.isAtEnd = true;
    this.top = 0; // where the scroller was when it last moved
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.list);
    new ResizeObserver(() => this.isAtEnd && this.toEnd()).observe(this.scroller);
    const goBack = (entries) => entries.at(-1).isIntersecting && this.#drawEarlier();
    this.edge = new IntersectionObserver(goBack, { root: this.scroller, rootMargin: "400px" });
    this.#watchEdge();
  }

  /** Show a chat from its end. Nothing of it is read aloud: it is not news. */
  show(chat) {
    this.chat = chat;
    this.places.clear();
    this.dirty.clear();
    this.list.setAttribute("aria-busy", "true");
    const ids = chat.ids.slice(-AT_ONCE);
    this.first = ids.length === AT_ONCE ? ids[0] : -Infinity;
    this.list.replaceChildren(...ids.map((id) => this.#draw(id)));
    this.#markDays();
    this.toEnd();
    this.#watchEdge();
    requestAnimationFrame(() => this.list.removeAttribute("aria-busy"));
  }

  /** Draw these messages anew in the next frame. */
  update(ids) {
    if (!this.dirty.size) requestAnimationFrame(() => this.#flush());
    for (const id of ids) this.dirty.add(id);
  }

  toEnd() {
    this.isAtEnd = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  /** Only who scrolls up leaves the end: the page below may also have become longer or shorter. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR;
    const wentUp = scrollTop < this.top;
    this.top = scrollTop;
    if (!isNear && !wentUp) return;
    this.isAtEnd = isNear;
    this.came(0);
  }

  #flush() {
    const ids = [...this.dirty].sort((one, other) => one - other);
    this.dirty.clear();
    let news = 0;
    let isMine = false;
    for (const id of ids) {
      const message = this.chat.messages.get(id);
      const place = this.places.get(id);
      if (!message) this.#remove(id, place);
      else if (place) drawMessage(place, this.chat, message);
      else if (id >= this.first) {
        this.#insert(this.#draw(id), id);
        news += message.direction === "out" ? 1 : 0;
        isMine ||= message.direction === "in";
      }
    }
    this.#dropForgotten();
    this.#markDays();
    if (this.isAtEnd || isMine) this.toEnd();
    else if (news) this.came(news);
  }

  #draw(id) {
    const message = this.chat.messages.get(id);
    const place = placeFor(message);
    drawMessage(place, this.chat, message);
    this.places.set(id, place);
    return place;
  }

  #insert(place, id) {
    let before = this.list.lastElementChild;
    while (before && Number(before.dataset.id) > id) before = before.previousElementSibling;
    if (before) before.after(place);
    else this.list.prepend(place);
  }

  #remove(id, place) {
    if (!place) return;
    if (place.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
    place.remove();
    this.places.delete(id);
  }

  #dropForgotten() {
    if (this.places.size <= this.chat.messages.size) return;
    for (const [id, place] of this.places) if (!this.chat.messages.has(id)) this.#remove(id, place);
  }

  /** Be told of the edge as it is now: who scrolls back at once never leaves it, as an observer sees it. */
  #watchEdge() {
    this.edge.disconnect();
    this.edge.observe(byId("earlier"));
  }

  #drawEarlier() {
    if (!this.chat || this.first === -Infinity) return;
    const older = this.chat.ids.filter((id) => id < this.first).slice(-AT_ONCE);
    this.first = older.length === AT_ONCE ? older[0] : -Infinity;
    const height = this.scroller.scrollHeight;
    const top = this.scroller.scrollTop;
    this.list.prepend(...older.map((id) => this.#draw(id)));
    this.#markDays();
    this.scroller.scrollTop = top + this.scroller.scrollHeight - height;
    this.#watchEdge();
  }

  /** Say the day above the first message of each. */
  #markDays() {
    let before = "";
    for (const place of this.list.children) {
      const day = place.dataset.date;
      if (day === before) delete place.dataset.day;
      else if (place.dataset.day !== day) place.dataset.day = day;
      before = day;
    }
  }
}
