// Starts the program for tests: a fresh database, migrated and seeded, and a server on a free port of loopback.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Bank } from "../../support/bank.mjs";
import { freePort } from "../../support/free_port.mjs";

function run(command, args, options) {
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", ...options });
    if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? stdout + stderr}`);
    return stdout + stderr;
}

/** An empty database of that engine: its URL, and how to throw it away. */
function emptyDatabase(engine, folder) {
    if (engine === "sqlite") return { url: `sqlite:///${join(folder, "test.sqlite")}`, drop: () => {} };
    const server = process.env.OCP_TEST_POSTGRES_URL;
    const name = `browser_${process.pid}_${Date.now()}`;
    run("psql", ["-q", "-d", server, "-c", `CREATE DATABASE ${name}`]);
    const url = new URL(server);
    url.pathname = `/${name}`;
    return { url: url.href, drop: () => run("psql", ["-q", "-d", server, "-c", `DROP DATABASE ${name} WITH (FORCE)`]) };
}

/** The engines that can be tested here. */
export function engines() {
    return process.env.OCP_TEST_POSTGRES_URL ? ["sqlite", "postgres"] : ["sqlite"];
}

export class Program {
    #child;
    #folder;
    #database;
    #settings;
    log = "";

    /** Database and settings of their own; `settings` adds to them or replaces them. */
    static async prepare(engine, settings = {}) {
        const program = new Program();
        program.file = resolve(process.env.OCPIZZA ?? "build/dev/ocpizza");
        program.#folder = mkdtempSync(join(tmpdir(), "ocpizza-browser-"));
        program.#database = emptyDatabase(engine, program.#folder);
        const port = await freePort();
        program.url = `http://127.0.0.1:${port}`;
        program.bank = await Bank.start(program.file, `${program.url}/webhooks/stripe`);
        program.#settings = {
            PATH: process.env.PATH,
            APP_ENV: "development",
            GEOCODER_BASE_URL: "off",
            DATABASE_URL: program.#database.url,
            LISTEN: `127.0.0.1:${port}`,
            // Who comes back from the bank must find the cookies of the address they came from.
            PUBLIC_URL: program.url,
            // Stories sign in far more often than people do.
            RATE_LIMITS: "soak",
            ...program.bank.settings,
            ...Object.fromEntries(Object.entries(process.env).filter(([name]) => /^[A-Z]+SAN_OPTIONS$/.test(name))),
            ...settings,
        };
        program.command("migrate");
        program.command("seed", "demo");
        return program;
    }

    /** Statements to the database, past the program: for what would take it days to gather. */
    sql(statements) {
        const { protocol, pathname, href } = new URL(this.#database.url);
        const input = { input: statements };
        if (protocol === "sqlite:") run("sqlite3", ["-cmd", ".timeout 5000", pathname.slice(1)], input);
        else run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", href], input);
    }

    /** The address, without the host, of the link that the newest mail to somebody has to `path`; waits for that mail. */
    async linkMailed(address, path) {
        const box = join(this.#folder, "var/mail");
        for (let tries = 0; tries < 200; ++tries) {
            const mails = (existsSync(box) ? readdirSync(box) : []).sort().reverse();
            for (const mail of mails.filter((name) => name.endsWith(".eml"))) {
                const words = readFileSync(join(box, mail), "utf8");
                const link = words.includes(`To: ${address}`) && words.split(/[\s"<>]/).find((word) => word.includes(path));
                if (link) return link.slice(link.indexOf(path));
            }
            await new Promise((wake) => setTimeout(wake, 50));
        }
        throw new Error(`no mail to ${address} leads to ${path}`);
    }

    /** Runs a subcommand to its end, and answers what it said; throws with that when it refuses. */
    command(...args) {
        return run(this.file, args, { cwd: this.#folder, env: this.#settings });
    }

    /** Every mail that was written so far, one after another. */
    mails() {
        const box = join(this.#folder, "var/mail");
        const files = existsSync(box) ? readdirSync(box) : [];
        return files.map((name) => readFileSync(join(box, name), "utf8")).join("\n");
    }

    async start() {
        this.#child = spawn(this.file, ["serve"], {
            cwd: this.#folder,
            env: this.#settings,
            detached: true, // a group of its own, keeper and server, so that both can be killed
        });
        for (const stream of [this.#child.stdout, this.#child.stderr])
            stream.on("data", (text) => (this.log = (this.log + text).slice(-200_000)));
        for (let tries = 0; tries < 600; ++tries) {
            const answer = await fetch(`${this.url}/readyz`).catch(() => null);
            if (answer?.ok) return;
            if (this.#child.exitCode !== null) break;
            await new Promise((wake) => setTimeout(wake, 50));
        }
        throw new Error(`the program did not get ready:\n${this.log}`);
    }

    /** Ends the server; answers its exit code. */
    async stop(signal = "SIGTERM") {
        const child = this.#child;
        if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode;
        const ended = new Promise((tell) => child.once("exit", tell));
        const kill = () => process.kill(-child.pid, "SIGKILL");
        if (signal === "SIGKILL") kill();
        else child.kill(signal);
        const tooLong = setTimeout(kill, 20_000);
        const code = await ended;
        clearTimeout(tooLong);
        return code;
    }

    /** Throws the database and everything else away. */
    async remove() {
        await this.stop("SIGKILL");
        this.bank.stop();
        this.#database.drop();
        rmSync(this.#folder, { recursive: true, force: true });
    }
}

/** A site that somebody else started and will end. */
export class RunningSite {
    log = "(the site keeps its own log)";

    constructor(url) {
        this.url = url;
    }
    async start() {}
    async stop() {
        return 0;
    }
    async remove() {}
}
