// A database of the soak's own, which nobody else uses: a file in the run's folder, or one in the cluster that
// bin/soak started for itself.
import { spawnSync } from "node:child_process";
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

    constructor(folder) {
        this.#file = join(folder, "soak.sqlite");
        this.url = `sqlite:///${this.#file}`;
    }

    execute(sql) {
        run("sqlite3", ["-batch", "-cmd", ".timeout 10000", this.#file, sql]);
    }

    rows(sql) {
        const text = run("sqlite3", ["-batch", "-json", "-cmd", ".timeout 10000", this.#file, sql]);
        return text.trim() === "" ? [] : JSON.parse(text);
    }

    drop() {}
}

class Postgres {
    engine = "postgres";
    #server;
    #name;

    constructor() {
        this.#server = process.env.OCP_TEST_POSTGRES_URL;
        this.#refuseOthers();
        this.#name = `soak_${process.pid}_${Date.now()}`;
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

    drop() {
        this.#psql(this.#server, `DROP DATABASE ${this.#name} WITH (FORCE)`);
    }
}

export function openDatabase(engine, folder) {
    return engine === "sqlite" ? new Sqlite(folder) : new Postgres();
}
