// Replies that are far too large, or worse, made of one that is not.
const BIDI = "\u202e\u2066";
const MARKUP = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
const times = (count, make) => Array.from({ length: count }, (_, index) => make(index));
const nested = (depth) => times(depth, () => '{"a":').join("") + "1" + "}".repeat(depth);

/// What becomes of the entity that came.
export const REPLIES = {
  "as it came": (entity) => entity,
  "markup and bidi overrides in each text": (entity) => texts(entity, (text) => MARKUP + BIDI + text),
  "names of 20 kB": (entity) => texts(entity, (text) => (text + " ").repeat(20_000 / (text.length + 1))),
  "5,000 links": (entity) => ({
    ...entity,
    Links: times(5_000, (index) => {
      const link = entity.Links[index % entity.Links.length];
      return { ...link, Name: `link ${index}`, Href: link.Href.replace(/[0-9a-f]{4}(?=\?|$)/, index.toString(16).padStart(4, "0")) };
    }),
  }),
  "5,000 members": (entity) => ({ ...entity, ...Object.fromEntries(times(5_000, (index) => [`Member${index}`, `value ${index}`])) }),
  "4.9 MB in one text": (entity) => ({ ...entity, Note: "x".repeat(4_900_000) }),
  "4.9 MB in 100,000 rows": (entity) => ({ ...entity, Rows: times(100_000, (index) => ({ Row: `row number ${index}`, Of: "x" })) }),
  "100 levels": (entity) => ({ ...entity, Deep: JSON.parse(nested(100)) }),
  "10,000 levels": (entity) => `${JSON.stringify(entity).slice(0, -1)},"Deep":${nested(10_000)}}`,
};
const KEPT = ["Type", "UID", "Href", "State", "Result", "JobType", "CreationTimeUTC", "EndTimeUTC", "Links"];

function texts(entity, change) {
  const changed = ([key, value]) => [key, typeof value === "string" && !KEPT.includes(key) ? change(value) : value];
  return Object.fromEntries(Object.entries(entity).map(changed));
}

/// Sends the page what becomes of each reply of one session; `change` may be another each time.
export async function instead(page, session, change) {
  await page.route(`**/api/restoreSessions/${session}*`, async (route) => {
    const response = await route.fetch();
    const body = change(await response.json());
    await route.fulfill({ response, body: typeof body === "string" ? body : JSON.stringify(body) });
  });
}
