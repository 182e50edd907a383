// What a page gains with scripts. Without them everything can be read and reached; nothing here is
// needed for that. Every part stands alone and does nothing where its place is missing.
//
// The preview exchanges what has changed of a page in place and then tells `retrospect:updated`;
// every part can be installed again. What a part adds carries `data-made`: the preview leaves it.
(() => {
  "use strict";
  const all = (selector, from = document) => Array.from(from.querySelectorAll(selector));
  const one = (selector, from = document) => from.querySelector(selector);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const made = (element) => {
    element.dataset.made = "";
    return element;
  };
  const parts = [];
  // Storage may be forbidden (private windows, file addresses); choices then last for the page.
  const store = {
    get(key) { try { return localStorage.getItem("retrospect-" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("retrospect-" + key, value); } catch { /* not kept */ } },
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // Light and dark: as the system has it, or as chosen here.
  parts.push(() => {
    const tools = one(".site-tools");
    if (!tools || one("[data-made]", tools)) return;
    const order = ["auto", "light", "dark"];
    const stored = store.get("theme");
    let theme = order.includes(stored) ? stored : "auto";
    const word = make("span");
    const button = make("button", { type: "button", className: "tool" }, make("span", { className: "theme-dot", ariaHidden: "true" }), word);
    const show = () => {
      word.textContent = { auto: "Auto", light: "Light", dark: "Dark" }[theme];
      button.setAttribute("aria-label", `${word.textContent} theme; switch`);
      button.title = "Theme: as your system, light or dark";
      if (theme === "auto") delete document.documentElement.dataset.theme;
      else document.documentElement.dataset.theme = theme;
    };
    button.addEventListener("click", () => {
      theme = order[(order.indexOf(theme) + 1) % order.length];
      store.set("theme", theme);
      show();
    });
    show();
    tools.append(made(button));
  });

  // The contents follow the reading position: the last heading above the upper third of the window.
  let observer;
  parts.push(() => {
    observer?.disconnect();
    const links = new Map(all(".contents a").map((a) => [a.getAttribute("href").slice(1), a]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    if (!headings.length) return;
    const mark = () => {
      const limit = innerHeight / 3;
      const atEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 4 && scrollY > 0;
      const passed = headings.filter((heading) => heading.getBoundingClientRect().top <= limit);
      const current = atEnd ? headings.at(-1) : passed.at(-1) || headings[0];
      for (const [id, link] of links) {
        if (id === current.id) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    // Everything above the line counts as in sight, so that a jump past a heading is seen too.
    observer = new IntersectionObserver(mark, { rootMargin: "999999px 0px -66% 0px" });
    headings.forEach((heading) => observer.observe(heading));
    mark();
  });

  // Says something to screen readers. The place is there before its first words, or they go unheard.
  const voice = made(make("div", { className: "visually-hidden" }));
  voice.setAttribute("role", "status");
  parts.push(() => document.body.append(voice));
  const announce = (words) => {
    voice.textContent = "";
    setTimeout(() => { voice.textContent = words; }, 50);
  };

  // Copying: the text of the element as it stands, to the character.
  parts.push(() => {
    if (!navigator.clipboard) return;
    for (const box of all(".code, .diagram")) {
      const pre = one("pre", box);
      if (!pre || one("[data-made]", box)) continue;
      const button = make("button", { type: "button", className: "tool copy", textContent: "Copy" });
      button.setAttribute("aria-label", box.matches(".diagram") ? "Copy diagram" : "Copy code");
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(one("pre", box).textContent);
          button.textContent = "Copied";
        } catch {
          button.textContent = "Not copied";
        }
        announce(button.textContent);
        button.classList.add("is-done");
        setTimeout(() => { button.textContent = "Copy"; button.classList.remove("is-done"); }, 1600);
      });
      const caption = one("figcaption", box);
      box.insertBefore(made(button), caption);
    }
  });

  // Which clock leads in a timeline. The written time is the record and stays in sight always.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const clockText = (when, clock) => {
    const utc = when.dataset.utc;
    const date = utc && new Date(utc);
    if (!date || isNaN(date)) return null;
    const timeZone = clock === "utc" ? "UTC" : zone;
    const part = (options, type) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).formatToParts(date).find((found) => found.type === type)?.value;
    const time = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }).format(date);
    // The day is told where it is not the writer's.
    const isOther = Number(part({ day: "numeric" }, "day")) !== Number((when.dataset.local || utc).slice(8, 10));
    const day = isOther ? new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short" }).format(date) + ", " : "";
    return `${"approximate" in when.dataset ? "≈ " : ""}${day}${time} ${part({ timeZoneName: "short" }, "timeZoneName") || ""}`.trim();
  };
  const setClock = (clock) => {
    for (const when of all(".when")) {
      const time = one(".told", when);
      const written = (time.dataset.written ||= time.textContent);
      const elapsed = one(".elapsed", when);
      one(".written", when)?.remove();
      const lead = clock === "elapsed" ? elapsed && elapsed.textContent : clock === "written" ? null : clockText(when, clock);
      time.textContent = lead || written;
      if (elapsed) elapsed.hidden = Boolean(lead) && clock === "elapsed";
      if (lead) one(".clock", when).after(made(make("span", { className: "written", textContent: written, title: "as written" })));
    }
  };
  // One switch serves all stretches of the timeline.
  const clockSwitch = (slot) => {
    const clocks = { written: "As written", utc: "UTC", zone: zone ? "Your zone" : "", elapsed: "Elapsed" };
    const stored = store.get("clock");
    let clock = stored && Object.hasOwn(clocks, stored) ? stored : "written";
    const group = make("fieldset", { className: "clocks" }, make("legend", { textContent: "Clock" }));
    for (const [value, name] of Object.entries(clocks)) {
      if (!name) continue;
      const input = make("input", { type: "radio", name: "clock", value, checked: value === clock });
      input.addEventListener("change", () => {
        clock = value;
        store.set("clock", clock);
        setClock(clock);
      });
      const label = make("label", {}, input, make("span", { textContent: name }));
      if (value === "zone") label.title = zone;
      group.append(label);
    }
    slot.append(made(group));
  };
  parts.push(() => {
    const slot = one(".clock-slot");
    if (!slot) return;
    if (!one("[data-made]", slot)) clockSwitch(slot);
    const clock = one("input:checked", slot)?.value ?? "written";
    if (clock !== "written") setClock(clock);
  });

  // Narrowing the incidents of a page by words; filter.js does so for the whole archive.
  let narrow = () => {};
  const filter = (place) => {
    const input = make("input", { type: "search", autocomplete: "off", placeholder: "Filter incidents" });
    input.setAttribute("aria-label", "Filter incidents");
    const told = make("output");
    narrow = () => {
      const rows = all(".row");
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row) => {
        const text = (texts.get(row) ?? texts.set(row, row.textContent.toLowerCase()).get(row));
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) shown += 1;
      });
      all(".year").forEach((year) => { year.hidden = !one(".row:not([hidden])", year); });
      told.textContent = words.length ? `${shown} of ${rows.length}` : "";
    };
    input.addEventListener("input", () => narrow());
    place.append(made(make("div", { className: "filter" }, input, told)));
  };
  // Rows' words, read once: a list may have thousands.
  let texts = new WeakMap();
  parts.push(() => {
    texts = new WeakMap();
    const place = one(".filter-slot:not([data-whole])");
    if (!place || all(".row").length <= 5) return;
    if (one("[data-made]", place)) narrow();
    else filter(place);
  });
  // A browser that restores the field on the way back restores no list.
  addEventListener("pageshow", () => one(".filter input")?.value && narrow());

  // Keys. Single letters can be switched off, by the reader and for the whole site: speech input
  // and screen readers use them too (WCAG 2.2, 2.1.4).
  const keysAllowed = document.documentElement.dataset.shortcuts !== "off";
  let keysOn = keysAllowed && store.get("keys") !== "off";
  const entries = () => all(".timeline .entry");
  let at = null;
  const step = (by) => {
    const list = entries();
    if (!list.length) return false;
    const current = list.indexOf(document.activeElement?.closest?.(".entry") || at);
    let next = current + by;
    if (current < 0) {
      // From nowhere, to the nearest entry in the direction of travel.
      const below = list.findIndex((entry) => entry.getBoundingClientRect().top > 8);
      next = by > 0 ? (below < 0 ? list.length - 1 : below) : (below < 0 ? list.length : below) - 1;
    }
    at = list[Math.min(Math.max(next, 0), list.length - 1)];
    const target = one("a.clock", at) || at;
    target.focus({ preventScroll: true });
    // The head of the entry, not its middle: an entry may be taller than the window.
    (one(".when", at) || at).scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
    return true;
  };
  // The field for the whole text, else the page of it, else a filter.
  const search = () => {
    const field = one(".search-form input") || one(".search-box input");
    const page = one("a.search-link");
    if (!field && page) {
      location.assign(page.href);
      return true;
    }
    const found = field || one("input[type=search]");
    found?.focus();
    found?.select();
    return Boolean(found);
  };
  let dialog;
  const showKeys = () => {
    if (!dialog) {
      const box = make("input", { type: "checkbox", checked: keysOn });
      box.addEventListener("change", () => {
        keysOn = box.checked;
        store.set("keys", keysOn ? "on" : "off");
      });
      const keys = [["j", "next timeline entry"], ["k", "previous timeline entry"], ["/", "search"], ["?", "these keys"]];
      const title = make("h2", { id: "keys-title", textContent: "Keys" });
      const close = make("button", { type: "button", className: "tool", textContent: "Close" });
      dialog = make("dialog", { className: "keys" }, title,
        make("dl", {}, ...keys.map(([key, does]) => make("div", {}, make("dt", {}, make("kbd", { textContent: key })), make("dd", { textContent: does })))),
        make("label", {}, box, "Single-key shortcuts"), close);
      dialog.setAttribute("aria-labelledby", "keys-title");
      close.addEventListener("click", () => dialog.close());
      document.body.append(made(dialog));
    }
    if (!dialog.open) dialog.showModal();
  };
  parts.push(() => {
    const footer = one(".footer-tools");
    if (!keysAllowed || !footer || one("[data-made]", footer)) return;
    const button = make("button", { type: "button", className: "tool", textContent: "Keys" });
    button.addEventListener("click", showKeys);
    footer.append(made(button));
  });
  addEventListener("keydown", (event) => {
    if (!keysOn || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable], dialog")) return;
    let done = false;
    if (event.key === "j") done = step(1);
    else if (event.key === "k") done = step(-1);
    else if (event.key === "?") { showKeys(); done = true; }
    else if (event.key === "/") done = search();
    if (done) event.preventDefault();
  });

  // What happened on this day in earlier years, else within three days of it. The line is there
  // without it, so that nothing moves; one small file of the month is loaded, and none where the
  // page names none.
  parts.push(() => {
    const line = one(".on-this-day");
    const now = new Date();
    // In a leap year, which has every day.
    const day = (by) => new Date(Date.UTC(2024, now.getMonth(), now.getDate() + by));
    const month = day(0).toISOString().slice(5, 7);
    if (!line || !line.dataset.months.split(" ").includes(month)) return;
    const link = (href, textContent) => make("a", { href: new URL(href, new URL(line.dataset.root, location.href)), textContent });
    const show = () => {
      one("[data-made]", line)?.remove();
      for (const by of [0, -1, 1, -2, 2, -3, 3]) {
        const found = globalThis.retrospectDays[day(by).toISOString().slice(5, 10)];
        const incident = found?.incidents.find(({ year }) => year < now.getFullYear());
        if (!incident) continue;
        const name = by ? new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "short" }).format(day(by)) : "";
        const others = found.count > 1 ? [link(found.list, `${found.count - 1} more`)] : [];
        one("dd", line).prepend(made(make("span", {}, make("span", { className: "day", textContent: `${name} ${incident.year}` }), link(incident.href, incident.title), ...others)));
        return;
      }
    };
    const script = made(make("script", { src: new URL(`${month}.js`, new URL(line.dataset.calendar, location.href)) }));
    script.onload = () => { script.remove(); show(); };
    document.head.append(script);
  });

  const install = () => parts.forEach((part) => part());
  document.addEventListener("retrospect:updated", install);
  install();
})();
