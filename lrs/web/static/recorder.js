// The recorder of clips: camera or screen, a ring that fills, and an upload that runs while one speaks.
(() => {
  const TYPES = [
    "video/mp4;codecs=avc1.42E01E,mp4a.40.2", "video/mp4;codecs=avc1,opus", "video/webm;codecs=vp9,opus",
    "video/webm;codecs=vp8,opus", "video/webm",
  ];
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

  const equip = (form) => {
    const part = (name) => form.querySelector(name);
    const act = (name) => part(`[data-do=${name}]`);
    const video = part("video");
    const most = Number(form.dataset.most);
    const token = form.elements.form_token.value;
    let stream = null, recorder = null, upload = null, timer = 0, counted = 0, since = 0, sending = null;

    const elapsed = () => counted + (since ? (performance.now() - since) / 1000 : 0);
    const say = (words) => { part("[data-state]").textContent = words; };
    const trouble = (words) => {
      part("[data-trouble]").hidden = !words;
      part("[data-trouble]").textContent = words;
    };
    const show = (...names) => {
      for (const name of ["camera", "screen", "stop", "pause", "again"]) act(name).hidden = !names.includes(name);
    };
    const draw = () => {
      const now = Math.min(elapsed(), most);
      part("[data-ring]").setAttribute("stroke-dasharray", `${now} ${most}`);
      part(".ring text").textContent = clock(now);
      part(".ring").setAttribute("aria-label", `${clock(now)} of ${clock(most)} recorded`);
      if (recorder?.state === "recording" && elapsed() >= most) stop();
    };
    const told = (sent, size, words) => {
      part("[data-upload]").hidden = false;
      part("[data-upload] .done").setAttribute("width", `${size ? Math.round(100 * sent / size) : 0}%`);
      part("[data-sent]").textContent = `${(sent / 1e6).toFixed(1)} of ${(size / 1e6).toFixed(1)} MB safe on the server`;
      trouble(words);
    };
    const release = () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
      stream = null;
    };

    const camera = () => navigator.mediaDevices.getUserMedia({
      audio: true, video: { facingMode: "user", width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    const screen = async () => {
      const shown = await navigator.mediaDevices.getDisplayMedia({ video: true, audio: true });
      if (!shown.getAudioTracks().length) {
        const voice = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => null);
        for (const track of voice?.getTracks() ?? []) shown.addTrack(track);
      }
      return shown;
    };

    const start = async (open) => {
      trouble("");
      try {
        stream = await open();
      } catch (refused) {
        part("[data-window]").hidden = window.parent === window;
        return trouble(`This browser or page gives no access here (${refused.name}). Choose a file, or open a new window.`);
      }
      const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one));
      recorder = new MediaRecorder(stream, type ? { mimeType: type, videoBitsPerSecond: 2500000 } : {});
      upload = new window.HallwayUpload(form.dataset.uploads, token, told);
      const mine = upload, parts = [];
      recorder.addEventListener("dataavailable", ({ data }) => {
        if (mine !== upload || !data.size) return;
        parts.push(data);
        mine.append(data);
      });
      recorder.addEventListener("stop", () => { if (mine === upload) done(parts); });
      stream.getVideoTracks()[0].addEventListener("ended", () => stop());
      video.srcObject = stream;
      video.muted = true;
      video.play().catch(() => {});
      form.elements.began.value = new Date().toISOString();
      counted = 0;
      since = performance.now();
      recorder.start(1000);
      timer = setInterval(draw, 250);
      say(`Recording; it stops at ${clock(most)}`);
      show("stop", "pause");
      act("stop").focus();
    };

    const stop = () => {
      if (!recorder || recorder.state === "inactive") return;
      counted = elapsed();
      since = 0;
      recorder.stop();
    };

    const done = (parts) => {
      clearInterval(timer);
      draw();
      release();
      say(`Recorded ${clock(counted)}. Look at it, then publish`);
      show("again");
      video.srcObject = null;
      video.src = URL.createObjectURL(new Blob(parts, { type: recorder.mimeType }));
      video.muted = false;
      video.controls = true;
      part(".ring").toggleAttribute("hidden", true);
      form.elements.file.disabled = form.elements.taken.disabled = form.elements.address.disabled = true;
      finish();
    };

    const finish = () => {
      sending = upload.end().then((id) => { form.elements.upload.value = id; });
      sending.catch((refused) => trouble(refused.message));
    };

    const again = () => {
      stop();
      upload?.cancel();
      upload = recorder = sending = null;
      counted = since = 0;
      clearInterval(timer);
      release();
      video.removeAttribute("src");
      video.controls = false;
      part(".ring").toggleAttribute("hidden", false);
      form.elements.upload.value = "";
      form.elements.file.disabled = form.elements.taken.disabled = form.elements.address.disabled = false;
      part("[data-upload]").hidden = true;
      say("Ready");
      draw();
      show("camera", "screen");
    };

    const pause = () => {
      const pausing = recorder.state === "recording";
      counted = elapsed();
      since = pausing ? 0 : performance.now();
      if (pausing) recorder.pause(); else recorder.resume();
      act("pause").textContent = pausing ? "Go on" : "Pause";
      say(pausing ? "Paused" : "Recording");
    };

    // A chosen file goes the same way, so that a bad connection doesn't cost it either.
    const chosen = () => {
      const file = form.elements.file.files[0] ?? form.elements.taken.files[0];
      if (!file) return false;
      if (file.size > Number(form.dataset.largest)) { trouble("This file is too large."); return true; }
      upload = new window.HallwayUpload(form.dataset.uploads, token, told);
      upload.append(file);
      finish();
      return true;
    };

    form.addEventListener("submit", async (event) => {
      if (recorder && recorder.state !== "inactive") { event.preventDefault(); return stop(); }
      if (form.elements.upload.value) {
        form.elements.file.disabled = form.elements.taken.disabled = true;
        return;
      }
      if (!sending && !chosen()) return;
      event.preventDefault();
      if (!sending) return;
      say("Sending what is left");
      try { await sending; form.requestSubmit(event.submitter ?? undefined); } catch { sending = null; }
    });
    act("camera").addEventListener("click", () => start(camera));
    act("screen").addEventListener("click", () => start(screen));
    act("stop").addEventListener("click", stop);
    act("pause").addEventListener("click", pause);
    act("again").addEventListener("click", again);
    part("[data-studio]").hidden = !navigator.mediaDevices || !window.MediaRecorder;
    act("screen").hidden = !navigator.mediaDevices?.getDisplayMedia;
    part("[data-window]").hidden = window.parent === window;
  };

  // A word opens one window: the next press of the button takes a new one.
  const renewed = async (form) => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.elements.word.value = fresh.getElementById("own-window").elements.word.value;
  };
  document.addEventListener("submit", ({ target }) => {
    if (target.id === "own-window") setTimeout(() => renewed(target).catch(() => { /* the window says what to do */ }));
  });

  // Pages may come and go in one document: each form is equipped once.
  const look = () => {
    const form = document.getElementById("recorder");
    if (!form || form.dataset.equipped) return;
    form.dataset.equipped = "1";
    equip(form);
  };
  look();
  new MutationObserver(look).observe(document.body, { childList: true });
})();
