// The kitchen board: live, counting, ringing. Only a tap of a person moves a ticket to another place.

import { countChange } from "../change";
import { Clocks } from "../clocks";
import { follow, showLink } from "../flux";
import { fetchPage, gathered, lay, untouched, type Order, type Page } from "../fragment";
import { recipePanel } from "../recipe";
import { sendInPlace } from "../send";
import { bell, type Bell } from "../sound";
import { say, textOf } from "../words";

const SHOWN = [
    "to-prepare",
    "preparing",
    "ready",
    "to-prepare-count",
    "preparing-count",
    "ready-count",
    "oven",
] as const;
const main = document.getElementById("content");
const messages = document.getElementById("messages");
const name = document.title;

function waiting(): Set<string> {
    return new Set([...document.querySelectorAll("#to-prepare .ticket")].map(({ id }) => id));
}

function showOven(): void {
    const line = document.getElementById("oven-line");
    const source = document.getElementById("oven");
    if (!line || !source) return;
    line.replaceChildren(...[...source.childNodes].map((node) => node.cloneNode(true)));
    line.hidden = false;
}

function mark(unanswered: Set<string>): void {
    for (const ticket of document.querySelectorAll(".ticket")) {
        ticket.classList.toggle("arrived", unanswered.has(ticket.id));
    }
}

function board(clocks: Clocks, ringing: Bell): (page: Document, order: Order) => void {
    // Arrived, and nobody has touched the screen since.
    const unanswered = new Set<string>();
    addEventListener("pointerdown", () => {
        unanswered.clear();
        mark(unanswered);
    });
    return (page, order) => {
        const known = waiting();
        lay(page, SHOWN, order);
        clocks.tick();
        showOven();
        const arrived = [...waiting()].filter((id) => !known.has(id));
        document.title = `(${waiting().size}) ${name}`;
        for (const id of arrived) unanswered.add(id);
        mark(unanswered);
        if (arrived.length === 0) return;
        ringing.ring();
        say(arrived.length === 1 ? "Nouvelle commande" : `${arrived.length} nouvelles commandes`);
    };
}

function start(area: HTMLElement, sheet: HTMLElement, button: HTMLButtonElement, messages: HTMLElement): void {
    const clocks = new Clocks(Number(messages.dataset["now"]));
    const put = board(clocks, bell(button));
    const recount = countChange(area);
    const refresh = gathered(async () => {
        const { page, ok, path } = await fetchPage(location.href);
        if (path !== location.pathname) location.reload();
        if (!ok) return;
        await untouched();
        put(page, "kept");
        recount();
    });
    follow(area, { changed: refresh, link: showLink });
    sendInPlace({
        takes: (form) => area.contains(form),
        arrived({ page }: Page) {
            put(page, "server");
            lay(page, ["messages"]);
            const trouble = textOf(page, "#messages .alert");
            say(trouble || textOf(page, "#messages .ok"), trouble ? "alert" : "");
        },
    });
    recipePanel(sheet);
    showOven();
}

const sheet = document.getElementById("recipe-panel");
const button = document.getElementById("sound");
if (main && messages && sheet && button instanceof HTMLButtonElement) start(main, sheet, button, messages);
