/** How PostgreSQL is reached and how long it may take. */
export interface PostgresSettings {
  /** The owner's, past a pooler: for migrations and for news. "" if it is the same. */
  readonly directUrl: string;
  /** False where nobody can listen, as behind a pooler: the minute's look finds what is due. */
  readonly listen: boolean;
  /** False behind a pooler that knows no prepared statements. */
  readonly prepared: boolean;
  /** Most connections of this process, without the one that listens. */
  readonly pool: number;
  /** What takes longer is given up by the server. */
  readonly statementSeconds: number;
  /** A PEM file of those whose word is taken for who the server is. "" for the system's own. */
  readonly caFile: string;
}
