CREATE TABLE "install_states" (
	"hash" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "install_states_hash_pk" PRIMARY KEY("hash")
);
--> statement-breakpoint
CREATE TABLE "installations" (
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"sealed" text NOT NULL,
	"bot_account" text NOT NULL,
	"scopes" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"installed_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "installations_platform_workspace_pk" PRIMARY KEY("platform","workspace")
);
--> statement-breakpoint
CREATE TABLE "link_codes" (
	"hash" text NOT NULL,
	"district_id" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "link_codes_hash_pk" PRIMARY KEY("hash")
);
--> statement-breakpoint
CREATE TABLE "workspace_links" (
	"platform" text NOT NULL,
	"workspace" text NOT NULL,
	"district_id" text NOT NULL,
	CONSTRAINT "workspace_links_platform_workspace_pk" PRIMARY KEY("platform","workspace")
);
--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "unsure" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "workspace_links_by_district" ON "workspace_links" USING btree ("district_id","platform");--> statement-breakpoint
CREATE INDEX "outbox_latest" ON "outbox_messages" USING btree ("district_id","supersede_key","id") WHERE supersede_key is not null;