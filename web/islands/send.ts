// Forms sent without leaving the page. Where anything is unclear the browser's own way takes over.

import { fetchPage, type Page } from "./fragment";
import { say, textOf, wordsOf } from "./words";

export interface Sending {
    /** Which forms; the others go the browser's way. */
    takes(form: HTMLFormElement): boolean;
    /** The page that the server sent us on to. */
    arrived(answer: Page, form: HTMLFormElement, button: HTMLElement | null): void;
}

/** Sends the forms that `sending` takes by fetch: once, however often the button is tapped. */
export function sendInPlace(sending: Sending): void {
    const busy = new WeakSet<HTMLFormElement>();
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (!(form instanceof HTMLFormElement) || event.defaultPrevented || !sending.takes(form)) return;
        event.preventDefault();
        if (busy.has(form)) return;
        busy.add(form);
        void send(form, event.submitter, sending).finally(() => busy.delete(form));
    });
}

async function send(form: HTMLFormElement, button: HTMLElement | null, sending: Sending): Promise<void> {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form, button)) fields.append(name, String(value));
    button?.setAttribute("aria-busy", "true");
    try {
        const answer = await fetchPage(form.action, { method: "POST", body: fields });
        if (answer.path === "/connexion") location.assign(answer.url);
        else if (answer.ok) sending.arrived(answer, form, button);
        else refused(answer);
    } catch {
        say(wordsOf("toast", "offline"), "alert");
    } finally {
        button?.removeAttribute("aria-busy");
    }
}

function refused({ page }: Page): void {
    say([textOf(page, "main h1"), textOf(page, "main h1 ~ p")].filter(Boolean).join(". "), "alert");
}
