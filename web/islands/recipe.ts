// The recipe beside the board: fetched from its own page, on the paper sheet at the right.

import { fetchPage } from "./fragment";
import { say } from "./words";

/** Opens links marked `data-recipe` in `panel`; Escape and "Fermer" close it and give the focus back. */
export function recipePanel(panel: HTMLElement): void {
    let from: HTMLElement | undefined;

    const close = (): void => {
        panel.hidden = true;
        from?.setAttribute("aria-expanded", "false");
        if (from?.isConnected) from.focus({ preventScroll: true });
        from = undefined;
    };
    const open = async (link: HTMLAnchorElement): Promise<void> => {
        try {
            const { page, ok } = await fetchPage(link.href);
            const sheet = page.getElementById("recipe");
            if (!ok || !sheet) throw new Error();
            panel.replaceChildren(document.importNode(sheet, true));
        } catch {
            say("La fiche ne s’ouvre pas\u00a0: pas de réseau.", "alert");
            return;
        }
        if (!panel.contains(link)) {
            from?.setAttribute("aria-expanded", "false");
            from = link;
            from.setAttribute("aria-expanded", "true");
        }
        panel.hidden = false;
        panel.scrollTop = 0;
        panel.querySelector<HTMLElement>("[data-close]")?.focus({ preventScroll: true });
    };
    document.addEventListener("click", (event) => {
        const target = event.target instanceof Element ? event.target : undefined;
        const link = target?.closest<HTMLAnchorElement>("a[data-recipe], a[data-close]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        if (link.hasAttribute("data-close")) close();
        else void open(link);
    });
    document.addEventListener("keydown", (event) => {
        if (event.key === "Escape" && !panel.hidden) close();
    });
}
