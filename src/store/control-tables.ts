import type { DistrictId } from "#domain/ids.ts";
import type { Platform } from "#ports/chat.ts";
import type { Kit } from "./kit.ts";

/** The directory in front of the districts: where the app is installed, and whose workspace it is. */
export function defineControlTables(kit: Kit) {
  return { ...defineInstallations(kit), ...defineLinks(kit) };
}

function defineInstallations({ table, primaryKey, text, id, instant, json }: Kit) {
  const installations = table(
    "installations",
    {
      platform: id<Platform>("platform").notNull(),
      workspace: text("workspace").notNull(),
      /** Tokens, readable only with the key of the settings. */
      sealed: text("sealed").notNull(),
      botAccount: text("bot_account").notNull(),
      scopes: json<readonly string[]>("scopes").notNull(),
      expiresAt: instant("expires_at"),
      installedAt: instant("installed_at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.platform, t.workspace] })],
  );

  const installStates = table(
    "install_states",
    {
      hash: text("hash").notNull(),
      expiresAt: instant("expires_at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.hash] })],
  );
  return { installations, installStates };
}

function defineLinks({ table, index, primaryKey, text, id, instant }: Kit) {
  const workspaceLinks = table(
    "workspace_links",
    {
      platform: id<Platform>("platform").notNull(),
      workspace: text("workspace").notNull(),
      districtId: id<DistrictId>("district_id").notNull(),
    },
    (t) => [
      primaryKey({ columns: [t.platform, t.workspace] }),
      index("workspace_links_by_district").on(t.districtId, t.platform),
    ],
  );

  const linkCodes = table(
    "link_codes",
    {
      hash: text("hash").notNull(),
      districtId: id<DistrictId>("district_id").notNull(),
      expiresAt: instant("expires_at").notNull(),
    },
    (t) => [primaryKey({ columns: [t.hash] })],
  );
  return { workspaceLinks, linkCodes };
}
