// The talk beside a clip: moments lead into the clip, the clip fills in the moment, and @ offers people.
// Without this file moments are links, the moment is typed, and names are found by the server.
(() => {
  const player = () => document.querySelector("clip-player")?.media ?? document.querySelector("video");
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  const jump = (second) => {
    const media = player();
    if (!media) return false;
    media.currentTime = second;
    media.scrollIntoView({ block: "nearest" });
    Promise.resolve(media.play?.()).catch(() => { /* the browser wants a click on the player first */ });
    return true;
  };

  addEventListener("click", (event) => {
    const moment = event.target.closest?.("a[data-second]");
    if (!moment || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!jump(Number(moment.dataset.second))) return;
    event.preventDefault();
    history.replaceState(null, "", `#t=${Math.floor(Number(moment.dataset.second))}`);
  });

  // Who begins to write means the moment at which the clip is, until they type another one.
  addEventListener("focusin", (event) => {
    const text = event.target;
    if (!text.matches?.("textarea[data-mentions]")) return;
    if (!text.hasAttribute("aria-controls")) complete(text);
    const at = text.form.elements.at;
    const media = at && player();
    if (media && media.currentTime > 0 && (at.value === "" || at.value === at.dataset.filled)) {
      at.value = at.dataset.filled = clock(media.currentTime);
    }
  });

  // The next threads come by themselves when the end of those that are here comes into sight; the links stay
  // for whoever wants a page. A page is fetched once, and one that fails leaves the link.
  const more = async (next) => {
    watcher.unobserve(next);
    try {
      const answer = await fetch(next.href, { headers: { Accept: "text/html" } });
      if (!answer.ok || !next.isConnected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-talk]");
      const turning = next.closest("nav");
      turning.previousElementSibling.append(...found.querySelectorAll("[data-threads] > li"));
      const further = found.querySelector("nav");
      further?.querySelector("a[rel=prev]")?.remove();
      turning.replaceWith(...(further?.querySelector("a[rel=next]") ? [further] : []));
      look();
    } catch { /* the link is still there */ }
  };
  const watcher = new IntersectionObserver((seen) => {
    for (const one of seen) if (one.isIntersecting) more(one.target);
  }, { rootMargin: "200px" });
  const look = () => {
    for (const next of document.querySelectorAll("[data-talk] nav a[rel=next]")) watcher.observe(next);
  };
  look();

  // A list of people below each text in which they can be named (WAI-ARIA listbox), made when somebody comes to it.
  const before = /(?:^|[^\w@/.])@([\w'\u2019.-]*(?: [\w'\u2019.-]+)?)$/u;
  let count = 0;
  const complete = (text) => {
    const list = document.createElement("ul");
    list.className = "listbox";
    list.id = `people-${count++}`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People you can name");
    text.after(list);
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-haspopup", "listbox");
    text.setAttribute("aria-controls", list.id);
    let asked = 0;

    const close = () => {
      list.hidden = true;
      list.replaceChildren();
      text.removeAttribute("aria-activedescendant");
    };
    const choose = (option) => {
      const start = text.value.slice(0, text.selectionStart);
      const rest = text.value.slice(text.selectionStart);
      const named = start.slice(0, start.lastIndexOf("@") + 1) + option.dataset.name + " ";
      text.value = named + rest;
      text.setSelectionRange(named.length, named.length);
      close();
      text.focus();
    };
    const mark = (option) => {
      for (const each of list.children) each.setAttribute("aria-selected", String(each === option));
      text.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };
    const show = (people) => {
      list.replaceChildren(...people.map((person, number) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.id = `${list.id}-${number}`;
        option.dataset.name = person.name;
        const initials = document.createElement("span");
        initials.className = "avatar";
        initials.setAttribute("aria-hidden", "true");
        initials.textContent = person.name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
        const name = document.createElement("b");
        name.textContent = person.name;
        option.append(initials, name);
        option.addEventListener("mousedown", (event) => { event.preventDefault(); choose(option); });
        return option;
      }));
      list.hidden = false;
      mark(list.firstElementChild);
    };

    text.addEventListener("input", async () => {
      const found = before.exec(text.value.slice(0, text.selectionStart));
      const mine = ++asked;
      if (!found || !found[1]) return close();
      try {
        const answer = await fetch(`${text.dataset.mentions}?q=${encodeURIComponent(found[1])}`,
          { headers: { Accept: "application/json" } });
        const people = answer.ok ? await answer.json() : [];
        if (mine === asked) people.length ? show(people) : close();
      } catch { close(); }
    });
    text.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      const options = [...list.children];
      const marked = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
      const moves = { ArrowDown: marked + 1, ArrowUp: marked - 1, Home: 0, End: options.length - 1 };
      if (event.key in moves) mark(options.at(moves[event.key] % options.length));
      else if (event.key === "Enter" || event.key === "Tab") choose(options[marked]);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    text.addEventListener("blur", close);
  };
})();
