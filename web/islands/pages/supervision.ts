// Supervision: what the servers say every 15 seconds shows by itself.

import { showLink } from "../flux";
import { fetchPage, lay, untouched } from "../fragment";

const RHYTHM = 15_000;
let lastNews = new Date();

async function refresh(): Promise<void> {
    try {
        const { page, ok, path } = await fetchPage(location.href);
        // Signed out meanwhile, or no right any more: the server says it better.
        if (path !== location.pathname) return location.reload();
        if (!ok) throw new Error("no page");
        lastNews = new Date();
        showLink(true, lastNews);
        await untouched();
        lay(page, ["watch"]);
    } catch {
        // Red figures must not stand there as if they were today's.
        showLink(false, lastNews);
    }
}

/** One after the other: a slow answer is not asked for again meanwhile. */
async function keepFresh(): Promise<void> {
    for (;;) {
        await new Promise((wake) => setTimeout(wake, RHYTHM));
        if (!document.hidden) await refresh();
    }
}

showLink(true, lastNews);
document.addEventListener("visibilitychange", () => void (document.hidden || refresh()));
void keepFresh();
