// Full-text search over Pagefind's files (https://pagefind.app/docs/api/), with a surface of the
// theme's own. Nothing is loaded before somebody searches. What is asked stands in the address.
//
// Everything that comes from the index is set as text, never as markup. What is added carries
// `data-made`: the preview leaves it where it is when it exchanges the page.
(() => {
  "use strict";
  const slot = document.querySelector(".search-slot");
  if (!slot) return;
  if (location.protocol === "file:") {
    document.querySelector(".search-needs-scripts").hidden = true;
    document.querySelector(".search-needs-server").hidden = false;
    return;
  }
  document.querySelector(".search-without").hidden = true;

  // The preview makes its index when somebody searches, and anew while the page is open.
  const isPreview = () => "preview" in document.documentElement.dataset;
  const SHOWN = 10;
  const SECTIONS = 3;
  // Words of an excerpt, and how many of them stand before the first that was found.
  const EXCERPT = 28;
  const LEAD = 6;
  const WAIT = 120;
  const root = new URL(slot.dataset.root, location.href);
  const folder = new URL(slot.dataset.index, location.href);
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };

  // ----- words -----
  // Scripts without blanks between words are spread into characters, as the index has them.
  const UNSPACED = "\\u3005-\\u3007\\u3041-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}";
  const unspaced = new RegExp(`[${UNSPACED}]`, "gu");
  const touching = new RegExp(`(?<=[${UNSPACED}]) (?=[${UNSPACED}])`, "gu");
  // A word is its letters, digits and `_`; the index leaves out everything else too.
  const wordsOf = (text) => text.replace(unspaced, " $& ").split(/\s+/).map((word) => word.replace(/[^\p{Alphabetic}\p{M}\p{N}_]/gu, "")).filter(Boolean);
  const read = (text) => text.replace(touching, "");

  // ----- the engine -----
  // A large archive is indexed in parts; the first lies in the folder itself.
  const parts = Array.from({ length: Number(slot.dataset.parts) }, (_, n) => (n ? new URL(`${n}/`, folder) : folder));
  const start = async () => {
    const pagefind = await import(new URL("pagefind.js", folder).href);
    const running = pagefind.createInstance();
    await Promise.all(parts.slice(1).map((part) => running.mergeIndex(part.pathname)));
    return running;
  };
  let engine = null;
  let edition = "";
  const followEdition = async () => {
    const entries = await Promise.all(parts.map((part) => fetch(new URL("pagefind-entry.json", part), { cache: "no-store" })));
    if (entries.some((entry) => entry.status !== 200)) throw new Error("no index yet");
    const texts = (await Promise.all(entries.map((entry) => entry.text()))).join("");
    if (engine && texts !== edition) {
      engine.then((running) => running.destroy(), () => {});
      engine = null;
    }
    edition = texts;
  };
  const load = async () => {
    if (isPreview()) await followEdition();
    engine ??= start();
    try {
      return await engine;
    } catch (error) {
      engine = null;
      throw error;
    }
  };

  // ----- the form -----
  const field = make("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, placeholder: "Words, an error message, a command" });
  field.setAttribute("aria-label", "Search incidents");
  field.setAttribute("enterkeyhint", "search");
  const told = make("output");
  const hint = make("p", { className: "search-hint" }, "All words have to be there; set them in ", make("kbd", { textContent: '"' }), " quotes ", make("kbd", { textContent: '"' }), " for these words in this order. ", make("kbd", { textContent: "↓" }), " ", make("kbd", { textContent: "↑" }), " go through the results.");
  const selects = [...new URLSearchParams(slot.dataset.filters)].map(([word, label]) => {
    const select = make("select", { name: word, hidden: true }, make("option", { value: "", textContent: label }));
    select.setAttribute("aria-label", label);
    select.dataset.label = label;
    return select;
  });
  const clear = make("button", { type: "button", className: "tool", textContent: "Clear", hidden: true });
  const form = make("form", { className: "search-form" }, make("div", { className: "search-line" }, field), make("div", { className: "filter" }, ...selects, clear, told), hint);
  form.setAttribute("role", "search");
  const list = make("ol", { className: "search-results plain" });
  const more = make("button", { type: "button", className: "tool", hidden: true });
  for (const element of [form, list, more]) element.dataset.made = "";
  slot.append(form, list, more);
  const chosen = () => Object.fromEntries(selects.filter((select) => select.value).map((select) => [select.name, select.value]));

  const fill = (select, counts) => {
    const { value } = select;
    const found = Object.entries(counts).filter(([name, n]) => n > 0 || name === value);
    found.sort((a, b) => (select.name === "year" ? b[0].localeCompare(a[0]) : select.name === "severity" ? a[0].localeCompare(b[0]) : b[1] - a[1] || a[0].localeCompare(b[0])));
    if (value && !found.some(([name]) => name === value)) found.push([value, 0]);
    select.replaceChildren(make("option", { value: "", textContent: select.dataset.label }), ...found.map(([name, n]) => make("option", { value: name, textContent: `${select.name === "status" ? name.replaceAll("-", " ") : name} (${n})` })));
    select.value = value;
    select.hidden = !found.length;
    select.classList.toggle("is-chosen", Boolean(value));
  };

  // ----- results -----
  const excerpt = (words, from, to, locations) => {
    const marked = new Set(locations.map((found) => found.location));
    const weight = (at) => locations.reduce((sum, found) => sum + (found.location >= at && found.location < at + EXCERPT - LEAD ? found.balanced_score : 0), 0);
    const starts = [...marked].filter((at) => at >= from && at < to);
    const best = starts.reduce((best, at) => (best === null || weight(at) > weight(best) ? at : best), null) ?? from;
    const first = Math.max(from, Math.min(best - LEAD, to - EXCERPT));
    const last = Math.min(to, first + EXCERPT);
    const box = make("p", { className: "search-excerpt" });
    if (first > from) box.append("… ");
    let run = "";
    const flush = () => { box.append(read(run)); run = ""; };
    for (let at = first; at < last; at += 1) {
      const glue = at + 1 < last ? " " : "";
      if (!marked.has(at)) { run += words[at] + glue; continue; }
      flush();
      let text = words[at];
      while (at + 1 < last && marked.has(at + 1)) { at += 1; text += ` ${words[at]}`; }
      const [, before, word, after] = /^([^\p{L}\p{N}_]*)(.*?)([^\p{L}\p{N}_]*)$/su.exec(read(text));
      box.append(before, make("mark", { textContent: word }));
      run = after + (at + 1 < last ? " " : "");
    }
    flush();
    if (last < to) box.append(" …");
    box.normalize();
    return box;
  };
  const isHeading = (anchor) => /^h[1-6]$/i.test(anchor.element) && anchor.text?.trim();
  // The sections in which something was found, the best first; what stands before them first.
  const sections = (data) => {
    const words = data.content.split(/[^\S\uFEFF]+/);
    const heads = data.anchors.filter(isHeading).sort((a, b) => a.location - b.location);
    const parts = [{ head: null, from: 0 }, ...heads.map((head) => ({ head, from: head.location }))];
    parts.forEach((part, n) => {
      part.to = parts[n + 1]?.from ?? words.length;
      part.found = data.weighted_locations.filter((found) => found.location >= part.from && found.location < part.to);
      part.score = part.found.reduce((sum, found) => sum + found.balanced_score, 0);
      // The heading is shown by itself, and the title over everything.
      const skipped = part.head ? part.head.text : data.meta.title ?? "";
      part.from += skipped.split(/\s+/).filter(Boolean).length;
    });
    const hit = parts.filter((part) => part.found.length && part.from < part.to);
    return { words, hit: hit.sort((a, b) => b.score - a.score).slice(0, SECTIONS) };
  };
  const drawn = (data) => {
    const href = new URL(data.raw_url ?? data.url, root);
    const { meta } = data;
    const { words, hit } = sections(data);
    const day = meta.day && make("time", { dateTime: meta.day, textContent: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(new Date(meta.day)) });
    const severity = meta.severity && make("span", { className: `chip sev sev-${Math.min(Number(meta.rank ?? 0), 5)}`, textContent: meta.severity });
    const part = ({ head, from, to, found }) => {
      const at = new URL(href);
      if (head) at.hash = head.id;
      return make("li", {}, head ? make("a", { className: "search-section", href: at, textContent: read(head.text) }) : null, excerpt(words, from, to, found));
    };
    return make("li", { className: "search-result" },
      make("h2", {}, make("a", { href, textContent: meta.title || "Untitled" })),
      make("p", { className: "search-meta" }, severity, day),
      make("ul", { className: "plain" }, ...hit.map(part)));
  };

  // ----- searching -----
  let turn = 0;
  let results = [];
  let shown = 0;
  // Where a word is nowhere, Pagefind takes words that begin alike; that must not pass for a find.
  const isUnlike = (data, words) => {
    const found = data.flatMap(({ content, weighted_locations: locations }) => {
      const all = content.split(/[^\S\uFEFF]+/);
      return locations.map(({ location }) => wordsOf(all[location] ?? "").join("").toLowerCase());
    });
    const stem = (word) => word.toLowerCase().slice(0, Math.max(3, Math.ceil(word.length * 0.7)));
    return words.find((word) => !found.some((other) => other.normalize("NFD").includes(stem(word).normalize("NFD"))));
  };
  const show = async (count, hasAll) => {
    const mine = turn;
    const wanted = results.slice(shown, shown + count);
    const data = await Promise.all(wanted.map((result) => result.data().catch(() => null)));
    if (mine !== turn) return;
    const unlike = !shown && hasAll && wanted.length ? isUnlike(data.filter(Boolean), wordsOf(field.value)) : undefined;
    if (unlike) say(`Nothing has “${unlike}” as it is typed; these ${results.length} come close.`);
    const items = data.filter(Boolean).map(drawn);
    if (shown) list.append(...items); else list.replaceChildren(...items);
    shown += wanted.length;
    more.hidden = shown >= results.length;
    more.textContent = `Show ${Math.min(SHOWN, results.length - shown)} more`;
  };
  const say = (text) => { told.textContent = text; };
  const outcome = (n, hasAll, isPhrase) => {
    if (!n) return isPhrase ? "No incident has these words in this order." : "No incident has all of these words.";
    if (!hasAll) return `No incident has all of these words; ${n} ${n === 1 ? "has" : "have"} some.`;
    return `${n} incident${n === 1 ? "" : "s"}`;
  };
  const remember = (text, filters) => {
    const query = new URLSearchParams(filters);
    if (text) query.set("q", text);
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}`);
  };
  // These words in this order come first, then all words anywhere.
  const find = async (pagefind, words, isPhrase, filters) => {
    if (!words.length) return pagefind.search(null, { filters });
    const term = words.join(" ");
    const exact = words.length > 1 ? await pagefind.search(`"${term}"`, { filters }) : null;
    if (isPhrase && exact) return exact;
    const all = await pagefind.search(term, { filters });
    const ids = new Set(exact?.results.map((result) => result.id));
    return { ...all, results: [...(exact?.results ?? []), ...all.results.filter((result) => !ids.has(result.id))] };
  };
  // Where nothing has all words, what has most of them: rare words count more than common ones.
  const findMost = async (pagefind, words, filters) => {
    const found = await Promise.all(words.map((word) => pagefind.search(word, { filters })));
    found.sort((a, b) => a.results.length - b.results.length);
    const scores = new Map();
    for (const { results: ofWord } of found) {
      for (const result of ofWord) {
        // Of a word that few have, the passage is shown.
        const known = scores.get(result.id) ?? { result, score: 0 };
        known.score += 1 / Math.log2(2 + ofWord.length);
        scores.set(result.id, known);
      }
    }
    return [...scores.values()].sort((a, b) => b.score - a.score).map((known) => known.result);
  };
  const count = async (pagefind, mine, search, filters) => {
    await pagefind.filters();
    // Each filter counts what would be found without itself.
    const fresh = await search(filters);
    if (mine !== turn) return;
    for (const select of selects) {
      const others = { ...filters };
      delete others[select.name];
      const counted = select.value ? await search(others) : fresh;
      if (mine !== turn) return;
      fill(select, counted.filters[select.name] ?? {});
    }
  };
  const apply = async () => {
    const mine = (turn += 1);
    const text = field.value.trim();
    const filters = chosen();
    const words = wordsOf(text);
    const isPhrase = /^".*"$/.test(text);
    remember(field.value, filters);
    clear.hidden = !text && !Object.keys(filters).length;
    hint.hidden = Boolean(text);
    if (!words.length && !Object.keys(filters).length) {
      results = [];
      shown = 0;
      list.replaceChildren();
      more.hidden = true;
      say(text ? "There is no letter or digit to search for." : "");
      return;
    }
    try {
      const pagefind = await load();
      const answer = await find(pagefind, words, isPhrase, filters);
      if (mine !== turn) return;
      const hasAll = answer.results.length > 0;
      results = hasAll || isPhrase || words.length < 2 ? answer.results : await findMost(pagefind, words, filters);
      if (mine !== turn) return;
      shown = 0;
      const n = results.length;
      say(outcome(n, hasAll, isPhrase));
      await show(SHOWN, hasAll);
      const search = (by) => pagefind.search(words.length ? (isPhrase && words.length > 1 ? `"${words.join(" ")}"` : words.join(" ")) : null, { filters: by });
      await count(pagefind, mine, search, filters);
    } catch {
      if (mine !== turn) return;
      list.replaceChildren();
      if (isPreview()) {
        say("The index is being made …");
        setTimeout(() => { if (mine === turn) apply(); }, 1000);
      } else {
        say("The search index could not be loaded.");
      }
    }
  };
  let timer;
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(apply, WAIT); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(timer);
    await apply();
    list.querySelector("a")?.focus();
  });
  more.addEventListener("click", async () => {
    const next = list.children.length;
    await show(SHOWN);
    list.children[next]?.querySelector("a")?.focus();
  });
  clear.addEventListener("click", () => {
    field.value = "";
    for (const select of selects) select.value = "";
    field.focus();
    apply();
  });

  // ----- keys -----
  slot.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const links = Array.from(list.querySelectorAll("a"));
    const at = links.indexOf(document.activeElement);
    const inList = at >= 0;
    if (event.target !== field && !inList) return;
    if (event.key === "ArrowDown" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && inList) (at ? links[at - 1] : field).focus();
    else if (event.key === "Escape" && inList) field.focus();
    else if (event.key === "Escape" && field.value) { field.value = ""; apply(); }
    else return;
    event.preventDefault();
  });

  // ----- what the address asks -----
  const ask = () => {
    const asked = new URLSearchParams(location.search);
    field.value = asked.get("q") ?? "";
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      if (value && ![...select.options].some((option) => option.value === value)) select.append(make("option", { value, textContent: value }));
      select.value = value;
      if (value) select.hidden = false;
    }
    apply();
  };
  addEventListener("popstate", ask);
  // The preview's own script, which says that it is one, comes last.
  document.addEventListener("DOMContentLoaded", () => {
    if (isPreview()) hint.append(" The preview’s index follows your edits a moment later.");
    ask();
  });
  // On a touch screen a focused field brings up a keyboard that nobody asked for.
  if (!field.value && !matchMedia("(pointer: coarse)").matches) field.focus();
})();
