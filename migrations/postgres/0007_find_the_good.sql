CREATE TABLE "offers_to_show" (
	"district_id" text NOT NULL,
	"person_id" text NOT NULL,
	"practice" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "offers_to_show_district_id_person_id_practice_pk" PRIMARY KEY("district_id","person_id","practice")
);
--> statement-breakpoint
CREATE TABLE "peer_visits" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"practice" text NOT NULL,
	"asker_id" text NOT NULL,
	"host_id" text,
	"site_id" text,
	"state" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "peer_visits_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "shout_out_quotes" (
	"district_id" text NOT NULL,
	"shout_out_id" text NOT NULL,
	"key" text NOT NULL,
	"position" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "shout_out_quotes_district_id_shout_out_id_key_pk" PRIMARY KEY("district_id","shout_out_id","key")
);
--> statement-breakpoint
CREATE TABLE "shout_out_reports" (
	"district_id" text NOT NULL,
	"shout_out_id" text NOT NULL,
	"by_id" text NOT NULL,
	"reason" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"outcome" text,
	"settled_by_id" text,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "shout_out_reports_district_id_shout_out_id_by_id_pk" PRIMARY KEY("district_id","shout_out_id","by_id")
);
--> statement-breakpoint
CREATE TABLE "staff_group_members" (
	"district_id" text NOT NULL,
	"group_id" text NOT NULL,
	"person_id" text NOT NULL,
	CONSTRAINT "staff_group_members_district_id_group_id_person_id_pk" PRIMARY KEY("district_id","group_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "staff_groups" (
	"district_id" text NOT NULL,
	"id" text NOT NULL,
	"site_id" text NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "staff_groups_district_id_id_pk" PRIMARY KEY("district_id","id")
);
--> statement-breakpoint
CREATE TABLE "student_hashes" (
	"district_id" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "student_hashes_district_id_hash_pk" PRIMARY KEY("district_id","hash")
);
--> statement-breakpoint
ALTER TABLE "accounts" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "channels" ADD COLUMN "asks_off_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "persons" ADD COLUMN "grades" jsonb;--> statement-breakpoint
ALTER TABLE "preferences" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "shout_out_receivers" ADD COLUMN "spread_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "shout_out_receivers" ADD COLUMN "thank_back" text;--> statement-breakpoint
ALTER TABLE "shout_out_receivers" ADD COLUMN "thanked_back_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "shout_outs" ADD COLUMN "hidden_by" text;--> statement-breakpoint
ALTER TABLE "shout_outs" ADD COLUMN "revision" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "shout_outs" ADD COLUMN "edited_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "shout_outs" ADD COLUMN "spread_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "staff_group_members" ADD CONSTRAINT "staff_group_members_district_id_group_id_staff_groups_district_id_id_fk" FOREIGN KEY ("district_id","group_id") REFERENCES "public"."staff_groups"("district_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "offers_by_practice" ON "offers_to_show" USING btree ("district_id","practice");--> statement-breakpoint
CREATE INDEX "peer_visits_by_asker" ON "peer_visits" USING btree ("district_id","asker_id");--> statement-breakpoint
CREATE INDEX "peer_visits_by_host" ON "peer_visits" USING btree ("district_id","host_id");--> statement-breakpoint
CREATE INDEX "peer_visits_by_practice" ON "peer_visits" USING btree ("district_id","practice","state");--> statement-breakpoint
CREATE INDEX "shout_out_quotes_by_key" ON "shout_out_quotes" USING btree ("district_id","key");--> statement-breakpoint
CREATE INDEX "staff_group_members_by_person" ON "staff_group_members" USING btree ("district_id","person_id");--> statement-breakpoint
CREATE INDEX "staff_groups_by_site" ON "staff_groups" USING btree ("district_id","site_id","key");--> statement-breakpoint
CREATE INDEX "shout_outs_by_site" ON "shout_outs" USING btree ("district_id","site_id","at");