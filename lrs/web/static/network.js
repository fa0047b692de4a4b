// The network: names are completed from everybody whom one can name, and codes are scanned with the camera.
// Without this file the names of the course are offered, and codes are typed.
(() => {
  for (const field of document.querySelectorAll("input[data-people]")) {
    let asked = 0;
    field.addEventListener("input", async () => {
      const search = field.value.trim();
      const turn = ++asked;
      if (search.length < 2) return;
      const answer = await fetch(`${field.dataset.people}?q=${encodeURIComponent(search)}`);
      if (!answer.ok || turn !== asked) return;
      const names = new Set((await answer.json()).map((person) => person.name));
      field.list.replaceChildren(...[...names].map((name) => new Option(name, name)));
    });
  }

  const form = document.querySelector("form[data-scan]");
  if (!form || !navigator.mediaDevices?.getUserMedia) return;
  const button = form.querySelector("[data-camera]");
  const picture = form.querySelector("[data-picture]");
  button.hidden = false;

  const stop = () => {
    for (const track of picture.srcObject?.getTracks() ?? []) track.stop();
    picture.srcObject = null;
    picture.hidden = true;
  };

  // The browser's own reader where it has one; else jsQR, which is loaded only now.
  const reader = async () => {
    const formats = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
    if (formats?.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async () => (await detector.detect(picture).catch(() => []))[0]?.rawValue;
    }
    await loaded(form.dataset.scan);
    const canvas = document.createElement("canvas");
    const drawing = canvas.getContext("2d", { willReadFrequently: true });
    return async () => {
      const scale = Math.min(1, 640 / picture.videoWidth);
      canvas.width = Math.round(picture.videoWidth * scale);
      canvas.height = Math.round(picture.videoHeight * scale);
      if (!canvas.width || !canvas.height) return undefined;
      drawing.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const seen = drawing.getImageData(0, 0, canvas.width, canvas.height);
      return jsQR(seen.data, seen.width, seen.height)?.data;
    };
  };
  const loaded = (address) => new Promise((done, failed) => {
    if (window.jsQR) { done(); return; }
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });

  const look = async (read) => {
    if (!picture.srcObject) return;
    const found = await read();
    if (!found) { setTimeout(look, 250, read); return; }
    stop();
    form.elements.code.value = found;
    form.requestSubmit();
  };
  button.addEventListener("click", async () => {
    if (picture.srcObject) { stop(); return; }
    try {
      const read = await reader();
      picture.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      picture.hidden = false;
      await picture.play();
      look(read);
    } catch {
      stop();
      button.hidden = true; // no camera, or not for us: codes are typed
      form.elements.code.focus();
    }
  });
})();
