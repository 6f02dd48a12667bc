/* The page: which person looks at which chat, and what is drawn when something happens. */

import { act, fetchState, listen } from "./api.js";
import { Composer } from "./composer.js";
import { byId, el, icon, initials } from "./dom.js";
import { formatted } from "./format.js";
import { messageNode, nodeId, summary } from "./message.js";
import { Store } from "./store.js";

const TYPING_SHOWN = 6000;
const DRAFT_SHOWN = 30000;
const TOAST_SHOWN = 3500;
const PRESS_WAIT = 15000;
const RECONNECT = 1500;

let state;
let store = new Store();
let view = { key: "", userId: 0, chatId: 0 };
let speaker = 0;
let toastTimer;
const pressed = new Map();
const answeredEarly = new Set();

const composer = new Composer({
  view: () => view,
  bot: () => state.bot,
  commands: () => state.commands[`${view.chatId}:${view.userId}`] ?? [],
  problem: () => toast("Không gửi được. Hãy thử lại."),
});

const acts = {
  command: (text) => composer.send(text).catch(() => toast("Không gửi được.")),
  press,
  reply: (message) => composer.setContext("reply", message),
  edit: (message) => composer.setContext("edit", message),
};

/* Views */

function views() {
  const own = state.people.map((person) => ({
    key: person.key,
    userId: person.id,
    chatId: person.id,
    title: person.role,
    short: person.short,
    name: person.first_name,
  }));
  const { id, title, short } = state.group;
  const group = { key: "group", userId: speaker, chatId: id, title, short, name: "" };
  return [...own, group];
}

function drawViews() {
  const buttons = views().map((one) => {
    const room = store.room(one.chatId);
    const last = [...room.messages.values()].at(-1);
    const button = el(
      "button",
      { type: "button", id: `persona-${one.key}`, className: `view ${one.key}` },
      el("span", { className: "avatar", "aria-hidden": "true" }, initials(one.name || one.title)),
      el(
        "span",
        { className: "view-text" },
        el("strong", { className: "long" }, one.title),
        el("strong", { className: "short" }, one.short),
        el("span", { className: "last" }, last ? summary(last) : one.name || "Mọi người và trợ lý"),
      ),
      room.unread ? el("span", { className: "unread", "aria-label": `${room.unread} tin mới` }, String(room.unread)) : null,
    );
    if (one.key === view.key) button.setAttribute("aria-current", "page");
    button.addEventListener("click", () => open(one.key));
    return button;
  });
  byId("views").replaceChildren(...buttons);
}

function open(key) {
  view = views().find((one) => one.key === key) ?? views()[0];
  history.replaceState(null, "", `#${view.key}`);
  composer.reset();
  byId("toast").hidden = true;
  store.room(view.chatId).unread = 0;
  drawViews();
  drawHead();
  drawMessages();
  composer.showKeyboard(store.room(view.chatId).keyboard, forgetKeyboard);
}

function drawHead() {
  const inGroup = view.key === "group";
  byId("title").textContent = inGroup ? state.group.title : state.bot.first_name;
  const head = byId("head-avatar");
  head.className = inGroup ? "avatar group" : "avatar bot";
  head.replaceChildren(inGroup ? initials(state.group.title) : el("img", { src: "/page/icon.svg", alt: "" }));
  byId("speaker-label").hidden = !inGroup;
  byId("speaker").replaceChildren(
    ...state.people.map((person) => el("option", { value: person.id, selected: person.id === speaker }, person.role)),
  );
  drawStatus();
}

function drawStatus() {
  const typing = Date.now() - store.room(view.chatId).typing < TYPING_SHOWN;
  byId("typing").hidden = !typing || !byId("draft").hidden;
  const status = byId("status");
  status.classList.toggle("busy", typing || !state.online);
  if (!state.online) status.textContent = "đang khởi động…";
  else if (typing) status.textContent = "đang soạn tin…";
  else if (view.key === "group") status.textContent = "Trợ lý chỉ trả lời khi được gọi";
  else status.textContent = `@${state.bot.username} · sẵn sàng`;
}

/* Messages */

function node(message) {
  const inGroup = view.key === "group";
  return messageNode(message, { userId: view.userId, botId: state.bot.id, inGroup, acts });
}

function drawMessages() {
  const room = store.room(view.chatId);
  byId("messages").replaceChildren(...[...room.messages.values()].map(node));
  drawWelcome();
  drawDraft();
  toBottom();
}

function drawWelcome() {
  const empty = store.room(view.chatId).messages.size === 0;
  byId("welcome").hidden = !empty;
  byId("welcome-title").textContent = view.key === "group" ? state.group.title : state.bot.first_name;
  byId("welcome-text").textContent =
    view.key === "group"
      ? `Ở nhóm, trợ lý chỉ nghe khi được nhắc tên: @${state.bot.username}`
      : state.description || "Hỏi quy định, nhận đúng điều khoản kèm trích dẫn.";
  byId("start").hidden = view.key === "group";
}

function drawDraft() {
  const draft = store.room(view.chatId).draft;
  const place = byId("draft");
  place.hidden = !draft;
  if (!draft) return;
  const text = draft.text
    ? el("div", { className: "text" }, formatted(draft.text, draft.entities, acts.command))
    : el("div", { className: "text thinking" }, "Đang suy nghĩ…");
  place.replaceChildren(el("div", { className: "bubble" }, text));
}

/* Whether the person reads at the end; to be asked before the messages change. */
function atEnd() {
  const scroll = byId("scroll");
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 160;
}

function add(message) {
  const near = atEnd();
  const made = node(message);
  made.classList.add("new");
  byId("messages").append(made);
  drawWelcome();
  if (near || message.from.id === view.userId) bring(made);
}

/* Brings a new message into sight: its end, or its start when it is taller than the window. */
function bring(made) {
  const scroll = byId("scroll");
  if (made.offsetHeight > scroll.clientHeight - 80) made.scrollIntoView({ block: "start" });
  else toBottom();
}

function toBottom() {
  const scroll = byId("scroll");
  scroll.scrollTop = scroll.scrollHeight;
}

function replace(message) {
  const before = byId(nodeId(message));
  if (!before) return;
  const after = node(message);
  const focused = before.contains(document.activeElement);
  const near = atEnd();
  before.replaceWith(after);
  if (near) toBottom();
  if (focused) (after.querySelector(".keyboard button") ?? byId("input")).focus({ preventScroll: true });
}

/* Buttons */

async function press(message, given, button) {
  if (given.copy_text) return copy(given.copy_text.text);
  const query = given.switch_inline_query_current_chat ?? given.switch_inline_query;
  if (query !== undefined) return composer.insert(query);
  if (!given.callback_data) return undefined;
  button.classList.add("waiting");
  const done = () => button.classList.remove("waiting");
  setTimeout(done, PRESS_WAIT);
  const place = { user_id: view.userId, chat_id: view.chatId, message_id: message.message_id };
  try {
    const queryId = await act("press", { ...place, data: given.callback_data });
    if (answeredEarly.delete(queryId)) done();
    else pressed.set(queryId, done);
  } catch {
    done();
    toast("Nút này không còn dùng được.");
  }
  return undefined;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Đã chép.");
  } catch {
    showAlert(text);
  }
}

function answered(event) {
  const done = pressed.get(event.callback_query_id);
  if (done) done();
  else answeredEarly.add(event.callback_query_id);
  pressed.delete(event.callback_query_id);
  if (event.user_id !== view.userId || !event.text) return;
  if (event.show_alert) showAlert(event.text);
  else toast(event.text);
}

function showAlert(text) {
  byId("alert-text").textContent = text;
  byId("alert").showModal();
}

function toast(text) {
  clearTimeout(toastTimer);
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  toastTimer = setTimeout(() => (byId("toast").hidden = true), TOAST_SHOWN);
}

function forgetKeyboard() {
  store.room(view.chatId).keyboard = null;
  composer.showKeyboard(null, forgetKeyboard);
}

/* Events */

function happened(event) {
  store.take(event, true);
  const here = event.chat_id === view.chatId;
  if (here) store.room(view.chatId).unread = 0;
  switch (event.kind) {
    case "message":
      if (here) {
        drawDraft();
        add(event.message);
      }
      drawViews();
      break;
    case "edit":
      if (here) replace(store.room(view.chatId).messages.get(event.message.message_id));
      drawViews();
      break;
    case "delete":
      if (here) byId(nodeId(event))?.remove();
      drawViews();
      break;
    case "reaction": {
      const message = store.room(event.chat_id).messages.get(event.message_id);
      if (here && message) replace(message);
      break;
    }
    case "draft":
      if (here) drawDraft();
      if (here) toBottom();
      setTimeout(() => endDraft(event), DRAFT_SHOWN);
      break;
    case "action":
      setTimeout(drawStatus, TYPING_SHOWN + 50);
      break;
    case "keyboard":
      if (here) shownKeyboard(event.markup);
      break;
    case "callback_answer":
      answered(event);
      break;
    case "inline_answer":
      composer.showResults(event);
      break;
    case "violation":
      console.warn("The bot broke the Bot API:", event.text);
      break;
    case "commands":
    case "online":
      refresh().catch(() => undefined);
      break;
  }
  drawStatus();
  if (here && event.kind === "action") toBottom();
}

function shownKeyboard(markup) {
  composer.showKeyboard(markup, forgetKeyboard);
  if (!markup.force_reply) return;
  const last = [...store.room(view.chatId).messages.values()].findLast((one) => one.from.id === state.bot.id);
  if (last) composer.setContext("reply", last);
}

function endDraft(event) {
  const room = store.room(event.chat_id);
  if (room.draft !== event) return;
  room.draft = null;
  drawDraft();
}

async function refresh() {
  state = await fetchState();
  drawStatus();
  drawWelcome();
}

/* Start, and start again when the server was away */

async function connect() {
  try {
    state = await fetchState();
  } catch {
    lost();
    return;
  }
  speaker ||= state.people[0].id;
  store = new Store();
  const past = state.last_event;
  const ready = () => open(view.key || location.hash.slice(1));
  if (past === 0) ready();
  listen(
    0,
    (event) => {
      if (event.number > past) return happened(event);
      store.take(event, false);
      return event.number === past ? ready() : undefined;
    },
    lost,
  );
}

function lost() {
  byId("status").textContent = "Mất kết nối, đang thử lại…";
  byId("status").classList.add("busy");
  setTimeout(connect, RECONNECT);
}

byId("down").append(icon("down"));
byId("down").addEventListener("click", toBottom);
byId("start").addEventListener("click", () => acts.command("/start"));
byId("speaker").addEventListener("change", (event) => {
  speaker = Number(event.target.value);
  open("group");
});
byId("scroll").addEventListener("scroll", () => {
  const scroll = byId("scroll");
  byId("down").hidden = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 240;
});
byId("photo").addEventListener("click", () => byId("photo").close());

connect();
