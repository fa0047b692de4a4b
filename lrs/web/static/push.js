// Turns push on in this browser: asks for permission, subscribes at its push service, and tells Hallway.
(() => {
  const place = document.querySelector("[data-push]");
  const button = place.querySelector("[data-push-on]");
  const status = place.querySelector("[data-push-status]");
  const say = (words) => { status.textContent = words; };

  const bytes = (text) => Uint8Array.from(
    atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

  const turnOn = async () => {
    if (!("serviceWorker" in navigator) || !("PushManager" in window)) {
      return say("This browser can't show notices of a page. Mail still works.");
    }
    if (await Notification.requestPermission() !== "granted") {
      return say("Your browser won't let Hallway show notices. Its settings for this page can change that.");
    }
    const worker = await navigator.serviceWorker.register(place.dataset.worker);
    const key = bytes(place.dataset.push);
    const asked = { userVisibleOnly: true, applicationServerKey: key };
    const ready = await until(worker);
    const made = await ready.pushManager.subscribe(asked).catch(async (error) => {
      // One made under another key is in the way.
      const old = await ready.pushManager.getSubscription();
      if (!old) throw error;
      await old.unsubscribe();
      return ready.pushManager.subscribe(asked);
    });
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(location.href, { method: "POST", headers, body: JSON.stringify(made) });
    if (!answer.ok) return say("This page is too old. Close it, and open it from Hallway once more.");
    button.hidden = true;
    say("Push is on in this browser. You can close this window.");
  };

  const until = (registration) => new Promise((found) => {
    const worker = registration.installing || registration.waiting || registration.active;
    if (worker.state === "activated") return found(registration);
    worker.addEventListener("statechange", () => { if (worker.state === "activated") found(registration); });
  });

  button.addEventListener("click", () => {
    button.disabled = true;
    turnOn()
      .catch((error) => say(`That did not work: ${error.message}`))
      .finally(() => { button.disabled = false; });
  });
})();
