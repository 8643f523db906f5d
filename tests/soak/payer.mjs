// Somebody who orders and pays online: the order's form, the bank's page, the way back.
import { randomBytes, randomUUID } from "node:crypto";
import { hidden, itemsOnSale } from "./pages.mjs";
import { NoAnswer, Person } from "./person.mjs";
import { sleep } from "./figures.mjs";

const goodCard = "4242 4242 4242 4242";
let known = 0;

/** The session in the address of the bank's page, or null. */
export const sessionIn = (address) => address.match(/\/pay\/(cs_test_\w+)/)?.[1] ?? null;

/** What that shop sells. */
export async function menuOf(site, shop) {
    const person = new Person(site);
    const items = itemsOnSale((await person.read(`/pizzerias/${shop.slug}`)).body);
    person.leave();
    return items;
}

/** Asks until an answer comes that is neither lost nor trouble of the server's. */
async function insist(ask) {
    for (;;) {
        try {
            const answer = await ask();
            if (answer.status < 500) return answer;
        } catch (error) {
            if (!(error instanceof NoAnswer)) throw error;
        }
        await sleep(30);
    }
}

export class Payer {
    mark = `soak ${randomUUID()}`;
    session = null;
    /** Of the tracking page, once it is known. */
    link = null;
    #person;
    #bankUrl;

    constructor(site, bankUrl) {
        this.#person = new Person(site);
        this.#bankUrl = bankUrl;
    }

    /** Sends the order's form until it is answered; at the bank's page afterwards, unless the bank is away. */
    async order(shop, items, chance) {
        await insist(() =>
            this.#person.post(`/pizzerias/${shop.slug}/panier`, {
                item: chance.one(items),
                quantity: chance.whole(1, 3),
                csrf: "",
            }),
        );
        const { body } = await insist(() => this.#person.get("/commander"));
        const form = {
            csrf: hidden(body, "csrf"),
            key: hidden(body, "key"),
            cart: hidden(body, "cart"),
            total_delivery: hidden(body, "total_delivery"),
            total_pickup: hidden(body, "total_pickup"),
            pay_on: "online",
            adult: "1",
            mode: "pickup",
            email: `paie.${process.pid}.${++known}@soak.example`,
            firstname: "Camille",
            lastname: "Trempe",
            phone: "06 39 98 00 01",
            note: this.mark,
        };
        const answer = await insist(() => this.#person.post("/commander", form));
        if (answer.status !== 303) throw new Error(`an order was answered with ${answer.status}`);
        this.#note(answer.location);
    }

    /** Presses «Payer» on the tracking page until the bank is there; false when there is nothing to pay. */
    async goToTheBank() {
        while (!this.session) {
            const { body } = await insist(() => this.#person.get(`/suivi/${this.link}`));
            const csrf = hidden(body, "csrf");
            if (!body.includes(`/suivi/${this.link}/paiement"`)) return false;
            const answer = await insist(() => this.#person.post(`/suivi/${this.link}/paiement`, { csrf }));
            this.#note(answer.location);
            if (!this.session) await sleep(50);
        }
        return true;
    }

    /** Pays on the bank's page; answers where that sends the browser, "" when it does not. */
    async pay() {
        const answer = await fetch(`${this.#bankUrl}/pay/${this.session}`, {
            method: "POST",
            redirect: "manual",
            body: new URLSearchParams({ card: goodCard, csrf: randomBytes(16).toString("hex") }),
        });
        await answer.arrayBuffer();
        return answer.status === 303 ? answer.headers.get("location") : "";
    }

    /** Goes back to us from there. */
    async comeBack(address) {
        const { pathname, search } = new URL(address);
        this.#note((await insist(() => this.#person.get(pathname + search))).location);
    }

    /** Cancels, as far as that is still possible. */
    async cancel() {
        if (!this.link) return;
        const { body } = await insist(() => this.#person.get(`/suivi/${this.link}`));
        const csrf = hidden(body, "csrf");
        if (csrf) await insist(() => this.#person.post(`/suivi/${this.link}/annulation`, { csrf }));
    }

    leave() {
        this.#person.leave();
    }

    #note(location) {
        this.session ??= sessionIn(location);
        this.link ??= location.match(/^\/suivi\/([\w-]+)/)?.[1] ?? null;
    }
}
