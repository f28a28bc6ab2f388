// One box for a place: candidates while typing, and the device's own position only on a tap.
// What is typed goes to our own server in the body of a POST, never into an address.
const WAIT_MS = 70;

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".wm-place");
  const input = root.querySelector("input");
  const list = root.querySelector("ul");
  const status = root.querySelector("[role=status]");
  const locate = root.querySelector(".wm-locate");
  const words = data.words;
  root.querySelector("label").textContent = words.label;
  root.querySelector(".wm-hint").textContent = words.hint;
  root.querySelector(".wm-go").textContent = words.go;
  locate.textContent = words.locate;
  list.setAttribute("aria-label", words.label);
  if (data.typed && !input.value && !root.dataset.filled) { input.value = data.typed; root.dataset.filled = "yes"; }
  locate.hidden = !("geolocation" in navigator);

  let options = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  function close() {
    list.hidden = true;
    list.replaceChildren();
    options = [];
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function pick(option) {
    input.value = option.label;
    close();
    setTriggerValue("picked", option.id);
  }

  function mark(index) {
    active = index;
    Array.from(list.children).forEach((item, at) => item.setAttribute("aria-selected", String(at === index)));
    if (index < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", list.children[index].id);
    list.children[index].scrollIntoView({ block: "nearest" });
  }

  function show(found) {
    options = found;
    active = -1;
    list.replaceChildren(...found.map((option, at) => {
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
    }));
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
    status.textContent = found.length ? words.found.replace("{number}", found.length) : words.none;
  }

  async function suggest() {
    const text = input.value.trim();
    if (text.length < 2) { close(); status.textContent = ""; return; }
    const turn = ++asked;
    try {
      const answer = await fetch("/suggest", {
        method: "POST", cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ text, language: data.language, country: data.country }),
      });
      if (turn === asked && answer.ok) { show(await answer.json()); }
    } catch (error) {
      close(); // The line is gone: Enter still sends the text through the app.
    }
  }

  input.oninput = () => { clearTimeout(timer); timer = setTimeout(suggest, WAIT_MS); };
  input.onkeydown = (event) => {
    if (event.key === "ArrowDown" && options.length) { event.preventDefault(); mark((active + 1) % options.length); }
    else if (event.key === "ArrowUp" && options.length) { event.preventDefault(); mark((active - 1 + options.length) % options.length); }
    else if (event.key === "Escape") { close(); }
    else if (event.key === "Enter") { event.preventDefault(); send(); }
  };
  input.onblur = () => { setTimeout(close, 150); };

  function send() {
    clearTimeout(timer);
    asked += 1;
    const text = input.value.trim();
    if (active >= 0) { pick(options[active]); } else if (text) { close(); setTriggerValue("typed", text); }
  }
  root.querySelector(".wm-go").onclick = send;

  locate.onclick = () => {
    status.textContent = words.locating;
    navigator.geolocation.getCurrentPosition(
      (spot) => {
        status.textContent = "";
        // Two decimals are about one kilometre: the exact place never leaves the phone.
        setTriggerValue("located", [Math.round(spot.coords.latitude * 100) / 100, Math.round(spot.coords.longitude * 100) / 100]);
      },
      () => { status.textContent = words.refused; },
      { enableHighAccuracy: false, timeout: 15000, maximumAge: 600000 },
    );
  };

  return () => { clearTimeout(timer); input.value = ""; close(); };
}
