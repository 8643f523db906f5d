// The live stream of a page: opened again whatever happens, and never believed without news younger than 25 s.

import { clock, wordsOf } from "./words";

const SILENCE = 25_000;
/** How long a connection may take before the next try. */
const PATIENCE = 8_000;
const SHORTEST = 1_000;
const LONGEST = 30_000;
const REMEMBERED = 256;

/** The last event this page has heard; what is fetched because of it must not be older. */
let lastSeen = "";
export const seenEvent = (): string => lastSeen;

export interface Hearing {
    /** Something changed; `kind` is an event's name, or "reset" when events may have been missed. */
    changed(kind: string): void;
    /** The link is there or lost. Called at each change, with the hour of the last news. */
    link?(live: boolean, lastNews: Date): void;
}

/** Follows the stream named in `data-flux` of `main`, listening to the kinds in `data-events`. */
export function follow(main: HTMLElement, hearing: Hearing): void {
    const { flux, events = "" } = main.dataset;
    if (!flux) return;
    const address = new URL(flux, location.href);
    const seen: string[] = [];
    let source: EventSource | undefined;
    let live: boolean | undefined;
    let lastNews = new Date();
    let watchdog = 0;
    let again = 0;
    let tries = 0;

    const tell = (now: boolean): void => {
        if (live !== now) hearing.link?.(now, lastNews);
        live = now;
    };
    const heard = (event?: MessageEvent<string>): void => {
        lastNews = new Date();
        tries = 0;
        tell(true);
        clearTimeout(watchdog);
        watchdog = window.setTimeout(silent, SILENCE);
        // Where to go on from when the stream has to be opened anew.
        if (!event?.lastEventId) return;
        lastSeen = event.lastEventId;
        address.searchParams.set("from", lastSeen);
    };
    const fresh = (event: MessageEvent<string>): boolean => {
        const id = event.lastEventId;
        if (id && seen.includes(id)) return false;
        if (id && seen.push(id) > REMEMBERED) seen.shift();
        return true;
    };
    const silent = (): void => {
        tell(false);
        open();
    };
    const later = (): void => {
        const longest = Math.min(LONGEST, SHORTEST * 2 ** ++tries);
        clearTimeout(again);
        again = window.setTimeout(open, SHORTEST + Math.random() * (longest - SHORTEST));
    };

    function open(): void {
        clearTimeout(again);
        clearTimeout(watchdog);
        source?.close();
        const opened = new EventSource(address);
        source = opened;
        watchdog = window.setTimeout(silent, live === false ? PATIENCE + Math.random() * PATIENCE : SILENCE);
        opened.onopen = () => heard();
        opened.onerror = () => {
            tell(false);
            // After any answer but 200 a browser gives up for good; otherwise it comes back by itself.
            if (opened.readyState === EventSource.CLOSED) later();
        };
        opened.addEventListener("pouls", (event) => heard(event));
        for (const kind of ["reset", ...events.split(/\s+/).filter(Boolean)]) {
            opened.addEventListener(kind, (event) => {
                heard(event);
                if (kind === "reset" || fresh(event)) hearing.changed(kind);
            });
        }
    }

    addEventListener("online", open);
    addEventListener("offline", () => tell(false));
    // Back from the browser's page cache the stream is closed and the page old.
    addEventListener("pageshow", (event) => {
        if (!event.persisted) return;
        open();
        hearing.changed("reset");
    });
    addEventListener("pagehide", () => source?.close());
    open();
}

/** Shows the state of the link in `#link-state`, in words and with the hour of the last news. */
export function showLink(live: boolean, lastNews: Date): void {
    const chip = document.getElementById("link-state");
    if (!chip) return;
    chip.hidden = false;
    chip.classList.toggle("lost", !live);
    chip.textContent = wordsOf(chip.id, live ? "live" : "lost").replace("{}", clock(lastNews));
}
