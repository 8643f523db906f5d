// Stripe's own specification of 2020-08-27 judges every request of our client: unknown, missing and malformed parameters.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { holds, skip } from "./tally.mjs";

const specification = fileURLToPath(
    new URL("../../../shared/contracts/stripe-2020-08-27.openapi.json", import.meta.url),
);
const form = "application/x-www-form-urlencoded";

/** "a[b][0]=c" as {a: {b: ["c"]}}; faults of the form itself are thrown. */
function nested(text) {
    const root = Object.create(null);
    for (const pair of text.split("&").filter(Boolean)) {
        const [name, value, ...more] = pair.split("=");
        if (value === undefined || more.length > 0) throw new Error(`no name and value: ${pair}`);
        const [, head, tail] = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(decodeURIComponent(name)) ?? [];
        if (head === undefined) throw new Error(`no name of a parameter: ${name}`);
        const keys = [...tail.matchAll(/\[([^\]]*)\]/g)].map(([, key]) => key);
        put(root, [head, ...keys], decodeURIComponent(value.replaceAll("+", " ")));
    }
    return root;
}

function put(object, [key, ...rest], value) {
    if (rest.length > 0) {
        object[key] ??= Object.create(null);
        if (typeof object[key] === "string") throw new Error(`${key} is a text and holds members`);
        return put(object[key], rest, value);
    }
    if (key in object) throw new Error(`${key} is given twice`);
    object[key] = value;
}

function faultsOfText(value, schema, at) {
    if (typeof value !== "string") return [`${at}: has members, and is no ${schema.type}`];
    if (schema.enum && !schema.enum.includes(value)) return [`${at}: ${value} is none of its words`];
    if ([...value].length > (schema.maxLength ?? Infinity)) return [`${at}: over ${schema.maxLength} characters`];
    if (schema.type === "integer" && !/^-?\d{1,15}$/.test(value)) return [`${at}: ${value} is no integer`];
    if (schema.type === "number" && !/^-?\d+(\.\d+)?$/.test(value)) return [`${at}: ${value} is no number`];
    if (schema.type === "boolean" && !["true", "false"].includes(value)) return [`${at}: ${value} is no boolean`];
    return [];
}

function faultsOfList(value, schema, at) {
    if (typeof value !== "object") return [`${at}: is no list`];
    return Object.entries(value).flatMap(([key, item], i) =>
        key === String(i) ? faultsOf(item, schema.items, `${at}[${key}]`) : [`${at}[${key}]: is out of order`],
    );
}

/** Members that the specification does not name are faults, also where it forgets to say so. */
function faultsOfObject(value, schema, at) {
    if (typeof value !== "object") return [`${at}: has no members`];
    const known = schema.properties ?? {};
    const under = (name) => (at ? `${at}[${name}]` : name);
    const others = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
    const lacking = (schema.required ?? []).filter((name) => !(name in value));
    const wrong = Object.entries(value).flatMap(([name, member]) => {
        const says = Object.hasOwn(known, name) ? known[name] : others;
        return says ? faultsOf(member, says, under(name)) : [`${under(name)}: is unknown`];
    });
    return [...lacking.map((name) => `${under(name)}: is missing`), ...wrong];
}

/** Sentences; none when the value is as the schema says. */
function faultsOf(value, schema, at = "") {
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices) {
        const faults = choices.map((choice) => faultsOf(value, choice, at));
        return faults.find((found) => found.length === 0) ?? faults[0];
    }
    if (schema.type === "array") return faultsOfList(value, schema, at);
    if (schema.type === "object") return faultsOfObject(value, schema, at);
    if (!["string", "integer", "number", "boolean"].includes(schema.type)) throw new Error(`${at}: of an unknown kind`);
    return faultsOfText(value, schema, at);
}

/** The operation of the specification, with what its path names. */
function operationOf(paths, method, path) {
    for (const [pattern, methods] of Object.entries(paths)) {
        const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const found = new RegExp(`^${pattern.replace(/\{\w+\}/g, "([^/]+)")}$`).exec(path);
        const operation = methods[method.toLowerCase()];
        if (!found || !operation) continue;
        return { operation, inPath: Object.fromEntries(names.map((name, i) => [name, found[i + 1]])) };
    }
    return {};
}

function faultsOfParameters(operation, place, given) {
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === place);
    return faultsOfObject(
        given,
        {
            properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
            required: parameters.filter(({ required }) => required).map(({ name }) => name),
        },
        "",
    );
}

function faultsOfHead(method, head) {
    const values = (name) => [...head.matchAll(new RegExp(`^${name}: (.*?)\\r?$`, "gim"))].map(([, value]) => value);
    const wanted = [
        ["authorization", /^Bearer [sr]k_\w+$/],
        ["stripe-version", /^2020-08-27$/],
        ...(method === "POST"
            ? [
                  ["idempotency-key", /^[\x21-\x7e]{1,255}$/],
                  ["content-type", /^application\/x-www-form-urlencoded$/],
              ]
            : []),
    ];
    return wanted
        .filter(([name, pattern]) => values(name).length !== 1 || !pattern.test(values(name)[0]))
        .map(([name]) => `header ${name}: is missing, twice or malformed`);
}

/** Everything that is wrong with a request as it was sent: {line, head, body}. */
function faultsOfRequest({ paths }, { line, head, body }) {
    const [, method, target] = /^(\S+) (\S+) HTTP\/1\.1$/.exec(line);
    const [path, query = ""] = target.split(/\?(.*)/s);
    const { operation, inPath } = operationOf(paths, method, path);
    if (!operation) return [`${method} ${path}: is no call of Stripe's`];
    const schema = operation.requestBody?.content[form]?.schema ?? { type: "object" };
    try {
        return [
            ...faultsOfHead(method, head),
            ...faultsOfParameters(operation, "path", inPath),
            ...faultsOfParameters(operation, "query", nested(query)),
            ...faultsOf(nested(body), schema),
        ];
    } catch (error) {
        return [error.message];
    }
}

const inBody = (from, to) => (request) => (request.body = request.body.replace(from, to));
const more = (parameter) => (request) => (request.body += `&${parameter}`);
const inHead = (from, to) => (request) => (request.head = request.head.replace(from, to));
const inLine = (from, to) => (request) => (request.line = request.line.replace(from, to));

/** Each must be found out: [what, change of a good request to create a session, what is said]. */
const controls = [
    ["an unknown parameter", more("colour=red"), "colour: is unknown"],
    ["one deep inside", more("line_items[0][price_data][colour]=red"), "[price_data][colour]: is unknown"],
    ["one of a later version", more("ui_mode=hosted"), "ui_mode: is unknown"],
    ["a missing success_url", inBody(/success_url=[^&]*&/, ""), "success_url: is missing"],
    ["a missing name of a product", inBody("[product_data][name]", "[product_data][description]"), "[name]: is missing"],
    ["a malformed amount", inBody(/\[unit_amount\]=\d+/, "[unit_amount]=24.00"), "24.00 is no integer"],
    ["too long a reference", inBody(/(reference_id)=[^&]*/, `$1=${"x".repeat(201)}`), "over 200 characters"],
    ["another way to pay", inBody("[0]=card", "[0]=cheque"), "cheque is none of its words"],
    ["a list that is none", inBody("types[0]=card", "types=card"), "payment_method_types: is no list"],
    ["a list with a gap", inBody("types[0]=card", "types[1]=card"), "is out of order"],
    ["a parameter given twice", more("mode=payment"), "mode is given twice"],
    ["a value that is not escaped", more("locale=a=b"), "no name and value"],
    ["a query where there is none", inLine(" HTTP", "?limit=1 HTTP"), "limit: is unknown"],
    ["a missing idempotency key", inHead(/^idempotency-key:.*\r\n/im, ""), "header idempotency-key"],
    ["another version", inHead("2020-08-27", "2022-11-15"), "header stripe-version"],
    ["an address that Stripe does not have", inLine("sessions", "session"), "is no call of Stripe's"],
];

/** What the real client sends, as the test program writes it down. */
function sent(program, folder) {
    const file = join(folder, "stripe-requests.json");
    const { status, stdout, stderr } = spawnSync(program, ["--gtest_filter=StripeRequests.*"], {
        env: { ...process.env, OCP_STRIPE_REQUESTS: file },
        encoding: "utf8",
    });
    if (status !== 0) throw new Error(stdout + stderr);
    return JSON.parse(readFileSync(file, "utf8"));
}

export async function judgeStripeRequests(folder) {
    const program = resolve(dirname(process.env.OCPIZZA ?? "build/dev/ocpizza"), "tests/integration_clients");
    if (!existsSync(specification)) return skip("what Stripe is asked", "its specification is absent");
    if (!existsSync(program)) return skip("what Stripe is asked", "integration_clients is not built");
    const stripe = JSON.parse(readFileSync(specification, "utf8"));
    const requests = sent(program, folder);
    for (const [i, request] of requests.entries())
        await holds(`Stripe's specification knows all of ${request.line} (${i + 1})`, () =>
            assert.deepEqual(faultsOfRequest(stripe, request), []),
        );
    await holds("and every kind of call is among them", () =>
        assert.deepEqual(
            [...new Set(requests.map(({ line }) => line.replace(/\?.* /, " ").replace(/cs_\w+/, "{session}")))].sort(),
            [
                "GET /v1/checkout/sessions HTTP/1.1",
                "GET /v1/checkout/sessions/{session} HTTP/1.1",
                "GET /v1/payment_intents HTTP/1.1",
                "GET /v1/refunds HTTP/1.1",
                "GET /v1/webhook_endpoints HTTP/1.1",
                "POST /v1/checkout/sessions HTTP/1.1",
                "POST /v1/checkout/sessions/{session}/expire HTTP/1.1",
                "POST /v1/refunds HTTP/1.1",
            ],
        ),
    );
    const good = requests.find(({ line }) => line.startsWith("POST /v1/checkout/sessions "));
    for (const [what, spoil, said] of controls)
        await holds(`and finds out ${what}`, () => {
            const spoilt = { ...good };
            spoil(spoilt);
            const faults = faultsOfRequest(stripe, spoilt);
            assert.equal(faults.length, 1, faults.join("; "));
            assert.ok(faults[0].includes(said), faults[0]);
        });
}
