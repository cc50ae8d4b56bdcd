// Amounts, moments and sizes as people read them.

const rupiah = new Intl.NumberFormat("id-ID");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const seconds = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long" });
const shortDay = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short" });

const KILO = 1024;

export const money = (amount) => `Rp ${rupiah.format(amount)}`;
export const timeOf = (moment) => clock.format(moment);
export const secondsOf = (moment) => seconds.format(moment);
export const dayOf = (moment) => day.format(moment);
export const shortDayOf = (moment) => shortDay.format(moment);

export function sizeOf(bytes) {
  if (bytes < KILO) return `${bytes} B`;
  if (bytes < KILO * KILO) return `${(bytes / KILO).toFixed(1)} KB`;
  return `${(bytes / KILO / KILO).toFixed(1)} MB`;
}

/** A span of seconds in its two largest units: "23 h 59 min". */
export function spanOf(left) {
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const first = units.findIndex(([, length]) => left >= length);
  if (first < 0) return "0 s";
  let rest = Math.floor(left);
  return units
    .slice(first, first + 2)
    .map(([unit, length]) => {
      const count = Math.floor(rest / length);
      rest -= count * length;
      return count ? `${count} ${unit}` : "";
    })
    .filter(Boolean)
    .join(" ");
}

/** One or two letters for a round picture. */
export function initialsOf(name) {
  const words = name.trim().split(/\s+/);
  const letters = words.slice(0, 2).map((word) => [...word][0] || "");
  return letters.join("").toUpperCase() || "?";
}
