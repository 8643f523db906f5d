import assert from "node:assert/strict";
import { expectAccessible, expectNoSidewaysScroll, story } from "./support/story.mjs";

for (const size of ["phone", "tablet", "desktop"]) {
    story(`the home page stands well on a ${size}`, async ({ newPerson }) => {
        const page = await newPerson({ size });
        const answer = await page.goto("/");
        assert.equal(answer.status(), 200);
        assert.match(await page.title(), /OC Pizza/);
        assert.equal(await page.locator("h1").count(), 1);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
    });
}

story("a visitor who only looks gets no cookie", async ({ page }) => {
    await page.goto("/");
    assert.deepEqual(await page.context().cookies(), []);
});
