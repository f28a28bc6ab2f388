/* What the document does around Streamlit: no storage, one neutral history entry and title, the reader's language, and the keys of leave.js
   in the frames. */
(function () {
  "use strict";
  var wm = window.wm, title = document.title, NEUTRAL = "/";

  /* Streamlit remembers its look and panels in the browser. Here it remembers them in this page's memory only. */
  function memory() {
    var kept = {};
    return {
      getItem: function (key) { return Object.prototype.hasOwnProperty.call(kept, key) ? kept[key] : null; },
      setItem: function (key, value) { kept[key] = String(value); },
      removeItem: function (key) { delete kept[key]; },
      clear: function () { kept = {}; },
      key: function (index) { var keys = Object.keys(kept); return index < keys.length ? keys[index] : null; },
      get length() { return Object.keys(kept).length; }
    };
  }
  ["localStorage", "sessionStorage"].forEach(function (name) {
    var real = null, substitute = memory();
    try { real = window[name]; real.clear(); } catch (refused) { real = null; }
    Object.defineProperty(window, name, { configurable: true, get: function () { return substitute; } });
  });

  /* One entry, one address, however many pages were seen. */
  var replace = history.replaceState.bind(history);
  history.pushState = history.replaceState = function (state) { replace(state, "", NEUTRAL); };
  replace(null, "", NEUTRAL);

  /* Each page's name would stand in the tab and in the history. */
  Object.defineProperty(document, "title", {
    configurable: true,
    get: function () { return document.querySelector("title").textContent; },
    set: function (text) { if (wm.left) document.querySelector("title").textContent = text; }
  });

  var Native = window.WebSocket;
  function Line(address, protocols) {
    if (wm.left) throw new Error("left");
    var offered = [].concat(protocols || []);
    if (String(address).indexOf("/_stcore/stream") !== -1) offered.push(wm.word);
    var line = new Native(address, offered);
    wm.lines.push(line);
    return line;
  }
  Line.prototype = Native.prototype;
  ["CONNECTING", "OPEN", "CLOSING", "CLOSED"].forEach(function (name) { Line[name] = Native[name]; });
  window.WebSocket = Line;

  function speak(language) {
    var texts = wm.words.texts[language], root = document.documentElement;
    if (!texts || root.lang === language) return;
    root.lang = language;
    root.dir = texts.direction;
    document.querySelectorAll("[data-wm]").forEach(function (part) { part.textContent = texts[part.getAttribute("data-wm")]; });
    document.querySelectorAll("[data-wm-label]").forEach(function (part) { part.setAttribute("aria-label", texts[part.getAttribute("data-wm-label")]); });
    document.querySelectorAll("[data-wm-plain]").forEach(function (link) { link.href = "/plain/" + language + link.getAttribute("data-wm-plain"); });
  }

  /* A frame says what it is and in which language; Leaflet's two buttons know English only. */
  function nameFrame(frame, page) {
    var said = wm.texts(), map = frame.src.indexOf("streamlit_folium") !== -1, buttons = { "in": said.zoom_in, out: said.zoom_out }, kind, button;
    page.documentElement.lang = document.documentElement.lang;
    if (map && frame.title !== said.map) frame.title = said.map;
    if (frame.title && page.title !== frame.title) page.title = frame.title;
    /* folium forbids to enlarge what is read. */
    if (map) page.querySelectorAll('meta[name="viewport"][content*="maximum-scale"]').forEach(function (limit) { limit.remove(); });
    for (kind in buttons) {
      button = map && page.querySelector(".leaflet-control-zoom-" + kind);
      if (!button || button.title === buttons[kind]) continue;
      button.title = buttons[kind];
      button.setAttribute("aria-label", buttons[kind]);
    }
  }

  function listenIn(frame) {
    var page = null;
    try { page = frame.contentDocument; } catch (foreign) { page = null; }
    if (page && page.documentElement && /^http/.test(page.URL)) nameFrame(frame, page);
    if (page && !page.wmListens) {
      wm.listen(page);
      new MutationObserver(look).observe(page, { childList: true, subtree: true });
      page.querySelectorAll("iframe").forEach(attach);
    }
  }
  function attach(frame) {
    listenIn(frame);
    if (frame.wmWatched) return;
    frame.wmWatched = true;
    frame.addEventListener("load", function () { listenIn(frame); });
  }

  /* Where this script does not run, the panel goes on to say that it did not. */
  var wait = document.getElementById("wm-wait"), waiting = false, words = document.getElementById("wm-wait-words");
  words.setAttribute("data-wm", "wait");
  words.textContent = wm.texts().wait;

  /* Another text in place of the one before starts at its top, for eyes and for screen readers. */
  var seen = null;
  function arrive() {
    var place = document.querySelector("[data-wm-place]"), name = place && place.getAttribute("data-wm-place");
    if (name === seen) return;
    seen = name;
    if (!place) return;
    place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
    place.scrollIntoView({ block: "center" });
  }

  /* Streamlit's own button for a file says "Upload" in every language. */
  function nameFiles() {
    document.querySelectorAll('[data-testid="stFileUploaderDropzone"] button [data-testid="stMarkdownContainer"] p').forEach(function (part) {
      if (part.textContent !== wm.texts().file) part.textContent = wm.texts().file;
    });
  }

  function look() {
    if (waiting) return;
    waiting = true;
    window.requestAnimationFrame(function () {
      waiting = false;
      var said = document.querySelector(".wm-language");
      if (said) speak(said.getAttribute("data-language"));
      if (wait && (said || document.querySelector('[data-testid="stAlert"], [data-testid="stException"], [role="dialog"]'))) {
        wait.remove();
        wait = null;
      }
      arrive();
      nameFiles();
      wm.lookForText();
      Array.prototype.forEach.call(document.getElementsByTagName("iframe"), attach);
      if (!wm.left && document.querySelector("title").textContent !== title) document.querySelector("title").textContent = title;
    });
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["data-language", "data-wm-place"] });

  /* The words of a text arrive before its buttons: on a slow line a tap waits for its button, and for one left from the text before to go. */
  function press(name, times) {
    var button = document.querySelector(".st-key-" + name + " button");
    if (button && !button.disabled && !button.closest('[data-stale="true"]')) button.click();
    else if (times) window.setTimeout(function () { press(name, times - 1); }, 200);
  }

  /* A link inside the page moves to its target without an entry in the history; where a button has that name, it presses the button. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest('a[href^="#"]') : null, name, target;
    if (!link) return;
    event.preventDefault();
    name = decodeURIComponent(link.getAttribute("href").slice(1));
    target = document.getElementById(name);
    if (!target && /^[a-z0-9_-]+$/.test(name)) press(name, 50);
    if (target && target.id === "root") target = document.querySelector('[data-testid="stMain"], main') || target;
    if (!target) return;
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    target.focus();
    target.scrollIntoView();
  }, true);
})();
