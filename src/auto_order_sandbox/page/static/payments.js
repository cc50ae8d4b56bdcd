// The gateway's payments: the code to scan, a button that plays the payer, and what webhooks came of it.

import { api, codeUrl } from "./api.js";
import { now } from "./clock.js";
import { byId, h, icon, replace, soon } from "./dom.js";
import { money, secondsOf, spanOf } from "./format.js";
import { attempt, copy, toast } from "./notices.js";
import { emit, on } from "./world.js";

const SHOWN = 40;
const LATER = 10; // seconds a webhook is held back by "Pay, webhook late"
const STATUSES = { pending: "waiting", completed: "paid", canceled: "cancelled" };

const ENDS = {
  ClientConnectorError: "nobody listens there", TimeoutError: "no answer in time", ServerDisconnectedError: "cut off",
  dropped: "dropped, as switched on",
};

const payments = new Map(); // txn id -> card, oldest first
const opened = new Map(); // txn id -> whether its code is shown, when somebody has chosen
let project = null;

/** Ask for the newest payments and the merchant's settings. */
export async function lookAtPayments() {
  const [list, settings] = await Promise.all([api.payments(SHOWN), api.gateway()]);
  payments.clear();
  for (const one of list) payments.set(one.txn_id, one);
  project = settings;
  draw();
}

function hear(payment) {
  const isNew = !payments.has(payment.txn_id);
  payments.set(payment.txn_id, payment);
  if (payments.size > SHOWN) payments.delete(payments.keys().next().value);
  if (isNew) drawSoon();
  else drawOne(payment);
  count();
}

const pendingOnes = () => [...payments.values()].filter((one) => one.status === "pending");

function count() {
  const pending = pendingOnes();
  emit("payments-pending", { count: pending.length });
  drawDue(pending.at(-1));
}

function draw() {
  const cards = [...payments.values()].reverse().map(card);
  const none = h("div.nothing", {}, icon("wallet"), h("p", {}, "No payments yet."), h("p", {}, "Buy something in the chat: its invoice appears here, and “Bayar” pays it. No money moves."));
  replace(byId("payments"), cards.length ? h("ul.cards", { id: "cards" }, cards) : none, settings());
  count();
}
const drawSoon = soon(draw, 40);

function drawOne(payment) {
  const old = document.querySelector(`#cards > [data-txn="${CSS.escape(payment.txn_id)}"]`);
  if (!old) return drawSoon();
  const focused = old.contains(document.activeElement) && document.activeElement.textContent;
  const fresh = card(payment);
  old.replaceWith(fresh);
  if (!focused) return undefined;
  const buttons = [...fresh.querySelectorAll("button")];
  return (buttons.find((one) => one.textContent === focused) ?? buttons[0])?.focus();
}

function card(payment) {
  const { txn_id: txn, status } = payment;
  return h(
    "li.card.payment",
    { dataset: { txn, status, order: payment.order_id } },
    h("header", {}, h("strong", {}, money(payment.charged)), h("span.chip", { dataset: { status } }, STATUSES[status] ?? status)),
    h("p.about", {}, h("span", { title: "Order" }, payment.order_id), h("span.left", { dataset: { txn } }, timeLeft(payment))),
    payment.is_sandbox && h("p.about.warn", {}, "The vendor's own test mode: this code cannot be paid by a bank."),
    status === "pending" && code(payment),
    actions(payment),
    log(payment),
  );
}

function timeLeft({ status, expired_at: end, completed_at: paid }) {
  if (status === "completed") return `at ${secondsOf(new Date(paid))}`;
  if (status !== "pending") return "";
  const left = (new Date(end).getTime() - now()) / 1000;
  return left > 0 ? `lapses in ${spanOf(left)}` : "lapsed";
}

function code(payment) {
  const txn = payment.txn_id;
  const isOpen = opened.get(txn) ?? pendingOnes().at(-1)?.txn_id === txn;
  const picture = h("img.code", { src: codeUrl(txn), alt: `QRIS code for ${money(payment.charged)}`, loading: "lazy", width: 176, height: 176 });
  const copyIt = h("button.small", { type: "button", onclick: () => void copy(payment.qr_string) }, "Copy the code's text");
  return h("details.qr", { open: isOpen, ontoggle: (event) => opened.set(txn, event.target.open) }, h("summary", {}, "QRIS"), picture, copyIt);
}

const act = (label, title, work, said) =>
  h("button.small", { type: "button", title, onclick: () => void attempt(async () => { await work(); if (said) toast(said); }) }, label);

function actions({ txn_id: txn, status }) {
  if (status === "pending") {
    const pay = h("button.primary.pay", { type: "button", title: "Play the payer", onclick: () => void attempt(() => api.pay(txn, {})) }, "Bayar");
    return h("div.actions", {}, pay, h("div.more", {},
      act("Pay, webhook twice", "Pay, and report it two times at once", () => api.pay(txn, { webhooks: 2 })),
      act("Pay, webhook late", `Pay; the webhook comes ${LATER} s later`, () => api.pay(txn, { delay: LATER }), `The webhook follows in ${LATER} s`),
      act("Pay, no webhook", "Pay, and tell nobody", () => api.pay(txn, { webhooks: 0 })),
      act("Claim only", "Send a webhook that says paid, although nobody has paid", () => api.sendWebhook(txn), "A false claim was sent"),
      act("Cancel", "Cancel it at the vendor", () => api.cancelPayment(txn))));
  }
  const late = act("Pay late", "Pay a code that was scanned before its payment ended", () => api.pay(txn, { force: true }));
  const again = act("Webhook again", "Send the webhook once more", () => api.sendWebhook(txn), "The webhook was sent again");
  return h("div.actions", {}, h("div.more", {}, status === "canceled" && late, again));
}

const isNumber = (result) => typeof result === "number";

function log({ webhooks }) {
  if (!webhooks.length) return null;
  return h("ol.log", { "aria-label": "Webhooks" }, webhooks.map((one) => {
    const isGood = Number(one.result) >= 200 && Number(one.result) < 300;
    const took = one.took_ms === undefined ? "" : ` in ${one.took_ms} ms`;
    const words = `webhook: ${isNumber(one.result) ? `${one.result}${took}` : (ENDS[one.result] ?? one.result)}`;
    return h("li", { dataset: { good: String(isGood) } }, h("span", {}, words), h("time", {}, secondsOf(new Date(one.at))));
  }));
}

/** On a small screen the newest open payment is offered above the field. */
function drawDue(payment) {
  const place = byId("due");
  place.hidden = !payment;
  if (!payment) return replace(place);
  const pay = h("button.primary", { type: "button", onclick: () => void attempt(() => api.pay(payment.txn_id, {})) }, "Bayar");
  return replace(place, h("span", {}, "Invoice ", h("b", {}, money(payment.charged))), pay);
}

function settings() {
  if (!project) return null;
  const change = (news) => void attempt(() => api.setGateway(project.slug, news));
  const toggle = (label, isOn, news) =>
    h("label.check", {}, h("input", { type: "checkbox", role: "switch", checked: isOn, onchange: (event) => change(news(event.target.checked)) }), label);
  return h(
    "details.card.settings",
    { id: "merchant" },
    h("summary", {}, "Merchant ", h("code", {}, project.slug)),
    toggle("The vendor's own test mode", project.mode === "sandbox", (isOn) => ({ mode: isOn ? "sandbox" : "live" })),
    toggle("The buyer bears the fee", project.fee_borne_by === "buyer", (isOn) => ({ fee_borne_by: isOn ? "buyer" : "seller" })),
    h("label.field", {}, h("span", {}, "Webhooks go to"), h("input", { type: "url", value: project.webhook_url, placeholder: "nowhere", onchange: (event) => change({ webhook_url: event.target.value }) })),
    h("label.field", {}, h("span", {}, "Seconds each answer takes"), h("input", { type: "number", min: 0, step: 0.1, value: String(project.latency), onchange: (event) => change({ latency: Number(event.target.value) }) })),
  );
}

export function setUpPayments() {
  on("payment", hear);
  on("gateway", (news) => {
    if (!project || news.slug !== project.slug) return void attempt(lookAtPayments);
    project = { ...project, ...news };
    const old = byId("merchant");
    const fresh = settings();
    fresh.open = old?.open ?? false;
    return old?.contains(document.activeElement) ? undefined : old?.replaceWith(fresh);
  });
  on("second", () => {
    for (const place of document.querySelectorAll("#cards .left")) place.textContent = timeLeft(payments.get(place.dataset.txn));
  });
}
