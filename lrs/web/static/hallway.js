// Conveniences only: every page works without this file.
(() => {
  // Menus close on Escape and on a click elsewhere.
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll(".menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  // Work in progress: the part of the page that shows it is fetched again until it is done.
  const refresh = async () => {
    const shown = document.querySelector("[data-refresh]");
    if (!shown) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(shown.id);
      if (answer.ok && fresh && !shown.contains(document.activeElement)) shown.replaceWith(fresh);
    } catch { /* the network is away: the next round tries again */ }
    setTimeout(refresh, 1000);
  };
  setTimeout(refresh, 1000);

  // Back from a refusal to the form as it was filled in; without a script it is empty again.
  document.querySelector("a[data-back]")?.addEventListener("click", (event) => {
    if (history.length < 2) return;
    event.preventDefault();
    history.back();
  });

  // What is there to be copied gets a button that does it.
  for (const field of document.querySelectorAll("input[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn small";
    const label = document.querySelector(`label[for="${field.id}"]`)?.textContent ?? "";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy ${label}`);
    button.addEventListener("click", async () => {
      field.select();
      try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
      button.textContent = "Copied";
    });
    field.after(button);
  }

  // Inside an LMS: ask the frame to be as high as the page (lti.frameResize).
  if (window.parent !== window && document.body.dataset.framed !== undefined) {
    document.body.classList.add("in-frame");
    const tell = () => window.parent.postMessage(
      JSON.stringify({ subject: "lti.frameResize", height: document.body.offsetHeight }), "*");
    new ResizeObserver(tell).observe(document.body);
  }
})();
