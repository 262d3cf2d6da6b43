// What is convenient with a script and possible without one. Nothing here builds markup: what is shown comes from the server.
"use strict";

// Only answers of this server become markup, and they are escaped there; every other way into the page stays shut.
const policy = window.trustedTypes
  ? trustedTypes.createPolicy("muster", { createHTML: (text) => text })
  : { createHTML: (text) => text };

function nothing() {
  throw new Error("no text is run as a script here");
}

htmx.registerExtension("muster", { init: (api) => api.initSecurity(policy, nothing, nothing) });

// The progress of a job: its lines come as they are said.
function follow(place) {
  const source = new EventSource(place.dataset.events);
  source.addEventListener("line", (event) => {
    const said = JSON.parse(event.data);
    place.querySelector("[data-line]").textContent = said.line;
    const bar = place.querySelector("progress");
    if (said.total) {
      bar.max = said.total;
      bar.value = said.done;
    } else {
      bar.removeAttribute("value");
    }
  });
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
}

// One key, one thing: a control that names a key is pressed by it, unless someone is writing or has turned the keys off, as one whose
// voice is typed must be able to.
const KEYS = "muster keys";

function keyed(place) {
  const choice = place.querySelector("input");
  choice.checked = localStorage.getItem(KEYS) !== "off";
  choice.addEventListener("change", () => localStorage.setItem(KEYS, choice.checked ? "on" : "off"));
  place.hidden = false;
}

function press(event) {
  if (localStorage.getItem(KEYS) === "off") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!control) return;
  event.preventDefault();
  control.focus();
  control.click();
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-events]").forEach(follow);
  document.querySelectorAll(".keyed").forEach(keyed);
  document.addEventListener("keydown", press);
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-live]");
    if (form) form.requestSubmit();
  });
});
