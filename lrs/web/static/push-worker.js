// The service worker of Hallway's notices: shows what is pushed, says that it arrived, and that it was opened.
addEventListener("install", () => skipWaiting());

addEventListener("push", (event) => {
  if (!event.data) return;
  const notice = event.data.json();
  const shown = registration.showNotification(notice.title, {
    body: notice.body, tag: notice.tag, requireInteraction: notice.important, data: { page: notice.page },
  });
  const told = fetch(notice.received, { method: "POST" }).catch(() => { /* it stays “accepted” */ });
  event.waitUntil(Promise.all([shown, told]));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { page } = event.notification.data;
  const told = fetch(page, { method: "POST" }).catch(() => { /* the page itself says it again */ });
  event.waitUntil(Promise.all([told, clients.openWindow(page)]));
});
