// A story is one test in the browser: story("a visitor sees the menu", async ({ page, url }) => { ... }).
// It fails when its function throws, and when a page met an error nobody saw: a script that broke, something the
// content security policy forbade, an answer of 500 or more.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import assert from "node:assert/strict";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const people = JSON.parse(readFileSync(new URL("../../../db/seeds/people.json", import.meta.url), "utf8"));

export const stories = [];

export function story(name, tell) {
    stories.push({ name, tell });
}

/**
 * What axe says of the page as it is now: `faults`, one sentence each, and `unsure`, what it leaves to people's eyes:
 * the rule with axe's reason, and of how many elements.
 */
export async function judgeByAxe(page) {
    // Colours are judged at rest: not under a pointer that happens to lie there, nor on their way from one to another.
    await page.mouse.move(0, 0);
    await page.evaluate(() =>
        Promise.all(
            document
                .getAnimations()
                .filter((one) => one instanceof CSSTransition)
                .map(({ finished }) => finished.catch(() => {})),
        ),
    );
    await page.evaluate(axe);
    const { violations, incomplete } = await page.evaluate(() => globalThis.axe.run());
    const unsure = incomplete.flatMap(({ id, nodes }) =>
        nodes.map(({ any, all, none }) => `${id} (${[...any, ...all, ...none][0]?.data?.messageKey ?? "no reason"})`),
    );
    return {
        faults: violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.target).join(", ")}`),
        unsure: [...new Set(unsure)].map((rule) => ({ rule, elements: unsure.filter((one) => one === rule).length })),
    };
}

/** Fails when axe finds a fault in what the page shows now. */
export async function expectAccessible(page) {
    assert.deepEqual((await judgeByAxe(page)).faults, [], "axe found faults");
}

/** Keeps a picture for the eye when PICTURES names a folder: picture(page, "menu"). */
export async function picture(page, name) {
    if (!process.env.PICTURES) return;
    await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: page.viewportSize().width < 1000 });
}

/** Fails when something can only be reached by scrolling sideways. */
export async function expectNoSidewaysScroll(page) {
    const { wide, window } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        window: document.documentElement.clientWidth,
    }));
    assert.ok(wide <= window, `the page is ${wide} pixels wide in a window of ${window}`);
}

/** Fails when French words stand on the page that are no name of ours. */
export async function expectEnglish(page) {
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    const words = await page.locator("body").innerText();
    const french = words.match(/\b(panier|commande|livrée|livraison|allergènes|ajouter|pizzeria est|retrait|à emporter)\b/iu);
    assert.equal(french, null, `«${french?.[0]}» in: ${words.slice(Math.max(0, french?.index - 40), french?.index + 60)}`);
}

/** Signs a demo account in by the form: signIn(page, "john@ocpizza.example"). */
export async function signIn(page, email, password = people.password) {
    await page.goto("/connexion");
    await page.fill("#email", email);
    await page.fill("#password", password);
    await page.click("form[action='/connexion'] button");
    await page.waitForURL((address) => address.pathname !== "/connexion");
}

/** Fills the form in that opens an account. */
export async function typeRegistration(page, { firstname, lastname, email }, password = "cerise-et-4-noyaux") {
    await page.goto("/inscription");
    const typed = { firstname, lastname, email, password, "password-again": password };
    for (const [id, value] of Object.entries(typed)) await page.fill(`#${id}`, value);
}

/** Opens an account by the form, without a phone number; the person stays signed in. */
export async function signUp(page, person, password) {
    await typeRegistration(page, person, password);
    await page.click("form[action='/inscription'] button");
    await page.waitForURL((address) => address.pathname !== "/inscription");
}

const sizes = {
    phone: { width: 390, height: 844 },
    tablet: { width: 1180, height: 820 },
    desktop: { width: 1280, height: 800 },
};

/** Everybody who takes part in one story, each in a browser of their own. */
export class Cast {
    #browser;
    #url;
    #contexts = [];
    unseen = [];

    constructor(browser, url) {
        this.#browser = browser;
        this.#url = url;
    }

    /** A fresh page of somebody new: newPerson({ size: "tablet" }); further options are Playwright's for a context. */
    newPerson = async ({ size = "desktop", ...options } = {}) => {
        const context = await this.#browser.newContext({
            baseURL: this.#url,
            viewport: sizes[size],
            locale: "fr-FR",
            reducedMotion: "reduce",
            ignoreHTTPSErrors: this.#url.startsWith("https:"),
            ...options,
        });
        context.setDefaultTimeout(10_000);
        this.#contexts.push(context);
        context.on("page", (page) => this.#watch(page));
        return context.newPage();
    };

    #watch(page) {
        page.on("pageerror", (error) => this.unseen.push(`a script broke: ${error.message}`));
        page.on("console", (message) => {
            if (message.text().includes("Content Security Policy")) this.unseen.push(message.text());
        });
        page.on("response", (answer) => {
            if (answer.status() >= 500) this.unseen.push(`${answer.status()} ${answer.url()}`);
        });
    }

    async photograph(stem) {
        const pages = this.#contexts.flatMap((context) => context.pages());
        for (const [i, page] of pages.entries())
            await page.screenshot({ path: `${stem}-${i + 1}.png`, fullPage: true, timeout: 5000 }).catch(() => {});
        return pages.length;
    }

    async leave() {
        for (const context of this.#contexts) await context.close().catch(() => {});
    }
}
