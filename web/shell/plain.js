/* One history entry and one address on the plain pages too: links and forms of ours are fetched and put in place of the page. Whatever
   does not work here falls back to what the browser does without script. */
(function () {
  "use strict";
  if (!window.fetch || !window.DOMParser || !window.URLSearchParams || !history.replaceState) return;

  function neutral() {
    var language = document.documentElement.lang;
    if (window.location.pathname.indexOf("/plain/") === 0) history.replaceState(null, "", "/plain/" + language);
  }

  function look(page) {
    var style = page.querySelector("head style");
    return style ? style.textContent : "";
  }

  /* A page with a stylesheet that this document's policy does not know takes its place as a document; the answer to a form cannot be
     asked for again, and keeps the look that is here. */
  function show(text, again) {
    var page = new DOMParser().parseFromString(text, "text/html"), same = look(page) === look(document), start;
    if (!same && again) { window.location.replace(again); return; }
    document.documentElement.lang = page.documentElement.lang;
    document.documentElement.dir = page.documentElement.dir;
    if (same) document.documentElement.replaceChild(document.adoptNode(page.head), document.head);
    document.documentElement.replaceChild(document.adoptNode(page.body), document.body);
    window.wm.words = JSON.parse(document.getElementById("wm-words").textContent);
    neutral();
    window.scrollTo(0, 0);
    window.wm.lookForText();
    start = document.querySelector("h1");
    if (start) { start.setAttribute("tabindex", "-1"); start.focus(); }
  }

  function fetched(address, options, otherwise) {
    options.cache = "no-store";
    options.referrerPolicy = "no-referrer";
    window.fetch(address, options).then(function (answer) {
      if ((answer.headers.get("content-type") || "").indexOf("text/html") !== 0) throw new Error("not a page");
      return answer.text().then(function (text) { show(text, options.method ? "" : address); });
    }).catch(otherwise);
  }

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href]") : null;
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.host !== window.location.host || !/^https?:$/.test(link.protocol)) return;
    if (link.getAttribute("href").charAt(0) === "#") return;
    event.preventDefault();
    /* The way to the rich view loads a new document; it takes this one's place. */
    if (link.pathname.indexOf("/plain") !== 0) { window.location.replace(link.href); return; }
    fetched(link.href, {}, function () { window.location.replace(link.href); });
  });

  document.addEventListener("submit", function (event) {
    var form = event.target, sent = new URLSearchParams(), button = event.submitter;
    if (event.defaultPrevented || form.target || form.method.toLowerCase() !== "post") return;
    event.preventDefault();
    new FormData(form).forEach(function (value, name) { if (typeof value === "string") sent.append(name, value); });
    if (button && button.name) sent.append(button.name, button.value);
    fetched((button && button.hasAttribute("formaction") && button.formAction) || form.action, { method: "POST", body: sent }, function () {
      if (button && button.name) {
        var hidden = document.createElement("input");
        hidden.type = "hidden"; hidden.name = button.name; hidden.value = button.value;
        form.appendChild(hidden);
      }
      form.submit();
    });
  });
  neutral();
  window.wm.lookForText();
})();
