// The driver's list: what gets ready shows by itself, and no network never loses what was tapped without a word.

import { countChange } from "../change";
import { follow, showLink } from "../flux";
import { fetchPage, gathered, lay, untouched, type Page } from "../fragment";
import { sendInPlace } from "../send";
import { keepScreenOn } from "../sound";
import { say, textOf } from "../words";

const main = document.getElementById("content");

const recount = main ? countChange(main) : () => undefined;

function ready(): number {
    return document.querySelectorAll("#ready > li").length;
}

const refresh = gathered(async () => {
    const { page, ok, path } = await fetchPage(location.href);
    if (path !== location.pathname) location.reload();
    if (!ok) return;
    await untouched();
    const before = ready();
    lay(page, ["rounds"]);
    recount();
    if (ready() > before) {
        say("Une commande est prête à partir.");
        navigator.vibrate?.(200);
    }
});

if (main) {
    follow(main, { changed: refresh, link: showLink });
    keepScreenOn();
    sendInPlace({
        takes: (form) => main.contains(form),
        arrived({ page }: Page) {
            lay(page, ["rounds", "messages"]);
            const trouble = textOf(page, "#messages .alert");
            say(trouble || textOf(page, "#messages .ok"), trouble ? "alert" : "");
            scrollTo({ top: 0 });
        },
    });
}
