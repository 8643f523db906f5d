import assert from "node:assert/strict";
import { expectAccessible, expectNoSidewaysScroll, picture, signIn, story } from "./support/story.mjs";

const technician = "exploitation@ocpizza.example";
const minute = 60_000;

/** Some days of a machine's life: a calm night, two busy services a day, a disk that fills. */
function history(machine, days, now) {
    const rows = [];
    const begin = Math.floor((now - days * 1440 * minute) / minute) * minute;
    for (let at = begin; at < now - minute; at += (now - at > 2 * 1440 * minute ? 20 : 1) * minute) {
        const hour = (at / 3_600_000 + 1) % 24;
        const service = Math.exp(-((hour - 12.5) ** 2) / 2) + 1.4 * Math.exp(-((hour - 20) ** 2) / 3);
        const wave = 0.5 + 0.5 * Math.sin(at / 7 / minute) * Math.cos(at / 3 / minute);
        const cpu = Math.round(25 + 420 * service + 60 * wave);
        const memory = Math.round(410 + 60 * service + 15 * wave);
        const storage = Math.round(560 + 40 * ((at - begin) / (days * 1440 * minute)));
        const received = Math.round(2_000 + 90_000 * service + 9_000 * wave);
        rows.push(`('${machine}', ${at}, ${cpu}, ${memory}, ${storage}, ${received}, ${received * 4}, 214)`);
    }
    return (
        "INSERT INTO machine_samples (machine, at, cpu_permille, memory_permille, storage_permille, received_per_second, " +
        `sent_per_second, processes) VALUES ${rows.join(", ")} ON CONFLICT (machine, at) DO NOTHING`
    );
}

/** What a server of another machine says of itself. */
function aServer(machine, at, state) {
    const said = {
        address: "10.0.0.12:8000",
        version: "0.1.0",
        started_at: at - 76 * 60 * minute,
        pages: { queued: 2, limit: 256 },
        slow: { queued: 0, limit: 20 },
        streams: { queued: 41, limit: 2000 },
        connections: { queued: 63, limit: 4000 },
        sessions: { queued: 4, limit: 11 },
        outbox_lag_ms: 90,
        requests_per_minute: 1240,
        machine: {
            cores: 8,
            cpu: 0.37,
            memory: { total: 16_700_000_000, available: 8_100_000_000 },
            load: [2.41, 1.98, 1.7],
            network: { in: 84_000, out: 412_000 },
            volumes: [
                { path: "/opt/ocpizza", size: 120_000_000_000, free: 48_000_000_000 },
                { path: "/srv/backups", size: 640_000_000_000, free: 580_000_000_000 },
            ],
            processes: 214,
            programs: [
                { name: "postgres", processes: 19, cpu: 0.21, memory: 1_900_000_000 },
                { name: "ocpizza", processes: 2, cpu: 0.12, memory: 96_000_000 },
                { name: "nginx", processes: 5, cpu: 0.02, memory: 41_000_000 },
            ],
        },
        ...state,
    };
    return (
        `DELETE FROM server_states WHERE machine = '${machine}';\nINSERT INTO server_states (machine, pid, at, state) ` +
        `VALUES ('${machine}', 812, ${at}, '${JSON.stringify(said)}')`
    );
}

story("the technical team sees whether somebody must act", async ({ newPerson, program }) => {
    const operator = await newPerson({ size: "desktop" });
    await signIn(operator, technician);
    assert.equal(new URL(operator.url()).pathname, "/supervision");
    const machine = operator.locator(".machine").first();
    await machine.waitFor({ timeout: 20_000 });
    await operator.locator(".concern.red", { hasText: "aucune sauvegarde" }).waitFor();
    await operator.locator(".alert-list li", { hasText: "aucune sauvegarde" }).getByText("En cours").waitFor();
    await picture(operator, "supervision-first-minute");
    await expectAccessible(operator);

    program.command("backup");
    program.sql(history((await machine.locator("h2").first().textContent()).replace("Machine ", ""), 8, Date.now()));
    // Nobody reloads: the page hears by itself that there is a backup now.
    await operator.locator(".concern.red", { hasText: "aucune sauvegarde" }).waitFor({ state: "detached", timeout: 40_000 });
    await operator.locator(".machine .graph .line").first().waitFor();
    for (const [period, name] of [["1 heure", "hour"], ["24 heures", "day"], ["7 jours", "week"]]) {
        await operator.click(`.periods a:has-text("${period.replace(" ", "\u00a0")}")`);
        await operator.locator(".periods [aria-current]", { hasText: period.replace(" ", "\u00a0") }).waitFor();
        await picture(operator, `supervision-${name}`);
    }
    await operator.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await picture(operator, "supervision-lower-part");
    await expectAccessible(operator);
    await expectNoSidewaysScroll(operator);
});

/** An incident that is over, and who was told of it. */
function anIncident(now) {
    const [began, over] = [now - 190 * minute, now - 171 * minute];
    const notice = (news, way, at, failure) =>
        `INSERT INTO incident_notices (incident_id, news, way, written_at, next_at, failure, ended_at) ` +
        `VALUES (900, '${news}', '${way}', ${at}, ${at}, ${failure ? `'${failure}', NULL` : `NULL, ${at}`})`;
    return [
        "INSERT INTO incidents (id, matter, place, figure_thousandths, began_at, seen_at, resolved_at) " +
            `VALUES (900, 'storage-full', 'web-2, /srv/backups', 874, ${began}, ${over}, ${over})`,
        notice("raised", "mail", began),
        notice("raised", "webhook", began),
        notice("resolved", "mail", over),
        notice("resolved", "webhook", over, "503 Service Unavailable"),
    ].join(";\n");
}

story("several machines, one in trouble, on a phone without scripts", async ({ newPerson, program }) => {
    const now = Date.now();
    program.sql(history("web-2", 2, now));
    program.sql(
        aServer("web-2", now + 30_000, {
            refused: 41,
            refused_at: now - 40_000,
            slowest: [
                { route: "order-place", took_us: 2_340_000, at: now - 9 * minute, status: 303, times: 12 },
                { route: "menu", took_us: 612_000, at: now - 31 * minute, status: 200, times: 3 },
            ],
        }),
    );
    program.sql(aServer("web-3", now - 11 * minute, { address: "10.0.0.13:8000" }));

    program.sql(anIncident(now));
    const operator = await newPerson({ size: "phone", javaScriptEnabled: false });
    await signIn(operator, technician);
    await operator.locator(".concern.red", { hasText: "refusées" }).waitFor();
    await operator.locator(".concern.red", { hasText: "signe de vie" }).waitFor();
    assert.equal(await operator.locator(".machine").count(), 2);
    const over = operator.locator(".alert-list li", { hasText: "Le disque est plein à 87" });
    await over.getByText("courriel, fin,").waitFor();
    await over.locator(".untold", { hasText: "503 Service Unavailable" }).waitFor();
    await picture(operator, "supervision-phone");
    await operator.click("text=Actualiser");
    await operator.locator(".server", { hasText: "Muet depuis" }).waitFor();

    const desk = await newPerson({ size: "desktop" });
    await signIn(desk, technician);
    await desk.locator(".concern.red").first().waitFor();
    await picture(desk, "supervision-trouble");
    await desk.locator(".alerts").scrollIntoViewIfNeeded();
    await picture(desk, "supervision-alerts");
    await expectAccessible(desk);
    const phone = await newPerson({ size: "phone" });
    await signIn(phone, technician);
    await expectAccessible(phone);
    await expectNoSidewaysScroll(phone);
    await phone.locator(".alerts").scrollIntoViewIfNeeded();
    await picture(phone, "supervision-alerts-phone");
    const narrow = await newPerson({ viewport: { width: 320, height: 640 } });
    await signIn(narrow, technician);
    await narrow.locator(".machine").first().waitFor();
    await expectNoSidewaysScroll(narrow);
    await picture(narrow, "supervision-narrow");
    program.sql("DELETE FROM incident_notices; DELETE FROM incidents");
    program.sql("DELETE FROM server_states WHERE machine IN ('web-2', 'web-3')");
});
