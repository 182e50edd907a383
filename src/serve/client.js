// The preview's script: loads the page anew when the site has changed, and lays findings over it.
// It is part of `serve` alone; no built site holds it.
"use strict";
(() => {
  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; max-height: 45vh; overflow: auto; z-index: 9999;
      background: #1c1b1f; color: #f4f0ec; font: 14px/1.5 system-ui, sans-serif;
      border-top: 3px solid #e0a33a; padding: 0.75rem 1.25rem; box-shadow: 0 -4px 24px #0006; }
    section.error { border-top-color: #ff6b5e; }
    header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
    h2 { font-size: 1rem; margin: 0; }
    button { font: inherit; color: inherit; background: none; border: 1px solid #8a8580;
      border-radius: 4px; padding: 0.2rem 0.7rem; cursor: pointer; }
    ol { list-style: none; margin: 0.5rem 0 0; padding: 0; }
    li { padding: 0.5rem 0; border-top: 1px solid #3b383f; }
    b.error { color: #ff8f85; } b.warning { color: #f0bf66; } b.hint { color: #9cc7f0; }
    code, pre { font: 13px/1.4 ui-monospace, monospace; }
    pre { margin: 0.3rem 0; padding: 0.3rem 0.6rem; background: #2a282e; overflow: auto; }
    p { margin: 0.2rem 0 0; color: #cfc8c0; }`;

  let host = null;
  let dismissed = "";

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  const item = (finding) => {
    const made = element("li", {},
      element("b", { className: finding.level, textContent: `${finding.level}[${finding.code}]` }),
      " ", finding.message, " ",
      element("code", { textContent: finding.position }));
    if (finding.line) made.append(element("pre", { textContent: finding.line }));
    if (finding.help) made.append(element("p", { textContent: finding.help }));
    return made;
  };

  const show = (findings) => {
    const shown = findings.filter((finding) => finding.level !== "hint");
    const key = JSON.stringify(shown);
    host?.remove();
    host = null;
    if (shown.length === 0 || key === dismissed) return;
    const errors = shown.filter((finding) => finding.level === "error").length;
    host = element("div", { id: "retrospect-findings" });
    const root = host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const close = element("button", { type: "button", textContent: "Hide" });
    close.addEventListener("click", () => { dismissed = key; host?.remove(); host = null; });
    const count = shown.length === 1 ? "1 finding" : `${shown.length} findings`;
    const panel = element("section", { className: errors ? "error" : "" },
      element("header", {}, element("h2", { textContent: count }), close),
      element("ol", {}, ...shown.slice(0, 50).map(item)));
    panel.setAttribute("role", "status");
    panel.setAttribute("aria-label", "Findings of the preview");
    root.append(panel);
    document.body.append(host);
  };

  const look = async () => {
    const answer = await fetch("/_retrospect/findings", { cache: "no-store" });
    if (answer.ok) show((await answer.json()).findings);
  };

  let known = null;
  const news = new EventSource("/_retrospect/events");
  news.addEventListener("message", (event) => {
    if (known !== null && known !== event.data) {
      location.reload();
      return;
    }
    known = event.data;
    look().catch(() => {});
  });
  // An open stream would keep the page out of the browser's back-forward cache.
  addEventListener("pagehide", () => news.close());
})();
