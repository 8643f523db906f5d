// Short words to the person: a toast that screen readers hear too.

let hiding = 0;

/** Shows `words` for a few seconds. */
export function say(words: string, kind: "" | "alert" = ""): void {
    const toast = document.getElementById("toast");
    if (!toast || !words) return;
    toast.className = `toast ${kind}`;
    toast.textContent = words;
    clearTimeout(hiding);
    hiding = window.setTimeout(() => (toast.textContent = ""), kind ? 8_000 : 4_000);
}

/** What the page has to say for its islands, in its own language: `data-say-…` of the element with this id. */
export const wordsOf = (id: string, say: string): string =>
    document.getElementById(id)?.getAttribute(`data-say-${say}`) ?? "";

/** An hour as the page's language writes it. */
export function clock(hour: Date): string {
    if (document.documentElement.lang === "en") {
        return hour.toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
    }
    return `${hour.getHours()}\u00a0h\u00a0${String(hour.getMinutes()).padStart(2, "0")}`;
}

export const textOf = (page: Document, selector: string): string =>
    page.querySelector(selector)?.textContent?.trim() ?? "";
