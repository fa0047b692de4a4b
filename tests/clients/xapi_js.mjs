// One session of the JavaScript client @xapi/xapi. Prints what it saw as JSON; the test judges it.
// node xapi_js.mjs ENDPOINT KEY SECRET ADAPTER, with the client installed in the working directory.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";

const XAPI = createRequire(process.cwd() + "/")("@xapi/xapi");
const [endpoint, key, secret, adapter] = process.argv.slice(2);
const client = new XAPI({ endpoint, auth: XAPI.toBasicAuth(key, secret), adapter });

const agent = { objectType: "Agent", name: "Ada", mbox: "mailto:ada@example.org" };
const activityId = "https://lms.example.org/course-1";
const statement = (number) => ({
  actor: agent,
  verb: { id: "http://adlnet.gov/expapi/verbs/experienced", display: { en: "experienced" } },
  object: {
    objectType: "Activity",
    id: activityId,
    definition: { name: { en: "Course", nb: "Kurs" } },
  },
  result: { score: { raw: number } },
});

const text = new TextEncoder().encode("Grüße, 世界");
const signed = {
  ...statement(100),
  attachments: [
    {
      usageType: "https://example.org/attachment",
      display: { en: "Greeting" },
      contentType: "text/plain",
      length: text.byteLength,
      sha2: createHash("sha256").update(text).digest("hex"),
    },
  ],
};

process.on("uncaughtException", (error) => {
  console.error(error.stack?.slice(-1000), JSON.stringify(error.response?.data));
  process.exit(1);
});

const refusal = async (promise) => promise.then(() => "accepted", (error) => error.response?.status ?? JSON.parse(error.message).status);
const saw = {};

saw.versions = (await client.getAbout()).data.version;
const [id] = (await client.sendStatement({ statement: statement(0) })).data;
saw.id = id;
saw.read = (await client.getStatement({ statementId: id })).data;
saw.batch = (await client.sendStatements({ statements: [1, 2, 3, 4].map(statement) })).data;

let page = (await client.getStatements({ agent, limit: 2, ascending: true })).data;
saw.pages = [page.statements.map((each) => each.result.score.raw)];
while (page.more) {
  page = (await client.getMoreStatements({ more: page.more })).data;
  saw.pages.push(page.statements.map((each) => each.result.score.raw));
}

// axios, outside a browser, sends the wrong content type with an attachment; fetch does it right.
if (adapter === "fetch") {
  const [attached] = (await client.sendStatement({ statement: signed, attachments: [text.buffer] })).data;
  const [, part] = (await client.getStatement({ statementId: attached, attachments: true })).data;
  saw.attachment = part;
}

await client.voidStatement({ actor: agent, statementId: id });
saw.voided = (await client.getVoidedStatement({ voidedStatementId: id })).data.id;
saw.after_voiding = await refusal(client.getStatement({ statementId: id }));

const state = { agent, activityId, stateId: "bookmark" };
await client.createState({ ...state, state: { page: 1 } });
await client.createState({ ...state, state: { mark: "a" } });
saw.state = (await client.getState(state)).data;
saw.states = (await client.getStates({ agent, activityId })).data;
await client.deleteState(state);
saw.deleted_state = await refusal(client.getState(state));

const profile = { activityId, profileId: "settings" };
await client.createActivityProfile({ ...profile, profile: { colour: "red" } });
const kept = await client.getActivityProfile(profile);
saw.profile = kept.data;
await client.setActivityProfile({ ...profile, profile: { colour: "blue" }, etag: kept.headers.etag, matchHeader: "If-Match" });
saw.changed_profile = (await client.getActivityProfile(profile)).data;
saw.stale_change = await refusal(
  client.setActivityProfile({ ...profile, profile: { colour: "green" }, etag: kept.headers.etag, matchHeader: "If-Match" }),
);
saw.profiles = (await client.getActivityProfiles({ activityId })).data;

await client.createAgentProfile({ agent, profileId: "likes", profile: { tea: true } });
saw.agent_profile = (await client.getAgentProfile({ agent, profileId: "likes" })).data;
saw.person = (await client.getAgent({ agent })).data;
saw.activity = (await client.getActivity({ activityId })).data;
saw.stranger = await refusal(
  new XAPI({ endpoint, auth: XAPI.toBasicAuth(key, "wrong"), adapter }).getStatements(),
);

console.log(JSON.stringify(saw));
