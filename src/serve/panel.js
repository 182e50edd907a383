// What the preview lays over a page: the findings that are in its way, the drafting panel, and a
// badge. Each stands in a shadow tree beside the body, so that neither the theme nor the exchange
// of pages touches it. Sheets are constructed: the page's policy allows no inline styles.
const make = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const BASE = `
  :host { all: initial; }
  :host, button { font: 14px/1.5 system-ui, sans-serif; color: #f4f0ec; }
  button { background: none; border: 1px solid #8a8580; border-radius: 4px;
    padding: 0.1rem 0.6rem; cursor: pointer; }
  :focus-visible { outline: 2px solid #9cc7f0; outline-offset: 2px; }
  a { color: #9cc7f0; }
  h2, h3 { font-size: 1rem; margin: 0; }
  ol, ul { list-style: none; margin: 0; padding: 0; }
  p { margin: 0.2rem 0 0; color: #cfc8c0; }
  b.error { color: #ff8f85; } b.warning { color: #f0bf66; } b.hint { color: #9cc7f0; }
  code, pre { font: 13px/1.4 ui-monospace, monospace; overflow-wrap: anywhere; }
  pre { margin: 0.3rem 0; padding: 0.3rem 0.6rem; background: #2a282e; overflow: auto; }
  @media print { :host { display: none; } }`;

// An element of the preview with a shadow tree; in the page only while it has something to show.
const layer = (id, style) => {
  const host = make("div", { id });
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(BASE + style);
  root.adoptedStyleSheets = [sheet];
  return {
    show(...content) {
      root.replaceChildren(...content);
      if (!host.isConnected) document.documentElement.append(host);
    },
    hide() {
      root.replaceChildren();
      host.remove();
    },
  };
};

// A place in a source: a link where an editor is known.
const place = (text, href) =>
  href ? make("a", { href, title: "Open in the editor" }, make("code", { textContent: text }))
    : make("code", { textContent: text });

const findingItem = (finding, position = finding.position) => {
  const made = make("li", {},
    make("b", { className: finding.level, textContent: `${finding.level}[${finding.code}]` }),
    " ", finding.message, " ", position ? place(position, finding.href) : null);
  if (finding.line) made.append(make("pre", { textContent: finding.line }));
  if (finding.help) made.append(make("p", { textContent: finding.help }));
  return made;
};

const overlay = (() => {
  const over = layer("retrospect-findings", `
    section { position: fixed; inset: auto 0 0 0; max-height: 45vh; overflow: auto;
      z-index: 2147483002; background: #1c1b1f; border-top: 3px solid #e0a33a;
      padding: 0.75rem 1.25rem; box-shadow: 0 -4px 24px #0006; }
    section.error { border-top-color: #ff6b5e; }
    header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; }
    li { padding: 0.5rem 0; border-top: 1px solid #3b383f; }
    details { margin-top: 0.5rem; } summary { cursor: pointer; }`);
  let dismissed = "";
  const count = (number, of) => `${number} ${of}${number === 1 ? "" : "s"}`;
  return (blocking, elsewhere, nElsewhere) => {
    const key = JSON.stringify([blocking, nElsewhere]);
    if ((!blocking.length && !nElsewhere) || key === dismissed) {
      over.hide();
      return;
    }
    dismissed = "";
    const close = make("button", { type: "button", textContent: "Hide" });
    close.addEventListener("click", () => { dismissed = key; over.hide(); });
    const others = count(nElsewhere, "error") + " in other documents";
    const title = blocking.length ? count(blocking.length, "finding") : others;
    const isError = nElsewhere > 0 || blocking.some((finding) => finding.level === "error");
    const panel = make("section", { className: isError ? "error" : "" },
      make("header", {}, make("h2", { textContent: title }), close),
      make("ol", {}, ...blocking.map((finding) => findingItem(finding))));
    if (nElsewhere) {
      panel.append(make("details", {}, make("summary", { textContent: blocking.length ? others : "Show" }),
        make("ol", {}, ...elsewhere.map((finding) => findingItem(finding)))));
    }
    panel.setAttribute("role", "status");
    panel.setAttribute("aria-label", "Findings of the preview");
    over.show(panel);
  };
})();

const draftPanel = (() => {
  const KEY = "retrospect-draft-panel";
  const WIDE = 1200;
  const over = layer("retrospect-draft", `
    aside { position: fixed; inset: 4rem 0 auto auto; z-index: 2147483001; background: #1c1b1f;
      border-radius: 6px 0 0 6px; box-shadow: 0 2px 16px #0005; }
    aside.open { width: 20rem; max-width: 90vw; max-height: calc(100vh - 8rem); overflow: auto; }
    aside > button { display: block; width: 100%; border: 0; text-align: start;
      padding: 0.4rem 0.8rem; }
    .parts { padding: 0 0.8rem 0.8rem; }
    section { border-top: 1px solid #3b383f; padding: 0.5rem 0; }
    li { padding: 0.15rem 0; } h3 { color: #cfc8c0; font-size: 0.9rem; }
    i { color: #cfc8c0; }`);
  // Storage may be forbidden; the choice then lasts for the page.
  let chosen = null;
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return chosen; } };
  const store = (value) => { chosen = value; try { localStorage.setItem(KEY, value); } catch { /* not kept */ } };

  const part = (title, items) =>
    items.length ? make("section", {}, make("h3", { textContent: title }), make("ul", {}, ...items)) : null;
  const line = (number, href) => place(`line ${number}`, href);
  const parts = (panel) => make("div", { className: "parts" },
    make("p", {}, place(panel.source, panel.href), ` · ${panel.words} words · ${panel.minutes} min`),
    part("Findings", panel.findings.map((finding) =>
      findingItem(finding, finding.number ? `line ${finding.number}` : finding.position))),
    part("Still missing", panel.missing.map((name) => make("li", { textContent: name }))),
    part("Wide gaps in the timeline", panel.gaps.map((gap) =>
      make("li", {}, `${gap.length} between ${gap.from} and ${gap.to}, `, line(gap.line, gap.href)))),
    part("Read from the text", panel.understood.map((known) =>
      make("li", {}, `${known.name}: ${known.value} `, make("i", { textContent: known.origin }), ", ",
        known.line ? line(known.line, known.href) : "the file’s name"))));

  let told = "";
  return (panel) => {
    const key = JSON.stringify(panel);
    if (key === told) return;
    told = key;
    if (!panel) {
      over.hide();
      return;
    }
    let isOpen = stored() ? stored() === "open" : panel.draft && innerWidth >= WIDE;
    const n = panel.findings.length;
    const label = `${panel.draft ? "Draft" : "Document"}${n ? ` · ${n} finding${n === 1 ? "" : "s"}` : ""}`;
    const button = make("button", { type: "button" });
    const content = parts(panel);
    const aside = make("aside", {}, button, content);
    aside.setAttribute("aria-label", "Drafting panel");
    const turn = () => {
      aside.className = isOpen ? "open" : "";
      content.hidden = !isOpen;
      button.textContent = `${isOpen ? "▾" : "◂"} ${label}`;
      button.setAttribute("aria-expanded", String(isOpen));
    };
    button.addEventListener("click", () => {
      isOpen = !isOpen;
      store(isOpen ? "open" : "closed");
      turn();
    });
    turn();
    over.show(aside);
  };
})();

const badge = (() => {
  const over = layer("retrospect-badge", `
    output { position: fixed; inset: auto auto 1rem 1rem; z-index: 2147483003; background: #1c1b1f;
      border-radius: 1rem; padding: 0.2rem 0.9rem; box-shadow: 0 2px 12px #0005; }`);
  let timer = null;
  return {
    // Shows a text unless it is taken back before the time is over.
    soon(text, milliseconds) {
      clearTimeout(timer);
      timer = setTimeout(() => over.show(make("output", { textContent: text })), milliseconds);
    },
    clear() {
      clearTimeout(timer);
      over.hide();
    },
  };
})();
