// Stands in for https://www.youtube.com/iframe_api: the documented YT.Player, of a film of twenty seconds that
// needs no network. Its clock moves in steps of a quarter of a second, as that of the true one may.
(() => {
  const LENGTH = 20;
  const PlayerState = { UNSTARTED: -1, ENDED: 0, PLAYING: 1, PAUSED: 2, BUFFERING: 3, CUED: 5 };

  class Player {
    constructor(_frame, { events }) {
      Object.assign(this, { heard: {}, state: PlayerState.UNSTARTED, place: 0, since: 0, rate: 1, volume: 100 });
      setTimeout(() => events.onReady({ target: this }), 10);
      setInterval(() => this.tick(), 250);
    }

    addEventListener(name, act) { (this.heard[name] ??= []).push(act); }
    tell(name, data) { for (const act of this.heard[name] ?? []) act({ target: this, data }); }
    go(state) { this.state = state; this.tell("onStateChange", state); }

    tick() {
      if (this.state !== PlayerState.PLAYING) return;
      const now = performance.now();
      this.place = Math.min(LENGTH, this.place + (now - this.since) / 1000 * this.rate);
      this.since = now;
      this.tell("onVideoProgress", this.place);
      if (this.place === LENGTH) this.go(PlayerState.ENDED);
    }

    playVideo() { setTimeout(() => this.start()); }
    start() { this.since = performance.now(); this.go(PlayerState.BUFFERING); this.go(PlayerState.PLAYING); }
    pauseVideo() { this.tick(); this.go(PlayerState.PAUSED); }
    seekTo(place) {
      const { state } = this;
      Object.assign(this, { place, since: performance.now() });
      if (state === PlayerState.PLAYING) { this.go(PlayerState.BUFFERING); this.go(PlayerState.PLAYING); }
    }
    getPlayerState() { return this.state; }
    getCurrentTime() { return this.place; }
    getDuration() { return LENGTH; }
    getVideoLoadedFraction() { return 1; }
    getVolume() { return this.volume; }
    setVolume(volume) { this.volume = volume; this.tell("onVolumeChange"); }
    isMuted() { return false; }
    mute() { /* nothing to hear */ }
    unMute() { /* nothing to hear */ }
    getPlaybackRate() { return this.rate; }
    setPlaybackRate(rate) { this.tick(); this.rate = rate; this.tell("onPlaybackRateChange", rate); }
    getOption() { return [{ languageCode: "en", displayName: "English" }]; }
    setOption() { /* no captions */ }
    destroy() { /* nothing to end */ }
  }

  window.YT = { Player, PlayerState };
  window.onYouTubeIframeAPIReady?.();
})();
