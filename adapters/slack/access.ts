/** What calling Slack for one workspace needs. */
export interface Access {
  readonly token: string;
  /** The bot's own account there. */
  readonly botAccount: string;
  readonly scopes: ReadonlySet<string>;
}

/** Which workspaces we may act in. The request path never waits for Slack to know it. */
export interface AccessBook {
  /** From memory and the store alone; undefined where the app is not installed. */
  find(workspace: string): Promise<Access | undefined>;
  /** Reads what there is, and begins to renew tokens that end. */
  start(): Promise<void>;
  stop(): Promise<void>;
}
