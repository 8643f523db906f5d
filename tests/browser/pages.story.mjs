// Every page a customer can reach is accessible as far as axe can tell, and reads without scrolling sideways on the
// narrowest screen (issue 4). Pages do not differ between engines: each engine shows them in one language.
import assert from "node:assert/strict";
import { walkEveryPage } from "./support/every_page.mjs";
import { expectNoSidewaysScroll, judgeByAxe, story } from "./support/story.mjs";

story("every page of a customer is accessible and fits 320 pixels", async ({ newPerson, program, engine }) => {
    const wrong = [];
    const walk = { newPerson, program, locale: engine === "postgres" ? "en-GB" : "fr-FR" };
    await walkEveryPage(walk, async (page, name) => {
        const usual = page.viewportSize();
        const { faults } = await judgeByAxe(page);
        wrong.push(...faults.map((fault) => `${name}: ${fault}`));
        await page.setViewportSize({ width: 320, height: usual.height });
        await expectNoSidewaysScroll(page).catch((error) => wrong.push(`${name}: ${error.message}`));
        await page.setViewportSize(usual);
    });
    assert.deepEqual(wrong, []);
});
