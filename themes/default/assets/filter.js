// Filters over the whole archive, for the index and the ledger. Without this the same questions are
// answered by the shelves and the ledger's parts; nothing is loaded until somebody filters. What is
// chosen stands in the address, so that it can be shared.
//
// What is added carries `data-made`: the preview leaves it where it is when it exchanges the page,
// and tells `retrospect:updated`; what is filtered is then loaded anew.
(() => {
  "use strict";
  const slot = document.querySelector(".filter-slot[data-filter]");
  const listing = document.querySelector(".listing");
  if (!slot || !listing) return;
  const SHOWN = 50;
  const root = new URL(slot.dataset.root, location.href);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };
  const made = (element) => {
    element.dataset.made = "";
    return element;
  };
  const named = (row, key) => [].concat(row[key] ?? []);
  const words = (text) => text.replace("wont-do", "won’t do").replaceAll("-", " ");
  const day = (iso, options) => new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", ...options }).format(new Date(iso));

  // The program's own picture, as static rows have it; the file of a large archive has none.
  const picture = (svg) => svg && new DOMParser().parseFromString(svg, "text/html").querySelector("svg");

  // One incident, as row.html draws it.
  const incident = (row) => {
    const tags = [
      row.id && make("span", { className: "row-id", textContent: row.id }),
      ...named(row, "service").map((slug) => make("span", { textContent: name("service", slug) })),
      ...named(row, "cause").map((slug) => make("span", { className: "row-cause" }, make("span", { className: "row-label", textContent: "cause " }), name("cause", slug))),
    ].filter(Boolean);
    const severity = named(row, "severity").map((slug) => make("span", { className: `chip sev sev-${Math.min(row.rank ?? 0, 5)}`, textContent: name("severity", slug) }));
    const status = named(row, "status").filter((status) => ["draft", "in-review"].includes(status)).map((status) => make("span", { className: `chip status status-${status}`, textContent: words(status) }));
    const when = row.day
      ? make("time", { dateTime: row.day }, make("span", { className: "row-date", textContent: day(row.day, { day: "numeric", month: "short", year: "numeric" }) }), " ", make("span", { className: "row-weekday", textContent: day(row.day, { weekday: "long" }) }))
      : make("span", { className: "row-weekday", textContent: "day unknown" });
    return make("li", { className: "row" },
      make("p", { className: "row-day" }, when),
      make("div", { className: "row-main" },
        make("h2", { className: "row-title" }, make("a", { href: new URL(row.href, root), textContent: row.title })),
        row.summary ? make("p", { className: "row-summary", textContent: row.summary }) : null,
        tags.length ? make("p", { className: "row-tags" }, ...tags) : null),
      make("div", { className: "row-side" },
        make("p", { className: "row-chips" }, ...severity, ...status),
        make("p", { className: "row-numbers" },
          row.duration ? make("span", { className: "row-duration", textContent: row.duration }) : null,
          row.impact ? make("span", { className: "row-impact", textContent: row.impact }) : null),
        picture(row.spark)));
  };

  // One action item, as actions.html draws it.
  const item = (row) => {
    const unstated = (text) => make("span", { className: "unstated", textContent: text });
    const { status } = row;
    const safe = /^https?:/i.test(row.link ?? "");
    return make("tr", {},
      make("td", { className: "ledger-what" }, safe ? make("a", { href: row.link, textContent: row.text }) : row.text, row.type ? make("span", { className: "kind", textContent: row.type }) : null),
      make("td", { className: "ledger-incident" }, make("a", { href: new URL(row.href, root), textContent: row.incident })),
      make("td", {}, row.owner ? row.owner : unstated("not named")),
      make("td", { className: "nums" }, row.due ? make("time", { dateTime: row.due, textContent: row.due }) : unstated("not dated")),
      make("td", { className: "nums" }, row.age === undefined ? "" : `${row.age} day${row.age === 1 ? "" : "s"}`),
      make("td", {}, make("span", { className: `state state-${status ?? "unknown"}`, textContent: words(status ?? "not stated") })));
  };

  const table = listing.querySelector(".ledger");
  const facets = table
    ? { status: "Status", type: "Type", owner: "Owner" }
    : { severity: "Severity", cause: "Cause", service: "Service", team: "Team", region: "Region", tag: "Tag", year: "Year", status: "Status" };
  const fixed = { status: table ? ["open", "in-progress", "done", "wont-do"] : ["draft", "in-review", "reviewed", "closed"], type: ["prevent", "detect", "mitigate", "process", "other"] };

  let data = null;
  const name = (facet, value) => data?.names?.[facet]?.[value] ?? (facet in fixed ? words(value) : value);
  let version = "";
  const load = () => load.promise ??= new Promise((done) => {
    const script = made(make("script", { src: slot.dataset.filter + version }));
    script.onload = () => {
      data = globalThis.retrospectData;
      script.remove();
      for (const row of data.rows) row.text_ = Object.entries(row).filter(([key]) => key !== "spark").flatMap(([, value]) => value).join(" ").toLowerCase();
      done();
    };
    // The file is missing, as in half a copy of the site: the lists stay as they are.
    script.onerror = () => { told.textContent = "The list of everything could not be loaded."; };
    document.head.append(script);
  });

  // The form.
  const field = make("input", { type: "search", name: "q", autocomplete: "off", placeholder: table ? "Words in an action item" : "Filter incidents" });
  field.setAttribute("aria-label", table ? "Filter action items by words" : "Filter incidents by words");
  const told = make("output");
  const clear = make("button", { type: "button", className: "tool", textContent: "Clear", hidden: true });
  const selects = Object.entries(facets).map(([facet, label]) => {
    const select = make("select", { name: facet });
    select.setAttribute("aria-label", label);
    return select;
  });
  const options = (select, found) => {
    const chosen = select.value || new URLSearchParams(location.search).get(select.name) || "";
    const any = make("option", { value: "", textContent: facets[select.name] });
    select.replaceChildren(any, ...found.map(([value, text]) => make("option", { value, textContent: text })));
    if (chosen && !found.some(([value]) => value === chosen)) select.append(make("option", { value: chosen, textContent: name(select.name, chosen) }));
    select.value = chosen;
    select.classList.toggle("is-chosen", Boolean(chosen));
  };
  // Until the data are there, the page itself knows the foremost shelves.
  for (const select of selects) {
    const shelves = Array.from(document.querySelectorAll(`[data-facet="${select.name}"] [data-slug]`));
    const seeds = shelves.length ? shelves.map((link) => [link.dataset.slug, link.textContent]) : (fixed[select.name] ?? []).map((value) => [value, words(value)]);
    options(select, seeds);
    select.hidden = !seeds.length && !table;
  }
  // On a phone the facets wait until they are asked for; elsewhere this is not shown.
  const more = make("button", { type: "button", className: "tool filter-more", textContent: "Narrow", ariaExpanded: "false" });
  more.addEventListener("click", () => { more.ariaExpanded = String(form.classList.toggle("is-open")); });
  const form = make("form", { className: "filter is-folding" }, field, more, ...selects, clear, told);
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", table ? "Filter action items" : "Filter incidents");

  const results = made(make("div", { className: "results", hidden: true }));
  listing.before(results);
  let shown = SHOWN;
  const state = () => Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, select.value]));
  const matches = (row, wanted, text) =>
    Object.entries(wanted).every(([facet, value]) => named(row, facet).includes(value)) && text.every((word) => row.text_.includes(word));

  const count = (wanted, text) => {
    for (const select of selects) {
      if (select === document.activeElement && !select.value) continue;
      const others = { ...wanted };
      delete others[select.name];
      const counts = new Map();
      for (const row of data.rows) if (matches(row, others, text)) for (const value of named(row, select.name)) counts.set(value, (counts.get(value) ?? 0) + 1);
      const found = [...counts].sort((a, b) => (select.name === "year" ? b[0].localeCompare(a[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
      options(select, found.map(([value, n]) => [value, `${name(select.name, value)} (${n})`]));
      select.hidden = !found.length;
    }
  };
  const draw = (found) => {
    const rows = found.slice(0, shown);
    const list = table
      ? make("div", { className: "table-scroll", tabIndex: 0 }, make("table", { className: "ledger" }, table.tHead.cloneNode(true), make("tbody", {}, ...rows.map(item))))
      : make("ul", { className: "rows plain" }, ...rows.map(incident));
    const more = make("button", { type: "button", className: "tool", textContent: `Show ${Math.min(SHOWN, found.length - shown)} more` });
    more.addEventListener("click", () => { shown += SHOWN; draw(found); });
    if (table) { list.setAttribute("role", "group"); list.setAttribute("aria-label", "Action items, scrollable"); }
    results.replaceChildren(list, ...(found.length > shown ? [more] : []));
  };
  const apply = async () => {
    await load();
    const wanted = state();
    const text = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isFiltered = text.length > 0 || Object.keys(wanted).length > 0;
    const query = new URLSearchParams(wanted);
    if (field.value) query.set("q", field.value);
    // Some browsers let no page from a disk change its address.
    try { history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`); } catch { /* not shared */ }
    listing.hidden = isFiltered;
    results.hidden = !isFiltered;
    clear.hidden = !isFiltered;
    count(wanted, text);
    const found = isFiltered ? data.rows.filter((row) => matches(row, wanted, text)) : [];
    told.textContent = isFiltered ? `${found.length} of ${data.rows.length}` : "";
    if (isFiltered) draw(found); else results.replaceChildren();
  };
  const restart = () => { shown = SHOWN; apply(); };
  form.addEventListener("input", restart);
  form.addEventListener("submit", (event) => { event.preventDefault(); restart(); });
  form.addEventListener("focusin", () => load().then(() => count(state(), [])), { once: true });
  form.addEventListener("pointerenter", load, { once: true });
  clear.addEventListener("click", () => {
    field.value = "";
    for (const select of selects) select.value = "";
    try { history.replaceState(null, "", location.pathname); } catch { /* not shared */ }
    restart();
    field.focus();
  });
  slot.append(made(form));
  document.addEventListener("retrospect:updated", () => {
    listing.hidden = !results.hidden;
    if (!load.promise) return;
    [load.promise, version] = [null, `?${Date.now()}`];
    apply();
  });
  const asked = new URLSearchParams(location.search);
  if (asked.size) {
    field.value = asked.get("q") ?? "";
    if (field.value || selects.some((select) => select.value)) apply();
  }
})();
