import { and, eq } from "drizzle-orm";
import type { DistrictId, PersonId } from "#domain/ids.ts";
import type { Language } from "#domain/language.ts";
import type { AccountKey, RosterRows } from "#ports/roster-rows.ts";
import { run, type Shape } from "./db.ts";
import { orUndefined, type Scope } from "./rows.ts";

interface OfPerson {
  readonly district: DistrictId;
  readonly person: PersonId;
}

const chosenBy = ({ query, tables: { preferences: p } }: Shape, is: OfPerson) =>
  query
    .select({ language: p.language })
    .from(p)
    .where(and(eq(p.districtId, is.district), eq(p.personId, is.person)));

const spokenBy = ({ query, tables: { accounts: a } }: Shape, is: OfPerson) =>
  query
    .select()
    .from(a)
    .where(and(eq(a.districtId, is.district), eq(a.personId, is.person)));

type OfAccount = AccountKey & { readonly district: DistrictId };

const isAccount = ({ tables: { accounts: a } }: Pick<Shape, "tables">, is: OfAccount) =>
  and(
    eq(a.districtId, is.district),
    eq(a.platform, is.platform),
    eq(a.workspace, is.workspace),
    eq(a.account, is.account),
  );

const heardFrom = (shape: Shape, is: OfAccount) =>
  shape.query
    .select({ language: shape.tables.accounts.language })
    .from(shape.tables.accounts)
    .where(isAccount(shape, is));

const hear = (shape: Shape, is: OfAccount & { readonly language: Language }) =>
  shape.query
    .update(shape.tables.accounts)
    .set({ language: is.language })
    .where(isAccount(shape, is));

type LanguageRows = Pick<RosterRows, "findLanguage" | "findSpoken" | "keepLanguage">;

/** Which language people are written to in. */
export function languageRows(scope: Scope): LanguageRows {
  const { district } = scope;
  return {
    *findLanguage(person) {
      const [chosen] = yield* run(scope, chosenBy, { district, person });
      if (chosen?.language) return chosen.language;
      const found = yield* run(scope, spokenBy, { district, person });
      // In one order whatever the database gives, as their address is looked up.
      const known = found
        .filter(({ language }) => language !== null)
        .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
      return orUndefined(known[0]?.language ?? null);
    },
    *findSpoken({ platform, workspace, account }) {
      const [own] = yield* run(scope, heardFrom, { district, platform, workspace, account });
      return orUndefined(own?.language ?? null);
    },
    *keepLanguage({ platform, workspace, account }, language) {
      const own = { district, platform, workspace, account };
      const [before] = yield* run(scope, heardFrom, own);
      if (!before || before.language === language) return;
      yield* run(scope, hear, { ...own, language });
    },
  };
}

function nameOf({ platform, workspace, account }: AccountKey): string {
  return `${platform}/${workspace}/${account}`;
}
