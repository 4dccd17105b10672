// The contract between Restore Desk in a frame and the page around it, version 1.
// docs/embedding.md says when each message is sent.

/** Every message holds this; one of another version is ignored. */
interface OfRestoreDesk {
  restoreDesk: 1;
}

/** How a restore session went, by Enterprise Manager's State and Result alone. */
export type StatusWord = 'success' | 'warning' | 'failed' | 'running' | 'unknown';

/** Where the restore session stands that the frame shows. */
export interface Status {
  status: StatusWord;
  id: string;
  /** The answer as the page says it, in its language, with how current it is. */
  sentence: string;
  /** Enterprise Manager's own word, as it was sent. */
  state: string | null;
  /** Enterprise Manager's own word, as it was sent. */
  result: string | null;
  /** 0 to 100. It never says that a restore is done. */
  percent: number | null;
  /** When Enterprise Manager was asked: milliseconds since 1970, by its own clock. */
  checkedAt: number;
  /** How far Enterprise Manager may be behind the backup server; `null`: not known. */
  behindMinutes: number | null;
  /** Whether the frame still asks, or has the last word; `false`: paused, or old. */
  isCurrent: boolean;
}

/** No restore session is shown. */
export interface NoStatus {
  status: 'none';
}

/** What the frame tells the page around it. */
export type Told = OfRestoreDesk &
  (
    | { type: 'ready' }
    /** CSS pixels, rounded up. */
    | { type: 'height'; height: number }
    | { type: 'title'; title: string }
    | ({ type: 'status' } & (Status | NoStatus))
    | { type: 'auth-needed' }
  );

/** What the page around it may ask for; at most 1,024 bytes as JSON. */
export type Order = OfRestoreDesk &
  (
    /** An id, a URN or an address of Enterprise Manager, at most 200 characters. */
    | { type: 'open'; target: string }
    | { type: 'theme'; theme: 'auto' | 'light' | 'dark' | 'contrast' }
    /** `en` or `de`, perhaps with a region; the frame loads anew. */
    | { type: 'language'; language: string }
    | { type: 'pause'; paused: boolean }
  );

/** `<restore-session session="…">`, defined by `restore-session.js`. */
export interface RestoreSessionElement extends HTMLElement {
  /** Asks for no more, or asks on. */
  pause(paused?: boolean): void;
}

/** The events of the element; all of them bubble. */
export interface RestoreSessionEvents {
  ready: CustomEvent<Record<string, never>>;
  status: CustomEvent<Status | NoStatus>;
  title: CustomEvent<{ title: string }>;
  'auth-needed': CustomEvent<Record<string, never>>;
  /** Nothing was heard of the frame for 15 s; what to set stands in the element. */
  silent: CustomEvent<{ origin: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'restore-session': RestoreSessionElement;
  }
}
