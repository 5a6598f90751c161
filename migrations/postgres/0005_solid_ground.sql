CREATE TABLE "audit_entries" (
	"district_id" text NOT NULL,
	"number" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"facts" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_entries_district_id_number_pk" PRIMARY KEY("district_id","number")
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"district_id" text NOT NULL,
	"number" bigint NOT NULL,
	"hash" text NOT NULL,
	"purged_number" bigint NOT NULL,
	"purged_hash" text NOT NULL,
	CONSTRAINT "audit_heads_district_id_pk" PRIMARY KEY("district_id")
);
--> statement-breakpoint
CREATE TABLE "holds" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"person_id" text,
	"site_id" text,
	"type" text,
	"from_day" text,
	"until_day" text,
	"reason" text NOT NULL,
	"placed_by" text NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"released_at" timestamp (3) with time zone,
	CONSTRAINT "holds_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "known_browsers" (
	"district_id" text NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "known_browsers_district_id_hash_person_id_pk" PRIMARY KEY("district_id","hash","person_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"district_id" text NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sessions_district_id_hash_pk" PRIMARY KEY("district_id","hash")
);
--> statement-breakpoint
CREATE TABLE "sign_in_links" (
	"district_id" text NOT NULL,
	"hash" text NOT NULL,
	"person_id" text NOT NULL,
	"number_hash" text NOT NULL,
	"tries_left" bigint NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"spent_at" timestamp (3) with time zone,
	CONSTRAINT "sign_in_links_district_id_hash_pk" PRIMARY KEY("district_id","hash")
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"district_id" text NOT NULL,
	"type" text NOT NULL,
	"record_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" text NOT NULL,
	"rule" text NOT NULL,
	CONSTRAINT "tombstones_district_id_type_record_id_pk" PRIMARY KEY("district_id","type","record_id")
);
--> statement-breakpoint
ALTER TABLE "call_tasks" ADD COLUMN "asked_by_id" text;--> statement-breakpoint
ALTER TABLE "outbox_messages" ADD COLUMN "origin" text;--> statement-breakpoint
CREATE INDEX "audit_entries_by_time" ON "audit_entries" USING btree ("district_id","at");--> statement-breakpoint
CREATE INDEX "known_browsers_by_person" ON "known_browsers" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "sessions_by_person" ON "sessions" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "sign_in_links_by_person" ON "sign_in_links" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "tombstones_by_time" ON "tombstones" USING btree ("district_id","at");