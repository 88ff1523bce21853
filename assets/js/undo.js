// Takes an undo away after ten seconds in which nobody pointed at it or focused it.
const LASTS = 10_000;

function watch(toast) {
  let timer;
  const leave = () => {
    timer = setTimeout(() => toast.querySelector("form")?.remove(), LASTS);
  };
  const stay = () => clearTimeout(timer);
  toast.addEventListener("pointerenter", stay);
  toast.addEventListener("focusin", stay);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
  leave();
}

function watchAll(root) {
  const found = [...root.querySelectorAll("[data-undo]:not([data-ready])")];
  if (root.matches?.("[data-undo]:not([data-ready])")) found.push(root);
  for (const toast of found) {
    toast.dataset.ready = "";
    watch(toast);
  }
}

watchAll(document);
document.addEventListener("htmx:load", (event) => watchAll(event.target));
