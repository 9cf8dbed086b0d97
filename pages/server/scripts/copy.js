// Copies the text beside a button, and says so.
addEventListener("click", async (event) => {
  const button = event.target.closest?.(".an-copy button");
  if (!button) return;
  const text = button.parentElement.querySelector("p");
  const status = document.getElementById("an-status");
  try {
    await navigator.clipboard.writeText(text.textContent);
    status.textContent = "Copied.";
  } catch {  // not allowed over http: select the text, so that it can be copied by hand
    getSelection().selectAllChildren(text);
    status.textContent = "The text is selected. Copy it with your keyboard.";
  }
});
