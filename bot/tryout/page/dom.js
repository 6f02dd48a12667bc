/* Builds elements. Text always goes in as text, so nothing that people or the bot write is markup. */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  send: "M4 12 20 4l-5 16-3.5-6.5z",
  attach: "m8 12.5 6-6a3 3 0 0 1 4.300 4.200l-7.600 7.600a5 5 0 0 1-7-7L11 4",
  menu: "M5 7h14M5 12h14M5 17h9",
  down: "m6 9 6 6 6-6",
  close: "m6 6 12 12M18 6 6 18",
  reply: "m9 7-5 5 5 5M4 12h9a7 7 0 0 1 7 7",
  edit: "m5 19 1-4L16 5l3 3L9 18z",
  link: "M8 16 17 7M10 7h7v7",
  copy: "M9 9h10v10H9zM5 15V5h10",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  search: "M11 5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15.5 15.5 20 20",
};

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name === "data") Object.assign(node.dataset, value);
    else if (name.startsWith("aria-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return (words[0][0] + (words.length > 1 ? words[words.length - 1][0] : "")).toUpperCase();
}

export const byId = (id) => document.getElementById(id);
