import type { DistrictId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import { parseFacts } from "#domain/read-digest-facts.ts";
import type { ChartName, NamedChart } from "#messages/chart-words.ts";
import type { Steps } from "#ports/steps.ts";
import { writeDistrict } from "./page-key.ts";
import type { Product, Work } from "./product.ts";
import { wordedCharts } from "./worded-charts.ts";

/** A platform fetches a picture when it shows the message; a digest older than this is not looked up in chat. */
const SHOWN_MS = 30 * 24 * 60 * 60 * 1000;
/** The setting that holds the key of a district's pictures, locked. */
const KEY_SETTING = "pictures_key";
const HTTPS = /^https:/i;

/** Which picture is asked for, and until when. */
export interface Picture {
  readonly district: DistrictId;
  /** A kept digest's id. */
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
  const kept = yield* tx.roster.findSetting(KEY_SETTING);
  const key = kept ?? product.marks.newKey(aboutOf(tx.district));
  if (kept === undefined) yield* tx.roster.saveSetting(KEY_SETTING, key);
  const picture = { ...asked, district: tx.district, until: now.getTime() + SHOWN_MS };
  const mark = signOf(product, picture, key);
  if (mark === undefined) return undefined;
  const { digest, chart, language, until } = picture;
  const place = `${writeDistrict(tx.district)}/${encodeURIComponent(digest)}`;
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
    const key = yield* tx.roster.findSetting(KEY_SETTING);
    const mark = key === undefined ? undefined : signOf(product, picture, key);
    if (mark === undefined || !isSigned(mark)) return undefined;
    const kept = yield* tx.deciding.findDigest(picture.digest);
    const facts = kept?.kind === "district" ? parseFacts(kept.facts) : undefined;
    if (!kept || facts?.kind !== "district") return undefined;
    const work: Work = { tx, product, now };
    const words = product.wordsIn[picture.language];
    const charts = yield* wordedCharts(work, words, { charts: facts.charts, at: kept.at });
    return charts.find(({ name }) => name === picture.chart);
  });
}

/** The key of one district signs no other's picture. */
function aboutOf(district: DistrictId): string {
  return `pictures ${district}`;
}

function signOf({ marks }: Product, picture: Picture, key: string): string | undefined {
  const { district, digest, chart, language, until } = picture;
  const named = JSON.stringify([digest, chart, language, until]);
  return marks.mark(key, aboutOf(district), [named])?.[0];
}
