import { type Activity, CloudAdapter, type InvokeResponse, type TurnContext } from "botbuilder";
import {
  type AuthenticateRequestResult,
  AuthenticationConfiguration,
  type BotFrameworkAuthentication,
  BotFrameworkAuthenticationFactory,
  ServiceClientCredentialsFactory,
} from "botframework-connector";
import { guardChannelKeys } from "./channel-keys.ts";
import type { TeamsConfig } from "./config.ts";
import { guardKeys } from "./outbound.ts";

type Logic = (context: TurnContext) => Promise<void>;

/** The library's own way through a turn, once we know who asks. */
class Turns extends CloudAdapter {
  async run(asked: AuthenticateRequestResult, activity: Activity, logic: Logic) {
    return await this.processActivity(asked, activity, logic);
  }
}

/** Tells the library whose bot it is. Nothing is sent with these: our own connector does that. */
class OwnBot extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  readonly #isOpen: boolean;

  constructor(appId: string, isOpen: boolean) {
    super();
    this.#appId = appId;
    this.#isOpen = isOpen;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return await Promise.resolve(appId === this.#appId);
  }

  override async isAuthenticationDisabled(): Promise<boolean> {
    return await Promise.resolve(this.#isOpen);
  }

  override async createCredentials() {
    return await Promise.resolve({
      signRequest: async <T>(request: T) => await Promise.resolve(request),
    });
  }
}

/** Botbuilder between our door and our middle: it knows tokens, and how an invoke is answered. */
export interface Frame {
  /** Rejects for a token that is not Microsoft's word for this activity. */
  authenticate(activity: Activity, authorization: string): Promise<AuthenticateRequestResult>;
  /** Runs one turn; gives what an invoke is answered with. */
  run(
    asked: AuthenticateRequestResult,
    activity: Activity,
    logic: Logic,
  ): Promise<InvokeResponse | undefined>;
}

export function createFrame(config: Pick<TeamsConfig, "appId" | "cloud" | "credential">): Frame {
  const { openIdUrl } = config.cloud;
  guardChannelKeys({ openIdUrl, guarded: guardKeys(config.cloud) });
  const authentication = createAuthentication(config);
  const turns = new Turns(authentication);
  turns.onTurnError = async (_context, error) => await Promise.reject(error);
  return {
    authenticate: async (activity, authorization) =>
      await authentication.authenticateRequest(activity, authorization),
    run: async (asked, activity, logic) => await turns.run(asked, activity, logic),
  };
}

/** Every address is given: with one of them left out, the library refuses what is valid. */
function createAuthentication({
  appId,
  cloud,
  credential,
}: Pick<TeamsConfig, "appId" | "cloud" | "credential">): BotFrameworkAuthentication {
  return BotFrameworkAuthenticationFactory.create(
    "",
    true,
    cloud.loginOrigin,
    cloud.scope,
    cloud.issuer,
    cloud.oauthUrl,
    cloud.openIdUrl,
    cloud.openIdUrl,
    "",
    new OwnBot(appId, credential.kind === "none"),
    new AuthenticationConfiguration(),
  );
}
