// The real program on a database of its own, which a test may break.
import { spawn, spawnSync } from "node:child_process";
import { join, resolve } from "node:path";
import { freePort, soon } from "./wait.mjs";

const program = resolve(process.env.OCPIZZA ?? "build/dev/ocpizza");

export class Site {
    log = "";

    constructor(folder, settings) {
        this.folder = folder;
        this.file = join(folder, "site.sqlite");
        this.settings = settings;
    }

    async start() {
        this.port = await freePort();
        this.environment = {
            PATH: process.env.PATH,
            APP_ENV: "test",
            DEBUG: "false",
            // All the visitors of a case come from this machine.
            RATE_LIMITS: "soak",
            SECRET_KEY: "a soak signs with this key and nothing else ever does, 0123456789",
            PUBLIC_URL: `http://127.0.0.1:${this.port}`,
            LISTEN: `127.0.0.1:${this.port}`,
            DATABASE_URL: `sqlite:///${this.file}`,
            ...this.settings,
        };
        this.run(program, "migrate");
        this.run(program, "seed", "demo", "--shops", "1");
        this.child = spawn(program, ["serve"], { cwd: this.folder, env: this.environment });
        for (const stream of [this.child.stdout, this.child.stderr])
            stream.on("data", (text) => (this.log += text));
        await soon("the program answers", async () => (await this.get("/readyz")).status === 200);
    }

    run(command, ...args) {
        const { status, stdout, stderr } = spawnSync(command, args, {
            cwd: this.folder,
            env: this.environment,
            encoding: "utf8",
        });
        if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${stdout}${stderr}`);
    }

    sql(statement) {
        this.run("sqlite3", "-batch", "-cmd", ".timeout 10000", this.file, statement);
    }

    get(path, headers = {}) {
        return fetch(`http://127.0.0.1:${this.port}${path}`, { headers, redirect: "manual" });
    }

    /** Lets it end as an operator would; what waits for Sentry is sent on the way. */
    async stop() {
        if (!this.child || this.child.exitCode !== null) return;
        const gone = new Promise((tell) => this.child.once("exit", tell));
        this.child.kill("SIGTERM");
        await gone;
    }
}
