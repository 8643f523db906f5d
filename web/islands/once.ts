// Forms that go the browser's own way: one deed however often the button is tapped.

/** Every such form of the page goes once, until the page is shown again. Call it after what sends or asks by itself. */
export function sendOnce(): void {
    const sent = new Map<HTMLFormElement, HTMLElement | null>();
    document.addEventListener("submit", (event) => {
        const { target: form, submitter } = event;
        if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
        if ((submitter?.getAttribute("formmethod") ?? form.method) !== "post") return;
        if (sent.has(form)) return event.preventDefault();
        sent.set(form, submitter);
        submitter?.setAttribute("aria-busy", "true");
    });
    // Back from the page after: everything is for use again.
    addEventListener("pageshow", () => {
        for (const button of sent.values()) button?.removeAttribute("aria-busy");
        sent.clear();
    });
}
