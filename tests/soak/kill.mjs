// Campaign `kill`: people order and work while the server dies at random moments and comes back at once.
import { Chance } from "./chance.mjs";
import { Crew } from "./crew.mjs";
import { percentile, sleep } from "./figures.mjs";
import { shops } from "./group.mjs";
import { Server } from "./server.mjs";

const shopsOpen = 3;
const shownErrors = 6;

export async function kill({ rounds, clients, seed, plant }, database, folder) {
    const chance = new Chance(seed);
    const server = await Server.prepare(database, folder);
    try {
        await server.start();
        const site = { port: () => server.port };
        const crew = await Crew.gather({
            site,
            chance,
            shops: shops(shopsOpen),
            customers: clients,
            pizzaioli: 2,
        });
        crew.begin();
        const restarts = [];
        for (let round = 0; round < rounds; ++round) {
            await sleep(chance.between(100, 600));
            await server.kill();
            restarts.push(await server.start());
        }
        await crew.end();
        const violations = [...(await crew.brokenPromises(database, plant)), ...server.crashes];
        const restarted = {
            p50: percentile(restarts, 0.5),
            p99: percentile(restarts, 0.99),
            max: percentile(restarts, 1),
        };
        return {
            violations,
            figures: { kills: rounds, ...crew.figures(), restart_ms: restarted },
            errors: server.errors(shownErrors),
        };
    } finally {
        await server.kill();
    }
}
