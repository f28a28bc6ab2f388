/* Reads a text aloud with a voice of the device itself. A remote voice would send the text to somebody else's server, so it is never used;
   where the device has no voice of its own for the language, no button is shown. Loaded only on pages with a text to read. */
(function () {
  "use strict";
  var synth = window.speechSynthesis, wm = window.wm, run = 0, speaking = null;
  if (!synth || !window.SpeechSynthesisUtterance || wm.aloud) return;

  function voiceFor(language) {
    var voices = synth.getVoices(), i;
    for (i = 0; i < voices.length; i++) {
      if (voices[i].localService === true && String(voices[i].lang).toLowerCase().replace("_", "-").split("-")[0] === language) return voices[i];
    }
    return null;
  }

  /* Only what is unfolded is read: what a person did not open is not said into the room. */
  function hidden(part, whole) {
    var around = part.parentElement;
    for (; around && around !== whole; around = around.parentElement) {
      if (around.tagName === "DETAILS" && !around.open && !around.firstElementChild.contains(part)) return true;
    }
    return false;
  }

  function nodesOf(part) {
    var walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), nodes = [];
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.closest("h1, h2, h3, p, li, dt, dd") === part) nodes.push(walker.currentNode);
    }
    return nodes;
  }

  function place(nodes, offset) {
    var i;
    for (i = 0; i < nodes.length - 1 && offset > nodes[i].data.length; i++) offset -= nodes[i].data.length;
    return { node: nodes[i], offset: Math.min(offset, nodes[i].data.length) };
  }

  /* Sentences with where they stand, so that the spoken one can be marked and nothing on the page need be rewritten. */
  function sentencesOf(whole) {
    var found = [];
    Array.prototype.forEach.call(whole.querySelectorAll("h1, h2, h3, p, li, dt, dd"), function (part) {
      var nodes, text, sentence = /[^.!?…]+(?:[.!?…]+(?:["”’)]|\s?»)*|$)/g, match, start, end, range;
      if (hidden(part, whole) || part.hasAttribute("data-wm-aloud")) return;
      nodes = nodesOf(part);
      text = nodes.map(function (node) { return node.data; }).join("");
      while ((match = sentence.exec(text))) {
        if (!/[^\s.!?…]/.test(match[0])) continue;
        start = place(nodes, match.index + match[0].search(/\S/));
        end = place(nodes, match.index + match[0].length);
        range = document.createRange();
        range.setStart(start.node, start.offset);
        range.setEnd(end.node, end.offset);
        found.push({ text: match[0].trim(), range: range, part: part });
      }
    });
    return found;
  }

  function mark(sentence) {
    var old = document.querySelectorAll(".wm-spoken"), i;
    for (i = 0; i < old.length; i++) old[i].classList.remove("wm-spoken");
    if (window.CSS && CSS.highlights && window.Highlight) {
      if (sentence) CSS.highlights.set("wm-spoken", new Highlight(sentence.range)); else CSS.highlights["delete"]("wm-spoken");
    } else if (sentence) {
      sentence.part.classList.add("wm-spoken");
    }
    if (sentence && sentence.part.scrollIntoView) sentence.part.scrollIntoView({ block: "nearest" });
  }

  function stop() {
    run += 1;
    synth.cancel();
    mark(null);
    if (speaking) speaking.show(false);
    speaking = null;
  }

  function read(offer) {
    var sentences = sentencesOf(offer.whole), mine, next = 0;
    stop();
    mine = run;
    speaking = offer;
    offer.show(true);
    function speak() {
      var voice, said;
      if (mine !== run) return;
      voice = voiceFor(offer.language);
      if (next >= sentences.length || !voice || !document.documentElement.contains(offer.whole)) { stop(); return; }
      said = new SpeechSynthesisUtterance(sentences[next].text);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.9;
      said.onstart = function () { if (mine === run) mark(sentences[next]); };
      said.onend = function () { if (mine === run) { next += 1; speak(); } };
      said.onerror = function () { if (mine === run) stop(); };
      synth.speak(said);
    }
    speak();
  }

  /* Draws the button where the page offers one and a voice is there; takes it away where there is none. */
  function offer() {
    var spot = document.querySelector("[data-wm-aloud]"), whole = spot && spot.closest("[data-wm-read]"), language, button, mine;
    if (speaking && !document.documentElement.contains(speaking.whole)) stop();
    if (!whole) return;
    language = spot.getAttribute("data-wm-aloud");
    button = spot.querySelector("button");
    if (!voiceFor(language)) { if (button) button.remove(); return; }
    if (button && button.wmLanguage === language && button.wmWords === spot.getAttribute("data-read")) return;
    if (button) { stop(); button.remove(); }
    button = document.createElement("button");
    button.type = "button";
    button.wmLanguage = language;
    button.wmWords = spot.getAttribute("data-read");
    mine = { whole: whole, language: language, show: function (on) { button.textContent = spot.getAttribute(on ? "data-stop" : "data-read"); } };
    mine.show(false);
    button.addEventListener("click", function () { if (speaking === mine) stop(); else read(mine); });
    spot.appendChild(button);
  }

  wm.aloud = offer;
  /* A voice must not go on after somebody had to leave. */
  wm.onLeave.push(stop);
  window.addEventListener("pagehide", stop);
  if (synth.addEventListener) synth.addEventListener("voiceschanged", offer);
  else synth.onvoiceschanged = offer;
  offer();
})();
