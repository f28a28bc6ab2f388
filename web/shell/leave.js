/* Leaving: by the link, or by Shift pressed three times, also inside the map's frame. Written in old JavaScript on purpose: it must run
   on the phone they have. Without it the link is an ordinary link to /leave. */
(function () {
  "use strict";
  var words = JSON.parse(document.getElementById("wm-words").textContent);
  var wm = (window.wm = { words: words, left: false, lines: [], word: "", onLeave: [] });
  var presses = 0, wasModifier = false, timer = null, cleaner = null;

  /* The visit's random word lives in this page's memory only; with it the server finds what it has to forget. */
  (function () {
    var bytes = new Uint8Array(16), i;
    (window.crypto || window.msCrypto).getRandomValues(bytes);
    wm.word = "visit-";
    for (i = 0; i < bytes.length; i++) wm.word += (bytes[i] + 256).toString(16).slice(1);
  })();

  wm.texts = function () {
    return wm.words.texts[document.documentElement.lang] || wm.words.texts[wm.words.language];
  };

  wm.blank = function () {
    if (document.getElementById("wm-blank")) return;
    var sheet = document.createElement("div");
    sheet.id = "wm-blank";
    sheet.setAttribute("role", "alert");
    document.documentElement.className += " wm-left";
    document.body.appendChild(sheet);
    sheet.textContent = wm.texts().loading;
    document.title = wm.texts().loading;
  };

  function clearHere() {
    var i, names;
    try { window.sessionStorage.clear(); window.localStorage.clear(); } catch (refused) { /* storage is switched off: nothing to clear */ }
    names = document.cookie ? document.cookie.split(";") : [];
    for (i = 0; i < names.length; i++) document.cookie = names[i].split("=")[0] + "=;expires=Thu, 01 Jan 1970 00:00:00 GMT;path=/";
  }

  wm.leave = function () {
    var gone = false, i;
    if (wm.left) return;
    wm.left = true;
    for (i = 0; i < wm.onLeave.length; i++) try { wm.onLeave[i](); } catch (broken) { /* nothing may hold anybody back */ }
    /* One of our pages inside another of ours: the whole window leaves. */
    try { if (window.top !== window && window.top.wm) { window.top.wm.leave(); return; } } catch (foreign) { /* this frame leaves alone */ }
    wm.blank();
    function go() {
      if (gone) return;
      gone = true;
      window.location.replace(words.exit);
    }
    /* Our server gets this long to tell the browser to clear; a dead one never holds anybody back. */
    window.setTimeout(go, 700);
    for (i = 0; i < wm.lines.length; i++) try { wm.lines[i].close(); } catch (closed) { /* the line is gone already */ }
    clearHere();
    if (!window.fetch) { gone = true; window.location.replace("/leave"); return; }
    window.fetch("/leave", { method: "POST", body: wm.word, keepalive: true, cache: "no-store", referrerPolicy: "no-referrer" }).then(go, go);
  };

  function say(text) {
    var status = document.getElementById("wm-said");
    if (status) status.textContent = text;
  }

  function dots() {
    var bar = document.getElementById("wm-bar");
    if (bar) bar.setAttribute("data-presses", String(presses));
  }

  function reset(expired) {
    window.clearTimeout(timer);
    window.clearTimeout(cleaner);
    if (presses && expired) {
      say(wm.texts().expired);
      cleaner = window.setTimeout(function () { say(""); }, 5000);
    } else if (presses) {
      say("");
    }
    presses = 0;
    dots();
  }

  /* Shift let go after Shift+A fires two keyups: A with Shift held, then Shift. The second is not a press. */
  function onKeyUp(event) {
    if (wm.left) return;
    if (event.key === "Shift" && !wasModifier) {
      presses += 1;
      dots();
      window.clearTimeout(timer);
      window.clearTimeout(cleaner);
      if (presses >= 3) {
        presses = 0;
        wm.leave();
        return;
      }
      say(presses === 1 ? wm.texts().two_more : wm.texts().one_more);
      timer = window.setTimeout(function () { reset(true); }, 5000);
    } else if (presses) {
      reset(false);
    }
    wasModifier = !!event.shiftKey;
  }

  /* A click with Shift held uses it as a modifier as well. */
  function onPointer(event) {
    if (event.shiftKey) wasModifier = true;
  }

  function onClick(event) {
    var link = event.target && event.target.closest ? event.target.closest("a[href]") : null;
    if (!link) return;
    if (link.getAttribute("href") === "/leave") {
      event.preventDefault();
      wm.leave();
    } else if (/^https?:$/.test(link.protocol) && link.host !== window.location.host) {
      link.rel = "noreferrer noopener external";
    }
  }

  wm.listen = function (page) {
    if (page.wmListens) return;
    page.wmListens = true;
    page.addEventListener("keyup", onKeyUp, true);
    page.addEventListener("mousedown", onPointer, true);
    page.addEventListener("click", onClick, true);
  };
  wm.listen(document);

  /* However the page goes, the server forgets it, and a copy that the browser keeps for Back is blank. */
  window.addEventListener("pagehide", function (event) {
    if (!wm.left && navigator.sendBeacon) navigator.sendBeacon("/forget", wm.word);
    if (event.persisted) wm.blank();
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { wm.blank(); window.location.reload(); }
  });
})();
