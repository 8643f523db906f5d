// Campaign `load`: people order, work and follow streams at a pace the program holds for hours. Nobody sees an error, and
// the program does not grow.
import { readFileSync } from "node:fs";
import { percentile, sleep, tally } from "./figures.mjs";
import { shops } from "./group.mjs";
import { whileDisturbed } from "./live.mjs";
import { Person } from "./person.mjs";

const megabyte = 1024 * 1024;
/** Long enough for growth to be told from warming up. */
const judgedFrom = 300;

export function load(sizes, database, folder) {
    return whileDisturbed(sizes, database, folder, {
        servers: 1,
        siteOf: ([server]) => new TimedSite(server, sizes.plant),
        disturb: ([server], chance, site) => goOn(server, chance, site, sizes.seconds),
    });
}

/** One server, how long each answer took, and what nobody should have got. */
class TimedSite {
    took = [];
    failures = [];
    #server;

    constructor(server, plant) {
        this.#server = server;
        if (plant) this.failures.push("a failure was planted");
    }

    port() {
        return this.#server.port;
    }
    answered(status, what, headers, milliseconds) {
        this.took.push(milliseconds);
        if (status >= 500 || status === 429) this.failures.push(`${what} was answered with ${status}`);
    }
    lost(error, what) {
        this.failures.push(`${what} was not answered: ${error.message}`);
    }
}

/** Resident megabytes of the server, its keeper not counted. */
function memoryOf(pid) {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4096) / megabyte;
}

async function goOn(server, chance, site, seconds) {
    let open = true;
    // Beside those who order: visitors who read menus, with pauses, as at two thirds of what one core serves.
    const visitors = Array.from({ length: 20 }, () => stroll(site, chance.branch(), () => open));
    await sleep((seconds * 1000) / 5);
    const warm = memoryOf(server.pid());
    await sleep((seconds * 1000 * 4) / 5);
    const after = memoryOf(server.pid());
    open = false;
    await Promise.all(visitors);
    const growth = Math.round((100 * (after - warm)) / warm);
    const violations = Object.entries(tally(site.failures)).map(([what, times]) => `${what} (${times} times)`);
    if (seconds >= judgedFrom && growth > 5) violations.push(`memory grew by ${growth} %: ${warm} to ${after} MB`);
    return {
        violations,
        requests: site.took.length,
        per_s: Math.round(site.took.length / seconds),
        answer_ms: Object.fromEntries(
            [0.5, 0.99, 0.999, 1].map((share) => [`p${share * 100}`, percentile(site.took, share)]),
        ),
        memory_mb: { warm: Math.round(warm), after: Math.round(after), growth_percent: growth },
    };
}

async function stroll(site, chance, goesOn) {
    const person = new Person(site);
    const paths = ["/", ...shops(3).map(({ slug }) => `/pizzerias/${slug}`), "/connexion", "/panier"];
    while (goesOn()) {
        await person.get(chance.one(paths)).catch(() => {});
        await sleep(chance.between(10, 60));
    }
    person.leave();
}
