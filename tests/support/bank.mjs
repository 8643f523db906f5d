// The bank for trials, as a program beside the one under test: `ocpizza bank` on a free port of loopback.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { freePort } from "./free_port.mjs";

export class Bank {
    #child;
    settings;
    url;

    /** `program`: its file; `webhook`: where it tells what happened. */
    static async start(program, webhook) {
        const bank = new Bank();
        const port = await freePort();
        bank.url = `http://127.0.0.1:${port}`;
        bank.settings = {
            STRIPE_SECRET_KEY: `sk_test_${randomBytes(24).toString("hex")}`,
            STRIPE_WEBHOOK_SECRET: `whsec_${randomBytes(24).toString("hex")}`,
            STRIPE_BASE_URL: bank.url,
        };
        bank.#child = spawn(
            program,
            ["bank", "--listen", `127.0.0.1:${port}`, "--webhook", webhook, "--with-parent"],
            { env: { PATH: process.env.PATH, APP_ENV: "test", ...bank.settings }, stdio: "ignore" },
        );
        for (let tries = 0; tries < 400; ++tries) {
            if ((await fetch(`${bank.url}/bank/control`).catch(() => null))?.ok) return bank;
            await new Promise((wake) => setTimeout(wake, 25));
        }
        throw new Error("the bank did not start");
    }

    /** What goes wrong from now on: control({ events: "off" }); control({ reset: 1 }) ends it. */
    async control(fields) {
        const answer = await fetch(`${this.url}/bank/control`, {
            method: "POST",
            body: new URLSearchParams(fields),
        });
        const said = await answer.json();
        if (!answer.ok) throw new Error(`the bank: ${JSON.stringify(said)}`);
        return said;
    }

    /** All it holds: payments and their sums. */
    async ledger() {
        return (await fetch(`${this.url}/bank/ledger`)).json();
    }

    /** Every payment that was begun: {amount_received, amount_refunded...}. */
    async payments() {
        return (await this.ledger()).payment_intents;
    }

    stop() {
        this.#child?.kill("SIGKILL");
    }
}
