// Everything that happens, as it happens. After each gap the page asks what it has missed.

import { emit } from "./world.js";

const KINDS = [
  "message", "edited", "deleted", "reply_keyboard", "toast", "typing", "blocked", "read",
  "user", "bot", "call", "payment", "gateway", "faults", "clock",
];
const PATIENCE = 1500; // milliseconds until a browser that gave up is told to try again

/** Listen for ever; `opened` runs whenever the line is there anew. */
export function listen(opened) {
  const source = new EventSource("/_sandbox/events");
  source.onopen = () => {
    emit("line", { isUp: true });
    opened();
  };
  source.onerror = () => {
    emit("line", { isUp: false });
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, PATIENCE, opened);
  };
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => emit(kind, JSON.parse(event.data)));
  }
}
