// What an order costs a person on a phone, in taps and fields (issue 4: a visitor's first order within 10 taps and
// 8 fields, the last one once more within 4 taps and no typing). Part-Dieu bakes day and night.
import assert from "node:assert/strict";
import { Hands } from "./support/hands.mjs";
import { signUp, story } from "./support/story.mjs";

const phone = { size: "phone", hasTouch: true, isMobile: true };
const ofFirst = { taps: 10, fields: 8 };
const ofAgain = { taps: 4, fields: 0 };

async function typeAddress(hands) {
    await hands.type("#line", "27 rue Paul-Bert");
    await hands.type("#postcode", "69003");
    await hands.type("#city", "Lyon");
}

/** From the front page into the cart: two pizzas, which the delivery's minimum asks for. */
async function fillCart(page, hands) {
    await hands.tap(".shop-card a[href='/pizzerias/part-dieu']");
    await page.waitForURL(/\/pizzerias\/part-dieu$/);
    for (const [slug, count] of [
        ["reine", "1"],
        ["margherita", "2"],
    ]) {
        await hands.tap(`#p-${slug} button.size:not([disabled]) >> nth=1`);
        await page.locator("#cart-chip .count", { hasText: count }).waitFor();
    }
}

async function toCheckout(page, hands) {
    await hands.tap("#cart-chip");
    await page.waitForURL(/\/panier$/);
    await hands.tap("main a[href='/commander']");
    await page.waitForURL(/\/commander$/);
}

async function send(page, hands) {
    await hands.tap("#order");
    await page.waitForURL(/\/suivi\//);
}

story("a visitor's first delivery takes 10 taps and 8 fields at most", async ({ newPerson }) => {
    const page = await newPerson(phone);
    const hands = new Hands(page);
    await page.goto("/");
    await fillCart(page, hands);
    await toCheckout(page, hands);
    assert.ok(await page.isChecked("#mode-delivery"));
    await typeAddress(hands);
    await hands.type("#email", `compte.${Date.now()}@exemple.fr`);
    await hands.type("#firstname", "Alice");
    await hands.type("#lastname", "Fontaine");
    await hands.type("#phone", "0639981234");
    await send(page, hands);
    hands.expectAtMost("first delivery of a visitor", ofFirst);
});

/** Opens an account, without a phone number, and orders once with it. */
async function orderOnce(page, name, choose) {
    await signUp(page, { firstname: "Alice", lastname: "Fontaine", email: `${name}.${Date.now()}@exemple.fr` });
    await page.goto("/");
    const uncounted = new Hands(page);
    await fillCart(page, uncounted);
    await toCheckout(page, uncounted);
    await choose(uncounted);
    await page.fill("#phone", "06 39 98 12 34");
    await send(page, uncounted);
}

/** From the front page, by its own proposal, to the tracking page. */
async function orderAgain(page, hands) {
    await page.goto("/");
    await hands.tap(".order-again button");
    await page.waitForURL(/\/panier/);
    await hands.tap("main a[href='/commander']");
    await page.waitForURL(/\/commander$/);
}

story("the last delivery once more takes 4 taps at most and no typing", async ({ newPerson }) => {
    const page = await newPerson(phone);
    await orderOnce(page, "livraison", async (hands) => {
        await typeAddress(hands);
        await hands.tap("input[name=save_address]");
    });
    const hands = new Hands(page);
    await orderAgain(page, hands);
    assert.ok(await page.isChecked("#mode-delivery"));
    await send(page, hands);
    assert.match(await page.locator("main").innerText(), /27 rue Paul-Bert/);
    hands.expectAtMost("last delivery once more", ofAgain);
});

story("the last order to take away once more takes 4 taps at most and no typing", async ({ newPerson }) => {
    const page = await newPerson(phone);
    await orderOnce(page, "emporter", (hands) => hands.tap("label:has(#mode-pickup)"));
    const hands = new Hands(page);
    await orderAgain(page, hands);
    assert.ok(await page.isChecked("#mode-pickup"));
    await send(page, hands);
    hands.expectAtMost("last order to take away once more", ofAgain);
});

story("what is tapped while the last tap is on its way comes into the cart too", async ({ newPerson }) => {
    const page = await newPerson(phone);
    let underWay = 0;
    await page.route("**/pizzerias/part-dieu/panier", async (route) => {
        assert.equal(++underWay, 1, "one at a time: the first opens the visitor's session");
        await new Promise((answer) => setTimeout(answer, 600));
        await route.continue();
    });
    page.on("response", (answer) => (underWay -= answer.request().method() === "POST" ? 1 : 0));
    await page.goto("/pizzerias/part-dieu");
    for (const slug of ["reine", "margherita", "margherita"])
        await page.tap(`#p-${slug} button.size:not([disabled]) >> nth=1`);
    await page.locator("#cart-chip .count", { hasText: "2" }).waitFor();
    await page.goto("/panier");
    assert.deepEqual(await page.locator(".line output").allTextContents(), ["1", "1"]);
});
