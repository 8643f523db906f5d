// What change to give, counted while the amounts are typed; the receipt has the last word.

/** An amount as people type it; nought for anything else. */
function cents(text: string): number {
    const typed = /^(\d{1,6})(?:[.,](\d{1,2}))?$/.exec(text.replace(/[\s€]/g, ""));
    return typed ? Number(typed[1]) * 100 + Number((typed[2] ?? "").padEnd(2, "0")) : 0;
}

function toGive(form: HTMLFormElement): number {
    const amount = (name: string): number => {
        const field = form.elements.namedItem(name);
        return field instanceof HTMLInputElement ? cents(field.value) : 0;
    };
    const cash = amount("cash") || Number(form.dataset["due"]) - amount("card") - amount("voucher");
    return cash > 0 ? amount("given") - cash : 0;
}

function show(form: HTMLFormElement): void {
    const line = form.querySelector<HTMLElement>(".to-give");
    const words = line?.querySelector("b");
    if (!line || !words) return;
    const amount = toGive(form);
    line.hidden = amount <= 0;
    words.textContent = (amount / 100).toLocaleString("fr-FR", { style: "currency", currency: "EUR" });
}

/** Counts in all forms with `data-due` in `area`; call the answer when they were laid anew. */
export function countChange(area: HTMLElement): () => void {
    const forms = "form[data-due]";
    area.addEventListener("input", ({ target }) => {
        const form = target instanceof Element ? target.closest<HTMLFormElement>(forms) : null;
        if (form) show(form);
    });
    return () => area.querySelectorAll<HTMLFormElement>(forms).forEach(show);
}
