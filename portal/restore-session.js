// <restore-session>: Restore Desk in a page of another site. It makes a frame, as high as what
// is shown in it, and hands on what the frame tells: docs/embedding.md, restore-session.d.ts.
// A classic script, so that a host's policy has to name no more than this file's origin.
{
  const folder = new URL("./", document.currentScript.src);
  const VERSION = 1;
  // How long a frame may take until it listens; one that a policy keeps out says nothing at all.
  const PATIENCE_MS = 15_000;
  const HEIGHT_PX_MAX = 20_000;
  const ALLOW = "clipboard-write; local-network-access; local-network; loopback-network";
  const SILENT = {
    en: (own) =>
      `Restore Desk did not start here. The person who runs it has to let ${own} frame it: with the gateway --portal-origin ${own}, else “portalOrigins” in config.json and frame-ancestors in its policy. This page's own policy has to have ${folder.origin} in frame-src.`,
    de: (own) =>
      `Restore Desk ist hier nicht gestartet. Wer es betreibt, muss ${own} erlauben, es einzurahmen: beim Gateway --portal-origin ${own}, sonst „portalOrigins“ in config.json und frame-ancestors in seiner Richtlinie. In der Richtlinie dieser Seite muss ${folder.origin} unter frame-src stehen.`,
  };

  class RestoreSession extends HTMLElement {
    static observedAttributes = ["session", "page", "embed", "height", "theme", "language", "time-zone"];

    #frame;
    #notice;
    #timer;
    #isReady = false;
    #isPaused;
    #hear = (event) => this.#read(event);

    constructor() {
      super();
      this.attachShadow({ mode: "open" });
    }

    connectedCallback() {
      addEventListener("message", this.#hear);
      this.#start();
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#stop();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#frame || before === now) return;
      const told = {
        session: { type: "open", target: now },
        theme: { type: "theme", theme: now ?? "auto" },
        language: { type: "language", language: now },
      }[name];
      // A frame that listens goes on; another one, or a wish that it cannot be told, begins anew.
      if (this.#isReady && told && (now || name === "theme")) this.#tell(told);
      else this.#start();
    }

    /** Asks for no more, or asks on. */
    pause(paused = true) {
      this.#isPaused = Boolean(paused);
      if (this.#isReady) this.#tell({ type: "pause", paused: this.#isPaused });
    }

    #address() {
      const has = (name) => this.getAttribute(name);
      const query = new URLSearchParams({ embed: has("embed") ?? "min" });
      for (const [name, attribute] of [["theme", "theme"], ["lang", "language"], ["tz", "time-zone"]]) {
        if (has(attribute)) query.set(name, has(attribute));
      }
      if (!has("height")) query.set("height", "auto");
      const session = has("session")?.trim();
      // An id is an address already; anything else is looked at first.
      const kind = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(session) ? "restoreSessions" : "open";
      const page = session ? `${kind}/${encodeURIComponent(session)}` : (has("page") ?? "").replace(/^#?\//, "");
      return `${folder}?${query}#/${page}`;
    }

    #start() {
      this.#stop();
      const frame = document.createElement("iframe");
      const height = Number(this.getAttribute("height")) || 180;
      // By the object model: a host's policy may allow no style that is written down.
      Object.assign(frame.style, { display: "block", width: "100%", height: `${height}px`, border: "0" });
      Object.assign(frame, { title: "Restore Desk", allow: ALLOW, referrerPolicy: "origin", src: this.#address() });
      this.style.display ||= "block";
      this.#frame = frame;
      this.shadowRoot.append(frame);
      this.#timer = setTimeout(() => this.#say(), PATIENCE_MS);
    }

    #stop() {
      clearTimeout(this.#timer);
      this.#frame?.remove();
      this.#notice?.remove();
      this.#frame = this.#notice = undefined;
      this.#isReady = false;
      this.removeAttribute("status");
    }

    /** Says in the host what has to be set. */
    #say() {
      const notice = document.createElement("p");
      const language = (this.getAttribute("language") ?? navigator.language).split("-")[0];
      notice.textContent = (SILENT[language] ?? SILENT.en)(location.origin);
      notice.setAttribute("role", "alert");
      this.#notice = notice;
      this.shadowRoot.prepend(notice);
      this.#emit("silent", { origin: location.origin });
    }

    #tell(message) {
      this.#frame?.contentWindow?.postMessage({ restoreDesk: VERSION, ...message }, folder.origin);
    }

    #emit(name, detail) {
      this.dispatchEvent(new CustomEvent(name, { detail: Object.freeze(detail), bubbles: true, composed: true }));
    }

    #read({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== folder.origin) return;
      if (data?.restoreDesk !== VERSION) return;
      const { restoreDesk, type, ...detail } = data;
      if (type === "ready") {
        clearTimeout(this.#timer);
        this.#notice?.remove();
        this.#isReady = true;
        if (this.#isPaused) this.#tell({ type: "pause", paused: true });
        this.#emit("ready", {});
      } else if (type === "height" && !this.hasAttribute("height") && detail.height > 0) {
        this.#frame.style.height = `${Math.min(Math.ceil(detail.height), HEIGHT_PX_MAX)}px`;
      } else if (type === "title" && typeof detail.title === "string") {
        this.#frame.title = detail.title;
        this.#emit("title", detail);
      } else if (type === "status" && typeof detail.status === "string") {
        if (detail.status === "none") this.removeAttribute("status");
        else this.setAttribute("status", detail.status);
        this.#emit("status", detail);
      } else if (type === "auth-needed") {
        this.#emit("auth-needed", {});
      }
    }
  }

  if (!customElements.get("restore-session")) customElements.define("restore-session", RestoreSession);
}
