// Checkout: one order however often the button is tapped; ways of receiving where the style sheet cannot tell them.

const form = document.getElementById("checkout");

if (form instanceof HTMLFormElement) {
    const button = document.getElementById("order");
    let sent = false;
    form.addEventListener("submit", (event) => {
        if (sent) event.preventDefault();
        sent = true;
        button?.setAttribute("aria-busy", "true");
    });
    // Back from the page after: the form is for use again, with the same key.
    addEventListener("pageshow", () => {
        sent = false;
        button?.removeAttribute("aria-busy");
    });

    if (!CSS.supports("selector(:has(*))")) {
        const show = (): void => {
            const pickup = document.querySelector<HTMLInputElement>("#mode-pickup")?.checked ?? false;
            for (const part of form.querySelectorAll<HTMLElement>(".only-delivery")) part.hidden = pickup;
            for (const part of form.querySelectorAll<HTMLElement>(".only-pickup")) part.hidden = !pickup;
        };
        form.addEventListener("change", show);
        show();
    }
    document.getElementById("errors")?.focus();
}
