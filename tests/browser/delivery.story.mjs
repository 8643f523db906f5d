import assert from "node:assert/strict";
import { expectAccessible, expectNoSidewaysScroll, picture, signIn, signUp, story } from "./support/story.mjs";

// The main job, end to end, live: Part-Dieu bakes day and night, so the story can be told at any hour.
const shop = "/pizzerias/part-dieu";

const register = (page, firstname) =>
    signUp(page, { firstname, lastname: "Durand", email: `${firstname.toLowerCase()}.${Date.now()}@ocpizza.example` });

/** The middle size: two of them reach the delivery's minimum. */
async function addStandard(page, slug) {
    await page.locator(`#p-${slug} button.size:not([disabled])`).nth(1).click();
    await page.locator("#cart-chip.full").waitFor();
}

async function fillDelivery(page) {
    await page.check("#mode-delivery");
    await page.fill("#line", "27 rue Paul-Bert");
    await page.fill("#postcode", "69003");
    await page.fill("#city", "Lyon");
    await page.fill("#phone", "06 39 98 12 34");
}

story("from two commands to a pizza delivered, everybody seeing it live", async ({ newPerson }) => {
    const customer = await newPerson({ size: "phone" });
    const pizzaiolo = await newPerson({ size: "tablet" });
    const driver = await newPerson({ size: "phone" });

    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    await picture(pizzaiolo, "board-empty");
    await signIn(driver, "livreur.part-dieu@ocpizza.example");
    await driver.goto("/livraisons/part-dieu");
    await picture(driver, "driver-empty");

    await register(customer, "Margaux");
    await customer.goto(shop);
    await customer.locator("#p-margherita").scrollIntoViewIfNeeded();
    await customer.waitForFunction(() => document.querySelector("#p-margherita .mark").naturalWidth === 400);
    await picture(customer, "menu");
    await expectAccessible(customer);
    await addStandard(customer, "reine");
    await addStandard(customer, "margherita");
    await customer.goto("/panier");
    await picture(customer, "cart");
    await expectAccessible(customer);
    await expectNoSidewaysScroll(customer);
    await customer.click("text=Commander");
    await fillDelivery(customer);
    await picture(customer, "checkout");
    await expectAccessible(customer);
    await expectNoSidewaysScroll(customer);
    await customer.click("#order");
    await customer.waitForURL(/\/suivi\//);
    await picture(customer, "tracking-pending");
    await expectAccessible(customer);
    const number = (await customer.locator(".number b").textContent()).trim();

    const ticket = pizzaiolo.locator(".ticket", { hasText: number });
    await ticket.waitFor();
    await picture(pizzaiolo, "board-order");
    await expectAccessible(pizzaiolo);
    await ticket.locator("a[data-recipe]").first().click();
    await pizzaiolo.locator("#recipe, .paper.recipe").first().waitFor();
    await picture(pizzaiolo, "board-recipe");
    if (!pizzaiolo.url().includes("/cuisine/part-dieu/fiches")) await pizzaiolo.click("[data-close]");
    else await pizzaiolo.goto("/cuisine/part-dieu");
    await ticket.locator("button:has-text('Commencer')").click();
    await customer.locator("#steps .now", { hasText: "En préparation" }).waitFor();
    await picture(customer, "tracking-preparing");

    await pizzaiolo.locator("#preparing .ticket", { hasText: number }).locator("button:has-text('Prête')").click();
    const ready = driver.locator("#ready li", { hasText: number });
    await ready.waitFor();
    await picture(driver, "driver-ready");
    await expectAccessible(driver);
    await ready.locator("input").check();
    await driver.click("button:has-text('Partir')");
    await driver.locator(".stop", { hasText: number }).waitFor();
    await customer.locator("#steps .now", { hasText: "En route" }).waitFor();
    await picture(driver, "driver-stop");
    await expectAccessible(driver);
    await driver.locator(".stop .fail summary").click();
    await picture(driver, "driver-fail");
    await driver.locator(".stop .fail summary").click();
    await driver.locator(".stop .split summary").click();
    await driver.fill(".stop [name=voucher]", "25,01");
    await driver.fill(".stop [name=given]", "50");
    await picture(driver, "driver-split");
    await expectAccessible(driver);
    await expectNoSidewaysScroll(driver);
    await driver.locator(".stop .split button").click();
    await driver.locator("#messages .alert", { hasText: /titres-restaurant|montants/ }).waitFor();
    await driver.fill(".stop [name=voucher]", "10,00");
    await driver.locator(".stop .to-give", { hasText: /À rendre \d+,\d\d/ }).waitFor();
    await picture(driver, "driver-counting");
    await driver.locator(".stop .split button").click();
    await driver.locator("#messages .ok", { hasText: /Rendre \d+,\d\d\s€ sur la commande/ }).waitFor();
    await picture(driver, "driver-change");
    await customer.locator("h1", { hasText: "Livrée à" }).waitFor();
    await picture(customer, "tracking-delivered");
    await driver.locator("#none").waitFor();

    await customer.goto("/mes-commandes");
    assert.match(await customer.locator(".order").first().textContent(), /livrée/);
    await picture(customer, "my-orders");
    await expectAccessible(customer);
});

story("a visitor orders a pickup without scripts and without an account, and pays at the counter", async ({ newPerson }) => {
    const visitor = await newPerson({ size: "desktop", javaScriptEnabled: false });
    await visitor.goto("/");
    await picture(visitor, "home");
    await visitor.goto(shop);
    await picture(visitor, "menu-desktop");
    await visitor.click("#p-diavola button.size:not([disabled])");
    await visitor.locator(".notice.ok", { hasText: "Diavola" }).waitFor();
    await visitor.goto("/commander");
    await visitor.check("#mode-pickup");
    await visitor.click("#order");
    await visitor.locator(".error-summary").waitFor();
    await picture(visitor, "checkout-errors");
    assert.match(await visitor.title(), /^Erreur/);
    await visitor.fill("#email", `visiteur.${Date.now()}@ocpizza.example`);
    await visitor.fill("#firstname", "Basile");
    await visitor.fill("#lastname", "Noir");
    await visitor.fill("#phone", "0639981235");
    await visitor.check("#mode-pickup");
    await visitor.click("#order");
    await visitor.waitForURL(/\/suivi\//);
    await picture(visitor, "tracking-desktop");
    const number = (await visitor.locator(".number b").textContent()).trim();

    const pizzaiolo = await newPerson({ size: "tablet", javaScriptEnabled: false });
    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    const ticket = () => pizzaiolo.locator(".ticket", { hasText: number });
    await ticket().locator("button:has-text('Commencer')").click();
    await ticket().locator("button:has-text('Prête')").click();
    await picture(pizzaiolo, "board-hand-over");
    await ticket().locator(".split summary").click();
    await ticket().locator("[name=given]").fill("50");
    await picture(pizzaiolo, "board-split");
    await ticket().locator(".split button").click();
    await pizzaiolo.locator("#messages .ok", { hasText: /Rendre \d+,\d\d\s€ sur la commande/ }).waitFor();
    await picture(pizzaiolo, "board-change");
    await ticket().waitFor({ state: "detached" });
    await visitor.reload();
    assert.match(await visitor.locator("h1").textContent(), /Retirée à/);
});

story("a refused order tells the customer why, and the kitchen must say it", async ({ newPerson }) => {
    const customer = await newPerson({ size: "phone" });
    await register(customer, "Gaspard");
    await customer.goto(shop);
    await addStandard(customer, "napolitaine");
    await customer.goto("/commander");
    await customer.check("#mode-pickup");
    await customer.fill("#phone", "0639981236");
    await customer.click("#order");
    await customer.waitForURL(/\/suivi\//);
    const number = (await customer.locator(".number b").textContent()).trim();

    const pizzaiolo = await newPerson({ size: "tablet" });
    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    await pizzaiolo.locator(".ticket", { hasText: number }).locator("a:has-text('Refuser')").click();
    await pizzaiolo.click("button:has-text('Refuser')");
    await pizzaiolo.locator("[role=alert]").waitFor();
    await picture(pizzaiolo, "refusal");
    await expectAccessible(pizzaiolo);
    await pizzaiolo.locator(".choice", { hasText: "four" }).click();
    await pizzaiolo.click("button:has-text('Refuser')");
    await customer.locator("h1", { hasText: "Commande refusée" }).waitFor();
    await customer.locator("[role=alert]", { hasText: "four" }).waitFor();
    await picture(customer, "tracking-refused");
});
