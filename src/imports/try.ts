import { readDistrict } from "./read-district.ts";

for (const p of process.argv.slice(2)) {
  const t = performance.now();
  let n = 0;
  const r = await readDistrict(p, () => {
    n += 1;
  });
  console.log(
    p,
    r.version,
    r.mode,
    r.district,
    r.clusters.length,
    r.sites.length,
    r.people.length,
    r.removedPeople,
    r.calendar?.length,
    r.dropped,
    r.warnings,
    n,
    performance.now() - t,
  );
  console.log(JSON.stringify(r.people[0]), JSON.stringify(r.sites[0]));
}
