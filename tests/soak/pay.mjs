// Campaign `pay`: people pay online while the bank answers with errors, late or not at all, before and after it has done
// what it was asked, and the server is killed meanwhile. Afterwards both ledgers say the same.
import { Bank } from "../support/bank.mjs";
import { freePort } from "../support/free_port.mjs";
import { Chance } from "./chance.mjs";
import { sleep, tally } from "./figures.mjs";
import { shops } from "./group.mjs";
import { restartMuchLater } from "./lease.mjs";
import { brokenMoney, readMoney, withAPaymentHidden } from "./money_check.mjs";
import { menuOf, Payer } from "./payer.mjs";
import { program, Server } from "./server.mjs";

const pranks = ["500_before", "500_after", "429", "slow_before", "slow_after", "cut_before", "cut_after"];
const shownErrors = 6;
const patience = 120_000;

export async function pay({ rounds, clients, seed, plant }, database, folder) {
    const chance = new Chance(seed);
    const port = await freePort();
    const bank = await Bank.start(program, `http://127.0.0.1:${port}/webhooks/stripe`);
    const server = await Server.prepare(database, folder, bank.settings, port);
    try {
        await server.start();
        const site = { port: () => server.port };
        const shop = shops(1)[0];
        const items = await menuOf(site, shop);
        const deeds = [];
        const payers = [];
        let open = true;
        const live = async (luck) => {
            while (open) {
                const payer = new Payer(site, bank.url);
                payers.push(payer);
                deeds.push(await goOneWay(payer, shop, items, luck));
                payer.leave();
            }
        };
        const lives = Array.from({ length: clients }, () => live(chance.branch()));
        for (let round = 0; round < rounds; ++round) {
            for (const answer of [chance.one(pranks), chance.one(pranks)])
                await bank.control({
                    answer,
                    times: chance.whole(1, 3),
                    wait_ms: chance.whole(100, 1500),
                    kept: chance.whole(0, 1),
                });
            await bank.control({ copies: chance.whole(1, 3), shuffled: 1, retry_ms: 200 });
            await sleep(chance.between(300, 1200));
            await server.kill();
            await server.start();
        }
        open = false;
        await bank.control({ reset: 1, retry_ms: 200 });
        await Promise.all(lives);
        await restartMuchLater(server, database);
        const isQuiet = await comesToRest(database, bank);
        const facts = {
            orders: readMoney(database),
            bank: await bank.ledger(),
            marks: payers.map(({ mark }) => mark),
        };
        const violations = [
            ...brokenMoney(plant ? withAPaymentHidden(facts) : facts),
            ...(isQuiet ? [] : ["something was never looked at"]),
            ...server.crashes,
        ];
        const figures = {
            kills: rounds,
            orders: facts.orders.length,
            deeds: tally(deeds),
            statuses: tally(facts.orders.map(({ status }) => status)),
            received: facts.bank.received,
            refunded: facts.bank.refunded,
        };
        return { violations, figures, errors: server.errors(shownErrors) };
    } finally {
        await server.kill();
        bank.stop();
    }
}

/** What one customer does; a word for it. */
async function goOneWay(payer, shop, items, chance) {
    await payer.order(shop, items, chance);
    if (!(await payer.goToTheBank())) return "could not pay";
    if (chance.once(8)) return "left";
    const back = await payer.pay();
    if (!back) return "was not let pay";
    if (chance.once(2)) return "paid and was gone";
    await payer.comeBack(back);
    if (!chance.once(3)) return "paid";
    await payer.cancel();
    return "paid and cancelled";
}

async function comesToRest(database, bank) {
    const end = Date.now() + patience;
    while (Date.now() < end) {
        const { waiting } = await bank.control({});
        const [{ count }] = database.rows(
            "SELECT COUNT(*) AS count FROM payment_tasks WHERE ended_at IS NULL AND (kind <> 'close' OR tries > 0)",
        );
        if (waiting === 0 && Number(count) === 0) return true;
        await sleep(300);
    }
    return false;
}
