// What each fault is called on the page, what it does, and the figures it takes.

const call = (name, words) => [
  [`${name}_5xx`, "Answers 500", `${words} fails, nothing is done`, { code: 500 }],
  [`${name}_5xx_after`, "Answers 500 after acting", `${words} is done, and the answer says that it failed`, { code: 500 }],
  [`${name}_html`, "Answers HTML", `${words} gets a page of the proxy instead of JSON`, {}],
  [`${name}_429`, "Answers 429", `${words} is one too many`, {}],
  [`${name}_hang_before`, "Hangs before acting", `${words} is not done, and no answer comes for a while`, { seconds: 60 }],
  [`${name}_hang_after`, "Hangs after acting", `${words} is done, and the answer comes too late`, { seconds: 60 }],
];

/** Groups of the gateway's faults: [name, title, what it does, figures]. */
export const GATEWAY_FAULTS = [
  ["Webhooks", [
    ["webhook_dropped", "Dropped", "Never sent: only asking finds the payment", {}],
    ["webhook_duplicated", "Duplicated", "Sent several times at once", { times: 2 }],
    ["webhook_delayed", "Delayed", "Sent late", { seconds: 10 }],
    ["webhook_reordered", "Reordered", "Held back until another has overtaken it", { seconds: 5 }],
    ["webhook_wrong_amount", "Wrong amount", "Claims one rupiah more than was paid", {}],
    ["webhook_wrong_secret", "Wrong secret", "Comes with another X-Secret", {}],
    ["webhook_without_content_type", "No Content-Type", "Comes without a header that says JSON", {}],
  ]],
  ["Creating an invoice", [
    ...call("create", "Creating"),
    ["create_wrong_amount", "Wrong amount", "The answer names another amount", {}],
    ["create_wrong_qr", "Wrong code", "The QR asks for another amount", {}],
  ]],
  ["Asking for the status", [
    ...call("status", "Asking"),
    ["status_wrong_amount", "Wrong amount", "The answer names another amount", {}],
    ["status_unknown", "Unknown status", "The answer has a status nobody knows", {}],
  ]],
  ["Cancelling", call("cancel", "Cancelling")],
  ["Everything", [["is_sandbox", "Says it is a test", "Answers and webhooks carry is_sandbox: true", {}]]],
];

/** Faults of the Bot API, each for any method or for those that are named. */
export const TELEGRAM_FAULTS = [
  ["Refusals", [
    ["429", "429 Too Many Requests", "The bot must wait", { retry_after: 3 }],
    ["403", "403 Blocked", "As if the person had blocked the bot", {}],
    ["400", "400 Bad Request", "Refused for a reason nobody foresaw", {}],
    ["401", "401 Unauthorized", "As if the token were revoked", {}],
    ["404", "404 Not Found", "As if there were no such method", {}],
    ["409", "409 Conflict", "As if another instance were polling", {}],
  ]],
  ["Outages", [
    ["500", "500 Internal Server Error", "Nothing is done", {}],
    ["502", "502 Bad Gateway", "Nothing is done", {}],
    ["503", "503 Service Unavailable", "Nothing is done", {}],
    ["504", "504 Gateway Timeout", "Nothing is done", {}],
  ]],
  ["Silences", [
    ["hang_before", "Hangs before acting", "Nothing is done, and no answer comes", { seconds: 60 }],
    ["hang_after", "Hangs after acting", "It is done, and no answer comes", { seconds: 60 }],
    ["drop", "Drops the connection", "Nothing is done", {}],
    ["drop_after", "Drops after acting", "It is done, and the connection is cut", {}],
    ["slow", "Slow", "The answer comes late", { seconds: 3 }],
  ]],
];

export const FIGURES = { times: "times", seconds: "seconds", code: "status code", retry_after: "retry after, s" };
