// Choosing what to hide by marking text and drawing on pictures. What is really hidden is decided
// by the desk and shown in its preview; without this file phrases and boxes are typed.
"use strict";

const phrases = document.getElementById("phrases");
const texts = [...document.querySelectorAll("[data-redact-text]")];
const originals = new Map(texts.map((one) => [one, one.textContent]));

function addLine(area, line) {
  const before = area.value.replace(/\s+$/, "");
  area.value = before ? `${before}\n${line}\n` : `${line}\n`;
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

// Marked text

const letter = /[\p{L}\p{N}\p{M}_]/u;

// A selection that begins or ends inside a word takes in the whole word.
function markedWords() {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return "";
  const range = selection.getRangeAt(0);
  const within = texts.find((one) => one.contains(range.commonAncestorContainer));
  if (!within) return "";
  const before = document.createRange();
  before.setStart(within, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const whole = originals.get(within);
  let start = before.toString().length;
  let end = start + range.toString().length;
  while (start > 0 && letter.test(whole[start - 1]) && letter.test(whole[start])) start -= 1;
  while (end < whole.length && letter.test(whole[end]) && letter.test(whole[end - 1])) end += 1;
  return whole.slice(start, end).trim().replace(/\s+/g, " ");
}

function wanted() {
  const ticked = document.querySelectorAll("input[name=suggested]:checked");
  const lines = phrases.value.split("\n").map((line) => line.trim());
  return [...lines, ...[...ticked].map((one) => one.value)].filter(Boolean);
}

function pattern(phrase) {
  const words = phrase.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return `(?<![\\p{L}\\p{N}])${words.join("\\s+")}(?![\\p{L}\\p{N}])`;
}

function blacken() {
  const all = wanted().sort((one, other) => other.length - one.length);
  const search = all.length ? new RegExp(all.map(pattern).join("|"), "giu") : null;
  for (const [element, whole] of originals) {
    element.textContent = "";
    let at = 0;
    for (const found of search ? whole.matchAll(search) : []) {
      const mark = document.createElement("mark");
      mark.textContent = found[0];
      element.append(whole.slice(at, found.index), mark);
      at = found.index + found[0].length;
    }
    element.append(whole.slice(at));
  }
}

const select = document.getElementById("select");
select.hidden = false;
// The press itself would take the selection away.
select.addEventListener("pointerdown", (event) => event.preventDefault());
select.addEventListener("click", () => {
  const words = markedWords();
  if (words) addLine(phrases, words);
});
document.getElementById("redact").addEventListener("input", blacken);
blacken();

// Boxes on pictures

function boxesOf(area) {
  return area.value
    .split("\n")
    .map((line) => line.trim().split(/[\s,;]+/).map(Number))
    .filter((box) => box.length === 4 && box.every((one) => one >= 0 && one <= 1000));
}

function place(element, [left, top, width, height]) {
  element.style.left = `${left / 10}%`;
  element.style.top = `${top / 10}%`;
  element.style.width = `${width / 10}%`;
  element.style.height = `${height / 10}%`;
}

function drawn(from, to) {
  const left = Math.min(from[0], to[0]);
  const top = Math.min(from[1], to[1]);
  return [left, top, Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
}

for (const drawing of document.querySelectorAll(".drawing")) {
  const area = document.getElementById(drawing.dataset.boxes);
  const undo = document.querySelector(`[data-undo="${drawing.dataset.boxes}"]`);
  const take = document.querySelector(`[name="${area.name.replace("boxes-", "take-")}"]`);
  let from = null;
  let live = null;

  const point = (event) => {
    const frame = drawing.getBoundingClientRect();
    const within = (part) => Math.round(Math.min(1, Math.max(0, part)) * 1000);
    return [
      within((event.clientX - frame.left) / frame.width),
      within((event.clientY - frame.top) / frame.height),
    ];
  };
  const add = (box) => {
    const element = document.createElement("div");
    element.className = "box";
    place(element, box);
    drawing.append(element);
    return element;
  };
  const show = () => {
    drawing.querySelectorAll(".box").forEach((one) => one.remove());
    boxesOf(area).forEach(add);
  };

  undo.hidden = false;
  undo.addEventListener("click", () => {
    area.value = area.value.trimEnd().split("\n").slice(0, -1).join("\n");
    show();
  });
  area.addEventListener("input", show);
  drawing.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    drawing.setPointerCapture(event.pointerId);
    from = point(event);
    live = add([...from, 0, 0]);
  });
  drawing.addEventListener("pointermove", (event) => {
    if (from) place(live, drawn(from, point(event)));
  });
  drawing.addEventListener("pointerup", (event) => {
    if (!from) return;
    const box = drawn(from, point(event));
    from = null;
    live.remove();
    if (box[2] > 4 && box[3] > 4) {
      take.checked = true;
      addLine(area, box.join(" "));
    }
  });
  show();
}
