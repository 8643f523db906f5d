// Campaign `reload`: the server is changed for a new one again and again, as an update does. Nobody may notice: every
// request is answered, without a single try again, and no stream loses an event.
import { percentile, sleep, tally } from "./figures.mjs";
import { shops } from "./group.mjs";
import { whileDisturbed } from "./live.mjs";
import { Person } from "./person.mjs";

const readers = 4;

export function reload(sizes, database, folder) {
    return whileDisturbed(sizes, database, folder, {
        servers: 1,
        siteOf: ([server]) => new CountedSite(server, sizes.plant),
        disturb: ([server], chance, site) => reloadAgainAndAgain(server, chance, site, sizes.rounds),
    });
}

/** One server, and what came of every request to it. */
class CountedSite {
    requests = 0;
    failures = [];
    #server;

    constructor(server, plant) {
        this.#server = server;
        if (plant) this.failures.push("a failure was planted");
    }

    port() {
        return this.#server.port;
    }
    answered(status, what) {
        ++this.requests;
        if (status >= 500) this.failures.push(`${what} was answered with ${status}`);
    }
    lost(error, what) {
        ++this.requests;
        this.failures.push(`${what} was not answered: ${error.message}`);
    }
}

async function reloadAgainAndAgain(server, chance, site, rounds) {
    let open = true;
    const reading = Array.from({ length: readers }, () => readMenus(site, () => open));
    const changes = [];
    for (let round = 0; round < rounds; ++round) {
        await sleep(chance.between(300, 900));
        changes.push(await server.reload());
    }
    // The last server but one drains meanwhile.
    await sleep(3000);
    open = false;
    await Promise.all(reading);
    return {
        violations: site.failures,
        reloads: rounds,
        requests: site.requests,
        failed: tally(site.failures),
        change_ms: { p50: percentile(changes, 0.5), max: percentile(changes, 1) },
    };
}

/** Somebody who reads menus without a pause, on one kept connection. */
async function readMenus(site, goesOn) {
    const person = new Person(site);
    const paths = shops(3).map(({ slug }) => `/pizzerias/${slug}`);
    for (let i = 0; goesOn(); ++i) await person.get(paths[i % paths.length]).catch(() => sleep(20));
    person.leave();
}
