// Those who work in a shop, each signed in: a pizzaiolo who prepares what comes, a driver who brings it.
import { sleep } from "./figures.mjs";
import { hidden, ordersToTake, ordersWith } from "./pages.mjs";
import { NoAnswer, Person } from "./person.mjs";

class Worker {
    #journal;

    constructor({ site, journal, chance, shop }) {
        this.#journal = journal;
        [this.chance, this.shop] = [chance, shop];
        this.person = new Person(site);
    }

    async signIn(email, password) {
        const answer = await this.person.post("/connexion", { email, password });
        if (answer.status !== 303) throw new Error(`${email} cannot sign in: ${answer.status}`);
    }

    /** Works through what there is, again and again while `goesOn()`. */
    async live(goesOn) {
        while (goesOn()) {
            try {
                await this.workOnce();
            } catch (error) {
                if (!(error instanceof NoAnswer)) throw error;
            }
            await sleep(this.chance.between(10, 60));
        }
        this.person.leave();
    }

    async page(path) {
        return this.#journal.look(await this.person.read(path), path);
    }

    /** One step of one order or of several together; what was refused comes back as a redirect that says why. */
    async step(orders, action, path, form) {
        const steps = orders.map((order) => this.#journal.step(order, action));
        const answer = this.#journal.look(await this.person.post(path, form), path);
        if (answer.status !== 303) return;
        const refused = /[?&](refus|aucune)=/.test(answer.location);
        for (const step of steps) step.state = refused ? "refused" : "taken";
    }
}

export class Pizzaiolo extends Worker {
    async workOnce() {
        const kitchen = `/cuisine/${this.shop.slug}`;
        const board = await this.page(kitchen);
        const csrf = hidden(board.body, "csrf");
        const deeds = [
            ["acceptation", "accept", {}],
            ["preparation-terminee", "finish", {}],
            ["retrait", "hand_over", { means: "card" }],
        ];
        for (const [deed, action, form] of deeds)
            for (const order of ordersWith(board.body, deed).slice(0, 20))
                await this.step([order], action, `${kitchen}/commandes/${order}/${deed}`, { ...form, csrf });
    }
}

export class Driver extends Worker {
    async workOnce() {
        const run = `/livraisons/${this.shop.slug}`;
        const page = await this.page(run);
        const csrf = hidden(page.body, "csrf");
        for (const order of ordersWith(page.body, "livraison"))
            await this.step([order], "deliver", `${run}/commandes/${order}/livraison`, {
                means: "cash",
                csrf,
            });
        const ready = ordersToTake(page.body).slice(0, 8);
        if (ready.length === 0) return;
        const form = [["csrf", csrf], ...ready.map((order) => ["order", String(order)])];
        await this.step(ready, "depart", `${run}/depart`, form);
    }
}
