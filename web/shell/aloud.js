/* Fetches the script that reads aloud when a page first has a text to read; a plain page says which content it must have. */
window.wm.lookForText = function () {
  "use strict";
  var wm = window.wm, spot = document.querySelector("[data-wm-aloud]"), script;
  if (wm.aloud) { wm.aloud(); return; }
  if (!spot || wm.aloudAsked || !window.speechSynthesis) return;
  wm.aloudAsked = true;
  script = document.createElement("script");
  script.src = "/app/static/read-aloud.js";
  if (spot.getAttribute("data-integrity")) script.integrity = spot.getAttribute("data-integrity");
  document.documentElement.appendChild(script);
};
