// What a portal may do with what the frames tell it; nothing here is needed for the frames.
const LINES_MAX = 50;
const WORDS = { success: "done", warning: "done, with warnings", failed: "failed", running: "running", unknown: "not known" };
const told = document.getElementById("told");

for (const name of ["ready", "status", "title", "auth-needed", "silent"]) {
  addEventListener(name, ({ target, detail }) => {
    if (target.localName !== "restore-session") return;
    const line = document.createElement("li");
    line.textContent = `${target.id}: ${name} ${JSON.stringify(detail)}`;
    told.append(line);
    if (told.childElementCount > LINES_MAX) told.firstElementChild.remove();
  });
}

// The ticket's own heading says how its restore stands.
document.getElementById("one").addEventListener("status", ({ detail }) => {
  const state = document.querySelector(".state");
  state.hidden = detail.status === "none";
  state.textContent = WORDS[detail.status] ?? "";
});
