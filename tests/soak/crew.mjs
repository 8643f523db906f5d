// Everybody who orders and works during a campaign.
import { Customer } from "./customer.mjs";
import { password } from "./group.mjs";
import { Journal } from "./journal.mjs";
import { brokenPromises, withAnOrderHidden } from "./orders_check.mjs";
import { readOrders, readPages } from "./read_orders.mjs";
import { Driver, Pizzaiolo } from "./staff.mjs";
import { sleep, tally } from "./figures.mjs";

export class Crew {
    journal = new Journal();
    #site;
    #customers = [];
    #staff = [];
    #lives = [];
    #open = true;

    /** While the server is up: a third of the customers has accounts, each shop its pizzaioli and its driver. */
    static async gather({ site, chance, shops, customers, pizzaioli }) {
        const crew = new Crew();
        crew.#site = site;
        const means = { site, journal: crew.journal, shops };
        for (let i = 0; i < customers; ++i) {
            const customer = new Customer({ ...means, chance: chance.branch() });
            if (i % 3 === 0) await customer.register(password);
            await customer.readMenus();
            crew.#customers.push(customer);
        }
        for (const shop of shops) {
            const place = { ...means, shop };
            for (let i = 0; i < pizzaioli; ++i)
                await crew.#hire(
                    new Pizzaiolo({ ...place, chance: chance.branch() }),
                    `pizzaiolo.${shop.slug}`,
                );
            await crew.#hire(new Driver({ ...place, chance: chance.branch() }), `livreur.${shop.slug}`);
        }
        return crew;
    }

    async #hire(worker, name) {
        await worker.signIn(`${name}@ocpizza.example`, password);
        this.#staff.push(worker);
    }

    begin() {
        const failed = (error) => this.journal.faults.push(`somebody could not go on: ${error.stack}`);
        for (const one of [...this.#customers, ...this.#staff])
            this.#lives.push(one.live(() => this.#open).catch(failed));
    }

    /** Waits until so many orders were acknowledged. */
    async someOrders(count) {
        const end = Date.now() + 60_000;
        while (this.journal.intents.filter(({ state }) => state === "placed").length < count) {
            if (Date.now() > end) throw new Error(`nobody can order: ${JSON.stringify(this.figures())}`);
            await sleep(20);
        }
    }

    /** Nobody orders any more; what was begun is finished. The server must be up. */
    async end() {
        this.#open = false;
        await Promise.all(this.#lives);
    }

    /** Every promise made to somebody and not kept; `plant` hides an order first. */
    async brokenPromises(database, plant) {
        const links = new Set(this.journal.intents.flatMap(({ links }) => links));
        const facts = {
            journal: this.journal,
            orders: readOrders(database),
            pages: await readPages(this.#site, links),
        };
        return brokenPromises(plant ? withAnOrderHidden(facts) : facts);
    }

    figures() {
        const { intents, steps } = this.journal;
        return {
            intents: intents.length,
            acknowledged: intents.filter(({ state }) => state === "placed").length,
            refused: tally(intents.filter(({ state }) => state === "refused").map(({ reason }) => reason)),
            unknown_first: intents.filter(({ lost }) => lost > 0).length,
            sent: intents.reduce((sum, { sent }) => sum + sent, 0),
            steps: tally(steps.map(({ state }) => state)),
        };
    }
}
