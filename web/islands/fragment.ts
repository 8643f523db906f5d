// Pages of the server as the only source of what is shown: fetched again and laid over what is there.

import { seenEvent } from "./flux";

/** Whether things that are already shown keep their places, or take the server's order. */
export type Order = "kept" | "server";

/** What a browser's own navigation would have brought. Throws where the network fails. */
export async function fetchPage(address: string | URL, init: RequestInit = {}): Promise<Page> {
    // Behind a proxy the answer may come from a server that has not heard yet of what made us ask.
    const seen = seenEvent();
    const response = await fetch(address, {
        ...init,
        headers: { Accept: "text/html", ...(seen && { "X-Seen-Event": seen }) },
        signal: AbortSignal.timeout(15_000),
    });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { page, ok: response.ok, path: new URL(response.url).pathname, url: response.url };
}

export interface Page {
    page: Document;
    ok: boolean;
    path: string;
    url: string;
}

/** Lays the elements with these ids over the present ones; what has no counterpart stays as it is. */
export function lay(page: Document, ids: readonly string[], order: Order = "server"): void {
    const focused = document.activeElement;
    for (const id of ids) {
        const here = document.getElementById(id);
        const there = page.getElementById(id);
        if (here && there) morph(here, there, order);
    }
    // Moving an element takes the focus away from it; removing it leaves nothing to give it back to.
    if (focused instanceof HTMLElement && focused !== document.body && document.activeElement !== focused) {
        if (focused.isConnected) focused.focus({ preventScroll: true });
        else document.getElementById("content")?.focus({ preventScroll: true });
    }
}

function morph(here: Element, there: Element, order: Order): void {
    if (here.isEqualNode(there)) return;
    for (const { name, value } of there.attributes) {
        if (here.getAttribute(name) !== value) here.setAttribute(name, value);
    }
    for (const { name } of [...here.attributes]) {
        // What a person opened stays open.
        if (!there.hasAttribute(name) && !(name === "open" && here.tagName === "DETAILS")) here.removeAttribute(name);
    }
    morphChildren(here, there, order);
}

function morphChildren(here: Element, there: Element, order: Order): void {
    const wanted = [...there.childNodes];
    const ids = new Set(wanted.map(idOf).filter(Boolean));
    for (const node of [...here.children]) {
        if (node.id && !ids.has(node.id)) node.remove();
    }
    let place = here.firstChild;
    for (const node of wanted) {
        const id = idOf(node);
        const known = id ? [...here.children].find((child) => child.id === id) : undefined;
        if (known) {
            morph(known, node as Element, order);
            if (order === "server" && known !== place) here.insertBefore(known, place);
            if (known === place || order === "server") place = known.nextSibling;
            continue;
        }
        if (id) {
            // What is new comes last: nothing may move under a finger.
            here.insertBefore(document.importNode(node, true), order === "kept" ? null : place);
            continue;
        }
        while (place instanceof Element && place.id) place = place.nextSibling;
        if (place && sameSort(place, node)) {
            const next: ChildNode | null = place.nextSibling;
            if (place instanceof Element) morph(place, node as Element, order);
            else if (place.nodeValue !== node.nodeValue) place.nodeValue = node.nodeValue;
            place = next;
        } else {
            here.insertBefore(document.importNode(node, true), place);
        }
    }
    while (place) {
        const next: ChildNode | null = place.nextSibling;
        if (!(place instanceof Element && place.id)) place.remove();
        place = next;
    }
}

const idOf = (node: Node): string => (node instanceof Element ? node.id : "");

const sameSort = (a: Node, b: Node): boolean => a.nodeType === b.nodeType && a.nodeName === b.nodeName;

/**
 * Runs `work` soon after being called, once for many calls, never twice at a time, and not while a finger is down.
 * `spread`: up to so many milliseconds later at random, so that a thousand phones do not ask at once.
 */
export function gathered(work: () => Promise<void>, spread = 0): () => void {
    let waiting = 0;
    let running = false;
    let wanted = false;
    const run = async (): Promise<void> => {
        waiting = 0;
        if (running) {
            wanted = true;
            return;
        }
        running = true;
        try {
            await work();
        } catch {
            // The network failed: the stream will say when it is back, and that asks again.
        }
        running = false;
        if (wanted) {
            wanted = false;
            call();
        }
    };
    const call = (): void => {
        if (!waiting) waiting = window.setTimeout(() => void run(), 20 + Math.random() * spread);
    };
    return call;
}

let fingers = 0;
let raised = 0;
addEventListener("pointerdown", () => ++fingers, { capture: true, passive: true });
for (const end of ["pointerup", "pointercancel"]) {
    addEventListener(
        end,
        () => {
            fingers = Math.max(0, fingers - 1);
            raised = performance.now();
        },
        { capture: true, passive: true },
    );
}

/** Waits until no finger is on the screen, and a moment longer for the tap to arrive; three seconds at most. */
export async function untouched(): Promise<void> {
    const until = performance.now() + 3_000;
    while (performance.now() < until && (fingers > 0 || performance.now() - raised < 250)) {
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}
