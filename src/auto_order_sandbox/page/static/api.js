// The control API. What it declines comes out as an Error whose message is its sentence.

async function ask(verb, path, { query = {}, json, form } = {}) {
  const url = new URL(`/_sandbox${path}`, location.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) url.searchParams.set(name, value);
  }
  let response;
  try {
    response = await fetch(url, {
      method: verb,
      body: form ?? (json === undefined ? undefined : JSON.stringify(json)),
      headers: json === undefined ? {} : { "Content-Type": "application/json" },
    });
  } catch {
    throw new Error("The sandbox does not answer. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `The sandbox answered ${response.status}.`);
  return answer;
}

/** `?bot=`, left out for the one that is still to come. */
const of = (bot) => ({ bot: bot || undefined });

export const api = {
  state: () => ask("GET", "/state"),
  addUser: (user) => ask("POST", "/users", { json: user }),
  chats: (bot) => ask("GET", "/chats", { query: of(bot) }),
  chat: (bot, user) => ask("GET", `/chats/${user}`, { query: of(bot) }),
  messages: (bot, user, after) => ask("GET", `/chats/${user}/messages`, { query: { ...of(bot), after } }),
  send: (bot, user, json) => ask("POST", `/chats/${user}/send`, { query: of(bot), json }),
  sendFile: (bot, user, form) => ask("POST", `/chats/${user}/send`, { query: of(bot), form }),
  tap: (bot, user, json) => ask("POST", `/chats/${user}/tap`, { query: of(bot), json }),
  read: (bot, user) => ask("POST", `/chats/${user}/read`, { query: of(bot) }),
  block: (bot, user, isBlocked) =>
    ask("POST", `/chats/${user}/${isBlocked ? "block" : "unblock"}`, { query: of(bot) }),
  payments: (last) => ask("GET", "/payments", { query: { last } }),
  pay: (txn, wish) => ask("POST", `/payments/${encodeURIComponent(txn)}/pay`, { json: wish }),
  cancelPayment: (txn) => ask("POST", `/payments/${encodeURIComponent(txn)}/cancel`, { json: {} }),
  sendWebhook: (txn) => ask("POST", `/payments/${encodeURIComponent(txn)}/webhook`, { json: {} }),
  gateway: () => ask("GET", "/gateway"),
  setGateway: (slug, settings) => ask("PUT", "/gateway", { query: { slug }, json: settings }),
  setFaults: (faults) => ask("PUT", "/faults", { json: faults }),
  advance: (seconds) => ask("POST", "/clock", { json: { advance: seconds } }),
  calls: (after) => ask("GET", "/calls", { query: { after } }),
};

export const fileUrl = (fileId) => `/_sandbox/files/${encodeURIComponent(fileId)}`;
export const codeUrl = (txn) => `/_sandbox/payments/${encodeURIComponent(txn)}/qr.svg`;
