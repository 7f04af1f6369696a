// A service worker that another site left at this address would show its own files: this one takes its place and goes.

async function leave() {
  const names = await caches.keys();
  const own = names.filter((name) => name.startsWith(`twinlet ${self.registration.scope} `));
  await Promise.all(own.map((name) => caches.delete(name)));
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await self.registration.unregister();
  pages.forEach((page) => page.navigate(page.url));
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
