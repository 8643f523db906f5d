// A customer: fills a cart, sends the checkout form, insists when no answer comes, follows the order.
import { sleep } from "./figures.mjs";
import { billLines, hidden, itemsOnSale, offers } from "./pages.mjs";
import { NoAnswer, Person } from "./person.mjs";

let known = 0;

function freshEmail() {
    return `trempe.${process.pid}.${++known}@soak.example`;
}

/** What an answer to the checkout form means. */
export function verdict({ status, location, body }) {
    const link = location.match(/^\/suivi\/([\w-]+)$/)?.[1];
    if (status === 303 && link) return { state: "placed", link };
    if (status === 303) return { state: "refused", reason: location };
    // Trouble at the moment of the commit is neither yes nor no: the same form tells, sent again.
    if (status >= 500) return { state: "unknown" };
    const told = body.match(/<div class="error-summary"[^]*?<a href="[^"]*">([^<]*)</)?.[1] ?? "";
    return { state: "refused", reason: `${status} ${told}`.trim() };
}

export class Customer {
    #journal;
    #chance;
    #shops;
    #person;
    #items = new Map();
    #account = false;
    #csrf = null;

    constructor({ site, journal, chance, shops }) {
        [this.#journal, this.#chance, this.#shops] = [journal, chance, shops];
        this.#person = new Person(site);
    }

    /** Opens an account with a password; from then on every order is its. */
    async register(password) {
        const answer = await this.#person.post("/inscription", {
            firstname: "Camille",
            lastname: "Trempe",
            email: freshEmail(),
            password,
            password_again: password,
        });
        if (answer.status !== 303) throw new Error(`no account could be opened: ${answer.status}`);
        this.#account = true;
        this.#csrf = hidden((await this.#person.get("/")).body, "csrf");
    }

    async readMenus() {
        for (const shop of this.#shops) await this.#readMenu(shop);
    }

    /** Orders again and again while `goesOn()`; what was begun is finished. */
    async live(goesOn) {
        while (goesOn()) {
            try {
                await this.#orderOnce();
            } catch (error) {
                if (!(error instanceof NoAnswer)) throw error;
                await sleep(this.#chance.between(10, 60));
            }
        }
        this.#person.leave();
    }

    async #orderOnce() {
        if (!this.#account) {
            this.#person.forgetEverything();
            this.#csrf = null;
        }
        const shop = this.#chance.one(this.#shops);
        for (let left = this.#chance.whole(1, 3); left > 0; --left) await this.#addToCart(shop);
        const page = this.#journal.look(await this.#person.read("/commander"), "the checkout page");
        if (page.status !== 200) return;
        const mode = offers(page.body, "delivery") && this.#chance.share() < 0.6 ? "delivery" : "pickup";
        const total = Number(hidden(page.body, `total_${mode}`));
        const intent = this.#journal.intend({ lines: billLines(page.body), total });
        await this.#sendUntilAnswered(intent, this.#form(page.body, mode, shop, intent));
        if (intent.state === "placed") await this.#follow(intent);
    }

    async #readMenu(shop) {
        const menu = await this.#person.read(`/pizzerias/${shop.slug}`);
        const items = itemsOnSale(menu.body);
        if (items.length > 0) this.#items.set(shop.slug, items);
    }

    async #addToCart(shop) {
        if (this.#chance.once(20)) await this.#readMenu(shop);
        const items = this.#items.get(shop.slug);
        const form = {
            item: this.#chance.one(items),
            quantity: this.#chance.whole(1, 3),
            csrf: this.#csrf ?? "",
        };
        const answer = this.#journal.look(
            await this.#person.post(`/pizzerias/${shop.slug}/panier`, form),
            "a cart",
        );
        if (answer.status !== 303 || this.#csrf) return;
        // Turned away, a person loads the page again: only it has the form with the token.
        while (!this.#csrf) {
            this.#csrf = hidden((await this.#person.read(answer.location)).body, "csrf");
            if (!this.#csrf) await sleep(this.#chance.between(50, 150));
        }
    }

    #form(page, mode, shop, intent) {
        return {
            csrf: hidden(page, "csrf"),
            key: hidden(page, "key"),
            cart: hidden(page, "cart"),
            total_delivery: hidden(page, "total_delivery"),
            total_pickup: hidden(page, "total_pickup"),
            pay_on: "reception",
            mode,
            ...(mode === "delivery" ? { address: "new", ...shop.address } : {}),
            email: this.#account ? "" : freshEmail(),
            firstname: "Camille",
            lastname: "Trempe",
            phone: "06 39 98 00 01",
            note: intent.mark,
        };
    }

    /** The same form, with the same key, until somebody says yes or no. */
    async #sendUntilAnswered(intent, form) {
        // Who is nervous clicks twice.
        const clicks = this.#chance.once(8) ? 2 : 1;
        while (intent.state === "unknown") {
            await Promise.all(Array.from({ length: clicks }, () => this.#send(intent, form)));
            if (intent.state === "unknown") await sleep(this.#chance.between(20, 80));
        }
    }

    async #send(intent, form) {
        try {
            const answer = this.#journal.look(await this.#person.post("/commander", form), "an order");
            ++intent.sent;
            const { state, link, reason } = verdict(answer);
            if (state === "unknown") ++intent.lost;
            if (link) intent.links.push(link);
            if (state === "refused") intent.reason = reason;
            // Of two clicks one may be lost and one answered: what was answered counts.
            if (intent.state !== "placed" && state !== "unknown") intent.state = state;
        } catch (error) {
            if (!(error instanceof NoAnswer)) throw error;
            if (!error.sent) return;
            ++intent.sent;
            ++intent.lost;
        }
    }

    async #follow(intent) {
        const page = this.#journal.look(
            await this.#person.read(`/suivi/${intent.links[0]}`),
            "a tracking page",
        );
        if (page.status !== 200 || !this.#chance.once(12)) return;
        const csrf = hidden(page.body, "csrf");
        if (!csrf) return;
        const answer = await this.#person.post(`/suivi/${intent.links[0]}/annulation`, { csrf });
        intent.cancelled = answer.status === 303 && !answer.location.includes("trop-tard");
    }
}
