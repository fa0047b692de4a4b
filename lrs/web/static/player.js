// The player: a plain <video> becomes one with good controls, and players of other houses look and are followed the
// same way. Without this file the plain <video controls> stays.
(() => {
  if (customElements.get("clip-player")) return;

  const loaded = new Map();
  const load = (address) => {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        Object.assign(script, { src: address, onload: done, onerror: failed });
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  };

  // 90, 1:30, npt:90,120: seconds of a media fragment, or nothing.
  const moment = (hash) => {
    const text = new URLSearchParams(hash.replace(/^#/, "")).get("t")?.replace(/^npt:/, "").split(",")[0];
    if (!text || !/^\d+(:\d{1,2}){0,2}(\.\d+)?$/.test(text)) return undefined;
    return text.split(":").reduce((whole, part) => whole * 60 + Number(part), 0);
  };

  const clock = (seconds) => {
    const [h, m, s] = [seconds / 3600, seconds / 60 % 60, seconds % 60].map(Math.floor);
    return `${h ? `${h}:${String(m).padStart(2, "0")}` : m}:${String(s).padStart(2, "0")}`;
  };

  // Two rows, so that every button keeps its size in a narrow frame.
  const WHERE = [["media-time-range"], ["media-time-display", { showduration: "" }]];
  const CONTROLS = [
    ["media-play-button"],
    ["media-seek-backward-button", { seekoffset: 10 }],
    ["media-seek-forward-button", { seekoffset: 10 }],
    ["span", { class: "space" }],
    ["media-mute-button"],
    ["media-captions-button"],
    ["media-playback-rate-button", { rates: "0.75 1 1.25 1.5 2" }],
    ["media-fullscreen-button"],
  ];

  const made = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  class ClipPlayer extends HTMLElement {
    async connectedCallback() {
      if (this.tracker || this.dressing) return;
      this.dressing = true;
      try {
        this.media = this.querySelector("video") ?? await this.elsewhere();
      } catch {
        return; // the link to the other house stays
      }
      this.follow();
      await this.dress().catch(() => this.plainly());
      // A player of another house begins only where it stays: to move it is to load it twice.
      if (this.isConnected && this.dataset.source) this.media.src = this.dataset.source;
    }

    // The browser's own controls stay.
    plainly() {
      if (!this.media.isConnected) this.replaceChildren(this.media);
    }

    disconnectedCallback() {
      this.tracker?.stop();
      this.tracker = undefined;
      this.listening?.abort();
      this.dressing = false;
    }

    async elsewhere() {
      const { element, module, title } = this.dataset;
      await import(module);
      const media = made(element, { controls: "", playsinline: "", "aria-label": title });
      // Its frame stands there just after it said that it begins; screen readers need its name.
      media.addEventListener("loadstart", () => setTimeout(() => {
        media.shadowRoot?.querySelector("iframe")?.setAttribute("title", title);
      }));
      media.addEventListener("loadedmetadata", () => this.tellOfCaptions(media), { once: true });
      return media;
    }

    // The captions of another house are known late; at this word the buttons look again which there are.
    tellOfCaptions(media) {
      const again = () => media.dispatchEvent(new Event("loadstart"));
      for (const name of ["addtrack", "change"]) media.textTracks?.addEventListener(name, again);
      again();
    }

    async dress() {
      await load(this.dataset.chrome);
      if (!this.isConnected || this.media.closest("media-controller")) return;
      const bars = [WHERE, CONTROLS].map((row) => made("media-control-bar", {}, ...row.map(([name, more]) => made(name, more))));
      const plain = this.media;
      plain.removeAttribute("controls");
      plain.slot = "media";
      const loading = made("media-loading-indicator", { slot: "centered-chrome", noautohide: "" });
      const frame = made("media-controller", { "aria-label": plain.getAttribute("aria-label") ?? "Player" });
      frame.append(plain, loading, ...bars);
      this.replaceChildren(frame);
      // It says whether it is on, which a mere button may not.
      frame.querySelector("media-captions-button").setAttribute("role", "switch");
    }

    follow() {
      this.listening = new AbortController();
      const { signal } = this.listening;
      const { watching, token, opened } = this.dataset;
      if (token) this.tracker = new ClipTracker(this.media, { address: watching, token, opened, heard: (said) => this.heard(said) });
      addEventListener("hashchange", () => this.go(true), { signal });
      this.media.addEventListener("timeupdate", () => this.moved(), { signal });
      this.link(signal);
      if (this.media.readyState > 0) this.go(false);
      else this.media.addEventListener("loadedmetadata", () => this.go(false), { once: true, signal });
    }

    go(play) {
      const seconds = moment(location.hash);
      if (seconds === undefined) return;
      this.media.currentTime = seconds;
      if (!play) return;
      this.scrollIntoView({ block: "nearest" });
      this.media.play()?.catch(() => { /* the browser wants a click first */ });
    }

    heard({ progress }) {
      const place = document.querySelector("[data-watched]");
      if (place) place.textContent = `You watched ${Math.floor(progress * 100)} %.`;
    }

    moved() {
      const here = Math.floor(this.media.currentTime || 0);
      if (here === this.shown) return;
      this.shown = here;
      const label = document.querySelector("[data-copy-moment] span");
      if (label) label.textContent = `Copy link at ${clock(here)}`;
      this.dispatchEvent(new CustomEvent("clip-moment", { bubbles: true, detail: { seconds: here } }));
    }

    link(signal) {
      const button = document.querySelector("[data-copy-moment]");
      if (!button) return;
      button.hidden = false;
      button.addEventListener("click", () => this.copy(button.dataset.copyMoment), { signal });
    }

    async copy(page) {
      const address = `${new URL(page, location.href).href}#t=${this.shown ?? 0}`;
      const note = document.querySelector("[data-copied]");
      try {
        await navigator.clipboard.writeText(address);
        note.textContent = "Copied.";
      } catch {
        const field = made("input", { class: "input", readonly: "", "aria-label": "Link to this moment", value: address });
        note.replaceChildren(field);
        field.select();
      }
    }
  }

  customElements.define("clip-player", ClipPlayer);
})();
