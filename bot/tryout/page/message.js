/* One message as people see it: bubble, reply, files, inline keyboard. */

import { fileUrl } from "./api.js";
import { byId, el, icon, initials } from "./dom.js";
import { formatted } from "./format.js";

const CLOCK = new Intl.DateTimeFormat("vi-VN", { hour: "2-digit", minute: "2-digit" });

/* acts: { command(text), press(message, button), reply(message), edit(message) } */
export function messageNode(message, { userId, botId, inGroup, acts }) {
  const own = message.from.id === userId;
  const fromBot = message.from.id === botId || message.via_bot;
  const side = own ? "own" : message.from.id === botId ? "bot" : "other";
  const bubble = el("div", { className: "bubble" });
  if (inGroup && !own) bubble.append(el("div", { className: "sender" }, message.from.first_name));
  if (message.via_bot) {
    bubble.append(el("div", { className: "via" }, `qua @${message.via_bot.username}`));
  }
  if (message.reply_to_message) bubble.append(replied(message.reply_to_message));
  bubble.append(...attachments(message));
  const text = message.text ?? message.caption;
  if (text) {
    const entities = message.entities ?? message.caption_entities;
    const content = formatted(text, entities, acts.command);
    bubble.append(el("div", { className: "text" }, content));
  }
  bubble.append(meta(message));
  const stack = el("div", { className: "stack" }, bubble);
  const rows = message.reply_markup?.inline_keyboard;
  if (fromBot && rows) stack.append(keyboard(message, rows, acts));
  stack.append(tools(message, own, acts));
  return el(
    "li",
    { className: `message line ${side}`, id: nodeId(message), data: { id: message.message_id } },
    inGroup && !own ? avatar(message.from) : null,
    stack,
  );
}

function avatar(person) {
  const face = person.is_bot ? el("img", { src: "/page/icon.svg", alt: "" }) : initials(person.first_name);
  return el("div", { className: "avatar small", "aria-hidden": "true" }, face);
}

export const nodeId = (message) => `message-${message.message_id}`;

export function summary(message) {
  if (message.document) return `Tệp: ${message.document.file_name}`;
  if (message.photo) return message.caption ?? "Ảnh";
  return (message.text ?? "").replace(/\s+/g, " ");
}

function replied(message) {
  const button = el(
    "button",
    { type: "button", className: "replied" },
    el("strong", {}, message.from.first_name),
    el("span", {}, summary(message)),
  );
  button.addEventListener("click", () => {
    byId(nodeId(message))?.scrollIntoView({ behavior: "smooth", block: "center" });
  });
  return button;
}

function meta(message) {
  const words = (message.edit_date ? "đã sửa · " : "") + CLOCK.format(message.date * 1000);
  const reaction = message.reaction
    ? el("span", { className: "reaction", title: "Trợ lý bày tỏ cảm xúc" }, message.reaction)
    : null;
  return el("div", { className: "meta" }, reaction, words);
}

function attachments(message) {
  if (message.photo) return [photo(message.photo[message.photo.length - 1])];
  if (message.document) return [documentLink(message.document)];
  return [];
}

function photo(size) {
  const image = el("img", { src: fileUrl(size.file_id), alt: "Ảnh", width: size.width, height: size.height, loading: "lazy" });
  const button = el("button", { type: "button", className: "photo", "aria-label": "Xem ảnh lớn" }, image);
  button.addEventListener("click", () => {
    byId("photo-image").src = image.src;
    byId("photo").showModal();
  });
  return button;
}

function documentLink(file) {
  const size = file.file_size < 1024 * 1024 ? `${Math.max(1, Math.round(file.file_size / 1024))} KB` : `${(file.file_size / 1024 / 1024).toFixed(1)} MB`;
  return el(
    "a",
    { className: "document", href: fileUrl(file.file_id), download: file.file_name },
    el("span", { className: "document-icon" }, icon("file")),
    el("span", { className: "document-text" }, el("strong", {}, file.file_name), el("span", {}, size)),
  );
}

function keyboard(message, rows, acts) {
  const lines = rows.map((row) => el("div", { className: "row" }, ...row.map((given) => inlineButton(message, given, acts))));
  return el("div", { className: "keyboard" }, ...lines);
}

function inlineButton(message, given, acts) {
  const look = `${given.style ?? ""} ${given.disabled ? "off" : ""}`.trim();
  const label = el("span", {}, given.text);
  if (given.url && /^https?:/.test(given.url)) {
    return el("a", { className: look, href: given.url, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
  }
  const sign = given.copy_text ? icon("copy") : "switch_inline_query" in given || "switch_inline_query_current_chat" in given ? icon("search") : null;
  const button = el("button", { type: "button", className: look, disabled: Boolean(given.disabled) }, label, sign);
  button.addEventListener("click", () => acts.press(message, given, button));
  return button;
}

function tools(message, own, acts) {
  const reply = el("button", { type: "button", className: "tool", "aria-label": "Trả lời tin này" }, icon("reply"));
  reply.addEventListener("click", () => acts.reply(message));
  const edit = el("button", { type: "button", className: "tool", "aria-label": "Sửa tin này" }, icon("edit"));
  edit.addEventListener("click", () => acts.edit(message));
  return el("div", { className: "tools" }, reply, own && message.text && !message.via_bot ? edit : null);
}
