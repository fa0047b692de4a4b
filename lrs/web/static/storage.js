// Platform storage (1EdTech LTI Client Side postMessages and LTI Platform Storage): where a browser keeps no cookie
// in a frame, the LMS keeps the secret of a login for us, and gives it back to nobody but this origin. It is the page
// around ours, or the one that opened ours in a window.
(() => {
  const page = document.querySelector("[data-storage]");
  const { storage: origin, target, origins, key, next } = page.dataset;
  const holder = window.parent === window ? window.opener : window.parent;

  const ask = (frame, toOrigins, message, milliseconds) => new Promise((answered, refused) => {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("");
    const done = (settle, what) => {
      clearTimeout(timer);
      removeEventListener("message", listen);
      settle(what);
    };
    const listen = ({ origin: from, data }) => {
      if (!toOrigins.includes(from) || !data || data.message_id !== id) return;
      if (data.subject !== `${message.subject}.response`) return;
      if (data.error) done(refused, data.error); else done(answered, data);
    };
    const timer = setTimeout(() => done(refused, "no answer"), milliseconds);
    addEventListener("message", listen);
    for (const one of toOrigins) frame.postMessage({ ...message, message_id: id }, one);
  });

  const named = (name) => (!name || name === "_parent" ? holder : holder.frames[name]);

  // Some LMSs say at the login where their storage is; others are asked.
  const frame = async () => {
    if (target) return named(target);
    const can = await ask(holder, origins.split(" "), { subject: "lti.capabilities" }, 500);
    const found = (can.supported_messages || []).find(({ subject }) => subject === "lti.put_data");
    if (!found) throw new Error("The LMS offers no storage.");
    return named(found.frame);
  };

  const put = async (secret) => {
    await ask(await frame(), [origin], { subject: "lti.put_data", key, value: secret }, 2000);
    location.replace(next);
  };

  const get = async (form) => {
    const told = await ask(await frame(), [origin], { subject: "lti.get_data", key }, 2000);
    form.elements.secret.value = told.value;
    form.submit();
  };

  // On a page of its own a new tab would be no better.
  const other = () => {
    page.hidden = true;
    const alone = window.parent === window;
    document.querySelector(alone ? "[data-alone]" : "[data-otherwise]").hidden = false;
  };

  const form = page.querySelector("form");
  const secret = location.hash.slice(1);
  if (!form) history.replaceState(null, "", location.pathname);
  (form ? get(form) : put(secret)).catch(other);
})();
