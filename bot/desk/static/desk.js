// Locks the page when nobody works on it, and warns before what was written is lost.
// Everything else works without this file.
"use strict";

const idleSeconds = Number(document.body.dataset.idle || 0);
let noted = Date.now();
let sending = false;

async function secondsLeft(address, method) {
  try {
    const answer = await fetch(address, { method, cache: "no-store", credentials: "same-origin" });
    return (await answer.json()).left;
  } catch {
    return null; // the desk has stopped: nothing can be said
  }
}

function leave() {
  sending = true;
  document.body.hidden = true;
  location.replace("/unlock?why=idle");
}

// Other tabs may have been used meanwhile: the desk itself knows.
async function watch() {
  const left = await secondsLeft("/idle", "GET");
  if (left === 0) {
    leave();
    return;
  }
  setTimeout(watch, Math.min(left ?? 15, idleSeconds) * 1000 + 1000);
}

// Writing a long answer is work, though nothing is sent: tell the desk once a minute.
function note() {
  if (Date.now() - noted < 60000) return;
  noted = Date.now();
  secondsLeft("/alive", "POST").then((left) => left === 0 && leave());
}

if (idleSeconds) {
  document.addEventListener("input", note);
  document.addEventListener("scroll", note, { passive: true });
  setTimeout(watch, idleSeconds * 1000 + 1000);
  window.addEventListener("pageshow", (event) => event.persisted && watch());
}

// The form for a change of status: only what the chosen status needs, and its own sentence.
const choice = document.querySelector("[data-statuses]");
if (choice) {
  const body = document.querySelector("[data-for-referral]");
  const sentence = document.querySelector("[data-sentence]");
  const show = () => {
    const option = choice.selectedOptions[0];
    body.hidden = option.value !== "referred";
    body.querySelector("input").required = !body.hidden;
    const known = [...choice.options].some((one) => one.dataset.text === sentence.value);
    if (known || sentence.value === "") sentence.value = option.dataset.text || "";
  };
  choice.addEventListener("change", show);
  show();
}

// Long writing is not thrown away by a slip.
const written = new Set();
document.addEventListener("input", (event) => {
  if (event.target.matches("textarea")) written.add(event.target);
});
document.addEventListener("submit", () => {
  sending = true;
});
window.addEventListener("beforeunload", (event) => {
  if (!sending && [...written].some((one) => one.value.trim())) event.preventDefault();
});
