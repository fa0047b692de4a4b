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
  if (!form || !("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const button = form.querySelector("[data-camera]");
  const picture = form.querySelector("[data-picture]");
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  button.hidden = false;

  const stop = () => {
    for (const track of picture.srcObject?.getTracks() ?? []) track.stop();
    picture.srcObject = null;
    picture.hidden = true;
  };
  const look = async () => {
    if (!picture.srcObject) return;
    const [found] = await detector.detect(picture).catch(() => []);
    if (!found) { setTimeout(look, 250); return; }
    stop();
    form.elements.code.value = found.rawValue;
    form.requestSubmit();
  };
  button.addEventListener("click", async () => {
    if (picture.srcObject) { stop(); return; }
    try {
      picture.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      button.hidden = true; // no camera, or not for us: codes are typed
      form.elements.code.focus();
      return;
    }
    picture.hidden = false;
    await picture.play();
    look();
  });
})();
