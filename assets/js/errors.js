// Brings keyboard and screen-reader users to the summary of a form that came back with errors.
const focusErrors = (root) => root.querySelector("[data-focus]")?.focus();

focusErrors(document);
document.addEventListener("htmx:load", (event) => focusErrors(event.target));

// htmx keeps the page when the answer is an error; a refused form is an answer worth showing.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});
