// One box for a place: candidates while typing, and the device's own position only on a tap.
// What is typed goes to our own server in the body of a POST, never into an address; it is kept in no storage.
"use strict";

const WAIT_MS = 70;
const box = document.querySelector(".wm-place");
const input = box.querySelector("input");
const list = box.querySelector("ul");
const statusLine = box.querySelector("[role=status]");
const locate = box.querySelector(".wm-locate");
const go = box.querySelector(".wm-go");

let args = { words: {}, language: "en", country: "" };
let options = [];
let active = -1;
let timer = 0;
let asked = 0;

function tell(type, more) {
  window.parent.postMessage({ isStreamlitMessage: true, type: "streamlit:" + type, ...more }, window.location.origin);
}

function fit() { tell("setFrameHeight", { height: Math.ceil(document.documentElement.getBoundingClientRect().height) + 4 }); }

function give(value) { tell("setComponentValue", { value: { ...value, turn: Date.now() }, dataType: "json" }); }

function say(text) { statusLine.textContent = text; fit(); }

function close() {
  list.hidden = true;
  list.replaceChildren();
  options = [];
  active = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
  fit();
}

function pick(option) {
  input.value = option.label;
  close();
  say("");
  give({ token: option.id });
}

function mark(index) {
  active = index;
  Array.from(list.children).forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
  if (index >= 0) { input.setAttribute("aria-activedescendant", list.children[index].id); }
  else { input.removeAttribute("aria-activedescendant"); }
}

function row(option, at) {
  const item = document.createElement("li");
  item.id = "wm-place-" + at;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  const name = document.createElement("strong");
  name.textContent = option.label;
  const detail = document.createElement("span");
  detail.textContent = option.detail;
  item.append(name, " ", detail);
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => pick(option));
  return item;
}

function show(found) {
  options = found;
  active = -1;
  list.replaceChildren(...found.map(row));
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(found.length > 0));
  say(found.length ? args.words.found.replace("{number}", found.length) : args.words.none);
}

async function suggest() {
  const text = input.value.trim();
  const turn = ++asked;
  if (text.length < 2) { close(); say(""); return; }
  try {
    const answer = await fetch("/suggest", {
      method: "POST", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ text, language: args.language, country: args.country }),
    });
    if (turn === asked && answer.ok) { show(await answer.json()); }
  } catch (error) {
    close(); // The line is gone: Enter still sends the text through the app.
  }
}

function send() {
  clearTimeout(timer);
  asked += 1;
  const text = input.value.trim();
  if (active >= 0) { pick(options[active]); }
  else if (text) { close(); say(""); give({ text }); }
}

input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(suggest, WAIT_MS); });
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && options.length) { event.preventDefault(); mark((active + 1) % options.length); }
  else if (event.key === "ArrowUp" && options.length) { event.preventDefault(); mark((active - 1 + options.length) % options.length); }
  else if (event.key === "Escape") { close(); }
  else if (event.key === "Enter") { event.preventDefault(); send(); }
});
go.addEventListener("click", send);

locate.addEventListener("click", () => {
  say(args.words.locating);
  navigator.geolocation.getCurrentPosition(
    (spot) => {
      say("");
      // Two decimals are about one kilometre: the exact place never leaves the phone.
      give({ point: [Math.round(spot.coords.latitude * 100) / 100, Math.round(spot.coords.longitude * 100) / 100] });
    },
    () => say(args.words.refused),
    { enableHighAccuracy: false, timeout: 15000, maximumAge: 600000 },
  );
});

window.addEventListener("message", (event) => {
  if (event.source !== window.parent || event.data.type !== "streamlit:render") { return; }
  args = event.data.args;
  document.documentElement.lang = args.language;
  document.documentElement.dir = args.direction;
  box.querySelector("label").textContent = args.words.label;
  box.querySelector(".wm-hint").textContent = args.words.hint;
  go.textContent = args.words.go;
  locate.textContent = args.words.locate;
  locate.hidden = !("geolocation" in navigator);
  list.setAttribute("aria-label", args.words.label);
  if (window.frameElement) { window.frameElement.title = args.words.label; }
  fit();
});

tell("componentReady", { apiVersion: 1 });
window.addEventListener("resize", fit);
