// `ocpizza bank` beside the program under test, and Stripe's way of signing what it tells.
import { spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { freePort, program } from "./server.mjs";
import { sleep } from "./figures.mjs";

export class Bank {
    #child;
    settings;
    url;

    /** `webhook`: where it tells what happened. */
    static async start(webhook) {
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
            await sleep(25);
        }
        throw new Error("the bank did not start");
    }

    /** What goes wrong from now on: control({ events: "off" }). */
    async control(fields) {
        const answer = await fetch(`${this.url}/bank/control`, {
            method: "POST",
            body: new URLSearchParams(fields),
        });
        const said = await answer.json();
        if (!answer.ok) throw new Error(`the bank: ${JSON.stringify(said)}`);
        return said;
    }

    /** Every payment: session, order, received, refunded. */
    async ledger() {
        return (await fetch(`${this.url}/bank/ledger`)).json();
    }

    stop() {
        this.#child?.kill("SIGKILL");
    }
}

/** The header Stripe-Signature of a body, as of that moment in seconds. */
export function signature(body, secret, at) {
    const sum = createHmac("sha256", secret).update(`${at}.${body}`).digest("hex");
    return `t=${at},v1=${sum}`;
}
