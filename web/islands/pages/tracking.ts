// Tracking: each step shows when it happens. The headline is read out, since it is a live region.

import { follow, showLink } from "../flux";
import { fetchPage, gathered, lay } from "../fragment";
import { sendOnce } from "../once";

const main = document.getElementById("content");

const refresh = gathered(async () => {
    const { page, ok } = await fetchPage(location.href);
    if (!ok) return;
    lay(page, ["now", "alerts", "steps", "bill", "help"]);
    document.title = page.title;
});

if (main) {
    follow(main, { changed: refresh, link: showLink });
    document.addEventListener("submit", (event) => {
        const asks = event.target instanceof Element && event.target.getAttribute("data-say-confirm");
        if (asks && !confirm(asks)) event.preventDefault();
    });
}
sendOnce();
