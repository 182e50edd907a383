// The preview's script: brings the page up to date in place, and lays over it what its writer
// should know. It is part of `serve` alone; no built site holds it.
//
// The stream of news only says that something changed. Whether this page did is decided by its
// bytes: it is asked for again with the tag of those that are shown.
// Scripts of the theme may do something else where pages change beneath them.
document.documentElement.dataset.preview = "";
const LONG = 300;
const AWAY = 1000;

// Elements that scripts have added carry `data-made`: they stay, and so does what people opened.
const morphing = {
  morphStyle: "outerHTML",
  callbacks: {
    beforeNodeRemoved: (node) => node.dataset?.made === undefined,
    beforeAttributeUpdated: (name, node) =>
      !(name === "open" && (node.localName === "details" || node.localName === "dialog")),
  },
};

const timing = performance.getEntriesByType("navigation")[0];
const described = timing?.serverTiming?.find((entry) => entry.name === "retrospect");
// The tag of the bytes that the page shows; unknown for a page that is no page of the site.
let tag = described ? `"${described.description}"` : null;
// False while the page says that there is nothing at its address.
let isFound = timing?.responseStatus !== 404;
// How many changes of pictures the server counts, and what their addresses carry since the last.
let assets = null;
let version = 0;

const addressOf = (element, name) => new URL(element.getAttribute(name), location.href);
const scripts = (from) =>
  Array.from(from.querySelectorAll("script[src]:not([data-made])"), (script) => addressOf(script, "src").href);

// Pictures keep their address when their bytes change: a query of our own makes it another.
const freshen = (root) => {
  if (!version) return;
  for (const image of root.querySelectorAll("img[src]")) {
    const address = addressOf(image, "src");
    if (address.origin !== location.origin) continue;
    address.search = version;
    if (image.getAttribute("src") !== address.href) image.setAttribute("src", address.href);
  }
};

// The new sheet is there before the old one goes, so that the page is never without.
const swapSheets = async (next) => {
  const SHEETS = "link[rel=stylesheet]";
  const old = Array.from(document.querySelectorAll(SHEETS));
  const wanted = Array.from(next.querySelectorAll(SHEETS));
  const kept = new Set();
  const loading = [];
  for (const sheet of wanted) {
    const address = addressOf(sheet, "href").href;
    const known = old.find((link) => link.href === address && !kept.has(link));
    if (known) {
      kept.add(known);
      continue;
    }
    const fresh = document.importNode(sheet);
    loading.push(new Promise((loaded) => {
      fresh.addEventListener("load", loaded);
      fresh.addEventListener("error", loaded);
      setTimeout(loaded, AWAY);
    }));
    document.head.append(fresh);
  }
  await Promise.all(loading);
  old.filter((link) => !kept.has(link)).forEach((link) => link.remove());
};

const apply = async (html) => {
  const next = new DOMParser().parseFromString(html, "text/html");
  // What a script has done cannot be undone; other scripts need another page.
  if (scripts(next).join() !== scripts(document).join()) {
    location.reload();
    return;
  }
  await swapSheets(next);
  document.title = next.title;
  document.documentElement.lang = next.documentElement.lang;
  freshen(next);
  Idiomorph.morph(document.body, next.body, morphing);
  document.dispatchEvent(new CustomEvent("retrospect:updated"));
};

const own = (message, help) => ({ level: "error", code: "preview", message, help, position: "", line: null });

// What is in the page's way, in the form of a finding; none where it was brought up to date.
const bring = async () => {
  const headers = tag ? { "If-None-Match": tag } : {};
  const answer = await fetch(location.pathname, { headers, cache: "no-store" });
  const isPage = answer.ok || (answer.status === 404 && !isFound);
  if (answer.status === 304) return [];
  if (isPage) {
    const fresh = answer.headers.get("ETag");
    const html = await answer.text();
    if (fresh !== tag || !fresh) await apply(html);
    [tag, isFound] = [fresh, answer.ok];
    return [];
  }
  if (answer.status === 404) {
    return [own("this page is not part of the site any more", "what is shown is how it was last")];
  }
  const reason = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("pre");
  return [own(reason?.textContent || "this page cannot be made", "what is shown is how it was last")];
};

const look = async () => {
  const beside = async () => (await fetch(`/_retrospect/beside${location.pathname}`, { cache: "no-store" })).json();
  let [inTheWay, known] = await Promise.all([bring(), beside()]);
  if (inTheWay.length && known.moved) {
    history.replaceState(history.state, "", known.moved + location.hash);
    tag = null;
    [inTheWay, known] = await Promise.all([bring(), beside()]);
  }
  draftPanel(known.panel);
  overlay([...inTheWay, ...known.blocking], known.elsewhere, known.nElsewhere);
};

// One look at a time; news that come meanwhile are one more.
let isLooking = false;
let isDue = false;
const update = async () => {
  isDue = true;
  if (isLooking) return;
  isLooking = true;
  try {
    while (isDue) {
      isDue = false;
      await look();
    }
    badge.clear();
  } catch {
    // Where the server is away, the stream connects again and tells. Where it is not, nobody would.
    setTimeout(() => stream?.readyState === EventSource.OPEN && update(), AWAY);
  } finally {
    isLooking = false;
  }
};

let stream = null;
let retry = null;
let pause = 100;
let start = null;

const hear = (event) => {
  const news = JSON.parse(event.data);
  pause = 100;
  if (news.building) {
    badge.soon("Building …", LONG);
    return;
  }
  // A server that was started anew counts from the beginning.
  if (start !== null && (start !== news.start || assets !== news.assets)) {
    version = Date.now();
    freshen(document);
  }
  [start, assets] = [news.start, news.assets];
  update();
};

const disconnect = () => {
  clearTimeout(retry);
  stream?.close();
  stream = null;
};

const connect = () => {
  disconnect();
  if (document.hidden) return;
  stream = new EventSource("/_retrospect/events");
  stream.addEventListener("message", hear);
  stream.addEventListener("error", () => {
    disconnect();
    badge.soon("The preview is away", AWAY);
    retry = setTimeout(connect, pause);
    pause = Math.min(pause * 2, 2000);
  });
};

// A browser opens six connections to one server: pages that nobody sees hold none. An open stream
// would also keep the page out of the back-forward cache.
document.addEventListener("visibilitychange", () => (document.hidden ? disconnect() : connect()));
addEventListener("pagehide", disconnect);
addEventListener("pageshow", (event) => event.persisted && connect());
connect();
