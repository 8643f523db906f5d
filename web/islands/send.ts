// Forms sent without leaving the page. Where anything is unclear the browser's own way takes over.

import { fetchPage, type Page } from "./fragment";
import { say, textOf, wordsOf } from "./words";

export interface Sending {
    /** Which forms; the others go the browser's way. */
    takes(form: HTMLFormElement): boolean;
    /** The page that the server sent us on to. */
    arrived(answer: Page, form: HTMLFormElement, button: HTMLElement | null): void;
}

/**
 * Sends the forms that `sending` takes by fetch, those of one form one after the other in the order of the taps: the
 * first of a visitor opens the session to which the next belongs. Another tap on a button whose own request is not yet
 * answered says nothing new.
 */
export function sendInPlace(sending: Sending): void {
    const unanswered = new WeakSet<HTMLElement>();
    const lastOf = new WeakMap<HTMLFormElement, Promise<void>>();
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (!(form instanceof HTMLFormElement) || event.defaultPrevented || !sending.takes(form)) return;
        event.preventDefault();
        const button = event.submitter;
        const tapped = button ?? form;
        if (unanswered.has(tapped)) return;
        unanswered.add(tapped);
        button?.setAttribute("aria-busy", "true");
        const tap = { form, button, address: form.action, fields: fieldsOf(form, button) };
        const inTurn = async (): Promise<void> => {
            // Gone with the answer before: what the form was for is done.
            if (form.isConnected) await send(tap, sending);
            button?.removeAttribute("aria-busy");
            unanswered.delete(tapped);
        };
        lastOf.set(form, (lastOf.get(form) ?? Promise.resolve()).then(inTurn));
    });
}

/** A form as it was when its button was tapped. */
interface Tap {
    form: HTMLFormElement;
    button: HTMLElement | null;
    address: string;
    fields: URLSearchParams;
}

function fieldsOf(form: HTMLFormElement, button: HTMLElement | null): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(form, button)) fields.append(name, String(value));
    return fields;
}

async function send({ form, button, address, fields }: Tap, sending: Sending): Promise<void> {
    // The answer before may have brought another token, and laid the button anew.
    const token = fieldsOf(form, null).get("csrf");
    if (token !== null) fields.set("csrf", token);
    button?.setAttribute("aria-busy", "true");
    try {
        const answer = await fetchPage(address, { method: "POST", body: fields });
        if (answer.path === "/connexion") location.assign(answer.url);
        else if (answer.ok) sending.arrived(answer, form, button);
        else refused(answer);
    } catch {
        say(wordsOf("toast", "offline"), "alert");
    }
}

function refused({ page }: Page): void {
    say([textOf(page, "main h1"), textOf(page, "main h1 ~ p")].filter(Boolean).join(". "), "alert");
}
