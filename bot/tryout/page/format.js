/* Turns a message's text and entities (offsets in UTF-16 units, as in JavaScript) into nodes. */

import { el } from "./dom.js";

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
};

export function formatted(text, entities, onCommand) {
  const sorted = [...(entities ?? [])].sort(
    (one, other) => one.offset - other.offset || other.length - one.length,
  );
  const fragment = document.createDocumentFragment();
  fragment.append(...nodes(text, sorted, 0, text.length, onCommand));
  return fragment;
}

function nodes(text, entities, start, end, onCommand) {
  const made = [];
  let place = start;
  let afterBlock = false;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < place || stop <= entity.offset) continue;
    const inside = entities
      .slice(index + 1)
      .filter((other) => other.offset >= entity.offset && other.offset + other.length <= stop);
    const block = BLOCKS.has(entity.type);
    made.push(between(text.slice(place, entity.offset), afterBlock, block));
    const children = nodes(text, inside, entity.offset, stop, onCommand);
    made.push(wrapped(entity, children, text.slice(entity.offset, stop), onCommand));
    place = stop;
    afterBlock = block;
  }
  made.push(between(text.slice(place, end), afterBlock, false));
  return made;
}

/* A block stands on lines of its own, so the line breaks that part it from text are not shown. */
function between(text, afterBlock, beforeBlock) {
  const rest = afterBlock && text.startsWith("\n") ? text.slice(1) : text;
  return beforeBlock && rest.endsWith("\n") ? rest.slice(0, -1) : rest;
}

function wrapped(entity, children, words, onCommand) {
  switch (entity.type) {
    case "expandable_blockquote":
      return expandable(children);
    case "text_link":
    case "url":
      return link(entity.url ?? words, children);
    case "email":
      return el("a", { href: `mailto:${words}` }, ...children);
    case "bot_command":
      return command(words, children, onCommand);
    case "spoiler":
      return spoiler(children);
    case "date_time":
      return moment(entity, children);
    case "mention":
    case "hashtag":
      return el("span", { className: "mention" }, ...children);
    default:
      return TAGS[entity.type] ? el(TAGS[entity.type], {}, ...children) : el("span", {}, ...children);
  }
}

function expandable(children) {
  const body = el("div", { className: "quote-body" }, ...children);
  const toggle = el("button", { type: "button", className: "quote-toggle" }, "Xem thêm");
  const quote = el("blockquote", { className: "expandable collapsed" }, body, toggle);
  toggle.setAttribute("aria-expanded", "false");
  toggle.addEventListener("click", () => {
    const collapsed = quote.classList.toggle("collapsed");
    toggle.textContent = collapsed ? "Xem thêm" : "Thu gọn";
    toggle.setAttribute("aria-expanded", String(!collapsed));
  });
  new ResizeObserver(() => {
    if (!quote.classList.contains("collapsed")) return;
    toggle.hidden = body.scrollHeight <= body.clientHeight + 1;
    quote.classList.toggle("short", toggle.hidden);
  }).observe(body);
  return quote;
}

function link(address, children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return el("span", {}, ...children);
  }
  if (!["http:", "https:"].includes(url.protocol)) return el("span", {}, ...children);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function command(words, children, onCommand) {
  const button = el("button", { type: "button", className: "command" }, ...children);
  button.addEventListener("click", () => onCommand(words));
  return button;
}

function spoiler(children) {
  const button = el("button", { type: "button", className: "spoiler" }, ...children);
  button.setAttribute("aria-label", "Nội dung ẩn, bấm để xem");
  button.addEventListener("click", () => {
    button.classList.add("shown");
    button.removeAttribute("aria-label");
  });
  return button;
}

function moment(entity, children) {
  const when = new Date(entity.unix_time * 1000);
  const title = when.toLocaleString("vi-VN", { dateStyle: "full", timeStyle: "short" });
  return el("time", { dateTime: when.toISOString(), title }, ...children);
}
