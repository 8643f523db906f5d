// The program under test: its commands, and a server that can be killed and started again on the same port.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { resolve } from "node:path";
import { freePort } from "../support/free_port.mjs";
import { sleep } from "./figures.mjs";

export const program = resolve(process.env.OCPIZZA ?? "build/dev/ocpizza");
const patience = 60_000;

function settings(database, port) {
    const sanitizers = Object.entries(process.env).filter(([name]) => /^[A-Z]+SAN_OPTIONS$/.test(name));
    return {
        PATH: process.env.PATH,
        APP_ENV: "test",
        GEOCODER_BASE_URL: "off",
        DEBUG: "false",
        // Two servers are one site only when they sign with one key.
        SECRET_KEY: "a soak signs with this key and nothing else ever does, 0123456789",
        PUBLIC_URL: `http://127.0.0.1:${port}`,
        LISTEN: `127.0.0.1:${port}`,
        DATABASE_URL: database.url,
        RATE_LIMITS: "soak",
        ...Object.fromEntries(sanitizers),
    };
}

/** Runs a command of the program to its end; answers whether it agreed and what it said. */
export function command(database, folder, ...args) {
    const { status, error, stdout, stderr } = spawnSync(program, args, {
        cwd: folder,
        env: settings(database, 8000),
        encoding: "utf8",
    });
    return { agreed: status === 0, said: error?.message ?? stdout + stderr };
}

/** The same while other things go on. */
export function commandMeanwhile(database, folder, ...args) {
    const child = spawn(program, args, { cwd: folder, env: settings(database, 8000) });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    return new Promise((tell) => {
        child.on("error", (error) => tell({ agreed: false, said: error.message }));
        child.on("close", (code) => tell({ agreed: code === 0, said }));
    });
}

export class Server {
    #child;
    #folder;
    #settings;
    #log = "";
    #expected = true;
    #served = 0;
    up = false;
    /** Ends that nobody caused. */
    crashes = [];

    /** `further`: settings of this server beside those of every soak; `port`: when somebody knows it already. */
    static async prepare(database, folder, further = {}, port = null) {
        const server = new Server();
        server.port = port ?? (await freePort());
        server.#folder = folder;
        server.#settings = { ...settings(database, server.port), ...further };
        return server;
    }

    /** Starts it; answers the milliseconds until its first good answer. */
    async start() {
        const begun = performance.now();
        // A group of its own: keeper and server die together, as in a power cut.
        const child = spawn(program, ["serve"], {
            cwd: this.#folder,
            env: this.#settings,
            detached: true,
        });
        this.#child = child;
        this.#expected = false;
        for (const stream of [child.stdout, child.stderr])
            stream.on("data", (text) => {
                this.#log = (this.#log + text).slice(-100_000);
                this.#served += String(text).split('"message":"serving"').length - 1;
            });
        child.once("exit", (code, signal) => {
            if (this.#expected || child !== this.#child) return;
            this.up = false;
            this.crashes.push(`a server ended by itself (${signal ?? code}): ${this.lastWords(5)}`);
        });
        while (performance.now() - begun < patience && child.exitCode === null) {
            if (await this.#ready()) {
                this.up = true;
                return performance.now() - begun;
            }
            await sleep(2);
        }
        throw new Error(`the server did not get ready:\n${this.lastWords(20)}`);
    }

    #ready() {
        return new Promise((tell) => {
            const asked = request({
                host: "127.0.0.1",
                port: this.port,
                path: "/readyz",
                agent: false,
                timeout: 5000,
            });
            asked.on("response", (answer) => {
                answer.resume();
                tell(answer.statusCode === 200);
            });
            asked.on("timeout", () => asked.destroy());
            asked.on("error", () => tell(false));
            asked.end();
        });
    }

    /** Of the server itself, the keeper's youngest child. */
    pid() {
        const children = readFileSync(`/proc/${this.#child.pid}/task/${this.#child.pid}/children`, "utf8");
        return Number(children.trim().split(" ").at(-1));
    }

    /** Changes to a new server, as an update does; answers the milliseconds until the new one serves. */
    async reload() {
        const begun = performance.now();
        const before = this.#served;
        this.#child.kill("SIGHUP");
        while (this.#served === before) {
            if (performance.now() - begun > patience) throw new Error(`no new server:\n${this.lastWords(20)}`);
            await sleep(2);
        }
        return performance.now() - begun;
    }

    /** Kills it as a power cut would kill a process; nothing is flushed, nobody is told. */
    async kill() {
        const child = this.#child;
        this.#expected = true;
        this.up = false;
        if (!child || child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((tell) => child.once("exit", tell));
        process.kill(-child.pid, "SIGKILL");
        await gone;
    }

    /** The errors it told of, the last ones; a 500 is explained there. */
    errors(most) {
        const lines = this.#log
            .split("\n")
            .filter((line) => line.includes('"level":"error"') && line.includes('"what"'));
        return lines.slice(-most);
    }

    lastWords(lines) {
        return this.#log.trimEnd().split("\n").slice(-lines).join("\n");
    }
}
