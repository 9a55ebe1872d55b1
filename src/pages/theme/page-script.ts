/**
 * The one script there is, as text: the button beside a feed's address copies it, and that below an article opens the platform's own
 * sheet. Buttons are hidden until it runs; the address is in a field that can be selected without it.
 */
export const pageScript = `"use strict";
for (const button of navigator.share ? document.querySelectorAll("button[data-shares]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const canonical = document.querySelector('link[rel="canonical"]');
    navigator.share({ title: button.dataset.shares, url: canonical ? canonical.href : location.href }).catch(() => {});
  });
}
for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const status = document.getElementById("copy-status");
  const label = button.textContent;
  let timer;
  const say = (word, sentence) => {
    button.textContent = word;
    status.textContent = sentence;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 4000);
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      say("Copied", "The address is copied: paste it into your reader.");
    } catch {
      say("Selected", "The address is selected: copy it with your device\\u2019s own command.");
    }
  });
}
`;
