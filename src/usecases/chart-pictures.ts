import type { DistrictId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";
import type { ChartName, NamedChart } from "#messages/chart-words.ts";
import type { KeptDigest } from "#ports/deciding-rows.ts";
import type { Steps } from "#ports/steps.ts";
import { type DistrictKey, findKey, markWith, openKey } from "./district-key.ts";
import { writeDistrict } from "./page-key.ts";
import type { Product, Work } from "./product.ts";
import { wordedCharts } from "./worded-charts.ts";

/** A platform fetches a picture when it shows the message; a digest older than this is not looked up in chat. */
const SHOWN_MS = 30 * 24 * 60 * 60 * 1000;
/** A digest may be asked for, and so shown anew, for some time. */
const OLDEST_MS = 400 * 24 * 60 * 60 * 1000;
const HTTPS = /^https:/i;

/** Which picture is asked for, and until when. */
export interface Picture {
  readonly district: DistrictId;
  /** What stands for a kept digest's id: that names its reader, and an address goes to a platform. */
  readonly digest: string;
  readonly chart: ChartName;
  readonly language: Language;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/**
 * The signed address of a chart's picture, for a platform that draws none; undefined where nobody outside could fetch
 * it. It shows counts of schools alone, and only for thirty days.
 */
export function* pictureUrl(
  work: Work,
  asked: Pick<Picture, "digest" | "chart" | "language">,
): Steps<string | undefined> {
  const { tx, product, now } = work;
  const { pagesUrl = "" } = product;
  if (!HTTPS.test(pagesUrl)) return undefined;
  const key = yield* openKey(work, "pictures");
  const digest = digestMark(product, key, asked.digest);
  if (digest === undefined) return undefined;
  const picture = { ...asked, digest, district: tx.district, until: now.getTime() + SHOWN_MS };
  const mark = signOf(product, picture, key);
  if (mark === undefined) return undefined;
  const { chart, language, until } = picture;
  const place = `${writeDistrict(tx.district)}/${digest}`;
  return `${pagesUrl}/charts/${place}/${chart}.${language}.${until}.${mark}.png`;
}

/** What a picture shows; undefined for one that is not signed by us, is over, or is not kept any more. */
export async function readPicture(
  product: Product,
  picture: Picture,
  isSigned: (mark: string) => boolean,
): Promise<NamedChart | undefined> {
  const now = product.clock.now();
  if (picture.until <= now.getTime()) return undefined;
  if (!(await product.store.listDistricts()).includes(picture.district)) return undefined;
  return await product.store.read(picture.district, function* (tx) {
    const work: Work = { tx, product, now };
    const key = yield* findKey(work, "pictures");
    const mark = key && signOf(product, picture, key);
    if (!key || mark === undefined || !isSigned(mark)) return undefined;
    const kept = yield* findMarked(work, picture, key);
    const facts = kept && parseFacts(kept.facts);
    if (!kept || facts?.kind !== "district") return undefined;
    const words = product.wordsIn[picture.language];
    const charts = yield* wordedCharts(work, words, { charts: facts.charts, at: kept.at });
    return charts.find(({ name }) => name === picture.chart);
  });
}

/** The digest that a mark stands for; none that is older than an address is good for. */
function* findMarked(
  { tx, product, now }: Work,
  { digest }: Picture,
  key: DistrictKey,
): Steps<KeptDigest | undefined> {
  const since = new Date(now.getTime() - OLDEST_MS);
  const ids = yield* tx.deciding.listDigestIds("district", since);
  const id = ids.find((each) => digestMark(product, key, each) === digest);
  return id === undefined ? undefined : yield* tx.deciding.findDigest(id);
}

function digestMark(product: Product, key: DistrictKey, id: string): string | undefined {
  return markWith(product, key, `digest ${id}`);
}

function signOf(product: Product, picture: Picture, key: DistrictKey): string | undefined {
  const { digest, chart, language, until } = picture;
  return markWith(product, key, JSON.stringify([digest, chart, language, until]));
}
