// Sends a file, or what grows while it is recorded, piece by piece (tus 1.0); a lost connection costs nothing but time.
window.HallwayUpload = class {
  static #piece = 4 * 1024 * 1024;

  #whole = new Blob([]);
  #sent = 0;
  #address = "";
  #ended = false;
  #stopped = false;
  #running = null;
  #headers;

  // `tell(sent, size, trouble)` hears how far it is.
  constructor(address, token, tell) {
    this.begin = address;
    this.tell = tell;
    this.#headers = { "Tus-Resumable": "1.0.0", "X-Form-Token": token };
  }

  get id() { return this.#address.split("/").pop(); }

  append(blob) {
    this.#whole = new Blob([this.#whole, blob]);
    this.#go();
  }

  // Nothing more comes: resolves when all of it is on the server.
  async end() {
    this.#ended = true;
    await this.#go();
    return this.id;
  }

  async cancel() {
    this.#stopped = true;
    if (this.#address) await fetch(this.#address, { method: "DELETE", headers: this.#headers }).catch(() => {});
  }

  #go() {
    this.#running ??= this.#run().finally(() => { this.#running = null; });
    return this.#running;
  }

  async #run() {
    let wait = 500;
    let finished = false;
    while (!this.#stopped && !finished && (this.#sent < this.#whole.size || this.#ended)) {
      try {
        finished = await this.#step();
        wait = 500;
        this.tell(this.#sent, this.#whole.size, "");
      } catch (trouble) {
        if (trouble.final) throw trouble;
        this.tell(this.#sent, this.#whole.size, "The connection is lost; what is recorded is kept here and sent later.");
        await this.#pause(wait);
        wait = Math.min(wait * 2, 10000);
        await this.#ask().catch(() => {});
      }
    }
  }

  // One request; true when the server has all of what ended.
  async #step() {
    if (!this.#address) await this.#create();
    const piece = this.#whole.slice(this.#sent, this.#sent + this.constructor.#piece);
    const last = this.#ended && this.#sent + piece.size === this.#whole.size;
    const headers = { ...this.#headers, "Upload-Offset": String(this.#sent), "Content-Type": "application/offset+octet-stream" };
    if (last) headers["Upload-Length"] = String(this.#whole.size);
    const answer = await fetch(this.#address, { method: "PATCH", headers, body: await piece.arrayBuffer() });
    await this.#check(answer);
    this.#sent = Number(answer.headers.get("Upload-Offset"));
    return last && this.#sent === this.#whole.size;
  }

  async #create() {
    const headers = { ...this.#headers, "Upload-Defer-Length": "1" };
    const answer = await fetch(this.begin, { method: "POST", headers });
    await this.#check(answer);
    this.#address = new URL(answer.headers.get("Location"), location.href).pathname;
    this.#sent = 0;
  }

  // After a break the server says how much it has; one that has forgotten everything gets everything anew.
  async #ask() {
    if (!this.#address) return;
    const answer = await fetch(this.#address, { method: "HEAD", headers: this.#headers });
    if (answer.status === 404 || answer.status === 410) this.#address = "";
    else if (answer.ok) this.#sent = Number(answer.headers.get("Upload-Offset"));
  }

  async #check(answer) {
    if (answer.ok) return;
    const trouble = new Error((await answer.text()) || `The server answered ${answer.status}.`);
    trouble.final = [400, 401, 403, 412, 413, 415].includes(answer.status);
    throw trouble;
  }

  #pause(milliseconds) {
    return new Promise((go) => {
      const timer = setTimeout(go, milliseconds);
      addEventListener("online", () => { clearTimeout(timer); go(); }, { once: true });
    });
  }
};
