import assert from "node:assert/strict";
import { expectAccessible, expectEnglish, expectNoSidewaysScroll, picture, signIn, story } from "./support/story.mjs";

const shop = "/pizzerias/part-dieu";

async function look(page, name) {
    for (const [size, width] of Object.entries({ phone: 390, desktop: 1280 })) {
        await page.setViewportSize({ width, height: 844 });
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await picture(page, `${name}-${size}`);
    }
}

async function orderAtTheCounter(page) {
    await page.goto(shop);
    await page.locator("#p-margherita button.size:not([disabled])").first().click();
    await page.locator("#cart-chip.full").waitFor();
    await page.goto("/commander");
    await page.check("#mode-pickup");
    if (await page.locator("input[type='radio'][value='reception']").count()) await page.check("input[type='radio'][value='reception']");
    const person = { email: `till.${Date.now()}@ocpizza.example`, firstname: "Alice", lastname: "Fontaine", phone: "06 39 98 41 17" };
    for (const [id, value] of Object.entries(person)) await page.fill(`#${id}`, value);
    await page.click("#order");
    await page.waitForURL(/\/suivi\//);
    return (await page.locator(".number b").textContent()).trim();
}

/** Bakes it and hands it over, paid in cash, on the kitchen's own screen. */
async function bakeAndHandOver(pizzaiolo, number) {
    await signIn(pizzaiolo, "pizzaiolo.part-dieu@ocpizza.example");
    await pizzaiolo.goto("/cuisine/part-dieu");
    const ticket = pizzaiolo.locator(".ticket", { hasText: number }).first();
    await ticket.locator("button:has-text('Commencer')").click();
    await pizzaiolo.locator("#preparing .ticket", { hasText: number }).locator("button:has-text('Prête')").click();
    await pizzaiolo.goto("/cuisine/part-dieu");
    const csrf = await pizzaiolo.locator("input[name='csrf']").first().inputValue();
    const id = await pizzaiolo
        .locator("form[action*='/retrait']")
        .first()
        .getAttribute("action");
    const done = await pizzaiolo.request.post(id, { form: { csrf, means: "cash" }, headers: { origin: new URL(pizzaiolo.url()).origin } });
    assert.ok(done.ok(), `handed over: ${done.status()}`);
}

story("a manager sees the day, gives a part back and prints a duplicate", async ({ newPerson }) => {
    const customer = await newPerson({ size: "phone" });
    const pizzaiolo = await newPerson({ size: "tablet" });
    const manager = await newPerson();

    const number = await orderAtTheCounter(customer);
    await bakeAndHandOver(pizzaiolo, number);

    await customer.reload();
    await customer.locator(".receipt-link a").first().click();
    await customer.locator(".receipt").waitFor();
    await look(customer, "receipt");
    await customer.setViewportSize({ width: 390, height: 844 });
    const seen = customer.url();

    await signIn(manager, "gerant.part-dieu@ocpizza.example");
    await manager.click("a[href='/caisse/part-dieu']");
    await manager.locator(".till-table .amount").first().waitFor();
    await look(manager, "till");
    await manager.locator(`.till-table a:has-text("-${number}")`).first().click();
    await manager.locator("#amount").waitFor();
    await look(manager, "till-order");
    await manager.fill("#amount", "1 000");
    await manager.fill("#reason", "Pizza servie froide");
    await manager.click("button:has-text('Rembourser')");
    await manager.locator("#errors").waitFor();
    assert.equal(await manager.inputValue("#reason"), "Pizza servie froide", "what was typed is still there");
    await look(manager, "till-order-refused");
    await manager.fill("#amount", "2,50");
    await manager.click("button:has-text('Rembourser')");
    await manager.locator("[role=status]", { hasText: "enregistré" }).waitFor();
    await look(manager, "till-order-refunded");

    await manager.locator(".till-list a:has-text('Remboursement')").click();
    await manager.click("button:has-text('Imprimer un duplicata')");
    await manager.locator(".copy", { hasText: "Duplicata 1" }).waitFor();
    await look(manager, "receipt-duplicate");
    await manager.emulateMedia({ media: "print" });
    await manager.setViewportSize({ width: 300, height: 900 });
    await picture(manager, "receipt-roll");
    await manager.setViewportSize({ width: 794, height: 1123 });
    await picture(manager, "receipt-a4");

    const abroad = await newPerson({ size: "phone", locale: "en-GB" });
    await abroad.goto(new URL(seen).pathname);
    await expectEnglish(abroad);
    await picture(abroad, "receipt-english");
});
