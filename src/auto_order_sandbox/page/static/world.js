// What the page knows, and how its parts tell each other. One chat is chosen: a person's with a bot.

import { api } from "./api.js";

const bus = new EventTarget();

export const world = {
  box: "",
  bots: [],
  people: [],
  bot: 0, // 0: the one that is still to come
  user: 0,
  limits: true,
};

export const on = (kind, listen) => bus.addEventListener(kind, (event) => listen(event.detail));
export const emit = (kind, detail) => bus.dispatchEvent(new CustomEvent(kind, { detail }));

export const theBot = () => world.bots.find((bot) => bot.id === world.bot);
export const thePerson = () => world.people.find((person) => person.id === world.user);
export const isChosen = (bot, user) => bot === world.bot && user === world.user;

/** Ask what there is. Gives false when the sandbox is another one than before: then all is forgotten. */
export async function look() {
  const state = await api.state();
  const isSame = !world.box || world.box === state.box;
  world.box = state.box;
  world.bots = state.bots.filter((bot) => bot.id);
  world.people = state.users;
  world.limits = state.limits;
  emit("clock", { now: state.now });
  emit("faults", { faults: state.faults });
  keepChoiceValid();
  emit("world");
  return isSame;
}

function keepChoiceValid() {
  const [bot, user] = world.user ? [world.bot, world.user] : readAddress();
  const isBotHere = world.bots.some((one) => one.id === bot);
  const isPersonHere = world.people.some((one) => one.id === user);
  choose({
    bot: isBotHere ? bot : (world.bots[0]?.id ?? 0),
    user: isPersonHere ? user : (world.people[0]?.id ?? 0),
  });
}

/** Turn to another chat; what is not named stays. */
export function choose({ bot = world.bot, user = world.user }) {
  if (isChosen(bot, user)) return;
  Object.assign(world, { bot, user });
  history.replaceState(null, "", `#/${bot}/${user}`);
  emit("chosen");
}

function readAddress() {
  const [, bot, user] = location.hash.split("/");
  return [Number(bot) || 0, Number(user) || 0];
}

window.addEventListener("hashchange", () => {
  const [bot, user] = readAddress();
  const isKnown = world.people.some((one) => one.id === user);
  if (isKnown && (!bot || world.bots.some((one) => one.id === bot))) choose({ bot: bot || world.bot, user });
});
