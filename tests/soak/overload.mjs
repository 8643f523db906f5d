// Campaign `overload`: ten times as many people ask as can be served. Most are told to come back, at once and politely;
// the others get what the program can give; kitchens notice nothing; and afterwards everything is as before.
import { Chance } from "./chance.mjs";
import { Crew } from "./crew.mjs";
import { percentile, sleep, tally } from "./figures.mjs";
import { password, shops } from "./group.mjs";
import { itemsOnSale } from "./pages.mjs";
import { Person } from "./person.mjs";
import { Server } from "./server.mjs";

const shownErrors = 6;
/** A small server, so that one machine can bring more people than it serves: 2 at work and 32 in line. */
const small = { WORKERS: "2", QUEUE_LIMIT: "32" };
/** As many at once as keep it busy without standing in line. */
const atCapacity = 24;

export async function overload({ seconds, clients, seed, plant }, database, folder) {
    const chance = new Chance(seed);
    const server = await Server.prepare(database, folder, small);
    try {
        await server.start();
        const site = { port: () => server.port };
        const open = shops(2);
        const crew = await Crew.gather({ site, chance, shops: open, customers: 2, pizzaioli: 1 });
        const watch = new Watch(site, open[0].slug, plant);
        await watch.begin();
        crew.begin();
        const cookies = await someoneWithACart(site, open[0]);
        const alone = await crowd(server, atCapacity, Math.min(seconds, 10), cookies);
        const crowded = await crowd(server, clients, seconds, cookies);
        const back = await backToNormal(server, cookies);
        await crew.end();
        const seen = await watch.end();
        return {
            violations: [
                ...crowded.faults,
                ...seen.faults,
                ...(back > 5000 ? [`normal again only after ${back} ms`] : []),
                ...(await crew.brokenPromises(database, false)),
                ...server.crashes,
            ],
            figures: {
                clients,
                alone_per_s: alone.good,
                good_per_s: crowded.good,
                goodput: Math.round((100 * crowded.good) / alone.good),
                turned_away_per_s: crowded.away,
                admitted_ms: crowded.admitted,
                normal_after_ms: back,
                board_ms: seen.board,
                health_ms: seen.health,
                ...crew.figures(),
            },
            errors: server.errors(shownErrors),
        };
    } finally {
        await server.kill();
    }
}

/** So many people at once, each looking at the cart without a pause: a page nobody else can be shown. */
async function crowd(server, many, seconds, cookies) {
    const faults = [];
    const took = [];
    let away = 0;
    const site = {
        port: () => server.port,
        answered(status, what, headers) {
            if (status === 503 && !(Number(headers["retry-after"]) >= 1))
                faults.push(`${what} was turned away without a time to come back`);
            else if (status !== 200 && status !== 503) faults.push(`${what} was answered with ${status}`);
        },
    };
    const end = Date.now() + seconds * 1000;
    await Promise.all(
        Array.from({ length: many }, async (_, i) => {
            // Each from an address of their own, as people come.
            const person = new Person(site, {
                from: `127.1.${1 + (i >> 7)}.${1 + (i & 127)}`,
                cookies,
            });
            while (Date.now() < end) {
                const begun = performance.now();
                const { status } = await person.get("/panier").catch((error) => {
                    faults.push(`no answer: ${error.message}`);
                    return { status: 0 };
                });
                if (status === 200) took.push(performance.now() - begun);
                // Who is turned away waits, but not as long as they were told.
                else {
                    ++away;
                    await sleep(100);
                }
            }
            person.leave();
        }),
    );
    return {
        faults: Object.entries(tally(faults)).map(([fault, times]) => `${fault} (${times} times)`),
        good: Math.round(took.length / seconds),
        away: Math.round(away / seconds),
        admitted: { p50: percentile(took, 0.5), p99: percentile(took, 0.99), max: percentile(took, 1) },
    };
}

/** The cookies of a visitor who has put something into the cart. */
async function someoneWithACart(site, { slug }) {
    const person = new Person(site);
    const [item] = itemsOnSale((await person.get(`/pizzerias/${slug}`)).body);
    const { status } = await person.post(`/pizzerias/${slug}/panier`, { item, quantity: 1, csrf: "" });
    if (status !== 303) throw new Error(`no cart could be filled: ${status}`);
    person.leave();
    return person.cookies;
}

/** A kitchen that looks at its board, and a probe, four times a second each: both always get their answer. */
class Watch {
    #person;
    #probe;
    #slug;
    #plant;
    #over = false;
    #lives;
    #faults = [];
    #took = { board: [], health: [] };

    constructor(site, slug, plant) {
        this.#person = new Person(site);
        this.#probe = new Person(site);
        this.#slug = slug;
        this.#plant = plant;
    }

    async begin() {
        await this.#person.post("/connexion", { email: `pizzaiolo.${this.#slug}@ocpizza.example`, password });
        this.#lives = [
            this.#look(this.#person, this.#plant ? "/nowhere" : `/cuisine/${this.#slug}`, "board"),
            this.#look(this.#probe, "/healthz", "health"),
        ];
    }

    async #look(person, path, kind) {
        while (!this.#over) {
            const begun = performance.now();
            const { status } = await person.get(path).catch(() => ({ status: 0 }));
            this.#took[kind].push(performance.now() - begun);
            if (status !== 200) this.#faults.push(`${path} was answered with ${status || "nothing"}`);
            await sleep(250);
        }
        person.leave();
    }

    async end() {
        this.#over = true;
        await Promise.all(this.#lives);
        const told = (took) => ({ p50: percentile(took, 0.5), p99: percentile(took, 0.99), max: percentile(took, 1) });
        return {
            faults: Object.entries(tally(this.#faults)).map(([fault, times]) => `${fault} (${times} times)`),
            board: told(this.#took.board),
            health: told(this.#took.health),
        };
    }
}

/** Milliseconds until ten requests in a row are answered well. */
async function backToNormal(server, cookies) {
    const begun = performance.now();
    const person = new Person({ port: () => server.port }, { cookies });
    for (let good = 0; good < 10 && performance.now() - begun < 30_000; ) {
        const { status } = await person.get("/panier").catch(() => ({ status: 0 }));
        good = status === 200 ? good + 1 : 0;
        if (status !== 200) await sleep(50);
    }
    person.leave();
    return Math.round(performance.now() - begun);
}
