// A text field that suggests while one types. Suggestions are options rendered by the server; without this
// script the field is plain text and the form's own button sends it.
const PAUSE = 180;
const SHORTEST = 2;

function enhance(root) {
  const input = root.querySelector("[data-input]");
  const list = root.querySelector("[data-list]");
  const chosen = root.querySelector("[data-value]");
  const status = root.querySelector("[data-status]");
  let timer;
  let request;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  list.setAttribute("role", "listbox");

  const isLongEnough = () => input.value.trim().length >= SHORTEST;
  const options = () => [...list.querySelectorAll("[data-choice]")];
  const active = () => list.querySelector('[aria-selected="true"]');

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.replaceChildren();
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(option) {
    active()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.id);
  }

  function said(count) {
    if (!count) return status.dataset.none;
    return count === 1 ? status.dataset.one : status.dataset.some.replace("#", count);
  }

  function choose(option) {
    input.value = option.dataset.label;
    if (chosen) chosen.value = option.dataset.choice;
    close();
    status.textContent = option.dataset.label;
    if ("submit" in root.dataset) input.form.requestSubmit();
    else input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  async function suggest() {
    request?.abort();
    request = new AbortController();
    const url = new URL(root.dataset.combobox, location.href);
    url.searchParams.set("q", input.value.trim());
    url.searchParams.set("list", input.id);
    try {
      const answer = await fetch(url, {
        headers: { "HX-Request": "true" },
        signal: request.signal,
      });
      if (!answer.ok) return close();
      list.innerHTML = await answer.text();
      input.setAttribute("aria-expanded", "true");
      input.removeAttribute("aria-activedescendant");
      status.textContent = said(options().length);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    if (chosen) chosen.value = "";
    clearTimeout(timer);
    if (!isLongEnough()) return close();
    timer = setTimeout(suggest, PAUSE);
  });

  input.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key === "Escape" && list.children.length) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active()) {
      event.preventDefault();
      choose(active());
    } else if (event.key === "ArrowDown" && !list.children.length && isLongEnough()) {
      event.preventDefault();
      suggest();
    } else if (all.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const from = all.indexOf(active());
      activate(all[(from + step + all.length + (from < 0 && step < 0 ? 1 : 0)) % all.length]);
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[data-choice]");
    if (option) choose(option);
  });
  input.addEventListener("blur", close);
}

function enhanceAll(root) {
  const found = [...root.querySelectorAll("[data-combobox]:not([data-ready])")];
  if (root.matches?.("[data-combobox]:not([data-ready])")) found.push(root);
  for (const element of found) {
    element.dataset.ready = "";
    enhance(element);
  }
}

enhanceAll(document);
document.addEventListener("htmx:load", (event) => enhanceAll(event.target));
