// A visit without a cookie: this page alone holds the token of the launch, in memory, and fetches the pages of the
// tool with it. The links in them are plain ones; whoever copies one copies no secret.
(() => {
  const start = document.querySelector("[data-token]");
  const { token, page, seconds } = start.dataset;
  start.remove();

  const ours = (address) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin && url.pathname.startsWith("/app/") ? url : null;
  };

  // Every script on our pages fetches with the token, and only from our pages.
  const plain = window.fetch.bind(window);
  window.fetch = (asked, options = {}) => {
    if (!ours(asked instanceof Request ? asked.url : asked)) return plain(asked, options);
    const request = new Request(asked, options);
    request.headers.set("Authorization", `Bearer ${token}`);
    return plain(request);
  };
  const open = XMLHttpRequest.prototype.open;
  XMLHttpRequest.prototype.open = function opened(method, address, ...rest) {
    open.call(this, method, address, ...(rest.length ? rest : [true]));
    if (ours(address)) this.setRequestHeader("Authorization", `Bearer ${token}`);
  };

  let shown = "";
  const ran = new Set(Array.from(document.scripts, (script) => script.src));
  const where = (url) => url.pathname + url.search;

  const show = (text) => {
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const body = document.body;
    const framed = body.classList.contains("in-frame");
    for (const { name } of [...body.attributes]) body.removeAttribute(name);
    for (const { name, value } of fresh.body.attributes) body.setAttribute(name, value);
    body.classList.toggle("in-frame", framed);
    document.title = fresh.title;
    const scripts = [...fresh.scripts];
    body.replaceChildren(...fresh.body.childNodes);
    // What a parser made does not run. A file runs once, or for each page where its tag says so.
    for (const { src, dataset } of scripts) {
      if (!src || (ran.has(src) && !("eachPage" in dataset))) continue;
      ran.add(src);
      const script = document.createElement("script");
      script.src = src;
      script.async = false;
      document.head.append(script);
    }
  };

  const save = async (answer) => {
    const said = answer.headers.get("Content-Disposition") || "";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = said.match(/filename="?([^";]+)/)?.[1] || new URL(answer.url).pathname.split("/").pop();
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  };

  const go = async (url, options = {}, remember = "pushState") => {
    document.body.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, options);
      const type = answer.headers.get("Content-Type") || "";
      if (!type.startsWith("text/html")) return await save(answer);
      show(await answer.text());
      const there = new URL(answer.url);
      if (there.pathname === url.pathname) there.hash = url.hash;
      if (remember) history[remember](null, "", there);
      shown = where(there);
      const place = there.hash && document.getElementById(decodeURIComponent(there.hash.slice(1)));
      if (place) place.scrollIntoView(); else scrollTo(0, 0);
      document.getElementById("main")?.focus({ preventScroll: true });
    } finally {
      document.body.removeAttribute("aria-busy");
    }
  };

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || event.button || link.target === "_blank") return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const url = ours(link.href);
    if (!url || (url.hash && where(url) === shown)) return;
    event.preventDefault();
    go(url);
  });

  addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    const url = ours(submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href);
    if (!url || event.defaultPrevented || form.target === "_blank") return;
    event.preventDefault();
    const fields = new FormData(form, submitter);
    const method = (submitter?.getAttribute("formmethod") || form.getAttribute("method") || "get").toLowerCase();
    if (method === "get") {
      url.search = new URLSearchParams(fields);
      return go(url);
    }
    const whole = form.getAttribute("enctype") === "multipart/form-data";
    go(url, { method: "POST", body: whole ? fields : new URLSearchParams(fields) });
  });

  addEventListener("popstate", () => {
    if (where(location) !== shown) go(new URL(location), {}, "");
  });

  // The token lasts for a short time, and longer only while this page asks for it.
  const later = (left) => setTimeout(renew, Math.max(30, left / 2) * 1000);
  const renew = async () => {
    let answer;
    try {
      answer = await fetch("/app/session", { method: "POST" });
    } catch {
      return later(0); // the network is away
    }
    if (answer.status === 401) return show(await answer.text());
    later(answer.ok ? (await answer.json()).seconds : 0);
  };

  later(Number(seconds));
  go(new URL(page, location.href), {}, "replaceState");
})();
