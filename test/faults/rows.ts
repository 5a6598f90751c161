import Database from "better-sqlite3";

export type Row = Readonly<Record<string, unknown>>;

/** Asks the playground's file itself, once its process has ended. */
export function queryFile(folder: string, sql: string): readonly Row[] {
  const client = new Database(`${folder}/playground.db`);
  try {
    return client.prepare<[], Row>(sql).all();
  } finally {
    client.close();
  }
}

/** The answers of each school: one row a school. */
export function countAnswers(folder: string): readonly Row[] {
  return queryFile(folder, "select site_id as site, count(*) as times from answers group by 1");
}

/** Cards that one conversation holds more than once. */
export function listTwice(folder: string): readonly Row[] {
  return queryFile(
    folder,
    `select conversation, card, count(*) as times from local_messages
     group by conversation, card having count(*) > 1`,
  );
}

/** How many messages of each title each conversation holds. */
export function listArrived(folder: string): readonly Row[] {
  return queryFile(
    folder,
    `select conversation, json_extract(card, '$.title') as title, count(*) as times
     from local_messages group by 1, 2 order by 1, 2`,
  );
}

/** Outbox messages that are neither settled nor waiting for their time. */
export function listLeased(folder: string): readonly Row[] {
  return queryFile(folder, "select key, state from outbox_messages where state = 'leased'");
}

/** Kinds of message that were delivered. */
export function listKinds(folder: string): readonly unknown[] {
  const sql = "select distinct kind from outbox_messages where state = 'delivered' order by 1";
  return queryFile(folder, sql).map(({ kind }) => kind);
}
