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

export const textOf = (page: Document, selector: string): string =>
    page.querySelector(selector)?.textContent?.trim() ?? "";
