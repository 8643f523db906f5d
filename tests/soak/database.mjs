// A database of the soak's own, which nobody else uses: a file in the run's folder, or one in the cluster that
// bin/soak started for itself.
import { spawn, spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { join } from "node:path";

const most = 1024 * 1024 * 1024;

function run(command, args) {
    const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", maxBuffer: most });
    if (status !== 0) throw new Error(`${command}: ${error?.message ?? stderr}`);
    return stdout;
}

class Sqlite {
    engine = "sqlite";
    #file;

    #folder;

    constructor(folder, name = "soak.sqlite") {
        this.#folder = folder;
        this.#file = join(folder, name);
        this.url = `sqlite:///${this.#file}`;
    }

    execute(sql) {
        run("sqlite3", ["-batch", "-cmd", ".timeout 10000", this.#file, sql]);
    }

    rows(sql) {
        const text = run("sqlite3", ["-batch", "-json", "-cmd", ".timeout 10000", this.#file, sql]);
        return text.trim() === "" ? [] : JSON.parse(text);
    }

    /** An empty one beside it. */
    another() {
        return new Sqlite(this.#folder, "another.sqlite");
    }

    drop() {}
}

let made = 0;

class Postgres {
    engine = "postgres";
    #server;
    #name;

    constructor() {
        this.#server = process.env.OCP_TEST_POSTGRES_URL;
        this.#refuseOthers();
        this.#name = `soak_${process.pid}_${++made}`;
        this.#psql(this.#server, `CREATE DATABASE ${this.#name}`);
        const url = new URL(this.#server);
        url.pathname = `/${this.#name}`;
        this.url = url.href;
    }

    /** The cluster must be the one that bin/soak made a moment ago. */
    #refuseOthers() {
        const folder = process.env.TEST_POSTGRES_FOLDER;
        if (!this.#server || !folder)
            throw new Error("there is no PostgreSQL of bin/soak's own: call bin/soak");
        const found = this.#psql(this.#server, "SHOW data_directory").trim();
        if (found !== join(realpathSync(folder), "data") && found !== join(folder, "data"))
            throw new Error(`that PostgreSQL keeps its data in ${found}, not in ${folder}: it is not ours`);
    }

    #psql(url, sql) {
        return run("psql", ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]);
    }

    execute(sql) {
        this.#psql(this.url, sql);
    }

    rows(sql) {
        return JSON.parse(this.#psql(this.url, `SELECT coalesce(json_agg(found), '[]') FROM (${sql}) found`));
    }

    another() {
        return new Postgres();
    }

    /** The server itself, for those who make trouble. */
    get cluster() {
        const { TEST_POSTGRES_PROGRAMS, TEST_POSTGRES_USER, TEST_POSTGRES_FOLDER, TEST_POSTGRES_PORT } = process.env;
        const data = join(TEST_POSTGRES_FOLDER, "data");
        const control = (...words) => {
            const command = [join(TEST_POSTGRES_PROGRAMS, "pg_ctl"), "-D", data, "-w", "-t", "60", ...words];
            // PostgreSQL refuses to be root's. It must not keep our ends of the pipes either.
            const asWho = process.getuid() === 0 ? ["runuser", "-u", TEST_POSTGRES_USER, "--"] : [];
            const [first, ...rest] = [...asWho, ...command];
            return spawnSync(first, rest, { cwd: TEST_POSTGRES_FOLDER, stdio: "ignore" }).status === 0;
        };
        const start = ["-l", join(TEST_POSTGRES_FOLDER, "server.log"), "-o", `-p ${TEST_POSTGRES_PORT}`];
        return {
            /** As after a crash: nothing is flushed. */
            restart: () => {
                if (!control("-m", "immediate", ...start, "restart")) throw new Error("PostgreSQL did not restart");
            },
            /** Starts it if it has fallen, as its supervisor would. */
            revive: () => {
                if (!control("status") && !control(...start, "start")) throw new Error("PostgreSQL did not start");
                while (spawnSync("psql", ["-X", "-q", "-d", this.url, "-c", "SELECT 1"]).status !== 0);
            },
            execute: (sql) => this.execute(sql),
            executeMeanwhile: (sql) =>
                new Promise((tell, fail) => {
                    const child = spawn("psql", ["-X", "-q", "-d", this.url, "-c", sql], { stdio: "ignore" });
                    child.on("error", fail);
                    child.on("close", (code) => (code === 0 ? tell() : fail(new Error(`psql ended with ${code}`))));
                }),
        };
    }

    drop() {
        this.#psql(this.#server, `DROP DATABASE ${this.#name} WITH (FORCE)`);
    }
}

export function openDatabase(engine, folder) {
    return engine === "sqlite" ? new Sqlite(folder) : new Postgres();
}
