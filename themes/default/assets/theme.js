// Loaded in the head and blocking, so that the page's first paint already has the reader's choice:
// the policy of the pages allows no inline script, and a deferred one would come after a flash.
(function (root) {
  root.classList.add("js");
  try {
    var theme = localStorage.getItem("retrospect-theme");
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  } catch (e) {
    // Storage may be forbidden; the reader's system then decides.
  }
})(document.documentElement);
