// Observations on their way to the server: in batches, again after a failure, and still when the page goes away.
// The server takes each observation once, so sending one twice does no harm.
(() => {
  const PREFIX = "hallway watching ";
  const LONGEST_WAIT = 60000;

  // Frames of another site may be refused any storage.
  const keep = (key, value) => { try { sessionStorage.setItem(key, value); } catch { /* memory alone, then */ } };
  const forget = (key) => { try { sessionStorage.removeItem(key); } catch { /* it was never there */ } };
  const kept = () => { try { return { ...sessionStorage }; } catch { return {}; } };

  class ObservationQueue {
    constructor({ address, token, opened, heard }) {
      Object.assign(this, { address, token, opened, heard, waiting: 2000, pending: [] });
      this.session = crypto.randomUUID?.() ?? ObservationQueue.named();
      this.number = 0;
      this.length = 0;
      addEventListener("online", () => this.flush());
    }

    static named() {
      const hex = Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0"));
      return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    }

    get key() { return `${PREFIX}${this.address} ${this.session}`; }

    add(observation) {
      this.number += 1;
      this.pending.push({ number: this.number, at: Date.now(), ...observation });
      keep(this.key, JSON.stringify(this.batch(this.pending)));
    }

    batch(observations) {
      return { session: this.session, opened: this.opened, length: this.length, observations };
    }

    // What an earlier page of this clip couldn't send.
    async resume() {
      for (const [key, text] of Object.entries(kept())) {
        if (!key.startsWith(`${PREFIX}${this.address} `) || key === this.key) continue;
        if (await this.post(JSON.parse(text), false) !== "later") forget(key);
      }
    }

    async flush(leaving = false) {
      if (!this.pending.length || (this.busy && !leaving)) return;
      this.busy = true;
      clearTimeout(this.later);
      const sent = [...this.pending];
      const outcome = await this.post(this.batch(sent), leaving);
      this.busy = false;
      if (outcome === "later") return this.wait();
      this.waiting = 2000;
      this.pending = this.pending.filter((one) => !sent.includes(one));
      if (this.pending.length) keep(this.key, JSON.stringify(this.batch(this.pending)));
      else forget(this.key);
    }

    wait() {
      this.later = setTimeout(() => this.flush(), this.waiting);
      this.waiting = Math.min(LONGEST_WAIT, this.waiting * 2);
    }

    // Gives "taken", "refused" or "later".
    async post(batch, leaving) {
      const body = JSON.stringify({ ...batch, sent: Date.now() });
      if (leaving && !("keepalive" in Request.prototype)) return this.beacon(body);
      try {
        const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Form-Token": this.token };
        const answer = await fetch(this.address, { method: "POST", headers, body, keepalive: leaving });
        if (answer.ok) this.heard?.(await answer.json());
        if (answer.ok) return "taken";
        return answer.status >= 500 || [401, 408, 409, 429].includes(answer.status) ? "later" : "refused";
      } catch {
        return "later";
      }
    }

    beacon(body) {
      const form = new FormData();
      form.set("form_token", this.token);
      form.set("batch", body);
      return navigator.sendBeacon(this.address, form) ? "taken" : "later";
    }
  }

  window.ObservationQueue ??= ObservationQueue;
})();
