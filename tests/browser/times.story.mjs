import assert from "node:assert/strict";
import { expectAccessible, expectNoSidewaysScroll, picture, signIn, story } from "./support/story.mjs";

// Part-Dieu bakes day and night: there is always a later time to choose.
const shop = "/pizzerias/part-dieu";

async function toCheckout(page) {
    await page.goto(shop);
    for (const [slug, count] of [
        ["reine", "1"],
        ["margherita", "2"],
    ]) {
        await page.locator(`#p-${slug} button.size:not([disabled])`).nth(1).click();
        await page.locator("#cart-chip .count", { hasText: count }).waitFor();
    }
    await page.goto("/commander");
    await page.fill("#email", `plus.tard.${Date.now()}@exemple.fr`);
    await page.fill("#firstname", "Élise");
    await page.fill("#lastname", "Bonnet");
    await page.fill("#phone", "06 39 98 12 34");
}

const words = async (option) => (await option.textContent()).trim();

story("a customer chooses a later time, and the kitchen sees when to begin", async ({ newPerson }) => {
    const page = await newPerson({ size: "phone" });
    const pizzaiolo = await newPerson({ size: "tablet" });
    await toCheckout(page);
    await page.check("#mode-pickup");
    const options = page.locator("#time_pickup option");
    assert.match(await words(options.first()), /^Dès que possible/);
    const later = options.nth(Math.min(9, (await options.count()) - 1));
    const chosen = await words(later);
    await page.selectOption("#time_pickup", await later.getAttribute("value"));
    assert.match(await page.innerText(".arrival.only-pickup"), new RegExp(`^Prête ${chosen}`));
    await picture(page, "checkout-later");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    assert.ok((await page.innerText("main")).includes(chosen.replace(/^à /, "")), chosen);
    const number = (await page.locator(".number b").textContent()).trim();

    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    const ticket = pizzaiolo.locator(".ticket", { hasText: number });
    await ticket.locator(".later", { hasText: "Commencer vers" }).waitFor();
    await picture(pizzaiolo, "board-later");
});

story("without JavaScript a later time is chosen as well", async ({ newPerson }) => {
    const page = await newPerson({ size: "phone", javaScriptEnabled: false });
    await toCheckout(page);
    await page.check("#mode-pickup");
    const later = page.locator("#time_pickup option").nth(3);
    const chosen = (await words(later)).replace(/^à /, "");
    await page.selectOption("#time_pickup", await later.getAttribute("value"));
    assert.match(await page.innerText(".arrival.only-pickup"), /^Prête à l’heure choisie/);
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    assert.ok((await page.innerText("main")).includes(chosen), chosen);
});
