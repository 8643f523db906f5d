// What was asked for: bin/soak <campaign> [--quick | --long] [--rounds N] ...

export const usage = `usage: bin/soak <campaign> [--quick | --long] [--rounds N] [--clients N] [--seconds N] [--seed N]
               [--orders N] [--events N] [--database postgres|sqlite] [--plant]
       bin/soak --quick       every campaign, briefly

campaigns:
  kill    customers order and staff work while the server is killed and started again (--rounds, --clients)
  live    live streams come and go while two servers are killed in turn (--clients, --seconds)
  reload  people order, work and follow streams while the server is changed for a new one (--clients, --rounds)
  database  people order and work while PostgreSQL crashes, loses connections, is locked and full (--clients, --rounds)
  load    people order, work and follow streams at an ordinary pace (--clients, --seconds)
  overload  ten times as many ask as can be served, while kitchens work (--clients, --seconds)
  pay     customers pay online while the bank fails in every way and the server is killed (--rounds, --clients)
  webhook   what the bank tells comes three times, shuffled, late and forged (--events)
  restore   a group is backed up while people order, and restored beside it (--orders)

--plant spoils what the checker is given: the run must end red.`;

/** How much of each campaign, by length. */
const sizes = {
    kill: {
        quick: { rounds: 10, clients: 12 },
        usual: { rounds: 100, clients: 12 },
        long: { rounds: 1000, clients: 12 },
    },
    live: {
        quick: { seconds: 4, clients: 8 },
        usual: { seconds: 30, clients: 200 },
        long: { seconds: 600, clients: 2000 },
    },
    reload: {
        quick: { rounds: 3, clients: 8 },
        usual: { rounds: 20, clients: 60 },
        long: { rounds: 100, clients: 200 },
    },
    database: {
        quick: { rounds: 1, clients: 8 },
        usual: { rounds: 20, clients: 12 },
        long: { rounds: 100, clients: 12 },
    },
    load: {
        quick: { seconds: 2, clients: 8 },
        usual: { seconds: 600, clients: 24 },
        long: { seconds: 1800, clients: 60 },
    },
    overload: {
        quick: { seconds: 2, clients: 400 },
        usual: { seconds: 600, clients: 600 },
        long: { seconds: 600, clients: 1500 },
    },
    pay: {
        quick: { rounds: 3, clients: 6 },
        usual: { rounds: 50, clients: 12 },
        long: { rounds: 500, clients: 12 },
    },
    webhook: {
        quick: { events: 200 },
        usual: { events: 10_000 },
        long: { events: 30_000 },
    },
    restore: {
        quick: { orders: 2000 },
        usual: { orders: 1_000_000 },
        long: { orders: 1_000_000 },
    },
};

/** SQLite has no server that could fall. */
const enginesOf = { database: ["postgres"] };

const engines = ["sqlite", "postgres"];
const numbers = ["rounds", "clients", "seconds", "orders", "events", "seed"];

/** What is wrong with the words given; its message is for the person who typed them. */
export class Misused extends Error {}

function wholeNumber(name, text) {
    if (!/^\d{1,9}$/.test(text ?? "") || Number(text) < 1)
        throw new Misused(`${name} wants a whole number of 1 or more`);
    return Number(text);
}

function words(args) {
    const asked = { length: "usual", plant: false };
    const rest = [...args];
    while (rest.length > 0) {
        const word = rest.shift();
        const name = word.replace(/^--/, "");
        if (word === "--quick" || word === "--long") asked.length = name;
        else if (word === "--plant") asked.plant = true;
        else if (word === "--database") asked.database = rest.shift();
        else if (word.startsWith("--") && numbers.includes(name))
            asked[name] = wholeNumber(word, rest.shift());
        else if (!word.startsWith("-") && !asked.campaign) asked.campaign = word;
        else throw new Misused(`I do not understand ${word}`);
    }
    return asked;
}

/** The runs to make, in order: one for each campaign and engine. Throws Misused. */
export function runsFrom(args) {
    const asked = words(args);
    if (asked.campaign && !sizes[asked.campaign])
        throw new Misused(`there is no campaign '${asked.campaign}'`);
    if (!asked.campaign && asked.length !== "quick") throw new Misused("which campaign?");
    if (asked.database && !engines.includes(asked.database))
        throw new Misused("--database is postgres or sqlite");
    const seed = asked.seed ?? (Date.now() % 1_000_000) + 1;
    const runs = [];
    for (const campaign of asked.campaign ? [asked.campaign] : Object.keys(sizes)) {
        const able = enginesOf[campaign] ?? engines;
        for (const engine of able.filter((one) => one === (asked.database ?? one))) {
            const size = sizes[campaign][asked.length];
            const chosen = Object.fromEntries(
                Object.keys(size).map((name) => [name, asked[name] ?? size[name]]),
            );
            runs.push({ campaign, engine, seed, plant: asked.plant, ...chosen });
        }
    }
    return runs;
}

/** The command that makes the same run again. */
export function replayOf({ campaign, engine, plant, ...sized }) {
    const numbered = Object.entries(sized).map(([name, value]) => `--${name} ${value}`);
    return ["bin/soak", campaign, ...numbered, `--database ${engine}`, ...(plant ? ["--plant"] : [])].join(
        " ",
    );
}
