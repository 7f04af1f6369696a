// Listens to `twinlet serve`: reloads when another build is there, and shows what is wrong with the manifest.

const build = document.querySelector('meta[name="twinlet-build"]')?.content ?? "";
document.documentElement.dataset.offline = "unavailable";

let overlay;

function element(tag, name, text) {
  const made = document.createElement(tag);
  if (name) made.className = `twinlet-overlay-${name}`;
  if (text) made.textContent = text;
  return made;
}

function entry(mistake) {
  const item = element("li", "mistake");
  const head = element("p", "head");
  if (mistake.code) head.append(element("code", "code", mistake.code));
  head.append(element("strong", "message", mistake.message));
  item.append(head);
  const where = [mistake.place, mistake.path].filter(Boolean).join("  ");
  if (where) item.append(element("p", "place", where));
  item.append(...mistake.hints.map((hint) => element("p", "hint", `hint: ${hint}`)));
  return item;
}

function hide() {
  overlay?.remove();
  overlay = undefined;
}

function show({ manifest, mistakes, build: shown }) {
  hide();
  overlay = element("div", "page");
  overlay.setAttribute("role", "alertdialog");
  overlay.setAttribute("aria-label", "Mistakes in the manifest");
  const count = mistakes.length === 1 ? "1 mistake" : `${mistakes.length} mistakes`;
  overlay.append(element("h1", "title", `${count} in ${manifest}`));
  const list = element("ol", "list");
  list.append(...mistakes.map(entry));
  overlay.append(list, element("p", "foot", "Save a mended manifest: this page follows."));
  if (shown) {
    const button = element("button", "hide", "Show the last version without mistakes");
    button.addEventListener("click", hide);
    overlay.append(button);
  }
  document.body.append(overlay);
}

const news = new EventSource(new URL("./.twinlet/events", document.baseURI));
news.addEventListener("message", (event) => {
  const told = JSON.parse(event.data);
  if (told.mistakes.length > 0) show(told);
  else if (told.build !== build) location.reload();
  else hide();
});
window.addEventListener("keydown", (event) => {
  if (event.key === "Escape") hide();
});
