// Checkout: one order however often the button is tapped; ways of receiving where the style sheet cannot tell them.

import { sendOnce } from "../once";

const form = document.getElementById("checkout");

sendOnce();
if (form instanceof HTMLFormElement) {
    const hasSelector = CSS.supports("selector(:has(*))");
    const show = (): void => {
        const pickup = document.querySelector<HTMLInputElement>("#mode-pickup")?.checked ?? false;
        for (const part of hasSelector ? [] : form.querySelectorAll<HTMLElement>(".only-delivery")) part.hidden = pickup;
        for (const part of hasSelector ? [] : form.querySelectorAll<HTMLElement>(".only-pickup")) part.hidden = !pickup;
        for (const way of ["delivery", "pickup"]) {
            const time = document.querySelector<HTMLSelectElement>(`#time_${way}`);
            const soonest = form.querySelector<HTMLElement>(`.only-${way} > .soonest`);
            const chosen = form.querySelector<HTMLElement>(`.only-${way} > .chosen`);
            if (!time || !soonest || !chosen) continue;
            soonest.hidden = time.value !== "";
            chosen.hidden = time.value === "";
            if (time.value !== "") chosen.textContent = time.selectedOptions[0]?.textContent ?? "";
        }
    };
    form.addEventListener("change", show);
    show();
    document.getElementById("errors")?.focus();
}
