// The tracker: what happens to anything that is like a media element becomes observations. The server makes
// statements of them; nothing here says who watches.
(() => {
  const BEAT = 15000; // milliseconds between two words of a clip that goes on playing
  const SETTLED = 400; // a hand on the time range seeks many times; this long without one, and it is one seek
  const LEAST = 0.25;
  const STUTTER = 1; // seconds; the clocks of other houses' players stutter, and may be this far from where they should be

  class Tracker {
    constructor(media, link) {
      Object.assign(this, { media, link, playing: false, place: 0, placedAt: 0, start: 0 });
      this.stopping = new AbortController();
      const on = (target, names, act) => {
        for (const name of names.split(" ")) target.addEventListener(name, () => act(), { signal: this.stopping.signal });
      };
      on(media, "playing", () => this.played());
      on(media, "pause ended", () => this.paused());
      on(media, "seeking", () => this.own && this.seeking());
      on(media, "seeked", () => this.own ? this.seeked() : this.moved());
      on(media, "timeupdate", () => this.moved());
      on(media, "volumechange ratechange", () => this.touched());
      on(media, "loadedmetadata", () => this.heedCaptions());
      this.heedCaptions();
      on(document, "fullscreenchange", () => this.touched());
      on(document, "visibilitychange", () => document.visibilityState === "hidden" && this.away());
      on(window, "pagehide", () => this.end());
      this.beating = setInterval(() => this.beat(), BEAT);
    }

    // Other houses' players have their captions, or others, only once they know their film.
    heedCaptions() {
      const { textTracks } = this.media;
      if (!textTracks?.addEventListener || textTracks === this.heeded) return;
      this.heeded = textTracks;
      textTracks.addEventListener("change", () => this.touched(), { signal: this.stopping.signal });
    }

    get now() { return Math.max(0, Math.min(this.media.currentTime || 0, this.media.duration || Infinity)); }

    // Whether the browser itself plays: its seeks are true, and all are told.
    get own() { return this.media.localName === "video"; }

    // Where the player should be by now, from where it last was.
    get expected() {
      const gone = this.playing ? (performance.now() - this.placedAt) / 1000 * (this.media.playbackRate || 1) : 0;
      return this.place + gone;
    }

    at(place) { Object.assign(this, { place, placedAt: performance.now() }); }

    settings() {
      const { media } = this;
      const shown = [...media.textTracks ?? []].find((track) => track.mode === "showing");
      const { width, height } = media.getBoundingClientRect();
      return {
        volume: media.muted ? 0 : media.volume ?? 1,
        speed: media.playbackRate || 1,
        captions: Boolean(shown),
        language: shown?.language ?? "",
        full_screen: Boolean(document.fullscreenElement),
        screen_size: `${screen.width}x${screen.height}`,
        playback_size: `${Math.round(width)}x${Math.round(height)}`,
      };
    }

    tell(act, more = {}) {
      const settings = this.settings();
      this.told = JSON.stringify({ ...settings, playback_size: "" });
      this.queue.add({ act, time: this.now, settings, ...more });
    }

    // Gives what was played since the last time, and begins anew.
    piece(end) {
      const watched = this.playing && end > this.start ? { watched: [this.start, end] } : {};
      this.start = end;
      return watched;
    }

    open() {
      if (this.queue) return;
      this.queue = new ObservationQueue(this.link);
      this.queue.length = this.media.duration;
      this.queue.resume();
      this.tell("initialized");
    }

    played() {
      if (this.playing || !Number.isFinite(this.media.duration) || !this.media.duration) return;
      this.look();
      this.open();
      this.settle();
      this.at(this.start = this.now);
      this.playing = true;
      this.tell("played");
      this.queue.flush();
    }

    paused() {
      if (!this.playing) return;
      this.look();
      this.settle();
      const watched = this.piece(this.now);
      this.playing = false;
      this.tell("paused", watched);
      this.queue.flush();
    }

    moved() {
      if (!this.queue && !this.media.paused) this.played(); // it went on after the page came back
      if (!this.media.seeking) this.look();
    }

    // Where another house's player is says more than what it calls a seek: it waits, and goes on in steps.
    look() {
      const { now, place, expected } = this;
      if (!this.own && (now < place - STUTTER || now > expected + STUTTER)) this.jumped();
      this.at(now);
    }

    jumped() {
      this.seeking();
      this.seeked();
    }

    seeking() {
      if (!this.queue) return this.at(this.now);
      clearTimeout(this.settling);
      if (this.stuttered) this.goOn();
      if (this.origin !== undefined) return;
      this.origin = Math.min(this.expected, this.place + 0.5, this.media.duration || Infinity);
      this.originAt = performance.now();
      this.before = this.piece(this.origin);
    }

    // Whether what was called a seek led to where the clip had been by now anyway.
    get stuttered() {
      if (this.origin === undefined || this.target === undefined) return false;
      const gone = this.playing ? (this.targetAt - this.originAt) / 1000 * (this.media.playbackRate || 1) : 0;
      const off = Math.abs(this.target - this.origin - gone);
      return off < (this.own ? LEAST : STUTTER);
    }

    // The clip plays on as if nothing had been said.
    goOn() {
      if (this.before.watched) this.start = this.before.watched[0];
      this.origin = this.target = this.before = undefined;
    }

    seeked() {
      if (this.origin === undefined) return;
      this.target = this.start = this.now;
      this.targetAt = performance.now();
      this.at(this.now);
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.settle(), SETTLED);
    }

    settle() {
      clearTimeout(this.settling);
      if (this.origin === undefined) return;
      if (this.stuttered) return this.goOn();
      const { origin, target = this.now, before } = this;
      this.origin = this.target = this.before = undefined;
      this.tell("seeked", { origin, time: target, ...before });
      this.queue.flush();
    }

    touched() {
      clearTimeout(this.touching);
      this.touching = setTimeout(() => {
        const stands = JSON.stringify({ ...this.settings(), playback_size: "" });
        if (!this.queue || stands === this.told) return;
        // What was played until now was played at the speed before.
        this.tell("interacted", this.playing && this.origin === undefined ? this.piece(this.now) : {});
        this.queue.flush();
      }, SETTLED);
    }

    beat() {
      if (!this.playing || this.origin !== undefined) return;
      this.tell("watching", this.piece(this.now));
      this.queue.flush();
    }

    away() {
      this.beat();
      this.queue?.flush(true);
    }

    // The page goes, or the player leaves it; what plays on later is a new session.
    end() {
      if (!this.queue) return;
      this.settle();
      if (this.playing) {
        const watched = this.piece(this.now);
        this.playing = false;
        this.tell("paused", watched);
      }
      this.tell("terminated");
      this.queue.flush(true);
      this.queue = undefined;
    }

    stop() {
      this.end();
      clearInterval(this.beating);
      this.stopping.abort();
    }
  }

  window.ClipTracker ??= Tracker;
})();
