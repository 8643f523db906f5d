// The clocks on the tickets: what is left until the promised hour, by the server's time.

const SOON = 10 * 60_000;

/** Counts on every ticket each second. `now`: the server's time when the page was made, in milliseconds. */
export class Clocks {
    private ahead: number;

    constructor(now: number) {
        this.ahead = now - Date.now();
        setInterval(() => this.tick(), 1_000);
        this.tick();
    }

    tick(): void {
        const now = Date.now() + this.ahead;
        for (const ticket of document.querySelectorAll<HTMLElement>(".ticket[data-promised]")) {
            show(ticket, Number(ticket.dataset["promised"]) - now);
        }
    }
}

function show(ticket: HTMLElement, left: number): void {
    const pace = left < 0 ? "late" : left < SOON ? "soon" : "fine";
    const clock = ticket.querySelector(".clock");
    const words = ticket.querySelector(".pace");
    if (!clock || !words) return;
    for (const name of ["late", "soon", "fine"]) ticket.classList.toggle(name, name === pace);
    clock.classList.add("counting");
    write(clock, left < 0 ? `+${counted(-left)}` : counted(left));
    write(words, { late: "en retard", soon: "bientôt", fine: "reste" }[pace]);
}

function counted(milliseconds: number): string {
    const seconds = Math.floor(milliseconds / 1_000);
    const minutes = Math.floor(seconds / 60);
    const two = (number: number): string => String(number).padStart(2, "0");
    if (minutes >= 60) return `${Math.floor(minutes / 60)}\u00a0h\u00a0${two(minutes % 60)}`;
    return `${minutes}:${two(seconds % 60)}`;
}

function write(element: Element, text: string): void {
    if (element.textContent !== text) element.textContent = text;
}
