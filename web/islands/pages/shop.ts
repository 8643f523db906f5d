// Menu and product page: what is left shows by itself, and adding does not leave the page.

import { follow } from "../flux";
import { fetchPage, gathered, lay, untouched, type Page } from "../fragment";
import { sendOnce } from "../once";
import { sendInPlace } from "../send";
import { say, textOf, wordsOf } from "../words";

const main = document.getElementById("content");

function soldOut(): Map<string, string> {
    const cards = [...document.querySelectorAll<HTMLElement>(".card.out")];
    return new Map(cards.map((card) => [card.id, card.querySelector("h3")?.textContent?.trim() ?? ""]));
}

const refresh = gathered(async () => {
    const { page, ok } = await fetchPage(location.href);
    if (!ok) return;
    await untouched();
    const before = soldOut();
    lay(page, ["menu", "product", "cart-chip", "add"]);
    const gone = [...soldOut()].filter(([id]) => !before.has(id)).map(([, name]) => name);
    if (gone.length > 0) say(wordsOf("toast", "gone").replace("{}", gone.join(", ")));
}, 1_200);

// The form comes along: with a cart the visitor has a token of their own.
function added({ page, path, url }: Page, form: HTMLFormElement, button: HTMLElement | null): void {
    if (form.id === "make" && path === "/panier") {
        location.assign(url);
        return;
    }
    lay(page, ["menu", "cart-chip", "add"]);
    // The first thing in the cart opened a session, and with it came a token.
    const token = page.querySelector<HTMLInputElement>("#add input[name=csrf]")?.value;
    const make = document.querySelector<HTMLButtonElement>("#make button[name=csrf]");
    if (token && make) make.value = token;
    const trouble = textOf(page, "#notices .alert");
    say(trouble || textOf(page, "#notices .ok") || wordsOf("toast", "added"), trouble ? "alert" : "");
    if (trouble) return;
    for (const element of [button, document.getElementById("cart-chip")]) {
        element?.classList.add("added");
        setTimeout(() => element?.classList.remove("added"), 900);
    }
}

// What a choice of «as the recipe says» sends: it need not stand in the address.
const nothingSaid = new Set(["", "0", "as-is"]);

/** Every choice shows at once what it costs and how it looks; the address says it too. */
function showChoices(form: HTMLFormElement): void {
    const look = gathered(async () => {
        const address = new URL(location.pathname, location.origin);
        for (const [name, value] of new FormData(form)) {
            if (!nothingSaid.has(String(value))) address.searchParams.append(name, String(value));
        }
        const { page, ok } = await fetchPage(address);
        if (!ok) return;
        history.replaceState(null, "", address);
        lay(page, ["product"]);
    });
    form.addEventListener("change", look);
}

function markTab(): void {
    const tabs = new Map(
        [...document.querySelectorAll<HTMLAnchorElement>(".tabs a")].map((tab) => [tab.hash.slice(1), tab]),
    );
    // The last category that has begun above this line of the window; on top of the page, the first.
    const begun = new Set<string>();
    const watch = new IntersectionObserver(
        (entries) => {
            for (const { target, isIntersecting } of entries)
                if (isIntersecting) begun.add(target.id);
                else begun.delete(target.id);
            const shown = [...tabs.keys()].filter((id) => begun.has(id)).at(-1) ?? tabs.keys().next().value;
            for (const [id, tab] of tabs) {
                if (id === shown) tab.setAttribute("aria-current", "true");
                else tab.removeAttribute("aria-current");
            }
        },
        { rootMargin: "100000px 0px -70% 0px" },
    );
    for (const section of document.querySelectorAll(".category")) watch.observe(section);
}

if (main) {
    follow(main, { changed: refresh });
    sendInPlace({ takes: (form) => form.id === "add" || form.id === "make", arrived: added });
    markTab();
    const make = document.getElementById("make");
    if (make instanceof HTMLFormElement) showChoices(make);
}
sendOnce();
